//! `GET /{version}/{waba_id}/message_templates`: the account's templates.

use axum::extract::RawQuery;
use serde_json::{Map, Value, json};
use store::{Limit, StoredTemplateFilter};

use super::AccountPath;
use super::parameters::Parameters;
use crate::auth::Program;
use crate::error::MetaError;
use crate::prelude::*;

/// What Meta tells of a template unasked.
const UNASKED: [&str; 6] = ["name", "parameter_format", "components", "language", "status", "category"];

/// List the account's templates, as Meta's Cloud API does. They are Meta's as last told: by webhooks, and by a look at the whole list each day.
///
/// Of Meta's parameters `name`, `status`, `category`, `language`, `fields`, `limit` and `after` are heeded. All languages of a name stand on one page, so a page
/// may have more than `limit` templates.
#[utoipa::path(get, path = "/graph/{version}/{waba_id}/message_templates", tag = "graph", params(AccountPath),
    responses((status = OK, body = Value, description = "`data` with templates, and `paging`")))]
pub(super) async fn graph_get_templates(
    State(app): State<App>,
    program: Program<perm::ReadTemplates>,
    axum::extract::Path(path): axum::extract::Path<AccountPath>,
    RawQuery(query): RawQuery,
) -> Result<axum::Json<Value>, MetaError> {
    super::check_version(&path.version)?;
    let asked = Parameters::of(query.as_deref());
    let upper = |name: &str| asked.text(name).map(|word| word.to_uppercase());
    let filter = StoredTemplateFilter {
        status: upper("status"),
        category: upper("category"),
        quality: None,
        language: asked.text("language"),
        name: asked.text("name"),
        text: None,
    };
    let limit = asked
        .text("limit")
        .and_then(|limit| limit.parse().ok())
        .map_or_else(Limit::default, Limit::clamped);
    let found = app
        .passthrough()
        .templates(program.workspace_id(), &path.waba_id, &filter, limit, asked.text("after").as_deref())
        .await?;
    let data: Vec<Map<String, Value>> = found.templates.into_iter().map(|whole| asked.wanted(whole, &UNASKED)).collect();
    let mut answer = json!({ "data": data });
    if let Some(after) = found.after {
        let base = app.config().public_url.trim_end_matches('/');
        let next = format!("{base}/graph/{}/{}/message_templates?{}", path.version, path.waba_id, asked.after(&after));
        answer["paging"] = json!({ "cursors": { "after": after }, "next": next });
    }
    Ok(axum::Json(answer))
}
