//! The figures as tables.

use app::analytics::AnalyticsRange;
use app::sheet;
use axum::response::{IntoResponse as _, Response};
use http::header;

use crate::prelude::*;

/// Which table, of which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportAnalytics {
    /// Which table.
    #[param(inline)]
    table: Table,
    /// The first day, as `2026-11-01`; 27 days before the last when absent.
    from: Option<String>,
    /// The last day; today when absent.
    to: Option<String>,
}

/// A table of figures.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Table {
    /// Day by day.
    Days,
    /// By hour of the week.
    Hours,
    /// By member.
    Agents,
    /// By template.
    Templates,
    /// By what Meta bills.
    Pricing,
}

/// Export figures of a stretch of days as CSV.
#[utoipa::path(get, path = "/workspaces/{workspace}/analytics/export.csv", tag = "analytics", params(WorkspacePath, ExportAnalytics),
    responses((status = OK, body = String, content_type = "text/csv")))]
pub(super) async fn export_analytics(
    State(app): State<App>,
    member: Member<perm::ReadAnalytics>,
    Query(query): Query<ExportAnalytics>,
) -> Result<Response, ApiError> {
    let range = AnalyticsRange {
        from: query.from,
        to: query.to,
        compare: false,
    };
    let view = app.analytics().figures(&member.actor(), range).await?;
    let number = |number: i64| number.to_string();
    let seconds = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let (header_line, rows): (&[&str], Vec<Vec<String>>) = match query.table {
        Table::Days => (
            &["date", "inbound", "outbound"],
            view.days
                .into_iter()
                .map(|day| vec![day.date, number(day.inbound), number(day.outbound)])
                .collect(),
        ),
        Table::Hours => (
            &["weekday (0 is Monday)", "hour", "inbound", "outbound"],
            view.hours
                .into_iter()
                .map(|hour| {
                    vec![
                        hour.weekday.to_string(),
                        hour.hour.to_string(),
                        number(hour.inbound),
                        number(hour.outbound),
                    ]
                })
                .collect(),
        ),
        Table::Agents => (
            &["member", "messages", "conversations", "closings", "first response p50 (seconds)"],
            view.agents
                .into_iter()
                .map(|agent| {
                    let name = agent.name.unwrap_or_else(|| agent.user_id.to_string());
                    let figures = [agent.messages, agent.conversations, agent.closings].map(number);
                    [vec![name], figures.to_vec(), vec![seconds(agent.first_response_seconds)]].concat()
                })
                .collect(),
        ),
        Table::Templates => (
            &["template", "sent", "delivered", "read", "failed"],
            view.templates
                .into_iter()
                .map(|template| {
                    let figures = [template.sent, template.delivered, template.read, template.failed].map(number);
                    [vec![template.name], figures.to_vec()].concat()
                })
                .collect(),
        ),
        Table::Pricing => (
            &["category", "type", "billable", "messages"],
            view.pricing
                .into_iter()
                .map(|pricing| vec![pricing.category, pricing.kind, pricing.billable.to_string(), number(pricing.messages)])
                .collect(),
        ),
    };
    let mut text = sheet::line(header_line.iter().copied());
    text.extend(rows.iter().map(|row| sheet::line(row.iter().map(String::as_str))));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"analytics.csv\""),
    ];
    Ok((headers, text).into_response())
}
