//! Workspaces: the tenants themselves, their policies, and who may list them.

use model::{Role, Timestamp, UserId, WorkspaceId, WorkspaceSettings};

use crate::db::{Connection, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, Store, System, SystemTx, WorkspaceTx};

row! {
    /// One tenant.
    pub struct WorkspaceRow {
        /// Its id.
        pub id: WorkspaceId,
        /// Its name.
        pub name: String,
        /// An IANA time zone.
        pub time_zone: String,
        settings: String,
        /// The number of its newest event.
        pub event_seq: i64,
        /// Counts changes by people.
        pub version: i64,
        /// When it was made.
        pub created_at: Timestamp,
    }
}

impl WorkspaceRow {
    /// Its policies.
    #[must_use]
    pub fn settings(&self) -> WorkspaceSettings {
        WorkspaceSettings::from_stored(&self.settings)
    }
}

row! {
    /// One tenant and what a user is in it.
    pub struct Membership {
        /// The tenant.
        pub workspace_id: WorkspaceId,
        /// A word of `Role`.
        pub role_word: String,
    }
}

impl Membership {
    /// What the user is there.
    pub fn role(&self) -> Result<Role> {
        Role::parse(&self.role_word).ok_or_else(|| Error::Corrupt {
            column: "memberships.role",
            detail: self.role_word.clone(),
        })
    }
}

/// What a workspace should be like now.
#[derive(Debug, Clone)]
pub struct WorkspaceChange {
    /// Its name.
    pub name: String,
    /// An IANA time zone.
    pub time_zone: String,
    /// Its policies.
    pub settings: WorkspaceSettings,
}

macro_rules! select_workspace {
    ($rest:literal) => {
        concat!(
            "select id, name, time_zone, settings, event_seq, version, created_at from workspaces ",
            $rest
        )
    };
}

macro_rules! select_memberships {
    () => {
        "select member.workspace_id, member.role as role_word
           from memberships member
           join workspaces workspace on workspace.id = member.workspace_id
          where member.user_id = $1 and member.disabled_at is null and workspace.deleted_at is null
          order by member.workspace_id"
    };
}

reads! {
    /// The workspace itself; a deleted one is not found.
    fn get_workspace() -> WorkspaceRow = get;
}

async fn get(connection: &mut Connection<'_>, id: WorkspaceId) -> Result<WorkspaceRow> {
    fetch_optional!(connection, WorkspaceRow, select_workspace!("where id = $1 and deleted_at is null"), id)?.ok_or(Error::NotFound("workspace"))
}

impl System<'_> {
    /// Every workspace that is not deleted; for the command line.
    pub async fn list_workspace_ids(&self) -> Result<Vec<WorkspaceId>> {
        let rows: Vec<(WorkspaceId,)> = fetch_all!(self, (WorkspaceId,), "select id from workspaces where deleted_at is null order by id")?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// The workspaces a user is an active member of, newest membership last.
    pub async fn list_workspaces_of(&self, user: UserId, limit: Limit, cursor: Option<&str>) -> Result<Page<WorkspaceRow>> {
        const TAG: &str = "workspaces";
        let (after,): (Option<WorkspaceId>,) = match cursor {
            Some(cursor) => self.store().decode_cursor(user.uuid(), TAG, cursor)?,
            None => (None,),
        };
        let rows = fetch_all!(
            self,
            WorkspaceRow,
            "select workspace.id, workspace.name, workspace.time_zone, workspace.settings, workspace.event_seq, workspace.version, workspace.created_at
               from memberships member
               join workspaces workspace on workspace.id = member.workspace_id
              where member.user_id = $1 and member.disabled_at is null and workspace.deleted_at is null and ($2 is null or workspace.id > $2)
              order by workspace.id
              limit $3",
            user,
            after,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |last| {
            self.store().encode_cursor(user.uuid(), TAG, &(Some(last.id),))
        }))
    }

    /// What a user is in each workspace they are an active member of, in the order of [`System::list_workspaces_of`].
    pub async fn list_memberships(&self, user: UserId) -> Result<Vec<Membership>> {
        fetch_all!(self, Membership, select_memberships!(), user)
    }
}

