//! The send policy: may this message go to this contact now? One pure function, asked by the API before queueing, by the composer's
//! preflight, and again by the worker just before the call to Meta.

use cloud_api::outbound::OutboundContent;
use serde::Serialize;

use crate::{ServiceWindow, Timestamp};

/// What the policy looks at besides the message.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Now.
    pub now: Timestamp,
    /// The conversation's service window.
    pub window: ServiceWindow,
    /// When the contact last wrote (Meta's time).
    pub last_inbound_at: Option<Timestamp>,
    /// When the contact asked to receive no more messages.
    pub opted_out_at: Option<Timestamp>,
    /// When the contact asked for no more marketing, in WhatsApp or by Meta's word.
    pub marketing_opted_out_at: Option<Timestamp>,
    /// What the template is for, when the message is one and its definition is known.
    pub template_category: Option<TemplateCategory>,
    /// When the workspace blocked the contact.
    pub blocked_at: Option<Timestamp>,
    /// We know a phone number or a business-scoped user id to send to.
    pub has_address: bool,
    /// The channel can send: it has a token that Meta has not rejected.
    pub channel_ready: bool,
    /// A person chose to write in spite of the opt-out and gave a reason (audited).
    pub opt_out_overridden: bool,
}

/// What a template is for (Meta, *Template categorization*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateCategory {
    /// Offers and news.
    Marketing,
    /// About something the contact did or asked for.
    Utility,
    /// One-time codes.
    Authentication,
}

impl TemplateCategory {
    /// Reads Meta's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "MARKETING" => Some(Self::Marketing),
            "UTILITY" => Some(Self::Utility),
            "AUTHENTICATION" => Some(Self::Authentication),
            _ => None,
        }
    }
}

/// Why a message may not go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Stable code, such as `send.window_closed`.
    pub code: &'static str,
    /// What is the matter, in words for an agent.
    pub detail: String,
    /// What a person can do about it.
    pub remedy: &'static str,
    /// JSON pointer into the message's content, when one field breaks a limit.
    pub pointer: Option<String>,
}

impl Refusal {
    fn new(code: &'static str, detail: impl Into<String>, remedy: &'static str) -> Self {
        Self {
            code,
            detail: detail.into(),
            remedy,
            pointer: None,
        }
    }
}

/// Everything that keeps `content` from going out now; empty means go.
#[must_use]
pub fn refusals(content: &OutboundContent, facts: &Facts) -> Vec<Refusal> {
    let mut found = Vec::new();
    if facts.blocked_at.is_some() {
        found.push(Refusal::new(
            "send.contact_blocked",
            "This contact is blocked.",
            "Unblock the contact to write to them.",
        ));
    }
    found.extend(opt_out(content, facts));
    if !facts.has_address {
        found.push(Refusal::new(
            "send.no_address",
            "Neither a phone number nor a WhatsApp user id of this contact is known.",
            "Add a phone number, or wait until the contact writes.",
        ));
    }
    if !facts.channel_ready {
        found.push(Refusal::new(
            "send.channel_unavailable",
            "The WhatsApp number cannot send now.",
            "An admin can see why under Settings, Channel.",
        ));
    }
    if needs_window(content) && !facts.window.is_open(facts.now) {
        found.push(Refusal::new(
            "send.window_closed",
            "The 24-hour window is closed: the contact has not written in the last 24 hours.",
            "Send an approved template; the contact's answer opens the window again.",
        ));
    }
    found.extend(content.validate().into_iter().map(|violation| Refusal {
        code: "send.limit",
        detail: violation.detail,
        remedy: "Change the field and send again.",
        pointer: Some(violation.pointer),
    }));
    found
}

