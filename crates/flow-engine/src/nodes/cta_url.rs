//! A message with a button that opens a web page.

use cloud_api::outbound::{CtaUrl as Message, CtaUrlAction, CtaUrlParameters, CtaUrlWord, LIMITS};

use super::parts::{body, footer};
use super::*;
use crate::engine::Fault;
use crate::expr::{Encode, Template};

/// Send words with a button that opens a web page. WhatsApp does not say whether it was tapped.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CtaUrl {
    /// What stands on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The words, at most 1024 characters.
    #[schemars(extend("maxLength" = 1024, "x-ui" = {"widget": "message"}))]
    pub body: Template,
    /// Small words below, at most 60 characters.
    pub footer: Template,
    /// The button's label, at most 20 characters.
    pub label: Template,
    /// The page. Values of the customer are encoded.
    pub url: Template,
}

impl Node for CtaUrl {
    const KIND: &'static str = "cta_url";
    const TITLE: &'static str = "Link button";
    const GROUP: Group = Group::Messages;
    const TRAITS: Traits = Traits::SENDS;
    const EXITS: &'static [Exit] = &[must("next", "The message is on its way.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let url = ctx.seal(&self.url, Encode::Url)?;
        let url = url
            .open(|_| None)
            .map_err(|secret| Fault::error("secret.in_message", format!("the secret `{secret}` cannot be put into a message")))?;
        let message = Message {
            header: Header::build(self.header.as_ref(), ctx)?,
            body: body(ctx, &self.body)?,
            footer: footer(ctx, &self.footer)?,
            action: CtaUrlAction {
                name: CtaUrlWord::Word,
                parameters: CtaUrlParameters {
                    display_text: ctx.text(&self.label)?,
                    url,
                },
            },
        };
        ctx.send(message, None)?;
        Ok(Outcome::Take(Handle::NEXT))
    }

    fn check(&self, report: &mut Report<'_>) {
        report.header(self.header.as_ref(), true);
        report.words("body", &self.body, LIMITS.interactive.body);
        report.length("footer", &self.footer, LIMITS.interactive.footer);
        report.words("label", &self.label, LIMITS.interactive.cta_url.display_text);
        report.web_address("url", &self.url);
    }
}
