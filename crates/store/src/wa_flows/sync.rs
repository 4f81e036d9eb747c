//! The look at Meta's whole list of forms: begun, kept page by page, ended.

use model::{ChannelId, Timestamp, WaFlowId};

use crate::db::{execute, fetch_all, fetch_one, fetch_optional};
use crate::{Result, WorkspaceTx};

/// A form as Meta shows it.
#[derive(Debug, Clone)]
pub struct FoundWaFlow {
    /// Meta's id.
    pub meta_id: String,
    /// Unique in the account.
    pub name: String,
    /// A JSON array.
    pub categories: String,
    /// Meta's word.
    pub status: String,
    /// Version of its text.
    pub json_version: Option<String>,
    /// Version of its data exchanges.
    pub data_api_version: Option<String>,
    /// Where its data exchanges go.
    pub endpoint_uri: Option<String>,
    /// What Meta says is wrong with it, a JSON array.
    pub meta_errors: String,
    /// Meta's `health_status`, JSON.
    pub health: Option<String>,
    /// Its text and the hash of it, when it could be read.
    pub json: Option<(String, String)>,
}

impl WorkspaceTx<'_> {
    /// A look at the whole list is wanted. Gives nothing when one is under way already.
    pub async fn queue_wa_flow_sync(&mut self, channel_id: ChannelId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into wa_flow_syncs (workspace_id, channel_id, run, state, pages, flows, started_at) values ($1, $2, 0, 'queued', 0, 0, $3)
             on conflict (workspace_id, channel_id) do update
                set state = 'queued', error = null, started_at = excluded.started_at
              where wa_flow_syncs.state in ('done', 'failed')",
            workspace_id,
            channel_id,
            now
        )?;
        Ok(())
    }

    /// A look begins; gives its number.
    pub async fn begin_wa_flow_sync(&mut self, channel_id: ChannelId) -> Result<i64> {
        let (workspace_id, now) = (self.id(), self.now());
        let (run,): (i64,) = fetch_one!(
            self,
            (i64,),
            "insert into wa_flow_syncs (workspace_id, channel_id, run, state, pages, flows, started_at) values ($1, $2, 1, 'running', 0, 0, $3)
             on conflict (workspace_id, channel_id) do update
                set run = wa_flow_syncs.run + 1, state = 'running', pages = 0, flows = 0, error = null, started_at = excluded.started_at,
                    finished_at = null
             returning run",
            workspace_id,
            channel_id,
            now
        )?;
        Ok(run)
    }

    /// Keeps a page of what Meta shows; gives the forms that are new or different. What Meta told after `read_at` stays: the page is older than that. A
    /// text that was not changed here follows Meta's; one that was stays.
    pub async fn keep_wa_flows(&mut self, channel_id: ChannelId, run: i64, read_at: Timestamp, found: &[FoundWaFlow]) -> Result<Vec<WaFlowId>> {
        let mut changed = Vec::new();
        for one in found {
            if let Some(id) = self.keep_wa_flow(channel_id, run, read_at, one).await? {
                changed.push(id);
            }
        }
        let workspace_id = self.id();
        execute!(
            self,
            "update wa_flow_syncs set pages = pages + 1, flows = flows + $4 where workspace_id = $1 and channel_id = $2 and run = $3",
            workspace_id,
            channel_id,
            run,
            i64::try_from(found.len()).expect("a page is short")
        )?;
        Ok(changed)
    }

    async fn keep_wa_flow(&mut self, channel_id: ChannelId, run: i64, read_at: Timestamp, one: &FoundWaFlow) -> Result<Option<WaFlowId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let (text, hash) = match &one.json {
            Some((text, hash)) => (Some(text.as_str()), Some(hash.as_str())),
            None => (None, None),
        };
        let kept: Option<(WaFlowId, Timestamp)> = fetch_optional!(
            self,
            (WaFlowId, Timestamp),
            "insert into wa_flows (workspace_id, id, channel_id, meta_id, name, categories, status, json_version, data_api_version, endpoint_uri, draft,
                                   draft_hash, draft_revision, draft_saved_at, meta_hash, meta_errors, health, endpoint_kind, endpoint, told_at, seen,
                                   synced_at, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11, ''), coalesce($12, ''), 1, $16, $12, $13, $14, 'none', '{}', $15, $17, $16,
                     $16, $16)
             on conflict (workspace_id, channel_id, meta_id) do update
                set name = excluded.name, categories = excluded.categories, status = excluded.status, json_version = excluded.json_version,
                    data_api_version = excluded.data_api_version, endpoint_uri = excluded.endpoint_uri, meta_errors = excluded.meta_errors,
                    health = excluded.health,
                    draft_revision = wa_flows.draft_revision
                        + case when $12 is not null and wa_flows.draft_hash = coalesce(wa_flows.meta_hash, '') and wa_flows.draft_hash <> $12
                               then 1 else 0 end,
                    draft = case when $12 is not null and wa_flows.draft_hash = coalesce(wa_flows.meta_hash, '') then excluded.draft
                                 else wa_flows.draft end,
                    draft_hash = case when $12 is not null and wa_flows.draft_hash = coalesce(wa_flows.meta_hash, '') then excluded.draft_hash
                                      else wa_flows.draft_hash end,
                    meta_hash = coalesce(excluded.meta_hash, wa_flows.meta_hash), seen = excluded.seen, synced_at = excluded.synced_at,
                    updated_at = case when excluded.status = wa_flows.status and excluded.name = wa_flows.name
                                       and excluded.categories = wa_flows.categories and excluded.meta_errors = wa_flows.meta_errors
                                       and coalesce(excluded.health, '') = coalesce(wa_flows.health, '')
                                       and coalesce(excluded.meta_hash, wa_flows.meta_hash, '') = coalesce(wa_flows.meta_hash, '')
                                      then wa_flows.updated_at else excluded.updated_at end
              where wa_flows.told_at <= excluded.told_at
             returning id, updated_at",
            workspace_id,
            WaFlowId::new(),
            channel_id,
            one.meta_id.as_str(),
            one.name.as_str(),
            one.categories.as_str(),
            one.status.as_str(),
            one.json_version.as_deref(),
            one.data_api_version.as_deref(),
            one.endpoint_uri.as_deref(),
            text,
            hash,
            one.meta_errors.as_str(),
            one.health.as_deref(),
            read_at,
            now,
            run
        )?;
        let Some((id, updated_at)) = kept else {
            // Meta told about it meanwhile: seen all the same.
            execute!(
                self,
                "update wa_flows set seen = $4 where workspace_id = $1 and channel_id = $2 and meta_id = $3",
                workspace_id,
                channel_id,
                one.meta_id.as_str(),
                run
            )?;
            return Ok(None);
        };
        if let (Some(text), Some(hash)) = (text, hash) {
            self.keep_wa_flow_version(id, "found", text, hash, 0, None).await?;
        }
        Ok((updated_at == now).then_some(id))
    }

    /// The look ended: what it did not find is gone at Meta, unless it was made meanwhile. Gives what was forgotten.
    pub async fn finish_wa_flow_sync(&mut self, channel_id: ChannelId, run: i64) -> Result<Vec<WaFlowId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let gone: Vec<(WaFlowId,)> = fetch_all!(
            self,
            (WaFlowId,),
            "delete from wa_flows
              where workspace_id = $1 and channel_id = $2 and seen < $3
                and told_at < (select started_at from wa_flow_syncs where workspace_id = $1 and channel_id = $2)
             returning id",
            workspace_id,
            channel_id,
            run
        )?;
        execute!(
            self,
            "update wa_flow_syncs set state = 'done', error = null, finished_at = $4 where workspace_id = $1 and channel_id = $2 and run = $3",
            workspace_id,
            channel_id,
            run,
            now
        )?;
        Ok(gone.into_iter().map(|(id,)| id).collect())
    }

    /// The look failed.
    pub async fn fail_wa_flow_sync(&mut self, channel_id: ChannelId, error: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update wa_flow_syncs set state = 'failed', error = $3, finished_at = $4 where workspace_id = $1 and channel_id = $2",
            workspace_id,
            channel_id,
            error,
            now
        )?;
        Ok(())
    }
}