/// An opt-out stops everything the business begins. What answers the contact's own later words is no such thing, and marketing is what nobody overrides:
/// the business policy of WhatsApp wants opt-outs respected, and Meta refuses it with 131050.
fn opt_out(content: &OutboundContent, facts: &Facts) -> Option<Refusal> {
    let marketing = facts.template_category == Some(TemplateCategory::Marketing);
    if marketing && (facts.opted_out_at.is_some() || facts.marketing_opted_out_at.is_some()) {
        return Some(Refusal::new(
            "send.marketing_opted_out",
            "This contact asked to receive no more marketing.",
            "Only the contact can change that. Write about their own matters instead.",
        ));
    }
    let opted_out_at = facts.opted_out_at.filter(|_| !facts.opt_out_overridden)?;
    let came_back = needs_window(content) && facts.last_inbound_at.is_some_and(|wrote_at| wrote_at > opted_out_at);
    (!came_back).then(|| {
        Refusal::new(
            "send.opted_out",
            "This contact asked to receive no more messages.",
            "Wait until the contact writes again. An owner or admin can override this once, with a reason.",
        )
    })
}

/// Templates may go at any time; everything else needs the window.
#[must_use]
pub fn needs_window(content: &OutboundContent) -> bool {
    content.kind() != "template"
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn open() -> Facts {
        let now = Timestamp::from_seconds(1_000_000);
        Facts {
            now,
            window: ServiceWindow::opened_by(now),
            last_inbound_at: Some(now),
            opted_out_at: None,
            marketing_opted_out_at: None,
            template_category: None,
            blocked_at: None,
            has_address: true,
            channel_ready: true,
            opt_out_overridden: false,
        }
    }

    fn codes(content: &OutboundContent, facts: &Facts) -> Vec<&'static str> {
        refusals(content, facts).into_iter().map(|refusal| refusal.code).collect()
    }

    fn template() -> OutboundContent {
        OutboundContent::from_json(serde_json::json!({"type": "template", "template": {"name": "hello", "language": {"code": "en_US"}}})).unwrap()
    }

    #[test]
    fn words_go_while_the_window_is_open() {
        let facts = open();
        assert_eq!(codes(&OutboundContent::text("hola"), &facts), [""; 0]);
        let later = Facts {
            now: facts.now + Duration::from_secs(24 * 60 * 60),
            ..facts
        };
        assert_eq!(codes(&OutboundContent::text("hola"), &later), ["send.window_closed"]);
        assert_eq!(codes(&template(), &later), [""; 0], "a template may go at any time");
    }

    #[test]
    fn an_opt_out_holds_until_somebody_overrides_it() {
        let facts = Facts {
            opted_out_at: Some(open().now),
            ..open()
        };
        assert_eq!(codes(&OutboundContent::text("hola"), &facts), ["send.opted_out"]);
        assert_eq!(codes(&template(), &facts), ["send.opted_out"]);
        assert_eq!(
            codes(
                &template(),
                &Facts {
                    opt_out_overridden: true,
                    ..facts
                }
            ),
            [""; 0]
        );
    }

    #[test]
    fn who_writes_after_opting_out_is_answered_but_not_advertised_to() {
        let facts = Facts {
            opted_out_at: Some(Timestamp::from_seconds(1)),
            ..open()
        };
        assert_eq!(codes(&OutboundContent::text("of course"), &facts), [""; 0]);
        assert_eq!(codes(&template(), &facts), ["send.opted_out"]);
    }

    #[test]
    fn nobody_overrides_an_opt_out_of_marketing() {
        for (opted_out_at, marketing_opted_out_at) in [(Some(open().now), None), (None, Some(open().now))] {
            let facts = Facts {
                opted_out_at,
                marketing_opted_out_at,
                opt_out_overridden: true,
                template_category: Some(TemplateCategory::Marketing),
                ..open()
            };
            assert_eq!(codes(&template(), &facts), ["send.marketing_opted_out"]);
            let utility = Facts {
                template_category: Some(TemplateCategory::Utility),
                ..facts
            };
            assert_eq!(codes(&template(), &utility), [""; 0]);
        }
    }

    #[test]
    fn every_reason_is_told_at_once() {
        let facts = Facts {
            blocked_at: Some(Timestamp::from_seconds(1)),
            has_address: false,
            channel_ready: false,
            window: ServiceWindow { expires_at: None },
            ..open()
        };
        let long = OutboundContent::text("x".repeat(4097));
        assert_eq!(
            codes(&long, &facts),
            [
                "send.contact_blocked",
                "send.no_address",
                "send.channel_unavailable",
                "send.window_closed",
                "send.limit"
            ]
        );
        assert_eq!(refusals(&long, &open())[0].pointer.as_deref(), Some("/text/body"));
    }
}
