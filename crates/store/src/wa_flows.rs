//! WhatsApp's own forms: Meta's list as we know it, with what is being written here, and how the last look at the whole list went.

use model::{ChannelId, Timestamp, WaFlowId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, System, WorkspaceTx};

mod change;
mod exchanges;
mod keys;
mod sync;
mod tokens;
mod versions;

pub use change::{NewWaFlow, WaFlowNews};
pub use exchanges::{FlowAnswerRow, FlowExchangeEnd, FlowExchangeRow, NewFlowExchange};
pub use keys::WaFlowKeyRow;
pub use sync::FoundWaFlow;
pub use tokens::{WaFlowFunnel, WaFlowTokenRow};
pub use versions::WaFlowVersionRow;

/// More forms than any account has; lists are not paged below it.
const MOST: i64 = 1_000;

row! {
    /// A form, without its text.
    pub struct WaFlowRow {
        /// Ours.
        pub id: WaFlowId,
        /// The number whose account has it.
        pub channel_id: ChannelId,
        /// Meta's.
        pub meta_id: String,
        /// Unique in the account.
        pub name: String,
        /// What it is for, a JSON array.
        pub categories: String,
        /// Meta's word.
        pub status: String,
        /// Version of the Flow JSON that Meta has.
        pub json_version: Option<String>,
        /// Version of its data exchanges.
        pub data_api_version: Option<String>,
        /// Where its data exchanges go.
        pub endpoint_uri: Option<String>,
        /// Grows with each change of the text written here.
        pub draft_revision: i64,
        /// When the text was last written.
        pub draft_saved_at: Timestamp,
        /// Hash of the text written here.
        pub draft_hash: String,
        /// Hash of the text that Meta has, when it has one.
        pub meta_hash: Option<String>,
        /// What Meta says is wrong with its text, a JSON array.
        pub meta_errors: String,
        /// Meta's `health_status`, JSON.
        pub health: Option<String>,
        /// A link at which it can be tried.
        pub preview_url: Option<String>,
        /// Until when that works, as Meta wrote it.
        pub preview_expires_at: Option<String>,
        /// Who answers its data exchanges: `none`, `fixed`, `function`, `forward`.
        pub endpoint_kind: String,
        /// The settings of that, JSON.
        pub endpoint: String,
        /// Is there a secret to sign forwards with?
        pub has_endpoint_secret: bool,
        /// When Meta was last asked about it.
        pub synced_at: Option<Timestamp>,
        /// When it was first seen here.
        pub created_at: Timestamp,
        /// When something about it last changed.
        pub updated_at: Timestamp,
    }
}

row! {
    /// The text that is being written.
    #[derive(PartialEq, Eq)]
    pub struct WaFlowDraft {
        /// As typed.
        pub draft: String,
        /// Grows with each change.
        pub draft_revision: i64,
        /// When it was last written.
        pub draft_saved_at: Timestamp,
    }
}

row! {
    /// Who answers a form's data exchanges.
    pub struct WaFlowEndpoint {
        /// `none`, `fixed`, `function`, `forward`.
        pub endpoint_kind: String,
        /// Its settings, JSON.
        pub endpoint: String,
        /// Signs forwards; sealed.
        pub endpoint_secret: Option<Vec<u8>>,
    }
}

row! {
    /// How the last look at the whole list went.
    #[derive(PartialEq, Eq)]
    pub struct WaFlowSyncRow {
        /// Which look this is.
        pub run: i64,
        /// `queued`, `running`, `done` or `failed`.
        pub state: String,
        /// Pages read so far.
        pub pages: i64,
        /// Forms found so far.
        pub flows: i64,
        /// Why it failed.
        pub error: Option<String>,
        /// When it was asked for.
        pub started_at: Timestamp,
        /// When it ended.
        pub finished_at: Option<Timestamp>,
    }
}

macro_rules! select_flow {
    ($rest:literal) => {
        concat!(
            "select id, channel_id, meta_id, name, categories, status, json_version, data_api_version, endpoint_uri, draft_revision, draft_saved_at,
                    draft_hash, meta_hash, meta_errors, health, preview_url, preview_expires_at, endpoint_kind, endpoint,
                    endpoint_secret is not null as has_endpoint_secret, synced_at, created_at, updated_at
               from wa_flows ",
            $rest
        )
    };
}

