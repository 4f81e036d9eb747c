//! The document and a reference page made from it: plain HTML, no script, nothing from elsewhere.

mod page;

use std::sync::Arc;

use axum::Extension;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header;
use serde_json::Value;

use crate::prelude::*;

/// The finished document and its page, made once.
#[derive(Clone)]
pub(crate) struct Document(Arc<(Bytes, Bytes)>);

impl Document {
    pub(crate) fn new(document: Value) -> Self {
        let json = serde_json::to_vec_pretty(&document).expect("a document is plain data");
        Self(Arc::new((json.into(), page::render(&document).into())))
    }
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(get_openapi))
        .routes(routes!(get_docs))
        .routes(routes!(get_docs_style))
}

/// Read this document.
///
/// Public, since it describes the software and nothing of the installation.
#[utoipa::path(get, path = "/api/openapi.json", tag = "docs", responses((status = OK, body = Object)))]
async fn get_openapi(State(_app): State<App>, _guard: Public, Extension(document): Extension<Document>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document.0.0.clone()).into_response()
}

/// Read the reference as a page.
///
/// Public, since it describes the software and nothing of the installation.
#[utoipa::path(get, path = "/api/docs", tag = "docs", responses((status = OK, body = String, content_type = "text/html")))]
async fn get_docs(State(_app): State<App>, _guard: Public, Extension(document): Extension<Document>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
    ];
    (headers, document.0.1.clone()).into_response()
}

/// The look of the reference page.
///
/// Public, as the page is.
#[utoipa::path(get, path = "/api/docs.css", tag = "docs", responses((status = OK, body = String, content_type = "text/css")))]
async fn get_docs_style(State(_app): State<App>, _guard: Public) -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], page::STYLE).into_response()
}
