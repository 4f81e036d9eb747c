//! A place.

use serde::{Deserialize, Serialize};

use super::OutboundKind;
use super::check::Check;
use crate::preview;

/// A place on the map (*Location messages*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Degrees north, −90 to 90.
    pub latitude: f64,
    /// Degrees east, −180 to 180.
    pub longitude: f64,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address; WhatsApp shows it only together with a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl OutboundKind for Location {
    const KIND: &'static str = "location";

    fn preview(&self) -> String {
        preview::with_icon("📍", &[self.name.as_deref(), self.address.as_deref(), Some("Location")])
    }

    fn check(&self, check: &mut Check) {
        check.range("latitude", self.latitude, -90.0, 90.0);
        check.range("longitude", self.longitude, -180.0, 180.0);
    }
}
