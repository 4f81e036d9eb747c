//! What a customer sees of the business's attention: read marks and the typing bubble.

use std::time::Duration;

use serde_json::json;

use crate::{
    clock::Time,
    world::{
        Refused, Step, When, World,
        message::{Side, Ticks},
    },
};

/// WhatsApp shows typing for at most this long
/// (<https://developers.facebook.com/docs/whatsapp/cloud-api/typing-indicators>).
const TYPING: Duration = Duration::from_secs(25);

impl World {
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
}
