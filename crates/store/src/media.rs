//! Media: the files of messages, where they are kept here and what Meta calls them.

mod retention;

pub use retention::DeletableFile;

use model::{ChannelId, MediaId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, build_all, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, WorkspaceTx};

row! {
    /// A file.
    pub struct MediaRow {
        /// Its id.
        pub id: MediaId,
        /// The number it came or goes over.
        pub channel_id: Option<ChannelId>,
        /// `inbound` or `outbound`.
        pub direction: String,
        /// `pending`, `ready`, `failed`, `expired` or `removed`.
        pub state: String,
        /// Meta's id of it.
        pub meta_media_id: Option<String>,
        /// Meta's address from the webhook; works for five minutes.
        pub meta_url: Option<String>,
        /// When Meta forgets its id.
        pub meta_expires_at: Option<Timestamp>,
        /// What it is, as we found or were told.
        pub mime_type: String,
        /// Its name, chosen by whoever sent it.
        pub filename: Option<String>,
        /// Bytes.
        pub size: Option<i64>,
        /// SHA-256 of the bytes, hexadecimal; for inbound files what Meta said, in Meta's spelling, until it is here.
        pub sha256: Option<String>,
        /// Its random name in the media store.
        pub storage_key: Option<String>,
        /// Pixels from left to right, as shown (pictures).
        pub width: Option<i64>,
        /// Pixels from top to bottom, as shown (pictures).
        pub height: Option<i64>,
        /// How long it plays, in milliseconds (voice notes).
        pub duration_ms: Option<i64>,
        /// A handful of its colours, for the time before it is loaded.
        pub placeholder: Option<String>,
        /// The random name of its small copy.
        pub thumbnail_key: Option<String>,
        /// What the small copy is.
        pub thumbnail_mime_type: Option<String>,
        /// Bytes of the small copy.
        pub thumbnail_size: Option<i64>,
        /// Why it is not here.
        pub error: Option<String>,
        /// Who uploaded it.
        pub created_by: Option<UserId>,
        /// When it was first known.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

/// What a file looks and sounds like; what is not known or does not apply is absent.
#[derive(Debug, Clone, Default)]
pub struct MediaLook {
    /// Pixels from left to right.
    pub width: Option<i64>,
    /// Pixels from top to bottom.
    pub height: Option<i64>,
    /// How long it plays, in milliseconds.
    pub duration_ms: Option<i64>,
    /// A handful of its colours.
    pub placeholder: Option<String>,
    /// Its small copy.
    pub thumbnail: Option<Thumbnail>,
}

/// A small copy of a picture, in the media store.
#[derive(Debug, Clone)]
pub struct Thumbnail {
    /// Its random name.
    pub key: String,
    /// What it is.
    pub mime_type: String,
    /// Bytes.
    pub size: i64,
}

/// A file that is here already.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// The number it goes over.
    pub channel_id: Option<ChannelId>,
    /// What it is, as we found.
    pub mime_type: String,
    /// Its name.
    pub filename: Option<String>,
    /// Bytes.
    pub size: i64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Its random name in the media store.
    pub storage_key: String,
    /// What it looks and sounds like.
    pub look: MediaLook,
    /// Who uploaded it.
    pub created_by: UserId,
}

/// An inbound file that arrived here.
#[derive(Debug, Clone)]
pub struct StoredFile {
    /// What it is, as we found.
    pub mime_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Its random name in the media store.
    pub storage_key: String,
    /// What it looks and sounds like.
    pub look: MediaLook,
    /// What was odd about it, such as a hash that differs from Meta's.
    pub remark: Option<String>,
}

macro_rules! media_columns {
    () => {
        "id, channel_id, direction, state, meta_media_id, meta_url, meta_expires_at, mime_type, filename, size, sha256, storage_key, width, height,
         duration_ms, placeholder, thumbnail_key, thumbnail_mime_type, thumbnail_size, error, created_by, created_at, updated_at"
    };
}

reads! {
    /// One file.
    fn get_media(id: MediaId) -> MediaRow = get;
    /// Some files, in no particular order; ids that are not of this workspace are left out.
    fn media_by_ids(ids: &[MediaId]) -> Vec<MediaRow> = by_ids;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: MediaId) -> Result<MediaRow> {
    fetch_optional!(
        connection,
        MediaRow,
        concat!("select ", media_columns!(), " from media where workspace_id = $1 and id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("media"))
}

pub(crate) async fn by_ids(connection: &mut Connection<'_>, workspace_id: WorkspaceId, ids: &[MediaId]) -> Result<Vec<MediaRow>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(500) {
        found.extend(build_all!(connection, MediaRow, |query| {
            query.push(concat!("select ", media_columns!(), " from media where workspace_id = "));
            query.push_bind(workspace_id).push(" and id in (");
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            query.push(")");
        })?);
    }
    Ok(found)
}

impl WorkspaceTx<'_> {
    /// Records a file a member uploaded.
    pub async fn create_upload(&mut self, upload: &NewUpload) -> Result<MediaRow> {
        let id = MediaId::new();
        let (workspace_id, now, look) = (self.id(), self.now(), &upload.look);
        execute!(
            self,
            "insert into media (workspace_id, id, channel_id, direction, state, mime_type, filename, size, sha256, storage_key, created_by, created_at, updated_at,
                                width, height, duration_ms, placeholder, thumbnail_key, thumbnail_mime_type, thumbnail_size)
             values ($1, $2, $3, 'outbound', 'ready', $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13, $14, $15, $16, $17)",
            workspace_id,
            id,
            upload.channel_id,
            upload.mime_type.as_str(),
            upload.filename.as_deref(),
            upload.size,
            upload.sha256.as_str(),
            upload.storage_key.as_str(),
            upload.created_by,
            now,
            look.width,
            look.height,
            look.duration_ms,
            look.placeholder.as_deref(),
            look.thumbnail.as_ref().map(|thumbnail| thumbnail.key.as_str()),
            look.thumbnail.as_ref().map(|thumbnail| thumbnail.mime_type.as_str()),
            look.thumbnail.as_ref().map(|thumbnail| thumbnail.size)
        )?;
        self.get_media(id).await
    }

    /// An inbound file is here now. False when it was here already (or the message is gone): then this copy is not needed.
    pub async fn store_media(&mut self, id: MediaId, file: &StoredFile) -> Result<bool> {
        let (workspace_id, now, look) = (self.id(), self.now(), &file.look);
        let changed = execute!(
            self,
            "update media
                set state = 'ready', mime_type = $3, size = $4, sha256 = $5, storage_key = $6, error = $7, meta_url = null, updated_at = $8,
                    width = $9, height = $10, duration_ms = $11, placeholder = $12, thumbnail_key = $13, thumbnail_mime_type = $14, thumbnail_size = $15
              where workspace_id = $1 and id = $2 and state not in ('ready', 'removed')",
            workspace_id,
            id,
            file.mime_type.as_str(),
            file.size,
            file.sha256.as_str(),
            file.storage_key.as_str(),
            file.remark.as_deref(),
            now,
            look.width,
            look.height,
            look.duration_ms,
            look.placeholder.as_deref(),
            look.thumbnail.as_ref().map(|thumbnail| thumbnail.key.as_str()),
            look.thumbnail.as_ref().map(|thumbnail| thumbnail.mime_type.as_str()),
            look.thumbnail.as_ref().map(|thumbnail| thumbnail.size)
        )?;
        Ok(changed > 0)
    }

    /// An inbound file is not here, and why.
    pub async fn set_media_state(&mut self, id: MediaId, state: &str, error: Option<&str>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update media set state = $3, error = $4, updated_at = $5 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            state,
            error,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("media")) } else { Ok(()) }
    }

    /// Meta has an uploaded file now, under this id, until then.
    pub async fn set_meta_media_id(&mut self, id: MediaId, channel_id: ChannelId, meta_media_id: &str, expires_at: Timestamp) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update media set meta_media_id = $3, meta_expires_at = $4, channel_id = $5, updated_at = $6 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            meta_media_id,
            expires_at,
            channel_id,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("media")) } else { Ok(()) }
    }

    /// Does a message carry a file, or one for later?
    pub async fn is_media_used(&mut self, id: MediaId) -> Result<bool> {
        let workspace_id = self.id();
        let found: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "select cast(1 as bigint) from messages where workspace_id = $1 and media_id = $2
             union all
             select cast(1 as bigint) from scheduled_messages where workspace_id = $1 and media_id = $2 and state in ('scheduled', 'held')
             union all
             select cast(1 as bigint) from submission_files where workspace_id = $1 and media_id = $2
             limit 1",
            workspace_id,
            id
        )?;
        Ok(found.is_some())
    }

    /// The messages that carry a file, themselves or with a form.
    pub async fn messages_of_media(&mut self, id: MediaId) -> Result<Vec<model::MessageId>> {
        let workspace_id = self.id();
        let rows: Vec<(model::MessageId,)> = fetch_all!(
            self,
            (model::MessageId,),
            "select id from messages where workspace_id = $1 and media_id = $2
             union
             select submission.message_id
               from submission_files file
               join submissions submission on submission.workspace_id = file.workspace_id and submission.id = file.submission_id
              where file.workspace_id = $1 and file.media_id = $2
              order by id
              limit 100",
            workspace_id,
            id
        )?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }
}
