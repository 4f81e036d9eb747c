//! Field `flows`: state and health of native Flows.

wire! {
    /// The value of field `flows`. `event` says which of the other members is there.
    pub struct FlowEvent {
        /// `FLOW_STATUS_CHANGE`, `CLIENT_ERROR_RATE`, `ENDPOINT_ERROR_RATE`, `ENDPOINT_LATENCY`, `ENDPOINT_AVAILABILITY`,
        /// `FLOW_VERSION_EXPIRY_WARNING`.
        pub event: Option<String>,
        /// A sentence about it.
        pub message: Option<String>,
        /// Meta's id of the Flow.
        pub flow_id: Option<String>,
        /// State before.
        pub old_status: Option<String>,
        /// State now: `DRAFT`, `PUBLISHED`, `THROTTLED`, `BLOCKED`, `DEPRECATED`.
        pub new_status: Option<String>,
        /// What will happen if nothing is done.
        pub warning: Option<String>,
        /// `ACTIVATED` or `DEACTIVATED`.
        pub alert_state: Option<String>,
        /// What was crossed: percent, or milliseconds for latency.
        pub threshold: Option<f64>,
        /// Percent of failures.
        pub error_rate: Option<f64>,
        /// What failed.
        pub errors: Vec<FlowError>,
        /// Milliseconds.
        pub p50_latency: Option<f64>,
        /// Milliseconds.
        pub p90_latency: Option<f64>,
        /// How many requests were counted.
        pub requests_count: Option<i64>,
        /// Percent.
        pub availability: Option<f64>,
    }

    /// One sort of failure.
    pub struct FlowError {
        /// `TIMEOUT`, `PUBLIC_KEY_MISSING`, `INVALID_SCREEN_TRANSITION` …
        pub error_type: Option<String>,
        /// Percent.
        pub error_rate: Option<f64>,
        /// How many.
        pub error_count: Option<i64>,
    }
}
