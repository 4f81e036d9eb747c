//! The whole world in memory. One lock guards it; nothing here waits, and what must go out is queued for the handle to send.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::{
    clock::{Clock, Time},
    config::{Config, stable_digest},
    deliver::DeliveryLog,
    events::Events,
    faults::{Fault, Faults},
    graph::error::GraphError,
    random::Random,
    webhook::Item,
};

pub(crate) mod account;
pub(crate) mod attention;
pub(crate) mod business;
pub(crate) mod customer;
pub(crate) mod echo;
pub(crate) mod flow;
pub(crate) mod identity;
pub(crate) mod ledger;
pub(crate) mod media;
pub(crate) mod message;
pub(crate) mod past;
pub(crate) mod people;
pub(crate) mod phone;
pub(crate) mod say;
pub(crate) mod sends;
pub(crate) mod statuses;
pub(crate) mod template;
pub(crate) mod touch;

use business::{App, Business, Number};
use ledger::Ledger;
use media::Shelf;
use message::{Message, Side, Ticks};
use phone::{Chat, Phone};
use template::Template;

/// Meta, the businesses and their customers.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) config: Arc<Config>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) events: Arc<Events>,
    pub(crate) random: Random,
    pub(crate) apps: Vec<App>,
    pub(crate) businesses: Vec<Business>,
    pub(crate) phones: HashMap<String, Phone>,
    /// Digits of a number → phone.
    by_wa_id: HashMap<String, String>,
    /// Business-scoped user id → phone.
    by_user_id: HashMap<String, String>,
    /// Message → phone and number of its chat.
    pub(crate) chats: HashMap<String, (String, String)>,
    places: u64,
    pub(crate) media: Shelf,
    pub(crate) faults: Faults,
    pub(crate) ledger: Ledger,
    pub(crate) log: DeliveryLog,
    /// Webhook items the handle sends as soon as the lock is given back.
    pub(crate) outgoing: Vec<Item>,
    /// Items that were held back and go now, each group in one POST.
    pub(crate) released: Vec<Vec<Item>>,
    /// Steps the handle takes later.
    pub(crate) later: Vec<(When, Step)>,
    /// Ends with a reset: what was on its way then is dropped.
    pub(crate) era: CancellationToken,
    /// Where clients reach the simulator's root.
    pub(crate) public_base: String,
    /// Part of download addresses, so that they cannot be made up.
    pub(crate) salt: String,
}

/// When a step is due.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    /// After so long; the world is not settled before.
    In(Duration),
    /// When the clock shows it; does not keep the world from being settled.
    At(Time),
}

/// Something that happens by itself.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// A message arrives on the phone.
    Arrive { message: String },
    /// A phone that reads by itself reads.
    Read { message: String },
    /// A send fails after it was accepted.
    Fail { message: String, code: u32, details: String },
    /// The typing bubble goes.
    EndTyping { phone: String, number: String, until: Time },
    /// Meta decides about a template.
    Review { template: String },
    /// Collected webhooks go out.
    Flush { business: String },
}

/// Why the world does not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// It makes no sense here.
    #[error("{0}")]
    Invalid(String),
    /// Somebody else has it.
    #[error("{0}")]
    Conflict(String),
}

impl World {
    pub(crate) fn new(config: Arc<Config>, clock: Arc<Clock>, events: Arc<Events>) -> Self {
        let random = Random::new(config.seed);
        let mut world = Self {
            media: Shelf::new(config.keep.media_bytes),
            log: DeliveryLog::new(config.keep.deliveries),
            config,
            clock,
            events,
            random,
            apps: Vec::new(),
            businesses: Vec::new(),
            phones: HashMap::new(),
            by_wa_id: HashMap::new(),
            by_user_id: HashMap::new(),
            chats: HashMap::new(),
            places: 0,
            faults: Faults::default(),
            ledger: Ledger::default(),
            outgoing: Vec::new(),
            released: Vec::new(),
            later: Vec::new(),
            era: CancellationToken::new(),
            public_base: String::new(),
            salt: String::new(),
        };
        world.public_base.clone_from(&world.config.public_base);
        world.salt = world.random.digits(20);
        world.ledger.most = world.config.keep.sends;
        world.settle_in();
        world
    }

