//! Counts messages, answers and closings of a stretch. What each figure means is said where it is counted.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike as _, Days, NaiveDate, Timelike as _};
use chrono_tz::Tz;
use model::{ConversationId, Timestamp, UserId};
use serde_json::Value;
use store::{AnalyticsClosing, AnalyticsMessage, AnalyticsPricing, AnalyticsTemplate, Limit, Workspace};

use super::{day_of, local};
use crate::Result;
use crate::views::{AgentFigures, AnalyticsTotals, AnalyticsView, DayFigures, HourFigures, PricingFigures, TemplateFigures};

/// Everything counted of one stretch.
#[derive(Debug, Default)]
pub(super) struct Figures {
    days: Vec<DayFigures>,
    hours: Vec<HourFigures>,
    agents: Vec<AgentFigures>,
    templates: Vec<TemplateFigures>,
    pricing: Vec<PricingFigures>,
    inbound: i64,
    outbound: i64,
    conversations: i64,
    first_responses: Vec<i64>,
    resolutions: Vec<i64>,
}

#[derive(Debug, Default)]
struct Agent {
    messages: i64,
    threads: std::collections::HashSet<ConversationId>,
    first_responses: Vec<i64>,
    closings: i64,
}

impl Figures {
    /// Counts. `messages` come thread by thread, in the order they were sent.
    pub(super) fn count(messages: &[AnalyticsMessage], closings: &[AnalyticsClosing], zone: Tz, from: NaiveDate, days: u64) -> Self {
        let mut figures = Self::default();
        let mut by_day: BTreeMap<NaiveDate, (i64, i64)> = (0..days)
            .filter_map(|day| Some((from.checked_add_days(Days::new(day))?, (0, 0))))
            .collect();
        let mut by_hour: BTreeMap<(u8, u8), (i64, i64)> = BTreeMap::new();
        let mut agents: HashMap<UserId, Agent> = HashMap::new();
        for message in messages {
            let is_inbound = message.direction == "inbound";
            let add = |place: &mut (i64, i64)| if is_inbound { place.0 += 1 } else { place.1 += 1 };
            add(by_day.entry(day_of(message.sent_at, zone)).or_default());
            let at = local(message.sent_at, zone);
            let weekday = u8::try_from(at.weekday().num_days_from_monday()).unwrap_or(0);
            add(by_hour.entry((weekday, u8::try_from(at.hour()).unwrap_or(0))).or_default());
            if is_inbound {
                figures.inbound += 1;
            } else {
                figures.outbound += 1;
            }
            // What a program sent with a member's key is not the member's work.
            if let (Some(author), "agent") = (message.author_id, message.author_kind.as_str()) {
                let agent = agents.entry(author).or_default();
                agent.messages += 1;
                agent.threads.insert(message.conversation_id);
            }
        }
        let mut closed: HashMap<String, Vec<&AnalyticsClosing>> = HashMap::new();
        for closing in closings {
            closed.entry(closing.target_id.clone()).or_default().push(closing);
            if let Some(actor) = closing.actor_id {
                agents.entry(actor).or_default().closings += 1;
            }
        }
        for thread in messages.chunk_by(|one, other| one.conversation_id == other.conversation_id) {
            figures.conversations += 1;
            figures.first_responses_of(thread, &mut agents);
            if let Some(closings) = closed.get(&thread[0].conversation_id.to_string()) {
                figures.resolutions_of(thread, closings);
            }
        }
        figures.days = by_day
            .into_iter()
            .map(|(date, (inbound, outbound))| DayFigures {
                date: date.to_string(),
                inbound,
                outbound,
            })
            .collect();
        figures.hours = by_hour
            .into_iter()
            .map(|((weekday, hour), (inbound, outbound))| HourFigures {
                weekday,
                hour,
                inbound,
                outbound,
            })
            .collect();
        figures.agents = agents
            .into_iter()
            .map(|(user_id, mut agent)| AgentFigures {
                user_id,
                name: None,
                messages: agent.messages,
                conversations: i64::try_from(agent.threads.len()).unwrap_or(i64::MAX),
                closings: agent.closings,
                first_response_seconds: percentile(&mut agent.first_responses, 50),
            })
            .collect();
        figures.agents.sort_by_key(|agent| (std::cmp::Reverse(agent.messages), agent.user_id));
        figures
    }

