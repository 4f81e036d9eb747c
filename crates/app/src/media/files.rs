//! The media store: files under random names, on local disk or in a bucket of anything that speaks S3. Names say nothing of what is in them.
//!
//! A file appears under its name whole or not at all: on disk it is written beside and renamed, in a bucket parts become an object when all are there.

use std::ops::Range;
use std::path::Path as DiskPath;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _};
use model::WorkspaceId;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, PutPayload, RetryConfig, WriteMultipart};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// How much of a file is looked at to say what it is.
const HEAD_BYTES: usize = 4096;
/// What of a file is in memory at once, on disk.
const DISK_CHUNK_BYTES: usize = 1024 * 1024;
/// The same for buckets: S3 refuses smaller parts, but for the last (S3, *Multipart upload limits*).
const BUCKET_CHUNK_BYTES: usize = 5 * 1024 * 1024;
const CHUNKS_IN_FLIGHT: usize = 3;
const BUCKET_CONNECT: Duration = Duration::from_secs(5);
const BUCKET_SILENCE: Duration = Duration::from_secs(30);
const BUCKET_CALL: Duration = Duration::from_secs(5 * 60);
const BUCKET_RETRIES: Duration = Duration::from_secs(60);

/// Where files are. Clones share it.
#[derive(Clone, Debug)]
pub struct MediaStore {
    objects: Arc<dyn ObjectStore>,
    chunk_bytes: usize,
}

/// A bucket, and the key to it.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Address of the service; nothing means Amazon's own of the region.
    pub endpoint: Option<String>,
    /// Its region; services without regions take any word.
    pub region: String,
    /// Put before every name, so that a bucket can be shared.
    pub prefix: String,
    /// The key's public half.
    pub access_key_id: String,
    /// The key's secret half.
    pub secret_access_key: SecretString,
    /// `https://service/bucket/…` instead of `https://bucket.service/…`: what most services of one's own want.
    pub path_style: bool,
}

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
        Ok(Self {
            objects: Arc::new(files),
            chunk_bytes: DISK_CHUNK_BYTES,
        })
    }

    /// In a bucket. Nothing is asked of it yet; [`MediaStore::probe`] does.
    pub fn bucket(bucket: &Bucket) -> Result<Self, FileError> {
        let is_plain = bucket.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://"));
        let options = ClientOptions::new()
            .with_allow_http(is_plain)
            .with_connect_timeout(BUCKET_CONNECT)
            .with_read_timeout(BUCKET_SILENCE)
            // A hundred megabytes over a slow line take minutes; silence ends a call sooner.
            .with_timeout(BUCKET_CALL);
        let retry = RetryConfig {
            max_retries: 4,
            retry_timeout: BUCKET_RETRIES,
            ..RetryConfig::default()
        };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.access_key_id)
            .with_secret_access_key(bucket.secret_access_key.expose_secret())
            .with_virtual_hosted_style_request(!bucket.path_style)
            .with_client_options(options)
            .with_retry(retry);
        if let Some(endpoint) = &bucket.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let service = builder.build()?;
        let objects: Arc<dyn ObjectStore> = if bucket.prefix.is_empty() {
            Arc::new(service)
        } else {
            Arc::new(PrefixStore::new(service, bucket.prefix.as_str()))
        };
        Ok(Self {
            objects,
            chunk_bytes: BUCKET_CHUNK_BYTES,
        })
    }

    /// In memory, for tests: gone with the process.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            objects: Arc::new(object_store::memory::InMemory::new()),
            chunk_bytes: DISK_CHUNK_BYTES,
        }
    }

    /// Writes a file of a workspace while it comes in, up to `limit` bytes; a file cut short, too long or empty leaves nothing.
    pub async fn write<E: std::fmt::Display>(
        &self,
        workspace_id: WorkspaceId,
        mut source: impl Stream<Item = Result<Bytes, E>> + Unpin,
        limit: u64,
    ) -> Result<Written, FileError> {
        let path = random_path(workspace_id);
        let mut copy = Copy::new(self, path.clone());
        let (size, sha256, head) = match copy.take(&mut source, limit).await {
            Ok(taken) => taken,
            Err(error) => {
                copy.give_up().await;
                return Err(error);
            }
        };
        copy.finish().await?;
        Ok(Written {
            key: path.to_string(),
            size,
            sha256,
            head,
        })
    }

    /// Writes a small file of our own making; gives its name.
    pub async fn write_small(&self, workspace_id: WorkspaceId, bytes: Bytes) -> Result<String, FileError> {
        let path = random_path(workspace_id);
        self.objects.put(&path, bytes.into()).await?;
        Ok(path.to_string())
    }

    /// The bytes of a file, or of a part of it, as they are read.
    pub async fn read(&self, key: &str, range: Option<Range<u64>>) -> Result<BoxStream<'static, Result<Bytes, FileError>>, FileError> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = self.objects.get_opts(&Path::from(key), options).await?;
        Ok(found.into_stream().map(|chunk| chunk.map_err(FileError::from)).boxed())
    }

    /// A whole file.
    pub async fn read_all(&self, key: &str) -> Result<Bytes, FileError> {
        Ok(self.objects.get(&Path::from(key)).await?.bytes().await?)
    }

    /// Removes a file; one that is gone already is no trouble.
    pub async fn delete(&self, key: &str) -> Result<(), FileError> {
        match self.objects.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(FileError::Store(error)),
        }
    }

    /// Removes all files of a workspace. Says how many.
    pub async fn delete_workspace(&self, workspace_id: WorkspaceId) -> Result<u64, FileError> {
        let found = self.objects.list(Some(&Path::from(workspace_id.to_string())));
        let names = found.map(|found| found.map(|file| file.location)).boxed();
        let mut deleted = self.objects.delete_stream(names);
        let mut count = 0;
        while let Some(one) = deleted.next().await {
            match one {
                Ok(_) => count += 1,
                Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(FileError::Store(error)),
            }
        }
        Ok(count)
    }

    /// Writes, reads and deletes a little file, to see that all three are possible.
    pub async fn probe(&self) -> Result<(), FileError> {
        let path = Path::from(format!(".probe-{}", Uuid::new_v4().simple()));
        let bytes = Bytes::from_static(b"PrismWA was here");
        self.objects.put(&path, bytes.clone().into()).await?;
        let read = self.objects.get(&path).await?.bytes().await;
        self.objects.delete(&path).await?;
        if read? == bytes {
            Ok(())
        } else {
            Err(FileError::Source("what was written was read back differently".to_owned()))
        }
    }
}

