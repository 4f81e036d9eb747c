//! The handle to a world: locks it, sends what it wants sent, takes its later steps, and ends cleanly.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::Router;
use tokio::sync::{Semaphore, watch};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    clock::{Clock, Time},
    config::{Config, PhoneConfig},
    deliver::{self, DeliveryRecord},
    events::{Events, Listener},
    faults::{Fault, Rule},
    phone::Phone,
    release::Release,
    world::{Refused, Step, When, World, flow::KeptForm, ledger::Ledger},
};

/// A pretend Meta and its customers. Cheap to clone: all clones are the same world.
#[derive(Debug, Clone)]
pub struct Simulator {
    pub(crate) inner: Arc<Inner>,
}

/// Webhook fields that are about an account or its templates, not about a message.
const ACCOUNT_FIELDS: [&str; 13] = [
    "account_alerts",
    "account_review_update",
    "account_update",
    "business_capability_update",
    "flows",
    "message_template_components_update",
    "message_template_quality_update",
    "message_template_status_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "template_category_update",
    "user_preferences",
];

/// What all clones share.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) config: Arc<Config>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) events: Arc<Events>,
    world: Mutex<World>,
    pub(crate) http: reqwest::Client,
    pub(crate) tracker: TaskTracker,
    pub(crate) stop: CancellationToken,
    outstanding: Arc<watch::Sender<usize>>,
    permits: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// Something that is on its way; the world is not settled while one exists.
struct Outstanding(Arc<watch::Sender<usize>>);

