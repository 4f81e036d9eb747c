//! The media store over a bucket, against a small service on loopback that speaks as much of S3 as is needed: objects, ranges, parts, lists, deletes.
//! It wants every call signed (Signature Version 4, with the right key and a signature over the headers it names); it does not check the signature itself.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures::stream;
use tokio::net::TcpListener;

use super::*;

/// What the service has and what was asked of it.
#[derive(Default)]
struct Service {
    objects: BTreeMap<String, Bytes>,
    uploads: BTreeMap<String, BTreeMap<u32, Bytes>>,
    /// Sizes of the parts, as they came.
    parts: Vec<usize>,
    unsigned: usize,
    calls: Vec<String>,
    is_away: bool,
}

type Shared = Arc<Mutex<Service>>;

#[expect(clippy::disallowed_methods, reason = "a bucket of the test's own, ended by its handle")]
async fn service() -> (Shared, Bucket, tokio::task::JoinHandle<()>) {
    let shared = Shared::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new()
        .fallback(answer)
        .layer(axum::extract::DefaultBodyLimit::disable())
        .with_state(shared.clone());
    let served = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let bucket = Bucket {
        name: "files".to_owned(),
        endpoint: Some(endpoint),
        region: "here".to_owned(),
        prefix: "prismwa".to_owned(),
        access_key_id: "AKTEST".to_owned(),
        secret_access_key: "secret".into(),
        path_style: true,
    };
    (shared, bucket, served)
}

async fn answer(State(service): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let mut service = service.lock().unwrap();
    service.calls.push(format!("{} {}", parts.method, parts.uri));
    if service.is_away {
        return (StatusCode::FORBIDDEN, "<Error><Code>AccessDenied</Code></Error>").into_response();
    }
    if !is_signed(&parts.headers) {
        service.unsigned += 1;
        return StatusCode::FORBIDDEN.into_response();
    }
    let name = parts.uri.path().strip_prefix("/files").unwrap().trim_start_matches('/').to_owned();
    let query: BTreeMap<String, String> = parts
        .uri
        .query()
        .unwrap_or_default()
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (key.to_owned(), value.replace("%2F", "/")))
        .collect();
    service.act(&parts.method, name, &query, &parts.headers, body)
}

/// The shape of Signature Version 4 (Amazon S3, *Authenticating requests*).
fn is_signed(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let signature = text("authorization");
    signature.starts_with("AWS4-HMAC-SHA256 Credential=AKTEST/")
        && signature.contains("/here/s3/aws4_request")
        && ["host", "x-amz-content-sha256", "x-amz-date"].iter().all(|name| signature.contains(name))
        && signature.rsplit("Signature=").next().is_some_and(|hex| hex.len() == 64)
        && !text("x-amz-date").is_empty()
}

impl Service {
    fn act(&mut self, method: &Method, name: String, query: &BTreeMap<String, String>, headers: &HeaderMap, body: Bytes) -> Response {
        match (method.as_str(), query.get("uploadId")) {
            ("POST", None) if query.contains_key("uploads") => {
                let id = format!("up{}", self.calls.len());
                self.uploads.insert(id.clone(), BTreeMap::new());
                format!("<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>").into_response()
            }
            ("PUT", Some(id)) => {
                self.parts.push(body.len());
                let number = query["partNumber"].parse().unwrap();
                self.uploads.get_mut(id).unwrap().insert(number, body);
                ([(header::ETAG, format!("\"{number}\""))], "").into_response()
            }
            ("POST", Some(id)) => {
                let parts = self.uploads.remove(id).unwrap();
                self.objects.insert(name, parts.into_values().collect::<Vec<_>>().concat().into());
                "<CompleteMultipartUploadResult><ETag>\"x\"</ETag></CompleteMultipartUploadResult>".into_response()
            }
            ("DELETE", Some(id)) => {
                self.uploads.remove(id);
                StatusCode::NO_CONTENT.into_response()
            }
            ("PUT", None) => {
                self.objects.insert(name, body);
                ([(header::ETAG, "\"x\"")], "").into_response()
            }
            ("DELETE", None) => {
                self.objects.remove(&name);
                StatusCode::NO_CONTENT.into_response()
            }
            ("POST", None) => self.delete_many(&String::from_utf8_lossy(&body)),
            ("GET" | "HEAD", _) if query.contains_key("list-type") => self.list(query.get("prefix").map_or("", String::as_str)),
            ("GET" | "HEAD", _) => self.read(&name, headers),
            other => panic!("not needed so far: {other:?}"),
        }
    }

    fn delete_many(&mut self, body: &str) -> Response {
        let keys: Vec<&str> = body.split("<Key>").skip(1).filter_map(|rest| rest.split("</Key>").next()).collect();
        let mut deleted = String::new();
        for key in keys {
            self.objects.remove(key);
            deleted.push_str(&format!("<Deleted><Key>{key}</Key></Deleted>"));
        }
        format!("<DeleteResult>{deleted}</DeleteResult>").into_response()
    }

    fn list(&self, prefix: &str) -> Response {
        let contents: String = self
            .objects
            .iter()
            .filter(|(name, _)| name.starts_with(prefix))
            .map(|(name, bytes)| {
                let size = bytes.len();
                format!(
                    "<Contents><Key>{name}</Key><Size>{size}</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>x</ETag></Contents>"
                )
            })
            .collect();
        format!("<ListBucketResult>{contents}</ListBucketResult>").into_response()
    }

