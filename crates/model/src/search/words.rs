//! The words of a text in any language, folded: small letters, without accents, digits as 0 to 9.
//!
//! Scripts that write no spaces between words (Chinese, Japanese, Thai, Khmer …) and pictographs give a word for each character; what is typed in a row in
//! them is looked for in a row.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Characters of a word that count; longer ones are cut, in texts and in queries.
pub const LONGEST_WORD: usize = 64;
/// Digits in a row that parts are found of: the longest numbers people write.
const LONGEST_NUMBER: usize = 24;
/// The shortest part of a number that is found.
const SHORTEST_PART: usize = 3;
/// Digits that several groups must have together to be one number (`55 1234 5678`).
const GROUPED_NUMBER: usize = 7;
/// Words of a text that are kept.
const MOST_WORDS: usize = 8_000;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded.
    pub text: String,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
}

impl Word {
    /// Is it a number?
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// The words of a text, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut is_open = false;
    let mut is_alone = false;
    let mut piece = String::new();
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        if is_silent(character) {
            if let Some(word) = found.last_mut().filter(|_| is_open) {
                word.end = end;
            }
            continue;
        }
        piece.clear();
        fold(character, &mut piece);
        if piece.is_empty() {
            is_open = false;
            continue;
        }
        let stands_alone = stands_alone(character);
        let joins = is_open && (is_combining_mark(character) || (!stands_alone && !is_alone));
        match found.last_mut().filter(|_| joins) {
            Some(word) => {
                word.end = end;
                if word.text.chars().count() < LONGEST_WORD {
                    word.text.push_str(&piece);
                }
            }
            None => {
                if found.len() == MOST_WORDS {
                    return found;
                }
                found.push(Word {
                    text: piece.clone(),
                    start,
                    end,
                });
                is_alone = stands_alone;
            }
        }
        is_open = true;
    }
    found
}

/// A text as it is compared: its words with spaces between.
#[must_use]
pub fn folded(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
    words.join(" ")
}

/// The words of a document of several texts, in order, with nothing where one text ends; and every end of every number in it, so that a part of a number is
/// the beginning of one of them.
#[must_use]
pub fn document(texts: &[String]) -> (Vec<Option<String>>, BTreeSet<String>) {
    let (mut all, mut numbers) = (Vec::new(), BTreeSet::new());
    for text in texts {
        if all.len() >= MOST_WORDS {
            break;
        }
        let words = words(text);
        for number in numbers_of(text, &words) {
            numbers.extend(number_parts(&number));
        }
        if !all.is_empty() && !words.is_empty() {
            all.push(None);
        }
        all.extend(words.into_iter().map(|word| Some(word.text)));
    }
    (all, numbers)
}

/// Every end of a number with three digits or more.
pub fn number_parts(digits: &str) -> impl Iterator<Item = String> + '_ {
    (0..=digits.len().saturating_sub(SHORTEST_PART))
        .filter(move |at| digits.len() - at >= SHORTEST_PART)
        .map(|at| digits[at..].to_owned())
}

/// Digits in a row, inside words too, and numbers written in groups.
fn numbers_of(text: &str, words: &[Word]) -> Vec<String> {
    let mut found = Vec::new();
    for word in words {
        let runs = word.text.split(|character: char| !character.is_ascii_digit());
        found.extend(
            runs.filter(|run| run.len() >= SHORTEST_PART)
                .map(|run| run[..run.len().min(LONGEST_NUMBER)].to_owned()),
        );
    }
    for group in groups(text, words) {
        let digits: String = group.iter().map(|word| word.text.as_str()).collect();
        if group.len() > 1 && (GROUPED_NUMBER..=LONGEST_NUMBER).contains(&digits.len()) {
            found.push(digits);
        }
    }
    found
}

/// Runs of numbers with nothing but a little punctuation between them.
fn groups<'w>(text: &str, words: &'w [Word]) -> Vec<&'w [Word]> {
    words
        .chunk_by(|one, next| {
            let between = &text[one.end..next.start];
            one.is_number() && next.is_number() && between.len() <= 3 && between.chars().all(|character| " \u{a0}-.()/+".contains(character))
        })
        .collect()
}

