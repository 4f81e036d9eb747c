//! A customer's phone in Rust: what tests and demos write stories with.

use std::pin::Pin;

use serde_json::{Map, Value, json};

use crate::{
    deliver::Delivery,
    simulator::Simulator,
    world::{
        Refused, World,
        customer::Said,
        message::{Message, Side},
        people::PhoneChange,
        say::{File, How, Say},
    },
};

/// A customer's phone.
///
/// Its methods panic with a sentence when a story asks for the impossible (a button that is not there, a phone that was removed): that is
/// a mistake in the story, not a state to handle.
#[derive(Debug, Clone)]
pub struct Phone {
    simulator: Simulator,
    id: String,
}

/// Something a customer is about to send; `.await` sends it.
///
/// It is sent when it is awaited; the await ends when the first attempt of its webhooks was answered or failed (at once when they are
/// held). [`Simulator::settle`] waits for retries too.
#[derive(Debug)]
#[must_use = "nothing is sent before it is awaited"]
pub struct Saying<'a> {
    phone: &'a Phone,
    say: Say,
    how: How,
}

impl Phone {
    pub(crate) fn new(simulator: &Simulator, id: String) -> Self {
        Self {
            simulator: simulator.clone(),
            id,
        }
    }

    /// `ph_…`
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Profile name.
    pub fn name(&self) -> String {
        self.look(|world, id| world.phone(id).map(|phone| phone.name.clone()))
    }

    /// Digits of its number; `None` when businesses see only a user id.
    pub fn wa_id(&self) -> Option<String> {
        self.look(|world, id| world.phone(id).map(|phone| phone.wa_id.clone()))
    }

    /// The business-scoped user id that the first business sees.
    pub fn user_id(&self) -> String {
        self.look(|world, id| {
            let portfolio = world.businesses.first().map(|business| business.portfolio_id.clone()).unwrap_or_default();
            world.phone(id).map(|phone| phone.user_id(&portfolio))
        })
    }

    /// BCP 47 language.
    pub fn language(&self) -> String {
        self.look(|world, id| world.phone(id).map(|phone| phone.language.clone()))
    }