    /// Forgets everything but subscriptions and secrets. Ids go on, so none is ever given twice.
    pub(crate) fn reset(&mut self) {
        std::mem::take(&mut self.era).cancel();
        self.media = Shelf::new(self.config.keep.media_bytes);
        self.ledger = Ledger {
            most: self.config.keep.sends,
            ..Ledger::default()
        };
        self.faults.retain(|_| false);
        self.phones.clear();
        self.by_wa_id.clear();
        self.by_user_id.clear();
        self.chats.clear();
        self.outgoing.clear();
        self.released.clear();
        self.later.clear();
        let templates = self.seed_templates();
        for business in &mut self.businesses {
            business.post = business::PostRoom::default();
            business.templates.clone_from(&templates);
            business.forms.clear();
            for number in &mut business.numbers {
                number.blocked = BTreeSet::new();
            }
        }
        self.seed_phones();
        self.events.publish("resync", None, json!({}));
    }

    fn settle_in(&mut self) {
        let config = self.config.clone();
        for business in &config.businesses {
            if self.app(&business.app_id).is_none() {
                self.apps.push(App::new(business));
            }
            let templates = self.seed_templates();
            self.businesses.push(Business::new(business, templates));
        }
        self.seed_phones();
    }

    fn seed_phones(&mut self) {
        let config = self.config.clone();
        for phone in &config.phones {
            if self.add_phone(phone).is_err() {
                tracing::warn!("a phone of the seed was left out because its number or username is taken or wrong");
            }
        }
    }

    fn seed_templates(&mut self) -> Vec<Template> {
        let now = self.now();
        let definitions = crate::seed::templates();
        definitions
            .iter()
            .map(|definition| {
                let status = definition["status"].as_str().unwrap_or("APPROVED");
                Template::new(self.random.digits(16), definition, status, now)
            })
            .collect()
    }

    pub(crate) fn now(&self) -> Time {
        self.clock.now()
    }

    pub(crate) fn app(&self, id: &str) -> Option<&App> {
        self.apps.iter().find(|app| app.id == id)
    }

    pub(crate) fn app_mut(&mut self, id: &str) -> Option<&mut App> {
        self.apps.iter_mut().find(|app| app.id == id)
    }

    pub(crate) fn business(&self, id: &str) -> Option<&Business> {
        self.businesses.iter().find(|business| business.id == id)
    }

    pub(crate) fn business_mut(&mut self, id: &str) -> Option<&mut Business> {
        self.businesses.iter_mut().find(|business| business.id == id)
    }

    /// A number and the business it belongs to.
    pub(crate) fn number(&self, id: &str) -> Option<(&Business, &Number)> {
        self.businesses.iter().find_map(|business| Some((business, business.number(id)?)))
    }

    pub(crate) fn number_mut(&mut self, id: &str) -> Option<&mut Number> {
        self.businesses
            .iter_mut()
            .flat_map(|business| &mut business.numbers)
            .find(|number| number.id == id)
    }

    /// The number that was named, or the first one.
    pub(crate) fn number_or_first(&self, id: Option<&str>) -> Result<String, Refused> {
        let first = || self.businesses.iter().flat_map(|business| &business.numbers).next();
        let found = match id {
            Some(id) => self.number(id).map(|(_, number)| number),
            None => first(),
        };
        found.map(|number| number.id.clone()).ok_or_else(|| {
            Refused::NotFound(format!(
                "There is no business number {}. GET /control/businesses lists them.",
                id.unwrap_or("at all")
            ))
        })
    }

    /// Phones in order of creation.
    pub(crate) fn phones_in_order(&self) -> Vec<&Phone> {
        let mut phones: Vec<_> = self.phones.values().collect();
        phones.sort_by_key(|phone| phone.place);
        phones
    }

    pub(crate) fn phone(&self, id: &str) -> Result<&Phone, Refused> {
        self.phones.get(id).ok_or_else(|| no_phone(id))
    }

    pub(crate) fn phone_mut(&mut self, id: &str) -> Result<&mut Phone, Refused> {
        self.phones.get_mut(id).ok_or_else(|| no_phone(id))
    }

    pub(crate) fn chat_mut(&mut self, phone: &str, number: &str) -> Result<&mut Chat, Refused> {
        Ok(self.phone_mut(phone)?.chat_mut(number))
    }

