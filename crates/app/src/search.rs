//! Search over messages, notes and contacts: a typed query is understood, its names are looked up, and what is found is shown with the words in it.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveTime, TimeZone as _};
use chrono_tz::Tz;
use model::search::{self, Author as Asked, Day, Place, Query, Status, Term, folded};
use model::{ContactId, ConversationId, Permission, Timestamp, UserId};
use store::{Contact, Limit, Page, SearchAuthor, SearchFilter, SearchIn, SearchSource, SearchSubject};

use crate::views::{ContactSummary, SearchHitView};
use crate::{Actor, App, Error, Result};

mod follow;

pub(crate) use follow::run;

/// Contacts that `contact:` may mean at once.
const MOST_CONTACTS: u32 = 200;

/// What search can be asked.
pub struct Search<'a>(&'a App);

/// What is looked for, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct SearchRequest {
    /// Words and operators.
    pub query: String,
    /// Where.
    pub scope: SearchScope,
    /// Only in this conversation.
    pub conversation: Option<ConversationId>,
    /// Rows of a page.
    pub limit: Limit,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// Where is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SearchScope {
    /// In messages and notes.
    #[default]
    Messages,
    /// In contacts.
    Contacts,
}

impl App {
    /// Search.
    #[must_use]
    pub fn search(&self) -> Search<'_> {
        Search(self)
    }
}

impl Search<'_> {
    /// What fits, the newest first. An empty query finds nothing; one that cannot be understood says what to write instead.
    pub async fn find(&self, actor: &Actor, request: &SearchRequest) -> Result<Page<SearchHitView>> {
        let query = search::parse(&request.query).map_err(|error| bad(error.detail))?;
        let nothing = Page {
            data: Vec::new(),
            next_cursor: None,
        };
        if query.is_empty() {
            return Ok(nothing);
        }
        let workspace = self.0.store().workspace(actor.workspace_id);
        let Some(filter) = self.filter(actor, request, &query).await? else {
            return Ok(nothing);
        };
        let page = workspace.search(&filter, request.limit, request.cursor.as_deref()).await?;
        let mut ids: Vec<ContactId> = page.data.iter().map(|hit| hit.contact_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let contacts: HashMap<ContactId, Contact> = workspace
            .contacts_by_ids(&ids)
            .await?
            .into_iter()
            .map(|contact| (contact.row.id, contact))
            .collect();
        let shown = if request.scope == SearchScope::Contacts && query.terms.is_empty() {
            &query.contact
        } else {
            &query.terms
        };
        Ok(Page {
            data: page.data.into_iter().filter_map(|hit| view(hit, &contacts, shown)).collect(),
            next_cursor: page.next_cursor,
        })
    }

    /// Indexes everything that waits, at once. For tests, which do not want to wait for the rhythm of the worker.
    pub async fn catch_up(&self) -> Result<()> {
        follow::catch_up(self.0).await
    }

    /// What the index is asked; nothing when nothing can fit.
    async fn filter(&self, actor: &Actor, request: &SearchRequest, query: &Query) -> Result<Option<SearchFilter>> {
        if request.scope == SearchScope::Contacts {
            let mut terms = query.terms.clone();
            terms.extend(query.contact.iter().cloned());
            let filter = SearchFilter {
                place: SearchIn::Contacts,
                terms,
                without: query.without.clone(),
                ..SearchFilter::default()
            };
            // Contacts have no authors, files or days.
            return Ok((!query.is_of_messages()).then_some(filter));
        }
        let place = match (query.place, actor.may(Permission::ReadNotes)) {
            (Some(Place::Note), false) => return Ok(None),
            (Some(Place::Note), true) => SearchIn::Notes,
            (Some(Place::Message), _) | (None, false) => SearchIn::Messages,
            (None, true) => SearchIn::Said,
        };
        let names = Names(self.0, actor);
        let conversations = match (request.conversation, query.contact.is_empty()) {
            (conversation, true) => conversation.map(|conversation| vec![conversation]),
            (conversation, false) => {
                let mut all = self.conversations_with(actor, &query.contact).await?;
                all.retain(|id| conversation.is_none_or(|only| only == *id));
                Some(all)
            }
        };
        let (since, until) = self.days(actor, query).await?;
        Ok(Some(SearchFilter {
            place,
            terms: query.terms.clone(),
            without: query.without.clone(),
            from: names.authors(&query.from).await?,
            not_from: names.authors(&query.not_from).await?,
            has: query.has.clone(),
            has_not: query.has_not.clone(),
            failed: query.failed,
            conversations,
            since,
            until,
            tags: names.tags(&query.tags).await?,
            assignee: names.assignee(query.assignee.as_deref()).await?,
            team: names.team(query.team.as_deref()).await?,
            status: query.status.map(|status| match status {
                Status::Open => "open",
                Status::Snoozed => "snoozed",
                Status::Closed => "closed",
            }),
        }))
    }

    async fn conversations_with(&self, actor: &Actor, contact: &[Term]) -> Result<Vec<ConversationId>> {
        let workspace = self.0.store().workspace(actor.workspace_id);
        let filter = SearchFilter {
            place: SearchIn::Contacts,
            terms: contact.to_vec(),
            ..SearchFilter::default()
        };
        let found = workspace.search(&filter, Limit::clamped(MOST_CONTACTS), None).await?;
        if found.next_cursor.is_some() {
            return Err(bad(format!(
                "More than {MOST_CONTACTS} contacts fit “contact:”. Write more of the name or number."
            )));
        }
        let ids: Vec<ContactId> = found.data.iter().map(|hit| hit.contact_id).collect();
        Ok(workspace.conversations_with(&ids).await?)
    }

    /// The moments between which something was said, by the workspace's calendar.
    async fn days(&self, actor: &Actor, query: &Query) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
        if query.after.is_none() && query.before.is_none() && query.on.is_none() {
            return Ok((None, None));
        }
        let workspace = self.0.store().workspace(actor.workspace_id).get_workspace().await?;
        let calendar = Calendar {
            zone: workspace.time_zone.parse().unwrap_or(Tz::UTC),
            now: self.0.now(),
        };
        let starts = [query.after, query.on].into_iter().flatten().map(|day| calendar.start(day, 0)).max();
        let before = query.before.map(|day| calendar.start(day, 0));
        let ends = before.into_iter().chain(query.on.map(|day| calendar.start(day, 1))).min();
        Ok((starts, ends))
    }
}

