//! Everything known about one message, in a bounded number of index reads.

use model::{AuditId, ChannelId, ContactId, ConversationId, MediaId, MessageId, Timestamp, UserId, WebhookEventId};

use crate::db::{build_all, fetch_all, fetch_optional, row};
use crate::{Error, Result, Workspace};

/// Deliveries of a page; a message has one or two, unless somebody replays wildly.
const DELIVERIES: i64 = 25;
/// Attempts, reports and acts of people that are read at most.
const MOST: i64 = 100;
const TAG: &str = "provenance.deliveries";

row! {
    /// The message's own row, as far as it tells its story.
    pub struct ProvenanceMessage {
        /// Its id, which its client may have made.
        pub id: MessageId,
        /// The number.
        pub channel_id: ChannelId,
        /// The thread.
        pub conversation_id: ConversationId,
        /// The contact of the thread.
        pub contact_id: ContactId,
        /// Meta's id of it.
        pub wamid: Option<String>,
        /// `inbound` or `outbound`.
        pub direction: String,
        /// `contact`, `agent`, `flow`, `api`, `phone_app` or `system`.
        pub author_kind: String,
        /// Whose id, by `author_kind`.
        pub author_id: Option<uuid::Uuid>,
        /// The member's name.
        pub author_name: Option<String>,
        /// WhatsApp's word for its kind.
        pub kind: String,
        /// A word of `MessageStatus`.
        pub status: String,
        /// Why it failed, JSON.
        pub error: Option<String>,
        /// The delivery that brought it.
        pub webhook_event_id: Option<WebhookEventId>,
        /// By which rules it found its place, JSON.
        pub decided: Option<String>,
        /// The word by which the contact opted out or in, when it was one.
        pub opt_out_word: Option<String>,
        /// Its file.
        pub media_id: Option<MediaId>,
        /// When it was sent.
        pub sent_at: Timestamp,
        /// When we first saw it.
        pub created_at: Timestamp,
        /// Its place in the outbox: `queued`, `dispatching`, `accepted`, `failed`, `unknown`, `held`.
        pub outbox_state: Option<String>,
        /// When it was queued, the last time.
        pub queued_at: Option<Timestamp>,
        /// When it is tried next, while it waits.
        pub next_attempt_at: Option<Timestamp>,
        /// How long the phone shows "typing" before it.
        pub typing_pause_ms: Option<i64>,
        /// A person wrote in spite of the opt-out.
        pub opt_out_overridden: Option<bool>,
        /// The service window's end, as the policy saw it when the message was queued.
        pub policy_window_expires_at: Option<Timestamp>,
        /// When the contact had asked for silence, as the policy saw it then.
        pub policy_opted_out_at: Option<Timestamp>,
        /// When the contact had been blocked, as the policy saw it then.
        pub policy_blocked_at: Option<Timestamp>,
    }
}

/// A delivery that carried the message.
#[derive(Debug, Clone)]
pub struct ProvenanceDelivery {
    /// The delivery.
    pub event_id: WebhookEventId,
    /// It was the first to bring it.
    pub is_first: bool,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Hash of its bytes; nothing once it was deleted.
    pub body_hash: Option<Vec<u8>>,
    /// How often Meta sent the same bytes.
    pub delivery_count: Option<i64>,
    /// `current` or `previous`.
    pub signed_with: Option<String>,
    /// Meta's id of the app that signed it.
    pub app_id: Option<String>,
    /// `accepted`, `done`, `dead` or `discarded`.
    pub state: Option<String>,
    /// How often processing was tried.
    pub attempts: Option<i64>,
    /// When it was processed.
    pub done_at: Option<Timestamp>,
}

row! {
    /// What is kept of a delivery.
    struct KnownDelivery {
        id: WebhookEventId,
        received_at: Timestamp,
        body_hash: Vec<u8>,
        delivery_count: i64,
        signed_with: Option<String>,
        app_id: String,
        state: String,
        attempts: i64,
        done_at: Option<Timestamp>,
    }
}

row! {
    /// One call to Meta.
    pub struct ProvenanceAttempt {
        /// 1 for the first.
        pub attempt: i64,
        /// How it ended.
        pub outcome: String,
        /// The answer's HTTP status.
        pub http_status: Option<i64>,
        /// What went wrong, JSON.
        pub error: Option<String>,
        /// The wamid it was given.
        pub wamid: Option<String>,
        /// When it began.
        pub started_at: Timestamp,
        /// When it ended.
        pub finished_at: Option<Timestamp>,
        /// The service window's end, as the policy saw it just before.
        pub policy_window_expires_at: Option<Timestamp>,
        /// When the contact had asked for silence, as the policy saw it.
        pub policy_opted_out_at: Option<Timestamp>,
        /// When the contact had been blocked, as the policy saw it.
        pub policy_blocked_at: Option<Timestamp>,
    }
}

