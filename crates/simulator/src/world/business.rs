//! Meta apps, WhatsApp Business Accounts and their numbers.

use std::collections::{BTreeSet, HashMap, VecDeque};

use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;

use crate::{
    config::{BusinessConfig, NumberConfig},
    webhook::Item,
    world::{flow::Form, template::Template},
};

/// A Meta app: the secret that signs webhooks and the address they go to.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) verify_token: String,
    pub(crate) callback: Option<String>,
    /// Subscribed webhook fields.
    pub(crate) fields: Vec<String>,
}

/// A WhatsApp Business Account.
#[derive(Debug)]
pub(crate) struct Business {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) portfolio_id: String,
    pub(crate) app_id: String,
    pub(crate) access_token: String,
    pub(crate) token_expired: bool,
    /// Whether the app gets this account's webhooks at all.
    pub(crate) subscribed: bool,
    /// Replaces the app's callback for message webhooks.
    pub(crate) override_callback: Option<String>,
    pub(crate) numbers: Vec<Number>,
    pub(crate) templates: Vec<Template>,
    /// WhatsApp's own forms, the oldest first.
    pub(crate) forms: Vec<Form>,
    pub(crate) post: PostRoom,
}

/// Webhooks of a business on their way out.
#[derive(Debug, Default)]
pub(crate) struct PostRoom {
    /// Waiting for a release.
    pub(crate) held: Vec<Item>,
    /// Collected to be reordered.
    pub(crate) collected: Vec<Item>,
    /// The last items sent, to be repeated in other company.
    pub(crate) recent: VecDeque<Item>,
    /// Per chat: ends when the first attempt of its latest webhook was made.
    pub(crate) latest: HashMap<(String, String), CancellationToken>,
}

/// A business phone number.
#[derive(Debug)]
pub(crate) struct Number {
    pub(crate) id: String,
    /// As people write it.
    pub(crate) display: String,
    pub(crate) verified_name: String,
    pub(crate) quality: String,
    pub(crate) throughput: String,
    pub(crate) status: String,
    pub(crate) coexistence: bool,
    pub(crate) pin: Option<String>,
    pub(crate) profile: Map<String, Value>,
    pub(crate) override_callback: Option<String>,
    /// Key for WhatsApp Flows.
    pub(crate) public_key: Option<String>,
    /// Phones this number has blocked.
    pub(crate) blocked: BTreeSet<String>,
}

impl App {
    pub(crate) fn new(config: &BusinessConfig) -> Self {
        Self {
            id: config.app_id.clone(),
            secret: config.app_secret.clone(),
            verify_token: config.verify_token.clone(),
            callback: config.callback_url.clone(),
            fields: vec!["messages".to_owned()],
        }
    }

    /// The token for calls about the app itself.
    pub(crate) fn token(&self) -> String {
        format!("{}|{}", self.id, self.secret)
    }
}

impl Business {
    pub(crate) fn new(config: &BusinessConfig, templates: Vec<Template>) -> Self {
        Self {
            id: config.waba_id.clone(),
            name: config.name.clone(),
            portfolio_id: config.portfolio_id.clone(),
            app_id: config.app_id.clone(),
            access_token: config.access_token.clone(),
            token_expired: false,
            subscribed: config.callback_url.is_some(),
            override_callback: None,
            numbers: config.numbers.iter().map(Number::new).collect(),
            templates,
            forms: Vec::new(),
            post: PostRoom::default(),
        }
    }

    pub(crate) fn number(&self, id: &str) -> Option<&Number> {
        self.numbers.iter().find(|number| number.id == id)
    }

    pub(crate) fn template(&self, id: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.id == id)
    }

    pub(crate) fn template_mut(&mut self, id: &str) -> Option<&mut Template> {
        self.templates.iter_mut().find(|template| template.id == id)
    }
}

impl Number {
    fn new(config: &NumberConfig) -> Self {
        let profile = json!({ "messaging_product": "whatsapp", "about": "Hey there! I am using WhatsApp.", "vertical": "RESTAURANT" });
        let Value::Object(profile) = profile else {
            unreachable!("an object was written above")
        };
        Self {
            id: config.id.clone(),
            display: config.display_phone_number.clone(),
            verified_name: config.verified_name.clone(),
            quality: "GREEN".to_owned(),
            throughput: "STANDARD".to_owned(),
            status: "CONNECTED".to_owned(),
            coexistence: config.coexistence,
            pin: None,
            profile,
            override_callback: None,
            public_key: None,
            blocked: BTreeSet::new(),
        }
    }

    /// Only the digits, as in webhooks.
    pub(crate) fn digits(&self) -> String {
        self.display.chars().filter(char::is_ascii_digit).collect()
    }

    /// `metadata` of message webhooks.
    pub(crate) fn metadata(&self) -> Value {
        json!({ "display_phone_number": self.digits(), "phone_number_id": self.id })
    }
}
