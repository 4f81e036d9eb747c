//! A world made up for tests and previews: a clock that is turned, dice from a seed, facts that follow what the run wants done.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use model::Timestamp;
use model::window::SERVICE_WINDOW;
use serde_json::{Value, json};

use crate::effect::{Action, Effect};
use crate::expr::set;
use crate::graph::{Flow, FlowRef};
use crate::host::{Facts, Host, Owner, TemplateFacts};
use crate::hours::{Calendar, Opening};

/// A made-up world.
#[derive(Debug, Clone)]
pub struct PretendHost {
    /// What the clock says.
    pub now: Timestamp,
    /// What is known.
    pub facts: Facts,
    /// Flows, by id.
    pub flows: BTreeMap<String, Arc<Flow>>,
    /// Templates, by name, with their categories; they can be sent in every language.
    pub templates: BTreeMap<String, String>,
    /// State of the dice.
    pub seed: u64,
}

impl PretendHost {
    /// A Monday morning at ten in Madrid, an open window, a number that is ready, a shop open from nine to six.
    #[must_use]
    pub fn new(flow: Arc<Flow>) -> Self {
        let now = Timestamp::from_seconds(1_795_424_400);
        let hours = (1..=5).map(|day| Opening {
            day,
            from: "09:00".to_owned(),
            to: "18:00".to_owned(),
        });
        let calendar = Calendar {
            time_zone: "Europe/Madrid".to_owned(),
            week: hours.collect(),
            days: Vec::new(),
        };
        Self {
            now,
            facts: Facts {
                contact: json!({"id": "con_test", "name": "Ana García", "first_name": "Ana", "phone": "34612345678", "language": "en", "fields": {}, "tags": []}),
                conversation: json!({"id": "cnv_test", "status": "open"}),
                workspace: json!({"id": "ws_test", "name": "Example", "time_zone": "Europe/Madrid", "language": "en"}),
                globals: json!({}),
                window_expires_at: Some(now + SERVICE_WINDOW),
                last_inbound_at: Some(now),
                has_address: true,
                channel_ready: true,
                calendars: BTreeMap::from([("default".to_owned(), calendar)]),
                ..Facts::default()
            },
            flows: BTreeMap::from([(flow.id().flow.clone(), flow)]),
            templates: BTreeMap::new(),
            seed: 1,
        }
    }

    /// The customer writes now: their window opens.
    pub fn hears(&mut self) {
        self.facts.window_expires_at = Some(self.now + SERVICE_WINDOW);
        self.facts.last_inbound_at = Some(self.now);
    }

    /// The clock is turned.
    pub fn turn(&mut self, by: Duration) {
        self.now = self.now + by;
    }

    /// What the run wanted done is done.
    pub fn apply(&mut self, effects: &[Effect]) {
        for effect in effects {
            match &effect.action {
                Action::UpdateContact(change) => self.update(change),
                Action::HandOff { .. } => {
                    self.facts.epoch += 1;
                    self.facts.owner = Owner::None;
                }
                Action::Assign { user } => self.facts.conversation["assignee"] = user.as_str().into(),
                Action::Close { .. } => self.facts.conversation["status"] = "closed".into(),
                Action::Open => self.facts.conversation["status"] = "open".into(),
                Action::Send { .. } => self.facts.sends_left = self.facts.sends_left.map(|left| left.saturating_sub(1)),
                Action::Note { .. } | Action::Prioritize { .. } | Action::Snooze { .. } | Action::TagConversation { .. } | Action::Typing { .. } => {}
            }
        }
    }

    fn update(&mut self, change: &crate::effect::ContactChange) {
        let Value::Object(contact) = &mut self.facts.contact else { return };
        for (member, value) in [("name", &change.name), ("language", &change.language)] {
            if let Some(value) = value {
                contact.insert(member.to_owned(), value.as_str().into());
            }
        }
        for (field, value) in &change.fields {
            set(contact, &["fields", field], value.clone());
        }
        let mut tags = contact.get("tags").and_then(Value::as_array).cloned().unwrap_or_default();
        tags.retain(|tag| !change.remove_tags.iter().any(|removed| tag == removed));
        for tag in &change.add_tags {
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.as_str().into());
            }
        }
        contact.insert("tags".to_owned(), tags.into());
    }
}

impl Host for PretendHost {
    fn now(&mut self) -> Timestamp {
        self.now
    }

    fn facts(&mut self) -> Facts {
        self.facts.clone()
    }

    /// SplitMix64: the same seed, the same dice.
    fn random(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.seed;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn flow(&mut self, flow: &FlowRef) -> Option<Arc<Flow>> {
        self.flows.get(&flow.flow).cloned()
    }

    fn template(&mut self, name: &str, _language: &str) -> Option<TemplateFacts> {
        self.templates.get(name).map(|category| TemplateFacts {
            sendable: true,
            status: "APPROVED".to_owned(),
            category: category.clone(),
        })
    }
}
