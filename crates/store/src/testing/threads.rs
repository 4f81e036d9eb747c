//! Threads for tests of lists: name what matters, the rest is an open thread with one message from the contact.

use model::{ChannelId, ContactId, ConversationId, MessageId, Timestamp, UserId, WorkspaceId};

use super::TestWorkspace;
use crate::db::execute;
use crate::{Result, Store, SystemTx, WorkspaceTx, search_text};

/// A thread to make.
#[derive(Debug, Clone)]
pub struct TestThread<'t> {
    /// The contact's profile name.
    pub contact: &'t str,
    /// The contact's phone digits.
    pub phone: &'t str,
    /// `open`, `snoozed` or `closed`.
    pub status: &'t str,
    /// Who takes care of it.
    pub assignee: Option<UserId>,
    /// Who speaks.
    pub holder: &'t str,
    /// When the last message came.
    pub at: Timestamp,
    /// One line of it.
    pub preview: &'t str,
    /// How far the last message has come.
    pub last_status: &'t str,
    /// Since when the contact waits.
    pub waiting_since: Option<Timestamp>,
    /// When the window closes.
    pub window_expires_at: Option<Timestamp>,
    /// How many messages the contact has sent.
    pub inbound_count: i64,
}

impl Default for TestThread<'_> {
    fn default() -> Self {
        Self {
            contact: "Ana",
            phone: "5215512345678",
            status: "open",
            assignee: None,
            holder: "none",
            at: super::START,
            preview: "hola",
            last_status: "received",
            waiting_since: None,
            window_expires_at: None,
            inbound_count: 1,
        }
    }
}

/// What was made.
#[derive(Debug, Clone, Copy)]
pub struct MadeThread {
    /// The contact.
    pub contact: ContactId,
    /// The thread.
    pub conversation: ConversationId,
}

impl TestThread<'_> {
    /// Makes it, contact and all.
    pub async fn insert(&self, store: &Store, workspace: &TestWorkspace) -> MadeThread {
        let mut tx = store.begin().await.expect("a test database begins");
        let made = tx
            .workspace(workspace.id)
            .insert_thread(workspace.channel, self)
            .await
            .expect("a test database takes a thread");
        tx.commit().await.expect("a test database commits");
        made
    }
}

/// A member's account.
pub async fn user(store: &Store, name: &str) -> UserId {
    let mut tx = store.begin().await.expect("a test database begins");
    let id = tx.system().insert_bare_user(name).await.expect("a test database takes a user");
    tx.commit().await.expect("a test database commits");
    id
}

/// A message of a thread, sent at a time; gives its id.
pub async fn message(store: &Store, workspace: &TestWorkspace, thread: MadeThread, at: Timestamp, wamid: &str, reply_to: Option<&str>) -> MessageId {
    let mut tx = store.begin().await.expect("a test database begins");
    let id = tx
        .workspace(workspace.id)
        .insert_bare_message(workspace.channel, thread.conversation, at, wamid, reply_to)
        .await
        .expect("a test database takes a message");
    tx.commit().await.expect("a test database commits");
    id
}

/// A reaction of the contact.
pub async fn reaction(store: &Store, workspace: &TestWorkspace, target_wamid: &str, emoji: &str) {
    let mut tx = store.begin().await.expect("a test database begins");
    tx.workspace(workspace.id)
        .insert_bare_reaction(workspace.channel, target_wamid, emoji)
        .await
        .expect("a test database takes a reaction");
    tx.commit().await.expect("a test database commits");
}

impl SystemTx<'_> {
    async fn insert_bare_user(&mut self, name: &str) -> Result<UserId> {
        let (id, now) = (UserId::new(), self.now());
        execute!(
            self,
            "insert into users (id, email, name, password_hash, created_at, updated_at) values ($1, $2, $3, '', $4, $4)",
            id,
            format!("{id}@example.com"),
            name,
            now
        )?;
        Ok(id)
    }
}

impl WorkspaceTx<'_> {
    async fn insert_thread(&mut self, channel: ChannelId, thread: &TestThread<'_>) -> Result<MadeThread> {
        let (contact, conversation) = (ContactId::new(), ConversationId::new());
        let (workspace_id, now): (WorkspaceId, Timestamp) = (self.id(), self.now());
        execute!(
            self,
            "insert into contacts (workspace_id, id, profile_name, phone, search_text, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)",
            workspace_id,
            contact,
            thread.contact,
            thread.phone,
            search_text(None, thread.contact, Some(thread.phone), None, None),
            now
        )?;
        execute!(
            self,
            "insert into conversations (workspace_id, id, channel_id, contact_id, status, snoozed_until, assignee_id, holder, last_message_id, last_message_at,
                                        last_message_preview, last_message_kind, last_message_direction, last_message_author, last_message_status,
                                        waiting_since, window_expires_at, inbound_count, created_at, updated_at)
             values ($1, $2, $3, $4, $5, case when $5 = 'snoozed' then $13 end, $6, $7, $14, $8, $9, 'text', 'inbound', 'contact', $10, $11, $12, $15, $13, $13)",
            workspace_id,
            conversation,
            channel,
            contact,
            thread.status,
            thread.assignee,
            thread.holder,
            thread.at,
            thread.preview,
            thread.last_status,
            thread.waiting_since,
            thread.window_expires_at,
            now,
            MessageId::new(),
            thread.inbound_count
        )?;
        Ok(MadeThread { contact, conversation })
    }

    async fn insert_bare_message(
        &mut self,
        channel: ChannelId,
        conversation: ConversationId,
        at: Timestamp,
        wamid: &str,
        reply_to: Option<&str>,
    ) -> Result<MessageId> {
        let (id, workspace_id) = (MessageId::new(), self.id());
        execute!(
            self,
            "insert into messages (workspace_id, id, channel_id, conversation_id, wamid, direction, author_kind, kind, content, preview, reply_to_wamid,
                                   status, sent_at, created_at)
             values ($1, $2, $3, $4, $5, 'inbound', 'contact', 'text', '{\"body\":\"hola\"}', $6, $7, 'received', $8, $8)",
            workspace_id,
            id,
            channel,
            conversation,
            wamid,
            wamid,
            reply_to,
            at
        )?;
        Ok(id)
    }

    async fn insert_bare_reaction(&mut self, channel: ChannelId, target_wamid: &str, emoji: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into reactions (workspace_id, channel_id, target_wamid, actor, emoji, at) values ($1, $2, $3, 'contact', $4, $5)",
            workspace_id,
            channel,
            target_wamid,
            emoji,
            now
        )?;
        Ok(())
    }
}
