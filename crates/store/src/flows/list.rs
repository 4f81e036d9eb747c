//! Lists of flows, most recently changed first, and of a flow's versions, the newest first.

use model::{FlowId, Timestamp};

use super::{FlowRow, FlowVersionRow, select_flow};
use crate::db::build_all;
use crate::page::{Limit, Page};
use crate::{Result, Workspace};

const TAG: &str = "flows";
const VERSIONS: &str = "flow_versions";

/// Where a flow stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowState {
    /// Never published.
    Draft,
    /// Published, and its triggers start runs.
    Live,
    /// Published, and switched off.
    Off,
}

/// Which flows.
#[derive(Debug, Clone, Default)]
pub struct FlowFilter {
    /// A part of the name or the description, capitals aside.
    pub text: Option<String>,
    /// Only those that stand so.
    pub state: Option<FlowState>,
}

impl Workspace<'_> {
    /// A page of flows, most recently changed first: the index `flows_recent` gives the order; a workspace has at most [`super::MAX_FLOWS`].
    pub async fn list_flows(&self, filter: &FlowFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<FlowRow>> {
        let after: Option<(Timestamp, FlowId)> = cursor.map(|cursor| self.decode_cursor(TAG, cursor)).transpose()?;
        let rows: Vec<FlowRow> = build_all!(self, FlowRow, |query| {
            query.push(select_flow!("where flow.workspace_id = ")).push_bind(self.id());
            if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
                let part = pattern(text);
                query.push(" and (lower(flow.name) like ").push_bind(part.clone());
                query
                    .push(" escape '\\' or lower(flow.description) like ")
                    .push_bind(part)
                    .push(" escape '\\')");
            }
            match filter.state {
                None => {}
                Some(FlowState::Draft) => {
                    query.push(" and flow.live_version is null");
                }
                Some(FlowState::Live) => {
                    query.push(" and flow.live_version is not null and flow.enabled = ").push_bind(true);
                }
                Some(FlowState::Off) => {
                    query.push(" and flow.live_version is not null and flow.enabled = ").push_bind(false);
                }
            }
            if let Some((at, id)) = after {
                query
                    .push(" and (flow.updated_at, flow.id) < (")
                    .push_bind(at)
                    .push(", ")
                    .push_bind(id)
                    .push(")");
            }
            query.push(" order by flow.updated_at desc, flow.id desc limit ").push_bind(limit.fetch());
        })?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &(last.updated_at, last.id))))
    }

    /// A page of a flow's published versions, the newest first, by the primary key; none when there is no such flow.
    pub async fn list_flow_versions(&self, flow: FlowId, limit: Limit, cursor: Option<&str>) -> Result<Page<FlowVersionRow>> {
        let before: Option<i64> = cursor.map(|cursor| self.decode_cursor(VERSIONS, cursor)).transpose()?;
        let rows: Vec<FlowVersionRow> = build_all!(self, FlowVersionRow, |query| {
            query.push(
                "select kept.number, kept.note, kept.node_count, kept.published_at, kept.published_by, publisher.name as publisher_name,
                (select count(*) from (select 1 from flow_runs run
                                        where run.workspace_id = kept.workspace_id and run.flow_id = kept.flow_id and run.version = kept.number
                                          and run.ended_at is null limit 1000) under_way) as runs_active
                   from flow_versions kept
                   left join users publisher on publisher.id = kept.published_by
                  where kept.workspace_id = ",
            );
            query.push_bind(self.id()).push(" and kept.flow_id = ").push_bind(flow);
            if let Some(before) = before {
                query.push(" and kept.number < ").push_bind(before);
            }
            query.push(" order by kept.number desc limit ").push_bind(limit.fetch());
        })?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(VERSIONS, &last.number)))
    }
}

/// Part of a text, with the signs of `like` taken as they are.
fn pattern(text: &str) -> String {
    let text = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{text}%")
}
