//! How far a business message gets: arrived, read, failed; and the statuses that say so.

use std::sync::Arc;

use tokio_util::sync::DropGuard;

use crate::{
    deliver::Delivery,
    faults::Fault,
    graph::error::GraphError,
    webhook::{Item, Part, items},
    world::{
        Step, When, World,
        message::{Failure, Message, Ticks},
    },
};

impl World {
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

    pub(super) fn push_status(&mut self, message: &Message, ticks: Ticks, first_attempt: Option<Arc<DropGuard>>) {
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
}
