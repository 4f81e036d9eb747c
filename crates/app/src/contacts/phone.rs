//! Phone numbers as people type them, as E.164 digits; and the spellings under which WhatsApp may know the same line.

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

/// Other digits under which WhatsApp may report the same line: Mexico's and Argentina's former mobile digit, Brazil's ninth digit.
pub(crate) fn other_spellings(digits: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(national) = digits.strip_prefix("521").filter(|national| national.len() == 10) {
        found.push(format!("52{national}"));
    } else if let Some(national) = digits.strip_prefix("52").filter(|national| national.len() == 10) {
        found.push(format!("521{national}"));
    } else if let Some(national) = digits.strip_prefix("549").filter(|national| national.len() == 10) {
        found.push(format!("54{national}"));
    } else if let Some(national) = digits.strip_prefix("54").filter(|national| national.len() == 10) {
        found.push(format!("549{national}"));
    } else if let Some(national) = digits.strip_prefix("55") {
        let (area, line) = national.split_at(national.len().min(2));
        // Only mobile lines have a ninth digit: 9, then 6 to 9.
        let is_mobile = |line: &str| line.starts_with(|first| ('6'..='9').contains(&first));
        if line.len() == 9 && line.starts_with('9') && is_mobile(&line[1..]) {
            found.push(format!("55{area}{}", &line[1..]));
        } else if line.len() == 8 && is_mobile(line) {
            found.push(format!("55{area}9{line}"));
        }
    }
    found
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

    #[test]
    fn w13_the_same_line_has_more_than_one_spelling() {
        for (digits, other) in [
            ("5215512345678", "525512345678"),
            ("525512345678", "5215512345678"),
            ("5491123456789", "541123456789"),
            ("5511987654321", "551187654321"),
            ("551187654321", "5511987654321"),
        ] {
            assert_eq!(other_spellings(digits), [other], "{digits}");
        }
        for digits in ["34662420687", "551123456789", "15551234567", "52", "55"] {
            assert!(other_spellings(digits).is_empty(), "{digits}");
        }
    }
}
