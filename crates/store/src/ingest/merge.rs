//! Two contacts turn out to be one person: everything of the first goes to the second, and the first is gone.
//!
//! Webhooks find it out by themselves when ids that belonged to two contacts are named together; people do it from the contact's page. Either way this is
//! the one place where it happens, in the lock order of [`crate::tx`]: contacts, outbox, messages, conversations. Rare, so it is done one by one.

use std::collections::BTreeSet;

use model::{ChannelId, ContactId, ConversationId, Timestamp};
use serde_json::{Map, Value};

use super::threads::Thread;
use crate::contacts::search_text;
use crate::db::{execute, fetch_all, fetch_optional, row};
use crate::{Error, Result, WorkspaceTx};

/// Which fields come from the contact that goes, where both have one. What only one of them has is kept in any case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergeChoices {
    /// `name`, `email`, `locale`, or `attributes.` and the name of a field.
    pub take: BTreeSet<String>,
}

/// What a merge did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The contact that is gone.
    pub from: ContactId,
    /// The contact it was.
    pub into: ContactId,
    /// Threads that went into others: the first is gone.
    pub threads: Vec<(ConversationId, ConversationId)>,
    /// Threads that only changed their contact.
    pub moved_threads: Vec<ConversationId>,
    /// How many messages changed their thread.
    pub messages: u64,
    /// Ids that changed their contact, by kind.
    pub identities: Vec<(String, String)>,
}

row! {
    struct Person {
        id: ContactId,
        name: Option<String>,
        book_name: Option<String>,
        profile_name: String,
        named_at: Option<Timestamp>,
        email: Option<String>,
        locale: Option<String>,
        attributes: String,
        opted_out_at: Option<Timestamp>,
        marketing_opted_out_at: Option<Timestamp>,
        blocked_at: Option<Timestamp>,
        last_seen_at: Option<Timestamp>,
        created_at: Timestamp,
    }
}

