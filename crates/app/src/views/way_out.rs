//! The way out of a refusal: from Meta's code, or a word of ours, to who can do something and what the console offers.

use cloud_api::error::{Class, advice};

use super::{ErrorCode, MessageError, WayOut};

/// Who can do something about an error.
#[must_use]
pub(crate) fn who(error: &MessageError) -> String {
    let ours = match &error.code {
        ErrorCode::Meta(code) => return advice(*code).who.as_str().to_owned(),
        ErrorCode::Ours(word) => match word.as_str() {
            "send.channel_unavailable" => "admin",
            "send.opted_out" | "send.window_closed" => "contact",
            "send.not_reached" | "send.unavailable" => "meta",
            _ => error.who.as_str(),
        },
    };
    ours.to_owned()
}

/// What the console offers to do about an error.
#[must_use]
pub(crate) fn way_out(error: &MessageError) -> WayOut {
    match &error.code {
        ErrorCode::Meta(code) => of_meta(*code),
        ErrorCode::Ours(word) => match word.as_str() {
            "send.window_closed" => WayOut::ChooseTemplate,
            "send.opted_out" | "send.contact_blocked" | "send.no_address" => WayOut::OpenContact,
            "send.channel_unavailable" => WayOut::CheckToken,
            "send.limit" => WayOut::WriteAgain,
            "send.unknown" => WayOut::Resolve,
            "send.not_reached" | "send.unavailable" => WayOut::Wait,
            _ if error.retryable => WayOut::Retry,
            _ => WayOut::None,
        },
    }
}

/// Meta's codes (Cloud API, *Error codes*) by what helps; one that is not named goes by the class of its advice.
fn of_meta(code: i64) -> WayOut {
    match code {
        0 | 3 | 10 | 190 | 200..=299 | 131_005 => WayOut::CheckToken,
        131_042 | 131_044 | 134_011 => WayOut::AddPayment,
        131_047 => WayOut::ChooseTemplate,
        132_001 | 132_007 | 132_015 | 132_016 => WayOut::OpenTemplates,
        132_000 | 132_005 | 132_008 | 132_012 | 132_018 => WayOut::ChooseTemplate,
        100 | 131_008 | 131_009 | 131_051 | 131_053 => WayOut::WriteAgain,
        130_403 | 130_497 | 131_021 | 131_026 | 131_030 | 131_050 | 131_062 => WayOut::OpenContact,
        33 | 368 | 803 | 131_031 | 131_037 | 131_045 | 131_063 | 133_000..=133_016 => WayOut::OpenChannel,
        131_048 | 131_049 | 131_064 | 130_472 => WayOut::Wait,
        code => match advice(code).class {
            Class::Retry | Class::RateLimited => WayOut::Retry,
            Class::Wait => WayOut::Wait,
            Class::Fix => WayOut::OpenChannel,
            Class::Permanent => WayOut::None,
        },
    }
}

#[cfg(test)]
mod tests {
    use cloud_api::error::documented_codes;

    use super::*;

    #[test]
    fn a_refusal_leads_to_the_button_that_mends_it() {
        for (code, way) in [
            (131_047, WayOut::ChooseTemplate),
            (190, WayOut::CheckToken),
            (131_042, WayOut::AddPayment),
            (132_015, WayOut::OpenTemplates),
            (131_026, WayOut::OpenContact),
            (130_429, WayOut::Retry),
            (131_049, WayOut::Wait),
            (133_010, WayOut::OpenChannel),
            (999_999, WayOut::None),
        ] {
            assert_eq!(of_meta(code), way, "{code}");
        }
        let closed = MessageError::ours("send.window_closed", "Not sent", "", "");
        assert_eq!((way_out(&closed), who(&closed).as_str()), (WayOut::ChooseTemplate, "contact"));
    }

    /// What Meta says an admin must mend never ends without a button, and what nobody can retry offers no retry.
    #[test]
    fn every_documented_code_that_can_be_mended_has_a_way_out() {
        for codes in documented_codes() {
            let advice = advice(*codes.start());
            let way = of_meta(advice.code);
            assert!(advice.class != Class::Fix || way != WayOut::None, "{}", advice.code);
            assert!(advice.class != Class::Permanent || way != WayOut::Retry, "{}", advice.code);
        }
    }
}