    /// How long people waited: from the first message after ours (or the first of the stretch) to the next one a person of the team wrote. Answers of
    /// automation end no wait: the contact still waits for somebody.
    fn first_responses_of(&mut self, thread: &[AnalyticsMessage], agents: &mut HashMap<UserId, Agent>) {
        let mut waits: Option<Timestamp> = None;
        for message in thread {
            if message.direction == "inbound" {
                waits = waits.or(Some(message.sent_at));
            } else if matches!(message.author_kind.as_str(), "agent" | "phone_app")
                && let Some(since) = waits.take()
            {
                let took = message.sent_at.millis() - since.millis();
                self.first_responses.push(took);
                if let Some(agent) = message.author_id.and_then(|author| agents.get_mut(&author)) {
                    agent.first_responses.push(took);
                }
            }
        }
    }

    /// How long it took to close: from the contact's first message after the closing before (or of the stretch) to the closing.
    fn resolutions_of(&mut self, thread: &[AnalyticsMessage], closings: &[&AnalyticsClosing]) {
        let mut inbound = thread.iter().filter(|message| message.direction == "inbound").peekable();
        for closing in closings {
            let mut began = None;
            while let Some(message) = inbound.next_if(|message| message.sent_at <= closing.at) {
                began = began.or(Some(message.sent_at));
            }
            self.resolutions.extend(began.map(|began| closing.at.millis() - began.millis()));
        }
    }

    /// A read message was delivered, and a delivered one was sent.
    pub(super) fn templates(&mut self, rows: Vec<AnalyticsTemplate>) {
        let mut by_name: BTreeMap<String, TemplateFigures> = BTreeMap::new();
        for row in rows {
            let figures = by_name.entry(row.name.clone()).or_insert_with(|| TemplateFigures {
                name: row.name,
                sent: 0,
                delivered: 0,
                read: 0,
                failed: 0,
            });
            let (sent, delivered, read, failed) = match row.status.as_str() {
                "sent" | "accepted" => (1, 0, 0, 0),
                "delivered" => (1, 1, 0, 0),
                "read" | "played" => (1, 1, 1, 0),
                "failed" => (0, 0, 0, 1),
                _ => (0, 0, 0, 0),
            };
            figures.sent += sent * row.count;
            figures.delivered += delivered * row.count;
            figures.read += read * row.count;
            figures.failed += failed * row.count;
        }
        self.templates = by_name.into_values().collect();
        self.templates.sort_by_key(|template| std::cmp::Reverse(template.sent + template.failed));
    }

    /// What Meta bills, by category; it names no amounts in its webhooks, so there are none here.
    pub(super) fn pricing(&mut self, rows: Vec<AnalyticsPricing>) {
        let mut by_kind: BTreeMap<(String, String, bool), i64> = BTreeMap::new();
        for row in rows {
            let pricing: Value = serde_json::from_str(&row.pricing).unwrap_or_default();
            let word = |name: &str| pricing[name].as_str().unwrap_or("unknown").to_owned();
            let is_billable = pricing["billable"].as_bool().unwrap_or_else(|| word("type") == "regular");
            *by_kind.entry((word("category"), word("type"), is_billable)).or_default() += row.count;
        }
        self.pricing = by_kind
            .into_iter()
            .map(|((category, kind, billable), messages)| PricingFigures {
                category,
                kind,
                billable,
                messages,
            })
            .collect();
        self.pricing
            .sort_by_key(|pricing| (std::cmp::Reverse(pricing.billable), std::cmp::Reverse(pricing.messages)));
    }

