//! Words by which people ask for silence or come back: matched whole, whatever their case, accents and surrounding punctuation.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// The words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OptOutLanguage {
    /// Language tag such as `es`; for people, every language always counts.
    pub language: String,
    /// A message that is one of these opts its author out.
    pub stop: Vec<String>,
    /// A message that is one of these brings its author back.
    pub start: Vec<String>,
}

/// Which messages opt people out and back in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct OptOutWords {
    /// Messages are looked at for these words.
    pub enabled: bool,
    /// The words, by language.
    pub languages: Vec<OptOutLanguage>,
}

/// What a message asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// No more messages.
    Stop,
    /// Messages again.
    Start,
}

/// Longest word or phrase, in characters.
pub const MAX_WORD: usize = 40;
/// Most words of one kind in one language.
pub const MAX_WORDS: usize = 30;
/// Most languages.
pub const MAX_LANGUAGES: usize = 20;

const DEFAULTS: [(&str, &[&str], &[&str]); 10] = [
    (
        "en",
        &["stop", "stop promotions", "unsubscribe", "opt out", "stopall"],
        &["start", "unstop", "subscribe", "opt in"],
    ),
    (
        "es",
        &["baja", "alto", "parar", "cancelar suscripción", "no más mensajes"],
        &["alta", "iniciar", "suscribir"],
    ),
    (
        "pt",
        &["parar", "sair", "descadastrar", "cancelar inscrição"],
        &["iniciar", "voltar", "inscrever"],
    ),
    ("fr", &["arrêt", "stop pub", "désabonner", "désinscription"], &["reprendre", "abonner"]),
    ("de", &["stopp", "abmelden", "abbestellen"], &["anmelden", "starten"]),
    ("it", &["ferma", "disiscrivi", "cancellami"], &["iscrivi", "riprendi"]),
    ("id", &["berhenti", "berhenti langganan"], &["mulai", "langganan"]),
    ("hi", &["बंद करें", "रोकें"], &["शुरू करें"]),
    ("ar", &["توقف", "إلغاء الاشتراك"], &["ابدأ", "اشتراك"]),
    ("tr", &["dur", "iptal", "çık"], &["başla", "abone ol"]),
];

impl Default for OptOutWords {
    fn default() -> Self {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            enabled: true,
            languages: DEFAULTS
                .iter()
                .map(|(language, stop, start)| OptOutLanguage {
                    language: (*language).to_owned(),
                    stop: owned(stop),
                    start: owned(start),
                })
                .collect(),
        }
    }
}

/// The words, made ready to be looked for in many messages.
#[derive(Debug, Clone)]
pub struct OptOutIndex<'w> {
    words: HashMap<String, (Wish, &'w str)>,
}

impl OptOutIndex<'_> {
    /// What `message` asks for, with the word of the list it is; a message that says anything else besides asks for nothing.
    #[must_use]
    pub fn wish(&self, message: &str) -> Option<(Wish, &str)> {
        // Accents written apart make a text longer, never this much.
        if self.words.is_empty() || message.len() > MAX_WORD * 16 {
            return None;
        }
        self.words.get(&folded(message)).copied()
    }
}

impl OptOutWords {
    /// The words, made ready to be looked for.
    #[must_use]
    pub fn index(&self) -> OptOutIndex<'_> {
        let mut words = HashMap::new();
        for language in self.languages.iter().filter(|_| self.enabled) {
            let stop = language.stop.iter().map(|word| (Wish::Stop, word));
            let start = language.start.iter().map(|word| (Wish::Start, word));
            for (wish, word) in stop.chain(start) {
                words.entry(folded(word)).or_insert((wish, word.as_str()));
            }
        }
        words.remove("");
        OptOutIndex { words }
    }

    /// The first thing that is wrong with the list, with a JSON pointer into it.
    #[must_use]
    pub fn problem(&self) -> Option<(String, String)> {
        if self.languages.len() > MAX_LANGUAGES {
            return Some(("/languages".to_owned(), format!("Use at most {MAX_LANGUAGES} languages.")));
        }
        let mut stops = Vec::new();
        let mut starts = Vec::new();
        for (at, language) in self.languages.iter().enumerate() {
            if language.language.is_empty() || language.language.len() > 20 {
                return Some((format!("/languages/{at}/language"), "Give a language tag such as `es`.".to_owned()));
            }
            for (name, words, seen) in [("stop", &language.stop, &mut stops), ("start", &language.start, &mut starts)] {
                let pointer = format!("/languages/{at}/{name}");
                if words.len() > MAX_WORDS {
                    return Some((pointer, format!("Use at most {MAX_WORDS} words.")));
                }
                for (place, word) in words.iter().enumerate() {
                    if folded(word).is_empty() || word.chars().count() > MAX_WORD {
                        return Some((
                            format!("{pointer}/{place}"),
                            format!("Use 1 to {MAX_WORD} characters, with a letter or digit among them."),
                        ));
                    }
                    seen.push((folded(word), format!("{pointer}/{place}")));
                }
            }
        }
        let both = starts.into_iter().find(|(start, _)| stops.iter().any(|(stop, _)| stop == start));
        both.map(|(word, pointer)| (pointer, format!("“{word}” is among the words to stop, too.")))
    }
}

