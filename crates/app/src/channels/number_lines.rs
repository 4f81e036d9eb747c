//! The lines of the check list that Meta's own words about the number fill: state, quality, name, limits, and where its webhooks go.

use cloud_api::profile::PhoneNumber;

use super::lines::{Found, amber, fixed_by, good, red};
use crate::views::CheckFix;

pub(super) fn state(number: &PhoneNumber) -> Found {
    let verified = number.code_verification_status.as_deref();
    match number.status.as_deref().unwrap_or("CONNECTED") {
        "CONNECTED" if verified == Some("EXPIRED") => amber(
            "Connected, but its verification has expired.",
            "WhatsApp Manager, Phone numbers: verify the number again when Meta asks for it.",
        ),
        "CONNECTED" => good("Connected: it can send."),
        "PENDING" | "DISCONNECTED" | "MIGRATED" => fixed_by(
            red(
                "It is not registered for the Cloud API, so it cannot send.",
                "Register it with its two-step PIN.",
            ),
            CheckFix::Register,
        ),
        "FLAGGED" => amber(
            "Meta flagged it for low quality and may restrict it within a week.",
            "Send fewer unasked messages and answer faster until the quality recovers.",
        ),
        status => red(
            format!("Meta says {status}, and only connected numbers can send."),
            "Open WhatsApp Manager, Phone numbers, and follow what it asks for.",
        ),
    }
}

pub(super) fn quality(number: &PhoneNumber) -> Found {
    match number.quality_rating.as_deref().unwrap_or("UNKNOWN") {
        "GREEN" => good("High."),
        "YELLOW" => amber(
            "Medium: some people blocked or reported messages.",
            "Write to people who asked for it, and keep templates useful.",
        ),
        "RED" => red(
            "Low: Meta may lower the limit or restrict the number.",
            "Stop mass messages for a week, answer faster, and change the templates people reported.",
        ),
        _ => good("Meta has not rated it yet."),
    }
}

pub(super) fn name(number: &PhoneNumber) -> Found {
    let shown = number.verified_name.clone().unwrap_or_default();
    match number.name_status.as_deref() {
        Some("DECLINED") => red(
            format!("Meta declined the name “{shown}”."),
            "WhatsApp Manager, Phone numbers: choose a name that fits your business, then register the number again.",
        ),
        Some("PENDING_REVIEW") => amber(
            format!("Meta still reviews the name “{shown}”."),
            "Wait for its decision; contacts see the number until then.",
        ),
        Some("EXPIRED") => amber(
            "The approval of the name ran out before the number was registered with it.",
            "Ask for the name again, and register within 14 days of its approval.",
        ),
        Some("NONE") | None => good("Contacts see the number."),
        Some(_) => good(format!("Contacts see “{shown}”.")),
    }
}

/// What the limits mean, in words.
pub(super) fn limits(number: &PhoneNumber) -> Found {
    let speed = number.messages_per_second();
    let people = number.whatsapp_business_manager_messaging_limit.as_deref().map(|tier| match tier {
        "TIER_50" => "50 people",
        "TIER_250" => "250 people",
        "TIER_1K" => "1,000 people",
        "TIER_2K" => "2,000 people",
        "TIER_10K" => "10,000 people",
        "TIER_100K" => "100,000 people",
        "TIER_UNLIMITED" | "UNLIMITED" => "any number of people",
        other => other,
    });
    match people {
        Some(people) => good(format!(
            "The business may write first to {people} in 24 hours, at {speed} messages a second. Answers are not limited."
        )),
        None => good(format!(
            "{speed} messages a second; Meta does not say to how many people the business may write first."
        )),
    }
}

/// Another vendor's override is the classic cause of "no messages arrive".
pub(super) fn callback(number: &PhoneNumber, url: &str) -> Found {
    let configuration = number.webhook_configuration.as_ref();
    let at = |pick: fn(&cloud_api::profile::WebhookConfiguration) -> &Option<String>| {
        configuration
            .and_then(|configuration| pick(configuration).as_deref())
            .filter(|address| !address.is_empty())
    };
    let own = at(|configuration| &configuration.phone_number);
    let account = at(|configuration| &configuration.whatsapp_business_account);
    let application = at(|configuration| &configuration.application);
    match (own, account, application) {
        (Some(address), ..) if address != url => fixed_by(
            red(
                format!("The number itself has another address: Meta calls {address} instead of {url}."),
                "Take the override away, unless another tool needs it.",
            ),
            CheckFix::ClearOverride,
        ),
        (Some(_), ..) => good("Meta calls this server, by an address set for this number."),
        (None, Some(address), _) | (None, None, Some(address)) if address != url => fixed_by(
            red(
                format!("Meta calls {address} instead of {url}."),
                "Press Subscribe, or remove the override in the other tool.",
            ),
            CheckFix::Subscribe,
        ),
        (None, None, None) => fixed_by(red("Meta has no address to call.", "Press Subscribe."), CheckFix::Subscribe),
        (None, ..) => good("Meta calls this server."),
    }
}

#[cfg(test)]
mod tests {
    use cloud_api::profile::WebhookConfiguration;

    use super::*;
    use crate::channels::lines::line;

    fn is_ok(found: Found) -> bool {
        line("x", "X", found).ok
    }

    #[test]
    fn a_line_that_is_wrong_says_the_way_out() {
        let number = |status: &str, quality: &str, name: &str| PhoneNumber {
            status: Some(status.into()),
            quality_rating: Some(quality.into()),
            name_status: Some(name.into()),
            ..PhoneNumber::default()
        };
        assert!(is_ok(state(&number("CONNECTED", "GREEN", "APPROVED"))));
        for found in [
            state(&number("BANNED", "GREEN", "APPROVED")),
            state(&number("PENDING", "GREEN", "APPROVED")),
            quality(&number("CONNECTED", "RED", "APPROVED")),
            quality(&number("CONNECTED", "YELLOW", "APPROVED")),
            name(&number("CONNECTED", "GREEN", "DECLINED")),
        ] {
            let check = line("x", "X", found);
            assert!(!check.ok && check.remedy.is_some_and(|remedy| !remedy.is_empty()), "{}", check.detail);
        }
        let unregistered = line("x", "X", state(&number("PENDING", "GREEN", "APPROVED")));
        assert_eq!(unregistered.fix, Some(CheckFix::Register));
    }

    /// The number's own address wins over the account's, and that over the app's; whose it is decides what mends it.
    #[test]
    fn an_override_is_found_where_it_is_and_mended_there() {
        let here = "https://here/webhooks/meta/app_1";
        let with = |own: &str, account: &str, application: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let number = PhoneNumber {
                webhook_configuration: Some(WebhookConfiguration {
                    phone_number: some(own),
                    whatsapp_business_account: some(account),
                    application: some(application),
                    ..WebhookConfiguration::default()
                }),
                ..PhoneNumber::default()
            };
            let check = line("x", "X", callback(&number, here));
            (check.ok, check.fix)
        };
        assert_eq!(with("", "", here), (true, None));
        assert_eq!(with("", here, "https://other/"), (true, None));
        assert_eq!(with("https://other/", here, here), (false, Some(CheckFix::ClearOverride)));
        assert_eq!(with("", "https://other/", here), (false, Some(CheckFix::Subscribe)));
        assert_eq!(with("", "", "https://other/"), (false, Some(CheckFix::Subscribe)));
        assert_eq!(with("", "", ""), (false, Some(CheckFix::Subscribe)));
    }
}
