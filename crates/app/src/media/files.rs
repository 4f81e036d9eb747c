//! The media store: files under random names, on local disk (or, later, any store of objects). Names say nothing of what is in them.

use std::ops::Range;
use std::path::Path as DiskPath;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _};
use model::WorkspaceId;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, WriteMultipart};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// How much of a file is looked at to say what it is.
const HEAD_BYTES: usize = 4096;
const CHUNK_BYTES: usize = 1024 * 1024;
const CHUNKS_IN_FLIGHT: usize = 4;

/// Where files are. Clones share it.
#[derive(Clone, Debug)]
pub struct MediaStore(Arc<dyn ObjectStore>);

/// What came of writing a file.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its random name.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256.
    pub sha256: [u8; 32],
    /// Its first bytes.
    pub head: Bytes,
}

/// Why a file was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Longer than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// What is allowed.
        limit: u64,
    },
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// The bytes stopped coming.
    #[error("the file did not arrive whole: {0}")]
    Source(String),
    /// The store has no such file.
    #[error("the file is not in the media store")]
    Missing,
    /// Disk full, no permission, store away.
    #[error("the media store failed: {0}")]
    Store(object_store::Error),
}

impl From<object_store::Error> for FileError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            error => Self::Store(error),
        }
    }
}

impl MediaStore {
    /// On local disk; makes the directory.
    pub fn local(directory: impl AsRef<DiskPath>) -> std::io::Result<Self> {
        let directory = directory.as_ref();
        std::fs::create_dir_all(directory)?;
        // A file counts as stored only when it survives a power cut, since Meta forgets its copy after a week.
        let files = LocalFileSystem::new_with_prefix(directory)
            .map_err(std::io::Error::other)?
            .with_automatic_cleanup(true)
            .with_fsync(true);
        Ok(Self(Arc::new(files)))
    }

    /// In memory, for tests: gone with the process.
    #[must_use]
    pub fn in_memory() -> Self {
        Self(Arc::new(object_store::memory::InMemory::new()))
    }

    /// Writes a file of a workspace while it comes in, up to `limit` bytes; a file cut short, too long or empty leaves nothing.
    pub async fn write<E: std::fmt::Display>(
        &self,
        workspace_id: WorkspaceId,
        mut source: impl Stream<Item = Result<Bytes, E>> + Unpin,
        limit: u64,
    ) -> Result<Written, FileError> {
        let key = random_key(workspace_id);
        let mut upload = WriteMultipart::new_with_chunk_size(self.0.put_multipart(&Path::from(key.as_str())).await?, CHUNK_BYTES);
        match copy(&mut source, &mut upload, limit).await {
            Ok((size, sha256, head)) => {
                upload.finish().await?;
                Ok(Written { key, size, sha256, head })
            }
            Err(error) => {
                upload.abort().await?;
                Err(error)
            }
        }
    }

    /// The bytes of a file, or of a part of it, as they are read.
    pub async fn read(&self, key: &str, range: Option<Range<u64>>) -> Result<BoxStream<'static, Result<Bytes, FileError>>, FileError> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = self.0.get_opts(&Path::from(key), options).await?;
        Ok(found.into_stream().map(|chunk| chunk.map_err(FileError::from)).boxed())
    }

    /// A whole file.
    pub async fn read_all(&self, key: &str) -> Result<Bytes, FileError> {
        Ok(self.0.get(&Path::from(key)).await?.bytes().await?)
    }

    /// Removes a file; one that is gone already is no trouble.
    pub async fn delete(&self, key: &str) -> Result<(), FileError> {
        match self.0.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(FileError::Store(error)),
        }
    }
}

async fn copy<E: std::fmt::Display>(
    source: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
    upload: &mut WriteMultipart,
    limit: u64,
) -> Result<(u64, [u8; 32], Bytes), FileError> {
    let (mut size, mut hash, mut head) = (0_u64, Sha256::new(), Vec::new());
    while let Some(chunk) = source.next().await {
        let chunk = chunk.map_err(|error| FileError::Source(error.to_string()))?;
        size += chunk.len() as u64;
        if size > limit {
            return Err(FileError::TooLarge { limit });
        }
        hash.update(&chunk);
        if head.len() < HEAD_BYTES {
            head.extend_from_slice(&chunk[..chunk.len().min(HEAD_BYTES - head.len())]);
        }
        upload.wait_for_capacity(CHUNKS_IN_FLIGHT).await?;
        upload.put(chunk);
    }
    if size == 0 {
        Err(FileError::Empty)
    } else {
        Ok((size, hash.finalize().into(), head.into()))
    }
}

/// A folder for each workspace, so that one can be removed as a whole, and 256 below it, so that none gets too full.
fn random_key(workspace_id: WorkspaceId) -> String {
    let name = Uuid::new_v4().simple().to_string();
    format!("{workspace_id}/{}/{name}", &name[..2])
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;

    fn chunks(parts: &[Result<&'static [u8], &'static str>]) -> impl Stream<Item = Result<Bytes, &'static str>> + Unpin + use<> {
        stream::iter(parts.iter().map(|part| part.map(Bytes::from_static)).collect::<Vec<_>>())
    }

    fn files_in(directory: &DiskPath) -> usize {
        std::fs::read_dir(directory)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| if path.is_dir() { files_in(&path) } else { 1 })
            .sum()
    }

    #[tokio::test]
    async fn a_file_reads_back_whole_and_in_part() {
        let directory = tempfile::tempdir().unwrap();
        let store = MediaStore::local(directory.path()).unwrap();
        let written = store.write(WorkspaceId::new(), chunks(&[Ok(b"hello "), Ok(b"world")]), 11).await.unwrap();
        assert_eq!((written.size, &written.head[..]), (11, &b"hello world"[..]));
        assert_eq!(
            hex::encode(written.sha256),
            "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
        );
        assert_eq!(store.read_all(&written.key).await.unwrap(), "hello world");
        let part: Vec<_> = store.read(&written.key, Some(6..9)).await.unwrap().collect().await;
        assert_eq!(part.into_iter().map(Result::unwrap).collect::<Vec<_>>().concat(), b"wor");
        store.delete(&written.key).await.unwrap();
        store.delete(&written.key).await.unwrap();
        assert!(matches!(store.read_all(&written.key).await, Err(FileError::Missing)));
    }

    #[tokio::test]
    async fn what_is_not_whole_leaves_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let store = MediaStore::local(directory.path()).unwrap();
        let workspace = WorkspaceId::new();
        assert!(matches!(
            store.write(workspace, chunks(&[Ok(b"hello "), Ok(b"world")]), 10).await,
            Err(FileError::TooLarge { limit: 10 })
        ));
        assert!(matches!(
            store.write(workspace, chunks(&[Ok(b"hello "), Err("cut")]), 100).await,
            Err(FileError::Source(_))
        ));
        assert!(matches!(store.write(workspace, chunks(&[]), 100).await, Err(FileError::Empty)));
        assert_eq!(files_in(directory.path()), 0);
    }
}
