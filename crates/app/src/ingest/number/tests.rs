//! What each field of Meta's comes to: its word, its weight, and what stands after it.

use cloud_api::webhook::Delivery;
use model::{ChannelId, WebhookEventId};
use serde_json::{Value, json};

use super::*;

/// What a value of a field says.
fn said(field: &str, value: Value) -> Vec<Said> {
    let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "time": 1_700_000_000, "changes": [{ "field": field, "value": value }] }] });
    let delivery = Delivery::parse(body.to_string().as_bytes()).unwrap();
    let source = Source {
        channel_id: ChannelId::new(),
        event_id: WebhookEventId::new(),
        received_at: Timestamp::from_seconds(1_700_000_010),
        display_phone_number: "",
        routed_by: store::RoutedBy::Account,
    };
    let mut work = Work::default();
    assert!(collect(&mut work, source, &delivery.changes[0]), "{field}");
    work.numbers
}

/// Word, weight and state of a single fact.
fn one(field: &str, value: Value) -> (String, &'static str, Option<String>) {
    let mut said = said(field, value);
    assert_eq!(said.len(), 1);
    let said = said.remove(0);
    (said.entry.kind, said.entry.severity, said.news.status)
}

fn fact(kind: &str, severity: &'static str, status: Option<&str>) -> (String, &'static str, Option<String>) {
    (kind.to_owned(), severity, status.map(str::to_owned))
}

#[test]
fn bans_restrictions_and_partners() {
    let ban = |state: &str| json!({ "event": "DISABLED_UPDATE", "ban_info": { "waba_ban_state": state, "waba_ban_date": "April 17, 2025" } });
    assert_eq!(one("account_update", ban("DISABLE")), fact("account.banned", "critical", Some("BANNED")));
    assert_eq!(
        one("account_update", ban("REINSTATE")),
        fact("account.reinstated", "info", Some("CONNECTED"))
    );
    assert_eq!(
        one("account_update", ban("SCHEDULE_FOR_DISABLE")),
        fact("account.ban_scheduled", "critical", None)
    );
    assert_eq!(
        one("account_update", json!({ "event": "PARTNER_REMOVED" })),
        fact("account.partner_removed", "critical", Some("DISCONNECTED"))
    );
    let both = said(
        "account_update",
        json!({ "event": "ACCOUNT_RESTRICTION", "restriction_info": [
            { "restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": 1_700_100_000 },
            { "restriction_type": "RESTRICTED_ADD_PHONE_NUMBER_ACTION", "expiration": 1_700_200_000 },
        ] }),
    );
    let until: Vec<Option<Timestamp>> = both.iter().map(|said| said.raises[0].until).collect();
    assert_eq!(
        until,
        [Some(Timestamp::from_seconds(1_700_100_000)), Some(Timestamp::from_seconds(1_700_200_000))]
    );
    assert_ne!(
        both[0].entry.item_hash, both[1].entry.item_hash,
        "two facts of one change are two entries"
    );
}

#[test]
fn quality_limits_names_pins_and_calls() {
    let flagged = said("phone_number_quality_update", json!({ "event": "FLAGGED", "current_limit": "TIER_2K" })).remove(0);
    assert_eq!(flagged.news.quality_rating.as_deref(), Some("RED"));
    assert_eq!(flagged.news.messaging_limit.as_deref(), Some("TIER_2K"));
    assert_eq!(flagged.raises[0].kind, "number.quality_low");
    let over = said("phone_number_quality_update", json!({ "event": "UNFLAGGED" })).remove(0);
    assert_eq!(over.clears, [("number.quality_low", None)]);
    let numbers = said("business_capability_update", json!({ "max_daily_conversations_per_business": 2000 })).remove(0);
    assert_eq!(
        numbers.news.messaging_limit.as_deref(),
        Some("TIER_2K"),
        "numbers and tiers mean the same"
    );
    let unlimited = said("business_capability_update", json!({ "max_daily_conversations_per_business": -1 })).remove(0);
    assert_eq!(unlimited.news.messaging_limit.as_deref(), Some("UNLIMITED"));
    let rejected = said(
        "phone_number_name_update",
        json!({ "decision": "REJECTED", "requested_verified_name": "Shop", "rejection_reason": "NAME_FORMAT_UNACCEPTABLE" }),
    )
    .remove(0);
    assert_eq!(
        (rejected.news.verified_name, rejected.news.name_status.as_deref()),
        (None, Some("REJECTED"))
    );
    let pin = said("security", json!({ "event": "PIN_CHANGED" })).remove(0);
    assert!(pin.news.pin_changed_at.is_some());
    let calls = said(
        "account_settings_update",
        json!({ "phone_number_settings": { "calling": { "status": "disabled" } } }),
    )
    .remove(0);
    assert_eq!(
        (calls.entry.kind.as_str(), calls.news.calling_status.as_deref()),
        ("calling.disabled", Some("DISABLED"))
    );
}

