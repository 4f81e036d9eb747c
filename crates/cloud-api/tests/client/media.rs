//! Upload, look up, download, delete.

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use cloud_api::client::{DownloadError, Upload};
use futures::StreamExt as _;
use serde_json::json;

use super::stub::{Stub, token};

#[tokio::test]
async fn an_upload_is_a_form_of_known_length() {
    let stub = Stub::json(json!({"id": "4490709327384033"})).await;
    let chunks = futures::stream::iter([Ok(Bytes::from_static(b"%PDF-")), Ok(Bytes::from_static(b"1.7"))]);
    let upload = Upload::stream(chunks, 8, "application/pdf", "Rechnung \"März\".pdf");
    let id = stub.client().number("7", &token()).upload_media(upload).await.unwrap();
    assert_eq!(id, "4490709327384033");

    let asked = stub.only();
    assert_eq!(asked.line(), "POST /graph/v26.0/7/media");
    assert_eq!(asked.header("content-length"), asked.body.len().to_string());
    let body = String::from_utf8(asked.body.to_vec()).unwrap();
    let boundary = asked.header("content-type").strip_prefix("multipart/form-data; boundary=").unwrap();
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 5, "{body}");
    let (product, kind, file) = (parts[1], parts[2], parts[3]);
    assert!(
        product.contains("name=\"messaging_product\"") && product.ends_with("\r\n\r\nwhatsapp\r\n"),
        "{product}"
    );
    assert!(kind.contains("name=\"type\"") && kind.ends_with("\r\n\r\napplication/pdf\r\n"), "{kind}");
    assert!(
        file.contains("name=\"file\"") && file.contains("Content-Type: application/pdf") && file.ends_with("\r\n\r\n%PDF-1.7\r\n"),
        "{file}"
    );
    assert_eq!(
        file.matches("filename").count(),
        1,
        "a quote in the name must not open a second parameter: {file}"
    );
    assert_eq!(parts[4], "--\r\n");
}

#[tokio::test]
async fn a_wrong_type_is_noticed_before_sending() {
    let stub = Stub::json(json!({"id": "1"})).await;
    let error = stub
        .client()
        .number("7", &token())
        .upload_media(Upload::bytes(&b"x"[..], "not a type", "x"))
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "nothing was sent to Meta: `not a type` is not a MIME type");
    assert!(stub.asked().is_empty());
}

#[tokio::test]
async fn files_are_looked_up_and_deleted() {
    let stub = Stub::start(|asked| {
        let answer = match asked.method.as_str() {
            "DELETE" => json!({"success": true}),
            _ => json!({"messaging_product": "whatsapp", "id": "5", "url": "https://lookaside.fbsbx.com/x", "mime_type": "image/png", "sha256": "aa", "file_size": "303833"}),
        };
        axum::Json(answer).into_response()
    })
    .await;
    let (client, token) = (stub.client(), token());
    let info = client.number("7", &token).media("5").await.unwrap();
    assert_eq!((info.url.as_str(), info.file_size), ("https://lookaside.fbsbx.com/x", Some(303_833)));
    client.number("7", &token).delete_media("5").await.unwrap();
    let asked = stub.asked();
    assert_eq!([asked[0].line(), asked[1].line()], ["GET /graph/v26.0/5", "DELETE /graph/v26.0/5"]);
    // Only what we uploaded ourselves belongs to our number; a contact's file would be refused with it.
    assert_eq!([asked[0].query("phone_number_id"), asked[1].query("phone_number_id")], [None, Some("7")]);
}

async fn files() -> Stub {
    Stub::start(|asked| match asked.path.as_str() {
        "/graph/file" => ([(header::CONTENT_TYPE, "image/png")], "0123456789").into_response(),
        "/graph/endless" => {
            Body::from_stream(futures::stream::repeat(Ok::<_, std::convert::Infallible>(Bytes::from_static(&[7; 1000])))).into_response()
        }
        "/graph/moved" => (StatusCode::FOUND, [(header::LOCATION, "/graph/file")]).into_response(),
        "/graph/away" => (StatusCode::FOUND, [(header::LOCATION, "http://127.0.0.1:1/steal")]).into_response(),
        "/graph/circle" => (StatusCode::FOUND, [(header::LOCATION, "/graph/circle")]).into_response(),
        "/graph/broken" => StatusCode::BAD_GATEWAY.into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    })
    .await
}

async fn download(stub: &Stub, path: &str, max_bytes: u64) -> Result<Vec<u8>, DownloadError> {
    let url = format!("{}{path}", stub.base);
    stub.client().number("7", &token()).download(&url, max_bytes).await?.into_bytes().await
}

#[tokio::test]
async fn a_file_is_fetched_with_the_token() {
    let stub = files().await;
    let token = token();
    let client = stub.client();
    let download = client.number("7", &token).download(&format!("{}file", stub.base), 10).await.unwrap();
    assert_eq!((download.mime_type.as_deref(), download.length), (Some("image/png"), Some(10)));
    assert_eq!(download.into_bytes().await.unwrap(), b"0123456789");
    assert_eq!(stub.only().header("authorization"), "Bearer EAAG-secret-token");
    assert!(stub.only().header("user-agent").starts_with("PrismWA/"));
}

#[tokio::test]
async fn size_is_capped_by_header_and_by_count() {
    let stub = files().await;
    assert_eq!(download(&stub, "file", 9).await, Err(DownloadError::TooLarge(9)));
    assert_eq!(download(&stub, "endless", 5_000).await, Err(DownloadError::TooLarge(5_000)));
}

#[tokio::test]
async fn redirects_are_followed_within_trust_only() {
    let stub = files().await;
    assert_eq!(download(&stub, "moved", 10).await.unwrap(), b"0123456789");
    assert_eq!(download(&stub, "away", 10).await, Err(DownloadError::Refused("127.0.0.1".into())));
    assert!(matches!(download(&stub, "circle", 10).await, Err(DownloadError::Failed(_))));
}

#[tokio::test]
async fn expired_and_broken_are_told_apart() {
    let stub = files().await;
    assert_eq!(download(&stub, "nothing", 10).await, Err(DownloadError::Gone(404)));
    assert_eq!(download(&stub, "broken", 10).await, Err(DownloadError::Failed("HTTP status 502".into())));
}

#[tokio::test]
async fn other_hosts_are_never_asked() {
    let (stub, stranger) = (files().await, files().await);
    let token = token();
    for url in [
        format!("{}file", stranger.base),
        "https://example.com/x".into(),
        "file:///etc/passwd".into(),
        "nonsense".into(),
    ] {
        let error = stub.client().number("7", &token).download(&url, 10).await.unwrap_err();
        assert!(matches!(error, DownloadError::Refused(_)), "{url}");
    }
    assert!(stranger.asked().is_empty());
}

#[tokio::test]
async fn a_stream_can_be_read_in_pieces() {
    let stub = files().await;
    let (client, token) = (stub.client(), token());
    let mut download = client
        .number("7", &token)
        .download(&format!("{}endless", stub.base), 1_000_000)
        .await
        .unwrap();
    assert!(download.content.next().await.unwrap().unwrap().iter().all(|byte| *byte == 7));
}