/// Lower case, without accents and outer punctuation, with single spaces.
#[must_use]
pub fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let plain: String = text
        .nfkd()
        .filter(|character| !is_accent(*character))
        .flat_map(char::to_lowercase)
        // What lower case takes apart again (the Turkish İ).
        .filter(|character| !is_accent(*character))
        // Turkish phones write I without a dot.
        .map(|character| if character == 'ı' { 'i' } else { character })
        .map(|character| if character.is_alphanumeric() || is_mark(character) { character } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Accents of Latin, Greek and Cyrillic, Arabic vowel signs and hamza: people leave them out on phones.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

/// Signs that are part of a word in scripts of South and South-East Asia: vowels, viramas, tones.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{900}'..='\u{dff}' | '\u{e30}'..='\u{e4e}' | '\u{eb0}'..='\u{ece}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
        && !matches!(character, '\u{964}' | '\u{965}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_whatever_its_case_accents_and_punctuation() {
        let words = OptOutWords::default();
        let words = words.index();
        for message in [
            "STOP",
            " stop. ",
            "¡Stop!",
            "Stop\n",
            "Ｓｔｏｐ",
            "baja",
            "BAJA!!",
            "cancelar  suscripcion",
            "arret",
            "ARRÊT",
            "बंद करें।",
            "الغاء الاشتراك",
            "ÇIK",
        ] {
            assert_eq!(words.wish(message).map(|(wish, _)| wish), Some(Wish::Stop), "{message}");
        }
        for message in ["start", "Alta", "iniciar", "शुरू करें"] {
            assert_eq!(words.wish(message).map(|(wish, _)| wish), Some(Wish::Start), "{message}");
        }
    }

    #[test]
    fn a_sentence_is_not_a_wish() {
        let all = OptOutWords::default();
        let words = all.index();
        for message in ["please stop by at five", "don't stop", "la baja temporada", "", "!!!", "👍", "stopped"] {
            assert_eq!(words.wish(message), None, "{message}");
        }
        assert_eq!(words.wish(&"stop ".repeat(1000)), None);
        let off = OptOutWords {
            enabled: false,
            ..all.clone()
        };
        assert_eq!(off.index().wish("stop"), None);
    }

    #[test]
    fn the_default_list_has_no_fault_and_a_bad_one_is_pointed_at() {
        assert_eq!(OptOutWords::default().problem(), None);
        let list = |stop: &[&str], start: &[&str]| OptOutWords {
            enabled: true,
            languages: vec![OptOutLanguage {
                language: "en".to_owned(),
                stop: stop.iter().map(|&word| word.to_owned()).collect(),
                start: start.iter().map(|&word| word.to_owned()).collect(),
            }],
        };
        let pointer = |words: OptOutWords| words.problem().map(|(pointer, _)| pointer);
        assert_eq!(pointer(list(&["?!"], &[])).as_deref(), Some("/languages/0/stop/0"));
        assert_eq!(pointer(list(&["Alto"], &["go", "ALTO."])).as_deref(), Some("/languages/0/start/1"));
        assert_eq!(pointer(list(&[&"x".repeat(41)], &[])).as_deref(), Some("/languages/0/stop/0"));
    }
}
