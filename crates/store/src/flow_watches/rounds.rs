//! What a clock of flows looks through, a page at a time: contacts of a schedule, conversations that rest, messages nobody read.

use model::{ChannelId, ContactId, ConversationId, MessageId, Timestamp};

use crate::db::{build_all, fetch_all, row};
use crate::{Result, WorkspaceTx};

row! {
    /// A contact a schedule may be for.
    #[derive(PartialEq, Eq)]
    pub struct AudienceRow {
        /// Who.
        pub contact_id: ContactId,
        /// Their thread on the number, when there is one.
        pub conversation_id: Option<ConversationId>,
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
        /// `open`, `snoozed` or `closed`, when there is a thread.
        pub status: Option<String>,
    }
}

row! {
    /// A conversation in which nobody wrote for a while.
    #[derive(PartialEq, Eq)]
    pub struct Rested {
        /// Which.
        pub conversation_id: ConversationId,
        /// Since when.
        pub last_message_at: Timestamp,
        /// When the contact last wrote.
        pub last_inbound_at: Option<Timestamp>,
    }
}

row! {
    /// A message that lies on the phone and was not read.
    #[derive(PartialEq, Eq)]
    pub struct Unread {
        /// Which.
        pub message_id: MessageId,
        /// In which thread.
        pub conversation_id: ConversationId,
        /// When it was sent.
        pub sent_at: Timestamp,
    }
}

impl WorkspaceTx<'_> {
    /// Contacts after `after` in the order of their ids, with one of these labels (none named: all) and none of those. Blocked ones are left out.
    pub async fn list_flow_audience(
        &mut self,
        channel: ChannelId,
        any_tag: &[String],
        no_tag: &[String],
        after: Option<ContactId>,
        limit: i64,
    ) -> Result<Vec<AudienceRow>> {
        let workspace_id = self.id();
        build_all!(self, AudienceRow, |query| {
            query.push(
                "select contact.id as contact_id, thread.id as conversation_id, coalesce(contact.name, contact.book_name) as name,
                        contact.profile_name, contact.phone, contact.username, contact.email, contact.locale, contact.attributes, thread.status
                   from contacts contact
                   left join conversations thread on thread.workspace_id = contact.workspace_id and thread.contact_id = contact.id
                    and thread.channel_id = ",
            );
            query.push_bind(channel).push(" where contact.workspace_id = ").push_bind(workspace_id);
            query.push(" and contact.blocked_at is null");
            if let Some(after) = after {
                query.push(" and contact.id > ").push_bind(after);
            }
            for (tags, word) in [(any_tag, " and exists"), (no_tag, " and not exists")] {
                if tags.is_empty() {
                    continue;
                }
                query.push(word).push(
                    " (select 1 from contact_tags put join tags tag on tag.workspace_id = put.workspace_id and tag.id = put.tag_id
                        where put.workspace_id = contact.workspace_id and put.contact_id = contact.id and lower(tag.name) in (",
                );
                for (at, tag) in tags.iter().enumerate() {
                    query.push(if at == 0 { "" } else { ", " }).push_bind(tag.trim().to_lowercase());
                }
                query.push("))");
            }
            query.push(" order by contact.id limit ").push_bind(limit);
        })
    }

    /// Open conversations whose last message came after the mark and no later than `until`, in that order: `conversations_recent` holds it.
    pub async fn list_rested(&mut self, mark: (Timestamp, ConversationId), until: Timestamp, limit: i64) -> Result<Vec<Rested>> {
        let workspace_id = self.id();
        fetch_all!(
            self,
            Rested,
            "select id as conversation_id, last_message_at, last_inbound_at from conversations
              where workspace_id = $1 and status = 'open' and (last_message_at, id) > ($2, $3) and last_message_at <= $4
              order by last_message_at, id limit $5",
            workspace_id,
            mark.0,
            mark.1,
            until,
            limit
        )
    }

    /// Messages of people and programs, not of flows, that were sent after the mark and no later than `until` and lie on the phone unread, in that order:
    /// `messages_sent` is read from the mark on.
    pub async fn list_unread_messages(&mut self, mark: (Timestamp, MessageId), until: Timestamp, limit: i64) -> Result<Vec<Unread>> {
        let workspace_id = self.id();
        fetch_all!(
            self,
            Unread,
            "select id as message_id, conversation_id, sent_at from messages
              where workspace_id = $1 and sent_at >= $2 and (sent_at > $2 or id > $3) and sent_at <= $4
                and direction = 'outbound' and status = 'delivered' and author_kind <> 'flow'
              order by sent_at, id limit $5",
            workspace_id,
            mark.0,
            mark.1,
            until,
            limit
        )
    }
}