    /// Says something.
    pub fn says(&self, text: impl Into<String>) -> Saying<'_> {
        self.sends(Say::text(text))
    }

    /// Sends anything.
    pub fn sends(&self, say: Say) -> Saying<'_> {
        Saying {
            phone: self,
            say,
            how: How::default(),
        }
    }

    /// Sends a built-in picture.
    pub fn sends_picture(&self, caption: &str) -> Saying<'_> {
        self.sends(Say::Image(File {
            caption: Some(caption.to_owned()),
            ..File::default()
        }))
    }

    /// Sends a built-in voice note.
    pub fn sends_voice(&self) -> Saying<'_> {
        self.sends(Say::Voice(File::default()))
    }

    /// Taps a reply button or quick reply, named by id, payload, label or place (`#0`).
    pub async fn taps(&self, message: &str, button: &str) -> Message {
        self.act(|world, id| world.tap(id, message, button, None, Delivery::default())).await
    }

    /// Chooses a row of a list by id or title.
    pub async fn chooses(&self, message: &str, row: &str) -> Message {
        self.act(|world, id| world.choose(id, message, row, Delivery::default())).await
    }

    /// Completes a WhatsApp Flow.
    pub async fn submits(&self, message: &str, response: Map<String, Value>) -> Message {
        self.act(|world, id| world.submit(id, message, response, Delivery::default())).await
    }

    /// Reacts; `None` takes the reaction back.
    pub async fn reacts(&self, message: &str, emoji: Option<&str>) -> Message {
        self.act(|world, id| world.react(id, message, emoji, Delivery::default())).await
    }

    /// Changes an own text or caption.
    pub async fn edits(&self, message: &str, text: &str) -> Message {
        self.act(|world, id| world.edit(id, message, text, Delivery::default())).await
    }

    /// Deletes an own message for everyone.
    pub async fn revokes(&self, message: &str) -> Message {
        self.act(|world, id| world.revoke(id, message, Delivery::default())).await
    }

    /// Reads everything from the first business number.
    pub fn reads(&self) -> Vec<String> {
        self.look(|world, id| {
            let number = world.number_or_first(None)?;
            world.read(id, &number, None)
        })
    }

    /// Plays a voice note.
    pub fn plays(&self, message: &str) -> Message {
        self.look(|world, id| world.play(id, message))
    }

    /// Leaves the network: what is sent now waits.
    pub fn goes_offline(&self) {
        self.change(PhoneChange {
            online: Some(false),
            ..PhoneChange::default()
        });
    }

    /// Is back: what waited arrives.
    pub fn comes_online(&self) {
        self.change(PhoneChange {
            online: Some(true),
            ..PhoneChange::default()
        });
    }

    /// Reads every message the moment it arrives, or no longer.
    pub fn reads_at_once(&self, always: AutoRead) {
        self.change(PhoneChange {
            auto_read: Some(always == AutoRead::On),
            ..PhoneChange::default()
        });
    }

    /// Blocks the business: sends stay at `sent`.
    pub fn blocks(&self) {
        self.change(PhoneChange {
            blocked: Some(true),
            ..PhoneChange::default()
        });
    }

    /// Takes another username.
    pub fn renames(&self, username: &str) {
        self.change(PhoneChange {
            username: Some(username.to_owned()),
            ..PhoneChange::default()
        });
    }

    /// Moves to another number, or to one that is not shown (`None`).
    pub fn changes_number(&self, wa_id: Option<&str>) {
        self.look(|world, id| world.change_number(id, wa_id));
    }

    /// Wants no more marketing, or wants it again.
    pub fn marketing(&self, marketing: Marketing) {
        self.look(|world, id| {
            let number = world.number_or_first(None)?;
            world.prefer(id, &number, marketing == Marketing::Stop)
        });
    }

    /// The thread with the first business number, oldest first.
    pub fn thread(&self) -> Vec<Message> {
        self.look(|world, id| {
            let number = world.number_or_first(None)?;
            let chat = world.phone(id)?.chat(&number);
            Ok(chat.into_iter().flat_map(|chat| chat.arrived()).cloned().collect())
        })
    }

    /// What the business said last, if it said anything.
    pub fn last_received(&self) -> Option<Message> {
        self.thread().into_iter().rev().find(|message| message.from == Side::Business)
    }

    /// Whether the typing bubble of the first business number shows.
    pub fn sees_typing(&self) -> bool {
        self.look(|world, id| {
            let number = world.number_or_first(None)?;
            let now = world.now();
            Ok(world.phone(id)?.chat(&number).and_then(|chat| chat.typing(now)).is_some())
        })
    }

    /// The phone as the control API shows it.
    pub fn view(&self) -> Value {
        self.look(|world, id| world.phone_view(id))
    }

    fn change(&self, change: PhoneChange) {
        self.look(|world, id| world.change_phone(id, change));
    }

    pub(crate) fn simulator(&self) -> &Simulator {
        &self.simulator
    }

    pub(crate) fn look<T>(&self, act: impl FnOnce(&mut World, &str) -> Result<T, Refused>) -> T {
        self.simulator
            .inner
            .with(|world| act(world, &self.id))
            .unwrap_or_else(|refused| panic!("{refused}"))
    }

    async fn act(&self, act: impl FnOnce(&mut World, &str) -> Result<Said, Refused>) -> Message {
        let said = self.look(act);
        said.attempted.cancelled().await;
        said.message
    }
}

/// Whether a phone reads by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AutoRead {
    /// At once.
    On,
    /// When it is told to.
    Off,
}

/// Whether a customer wants marketing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marketing {
    /// No more.
    Stop,
    /// Again.
    Resume,
}

impl Saying<'_> {
    /// Quotes a message.
    pub fn replying_to(mut self, message: &str) -> Self {
        self.how.reply_to = Some(message.to_owned());
        self
    }

    /// To this business number instead of the first one.
    pub fn to_number(mut self, phone_number_id: &str) -> Self {
        self.how.number = Some(phone_number_id.to_owned());
        self
    }

    /// Forwarded from another chat.
    pub fn forwarded(mut self) -> Self {
        self.how.forwarded = true;
        self
    }

    /// About a product of a catalogue ("Message business").
    pub fn asking_about(mut self, catalog: &str, product: &str) -> Self {
        self.how.product = Some(json!({ "catalog_id": catalog, "product_retailer_id": product }));
        self
    }

    /// After tapping an ad.
    pub fn from_ad(mut self, headline: &str) -> Self {
        self.how.referral = Some(json!({
            "source_url": "https://fb.me/simulated", "source_id": "120210000000000000", "source_type": "ad", "headline": headline,
            "body": "", "media_type": "image", "ctwa_clid": "simulated-click",
        }));
        self
    }

    /// How its webhook travels: `times(2).regrouped()`.
    pub fn delivered(mut self, delivery: Delivery) -> Self {
        self.how.delivery = delivery;
        self
    }
}

impl<'a> IntoFuture for Saying<'a> {
    type Output = Message;
    type IntoFuture = Pin<Box<dyn Future<Output = Message> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { phone, say, how } = self;
        Box::pin(async move { phone.act(|world, id| world.say(id, say, how)).await })
    }
}