row! {
    /// One report of Meta.
    pub struct ProvenanceStatus {
        /// Meta's word.
        pub status: String,
        /// The member of the group it is about; empty outside groups.
        pub participant: String,
        /// Meta's time.
        pub at: Timestamp,
        /// When it reached us.
        pub received_at: Timestamp,
        /// Why it failed, JSON.
        pub error: Option<String>,
        /// Meta's pricing object, JSON.
        pub pricing: Option<String>,
        /// The delivery that brought it.
        pub webhook_event_id: Option<WebhookEventId>,
        /// In how many later deliveries it came again.
        pub repeats: i64,
    }
}

row! {
    /// What a person did with it.
    pub struct ProvenanceAudit {
        /// The entry.
        pub id: AuditId,
        /// `user`, `system` or `operator`.
        pub actor_kind: String,
        /// Who.
        pub actor_id: Option<UserId>,
        /// Their name.
        pub actor_name: Option<String>,
        /// What, as `noun.past-verb`.
        pub action: String,
        /// Finds the request in the log.
        pub request_id: String,
        /// When.
        pub at: Timestamp,
    }
}

row! {
    /// Its file.
    pub struct ProvenanceMedia {
        /// `pending`, `ready`, `failed` or `expired`.
        pub state: String,
        /// Bytes.
        pub size: Option<i64>,
        /// What went wrong.
        pub error: Option<String>,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

/// Everything known about one message.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// The message.
    pub message: ProvenanceMessage,
    /// Deliveries that carried it, by arrival.
    pub deliveries: Vec<ProvenanceDelivery>,
    /// Where the deliveries go on.
    pub next_delivery_cursor: Option<String>,
    /// Calls to Meta, oldest first; at most 100, the newest.
    pub attempts: Vec<ProvenanceAttempt>,
    /// Meta's reports by their time; at most 100.
    pub statuses: Vec<ProvenanceStatus>,
    /// What people did with it, oldest first; at most 100.
    pub acts: Vec<ProvenanceAudit>,
    /// Its file.
    pub media: Option<ProvenanceMedia>,
}

impl Workspace<'_> {
    /// Where a message came from and what happened to it. `cursor` goes on with its deliveries.
    pub async fn get_provenance(&self, id: MessageId, cursor: Option<&str>) -> Result<Provenance> {
        let after = match cursor {
            Some(cursor) => self.decode_cursor::<WebhookEventId>(TAG, cursor)?,
            None => WebhookEventId::from_uuid(uuid::Uuid::nil()),
        };
        let message = self.provenance_message(id).await?;
        let mut deliveries = self.provenance_deliveries(&message, after).await?;
        let more = deliveries.len() > usize::try_from(DELIVERIES).unwrap_or(usize::MAX);
        deliveries.truncate(usize::try_from(DELIVERIES).unwrap_or(usize::MAX));
        let last = deliveries.last().filter(|_| more).map(|delivery| delivery.event_id);
        Ok(Provenance {
            next_delivery_cursor: last.map(|last| self.encode_cursor(TAG, &last)),
            deliveries,
            attempts: self.provenance_attempts(id).await?,
            statuses: self.provenance_statuses(&message).await?,
            acts: self.provenance_acts(id).await?,
            media: self.provenance_media(message.media_id).await?,
            message,
        })
    }

    async fn provenance_message(&self, id: MessageId) -> Result<ProvenanceMessage> {
        fetch_optional!(
            self,
            ProvenanceMessage,
            "select message.id, message.channel_id, message.conversation_id, thread.contact_id, message.wamid, message.direction, message.author_kind,
                    message.author_id, author.name as author_name, message.kind, message.status, message.error, message.webhook_event_id, message.decided,
                    (select detail from opt_out_entries word
                      where word.workspace_id = $1 and word.dedupe_key = 'word:' || message.wamid) as opt_out_word,
                    message.media_id, message.sent_at, message.created_at, outbox.state as outbox_state, outbox.created_at as queued_at,
                    outbox.next_attempt_at, outbox.typing_pause_ms, outbox.opt_out_overridden, outbox.policy_window_expires_at,
                    outbox.policy_opted_out_at, outbox.policy_blocked_at
               from messages message
               join conversations thread on thread.workspace_id = $1 and thread.id = message.conversation_id
               left join outbox on outbox.workspace_id = $1 and outbox.message_id = message.id
               left join users author on author.id = message.author_id and message.author_kind = 'agent'
              where message.workspace_id = $1 and message.id = $2",
            self.id(),
            id
        )?
        .ok_or(Error::NotFound("message"))
    }

    /// The first delivery is on the message; later ones that carried it have rows of their own. Their ids first, then what is known of those few:
    /// whatever the planner believes of the tables' sizes, both are index reads.
    async fn provenance_deliveries(&self, message: &ProvenanceMessage, after: WebhookEventId) -> Result<Vec<ProvenanceDelivery>> {
        let first = message.webhook_event_id;
        let mut carried: Vec<(WebhookEventId, Timestamp)> = match message.wamid.as_deref() {
            Some(wamid) => fetch_all!(
                self,
                (WebhookEventId, Timestamp),
                "select webhook_event_id, received_at
                   from message_sightings
                  where workspace_id = $1 and channel_id = $2 and wamid = $3 and item = 'message' and webhook_event_id > $4
                  order by webhook_event_id
                  limit $5",
                self.id(),
                message.channel_id,
                wamid,
                after,
                DELIVERIES + 2
            )?,
            None => Vec::new(),
        };
        carried.retain(|(id, _)| Some(*id) != first);
        carried.extend(first.filter(|first| *first > after).map(|first| (first, message.created_at)));
        carried.sort_unstable();
        carried.truncate(usize::try_from(DELIVERIES + 1).unwrap_or(usize::MAX));
        let known = self.known_deliveries(&carried).await?;
        let of = |(id, received_at): (WebhookEventId, Timestamp)| {
            let event = known.iter().find(|event| event.id == id);
            ProvenanceDelivery {
                event_id: id,
                is_first: Some(id) == first,
                received_at: event.map_or(received_at, |event| event.received_at),
                body_hash: event.map(|event| event.body_hash.clone()),
                delivery_count: event.map(|event| event.delivery_count),
                signed_with: event.and_then(|event| event.signed_with.clone()),
                app_id: event.map(|event| event.app_id.clone()),
                state: event.map(|event| event.state.clone()),
                attempts: event.map(|event| event.attempts),
                done_at: event.and_then(|event| event.done_at),
            }
        };
        Ok(carried.into_iter().map(of).collect())
    }

    /// Those of the deliveries that are kept still and concern this workspace.
    async fn known_deliveries(&self, carried: &[(WebhookEventId, Timestamp)]) -> Result<Vec<KnownDelivery>> {
        if carried.is_empty() {
            return Ok(Vec::new());
        }
        build_all!(self, KnownDelivery, |query| {
            query.push(
                "select event.id, event.received_at, event.body_hash, event.delivery_count, event.signed_with, app.app_id, link.state, event.attempts,
                        event.done_at
                   from webhook_event_workspaces link
                   join webhook_events event on event.id = link.event_id
                   join meta_apps app on app.id = event.meta_app_id
                  where link.workspace_id = ",
            );
            query.push_bind(self.id()).push(" and link.event_id in (");
            let mut list = query.separated(", ");
            for (id, _) in carried {
                list.push_bind(*id);
            }
            query.push(")");
        })
    }

    async fn provenance_attempts(&self, id: MessageId) -> Result<Vec<ProvenanceAttempt>> {
        let mut attempts: Vec<ProvenanceAttempt> = fetch_all!(
            self,
            ProvenanceAttempt,
            "select attempt, outcome, http_status, error, wamid, started_at, finished_at, policy_window_expires_at, policy_opted_out_at,
                    policy_blocked_at
               from outbox_attempts
              where workspace_id = $1 and message_id = $2
              order by attempt desc
              limit $3",
            self.id(),
            id,
            MOST
        )?;
        attempts.reverse();
        Ok(attempts)
    }

    /// Meta's times are whole seconds: within one, the order is how far the message had come.
    async fn provenance_statuses(&self, message: &ProvenanceMessage) -> Result<Vec<ProvenanceStatus>> {
        let Some(wamid) = message.wamid.as_deref() else {
            return Ok(Vec::new());
        };
        fetch_all!(
            self,
            ProvenanceStatus,
            "select status.status, status.participant, status.at, status.received_at, status.error, status.pricing, status.webhook_event_id,
                    (select count(*) from message_sightings again
                      where again.workspace_id = $1 and again.channel_id = $2 and again.wamid = $3 and again.item = status.status
                        and again.webhook_event_id <> status.webhook_event_id) as repeats
               from message_statuses status
              where status.workspace_id = $1 and status.channel_id = $2 and status.wamid = $3
              order by status.at,
                       case status.status when 'sent' then 1 when 'delivered' then 2 when 'read' then 3 when 'played' then 4 else 5 end,
                       status.received_at
              limit $4",
            self.id(),
            message.channel_id,
            wamid,
            MOST
        )
    }

    async fn provenance_acts(&self, id: MessageId) -> Result<Vec<ProvenanceAudit>> {
        fetch_all!(
            self,
            ProvenanceAudit,
            "select entry.id, entry.actor_kind, entry.actor_id, actor.name as actor_name, entry.action, entry.request_id, entry.at
               from audit_entries entry
               left join users actor on actor.id = entry.actor_id
              where entry.workspace_id = $1 and entry.target_id = $2
              order by entry.id
              limit $3",
            self.id(),
            id.to_string(),
            MOST
        )
    }

    async fn provenance_media(&self, id: Option<MediaId>) -> Result<Option<ProvenanceMedia>> {
        let Some(id) = id else { return Ok(None) };
        fetch_optional!(
            self,
            ProvenanceMedia,
            "select state, size, error, updated_at from media where workspace_id = $1 and id = $2",
            self.id(),
            id
        )
    }
}
