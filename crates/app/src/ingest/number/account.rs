//! `account_update`, `account_alerts`, `account_review_update`: bans, restrictions, partners, Meta's own warnings.
//!
//! Source: <https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components>

use cloud_api::webhook::{AccountAlert, AccountReview, AccountUpdate};
use model::Timestamp;
use store::ChannelNews;

use super::{Fact, Severity, word};

/// `account_update`.
pub(super) fn update(value: &AccountUpdate, received_at: Timestamp) -> Vec<Fact> {
    let event = word(value.event.as_deref());
    let status = |status: &str| ChannelNews {
        status: Some(status.to_owned()),
        ..ChannelNews::default()
    };
    let fact = match event.as_str() {
        "ACCOUNT_DELETED" => gone("account.deleted"),
        "ACCOUNT_OFFBOARDED" => gone("account.offboarded"),
        "PARTNER_REMOVED" => gone("account.partner_removed"),
        "PARTNER_APP_UNINSTALLED" => Fact::new("account", "account.app_uninstalled", Severity::Critical).raises("account.disconnected", None),
        "ACCOUNT_RECONNECTED" => Fact::new("account", "account.reconnected", Severity::Info)
            .changes(status("CONNECTED"))
            .clears(&["account.disconnected"]),
        "PARTNER_ADDED" | "PARTNER_APP_INSTALLED" => Fact::new("account", "account.partner_added", Severity::Info).clears(&["account.disconnected"]),
        "ACCOUNT_VIOLATION" => Fact::new("account", "account.violation", Severity::Warning)
            .with("violation", value.violation_info.as_ref().and_then(|info| info.violation_type.as_deref())),
        "ACCOUNT_RESTRICTION" => return restrictions(value, received_at),
        "DISABLED_UPDATE" => ban(value),
        _ => Fact::new("account", "account.updated", Severity::Info)
            .with("event", value.event.as_deref())
            .with("country", value.country.as_deref()),
    };
    vec![fact.of_number(&value.phone_number)]
}

fn gone(kind: &'static str) -> Fact {
    Fact::new("account", kind, Severity::Critical)
        .changes(ChannelNews {
            status: Some("DISCONNECTED".to_owned()),
            ..ChannelNews::default()
        })
        .raises("account.disconnected", None)
}

/// Each restriction stands for itself and has an end of its own.
fn restrictions(value: &AccountUpdate, received_at: Timestamp) -> Vec<Fact> {
    let restricted = |subject: &str, until: Option<Timestamp>| {
        Fact::new("account", "account.restricted", Severity::Critical)
            .about(subject)
            .with("until", until)
            .of_number(&value.phone_number)
            .changes(ChannelNews {
                status: Some("RESTRICTED".to_owned()),
                ..ChannelNews::default()
            })
            .raises("account.restricted", until)
    };
    if value.restriction_info.is_empty() {
        return vec![restricted("", None)];
    }
    value
        .restriction_info
        .iter()
        .map(|info| {
            let until = info.expiration.filter(|seconds| *seconds > 0).map(Timestamp::from_seconds);
            restricted(
                info.restriction_type.as_deref().unwrap_or_default(),
                until.filter(|until| *until > received_at),
            )
        })
        .collect()
}

fn ban(value: &AccountUpdate) -> Fact {
    let ban = value.ban_info.as_ref();
    let date = ban.and_then(|ban| ban.waba_ban_date.as_deref());
    let status = |status: &str| ChannelNews {
        status: Some(status.to_owned()),
        ..ChannelNews::default()
    };
    match word(ban.and_then(|ban| ban.waba_ban_state.as_deref())).as_str() {
        "DISABLE" => Fact::new("account", "account.banned", Severity::Critical)
            .with("date", date)
            .changes(status("BANNED"))
            .clears(&["account.ban_scheduled"])
            .raises("account.banned", None),
        "REINSTATE" => Fact::new("account", "account.reinstated", Severity::Info)
            .with("date", date)
            .changes(status("CONNECTED"))
            .clears(&["account.banned", "account.ban_scheduled", "account.restricted"]),
        "SCHEDULE_FOR_DISABLE" => Fact::new("account", "account.ban_scheduled", Severity::Critical)
            .with("date", date)
            .raises("account.ban_scheduled", None),
        other => Fact::new("account", "account.updated", Severity::Warning).with("event", Some(format!("DISABLED_UPDATE {other}").trim_end())),
    }
}

/// `account_alerts`. One that is no longer active ends what it began.
pub(super) fn alert(value: &AccountAlert) -> Vec<Fact> {
    let info = value.alert_info.clone().unwrap_or_default();
    let severity = match word(info.alert_severity.as_deref()).as_str() {
        "CRITICAL" => Severity::Critical,
        "WARNING" => Severity::Warning,
        _ => Severity::Info,
    };
    let subject = word(info.alert_type.as_deref());
    let over = word(info.alert_status.as_deref()) == "NONE";
    let fact = Fact::new(
        "account",
        if over { "account.alert_over" } else { "account.alert" },
        if over { Severity::Info } else { severity },
    )
    .about(subject)
    .with("entity", value.entity_type.as_deref())
    .with("description", info.alert_description.as_deref());
    vec![match severity {
        _ if over => fact.clears(&["account.alert"]),
        Severity::Critical => fact.raises("account.alert", None),
        Severity::Info | Severity::Warning => fact,
    }]
}

/// `account_review_update`.
pub(super) fn review(value: &AccountReview) -> Vec<Fact> {
    let decision = word(value.decision.as_deref());
    let (kind, severity) = match decision.as_str() {
        "APPROVED" => ("account.review_approved", Severity::Info),
        "REJECTED" => ("account.review_rejected", Severity::Critical),
        _ => ("account.review_pending", Severity::Info),
    };
    let fact = Fact::new("account", kind, severity).changes(ChannelNews {
        account_review: Some(decision.clone()).filter(|decision| !decision.is_empty()),
        ..ChannelNews::default()
    });
    vec![if decision == "REJECTED" {
        fact.raises("account.review_rejected", None)
    } else {
        fact.clears(&["account.review_rejected"])
    }]
}
