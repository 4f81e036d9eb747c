//! How one particular webhook travels, whatever the faults say.

use serde::Deserialize;

/// How the webhook of one message travels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Delivery {
    /// Byte-identical deliveries in all; `None` leaves it to the faults.
    pub copies: Option<u32>,
    /// The item comes again in a different POST.
    pub regrouped: bool,
    /// The first attempt never arrives.
    pub drop_first: bool,
    /// It waits for a release.
    pub hold: bool,
}

/// Delivered this often in all, byte for byte the same.
pub fn times(copies: u32) -> Delivery {
    Delivery {
        copies: Some(copies),
        ..Delivery::default()
    }
}

/// Delivered once, and once more inside a different POST.
pub fn regrouped() -> Delivery {
    Delivery {
        regrouped: true,
        ..Delivery::default()
    }
}

impl Delivery {
    /// And once more inside a different POST.
    pub fn regrouped(self) -> Self {
        Self { regrouped: true, ..self }
    }

    /// The first attempt gets lost on the way.
    pub fn first_lost(self) -> Self {
        Self { drop_first: true, ..self }
    }

    /// Not before a release.
    pub fn held(self) -> Self {
        Self { hold: true, ..self }
    }
}
