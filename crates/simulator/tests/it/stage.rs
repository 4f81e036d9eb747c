//! A simulator behind a listener and a stub bot that receives its webhooks.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    routing::get,
};
use serde_json::{Value, json};
use simulator::{BusinessConfig, Config, Seed, Simulator, Time};
use tokio::{net::TcpListener, sync::Notify};

pub(crate) const NUMBER: &str = "106540352242922";
pub(crate) const WABA: &str = "102290129340398";
pub(crate) const APP: &str = "1234567890";
pub(crate) const SECRET: &str = "simulator-app-secret";
pub(crate) const VERIFY: &str = "simulator-verify-token";
pub(crate) const TOKEN: &str = "simulator-access-token";

/// A webhook as it came.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) path: String,
    pub(crate) raw: Bytes,
    pub(crate) body: Value,
    pub(crate) signature: Result<(), cloud_api::signature::Error>,
}

/// The stub bot: answers with the next planned status, else 200.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bot {
    received: Arc<Mutex<Vec<Received>>>,
    answers: Arc<Mutex<VecDeque<u16>>>,
    changed: Arc<Notify>,
    pub(crate) url: String,
}

pub(crate) struct Stage {
    pub(crate) simulator: Simulator,
    pub(crate) bot: Bot,
    /// Root of the simulator.
    pub(crate) root: String,
    pub(crate) http: reqwest::Client,
}

/// What a Graph call answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    /// HTTP status, code and details of an error.
    pub(crate) fn error(&self) -> (u16, u64, &str) {
        let error = &self.body["error"];
        let details = error["error_data"]["details"].as_str().or(error["message"].as_str()).unwrap_or_default();
        (self.status, error["code"].as_u64().unwrap_or_default(), details)
    }

    /// The id of an accepted message.
    pub(crate) fn wamid(&self) -> String {
        self.body["messages"][0]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("no message id in {self:?}"))
            .to_owned()
    }
}

impl Bot {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let bot = Self {
            url: format!("http://{}/hook", listener.local_addr().unwrap()),
            ..Self::default()
        };
        let router = Router::new()
            .route("/hook", get(verify).post(receive))
            .route("/other", get(verify).post(receive))
            .with_state(bot.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        bot
    }

    /// Plans the next answers.
    pub(crate) fn answers(&self, statuses: &[u16]) {
        self.answers.lock().unwrap().extend(statuses);
    }

    pub(crate) fn all(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Every `messages[]` element received, in order.
    pub(crate) fn messages(&self) -> Vec<Value> {
        self.elements("messages")
    }

    /// Every `statuses[]` element received, in order.
    pub(crate) fn statuses(&self) -> Vec<Value> {
        self.elements("statuses")
    }

    /// The words of the statuses of a message.
    pub(crate) fn words(&self, wamid: &str) -> Vec<String> {
        let own = self.statuses().into_iter().filter(|status| status["id"] == wamid);
        own.map(|status| status["status"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn elements(&self, array: &str) -> Vec<Value> {
        self.values()
            .iter()
            .flat_map(|value| value[array].as_array().cloned().unwrap_or_default())
            .collect()
    }

    /// Every `changes[].value` received.
    pub(crate) fn values(&self) -> Vec<Value> {
        self.changes().into_iter().map(|change| change["value"].clone()).collect()
    }

    pub(crate) fn changes(&self) -> Vec<Value> {
        let entries = self
            .all()
            .into_iter()
            .flat_map(|received| received.body["entry"].as_array().cloned().unwrap_or_default());
        entries
            .flat_map(|entry| entry["changes"].as_array().cloned().unwrap_or_default())
            .collect()
    }

    /// Waits until so many webhooks came.
    pub(crate) async fn received(&self, count: usize) {
        let wait = async {
            loop {
                let changed = self.changed.notified();
                if self.all().len() >= count {
                    return;
                }
                changed.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), wait).await.expect("the webhooks come");
    }
}

async fn verify(RawQuery(query): RawQuery) -> (StatusCode, String) {
    let query = query.unwrap_or_default();
    let value = |name: &str| {
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
            .unwrap_or_default()
            .to_owned()
    };
    match (value("hub.mode").as_str(), value("hub.verify_token").as_str()) {
        ("subscribe", VERIFY) => (StatusCode::OK, value("hub.challenge")),
        _ => (StatusCode::FORBIDDEN, String::new()),
    }
}

async fn receive(State(bot): State<Bot>, uri: axum::http::Uri, headers: HeaderMap, raw: Bytes) -> StatusCode {
    let header = headers.get("x-hub-signature-256").and_then(|value| value.to_str().ok());
    let received = Received {
        path: uri.path().to_owned(),
        body: serde_json::from_slice(&raw).unwrap_or_default(),
        signature: cloud_api::signature::verify(SECRET.as_bytes(), header, &raw),
        raw,
    };
    bot.received.lock().unwrap().push(received);
    bot.changed.notify_waiters();
    let status = bot.answers.lock().unwrap().pop_front().unwrap_or(200);
    StatusCode::from_u16(status).unwrap()
}

impl Stage {
    /// With the clock standing still at the start of 2026-11-22.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let bot = Bot::start().await;
        let mut config = Config::test().callback(&bot.url);
        config.frozen_at = Some(Time::from_millis(1_795_305_600_000));
        change(&mut config);
        Self::from(config, bot).await
    }

    pub(crate) async fn from(config: Config, bot: Bot) -> Self {
        let simulator = Simulator::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let root = format!("http://{}/simulator", listener.local_addr().unwrap());
        simulator.set_public_base(&root);
        let router = Router::new().nest("/simulator", simulator.router());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            simulator,
            bot,
            root,
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// A second business, of another app and portfolio.
    pub(crate) fn other_business() -> BusinessConfig {
        let mut other = Seed::business();
        (other.waba_id, other.portfolio_id, other.app_id) = ("222".into(), "333".into(), "444".into());
        (other.app_secret, other.access_token) = ("other-secret".into(), "other-token".into());
        (other.numbers[0].id, other.numbers[0].display_phone_number) = ("555".into(), "+44 20 7946 0001".into());
        other
    }

    pub(crate) fn graph(&self, path: &str) -> String {
        format!("{}/graph/v25.0/{path}", self.root)
    }

    pub(crate) async fn call(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("the simulator answers");
        let status = response.status().as_u16();
        let bytes = response.bytes().await.unwrap();
        Answer {
            status,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(self.http.get(self.graph(path)).bearer_auth(TOKEN)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(self.http.post(self.graph(path)).bearer_auth(TOKEN).json(&body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call(self.http.delete(self.graph(path)).bearer_auth(TOKEN)).await
    }

    /// Sends a message body; product and recipient are filled in.
    pub(crate) async fn send(&self, to: &str, body: Value) -> Answer {
        let mut whole = json!({ "messaging_product": "whatsapp", "to": to });
        whole.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        self.post(&format!("{NUMBER}/messages"), whole).await
    }

    pub(crate) async fn text(&self, to: &str, text: &str) -> Answer {
        self.send(
            to,
            json!({ "type": "text", "text": { "body": text }, "biz_opaque_callback_data": format!("obx.{text}") }),
        )
        .await
    }

    /// A control call with a JSON body (or none).
    pub(crate) async fn control(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self.http.request(method, format!("{}/control/{path}", self.root));
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.call(request).await
    }

    pub(crate) async fn settle(&self) {
        tokio::time::timeout(Duration::from_secs(20), self.simulator.settle())
            .await
            .expect("everything settles");
    }
}

/// Waits for something with a limit.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(10), future).await.expect("it happens soon")
}
