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
    on_both(async |app| {
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
        let row = row(&inbox, &pending).await;
        assert_eq!((row.state.as_str(), row.error), ("ready", None));
    })
    .await;
}

async fn row(inbox: &Inbox<'_>, media: &Value) -> store::MediaRow {
    let store = inbox.app.server().app.store().clone();
    store
        .workspace(inbox.id)
        .get_media(media["id"].as_str().unwrap().parse().unwrap())
        .await
        .unwrap()
}

const DAY: Duration = Duration::from_secs(86_400);

/// Somebody whose session ended with the days, signed in anew.
async fn again(inbox: &Inbox<'_>, role: Role) -> Client {
    inbox.app.sign_in(inbox.user(role)).await.at(inbox.id)
}

#[tokio::test]
async fn an_address_that_is_too_old_is_asked_for_again() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        inbox.simulator.fault(Fault::ExpiredMedia.times(1));
        assert_eq!(
            picture(&inbox).await["state"],
            "ready",
            "the webhook's address failed, the looked-up one did not"
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_with_another_hash_is_kept_and_says_so() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        inbox.simulator.fault(Fault::WrongMedia.times(1));
        let media = picture(&inbox).await;
        assert_eq!(media["state"], "ready");
        assert!(media["error"].as_str().unwrap().contains("hash"), "{media}");
        assert_eq!(
            media["mime_type"], "application/octet-stream",
            "bytes that are no picture are not shown as one"
        );
    })
    .await;
}

#[tokio::test]
async fn six_bad_days_raise_the_alarm_and_lose_nothing() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        inbox.simulator.fault(Fault::BrokenMedia.always());
        let media = picture(&inbox).await;
        let expiring = async || {
            app.server()
                .app
                .store()
                .system()
                .count_expiring_media(app.server().app.now() + 3 * DAY)
                .await
                .unwrap()
        };
        assert_eq!(expiring().await, 0);
        for _ in 0..6 {
            inbox.advance(DAY);
            app.settle().await;
        }
        assert_eq!((row(&inbox, &media).await.state.as_str(), expiring().await), ("pending", 1));
        app.server().app.media().clean().await.unwrap();
        inbox.simulator.calm();
        inbox.advance(Duration::from_secs(3700));
        app.settle().await;
        assert_eq!((row(&inbox, &media).await.state.as_str(), expiring().await), ("ready", 0));
    })
    .await;
}

#[tokio::test]
async fn after_a_week_a_file_is_given_up_and_nothing_is_asked_again() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        inbox.simulator.fault(Fault::BrokenMedia.always());
        let media = picture(&inbox).await;
        inbox.advance(8 * DAY);
        app.settle().await;
        let row = row(&inbox, &media).await;
        assert_eq!(row.state, "expired");
        let path = format!("/media/{}/download", media["id"].as_str().unwrap());
        let agent = again(&inbox, Role::Agent).await;
        agent.post(&path, json!({})).await.refused(409, "media.expired");
    })
    .await;
}

#[tokio::test]
async fn a_download_without_an_end_is_cut_at_the_limit_and_leaves_nothing() {
    let app = TestApp::start_with(|config| config.media.max_download_bytes = 512 * 1024).await;
    let inbox = app.inbox().await;
    inbox.simulator.fault(Fault::EndlessMedia.always());
    let media = picture(&inbox).await;
    assert_eq!(
        (&media["state"], &media["error"]),
        (&json!("failed"), &json!("The file is larger than 512 KB."))
    );
    inbox.simulator.calm();
    // Somebody raised the limit, or the file was a mistake of Meta's: it can be asked for again.
    inbox
        .agent
        .post(&format!("/media/{}/download", media["id"].as_str().unwrap()), json!({}))
        .await
        .ok();
    app.settle().await;
    assert_eq!(row(&inbox, &media).await.state, "ready");
    app.stop().await;
}

#[tokio::test]
async fn x04_a_picture_has_a_small_copy_for_those_who_may_see_it() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let media = picture(&inbox).await;
        assert_eq!(
            (&media["width"], &media["height"], &media["has_thumbnail"]),
            (&json!(240), &json!(160), &json!(true))
        );
        assert_eq!(media["placeholder"].as_str().unwrap().len(), 48);
        let url = format!("!{}", media["thumbnail_url"].as_str().unwrap());
        let small = app.anyone().raw(Method::GET, &url, None, vec![]).await;
        assert_eq!(
            (small.status.as_u16(), small.headers["content-type"].to_str().unwrap()),
            (200, "image/jpeg")
        );
        assert_eq!(small.headers["content-security-policy"], "sandbox; default-src 'none'");
        assert_eq!(small.headers["x-content-type-options"], "nosniff");
        let length: i64 = small.headers["content-length"].to_str().unwrap().parse().unwrap();
        assert!(length > 500 && length < media["size"].as_i64().unwrap() / 4, "{length}");
        let again = inbox
            .agent
            .header("if-none-match", small.headers["etag"].to_str().unwrap())
            .raw(Method::GET, &format!("/media/{}/thumbnail", media["id"].as_str().unwrap()), None, vec![])
            .await;
        assert_eq!(again.status, 304);
        let stranger = app.tenant("Other").await;
        let path = format!("/media/{}/thumbnail", media["id"].as_str().unwrap());
        assert_eq!(stranger.owner.raw(Method::GET, &path, None, vec![]).await.status, 404);
        app.advance(Duration::from_secs(301));
        assert_eq!(app.anyone().raw(Method::GET, &url, None, vec![]).await.status, 403, "over");
    })
    .await;
}

