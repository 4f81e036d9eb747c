//! Why a message is as it is: where it came from, what was decided for it and by which rule, and everything that happened to it.

use model::{AuditId, ChannelId, ContactId, ConversationId, MessageId, MessageStatus, Timestamp, UserId, WebhookEventId};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{Author, AuthorKind, Direction, MediaState, MessageError, WayOut, WebhookEventState, optional_raw};

/// The whole story of a message. Lists are bounded: 100 attempts, reports and acts, and deliveries page by page.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Provenance {
    /// The message.
    pub message: ProvenanceSubject,
    /// How a message from WhatsApp found its place; `null` for messages sent from here and for those stored before this was written down.
    pub decided: Option<ProvenanceDecision>,
    /// What the send policy saw when the message was queued; `null` for messages that came from WhatsApp.
    pub policy: Option<ProvenancePolicy>,
    /// Its place in the outbox; `null` for messages that came from WhatsApp.
    pub outbox: Option<ProvenanceOutbox>,
    /// Deliveries from WhatsApp that carried it, by arrival.
    pub deliveries: Vec<ProvenanceDelivery>,
    /// `cursor` for the deliveries that follow; `null` when these are all.
    pub next_delivery_cursor: Option<String>,
    /// Calls to Meta, oldest first; at most the last 100.
    pub attempts: Vec<ProvenanceAttempt>,
    /// Reports from Meta, by Meta's time; at most 100.
    pub statuses: Vec<ProvenanceStatus>,
    /// What people did with it, oldest first; at most 100.
    pub acts: Vec<ProvenanceAct>,
    /// Its file.
    pub media: Option<ProvenanceMedia>,
    /// What is the matter with it, and the way out; `null` when nothing is.
    pub problem: Option<ProvenanceProblem>,
}

/// The message itself, without its words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceSubject {
    /// Its id. Who sends a message may choose it: sending again with the same id is the same message.
    pub id: MessageId,
    /// The number.
    pub channel_id: ChannelId,
    /// The thread.
    pub conversation_id: ConversationId,
    /// The contact.
    pub contact_id: ContactId,
    /// Meta's id of it.
    pub wamid: Option<String>,
    /// Which way it went.
    pub direction: Direction,
    /// Who wrote it.
    pub author: Author,
    /// WhatsApp's word for its kind.
    pub kind: String,
    /// How far it has come.
    pub status: MessageStatus,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When it was first seen here.
    pub created_at: Timestamp,
}

/// By which rules a message from WhatsApp found its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProvenanceDecision {
    /// What named the number: `phone_number_id`, or `waba_id` when the delivery named only the account.
    pub routed_by: String,
    /// By what the contact was found: `user_id`, `previous_user_id`, `phone`, `previous_phone`, or `created`.
    pub found_by: String,
    /// `live`, `echo` (written in the phone app), `notice`, `history` or `history_file`.
    pub came_as: String,
    /// The conversation began with it.
    pub thread_begun: bool,
    /// It made the conversation unread: only what a contact writes now does.
    pub counted_unread: bool,
    /// Until when it opened the 24-hour window, by Meta's time of the message; `null` when it did not.
    pub window_until: Option<Timestamp>,
    /// The word by which the contact opted out or in, when it was one.
    pub opt_out_word: Option<String>,
}

/// What the send policy looked at. It is asked when a message is queued, and again just before each call to Meta.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProvenancePolicy {
    /// When it was asked.
    pub at: Timestamp,
    /// This kind of message needs the 24-hour window; templates do not.
    pub needs_window: bool,
    /// When the 24-hour window ends; `null` when the contact never wrote.
    pub window_expires_at: Option<Timestamp>,
    /// The window was open.
    pub window_open: bool,
    /// When the contact had asked for silence.
    pub opted_out_at: Option<Timestamp>,
    /// A person decided to write in spite of it, and gave a reason.
    pub opt_out_overridden: bool,
    /// When the contact had been blocked.
    pub blocked_at: Option<Timestamp>,
}

/// A message's place in the outbox.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceOutbox {
    /// `queued`, `dispatching`, `accepted`, `failed`, `unknown` or `held`.
    pub state: String,
    /// When it was queued; a retry queues it again.
    pub queued_at: Timestamp,
    /// When it is tried next, while it waits.
    pub next_attempt_at: Option<Timestamp>,
    /// How long the contact saw "typing" before it, in milliseconds.
    pub typing_pause_ms: i64,
}

