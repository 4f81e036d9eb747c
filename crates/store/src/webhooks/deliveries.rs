//! Deliveries of outgoing webhooks: written with the place in the event log, claimed with a lease and a fencing token, tried again for days.

use std::time::Duration;

use model::{Timestamp, WebhookDeliveryId, WebhookId, WorkspaceId};

use crate::db::{Connection, Rows as _, build_all, build_execute, execute, fetch_all, fetch_optional, row};
use crate::ingest::lease_now;
use crate::instance::RESTORED_AT;
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, Store, Workspace, WorkspaceTx};

row! {
    /// A delivery.
    pub struct WebhookDeliveryRow {
        /// Its id, which the other side sees as `webhook-id`.
        pub id: WebhookDeliveryId,
        /// Which event.
        pub event: String,
        /// What is sent, JSON.
        pub body: String,
        /// `pending`, `delivered` or `failed`.
        pub state: String,
        /// How often it was tried.
        pub attempts: i64,
        /// When it is tried next, while it is pending.
        pub next_attempt_at: Timestamp,
        /// The status of the last answer.
        pub status: Option<i64>,
        /// What went wrong last.
        pub problem: Option<String>,
        /// The beginning of the last answer.
        pub answer: Option<String>,
        /// How long the last try took.
        pub ms: Option<i64>,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was last tried.
        pub tried_at: Option<Timestamp>,
    }
}

row! {
    /// A delivery this worker holds the lease of, with all it takes to send it.
    pub struct ClaimedDelivery {
        /// The tenant.
        pub workspace_id: WorkspaceId,
        /// Its id.
        pub id: WebhookDeliveryId,
        /// Where to.
        pub webhook_id: WebhookId,
        /// What is sent.
        pub body: String,
        /// Which try this is; the first is 1.
        pub attempts: i64,
        /// Names the lease in every write.
        pub lease_token: i64,
    }
}

row! {
    /// What a try needs of its webhook.
    pub struct WebhookAddress {
        /// The address.
        pub url: String,
        /// The sealed secret.
        pub secret: Vec<u8>,
        /// The one before, while it signs too.
        pub previous_secret: Option<Vec<u8>>,
        /// Until when.
        pub previous_until: Timestamp,
        /// Since when nothing arrived.
        pub failing_since: Option<Timestamp>,
    }
}

/// A delivery to make.
#[derive(Debug, Clone)]
pub struct NewDelivery {
    /// Its id.
    pub id: WebhookDeliveryId,
    /// Where to.
    pub webhook_id: WebhookId,
    /// Which event.
    pub event: String,
    /// What is sent.
    pub body: String,
}

/// How a try ended.
#[derive(Debug, Clone)]
pub struct DeliveryEnd {
    /// `pending`, `delivered` or `failed`.
    pub state: &'static str,
    /// When it is tried next.
    pub next_attempt_at: Option<Timestamp>,
    /// The status of the answer.
    pub status: Option<i64>,
    /// What went wrong.
    pub problem: Option<String>,
    /// The beginning of the answer.
    pub answer: Option<String>,
    /// How long it took.
    pub ms: i64,
    /// What becomes of the webhook, when that changes: `paused` or `off`.
    pub webhook: Option<&'static str>,
}

macro_rules! select_delivery {
    ($rest:literal) => {
        concat!(
            "select id, event, body, state, attempts, next_attempt_at, status, problem, answer, ms, created_at, tried_at from webhook_deliveries ",
            $rest
        )
    };
}

reads! {
    /// One delivery of a webhook.
    fn get_webhook_delivery(webhook: WebhookId, id: WebhookDeliveryId) -> WebhookDeliveryRow = get;
    /// Where a webhook's deliveries go and how they are signed; nothing when it is gone.
    fn find_webhook_address(webhook: WebhookId) -> Option<WebhookAddress> = address;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, webhook: WebhookId, id: WebhookDeliveryId) -> Result<WebhookDeliveryRow> {
    fetch_optional!(
        connection,
        WebhookDeliveryRow,
        select_delivery!("where workspace_id = $1 and webhook_id = $2 and id = $3"),
        workspace_id,
        webhook,
        id
    )?
    .ok_or(Error::NotFound("delivery"))
}