#[tokio::test]
async fn files_go_after_the_days_the_workspace_keeps_them_and_their_messages_stay() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let media = picture(&inbox).await;
        let before = row(&inbox, &media).await;
        inbox
            .owner
            .patch("", json!({ "settings": { "keep_media_days": 4000 } }))
            .await
            .refused(422, "request.invalid");
        inbox.owner.patch("", json!({ "settings": { "keep_media_days": 30 } })).await.ok();
        inbox.advance(29 * DAY);
        app.server().app.media().clean().await.unwrap();
        assert_eq!(row(&inbox, &media).await.state, "ready");
        inbox.advance(2 * DAY);
        app.server().app.media().clean().await.unwrap();
        let after = row(&inbox, &media).await;
        assert_eq!((after.state.as_str(), after.storage_key, after.thumbnail_key), ("removed", None, None));
        for key in [before.storage_key.unwrap(), before.thumbnail_key.unwrap()] {
            assert!(app.server().app.config().files.read_all(&key).await.is_err(), "the bytes are gone");
        }
        let owner = again(&inbox, Role::Owner).await;
        let conversation = owner.get("/conversations").await.ok()["data"][0].clone();
        let path = format!("/conversations/{}/messages", conversation["id"].as_str().unwrap());
        let message = owner.get(&path).await.ok()["data"][0].clone();
        assert_eq!((&message["media"]["state"], &message["media"]["url"]), (&json!("removed"), &json!(null)));
        assert_eq!(message["media"]["error"], "This workspace keeps files for 30 days.");
        assert_eq!(owner.raw(Method::GET, &content(&media), None, vec![]).await.status, 409);
        let again = format!("/media/{}/download", media["id"].as_str().unwrap());
        owner.post(&again, json!({})).await.refused(409, "media.removed");
    })
    .await;
}

/// Pages of Ogg around an Opus head, as encoders make them (RFC 7845).
fn opus(channels: u8) -> Vec<u8> {
    let page = |flags: u8, granule: u64, packet: &[u8]| {
        let mut page = b"OggS\0".to_vec();
        page.push(flags);
        page.extend(granule.to_le_bytes());
        page.extend([0; 12]);
        page.extend([1, u8::try_from(packet.len()).unwrap()]);
        page.extend(packet);
        page
    };
    let mut head = b"OpusHead\x01".to_vec();
    head.push(channels);
    head.extend([0; 9]);
    [page(2, 0, &head), page(0, 0, b"OpusTags"), page(4, 96_000, b"\xf8\xff\xfe")].concat()
}

#[tokio::test]
async fn a_voice_note_is_one_by_its_own_bytes_and_arrives_as_one() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let path = format!("/conversations/{}/messages", conversation["id"].as_str().unwrap());
        let voice = async |bytes: &[u8]| {
            let media = upload(&inbox.agent, "voice.ogg", "audio/ogg", bytes).await.ok();
            let content = json!({ "type": "audio", "audio": { "media_id": media["id"], "voice": true } });
            (media, inbox.agent.post(&path, json!({ "content": content })).await)
        };
        let (_, stereo) = voice(&opus(2)).await;
        assert_eq!(
            stereo.refused(422, "request.invalid").errors(),
            [("/content/audio/media_id".to_owned(), "media.not_a_voice_note".to_owned())]
        );
        let (_, vorbis) = voice(b"OggS\0\x02 and then \x01vorbis").await;
        assert_eq!(
            vorbis.refused(422, "request.invalid").errors(),
            [("/content/audio/media_id".to_owned(), "media.wrong_type".to_owned())]
        );
        let (media, sent) = voice(&opus(1)).await;
        sent.ok();
        assert_eq!(
            (&media["mime_type"], &media["duration_ms"]),
            (&json!("audio/ogg; codecs=opus"), &json!(2000))
        );
        app.settle().await;
        let received = ana.last_received().unwrap();
        assert_eq!(
            (&received.media["voice"], &received.media["mime_type"]),
            (&json!(true), &json!("audio/ogg; codecs=opus"))
        );
    })
    .await;
}

/// The process that decodes pictures, as the server runs it.
#[test]
fn x04_the_thumbnail_process_answers_with_a_small_copy_or_not_at_all() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let run = |bytes: &[u8]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_prismwa"))
            .arg("thumbnail")
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(bytes).unwrap();
        child.wait_with_output().unwrap()
    };
    let good = run(include_bytes!("media/photo.jpg"));
    let end = good.stdout.iter().position(|byte| *byte == b'\n').unwrap();
    let facts: Value = serde_json::from_slice(&good.stdout[..end]).unwrap();
    assert_eq!(
        (&facts["width"], &facts["height"], &facts["mime_type"]),
        (&json!(1200), &json!(800), &json!("image/jpeg"))
    );
    assert!(good.status.success() && good.stdout[end + 1..].starts_with(b"\xff\xd8\xff"));
    for bad in [&b"not a picture"[..], b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>"] {
        let answer = run(bad);
        assert!(!answer.status.success() && answer.stdout.is_empty());
    }
}
