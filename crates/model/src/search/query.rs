//! A typed query: words, phrases in quotation marks, what must not be there, and operators such as `from:customer`.

use super::words::{Word, words};

/// Characters of a query that are read.
pub const MAX_QUERY: usize = 512;
/// Words, phrases and operators of one query.
const MOST_PARTS: usize = 32;
/// A number with fewer digits is a word like any other.
const SHORTEST_NUMBER: usize = 3;
/// Numbers in a row with this many digits together are one number: `55 1234 5678`.
const GROUPED_NUMBER: usize = 7;

/// Every operator, as it is written.
const OPERATORS: &[&str] = &[
    "after", "assignee", "before", "contact", "failed", "from", "has", "in", "on", "status", "tag", "team",
];

/// What a query asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// What must occur, every one.
    pub terms: Vec<Term>,
    /// What must not occur, none of them.
    pub without: Vec<Term>,
    /// Written by one of these; everybody when empty.
    pub from: Vec<Author>,
    /// Written by none of these.
    pub not_from: Vec<Author>,
    /// Only messages, or only notes.
    pub place: Option<Place>,
    /// With all of this.
    pub has: Vec<Has>,
    /// With none of this.
    pub has_not: Vec<Has>,
    /// Only messages that were not delivered (true), or only others (false).
    pub failed: Option<bool>,
    /// With a contact whose name, number or address has all of these.
    pub contact: Vec<Term>,
    /// With contacts of all these tags, by name.
    pub tags: Vec<String>,
    /// In conversations of this member: a name, an id, `me` or `none`.
    pub assignee: Option<String>,
    /// In conversations of this team: a name, an id or `none`.
    pub team: Option<String>,
    /// In conversations that stand so.
    pub status: Option<Status>,
    /// Not before this day begins.
    pub after: Option<Day>,
    /// Before this day begins.
    pub before: Option<Day>,
    /// On this day.
    pub on: Option<Day>,
}

/// Something that occurs in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// These words in a row, folded; with `prefix` the last one may go on.
    Words {
        /// The words.
        words: Vec<String>,
        /// May the last one go on?
        prefix: bool,
    },
    /// A part of a number, three digits or more.
    Number(String),
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// The contact.
    Customer,
    /// A member of the team, here or on the phone.
    Agent,
    /// A flow, or a program.
    Automation,
    /// A member: `me`, a name or an id.
    Member(String),
}

/// Where something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a message.
    Message,
    /// In a note.
    Note,
}

/// What a message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Has {
    /// Any file.
    Media,
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A sound or a voice note.
    Audio,
    /// A document.
    Document,
    /// A sticker.
    Sticker,
    /// A place.
    Location,
    /// An address of the web.
    Link,
}

impl Has {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Media => "media",
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Sticker => "sticker",
            Self::Location => "location",
            Self::Link => "link",
        }
    }
}

/// Where a conversation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Open.
    Open,
    /// Snoozed.
    Snoozed,
    /// Closed.
    Closed,
}

/// A day, in the calendar of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// A date.
    Date {
        /// The year.
        year: i32,
        /// The month, from 1.
        month: u32,
        /// The day of the month, from 1.
        day: u32,
    },
    /// This many days before today.
    DaysAgo(u32),
}

/// A query that cannot be understood, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct QueryError {
    /// The part that is wrong, as it was typed.
    pub part: String,
    /// What is wrong and what to write instead.
    pub detail: String,
}

impl Query {
    /// Does it ask for nothing at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Does it ask for something that only messages and notes have?
    #[must_use]
    pub fn is_of_messages(&self) -> bool {
        let people = Self {
            terms: self.terms.clone(),
            without: self.without.clone(),
            contact: self.contact.clone(),
            ..Self::default()
        };
        *self != people
    }
}

/// Reads a query. Words must all occur, in any order; the last one may be the beginning of a longer one.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let text: String = text.chars().take(MAX_QUERY).collect();
    let mut query = Query::default();
    let parts = split(&text);
    if parts.len() > MOST_PARTS {
        let detail = format!("That is more than a search can hold. Leave some words out: {MOST_PARTS} at most.");
        return Err(QueryError { part: String::new(), detail });
    }
    let last_word = parts.iter().rposition(|part| part.operator.is_none() && !part.quoted && !part.negative);
    let mut at = 0;
    while at < parts.len() {
        let part = &parts[at];
        if let Some(operator) = part.operator {
            apply(&mut query, operator, part)?;
            at += 1;
            continue;
        }
        // A number that was typed in groups.
        let group = parts[at..].iter().take_while(|part| part.is_bare_number()).count();
        let digits: String = parts[at..at + group].iter().flat_map(|part| part.words()).map(|word| word.text).collect();
        if group > 1 && digits.len() >= GROUPED_NUMBER {
            query.terms.push(Term::Number(digits));
            at += group;
            continue;
        }
        let terms = part.terms(last_word == Some(at));
        if part.negative {
            query.without.extend(terms);
        } else {
            query.terms.extend(terms);
        }
        at += 1;
    }
    Ok(query)
}

