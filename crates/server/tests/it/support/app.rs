//! A server on a port of its own, over a fresh database.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use app::Person;
use model::{Role, SessionId, TestClock, UserId, WorkspaceId};
use server::auth::session::Opening;
use server::boot::{self, Options, Running};
use server::config::{Config, Secret};
use server::router::Probe;
use store::NewUser;
use store::testing::TestStore;
use tempfile::TempDir;

use super::{Client, Tenant};

/// A running server; everything it made is gone at the end.
pub struct TestApp {
    running: Option<Running>,
    /// The server's clock.
    pub clock: TestClock,
    http: reqwest::Client,
    _media: TempDir,
    // Last: the database goes after the server.
    _store: Option<TestStore>,
}

/// Runs a test on a server over SQLite, then over PostgreSQL.
pub async fn on_both(body: impl AsyncFn(&TestApp)) {
    store::testing::both(async |store| {
        let app = TestApp::over(store, |_| {}).await;
        body(&app).await;
        app.stop().await;
    })
    .await;
}

/// The same with settings changed.
pub async fn on_both_with(change: impl Fn(&mut Config), body: impl AsyncFn(&TestApp)) {
    store::testing::both(async |store| {
        let app = TestApp::over(store, &change).await;
        body(&app).await;
        app.stop().await;
    })
    .await;
}

impl Deref for TestApp {
    type Target = Running;

    fn deref(&self) -> &Running {
        self.running.as_ref().expect("it runs until the test ends")
    }
}

impl TestApp {
    /// Over SQLite, with the usual settings.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Over SQLite, with settings changed.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let store = TestStore::sqlite().await;
        let mut app = Self::over(&store, change).await;
        app._store = Some(store);
        app
    }

    /// A node of its own on a database that others may share.
    pub async fn node(store: &TestStore, change: impl FnOnce(&mut Config)) -> Self {
        Self::on(store.again().await, store, change).await
    }

    /// The only node on a database.
    pub async fn over(store: &TestStore, change: impl FnOnce(&mut Config)) -> Self {
        Self::on(store.store(), store, change).await
    }

    async fn on(opened: store::Store, store: &TestStore, change: impl FnOnce(&mut Config)) -> Self {
        let media = tempfile::Builder::new()
            .prefix("prismwa-media-")
            .tempdir()
            .expect("the temporary directory can be written");
        let mut config = settings(&media);
        change(&mut config);
        let options = Options {
            clock: Arc::new(store.clock.clone()),
            store: Some(opened),
            functions: Some(sandbox::Launch {
                program: env!("CARGO_BIN_EXE_prismwa").into(),
                arguments: vec!["function-worker".into()],
            }),
            probe: Probe { mark_reached: true },
            ..Options::default()
        };
        let running = boot::start(config, options).await.expect("a server with good settings starts");
        Self {
            running: Some(running),
            clock: store.clock.clone(),
            http: http(),
            _media: media,
            _store: None,
        }
    }

    /// Ends the server; the test's body need not, when it is over anyway.
    pub async fn stop(mut self) {
        let running = self.running.take().expect("it is stopped once");
        assert!(running.stop().await, "everything ended by itself in time");
    }

    /// Somebody who is not signed in.
    pub fn anyone(&self) -> Client {
        Client::new(self.http.clone(), format!("http://{}", self.address()), None)
    }

    /// Somebody with this access token.
    pub fn with_token(&self, token: &str) -> Client {
        Client::new(self.http.clone(), format!("http://{}", self.address()), Some(token.to_owned()))
    }

    /// A workspace with a member of every role.
    pub async fn tenant(&self, name: &str) -> Tenant {
        Tenant::make(self, name).await
    }

    /// A user with the password `correct horse battery`, member of nothing.
    pub async fn user(&self, email: &str) -> UserId {
        let password_hash = self
            .server()
            .auth
            .hasher()
            .hash("correct horse battery".into())
            .await
            .expect("the queue is not full");
        let name = email.split('@').next().unwrap_or(email).to_owned();
        let user = NewUser {
            email: email.to_owned(),
            name,
            password_hash,
            is_instance_admin: false,
        };
        self.server().app.users().create(user).await.expect("the address is free").id
    }

    /// Signs a user in without a password.
    pub async fn sign_in(&self, user: UserId) -> Client {
        let (_, token) = self.session(user).await;
        self.with_token(&token)
    }

    /// A session of a user, and an access token of it.
    pub async fn session(&self, user: UserId) -> (SessionId, String) {
        let server = self.server();
        let row = Opening::new(&server.auth, "test".to_owned()).row(&server.auth, user);
        let session = row.id;
        server.app.sessions().open(&Person::operator(), row).await.expect("the user may sign in");
        (session, server.auth.access_tokens().sign(user, session, server.app.now()))
    }

    /// Adds a user to a workspace.
    pub async fn join(&self, workspace: WorkspaceId, user: UserId, role: Role) {
        self.server()
            .app
            .members()
            .add(&Person::operator(), workspace, user, role)
            .await
            .expect("they are not a member yet");
    }

    /// Waits until webhooks are delivered and processed, messages sent and jobs done.
    pub async fn settle(&self) {
        let simulator = self.simulator().expect("test servers have a simulator");
        let mut before = None;
        loop {
            simulator.settle().await;
            self.server().app.settle().await;
            let now = (simulator.ledger().sends.len(), simulator.deliveries().len());
            if before == Some(now) {
                return;
            }
            before = Some(now);
        }
    }

    /// What the server's clock shows, as it stands in a query.
    pub fn clock_text(&self) -> String {
        self.server().app.now().to_string()
    }

    /// Turns the server's clock.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }
}

fn settings(media: &TempDir) -> Config {
    let mut config = Config::default();
    config.server.listen = "127.0.0.1:0".to_owned();
    config.secrets.master_key = Some(Secret::from("07".repeat(32).as_str()));
    config.media.dir = media
        .path()
        .join("media")
        .to_str()
        .expect("the temporary directory's path is UTF-8")
        .to_owned();
    config.simulator.enabled = true;
    // Cheap hashes and wide limits; the tests of hashes and limits set their own.
    config.auth.argon2_memory_kib = 64;
    config.auth.sign_ins_per_minute_per_account = 10_000;
    config.auth.sign_ins_per_minute_per_ip = 10_000;
    config
}

/// A client that calls the server as browsers do.
#[expect(clippy::disallowed_methods, reason = "tests call the server as browsers do")]
pub fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .expect("a plain client can be made")
}
