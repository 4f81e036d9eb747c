//! What PrismWA can do, with no HTTP in sight.

mod actor;
pub mod analytics;
mod announce;
pub mod api_keys;
mod audit;
pub mod bus;
pub mod canned_replies;
pub mod channels;
mod cleanup;
pub mod contacts;
pub mod conversations;
pub mod custom_fields;
pub mod drafts;
mod error;
pub mod events;
mod flow_events;
pub mod flows;
pub mod functions;
pub mod graph;
pub mod imports;
mod inbox_events;
pub mod ingest;
pub mod instance;
pub mod invitations;
mod job;
pub mod jobs;
pub mod llm;
pub mod media;
pub mod members;
pub mod notes;
pub mod notifications;
mod notify;
pub mod opt_outs;
pub mod outbound;
pub mod passthrough;
pub mod runs;
mod runtime;
pub mod saved_views;
pub mod search;
pub mod second_factors;
pub mod secrets;
pub mod sessions;
pub mod sheet;
pub mod tags;
pub mod teams;
pub mod templates;
pub mod text;
mod users;
pub mod views;
pub mod wa_flows;
pub mod webhook_events;
pub mod webhooks;
pub mod workspaces;

use std::sync::{Arc, OnceLock};

use model::{Clock, Timestamp};
use store::Store;

use runtime::Runtime;

pub use actor::{Actor, ApiKeyUse, Person};
pub use bus::Bus;
pub use cleanup::Retention;
pub use error::{Error, Kind, Refusal, Result, WrongField};
pub use graph::Graph;
pub use job::JobError;
pub use media::{MediaStore, Thumbnailer};

/// The whole world, by name. Clones share everything.
#[derive(Clone)]
pub struct App(Arc<World>);

struct World {
    store: Store,
    config: Config,
    runtime: Runtime,
    bus: Bus,
    ingest: ingest::State,
    outbound_recent: outbound::Recent,
    media_signer: media::Signer,
    templates: channels::TemplateCache,
    egress: OnceLock<egress::Client>,
    wa_flow_definitions: wa_flows::Definitions,
    wa_flow_keys: wa_flows::KeyRing,
    wa_flow_pool: wa_flows::Pool,
    flows: runs::State,
    crew: functions::Crew,
    journal: functions::Journal,
}

/// What the operator decides about the app.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address people and Meta reach this server by, without a slash at the end.
    pub public_url: String,
    /// How webhook events are taken and processed.
    pub ingest: ingest::Config,
    /// The Graph API doors.
    pub graph: Graph,
    /// What may be reached where somebody typed the address.
    pub egress: egress::Policy,
    /// How functions run.
    pub functions: functions::Config,
    /// Where files are.
    pub files: MediaStore,
    /// Largest file a member may upload.
    pub max_upload_bytes: u64,
    /// Largest file that is fetched from WhatsApp.
    pub max_download_bytes: u64,
    /// Where small copies of pictures are made.
    pub thumbnailer: Thumbnailer,
    /// How long rows of no lasting use are kept.
    pub retention: Retention,
    /// Carries hints between nodes instead of the database they share.
    pub redis: Option<bus::redis::RedisConfig>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            public_url: "http://localhost:8080".to_owned(),
            ingest: ingest::Config::default(),
            graph: Graph::default(),
            egress: egress::Policy::default(),
            functions: functions::Config::default(),
            files: MediaStore::in_memory(),
            max_upload_bytes: cloud_api::media::MediaKind::Document.max_bytes(),
            max_download_bytes: cloud_api::media::MAX_INBOUND_BYTES,
            thumbnailer: Thumbnailer::default(),
            retention: Retention::default(),
            redis: None,
        }
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("App")
            .field("store", &self.0.store)
            .field("node", &self.node())
            .finish_non_exhaustive()
    }
}

impl App {
    /// An app over an open store, with the usual settings.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self::with_config(store, Config::default())
    }

    /// An app over an open store. Nothing runs by itself before [`App::start_workers`].
    #[must_use]
    pub fn with_config(store: Store, config: Config) -> Self {
        let ingest = ingest::State::new(store.clone(), &config.ingest);
        let bus = Bus::new(config.redis.clone());
        let media_signer = media::Signer::new(store.derive_key("media link"));
        let world = Arc::new(World {
            store,
            config,
            runtime: Runtime::new(),
            bus,
            ingest,
            outbound_recent: outbound::Recent::default(),
            media_signer,
            templates: channels::TemplateCache::default(),
            egress: OnceLock::new(),
            wa_flow_definitions: wa_flows::Definitions::default(),
            wa_flow_keys: wa_flows::KeyRing::default(),
            wa_flow_pool: wa_flows::Pool::default(),
            flows: runs::State::default(),
            crew: functions::Crew::default(),
            journal: functions::Journal::default(),
        });
        let weak = Arc::downgrade(&world);
        world.store.listen(move |committed| {
            if let Some(world) = weak.upgrade() {
                Self(world).heed(committed);
            }
        });
        Self(world)
    }

    /// The database; server handlers only read through it.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The clock everything lives by.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.0.store.clock()
    }

    /// Now, by that clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.store.now()
    }

    /// What the operator decided.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Hears and tells which workspaces have new events.
    #[must_use]
    pub fn bus(&self) -> &Bus {
        &self.0.bus
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        &self.0.runtime
    }

    pub(crate) fn ingest_state(&self) -> &ingest::State {
        &self.0.ingest
    }

    /// The Graph API doors.
    pub(crate) fn graphs(&self) -> &Graph {
        &self.0.config.graph
    }

    pub(crate) fn outbound_recent(&self) -> &outbound::Recent {
        &self.0.outbound_recent
    }

    /// The door to addresses that somebody typed.
    #[must_use]
    pub fn egress(&self) -> &egress::Client {
        self.0.egress.get_or_init(|| {
            let policy = &self.0.config.egress;
            egress::Client::new(policy.clone()).unwrap_or_else(|error| {
                tracing::error!(%error, "nothing outside can be reached by https");
                egress::Client::without_certificates(policy.clone())
            })
        })
    }

    pub(crate) fn crew(&self) -> &functions::Crew {
        &self.0.crew
    }

    pub(crate) fn journal(&self) -> &functions::Journal {
        &self.0.journal
    }

    /// Where files are.
    pub(crate) fn files(&self) -> &MediaStore {
        &self.0.config.files
    }

    pub(crate) fn media_signer(&self) -> &media::Signer {
        &self.0.media_signer
    }

    pub(crate) fn wa_flow_definitions(&self) -> &wa_flows::Definitions {
        &self.0.wa_flow_definitions
    }

    pub(crate) fn wa_flow_keys(&self) -> &wa_flows::KeyRing {
        &self.0.wa_flow_keys
    }

    pub(crate) fn wa_flow_pool(&self) -> &wa_flows::Pool {
        &self.0.wa_flow_pool
    }

    pub(crate) fn flow_state(&self) -> &runs::State {
        &self.0.flows
    }

    pub(crate) fn flow_cache(&self) -> &runs::FlowCache {
        &self.0.flows.flows
    }

    pub(crate) fn template_cache(&self) -> &channels::TemplateCache {
        &self.0.templates
    }
}
