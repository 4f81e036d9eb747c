//! Something that a search found.

use model::search::Snippet;
use model::{ContactId, ConversationId, MessageId, MessageStatus, NoteId, Timestamp, UserId};
use serde::Serialize;
use store::{SearchSource, SearchSubject};
use utoipa::ToSchema;

use super::{Author, AuthorKind, ContactSummary, Direction};

/// Something that a search found: a message, a note or a contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchHitView {
    /// What it is.
    pub kind: SearchHitKind,
    /// The message.
    pub message_id: Option<MessageId>,
    /// The note.
    pub note_id: Option<NoteId>,
    /// The message to open the thread at: itself, or the one before a note; `null` for a contact, and for a note before every message.
    pub anchor_message_id: Option<MessageId>,
    /// The conversation it stands in; of a contact the thread with them, once there is one.
    pub conversation_id: Option<ConversationId>,
    /// With whom, or who it is.
    pub contact: ContactSummary,
    /// Who wrote it; `null` for a contact.
    pub author: Option<Author>,
    /// WhatsApp's word for the kind of a message.
    pub message_kind: Option<String>,
    /// Which way a message went.
    pub direction: Option<Direction>,
    /// How far a message has come.
    pub status: Option<MessageStatus>,
    /// When it was said, or the contact was first known.
    pub at: Timestamp,
    /// The part of it around what was found. Written by strangers: always text, never markup.
    pub snippet: SnippetView,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SearchHitKind {
    /// A message.
    Message,
    /// A note.
    Note,
    /// A contact.
    Contact,
}

/// A part of a text, and where what was looked for stands in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SnippetView {
    /// One line of some 160 characters, `…` where it was cut; empty when there are no words (a picture without a caption).
    pub text: String,
    /// Where the words stand, in order.
    pub matches: Vec<SpanView>,
}

/// A stretch of a text, in UTF-16 code units, as JavaScript counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpanView {
    /// The first.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

impl SearchHitView {
    /// What was found, with whom, and the words in it.
    #[must_use]
    pub fn of(hit: SearchSource, contact: ContactSummary, snippet: Snippet) -> Self {
        let kind = match hit.subject {
            SearchSubject::Message(_) => SearchHitKind::Message,
            SearchSubject::Note(_) => SearchHitKind::Note,
            SearchSubject::Contact(_) => SearchHitKind::Contact,
        };
        let author_kind = AuthorKind::parse(&hit.author_kind);
        Self {
            kind,
            message_id: match hit.subject {
                SearchSubject::Message(id) => Some(id),
                SearchSubject::Note(_) | SearchSubject::Contact(_) => None,
            },
            note_id: match hit.subject {
                SearchSubject::Note(id) => Some(id),
                SearchSubject::Message(_) | SearchSubject::Contact(_) => None,
            },
            anchor_message_id: hit.anchor,
            conversation_id: hit.conversation_id,
            contact,
            author: (kind != SearchHitKind::Contact).then(|| Author {
                run: None,
                kind: author_kind,
                id: hit
                    .author_id
                    .filter(|_| author_kind == AuthorKind::Agent)
                    .map(|id| UserId::from_uuid(id).to_string()),
                name: hit.author_name,
            }),
            message_kind: hit.message_kind,
            direction: hit.direction.as_deref().map(Direction::parse),
            status: hit.status.as_deref().and_then(MessageStatus::parse),
            at: hit.at,
            snippet: SnippetView {
                text: snippet.text,
                matches: snippet
                    .matches
                    .into_iter()
                    .map(|span| SpanView {
                        start: span.start,
                        end: span.end,
                    })
                    .collect(),
            },
        }
    }

    /// The contact it belongs to.
    #[must_use]
    pub fn contact_id(&self) -> ContactId {
        self.contact.id
    }
}
