//! `GET /{version}/{phone_number_id}/whatsapp_business_profile`: what contacts see about the business.

use axum::extract::RawQuery;
use serde_json::{Value, json};

use super::NumberPath;
use super::parameters::Parameters;
use crate::auth::Program;
use crate::error::MetaError;
use crate::prelude::*;

/// All there is, so that a program that asks for nothing sees something.
const UNASKED: [&str; 7] = ["about", "address", "description", "email", "profile_picture_url", "websites", "vertical"];

/// Read what contacts see about the business, as Meta has it now: the members in `fields`, or all.
#[utoipa::path(get, path = "/graph/{version}/{phone_number_id}/whatsapp_business_profile", tag = "graph", params(NumberPath),
    responses((status = OK, body = Value, description = "`data` with one profile, as Meta's")))]
pub(super) async fn graph_get_profile(
    State(app): State<App>,
    program: Program<perm::ReadChannel>,
    axum::extract::Path(path): axum::extract::Path<NumberPath>,
    RawQuery(query): RawQuery,
) -> Result<axum::Json<Value>, MetaError> {
    path.check()?;
    app.passthrough().channel(program.workspace_id(), &path.phone_number_id).await?;
    let profile = app.passthrough().profile(&program.actor()).await?;
    let profile = Parameters::of(query.as_deref()).wanted(profile, &UNASKED);
    Ok(axum::Json(json!({ "data": [profile] })))
}
