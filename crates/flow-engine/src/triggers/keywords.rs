//! Words that come before any flow: silence, a person, the menu, in the workspace's languages.

use model::opt_out::Wish;
use model::{OptOutLanguage, OptOutWords};
use serde::{Deserialize, Serialize};

use crate::nodes::folded;

/// What a word asks for, whatever flow is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GlobalKeyword {
    /// No more messages: every run of the conversation ends.
    Stop,
    /// Messages again.
    Start,
    /// A person, please.
    Human,
    /// The menu, from the beginning.
    Menu,
}

/// The words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GlobalKeywords {
    /// Words for silence and for coming back.
    pub opt_out: OptOutWords,
    /// Words for a person.
    pub human: Vec<String>,
    /// Words for the menu.
    pub menu: Vec<String>,
}

impl Default for GlobalKeywords {
    fn default() -> Self {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            opt_out: OptOutWords::default(),
            human: owned(&[
                "human",
                "agent",
                "humano",
                "agente",
                "persona",
                "atendente",
                "humain",
                "conseiller",
                "mensch",
                "mitarbeiter",
                "operatore",
                "umano",
                "insan",
            ]),
            menu: owned(&["menu", "menú", "cardápio", "menü"]),
        }
    }
}

impl GlobalKeywords {
    /// What a message asks for, when it is one of the words and nothing else.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<GlobalKeyword> {
        match self.opt_out.index().wish(text) {
            Some((Wish::Stop, _)) => return Some(GlobalKeyword::Stop),
            Some((Wish::Start, _)) => return Some(GlobalKeyword::Start),
            None => {}
        }
        let said = folded(text);
        let said = said.trim_matches(|mark: char| !mark.is_alphanumeric());
        let is_one = |words: &[String]| words.iter().any(|word| folded(word) == said);
        if said.is_empty() {
            None
        } else if is_one(&self.human) {
            Some(GlobalKeyword::Human)
        } else if is_one(&self.menu) {
            Some(GlobalKeyword::Menu)
        } else {
            None
        }
    }

    /// With other words for silence, such as a workspace's own.
    #[must_use]
    pub fn with_opt_out(mut self, languages: Vec<OptOutLanguage>) -> Self {
        self.opt_out.languages = languages;
        self
    }
}
