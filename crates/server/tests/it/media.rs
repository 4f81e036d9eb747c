//! Files both ways: fetched from WhatsApp, uploaded and sent, opened only by those who may and never run.

use std::time::Duration;

use model::Role;
use reqwest::Method;
use serde_json::{Value, json};
use simulator::Fault;

use crate::support::{Answer, Client, Inbox, TestApp, on_both};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and then some pixels";

async fn upload(client: &Client, filename: &str, declared: &str, bytes: &[u8]) -> Answer {
    let mut form =
        format!("--limit\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{filename}\"\r\ncontent-type: {declared}\r\n\r\n").into_bytes();
    form.extend(bytes);
    form.extend(b"\r\n--limit--\r\n");
    client
        .raw(Method::POST, "/media", Some("multipart/form-data; boundary=limit"), form)
        .await
}

fn content(media: &Value) -> String {
    format!("/media/{}/content", media["id"].as_str().unwrap())
}

async fn picture(inbox: &Inbox<'_>) -> Value {
    inbox.simulator.phone("Ana").sends_picture("mi recibo").await;
    inbox.app.settle().await;
    let conversation = inbox.agent.get("/conversations").await.ok()["data"][0].clone();
    inbox
        .agent
        .get(&format!("/conversations/{}/messages", conversation["id"].as_str().unwrap()))
        .await
        .ok()["data"][0]["media"]
        .clone()
}

#[tokio::test]
async fn a_picture_from_a_phone_is_fetched_and_opens_in_parts() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let media = picture(&inbox).await;
        assert_eq!(
            (&media["state"], &media["mime_type"], &media["error"]),
            (&json!("ready"), &json!("image/png"), &json!(null))
        );
        let size = media["size"].as_u64().unwrap();
        let whole = inbox.agent.raw(Method::GET, &content(&media), None, vec![]).await;
        assert_eq!(
            (whole.status.as_u16(), whole.headers["content-length"].to_str().unwrap()),
            (200, size.to_string().as_str())
        );
        let part = inbox
            .agent
            .header("range", "bytes=1-3")
            .raw(Method::GET, &content(&media), None, vec![])
            .await;
        assert_eq!((part.status.as_u16(), part.text.as_str()), (206, "PNG"));
        assert_eq!(part.headers["content-range"], format!("bytes 1-3/{size}"));
        let beyond = inbox
            .agent
            .header("range", &format!("bytes={size}-"))
            .raw(Method::GET, &content(&media), None, vec![])
            .await;
        assert_eq!(
            (beyond.status.as_u16(), &beyond.headers["content-range"]),
            (416, &format!("bytes */{size}").parse().unwrap())
        );
        // The link of the answer opens it without a header, for the member it was made for.
        let url = format!("!{}", media["url"].as_str().unwrap());
        assert_eq!(app.anyone().raw(Method::GET, &url, None, vec![]).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn an_upload_is_sent_and_arrives() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let media = upload(&inbox.agent, "cat.png", "text/html", PNG).await.ok();
        assert_eq!(
            (&media["state"], &media["mime_type"], &media["size"]),
            (&json!("ready"), &json!("image/png"), &json!(PNG.len()))
        );
        let path = format!("/conversations/{}/messages", conversation["id"].as_str().unwrap());
        let wrong = inbox
            .agent
            .post(&path, json!({ "content": { "type": "audio", "audio": { "media_id": media["id"] } } }))
            .await;
        assert_eq!(
            wrong.refused(422, "request.invalid").errors(),
            [("/content/audio/media_id".to_owned(), "media.wrong_type".to_owned())]
        );
        for caption in ["una", "dos"] {
            inbox
                .agent
                .post(
                    &path,
                    json!({ "content": { "type": "image", "image": { "media_id": media["id"], "caption": caption } } }),
                )
                .await
                .ok();
            app.settle().await;
        }
        let received = ana.last_received().unwrap();
        assert_eq!(
            (&received.media["mime_type"], &received.media["size"]),
            (&json!("image/png"), &json!(PNG.len()))
        );
        let row = app
            .server()
            .app
            .store()
            .workspace(inbox.id)
            .get_media(media["id"].as_str().unwrap().parse().unwrap())
            .await
            .unwrap();
        assert!(row.meta_media_id.is_some(), "handed to Meta once, and remembered for the second message");
    })
    .await;
}

