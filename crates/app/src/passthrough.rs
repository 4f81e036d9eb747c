//! Sending as programs of the Cloud API do: to a number instead of a conversation, with the answer once Meta gave its id.
//!
//! Everything goes the way of every message: the contact and the thread are found or made, the policy is asked, the outbox sends, and the inbox shows it.

use std::time::Duration;

use cloud_api::ids::Wamid;
use cloud_api::outbound::OutboundContent;
use model::{ChannelId, ContactId, ConversationId, MediaId, MessageId, MessageStatus, WorkspaceId};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use store::{Limit, StoredTemplateFilter, TemplateRow};

use crate::contacts::ContactRequest;
use crate::outbound::SendRequest;
use crate::views::MessageError;
use crate::{Actor, App, Error, Result, channels};

/// Digits of a number with its country code (E.164).
const NUMBER: std::ops::RangeInclusive<usize> = 7..=15;
/// How long the answer waits for Meta's.
const WAIT: Duration = Duration::from_secs(12);
/// A signal may get lost.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// The same message with the same `biz_opaque_callback_data` is the same one for this long; the data itself is often a name that many messages share.
const SAME_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// What programs of the Cloud API can ask.
pub struct Passthrough<'a>(&'a App);

/// Whom to write to.
#[derive(Debug, Clone)]
pub enum Addressee {
    /// A phone number, with its country code.
    Phone(String),
    /// A business-scoped user id of somebody who wrote before.
    UserId(String),
}

/// A message to send.
#[derive(Debug, Clone)]
pub struct PassthroughRequest {
    /// Whom to.
    pub to: Addressee,
    /// What it says.
    pub content: OutboundContent,
    /// A file of ours in it.
    pub media_id: Option<MediaId>,
    /// Meta's id of the message to quote.
    pub context: Option<String>,
    /// What makes a repetition of the request the same message.
    pub once: Once,
}

/// What makes a repetition the same message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    /// Nothing: each request is a message.
    No,
    /// The header `Idempotency-Key`: the same message forever, and a conflict with other content.
    Key(String),
    /// `biz_opaque_callback_data`: with the same content to the same person, for a day.
    Callback(String),
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Meta took it.
    Accepted {
        /// Its id here.
        id: MessageId,
        /// Meta's id of it.
        wamid: String,
        /// Digits of the number it went to.
        wa_id: Option<String>,
    },
    /// It failed.
    Failed {
        /// Its id here.
        id: MessageId,
        /// Why.
        error: Box<MessageError>,
    },
    /// It waits, and goes as soon as it can.
    Waiting {
        /// Its id here.
        id: MessageId,
    },
}

/// Templates in Meta's shape.
#[derive(Debug, Clone)]
pub struct TemplatesFound {
    /// One for each name and language.
    pub templates: Vec<Map<String, Value>>,
    /// Where the list goes on.
    pub after: Option<String>,
}

impl App {
    /// Sending as programs of the Cloud API do.
    #[must_use]
    pub fn passthrough(&self) -> Passthrough<'_> {
        Passthrough(self)
    }
}

