//! What becomes of messages a business sends: accepted, arrived, read, failed; and typing.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio_util::sync::DropGuard;

use crate::{
    clock::Time,
    deliver::Delivery,
    graph::error::GraphError,
    webhook::{Item, Part, items},
    world::{
        Step, When, World,
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
            came_with: Value::Null,
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
pub(super) fn status_only(id: &str, phone: &str, number: &str, sent: Sent, at: Time) -> Message {
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
        came_with: Value::Null,
        edited: false,
        revoked: false,
        error: None,
        sent: Some(sent),
        arrived: false,
    }
}
