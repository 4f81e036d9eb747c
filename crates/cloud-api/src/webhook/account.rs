//! Fields about the business account: updates, alerts, review, capability.

use serde_json::Value;

wire! {
    /// The value of field `account_update`. `event` says which of the other members is there.
    pub struct AccountUpdate {
        /// `ACCOUNT_VIOLATION`, `ACCOUNT_RESTRICTION`, `DISABLED_UPDATE`, `PARTNER_REMOVED`, `ACCOUNT_OFFBOARDED` …
        pub event: Option<String>,
        /// The number concerned, in older deliveries.
        pub phone_number: Option<String>,
        /// Country of the business (`BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE`).
        pub country: Option<String>,
        /// What was violated.
        pub violation_info: Option<ViolationInfo>,
        /// What is no longer allowed, until when.
        pub restriction_info: Vec<Restriction>,
        /// The ban.
        pub ban_info: Option<BanInfo>,
        /// The account and its partner.
        pub waba_info: Option<WabaInfo>,
        /// Why the phone app was disconnected (`reason`, `initiated_by`).
        pub disconnection_info: Option<Value>,
        /// Volume tier (`VOLUME_BASED_PRICING_TIER_UPDATE`).
        pub volume_tier_info: Option<Value>,
        /// International authentication prices.
        pub auth_international_rate_eligibility: Option<Value>,
        /// Verification of a partner's client.
        pub partner_client_certification_info: Option<Value>,
    }

    /// What was violated.
    pub struct ViolationInfo {
        /// `ADULT`, `SCAM` …
        pub violation_type: Option<String>,
    }

    /// Something no longer allowed.
    pub struct Restriction {
        /// `RESTRICTED_BIZ_INITIATED_MESSAGING`, `RESTRICTED_CUSTOMER_INITIATED_MESSAGING`, `RESTRICTED_ADD_PHONE_NUMBER_ACTION` …
        pub restriction_type: Option<String>,
        /// When it ends, unix seconds.
        pub expiration: Option<i64>,
    }

    /// A ban of the account.
    pub struct BanInfo {
        /// `DISABLE`, `REINSTATE`, `SCHEDULE_FOR_DISABLE`.
        pub waba_ban_state: Option<String>,
        /// A date in words.
        pub waba_ban_date: Option<String>,
    }

    /// The account and its partner.
    pub struct WabaInfo {
        /// The account.
        pub waba_id: Option<String>,
        /// The portfolio that owns it.
        pub owner_business_id: Option<String>,
        /// The partner's app.
        pub partner_app_id: Option<String>,
        /// The partner's solution.
        pub solution_id: Option<String>,
        /// The partners of the solution.
        pub solution_partner_business_ids: Vec<String>,
    }

    /// The value of field `account_alerts`.
    pub struct AccountAlert {
        /// `BUSINESS`, `PHONE_NUMBER` …
        pub entity_type: Option<String>,
        /// Meta's id of what it is about.
        pub entity_id: Option<String>,
        /// What it says.
        pub alert_info: Option<AlertInfo>,
    }

    /// What an alert says.
    pub struct AlertInfo {
        /// `CRITICAL`, `WARNING`, `INFORMATIONAL`.
        pub alert_severity: Option<String>,
        /// `ACTIVE` or `NONE`.
        pub alert_status: Option<String>,
        /// `OBA_APPROVED`, `PROFILE_PICTURE_LOST`, `INCREASED_CAPABILITIES_ELIGIBILITY_FAILED` …
        pub alert_type: Option<String>,
        /// A sentence about it.
        pub alert_description: Option<String>,
    }

    /// The value of field `account_review_update`.
    pub struct AccountReview {
        /// `APPROVED`, `REJECTED`, `PENDING`, `DEFERRED`.
        pub decision: Option<String>,
    }

    /// The value of field `business_capability_update`. Limits come as numbers (-1: none) or as tiers (`TIER_2K`).
    pub struct BusinessCapability {
        /// People we may write to first in 24 hours, per portfolio.
        pub max_daily_conversations_per_business: Option<String>,
        /// The same per number, in older deliveries.
        pub max_daily_conversation_per_phone: Option<String>,
        /// Numbers the portfolio may have.
        pub max_phone_numbers_per_business: Option<i64>,
        /// Numbers the account may have.
        pub max_phone_numbers_per_waba: Option<i64>,
    }
}