async fn address(connection: &mut Connection<'_>, workspace_id: WorkspaceId, webhook: WebhookId) -> Result<Option<WebhookAddress>> {
    fetch_optional!(
        connection,
        WebhookAddress,
        "select url, secret, previous_secret, previous_until, failing_since from webhooks where workspace_id = $1 and id = $2",
        workspace_id,
        webhook
    )
}

impl Workspace<'_> {
    /// Deliveries of a webhook, all or those in a state, the latest first. `webhook_deliveries_webhook` and `webhook_deliveries_state` give the order.
    pub async fn list_webhook_deliveries(
        &self,
        webhook: WebhookId,
        state: Option<&str>,
        limit: Limit,
        cursor: Option<&str>,
    ) -> Result<Page<WebhookDeliveryRow>> {
        const TAG: &str = "webhook deliveries";
        let (before,): (WebhookDeliveryId,) = match cursor {
            Some(cursor) => self.decode_cursor(TAG, cursor)?,
            None => (WebhookDeliveryId::from_uuid(uuid::Uuid::max()),),
        };
        let rows = match state {
            None => fetch_all!(
                self,
                WebhookDeliveryRow,
                select_delivery!("where workspace_id = $1 and webhook_id = $2 and id < $3 order by id desc limit $4"),
                self.id(),
                webhook,
                before,
                limit.fetch()
            )?,
            Some(state) => fetch_all!(
                self,
                WebhookDeliveryRow,
                select_delivery!("where workspace_id = $1 and webhook_id = $2 and state = $5 and id < $3 order by id desc limit $4"),
                self.id(),
                webhook,
                before,
                limit.fetch(),
                state
            )?,
        };
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &(last.id,))))
    }
}

impl WorkspaceTx<'_> {
    /// Writes deliveries down; they are due at once.
    pub async fn add_webhook_deliveries(&mut self, deliveries: &[NewDelivery]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for deliveries in deliveries.chunks(200) {
            build_execute!(self, |query| {
                query.push("insert into webhook_deliveries (workspace_id, id, webhook_id, event, body, state, next_attempt_at, created_at) ");
                query.push_values(deliveries, |mut values, delivery| {
                    values.push_bind(workspace_id).push_bind(delivery.id).push_bind(delivery.webhook_id);
                    values
                        .push_bind(delivery.event.as_str())
                        .push_bind(delivery.body.as_str())
                        .push("'pending'");
                    values.push_bind(now).push_bind(now);
                });
            })?;
        }
        Ok(())
    }

    /// Tries a delivery again from the beginning, whatever became of it.
    pub async fn redeliver_webhook(&mut self, webhook: WebhookId, id: WebhookDeliveryId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update webhook_deliveries
                set state = 'pending', attempts = 0, next_attempt_at = $4, lease_until = 0, lease_token = lease_token + 1
              where workspace_id = $1 and webhook_id = $2 and id = $3",
            workspace_id,
            webhook,
            id,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("delivery")) } else { Ok(()) }
    }

    /// Tries every failed delivery since then again; gives how many there are.
    pub async fn redeliver_failed_webhooks(&mut self, webhook: WebhookId, since: Timestamp) -> Result<u64> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update webhook_deliveries
                set state = 'pending', attempts = 0, next_attempt_at = $4, lease_until = 0, lease_token = lease_token + 1
              where workspace_id = $1 and webhook_id = $2 and state = 'failed' and created_at >= $3",
            workspace_id,
            webhook,
            since,
            now
        )
    }

    /// Writes how a try ended, and what that means for the webhook: true when that changed. [`Error::StaleLease`] when another worker has the delivery by now.
    pub async fn end_webhook_delivery(&mut self, delivery: &ClaimedDelivery, end: &DeliveryEnd) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let ended = execute!(
            self,
            "update webhook_deliveries
                set state = $4, next_attempt_at = coalesce($5, next_attempt_at), status = $6, problem = $7, answer = $8, ms = $9, tried_at = $10,
                    lease_until = 0
              where workspace_id = $1 and id = $2 and lease_token = $3",
            workspace_id,
            delivery.id,
            delivery.lease_token,
            end.state,
            end.next_attempt_at,
            end.status,
            end.problem.as_deref(),
            end.answer.as_deref(),
            end.ms,
            now
        )?;
        if ended == 0 {
            return Err(Error::StaleLease("the delivery"));
        }
        let (failing, problem) = if end.state == "delivered" {
            (None, None)
        } else {
            (Some(now), end.problem.as_deref())
        };
        // Where nothing changes nothing is written: a busy webhook is one row that many deliveries share.
        let changed = execute!(
            self,
            "update webhooks
                set failing_since = case when $3 is null then null else coalesce(failing_since, $3) end, state = coalesce($4, state), problem = $5
              where workspace_id = $1 and id = $2
                and ((failing_since is null and $3 is not null) or (failing_since is not null and $3 is null) or ($4 is not null and state <> $4))",
            workspace_id,
            delivery.webhook_id,
            failing,
            end.webhook,
            problem
        )?;
        Ok(changed > 0)
    }
}