    /// The message and its chat, for changing it.
    pub(crate) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        let (phone, number) = self.chats.get(id)?;
        self.phones.get_mut(phone)?.chats.get_mut(number)?.message_mut(id)
    }

    pub(crate) fn message(&self, id: &str) -> Option<&Message> {
        let (phone, number) = self.chats.get(id)?;
        self.phones.get(phone)?.chat(number)?.message(id)
    }

    /// Puts a message in its chat; the oldest goes when there are too many.
    pub(crate) fn file(&mut self, message: Message) {
        let most = self.config.keep.messages;
        self.chats.insert(message.id.clone(), (message.phone.clone(), message.number.clone()));
        let Some(phone) = self.phones.get_mut(&message.phone) else { return };
        let chat = phone.chat_mut(&message.number);
        chat.messages.push_back(message);
        let forgotten = if chat.messages.len() > most { chat.messages.pop_front() } else { None };
        if let Some(forgotten) = forgotten {
            self.chats.remove(&forgotten.id);
        }
    }

    /// Whether a fault that `pick` knows strikes this business now.
    pub(crate) fn strike<T>(&mut self, business: &str, pick: impl Fn(&Fault) -> Option<T>) -> Option<T> {
        self.faults.strike(&mut self.random, business, pick)
    }

    /// Tells phone pages something about a chat.
    pub(crate) fn tell(&self, name: &'static str, phone: &str, number: &str, mut data: Value) {
        data["phone"] = phone.into();
        data["number"] = number.into();
        self.events.publish(name, Some(phone), data);
    }

    pub(crate) fn tell_message(&self, name: &'static str, message: &Message) {
        self.tell(name, &message.phone, &message.number, json!({ "message": message }));
    }

    pub(crate) fn tell_ticks(&self, phone: &str, number: &str, ids: &[String], ticks: Ticks) {
        if !ids.is_empty() {
            self.tell("ticks", phone, number, json!({ "ids": ids, "ticks": ticks }));
        }
    }

    /// Takes a step that is due.
    pub(crate) fn step(&mut self, step: Step) {
        match step {
            Step::Arrive { message } => self.arrive(&message),
            Step::Read { message } => self.auto_read(&message),
            Step::Fail { message, code, details } => self.fail(&message, &GraphError::new(code).details(details)),
            Step::EndTyping { phone, number, until } => self.end_typing(&phone, &number, Some(until)),
            Step::Review { template } => self.decide_template(&template, "APPROVED", "NONE"),
            Step::Flush { business } => self.flush(&business),
        }
    }

    /// A webhook was answered: the phone shows its second tick.
    pub(crate) fn acknowledged(&mut self, inbound: &[String]) {
        for id in inbound {
            let Some(message) = self.message_mut(id).filter(|message| message.ticks == Ticks::Sending) else {
                continue;
            };
            message.ticks = Ticks::Delivered;
            let (phone, number) = (message.phone.clone(), message.number.clone());
            debug_assert_eq!(message.from, Side::Phone);
            self.tell_ticks(&phone, &number, std::slice::from_ref(id), Ticks::Delivered);
        }
    }

    /// An address at which a business can download a file for five minutes
    /// (<https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>).
    pub(crate) fn download_url(&self, media: &str) -> String {
        let expires = self.now().plus(Duration::from_secs(300)).seconds();
        format!(
            "{}/graph/lookaside/{media}?ext={expires}&hash={}",
            self.public_base,
            self.download_hash(media, expires)
        )
    }

    pub(crate) fn download_hash(&self, media: &str, expires: i64) -> String {
        hex::encode(&stable_digest(&["download", &self.salt, media, &expires.to_string()])[..16])
    }

    fn flush(&mut self, business: &str) {
        let Some(business) = self.businesses.iter_mut().find(|other| other.id == business) else {
            return;
        };
        let mut collected = std::mem::take(&mut business.post.collected);
        self.random.shuffle(&mut collected);
        self.released.extend(collected.into_iter().map(|item| vec![item]));
    }
}

fn no_phone(id: &str) -> Refused {
    Refused::NotFound(format!("There is no phone {id}. GET /control/phones lists them."))
}
