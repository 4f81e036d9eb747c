//! What becomes of messages a business sends: accepted, arrived, read, failed; and typing.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio_util::sync::DropGuard;

use crate::{
    clock::Time,
    deliver::Delivery,
    faults::Fault,
    graph::error::GraphError,
    webhook::{Item, Part, items},
    world::{
        Refused, Step, When, World,
        ledger::SendRecord,
        message::{Failure, Message, Sent, Side, Ticks, Via},
    },
};

/// A send that passed every check.
#[derive(Debug)]
pub(crate) struct Accepted {
    pub(crate) number: String,
    /// `None`: nobody has that number.
    pub(crate) phone: Option<String>,
    /// The digits it was sent to.
    pub(crate) recipient: String,
    pub(crate) to_number: bool,
    pub(crate) opaque: Option<String>,
    pub(crate) kind: String,
    pub(crate) content: Value,
    pub(crate) media: Value,
    pub(crate) reply_to: Option<String>,
    /// `service`, or the template's category in lower case.
    pub(crate) category: String,
    /// Why it will fail although it is accepted.
    pub(crate) doomed: Option<GraphError>,
    /// Dropped when the first attempt to report `sent` was made.
    pub(crate) reported: Option<Arc<DropGuard>>,
}

/// WhatsApp shows typing for at most this long
/// (<https://developers.facebook.com/docs/whatsapp/cloud-api/typing-indicators>).
const TYPING: Duration = Duration::from_secs(25);
/// A customer who came from an ad and was answered within a day costs nothing for this long.
const FREE_ENTRY: Duration = Duration::from_secs(72 * 3600);

impl World {
    /// Takes a send in: gives it an id, files it, reports `sent` and plans what follows.
    pub(crate) fn accept(&mut self, send: Accepted) -> String {
        let now = self.now();
        let handle = send
            .phone
            .as_deref()
            .and_then(|phone| self.phones.get(phone))
            .map_or(send.recipient.as_str(), |phone| phone.handle())
            .to_owned();
        let id = self.random.wamid(&handle);
        self.ledger.accept(SendRecord {
            id: id.clone(),
            phone: send.phone.clone(),
            number: send.number.clone(),
            kind: send.kind.clone(),
            opaque: send.opaque.clone(),
            at: now,
            answered: true,
        });
        match send.phone.clone() {
            Some(phone) if send.kind == "reaction" => self.accept_reaction(&id, &phone, &send, now),
            Some(phone) => self.accept_message(&id, &phone, send, now),
            None => self.lose(&id, &send, now),
        }
        id
    }

    fn accept_message(&mut self, id: &str, phone: &str, send: Accepted, now: Time) {
        let free_entry = self.enters_free(phone, &send.number, now);
        let sent = Sent {
            opaque: send.opaque,
            to_number: send.to_number,
            category: send.category,
            free_entry,
            priced: false,
        };
        self.file(Message {
            id: id.to_owned(),
            phone: phone.to_owned(),
            number: send.number,
            from: Side::Business,
            via: Via::Api,
            at: now,
            kind: send.kind,
            content: send.content,
            media: send.media,
            reply_to: send.reply_to,
            ticks: Ticks::Sent,
            reactions: Vec::new(),
            chosen: Vec::new(),
            forwarded: false,
            edited: false,
            revoked: false,
            error: None,
            sent: Some(sent),
            arrived: false,
        });
        let delay = When::In(self.config.pace.delivered);
        if let Some(error) = send.doomed {
            let details = error.reason().to_owned();
            self.later.push((
                delay,
                Step::Fail {
                    message: id.to_owned(),
                    code: error.code,
                    details,
                },
            ));
            return;
        }
        if let Some(message) = self.message(id).cloned() {
            self.push_status(&message, Ticks::Sent, send.reported);
        }
        self.later.push((delay, Step::Arrive { message: id.to_owned() }));
    }

    /// A reaction is no message of the thread; only `sent` is ever reported for it.
    fn accept_reaction(&mut self, id: &str, phone: &str, send: &Accepted, now: Time) {
        let target = send.content["message_id"].as_str().unwrap_or_default().to_owned();
        let known = self.chats.get(&target).is_some_and(|(owner, _)| owner == phone);
        let sent = Sent {
            opaque: send.opaque.clone(),
            to_number: send.to_number,
            category: send.category.clone(),
            free_entry: false,
            priced: false,
        };
        let mut stub = status_only(id, phone, &send.number, sent, now);
        if !known {
            let details = "The message to react to was not found, is older than 30 days, or is itself a reaction.";
            stub.error = Some(Failure {
                code: 131_009,
                title: GraphError::new(131_009).title().to_owned(),
                details: details.to_owned(),
            });
            self.push_status(&stub, Ticks::Failed, None);
            return;
        }
        self.push_status(&stub, Ticks::Sent, send.reported.clone());
        if let Some(message) = self.message_mut(&target) {
            message.react(Side::Business, send.content["emoji"].as_str());
            let message = message.clone();
            self.tell_message("message_changed", &message);
        }
    }

