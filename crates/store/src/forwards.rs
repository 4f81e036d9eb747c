//! Where submissions are handed on to, and how each delivery went.

use model::{ForwardDeliveryId, ForwardId, SubmissionId, Timestamp, WaFlowId, WorkspaceId};

use crate::db::{Connection, Rows as _, build_all, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, Workspace, WorkspaceTx};

const TAG: &str = "forward deliveries";
/// Addresses of one form.
pub const MAX_FORWARDS: i64 = 20;

row! {
    /// An address that a form's submissions are handed on to.
    pub struct ForwardRow {
        /// Its id.
        pub id: ForwardId,
        /// Of which form.
        pub wa_flow_id: WaFlowId,
        /// What people call it.
        pub name: String,
        /// The address.
        pub url: String,
        /// `POST`, `PUT` or `PATCH`.
        pub method: String,
        /// JSON: name → JMESPath.
        pub mapping: String,
        /// JSON: `[{name, value}]` or `[{name, secret}]`.
        pub headers: String,
        /// How files go along: `none`, `links` or `inline`.
        pub files: String,
        /// Signs deliveries; sealed.
        pub signing_secret: Vec<u8>,
        /// Is it used?
        pub enabled: bool,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

row! {
    /// A submission on its way to an address.
    #[derive(PartialEq, Eq)]
    pub struct ForwardDeliveryRow {
        /// Its id; the same at every attempt.
        pub id: ForwardDeliveryId,
        /// To where.
        pub forward_id: ForwardId,
        /// What.
        pub submission_id: SubmissionId,
        /// `pending`, `delivered` or `failed`.
        pub state: String,
        /// So far.
        pub attempts: i64,
        /// HTTP, of the last attempt.
        pub status: Option<i64>,
        /// The beginning of what came back.
        pub response: Option<String>,
        /// What went wrong.
        pub error: Option<String>,
        /// How long the last attempt took.
        pub ms: Option<i64>,
        /// When the submission came.
        pub created_at: Timestamp,
        /// When the last attempt was.
        pub updated_at: Timestamp,
    }
}

/// How an attempt went.
#[derive(Debug, Clone, Default)]
pub struct ForwardAttempt {
    /// `pending`, `delivered` or `failed`.
    pub state: &'static str,
    /// HTTP.
    pub status: Option<i64>,
    /// The beginning of what came back.
    pub response: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
    /// How long it took.
    pub ms: i64,
}

reads! {
    /// One address.
    fn get_forward(id: ForwardId) -> ForwardRow = get;
    /// A form's addresses, the oldest first; at most [`MAX_FORWARDS`].
    fn list_forwards(flow: WaFlowId) -> Vec<ForwardRow> = list;
    /// One delivery.
    fn get_forward_delivery(id: ForwardDeliveryId) -> ForwardDeliveryRow = get_delivery;
    /// How deliveries of some submissions stand: the submission, the state, and how many.
    fn count_forward_deliveries(ids: &[SubmissionId]) -> Vec<(SubmissionId, String, i64)> = count;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: ForwardId) -> Result<ForwardRow> {
    fetch_optional!(
        connection,
        ForwardRow,
        "select id, wa_flow_id, name, url, method, mapping, headers, files, signing_secret, enabled, created_at, updated_at
           from forwards
          where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("forward"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, flow: WaFlowId) -> Result<Vec<ForwardRow>> {
    fetch_all!(
        connection,
        ForwardRow,
        "select id, wa_flow_id, name, url, method, mapping, headers, files, signing_secret, enabled, created_at, updated_at
           from forwards
          where workspace_id = $1 and wa_flow_id = $2
          order by id
          limit $3",
        workspace_id,
        flow,
        MAX_FORWARDS
    )
}

async fn get_delivery(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: ForwardDeliveryId) -> Result<ForwardDeliveryRow> {
    fetch_optional!(
        connection,
        ForwardDeliveryRow,
        "select id, forward_id, submission_id, state, attempts, status, response, error, ms, created_at, updated_at
           from forward_deliveries
          where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("delivery"))
}

async fn count(connection: &mut Connection<'_>, workspace_id: WorkspaceId, ids: &[SubmissionId]) -> Result<Vec<(SubmissionId, String, i64)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    build_all!(
        connection,
        (SubmissionId, String, i64),
        fixed | query | {
            query
                .push("select submission_id, state, count(*) from forward_deliveries where workspace_id = ")
                .push_bind(workspace_id);
            query.push(" and submission_id").push_ids(ids.iter().map(|id| id.uuid()));
            query.push(" group by submission_id, state");
        }
    )
}

impl Workspace<'_> {
    /// An address's deliveries, the latest first.
    pub async fn list_forward_deliveries(&self, id: ForwardId, limit: Limit, cursor: Option<&str>) -> Result<Page<ForwardDeliveryRow>> {
        let before = match cursor {
            Some(cursor) => self.decode_cursor::<ForwardDeliveryId>(TAG, cursor)?,
            None => ForwardDeliveryId::from_uuid(uuid::Uuid::max()),
        };
        let rows = fetch_all!(
            self,
            ForwardDeliveryRow,
            "select id, forward_id, submission_id, state, attempts, status, response, error, ms, created_at, updated_at
               from forward_deliveries
              where workspace_id = $1 and forward_id = $2 and id < $3
              order by id desc
              limit $4",
            self.id(),
            id,
            before,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &last.id)))
    }
}

