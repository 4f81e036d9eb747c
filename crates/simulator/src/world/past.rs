//! What the WhatsApp Business app shares when a number joins: its history, in pieces, and its address book.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    clock::Time,
    deliver::Delivery,
    graph::error::GraphError,
    webhook::{Item, Part},
    world::{Refused, World},
};

/// Messages of one piece.
const PIECE: usize = 250;
/// Most messages of one history; a console that takes these takes any.
const MOST: usize = 20_000;
/// The business declined to share its history
/// (<https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>).
const DECLINED: u32 = 2_593_109;

/// How much of a past there was.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Past {
    /// Messages of each customer with a number.
    pub(crate) messages: usize,
    /// Over how many days back.
    pub(crate) days: u64,
    /// Pieces leave in any order, as Meta's do.
    pub(crate) shuffled: bool,
    /// The owner does not share it.
    pub(crate) declined: bool,
}

impl Default for Past {
    fn default() -> Self {
        Self {
            messages: 40,
            days: 120,
            shuffled: true,
            declined: false,
        }
    }
}

/// An entry of the app's address book.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BookChange {
    /// A phone's id or its number in digits; somebody who has no phone here may be in the book too.
    pub(crate) phone: String,
    /// The name; without one the entry goes.
    pub(crate) full_name: Option<String>,
}

/// Days from which a phase of the history begins, the nearest first.
const PHASES: [u64; 3] = [0, 1, 90];

const TALK: [(&str, &str); 6] = [
    ("Hi! Do you still have the oak table?", "We do, two left."),
    ("How long does delivery take?", "Three to five days."),
    ("Could I pick it up on Saturday?", "Sure, we open at ten."),
    ("Do you take cards?", "Yes, and cash."),
    ("Is the lamp back in stock?", "It arrives next week."),
    ("Thank you!", "Always welcome."),
];

impl World {
    /// The number joins and its history is sent: customers with a number, newest days first, and files a little later.
    pub(crate) fn share_history(&mut self, number: &str, past: &Past) -> Result<Value, Refused> {
        self.on_the_app(number)?;
        if past.declined {
            let error = GraphError::new(DECLINED).in_webhook();
            self.tell_past(number, "history", Part::History(json!({ "errors": [error] })), "history declined");
            return Ok(json!({ "pieces": 1, "messages": 0 }));
        }
        let people: Vec<(String, String)> = {
            let mut phones: Vec<_> = self
                .phones
                .values()
                .filter_map(|phone| Some((phone.place, phone.handle().to_owned(), phone.wa_id.clone()?)))
                .collect();
            phones.sort();
            phones.into_iter().map(|(_, handle, number)| (handle, number)).collect()
        };
        if people.len() * past.messages > MOST {
            return Err(Refused::Invalid(format!(
                "A history has at most {MOST} messages; ask for fewer of each customer."
            )));
        }
        let said = self.talk(number, &people, past);
        let total = said.len().max(1);
        let mut pieces: Vec<Value> = Vec::new();
        let mut done = 0;
        for phase in 0..PHASES.len() {
            let of_phase: Vec<&Said> = said.iter().filter(|said| said.phase == phase).collect();
            for (order, piece) in of_phase.chunks(PIECE).enumerate() {
                done += piece.len();
                pieces.push(json!({
                    "metadata": { "phase": phase, "chunk_order": order + 1, "progress": done * 100 / total }, "threads": threads(piece),
                }));
            }
        }
        let answer = json!({ "pieces": pieces.len(), "messages": said.len() });
        if past.shuffled {
            self.random.shuffle(&mut pieces);
        }
        for piece in pieces {
            let label = format!("history {}", piece["metadata"]);
            self.tell_past(number, "history", Part::History(piece), &label);
        }
        Ok(answer)
    }