    /// Nobody has that number: the send fails after it was accepted.
    fn lose(&mut self, id: &str, send: &Accepted, now: Time) {
        let error = GraphError::new(131_026).details("Message Undeliverable.");
        let Some((business, number)) = self.number(&send.number) else { return };
        let status = items::lost_status(id, &send.recipient, send.opaque.as_deref(), &error, now);
        let item = Item {
            business: business.id.clone(),
            number: Some(number.id.clone()),
            phone: None,
            inbound: None,
            field: "messages",
            metadata: number.metadata(),
            part: Part::Status { contact: None, status },
            label: format!("status failed {id}"),
            at: now,
            plan: Delivery::default(),
            first_attempt: None,
        };
        self.outgoing.push(item);
    }

    /// The message reaches the phone, unless it is off or the customer blocked the business.
    pub(crate) fn arrive(&mut self, id: &str) {
        let Some((phone_id, number)) = self.chats.get(id).cloned() else { return };
        let Some(phone) = self.phones.get_mut(&phone_id) else { return };
        if phone.blocked {
            return;
        }
        let auto_read = phone.auto_read;
        let online = phone.online;
        let chat = phone.chat_mut(&number);
        if !online {
            chat.waiting.push(id.to_owned());
            return;
        }
        let Some(message) = chat.message_mut(id).filter(|message| message.ticks == Ticks::Sent) else {
            return;
        };
        message.arrived = true;
        let message = message.clone();
        self.end_typing(&phone_id, &number, None);
        self.tell_message("message", &message);
        let business = self.number(&number).map(|(business, _)| business.id.clone()).unwrap_or_default();
        let skip = self
            .strike(&business, |fault| matches!(fault, Fault::SkipDelivered).then_some(()))
            .is_some();
        if !skip {
            self.advance_ticks(id, Ticks::Delivered);
        }
        if auto_read {
            self.later.push((When::In(self.config.pace.read), Step::Read { message: id.to_owned() }));
        }
    }

    pub(crate) fn auto_read(&mut self, id: &str) {
        let unread = self.message(id).is_some_and(|message| message.arrived && message.ticks < Ticks::Read);
        if unread {
            self.advance_ticks(id, Ticks::Read);
        }
    }

    pub(crate) fn fail(&mut self, id: &str, error: &GraphError) {
        let Some(message) = self.message_mut(id).filter(|message| message.ticks == Ticks::Sent) else {
            return;
        };
        message.ticks = Ticks::Failed;
        message.error = Some(Failure {
            code: error.code,
            title: error.title().to_owned(),
            details: error.reason().to_owned(),
        });
        self.report_status(id, Ticks::Failed);
    }

    /// Moves a business message forward and reports it.
    pub(crate) fn advance_ticks(&mut self, id: &str, ticks: Ticks) {
        let Some(message) = self.message_mut(id).filter(|message| message.ticks < ticks) else {
            return;
        };
        message.ticks = ticks;
        let (phone, number) = (message.phone.clone(), message.number.clone());
        self.tell_ticks(&phone, &number, &[id.to_owned()], ticks);
        self.report_status(id, ticks);
    }

    fn report_status(&mut self, id: &str, ticks: Ticks) {
        let Some(message) = self.message(id).cloned() else { return };
        self.push_status(&message, ticks, None);
        if let Some(sent) = self.message_mut(id).and_then(|message| message.sent.as_mut()) {
            sent.priced |= matches!(ticks, Ticks::Delivered | Ticks::Read);
        }
    }

    fn push_status(&mut self, message: &Message, ticks: Ticks, first_attempt: Option<Arc<DropGuard>>) {
        let now = self.now();
        let (Some(phone), Some((business, number))) = (self.phones.get(&message.phone), self.number(&message.number)) else {
            return;
        };
        // Messages written in the Business app get no statuses.
        let Some(sent) = &message.sent else { return };
        let (contact, status) = items::status(message, sent, ticks, phone, business, now);
        let item = Item {
            business: business.id.clone(),
            number: Some(number.id.clone()),
            phone: Some(phone.id.clone()),
            inbound: None,
            field: "messages",
            metadata: number.metadata(),
            part: Part::Status { contact, status },
            label: format!("status {} {}", ticks.word(), message.id),
            at: now,
            plan: Delivery::default(),
            first_attempt,
        };
        self.outgoing.push(item);
    }

