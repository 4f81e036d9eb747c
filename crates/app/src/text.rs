//! Texts that people type: trimmed, within limits, without control characters.

use crate::{Error, Result};

/// Longest name of a person or a workspace, in characters.
pub const LONGEST_NAME: usize = 100;

/// What an error says, as a sentence for people: `no connection` becomes `No connection.`
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str() + ".")
        .unwrap_or_default()
}

/// A name of a person or a workspace.
pub fn name(pointer: &str, text: &str) -> Result<String> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(Error::invalid(pointer, "missing_value", "Write a name."));
    }
    if length > LONGEST_NAME {
        return Err(Error::invalid(pointer, "too_long", format!("Use at most {LONGEST_NAME} characters.")));
    }
    if text.chars().any(is_unprintable) {
        return Err(Error::invalid(
            pointer,
            "invalid_value",
            "A name has no line breaks or invisible characters.",
        ));
    }
    Ok(text.to_owned())
}

/// An e-mail address, in lower case. Only its shape is checked: whether it is theirs, no shape can say.
pub fn email(pointer: &str, text: &str) -> Result<String> {
    let text = text.trim().to_lowercase();
    let well_formed = text.len() <= 254
        && text.split_once('@').is_some_and(|(local, host)| {
            let odd = |mark: char| mark.is_whitespace() || is_unprintable(mark) || matches!(mark, '@' | ',' | ';' | '<' | '>' | '"' | '\\');
            (1..=64).contains(&local.len())
                && host.contains('.')
                && host
                    .split('.')
                    .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
                && !local.chars().any(odd)
                && host.chars().all(|mark| mark.is_alphanumeric() || matches!(mark, '.' | '-'))
        });
    if well_formed {
        Ok(text)
    } else {
        Err(Error::invalid(pointer, "invalid_value", "This is not an e-mail address."))
    }
}

/// An IANA time zone such as `Europe/Madrid`; only its shape is checked.
pub fn time_zone(pointer: &str, text: &str) -> Result<String> {
    let well_formed = (2..=64).contains(&text.len())
        && text.split('/').count() <= 3
        && text.split('/').all(|part| part.starts_with(|mark: char| mark.is_ascii_alphabetic()))
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'+'));
    if well_formed {
        Ok(text.to_owned())
    } else {
        Err(Error::invalid(pointer, "invalid_value", "Write a time zone like Europe/Madrid or UTC."))
    }
}

/// Control characters, and the ones that turn the direction of what follows or hide in it.
fn is_unprintable(mark: char) -> bool {
    mark.is_control() || matches!(mark, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_printable() {
        assert_eq!(name("/name", "  Ana Torres ").unwrap(), "Ana Torres");
        for wrong in ["", "   ", "a\nb", "a\u{202E}b", &"x".repeat(101)] {
            assert!(name("/name", wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn addresses_have_their_shape() {
        assert_eq!(email("/email", " Ana@Lumen-Home.Example ").unwrap(), "ana@lumen-home.example");
        for good in ["a@b.co", "a+tag@b.co", "ñ@mañana.es", "o'neil@b.co"] {
            assert!(email("/email", good).is_ok(), "{good}");
        }
        for wrong in [
            "",
            "a",
            "@b.co",
            "a@",
            "a@b",
            "a@b..co",
            "a b@c.de",
            "a@b@c.de",
            "a@-b.co",
            "a@b.co\r\nBcc: x@y.z",
            "<a@b.co>",
        ] {
            assert!(email("/email", wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn time_zones_have_their_shape() {
        for good in ["UTC", "Europe/Madrid", "America/Argentina/Buenos_Aires", "Etc/GMT+3"] {
            assert!(time_zone("/time_zone", good).is_ok(), "{good}");
        }
        for wrong in ["", "Europe/", "../etc/passwd", "Europe/Madrid; drop", "a/b/c/d"] {
            assert!(time_zone("/time_zone", wrong).is_err(), "{wrong}");
        }
    }
}
