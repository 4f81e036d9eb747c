//! Runs as lists show them, newest first.

use model::{ContactId, ConversationId, FlowId, RunId, Timestamp};

use crate::db::{build_all, fetch_all, row};
use crate::page::{Limit, Page};
use crate::{Result, Workspace};

row! {
    /// A run with the names around it.
    pub struct RunListRow {
        /// Its id.
        pub id: RunId,
        /// The flow it began in.
        pub flow_id: FlowId,
        /// Its name; nothing when it is gone.
        pub flow_name: Option<String>,
        /// Which version of it.
        pub version: i64,
        /// The thread it speaks in.
        pub conversation_id: ConversationId,
        /// With whom.
        pub contact_id: ContactId,
        /// The name the team or the address book gave.
        pub contact_name: Option<String>,
        /// The name they show.
        pub contact_profile_name: String,
        /// Their username.
        pub contact_username: Option<String>,
        /// Digits of their phone.
        pub contact_phone: Option<String>,
        /// 1: it is the one that goes on in its thread.
        pub active: i64,
        /// `new`, `asking`, `waiting`, `paused` or `ended`.
        pub status: String,
        /// `done`, `failed`, `handed_off` or `cancelled`, once it is over.
        pub result: Option<String>,
        /// The author's word for how it ended.
        pub outcome: String,
        /// The node it stands at.
        pub node: String,
        /// Steps so far.
        pub steps: i64,
        /// What went wrong last.
        pub problem: Option<String>,
        /// When the clock wakes it.
        pub wake_at: Option<Timestamp>,
        /// The whole run, JSON.
        pub run: String,
        /// When it began.
        pub started_at: Timestamp,
        /// When it ended.
        pub ended_at: Option<Timestamp>,
    }
}

/// Which runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunFilter {
    /// Of this flow.
    pub flow: Option<FlowId>,
    /// In this thread.
    pub conversation: Option<ConversationId>,
    /// With this contact.
    pub contact: Option<ContactId>,
    /// Where they stand.
    pub status: Option<String>,
    /// How they ended.
    pub result: Option<String>,
    /// Begun then or later.
    pub from: Option<Timestamp>,
    /// Begun before.
    pub to: Option<Timestamp>,
}

impl Workspace<'_> {
    /// A page of runs, newest first: `flow_runs_flow`, `flow_runs_conversation` or `flow_runs_recent` reads them in that order.
    pub async fn list_runs(&self, filter: &RunFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<RunListRow>> {
        let tag = format!("runs|{filter:?}");
        let before: Option<(i64, RunId)> = cursor.map(|cursor| self.decode_cursor(&tag, cursor)).transpose()?;
        let rows: Vec<RunListRow> = build_all!(self, RunListRow, |query| {
            query.push(
                "select run.id, run.flow_id, flow.name as flow_name, run.version, run.conversation_id, thread.contact_id,
                        coalesce(contact.name, contact.book_name) as contact_name, contact.profile_name as contact_profile_name,
                        contact.username as contact_username, contact.phone as contact_phone, run.active, run.status, run.result, run.outcome,
                        run.node, run.steps, run.problem, run.wake_at, run.run, run.started_at, run.ended_at
                   from flow_runs run
                   join conversations thread on thread.workspace_id = run.workspace_id and thread.id = run.conversation_id
                   join contacts contact on contact.workspace_id = run.workspace_id and contact.id = thread.contact_id
                   left join flows flow on flow.workspace_id = run.workspace_id and flow.id = run.flow_id
                  where run.workspace_id = ",
            );
            query.push_bind(self.id());
            if let Some(flow) = filter.flow {
                query.push(" and run.flow_id = ").push_bind(flow);
            }
            if let Some(conversation) = filter.conversation {
                query.push(" and run.conversation_id = ").push_bind(conversation);
            }
            if let Some(contact) = filter.contact {
                query
                    .push(" and run.conversation_id in (select id from conversations where workspace_id = ")
                    .push_bind(self.id());
                query.push(" and contact_id = ").push_bind(contact).push(")");
            }
            if let Some(status) = &filter.status {
                query.push(" and run.status = ").push_bind(status.as_str());
            }
            if let Some(result) = &filter.result {
                query.push(" and run.result = ").push_bind(result.as_str());
            }
            if let Some(from) = filter.from {
                query.push(" and run.started_at >= ").push_bind(from);
            }
            if let Some(to) = filter.to {
                query.push(" and run.started_at < ").push_bind(to);
            }
            if let Some((at, id)) = before {
                query
                    .push(" and (run.started_at, run.id) < (")
                    .push_bind(at)
                    .push(", ")
                    .push_bind(id)
                    .push(")");
            }
            query.push(" order by run.started_at desc, run.id desc limit ").push_bind(limit.fetch());
        })?;
        Ok(Page::cut(rows, limit, |run| self.encode_cursor(&tag, &(run.started_at.millis(), run.id))))
    }

    /// One run with the names around it, by the same shape as lists.
    pub async fn find_run_for_list(&self, id: RunId) -> Result<Option<RunListRow>> {
        let rows: Vec<RunListRow> = fetch_all!(
            self,
            RunListRow,
            "select run.id, run.flow_id, flow.name as flow_name, run.version, run.conversation_id, thread.contact_id,
                    coalesce(contact.name, contact.book_name) as contact_name, contact.profile_name as contact_profile_name,
                    contact.username as contact_username, contact.phone as contact_phone, run.active, run.status, run.result, run.outcome,
                    run.node, run.steps, run.problem, run.wake_at, run.run, run.started_at, run.ended_at
               from flow_runs run
               join conversations thread on thread.workspace_id = run.workspace_id and thread.id = run.conversation_id
               join contacts contact on contact.workspace_id = run.workspace_id and contact.id = thread.contact_id
               left join flows flow on flow.workspace_id = run.workspace_id and flow.id = run.flow_id
              where run.workspace_id = $1 and run.id = $2",
            self.id(),
            id
        )?;
        Ok(rows.into_iter().next())
    }

    /// How the runs of a flow that began in a stretch of time ended, and where those under way stand: (result or status, node, how many).
    pub async fn count_runs(&self, flow: FlowId, from: Timestamp, to: Timestamp) -> Result<Vec<(String, i64)>> {
        fetch_all!(
            self,
            (String, i64),
            "select coalesce(result, status), count(*) from flow_runs
              where workspace_id = $1 and flow_id = $2 and started_at >= $3 and started_at < $4 group by coalesce(result, status)",
            self.id(),
            flow,
            from,
            to
        )
    }

    /// Runs of a flow that are under way, in the order of their ids, after `after`.
    pub async fn list_runs_under_way(&self, flow: FlowId, after: Option<RunId>, limit: i64) -> Result<Vec<(RunId, ConversationId)>> {
        build_all!(self, (RunId, ConversationId), |query| {
            query
                .push("select id, conversation_id from flow_runs where workspace_id = ")
                .push_bind(self.id());
            query.push(" and flow_id = ").push_bind(flow).push(" and ended_at is null");
            if let Some(after) = after {
                query.push(" and id > ").push_bind(after);
            }
            query.push(" order by id limit ").push_bind(limit);
        })
    }

    /// Where the runs of a flow stand now: node and how many.
    pub async fn count_live_nodes(&self, flow: FlowId) -> Result<Vec<(String, i64)>> {
        fetch_all!(
            self,
            (String, i64),
            "select node, count(*) from flow_runs where workspace_id = $1 and flow_id = $2 and ended_at is null group by node",
            self.id(),
            flow
        )
    }
}
