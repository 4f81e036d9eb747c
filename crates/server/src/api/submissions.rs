//! What customers sent with WhatsApp's own forms.

use app::views::SubmissionView;
use axum::response::{IntoResponse as _, Response};
use http::header;
use model::{SubmissionId, WaFlowId};
use store::SubmissionFilter;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_submissions))
        .routes(routes!(get_submission))
        .routes(routes!(export_submissions))
}

/// Paths that name a submission.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct SubmissionPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The submission's id.
    submission: SubmissionId,
}

/// Which submissions, and from where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListSubmissions {
    /// Only with this form.
    wa_flow: Option<WaFlowId>,
    /// Not before.
    from: Option<Timestamp>,
    /// Before.
    to: Option<Timestamp>,
    /// Part of what was filled in.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Which submissions.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ExportSubmissions {
    /// Only with this form.
    wa_flow: Option<WaFlowId>,
    /// Not before.
    from: Option<Timestamp>,
    /// Before.
    to: Option<Timestamp>,
    /// Part of what was filled in.
    #[param(max_length = 200)]
    q: Option<String>,
}

fn text(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// List what customers sent with forms, the latest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/submissions", tag = "submissions", params(WorkspacePath, ListSubmissions),
    responses((status = OK, body = Page<SubmissionView>)))]
async fn list_submissions(
    State(app): State<App>,
    member: Member<perm::ReadSubmissions>,
    Query(query): Query<ListSubmissions>,
) -> Result<Json<Page<SubmissionView>>, ApiError> {
    let filter = SubmissionFilter {
        wa_flow_id: query.wa_flow,
        from: query.from,
        to: query.to,
        text: text(query.q),
    };
    let limit = query.limit.map_or_else(store::Limit::default, store::Limit::clamped);
    let page = app
        .wa_flows()
        .submissions(&member.actor(), &filter, limit, query.cursor.as_deref())
        .await?;
    Ok(Json(page))
}

/// Read what a customer sent with a form.
#[utoipa::path(get, path = "/workspaces/{workspace}/submissions/{submission}", tag = "submissions", params(SubmissionPath),
    responses((status = OK, body = SubmissionView)))]
async fn get_submission(
    State(app): State<App>,
    member: Member<perm::ReadSubmissions>,
    Path(path): Path<SubmissionPath>,
) -> Result<Json<SubmissionView>, ApiError> {
    Ok(Json(app.wa_flows().submission(&member.actor(), path.submission).await?))
}

/// Export submissions as CSV, those that the list would show, at most 50,000. Cells that a spreadsheet would take for formulas begin with an apostrophe.
#[utoipa::path(get, path = "/workspaces/{workspace}/submissions.csv", tag = "submissions", params(WorkspacePath, ExportSubmissions),
    responses((status = OK, body = String, content_type = "text/csv")))]
async fn export_submissions(
    State(app): State<App>,
    member: Member<perm::ReadSubmissions>,
    Query(query): Query<ExportSubmissions>,
) -> Result<Response, ApiError> {
    let filter = SubmissionFilter {
        wa_flow_id: query.wa_flow,
        from: query.from,
        to: query.to,
        text: text(query.q),
    };
    let table = app.wa_flows().submissions_table(&member.actor(), &filter).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"submissions.csv\""),
    ];
    Ok((headers, table).into_response())
}