reads! {
    /// One form.
    fn get_wa_flow(id: WaFlowId) -> WaFlowRow = get;
    /// The form that Meta calls so.
    fn find_wa_flow(channel_id: ChannelId, meta_id: &str) -> Option<WaFlowRow> = find;
    /// The form of this name, whatever its case.
    fn find_wa_flow_named(channel_id: ChannelId, name: &str) -> Option<WaFlowRow> = find_named;
    /// Every form of a number, the last changed first; at most 1,000.
    fn list_wa_flows(channel_id: ChannelId) -> Vec<WaFlowRow> = list;
    /// The text that is being written.
    fn get_wa_flow_draft(id: WaFlowId) -> WaFlowDraft = draft;
    /// Who answers its data exchanges.
    fn get_wa_flow_endpoint(id: WaFlowId) -> WaFlowEndpoint = endpoint;
    /// How the last look at the whole list went; nothing when there was none.
    fn find_wa_flow_sync(channel_id: ChannelId) -> Option<WaFlowSyncRow> = find_sync;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId) -> Result<WaFlowRow> {
    fetch_optional!(
        connection,
        WaFlowRow,
        select_flow!("where workspace_id = $1 and id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("form"))
}

async fn find(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel_id: ChannelId, meta_id: &str) -> Result<Option<WaFlowRow>> {
    fetch_optional!(
        connection,
        WaFlowRow,
        select_flow!("where workspace_id = $1 and channel_id = $2 and meta_id = $3"),
        workspace_id,
        channel_id,
        meta_id
    )
}

async fn find_named(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel_id: ChannelId, name: &str) -> Result<Option<WaFlowRow>> {
    fetch_optional!(
        connection,
        WaFlowRow,
        select_flow!("where workspace_id = $1 and channel_id = $2 and lower(name) = lower($3) order by created_at limit 1"),
        workspace_id,
        channel_id,
        name
    )
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel_id: ChannelId) -> Result<Vec<WaFlowRow>> {
    fetch_all!(
        connection,
        WaFlowRow,
        select_flow!("where workspace_id = $1 and channel_id = $2 order by updated_at desc, id desc limit $3"),
        workspace_id,
        channel_id,
        MOST
    )
}

async fn draft(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId) -> Result<WaFlowDraft> {
    fetch_optional!(
        connection,
        WaFlowDraft,
        "select draft, draft_revision, draft_saved_at from wa_flows where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("form"))
}

async fn endpoint(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId) -> Result<WaFlowEndpoint> {
    fetch_optional!(
        connection,
        WaFlowEndpoint,
        "select endpoint_kind, endpoint, endpoint_secret from wa_flows where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("form"))
}

async fn find_sync(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel_id: ChannelId) -> Result<Option<WaFlowSyncRow>> {
    fetch_optional!(
        connection,
        WaFlowSyncRow,
        "select run, state, pages, flows, error, started_at, finished_at
           from wa_flow_syncs
          where workspace_id = $1 and channel_id = $2",
        workspace_id,
        channel_id
    )
}

impl WorkspaceTx<'_> {
    /// Forgets a form, with its versions, tokens and exchanges; what customers sent with it stays.
    pub async fn forget_wa_flow(&mut self, id: WaFlowId) -> Result<()> {
        let workspace_id = self.id();
        let gone = execute!(self, "delete from wa_flows where workspace_id = $1 and id = $2", workspace_id, id)?;
        if gone == 0 { Err(Error::NotFound("form")) } else { Ok(()) }
    }
}

impl System<'_> {
    /// Numbers that can be asked and whose forms were never looked at, or not since `before`; a few at a time.
    pub async fn list_stale_wa_flows(&self, before: Timestamp) -> Result<Vec<(WorkspaceId, ChannelId)>> {
        fetch_all!(
            self,
            (WorkspaceId, ChannelId),
            "select channel.workspace_id, channel.id
               from channels channel
               left join wa_flow_syncs sync on sync.workspace_id = channel.workspace_id and sync.channel_id = channel.id
              where channel.access_token is not null and channel.degraded_code is null
                and (sync.run is null or coalesce(sync.finished_at, sync.started_at) < $1)
              limit 50",
            before
        )
    }
}
