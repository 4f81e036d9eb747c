//! Conversations: the thread with one contact on one number, as the inbox lists and counts it.

use model::{ChannelId, ContactId, ConversationId, MessageId, TeamId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, Rows as _, build_all, execute, fetch_all, fetch_optional, row};
use crate::flow_runs::{self, HeldBy};
use crate::reads::reads;
use crate::tags::{self, TagRow};
use crate::{Error, Result, System, Workspace, WorkspaceTx};

mod inbox_view;
mod list;

pub use inbox_view::{CLOSING_SOON, InboxView};
pub use list::{ConversationFilter, ConversationSort};

row! {
    /// A conversation with what the list shows of its contact and of the asking member's reading.
    pub struct ConversationRow {
        /// Its id.
        pub id: ConversationId,
        /// The number it runs on.
        pub channel_id: ChannelId,
        /// With whom.
        pub contact_id: ContactId,
        /// `open`, `snoozed` or `closed`.
        pub status: String,
        /// When it comes back.
        pub snoozed_until: Option<Timestamp>,
        /// Who takes care of it.
        pub assignee_id: Option<UserId>,
        /// Which team it belongs to.
        pub team_id: Option<TeamId>,
        /// How much it matters: -1 low, 0 normal, 1 high, 2 urgent.
        pub priority: i64,
        /// `none`, `human`, `bot` or `phone_app`.
        pub holder: String,
        /// Grows when the holder changes.
        pub holder_epoch: i64,
        /// Since when they hold it.
        pub holder_since: Option<Timestamp>,
        /// The newest message.
        pub last_message_id: Option<MessageId>,
        /// When it was sent; when the thread began, before the first.
        pub last_message_at: Timestamp,
        /// One line of it.
        pub last_message_preview: String,
        /// Its kind.
        pub last_message_kind: String,
        /// `inbound` or `outbound`.
        pub last_message_direction: String,
        /// Who wrote it.
        pub last_message_author: String,
        /// How far it has come.
        pub last_message_status: String,
        /// When the contact last wrote, by Meta's clock.
        pub last_inbound_at: Option<Timestamp>,
        /// That message, for read receipts and typing.
        pub last_inbound_wamid: Option<String>,
        /// When the 24-hour window closes.
        pub window_expires_at: Option<Timestamp>,
        /// Until when messages are free.
        pub free_entry_until: Option<Timestamp>,
        /// Since when the contact waits for an answer.
        pub waiting_since: Option<Timestamp>,
        /// Messages from the contact, in all.
        pub inbound_count: i64,
        /// How many of them the team has read.
        pub read_inbound_count: i64,
        /// How many of them the asking member has read, when they ever opened it.
        pub own_read_count: Option<i64>,
        /// Grows with each change.
        pub version: i64,
        /// When the thread began.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
        /// The name the team gave the contact.
        pub contact_name: Option<String>,
        /// The name the contact shows.
        pub contact_profile_name: String,
        /// The contact's phone digits.
        pub contact_phone: Option<String>,
        /// The contact's username.
        pub contact_username: Option<String>,
        /// When the contact opted out.
        pub contact_opted_out_at: Option<Timestamp>,
        /// When the contact was blocked.
        pub contact_blocked_at: Option<Timestamp>,
    }
}

/// A conversation with its contact's tags.
#[derive(Debug, Clone)]
pub struct Conversation {
    /// Its columns, and the contact's.
    pub row: ConversationRow,
    /// The contact's tags, by name.
    pub tags: Vec<TagRow>,
    /// The run that holds it, or the one that is paused until people give it back.
    pub held_by: Option<HeldBy>,
}

