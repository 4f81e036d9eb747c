//! Files that are old enough to go, by the workspace's own rule, and files that must be fetched before Meta forgets them.
//!
//! Removing is two steps, so that a crash leaves nothing behind: the row says `removed` and keeps the names of its files; when they are deleted, it
//! forgets the names. Rows between the steps are found again by the index `media_removed`.

use model::{MediaId, MessageId, Timestamp, WorkspaceId, WorkspaceSettings};

use crate::db::{build_all, build_execute, fetch_all, fetch_one, row};
use crate::{Result, System, WorkspaceTx};

row! {
    /// A file whose row says `removed` and whose bytes are still there.
    pub struct DeletableFile {
        /// Whose.
        pub workspace_id: WorkspaceId,
        /// Which.
        pub id: MediaId,
        /// Its name in the media store.
        pub storage_key: String,
        /// The name of its small copy.
        pub thumbnail_key: Option<String>,
    }
}

impl System<'_> {
    /// The workspaces that keep files for a limited time, and for how many days.
    pub async fn media_limits(&self) -> Result<Vec<(WorkspaceId, u16)>> {
        let rows: Vec<(WorkspaceId, String)> = fetch_all!(
            self,
            (WorkspaceId, String),
            "select id, settings from workspaces where deleted_at is null and settings like '%\"keep_media_days\":%' order by id"
        )?;
        let limits = rows
            .into_iter()
            .map(|(id, settings)| (id, WorkspaceSettings::from_stored(&settings).keep_media_days));
        Ok(limits.filter(|(_, days)| *days > 0).collect())
    }

    /// Workspaces deleted before `before`, whose files go before their rows.
    pub async fn purgeable_workspaces(&self, before: Timestamp) -> Result<Vec<WorkspaceId>> {
        let rows: Vec<(WorkspaceId,)> = fetch_all!(
            self,
            (WorkspaceId,),
            "select id from workspaces where deleted_at < $1 order by id",
            before
        )?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Files to delete from the media store: the ones waiting longest first.
    pub async fn deletable_files(&self, limit: i64) -> Result<Vec<DeletableFile>> {
        fetch_all!(
            self,
            DeletableFile,
            "/* across tenants: what was decided for each is carried out for all */
             select workspace_id, id, storage_key, thumbnail_key
               from media
              where state = 'removed' and storage_key is not null
              order by updated_at
              limit $1",
            limit
        )
    }

    /// Files not fetched yet that Meta forgets before `before`; counts to a thousand.
    pub async fn count_expiring_media(&self, before: Timestamp) -> Result<i64> {
        let (count,): (i64,) = fetch_one!(
            self,
            (i64,),
            "/* across tenants: one alarm for the operator */
             select count(*) from (select 1 from media where state = 'pending' and meta_expires_at < $1 limit 1000) as few",
            before
        )?;
        Ok(count)
    }
}

impl WorkspaceTx<'_> {
    /// Marks files that are here since before `before` as removed; at most `limit`. Their bytes still have to be deleted.
    pub async fn remove_old_media(&mut self, before: Timestamp, why: &str, limit: i64) -> Result<Vec<MediaId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let rows: Vec<(MediaId,)> = fetch_all!(
            self,
            (MediaId,),
            "update media set state = 'removed', error = $3, placeholder = null, updated_at = $4
              where workspace_id = $1
                and id in (select id from media where workspace_id = $1 and state = 'ready' and created_at < $2 order by created_at limit $5)
              returning id",
            workspace_id,
            before,
            why,
            now,
            limit
        )?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// The bytes of these files are gone; so are their names.
    pub async fn forget_files(&mut self, ids: &[MediaId]) -> Result<u64> {
        let workspace_id = self.id();
        let mut forgotten = 0;
        for ids in ids.chunks(500) {
            forgotten += build_execute!(self, |query| {
                query
                    .push("update media set storage_key = null, thumbnail_key = null where workspace_id = ")
                    .push_bind(workspace_id)
                    .push(" and state = 'removed' and id in (");
                let mut list = query.separated(", ");
                for id in ids {
                    list.push_bind(*id);
                }
                query.push(")");
            })?;
        }
        Ok(forgotten)
    }

    /// The messages that carry any of these files, themselves or with a form; at most a thousand.
    pub async fn messages_of_files(&mut self, ids: &[MediaId]) -> Result<Vec<MessageId>> {
        let workspace_id = self.id();
        let mut found = Vec::new();
        for ids in ids.chunks(500) {
            let rows: Vec<(MessageId,)> = build_all!(self, (MessageId,), |query| {
                query
                    .push("select id from messages where workspace_id = ")
                    .push_bind(workspace_id)
                    .push(" and media_id in (");
                let mut list = query.separated(", ");
                for id in ids {
                    list.push_bind(*id);
                }
                query
                    .push(
                        ")
                         union
                         select submission.message_id
                           from submission_files file
                           join submissions submission on submission.workspace_id = file.workspace_id and submission.id = file.submission_id
                          where file.workspace_id = ",
                    )
                    .push_bind(workspace_id)
                    .push(" and file.media_id in (");
                let mut list = query.separated(", ");
                for id in ids {
                    list.push_bind(*id);
                }
                query.push(") order by id limit 1000");
            })?;
            found.extend(rows.into_iter().map(|(id,)| id));
        }
        Ok(found)
    }
}
