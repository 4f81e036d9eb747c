//! Puts the facts of a conversation before the send policy.

use cloud_api::outbound::{OutboundContent, Recipient};
use model::send_policy::{self, Facts, TemplateCategory};
use model::{ServiceWindow, Timestamp, WorkspaceSettings};
use store::SendFacts;

use crate::{App, Refusal};

/// Why `content` may not go now; empty means it may.
pub(super) fn refusals(app: &App, content: &OutboundContent, facts: &SendFacts, now: Timestamp, opt_out_overridden: bool) -> Vec<Refusal> {
    let facts = Facts {
        now,
        window: ServiceWindow {
            expires_at: facts.window_expires_at,
        },
        last_inbound_at: facts.last_inbound_at,
        opted_out_at: facts.opted_out_at,
        marketing_opted_out_at: facts.marketing_opted_out_at,
        template_category: category(app, content, facts),
        blocked_at: facts.blocked_at,
        has_address: facts.phone.is_some() || facts.user_id.is_some(),
        channel_ready: facts.has_access_token,
        opt_out_overridden,
    };
    send_policy::refusals(content, &facts)
        .into_iter()
        .map(|refusal| Refusal {
            code: refusal.code,
            detail: refusal.detail,
            remedy: refusal.remedy,
            pointer: refusal.pointer,
        })
        .collect()
}

/// What the template is for; it matters only to those who opted out, and only then is it asked for.
fn category(app: &App, content: &OutboundContent, facts: &SendFacts) -> Option<TemplateCategory> {
    let OutboundContent::Template(template) = content else { return None };
    if facts.opted_out_at.is_none() && facts.marketing_opted_out_at.is_none() {
        return None;
    }
    app.template_cache().category(facts.channel_id, &template.name, &template.language.code)
}

/// How Meta reaches the contact: the phone when it is known, else the business-scoped user id.
pub(super) fn recipient(facts: &SendFacts) -> Recipient {
    Recipient {
        phone: facts.phone.clone(),
        user_id: facts.user_id.clone(),
    }
}

/// The workspace's policies.
pub(super) fn settings(facts: &SendFacts) -> WorkspaceSettings {
    WorkspaceSettings::from_stored(&facts.settings)
}
