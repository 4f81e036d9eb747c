//! What customers do: say something, read, react, change their number.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;

use crate::{
    deliver::Delivery,
    webhook::{Item, Part, items},
    world::{
        Refused, World,
        message::{Message, Side, Ticks, Via},
        say::{How, Say, Spoken, unsupported},
    },
};

/// The result of something that was reported: the message, and a signal that its webhooks were attempted.
pub(crate) struct Said {
    pub(crate) message: Message,
    pub(crate) attempted: CancellationToken,
}

impl World {
    /// The customer sends something.
    pub(crate) fn say(&mut self, phone: &str, say: Say, how: How) -> Result<Said, Refused> {
        let number = self.number_or_first(how.number.as_deref())?;
        self.phone(phone)?;
        let spoken = self.spoken(say, &number)?;
        self.speak(phone, &number, spoken, how)
    }

    fn speak(&mut self, phone: &str, number: &str, spoken: Spoken, how: How) -> Result<Said, Refused> {
        let now = self.now();
        let id = self.wamid(phone)?;
        let message = Message {
            id: id.clone(),
            phone: phone.to_owned(),
            number: number.to_owned(),
            from: Side::Phone,
            via: Via::Phone,
            at: now,
            kind: spoken.kind.clone(),
            content: spoken.content,
            media: spoken.media,
            reply_to: how.reply_to.clone(),
            ticks: Ticks::Sending,
            reactions: Vec::new(),
            chosen: Vec::new(),
            forwarded: how.forwarded || how.frequently_forwarded,
            came_with: how.came_with(),
            edited: false,
            revoked: false,
            error: None,
            sent: None,
            arrived: true,
        };
        let chat = self.chat_mut(phone, number)?;
        if spoken.opens_window {
            chat.last_inbound_at = Some(now);
        }
        if how.referral.is_some() {
            chat.entered_at = Some(now);
        }
        self.file(message.clone());
        self.tell_message("message", &message);
        let mut wire = spoken.wire;
        wire.extend(how.context().map(|context| ("context".to_owned(), context)));
        wire.extend(how.referral.map(|referral| ("referral".to_owned(), referral)));
        if let Some(quoted) = &how.reply_to {
            let quote = self.quote(phone, number, quoted);
            match wire.get_mut("context").and_then(Value::as_object_mut) {
                Some(context) => context.extend(items::object(quote)),
                None => drop(wire.insert("context".to_owned(), quote)),
            }
        }
        let attempted = self.report(phone, number, &id, &spoken.kind, wire, how.delivery);
        Ok(Said { message, attempted })
    }

    pub(super) fn wamid(&mut self, phone: &str) -> Result<String, Refused> {
        let handle = self.phone(phone)?.handle().to_owned();
        Ok(self.random.wamid(&handle))
    }

    fn quote(&self, phone: &str, number: &str, quoted: &str) -> Value {
        match (self.phones.get(phone), self.number(number)) {
            (Some(phone), Some((_, number))) => items::reply_context(self.message(quoted), quoted, phone, number),
            _ => Value::Null,
        }
    }

    /// Reports a customer's message to the business, unless the business blocked the customer.
    pub(super) fn report(&mut self, phone: &str, number: &str, id: &str, kind: &str, wire: Map<String, Value>, plan: Delivery) -> CancellationToken {
        let attempted = CancellationToken::new();
        let first_attempt = Some(Arc::new(attempted.clone().drop_guard()));
        let now = self.now();
        let Some((business, own)) = self.number(number) else { return attempted };
        let Some(customer) = self.phones.get(phone).filter(|phone| !own.blocked.contains(&phone.id)) else {
            return attempted;
        };
        let mut message = items::inbound(customer, business, id, now, kind);
        message.extend(wire);
        // System messages come without contacts and, for a changed user id, without a number.
        let contact = (kind != "system").then(|| items::contact(customer, business));
        let item = Item {
            business: business.id.clone(),
            number: Some(number.to_owned()),
            phone: Some(phone.to_owned()),
            inbound: Some(id.to_owned()),
            field: "messages",
            metadata: own.metadata(),
            part: Part::Message {
                contact,
                message: Value::Object(message),
            },
            label: format!("message {kind} {id}"),
            at: now,
            plan,
            first_attempt,
        };
        self.outgoing.push(item);
        attempted
    }

    /// Reads what arrived, up to a message or all of it.
    pub(crate) fn read(&mut self, phone: &str, number: &str, up_to: Option<&str>) -> Result<Vec<String>, Refused> {
        if let Some(id) = up_to {
            self.in_chat(phone, number, id)?;
        }
        let chat = self.chat_mut(phone, number)?;
        let mut unread = Vec::new();
        for message in chat.messages.iter().filter(|message| message.arrived) {
            if message.from == Side::Business && message.ticks < Ticks::Read {
                unread.push(message.id.clone());
            }
            if up_to == Some(message.id.as_str()) {
                break;
            }
        }
        for id in &unread {
            self.advance_ticks(id, Ticks::Read);
        }
        Ok(unread)
    }