impl WorkspaceTx<'_> {
    /// Keeps an address, new or changed; times are the transaction's.
    pub async fn put_forward(&mut self, row: &ForwardRow) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into forwards (workspace_id, id, wa_flow_id, name, url, method, mapping, headers, signing_secret, enabled, created_at, updated_at, files)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
             on conflict (workspace_id, id) do update
                set name = excluded.name, url = excluded.url, method = excluded.method, mapping = excluded.mapping, headers = excluded.headers,
                    files = excluded.files, signing_secret = excluded.signing_secret, enabled = excluded.enabled, updated_at = excluded.updated_at",
            workspace_id,
            row.id,
            row.wa_flow_id,
            row.name.as_str(),
            row.url.as_str(),
            row.method.as_str(),
            row.mapping.as_str(),
            row.headers.as_str(),
            row.signing_secret.as_slice(),
            row.enabled,
            now,
            row.files.as_str()
        )?;
        Ok(())
    }

    /// Forgets an address with its deliveries.
    pub async fn delete_forward(&mut self, id: ForwardId) -> Result<()> {
        let workspace_id = self.id();
        let gone = execute!(self, "delete from forwards where workspace_id = $1 and id = $2", workspace_id, id)?;
        if gone == 0 { Err(Error::NotFound("forward")) } else { Ok(()) }
    }

    /// A submission is to go to an address; nothing when it is on its way there already.
    pub async fn create_forward_delivery(&mut self, forward: ForwardId, submission: SubmissionId) -> Result<Option<ForwardDeliveryId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let id = ForwardDeliveryId::new();
        let made = execute!(
            self,
            "insert into forward_deliveries (workspace_id, id, forward_id, submission_id, state, attempts, created_at, updated_at)
             values ($1, $2, $3, $4, 'pending', 0, $5, $5)
             on conflict do nothing",
            workspace_id,
            id,
            forward,
            submission,
            now
        )?;
        Ok((made > 0).then_some(id))
    }

    /// It is to be tried again, whatever came of it.
    pub async fn reopen_forward_delivery(&mut self, id: ForwardDeliveryId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update forward_deliveries set state = 'pending', updated_at = $3 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            now
        )?;
        Ok(())
    }

    /// Writes down an attempt.
    pub async fn note_forward_attempt(&mut self, id: ForwardDeliveryId, attempt: &ForwardAttempt) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update forward_deliveries
                set state = $3, attempts = attempts + 1, status = $4, response = $5, error = $6, ms = $7, updated_at = $8
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            attempt.state,
            attempt.status,
            attempt.response.as_deref(),
            attempt.error.as_deref(),
            attempt.ms,
            now
        )?;
        Ok(())
    }
}
