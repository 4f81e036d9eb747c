//! What Meta said about the number, in plain sentences, and what to do about each.

use serde_json::{Map, Value};

/// A sentence and its remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    /// What happened.
    pub(crate) sentence: String,
    /// What to do about it.
    pub(crate) remedy: Option<String>,
}

/// Puts an entry of the number's log into words. Values of Meta's stay as Meta writes them, made readable.
pub(crate) fn activity_words(kind: &str, subject: &str, data: &Map<String, Value>) -> Words {
    let value = |name: &str| data.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let readable = |name: &str| value(name).map(plain);
    let template = || format!("Template “{subject}”");
    let (sentence, remedy) = match kind {
        "account.deleted" => ("The WhatsApp account was deleted at Meta.".to_owned(), CONNECT_AGAIN),
        "account.offboarded" => ("The WhatsApp account was taken off the Cloud API.".to_owned(), CONNECT_AGAIN),
        "account.partner_removed" => ("The connection between the account and the app was removed.".to_owned(), CONNECT_AGAIN),
        "account.app_uninstalled" => (
            "The app was uninstalled from the WhatsApp account, so no messages arrive.".to_owned(),
            CONNECT_AGAIN,
        ),
        "account.disconnected" => ("The number is no longer connected at Meta.".to_owned(), CONNECT_AGAIN),
        "account.reconnected" => ("The WhatsApp account is connected again.".to_owned(), ""),
        "account.partner_added" => ("An app or partner was added to the WhatsApp account.".to_owned(), ""),
        "account.partner_solution" => ("A partner solution of the business changed.".to_owned(), ""),
        "account.payment_configuration" => ("A payment configuration of the account changed.".to_owned(), ""),
        "account.violation" => (
            with("Meta found a violation of its policies", readable("violation")),
            "Read the policy in WhatsApp Manager, and ask for a review there if it is wrong.",
        ),
        "account.restricted" => (
            with("Meta restricts the account", Some(restriction(subject))),
            "See the details in Meta's Business Support Home and ask for a review if it is wrong.",
        ),
        "account.banned" => (
            with("Meta disabled the account: nothing can be sent", readable("date")),
            "An owner can appeal in Meta's Business Support Home.",
        ),
        "account.ban_scheduled" => (
            with("Meta is going to disable the account", readable("date")),
            "Appeal in Meta's Business Support Home before that day.",
        ),
        "account.reinstated" => ("Meta enabled the account again.".to_owned(), ""),
        "account.alert" => (
            value("description").map_or_else(|| format!("Meta warns: {}.", plain(subject)), str::to_owned),
            "Look at it in WhatsApp Manager.",
        ),
        "account.alert_over" => (format!("A warning of Meta is over: {}.", plain(subject)), ""),
        "account.review_approved" => ("Meta's review of the account ended well.".to_owned(), ""),
        "account.review_rejected" => (
            "Meta's review rejected the account.".to_owned(),
            "Read the reason in WhatsApp Manager and ask for another review.",
        ),
        "account.review_pending" => ("Meta is reviewing the account.".to_owned(), ""),
        "calling.enabled" => ("Contacts can call the number now.".to_owned(), ""),
        "calling.disabled" => ("Contacts can no longer call the number.".to_owned(), ""),
        "calling.changed" => ("The number's call settings changed.".to_owned(), ""),
        "limits.changed" => (with("The business may now write first to", limit(value("limit"))), ""),
        "number.flagged" | "number.quality_low" => (
            "The number's quality rating is low: contacts block or report it.".to_owned(),
            "Send fewer marketing messages, only to people who asked for them. If it stays low, Meta lowers the limit.",
        ),
        "number.unflagged" => ("The number's quality is no longer low.".to_owned(), ""),
        "number.throughput_upgraded" => ("The number may send 1,000 messages a second now.".to_owned(), ""),
        "number.limit_lowered" => (
            with("Meta lowered whom the business may write to first, to", limit(value("limit"))),
            "Better quality raises it again within days.",
        ),
        "number.limit_raised" => (with("Meta raised whom the business may write to first, to", limit(value("limit"))), ""),
        "number.onboarded" => (
            with("The number was registered; the business may write first to", limit(value("limit"))),
            "",
        ),
        "number.limit_changed" => (with("The number's limit is now", limit(value("limit"))), ""),
        "name.approved" => (
            named("Meta approved the display name", value("name")),
            "Register the number again within 14 days, so that contacts see it.",
        ),
        "name.rejected" => (
            with(
                named("Meta rejected the display name", value("name")).trim_end_matches('.'),
                readable("reason"),
            ),
            "Ask for another name in WhatsApp Manager.",
        ),
        "name.deferred" => (named("Meta has not decided yet about the display name", value("name")), ""),
        "name.pending" => (named("Meta is looking at the display name", value("name")), ""),
        "name.username" => (named(&with("The username changed", readable("status")), value("username")), ""),
        "preference.stopped" => (
            contacts(value("count"), "stopped"),
            "They get no marketing any more; the ledger of opt-outs says who.",
        ),
        "preference.resumed" => (contacts(value("count"), "allowed"), ""),
        "security.pin_changed" => (
            "The PIN of two-step verification was changed.".to_owned(),
            "If nobody of you did it, set a new PIN in WhatsApp Manager at once.",
        ),
        "security.pin_reset_requested" => (
            "Somebody asked to switch two-step verification off.".to_owned(),
            "If it was none of you, cancel it by the link in Meta's e-mail and check who has access.",
        ),
        "security.pin_reset" => (
            "Two-step verification was switched off.".to_owned(),
            "Set a new PIN in WhatsApp Manager, and check who has access.",
        ),
        "security.updated" => (with("A security setting of the number changed", readable("event")), ""),
        "template.approved" => (format!("{} was approved.", template()), ""),
        "template.reinstated" => (format!("{} can be sent again.", template()), ""),
        "template.rejected" => (
            with(&format!("{} was rejected", template()), readable("reason")),
            "Change it as Meta asks, or appeal in WhatsApp Manager.",
        ),
        "template.paused" => (
            with(&format!("{} is paused: contacts block or report it", template()), pause(value("pause"))),
            "Use another template meanwhile. It comes back by itself, and is disabled the third time.",
        ),
        "template.disabled" => (
            with(&format!("{} was disabled and cannot be sent", template()), readable("disable_date")),
            "Write a new template that people want to get.",
        ),
        "template.flagged" => (
            format!("{} has low quality and may be disabled.", template()),
            "Send it less, and only to people who want it.",
        ),
        "template.locked" => (format!("{} cannot be changed now.", template()), "Wait a day before you edit it again."),
        "template.pending" => (format!("{} is being reviewed.", template()), ""),
        "template.pending_deletion" => (
            format!("{} is going to be deleted.", template()),
            "Stop using it in flows and broadcasts.",
        ),
        "template.deleted" => (format!("{} was deleted or archived.", template()), ""),
        "template.quality" => (
            with(
                &format!("The quality of {} is now", template().replace("Template", "template")),
                readable("quality"),
            ),
            if value("quality") == Some("RED") { LOW_TEMPLATE } else { "" },
        ),
        "template.quality_low" => (
            format!("The quality of {} is low.", template().replace("Template", "template")),
            LOW_TEMPLATE,
        ),
        "template.edited" => (format!("{} has a new text.", template()), ""),
        "template.category_announced" => (
            with(&format!("{} is going to change its category to", template()), readable("category")),
            "Ask for a review in WhatsApp Manager within 60 days if it is wrong. The price changes with the category.",
        ),
        "template.category_changed" => (
            with(&format!("{} changed its category to", template()), readable("category")),
            "The price changes with the category.",
        ),
        "template.updated" => (with(&format!("{} changed", template()), readable("event")), ""),
        "wa_flow.status" => (with("A form is now", readable("status")), ""),
        "wa_flow.blocked" => (
            "A form is blocked by Meta: it can be neither sent nor opened.".to_owned(),
            "Mend its endpoint; Meta looks again by itself.",
        ),
        "wa_flow.throttled" => (
            "A form may be sent only ten times an hour.".to_owned(),
            "Mend its endpoint before Meta blocks the form.",
        ),
        "wa_flow.client_errors" => (with("A form fails on customers' phones", readable("errors")), FORM_ENDPOINT),
        "wa_flow.client_errors_over" => ("A form works on customers' phones again.".to_owned(), ""),
        "wa_flow.endpoint_errors" => (with("A form's endpoint answers with errors", readable("errors")), FORM_ENDPOINT),
        "wa_flow.endpoint_errors_over" => ("A form's endpoint answers well again.".to_owned(), ""),
        "wa_flow.endpoint_slow" => ("A form's endpoint is slow: phones wait.".to_owned(), FORM_ENDPOINT),
        "wa_flow.endpoint_slow_over" => ("A form's endpoint is quick again.".to_owned(), ""),
        "wa_flow.endpoint_away" => ("A form's endpoint is often away.".to_owned(), FORM_ENDPOINT),
        "wa_flow.endpoint_away_over" => ("A form's endpoint is there again.".to_owned(), ""),
        "wa_flow.version_expires" => (
            with("The Flow JSON version of a form expires", readable("warning")),
            "Upload it in the version that Meta recommends.",
        ),
        "wa_flow.forward_failed" => (
            with("A submission could not be handed on", value("forward").map(str::to_owned)),
            "Look at the forward's deliveries under WhatsApp forms, and deliver again when its address works.",
        ),
        "wa_flow.forward_failed_over" => (with("Submissions are handed on again", value("forward").map(str::to_owned)), ""),
        "wa_flow.updated" => (with("Something about a form changed", readable("event")), ""),
        "token.refused" => (
            "Meta refuses the access token: sending is paused.".to_owned(),
            "An admin can set a new token under Settings, WhatsApp number.",
        ),
        "token.accepted" => ("The access token works again, and what waited was sent.".to_owned(), ""),
        _ => (with("Something about the account changed", readable("event")), ""),
    };
    Words {
        sentence,
        remedy: (!remedy.is_empty()).then(|| remedy.to_owned()),
    }
}

