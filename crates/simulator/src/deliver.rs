//! Webhooks on their way: what the faults make of them, one task per POST, attempts until 200.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{faults::Fault, simulator::Inner, webhook::Item, world::World};

pub(crate) mod attempt;
mod log;
mod plan;
mod route;

pub(crate) use log::DeliveryLog;
pub use log::{Attempt, DeliveryRecord, DeliveryState};
pub use plan::{Delivery, regrouped, times};

/// One POST to be delivered.
#[derive(Debug)]
pub(crate) struct Post {
    /// Its record in the log.
    pub(crate) id: String,
    pub(crate) business: String,
    /// Decides where it goes, together with the field.
    pub(crate) number: Option<String>,
    pub(crate) message_field: bool,
    pub(crate) body: String,
    /// Customers' messages in it, which get their second tick.
    pub(crate) inbound: Vec<String>,
    pub(crate) delay: Duration,
    pub(crate) first_lost: bool,
    pub(crate) first_missigned: bool,
    /// Ends when the chat's earlier webhook was attempted.
    after: Option<CancellationToken>,
    /// Ends by being dropped when this one was attempted.
    turn: Option<DropGuard>,
    first_attempts: Vec<Arc<DropGuard>>,
}

/// Sends what the world wants reported. Called with the world locked; only queues and spawns.
pub(crate) fn dispatch(inner: &Arc<Inner>, world: &mut World) {
    for item in std::mem::take(&mut world.outgoing) {
        route::route(inner, world, item);
    }
    for group in std::mem::take(&mut world.released) {
        route::post(inner, world, group);
    }
}

/// Files the delivery and starts it; returns its id.
fn send(
    inner: &Arc<Inner>,
    world: &mut World,
    items: &[Item],
    body: String,
    copy_of: Option<&str>,
    guards: Vec<Arc<DropGuard>>,
    first_lost: bool,
) -> String {
    let Some(first) = items.first() else { return String::new() };
    let business = first.business.clone();
    let message_field = first.number.is_some();
    let target = world.target(&business, first.number.as_deref(), message_field);
    let record = DeliveryRecord {
        id: String::new(),
        business: business.clone(),
        phone: first.phone.clone(),
        url: target.as_ref().map(|target| target.url.clone()).unwrap_or_default(),
        at: world.now(),
        state: if target.is_some() {
            DeliveryState::Waiting
        } else {
            DeliveryState::NoCallback
        },
        what: items.iter().map(|item| item.label.clone()).collect(),
        size: body.len(),
        signature: String::new(),
        copy_of: copy_of.map(str::to_owned),
        attempts: Vec::new(),
        body: body.clone(),
    };
    let id = world.log.open(record);
    world.ledger.webhooks.posts += 1;
    tell(world, &id);
    if target.is_none() {
        return id;
    }
    let lost = world
        .strike(&business, |fault| matches!(fault, Fault::DropAttempt).then_some(()))
        .is_some();
    let missigned = !lost
        && world
            .strike(&business, |fault| matches!(fault, Fault::BadSignature).then_some(()))
            .is_some();
    let delay = world.strike(&business, |fault| if let Fault::Delay { ms } = fault { Some(*ms) } else { None });
    let delay = Duration::from_millis(delay.unwrap_or_default());
    // Copies and late ones do not wait for their chat, and nobody waits for them.
    let (after, turn) = if copy_of.is_none() && delay.is_zero() {
        turn(world, first)
    } else {
        (None, None)
    };
    world.ledger.webhooks.waiting += 1;
    let post = Post {
        id: id.clone(),
        business,
        number: first.number.clone(),
        message_field,
        body,
        inbound: items.iter().filter_map(|item| item.inbound.clone()).collect(),
        delay,
        first_lost: first_lost || lost,
        first_missigned: missigned,
        after,
        turn,
        first_attempts: guards,
    };
    start(inner, world, post);
    id
}