/// A delivery from WhatsApp that carried the message.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceDelivery {
    /// The delivery; its raw body is there as long as deliveries are kept.
    pub webhook_event_id: WebhookEventId,
    /// It was the first to bring the message; the others changed nothing.
    pub is_first: bool,
    /// When it arrived.
    pub received_at: Timestamp,
    /// SHA-256 of its bytes, in hex. Everything from here on is `null` once the delivery was deleted.
    pub body_hash: Option<String>,
    /// How often Meta sent the very same bytes; all but the first were answered and ignored.
    pub delivery_count: Option<i64>,
    /// Which app secret its signature was made with: `current`, or `previous` during a rotation.
    pub signed_with: Option<String>,
    /// Meta's id of the app that signed it.
    pub app_id: Option<String>,
    /// Where its processing stands.
    pub state: Option<WebhookEventState>,
    /// How often processing was tried.
    pub attempts: Option<i64>,
    /// When it was processed.
    pub done_at: Option<Timestamp>,
}

/// One call to Meta.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceAttempt {
    /// 1 for the first.
    pub attempt: i64,
    /// `dispatching`, `accepted`, `failed`, `requeued` or `unknown`.
    pub outcome: String,
    /// What was asked of Meta, such as `POST /{phone_number_id}/messages`.
    pub request: String,
    /// The answer's HTTP status; `null` when there was none.
    pub http_status: Option<i64>,
    /// What went wrong.
    pub error: Option<MessageError>,
    /// The id Meta gave the message.
    pub wamid: Option<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// What the send policy saw just before.
    pub policy: ProvenancePolicy,
}

/// One report from Meta.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceStatus {
    /// Meta's word.
    pub status: String,
    /// Meta's time.
    pub at: Timestamp,
    /// When it reached us.
    pub received_at: Timestamp,
    /// Why it failed.
    pub error: Option<MessageError>,
    /// Meta's pricing object.
    #[schema(value_type = Value)]
    pub pricing: Option<Box<RawValue>>,
    /// The delivery that brought it.
    pub webhook_event_id: Option<WebhookEventId>,
    /// In how many later deliveries it came again, without effect.
    pub repeats: i64,
}

/// What a person did with the message.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceAct {
    /// The entry of the audit log.
    pub audit_id: AuditId,
    /// `user`, `system` or `operator`.
    pub actor_kind: String,
    /// The member.
    pub actor_id: Option<UserId>,
    /// Their name.
    pub actor_name: Option<String>,
    /// What they did, such as `message.retried`.
    pub action: String,
    /// Finds the request in the server's log.
    pub request_id: String,
    /// When.
    pub at: Timestamp,
}

/// The message's file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceMedia {
    /// Whether it can be opened.
    pub state: MediaState,
    /// Bytes.
    pub size: Option<i64>,
    /// What went wrong when it was fetched.
    pub error: Option<String>,
    /// When this changed.
    pub updated_at: Timestamp,
}

/// What is the matter with a message, and the way out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceProblem {
    /// What happened, and the remedy in words.
    pub error: MessageError,
    /// Who can mend it: `agent`, `admin`, `contact`, `meta`, `developer` or `nobody`.
    pub who: String,
    /// What the console offers to do about it.
    pub way_out: WayOut,
}

