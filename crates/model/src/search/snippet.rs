//! The part of a text around what was found in it, and where the words stand in that part.

use serde::Serialize;

use super::query::Term;
use super::words::{Word, words};

/// Characters of a snippet, about.
const LENGTH: usize = 160;
/// Characters before the first word that was found.
const BEFORE: usize = 40;

/// A stretch of a text, in UTF-16 code units, as JavaScript counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The first.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// One line; `…` where it was cut.
    pub text: String,
    /// Where the words stand, in order, none over another.
    pub matches: Vec<Span>,
}

/// How good a text is, the text, and where it was hit.
type Best<'a> = (usize, &'a String, Vec<(usize, usize)>);

/// The best part of the texts for these terms: of the text that holds most of them, around the first. Without terms the beginning of the first text.
#[must_use]
pub fn snippet(texts: &[String], terms: &[Term]) -> Snippet {
    let mut best: Option<Best<'_>> = None;
    for text in texts {
        let (held, places) = found_in(text, terms);
        if best.as_ref().is_none_or(|(most, _, _)| held > *most) {
            best = Some((held, text, places));
        }
    }
    best.map(|(_, text, places)| cut(text, &places)).unwrap_or_default()
}

/// How many of the terms a text holds, and where (in bytes).
fn found_in(text: &str, terms: &[Term]) -> (usize, Vec<(usize, usize)>) {
    let words = words(text);
    let (mut held, mut places) = (0, Vec::new());
    for term in terms {
        let before = places.len();
        match term {
            Term::Words { words: wanted, prefix } => {
                for at in 0..words.len().saturating_sub(wanted.len().saturating_sub(1)) {
                    if agrees(&words[at..at + wanted.len()], wanted, *prefix) {
                        places.push((words[at].start, words[at + wanted.len() - 1].end));
                    }
                }
            }
            Term::Number(digits) => {
                places.extend(
                    words
                        .iter()
                        .filter(|word| word.text.contains(digits.as_str()))
                        .map(|word| (word.start, word.end)),
                );
                if places.len() == before {
                    places.extend(grouped(&words, digits));
                }
            }
        }
        held += usize::from(places.len() > before);
    }
    places.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in places {
        match merged.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    (held, merged)
}

fn agrees(words: &[Word], wanted: &[String], prefix: bool) -> bool {
    let last = wanted.len() - 1;
    words.iter().zip(wanted).enumerate().all(|(at, (word, wanted))| {
        if at == last && prefix {
            word.text.starts_with(wanted.as_str())
        } else {
            word.text == *wanted
        }
    })
}

/// Groups of digits that hold the number together.
fn grouped(words: &[Word], digits: &str) -> Option<(usize, usize)> {
    words
        .chunk_by(|one, next| one.is_number() && next.is_number())
        .filter(|group| group.len() > 1)
        .find(|group| group.iter().map(|word| word.text.as_str()).collect::<String>().contains(digits))
        .map(|group| (group[0].start, group[group.len() - 1].end))
}

fn cut(text: &str, places: &[(usize, usize)]) -> Snippet {
    let first = places.first().map_or(0, |(start, _)| *start);
    let start = back(text, first, BEFORE);
    let end = forth(text, start.max(first), LENGTH.saturating_sub(text[start..first].chars().count()));
    let mut snippet = Snippet::default();
    let mut length = 0;
    let push = |text: &mut String, length: &mut usize, character: char| {
        text.push(character);
        *length += character.len_utf16();
    };
    if start > 0 {
        push(&mut snippet.text, &mut length, '…');
    }
    let mut was_space = false;
    let mut open: Option<usize> = None;
    for (offset, character) in text[start..end].char_indices() {
        let at = start + offset;
        if let Some(from) = open.filter(|_| places.iter().any(|(_, end)| *end == at)) {
            snippet.matches.push(Span { start: from, end: length });
            open = None;
        }
        if places.iter().any(|(start, _)| *start == at) {
            open = Some(length);
        }
        let is_space = character.is_whitespace() || character.is_control();
        if !is_space {
            push(&mut snippet.text, &mut length, character);
        } else if !was_space {
            push(&mut snippet.text, &mut length, ' ');
        }
        was_space = is_space;
    }
    if let Some(from) = open {
        snippet.matches.push(Span { start: from, end: length });
    }
    if end < text.len() {
        push(&mut snippet.text, &mut length, '…');
    }
    snippet
}

/// The place some characters before another, at the beginning of a word when there is one near.
fn back(text: &str, from: usize, characters: usize) -> usize {
    let Some((at, _)) = text[..from].char_indices().rev().nth(characters) else {
        return 0;
    };
    text[at..from].find(char::is_whitespace).map_or(at, |space| at + space + 1)
}

fn forth(text: &str, from: usize, characters: usize) -> usize {
    text[from..].char_indices().nth(characters).map_or(text.len(), |(at, _)| from + at)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn marked(texts: &[&str], query: &str) -> String {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let found = snippet(&texts, &parse(query).unwrap().terms);
        let units: Vec<u16> = found.text.encode_utf16().collect();
        let mut out = String::new();
        let mut at = 0;
        for span in &found.matches {
            out += &String::from_utf16(&units[at..span.start]).unwrap();
            out += &format!("[{}]", String::from_utf16(&units[span.start..span.end]).unwrap());
            at = span.end;
        }
        out + &String::from_utf16(&units[at..]).unwrap()
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        assert_eq!(marked(&["¿Dónde está mi pedido?"], "esta ped"), "¿Dónde [está] mi [pedido]?");
        assert_eq!(marked(&["🎉🎉 it's here: été"], "ete"), "🎉🎉 it's here: [été]");
        assert_eq!(marked(&["one", "two three"], "three two"), "[two] [three]");
        assert_eq!(marked(&["call +52 55 1234-5678 now"], "12345678"), "call +[52 55 1234-5678] now");
        assert_eq!(marked(&["INV20045678"], "4567"), "[INV20045678]");
        assert_eq!(marked(&["a big\n\n  red   fox"], "\"red fox\""), "a big [red   fox]".replace("   ", " "));
        assert_eq!(marked(&["hola"], "from:customer"), "hola");
        assert_eq!(marked(&[], "x"), "");
    }

    #[test]
    fn long_texts_are_cut_around_the_words() {
        let text = format!("{}needle {}", "hay ".repeat(100), "straw ".repeat(100));
        let found = marked(&[&text], "needle");
        assert!(
            found.starts_with("…hay ") && found.contains("[needle] straw") && found.ends_with('…'),
            "{found}"
        );
        assert!(found.chars().count() <= LENGTH + 5);
    }
}
