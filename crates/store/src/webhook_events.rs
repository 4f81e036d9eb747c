//! Webhook events as a workspace sees them: its part of each delivery, what became of it, and the two things a person can do (replay, discard).

use model::{MetaAppId, Timestamp, WebhookEventId, WorkspaceId};

use crate::db::{Column, Rows as _, build_all, build_execute, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::page::{Limit, Page};
use crate::{Error, Result, Store, SystemTx, Workspace, WorkspaceTx};

const TAG: &str = "webhook_events.newest";

row! {
    /// A delivery, as far as it concerns a workspace.
    pub struct WebhookEventRow {
        /// Its id.
        pub id: WebhookEventId,
        /// `accepted`, `done`, `dead` or `discarded`.
        pub state: String,
        /// Webhook fields for this workspace, separated by commas.
        pub fields: String,
        /// Items for this workspace.
        pub item_count: i64,
        /// Those that were new.
        pub new_item_count: i64,
        /// How often Meta sent the same bytes.
        pub delivery_count: i64,
        /// What went wrong: a stable word.
        pub error_code: Option<String>,
        /// The same in words.
        pub error_detail: Option<String>,
        /// How often processing was tried.
        pub attempts: i64,
        /// When it is tried next, while it waits.
        pub next_attempt_at: Timestamp,
        /// When it arrived.
        pub received_at: Timestamp,
        /// When it was processed.
        pub done_at: Option<Timestamp>,
    }
}

/// A workspace's part in a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLink {
    /// The delivery.
    pub event_id: WebhookEventId,
    /// `accepted`, `done`, `dead` or `discarded`.
    pub state: &'static str,
    /// Webhook fields for this workspace.
    pub fields: Vec<String>,
    /// Items for this workspace.
    pub item_count: i64,
    /// Those that were new.
    pub new_item_count: i64,
    /// What went wrong: a stable word, and the same in words.
    pub error: Option<(String, String)>,
    /// When it arrived.
    pub received_at: Timestamp,
}

/// Rows that one page of a narrow filter looks through at most.
const SCAN: i64 = 5_000;

/// Which deliveries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebhookEventFilter {
    /// Only in this state.
    pub state: Option<&'static str>,
    /// Only those that carry this webhook field.
    pub field: Option<String>,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
}

impl WebhookEventFilter {
    /// Does it need more than the index on states?
    fn is_narrow(&self) -> bool {
        self.field.is_some() || self.from.is_some() || self.to.is_some()
    }
}

/// A field's place in the comma-separated list, for `like … escape '!'`.
fn field_pattern(field: &str) -> String {
    let mut pattern = String::from("%,");
    for letter in field.chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push_str(",%");
    pattern
}

row! {
    /// How many deliveries of a workspace are in which state.
    pub struct WebhookEventCount {
        /// The state.
        pub state: String,
        /// How many.
        pub count: i64,
    }
}

macro_rules! select_event {
    ($rest:literal) => {
        concat!(
            "select event.id, link.state, link.fields, link.item_count, link.new_item_count, event.delivery_count, link.error_code, link.error_detail,
                    event.attempts, event.next_attempt_at, link.received_at, event.done_at
               from webhook_event_workspaces link
               join webhook_events event on event.id = link.event_id
              where link.workspace_id = $1 ",
            $rest
        )
    };
}

