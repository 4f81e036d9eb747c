//! Opt-outs: who asked for silence or came back, by which road, written down for good. What counts now is on the contact, and the send policy obeys it.

use flow_engine::triggers::{Event, News};
use model::{ContactId, MessageId, OptOutEntryId, Timestamp, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Limit, NewOptOut, OptOutRow};
use utoipa::ToSchema;

use crate::views::{ContactView, ErrorCode, MessageError, Page};
use crate::{Actor, App, Error, Result, announce, flow_events, inbox_events};

/// Meta's code for "the contact stopped our marketing".
pub(crate) const MARKETING_STOPPED: i64 = 131_050;
const MAX_REASON: usize = 500;

/// What opt-outs can be asked.
#[derive(Debug, Clone, Copy)]
pub struct OptOuts<'a>(&'a App);

/// Silence, or its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OptOutAction {
    /// No more messages from now on.
    OptOut,
    /// Messages again.
    OptIn,
}

/// What an opt-out is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OptOutScope {
    /// Everything the business begins.
    All,
    /// Marketing templates.
    Marketing,
}

/// By which road it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OptOutSource {
    /// The contact wrote one of the workspace's words.
    Word,
    /// The contact chose it in WhatsApp (`user_preferences`).
    Whatsapp,
    /// Meta refused a message because of it (131050).
    MetaError,
    /// A member wrote it down.
    Member,
}

/// An entry of the ledger.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OptOutView {
    /// Its id.
    pub id: OptOutEntryId,
    /// Whose decision.
    pub contact_id: ContactId,
    /// Their name. Written by strangers: always text, never markup.
    pub contact_name: String,
    /// Silence, or its end.
    pub action: OptOutAction,
    /// What it is about.
    pub scope: OptOutScope,
    /// By which road it came.
    pub source: OptOutSource,
    /// The message that said so, or that Meta refused.
    pub message_id: Option<MessageId>,
    /// The member who wrote it down.
    pub actor_id: Option<UserId>,
    /// Their name.
    pub actor_name: Option<String>,
    /// The contact's word, Meta's words, or the member's reason.
    pub detail: String,
    /// When it was decided.
    pub at: Timestamp,
    /// When it was written down.
    pub created_at: Timestamp,
}

/// A decision that a member writes down.
#[derive(Debug, Clone)]
pub struct OptOutRequest {
    /// Silence, or its end.
    pub action: OptOutAction,
    /// What it is about.
    pub scope: OptOutScope,
    /// How the contact said so, 1 to 500 characters: the proof of consent.
    pub reason: String,
}

impl App {
    /// Opt-outs.
    #[must_use]
    pub fn opt_outs(&self) -> OptOuts<'_> {
        OptOuts(self)
    }
}

impl OptOuts<'_> {
    /// The workspace's ledger, newest first.
    pub async fn list(&self, workspace_id: WorkspaceId, limit: Limit, cursor: Option<&str>) -> Result<Page<OptOutView>> {
        let page = self.0.store().workspace(workspace_id).list_opt_outs(limit, cursor).await?;
        Ok(page.map(OptOutView::from).into())
    }

    /// What one contact decided, newest first.
    pub async fn list_of(&self, workspace_id: WorkspaceId, contact_id: ContactId, limit: Limit, cursor: Option<&str>) -> Result<Page<OptOutView>> {
        let workspace = self.0.store().workspace(workspace_id);
        let page = workspace.list_opt_outs_of(contact_id, limit, cursor).await?;
        if page.data.is_empty() {
            // Another workspace's contact must not look like one without decisions.
            workspace.get_contact(contact_id).await?;
        }
        Ok(page.map(OptOutView::from).into())
    }

    /// Writes down what a contact decided in another way: on the phone, in a shop.
    pub async fn record(&self, actor: &Actor, contact_id: ContactId, request: OptOutRequest) -> Result<ContactView> {
        let reason = request.reason.trim();
        if reason.is_empty() || reason.chars().count() > MAX_REASON {
            return Err(Error::invalid(
                "/reason",
                "field.invalid",
                "Say how the contact told you, in 1 to 500 characters.",
            ));
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.get_contact(contact_id).await?;
        let scope = request.scope.as_str();
        let latest = workspace.latest_opt_out(contact_id, scope).await?;
        let theirs = latest
            .as_ref()
            .is_some_and(|(action, source, _)| action == "opt_out" && matches!(source.as_str(), "whatsapp" | "meta_error"));
        if theirs && request.action == OptOutAction::OptIn {
            return Err(Error::conflict(
                "contact.opted_out_in_whatsapp",
                "The contact stopped marketing in WhatsApp itself, and Meta enforces it.",
            )
            .remedy("Only the contact can allow it again, in WhatsApp."));
        }
        // Meta's clock may be a little ahead of ours: what is decided now is the last word.
        let at = latest.map_or(workspace.now(), |(.., at)| at.max(workspace.now()));
        let entry = NewOptOut {
            contact_id,
            action: request.action.as_str(),
            scope,
            source: "member",
            message_id: None,
            wamid: None,
            actor_id: Some(actor.user_id),
            detail: reason.to_owned(),
            dedupe_key: None,
            at,
        };
        workspace.append_opt_out(&entry).await?;
        tell_flows(&mut workspace, &[&entry]).await?;
        let action = match request.action {
            OptOutAction::OptOut => "contact.opted_out",
            OptOutAction::OptIn => "contact.opted_in",
        };
        workspace
            .append_audit(&actor.audit(action, "contact", contact_id, json!({ "scope": scope, "reason": reason })))
            .await?;
        let view = inbox_events::contact_updated(&mut workspace, contact_id).await?;
        tx.commit().await?;
        Ok(view)
    }
}

