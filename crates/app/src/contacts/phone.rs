//! Phone numbers as people type them, as E.164 digits. Which digits are the same line is [`model::phone`]'s to say.

use crate::{Error, Result};

/// The digits of an international number, without `+`. Spaces and the usual punctuation are fine; a number without its country code is not.
pub(crate) fn normalise(pointer: &str, typed: &str) -> Result<String> {
    let wrong = || Error::invalid(pointer, "invalid_value", "Write the number with its country code, like +34 662 420 687.");
    let typed = typed.trim();
    let international = typed.strip_prefix('+').or_else(|| typed.strip_prefix("00"));
    let rest = international.unwrap_or(typed);
    if rest
        .chars()
        .any(|character| !character.is_ascii_digit() && !matches!(character, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}'))
    {
        return Err(wrong());
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    // No country code begins with 0; E.164 has at most 15 digits, and the shortest international numbers have 7.
    if digits.starts_with('0') || !(7..=15).contains(&digits.len()) {
        return Err(wrong());
    }
    Ok(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_spaced() {
        for typed in ["+34 662 420 687", "0034662420687", "34662420687", "+34 (662) 420-687", "+34.662.420.687"] {
            assert_eq!(normalise("/phone", typed).unwrap(), "34662420687", "{typed}");
        }
        for typed in [
            "",
            "662",
            "0662420687",
            "+34 662 420 68x",
            "+1234567890123456",
            "++34662420687",
            "+٣٤٦٦٢٤٢٠٦٨٧",
            "call me",
        ] {
            assert!(normalise("/phone", typed).is_err(), "{typed}");
        }
    }
}
