//! A button that opens a web page.

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::parts::{Body, Footer, Header, Headers, fixed_word};
use crate::outbound::LIMITS;
use crate::outbound::check::Check;

/// Text with one button that opens a web page (*Interactive Call-to-Action URL button messages*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CtaUrl {
    /// Text, picture, film or document on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// At most 1024 characters.
    pub body: Body,
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// The button.
    pub action: CtaUrlAction,
}

/// The button.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CtaUrlAction {
    /// Always `cta_url`.
    pub name: CtaUrlWord,
    /// What it says and opens.
    pub parameters: CtaUrlParameters,
}

fixed_word! {
    /// `cta_url`
    CtaUrlWord = "cta_url",
}

/// What the button says and opens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CtaUrlParameters {
    /// The label, at most 20 characters.
    pub display_text: String,
    /// The page.
    pub url: String,
}

impl CtaUrl {
    /// Text with a button.
    pub fn new(body: impl Into<String>, display_text: impl Into<String>, url: impl Into<String>) -> Self {
        let parameters = CtaUrlParameters {
            display_text: display_text.into(),
            url: url.into(),
        };
        Self {
            header: None,
            body: Body::new(body),
            footer: None,
            action: CtaUrlAction {
                name: CtaUrlWord::Word,
                parameters,
            },
        }
    }
}

impl CtaUrlAction {
    pub(super) fn check(&self, display_text: usize, check: &mut Check) {
        check.inside("action", |check| {
            check.inside("parameters", |check| {
                check.text("display_text", &self.parameters.display_text, display_text);
                check.web_address("url", &self.parameters.url);
            });
        });
    }
}

impl InteractiveKind for CtaUrl {
    const KIND: &'static str = "cta_url";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "🔗 Link"
    }

    fn check(&self, check: &mut Check) {
        Header::check(self.header.as_ref(), Headers::Any, check);
        self.body.check(LIMITS.interactive.body, check);
        Footer::check(self.footer.as_ref(), check);
        self.action.check(LIMITS.interactive.cta_url.display_text, check);
    }
}
