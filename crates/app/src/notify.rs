//! Tells members of what happened, as they want to be told: inside the transaction in which it happened.

use model::UserId;
use serde_json::json;
use store::{NewEvent, NewNotification, WorkspaceTx};

use crate::Result;
use crate::views::{NotificationKind, NotificationPreferences, NotificationView};

/// Longest line shown of what it is about, in characters.
const LONGEST_PREVIEW: usize = 200;

/// Writes the notifications down for whoever wants them. Gives the events to append, which comes last in a transaction.
pub(crate) async fn notify(workspace: &mut WorkspaceTx<'_>, wishes: Vec<Wish>) -> Result<Vec<NewEvent>> {
    let mut events = Vec::new();
    for Wish { kind, new } in wishes {
        let kept = workspace.find_notification_preferences(new.user_id).await?;
        if !NotificationPreferences::read(kept.as_deref()).of(kind).app {
            continue;
        }
        if let Some(row) = workspace.notify(&new).await? {
            let conversation = row.conversation_id;
            let data = json!({ "notification": NotificationView::from(row) });
            events.push(NewEvent::new("notification.created", conversation, &data)?);
        }
    }
    Ok(events)
}

/// Something a member should be told, if they want to.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    kind: NotificationKind,
    new: NewNotification,
}

impl Wish {
    /// `subject` tells two occasions apart; `text` is shortened to a line.
    pub(crate) fn new(
        kind: NotificationKind,
        user_id: UserId,
        conversation_id: model::ConversationId,
        subject: String,
        actor_id: Option<UserId>,
        text: &str,
    ) -> Self {
        Self {
            kind,
            new: NewNotification {
                user_id,
                kind: kind.as_str(),
                conversation_id: Some(conversation_id),
                subject,
                actor_id,
                preview: line(text),
            },
        }
    }

    /// The same about the workspace: nobody caused it, and it happens in no conversation. Told once for each `subject` until it is read.
    pub(crate) fn of_workspace(kind: NotificationKind, user_id: UserId, subject: String, text: &str) -> Self {
        Self {
            kind,
            new: NewNotification {
                user_id,
                kind: kind.as_str(),
                conversation_id: None,
                subject,
                actor_id: None,
                preview: line(text),
            },
        }
    }
}

fn line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST_PREVIEW).collect()
}
