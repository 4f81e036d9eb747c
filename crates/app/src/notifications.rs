//! Notifications: a member's own list, what they have read of it, and how they want to be told.

use model::{ConversationId, NotificationId};
use serde_json::json;
use store::NewEvent;

use crate::views::NotificationPreferences;
use crate::{Actor, App, Result};

mod follow;

pub(crate) use follow::run;

/// What notifications can be asked to become.
pub struct Notifications<'a>(&'a App);

/// Which notifications somebody has read.
#[derive(Debug, Clone)]
pub enum Seen {
    /// These.
    These(Vec<NotificationId>),
    /// Those of a conversation they have in front of them.
    Conversation(ConversationId),
    /// All.
    All,
}

impl App {
    /// Notifications.
    #[must_use]
    pub fn notifications(&self) -> Notifications<'_> {
        Notifications(self)
    }
}

impl Notifications<'_> {
    /// The member has read these. Their other screens hear of it.
    pub async fn read(&self, actor: &Actor, seen: Seen) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let changed = match seen {
            Seen::These(ids) => workspace.read_notifications(actor.user_id, &ids).await?,
            Seen::Conversation(id) => workspace.read_notifications_of(actor.user_id, id).await?,
            Seen::All => workspace.read_all_notifications(actor.user_id).await?,
        };
        if changed {
            let data = json!({ "user_id": actor.user_id });
            workspace.append_events(&[NewEvent::new("notification.read", None, &data)?]).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// How the member wants to be told.
    pub async fn preferences(&self, actor: &Actor) -> Result<NotificationPreferences> {
        let workspace = self.0.store().workspace(actor.workspace_id);
        let kept = workspace.find_notification_preferences(actor.user_id).await?;
        Ok(NotificationPreferences::read(kept.as_deref()))
    }

    /// Keeps how the member wants to be told.
    pub async fn set_preferences(&self, actor: &Actor, preferences: NotificationPreferences) -> Result<NotificationPreferences> {
        let text = serde_json::to_string(&preferences).expect("switches are plain JSON");
        let mut tx = self.0.store().begin().await?;
        tx.workspace(actor.workspace_id)
            .set_notification_preferences(actor.user_id, &text)
            .await?;
        tx.commit().await?;
        Ok(preferences)
    }
}
