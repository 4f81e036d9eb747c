//! One bubble of a thread, and where it came from and what happened to it.

use model::{ConversationId, MessageId, MessageStatus, SubmissionId, Timestamp, UserId, WebhookEventId};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{AuthorKind, AuthorRun, Direction, MediaView, MessageError, ReactionActor, SubmissionField, SubmissionFlow, optional_raw, raw};

/// One bubble.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageView {
    /// Our id of it.
    pub id: MessageId,
    /// The thread it belongs to.
    pub conversation_id: ConversationId,
    /// Meta's id of it; `null` until Meta accepts it.
    pub wamid: Option<String>,
    /// Which way it went.
    pub direction: Direction,
    /// Who wrote it.
    pub author: Author,
    /// Its kind, in WhatsApp's word (`text`, `image`, `interactive`, …).
    pub kind: String,
    /// The kind's own object as on the wire. May be written by a stranger: always text, never markup.
    #[schema(value_type = Value)]
    pub content: Box<RawValue>,
    /// One line for lists and notifications.
    pub preview: String,
    /// The message it answers.
    pub reply_to: Option<ReplyView>,
    /// The ad or post it came from, as on the wire.
    #[schema(value_type = Value)]
    pub referral: Option<Box<RawValue>>,
    /// Whether it was passed on from another chat, and the product it asks about.
    pub context: Option<MessageContext>,
    /// Its file.
    pub media: Option<MediaView>,
    /// What was filled in, when it is a completed form of WhatsApp's.
    pub submission: Option<MessageSubmission>,
    /// Reactions on it, oldest first.
    pub reactions: Vec<ReactionView>,
    /// How far it has come.
    pub status: MessageStatus,
    /// Since when.
    pub status_at: Option<Timestamp>,
    /// Why it failed, or why it waits.
    pub error: Option<MessageError>,
    /// When it was sent. The thread is sorted by it.
    pub sent_at: Timestamp,
    /// When its author changed it.
    pub edited_at: Option<Timestamp>,
    /// When its author took it back.
    pub revoked_at: Option<Timestamp>,
    /// Until when it can be taken back; after that it leaves.
    pub undo_until: Option<Timestamp>,
    /// When WhatsApp confirmed a second attempt of it, too: the contact has it twice.
    pub duplicated_at: Option<Timestamp>,
    /// When we first saw it.
    pub created_at: Timestamp,
}

/// A completed form, as a thread shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageSubmission {
    /// The submission's id.
    pub id: SubmissionId,
    /// Which form; `null` when nothing ties it to one of ours.
    pub wa_flow: Option<SubmissionFlow>,
    /// What was filled in, under the labels of the form. Written by strangers: always text, never markup.
    pub values: Vec<SubmissionField>,
    /// Photos and documents.
    pub files: Vec<MediaView>,
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Author {
    /// Who.
    pub kind: AuthorKind,
    /// The member's id when an agent wrote it.
    pub id: Option<String>,
    /// The member's name when an agent wrote it.
    pub name: Option<String>,
    /// The run and step when a flow sent it.
    pub run: Option<AuthorRun>,
}

/// What came along with a message besides a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MessageContext {
    /// It was written in another chat and passed on.
    pub forwarded: bool,
    /// It was passed on more than five times.
    pub frequently_forwarded: bool,
    /// The product of a catalogue it asks about ("Message business").
    pub product: Option<ProductReference>,
}

/// A product of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProductReference {
    /// Meta's id of the catalogue.
    pub catalog_id: Option<String>,
    /// The seller's own id of the product.
    pub product_retailer_id: Option<String>,
}

/// The message that is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReplyView {
    /// Our id of it; `null` when we never saw it.
    pub message_id: Option<MessageId>,
    /// Meta's id of it.
    pub wamid: String,
    /// One line of it.
    pub preview: Option<String>,
    /// Which way it went.
    pub direction: Option<Direction>,
}

/// One emoji on a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReactionView {
    /// Who.
    pub actor: ReactionActor,
    /// The emoji.
    pub emoji: String,
    /// Since when.
    pub at: Timestamp,
}

/// A stretch of a thread, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessagePage {
    /// The messages, oldest first.
    pub data: Vec<MessageView>,
    /// Where the thread goes on.
    pub page: MessagePageInfo,
}

/// Where a thread goes on, in both directions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MessagePageInfo {
    /// `cursor` for the page before, with `direction=older`; `null` at the beginning.
    pub older_cursor: Option<String>,
    /// `cursor` for the page after, with `direction=newer`; `null` at the end.
    pub newer_cursor: Option<String>,
}

/// Where a message came from and what happened to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageHistory {
    /// Every status Meta reported, oldest first.
    pub statuses: Vec<StatusView>,
    /// Every call to Meta for it, oldest first.
    pub attempts: Vec<AttemptView>,
    /// The delivery that brought it.
    pub webhook_event_id: Option<WebhookEventId>,
    /// Edits and revocations, oldest first.
    pub edits: Vec<EditView>,
}