    /// Names the agents as they are called now, and keeps only `own` figures when that is all one may see.
    pub(super) async fn name_agents(&mut self, workspace: &Workspace<'_>, own: Option<UserId>) -> Result<()> {
        let mut names: HashMap<UserId, String> = HashMap::new();
        let mut cursor = None;
        loop {
            let page = workspace.list_members(Limit::clamped(500), cursor.as_deref()).await?;
            names.extend(page.data.into_iter().map(|member| (member.user_id, member.name)));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        self.agents.retain(|agent| own.is_none_or(|own| agent.user_id == own));
        for agent in &mut self.agents {
            agent.name = names.get(&agent.user_id).cloned();
        }
        Ok(())
    }

    pub(super) fn totals(&self) -> AnalyticsTotals {
        let (mut first, mut resolutions) = (self.first_responses.clone(), self.resolutions.clone());
        AnalyticsTotals {
            inbound: self.inbound,
            outbound: self.outbound,
            conversations: self.conversations,
            answered: i64::try_from(first.len()).unwrap_or(i64::MAX),
            first_response_p50_seconds: percentile(&mut first, 50),
            first_response_p90_seconds: percentile(&mut first, 90),
            closings: i64::try_from(resolutions.len()).unwrap_or(i64::MAX),
            resolution_p50_seconds: percentile(&mut resolutions, 50),
            resolution_p90_seconds: percentile(&mut resolutions, 90),
            billable: self
                .pricing
                .iter()
                .filter(|pricing| pricing.billable)
                .map(|pricing| pricing.messages)
                .sum(),
        }
    }

    pub(super) fn view(self, zone: Tz, from: NaiveDate, to: NaiveDate, before: Option<AnalyticsTotals>) -> AnalyticsView {
        AnalyticsView {
            time_zone: zone.name().to_owned(),
            from: from.to_string(),
            to: to.to_string(),
            totals: self.totals(),
            before,
            days: self.days,
            hours: self.hours,
            agents: self.agents,
            templates: self.templates,
            pricing: self.pricing,
        }
    }
}

/// The smallest value that at least so many of a hundred do not exceed, in whole seconds; nothing of nothing.
fn percentile(milliseconds: &mut [i64], percent: usize) -> Option<i64> {
    milliseconds.sort_unstable();
    let at = (milliseconds.len() * percent).div_ceil(100).checked_sub(1)?;
    milliseconds.get(at).map(|value| value / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        // 2026-03-29 00:00 UTC, when Madrid's clocks go forward at 01:00 UTC.
        Timestamp::from_millis(1_774_742_400_000 + minutes * 60_000)
    }

    fn message(thread: ConversationId, minutes: i64, author: &str, id: Option<UserId>) -> AnalyticsMessage {
        AnalyticsMessage {
            conversation_id: thread,
            sent_at: at(minutes),
            direction: if author == "contact" { "inbound" } else { "outbound" }.to_owned(),
            author_kind: author.to_owned(),
            author_id: id,
        }
    }

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
    }

    #[test]
    fn a_wait_ends_with_a_person_not_with_automation() {
        let (thread, agent) = (ConversationId::new(), UserId::new());
        let messages = [
            message(thread, 0, "contact", None),
            message(thread, 1, "flow", None),
            message(thread, 2, "contact", None),
            message(thread, 10, "agent", Some(agent)),
            message(thread, 11, "agent", Some(agent)),
            message(thread, 20, "contact", None),
            message(thread, 25, "agent", Some(agent)),
            message(thread, 30, "contact", None),
        ];
        let closing = |minutes| AnalyticsClosing {
            target_id: thread.to_string(),
            actor_id: Some(agent),
            at: at(minutes),
        };
        let closings = [closing(15), closing(16), closing(27)];
        let figures = Figures::count(&messages, &closings, Tz::UTC, day("2026-03-29"), 1);
        let totals = figures.totals();
        assert_eq!((totals.inbound, totals.outbound, totals.conversations), (4, 4, 1));
        assert_eq!(
            (totals.answered, totals.first_response_p50_seconds, totals.first_response_p90_seconds),
            (2, Some(300), Some(600))
        );
        // From the first message to 15, nothing to 16, from the one at 20 to 27.
        assert_eq!(
            (totals.closings, totals.resolution_p50_seconds, totals.resolution_p90_seconds),
            (2, Some(420), Some(900))
        );
        let own = &figures.agents[0];
        assert_eq!(
            (own.messages, own.conversations, own.closings, own.first_response_seconds),
            (3, 1, 3, Some(300))
        );
    }

    #[test]
    fn days_and_hours_are_those_of_the_time_zone() {
        let thread = ConversationId::new();
        let messages = [
            message(thread, -90, "contact", None),
            message(thread, 30, "contact", None),
            message(thread, 90, "contact", None),
        ];
        let figures = Figures::count(&messages, &[], Tz::Europe__Madrid, day("2026-03-28"), 2);
        let days: Vec<(&str, i64)> = figures.days.iter().map(|day| (day.date.as_str(), day.inbound)).collect();
        assert_eq!(days, [("2026-03-28", 1), ("2026-03-29", 2)]);
        // 22:30 UTC is 23:30 on Saturday; half past midnight is half past one; after the change half past one is half past three.
        let hours: Vec<(u8, u8)> = figures.hours.iter().map(|hour| (hour.weekday, hour.hour)).collect();
        assert_eq!(hours, [(5, 23), (6, 1), (6, 3)]);
    }

    #[test]
    fn percentiles_are_values_that_were_there() {
        assert_eq!(percentile(&mut [], 50), None);
        assert_eq!(percentile(&mut [3000], 90), Some(3));
        assert_eq!(percentile(&mut [4000, 1000, 3000, 2000], 50), Some(2));
        assert_eq!(percentile(&mut (1..=100).map(|value| value * 1000).collect::<Vec<_>>(), 90), Some(90));
    }
}
