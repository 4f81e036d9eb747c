//! Fields about our number and account: quality, name, bans. They change the channel's columns where they fit.

use cloud_api::webhook::{AccountUpdate, NumberName, NumberQuality};

use super::work::{Source, Work};

/// What Meta says about a number. Nothing means no change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct News {
    /// The number as people read it, when the field names one: only that number is meant.
    pub(super) display_phone_number: Option<String>,
    /// The name customers see.
    pub(super) verified_name: Option<String>,
    /// Meta's word for its state.
    pub(super) status: Option<String>,
    /// Messages a second.
    pub(super) throughput_per_second: Option<i64>,
}

/// Throughput after Meta's upgrade (Cloud API, *Throughput*).
const UPGRADED_THROUGHPUT: i64 = 1000;

/// `phone_number_quality_update`.
pub(super) fn quality(work: &mut Work, source: Source<'_>, value: &NumberQuality) {
    let event = value.event.as_deref().unwrap_or_default().to_ascii_uppercase();
    let news = News {
        display_phone_number: value.display_phone_number.clone(),
        status: match event.as_str() {
            "FLAGGED" => Some("FLAGGED".to_owned()),
            "UNFLAGGED" => Some("CONNECTED".to_owned()),
            _ => None,
        },
        throughput_per_second: (event == "THROUGHPUT_UPGRADE").then_some(UPGRADED_THROUGHPUT),
        ..News::default()
    };
    add(work, source, news);
}

/// `phone_number_name_update`.
pub(super) fn name(work: &mut Work, source: Source<'_>, value: &NumberName) {
    let approved = value
        .decision
        .as_deref()
        .is_some_and(|decision| decision.eq_ignore_ascii_case("APPROVED"));
    let verified_name = value.requested_verified_name.clone().filter(|_| approved);
    add(
        work,
        source,
        News {
            display_phone_number: value.display_phone_number.clone(),
            verified_name,
            ..News::default()
        },
    );
}

/// `account_update`.
pub(super) fn account(work: &mut Work, source: Source<'_>, value: &AccountUpdate) {
    let ban = value.ban_info.as_ref().and_then(|ban| ban.waba_ban_state.as_deref()).unwrap_or_default();
    let status = match (value.event.as_deref().unwrap_or_default(), ban) {
        ("DISABLED_UPDATE", "DISABLE") => Some("BANNED"),
        ("DISABLED_UPDATE", "REINSTATE") | ("ACCOUNT_RECONNECTED", _) => Some("CONNECTED"),
        ("ACCOUNT_RESTRICTION", _) => Some("RESTRICTED"),
        ("ACCOUNT_DELETED" | "ACCOUNT_OFFBOARDED" | "PARTNER_REMOVED", _) => Some("DISCONNECTED"),
        _ => None,
    };
    add(
        work,
        source,
        News {
            display_phone_number: value.phone_number.clone(),
            status: status.map(str::to_owned),
            ..News::default()
        },
    );
}

fn add(work: &mut Work, source: Source<'_>, news: News) {
    work.count(source);
    let names_only = News {
        display_phone_number: news.display_phone_number.clone(),
        ..News::default()
    };
    if news != names_only {
        work.count_new(source.event_id);
        work.numbers.push((source.channel_id, news));
    }
}

/// Does the news speak of the number with this display form?
pub(super) fn is_about(news: &News, display_phone_number: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    news.display_phone_number
        .as_deref()
        .is_none_or(|named| digits(named) == digits(display_phone_number))
}
