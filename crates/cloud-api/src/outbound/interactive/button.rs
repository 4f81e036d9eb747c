//! Up to three reply buttons.

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::parts::{Body, Footer, Header, Headers, fixed_word};
use crate::outbound::LIMITS;
use crate::outbound::check::Check;

/// Text with one to three buttons; the tap comes back as `button_reply` (*Interactive reply buttons messages*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Button {
    /// Text, picture, film or document on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// At most 1024 characters.
    pub body: Body,
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// The buttons.
    pub action: ButtonAction,
}

/// The buttons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ButtonAction {
    /// One to three.
    pub buttons: Vec<ReplyButton>,
}

/// One button.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyButton {
    /// Always `reply`.
    #[serde(rename = "type")]
    pub kind: ReplyWord,
    /// What it says and answers.
    pub reply: Reply,
}

fixed_word! {
    /// `reply`
    ReplyWord = "reply",
}

/// What a button says and answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Comes back with the tap; at most 256 characters, different for each button.
    pub id: String,
    /// The label; at most 20 characters, different for each button.
    pub title: String,
}

impl Button {
    /// Text with buttons, each an id and a label.
    pub fn new<I: Into<String>, T: Into<String>>(body: impl Into<String>, buttons: impl IntoIterator<Item = (I, T)>) -> Self {
        let reply = |(id, title): (I, T)| ReplyButton {
            kind: ReplyWord::Word,
            reply: Reply {
                id: id.into(),
                title: title.into(),
            },
        };
        let action = ButtonAction {
            buttons: buttons.into_iter().map(reply).collect(),
        };
        Self {
            header: None,
            body: Body::new(body),
            footer: None,
            action,
        }
    }
}

impl InteractiveKind for Button {
    const KIND: &'static str = "button";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "Buttons"
    }

    fn check(&self, check: &mut Check) {
        let limits = LIMITS.interactive.button;
        Header::check(self.header.as_ref(), Headers::Any, check);
        self.body.check(LIMITS.interactive.body, check);
        Footer::check(self.footer.as_ref(), check);
        check.inside("action", |check| {
            let buttons = &self.action.buttons;
            check.count("buttons", buttons.len(), 1, limits.buttons);
            check.each("buttons", buttons, |check, button| {
                check.inside("reply", |check| {
                    check.text("id", &button.reply.id, limits.id);
                    check.text("title", &button.reply.title, limits.title);
                });
            });
            let places = || buttons.iter().enumerate();
            check.unique(
                places().map(|(index, button)| (format!("buttons/{index}/reply/id"), button.reply.id.as_str())),
                "id",
            );
            check.unique(
                places().map(|(index, button)| (format!("buttons/{index}/reply/title"), button.reply.title.trim())),
                "label",
            );
        });
    }
}