    fn read(&self, name: &str, headers: &HeaderMap) -> Response {
        let Some(bytes) = self.objects.get(name) else {
            return (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>").into_response();
        };
        let modified = (header::LAST_MODIFIED, "Thu, 01 Jan 2026 00:00:00 GMT".to_owned());
        let tag = (header::ETAG, "\"x\"".to_owned());
        let Some(range) = headers.get(header::RANGE).and_then(|range| range.to_str().ok()) else {
            return ([modified, tag], bytes.clone()).into_response();
        };
        let (start, end) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse::<usize>().unwrap().min(bytes.len() - 1));
        let place = (header::CONTENT_RANGE, format!("bytes {start}-{end}/{}", bytes.len()));
        (StatusCode::PARTIAL_CONTENT, [modified, tag, place], bytes.slice(start..=end)).into_response()
    }
}

fn chunks(size: usize, count: usize) -> impl Stream<Item = Result<Bytes, &'static str>> + Unpin {
    stream::iter((0..count).map(move |at| Ok(Bytes::from(vec![u8::try_from(at % 251).unwrap(); size]))))
}

async fn read(store: &MediaStore, key: &str, range: Option<Range<u64>>) -> Vec<u8> {
    let chunks: Vec<_> = store.read(key, range).await.unwrap().collect().await;
    chunks.into_iter().map(Result::unwrap).collect::<Vec<_>>().concat()
}

#[tokio::test]
async fn a_small_file_goes_in_one_signed_call_and_reads_back_in_part() {
    let (service, bucket, served) = service().await;
    let store = MediaStore::bucket(&bucket).unwrap();
    let workspace = WorkspaceId::new();
    let written = store.write(workspace, chunks(100, 3), 1000).await.unwrap();
    assert_eq!(service.lock().unwrap().calls.len(), 1, "one call");
    let name = service.lock().unwrap().objects.keys().next().unwrap().clone();
    assert_eq!(name, format!("prismwa/{}", written.key));
    assert_eq!(read(&store, &written.key, None).await.len(), 300);
    assert_eq!(read(&store, &written.key, Some(99..101)).await, [0, 1]);
    store.delete(&written.key).await.unwrap();
    store.delete(&written.key).await.unwrap();
    assert!(matches!(store.read_all(&written.key).await, Err(FileError::Missing)));
    store.probe().await.unwrap();
    let service = service.lock().unwrap();
    assert!(service.objects.is_empty() && service.unsigned == 0);
    served.abort();
}

#[tokio::test]
async fn a_large_file_goes_in_parts_and_appears_at_the_end() {
    let (service, bucket, served) = service().await;
    let store = MediaStore::bucket(&bucket).unwrap();
    let written = store.write(WorkspaceId::new(), chunks(256 * 1024, 48), 1 << 30).await.unwrap();
    assert_eq!(written.size, 12 * 1024 * 1024);
    {
        let service = service.lock().unwrap();
        let mut parts = service.parts.clone();
        parts.sort_unstable();
        assert_eq!(parts, [2 << 20, 5 << 20, 5 << 20], "S3 takes no smaller part but the last");
        assert!(service.uploads.is_empty());
    }
    let whole = read(&store, &written.key, None).await;
    assert_eq!(hex::encode(Sha256::digest(&whole)), hex::encode(written.sha256));
    served.abort();
}

#[tokio::test]
async fn what_breaks_off_leaves_neither_object_nor_parts() {
    let (service, bucket, served) = service().await;
    let store = MediaStore::bucket(&bucket).unwrap();
    let cut = chunks(1 << 20, 7).chain(stream::iter([Err("cut")]));
    assert!(matches!(store.write(WorkspaceId::new(), cut, 1 << 30).await, Err(FileError::Source(_))));
    assert!(matches!(
        store.write(WorkspaceId::new(), chunks(1 << 20, 7), 6 << 20).await,
        Err(FileError::TooLarge { .. })
    ));
    let service = service.lock().unwrap();
    assert!(service.objects.is_empty() && service.uploads.is_empty(), "{:?}", service.calls);
    served.abort();
}

#[tokio::test]
async fn a_workspace_goes_as_a_whole_and_nobody_elses() {
    let (service, bucket, served) = service().await;
    let store = MediaStore::bucket(&bucket).unwrap();
    let (ours, theirs) = (WorkspaceId::new(), WorkspaceId::new());
    for workspace in [ours, ours, theirs] {
        store.write(workspace, chunks(10, 1), 100).await.unwrap();
    }
    assert_eq!(store.delete_workspace(ours).await.unwrap(), 2);
    let left: Vec<String> = service.lock().unwrap().objects.keys().cloned().collect();
    assert_eq!(left.len(), 1);
    assert!(left[0].contains(&theirs.to_string()));
    served.abort();
}

#[tokio::test]
async fn a_service_that_refuses_is_an_error_that_says_so() {
    let (service, bucket, served) = service().await;
    service.lock().unwrap().is_away = true;
    let store = MediaStore::bucket(&bucket).unwrap();
    let error = store.probe().await.unwrap_err().to_string();
    assert!(
        error.contains("AccessDenied") || error.contains("403") || error.to_lowercase().contains("permission"),
        "{error}"
    );
    assert!(!error.contains("secret"), "{error}");
    served.abort();
}
