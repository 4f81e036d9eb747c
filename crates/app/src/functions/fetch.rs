//! `fetch` of a function: to its declared hosts, through the guarded door, with secrets put into headers on this side of the wall.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use egress::{Overflow, Redirects, Request, Rule};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use model::WorkspaceId;
use sandbox::{Fetch, Fetched, Host};
use tokio::runtime::Handle;

use crate::App;
use crate::secrets::names_in;
use crate::views::FunctionFetch;

/// Bodies in either direction, as the sandbox takes them.
const MOST_BYTES: usize = 1024 * 1024;
/// Lists of what was fetched stay readable.
const LONGEST_URL: usize = 300;

/// What one call may fetch, and what it did.
pub(super) struct Door {
    app: App,
    workspace: WorkspaceId,
    only: Vec<Rule>,
    runtime: Handle,
    made: Arc<Mutex<Vec<FunctionFetch>>>,
}

impl Door {
    pub(super) fn new(app: &App, workspace: WorkspaceId, only: Vec<Rule>, made: Arc<Mutex<Vec<FunctionFetch>>>) -> Self {
        let (app, runtime) = (app.clone(), Handle::current());
        Self {
            app,
            workspace,
            only,
            runtime,
            made,
        }
    }

    async fn send(&self, fetch: Fetch, timeout: Duration) -> Result<Fetched, String> {
        let names: Vec<String> = fetch.headers.iter().flat_map(|(_, value)| names_in(value)).map(str::to_owned).collect();
        let secrets = self.app.secrets().fill(self.workspace, names.iter().map(String::as_str)).await;
        let secrets = secrets.map_err(|_| "the secrets cannot be read right now".to_owned())?;
        let mut headers = HeaderMap::new();
        for (name, value) in &fetch.headers {
            let value = secrets.text(value).map_err(|error| error.to_string())?;
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}` cannot be a header"))?;
            let mut value = HeaderValue::from_str(&value).map_err(|_| format!("the header `{name}` has characters that cannot be sent"))?;
            value.set_sensitive(true);
            headers.append(name, value);
        }
        let method = Method::from_bytes(fetch.method.to_ascii_uppercase().as_bytes()).map_err(|_| "there is no such method".to_owned())?;
        if matches!(method, Method::CONNECT | Method::TRACE) {
            return Err(format!("the method {method} cannot be used"));
        }
        let answer = self.app.egress().send(Request {
            headers,
            body: fetch.body.unwrap_or_default().into(),
            timeout,
            max_bytes: MOST_BYTES,
            overflow: Overflow::Refuse,
            redirects: Redirects::Follow(3),
            only: Some(self.only.clone()),
            ..Request::new(method, fetch.url)
        });
        let answer = answer.await.map_err(|error| error.to_string())?;
        let headers = answer.headers.iter().filter_map(|(name, value)| {
            let value = value.to_str().ok().filter(|_| name != http::header::SET_COOKIE)?;
            Some((name.as_str().to_owned(), secrets.redact(value)))
        });
        Ok(Fetched {
            status: answer.status.as_u16(),
            headers: headers.collect(),
            // Whoever answers might say back what it was sent.
            body: secrets.redact(&answer.text()),
        })
    }
}

impl Host for Door {
    fn fetch(&self, request: Fetch, until: Instant) -> Result<Fetched, String> {
        let started = Instant::now();
        let url = shown(&request.url);
        let timeout = until.saturating_duration_since(started);
        let answer = self.runtime.block_on(self.send(request, timeout));
        let fetch = FunctionFetch {
            url,
            status: answer.as_ref().ok().map(|answer| answer.status),
            problem: answer.as_ref().err().cloned(),
            ms: u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX),
        };
        self.made.lock().unwrap_or_else(PoisonError::into_inner).push(fetch);
        answer
    }
}

/// Without what stands after the question mark, where keys and people's data are.
fn shown(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    url[..end].chars().filter(|character| !character.is_control()).take(LONGEST_URL).collect()
}