macro_rules! select_conversation {
    () => {
        "select thread.id, thread.channel_id, thread.contact_id, thread.status, thread.snoozed_until, thread.assignee_id, thread.team_id, thread.priority, thread.holder, thread.holder_epoch, thread.holder_since,
                thread.last_message_id, thread.last_message_at, thread.last_message_preview, thread.last_message_kind, thread.last_message_direction,
                thread.last_message_author, thread.last_message_status, thread.last_inbound_at, thread.last_inbound_wamid, thread.window_expires_at,
                thread.free_entry_until, thread.waiting_since, thread.inbound_count, thread.read_inbound_count, own.inbound_count as own_read_count,
                thread.version, thread.created_at, thread.updated_at, coalesce(contact.name, contact.book_name) as contact_name, contact.profile_name as contact_profile_name,
                contact.phone as contact_phone, contact.username as contact_username, contact.opted_out_at as contact_opted_out_at,
                contact.blocked_at as contact_blocked_at
           from conversations thread
           join contacts contact on contact.workspace_id = thread.workspace_id and contact.id = thread.contact_id
           left join read_markers own on own.workspace_id = thread.workspace_id and own.conversation_id = thread.id and own.user_id = "
    };
}
use select_conversation;

/// Nobody's id: reads without an asking member join no marker.
const NOBODY: UserId = UserId::from_uuid(uuid::Uuid::nil());

reads! {
    /// One conversation, as `reader` (a member, or nobody in particular) sees it.
    fn get_conversation(id: ConversationId, reader: Option<UserId>) -> Conversation = get;
    /// Some conversations, in no particular order; ids that are not of this workspace are left out.
    fn conversations_by_ids(ids: &[ConversationId], reader: Option<UserId>) -> Vec<Conversation> = by_ids;
    /// Into which thread this one went, if it did.
    fn find_merged_conversation(from: ConversationId) -> Option<ConversationId> = find_merged;
    /// The thread with a contact on a number.
    fn find_conversation(channel_id: ChannelId, contact_id: ContactId) -> Option<ConversationId> = find;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: ConversationId, reader: Option<UserId>) -> Result<Conversation> {
    by_ids(connection, workspace_id, &[id], reader)
        .await?
        .pop()
        .ok_or(Error::NotFound("conversation"))
}

async fn find_merged(connection: &mut Connection<'_>, workspace_id: WorkspaceId, from: ConversationId) -> Result<Option<ConversationId>> {
    let found: Option<(ConversationId,)> = fetch_optional!(
        connection,
        (ConversationId,),
        "select into_id from conversation_merges where workspace_id = $1 and from_id = $2",
        workspace_id,
        from
    )?;
    Ok(found.map(|(id,)| id))
}

async fn by_ids(
    connection: &mut Connection<'_>,
    workspace_id: WorkspaceId,
    ids: &[ConversationId],
    reader: Option<UserId>,
) -> Result<Vec<Conversation>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(500) {
        found.extend(build_all!(
            connection,
            ConversationRow,
            fixed | query | {
                query.push(select_conversation!()).push_bind(reader.unwrap_or(NOBODY));
                query.push(" where thread.workspace_id = ").push_bind(workspace_id).push(" and thread.id");
                query.push_ids(ids.iter().map(|id| id.uuid()));
            }
        )?);
    }
    with_tags(connection, workspace_id, found).await
}

async fn find(
    connection: &mut Connection<'_>,
    workspace_id: WorkspaceId,
    channel_id: ChannelId,
    contact_id: ContactId,
) -> Result<Option<ConversationId>> {
    let found: Option<(ConversationId,)> = fetch_optional!(
        connection,
        (ConversationId,),
        "select id from conversations where workspace_id = $1 and channel_id = $2 and contact_id = $3",
        workspace_id,
        channel_id,
        contact_id
    )?;
    Ok(found.map(|(id,)| id))
}

