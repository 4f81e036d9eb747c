//! What the measurements are compared with: the same HTTP server without a database. `prismwa-bench bare` runs it as a process of its own.

use std::net::SocketAddr;

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use sha2::{Digest as _, Sha256};

/// What the signed route checks bodies with.
pub(crate) const APP_SECRET: &str = "bare-secret";

/// Serves `/plain` (takes a body, answers 200) and `/signed` (checks the signature and hashes the body, answers 200) and prints its address.
#[expect(clippy::print_stdout, reason = "the parent reads the address from here")]
pub(crate) async fn serve() -> Result<()> {
    let router = Router::new().route("/plain", post(plain)).route("/signed", post(signed));
    let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn plain(body: Bytes) -> StatusCode {
    if body.is_empty() { StatusCode::BAD_REQUEST } else { StatusCode::OK }
}

async fn signed(headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = headers.get("x-hub-signature-256").and_then(|value| value.to_str().ok());
    if cloud_api::signature::verify(APP_SECRET.as_bytes(), header, &body).is_err() {
        return StatusCode::UNAUTHORIZED;
    }
    let hash = Sha256::digest(&body);
    if hash[0] == 0 && hash[1..] == [0; 31] {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    }
}
