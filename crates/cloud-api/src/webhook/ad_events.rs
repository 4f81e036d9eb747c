//! Fields `automatic_events` and `tracking_events`: reports for ads.

use serde_json::Value;

wire! {
    /// The value of field `automatic_events` or `tracking_events`. PrismWA keeps them and does nothing with them.
    pub struct AdEvents {
        /// Events Meta recognised in conversations.
        pub automatic_events: Vec<Value>,
        /// Events reported by others.
        pub tracking_events: Vec<Value>,
    }
}