    /// Plays a voice note.
    pub(crate) fn play(&mut self, phone: &str, id: &str) -> Result<Message, Refused> {
        let number = self.chat_of(phone, id)?;
        let message = self.in_chat(phone, &number, id)?;
        if message.from != Side::Business || message.kind != "audio" {
            return Err(Refused::Invalid("Only audio from the business can be played.".to_owned()));
        }
        self.read(phone, &number, Some(id))?;
        self.advance_ticks(id, Ticks::Played);
        Ok(self.in_chat(phone, &number, id)?.clone())
    }

    /// Reacts with an emoji, or takes the reaction back.
    pub(crate) fn react(&mut self, phone: &str, id: &str, emoji: Option<&str>, plan: Delivery) -> Result<Said, Refused> {
        let number = self.chat_of(phone, id)?;
        let emoji = emoji.filter(|emoji| !emoji.is_empty());
        let message = self.message_mut(id).ok_or_else(|| no_message(id))?;
        message.react(Side::Phone, emoji);
        let message = message.clone();
        self.tell_message("message_changed", &message);
        let mut reaction = json!({ "message_id": id });
        items::set(&mut reaction, "emoji", emoji);
        let wire = Map::from_iter([("reaction".to_owned(), reaction)]);
        let own = self.wamid(phone)?;
        let attempted = self.report(phone, &number, &own, "reaction", wire, plan);
        Ok(Said { message, attempted })
    }

    /// Changes an own text or caption. Only numbers that are also in the Business app are told what it says now.
    pub(crate) fn edit(&mut self, phone: &str, id: &str, text: &str, plan: Delivery) -> Result<Said, Refused> {
        let number = self.chat_of(phone, id)?;
        let message = self.own(phone, id)?;
        let key = if message.kind == "text" { "body" } else { "caption" };
        if key == "caption" && message.media.is_null() {
            return Err(Refused::Invalid(format!("A {} message has no text to edit.", message.kind)));
        }
        message.content[key] = text.into();
        message.edited = true;
        let message = message.clone();
        self.tell_message("message_changed", &message);
        let wire = match self.coexists(&number) {
            true => {
                let mut edited = json!({ "type": message.kind });
                edited[&message.kind] = message.content.clone();
                json!({ "edit": { "original_message_id": id, "message": edited } })
            }
            false => Value::Object(unsupported("edit", 131_051).wire),
        };
        let kind = if self.coexists(&number) { "edit" } else { "unsupported" };
        let own = self.wamid(phone)?;
        let attempted = self.report(phone, &number, &own, kind, items::object(wire), plan);
        Ok(Said { message, attempted })
    }

    /// Deletes an own message for everyone. Only numbers that are also in the Business app are told.
    pub(crate) fn revoke(&mut self, phone: &str, id: &str, plan: Delivery) -> Result<Said, Refused> {
        let number = self.chat_of(phone, id)?;
        let message = self.own(phone, id)?;
        message.revoked = true;
        (message.content, message.media) = (json!({}), Value::Null);
        let message = message.clone();
        self.tell_message("message_changed", &message);
        let attempted = match self.coexists(&number) {
            true => {
                let wire = Map::from_iter([("revoke".to_owned(), json!({ "original_message_id": id }))]);
                let own = self.wamid(phone)?;
                self.report(phone, &number, &own, "revoke", wire, plan)
            }
            false => never_attempted(),
        };
        Ok(Said { message, attempted })
    }

    /// The number of the chat a message is in.
    pub(crate) fn chat_of(&self, phone: &str, id: &str) -> Result<String, Refused> {
        self.phone(phone)?;
        let chat = self.chats.get(id).filter(|(owner, _)| owner == phone);
        chat.map(|(_, number)| number.clone()).ok_or_else(|| no_message(id))
    }

    /// A message that is in the thread.
    pub(crate) fn in_chat(&self, phone: &str, number: &str, id: &str) -> Result<&Message, Refused> {
        let chat = self.phone(phone)?.chat(number);
        chat.and_then(|chat| chat.message(id))
            .filter(|message| message.arrived)
            .ok_or_else(|| no_message(id))
    }

    fn own(&mut self, phone: &str, id: &str) -> Result<&mut Message, Refused> {
        let message = self
            .message_mut(id)
            .filter(|message| message.phone == phone)
            .ok_or_else(|| no_message(id))?;
        match (message.from, message.revoked) {
            (Side::Phone, false) => Ok(message),
            (Side::Phone, true) => Err(Refused::Conflict("The message was deleted already.".to_owned())),
            (Side::Business, _) => Err(Refused::Invalid("A customer can only change own messages.".to_owned())),
        }
    }

    fn coexists(&self, number: &str) -> bool {
        self.number(number).is_some_and(|(_, number)| number.coexistence)
    }
}

fn no_message(id: &str) -> Refused {
    Refused::NotFound(format!("There is no message {id} in this chat. GET …/thread shows what is there."))
}

fn never_attempted() -> CancellationToken {
    let token = CancellationToken::new();
    token.cancel();
    token
}
