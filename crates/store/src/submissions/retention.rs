//! What forms brought and is old enough to go, by the workspace's own rule: submissions with their files, and exchanges with phones.
//!
//! Files go as all files do: their rows say `removed` and lose their names in the store when the bytes are deleted.

use model::{MessageId, Timestamp, WorkspaceId, WorkspaceSettings};

use crate::db::{build_execute, execute, fetch_all};
use crate::{Result, System, WorkspaceTx};

/// What is left of a completed form in its message.
const EMPTY: &str = r#"{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{}"}}"#;

/// How long a workspace keeps what forms brought, where that is not for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormLimits {
    /// Whose.
    pub workspace_id: WorkspaceId,
    /// Days for submissions; 0 keeps them.
    pub submission_days: u16,
    /// Days for exchanges.
    pub exchange_days: u8,
}

impl System<'_> {
    /// The workspaces with a rule of their own.
    pub async fn form_limits(&self) -> Result<Vec<FormLimits>> {
        let rows: Vec<(WorkspaceId, String)> = fetch_all!(
            self,
            (WorkspaceId, String),
            "select id, settings
               from workspaces
              where deleted_at is null and (settings like '%\"keep_submission_days\":%' or settings like '%\"keep_exchange_days\":%')
              order by id"
        )?;
        let limits = rows.into_iter().map(|(workspace_id, settings)| {
            let settings = WorkspaceSettings::from_stored(&settings);
            FormLimits {
                workspace_id,
                submission_days: settings.keep_submission_days,
                exchange_days: settings.keep_exchange_days,
            }
        });
        Ok(limits.collect())
    }
}

impl WorkspaceTx<'_> {
    /// Deletes submissions of before, a few at a time, with their deliveries; marks their files as removed, and empties the messages that brought them.
    /// Gives these messages.
    pub async fn delete_old_submissions(&mut self, before: Timestamp, why: &str, rows: i64) -> Result<Vec<MessageId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let old: Vec<(model::SubmissionId, MessageId)> = fetch_all!(
            self,
            (model::SubmissionId, MessageId),
            "select id, message_id from submissions where workspace_id = $1 and at < $2 order by at limit $3",
            workspace_id,
            before,
            rows
        )?;
        if old.is_empty() {
            return Ok(Vec::new());
        }
        build_execute!(self, |query| {
            query
                .push("update media set state = 'removed', placeholder = null, filename = null, updated_at = ")
                .push_bind(now);
            query.push(", error = ").push_bind(why.to_owned());
            query.push(" where workspace_id = ").push_bind(workspace_id);
            query
                .push(" and id in (select media_id from submission_files where workspace_id = ")
                .push_bind(workspace_id);
            query.push(" and submission_id in (");
            let mut list = query.separated(", ");
            for (id, _) in &old {
                list.push_bind(*id);
            }
            query.push("))");
        })?;
        build_execute!(self, |query| {
            query.push("update messages set content = ").push_bind(EMPTY.to_owned());
            query.push(" where workspace_id = ").push_bind(workspace_id).push(" and id in (");
            let mut list = query.separated(", ");
            for (_, message) in &old {
                list.push_bind(*message);
            }
            query.push(")");
        })?;
        build_execute!(self, |query| {
            query
                .push("delete from submissions where workspace_id = ")
                .push_bind(workspace_id)
                .push(" and id in (");
            let mut list = query.separated(", ");
            for (id, _) in &old {
                list.push_bind(*id);
            }
            query.push(")");
        })?;
        Ok(old.into_iter().map(|(_, message)| message).collect())
    }

    /// Deletes this workspace's exchanges of before, a few at a time; gives how many.
    pub async fn delete_flow_exchanges_before(&mut self, before: Timestamp, rows: i64) -> Result<u64> {
        let workspace_id = self.id();
        execute!(
            self,
            "delete from flow_exchanges
              where workspace_id = $1
                and id in (select id from flow_exchanges where workspace_id = $1 and at < $2 order by at limit $3)",
            workspace_id,
            before,
            rows
        )
    }
}
