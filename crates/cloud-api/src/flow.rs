//! Native WhatsApp Flows as Meta's management API shows them (*Flows API*). Their content, Flow JSON, is not read here.

use serde_json::Value;

wire! {
    /// A Flow of a business account.
    pub struct Flow {
        /// Meta's id of it.
        pub id: String,
        /// Unique in the account.
        pub name: String,
        /// `DRAFT`, `PUBLISHED`, `DEPRECATED`, `BLOCKED`, `THROTTLED`.
        pub status: Option<String>,
        /// What it is for.
        pub categories: Vec<String>,
        /// What is wrong with its Flow JSON.
        pub validation_errors: Vec<FlowProblem>,
        /// Version of its Flow JSON, such as `7.3`.
        pub json_version: Option<String>,
        /// Version of its data exchanges; missing when it has none.
        pub data_api_version: Option<String>,
        /// Where its data exchanges go.
        pub endpoint_uri: Option<String>,
        /// Whether it can be sent, and what keeps it from that, as Meta writes it.
        pub health_status: Option<Value>,
    }

    /// Something wrong with Flow JSON.
    pub struct FlowProblem {
        /// Meta's code, such as `INVALID_PROPERTY_VALUE`.
        pub error: Option<String>,
        /// `FLOW_JSON_ERROR` …
        pub error_type: Option<String>,
        /// What is wrong, in words.
        pub message: Option<String>,
        /// From 1.
        pub line_start: Option<i64>,
        /// From 1.
        pub line_end: Option<i64>,
        /// From 1.
        pub column_start: Option<i64>,
        /// From 1.
        pub column_end: Option<i64>,
    }

    /// A link at which a Flow can be tried.
    pub struct FlowPreview {
        /// Open it in a browser or a frame.
        pub preview_url: String,
        /// Until when it works.
        pub expires_at: Option<String>,
    }
}

/// The categories that exist (*Flows API, Creating a Flow*).
pub const CATEGORIES: [&str; 8] = [
    "SIGN_UP",
    "SIGN_IN",
    "APPOINTMENT_BOOKING",
    "LEAD_GENERATION",
    "CONTACT_US",
    "CUSTOMER_SUPPORT",
    "SURVEY",
    "OTHER",
];

/// Refused: Flows of a business that broke a rule (*Flows error codes*).
pub const INTEGRITY_BLOCK: i64 = 139_000;
