//! What a password must be: long enough, and none of those everyone tries first.

use crate::error::FieldError;

/// Fewest characters.
pub const SHORTEST: usize = 12;
/// Most characters.
pub const LONGEST: usize = 128;

/// Passwords everyone tries first (12 characters and longer; shorter ones are refused anyway), plus the stems of the shorter ones.
const COMMON: &str = include_str!("password/common.txt");

/// What is wrong with `password` for a person with these names and addresses; `pointer` is where it stands in the request.
#[must_use]
pub fn problem(pointer: &str, password: &str, personal: &[&str]) -> Option<FieldError> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(FieldError::new(
            pointer,
            "password.too_short",
            format!("Use at least {SHORTEST} characters; a few words are easy to remember."),
        ));
    }
    if length > LONGEST {
        return Some(FieldError::new(
            pointer,
            "password.too_long",
            format!("Use at most {LONGEST} characters."),
        ));
    }
    let folded = fold(password);
    if is_personal(&folded, personal) {
        return Some(FieldError::new(
            pointer,
            "password.personal",
            "Do not build it from your name, your e-mail or the name of this product.",
        ));
    }
    if is_common(&folded) {
        return Some(FieldError::new(
            pointer,
            "password.common",
            "This is one of the first passwords anyone tries. Choose something of your own.",
        ));
    }
    None
}

/// Lower case, without the digits and signs people decorate with at the ends, and with usual replacements undone.
fn fold(password: &str) -> String {
    let lower = password.to_lowercase();
    let core = lower.trim_matches(|mark: char| !mark.is_alphabetic());
    core.chars()
        .filter_map(|mark| match mark {
            '0' => Some('o'),
            '1' | '!' => Some('i'),
            '3' => Some('e'),
            '4' | '@' => Some('a'),
            '5' | '$' => Some('s'),
            '7' => Some('t'),
            mark if mark.is_alphanumeric() => Some(mark),
            _ => None,
        })
        .collect()
}

/// Is it one of the person's own words, or the product's, with nothing but decoration or repetition around?
fn is_personal(folded: &str, personal: &[&str]) -> bool {
    let own = personal.iter().flat_map(|text| {
        let whole = fold(text);
        text.split(|mark: char| !mark.is_alphanumeric())
            .map(fold)
            .chain([whole])
            .collect::<Vec<_>>()
    });
    own.chain(["prismwa".to_owned(), "whatsapp".to_owned(), "prism".to_owned()])
        .filter(|word| word.chars().count() >= 4)
        .any(|word| is_made_of(folded, &word))
}

fn is_made_of(folded: &str, word: &str) -> bool {
    let rest = folded.replace(word, "");
    rest.len() < folded.len() && rest.chars().count() < 4
}

fn is_common(folded: &str) -> bool {
    let mut marks = folded.chars();
    let first = marks.next();
    // Digits and signs only, or one mark over and over.
    if first.is_none() || marks.all(|mark| Some(mark) == first) {
        return true;
    }
    COMMON
        .lines()
        .filter(|line| !line.starts_with('#'))
        .any(|word| folded == word || is_repeated(folded, word))
}

fn is_repeated(folded: &str, word: &str) -> bool {
    !word.is_empty() && folded.len() > word.len() && folded.len().is_multiple_of(word.len()) && folded.replace(word, "").is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<String> {
        problem("/password", password, &["ana.torres@lumenhome.example", "Ana Torres"]).map(|problem| problem.code.into_owned())
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(code("short").as_deref(), Some("password.too_short"));
        assert_eq!(code("ñandú-ñandú").as_deref(), Some("password.too_short"));
        assert_eq!(code("ñandú y ñandú"), None);
        assert_eq!(code(&"horse battery ".repeat(10)).as_deref(), Some("password.too_long"));
        assert_eq!(code(""), Some("password.too_short".to_owned()));
    }

    #[test]
    fn the_first_guesses_are_refused_in_any_disguise() {
        for guess in [
            "password1234",
            "P@ssw0rd!!!!",
            "123456789012",
            "qwertyuiop123",
            "aaaaaaaaaaaaaa",
            "iloveyou2026!",
            "passwordpassword",
            "letmeinletmein",
            "!!!!!!!!!!!!",
        ] {
            assert_eq!(code(guess).as_deref(), Some("password.common"), "{guess}");
        }
    }

    #[test]
    fn own_words_are_refused() {
        for guess in [
            "anatorres2026",
            "ana.torres@lumenhome.example",
            "lumenhome-2026!!",
            "PrismWA-PrismWA",
            "WhatsApp12345",
            "torres.torres.",
        ] {
            assert_eq!(code(guess).as_deref(), Some("password.personal"), "{guess}");
        }
    }

    #[test]
    fn a_few_words_are_fine() {
        for good in [
            "correct horse battery",
            "torres gemelas en llamas",
            "xK9#mQ2$vL5&",
            "密码是一个很长很长的句子哦",
        ] {
            assert_eq!(code(good), None, "{good}");
        }
    }

    #[test]
    fn the_list_is_folded_already() {
        for word in COMMON.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(fold(word), word, "write it as `{}`", fold(word));
        }
    }
}