impl SystemTx<'_> {
    /// The workspaces a user is an active member of, as this transaction sees them.
    pub async fn list_memberships(&mut self, user: UserId) -> Result<Vec<Membership>> {
        fetch_all!(self, Membership, select_memberships!(), user)
    }

    /// Adds a workspace without members.
    pub async fn create_workspace(&mut self, name: &str, time_zone: &str) -> Result<WorkspaceRow> {
        let (id, now) = (WorkspaceId::new(), self.now());
        fetch_one!(
            self,
            WorkspaceRow,
            "insert into workspaces (id, name, time_zone, created_at, updated_at) values ($1, $2, $3, $4, $4)
             returning id, name, time_zone, settings, event_seq, version, created_at",
            id,
            name,
            time_zone,
            now
        )
    }
}

impl Store {
    /// Removes for good the workspaces deleted before `before`, with everything in them. Says how many.
    pub async fn purge_deleted_workspaces(&self, before: Timestamp) -> Result<u64> {
        let mut tx = self.begin().await?;
        // Conversations hold on to their channel, and channels to their app, so PostgreSQL must see them go in this order; the rest goes with the workspace.
        execute!(
            tx,
            "delete from contacts where workspace_id in (select id from workspaces where deleted_at < $1)",
            before
        )?;
        execute!(
            tx,
            "delete from channel_routes where workspace_id in (select id from workspaces where deleted_at < $1)",
            before
        )?;
        execute!(
            tx,
            "delete from channels where workspace_id in (select id from workspaces where deleted_at < $1)",
            before
        )?;
        execute!(
            tx,
            "delete from meta_apps where workspace_id in (select id from workspaces where deleted_at < $1)",
            before
        )?;
        let purged = execute!(tx, "delete from workspaces where deleted_at < $1", before)?;
        tx.commit().await?;
        Ok(purged)
    }
}

impl WorkspaceTx<'_> {
    /// Keeps every other change of this workspace and its members waiting until this transaction ends.
    pub async fn lock_workspace(&mut self) -> Result<()> {
        let id = self.id();
        let found = execute!(
            self,
            "update workspaces set updated_at = updated_at where id = $1 and deleted_at is null",
            id
        )?;
        if found == 0 { Err(Error::NotFound("workspace")) } else { Ok(()) }
    }

    /// Changes the workspace, if its version is still `if_version` (when given).
    pub async fn update_workspace(&mut self, change: &WorkspaceChange, if_version: Option<i64>) -> Result<WorkspaceRow> {
        let (id, now) = (self.id(), self.now());
        let settings = serde_json::to_string(&change.settings)?;
        let changed = fetch_optional!(
            self,
            WorkspaceRow,
            "update workspaces set name = $2, time_zone = $3, settings = $4, require_second_factor = $7, version = version + 1, updated_at = $5
              where id = $1 and deleted_at is null and ($6 is null or version = $6)
             returning id, name, time_zone, settings, event_seq, version, created_at",
            id,
            &change.name,
            &change.time_zone,
            settings,
            now,
            if_version,
            change.settings.require_second_factor
        )?;
        match changed {
            Some(row) => Ok(row),
            None => self.get_workspace().await.and(Err(Error::VersionMismatch("workspace"))),
        }
    }

    /// Deletes the workspace for its members: its webhooks lead nowhere and nothing of it is sent any more. The rows go later.
    pub async fn delete_workspace(&mut self) -> Result<()> {
        let (id, now) = (self.id(), self.now());
        let deleted = execute!(
            self,
            "update workspaces set deleted_at = $2, updated_at = $2 where id = $1 and deleted_at is null",
            id,
            now
        )?;
        if deleted == 0 {
            return Err(Error::NotFound("workspace"));
        }
        execute!(self, "delete from channel_routes where workspace_id = $1", id)?;
        execute!(self, "update outbox set state = 'held' where workspace_id = $1 and state = 'queued'", id)?;
        execute!(
            self,
            "update invitations set revoked_at = $2 where workspace_id = $1 and accepted_at is null and revoked_at is null",
            id,
            now
        )?;
        self.committed().channels = true;
        Ok(())
    }
}