impl Workspace<'_> {
    /// Deliveries, newest first. A filter that finds little looks through at most [`SCAN`] rows a page; the page then says where to go on.
    pub async fn list_webhook_events(&self, filter: &WebhookEventFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<WebhookEventRow>> {
        let before: WebhookEventId = match cursor {
            Some(cursor) => self.decode_cursor(TAG, cursor)?,
            None => WebhookEventId::from_uuid(uuid::Uuid::max()),
        };
        let rows: Vec<WebhookEventRow> = build_all!(self, WebhookEventRow, |query| {
            query.push(
                "select event.id, link.state, link.fields, link.item_count, link.new_item_count, event.delivery_count, link.error_code,
                        link.error_detail, event.attempts, event.next_attempt_at, link.received_at, event.done_at
                   from (select * from webhook_event_workspaces where workspace_id = ",
            );
            query.push_bind(self.id()).push(" and event_id < ").push_bind(before);
            if let Some(state) = filter.state {
                query.push(" and state = ").push_bind(state);
            }
            query.push(" order by event_id desc limit ").push_bind(SCAN).push(
                ") link
                   join webhook_events event on event.id = link.event_id
                  where 1 = 1",
            );
            if let Some(field) = &filter.field {
                query
                    .push(" and (',' || link.fields || ',') like ")
                    .push_bind(field_pattern(field))
                    .push(" escape '!'");
            }
            if let Some(from) = filter.from {
                query.push(" and link.received_at >= ").push_bind(from);
            }
            if let Some(to) = filter.to {
                query.push(" and link.received_at < ").push_bind(to);
            }
            query.push(" order by link.event_id desc limit ").push_bind(limit.fetch());
        })?;
        let mut page = Page::cut(rows, limit, |row| self.encode_cursor(TAG, &row.id));
        if page.next_cursor.is_none() && filter.is_narrow() {
            page.next_cursor = self.end_of_scan(filter.state, before).await?.map(|last| self.encode_cursor(TAG, &last));
        }
        Ok(page)
    }

    /// The last row a page looked at, when there may be more behind it.
    async fn end_of_scan(&self, state: Option<&str>, before: WebhookEventId) -> Result<Option<WebhookEventId>> {
        let last: Option<(WebhookEventId,)> = fetch_optional!(
            self,
            (WebhookEventId,),
            "select event_id from webhook_event_workspaces
              where workspace_id = $1 and event_id < $2 and state = coalesce($3, state)
              order by event_id desc limit 1 offset $4",
            self.id(),
            before,
            state,
            SCAN - 1
        )?;
        Ok(last.map(|(id,)| id))
    }

    /// One delivery.
    pub async fn get_webhook_event(&self, id: WebhookEventId) -> Result<WebhookEventRow> {
        fetch_optional!(self, WebhookEventRow, select_event!("and link.event_id = $2"), self.id(), id)?.ok_or(Error::NotFound("webhook event"))
    }

    /// The bytes of a delivery that concerns this workspace. They may concern others, too: show only this workspace's part.
    pub async fn get_webhook_event_body(&self, id: WebhookEventId) -> Result<Vec<u8>> {
        let found: Option<(Vec<u8>,)> = fetch_optional!(
            self,
            (Vec<u8>,),
            "select event.body
               from webhook_event_workspaces link
               join webhook_events event on event.id = link.event_id
              where link.workspace_id = $1 and link.event_id = $2",
            self.id(),
            id
        )?;
        found.map(|(body,)| body).ok_or(Error::NotFound("webhook event"))
    }

    /// How many deliveries are in which state; counting ends at `cap`, so that it costs the same whatever has piled up.
    pub async fn count_webhook_events(&self, cap: i64) -> Result<Vec<WebhookEventCount>> {
        fetch_all!(
            self,
            WebhookEventCount,
            "select 'accepted' as state,
                    (select count(*) from (select 1 from webhook_event_workspaces where workspace_id = $1 and state = 'accepted' limit $2) a) as count
             union all
             select 'dead',
                    (select count(*) from (select 1 from webhook_event_workspaces where workspace_id = $1 and state = 'dead' limit $2) b)
             union all
             select 'discarded',
                    (select count(*) from (select 1 from webhook_event_workspaces where workspace_id = $1 and state = 'discarded' limit $2) c)
             union all
             select 'done',
                    (select count(*) from (select 1 from webhook_event_workspaces where workspace_id = $1 and state = 'done' limit $2) d)",
            self.id(),
            cap
        )
    }

    /// When a delivery last arrived.
    pub async fn last_webhook_event_at(&self) -> Result<Option<Timestamp>> {
        let (last,): (Option<Timestamp>,) = fetch_one!(
            self,
            (Option<Timestamp>,),
            "select max(received_at)
               from (select received_at from webhook_event_workspaces where workspace_id = $1 order by event_id desc limit 1) newest",
            self.id()
        )?;
        Ok(last)
    }
}

impl WorkspaceTx<'_> {
    /// Processes a delivery again from the beginning. Safe to ask twice: what it did before is recognised by its keys.
    pub async fn replay_webhook_event(&mut self, id: WebhookEventId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        self.set_link_state(id, "accepted").await?;
        let replayed = execute!(
            self,
            "update webhook_events
                set state = 'accepted', attempts = 0, next_attempt_at = $3, error_code = null, error_detail = null, done_at = null
              where id = $2 and state <> 'accepted' and exists (select 1 from webhook_event_workspaces where workspace_id = $1 and event_id = $2)",
            workspace_id,
            id,
            now
        )?;
        self.committed().ingest |= replayed > 0;
        Ok(())
    }

    /// Puts a dead delivery aside for good. Other workspaces' parts of it are not touched.
    pub async fn discard_webhook_event(&mut self, id: WebhookEventId) -> Result<()> {
        self.set_link_state(id, "discarded").await?;
        execute!(
            self,
            "/* across tenants: the delivery is put aside only when no workspace has a dead part of it left */
             update webhook_events set state = 'discarded'
              where id = $1 and state = 'dead'
                and not exists (select 1 from webhook_event_workspaces where event_id = $1 and state = 'dead')",
            id
        )?;
        Ok(())
    }

    /// The oldest dead deliveries that fit a filter, at most `most`, made ready to be processed again. Gives their ids.
    pub async fn replay_dead_webhook_events(&mut self, filter: &WebhookEventFilter, most: i64) -> Result<Vec<WebhookEventId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let chosen: Vec<(WebhookEventId,)> = build_all!(self, (WebhookEventId,), |query| {
            query
                .push("select event_id from (select * from webhook_event_workspaces where workspace_id = ")
                .push_bind(workspace_id);
            query
                .push(" and state = 'dead' order by event_id limit ")
                .push_bind(SCAN)
                .push(") link where 1 = 1");
            if let Some(field) = &filter.field {
                query
                    .push(" and (',' || link.fields || ',') like ")
                    .push_bind(field_pattern(field))
                    .push(" escape '!'");
            }
            if let Some(from) = filter.from {
                query.push(" and link.received_at >= ").push_bind(from);
            }
            if let Some(to) = filter.to {
                query.push(" and link.received_at < ").push_bind(to);
            }
            query.push(" order by link.event_id limit ").push_bind(most);
        })?;
        let ids: Vec<WebhookEventId> = chosen.into_iter().map(|(id,)| id).collect();
        if ids.is_empty() {
            return Ok(ids);
        }
        build_execute!(self, |query| {
            query
                .push("update webhook_event_workspaces set state = 'accepted', error_code = null, error_detail = null where workspace_id = ")
                .push_bind(workspace_id);
            query.push(" and event_id in (");
            let mut list = query.separated(", ");
            for id in &ids {
                list.push_bind(*id);
            }
            query.push(")");
        })?;
        let replayed = build_execute!(self, |query| {
            query
                .push("update webhook_events set state = 'accepted', attempts = 0, error_code = null, error_detail = null, done_at = null, next_attempt_at = ")
                .push_bind(now);
            query.push(" where state <> 'accepted' and id in (");
            let mut list = query.separated(", ");
            for id in &ids {
                list.push_bind(*id);
            }
            query.push(")");
        })?;
        self.committed().ingest |= replayed > 0;
        Ok(ids)
    }

    async fn set_link_state(&mut self, id: WebhookEventId, state: &str) -> Result<()> {
        let workspace_id = self.id();
        let changed = execute!(
            self,
            "update webhook_event_workspaces set state = $3, error_code = null, error_detail = null where workspace_id = $1 and event_id = $2",
            workspace_id,
            id,
            state
        )?;
        if changed == 0 { Err(Error::NotFound("webhook event")) } else { Ok(()) }
    }

    /// Writes down this workspace's part in deliveries. What a delivery found to be new is kept when it is processed again.
    pub async fn upsert_event_links(&mut self, links: &[EventLink]) -> Result<()> {
        let workspace_id = self.id();
        let mut links: Vec<&EventLink> = links.iter().collect();
        links.sort_by_key(|link| link.event_id);
        for links in links.chunks(500) {
            build_execute!(
                self,
                fixed | query | {
                    query.push(
                        "insert into webhook_event_workspaces
                       (workspace_id, event_id, state, fields, item_count, new_item_count, error_code, error_detail, received_at) ",
                    );
                    query.push_table(vec![
                        Column::Ids(vec![workspace_id.uuid(); links.len()]),
                        Column::Ids(links.iter().map(|link| link.event_id.uuid()).collect()),
                        Column::Texts(links.iter().map(|link| link.state.to_owned()).collect()),
                        Column::Texts(links.iter().map(|link| link.fields.join(",")).collect()),
                        Column::Numbers(links.iter().map(|link| link.item_count).collect()),
                        Column::Numbers(links.iter().map(|link| link.new_item_count).collect()),
                        Column::MaybeTexts(links.iter().map(|link| Some(link.error.as_ref()?.0.clone())).collect()),
                        Column::MaybeTexts(links.iter().map(|link| Some(link.error.as_ref()?.1.clone())).collect()),
                        Column::Numbers(links.iter().map(|link| link.received_at.millis()).collect()),
                    ]);
                    query.push(
                        " on conflict (workspace_id, event_id) do update
                         set state = excluded.state, fields = excluded.fields, item_count = excluded.item_count, error_code = excluded.error_code,
                             error_detail = excluded.error_detail,
                             new_item_count = webhook_event_workspaces.new_item_count + excluded.new_item_count",
                    );
                }
            )?;
        }
        Ok(())
    }
}

