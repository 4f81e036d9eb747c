//! The rows that do not fit, as a table to mend and upload again.

use app::sheet;
use axum::response::{IntoResponse as _, Response};
use http::header;
use store::Limit;

use super::ImportPath;
use crate::prelude::*;

/// Download the rows that do not fit, with the reasons, as CSV.
///
/// The columns are those of the file, after the row's number, what is wrong and why. The first 10,000 are kept.
#[utoipa::path(get, path = "/workspaces/{workspace}/imports/{import}/errors.csv", tag = "imports", params(ImportPath),
    responses((status = OK, body = String, content_type = "text/csv")))]
pub(super) async fn list_import_errors(
    State(app): State<App>,
    member: Member<perm::ImportContacts>,
    Path(path): Path<ImportPath>,
) -> Result<Response, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    let import = workspace.get_import(path.import).await?;
    let header_cells: Vec<String> = serde_json::from_str(&import.header).unwrap_or_default();
    let first = ["row", "column", "problem"].into_iter().chain(header_cells.iter().map(String::as_str));
    let mut text = sheet::line(first);
    let mut after = 0;
    loop {
        let page = workspace.list_import_errors(path.import, after, Limit::clamped(500)).await?;
        let Some(last) = page.last() else { break };
        after = last.row_number;
        for error in &page {
            let cells: Vec<String> = serde_json::from_str(&error.line).unwrap_or_default();
            let number = error.row_number.to_string();
            let own = [number.as_str(), error.field.as_str(), error.detail.as_str()];
            text.push_str(&sheet::line(own.into_iter().chain(cells.iter().map(String::as_str))));
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"import-errors.csv\""),
    ];
    Ok((headers, text).into_response())
}