const CONNECT_AGAIN: &str = "Connect the number again under Settings, WhatsApp number, when the account is back.";
const FORM_ENDPOINT: &str = "Look at its exchanges under WhatsApp forms: Meta slows such forms down, then blocks them.";
const LOW_TEMPLATE: &str = "Send it less, and only to people who want it: Meta pauses templates whose quality stays low.";

/// A sentence that ends with a value, when there is one.
fn with(sentence: &str, value: Option<String>) -> String {
    let sentence = sentence.trim_end_matches('.');
    match value {
        Some(value) if sentence.ends_with(" to") || sentence.ends_with(" now") || sentence.ends_with(" first to") => format!("{sentence} {value}."),
        Some(value) => format!("{sentence} ({value})."),
        None => match sentence.rsplit_once(" to") {
            Some((start, "")) => format!("{}.", start.trim_end_matches(',')),
            _ => format!("{}.", sentence.trim_end_matches(" now")),
        },
    }
}

fn named(sentence: &str, name: Option<&str>) -> String {
    let sentence = sentence.trim_end_matches('.');
    name.map_or_else(|| format!("{sentence}."), |name| format!("{sentence}: “{name}”."))
}

fn contacts(count: Option<&str>, verb: &str) -> String {
    match count {
        None | Some("1") => format!("A contact {verb} marketing messages in WhatsApp."),
        Some(count) => format!("{count} contacts {verb} marketing messages in WhatsApp."),
    }
}

