//! Figures.

mod export;
mod get;

use app::analytics::AnalyticsRange;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(get::get_analytics))
        .routes(routes!(export::export_analytics))
}

/// Which days.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AnalyticsQuery {
    /// The first day, as `2026-11-01`; 27 days before the last when absent.
    from: Option<String>,
    /// The last day; today when absent. At most 366 days, and a million messages.
    to: Option<String>,
    /// Give the totals of as many days before, too.
    compare: Option<bool>,
}

impl From<AnalyticsQuery> for AnalyticsRange {
    fn from(query: AnalyticsQuery) -> Self {
        Self {
            from: query.from,
            to: query.to,
            compare: query.compare.unwrap_or(false),
        }
    }
}