/// One more query for the tags of all rows, and one for the runs of those that somebody holds, if anybody does: people may hold a paused one.
async fn with_tags(connection: &mut Connection<'_>, workspace_id: WorkspaceId, rows: Vec<ConversationRow>) -> Result<Vec<Conversation>> {
    let mut contacts: Vec<ContactId> = rows.iter().map(|row| row.contact_id).collect();
    contacts.sort_unstable();
    contacts.dedup();
    let tags = tags::of_contacts(connection, workspace_id, &contacts).await?;
    let held: Vec<ConversationId> = rows.iter().filter(|row| row.holder != "none").map(|row| row.id).collect();
    let mut runs = flow_runs::holding(connection, workspace_id, &held).await?;
    Ok(rows
        .into_iter()
        .map(|row| Conversation {
            tags: tags.get(&row.contact_id).cloned().unwrap_or_default(),
            held_by: runs.remove(&row.id),
            row,
        })
        .collect())
}

impl WorkspaceTx<'_> {
    /// Begins the thread with a contact, or gives the one there is. True when it is new.
    pub async fn find_or_create_conversation(&mut self, channel_id: ChannelId, contact_id: ContactId) -> Result<(ConversationId, bool)> {
        let id = ConversationId::new();
        let (workspace_id, now) = (self.id(), self.now());
        let created = execute!(
            self,
            "insert into conversations (workspace_id, id, channel_id, contact_id, last_message_at, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $5, $5)
             on conflict (workspace_id, channel_id, contact_id) do nothing",
            workspace_id,
            id,
            channel_id,
            contact_id,
            now
        )?;
        if created > 0 {
            return Ok((id, true));
        }
        let found = self.find_conversation(channel_id, contact_id).await?;
        found.map(|id| (id, false)).ok_or(Error::NotFound("conversation"))
    }

    /// Locks the row until the transaction ends, so that what is decided from it still holds when it is written.
    pub async fn lock_conversation(&mut self, id: ConversationId) -> Result<()> {
        let workspace_id = self.id();
        let locked = execute!(
            self,
            "update conversations set version = version where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )?;
        if locked == 0 { Err(Error::NotFound("conversation")) } else { Ok(()) }
    }

    /// Gives the conversation to a member, or back to the queue.
    pub async fn set_assignee(&mut self, id: ConversationId, assignee: Option<UserId>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update conversations set assignee_id = $3, settled_at = null, version = version + 1, updated_at = $4 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            assignee,
            now
        )?;
        found(changed)
    }

    /// Opens, closes or snoozes the conversation. Closing ends the contact's waiting, and people who held the pen put it down.
    pub async fn set_conversation_status(&mut self, id: ConversationId, status: &str, snoozed_until: Option<Timestamp>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        if status == "closed" {
            self.tell_closed(id).await?;
        }
        let changed = execute!(
            self,
            "update conversations
                set status = $3, snoozed_until = $4, waiting_since = case when $3 = 'closed' then null else waiting_since end,
                    holder_epoch = case when $3 = 'closed' and holder in ('human', 'phone_app') then holder_epoch + 1 else holder_epoch end,
                    holder_since = case when $3 = 'closed' and holder in ('human', 'phone_app') then $5 else holder_since end,
                    holder = case when $3 = 'closed' and holder in ('human', 'phone_app') then 'none' else holder end,
                    settled_at = case when $3 = 'closed' then $5 else null end,
                    version = version + 1, updated_at = $5
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            status,
            snoozed_until,
            now
        )?;
        found(changed)
    }

    /// Says how much the conversation matters: -1 low, 0 normal, 1 high, 2 urgent.
    pub async fn set_priority(&mut self, id: ConversationId, priority: i64) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update conversations set priority = $3, version = version + 1, updated_at = $4 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            priority,
            now
        )?;
        found(changed)
    }

    /// A person takes the pen: automation is silent from here on. False when a person held it already.
    pub async fn take_by_human(&mut self, id: ConversationId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update conversations
                set holder = 'human', holder_epoch = holder_epoch + 1, holder_since = $3, version = version + 1, updated_at = $3
              where workspace_id = $1 and id = $2 and holder <> 'human'",
            workspace_id,
            id,
            now
        )?;
        if changed > 0 {
            self.tell_taken_over(id).await?;
        }
        Ok(changed > 0)
    }

    /// The member has read everything up to `inbound_count`; the team's marker follows the furthest reader.
    pub async fn mark_read_by(&mut self, id: ConversationId, user_id: UserId, inbound_count: i64) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        self.set_read_marker(id, user_id, inbound_count).await?;
        execute!(
            self,
            "update conversations
                set read_inbound_count = $3, version = version + 1, updated_at = $4
              where workspace_id = $1 and id = $2 and read_inbound_count < $3",
            workspace_id,
            id,
            inbound_count,
            now
        )?;
        Ok(())
    }

    /// Where this member's reading stands; lower than before marks the newest messages unread, for them alone.
    pub async fn set_read_marker(&mut self, id: ConversationId, user_id: UserId, inbound_count: i64) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into read_markers (workspace_id, conversation_id, user_id, inbound_count, read_at)
             values ($1, $2, $3, $4, $5)
             on conflict (workspace_id, conversation_id, user_id) do update set inbound_count = excluded.inbound_count, read_at = excluded.read_at",
            workspace_id,
            id,
            user_id,
            inbound_count,
            now
        )?;
        Ok(())
    }

    /// Opens what is snoozed until now or earlier, and says which.
    pub async fn wake_conversation(&mut self, id: ConversationId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update conversations
                set status = 'open', snoozed_until = null, version = version + 1, updated_at = $3
              where workspace_id = $1 and id = $2 and status = 'snoozed' and snoozed_until <= $3",
            workspace_id,
            id,
            now
        )?;
        Ok(changed > 0)
    }
}