/// A file on its way into the store: small ones go in one piece, larger ones in parts that are never all in memory.
struct Copy<'a> {
    store: &'a MediaStore,
    path: Path,
    first: Vec<Bytes>,
    first_bytes: usize,
    parts: Option<WriteMultipart>,
}

impl<'a> Copy<'a> {
    fn new(store: &'a MediaStore, path: Path) -> Self {
        Self {
            store,
            path,
            first: Vec::new(),
            first_bytes: 0,
            parts: None,
        }
    }

    /// Reads the source to its end: its length, hash and first bytes.
    async fn take<E: std::fmt::Display>(
        &mut self,
        source: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
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
            self.put(chunk).await?;
        }
        if size == 0 {
            return Err(FileError::Empty);
        }
        Ok((size, hash.finalize().into(), head.into()))
    }

    async fn put(&mut self, chunk: Bytes) -> Result<(), FileError> {
        if self.parts.is_none() {
            self.first_bytes += chunk.len();
            self.first.push(chunk);
            if self.first_bytes < self.store.chunk_bytes {
                return Ok(());
            }
            let upload = self.store.objects.put_multipart(&self.path).await?;
            let mut parts = WriteMultipart::new_with_chunk_size(upload, self.store.chunk_bytes);
            self.first.drain(..).for_each(|chunk| parts.put(chunk));
            self.parts = Some(parts);
            return Ok(());
        }
        if let Some(parts) = &mut self.parts {
            parts.wait_for_capacity(CHUNKS_IN_FLIGHT).await?;
            parts.put(chunk);
        }
        Ok(())
    }

    async fn finish(self) -> Result<(), FileError> {
        match self.parts {
            Some(parts) => parts.finish().await?,
            None => self.store.objects.put(&self.path, self.first.into_iter().collect::<PutPayload>()).await?,
        };
        Ok(())
    }

    /// What was written is taken back; what cannot be is the store's to clean (a bucket's rule for unfinished uploads).
    async fn give_up(self) {
        if let Some(parts) = self.parts
            && let Err(error) = parts.abort().await
        {
            tracing::warn!(%error, "the parts of an unfinished file could not be removed from the media store");
        }
    }
}

/// A folder for each workspace, so that one can be removed as a whole, and 256 below it, so that none gets too full.
fn random_path(workspace_id: WorkspaceId) -> Path {
    let name = Uuid::new_v4().simple().to_string();
    Path::from(format!("{workspace_id}/{}/{name}", &name[..2]))
}

#[cfg(test)]
mod bucket_tests;
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
        let large: &'static [u8] = Box::leak(vec![7; DISK_CHUNK_BYTES].into_boxed_slice());
        let cut = chunks(&[Ok(large), Ok(large), Err("cut")]);
        assert!(matches!(store.write(workspace, cut, u64::MAX).await, Err(FileError::Source(_))));
        assert_eq!(files_in(directory.path()), 0);
    }
}
