//! A customer's phone and its chats with business numbers.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    clock::Time,
    config::{PhoneConfig, stable_digest},
    world::{
        business::{Business, Number},
        message::{Message, Side, Ticks},
    },
};

/// A customer's phone.
#[derive(Debug)]
pub(crate) struct Phone {
    pub(crate) id: String,
    /// Order of creation.
    pub(crate) place: u64,
    pub(crate) name: String,
    pub(crate) wa_id: Option<String>,
    pub(crate) username: Option<String>,
    pub(crate) username_only: bool,
    pub(crate) country: String,
    pub(crate) language: String,
    pub(crate) online: bool,
    pub(crate) auto_read: bool,
    /// The customer blocked all businesses here.
    pub(crate) blocked: bool,
    /// What user ids are derived from; changes with the number.
    pub(crate) identity: String,
    pub(crate) chats: BTreeMap<String, Chat>,
}

/// The chat of one phone with one business number.
#[derive(Debug, Default)]
pub(crate) struct Chat {
    pub(crate) messages: VecDeque<Message>,
    /// Sent while the phone was offline.
    pub(crate) waiting: Vec<String>,
    pub(crate) typing_until: Option<Time>,
    pub(crate) last_inbound_at: Option<Time>,
    /// The customer came from an ad then.
    pub(crate) entered_at: Option<Time>,
    pub(crate) free_entry_until: Option<Time>,
    /// No marketing wanted.
    pub(crate) marketing_stopped: bool,
}

/// Free-form messages may be sent this long after the customer's last message
/// (<https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages>).
pub(crate) const WINDOW: Duration = Duration::from_secs(24 * 3600);

impl Phone {
    /// A phone from its description; `wa_id` was chosen before.
    pub(crate) fn new(config: &PhoneConfig, wa_id: Option<String>, place: u64) -> Self {
        let username = config.username.as_ref().map(|name| name.trim_start_matches('@').to_owned());
        let identity = wa_id.clone().or_else(|| username.clone()).unwrap_or_else(|| config.name.clone());
        let digest = hex::encode(stable_digest(&["phone", &identity]));
        let or = |given: &str, fallback: &str| if given.is_empty() { fallback.to_owned() } else { given.to_owned() };
        Self {
            id: format!("ph_{}", &digest[..12]),
            place,
            name: config.name.clone(),
            wa_id,
            username,
            username_only: config.username_only,
            country: or(&config.country, "US"),
            language: or(&config.language, "en"),
            online: !config.offline,
            auto_read: config.auto_read,
            blocked: false,
            identity,
            chats: BTreeMap::new(),
        }
    }

    /// The business-scoped user id: country, dot, opaque digits; the same for all numbers of a portfolio.
    pub(crate) fn user_id(&self, portfolio: &str) -> String {
        let digest = stable_digest(&["user", portfolio, &self.identity]);
        let digits: String = digest.iter().take(20).map(|byte| char::from(b'0' + byte % 10)).collect();
        format!("{}.{digits}", self.country)
    }

    /// Leading part of a message id: what the phone is known by.
    pub(crate) fn handle(&self) -> &str {
        self.wa_id.as_deref().unwrap_or(&self.identity)
    }

    pub(crate) fn chat(&self, number: &str) -> Option<&Chat> {
        self.chats.get(number)
    }

    pub(crate) fn chat_mut(&mut self, number: &str) -> &mut Chat {
        self.chats.entry(number.to_owned()).or_default()
    }

    /// As the control API shows it, with a chat for each number of `businesses`.
    pub(crate) fn view(&self, businesses: &[Business], now: Time) -> Value {
        let chats: Vec<Value> = businesses
            .iter()
            .flat_map(|business| business.numbers.iter().map(move |number| (business, number)))
            .map(|(business, number)| self.chat_view(business, number, now))
            .collect();
        json!({
            "id": self.id, "name": self.name, "wa_id": self.wa_id, "username": self.username,
            "user_id": businesses.first().map(|business| self.user_id(&business.portfolio_id)),
            "country": self.country, "language": self.language, "online": self.online, "auto_read": self.auto_read,
            "blocked": self.blocked, "username_only": self.username_only, "chats": chats,
        })
    }

    fn chat_view(&self, business: &Business, number: &Number, now: Time) -> Value {
        let empty = Chat::default();
        let chat = self.chat(&number.id).unwrap_or(&empty);
        json!({
            "number": number.id, "business": business.id, "name": number.verified_name,
            "display_phone_number": number.display, "user_id": self.user_id(&business.portfolio_id),
            "unread": chat.unread(), "last": chat.arrived().next_back(), "typing_until": chat.typing(now),
            "window_until": chat.window_until().filter(|until| *until > now),
            "marketing": if chat.marketing_stopped { "stopped" } else { "allowed" },
            "blocked_by_business": number.blocked.contains(&self.id),
        })
    }
}

impl Chat {
    pub(crate) fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().rev().find(|message| message.id == id)
    }

    pub(crate) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.iter_mut().rev().find(|message| message.id == id)
    }

    /// What is in the thread, oldest first.
    pub(crate) fn arrived(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter().filter(|message| message.arrived)
    }

    pub(crate) fn unread(&self) -> usize {
        self.arrived()
            .filter(|message| message.from == Side::Business && message.ticks < Ticks::Read)
            .count()
    }

    pub(crate) fn typing(&self, now: Time) -> Option<Time> {
        self.typing_until.filter(|until| *until > now)
    }

    /// End of the time in which free-form messages are allowed.
    pub(crate) fn window_until(&self) -> Option<Time> {
        self.last_inbound_at.map(|at| at.plus(WINDOW)).max(self.free_entry_until)
    }
}
