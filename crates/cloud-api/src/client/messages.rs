//! Sending, and marking as read.

use serde_json::Value;

use super::Number;
use super::call;
use super::error::CallError;
use crate::ids::Wamid;
use crate::outbound::{Message, Read, ReadMark};
use crate::wire;

/// Meta took the message; whether it arrives is told by statuses, which may come before this does.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// The message's id from now on.
    pub wamid: Wamid,
    /// The contact's phone as Meta writes it; not always the number dialled, and missing when sent to a user id.
    pub wa_id: Option<String>,
    /// The contact's business-scoped user id; missing when sent to a phone only.
    pub user_id: Option<String>,
    /// What Meta does with it.
    pub state: MessageState,
}

/// What Meta does with a message it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageState {
    /// Sends it.
    Accepted,
    /// Holds a new template back until the first reactions are known.
    HeldForQualityAssessment,
    /// Holds it because the template is paused.
    Paused,
    /// A word we do not know.
    Other(String),
}

impl Sent {
    /// The message's id from now on.
    pub fn id(&self) -> &Wamid {
        &self.wamid
    }

    /// Reads the answer to a send. Without an id nobody can follow the message, so that is doubt.
    fn read(answer: &Value) -> Result<Self, CallError> {
        let first = |name: &str| answer.get(name).and_then(|list| list.get(0));
        let message = first("messages");
        let of_contact = |name: &str| wire::text(first("contacts").and_then(|contact| contact.get(name)));
        let id = wire::text(message.and_then(|message| message.get("id"))).and_then(|id| Wamid::new(id).ok());
        Ok(Self {
            wamid: id.ok_or_else(|| CallError::unknown("Meta's answer holds no message id", Some(200)))?,
            wa_id: of_contact("wa_id"),
            user_id: of_contact("user_id"),
            state: MessageState::parse(wire::text(message.and_then(|message| message.get("message_status"))).as_deref()),
        })
    }
}

impl MessageState {
    fn parse(word: Option<&str>) -> Self {
        match word {
            None | Some("accepted") => Self::Accepted,
            Some("held_for_quality_assessment") => Self::HeldForQualityAssessment,
            Some("paused") => Self::Paused,
            Some(other) => Self::Other(other.to_owned()),
        }
    }
}

impl Number<'_> {
    /// Sends a message (`POST /{number}/messages`).
    pub async fn send(&self, message: &Message) -> Result<Sent, CallError> {
        let url = self.client.url(&[&self.id, "messages"]);
        let answer = self.client.post(url, self.token, &message.to_body(), self.client.timeouts.send).await?;
        Sent::read(&answer)
    }

    /// Shows blue ticks on a received message and all before it.
    pub async fn mark_read(&self, message_id: &Wamid) -> Result<(), CallError> {
        self.mark(message_id, ReadMark::Ticks).await
    }

    /// Shows blue ticks and a typing bubble, until our next message or for 25 seconds.
    pub async fn typing(&self, message_id: &Wamid) -> Result<(), CallError> {
        self.mark(message_id, ReadMark::TicksAndTyping).await
    }

    async fn mark(&self, message_id: &Wamid, mark: ReadMark) -> Result<(), CallError> {
        let url = self.client.url(&[&self.id, "messages"]);
        let body = Read {
            message_id: message_id.clone(),
            mark,
        }
        .to_body();
        call::success(&self.client.post(url, self.token, &body, self.client.timeouts.mark).await?)
    }
}
