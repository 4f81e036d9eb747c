//! What contacts are found and sorted by: one lower-case text a contact, and patterns to look for in it.

/// Longest text kept for searching; index rows have limits, names of strangers do not.
const MAX_CHARACTERS: usize = 480;

/// The text a contact is found by. It begins with the name that is shown, so that the same index sorts by name.
#[must_use]
pub fn search_text(name: Option<&str>, profile_name: &str, phone: Option<&str>, username: Option<&str>, email: Option<&str>) -> String {
    let shown = [name, Some(profile_name), username, phone]
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty());
    let parts = [shown, name, Some(profile_name), phone, username, email];
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        let Some(part) = part.map(|part| part.trim().to_lowercase()).filter(|part| !part.is_empty()) else {
            continue;
        };
        if at > 0 && text.split('\n').any(|before| before == part) {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&part);
    }
    // PostgreSQL takes no NUL in texts, and strangers choose their names.
    text.chars().filter(|character| *character != '\0').take(MAX_CHARACTERS).collect()
}

/// `LIKE` patterns (with `\` as escape) that find what a person typed: the words as they are, and the digits of a phone number however it was spaced.
#[must_use]
pub(crate) fn like_patterns(typed: &str) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let mut patterns = vec![containing(typed.trim_start_matches('@'))];
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 3 && digits != typed && typed.chars().all(|character| character.is_ascii_digit() || " +-().".contains(character)) {
        patterns.push(containing(&digits));
    }
    patterns
}

/// `LIKE` patterns that find ids a contact has or had; nothing for what cannot be part of one. A number is looked for in every spelling of its line.
#[must_use]
pub(super) fn id_patterns(typed: &str) -> Vec<String> {
    let typed = typed.trim().trim_start_matches('@').to_lowercase();
    let is_number = typed.chars().all(|character| character.is_ascii_digit() || " +-().".contains(character));
    if is_number {
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let spellings = if digits.len() >= 4 {
            model::phone::spellings(&digits)
        } else {
            Vec::new()
        };
        return spellings.iter().map(|digits| containing(digits)).collect();
    }
    let is_id = typed.len() >= 4 && typed.chars().all(|character| character.is_alphanumeric() || "._-".contains(character));
    if is_id { vec![containing(&typed)] } else { Vec::new() }
}

fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.chars().filter(|character| *character != '\0').take(100) {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shown_name_comes_first_and_nothing_twice() {
        assert_eq!(
            search_text(Some("Ana"), "Ana Torres", Some("5215512345678"), Some("ana"), None),
            "ana\nana torres\n5215512345678"
        );
        assert_eq!(search_text(None, "", Some("34600"), None, Some("A@B.es")), "34600\na@b.es");
        assert_eq!(search_text(None, "", None, None, None), "");
        assert!(search_text(Some(&"ñ\0".repeat(5000)), "", None, None, None).chars().count() <= MAX_CHARACTERS);
    }

    #[test]
    fn ids_are_looked_for_in_every_spelling() {
        assert_eq!(id_patterns("+52 1 55 1234 5678"), ["%5215512345678%", "%525512345678%"]);
        assert_eq!(id_patterns("US.134912"), ["%us.134912%"]);
        assert_eq!(id_patterns("@ana_t"), ["%ana\\_t%"]);
        for typed in ["", "abc", "12", "Ana Torres", "50%"] {
            assert!(id_patterns(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn patterns_take_what_is_typed_as_text() {
        assert_eq!(like_patterns("100%_\\"), ["%100\\%\\_\\\\%"]);
        assert_eq!(like_patterns("+52 155"), ["%+52 155%", "%52155%"]);
        assert_eq!(like_patterns("@Ana"), ["%ana%"]);
        assert!(like_patterns("   ").is_empty());
    }
}
