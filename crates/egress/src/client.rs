//! Sends requests through the door, one hop after another, within their limits.

use std::collections::HashMap;
use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderValue};
use http::{Method, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::door::{Door, Stopped};
use crate::error::{Error, Setup};
use crate::policy::Policy;
use crate::request::{Redirects, Request, Response};
use crate::resolve::{Resolve, SystemResolver};
use crate::target::Target;
use crate::{answer, headers};

/// Redirects followed at most, whatever a caller says.
const MOST_REDIRECTS: u8 = 3;
/// The longest time any caller may take.
const LONGEST: Duration = Duration::from_secs(300);
const MOST_BODY: usize = 32 * 1024 * 1024;
/// Of an answer.
const MOST_HEADERS: usize = 128;
const MOST_HEADER_BYTES: usize = 64 * 1024;
const IDLE: Duration = Duration::from_secs(30);
const IDLE_PER_HOST: usize = 4;
/// Hosts with a turnstile of their own before idle ones are forgotten.
const HOSTS: usize = 4096;

/// The door to the outside. Clones share connections and bounds.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: legacy::Client<HttpsConnector<Door>, Full<Bytes>>,
    policy: Arc<Policy>,
    all: Arc<Semaphore>,
    hosts: Mutex<HashMap<(String, u16), Weak<Semaphore>>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("egress::Client")
            .field("policy", &self.0.policy)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A door with the system's resolver and its certificates.
    pub fn new(policy: Policy) -> Result<Self, Setup> {
        Self::with_resolver(policy, Arc::new(SystemResolver))
    }

    /// The same with another resolver.
    pub fn with_resolver(policy: Policy, resolver: Arc<dyn Resolve>) -> Result<Self, Setup> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(BuilderVerifierExt::with_platform_verifier)
            .map_err(|error| Setup(error.to_string()))?
            .with_no_client_auth();
        Ok(Self::with_tls(policy, resolver, tls))
    }

    /// A door for a machine that has no certificates: only what may be reached without TLS is.
    #[must_use]
    pub fn without_certificates(policy: Policy) -> Self {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows today's protocols")
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        Self::with_tls(policy, Arc::new(SystemResolver), tls)
    }

    /// The same with other certificates, such as those of a private authority.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place where that client is made")]
    pub fn with_tls(policy: Policy, resolver: Arc<dyn Resolve>, tls: rustls::ClientConfig) -> Self {
        let policy = Arc::new(policy);
        let door = Door {
            policy: Arc::clone(&policy),
            resolver,
        };
        let connector = hyper_rustls::HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(door);
        let http = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(IDLE_PER_HOST)
            .http1_max_headers(MOST_HEADERS)
            .http1_max_buf_size(MOST_HEADER_BYTES)
            .build(connector);
        let all = Arc::new(Semaphore::new(policy.at_once.max(1)));
        Self(Arc::new(Inner {
            http,
            policy,
            all,
            hosts: Mutex::default(),
        }))
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(&self, request: Request) -> Result<Response, Error> {
        let timeout = request.timeout.min(LONGEST);
        let sent = tokio::time::timeout(timeout, self.run(request))
            .await
            .unwrap_or(Err(Error::TimedOut(timeout)));
        let end = sent.as_ref().map_or_else(Error::code, |_| "answered");
        metrics::counter!("prismwa_egress_requests_total", "end" => end).increment(1);
        sent
    }

    /// Would the address be let in, as far as that is known without asking for its name? For forms where addresses are typed.
    pub fn check(&self, url: &str) -> Result<(), Error> {
        self.admit(&Target::read(url)?, None)
    }

    async fn run(&self, request: Request) -> Result<Response, Error> {
        let started = Instant::now();
        headers::check(&request.headers)?;
        if request.body.len() > MOST_BODY {
            return Err(Error::Invalid(format!("a request has at most {MOST_BODY} bytes")));
        }
        let Request {
            mut method,
            mut headers,
            mut body,
            ..
        } = request;
        let mut target = Target::read(&request.url)?;
        let mut left = match request.redirects {
            Redirects::Answer => None,
            Redirects::Follow(times) => Some(times.min(MOST_REDIRECTS)),
        };
        let allowed = left.unwrap_or_default();
        loop {
            self.admit(&target, request.only.as_deref())?;
            let turn = self.turn(&target).await;
            let (parts, incoming) = self.hop(&target, &method, &headers, &body).await?.into_parts();
            let onward = left.and_then(|left| Some((left, next_hop(parts.status, &parts.headers)?)));
            let Some((more, location)) = onward else {
                let (body, is_cut) = answer::read(incoming, &parts.headers, request.max_bytes, request.overflow).await?;
                drop(turn);
                return Ok(Response {
                    status: parts.status,
                    headers: parts.headers,
                    body,
                    is_cut,
                    url: target.url.into(),
                    took: started.elapsed(),
                });
            };
            left = Some(more.checked_sub(1).ok_or(Error::TooManyRedirects(allowed))?);
            let next = target.follow(location.as_bytes())?;
            if next.is_plain() && !target.is_plain() {
                return Err(Error::Blocked);
            }
            if !next.is_same_origin(&target) {
                headers = headers::without_credentials(&headers);
            }
            if becomes_get(parts.status, &method) {
                (method, body) = (Method::GET, Bytes::new());
                headers.remove(header::CONTENT_TYPE);
            }
            target = next;
        }
    }

    /// What can be known before anything is asked of the network.
    fn admit(&self, target: &Target, only: Option<&[crate::Rule]>) -> Result<(), Error> {
        let literal = target.literal();
        let name = literal.is_none().then_some(target.host.as_str());
        if only.is_some_and(|only| !only.iter().any(|rule| rule.covers(name, literal, target.port))) {
            return Err(Error::Undeclared(target.host.clone()));
        }
        let may = match (literal, name) {
            (Some(address), _) => self.0.policy.lets_through(None, address, target.port, target.is_plain()),
            (None, Some(name)) => self.0.policy.may_resolve(name, target.port),
            (None, None) => false,
        };
        if may { Ok(()) } else { Err(Error::Blocked) }
    }

    async fn hop(&self, target: &Target, method: &Method, headers: &HeaderMap, body: &Bytes) -> Result<http::Response<Incoming>, Error> {
        let mut request = http::Request::new(Full::new(body.clone()));
        *request.method_mut() = method.clone();
        *request.uri_mut() = target.uri.clone();
        *request.headers_mut() = headers.clone();
        request.headers_mut().insert(header::USER_AGENT, headers::USER_AGENT);
        request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        self.0.http.request(request).await.map_err(|error| why(&error))
    }

    /// Waits until fewer requests are under way, everywhere and to this host.
    async fn turn(&self, target: &Target) -> (Option<OwnedSemaphorePermit>, Option<OwnedSemaphorePermit>) {
        let own = self.turnstile(target);
        let own = own.acquire_owned().await.ok();
        (own, Arc::clone(&self.0.all).acquire_owned().await.ok())
    }

    fn turnstile(&self, target: &Target) -> Arc<Semaphore> {
        let mut hosts = self.0.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (target.host.clone(), target.port);
        if let Some(turnstile) = hosts.get(&key).and_then(Weak::upgrade) {
            return turnstile;
        }
        if hosts.len() >= HOSTS {
            hosts.retain(|_, turnstile| turnstile.strong_count() > 0);
        }
        let turnstile = Arc::new(Semaphore::new(self.0.policy.per_host.max(1)));
        hosts.insert(key, Arc::downgrade(&turnstile));
        turnstile
    }
}

fn next_hop(status: StatusCode, headers: &HeaderMap) -> Option<HeaderValue> {
    let is_redirect = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
    headers.get(header::LOCATION).filter(|_| is_redirect).cloned()
}

/// As browsers do it: <https://fetch.spec.whatwg.org/#http-redirect-fetch>.
fn becomes_get(status: StatusCode, method: &Method) -> bool {
    match status.as_u16() {
        303 => *method != Method::HEAD,
        301 | 302 => *method == Method::POST,
        _ => false,
    }
}

/// Our own words for what went wrong; nothing of the other side's.
fn why(error: &legacy::Error) -> Error {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(stopped) = inner.downcast_ref::<Stopped>() {
            return match stopped {
                Stopped::Blocked => Error::Blocked,
                Stopped::Unreachable => Error::Unreachable,
            };
        }
        if is_tls(inner) {
            return Error::Insecure;
        }
        source = inner.source();
    }
    if error.is_connect() { Error::Unreachable } else { Error::BadAnswer }
}

/// An I/O error hides what it wraps from `source`.
fn is_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    error.is::<rustls::Error>() || wrapped.is_some_and(|wrapped| is_tls(wrapped))
}