impl crate::System<'_> {
    /// Was a delivery with these very bytes taken for this app?
    pub async fn has_webhook_event(&self, meta_app_id: MetaAppId, body_hash: &[u8; 32]) -> Result<bool> {
        let found: Option<(WebhookEventId,)> = fetch_optional!(
            self,
            (WebhookEventId,),
            "select id from webhook_events where meta_app_id = $1 and body_hash = $2",
            meta_app_id,
            body_hash.to_vec()
        )?;
        Ok(found.is_some())
    }
}

impl SystemTx<'_> {
    /// The workspace a Meta app belongs to; nothing when it serves the whole instance.
    pub async fn find_app_workspace(&mut self, id: MetaAppId) -> Result<Option<WorkspaceId>> {
        let found: Option<(Option<WorkspaceId>,)> =
            fetch_optional!(self, (Option<WorkspaceId>,), "select workspace_id from meta_apps where id = $1", id)?;
        Ok(found.and_then(|(id,)| id))
    }
}

impl Store {
    /// Deletes deliveries that came before `before` and were processed or discarded; at most `limit`, so that it never holds up the writer for long.
    pub async fn delete_old_webhook_events(&self, before: Timestamp, limit: i64) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = execute!(
            tx,
            "delete from webhook_events where id in (
               select id from webhook_events where received_at < $1 and state in ('done', 'discarded') order by received_at limit $2)",
            before,
            limit
        )?;
        tx.commit().await?;
        Ok(deleted)
    }
}
