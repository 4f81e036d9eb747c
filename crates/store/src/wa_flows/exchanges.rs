//! Exchanges between phones with an open form and us: claimed before anything is sealed, so that one request has one answer.

use model::{ContactId, FlowExchangeId, Timestamp, WaFlowId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, Store, Workspace, WorkspaceTx};

const TAG: &str = "flow exchanges";

row! {
    /// What a request was answered with.
    #[derive(PartialEq, Eq)]
    pub struct FlowAnswerRow {
        /// Which request.
        pub digest: Vec<u8>,
        /// HTTP; 0 while it is being answered.
        pub status: i64,
        /// Sealed.
        pub sealed: String,
        /// When it came.
        pub at: Timestamp,
    }
}

row! {
    /// An exchange as it is shown.
    #[derive(PartialEq, Eq)]
    pub struct FlowExchangeRow {
        /// Its id.
        pub id: FlowExchangeId,
        /// When it came.
        pub at: Timestamp,
        /// `INIT`, `data_exchange`, `BACK`, `error`.
        pub action: String,
        /// From which screen.
        pub screen: String,
        /// Whose phone.
        pub contact_id: Option<ContactId>,
        /// HTTP.
        pub status: i64,
        /// How long it took.
        pub ms: i64,
        /// What went wrong.
        pub error: Option<String>,
        /// JSON in the clear, without what the form calls sensitive.
        pub request: String,
        /// JSON in the clear, the same.
        pub answer: String,
    }
}

/// A request that is about to be answered.
#[derive(Debug, Clone)]
pub struct NewFlowExchange {
    /// Its id.
    pub id: FlowExchangeId,
    /// Of the request's bytes.
    pub digest: [u8; 32],
    /// Of its key and vector.
    pub pair: [u8; 32],
    /// Which form.
    pub wa_flow_id: Option<WaFlowId>,
    /// Whose phone.
    pub contact_id: Option<ContactId>,
    /// `INIT`, `data_exchange`, `BACK`, `error`.
    pub action: &'static str,
    /// From which screen.
    pub screen: String,
    /// JSON, without what the form calls sensitive.
    pub request: String,
}

/// How an exchange ended.
#[derive(Debug, Clone, Copy)]
pub struct FlowExchangeEnd<'a> {
    /// HTTP.
    pub status: i64,
    /// How long it took.
    pub ms: i64,
    /// What went wrong.
    pub error: Option<&'a str>,
    /// JSON, without what the form calls sensitive.
    pub answer: &'a str,
    /// What is sent, sealed.
    pub sealed: &'a str,
}

reads! {
    /// What the request with this digest was answered with.
    fn find_flow_answer(digest: &[u8]) -> Option<FlowAnswerRow> = find;
    /// One exchange of a form.
    fn get_flow_exchange(flow: WaFlowId, id: FlowExchangeId) -> FlowExchangeRow = get;
    /// How long the last 1,000 exchanges since then took, in milliseconds, and whether each went wrong.
    fn list_flow_exchange_times(id: WaFlowId, since: Timestamp) -> Vec<(i64, bool)> = times;
}

async fn find(connection: &mut Connection<'_>, workspace_id: WorkspaceId, digest: &[u8]) -> Result<Option<FlowAnswerRow>> {
    fetch_optional!(
        connection,
        FlowAnswerRow,
        "select digest, status, sealed, at from flow_exchanges where workspace_id = $1 and digest = $2",
        workspace_id,
        digest
    )
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, flow: WaFlowId, id: FlowExchangeId) -> Result<FlowExchangeRow> {
    fetch_optional!(
        connection,
        FlowExchangeRow,
        "select id, at, action, screen, contact_id, status, ms, error, request, answer
           from flow_exchanges
          where workspace_id = $1 and id = $2 and wa_flow_id = $3",
        workspace_id,
        id,
        flow
    )?
    .ok_or(Error::NotFound("exchange"))
}

async fn times(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId, since: Timestamp) -> Result<Vec<(i64, bool)>> {
    fetch_all!(
        connection,
        (i64, bool),
        "select ms, error is not null as failed
           from flow_exchanges
          where workspace_id = $1 and wa_flow_id = $2 and at >= $3 and status <> 0
          order by at desc
          limit 1000",
        workspace_id,
        id,
        since
    )
}

impl Workspace<'_> {
    /// The exchanges of a form, the latest first.
    pub async fn list_flow_exchanges(&self, id: WaFlowId, limit: Limit, cursor: Option<&str>) -> Result<Page<FlowExchangeRow>> {
        let (at, before) = match cursor {
            Some(cursor) => self.decode_cursor::<(Timestamp, FlowExchangeId)>(TAG, cursor)?,
            None => (Timestamp::from_millis(i64::MAX), FlowExchangeId::from_uuid(uuid::Uuid::max())),
        };
        let rows = fetch_all!(
            self,
            FlowExchangeRow,
            "select id, at, action, screen, contact_id, status, ms, error, request, answer
               from flow_exchanges
              where workspace_id = $1 and wa_flow_id = $2 and (at, id) < ($3, $4)
              order by at desc, id desc
              limit $5",
            self.id(),
            id,
            at,
            before,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &(last.at, last.id))))
    }
}

impl WorkspaceTx<'_> {
    /// Takes a request to be answered; false when it, or another under the same key and vector, was taken before.
    pub async fn claim_flow_exchange(&mut self, new: &NewFlowExchange) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let taken = execute!(
            self,
            "insert into flow_exchanges (workspace_id, id, digest, pair, wa_flow_id, contact_id, at, action, screen, status, ms, request, answer, sealed)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $10, '', '')
             on conflict do nothing",
            workspace_id,
            new.id,
            new.digest.as_slice(),
            new.pair.as_slice(),
            new.wa_flow_id,
            new.contact_id,
            now,
            new.action,
            new.screen.as_str(),
            new.request.as_str()
        )?;
        Ok(taken > 0)
    }

    /// Writes down the answer, once. False when there is one already: that one counts.
    pub async fn end_flow_exchange(&mut self, id: FlowExchangeId, end: &FlowExchangeEnd<'_>) -> Result<bool> {
        let workspace_id = self.id();
        let ended = execute!(
            self,
            "update flow_exchanges set status = $3, ms = $4, error = $5, answer = $6, sealed = $7 where workspace_id = $1 and id = $2 and status = 0",
            workspace_id,
            id,
            end.status,
            end.ms,
            end.error,
            end.answer,
            end.sealed
        )?;
        Ok(ended > 0)
    }
}

impl Store {
    /// Deletes exchanges of before, a few at a time; gives how many.
    pub async fn delete_old_flow_exchanges(&self, before: Timestamp, rows: i64) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = execute!(
            tx,
            "delete from flow_exchanges
              where (workspace_id, id) in (select workspace_id, id from flow_exchanges where at < $1 order by at limit $2)",
            before,
            rows
        )?;
        tx.commit().await?;
        Ok(deleted)
    }
}
