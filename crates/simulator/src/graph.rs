//! The Graph API: who calls, what node is meant, THE LIST of endpoints, and the faults that come before all of them.

use std::{collections::HashMap, time::Duration};

use axum::{
    Json, Router,
    body::{Body, Bytes, to_bytes},
    extract::{DefaultBodyLimit, FromRequest as _, Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{any, get},
};
use serde_json::{Map, Value, json};

use crate::{
    clock::rest,
    faults::{Fault, On},
    simulator::Simulator,
};

mod access;
mod block_users;
mod business;
mod check;
mod debug_token;
mod encryption;
pub(crate) mod error;
mod flows;
mod handshake;
mod media;
mod messages;
mod number;
mod paging;
mod profile;
mod registration;
mod subscribed_apps;
mod subscriptions;
mod template_check;
mod templates;
mod uploads;

use access::Node;
use error::GraphError;

/// One call, read completely.
pub(crate) struct Call {
    pub(crate) simulator: Simulator,
    pub(crate) method: Method,
    pub(crate) node: String,
    pub(crate) edge: Option<String>,
    pub(crate) query: HashMap<String, String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

pub(crate) type Answer = Result<Response, GraphError>;

/// Meta takes files of up to 100 MB; a little more for what surrounds them.
const BODY: usize = (100 << 20) + (64 << 10);

pub(crate) fn router(simulator: Simulator) -> Router {
    Router::new()
        .route("/lookaside/{media}", get(media::download))
        .route("/flow-assets/{flow}", get(flows::download))
        .route("/form-files/{file}", get(flows::download_file))
        .route("/{version}/debug_token", get(answer_debug_token))
        .route("/{version}/{node}", any(answer_node))
        .route("/{version}/{node}/{edge}", any(answer_edge))
        .fallback(async || GraphError::new(2500).titled("Unknown path components"))
        .layer(DefaultBodyLimit::disable())
        .with_state(simulator)
}

async fn answer_debug_token(State(simulator): State<Simulator>, Path(version): Path<String>, request: Request) -> Response {
    answer(simulator, &version, "debug_token".to_owned(), None, request).await
}

async fn answer_node(State(simulator): State<Simulator>, Path((version, node)): Path<(String, String)>, request: Request) -> Response {
    answer(simulator, &version, node, None, request).await
}

async fn answer_edge(State(simulator): State<Simulator>, Path((version, node, edge)): Path<(String, String, String)>, request: Request) -> Response {
    answer(simulator, &version, node, Some(edge), request).await
}

async fn answer(simulator: Simulator, version: &str, node: String, edge: Option<String>, request: Request) -> Response {
    let trace = simulator.inner.with(|world| format!("A{}", hex::encode(world.random.bytes::<11>())));
    let mut response = match read(simulator, version, node, edge, request).await {
        Ok(call) => route(call).await,
        Err(error) => Err(error),
    }
    .unwrap_or_else(|error| error.traced(trace.clone()).into_response());
    let headers = response.headers_mut();
    if let (Ok(version), Ok(trace)) = (HeaderValue::from_str(version), HeaderValue::from_str(&trace)) {
        headers.insert("facebook-api-version", version);
        headers.insert("x-fb-trace-id", trace);
    }
    response
}

async fn read(simulator: Simulator, version: &str, node: String, edge: Option<String>, request: Request) -> Result<Call, GraphError> {
    let numbers = version.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    if !numbers.is_some_and(|(major, minor)| major.parse::<u16>().is_ok() && minor.parse::<u16>().is_ok()) {
        return Err(GraphError::new(2500).titled(format!("Unknown path components: /{version}")));
    }
    let (parts, body) = request.into_parts();
    let Query(query) = Query::try_from_uri(&parts.uri).map_err(|_| GraphError::parameter("The query string cannot be read."))?;
    let body = to_bytes(body, BODY)
        .await
        .map_err(|_| GraphError::new(131_053).details("The request is larger than 100 MB."))?;
    Ok(Call {
        simulator,
        method: parts.method,
        node,
        edge,
        query,
        headers: parts.headers,
        body,
    })
}

/// THE LIST of endpoints.
async fn route(call: Call) -> Answer {
    let bearer = call.bearer()?;
    if call.node == "debug_token" {
        return debug_token::get(&call, &bearer);
    }
    if let Some(upload) = call.node.strip_prefix("upload:") {
        return uploads::at(&call, upload);
    }
    let node = call.resolve(&bearer)?;
    call.faults(&node).await?;
    match (&node, call.edge.as_deref().unwrap_or_default(), call.method.as_str()) {
        (Node::Number(number), "messages", "POST") => messages::post(&call, number, false).await,
        (Node::Number(number), "marketing_messages", "POST") => messages::post(&call, number, true).await,
        (Node::Number(number), "media", "POST") => media::upload(&call, number).await,
        (Node::Number(number), "whatsapp_business_profile", "GET") => profile::get(&call, number),
        (Node::Number(number), "whatsapp_business_profile", "POST") => profile::post(&call, number).await,
        (Node::Number(number), "register", "POST") => registration::register(&call, number).await,
        (Node::Number(number), "deregister", "POST") => registration::deregister(&call, number),
        (Node::Number(number), "request_code", "POST") => registration::request_code(&call, number),
        (Node::Number(number), "verify_code", "POST") => registration::verify_code(&call, number),
        (Node::Number(number), "block_users", "GET") => block_users::get(&call, number),
        (Node::Number(number), "block_users", "POST") => block_users::change(&call, number, true).await,
        (Node::Number(number), "block_users", "DELETE") => block_users::change(&call, number, false).await,
        (Node::Number(number), "whatsapp_business_encryption", "GET") => encryption::get(&call, number),
        (Node::Number(number), "whatsapp_business_encryption", "POST") => encryption::post(&call, number).await,
        (Node::Number(number), "", "GET") => number::get(&call, number),
        (Node::Number(number), "", "POST") => number::post(&call, number).await,
        (Node::Business(business), "subscribed_apps", "GET") => subscribed_apps::get(&call, business),
        (Node::Business(business), "subscribed_apps", "POST") => subscribed_apps::post(&call, business).await,
        (Node::Business(business), "subscribed_apps", "DELETE") => subscribed_apps::delete(&call, business),
        (Node::Business(business), "phone_numbers", "GET") => number::list(&call, business),
        (Node::Business(business), "message_templates", "GET") => templates::list(&call, business),
        (Node::Business(business), "message_templates", "POST") => templates::create(&call, business).await,
        (Node::Business(business), "message_templates", "DELETE") => templates::delete(&call, business),
        (Node::Business(business), "flows", "GET") => flows::list(&call, business),
        (Node::Business(business), "flows", "POST") => flows::create(&call, business).await,
        (Node::Form { business, form }, "", "GET") => flows::get(&call, business, form),
        (Node::Form { form, .. }, "", "POST") => flows::edit(&call, form).await,
        (Node::Form { form, .. }, "", "DELETE") => flows::delete(&call, form),
        (Node::Form { form, .. }, "assets", "GET") => flows::assets(&call, form),
        (Node::Form { form, .. }, "assets", "POST") => flows::upload(&call, form).await,
        (Node::Form { business, form }, "publish", "POST") => flows::publish(&call, business, form).await,
        (Node::Form { form, .. }, "deprecate", "POST") => flows::deprecate(&call, form),
        (Node::Business(business), "", "GET") => business::get(&call, business),
        (Node::App(app), "subscriptions", "GET") => subscriptions::get(&call, app),
        (Node::App(app), "subscriptions", "POST") => subscriptions::post(&call, app).await,
        (Node::App(app), "subscriptions", "DELETE") => subscriptions::delete(&call, app),
        (Node::App(app), "uploads", "POST") => uploads::start(&call, app),
        (Node::App(app), "", "GET") => business::get_app(&call, app),
        (Node::Media(media), "", "GET") => media::get(&call, media),
        (Node::Media(media), "", "DELETE") => media::delete(&call, media),
        (Node::Template { business, template }, "", "GET") => templates::get(&call, business, template),
        (Node::Template { template, .. }, "unpause", "POST") => templates::unpause(&call, template),
        (Node::Template { business, template }, "", "POST") => templates::edit(&call, business, template).await,
        (node, edge, "GET") if !edge.is_empty() => Err(GraphError::parameter(format!(
            "Tried accessing nonexisting field ({edge}) on node type ({})",
            node.kind()
        ))),
        (_, _, method) => Err(GraphError::no_object(method, &call.node)),
    }
}

impl Call {
    /// The parameters from the query string, a form or JSON, as the Graph API takes any of them.
    pub(crate) async fn parameters(&self) -> Result<Map<String, Value>, GraphError> {
        let mut parameters: Map<String, Value> = self.query.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        let kind = self
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if kind.starts_with("application/x-www-form-urlencoded") {
            let request = Request::builder()
                .method(Method::POST)
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(self.body.clone()));
            let request = request.expect("a request made from a request");
            let form = axum::Form::<HashMap<String, String>>::from_request(request, &()).await;
            let axum::Form(form) = form.map_err(|_| GraphError::parameter("The form cannot be read."))?;
            parameters.extend(form.into_iter().map(|(name, value)| (name, value.into())));
        } else if !self.body.is_empty() && !kind.starts_with("multipart/") {
            parameters.extend(self.json()?);
        }
        Ok(parameters)
    }

    /// The body as a JSON object.
    pub(crate) fn json(&self) -> Result<Map<String, Value>, GraphError> {
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) | Err(_) => Err(GraphError::parameter("The request body must be a JSON object.")),
        }
    }

    /// Which of `fields` were asked for; `id` always is.
    pub(crate) fn asked(&self, whole: Value, usual: &[&str]) -> Value {
        let Value::Object(whole) = whole else { return whole };
        let fields = self.query.get("fields");
        let wanted = |name: &str| match fields {
            Some(fields) => fields
                .split(',')
                .any(|field| field.split(['{', '.']).next().is_some_and(|field| field.trim() == name)),
            None => usual.contains(&name),
        };
        Value::Object(whole.into_iter().filter(|(name, _)| name == "id" || wanted(name)).collect())
    }

    /// The faults that strike any call.
    async fn faults(&self, node: &Node) -> Result<(), GraphError> {
        let Some(business) = self.simulator.inner.with(|world| node.business(world)) else {
            return Ok(());
        };
        let call = match (node, self.edge.as_deref()) {
            (Node::Number(_), Some("messages" | "marketing_messages")) if !self.is_read_mark() => Some(On::Messages),
            (Node::Number(_), Some("media")) | (Node::Media(_), None) => Some(On::Media),
            _ => None,
        };
        let with = |pick: fn(&Fault) -> Option<(u64, On)>| {
            let covered = |fault: &Fault| pick(fault).filter(|(_, on)| on.covers(call)).map(|(value, _)| value);
            self.simulator.inner.with(|world| world.strike(&business, covered))
        };
        let slow = with(|fault| {
            if let Fault::SlowAnswer { ms, on } = fault {
                Some((*ms, *on))
            } else {
                None
            }
        });
        if let Some(ms) = slow {
            rest(Duration::from_millis(ms)).await;
        }
        let expired = with(|fault| matches!(fault, Fault::ExpiredToken).then_some((0, On::All)));
        if expired.is_some() {
            return Err(access::expired());
        }
        let refused = with(|fault| {
            if let Fault::GraphError { code, on } = fault {
                Some((u64::from(*code), *on))
            } else {
                None
            }
        });
        if let Some(code) = refused.and_then(|code| u32::try_from(code).ok()) {
            self.simulator.inner.with(|world| world.ledger.refused += 1);
            return Err(GraphError::new(code).details(error::usual_details(code)));
        }
        let broken = with(|fault| {
            if let Fault::ServerError { status, on } = fault {
                Some((u64::from(*status), *on))
            } else {
                None
            }
        });
        match broken {
            Some(status) => Err(GraphError::bare(status)),
            None => Ok(()),
        }
    }

    fn is_read_mark(&self) -> bool {
        self.json().is_ok_and(|body| body.contains_key("status"))
    }
}

pub(crate) fn success() -> Answer {
    Ok(Json(json!({ "success": true })).into_response())
}

pub(crate) fn found(value: Value) -> Answer {
    Ok(Json(value).into_response())
}

/// A 5xx with a page nobody can parse, as load balancers answer.
pub(crate) fn bare_error(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    (
        status,
        [(header::CONTENT_TYPE, "text/html")],
        "<html><body>Sorry, something went wrong.</body></html>",
    )
        .into_response()
}
