//! Fields about our number: quality, name, PIN, username, settings.

use serde_json::Value;

wire! {
    /// The value of field `phone_number_quality_update`.
    pub struct NumberQuality {
        /// The number as people read it.
        pub display_phone_number: Option<String>,
        /// `ONBOARDING`, `THROUGHPUT_UPGRADE`; older `UPGRADE`, `DOWNGRADE`, `FLAGGED`, `UNFLAGGED`.
        pub event: Option<String>,
        /// `TIER_250` … ; being replaced by the member below.
        pub current_limit: Option<String>,
        /// The tier before.
        pub old_limit: Option<String>,
        /// `TIER_250`, `TIER_2K`, `TIER_10K`, `TIER_100K`, `UNLIMITED`, `NOT_SET`.
        pub max_daily_conversations_per_business: Option<String>,
    }

    /// The value of field `phone_number_name_update`. After approval the number must be registered again within 14 days.
    pub struct NumberName {
        /// The number as people read it.
        pub display_phone_number: Option<String>,
        /// `APPROVED`, `DEFERRED`, `PENDING`, `REJECTED`.
        pub decision: Option<String>,
        /// The name asked for.
        pub requested_verified_name: Option<String>,
        /// Why it was rejected.
        pub rejection_reason: Option<String>,
    }

    /// The value of field `security`.
    pub struct Security {
        /// The number as people read it.
        pub display_phone_number: Option<String>,
        /// `PIN_CHANGED`, `PIN_RESET_REQUEST`, `PIN_REQUEST_SUCCESS`.
        pub event: Option<String>,
        /// Who asked for it.
        pub requester: Option<String>,
    }

    /// The value of field `business_username_update`.
    pub struct BusinessUsername {
        /// The number as people read it.
        pub display_phone_number: Option<String>,
        /// Our username; missing when deleted.
        pub username: Option<String>,
        /// `approved`, `reserved` or `deleted`.
        pub status: Option<String>,
    }

    /// The value of field `account_settings_update`.
    pub struct AccountSettings {
        /// Unix seconds.
        pub timestamp: Option<i64>,
        /// Which settings (`phone_number_settings`).
        pub kind: Option<String> = "type",
        /// The settings of the number, calling among them, as they are now.
        pub phone_number_settings: Option<Value>,
    }
}
