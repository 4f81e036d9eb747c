//! The whole HTTP surface: the API with its document, health, the simulator's mount and the web app, inside one set of layers.

mod answer;
mod headers;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::Uri;
use tower_http::catch_panic::CatchPanicLayer;

use crate::config::Config;
use crate::error::{ApiError, Code};
use crate::routes::Routes;
use crate::state::Server;
use crate::web::WebApp;
use crate::{api, docs, health, hooks, meta, openapi, realtime};

/// What only tests turn on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Probe {
    /// Say in `x-test-reached-handler` that the guard let the request through.
    pub mark_reached: bool,
}

/// Every route with its document, before state and layers. What is not in here or in [`MOUNTS`] is not served.
#[must_use]
pub fn routes() -> Routes {
    let api = api::routes().map(|routes| routes.layer(from_fn(answer::within_time_limit)));
    Routes::new()
        .nest("/api/v1", api)
        .merge(docs::routes())
        .merge(health::routes())
        .merge(hooks::routes())
        .merge(meta::routes())
        .merge(api::graph::routes())
}

/// Paths below which another part answers by itself, with its own rules. The test of permissions knows them.
pub const MOUNTS: &[&str] = &["/simulator", "/socket.io"];

/// The document of every route.
#[must_use]
pub fn document() -> serde_json::Value {
    openapi::split(routes()).1
}

/// The router with everything around it.
pub fn router(server: Server, probe: Probe) -> axum::Router {
    let config = server.settings.0.clone();
    let online = server.online.clone();
    server.app.when_asked_who_is_online(move |workspace| online.users(workspace));
    let (router, document) = openapi::split(routes());
    let router = router
        .method_not_allowed_fallback(method_not_allowed)
        .layer(axum::Extension(docs::Document::new(document)))
        .layer(DefaultBodyLimit::max(config.server.max_body_bytes))
        .with_state(server.clone());
    let router = match api::simulator::mount(&server) {
        Some(simulator) => router.nest("/simulator", simulator),
        None => router,
    };
    let web = Arc::new(WebApp::new(&config));
    let router = router.fallback(move |uri: Uri, headers, method| fallback(web.clone(), uri, headers, method));
    finish(realtime::attach(router, &server), &config, probe)
}

/// The layers, the outermost last.
fn finish(router: axum::Router, config: &Arc<Config>, probe: Probe) -> axum::Router {
    router
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(from_fn_with_state(headers::Headers::new(config), headers::add))
        .layer(from_fn_with_state(answer::Surroundings::new(config, probe), answer::surround))
}

/// What no route answers: an unknown API path is a problem, anything else is a page of the web app.
async fn fallback(web: Arc<WebApp>, uri: Uri, headers: http::HeaderMap, method: http::Method) -> Response {
    let path = uri.path();
    if ["/api", "/graph", "/webhooks", "/hooks", "/simulator", "/socket.io"]
        .iter()
        .any(|mount| path == *mount || path.strip_prefix(mount).is_some_and(|rest| rest.starts_with('/')))
    {
        return ApiError::new(Code::RouteNotFound, "No operation has this path.").into_response();
    }
    if !matches!(method, http::Method::GET | http::Method::HEAD) {
        return method_not_allowed().await.into_response();
    }
    web.answer(path, &headers)
}

async fn method_not_allowed() -> ApiError {
    ApiError::new(Code::RequestMethodNotAllowed, "This path does not know this method.")
}

/// The peer's address, from the listener.
pub(crate) type Peer = axum::extract::ConnectInfo<SocketAddr>;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::body::Body;
    use axum::routing::get;
    use http::Request;
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(router: axum::Router, config: Config) -> (u16, serde_json::Value) {
        let router = finish(router, &Arc::new(config), Probe::default());
        let response = router.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
        let (status, id) = (response.status().as_u16(), response.headers()["x-request-id"].clone());
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem["request_id"], id.to_str().unwrap());
        (status, problem)
    }

    #[tokio::test]
    async fn d06_a_panic_is_answered_without_its_words() {
        async fn broken() -> &'static str {
            panic!("the password is hunter2")
        }
        let (status, problem) = ask(axum::Router::new().route("/", get(broken)), Config::default()).await;
        assert_eq!((status, problem["code"].as_str()), (500, Some("server.internal")));
        assert!(!problem.to_string().contains("hunter2"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_stuck_handler_is_given_up() {
        async fn stuck() -> &'static str {
            std::future::pending().await
        }
        let mut config = Config::default();
        config.server.request_timeout_seconds = 7;
        let started = tokio::time::Instant::now();
        let router = axum::Router::new().route("/", get(stuck)).layer(from_fn(answer::within_time_limit));
        let (status, problem) = ask(router, config).await;
        assert_eq!((status, problem["code"].as_str()), (503, Some("request.timeout")));
        assert_eq!(started.elapsed().as_secs(), Duration::from_secs(7).as_secs());
    }
}
