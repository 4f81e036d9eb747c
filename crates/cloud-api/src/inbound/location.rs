//! A place.

use super::InboundKind;
use crate::preview;

wire! {
    /// A place the contact shared. Meta does not pass on live locations.
    pub struct Location {
        /// Degrees north.
        pub latitude: f64,
        /// Degrees east.
        pub longitude: f64,
        /// Name of the place, when a known one was picked.
        pub name: Option<String>,
        /// Street address of the place.
        pub address: Option<String>,
        /// Web page of the place.
        pub url: Option<String>,
    }
}

impl InboundKind for Location {
    const KIND: &'static str = "location";

    fn preview(&self) -> String {
        preview::with_icon("📍", &[self.name.as_deref(), self.address.as_deref(), Some("Location")])
    }
}