/// Characters that are seen past: accents, vowel points, joiners.
fn is_silent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{1ab0}'..='\u{1aff}')
}

/// Does each of these make a word?
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
        || is_pictograph(character)
}

fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{2b55}' | '\u{1f000}'..='\u{1faff}')
}

/// What a character becomes; nothing when it belongs to no word.
fn fold(character: char, into: &mut String) {
    if character.is_ascii() {
        if character.is_ascii_alphanumeric() {
            into.push(character.to_ascii_lowercase());
        }
        return;
    }
    let letters = match character {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        'ى' => "ي",
        'ة' => "ه",
        _ => "",
    };
    if !letters.is_empty() {
        into.push_str(letters);
        return;
    }
    if is_pictograph(character) {
        into.push(character);
        return;
    }
    for part in std::iter::once(character).nfkd() {
        if is_silent(part) {
            continue;
        }
        for small in part.to_lowercase() {
            match digit(small) {
                Some(digit) => into.push(digit),
                None if small.is_alphanumeric() || is_combining_mark(small) => into.push(small),
                None => {}
            }
        }
    }
}

/// Decimal digits of other scripts as 0 to 9.
fn digit(character: char) -> Option<char> {
    let code = u32::from(character);
    let zero = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0]
        .into_iter()
        .find(|zero| (*zero..*zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_of_many_languages() {
        for (text, expected) in [
            ("¿Dónde está mi PEDIDO?", "donde esta mi pedido"),
            ("Straße, Ærø, Łódź, İstanbul", "strasse aero lodz istanbul"),
            ("l'avion AB-1234", "l avion ab 1234"),
            ("Привет, Ёжик", "привет ежик"),
            ("मेरा ऑर्डर", "मेरा ऑर्डर"),
            ("مَرْحَبًا أين طلبي", "مرحبا اين طلبي"),
            ("٢٠٢٦ १२३", "2026 123"),
            ("你好世界 abc", "你 好 世 界 abc"),
            ("thanks🎉🎉 ❤️", "thanks 🎉 🎉 ❤"),
            ("e\u{301}te\u{301}", "ete"),
            ("ﬁn ①", "fin 1"),
            ("<b>&amp;</b>", "b amp b"),
            (" … —", ""),
        ] {
            // Folding is done twice, so that signs that fold into signs still agree.
            assert_eq!(texts(text).join(" "), folded(expected), "{text}");
        }
        assert_eq!(texts("¿Dónde está mi PEDIDO?"), ["donde", "esta", "mi", "pedido"]);
        assert_eq!(texts("你好世界 abc"), ["你", "好", "世", "界", "abc"]);
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "Ça coûte 5\u{20ac}, été";
        for word in words(text) {
            assert_eq!(folded(&text[word.start..word.end]), word.text);
        }
        let decomposed = "cafe\u{301}!";
        assert_eq!(&decomposed[..words(decomposed)[0].end], "cafe\u{301}");
    }

    #[test]
    fn parts_of_numbers() {
        let (_, numbers) = document(&["Pedido INV20045678".to_owned(), "llama al +52 55 1234-5678, el 12".to_owned()]);
        let finds = |part: &str| numbers.iter().any(|number| number.starts_with(part));
        for part in ["200", "0456", "5678", "5512345678", "12345", "525512"] {
            assert!(finds(part), "{part}");
        }
        assert!(!finds("781"), "what is far apart is no number");
        assert!(!finds("812"), "a comma ends a number");
    }

    #[test]
    fn long_words_and_texts_are_cut() {
        assert_eq!(texts(&"ab".repeat(500))[0].chars().count(), LONGEST_WORD);
        assert_eq!(words(&"a ".repeat(20_000)).len(), MOST_WORDS);
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        let (words, _) = document(&["one two".to_owned(), String::new(), "three".to_owned()]);
        let words: Vec<&str> = words.iter().map(|word| word.as_deref().unwrap_or("|")).collect();
        assert_eq!(words, ["one", "two", "|", "three"]);
    }
}
