//! Figures of a stretch of days in the workspace's own time zone, made from the rows every time they are asked for, so that they agree with them.

use chrono::{Days, NaiveDate, NaiveTime, TimeZone as _};
use chrono_tz::Tz;
use model::{Role, Timestamp, UserId};

use crate::views::AnalyticsView;
use crate::{Actor, App, Error, Result};

mod figures;

use figures::Figures;

/// Most days of a stretch.
const MOST_DAYS: u64 = 366;
/// Most messages of a stretch: what can be counted within a second or two.
const MOST_MESSAGES: i64 = 1_000_000;

/// What analytics can be asked.
pub struct Analytics<'a>(&'a App);

/// Which days, both included, as `2026-11-23`.
#[derive(Debug, Clone, Default)]
pub struct AnalyticsRange {
    /// The first day; 27 days before the last when absent.
    pub from: Option<String>,
    /// The last day; today when absent.
    pub to: Option<String>,
    /// Give the figures of as many days before, too.
    pub compare: bool,
}

impl App {
    /// Figures.
    #[must_use]
    pub fn analytics(&self) -> Analytics<'_> {
        Analytics(self)
    }
}

impl Analytics<'_> {
    /// The figures of a stretch. Agents see their own figures among those of the team, and nobody else's.
    pub async fn figures(&self, actor: &Actor, range: AnalyticsRange) -> Result<AnalyticsView> {
        let workspace = self.0.store().workspace(actor.workspace_id).get_workspace().await?;
        let zone: Tz = workspace.time_zone.parse().unwrap_or(Tz::UTC);
        let today = day_of(self.0.now(), zone);
        let to = range.to.as_deref().map(|day| parse("/to", day)).transpose()?.unwrap_or(today);
        let from = range
            .from
            .as_deref()
            .map(|day| parse("/from", day))
            .transpose()?
            .unwrap_or_else(|| to.checked_sub_days(Days::new(27)).unwrap_or(to));
        let days = u64::try_from((to - from).num_days() + 1).unwrap_or(0);
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(Error::invalid(
                "/from",
                "out_of_range",
                format!("Choose 1 to {MOST_DAYS} days, the first not after the last."),
            ));
        }
        let own = (actor.role == Role::Agent).then_some(actor.user_id);
        let figures = self.collect(actor, zone, from, days, own).await?;
        let before = match from.checked_sub_days(Days::new(days)).filter(|_| range.compare) {
            Some(before) => Some(self.collect(actor, zone, before, days, own).await?.totals()),
            None => None,
        };
        Ok(figures.view(zone, from, to, before))
    }

    async fn collect(&self, actor: &Actor, zone: Tz, from: NaiveDate, days: u64, own: Option<UserId>) -> Result<Figures> {
        let (start, end) = (
            start_of(from, zone),
            start_of(from.checked_add_days(Days::new(days)).unwrap_or(from), zone),
        );
        let workspace = self.0.store().workspace(actor.workspace_id);
        let messages = workspace.analytics_messages(start, end, MOST_MESSAGES + 1).await?;
        if i64::try_from(messages.len()).unwrap_or(i64::MAX) > MOST_MESSAGES {
            return Err(Error::invalid(
                "/from",
                "out_of_range",
                "There are more than a million messages in these days; choose fewer days.",
            ));
        }
        let closings = workspace.analytics_closings(start, end, MOST_MESSAGES).await?;
        let mut figures = Figures::count(&messages, &closings, zone, from, days);
        figures.templates(workspace.analytics_templates(start, end).await?);
        figures.pricing(workspace.analytics_pricing(start, end).await?);
        figures.name_agents(&workspace, own).await?;
        Ok(figures)
    }
}

fn parse(pointer: &'static str, day: &str) -> Result<NaiveDate> {
    NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| Error::invalid(pointer, "invalid_value", "Write a day like 2026-11-23."))
}

/// The day a moment falls on, in a time zone.
fn day_of(at: Timestamp, zone: Tz) -> NaiveDate {
    local(at, zone).date()
}

fn local(at: Timestamp, zone: Tz) -> chrono::NaiveDateTime {
    let moment = chrono::DateTime::from_timestamp_millis(at.millis()).unwrap_or_default();
    moment.with_timezone(&zone).naive_local()
}

/// Midnight at the start of a day; the first moment there is, where clocks skip it.
fn start_of(day: NaiveDate, zone: Tz) -> Timestamp {
    let mut time = day.and_time(NaiveTime::MIN);
    for _ in 0..4 {
        if let Some(moment) = zone.from_local_datetime(&time).earliest() {
            return Timestamp::from_millis(moment.timestamp_millis());
        }
        time += chrono::Duration::minutes(30);
    }
    Timestamp::from_millis(day.and_time(NaiveTime::MIN).and_utc().timestamp_millis())
}
