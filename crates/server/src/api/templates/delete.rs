//! Delete a template.

use super::TemplatePath;
use crate::prelude::*;

/// How much of it.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DeleteMessageTemplate {
    /// Its name in every language; otherwise only this language.
    all_languages: Option<bool>,
}

/// Delete a template at Meta. The name of an approved one cannot be used again for thirty days.
#[utoipa::path(delete, path = "/workspaces/{workspace}/templates/{template}", tag = "templates", params(TemplatePath, DeleteMessageTemplate),
    responses((status = NO_CONTENT)))]
pub(super) async fn delete_message_template(
    State(app): State<App>,
    member: Member<perm::ManageTemplates>,
    Path(path): Path<TemplatePath>,
    Query(query): Query<DeleteMessageTemplate>,
) -> Result<StatusCode, ApiError> {
    let all = query.all_languages.unwrap_or(false);
    app.templates().delete(&member.actor(), path.template, all).await?;
    Ok(StatusCode::NO_CONTENT)
}
