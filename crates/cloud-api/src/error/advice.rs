//! What an error code means for us: what to do, how far it reaches, who can help.

use std::ops::RangeInclusive;

use serde::Serialize;

use super::table::TABLE;

/// A code in plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// Meta's code.
    pub code: i64,
    /// What to do about it.
    pub class: Class,
    /// How far it reaches.
    pub scope: Scope,
    /// What happened, in a few words.
    pub title: &'static str,
    /// What happened, in a sentence.
    pub meaning: &'static str,
    /// The way out.
    pub remedy: &'static str,
    /// Who can do it.
    pub who: Who,
    /// How long to wait before the next attempt, where Meta says so or the number is known from practice.
    pub wait_seconds: Option<u32>,
}

/// What to do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Something has to be set right first; until then every attempt fails.
    Fix,
    /// The same message will never work. Do not try again.
    Permanent,
    /// Too fast: slow down and try again.
    RateLimited,
    /// A passing fault: try again after growing pauses.
    Retry,
    /// Meta holds it back for a stated time.
    Wait,
}

/// How far an error reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The business account, and everything in it.
    Account,
    /// This message (or this call) alone.
    Message,
    /// Our number, to everybody.
    Number,
    /// Our number and this contact.
    Pair,
    /// This template, to everybody.
    Template,
}

/// Who can do something about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Someone who may change the channel, or the business account at Meta.
    Admin,
    /// Whoever wrote the message.
    Agent,
    /// Only the contact.
    Contact,
    /// The makers of PrismWA: please report it.
    Developer,
    /// Meta; time heals it.
    Meta,
}

/// One line of the table: a code, or a range of codes that mean the same to us.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) codes: RangeInclusive<i64>,
    pub(super) class: Class,
    pub(super) scope: Scope,
    pub(super) who: Who,
    pub(super) wait_seconds: Option<u32>,
    pub(super) title: &'static str,
    pub(super) meaning: &'static str,
    pub(super) remedy: &'static str,
}

/// What a code means for us. A code Meta added after this was written is taken as final for its message: trying again what
/// nobody understands can only annoy the contact.
pub fn advice(code: i64) -> Advice {
    let of = |entry: &Entry| Advice {
        code,
        class: entry.class,
        scope: entry.scope,
        title: entry.title,
        meaning: entry.meaning,
        remedy: entry.remedy,
        who: entry.who,
        wait_seconds: entry.wait_seconds,
    };
    TABLE.iter().find(|entry| entry.codes.contains(&code)).map_or(
        Advice {
            code,
            class: Class::Permanent,
            scope: Scope::Message,
            title: "Meta refused the message",
            meaning: "Meta gave a code that is not in its documentation.",
            remedy: "Read Meta's own explanation, change the message accordingly and send it again.",
            who: Who::Agent,
            wait_seconds: None,
        },
        of,
    )
}

/// Every code of the table, ranges spelled by their first and last code; for documentation.
pub fn documented_codes() -> impl Iterator<Item = RangeInclusive<i64>> {
    TABLE.iter().map(|entry| entry.codes.clone())
}

impl Advice {
    /// The same message may work later without anybody doing anything.
    pub fn is_retryable(&self) -> bool {
        matches!(self.class, Class::Retry | Class::RateLimited)
    }

    /// Every further attempt from this number will fail the same way: pause it for some minutes and tell an admin.
    pub fn pauses_number(&self) -> bool {
        matches!(self.code, 0 | 190 | 368 | 131031)
    }
}

impl Who {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Agent => "agent",
            Self::Contact => "contact",
            Self::Developer => "developer",
            Self::Meta => "meta",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_says_something_everywhere() {
        for pair in TABLE.windows(2) {
            assert!(pair[0].codes.end() < pair[1].codes.start(), "{:?} and {:?}", pair[0].codes, pair[1].codes);
        }
        for entry in TABLE {
            assert!(entry.codes.start() <= entry.codes.end(), "{:?}", entry.codes);
            assert!(
                (3..=70).contains(&entry.title.len()) && !entry.title.ends_with('.'),
                "{:?}: {}",
                entry.codes,
                entry.title
            );
            for sentence in [entry.meaning, entry.remedy] {
                assert!(sentence.len() >= 10 && sentence.ends_with('.'), "{:?}: {sentence}", entry.codes);
            }
            if entry.class == Class::Wait {
                assert!(entry.wait_seconds.is_some(), "{:?} says wait but not how long", entry.codes);
            }
        }
    }

    /// What Meta documents (*Error codes*), with what to do. Written by hand, so that a slip in the table is seen.
    #[test]
    fn every_documented_code_has_the_right_class() {
        use Class::*;
        let documented: [(Class, &[i64]); 5] = [
            (
                Fix,
                &[
                    0, 3, 10, 33, 190, 200, 210, 299, 368, 803, 131005, 131030, 131031, 131037, 131042, 131044, 131045, 131063, 131215, 133000,
                    133005, 133006, 133010, 134011, 138000, 138014, 138015, 138018,
                ],
            ),
            (
                Permanent,
                &[
                    100, 130403, 130472, 130497, 131008, 131009, 131020, 131021, 131026, 131041, 131047, 131050, 131051, 131052, 131053, 131055,
                    131060, 131062, 131201, 131207, 132000, 132001, 132005, 132007, 132008, 132012, 132016, 132018, 132068, 134100, 134102, 135000,
                    136024, 138001, 138003, 138006, 138013, 138017, 138023, 139000, 139001, 139002, 139003, 139004, 139006, 139100, 139101, 147001,
                    147005, 1752041, 2388019, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299, 2593107, 2593108, 2593109, 4233041,
                ],
            ),
            (RateLimited, &[4, 613, 80007, 130429, 131056, 131208, 138002, 138005, 138009, 138012]),
            (
                Retry,
                &[1, 2, 131000, 131016, 131057, 131059, 133004, 138004, 138007, 139102, 139103, 2494100],
            ),
            (Wait, &[131048, 131049, 131064, 132015, 132069, 133008, 133009, 133015, 133016, 134101]),
        ];
        for (class, codes) in documented {
            for code in codes {
                let advice = advice(*code);
                assert_ne!(advice.meaning, super::advice(-1).meaning, "{code} is not in the table");
                assert_eq!(advice.class, class, "{code}");
            }
        }
    }

    #[test]
    fn an_unknown_code_is_not_tried_again() {
        let unknown = advice(999_999);
        assert_eq!((unknown.code, unknown.class, unknown.scope), (999_999, Class::Permanent, Scope::Message));
        assert!(!unknown.is_retryable());
    }

    #[test]
    fn the_token_pauses_the_number() {
        assert!([0, 190, 368, 131031].into_iter().all(|code| advice(code).pauses_number()));
        assert!(![131026, 131047, 130429].into_iter().any(|code| advice(code).pauses_number()));
    }
}