impl Simulator {
    /// Makes a world. Nothing runs until something happens in it.
    pub fn new(config: Config) -> Self {
        let config = Arc::new(config);
        let clock = Arc::new(Clock::new(config.frozen_at));
        let events = Arc::new(Events::new());
        let inner = Inner {
            world: Mutex::new(World::new(config.clone(), clock.clone(), events.clone())),
            http: webhook_client(),
            config,
            clock,
            events,
            tracker: TaskTracker::new(),
            stop: CancellationToken::new(),
            outstanding: Arc::new(watch::Sender::new(0)),
            permits: Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Everything over HTTP: the Graph API under `/graph`, the control API under `/control`.
    pub fn router(&self) -> Router {
        let both = Router::new().nest("/graph", self.graph_router()).nest("/control", self.control_router());
        // With a fallback of its own it passes the fallbacks below on when a host nests it.
        both.fallback(crate::control::nowhere)
    }

    /// Only the Graph API, without the `/graph` in front.
    pub fn graph_router(&self) -> Router {
        crate::graph::router(self.clone())
    }

    /// Only the control API, without the `/control` in front. Whoever reaches it can do everything: a host asks who it is.
    pub fn control_router(&self) -> Router {
        crate::control::router(self.clone())
    }

    /// Says where clients reach the simulator's root, once that is known.
    pub fn set_public_base(&self, base: &str) {
        self.inner.with(|world| base.trim_end_matches('/').clone_into(&mut world.public_base));
    }

    /// Sends webhooks of the first business to `url` from now on, and subscribes it.
    pub fn set_callback(&self, url: &str) {
        self.inner.with(|world| {
            let Some(business) = world.businesses.first_mut() else { return };
            business.subscribed = true;
            let app = business.app_id.clone();
            if let Some(app) = world.app_mut(&app) {
                app.callback = Some(url.to_owned());
            }
        });
    }

    /// Takes back what a host remembers of a number: its forms, and the public key that phones encrypt for.
    pub fn restore(&self, number: &str, forms: Vec<KeptForm>, public_key: Option<String>) {
        self.inner.with(|world| {
            world.restore_forms(number, forms);
            if let (Some(number), Some(key)) = (world.number_mut(number), public_key) {
                number.public_key = Some(key);
            }
        });
    }

    /// Whether a business here has this number (`phone_number_id`).
    pub fn has_number(&self, id: &str) -> bool {
        self.inner.with(|world| world.number(id).is_some())
    }

    /// The customer with this name; made up when there is none.
    pub fn phone(&self, name: &str) -> Phone {
        let id = self.inner.with(|world| {
            let known = world
                .phones_in_order()
                .into_iter()
                .find(|phone| phone.name == name)
                .map(|phone| phone.id.clone());
            let named = PhoneConfig {
                name: name.to_owned(),
                ..PhoneConfig::default()
            };
            known.map_or_else(|| world.add_phone(&named), Ok)
        });
        Phone::new(self, id.expect("a phone with only a name gets a free number"))
    }

    /// A new customer.
    pub fn add_phone(&self, config: &PhoneConfig) -> Result<Phone, Refused> {
        let id = self.inner.with(|world| world.add_phone(config))?;
        Ok(Phone::new(self, id))
    }

    /// All customers, in order of creation.
    pub fn phones(&self) -> Vec<Phone> {
        let ids = self
            .inner
            .with(|world| world.phones_in_order().into_iter().map(|phone| phone.id.clone()).collect::<Vec<_>>());
        ids.into_iter().map(|id| Phone::new(self, id)).collect()
    }

    /// Adds a rule that makes something go wrong; returns its id.
    pub fn fault(&self, rule: Rule) -> String {
        self.inner.with(|world| world.faults.add(rule).id)
    }

    /// Removes all faults. What is held stays held until [`Simulator::release`].
    pub fn calm(&self) {
        self.inner.with(|world| world.faults.retain(|_| false));
    }

    /// Keeps webhooks back from now on.
    pub fn hold(&self) {
        self.fault(Fault::Hold.always());
    }

    /// Sends what was held, and holds no more. Returns how many items went out.
    pub fn release(&self, release: Release) -> usize {
        self.inner.with(|world| world.release(release).items)
    }

    /// Meta reports something about an account (`None`: the first one): one of its webhook fields, with any value.
    pub fn report(&self, business: Option<&str>, field: &str, value: serde_json::Value) -> Result<(), Refused> {
        let known = ACCOUNT_FIELDS
            .into_iter()
            .find(|known| *known == field)
            .ok_or_else(|| Refused::Invalid(format!("{field} is no field about an account. There are {}.", ACCOUNT_FIELDS.join(", "))))?;
        self.inner.with(|world| {
            let found = world.businesses.iter().find(|known| business.is_none_or(|id| known.id == id));
            let id = found.map(|business| business.id.clone());
            let id = id.ok_or_else(|| Refused::NotFound("There is no such business. GET /control/businesses lists them.".to_owned()))?;
            world.report_account(&id, known, value, known.to_owned());
            Ok(())
        })
    }

    /// What Meta knows about sends and webhooks.
    pub fn ledger(&self) -> Ledger {
        self.inner.with(|world| world.ledger.clone())
    }

    /// The latest webhook deliveries, newest first.
    pub fn deliveries(&self) -> Vec<DeliveryRecord> {
        self.inner.with(|world| world.log.newest().cloned().collect())
    }

    /// What time it is in the simulator.
    pub fn now(&self) -> Time {
        self.inner.clock.now()
    }

    /// Turns the clock forward.
    pub fn advance(&self, by: Duration) {
        self.inner.clock.advance(by);
        let (now, offset) = (self.inner.clock.now(), self.inner.clock.offset());
        self.inner
            .events
            .publish("clock", None, serde_json::json!({ "now": now, "offset_ms": offset }));
    }

    /// Forgets phones, threads, media, faults and the ledger, and seeds again. Ids are never given twice.
    pub fn reset(&self) {
        self.inner.with(World::reset);
    }

    /// Listens to one phone, or to everything.
    pub fn listen(&self, phone: Option<&str>) -> Listener {
        self.inner.events.listen(phone.map(str::to_owned), None)
    }

    /// Waits until every webhook is answered (or given up) and every step that was to follow was taken. What is held does not count.
    pub async fn settle(&self) {
        let mut outstanding = self.inner.outstanding.subscribe();
        // The sender lives in `inner`, so waiting cannot fail.
        let _ = outstanding.wait_for(|count| *count == 0).await;
    }

    /// Stops everything that runs and waits for it.
    pub async fn shutdown(&self) {
        self.inner.stop.cancel();
        self.inner.tracker.close();
        self.inner.tracker.wait().await;
    }
}

impl Inner {
    /// Does something to the world, then sends what it wants sent and takes the steps that follow at once.
    pub(crate) fn with<T>(self: &Arc<Self>, act: impl FnOnce(&mut World) -> T) -> T {
        // A panic while locked leaves plain data behind that is still good for looking at.
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let result = act(&mut world);
        loop {
            deliver::dispatch(self, &mut world);
            let later = std::mem::take(&mut world.later);
            if later.is_empty() {
                return result;
            }
            for (when, step) in later {
                self.plan(&mut world, when, step);
            }
        }
    }

    fn plan(self: &Arc<Self>, world: &mut World, when: When, step: Step) {
        let inner = self.clone();
        match when {
            When::In(delay) if delay.is_zero() => world.step(step),
            When::In(delay) => self.spawn(world, async move {
                inner.clock.pause(delay, 1.0).await;
                inner.with(|world| world.step(step));
            }),
            When::At(time) => self.spawn_unhurried(world, async move {
                inner.clock.until(time).await;
                inner.with(|world| world.step(step));
            }),
        }
    }

    /// Runs something the world is not settled without.
    pub(crate) fn spawn(self: &Arc<Self>, world: &World, work: impl Future<Output = ()> + Send + 'static) {
        let outstanding = Outstanding::one(self);
        self.spawn_unhurried(world, async move {
            work.await;
            drop(outstanding);
        });
    }

    /// Runs something until it is done, the world is reset or the simulator stops.
    fn spawn_unhurried(&self, world: &World, work: impl Future<Output = ()> + Send + 'static) {
        let (era, stop) = (world.era.clone(), self.stop.clone());
        self.tracker.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = era.cancelled() => {}
                () = work => {}
            }
        });
    }

    /// How many webhook requests a business may still have in flight.
    pub(crate) fn permits(&self, business: &str) -> Permits {
        let mut all = self.permits.lock().unwrap_or_else(PoisonError::into_inner);
        let most = self.config.concurrency.max(1);
        Permits(all.entry(business.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(most))).clone())
    }
}

/// For webhooks and handshakes, which go where the configuration allows: no redirects, no proxies, a time limit per request.
#[expect(clippy::disallowed_methods, reason = "these are calls from Meta's side, not calls to Meta")]
fn webhook_client() -> reqwest::Client {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
    client.expect("an HTTP client without special settings can be built")
}

/// Leave to make a request; see [`Inner::permits`].
pub(crate) struct Permits(Arc<Semaphore>);

impl Permits {
    pub(crate) async fn acquire(self) -> tokio::sync::OwnedSemaphorePermit {
        self.0.acquire_owned().await.expect("the semaphore is never closed")
    }
}

impl Outstanding {
    fn one(inner: &Inner) -> Self {
        inner.outstanding.send_modify(|count| *count += 1);
        Self(inner.outstanding.clone())
    }
}

impl Drop for Outstanding {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
