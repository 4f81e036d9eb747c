//! From settings to a running server, and back to nothing: used by the command line and by tests.

mod error;
pub mod key;
pub mod lock;
mod simulator;
mod world;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use axum::serve::ListenerExt as _;
use model::{Clock, SystemClock};
use store::secrets::MasterKey;
use store::{Store, StoreConfig};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use self::error::Error;
pub(crate) use self::world::graphs;
pub(crate) use crate::disk::words;

use self::key::Missing;
use self::lock::Lock;
use crate::auth::{Auth, secret};
use crate::config::Config;
use crate::router::{self, Probe};
use crate::state::{Online, Server, Settings};

/// What differs between the command line and tests.
pub struct Options {
    /// Whose time it is.
    pub clock: Arc<dyn Clock>,
    /// Bring an older schema up to date. SQLite always is.
    pub migrate: bool,
    /// Process events, send and run jobs.
    pub workers: bool,
    /// What only tests turn on.
    pub probe: Probe,
    /// A store that is open already.
    pub store: Option<Store>,
    /// Where pictures are decoded. The command line names a process of its own.
    pub thumbnailer: app::Thumbnailer,
    /// How a worker that runs functions is started. The command line names this program itself.
    pub functions: Option<sandbox::Launch>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            migrate: false,
            workers: true,
            probe: Probe::default(),
            store: None,
            thumbnailer: app::Thumbnailer::default(),
            functions: None,
        }
    }
}

/// A server that answers.
pub struct Running {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    server: Server,
    stop: CancellationToken,
    tasks: TaskTracker,
    shutdown: Duration,
    setup_token: Option<String>,
    _lock: Option<Lock>,
}

/// Starts a server: opens the database, listens, runs the workers.
pub async fn start(config: Config, options: Options) -> Result<Running, Error> {
    config.check()?;
    // The port comes first: with it taken, nothing else should be touched.
    let listener = listen(&config.server.listen, "server.listen").await?;
    let address = listener.local_addr().map_err(|error| Error::directory(Path::new("."), &error))?;
    let config = Arc::new(with_real_port(config, address));
    let database = config.database.sqlite_path();
    if let Some(path) = &database {
        make_directory(path.parent())?;
    }
    if !config.media.is_bucket() {
        make_directory(Some(config.media.dir.as_ref()))?;
    }
    let lock = match &database {
        Some(path) if options.store.is_none() => Some(Lock::take(path)?),
        _ => None,
    };
    let (store, master_key) = open(&config, &options).await?;
    let simulator = simulator::make(&config, &master_key, address);
    let mut world = world::config(&config, simulator.as_ref().map(|_| address))?;
    world.thumbnailer = options.thumbnailer.clone();
    world.functions = config.functions.for_app(options.functions.clone());
    let app = App::with_config(store, world);
    if let Some(simulator) = &simulator {
        simulator::resume(simulator, &app, &config).await?;
    }
    let auth = Auth::new(&config, &master_key, options.clock.clone());
    let setup_token = offer_setup(&app, &auth).await?;
    let server = Server {
        app: app.clone(),
        auth,
        settings: Settings(config.clone()),
        online: Online::default(),
        simulator,
    };
    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    let metrics_address = match config.metrics.listen.is_empty() {
        true => None,
        false => Some(serve_metrics(&config, &tasks, &stop).await?),
    };
    let router = router::router(server.clone(), options.probe);
    serve(listener, router, &tasks, &stop);
    match options.workers {
        true if config.server.background_work => app.start_workers(),
        true => app.start_bus(),
        false => {}
    }
    let shutdown = Duration::from_secs(config.server.shutdown_seconds);
    Ok(Running {
        address,
        metrics_address,
        server,
        stop,
        tasks,
        shutdown,
        setup_token,
        _lock: lock,
    })
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where Prometheus may ask, when it may.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// What its handlers get.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The pretend Meta, when it runs.
    #[must_use]
    pub fn simulator(&self) -> Option<&::simulator::Simulator> {
        self.server.simulator.as_ref()
    }

    /// The link that makes the first owner, while there is none.
    #[must_use]
    pub fn setup_link(&self) -> Option<String> {
        self.setup_token
            .as_ref()
            .map(|token| self.server.settings.server.link(&format!("/setup?token={token}")))
    }

    /// Stops: takes no more requests, lets running ones and the workers finish, and gives up after the set time. True when all ended by itself.
    pub async fn stop(self) -> bool {
        self.stop.cancel();
        self.tasks.close();
        let ended = async {
            let workers = self.server.app.stop().await;
            if let Some(simulator) = &self.server.simulator {
                simulator.shutdown().await;
            }
            self.tasks.wait().await;
            workers
        };
        let ended = tokio::time::timeout(self.shutdown, ended).await.unwrap_or(false);
        self.server.app.store().close().await;
        ended
    }
}