impl Store {
    /// Takes deliveries that are due, those of every webhook in turn and at most `each` of one; none of `busy` webhooks, none of webhooks that are paused or
    /// off, and none after a restore until an operator says that timers may run.
    pub async fn claim_webhook_deliveries(&self, limit: i64, each: i64, busy: &[WebhookId], lease: Duration) -> Result<Vec<ClaimedDelivery>> {
        let mut tx = self.begin().await?;
        let now = tx.now();
        let lease_now = lease_now(self, &mut tx.connection().await?).await?;
        let claimed: Vec<ClaimedDelivery> = build_all!(
            tx,
            ClaimedDelivery,
            fixed
                | query
                | {
                    query.push("update webhook_deliveries set attempts = attempts + 1, lease_token = lease_token + 1, lease_until = ");
                    query
                        .push_bind(lease_now + lease)
                        .push(" where state = 'pending' and lease_until <= ")
                        .push_bind(lease_now);
                    query
                        .push(" and not exists (select 1 from instance_settings where key = ")
                        .push_bind(RESTORED_AT);
                    query.push(
                    ") and (workspace_id, id) in (
                      select workspace_id, id
                        from (select workspace_id, id, next_attempt_at,
                                     row_number() over (partition by workspace_id, webhook_id order by next_attempt_at, id) as turn
                                from (select delivery.workspace_id, delivery.id, delivery.webhook_id, delivery.next_attempt_at
                                        from webhook_deliveries delivery
                                        join webhooks webhook
                                          on webhook.workspace_id = delivery.workspace_id and webhook.id = delivery.webhook_id and webhook.state = 'active'
                                       where delivery.state = 'pending' and delivery.next_attempt_at <= ",
                );
                    query.push_bind(now).push(" and delivery.lease_until <= ").push_bind(lease_now);
                    query.push(" and not (delivery.webhook_id").push_ids(busy.iter().map(|id| id.uuid()));
                    query
                        .push(") order by delivery.next_attempt_at limit 1000) due) turns where turn <= ")
                        .push_bind(each);
                    query.push(" order by turn, next_attempt_at, id limit ").push_bind(limit);
                    query.push(") returning workspace_id, id, webhook_id, body, attempts, lease_token");
                }
        )?;
        tx.commit().await?;
        Ok(claimed)
    }

    /// Deletes deliveries made before `before`; at most `limit`.
    pub async fn delete_old_webhook_deliveries(&self, before: Timestamp, limit: i64) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = execute!(
            tx,
            "delete from webhook_deliveries where (workspace_id, id) in (
               select workspace_id, id from webhook_deliveries where created_at < $1 order by created_at limit $2)",
            before,
            limit
        )?;
        tx.commit().await?;
        Ok(deleted)
    }
}