impl WorkspaceTx<'_> {
    /// Merges `from` into `into`: ids, tags, fields, wishes, and the threads with all they hold. [`Error::Gone`] when one of them is no more.
    pub async fn merge_contacts(&mut self, from: ContactId, into: ContactId, choices: &MergeChoices) -> Result<Merged> {
        if from == into || self.lock_contacts(&[from, into]).await?.len() < 2 {
            return Err(Error::Gone("contact"));
        }
        let identities = self.move_identities(from, into).await?;
        self.move_wishes(from, into).await?;
        let threads = self.threads_of(from, into).await?;
        let mut merged = Merged {
            from,
            into,
            threads: Vec::new(),
            moved_threads: Vec::new(),
            messages: 0,
            identities,
        };
        for (thread, _, other) in threads {
            match other {
                Some(other) => {
                    merged.messages += self.merge_threads(thread, other).await?;
                    merged.threads.push((thread, other));
                }
                None => {
                    self.give_thread(thread, into).await?;
                    merged.moved_threads.push(thread);
                }
            }
        }
        self.merge_fields(from, into, choices).await?;
        self.note_merge(from, into).await?;
        let workspace_id = self.id();
        execute!(self, "delete from contacts where workspace_id = $1 and id = $2", workspace_id, from)?;
        Ok(merged)
    }

    /// Into which contact this one went, if it did.
    pub async fn find_merge(&mut self, from: ContactId) -> Result<Option<ContactId>> {
        let workspace_id = self.id();
        let found: Option<(ContactId,)> = fetch_optional!(
            self,
            (ContactId,),
            "select into_id from contact_merges where workspace_id = $1 and from_id = $2",
            workspace_id,
            from
        )?;
        Ok(found.map(|(id,)| id))
    }

    async fn threads_of(&mut self, from: ContactId, into: ContactId) -> Result<Vec<(ConversationId, ChannelId, Option<ConversationId>)>> {
        let workspace_id = self.id();
        fetch_all!(
            self,
            (ConversationId, ChannelId, Option<ConversationId>),
            "select own.id, own.channel_id, other.id
               from conversations own
               left join conversations other
                 on other.workspace_id = own.workspace_id and other.channel_id = own.channel_id and other.contact_id = $3
              where own.workspace_id = $1 and own.contact_id = $2
              order by own.id",
            workspace_id,
            from,
            into
        )
    }

    async fn move_identities(&mut self, from: ContactId, into: ContactId) -> Result<Vec<(String, String)>> {
        let workspace_id = self.id();
        fetch_all!(
            self,
            (String, String),
            "update contact_identities set contact_id = $3 where workspace_id = $1 and contact_id = $2 returning kind, value",
            workspace_id,
            from,
            into
        )
    }

    /// Tags, and what was written down about consent: what people decided counts for the person, whichever contact they decided it on.
    async fn move_wishes(&mut self, from: ContactId, into: ContactId) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "insert into contact_tags (workspace_id, contact_id, tag_id, created_at)
             select workspace_id, $3, tag_id, created_at from contact_tags where workspace_id = $1 and contact_id = $2
             on conflict do nothing",
            workspace_id,
            from,
            into
        )?;
        for statement in [
            "update opt_out_entries set contact_id = $3 where workspace_id = $1 and contact_id = $2",
            "update submissions set contact_id = $3 where workspace_id = $1 and contact_id = $2",
            "update wa_flow_tokens set contact_id = $3 where workspace_id = $1 and contact_id = $2",
            "update flow_exchanges set contact_id = $3 where workspace_id = $1 and contact_id = $2",
        ] {
            execute!(self, statement, workspace_id, from, into)?;
        }
        Ok(())
    }

    /// A thread the other contact has none beside: it only changes its contact.
    async fn give_thread(&mut self, thread: ConversationId, into: ContactId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update conversations set contact_id = $3, version = version + 1, updated_at = $4 where workspace_id = $1 and id = $2",
            workspace_id,
            thread,
            into,
            now
        )?;
        Ok(())
    }

    async fn merge_fields(&mut self, from: ContactId, into: ContactId, choices: &MergeChoices) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let people: Vec<Person> = fetch_all!(
            self,
            Person,
            "select id, name, book_name, profile_name, named_at, email, locale, attributes, opted_out_at, marketing_opted_out_at, blocked_at,
                    last_seen_at, created_at
               from contacts where workspace_id = $1 and id in ($2, $3)",
            workspace_id,
            from,
            into
        )?;
        let of = |id: ContactId| people.iter().find(|person| person.id == id).ok_or(Error::Gone("contact"));
        let (gone, kept) = (of(from)?, of(into)?);
        let latest = |kind: &'static str| (kind, into);
        let phone = self.latest_identity(latest("phone")).await?;
        let username = self.latest_identity(latest("username")).await?;
        let pick = |field: &str, kept: &Option<String>, gone: &Option<String>| {
            let (first, second) = if choices.take.contains(field) { (gone, kept) } else { (kept, gone) };
            first.clone().or_else(|| second.clone())
        };
        let name = pick("name", &kept.name, &gone.name);
        let email = pick("email", &kept.email, &gone.email);
        let book_name = kept.book_name.clone().or_else(|| gone.book_name.clone());
        let newer = if gone.named_at > kept.named_at || kept.profile_name.is_empty() {
            gone
        } else {
            kept
        };
        let earliest = |one: Option<Timestamp>, other: Option<Timestamp>| one.into_iter().chain(other).min();
        let search = search_text(
            name.as_deref().or(book_name.as_deref()),
            &newer.profile_name,
            phone.as_deref(),
            username.as_deref(),
            email.as_deref(),
        );
        execute!(
            self,
            "update contacts
                set name = $3, book_name = $4, profile_name = $5, named_at = $6, phone = $7, username = $8, email = $9, locale = $10, attributes = $11,
                    opted_out_at = $12, marketing_opted_out_at = $13, blocked_at = $14, last_seen_at = $15, created_at = $16, search_text = $17,
                    version = version + 1, updated_at = $18
              where workspace_id = $1 and id = $2",
            workspace_id,
            into,
            name,
            book_name,
            newer.profile_name.as_str(),
            newer.named_at,
            phone,
            username,
            email,
            pick("locale", &kept.locale, &gone.locale),
            attributes(&kept.attributes, &gone.attributes, choices),
            earliest(kept.opted_out_at, gone.opted_out_at),
            earliest(kept.marketing_opted_out_at, gone.marketing_opted_out_at),
            earliest(kept.blocked_at, gone.blocked_at),
            kept.last_seen_at.max(gone.last_seen_at),
            kept.created_at.min(gone.created_at),
            search.as_str(),
            now
        )?;
        Ok(())
    }

    /// Of a contact's ids of one kind the one that was seen last, as it is written.
    pub(crate) async fn latest_identity(&mut self, (kind, contact): (&str, ContactId)) -> Result<Option<String>> {
        let workspace_id = self.id();
        let found: Option<(String,)> = fetch_optional!(
            self,
            (String,),
            "select coalesce(given, value) from contact_identities
              where workspace_id = $1 and contact_id = $2 and kind = $3
              order by last_seen_at desc, value desc limit 1",
            workspace_id,
            contact,
            kind
        )?;
        Ok(found.map(|(value,)| value))
    }

    /// Writes down where the contact went, and lets what pointed to it point there.
    async fn note_merge(&mut self, from: ContactId, into: ContactId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update contact_merges set into_id = $3 where workspace_id = $1 and into_id = $2",
            workspace_id,
            from,
            into
        )?;
        execute!(
            self,
            "insert into contact_merges (workspace_id, from_id, into_id, at) values ($1, $2, $3, $4)
             on conflict (workspace_id, from_id) do update set into_id = excluded.into_id, at = excluded.at",
            workspace_id,
            from,
            into,
            now
        )?;
        execute!(
            self,
            "insert into identity_moves (workspace_id, kind, value, from_id, to_id, at)
             select workspace_id, kind, value, case when from_id = $2 then $3 else from_id end, case when to_id = $2 then $3 else to_id end, at
               from identity_moves
              where workspace_id = $1 and ((from_id = $2 and to_id <> $3) or (to_id = $2 and from_id <> $3))
             on conflict do nothing",
            workspace_id,
            from,
            into
        )?;
        execute!(
            self,
            "insert into contact_distinctions (workspace_id, one_id, other_id, by_id, at)
             select workspace_id, case when peer < $3 then peer else $3 end, case when peer < $3 then $3 else peer end, by_id, at
               from (select workspace_id, case when one_id = $2 then other_id else one_id end as peer, by_id, at
                       from contact_distinctions where workspace_id = $1 and (one_id = $2 or other_id = $2)) pairs
              where peer <> $3
             on conflict do nothing",
            workspace_id,
            from,
            into
        )?;
        Ok(())
    }

    /// Writes down where the thread went, and lets links to threads that went into it lead there too.
    async fn note_thread_merge(&mut self, from: ConversationId, into: ConversationId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update conversation_merges set into_id = $3 where workspace_id = $1 and into_id = $2",
            workspace_id,
            from,
            into
        )?;
        execute!(
            self,
            "insert into conversation_merges (workspace_id, from_id, into_id, at) values ($1, $2, $3, $4)
             on conflict (workspace_id, from_id) do update set into_id = excluded.into_id, at = excluded.at",
            workspace_id,
            from,
            into,
            now
        )?;
        Ok(())
    }

    /// One thread of two. Gives how many messages moved.
    async fn merge_threads(&mut self, from: ConversationId, into: ConversationId) -> Result<u64> {
        let mut messages = self.move_messages(from, into).await?;
        let (workspace_id, now) = (self.id(), self.now());
        let mut both = self.seize_threads(from, into).await?;
        // What was stored while we waited for the threads comes along too; from here on nothing can join the thread that goes.
        messages += self.move_messages(from, into).await?;
        // Automation of the thread that goes ends; its trail comes along.
        execute!(
            self,
            "update flow_runs
                set status = 'ended', result = 'cancelled', active = 0, wake_at = null, ended_at = $3, updated_at = $3
              where workspace_id = $1 and conversation_id = $2 and ended_at is null",
            workspace_id,
            from,
            now
        )?;
        for statement in [
            "update notes set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            "update notifications set conversation_id = $3
              where workspace_id = $1 and conversation_id = $2
                and (read_at is not null
                     or not exists (select 1 from notifications kept
                                     where kept.workspace_id = $1 and kept.conversation_id = $3 and kept.user_id = notifications.user_id
                                       and kept.kind = notifications.kind and kept.read_at is null))",
            "update drafts set conversation_id = $3
              where workspace_id = $1 and conversation_id = $2
                and not exists (select 1 from drafts kept
                                 where kept.workspace_id = $1 and kept.conversation_id = $3 and kept.user_id = drafts.user_id and kept.box = drafts.box)",
            "update scheduled_messages set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            "update submissions set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            "update wa_flow_tokens set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            "update flow_runs set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            "update flow_inputs set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
        ] {
            execute!(self, statement, workspace_id, from, into)?;
        }
        execute!(
            self,
            "insert into read_markers (workspace_id, conversation_id, user_id, inbound_count, read_at)
             select $1, $3, reader.user_id,
                    sum(coalesce(marker.inbound_count, thread.read_inbound_count)), max(reader.read_at)
               from (select user_id, max(read_at) as read_at from read_markers
                      where workspace_id = $1 and conversation_id in ($2, $3) group by user_id) reader
               join conversations thread on thread.workspace_id = $1 and thread.id in ($2, $3)
               left join read_markers marker
                 on marker.workspace_id = $1 and marker.conversation_id = thread.id and marker.user_id = reader.user_id
              where true
              group by reader.user_id
             on conflict (workspace_id, conversation_id, user_id) do update set inbound_count = excluded.inbound_count, read_at = excluded.read_at",
            workspace_id,
            from,
            into
        )?;
        let (Some(gone), Some(mut kept)) = (take(&mut both, from), take(&mut both, into)) else {
            return Err(Error::Gone("conversation"));
        };
        join(&mut kept, &gone);
        self.update_threads(std::slice::from_ref(&kept)).await?;
        execute!(
            self,
            "update conversations
                set assignee_id = coalesce(conversations.assignee_id, other.assignee_id), team_id = coalesce(conversations.team_id, other.team_id),
                    priority = case when conversations.priority = 0 then other.priority else conversations.priority end,
                    read_inbound_count = conversations.read_inbound_count + other.read_inbound_count,
                    created_at = case when other.created_at < conversations.created_at then other.created_at else conversations.created_at end,
                    updated_at = $4
               from conversations other
              where conversations.workspace_id = $1 and conversations.id = $3 and other.workspace_id = $1 and other.id = $2",
            workspace_id,
            from,
            into,
            now
        )?;
        self.tell_taken_over(into).await?;
        self.show_last_message(into).await?;
        self.move_in_search(from, into).await?;
        self.note_thread_merge(from, into).await?;
        execute!(self, "delete from conversations where workspace_id = $1 and id = $2", workspace_id, from)?;
        Ok(messages)
    }

    async fn move_messages(&mut self, from: ConversationId, into: ConversationId) -> Result<u64> {
        let workspace_id = self.id();
        execute!(
            self,
            "update outbox set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            workspace_id,
            from,
            into
        )?;
        execute!(
            self,
            "update messages set conversation_id = $3 where workspace_id = $1 and conversation_id = $2",
            workspace_id,
            from,
            into
        )
    }
}