/// X3: what may be shown in place is shown, everything else is a download, and nothing may run.
#[tokio::test]
async fn x03_files_are_opened_harmlessly() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (filename, declared, bytes, kind, disposition) in [
        ("cat.png", "image/png", PNG, "image/png", "inline"),
        ("evil.svg", "image/svg+xml", svg, "application/octet-stream", "attachment"),
        (
            "evil.png",
            "image/png",
            b"<html><script>alert(1)</script>".as_slice(),
            "application/octet-stream",
            "attachment",
        ),
        (
            "evil.html",
            "text/html",
            b"<script>alert(1)</script>".as_slice(),
            "application/octet-stream",
            "attachment",
        ),
        (
            "evil.xml",
            "application/xml",
            b"<?xml version='1.0'?>".as_slice(),
            "application/octet-stream",
            "attachment",
        ),
        (
            "polyglot.gif",
            "text/javascript",
            b"GIF89a/*\0\0*/=alert(1)".as_slice(),
            "image/gif",
            "inline",
        ),
        ("paper.pdf", "application/pdf", b"%PDF-1.7 ...".as_slice(), "application/pdf", "inline"),
    ] {
        let media = upload(&tenant.agent, filename, declared, bytes).await.ok();
        let opened = tenant.agent.raw(Method::GET, &content(&media), None, vec![]).await;
        assert_eq!(opened.headers["content-type"], kind, "{filename}");
        assert_eq!(opened.headers["content-disposition"], format!("{disposition}; filename=\"{filename}\""));
        assert_eq!(opened.headers["content-security-policy"], "sandbox; default-src 'none'");
        assert_eq!(opened.headers["x-content-type-options"], "nosniff");
    }
    upload(&tenant.analyst, "cat.png", "image/png", PNG).await.refused(403, "access.denied");
    upload(&tenant.agent, "empty.png", "image/png", b"").await.refused(422, "request.invalid");
    app.stop().await;
}

#[tokio::test]
async fn x06_links_open_one_file_for_one_member_for_five_minutes() {
    let app = TestApp::start().await;
    let (ours, theirs) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
    let (one, two) = (
        upload(&ours.agent, "a.png", "image/png", PNG).await.ok(),
        upload(&ours.agent, "b.png", "image/png", PNG).await.ok(),
    );
    let link = ours
        .agent
        .post(&format!("/media/{}/link", one["id"].as_str().unwrap()), json!({}))
        .await
        .ok();
    let url = format!("!{}", link["url"].as_str().unwrap());
    let open = async |url: &str| app.anyone().raw(Method::GET, url, None, vec![]).await.status.as_u16();
    assert_eq!(open(&url).await, 200);
    let swapped = url.replace(one["id"].as_str().unwrap(), two["id"].as_str().unwrap());
    assert_eq!(open(&swapped).await, 403, "another file");
    assert_eq!(
        open(&url.replace(&ours.id.to_string(), &theirs.id.to_string())).await,
        403,
        "another workspace"
    );
    assert_eq!(
        open(&format!("!/api/v1/workspaces/{}{}", ours.id, content(&one))).await,
        401,
        "no link and no token"
    );
    assert_eq!(theirs.owner.raw(Method::GET, &content(&one), None, vec![]).await.status, 404);
    // Who is out has lost the file, too.
    ours.owner.delete(&format!("/members/{}", ours.user(Role::Agent))).await;
    assert_eq!(open(&url).await, 403);
    let fresh = ours
        .owner
        .post(&format!("/media/{}/link", one["id"].as_str().unwrap()), json!({}))
        .await
        .ok();
    let fresh = format!("!{}", fresh["url"].as_str().unwrap());
    assert_eq!(open(&fresh).await, 200);
    app.advance(Duration::from_secs(301));
    assert_eq!(open(&fresh).await, 403, "over");
    app.stop().await;
}

#[tokio::test]
async fn a_download_that_breaks_is_tried_again() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    inbox.simulator.fault(Fault::BrokenMedia.times(2));
    let pending = picture(&inbox).await;
    assert_eq!(pending["state"], "pending", "the message is there, its file is not yet");
    assert!(pending["error"].is_string());
    inbox.simulator.calm();
    inbox
        .agent
        .post(&format!("/media/{}/download", pending["id"].as_str().unwrap()), json!({}))
        .await
        .ok();
    inbox.advance(Duration::from_secs(300));
    app.settle().await;
    let row = app
        .server()
        .app
        .store()
        .workspace(inbox.id)
        .get_media(pending["id"].as_str().unwrap().parse().unwrap())
        .await
        .unwrap();
    assert_eq!((row.state.as_str(), row.error), ("ready", None));
    app.stop().await;
}