impl From<store::Provenance> for Provenance {
    fn from(story: store::Provenance) -> Self {
        let message = story.message;
        let overridden = message.opt_out_overridden.unwrap_or_default();
        let needs_window = message.kind != "template";
        let policy = |at: Timestamp, window: Option<Timestamp>, opted_out_at, blocked_at| ProvenancePolicy {
            at,
            needs_window,
            window_expires_at: window,
            window_open: window.is_some_and(|end| at < end),
            opted_out_at,
            opt_out_overridden: overridden,
            blocked_at,
        };
        let outbox = message.outbox_state.clone().zip(message.queued_at);
        let error = message.error.as_deref().map(MessageError::from_stored);
        let author_kind = AuthorKind::parse(&message.author_kind);
        Self {
            decided: message
                .decided
                .as_deref()
                .and_then(|stored| decision(stored, message.opt_out_word.clone())),
            policy: outbox.as_ref().map(|_| {
                policy(
                    message.created_at,
                    message.policy_window_expires_at,
                    message.policy_opted_out_at,
                    message.policy_blocked_at,
                )
            }),
            outbox: outbox.map(|(state, queued_at)| ProvenanceOutbox {
                next_attempt_at: message.next_attempt_at.filter(|_| state == "queued"),
                state,
                queued_at,
                typing_pause_ms: message.typing_pause_ms.unwrap_or_default(),
            }),
            deliveries: story.deliveries.into_iter().map(ProvenanceDelivery::from).collect(),
            next_delivery_cursor: story.next_delivery_cursor,
            attempts: story
                .attempts
                .into_iter()
                .map(|row| ProvenanceAttempt {
                    policy: policy(
                        row.started_at,
                        row.policy_window_expires_at,
                        row.policy_opted_out_at,
                        row.policy_blocked_at,
                    ),
                    attempt: row.attempt,
                    outcome: row.outcome,
                    request: "POST /{phone_number_id}/messages".to_owned(),
                    http_status: row.http_status,
                    error: row.error.as_deref().map(MessageError::from_stored),
                    wamid: row.wamid,
                    started_at: row.started_at,
                    finished_at: row.finished_at,
                })
                .collect(),
            statuses: story.statuses.into_iter().map(ProvenanceStatus::from).collect(),
            acts: story.acts.into_iter().map(ProvenanceAct::from).collect(),
            media: story.media.map(|row| ProvenanceMedia {
                state: MediaState::parse(&row.state),
                size: row.size,
                error: row.error,
                updated_at: row.updated_at,
            }),
            problem: error.map(|error| ProvenanceProblem {
                who: super::way_out::who(&error),
                way_out: super::way_out::way_out(&error),
                error,
            }),
            message: ProvenanceSubject {
                id: message.id,
                channel_id: message.channel_id,
                conversation_id: message.conversation_id,
                contact_id: message.contact_id,
                wamid: message.wamid,
                direction: Direction::parse(&message.direction),
                author: Author {
                    kind: author_kind,
                    id: message
                        .author_id
                        .filter(|_| author_kind == AuthorKind::Agent)
                        .map(|id| UserId::from_uuid(id).to_string()),
                    name: message.author_name,
                    run: None,
                },
                kind: message.kind,
                status: MessageStatus::parse(&message.status).unwrap_or(MessageStatus::Received),
                sent_at: message.sent_at,
                created_at: message.created_at,
            },
        }
    }
}

/// Reads what ingest wrote down; what cannot be read is not told.
fn decision(stored: &str, opt_out_word: Option<String>) -> Option<ProvenanceDecision> {
    let stored: Value = serde_json::from_str(stored).ok()?;
    let text = |name: &str| stored[name].as_str().map(str::to_owned);
    let came_as = text("came_as")?;
    Some(ProvenanceDecision {
        routed_by: text("routed_by")?,
        found_by: text("found_by")?,
        counted_unread: came_as == "live",
        came_as,
        thread_begun: stored["thread_begun"].as_bool().unwrap_or_default(),
        window_until: stored["window_until"].as_i64().map(Timestamp::from_millis),
        opt_out_word,
    })
}

impl From<store::ProvenanceDelivery> for ProvenanceDelivery {
    fn from(row: store::ProvenanceDelivery) -> Self {
        Self {
            webhook_event_id: row.event_id,
            is_first: row.is_first,
            received_at: row.received_at,
            body_hash: row.body_hash.map(|hash| hash.iter().map(|byte| format!("{byte:02x}")).collect()),
            delivery_count: row.delivery_count,
            signed_with: row.signed_with,
            app_id: row.app_id,
            state: row.state.as_deref().map(WebhookEventState::parse),
            attempts: row.attempts,
            done_at: row.done_at,
        }
    }
}

impl From<store::ProvenanceStatus> for ProvenanceStatus {
    fn from(row: store::ProvenanceStatus) -> Self {
        Self {
            status: row.status,
            at: row.at,
            received_at: row.received_at,
            error: row.error.as_deref().map(MessageError::from_stored),
            pricing: optional_raw(row.pricing),
            webhook_event_id: row.webhook_event_id,
            repeats: row.repeats,
        }
    }
}

impl From<store::ProvenanceAudit> for ProvenanceAct {
    fn from(row: store::ProvenanceAudit) -> Self {
        Self {
            audit_id: row.id,
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            action: row.action,
            request_id: row.request_id,
            at: row.at,
        }
    }
}
