//! Look a template over before Meta does.

use app::templates::TemplateDraft;
use app::views::TemplateFindingView;

use super::shapes::TemplateDefinition;
use crate::prelude::*;

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TemplateFindings {
    /// In the order of the definition; empty is good.
    data: Vec<TemplateFindingView>,
}

/// Lint a template: what Meta would refuse, and what its reviewers are known to dislike. Nothing is sent or kept.
#[utoipa::path(post, path = "/workspaces/{workspace}/templates/lint", tag = "templates", params(WorkspacePath),
    responses((status = OK, body = TemplateFindings)))]
pub(super) async fn lint_message_template(
    _app: State<App>,
    _member: Member<perm::ReadTemplates>,
    Json(request): Json<TemplateDefinition>,
) -> Result<Json<TemplateFindings>, ApiError> {
    let findings = TemplateDraft::from(request).lint();
    Ok(Json(TemplateFindings {
        data: findings.into_iter().map(TemplateFindingView::from).collect(),
    }))
}