impl System<'_> {
    /// Snoozed conversations whose time has come, of every workspace; `conversations_snoozed` holds nothing but snoozed ones.
    pub async fn due_snoozes(&self, now: Timestamp, limit: i64) -> Result<Vec<(WorkspaceId, ConversationId)>> {
        fetch_all!(
            self,
            (WorkspaceId, ConversationId),
            "select workspace_id, id from conversations where snoozed_until is not null and snoozed_until <= $1 order by snoozed_until limit $2",
            now,
            limit
        )
    }
}

impl Workspace<'_> {
    /// How many conversations each view holds, counted up to 999: each count stops after a thousand index entries, however many there are.
    pub async fn count_conversations(&self, reader: UserId) -> Result<Vec<(InboxView, i64)>> {
        let now = self.store().now();
        let mut connection = self.connection().await?;
        let rows: Vec<(i64, i64)> = build_all!(connection, (i64, i64), |query| {
            for (at, view) in InboxView::ALL.iter().enumerate() {
                if at > 0 {
                    query.push(" union all ");
                }
                query.push("select cast(").push_bind(i64::try_from(at).expect("a few views"));
                query
                    .push(" as bigint), (select count(*) from (select 1 from conversations thread where thread.workspace_id = ")
                    .push_bind(self.id());
                query.push(view.condition());
                inbox_view::push_parameters!(query, view, reader, now);
                query.push(" limit 999) counted)");
            }
        })?;
        Ok(rows
            .into_iter()
            .filter_map(|(at, count)| Some((*InboxView::ALL.get(usize::try_from(at).ok()?)?, count)))
            .collect())
    }

    /// How many contacts wait for an answer of each team; counting ends at 999. Index: `conversations_team_waiting`.
    pub async fn count_waiting_by_team(&self) -> Result<Vec<(TeamId, i64)>> {
        fetch_all!(
            self,
            (TeamId, i64),
            "select team.id,
                    (select count(*)
                       from (select 1 from conversations thread
                              where thread.workspace_id = team.workspace_id and thread.team_id = team.id
                                and thread.status = 'open' and thread.waiting_since is not null
                              limit 999) counted)
               from teams team
              where team.workspace_id = $1",
            self.id()
        )
    }
}

fn found(changed: u64) -> Result<()> {
    if changed == 0 { Err(Error::NotFound("conversation")) } else { Ok(()) }
}