fn bad(detail: String) -> Error {
    Error::invalid("?q", "bad_query", detail)
}

/// Days by the calendar of a workspace.
struct Calendar {
    zone: Tz,
    now: Timestamp,
}

impl Calendar {
    /// When a day begins, or one some days later.
    fn start(&self, day: Day, later: u64) -> Timestamp {
        let date = match day {
            Day::Date { year, month, day } => NaiveDate::from_ymd_opt(year, month, day),
            Day::DaysAgo(days) => {
                let now = chrono::DateTime::from_timestamp_millis(self.now.millis()).unwrap_or_default();
                now.with_timezone(&self.zone).date_naive().checked_sub_days(Days::new(u64::from(days)))
            }
        };
        let date = date.and_then(|date| date.checked_add_days(Days::new(later))).unwrap_or_default();
        // Where clocks skip midnight, the first moment there is.
        let hours = (0..4).filter_map(|half| {
            let time = date.and_time(NaiveTime::MIN) + chrono::Duration::minutes(30 * half);
            self.zone.from_local_datetime(&time).earliest()
        });
        let start = hours.map(|moment| moment.timestamp_millis()).next();
        Timestamp::from_millis(start.unwrap_or_else(|| date.and_time(NaiveTime::MIN).and_utc().timestamp_millis()))
    }
}

/// Looks up the names in a query.
struct Names<'a>(&'a App, &'a Actor);