/// Tells flows of decisions about everything, which may start one; what a contact thinks of marketing alone is no such news.
pub(crate) async fn tell_flows(workspace: &mut store::WorkspaceTx<'_>, entries: &[&NewOptOut]) -> Result<(), store::Error> {
    for entry in entries.iter().filter(|entry| entry.scope == "all") {
        let event = Event::ContactChanged(News::OptIn {
            allowed: entry.action == "opt_in",
        });
        let conversation = workspace.find_conversation_of(entry.contact_id).await?;
        flow_events::tell(workspace, conversation, &event).await?;
    }
    Ok(())
}

/// The entry for a contact whose opt-out a member switched, without a word about it.
pub(crate) fn by_import(member: model::UserId, contact_id: ContactId, file_name: &str, at: Timestamp) -> NewOptOut {
    NewOptOut {
        contact_id,
        action: "opt_out",
        scope: "all",
        source: "member",
        message_id: None,
        wamid: None,
        actor_id: Some(member),
        detail: format!("In the imported file {file_name}"),
        dedupe_key: None,
        at,
    }
}

/// The entry of a decision that a member wrote down.
pub(crate) fn by_hand(actor: &Actor, contact_id: ContactId, change: &store::ContactChange, at: Timestamp) -> NewOptOut {
    NewOptOut {
        contact_id,
        action: if change.opted_out_at.is_some() { "opt_out" } else { "opt_in" },
        scope: "all",
        source: "member",
        message_id: None,
        wamid: None,
        actor_id: Some(actor.user_id),
        detail: String::new(),
        dedupe_key: None,
        at,
    }
}

/// Meta refused a message because its person wants no marketing: the ledger learns it, too.
pub(crate) async fn note_refusal(
    app: &App,
    workspace_id: WorkspaceId,
    contact_id: ContactId,
    message_id: MessageId,
    error: &MessageError,
) -> Result<()> {
    if error.code != ErrorCode::Meta(MARKETING_STOPPED) {
        return Ok(());
    }
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    let entry = refusal(contact_id, message_id, &error.detail, workspace.now());
    if workspace.append_opt_out(&entry).await? {
        announce::contact(&mut workspace, contact_id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The entry for a message that Meta refused with 131050.
pub(crate) fn refusal(contact_id: ContactId, message_id: MessageId, detail: &str, at: Timestamp) -> NewOptOut {
    NewOptOut {
        contact_id,
        action: "opt_out",
        scope: "marketing",
        source: "meta_error",
        message_id: Some(message_id),
        wamid: None,
        actor_id: None,
        detail: detail.to_owned(),
        dedupe_key: Some(format!("refused:{message_id}")),
        at,
    }
}

impl OptOutAction {
    /// The database's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OptOut => "opt_out",
            Self::OptIn => "opt_in",
        }
    }
}

impl OptOutScope {
    /// The database's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Marketing => "marketing",
        }
    }
}

impl From<OptOutRow> for OptOutView {
    fn from(row: OptOutRow) -> Self {
        Self {
            id: row.id,
            contact_id: row.contact_id,
            contact_name: row.contact_name,
            action: if row.action == "opt_in" {
                OptOutAction::OptIn
            } else {
                OptOutAction::OptOut
            },
            scope: if row.scope == "marketing" {
                OptOutScope::Marketing
            } else {
                OptOutScope::All
            },
            source: match row.source.as_str() {
                "word" => OptOutSource::Word,
                "whatsapp" => OptOutSource::Whatsapp,
                "meta_error" => OptOutSource::MetaError,
                _ => OptOutSource::Member,
            },
            message_id: row.message_id,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            detail: row.detail,
            at: row.at,
            created_at: row.created_at,
        }
    }
}
