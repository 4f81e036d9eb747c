//! A Graph on loopback that notes what it is asked and answers what it is told.

use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use cloud_api::client::Client;
use secrecy::SecretString;
use serde_json::Value;
use tokio::task::JoinHandle;

/// What was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Asked {
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

type Answer = Box<dyn Fn(&Asked) -> Response + Send + Sync>;

struct Shared {
    asked: Mutex<Vec<Asked>>,
    answer: Answer,
}

/// The stub; it ends when dropped.
pub(crate) struct Stub {
    pub(crate) base: String,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl Stub {
    #[expect(clippy::disallowed_methods, reason = "the stub lives and ends with its test")]
    pub(crate) async fn start(answer: impl Fn(&Asked) -> Response + Send + Sync + 'static) -> Self {
        let shared = Arc::new(Shared {
            asked: Mutex::default(),
            answer: Box::new(answer),
        });
        let router = axum::Router::new().fallback(note).with_state(shared.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/graph/", listener.local_addr().unwrap());
        let server = tokio::task::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base, shared, server }
    }

    /// Answers everything with this JSON.
    pub(crate) async fn json(answer: Value) -> Self {
        Self::start(move |_| axum::Json(answer.clone()).into_response()).await
    }

    /// Answers everything with this status and text.
    pub(crate) async fn status(status: u16, text: &'static str) -> Self {
        Self::start(move |_| (StatusCode::from_u16(status).unwrap(), text).into_response()).await
    }

    pub(crate) fn client(&self) -> Client {
        client(&self.base)
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    pub(crate) fn only(&self) -> Asked {
        let asked = self.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked.into_iter().next().unwrap()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn note(State(shared): State<Arc<Shared>>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let query = uri.query().unwrap_or_default();
    let query = reqwest::Url::parse(&format!("http://stub/?{query}")).unwrap();
    let asked = Asked {
        method: method.to_string(),
        path: uri.path().to_owned(),
        query: query.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect(),
        headers,
        body,
    };
    let answer = (shared.answer)(&asked);
    shared.asked.lock().unwrap().push(asked);
    answer
}

pub(crate) fn client(base: &str) -> Client {
    Client::new(Client::http().unwrap(), base, "v26.0").unwrap()
}

pub(crate) fn token() -> SecretString {
    SecretString::from("EAAG-secret-token")
}
