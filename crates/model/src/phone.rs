//! Phone lines: which digits ring the same telephone.
//!
//! Brazil, Mexico and Argentina write one mobile line in two ways, and WhatsApp's `wa_id` may come back in the other one than was typed
//! ([Meta: Phone numbers](https://developers.facebook.com/docs/whatsapp/cloud-api/reference/phone-numbers)). People are matched by the [`line`]; the
//! number as it was given is kept beside it and is the one that is shown and written to.

/// The one way of writing this line, for comparing and never for sending: Brazil with its ninth digit, Mexico without the former mobile `1`, Argentina
/// with the mobile `9`. Digits of any other country come back as they are, and so does everything that is no number.
///
/// ```
/// assert_eq!(model::phone::line("5215512345678"), model::phone::line("525512345678"));
/// assert_eq!(model::phone::line("34662420687"), "34662420687");
/// ```
#[must_use]
pub fn line(digits: &str) -> String {
    if !is_digits(digits) {
        return digits.to_owned();
    }
    if let Some(national) = digits.strip_prefix("521").filter(|national| national.len() == 10) {
        return format!("52{national}");
    }
    if digits.starts_with("549") && digits.len() == 13 {
        return digits.to_owned();
    }
    if let Some(national) = digits.strip_prefix("54").filter(|national| national.len() == 10) {
        return format!("549{national}");
    }
    if let Some(national) = digits.strip_prefix("55").filter(|national| national.len() == 10) {
        let (area, subscriber) = national.split_at(2);
        // Only mobile lines have a ninth digit: 9, then 6 to 9.
        if subscriber.starts_with(|first| ('6'..='9').contains(&first)) {
            return format!("55{area}9{subscriber}");
        }
    }
    digits.to_owned()
}

/// The digits and the other way of writing the same line, if it has one.
#[must_use]
pub fn spellings(digits: &str) -> Vec<String> {
    let line = line(digits);
    let other = match (line.get(..2).unwrap_or_default(), line.len()) {
        ("52", 12) if is_digits(&line) => Some(format!("521{}", &line[2..])),
        ("54", 13) if is_digits(&line) => Some(format!("54{}", &line[3..])),
        ("55", 13) if is_digits(&line) && line.as_bytes()[4] == b'9' && matches!(line.as_bytes()[5], b'6'..=b'9') => {
            Some(format!("{}{}", &line[..4], &line[5..]))
        }
        _ => None,
    };
    let mut all = vec![digits.to_owned()];
    all.extend([line].into_iter().chain(other).filter(|spelling| spelling != digits));
    all
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w13_two_spellings_are_one_line() {
        for (one, other) in [
            ("5215512345678", "525512345678"),
            ("5491123456789", "541123456789"),
            ("5511987654321", "551187654321"),
        ] {
            assert_eq!(line(one), line(other), "{one}");
            assert_eq!(spellings(one), [one, other]);
            assert_eq!(spellings(other), [other, one]);
        }
    }

    #[test]
    fn other_numbers_are_their_own_line() {
        for digits in [
            "34662420687",
            "551123456789",
            "15551234567",
            "52",
            "55",
            "",
            "5",
            "US.1",
            "ñandú",
            "aña",
            "52ñ123456789",
            "5215512",
        ] {
            assert_eq!(line(digits), digits);
            assert_eq!(spellings(digits), [digits]);
        }
        // A landline of Brazil never gets a ninth digit.
        assert_ne!(line("551132109876"), line("5511932109876"));
    }
}