/// `TAG_CONTENT_MISMATCH` as people read it. What is no constant stays as it is.
fn plain(word: &str) -> String {
    if word
        .chars()
        .all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_')
    {
        word.to_ascii_lowercase().replace('_', " ")
    } else {
        word.to_owned()
    }
}

fn restriction(kind: &str) -> String {
    match kind {
        "RESTRICTED_BIZ_INITIATED_MESSAGING" => "it may not write to people first".to_owned(),
        "RESTRICTED_CUSTOMER_INITIATED_MESSAGING" => "it may not answer people".to_owned(),
        "RESTRICTED_ADD_PHONE_NUMBER_ACTION" => "it may not add phone numbers".to_owned(),
        "" => "see the details at Meta".to_owned(),
        other => plain(other),
    }
}

fn pause(pause: Option<&str>) -> Option<String> {
    match pause? {
        "FIRST_PAUSE" => Some("first time, 3 hours".to_owned()),
        "SECOND_PAUSE" => Some("second time, 6 hours".to_owned()),
        "RATE_LIMITING_PAUSE" => Some("too many at once".to_owned()),
        other => Some(plain(other)),
    }
}

fn limit(tier: Option<&str>) -> Option<String> {
    let tier = tier?;
    let people = match tier {
        "UNLIMITED" => return Some("any number of people".to_owned()),
        "NOT_SET" => return None,
        tier => tier.strip_prefix("TIER_").unwrap_or(tier).replace('K', ",000"),
    };
    Some(format!("{people} people in 24 hours"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sentence(kind: &str, subject: &str, data: Value) -> String {
        activity_words(kind, subject, data.as_object().unwrap()).sentence
    }

    #[test]
    fn sentences_are_plain_with_and_without_their_values() {
        assert_eq!(
            sentence("number.limit_lowered", "", json!({ "limit": "TIER_2K" })),
            "Meta lowered whom the business may write to first, to 2,000 people in 24 hours."
        );
        assert_eq!(
            sentence("number.limit_lowered", "", json!({})),
            "Meta lowered whom the business may write to first."
        );
        assert_eq!(
            sentence("template.rejected", "offer es", json!({ "reason": "TAG_CONTENT_MISMATCH" })),
            "Template “offer es” was rejected (tag content mismatch)."
        );
        assert_eq!(
            sentence("template.quality", "offer es", json!({ "quality": "RED" })),
            "The quality of template “offer es” is now red."
        );
        assert_eq!(
            sentence("name.rejected", "", json!({ "name": "Best Shop", "reason": "NAME_FORMAT_UNACCEPTABLE" })),
            "Meta rejected the display name: “Best Shop” (name format unacceptable)."
        );
        assert_eq!(sentence("account.violation", "", json!({})), "Meta found a violation of its policies.");
        assert_eq!(
            sentence("somebody.new", "", json!({ "event": "X_Y" })),
            "Something about the account changed (x y)."
        );
    }
}
