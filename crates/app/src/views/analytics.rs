//! Figures of a stretch of days.

use model::UserId;
use serde::Serialize;
use utoipa::ToSchema;

/// Figures of a stretch of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnalyticsView {
    /// The workspace's time zone, in which days and hours are counted.
    #[schema(example = "Europe/Madrid")]
    pub time_zone: String,
    /// The first day.
    #[schema(example = "2026-11-01")]
    pub from: String,
    /// The last day.
    #[schema(example = "2026-11-28")]
    pub to: String,
    /// The whole stretch.
    pub totals: AnalyticsTotals,
    /// As many days before it, when they were asked for.
    pub before: Option<AnalyticsTotals>,
    /// Day by day, those without messages too.
    pub days: Vec<DayFigures>,
    /// By hour of the week; hours without messages are left out.
    pub hours: Vec<HourFigures>,
    /// By member who wrote or closed; agents see only themselves.
    pub agents: Vec<AgentFigures>,
    /// By template.
    pub templates: Vec<TemplateFigures>,
    /// By what Meta bills. It names no amounts in its webhooks.
    pub pricing: Vec<PricingFigures>,
}

/// A whole stretch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnalyticsTotals {
    /// Messages from contacts.
    pub inbound: i64,
    /// Messages to contacts.
    pub outbound: i64,
    /// Conversations with a message.
    pub conversations: i64,
    /// Waits that a person of the team ended.
    pub answered: i64,
    /// Half of those waits were not longer.
    pub first_response_p50_seconds: Option<i64>,
    /// Nine of ten were not longer.
    pub first_response_p90_seconds: Option<i64>,
    /// Conversations closed after the contact wrote.
    pub closings: i64,
    /// Half of them were closed within this time of the contact's first message.
    pub resolution_p50_seconds: Option<i64>,
    /// Nine of ten.
    pub resolution_p90_seconds: Option<i64>,
    /// Messages that Meta bills.
    pub billable: i64,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DayFigures {
    /// The day.
    #[schema(example = "2026-11-23")]
    pub date: String,
    /// Messages from contacts.
    pub inbound: i64,
    /// Messages to contacts.
    pub outbound: i64,
}

/// One hour of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HourFigures {
    /// The day of the week, Monday is 0.
    pub weekday: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// Messages from contacts.
    pub inbound: i64,
    /// Messages to contacts.
    pub outbound: i64,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgentFigures {
    /// The member.
    pub user_id: UserId,
    /// Their name now; nothing when they left.
    pub name: Option<String>,
    /// Messages they wrote.
    pub messages: i64,
    /// Conversations they wrote in.
    pub conversations: i64,
    /// Conversations they closed.
    pub closings: i64,
    /// Half of the waits they ended were not longer.
    pub first_response_seconds: Option<i64>,
}

/// One template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateFigures {
    /// Its name.
    pub name: String,
    /// Messages that WhatsApp took.
    pub sent: i64,
    /// Of these, how many arrived.
    pub delivered: i64,
    /// Of these, how many were read (as far as contacts let it be known).
    pub read: i64,
    /// Messages that failed.
    pub failed: i64,
}

/// What Meta bills alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PricingFigures {
    /// Meta's category.
    #[schema(example = "marketing")]
    pub category: String,
    /// Meta's type.
    #[schema(example = "regular")]
    pub kind: String,
    /// Does Meta bill it?
    pub billable: bool,
    /// How many messages.
    pub messages: i64,
}