impl Passthrough<'_> {
    /// The channel with this number's id at Meta.
    pub async fn channel(&self, workspace: WorkspaceId, phone_number_id: &str) -> Result<ChannelId> {
        let channel = self
            .0
            .store()
            .workspace(workspace)
            .find_channel()
            .await?
            .ok_or_else(channels::not_connected)?;
        if channel.phone_number_id != phone_number_id {
            return Err(Error::not_found(
                "channel.not_found",
                format!("No number with the id {phone_number_id} is connected to the workspace of this API key."),
            ));
        }
        Ok(channel.id)
    }

    /// How the number stands, as Meta says it now.
    pub async fn number(&self, actor: &Actor) -> Result<Map<String, Value>> {
        let connected = self.0.channels().connected(actor).await?;
        let number = connected.graph.number(&connected.channel.phone_number_id, &connected.token).get().await;
        let number = number.map_err(channels::from_call)?;
        let throughput = number.throughput.and_then(|throughput| throughput.level);
        Ok(object(json!({
            "id": number.id,
            "display_phone_number": number.display_phone_number,
            "verified_name": number.verified_name,
            "quality_rating": number.quality_rating,
            "code_verification_status": number.code_verification_status,
            "name_status": number.name_status,
            "status": number.status,
            "throughput": throughput.map(|level| json!({ "level": level })),
            "whatsapp_business_manager_messaging_limit": number.whatsapp_business_manager_messaging_limit,
            "health_status": number.health_status,
            "is_on_biz_app": number.is_on_biz_app,
            "platform_type": number.platform_type,
            "account_mode": number.account_mode,
        })))
    }

    /// What contacts see about the business, as Meta has it now.
    pub async fn profile(&self, actor: &Actor) -> Result<Map<String, Value>> {
        let profile = self.0.channels().profile(actor).await?;
        Ok(object(json!({
            "messaging_product": "whatsapp",
            "about": profile.about,
            "address": profile.address,
            "description": profile.description,
            "email": profile.email,
            "profile_picture_url": profile.profile_picture_url,
            "websites": profile.websites,
            "vertical": profile.vertical,
        })))
    }

    /// The account's templates as they are known here, in Meta's shape.
    pub async fn templates(
        &self,
        workspace: WorkspaceId,
        waba_id: &str,
        filter: &StoredTemplateFilter,
        limit: Limit,
        after: Option<&str>,
    ) -> Result<TemplatesFound> {
        let workspace = self.0.store().workspace(workspace);
        let channel = workspace.find_channel().await?.ok_or_else(channels::not_connected)?;
        if channel.waba_id != waba_id {
            let says = format!("No number of the business account {waba_id} is connected to the workspace of this API key.");
            return Err(Error::not_found("channel.not_found", says));
        }
        let page = workspace.list_templates(channel.id, filter, limit, after).await?;
        // Of a name that fits, only the languages that do.
        let fits = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        let rows = page
            .data
            .into_iter()
            .flatten()
            .filter(|row| fits(&filter.status, &row.status) && fits(&filter.category, &row.category) && fits(&filter.language, &row.language));
        Ok(TemplatesFound {
            templates: rows.map(as_metas).collect(),
            after: page.next_cursor,
        })
    }

    /// Sends, and waits a while for what becomes of it.
    pub async fn send(&self, actor: &Actor, channel: ChannelId, request: PassthroughRequest) -> Result<Outcome> {
        let mut signals = self.0.bus().subscribe();
        let contact = self.contact(actor, &request).await?;
        let conversation = self.0.conversations().find_or_create(actor, contact).await?;
        let reply_to = match &request.context {
            Some(wamid) => Some(self.quoted(actor.workspace_id, channel, wamid).await?),
            None => None,
        };
        let id = self.id_for(actor, conversation.id, &request).await?;
        let send = SendRequest {
            id: Some(id),
            content: request.content,
            media_id: request.media_id,
            reply_to,
            override_opt_out_reason: None,
        };
        let queued = self.0.outbound().send(actor, conversation.id, send).await?;
        if queued.new {
            // A program takes nothing back in the seconds that people have for it.
            self.0.outbound().release(actor, id).await?;
        }
        let started = tokio::time::Instant::now();
        while started.elapsed() < WAIT && !self.0.is_stopping() {
            if let Some(outcome) = self.outcome(actor.workspace_id, id).await? {
                return Ok(outcome);
            }
            let signal = async {
                while let Ok(workspace) = signals.recv().await {
                    if workspace == actor.workspace_id {
                        return;
                    }
                }
            };
            drop(tokio::time::timeout(LOOK_EVERY, signal).await);
        }
        Ok(self.outcome(actor.workspace_id, id).await?.unwrap_or(Outcome::Waiting { id }))
    }

    /// Shows the contact that their message is read, and that somebody types, whatever the workspace's policy for people is: a program says what it wants.
    pub async fn mark_read(&self, actor: &Actor, channel: ChannelId, wamid: &str, typing: bool) -> Result<()> {
        let message = self.quoted(actor.workspace_id, channel, wamid).await?;
        let workspace = self.0.store().workspace(actor.workspace_id);
        let row = workspace.get_message(message).await?.row;
        if row.direction != "inbound" {
            return Err(Error::invalid(
                "/message_id",
                "invalid_value",
                "Only messages of the contact can be marked read.",
            ));
        }
        let facts = workspace
            .find_send_facts(row.conversation_id)
            .await?
            .ok_or_else(|| Error::not_found("conversation.not_found", "There is no such conversation here."))?;
        let token = workspace.find_access_token(facts.channel_id).await?.ok_or_else(channels::not_connected)?;
        let wamid = Wamid::new(wamid).map_err(|_| unknown_message())?;
        let graph = self.0.graph(&facts.channel_kind)?;
        let number = graph.number(&facts.phone_number_id, &token);
        let done = if typing {
            number.typing(&wamid).await
        } else {
            number.mark_read(&wamid).await
        };
        done.map_err(channels::from_call)?;
        Ok(())
    }

    /// Who it goes to. A stranger becomes a contact only with a template, since nothing else could go to them.
    async fn contact(&self, actor: &Actor, request: &PassthroughRequest) -> Result<ContactId> {
        let workspace = self.0.store().workspace(actor.workspace_id);
        match &request.to {
            Addressee::UserId(id) => workspace.find_contact_by_identity("bsuid", id).await?.ok_or_else(|| {
                Error::invalid("/recipient", "send.no_address", "Nobody with this user id wrote to this number yet.")
                    .remedy("Send to a phone number.")
            }),
            Addressee::Phone(typed) => {
                let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
                if !NUMBER.contains(&digits.len()) {
                    return Err(Error::invalid("/to", "invalid_value", "This is no phone number with its country code."));
                }
                if let Some(contact) = workspace.find_contact_by_identity("phone", &digits).await? {
                    return Ok(contact);
                }
                if request.content.kind() != "template" {
                    let says = "This person has not written to this number, so only a template can go to them.";
                    return Err(Error::invalid("/to", "send.window_closed", says));
                }
                let request = ContactRequest {
                    phone: format!("+{digits}"),
                    name: None,
                    email: None,
                    locale: None,
                    attributes: Map::new(),
                };
                match self.0.contacts().create(actor, request).await {
                    Ok(contact) => Ok(contact.summary.id),
                    // Somebody was faster.
                    Err(error) if error.code == "contact.exists" => workspace.find_contact_by_identity("phone", &digits).await?.ok_or(error),
                    Err(mut error) => {
                        error.pointer = error.pointer.map(|pointer| if pointer == "/phone" { "/to".to_owned() } else { pointer });
                        Err(error)
                    }
                }
            }
        }
    }

    async fn quoted(&self, workspace: WorkspaceId, channel: ChannelId, wamid: &str) -> Result<MessageId> {
        let mut tx = self.0.store().begin().await?;
        let found = tx.workspace(workspace).messages_by_wamid(channel, wamid).await?;
        found.into_iter().next().ok_or_else(unknown_message)
    }

    /// The id of the message: a new one, or the one that the same request has had before.
    async fn id_for(&self, actor: &Actor, conversation: ConversationId, request: &PassthroughRequest) -> Result<MessageId> {
        let (key, words) = match &request.once {
            Once::No => return Ok(MessageId::new()),
            Once::Key(key) => (key, None),
            Once::Callback(key) => (
                key,
                Some(format!("{conversation}{}{}", request.content.kind(), request.content.content_json())),
            ),
        };
        let workspace = self.0.store().workspace(actor.workspace_id);
        for number in 0_u64.. {
            let id = derived(actor.workspace_id, key, words.as_deref(), number);
            if words.is_none() {
                return Ok(id);
            }
            match workspace.get_message(id).await {
                Ok(message) if self.0.now().since(message.row.created_at) >= SAME_FOR => {}
                Ok(_) | Err(store::Error::NotFound(_)) => return Ok(id),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(MessageId::new())
    }

    /// What became of a message so far; nothing while it waits.
    async fn outcome(&self, workspace: WorkspaceId, id: MessageId) -> Result<Option<Outcome>> {
        let message = self.0.store().workspace(workspace).get_message(id).await?.row;
        if let Some(wamid) = message.wamid {
            let contact = self.0.store().workspace(workspace).find_send_facts(message.conversation_id).await?;
            let wa_id = contact.and_then(|facts| facts.phone);
            return Ok(Some(Outcome::Accepted { id, wamid, wa_id }));
        }
        let failed = MessageStatus::parse(&message.status) == Some(MessageStatus::Failed);
        let error = message.error.filter(|_| failed).map(|error| MessageError::from_stored(&error));
        Ok(error.map(|error| Outcome::Failed { id, error: Box::new(error) }))
    }
}

fn object(json: Value) -> Map<String, Value> {
    match json {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// A template as `GET /{account}/message_templates` shows it.
fn as_metas(row: TemplateRow) -> Map<String, Value> {
    let components: Value = serde_json::from_str(&row.components).unwrap_or_default();
    object(json!({
        "id": row.meta_id,
        "name": row.name,
        "language": row.language,
        "status": row.status,
        "category": row.category,
        "parameter_format": row.parameter_format,
        "components": components,
        "rejected_reason": row.rejected_reason,
        "previous_category": row.previous_category,
        "correct_category": row.correct_category,
        "message_send_ttl_seconds": row.ttl_seconds,
        "quality_score": { "score": row.quality },
    }))
}

fn unknown_message() -> Error {
    Error::invalid("/message_id", "message.not_found", "There is no message with this id on this number.")
}

/// An id that the same words always give.
fn derived(workspace: WorkspaceId, key: &str, words: Option<&str>, number: u64) -> MessageId {
    let mut hash = Sha256::new();
    hash.update(b"passthrough");
    hash.update(workspace.uuid().as_bytes());
    for part in [key, words.unwrap_or_default()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(number.to_be_bytes());
    let bytes: [u8; 16] = *hash.finalize().first_chunk().expect("SHA-256 gives 32 bytes");
    MessageId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
