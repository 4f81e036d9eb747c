//! Opening hours: a week, holidays, a time zone.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use model::Timestamp;
use serde::{Deserialize, Serialize};

/// When a business is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Calendar {
    /// IANA name such as `Europe/Madrid`; empty means the workspace's.
    pub time_zone: String,
    /// When it is open in the week.
    pub week: Vec<Opening>,
    /// Days that are different, such as holidays.
    pub days: Vec<SpecialDay>,
}

/// A stretch of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// 1 is Monday, 7 is Sunday.
    #[schemars(range(min = 1, max = 7))]
    pub day: u8,
    /// `09:00`
    #[schemars(pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub from: String,
    /// `18:00`; `00:00` is the end of the day, and an earlier hour than `from` is on the next day.
    #[schemars(pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub to: String,
}

/// A day that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// `2026-12-25`
    #[schemars(pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub date: String,
    /// Open from and to; both empty means closed all day.
    #[serde(default)]
    pub from: String,
    /// See `from`.
    #[serde(default)]
    pub to: String,
}

/// A time zone by its IANA name.
#[must_use]
pub fn zone(name: &str) -> Option<Tz> {
    name.parse().ok()
}

/// A moment in a time zone.
#[must_use]
pub fn local(moment: Timestamp, zone: Tz) -> DateTime<Tz> {
    // Out of range only beyond the year 262,000.
    Utc.timestamp_millis_opt(moment.millis())
        .single()
        .unwrap_or_default()
        .with_timezone(&zone)
}

impl Calendar {
    /// Open at `moment`. A calendar without hours is never open.
    #[must_use]
    pub fn is_open(&self, moment: Timestamp, workspace_zone: Tz) -> bool {
        let moment = local(moment, self.zone(workspace_zone));
        let today = moment.date_naive();
        [today.pred_opt(), Some(today)].into_iter().flatten().any(|day| {
            self.spans(day, &moment.timezone())
                .iter()
                .any(|(from, to)| *from <= moment && moment < *to)
        })
    }

    /// When it next opens, at `moment` or after; `None` when not within a year.
    #[must_use]
    pub fn next_open(&self, moment: Timestamp, workspace_zone: Tz) -> Option<Timestamp> {
        if self.is_open(moment, workspace_zone) {
            return Some(moment);
        }
        let here = local(moment, self.zone(workspace_zone));
        let mut day = here.date_naive();
        for _ in 0..=366 {
            let opens = self
                .spans(day, &here.timezone())
                .into_iter()
                .map(|(from, _)| from)
                .filter(|from| *from >= here)
                .min();
            if let Some(opens) = opens {
                return Some(Timestamp::from_millis(opens.timestamp_millis()));
            }
            day = day.checked_add_days(Days::new(1))?;
        }
        None
    }

    /// What is wrong with it, in words.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        if !self.time_zone.is_empty() && zone(&self.time_zone).is_none() {
            return Some(format!("`{}` is not a time zone such as Europe/Madrid", self.time_zone));
        }
        for opening in &self.week {
            if !(1..=7).contains(&opening.day) || time(&opening.from).is_none() || time(&opening.to).is_none() {
                return Some("each stretch has a day from 1 to 7 and hours such as 09:00".to_owned());
            }
        }
        for day in &self.days {
            let hours = day.from.is_empty() && day.to.is_empty() || time(&day.from).is_some() && time(&day.to).is_some();
            if day.date.parse::<NaiveDate>().is_err() || !hours {
                return Some(format!("`{}` is not a day such as 2026-12-25 with hours such as 09:00", day.date));
            }
        }
        None
    }

    fn zone(&self, workspace_zone: Tz) -> Tz {
        zone(&self.time_zone).unwrap_or(workspace_zone)
    }

    /// The stretches that begin on a day.
    fn spans(&self, day: NaiveDate, zone: &Tz) -> Vec<(DateTime<Tz>, DateTime<Tz>)> {
        let special = self.days.iter().find(|special| special.date.parse() == Ok(day));
        let hours: Vec<_> = match special {
            Some(special) => vec![(special.from.as_str(), special.to.as_str())],
            None => {
                let weekday = day.weekday().number_from_monday();
                self.week
                    .iter()
                    .filter(|opening| u32::from(opening.day) == weekday)
                    .map(|opening| (opening.from.as_str(), opening.to.as_str()))
                    .collect()
            }
        };
        hours.into_iter().filter_map(|(from, to)| span(day, from, to, zone)).collect()
    }
}

fn span(day: NaiveDate, from: &str, to: &str, zone: &Tz) -> Option<(DateTime<Tz>, DateTime<Tz>)> {
    let (from, to) = (time(from)?, time(to)?);
    let last = if to <= from { day.checked_add_days(Days::new(1))? } else { day };
    Some((at(day, from, zone)?, at(last, to, zone)?))
}

/// In the hour that a change of clocks skips, the first moment after it.
pub(crate) fn at(day: NaiveDate, time: NaiveTime, zone: &Tz) -> Option<DateTime<Tz>> {
    let local = day.and_time(time);
    zone.from_local_datetime(&local)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(local + chrono::Duration::hours(1))).earliest())
}

pub(crate) fn time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> Calendar {
        let week = (1..=5).map(|day| Opening {
            day,
            from: "09:00".to_owned(),
            to: "18:00".to_owned(),
        });
        let night = Opening {
            day: 6,
            from: "22:00".to_owned(),
            to: "02:00".to_owned(),
        };
        Calendar {
            time_zone: "Europe/Madrid".to_owned(),
            week: week.chain([night]).collect(),
            days: vec![SpecialDay {
                date: "2026-12-25".to_owned(),
                from: String::new(),
                to: String::new(),
            }],
        }
    }

    #[track_caller]
    fn check(moment: &str, open: bool, next: &str) {
        let (calendar, moment) = (shop(), moment.parse().unwrap());
        assert_eq!(calendar.is_open(moment, Tz::UTC), open);
        assert_eq!(calendar.next_open(moment, Tz::UTC).unwrap().to_string(), next);
    }

    #[test]
    fn hours_are_those_of_the_zone() {
        check("2026-11-23T08:00:00Z", true, "2026-11-23T08:00:00.000Z");
        check("2026-11-23T07:59:00Z", false, "2026-11-23T08:00:00.000Z");
        check("2026-07-06T07:30:00Z", true, "2026-07-06T07:30:00.000Z");
        check("2026-11-27T17:00:00Z", false, "2026-11-28T21:00:00.000Z");
    }

    #[test]
    fn a_night_belongs_to_the_day_it_began() {
        check("2026-11-29T00:30:00Z", true, "2026-11-29T00:30:00.000Z");
        check("2026-11-29T01:00:00Z", false, "2026-11-30T08:00:00.000Z");
    }

    #[test]
    fn holidays_are_closed() {
        check("2026-12-25T10:00:00Z", false, "2026-12-26T21:00:00.000Z");
    }

    #[test]
    fn a_calendar_without_hours_never_opens() {
        assert_eq!(Calendar::default().next_open(Timestamp::from_seconds(0), Tz::UTC), None);
    }
}
