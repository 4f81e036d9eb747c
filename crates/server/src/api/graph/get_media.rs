//! `GET /{version}/{media_id}`: where a file can be fetched; with the number's id in its place, how the number stands.

use axum::extract::RawQuery;
use serde_json::{Value, json};

use super::MediaPath;
use super::parameters::Parameters;
use crate::auth::Program;
use crate::error::MetaError;
use crate::prelude::*;

/// What Meta tells of a number unasked (*Business phone numbers*).
const UNASKED: [&str; 6] = [
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
    "platform_type",
    "throughput",
];

/// Where a file of a conversation can be fetched, or how the number stands, as Meta's Cloud API says it.
///
/// A file's id (`med_…`) gives an address that works for five minutes, without a token. Meta's id of the connected number gives what Meta says of the number
/// now: the members in `fields`, or those that Meta gives unasked; for this the key needs `channel:read` as well.
#[utoipa::path(get, path = "/graph/{version}/{media_id}", tag = "graph", params(MediaPath),
    responses((status = OK, body = Value, description = "`messaging_product`, `url`, `mime_type`, `sha256`, `file_size`, `id`; of a number: its `id` and fields")))]
pub(super) async fn graph_get_media(
    State(app): State<App>,
    program: Program<perm::ReadMedia>,
    axum::extract::Path(path): axum::extract::Path<MediaPath>,
    RawQuery(query): RawQuery,
) -> Result<axum::Json<Value>, MetaError> {
    if path.is_number() {
        return number(&app, &program, &path, &Parameters::of(query.as_deref())).await;
    }
    let id = path.id()?;
    let found = app.store().workspace(program.workspace_id()).get_media(id).await;
    let media = path.or_missing(found.map_err(app::Error::from))?;
    let link = app.media().link(&program.actor(), id).await?;
    let base = app.config().public_url.trim_end_matches('/');
    Ok(axum::Json(json!({
        "messaging_product": "whatsapp",
        "url": format!("{base}{}", link.url),
        "mime_type": media.mime_type,
        "sha256": media.sha256,
        "file_size": media.size,
        "id": media.id,
    })))
}

async fn number(app: &App, program: &Program<perm::ReadMedia>, path: &MediaPath, asked: &Parameters) -> Result<axum::Json<Value>, MetaError> {
    super::check_version(&path.version)?;
    let actor = program.actor();
    if !actor.may(model::Permission::ReadChannel) {
        let detail = "To read the number this needs the permission channel:read, which this API key was not given.";
        return Err(MetaError::ours("access.denied", detail));
    }
    app.passthrough().channel(actor.workspace_id, &path.media_id).await?;
    let whole = app.passthrough().number(&actor).await?;
    Ok(axum::Json(Value::Object(asked.wanted(whole, &UNASKED))))
}