/// The place in the row of the chat: first attempts of one chat are made in order.
fn turn(world: &mut World, item: &Item) -> (Option<CancellationToken>, Option<DropGuard>) {
    let (Some(phone), Some(number)) = (item.phone.clone(), item.number.clone()) else {
        return (None, None);
    };
    let Some(business) = world.business_mut(&item.business) else {
        return (None, None);
    };
    let mine = CancellationToken::new();
    let before = business.post.latest.insert((phone, number), mine.clone());
    (before, Some(mine.drop_guard()))
}

/// The same bytes again, whatever became of them before.
pub(crate) fn redeliver(inner: &Arc<Inner>, world: &mut World, id: &str) -> Option<String> {
    let mut record = world.log.get(id)?.clone();
    record.copy_of = Some(id.to_owned());
    record.attempts.clear();
    record.state = DeliveryState::Waiting;
    record.at = world.now();
    Some(start_plain(inner, world, record, false))
}

/// Any bytes, signed like the rest or not signed well.
pub(crate) fn raw(inner: &Arc<Inner>, world: &mut World, business: &str, body: String, sign: bool) -> String {
    let record = DeliveryRecord {
        id: String::new(),
        business: business.to_owned(),
        phone: None,
        url: String::new(),
        at: world.now(),
        state: DeliveryState::Waiting,
        what: vec!["raw".to_owned()],
        size: body.len(),
        signature: String::new(),
        copy_of: None,
        attempts: Vec::new(),
        body,
    };
    start_plain(inner, world, record, !sign)
}

fn start_plain(inner: &Arc<Inner>, world: &mut World, mut record: DeliveryRecord, first_missigned: bool) -> String {
    let target = world.target(&record.business, None, false);
    if target.is_none() {
        record.state = DeliveryState::NoCallback;
    }
    let (business, body) = (record.business.clone(), record.body.clone());
    let id = world.log.open(record);
    world.ledger.webhooks.posts += 1;
    tell(world, &id);
    if target.is_some() {
        world.ledger.webhooks.waiting += 1;
        let post = Post {
            id: id.clone(),
            business,
            number: None,
            message_field: false,
            body,
            inbound: Vec::new(),
            delay: Duration::ZERO,
            first_lost: false,
            first_missigned,
            after: None,
            turn: None,
            first_attempts: Vec::new(),
        };
        start(inner, world, post);
    }
    id
}

fn start(inner: &Arc<Inner>, world: &World, post: Post) {
    let work = inner.clone();
    inner.spawn(world, async move { run(&work, post).await });
}

async fn run(inner: &Arc<Inner>, mut post: Post) {
    if !post.delay.is_zero() {
        inner.clock.pause(post.delay, 1.0).await;
    }
    if let Some(before) = post.after.take() {
        before.cancelled().await;
    }
    let retry = inner.config.retry;
    let mut waited = Duration::ZERO;
    for number in 0_u32.. {
        let outcome = attempt::make(inner, &post, number).await;
        post.turn = None;
        post.first_attempts.clear();
        match outcome {
            attempt::Outcome::Answered => return attempt::finish(inner, &post, DeliveryState::Answered),
            attempt::Outcome::Failed if waited >= retry.horizon => return attempt::finish(inner, &post, DeliveryState::GaveUp),
            attempt::Outcome::Failed => {}
        }
        let wait = retry.wait(number + 1);
        waited += wait;
        inner.clock.pause(wait, retry.scale).await;
    }
}

/// Tells listeners about a delivery, without its body.
pub(crate) fn tell(world: &World, id: &str) {
    let Some(record) = world.log.get(id) else { return };
    let mut delivery = serde_json::to_value(record).expect("a record is plain data");
    if let Some(object) = delivery.as_object_mut() {
        object.remove("body");
    }
    world
        .events
        .publish("webhook", record.phone.as_deref(), json!({ "phone": record.phone, "delivery": delivery }));
}