    /// The app's address book, or changes of it. Without entries everybody who has a phone here, under their own name.
    pub(crate) fn sync_contacts(&mut self, number: &str, changes: &[BookChange]) -> Result<Value, Refused> {
        self.on_the_app(number)?;
        let everybody = || -> Vec<BookChange> {
            let known = self
                .phones
                .values()
                .filter_map(|phone| Some((phone.place, phone.wa_id.clone()?, phone.name.clone())));
            let mut known: Vec<_> = known.collect();
            known.sort();
            let entry = |(_, phone, name): (u64, String, String)| BookChange {
                phone,
                full_name: Some(format!("{name} (customer)")),
            };
            known.into_iter().map(entry).collect()
        };
        let changes = if changes.is_empty() { everybody() } else { changes.to_vec() };
        let now = self.now();
        for change in &changes {
            let digits = self.phone(&change.phone).ok().and_then(|phone| phone.wa_id.clone());
            let digits = digits.unwrap_or_else(|| change.phone.chars().filter(char::is_ascii_digit).collect());
            if digits.len() < 7 {
                return Err(Refused::Invalid(format!(
                    "{} is neither a phone with a number nor a number.",
                    change.phone
                )));
            }
            let mut contact = json!({ "phone_number": digits });
            if let Some(name) = &change.full_name {
                contact["full_name"] = json!(name);
                contact["first_name"] = json!(name.split_whitespace().next().unwrap_or(name));
            }
            let action = if change.full_name.is_some() { "add" } else { "remove" };
            let entry = json!({
                "type": "contact", "contact": contact, "action": action, "metadata": { "timestamp": now.seconds().to_string() },
            });
            self.tell_past(number, "smb_app_state_sync", Part::Book(entry), &format!("address book {action}"));
        }
        Ok(json!({ "entries": changes.len() }))
    }

    fn on_the_app(&self, number: &str) -> Result<(), Refused> {
        let (_, own) = self
            .number(number)
            .ok_or_else(|| Refused::NotFound(format!("There is no business number {number}.")))?;
        if own.coexistence {
            return Ok(());
        }
        let detail = "This number is not in the WhatsApp Business app. PATCH /control/numbers/{id} with {\"coexistence\":true} puts it there.";
        Err(Refused::Invalid(detail.to_owned()))
    }

    /// What was said with each customer, oldest first; a question and its answer follow each other.
    fn talk(&mut self, number: &str, people: &[(String, String)], past: &Past) -> Vec<Said> {
        let business = self.number(number).map(|(_, own)| own.digits()).unwrap_or_default();
        let now = self.now();
        let span = past.days.clamp(1, 180) * 86_400;
        let mut said = Vec::with_capacity(people.len() * past.messages);
        for (place, (handle, customer)) in people.iter().enumerate() {
            for at in 0..past.messages {
                // Spread evenly, the newest a few minutes ago.
                let ago = span - span * u64::try_from(at).unwrap_or(0) / u64::try_from(past.messages.max(1)).unwrap_or(1);
                let seconds = now.seconds() - i64::try_from(ago).unwrap_or(0) + i64::try_from(place).unwrap_or(0);
                let (question, answer) = TALK[(place + at / 2) % TALK.len()];
                let ours = at % 2 == 1;
                let mut message = json!({
                    "id": self.random.wamid(handle), "timestamp": seconds.to_string(), "type": "text",
                    "from": if ours { &business } else { customer }, "text": { "body": if ours { answer } else { question } },
                    "history_context": { "status": if ours { "READ" } else { "DELIVERED" } },
                });
                if ours {
                    message["to"] = json!(customer);
                }
                let days = ago / 86_400;
                let phase = PHASES.iter().rposition(|from| days >= *from).unwrap_or(0);
                said.push(Said {
                    customer: customer.clone(),
                    phase,
                    message,
                });
            }
        }
        said
    }

    fn tell_past(&mut self, number: &str, field: &'static str, part: Part, label: &str) {
        let now: Time = self.now();
        let Some((business, own)) = self.number(number) else { return };
        let item = Item {
            business: business.id.clone(),
            number: Some(number.to_owned()),
            phone: None,
            inbound: None,
            field,
            metadata: own.metadata(),
            part,
            label: label.to_owned(),
            at: now,
            plan: Delivery::default(),
            first_attempt: None,
        };
        self.outgoing.push(item);
    }
}

/// A message of the past.
struct Said {
    customer: String,
    phase: usize,
    message: Value,
}

/// Messages by customer, as a piece of history holds them.
fn threads(piece: &[&Said]) -> Vec<Value> {
    let mut threads: Vec<Value> = Vec::new();
    for said in piece {
        let place = threads.iter().position(|thread| thread["id"] == said.customer).unwrap_or_else(|| {
            threads.push(json!({ "id": said.customer, "messages": [] }));
            threads.len() - 1
        });
        if let Some(messages) = threads[place]["messages"].as_array_mut() {
            messages.push(said.message.clone());
        }
    }
    threads
}
