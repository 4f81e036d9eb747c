//! What a flow may know when it moves, in one query.

use model::{ChannelId, ContactId, ConversationId, Timestamp, UserId};

use crate::db::{fetch_optional, row};
use crate::{Result, WorkspaceTx};

row! {
    /// A conversation, its contact, its number and its workspace.
    pub struct FlowFacts {
        /// The thread.
        pub conversation_id: ConversationId,
        /// The number it runs on.
        pub channel_id: ChannelId,
        /// `open`, `snoozed` or `closed`.
        pub status: String,
        /// Who takes care of it.
        pub assignee_id: Option<UserId>,
        /// -1 low, 0 normal, 1 high, 2 urgent.
        pub priority: i64,
        /// `human`, `bot`, `phone_app` or `none`.
        pub holder: String,
        /// Grows when people take the pen or give it back.
        pub holder_epoch: i64,
        /// When something was last said, by whomever.
        pub last_message_at: Timestamp,
        /// When the contact last wrote.
        pub last_inbound_at: Option<Timestamp>,
        /// When Meta closes the service window.
        pub window_expires_at: Option<Timestamp>,
        /// Messages of the contact so far.
        pub inbound_count: i64,
        /// With whom.
        pub contact_id: ContactId,
        /// The name the team or the address book gave.
        pub name: Option<String>,
        /// The name they show.
        pub profile_name: String,
        /// Digits of their phone.
        pub phone: Option<String>,
        /// Their username.
        pub username: Option<String>,
        /// E-mail address.
        pub email: Option<String>,
        /// Language tag.
        pub locale: Option<String>,
        /// The workspace's own fields, JSON.
        pub attributes: String,
        /// When they asked for silence.
        pub opted_out_at: Option<Timestamp>,
        /// When they asked for no more marketing.
        pub marketing_opted_out_at: Option<Timestamp>,
        /// When the workspace blocked them.
        pub blocked_at: Option<Timestamp>,
        /// They have an id to write to besides a phone.
        pub has_user_id: bool,
        /// The number has a token.
        pub has_access_token: bool,
        /// The workspace's name.
        pub workspace_name: String,
        /// IANA name.
        pub time_zone: String,
        /// Its policies, JSON.
        pub settings: String,
        /// What its flows share, JSON.
        pub globals: String,
        /// Its opening hours, JSON.
        pub calendars: String,
        /// Words that come before any flow, JSON.
        pub keywords: String,
        /// Messages that flows sent in this thread within the hour, counted up to the cap.
        pub sent_in_hour: i64,
    }
}

const FACTS: &str = "
select thread.id as conversation_id, thread.channel_id, thread.status, thread.assignee_id, thread.priority, thread.holder, thread.holder_epoch,
       thread.last_message_at, thread.last_inbound_at, thread.window_expires_at, thread.inbound_count, thread.contact_id,
       coalesce(contact.name, contact.book_name) as name, contact.profile_name, contact.phone, contact.username, contact.email, contact.locale,
       contact.attributes, contact.opted_out_at, contact.marketing_opted_out_at, contact.blocked_at,
       exists (select 1 from contact_identities known where known.workspace_id = $1 and known.contact_id = contact.id and known.kind = 'bsuid') as has_user_id,
       channel.access_token is not null as has_access_token, workspace.name as workspace_name, workspace.time_zone, workspace.settings,
       coalesce(shared.globals, '{}') as globals, coalesce(shared.calendars, '{}') as calendars, coalesce(shared.keywords, '{}') as keywords,
       (select count(*) from (select 1 from messages sent
                               where sent.workspace_id = $1 and sent.conversation_id = thread.id and sent.author_kind = 'flow' and sent.sent_at > $3
                               limit $4) lately) as sent_in_hour
  from conversations thread
  join contacts contact on contact.workspace_id = $1 and contact.id = thread.contact_id
  join channels channel on channel.workspace_id = $1 and channel.id = thread.channel_id
  join workspaces workspace on workspace.id = $1
  left join flow_settings shared on shared.workspace_id = $1
 where thread.workspace_id = $1 and thread.id = $2";

impl WorkspaceTx<'_> {
    /// What flows may know of a thread. Messages of flows since `since` are counted up to `most`.
    pub async fn find_flow_facts(&mut self, id: ConversationId, since: Timestamp, most: i64) -> Result<Option<FlowFacts>> {
        let workspace_id = self.id();
        fetch_optional!(self, FlowFacts, FACTS, workspace_id, id, since, most)
    }

    /// When the contact wrote before `at`; nothing when never. The thread's index is walked backwards to the first message of theirs.
    pub async fn previous_inbound_at(&mut self, id: ConversationId, at: Timestamp) -> Result<Option<Timestamp>> {
        let workspace_id = self.id();
        let found: Option<(Timestamp,)> = fetch_optional!(
            self,
            (Timestamp,),
            "select sent_at from messages
              where workspace_id = $1 and conversation_id = $2 and direction = 'inbound' and author_kind = 'contact' and sent_at < $3
              order by sent_at desc, id desc limit 1",
            workspace_id,
            id,
            at
        )?;
        Ok(found.map(|(at,)| at))
    }
}
