//! Notes: internal remarks on a conversation. One changes one's own; admins may remove anybody's.

use std::collections::BTreeSet;

use model::{ConversationId, NoteId, Role, UserId};
use serde_json::json;
use store::{NewEvent, NoteRow, WorkspaceTx};

use crate::notify::{Wish, notify};
use crate::views::{NoteView, NotificationKind};
use crate::{Actor, App, Error, Result, inbox_events};

/// Longest note, in characters.
pub const LONGEST_NOTE: usize = 4000;
const MOST_MENTIONS: usize = 20;

/// What notes can be asked to become.
pub struct Notes<'a>(&'a App);

impl App {
    /// Notes.
    #[must_use]
    pub fn notes(&self) -> Notes<'_> {
        Notes(self)
    }
}

impl Notes<'_> {
    /// Adds a note to a conversation; the members it names are told.
    pub async fn create(&self, actor: &Actor, conversation_id: ConversationId, body: &str, mentions: &[UserId]) -> Result<NoteView> {
        let body = checked_body(body)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.get_conversation(conversation_id, None).await?;
        let mentions = checked_mentions(&mut workspace, mentions).await?;
        let row = workspace.create_note(conversation_id, actor.user_id, &body).await?;
        workspace.set_note_mentions(row.id, &mentions).await?;
        let told = tell(&mut workspace, actor, &row, &mentions).await?;
        let note = NoteView::of(row, mentions);
        workspace
            .append_audit(&actor.audit("note.created", "note", note.id, json!({ "conversation_id": conversation_id })))
            .await?;
        inbox_events::note(&mut workspace, "note.created", &note).await?;
        workspace.append_events(&told).await?;
        tx.commit().await?;
        Ok(note)
    }

    /// Changes what one's own note says, and whom it names; those who are named anew are told.
    pub async fn update(&self, actor: &Actor, id: NoteId, body: &str, mentions: Option<&[UserId]>) -> Result<NoteView> {
        let body = checked_body(body)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        if workspace.get_note(id).await?.author_id != actor.user_id {
            return Err(Error::forbidden("access.denied", "Only its author can change a note.").remedy("Write a note of your own."));
        }
        let before = workspace.mentions_of_notes(&[id]).await?.remove(&id).unwrap_or_default();
        let mentions = match mentions {
            Some(mentions) => checked_mentions(&mut workspace, mentions).await?,
            None => before.clone(),
        };
        let row = workspace.update_note(id, &body).await?;
        workspace.set_note_mentions(id, &mentions).await?;
        let anew: Vec<UserId> = mentions.iter().copied().filter(|user| !before.contains(user)).collect();
        let told = tell(&mut workspace, actor, &row, &anew).await?;
        let note = NoteView::of(row, mentions);
        workspace
            .append_audit(&actor.audit("note.updated", "note", id, json!({ "conversation_id": note.conversation_id })))
            .await?;
        inbox_events::note(&mut workspace, "note.updated", &note).await?;
        workspace.append_events(&told).await?;
        tx.commit().await?;
        Ok(note)
    }

    /// Removes one's own note, or, as an admin, anybody's.
    pub async fn delete(&self, actor: &Actor, id: NoteId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let note = NoteView::from(workspace.get_note(id).await?);
        if note.author_id != actor.user_id && actor.role < Role::Admin {
            return Err(Error::forbidden("access.denied", "Only its author or an admin can delete a note.").remedy("Ask an admin."));
        }
        workspace.delete_note(id).await?;
        workspace
            .append_audit(&actor.audit("note.deleted", "note", id, json!({ "author_id": note.author_id })))
            .await?;
        inbox_events::note(&mut workspace, "note.deleted", &note).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Active members of this workspace, each once.
async fn checked_mentions(workspace: &mut WorkspaceTx<'_>, mentions: &[UserId]) -> Result<Vec<UserId>> {
    let users: BTreeSet<UserId> = mentions.iter().copied().collect();
    if users.len() > MOST_MENTIONS {
        return Err(Error::invalid(
            "/mentions",
            "too_many",
            format!("A note names at most {MOST_MENTIONS} members."),
        ));
    }
    for user in &users {
        if workspace.find_member(*user).await?.is_none_or(|member| member.is_disabled()) {
            return Err(Error::invalid(
                "/mentions",
                "member.not_found",
                "There is no such active member in this workspace.",
            ));
        }
    }
    Ok(users.into_iter().collect())
}

/// Tells who is named, but not the one who wrote it.
async fn tell(workspace: &mut WorkspaceTx<'_>, actor: &Actor, note: &NoteRow, users: &[UserId]) -> Result<Vec<NewEvent>> {
    let others = users.iter().filter(|user| **user != actor.user_id);
    let wishes = others.map(|user| {
        let (kind, subject) = (NotificationKind::Mention, note.id.to_string());
        Wish::new(kind, *user, note.conversation_id, subject, Some(actor.user_id), &note.body)
    });
    notify(workspace, wishes.collect()).await
}

fn checked_body(body: &str) -> Result<String> {
    // PostgreSQL takes no NUL in texts.
    let body = body.replace('\0', "");
    let body = body.trim();
    match body.chars().count() {
        0 => Err(Error::invalid("/body", "missing_value", "Write something.")),
        length if length > LONGEST_NOTE => Err(Error::invalid("/body", "too_long", format!("Use at most {LONGEST_NOTE} characters."))),
        _ => Ok(body.to_owned()),
    }
}

/// A note that automation writes. Gives the events to append.
pub(crate) async fn by_automation(
    workspace: &mut WorkspaceTx<'_>,
    conversation_id: ConversationId,
    text: &str,
    mentions: &[UserId],
) -> Result<Vec<NewEvent>> {
    let body: String = text.trim().chars().take(LONGEST_NOTE).collect();
    if body.is_empty() {
        return Ok(Vec::new());
    }
    let mut named = Vec::new();
    for user in mentions.iter().take(MOST_MENTIONS) {
        if workspace.find_member(*user).await?.is_some_and(|member| !member.is_disabled()) && !named.contains(user) {
            named.push(*user);
        }
    }
    let row = workspace.create_note(conversation_id, AUTOMATION, &body).await?;
    workspace.set_note_mentions(row.id, &named).await?;
    let wishes = named
        .iter()
        .map(|user| Wish::new(NotificationKind::Mention, *user, conversation_id, row.id.to_string(), None, &row.body));
    let told = notify(workspace, wishes.collect()).await?;
    let mut events = vec![NewEvent::new(
        "note.created",
        Some(conversation_id),
        &json!({ "note": NoteView::of(row, named) }),
    )?];
    events.extend(told);
    Ok(events)
}

/// Who stands as the author of what automation notes: nobody's id.
const AUTOMATION: UserId = UserId::from_uuid(uuid::Uuid::nil());