fn take(threads: &mut Vec<Thread>, id: ConversationId) -> Option<Thread> {
    let at = threads.iter().position(|thread| thread.id == id)?;
    Some(threads.swap_remove(at))
}

/// The two sets of fields in one; where both have a field, the one that was chosen.
fn attributes(kept: &str, gone: &str, choices: &MergeChoices) -> String {
    let fields = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let mut all = fields(kept);
    for (name, value) in fields(gone) {
        if choices.take.contains(&format!("attributes.{name}")) || !all.contains_key(&name) {
            all.insert(name, value);
        }
    }
    Value::Object(all).to_string()
}

/// What the one thread is after the other went into it.
///
/// - It is open when one of them was; else snoozed, until the earlier time, when one of them was; else closed.
/// - A person or the phone app that held one of them holds it. Automation that ran in the thread that goes does not go on in the other.
/// - The contact waits since the earlier time, unless the newest message of both is ours.
/// - The service window, the free entry point and the counts are those of both together.
fn join(kept: &mut Thread, gone: &Thread) {
    let rank = |status: &str| match status {
        "open" => 2,
        "snoozed" => 1,
        _ => 0,
    };
    if rank(&gone.status) > rank(&kept.status) {
        kept.status.clone_from(&gone.status);
        kept.snoozed_until = gone.snoozed_until;
    } else if kept.status == "snoozed" && gone.status == "snoozed" {
        kept.snoozed_until = kept.snoozed_until.into_iter().chain(gone.snoozed_until).min();
    }
    let by_hand = |holder: &str| match holder {
        "human" => 2,
        "phone_app" => 1,
        _ => 0,
    };
    let holder = if by_hand(&gone.holder) > by_hand(&kept.holder) {
        &gone.holder
    } else {
        &kept.holder
    }
    .clone();
    if holder != kept.holder {
        kept.holder = holder;
        kept.holder_epoch = kept.holder_epoch.max(gone.holder_epoch) + 1;
    }
    let newest = if gone.last_message_id.is_some() && gone.last_message_at > kept.last_message_at {
        gone
    } else {
        &*kept
    };
    let answered = newest.last_message_direction == "outbound";
    kept.waiting_since = kept.waiting_since.into_iter().chain(gone.waiting_since).min().filter(|_| !answered);
    if gone.last_inbound_at > kept.last_inbound_at {
        kept.last_inbound_at = gone.last_inbound_at;
        kept.last_inbound_wamid.clone_from(&gone.last_inbound_wamid);
    }
    kept.window_expires_at = kept.window_expires_at.max(gone.window_expires_at);
    kept.free_entry_until = kept.free_entry_until.max(gone.free_entry_until);
    kept.inbound_count += gone.inbound_count;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(holder: &str, status: &str) -> Thread {
        Thread {
            id: ConversationId::new(),
            contact_id: ContactId::new(),
            status: status.to_owned(),
            snoozed_until: (status == "snoozed").then(|| Timestamp::from_seconds(100)),
            holder: holder.to_owned(),
            holder_epoch: 3,
            last_message_id: Some(model::MessageId::new()),
            last_message_at: Timestamp::from_seconds(10),
            last_message_preview: String::new(),
            last_message_kind: "text".to_owned(),
            last_message_direction: "inbound".to_owned(),
            last_message_author: "contact".to_owned(),
            last_message_status: "received".to_owned(),
            last_inbound_at: Some(Timestamp::from_seconds(10)),
            last_inbound_wamid: None,
            window_expires_at: None,
            free_entry_until: None,
            waiting_since: Some(Timestamp::from_seconds(10)),
            inbound_count: 2,
        }
    }

    #[track_caller]
    fn check(kept: (&str, &str), gone: (&str, &str), expected: (&str, &str, i64)) {
        let (mut one, other) = (thread(kept.0, kept.1), thread(gone.0, gone.1));
        join(&mut one, &other);
        assert_eq!(
            (one.holder.as_str(), one.status.as_str(), one.holder_epoch),
            expected,
            "{kept:?} + {gone:?}"
        );
    }

    #[test]
    fn a_person_keeps_the_pen_and_the_busier_state_wins() {
        check(("none", "closed"), ("human", "open"), ("human", "open", 4));
        check(("bot", "open"), ("phone_app", "closed"), ("phone_app", "open", 4));
        check(("human", "closed"), ("bot", "closed"), ("human", "closed", 3));
        // Automation of the thread that goes ends; that of the one that stays goes on.
        check(("none", "snoozed"), ("bot", "closed"), ("none", "snoozed", 3));
        check(("bot", "closed"), ("none", "snoozed"), ("bot", "snoozed", 3));
    }

    #[test]
    fn the_contact_waits_unless_the_newest_word_is_ours() {
        let (mut one, mut other) = (thread("none", "open"), thread("none", "open"));
        one.waiting_since = Some(Timestamp::from_seconds(7));
        join(&mut one, &other);
        assert_eq!((one.waiting_since, one.inbound_count), (Some(Timestamp::from_seconds(7)), 4));
        "outbound".clone_into(&mut other.last_message_direction);
        other.last_message_at = Timestamp::from_seconds(11);
        join(&mut one, &other);
        assert_eq!(one.waiting_since, None);
    }

    #[test]
    fn fields_of_both_are_kept_and_conflicts_are_chosen() {
        let choose = |field: &str| MergeChoices {
            take: [field.to_owned()].into(),
        };
        let (kept, gone) = (r#"{"city":"Lima","plan":"gold"}"#, r#"{"city":"Quito","age":7}"#);
        assert_eq!(
            attributes(kept, gone, &MergeChoices::default()),
            r#"{"age":7,"city":"Lima","plan":"gold"}"#
        );
        assert_eq!(
            attributes(kept, gone, &choose("attributes.city")),
            r#"{"age":7,"city":"Quito","plan":"gold"}"#
        );
    }
}