impl Names<'_> {
    async fn authors(&self, asked: &[Asked]) -> Result<Vec<SearchAuthor>> {
        let mut authors = Vec::new();
        for author in asked {
            match author {
                Asked::Customer => authors.push(SearchAuthor::Customer),
                Asked::Agent => authors.push(SearchAuthor::Agent),
                Asked::Automation => authors.push(SearchAuthor::Automation),
                Asked::Member(name) => authors.extend(self.members("from", name).await?.into_iter().map(SearchAuthor::Member)),
            }
        }
        Ok(authors)
    }

    /// Members who are meant: `me`, an id, a whole name, or all whose names or addresses begin so.
    async fn members(&self, operator: &str, asked: &str) -> Result<Vec<UserId>> {
        let Self(app, actor) = self;
        if asked.eq_ignore_ascii_case("me") {
            return Ok(vec![actor.user_id]);
        }
        let members = app
            .store()
            .workspace(actor.workspace_id)
            .list_members(Limit::clamped(500), None)
            .await?
            .data;
        let wanted = folded(asked);
        let exact: Vec<UserId> = members
            .iter()
            .filter(|member| member.user_id.to_string() == asked || folded(&member.name) == wanted)
            .map(|member| member.user_id)
            .collect();
        if !exact.is_empty() {
            return Ok(exact);
        }
        let begins = |text: &str| text == wanted || text.starts_with(&wanted) || text.contains(&format!(" {wanted}"));
        let found: Vec<UserId> = members
            .iter()
            .filter(|member| !wanted.is_empty() && (begins(&folded(&member.name)) || begins(&folded(&member.email))))
            .map(|member| member.user_id)
            .collect();
        if found.is_empty() {
            return Err(bad(format!(
                "Nobody here is called “{asked}”. Write a member's name after “{operator}:”, or “me”."
            )));
        }
        Ok(found)
    }

    async fn assignee(&self, asked: Option<&str>) -> Result<Option<Option<UserId>>> {
        let Some(asked) = asked else { return Ok(None) };
        if asked.eq_ignore_ascii_case("none") {
            return Ok(Some(None));
        }
        match self.members("assignee", asked).await?.as_slice() {
            [one] => Ok(Some(Some(*one))),
            _ => Err(bad(format!(
                "Several members fit “assignee:{asked}”. Write the whole name in quotation marks."
            ))),
        }
    }

    async fn team(&self, asked: Option<&str>) -> Result<Option<Option<model::TeamId>>> {
        let Some(asked) = asked else { return Ok(None) };
        if asked.eq_ignore_ascii_case("none") {
            return Ok(Some(None));
        }
        let teams = self.0.store().workspace(self.1.workspace_id).list_teams().await?;
        let wanted = folded(asked);
        let found = teams.iter().find(|team| folded(&team.name) == wanted || team.id.to_string() == asked);
        match found {
            Some(team) => Ok(Some(Some(team.id))),
            None => Err(bad(format!(
                "There is no team “{asked}”. Write a team's whole name after “team:”, in quotation marks if it has spaces, or “none”."
            ))),
        }
    }

    async fn tags(&self, asked: &[String]) -> Result<Vec<model::TagId>> {
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let tags = self.0.store().workspace(self.1.workspace_id).list_tags().await?;
        let find = |name: &String| {
            let wanted = folded(name);
            let found = tags.iter().find(|tag| tag.name.eq_ignore_ascii_case(name) || folded(&tag.name) == wanted);
            let missing = || {
                bad(format!(
                    "There is no tag “{name}”. Write a tag's whole name after “tag:”, in quotation marks if it has spaces."
                ))
            };
            found.map(|tag| tag.id).ok_or_else(missing)
        };
        asked.iter().map(find).collect()
    }
}

fn view(hit: SearchSource, contacts: &HashMap<ContactId, Contact>, terms: &[Term]) -> Option<SearchHitView> {
    let contact = ContactSummary::from(contacts.get(&hit.contact_id)?);
    let snippet = search::snippet(&hit.texts, terms);
    let is_contact = matches!(hit.subject, SearchSubject::Contact(_));
    // A conversation that was merged or erased meanwhile is no place to go.
    (is_contact || hit.conversation_id.is_some()).then(|| SearchHitView::of(hit, contact, snippet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_begin_where_the_workspace_is() {
        let calendar = |zone: &str| Calendar {
            zone: zone.parse().unwrap(),
            now: "2026-11-23T02:30:00.000Z".parse().unwrap(),
        };
        let date = Day::Date {
            year: 2026,
            month: 11,
            day: 1,
        };
        for (zone, day, later, expected) in [
            ("UTC", Day::DaysAgo(0), 0, "2026-11-23T00:00:00.000Z"),
            ("UTC", date, 1, "2026-11-02T00:00:00.000Z"),
            ("America/Mexico_City", Day::DaysAgo(0), 0, "2026-11-22T06:00:00.000Z"),
            ("Asia/Kolkata", Day::DaysAgo(1), 0, "2026-11-21T18:30:00.000Z"),
        ] {
            assert_eq!(calendar(zone).start(day, later).to_string(), expected, "{zone}");
        }
    }
}