/// How to open the database of these settings.
pub fn store_config(config: &Config, master_key: MasterKey) -> StoreConfig {
    let url = match config.database.sqlite_path() {
        Some(path) => format!("sqlite://{}", path.display()),
        None => config.database.url.expose().to_owned(),
    };
    StoreConfig {
        max_connections: config.database.max_connections,
        ..StoreConfig::new(url, master_key)
    }
}

/// Opens an existing database of these settings, for commands that work beside or without a server.
pub async fn open_existing(config: &Config) -> Result<Store, Error> {
    require_database(config)?;
    let master_key = key::find(config, Missing::Refuse)?;
    Ok(Store::open(&store_config(config, master_key), Arc::new(SystemClock)).await?)
}

/// The SQLite file must be there.
pub fn require_database(config: &Config) -> Result<(), Error> {
    match config.database.sqlite_path() {
        Some(path) if !path.exists() => Err(Error::NoDatabase(path)),
        _ => Ok(()),
    }
}

async fn open(config: &Config, options: &Options) -> Result<(Store, MasterKey), Error> {
    let master_key = key::find(config, Missing::Make)?;
    if let Some(store) = &options.store {
        return Ok((store.clone(), master_key));
    }
    let store_config = store_config(config, master_key.clone());
    if options.migrate || config.database.sqlite_path().is_some() {
        let report = store::migrate(&store_config).await?;
        if report.from != report.to {
            tracing::info!("the database schema is now {} (was {})", report.to, report.from);
        }
        if let Some(backup) = report.backup {
            tracing::info!("the database before the upgrade is kept in {}", backup.display());
        }
    }
    Ok((Store::open(&store_config, options.clock.clone()).await?, master_key))
}

/// A setup link, as long as nobody is there to sign in.
async fn offer_setup(app: &App, auth: &Auth) -> Result<Option<String>, Error> {
    if !app.instance().needs_setup().await? {
        return Ok(None);
    }
    let token = secret::generate();
    let life = Duration::from_secs(auth.settings().setup_token_hours * 3600);
    app.instance().replace_setup_token(&secret::hash(&token), app.now() + life).await?;
    Ok(Some(token))
}

pub(crate) async fn listen(address: &str, setting: &'static str) -> Result<TcpListener, Error> {
    let address: SocketAddr = address.parse().expect("the settings were checked");
    TcpListener::bind(address).await.map_err(|error| Error::listen(address, setting, &error))
}

async fn serve_metrics(config: &Config, tasks: &TaskTracker, stop: &CancellationToken) -> Result<SocketAddr, Error> {
    let handle = crate::metrics::collect();
    let listener = listen(&config.metrics.listen, "metrics.listen").await?;
    let address = listener.local_addr().map_err(|error| Error::directory(Path::new("."), &error))?;
    let (router, stopped) = (crate::metrics::router(handle), stop.clone().cancelled_owned());
    tasks.spawn(async move {
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(stopped).await {
            tracing::error!("the metrics listener ended: {error}");
        }
    });
    let stop = stop.clone();
    tasks.spawn(async move {
        let mut beat = tokio::time::interval(Duration::from_secs(5));
        while stop.run_until_cancelled(beat.tick()).await.is_some() {
            handle.run_upkeep();
        }
    });
    Ok(address)
}

fn serve(listener: TcpListener, router: axum::Router, tasks: &TaskTracker, stop: &CancellationToken) {
    let stopped = stop.clone().cancelled_owned();
    tasks.spawn(async move {
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        // An event is two small writes to its socket: without this the second waits some 40 ms for the client to acknowledge the first.
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "a connection could not be told to send small packets at once");
            }
        });
        if let Err(error) = axum::serve(listener, service).with_graceful_shutdown(stopped).await {
            tracing::error!("the listener ended: {error}");
        }
    });
}

/// Port 0 asks the system for any port; links and the simulator need to know which it was.
fn with_real_port(mut config: Config, address: SocketAddr) -> Config {
    if config.server.listen.ends_with(":0") && config.server.public_url == Config::default().server.public_url {
        config.server.public_url = format!("http://{address}");
    }
    config
}

fn make_directory(path: Option<&Path>) -> Result<(), Error> {
    let Some(path) = path.filter(|path| !path.as_os_str().is_empty()) else {
        return Ok(());
    };
    std::fs::create_dir_all(path).map_err(|error| Error::directory(path, &error))
}
