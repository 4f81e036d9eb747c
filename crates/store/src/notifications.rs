//! Notifications: what members are told about, once for each conversation or other subject until they read it, and how they want to be told.

use model::{ConversationId, NotificationId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, Rows as _, build_execute, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::page::{Limit, Page};
use crate::reads::reads;
use crate::{Result, System, Workspace, WorkspaceTx};

row! {
    /// Something a member is told.
    pub struct NotificationRow {
        /// Its id.
        pub id: NotificationId,
        /// Who is told.
        pub user_id: UserId,
        /// What about.
        pub kind: String,
        /// In which conversation; nothing when it is about the workspace.
        pub conversation_id: Option<ConversationId>,
        /// The message, note or webhook it is about, or another word that tells two occasions apart.
        pub subject: String,
        /// Who caused it.
        pub actor_id: Option<UserId>,
        /// Their name.
        pub actor_name: Option<String>,
        /// One line of it.
        pub preview: String,
        /// How often it happened since they last read.
        pub times: i64,
        /// When it first happened.
        pub created_at: Timestamp,
        /// When it last happened.
        pub updated_at: Timestamp,
        /// When they read it.
        pub read_at: Option<Timestamp>,
        /// The name the team gave the contact.
        pub contact_name: Option<String>,
        /// The name the contact shows.
        pub contact_profile_name: Option<String>,
        /// The contact's phone digits.
        pub contact_phone: Option<String>,
        /// The contact's username.
        pub contact_username: Option<String>,
    }
}

/// Something to tell a member.
#[derive(Debug, Clone)]
pub struct NewNotification {
    /// Whom.
    pub user_id: UserId,
    /// What about.
    pub kind: &'static str,
    /// In which conversation; nothing when it is about the workspace, and is told again each time it happens.
    pub conversation_id: Option<ConversationId>,
    /// The message, note or webhook it is about, or another word that tells two occasions apart.
    pub subject: String,
    /// Who caused it.
    pub actor_id: Option<UserId>,
    /// One line of it.
    pub preview: String,
}

macro_rules! select_notification {
    ($rest:literal) => {
        concat!(
            "select told.id, told.user_id, told.kind, told.conversation_id, told.subject, told.actor_id, actor.name as actor_name, told.preview, told.times,
                    told.created_at, told.updated_at, told.read_at, coalesce(contact.name, contact.book_name) as contact_name,
                    contact.profile_name as contact_profile_name, contact.phone as contact_phone, contact.username as contact_username
               from notifications told
               left join conversations thread on thread.workspace_id = told.workspace_id and thread.id = told.conversation_id
               left join contacts contact on contact.workspace_id = thread.workspace_id and contact.id = thread.contact_id
               left join users actor on actor.id = told.actor_id ",
            $rest
        )
    };
}

reads! {
    /// How many unread notifications a member has, counted up to 100.
    fn count_unread_notifications(user: UserId) -> i64 = count_unread;
    /// How a member wants to be told, as JSON; nothing: as everybody.
    fn find_notification_preferences(user: UserId) -> Option<String> = preferences;
}

async fn count_unread(connection: &mut Connection<'_>, workspace_id: WorkspaceId, user: UserId) -> Result<i64> {
    let (count,): (i64,) = fetch_one!(
        connection,
        (i64,),
        "select count(*) from (select 1 from notifications where workspace_id = $1 and user_id = $2 and read_at is null limit 100) counted",
        workspace_id,
        user
    )?;
    Ok(count)
}

async fn preferences(connection: &mut Connection<'_>, workspace_id: WorkspaceId, user: UserId) -> Result<Option<String>> {
    let found: Option<(String,)> = fetch_optional!(
        connection,
        (String,),
        "select preferences from notification_preferences where workspace_id = $1 and user_id = $2",
        workspace_id,
        user
    )?;
    Ok(found.map(|(text,)| text))
}

impl Workspace<'_> {
    /// A member's notifications, the latest first; `notifications_recent` gives the order.
    pub async fn list_notifications(&self, user: UserId, limit: Limit, cursor: Option<&str>) -> Result<Page<NotificationRow>> {
        let tag = format!("notifications|{user}");
        let (at, id) = match cursor {
            Some(cursor) => self.decode_cursor::<(i64, NotificationId)>(&tag, cursor)?,
            None => (i64::MAX, NotificationId::from_uuid(uuid::Uuid::max())),
        };
        let rows = fetch_all!(
            self,
            NotificationRow,
            select_notification!(
                "where told.workspace_id = $1 and told.user_id = $2 and (told.updated_at, told.id) < ($3, $4)
                 order by told.updated_at desc, told.id desc
                 limit $5"
            ),
            self.id(),
            user,
            at,
            id,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |told| {
            self.encode_cursor(&tag, &(told.updated_at.millis(), told.id))
        }))
    }
}