    /// The business read the customer's messages up to this one; with `typing` the bubble shows.
    pub(crate) fn business_reads(&mut self, number: &str, id: &str, typing: bool) -> Result<(), Refused> {
        let place = self.chats.get(id).filter(|(_, own)| own == number).cloned();
        let (phone, _) = place.ok_or_else(|| Refused::NotFound(id.to_owned()))?;
        let chat = self.chat_mut(&phone, number)?;
        if chat.message(id).is_none_or(|message| message.from == Side::Business) {
            return Err(Refused::NotFound(id.to_owned()));
        }
        let mut read = Vec::new();
        for message in &mut chat.messages {
            if message.from == Side::Phone && message.ticks < Ticks::Read {
                message.ticks = Ticks::Read;
                read.push(message.id.clone());
            }
            if message.id == id {
                break;
            }
        }
        self.tell_ticks(&phone, number, &read, Ticks::Read);
        if typing {
            let until = self.now().plus(TYPING);
            self.chat_mut(&phone, number)?.typing_until = Some(until);
            self.tell("typing", &phone, number, json!({ "until": until }));
            let step = Step::EndTyping {
                phone,
                number: number.to_owned(),
                until,
            };
            self.later.push((When::At(until), step));
        }
        Ok(())
    }

    /// Ends the bubble: at its time (`until`), or because a message arrived.
    pub(crate) fn end_typing(&mut self, phone: &str, number: &str, until: Option<Time>) {
        let Ok(chat) = self.chat_mut(phone, number) else { return };
        let shown = chat.typing_until.is_some() && (until.is_none() || chat.typing_until == until);
        if shown {
            chat.typing_until = None;
            self.tell("typing", phone, number, json!({ "until": null }));
        }
    }

    /// The owner answers in the WhatsApp Business app: it appears on the phone and is echoed.
    pub(crate) fn echo(&mut self, number: &str, phone: &str, text: &str) -> Result<Message, Refused> {
        let now = self.now();
        let (_, own) = self
            .number(number)
            .ok_or_else(|| Refused::NotFound(format!("There is no business number {number}.")))?;
        if !own.coexistence {
            let detail = "This number is not in the WhatsApp Business app. PATCH /control/numbers/{id} with {\"coexistence\":true} puts it there.";
            return Err(Refused::Invalid(detail.to_owned()));
        }
        let handle = self.phone(phone)?.handle().to_owned();
        let id = self.random.wamid(&handle);
        let mut message = status_only(
            &id,
            phone,
            number,
            Sent {
                opaque: None,
                to_number: true,
                category: String::new(),
                free_entry: false,
                priced: true,
            },
            now,
        );
        (message.kind, message.content) = ("text".to_owned(), json!({ "body": text, "preview_url": false }));
        (message.via, message.sent, message.arrived, message.ticks) = (Via::App, None, true, Ticks::Delivered);
        self.file(message.clone());
        self.end_typing(phone, number, None);
        self.tell_message("message", &message);
        let (customer, Some((business, own))) = (self.phone(phone)?, self.number(number)) else {
            return Ok(message);
        };
        let item = Item {
            business: business.id.clone(),
            number: Some(number.to_owned()),
            phone: Some(phone.to_owned()),
            inbound: None,
            field: "smb_message_echoes",
            metadata: own.metadata(),
            part: Part::Echo {
                contact: Some(items::contact(customer, business)),
                echo: items::echo(&message, customer, business, own),
            },
            label: format!("echo {id}"),
            at: now,
            plan: Delivery::default(),
            first_attempt: None,
        };
        self.outgoing.push(item);
        Ok(message)
    }

    /// Whether this send is free because an ad brought the customer; the first answer within a day starts 72 hours.
    fn enters_free(&mut self, phone: &str, number: &str, now: Time) -> bool {
        let Ok(chat) = self.chat_mut(phone, number) else { return false };
        if let Some(entered) = chat.entered_at.take()
            && now.since(entered) <= super::phone::WINDOW
        {
            chat.free_entry_until = Some(now.plus(FREE_ENTRY));
        }
        chat.free_entry_until.is_some_and(|until| until > now)
    }
}

/// A message that exists only to carry a status.
fn status_only(id: &str, phone: &str, number: &str, sent: Sent, at: Time) -> Message {
    Message {
        id: id.to_owned(),
        phone: phone.to_owned(),
        number: number.to_owned(),
        from: Side::Business,
        via: Via::Api,
        at,
        kind: "reaction".to_owned(),
        content: json!({}),
        media: Value::Null,
        reply_to: None,
        ticks: Ticks::Sent,
        reactions: Vec::new(),
        chosen: Vec::new(),
        forwarded: false,
        edited: false,
        revoked: false,
        error: None,
        sent: Some(sent),
        arrived: false,
    }
}