/// A word, a phrase or an operator, as typed.
#[derive(Debug)]
struct Part<'t> {
    negative: bool,
    operator: Option<&'t str>,
    value: &'t str,
    quoted: bool,
    whole: &'t str,
}

impl Part<'_> {
    fn words(&self) -> Vec<Word> {
        words(self.value)
    }

    fn is_bare_number(&self) -> bool {
        let is_plain = self.operator.is_none() && !self.quoted && !self.negative;
        let of_a_number = |character: char| character.is_ascii_digit() || "+-().".contains(character);
        is_plain && self.value.chars().all(of_a_number) && self.value.chars().any(|character| character.is_ascii_digit())
    }

    /// What must occur: a number's digits, or the words in a row.
    fn terms(&self, prefix: bool) -> Option<Term> {
        let words = self.words();
        let digits: String = words.iter().map(|word| word.text.as_str()).collect();
        if words.is_empty() {
            return None;
        }
        if !self.quoted && digits.len() >= SHORTEST_NUMBER && words.iter().all(Word::is_number) {
            return Some(Term::Number(digits));
        }
        let words: Vec<String> = words.into_iter().map(|word| word.text).collect();
        // A single letter begins too many words to be of use.
        let prefix = prefix && words.last().is_some_and(|word| word.chars().count() > 1);
        Some(Term::Words { words, prefix })
    }

    fn error(&self, detail: impl Into<String>) -> QueryError {
        QueryError {
            part: self.whole.to_owned(),
            detail: detail.into(),
        }
    }
}

fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let whole = rest;
        let negative = rest.len() > 1 && rest.starts_with('-') && !rest[1..].starts_with(char::is_whitespace);
        if negative {
            rest = &rest[1..];
        }
        let operator = operator_of(rest);
        if let Some(operator) = operator {
            rest = &rest[operator.len() + 1..];
        }
        let (value, quoted, after) = match rest.strip_prefix(['"', '“', '”']) {
            Some(inside) => {
                let end = inside.find(['"', '“', '”']).unwrap_or(inside.len());
                let after = inside[end..].chars().next().map_or("", |mark| &inside[end + mark.len_utf8()..]);
                (&inside[..end], true, after)
            }
            None => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..end], false, &rest[end..])
            }
        };
        let whole = &whole[..whole.len() - after.len()];
        parts.push(Part {
            negative,
            operator,
            value,
            quoted,
            whole,
        });
        rest = after.trim_start();
    }
    parts
}

/// The word before a colon when it is an operator, or one that somebody may have meant; addresses and times are words.
fn operator_of(text: &str) -> Option<&str> {
    let end = text.find(|character: char| !character.is_ascii_alphabetic())?;
    let (word, after) = text.split_at(end);
    let small = word.to_ascii_lowercase();
    let is_one = OPERATORS.contains(&small.as_str()) || (small.len() > 2 && meant(&small).is_some());
    (after.starts_with(':') && !after.starts_with("://") && is_one).then_some(word)
}

/// The operator that differs by a letter or two.
fn meant(word: &str) -> Option<&'static str> {
    let known = OPERATORS.iter().filter(|known| known.len() > 2).copied();
    known.min_by_key(|known| distance(word, known)).filter(|known| {
        let allowed = if known.len() > 4 { 2 } else { 1 };
        distance(word, known) <= allowed || (sorted(word) == sorted(known))
    })
}

fn sorted(word: &str) -> Vec<u8> {
    let mut letters = word.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}

fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, left) in one.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (place, right) in other.bytes().enumerate() {
            let kept = corner + usize::from(left != right);
            corner = row[place + 1];
            row[place + 1] = kept.min(corner + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

fn apply(query: &mut Query, operator: &str, part: &Part<'_>) -> Result<(), QueryError> {
    let operator = operator.to_ascii_lowercase();
    let value = part.value.trim();
    let small = value.to_lowercase();
    if !OPERATORS.contains(&operator.as_str()) {
        let meant = meant(&operator).unwrap_or("from");
        return Err(part.error(format!(
            "There is no “{operator}:”. Did you mean “{meant}:”? To search for the words, put them in quotation marks."
        )));
    }
    if value.is_empty() {
        return Err(part.error(format!("Say {} after “{operator}:”.", wanted(&operator))));
    }
    if part.negative && !matches!(operator.as_str(), "from" | "has" | "failed") {
        return Err(part.error(format!(
            "“-{operator}:” is not understood. Only words, from:, has: and failed: can be excluded."
        )));
    }
    let bad = || part.error(format!("“{value}” does not fit “{operator}:”. Say {}.", wanted(&operator)));
    match operator.as_str() {
        "from" => {
            let author = match small.as_str() {
                "customer" | "contact" => Author::Customer,
                "agent" | "team" => Author::Agent,
                "automation" | "bot" => Author::Automation,
                _ => Author::Member(value.to_owned()),
            };
            if part.negative {
                query.not_from.push(author)
            } else {
                query.from.push(author)
            }
        }
        "in" => {
            query.place = Some(match small.as_str() {
                "note" | "notes" => Place::Note,
                "message" | "messages" => Place::Message,
                _ => return Err(bad()),
            });
        }
        "has" => {
            let all = [
                Has::Media,
                Has::Image,
                Has::Video,
                Has::Audio,
                Has::Document,
                Has::Sticker,
                Has::Location,
                Has::Link,
            ];
            let singular = small.strip_suffix('s').unwrap_or(&small);
            let has = all
                .into_iter()
                .find(|has| has.word() == small || has.word() == singular)
                .or(match singular {
                    "file" => Some(Has::Media),
                    "photo" | "picture" => Some(Has::Image),
                    "voice" => Some(Has::Audio),
                    _ => None,
                })
                .ok_or_else(bad)?;
            if part.negative { query.has_not.push(has) } else { query.has.push(has) }
        }
        "failed" => {
            let failed = match small.as_str() {
                "yes" | "true" => true,
                "no" | "false" => false,
                _ => return Err(bad()),
            };
            query.failed = Some(failed != part.negative);
        }
        "contact" => query.contact.extend(words_of(part)),
        "tag" => query.tags.push(value.to_owned()),
        "assignee" => query.assignee = Some(value.to_owned()),
        "team" => query.team = Some(value.to_owned()),
        "status" => {
            query.status = Some(match small.as_str() {
                "open" => Status::Open,
                "snoozed" => Status::Snoozed,
                "closed" | "resolved" => Status::Closed,
                _ => return Err(bad()),
            });
        }
        "before" => query.before = Some(day(&small).ok_or_else(bad)?),
        "after" => query.after = Some(day(&small).ok_or_else(bad)?),
        _ => query.on = Some(day(&small).ok_or_else(bad)?),
    }
    Ok(())
}

/// Each word of a name begins a word of it; a number is a part of one.
fn words_of(part: &Part<'_>) -> Vec<Term> {
    let words = part.words();
    let digits: String = words.iter().map(|word| word.text.as_str()).collect();
    if digits.len() >= SHORTEST_NUMBER && words.iter().all(Word::is_number) {
        return vec![Term::Number(digits)];
    }
    let term = |word: Word| Term::Words {
        prefix: word.text.chars().count() > 1,
        words: vec![word.text],
    };
    words.into_iter().map(term).collect()
}

/// What may follow an operator.
fn wanted(operator: &str) -> &'static str {
    match operator {
        "from" => "customer, agent, automation, me or a member's name",
        "in" => "message or note",
        "has" => "media, image, video, audio, document, sticker, location or link",
        "failed" => "yes or no",
        "contact" => "a name or a number",
        "tag" => "the name of a tag",
        "assignee" => "me, none or a member's name",
        "team" => "none or the name of a team",
        "status" => "open, snoozed or closed",
        _ => "a day such as 2026-11-23, today, yesterday, or 7d, 2w, 3m, 1y ago",
    }
}

fn day(text: &str) -> Option<Day> {
    match text {
        "today" => return Some(Day::DaysAgo(0)),
        "yesterday" => return Some(Day::DaysAgo(1)),
        _ => {}
    }
    if let Some(unit) = text.chars().last().filter(char::is_ascii_alphabetic) {
        let number: u32 = text[..text.len() - 1].parse().ok().filter(|number| *number <= 5000)?;
        let days = match unit {
            'd' => 1,
            'w' => 7,
            'm' => 30,
            'y' => 365,
            _ => return None,
        };
        return Some(Day::DaysAgo(number * days));
    }
    let mut numbers = text.split('-');
    let mut number = |digits: usize| -> Option<u32> {
        let text = numbers.next().filter(|text| (1..=digits).contains(&text.len()))?;
        text.parse().ok()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let is_day = numbers.next().is_none() && (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days).contains(&day);
    is_day.then_some(Day::Date {
        year: i32::try_from(year).ok()?,
        month,
        day,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(words: &str, prefix: bool) -> Term {
        Term::Words {
            words: words.split(' ').map(str::to_owned).collect(),
            prefix,
        }
    }

    #[test]
    fn words_phrases_and_what_must_not_be() {
        let query = parse("Dónde \"mi pedido\" -urgente esta").unwrap();
        assert_eq!(query.terms, [term("donde", false), term("mi pedido", false), term("esta", true)]);
        assert_eq!(query.without, [term("urgente", false)]);
        assert_eq!(parse("AB-1234").unwrap().terms, [term("ab 1234", true)]);
        assert_eq!(parse("ana@b.es").unwrap().terms, [term("ana b es", true)]);
        assert_eq!(parse("你好").unwrap().terms, [term("你 好", false)]);
        assert_eq!(parse("a - b").unwrap().terms, [term("a", false), term("b", false)]);
        assert_eq!(parse("\"open end").unwrap().terms, [term("open end", false)]);
        assert!(parse("  ").unwrap().is_empty());
    }

    #[test]
    fn numbers_are_found_by_their_parts() {
        assert_eq!(parse("5678").unwrap().terms, [Term::Number("5678".to_owned())]);
        assert_eq!(parse("+52 1 (55) 1234-5678").unwrap().terms, [Term::Number("5215512345678".to_owned())]);
        assert_eq!(parse("12").unwrap().terms, [term("12", true)]);
        assert_eq!(parse("12 34").unwrap().terms, [term("12", false), term("34", true)]);
        assert_eq!(parse("\"1234\"").unwrap().terms, [term("1234", false)]);
    }

    #[test]
    fn operators() {
        let query =
            parse("from:customer -from:bot has:photo -has:link in:note status:open failed:yes tag:VIP team:\"North side\" assignee:me after:7d x")
                .unwrap();
        assert_eq!((query.from, query.not_from), (vec![Author::Customer], vec![Author::Automation]));
        assert_eq!((query.has, query.has_not), (vec![Has::Image], vec![Has::Link]));
        assert_eq!(
            (query.place, query.status, query.failed),
            (Some(Place::Note), Some(Status::Open), Some(true))
        );
        assert_eq!(query.tags, ["VIP"]);
        assert_eq!((query.team.as_deref(), query.assignee.as_deref()), (Some("North side"), Some("me")));
        assert_eq!(query.after, Some(Day::DaysAgo(7)));
        assert_eq!(query.terms, [term("x", false)]);
        let query = parse("contact:\"Ana Tor\" on:2024-02-29 before:yesterday FROM:Priya").unwrap();
        assert_eq!(query.contact, [term("ana", true), term("tor", true)]);
        let day = Day::Date {
            year: 2024,
            month: 2,
            day: 29,
        };
        assert_eq!((query.on, query.before), (Some(day), Some(Day::DaysAgo(1))));
        assert_eq!(query.from, [Author::Member("Priya".to_owned())]);
        assert_eq!(parse("contact:5678").unwrap().contact, [Term::Number("5678".to_owned())]);
    }

    #[test]
    fn what_is_wrong_says_what_to_do() {
        for (text, part, advice) in [
            ("form:customer", "form:customer", "Did you mean “from:”"),
            ("hola assigne:me", "assigne:me", "Did you mean “assignee:”"),
            ("has:money", "has:money", "media, image"),
            ("on:2026-02-30", "on:2026-02-30", "2026-11-23"),
            ("before:soon", "before:soon", "7d"),
            ("from:", "from:", "customer, agent"),
            ("-tag:vip", "-tag:vip", "can be excluded"),
            ("failed:maybe", "failed:maybe", "yes or no"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.part, part);
            assert!(error.detail.contains(advice), "{}", error.detail);
        }
        assert!(parse(&"a ".repeat(100)).is_err());
    }

    #[test]
    fn addresses_and_times_are_words() {
        for text in ["https://shop.example/x", "12:30", "re:Invoice", "note:this", "on", "from"] {
            assert!(!parse(text).unwrap().terms.is_empty(), "{text}");
        }
    }
}
