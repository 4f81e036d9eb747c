//! Somebody who calls the API: signed in or not, with a workspace in mind or not.

use model::WorkspaceId;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};
use serde_json::Value;

/// Calls the API. Paths are below `/api/v1`; with a workspace, paths starting with `/` are below the workspace, and `~/…` is below `/api/v1`. `!/…` is below
/// the server's root.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
    workspace: Option<WorkspaceId>,
    headers: HeaderMap,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, when it was JSON.
    pub body: Value,
    /// The body as it came.
    pub text: String,
}

impl Client {
    pub fn new(http: reqwest::Client, base: String, token: Option<String>) -> Self {
        Self {
            http,
            base,
            token,
            workspace: None,
            headers: HeaderMap::new(),
        }
    }

    /// The same person with this workspace in mind.
    pub fn at(&self, workspace: WorkspaceId) -> Self {
        Self {
            workspace: Some(workspace),
            ..self.clone()
        }
    }

    /// The same person sending one more header.
    pub fn header(&self, name: &'static str, value: &str) -> Self {
        let mut client = self.clone();
        client
            .headers
            .append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header value"));
        client
    }

    /// The access token.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    /// Any call.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self.http.request(method, self.url(path)).headers(self.headers.clone());
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        Answer::read(request).await
    }

    /// A call with any body.
    pub async fn raw(&self, method: Method, path: &str, content_type: Option<&str>, body: Vec<u8>) -> Answer {
        let mut request = self.http.request(method, self.url(path)).headers(self.headers.clone()).body(body);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        Answer::read(request).await
    }

    /// Where a path leads.
    pub fn url(&self, path: &str) -> String {
        let base = &self.base;
        if let Some(path) = path.strip_prefix('!') {
            return format!("{base}{path}");
        }
        match (path.strip_prefix('~'), self.workspace) {
            (Some(path), _) => format!("{base}/api/v1{path}"),
            (None, Some(workspace)) => format!("{base}/api/v1/workspaces/{workspace}{path}"),
            (None, None) => format!("{base}/api/v1{path}"),
        }
    }
}

impl Answer {
    async fn read(request: reqwest::RequestBuilder) -> Self {
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("the answer has an end");
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, body, text }
    }

    /// The body of a good answer; fails the test with what came instead.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        self.body
    }

    /// Fails the test unless it was refused with this status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> &Self {
        assert_eq!(
            (self.status.as_u16(), self.body["code"].as_str().unwrap_or_default()),
            (status, code),
            "{}",
            self.text
        );
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.headers["x-request-id"], self.body["request_id"].as_str().unwrap_or_default());
        self
    }

    /// The pointers and codes of wrong fields.
    pub fn errors(&self) -> Vec<(String, String)> {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        errors.iter().map(|error| (text(&error["pointer"]), text(&error["code"]))).collect()
    }

    /// Did the guard let it through?
    pub fn reached(&self) -> bool {
        self.headers.contains_key("x-test-reached-handler")
    }

    /// The refresh cookie set by the answer, as `name=value`; `None` when none was.
    pub fn cookie(&self) -> Option<String> {
        let line = self.headers.get("set-cookie")?.to_str().ok()?;
        line.split(';').next().map(str::to_owned)
    }
}
