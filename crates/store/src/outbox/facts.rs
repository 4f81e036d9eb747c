//! Everything the send policy and the call to Meta need to know, in one query.

use model::{ChannelId, ContactId, ConversationId, MediaId, MessageId, Timestamp};

use crate::db::{fetch_optional, row};
use crate::{Result, Workspace, WorkspaceTx};

row! {
    /// What is true of a conversation, its contact and its channel now.
    pub struct SendFacts {
        /// The number to send from.
        pub channel_id: ChannelId,
        /// Meta's id of that number.
        pub phone_number_id: String,
        /// `meta` or `simulator`.
        pub channel_kind: String,
        /// There is a token.
        pub has_access_token: bool,
        /// Meta refused the token; the channel's queue is paused.
        pub degraded_code: Option<String>,
        /// Whom to write to.
        pub contact_id: ContactId,
        /// Their phone, digits with country code.
        pub phone: Option<String>,
        /// Their business-scoped user id.
        pub user_id: Option<String>,
        /// When they asked for silence.
        pub opted_out_at: Option<Timestamp>,
        /// When they asked for no more marketing.
        pub marketing_opted_out_at: Option<Timestamp>,
        /// When the workspace blocked them.
        pub blocked_at: Option<Timestamp>,
        /// When Meta closes the service window.
        pub window_expires_at: Option<Timestamp>,
        /// The last message they sent, to mark read and to type under.
        pub last_inbound_wamid: Option<String>,
        /// When they sent it.
        pub last_inbound_at: Option<Timestamp>,
        /// Grows when people take the pen or give it back.
        pub holder_epoch: i64,
        /// The workspace's policies, JSON.
        pub settings: String,
    }
}

row! {
    /// A message as it has to go out.
    pub struct OutboundMessage {
        /// The thread.
        pub conversation_id: ConversationId,
        /// `agent`, `flow` or `api`.
        pub author_kind: String,
        /// WhatsApp's word for the kind.
        pub kind: String,
        /// The kind's own object, JSON.
        pub content: String,
        /// The quoted message.
        pub reply_to_wamid: Option<String>,
        /// The file it carries.
        pub media_id: Option<MediaId>,
        /// A person wrote in spite of the opt-out.
        pub opt_out_overridden: bool,
        /// The pen's epoch under which automation decided it.
        pub holder_epoch: Option<i64>,
    }
}

const FACTS: &str = "
select conversations.channel_id, channels.phone_number_id, channels.kind as channel_kind,
       channels.access_token is not null as has_access_token, channels.degraded_code,
       conversations.contact_id, contacts.phone,
       (select value from contact_identities
         where workspace_id = $1 and contact_id = contacts.id and kind = 'bsuid' order by last_seen_at desc limit 1) as user_id,
       contacts.opted_out_at, contacts.marketing_opted_out_at, contacts.blocked_at, conversations.window_expires_at, conversations.last_inbound_wamid,
       conversations.last_inbound_at, conversations.holder_epoch, workspaces.settings
  from conversations
  join channels on channels.workspace_id = $1 and channels.id = conversations.channel_id
  join contacts on contacts.workspace_id = $1 and contacts.id = conversations.contact_id
  join workspaces on workspaces.id = $1
 where conversations.workspace_id = $1 and conversations.id = $2";

const OUTBOUND: &str = "
select messages.conversation_id, messages.author_kind, messages.kind, messages.content, messages.reply_to_wamid, messages.media_id,
       outbox.opt_out_overridden, outbox.holder_epoch
  from messages
  join outbox on outbox.workspace_id = $1 and outbox.message_id = messages.id
 where messages.workspace_id = $1 and messages.id = $2";

impl Workspace<'_> {
    /// The facts of a conversation.
    pub async fn find_send_facts(&self, id: ConversationId) -> Result<Option<SendFacts>> {
        fetch_optional!(self, SendFacts, FACTS, self.id(), id)
    }

    /// A message that is in the outbox.
    pub async fn find_outbound_message(&self, id: MessageId) -> Result<Option<OutboundMessage>> {
        fetch_optional!(self, OutboundMessage, OUTBOUND, self.id(), id)
    }

    /// The wamid and thread of any message, to quote or to react to.
    pub async fn find_wamid(&self, id: MessageId) -> Result<Option<(ConversationId, Option<String>)>> {
        fetch_optional!(
            self,
            (ConversationId, Option<String>),
            "select conversation_id, wamid from messages where workspace_id = $1 and id = $2",
            self.id(),
            id
        )
    }
}

impl WorkspaceTx<'_> {
    /// The facts of a conversation, as this transaction sees them.
    pub async fn find_send_facts(&mut self, id: ConversationId) -> Result<Option<SendFacts>> {
        let workspace_id = self.id();
        fetch_optional!(self, SendFacts, FACTS, workspace_id, id)
    }
}
