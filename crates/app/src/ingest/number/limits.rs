//! Quality, limits, name, PIN, username and calling of the number itself.
//!
//! Source: <https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components>

use cloud_api::webhook::{AccountSettings, BusinessCapability, BusinessUsername, Item, NumberName, NumberQuality, Security, UserPreferences};
use model::Timestamp;
use serde_json::Value;
use store::ChannelNews;

use super::{Fact, Severity, word};

/// Throughput after Meta's upgrade (Cloud API, *Throughput*).
const UPGRADED_THROUGHPUT: i64 = 1000;

/// `phone_number_quality_update`.
pub(super) fn quality(value: &NumberQuality) -> Vec<Fact> {
    let limit = value.max_daily_conversations_per_business.as_deref().or(value.current_limit.as_deref());
    let news = ChannelNews {
        messaging_limit: limit.map(tier).filter(|tier| tier != "NOT_SET"),
        ..ChannelNews::default()
    };
    let fact = match word(value.event.as_deref()).as_str() {
        "FLAGGED" => Fact::new("quality", "number.flagged", Severity::Critical)
            .raises("number.quality_low", None)
            .changes(ChannelNews {
                status: Some("FLAGGED".to_owned()),
                quality_rating: Some("RED".to_owned()),
                ..news
            }),
        // Meta says that it is no longer low, not what it is now.
        "UNFLAGGED" => Fact::new("quality", "number.unflagged", Severity::Info)
            .clears(&["number.quality_low"])
            .changes(ChannelNews {
                status: Some("CONNECTED".to_owned()),
                quality_rating: Some("UNKNOWN".to_owned()),
                ..news
            }),
        "THROUGHPUT_UPGRADE" => Fact::new("limits", "number.throughput_upgraded", Severity::Info).changes(ChannelNews {
            throughput_per_second: Some(UPGRADED_THROUGHPUT),
            ..news
        }),
        "DOWNGRADE" => Fact::new("limits", "number.limit_lowered", Severity::Warning).changes(news),
        "UPGRADE" => Fact::new("limits", "number.limit_raised", Severity::Info).changes(news),
        "ONBOARDING" => Fact::new("limits", "number.onboarded", Severity::Info).changes(news),
        _ => Fact::new("limits", "number.limit_changed", Severity::Info).changes(news),
    };
    let old = value.old_limit.as_deref().map(tier);
    vec![
        fact.with("limit", limit.map(tier))
            .with("old_limit", old)
            .of_number(&value.display_phone_number),
    ]
}

/// `business_capability_update`.
pub(super) fn capability(value: &BusinessCapability) -> Vec<Fact> {
    let limit = value
        .max_daily_conversations_per_business
        .as_deref()
        .or(value.max_daily_conversation_per_phone.as_deref())
        .map(tier);
    vec![
        Fact::new("limits", "limits.changed", Severity::Info)
            .with("limit", limit.clone())
            .with("numbers", value.max_phone_numbers_per_business.or(value.max_phone_numbers_per_waba))
            .changes(ChannelNews {
                messaging_limit: limit.filter(|limit| limit != "NOT_SET"),
                ..ChannelNews::default()
            }),
    ]
}

/// Meta writes limits as tiers in one place and as numbers in another: `TIER_2K`, `2000`, `-1`.
fn tier(limit: &str) -> String {
    match limit.trim() {
        "-1" | "UNLIMITED" | "TIER_UNLIMITED" => "UNLIMITED".to_owned(),
        "50" => "TIER_50".to_owned(),
        "250" => "TIER_250".to_owned(),
        "1000" => "TIER_1K".to_owned(),
        "2000" => "TIER_2K".to_owned(),
        "10000" => "TIER_10K".to_owned(),
        "100000" => "TIER_100K".to_owned(),
        other => other.to_ascii_uppercase(),
    }
}

/// `phone_number_name_update`. An approved name shows after the number is registered again, within 14 days.
pub(super) fn name(value: &NumberName) -> Vec<Fact> {
    let decision = word(value.decision.as_deref());
    let fact = match decision.as_str() {
        "APPROVED" => Fact::new("name", "name.approved", Severity::Info).clears(&["name.rejected"]),
        "REJECTED" => Fact::new("name", "name.rejected", Severity::Warning).raises("name.rejected", None),
        "DEFERRED" => Fact::new("name", "name.deferred", Severity::Info),
        _ => Fact::new("name", "name.pending", Severity::Info).clears(&["name.rejected"]),
    };
    vec![
        fact.with("name", value.requested_verified_name.as_deref())
            .with("reason", value.rejection_reason.as_deref().filter(|reason| *reason != "NONE"))
            .of_number(&value.display_phone_number)
            .changes(ChannelNews {
                verified_name: value.requested_verified_name.clone().filter(|_| decision == "APPROVED"),
                name_status: Some(decision.clone()).filter(|decision| !decision.is_empty()),
                ..ChannelNews::default()
            }),
    ]
}

/// `security`: the PIN of two-step verification.
pub(super) fn security(value: &Security, received_at: Timestamp) -> Vec<Fact> {
    let fact = match word(value.event.as_deref()).as_str() {
        "PIN_CHANGED" => Fact::new("security", "security.pin_changed", Severity::Warning).changes(ChannelNews {
            pin_changed_at: Some(received_at),
            ..ChannelNews::default()
        }),
        "PIN_RESET_REQUEST" => Fact::new("security", "security.pin_reset_requested", Severity::Critical),
        "PIN_REQUEST_SUCCESS" | "PIN_RESET_SUCCESS" => Fact::new("security", "security.pin_reset", Severity::Critical),
        _ => Fact::new("security", "security.updated", Severity::Warning).with("event", value.event.as_deref()),
    };
    vec![fact.with("requester", value.requester.as_deref()).of_number(&value.display_phone_number)]
}

/// `business_username_update`.
pub(super) fn username(value: &BusinessUsername) -> Vec<Fact> {
    vec![
        Fact::new("name", "name.username", Severity::Info)
            .with("username", value.username.as_deref())
            .with("status", value.status.as_deref())
            .of_number(&value.display_phone_number),
    ]
}

/// `user_preferences`: how many contacts stopped or resumed marketing. Who they are is theirs and stands in the ledger of opt-outs.
pub(super) fn preferences(value: &UserPreferences) -> Vec<Fact> {
    let decided = |stops: bool| {
        let count = value.preferences.iter().filter(|item| match item {
            Item::Parsed(preference) => (preference.value == "stop") == stops,
            Item::Malformed { .. } => false,
        });
        count.count()
    };
    [("preference.stopped", decided(true)), ("preference.resumed", decided(false))]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| Fact::new("preference", kind, Severity::Info).with("count", Some(count.to_string())))
        .collect()
}

/// `account_settings_update`: whether contacts can call.
pub(super) fn settings(value: &AccountSettings) -> Vec<Fact> {
    let calling = value
        .phone_number_settings
        .as_ref()
        .and_then(|settings| settings.pointer("/calling/status"))
        .and_then(Value::as_str);
    let status = calling.map(|status| status.to_ascii_uppercase());
    let kind = match status.as_deref() {
        Some("ENABLED") => "calling.enabled",
        Some("DISABLED") => "calling.disabled",
        _ => "calling.changed",
    };
    vec![Fact::new("calling", kind, Severity::Info).changes(ChannelNews {
        calling_status: status,
        ..ChannelNews::default()
    })]
}