impl System<'_> {
    /// Open conversations of somebody whose contact waits and whose window closes between `now` and `until`: the member, and when it closes.
    pub async fn closing_windows(&self, now: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<(WorkspaceId, ConversationId, UserId, i64)>> {
        fetch_all!(
            self,
            (WorkspaceId, ConversationId, UserId, i64),
            "select thread.workspace_id, thread.id, thread.assignee_id, thread.window_expires_at
               from workspaces workspace
               join conversations thread on thread.workspace_id = workspace.id and thread.status = 'open'
                    and thread.window_expires_at > $1 and thread.window_expires_at <= $2
              where workspace.deleted_at is null and thread.assignee_id is not null and thread.waiting_since is not null
                and not exists (select 1 from notifications told
                                 where told.workspace_id = thread.workspace_id and told.conversation_id = thread.id
                                   and told.kind = 'window_closing' and told.user_id = thread.assignee_id
                                   and told.subject = cast(thread.window_expires_at as text))
              limit $3",
            now,
            until,
            limit
        )
    }
}

impl WorkspaceTx<'_> {
    /// Tells a member; what they were told about this conversation and have not read yet counts up instead. Nothing when they were told of this very
    /// subject before.
    pub async fn notify(&mut self, new: &NewNotification) -> Result<Option<NotificationRow>> {
        let id = NotificationId::new();
        let (workspace_id, now) = (self.id(), self.now());
        let Some(conversation_id) = new.conversation_id else {
            return self.notify_of_workspace(new).await;
        };
        let known: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "select cast(1 as bigint) from notifications
              where workspace_id = $1 and conversation_id = $2 and user_id = $3 and kind = $4 and subject = $5
              limit 1",
            workspace_id,
            conversation_id,
            new.user_id,
            new.kind,
            new.subject.as_str()
        )?;
        if known.is_some() {
            return Ok(None);
        }
        let kept: Option<(NotificationId,)> = fetch_optional!(
            self,
            (NotificationId,),
            "insert into notifications (workspace_id, id, user_id, kind, conversation_id, subject, actor_id, preview, times, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)
             on conflict (workspace_id, user_id, kind, conversation_id) where read_at is null
             do update set subject = excluded.subject, actor_id = excluded.actor_id, preview = excluded.preview, times = notifications.times + 1,
                           updated_at = excluded.updated_at
             returning id",
            workspace_id,
            id,
            new.user_id,
            new.kind,
            conversation_id,
            new.subject.as_str(),
            new.actor_id,
            new.preview.as_str(),
            now
        )?;
        self.notification(kept.map_or(id, |(id,)| id)).await
    }

    /// The same for what belongs to no conversation.
    async fn notify_of_workspace(&mut self, new: &NewNotification) -> Result<Option<NotificationRow>> {
        let id = NotificationId::new();
        let (workspace_id, now) = (self.id(), self.now());
        let kept: Option<(NotificationId,)> = fetch_optional!(
            self,
            (NotificationId,),
            "insert into notifications (workspace_id, id, user_id, kind, subject, actor_id, preview, times, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)
             on conflict (workspace_id, user_id, kind, subject) where read_at is null and conversation_id is null
             do update set actor_id = excluded.actor_id, preview = excluded.preview, times = notifications.times + 1, updated_at = excluded.updated_at
             returning id",
            workspace_id,
            id,
            new.user_id,
            new.kind,
            new.subject.as_str(),
            new.actor_id,
            new.preview.as_str(),
            now
        )?;
        self.notification(kept.map_or(id, |(id,)| id)).await
    }

    async fn notification(&mut self, id: NotificationId) -> Result<Option<NotificationRow>> {
        let workspace_id = self.id();
        fetch_optional!(
            self,
            NotificationRow,
            select_notification!("where told.workspace_id = $1 and told.id = $2"),
            workspace_id,
            id
        )
    }

    /// The member has read these; true when some were unread.
    pub async fn read_notifications(&mut self, user: UserId, ids: &[NotificationId]) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let mut changed = 0;
        for ids in ids.chunks(500) {
            changed += build_execute!(
                self,
                fixed | query | {
                    query.push("update notifications set read_at = ").push_bind(now);
                    query.push(" where workspace_id = ").push_bind(workspace_id);
                    query.push(" and user_id = ").push_bind(user).push(" and read_at is null and id");
                    query.push_ids(ids.iter().map(|id| id.uuid()));
                }
            )?;
        }
        Ok(changed > 0)
    }

    /// The member has read all of them.
    pub async fn read_all_notifications(&mut self, user: UserId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update notifications set read_at = $3 where workspace_id = $1 and user_id = $2 and read_at is null",
            workspace_id,
            user,
            now
        )?;
        Ok(changed > 0)
    }

    /// The member has seen the conversation, and with it what they were told about it.
    pub async fn read_notifications_of(&mut self, user: UserId, conversation: ConversationId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update notifications set read_at = $4 where workspace_id = $1 and user_id = $2 and conversation_id = $3 and read_at is null",
            workspace_id,
            user,
            conversation,
            now
        )?;
        Ok(changed > 0)
    }

    /// How the member wants to be told.
    pub async fn set_notification_preferences(&mut self, user: UserId, preferences: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into notification_preferences (workspace_id, user_id, preferences, updated_at) values ($1, $2, $3, $4)
             on conflict (workspace_id, user_id) do update set preferences = excluded.preferences, updated_at = excluded.updated_at",
            workspace_id,
            user,
            preferences,
            now
        )?;
        Ok(())
    }
}