/// One status report from Meta.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatusView {
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
}

/// One call to Meta.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AttemptView {
    /// 1 for the first.
    pub attempt: i64,
    /// How it ended.
    pub outcome: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// The answer's HTTP status.
    pub http_status: Option<i64>,
    /// What went wrong.
    pub error: Option<MessageError>,
}

/// An edit or a revocation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EditView {
    /// `edit` or `revoke`.
    pub kind: String,
    /// Meta's time.
    pub at: Timestamp,
    /// The new content, for edits.
    #[schema(value_type = Value)]
    pub content: Option<Box<RawValue>>,
}

impl From<store::Message> for MessageView {
    fn from(message: store::Message) -> Self {
        let row = message.row;
        let reply = message.reply_to;
        let author_kind = AuthorKind::parse(&row.author_kind);
        Self {
            id: row.id,
            conversation_id: row.conversation_id,
            wamid: row.wamid,
            direction: Direction::parse(&row.direction),
            author: Author {
                kind: author_kind,
                id: row
                    .author_id
                    .filter(|_| author_kind == AuthorKind::Agent)
                    .map(|id| UserId::from_uuid(id).to_string()),
                name: row.author_name,
                run: message.flow.map(AuthorRun::from),
            },
            kind: row.kind,
            content: raw(row.content),
            preview: row.preview,
            reply_to: row.reply_to_wamid.map(|wamid| ReplyView {
                message_id: reply.as_ref().map(|reply| reply.id),
                wamid,
                preview: reply.as_ref().map(|reply| reply.preview.clone()),
                direction: reply.as_ref().map(|reply| Direction::parse(&reply.direction)),
            }),
            referral: optional_raw(row.referral),
            context: row.context.as_deref().and_then(MessageContext::from_stored),
            media: message.media.as_ref().map(MediaView::from),
            submission: message.form.map(MessageSubmission::from),
            reactions: message.reactions.into_iter().map(ReactionView::from).collect(),
            status: MessageStatus::parse(&row.status).unwrap_or(MessageStatus::Received),
            status_at: row.status_at,
            error: row.error.as_deref().map(MessageError::from_stored),
            sent_at: row.sent_at,
            edited_at: row.edited_at,
            revoked_at: row.revoked_at,
            undo_until: row.undo_until,
            duplicated_at: row.duplicated_at,
            created_at: row.created_at,
        }
    }
}

impl From<store::MessageForm> for MessageSubmission {
    fn from(form: store::MessageForm) -> Self {
        Self {
            id: form.row.id,
            wa_flow: SubmissionFlow::of(&form.row),
            values: SubmissionField::all_of(&form.row),
            files: form.files.iter().map(MediaView::from).collect(),
        }
    }
}

impl MessageContext {
    /// `None` when the stored context only names the quoted message.
    fn from_stored(stored: &str) -> Option<Self> {
        let context: cloud_api::webhook::Context = serde_json::from_str(stored).ok()?;
        let read = Self {
            forwarded: context.forwarded.unwrap_or(false),
            frequently_forwarded: context.frequently_forwarded.unwrap_or(false),
            product: context.referred_product.map(|product| ProductReference {
                catalog_id: product.catalog_id,
                product_retailer_id: product.product_retailer_id,
            }),
        };
        (read.forwarded || read.frequently_forwarded || read.product.is_some()).then_some(read)
    }
}

impl From<store::ReactionRow> for ReactionView {
    fn from(row: store::ReactionRow) -> Self {
        Self {
            actor: ReactionActor::parse(&row.actor),
            emoji: row.emoji,
            at: row.at,
        }
    }
}

impl From<store::History> for MessageHistory {
    fn from(history: store::History) -> Self {
        let statuses = history.statuses.into_iter().map(|row| StatusView {
            status: row.status,
            at: row.at,
            received_at: row.received_at,
            error: row.error.as_deref().map(MessageError::from_stored),
            pricing: optional_raw(row.pricing),
            webhook_event_id: row.webhook_event_id,
        });
        let attempts = history.attempts.into_iter().map(|row| AttemptView {
            attempt: row.attempt,
            outcome: row.outcome,
            started_at: row.started_at,
            finished_at: row.finished_at,
            http_status: row.http_status,
            error: row.error.as_deref().map(MessageError::from_stored),
        });
        let edits = history.edits.into_iter().map(|row| EditView {
            kind: row.kind,
            at: row.at,
            content: optional_raw(row.content),
        });
        Self {
            statuses: statuses.collect(),
            attempts: attempts.collect(),
            webhook_event_id: history.webhook_event_id,
            edits: edits.collect(),
        }
    }
}

impl From<store::MessagePage> for MessagePage {
    fn from(page: store::MessagePage) -> Self {
        Self {
            data: page.data.into_iter().map(MessageView::from).collect(),
            page: MessagePageInfo {
                older_cursor: page.older_cursor,
                newer_cursor: page.newer_cursor,
            },
        }
    }
}