#[test]
fn templates_pause_and_come_back() {
    let status = |event: &str, title: Option<&str>| {
        let other = title.map(|title| json!({ "title": title }));
        let value = json!({ "event": event, "message_template_id": 9_000_000_000_u64, "message_template_name": "offer",
            "message_template_language": "en-US", "reason": "NONE", "other_info": other });
        said("message_template_status_update", value).remove(0)
    };
    let paused = status("PAUSED", Some("FIRST_PAUSE"));
    assert_eq!(
        (paused.entry.kind.as_str(), paused.entry.subject.as_str()),
        ("template.paused", "offer en_US")
    );
    assert!(paused.about_templates && paused.raises[0].subject == "offer en_US");
    assert_eq!(status("paused", None).entry.kind, "template.paused", "Meta spells it in both ways");
    let back = status("APPROVED", None);
    assert!(back.clears.contains(&("template.paused", Some("offer en_US".to_owned()))));
    let red = said(
        "message_template_status_update",
        json!({ "new_quality_score": "RED", "previous_quality_score": "GREEN", "message_template_name": "offer", "message_template_language": "es" }),
    )
    .remove(0);
    assert_eq!((red.entry.kind.as_str(), red.entry.severity), ("template.quality", "warning"));
}

#[test]
fn the_same_news_again_is_the_same_entry() {
    let value = json!({ "decision": "APPROVED" });
    let [first, again] = [(); 2].map(|()| said("account_review_update", value.clone()).remove(0));
    assert_eq!(first.entry.item_hash, again.entry.item_hash);
    assert_ne!(first.entry.id, again.entry.id);
}

#[test]
fn every_word_that_raises_or_overrules_is_put_into_words() {
    for (field, value) in [
        (
            "account_update",
            json!({ "event": "ACCOUNT_VIOLATION", "violation_info": { "violation_type": "ADULT" } }),
        ),
        ("account_update", json!({ "event": "SOMETHING_NEW" })),
        (
            "account_alerts",
            json!({ "alert_info": { "alert_severity": "CRITICAL", "alert_status": "ACTIVE", "alert_type": "OBA_REJECTED" } }),
        ),
        ("business_username_update", json!({ "username": "shop", "status": "approved" })),
        (
            "template_category_update",
            json!({ "new_category": "UTILITY", "correct_category": "MARKETING", "category_update_timestamp": 1_700_000_000 }),
        ),
        ("message_template_components_update", json!({ "message_template_name": "offer" })),
    ] {
        let said = said(field, value).remove(0);
        let data: Value = serde_json::from_str(&said.entry.data).unwrap();
        let words = crate::views::activity_words::activity_words(&said.entry.kind, &said.entry.subject, data.as_object().unwrap());
        assert!(words.sentence.ends_with('.') && !words.sentence.contains("  "), "{}", words.sentence);
        let unknown = words.sentence.starts_with("Something about the account");
        assert!(!unknown || said.entry.kind == "account.updated", "{} has no sentence", said.entry.kind);
    }
}
