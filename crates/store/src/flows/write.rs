//! Drafts are saved over each other, each saving with the revision it was made from; versions are only ever added.

use model::{FlowId, UserId};

use crate::db::{execute, fetch_optional};
use crate::{Error, Result, WorkspaceTx};

/// A flow to add.
#[derive(Debug, Clone, Copy)]
pub struct NewFlow<'a> {
    /// Its id.
    pub id: FlowId,
    /// What it is called.
    pub name: &'a str,
    /// What it is for.
    pub description: &'a str,
    /// What is drawn so far.
    pub draft: NewFlowDraft<'a>,
}

/// What is drawn, with what lists show of it.
#[derive(Debug, Clone, Copy)]
pub struct NewFlowDraft<'a> {
    /// The graph, JSON.
    pub graph_json: &'a str,
    /// What the checker called an error.
    pub errors: i64,
    /// What it called a warning.
    pub warnings: i64,
    /// It differs from the live version.
    pub has_changes: bool,
    /// Words of its triggers, a JSON list.
    pub triggers: &'a str,
    /// Who saves it.
    pub saved_by: Option<UserId>,
}

/// A version to publish.
#[derive(Debug, Clone, Copy)]
pub struct NewFlowVersion<'a> {
    /// The graph, JSON.
    pub graph_json: &'a str,
    /// What its publisher says about it.
    pub note: &'a str,
    /// How many nodes it has.
    pub node_count: i64,
    /// Words of its triggers, a JSON list.
    pub triggers: &'a str,
    /// Who publishes it.
    pub published_by: Option<UserId>,
    /// The draft differs from it.
    pub has_changes: bool,
}

impl WorkspaceTx<'_> {
    /// Adds a flow that nothing starts yet; [`Error::Duplicate`] when one of that name is there, or that id.
    pub async fn create_flow(&mut self, new: &NewFlow<'_>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into flows (workspace_id, id, name, description, draft_json, draft_revision, draft_saved_at, draft_saved_by, draft_errors,
                                draft_warnings, has_changes, triggers, created_at, updated_at)
             values ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10, $11, $6, $6)",
            workspace_id,
            new.id,
            new.name,
            new.description,
            new.draft.graph_json,
            now,
            new.draft.saved_by,
            new.draft.errors,
            new.draft.warnings,
            new.draft.has_changes,
            new.draft.triggers
        )?;
        Ok(())
    }

    /// Gives a flow another name and description, if its version is still `if_version` (when given).
    pub async fn update_flow(&mut self, id: FlowId, name: &str, description: &str, if_version: Option<i64>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update flows set name = $3, description = $4, version = version + 1, updated_at = $5
              where workspace_id = $1 and id = $2 and ($6 is null or version = $6)",
            workspace_id,
            id,
            name,
            description,
            now,
            if_version
        )?;
        if changed == 0 { self.flow_moved_on(id).await } else { Ok(()) }
    }

    /// Saves what is drawn, if the draft's revision is still `if_revision` (when given). Gives the new revision.
    pub async fn save_flow_draft(&mut self, id: FlowId, draft: &NewFlowDraft<'_>, if_revision: Option<i64>) -> Result<i64> {
        let (workspace_id, now) = (self.id(), self.now());
        let saved: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "update flows
                set draft_json = $3, draft_errors = $4, draft_warnings = $5, has_changes = $6, triggers = $7, draft_saved_by = $8,
                    draft_saved_at = $9, updated_at = $9, draft_revision = draft_revision + 1
              where workspace_id = $1 and id = $2 and ($10 is null or draft_revision = $10)
             returning draft_revision",
            workspace_id,
            id,
            draft.graph_json,
            draft.errors,
            draft.warnings,
            draft.has_changes,
            draft.triggers,
            draft.saved_by,
            now,
            if_revision
        )?;
        match saved {
            Some((revision,)) => Ok(revision),
            None => self.flow_moved_on(id).await.map(|()| 0),
        }
    }

    /// Notes what the checker says of the draft now.
    pub async fn note_flow_findings(&mut self, id: FlowId, revision: i64, errors: i64, warnings: i64) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update flows set draft_errors = $4, draft_warnings = $5 where workspace_id = $1 and id = $2 and draft_revision = $3",
            workspace_id,
            id,
            revision,
            errors,
            warnings
        )?;
        Ok(())
    }

    /// Publishes a graph as the next version, if the draft's revision is still `if_revision` (when given). The first one switches the flow on; later ones
    /// leave the switch as it is. Gives the version's number.
    pub async fn publish_flow(&mut self, id: FlowId, new: &NewFlowVersion<'_>, if_revision: Option<i64>) -> Result<i64> {
        let (workspace_id, now) = (self.id(), self.now());
        // The row gives the numbers, so that whoever publishes at the same time waits here and takes the next one.
        let taken: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "update flows
                set last_version = last_version + 1, live_version = last_version + 1,
                    enabled = case when live_version is null then $5 else enabled end,
                    has_changes = $4, version = version + 1, updated_at = $6
              where workspace_id = $1 and id = $2 and ($3 is null or draft_revision = $3)
             returning last_version",
            workspace_id,
            id,
            if_revision,
            new.has_changes,
            true,
            now
        )?;
        let Some((number,)) = taken else {
            return self.flow_moved_on(id).await.map(|()| 0);
        };
        execute!(
            self,
            "insert into flow_versions (workspace_id, flow_id, number, graph_json, note, node_count, triggers, published_at, published_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            workspace_id,
            id,
            number,
            new.graph_json,
            new.note,
            new.node_count,
            new.triggers,
            now,
            new.published_by
        )?;
        self.renew_flow_watches(id).await?;
        Ok(number)
    }

    /// Switches a published flow on or off. False when it was never published, or stood so already.
    pub async fn switch_flow(&mut self, id: FlowId, enabled: bool) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update flows set enabled = $3, version = version + 1, updated_at = $4
              where workspace_id = $1 and id = $2 and live_version is not null and enabled <> $3",
            workspace_id,
            id,
            enabled,
            now
        )?;
        if changed > 0 {
            self.renew_flow_watches(id).await?;
        }
        Ok(changed > 0)
    }

    /// Removes a flow with its versions and tests.
    pub async fn delete_flow(&mut self, id: FlowId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(self, "delete from flows where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("flow")) } else { Ok(()) }
    }

    /// Nothing was changed: because it is not there, or not as it was.
    async fn flow_moved_on(&mut self, id: FlowId) -> Result<()> {
        self.get_flow(id).await.and(Err(Error::VersionMismatch("flow")))
    }
}
