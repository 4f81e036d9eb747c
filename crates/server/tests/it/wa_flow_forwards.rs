//! Submissions handed on over real HTTP to a server of somebody else: signed, mapped, with secrets and files, tried again, given up, delivered by hand.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::any;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::testing::both;

use model::Role;

use crate::support::{Inbox, TestApp};
use crate::wa_flow_submissions::{filled_in, report};

const SIGNING: &str = "signing-secret-of-the-test";
const CANARY: &str = "sk_test_canary_4711";

/// What the other side got, and what it answers.
#[derive(Default)]
struct Desk {
    got: Vec<(HeaderMap, Bytes)>,
    answers: Vec<u16>,
}

/// Somebody else's server.
#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<Desk>>);

impl Receiver {
    async fn start() -> (Self, u16) {
        let receiver = Self::default();
        // It says back the key that it was sent, as careless servers do.
        let take = async |State(receiver): State<Self>, headers: HeaderMap, body: Bytes| {
            let key = headers.get("x-api-key").and_then(|key| key.to_str().ok()).unwrap_or_default().to_owned();
            let mut desk = receiver.0.lock().unwrap();
            desk.got.push((headers, body));
            let status = if desk.answers.len() > 1 {
                desk.answers.remove(0)
            } else {
                desk.answers.first().copied().unwrap_or(200)
            };
            (StatusCode::from_u16(status).unwrap(), format!("your key is {key}"))
        };
        let router = Router::new().route("/crm", any(take)).with_state(receiver.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (receiver, port)
    }

    /// The next answers; the last one stays.
    fn answers(&self, statuses: &[u16]) {
        self.0.lock().unwrap().answers = statuses.to_vec();
    }

    fn got(&self) -> Vec<(HeaderMap, Bytes)> {
        self.0.lock().unwrap().got.clone()
    }
}

/// Runs a test on both databases, with a server to hand submissions on to that may be reached.
async fn with_receiver(body: impl AsyncFn(&Inbox<'_>, &Receiver, String)) {
    both(async |store| {
        let (receiver, port) = Receiver::start().await;
        let app = TestApp::over(store, |config| config.egress.allow = vec![format!("127.0.0.1:{port}")]).await;
        {
            let inbox = app.inbox().await;
            app.settle().await;
            body(&inbox, &receiver, format!("http://127.0.0.1:{port}/crm")).await;
        }
        app.stop().await;
    })
    .await;
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn a_submission_is_handed_on_signed_mapped_and_tried_again_until_it_is_taken() {
    with_receiver(async |inbox, receiver, url| {
        inbox.admin.put("/secrets/crm_key", json!({ "value": CANARY })).await.ok();
        let form = inbox.form("Report", &report(), None).await;
        let forward = json!({
            "name": "CRM", "url": url, "mapping": { "problem": "values.what", "who": "contact.name", "labels": "labels", "none": "values.absent" },
            "headers": [{ "name": "X-Api-Key", "secret": "crm_key" }, { "name": "X-Source", "value": "forms" }], "signing_secret": SIGNING, "files": "none",
        });
        let path = format!("/wa-flows/{}/forwards", form["id"].as_str().unwrap());
        let forward = inbox.admin.post(&path, forward).await.ok();
        receiver.answers(&[500, 503, 200]);
        filled_in(inbox, &form, "Ana", "The tap").await;

        let deliveries = format!("/forwards/{}/deliveries", forward["id"].as_str().unwrap());
        let delivery = async || inbox.admin.get(&deliveries).await.ok()["data"][0].clone();
        let first = delivery().await;
        assert_eq!((&first["state"], &first["attempts"], &first["status"]), (&json!("pending"), &json!(1), &json!(500)), "{first}");
        inbox.advance(Duration::from_secs(10));
        inbox.app.settle().await;
        assert_eq!(delivery().await["attempts"], 2);
        inbox.advance(Duration::from_secs(60));
        inbox.app.settle().await;
        let last = delivery().await;
        assert_eq!((&last["state"], &last["attempts"], &last["status"]), (&json!("delivered"), &json!(3), &json!(200)), "{last}");
        inbox.advance(Duration::from_secs(60 * 60));
        inbox.app.settle().await;
        assert_eq!(receiver.got().len(), 3, "what was taken is not sent again");
        let admin = inbox.again(Role::Admin).await;

        for (headers, body) in receiver.got() {
            let told: Value = serde_json::from_slice(&body).unwrap();
            let labels = json!({ "what": "What is broken?", "photo": "A photo" });
            assert_eq!(told, json!({ "problem": "The tap", "who": "Ana", "labels": labels, "none": null }));
            assert_eq!((header(&headers, "x-api-key"), header(&headers, "x-source")), (CANARY, "forms"));
            let id = header(&headers, "idempotency-key");
            assert_eq!((id, header(&headers, "x-prismwa-delivery")), (last["id"].as_str().unwrap(), id), "the same at every attempt");
            let mut mac = Hmac::<Sha256>::new_from_slice(SIGNING.as_bytes()).unwrap();
            mac.update(format!("{id}.{}.", header(&headers, "x-prismwa-timestamp")).as_bytes());
            mac.update(&body);
            assert_eq!(header(&headers, "x-prismwa-signature"), format!("sha256={}", hex::encode(mac.finalize().into_bytes())));
        }
        let log = admin.get(&deliveries).await.text;
        assert!(log.contains("your key is ••••") && !log.contains(CANARY), "what the other side says back is taken out: {log}");
        let submission = admin.get("/submissions").await.ok()["data"][0].clone();
        assert_eq!(submission["forwards"], json!({ "delivered": 1, "failed": 0, "pending": 0 }));

        // By hand, once more: the receiver knows it by its id.
        let again = format!("/forward-deliveries/{}/redeliver", last["id"].as_str().unwrap());
        assert_eq!(admin.post(&again, json!({})).await.ok()["state"], "pending");
        inbox.app.settle().await;
        let got = receiver.got();
        assert_eq!((got.len(), header(&got[3].0, "idempotency-key")), (4, last["id"].as_str().unwrap()));
        assert_eq!(admin.get(&deliveries).await.ok()["data"][0]["state"], "delivered");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_takes_is_given_up_and_told_until_it_goes_through() {
    with_receiver(async |inbox, receiver, url| {
        let form = inbox.form("Report", &report(), None).await;
        let path = format!("/wa-flows/{}/forwards", form["id"].as_str().unwrap());
        let forward = inbox.admin.post(&path, json!({ "name": "CRM", "url": url, "files": "none" })).await.ok();
        // A header whose secret is nowhere will never go through: given up at once, and nothing is sent.
        let broken = json!({ "name": "Broken", "url": url, "files": "none", "headers": [{ "name": "X-Key", "secret": "nowhere" }] });
        inbox.admin.post(&path, broken).await.ok();
        receiver.answers(&[500]);
        filled_in(inbox, &form, "Ana", "The tap").await;
        let counts = async || inbox.again(Role::Analyst).await.get("/submissions").await.ok()["data"][0]["forwards"].clone();
        assert_eq!(counts().await, json!({ "delivered": 0, "failed": 1, "pending": 1 }));
        for _ in 0..30 {
            inbox.advance(Duration::from_secs(61 * 60));
            inbox.app.settle().await;
        }
        assert_eq!(counts().await, json!({ "delivered": 0, "failed": 2, "pending": 0 }));
        assert_eq!(receiver.got().len(), 30, "thirty times, and no more");
        let owner = inbox.again(Role::Owner).await;
        let deliveries = owner.get(&format!("/forwards/{}/deliveries", forward["id"].as_str().unwrap())).await.ok();
        let dead = &deliveries["data"][0];
        assert_eq!((&dead["state"], &dead["attempts"]), (&json!("failed"), &json!(30)), "{dead}");
        let events = owner.get("/events?after=0&limit=500").await.text;
        assert!(
            events.contains("forward.failed") && events.contains(dead["id"].as_str().unwrap()),
            "{events}"
        );
        let alerts = async || owner.get("/channel/alerts").await.text;
        assert_eq!(
            alerts().await.matches("wa_flow.forward_failed").count(),
            2,
            "one for each address: {}",
            alerts().await
        );

        // The address works again: delivered by hand, and the alert is over.
        receiver.answers(&[200]);
        let again = format!("/forward-deliveries/{}/redeliver", dead["id"].as_str().unwrap());
        owner.post(&again, json!({})).await.ok();
        inbox.app.settle().await;
        assert_eq!(counts().await, json!({ "delivered": 1, "failed": 1, "pending": 0 }));
        assert_eq!(alerts().await.matches("wa_flow.forward_failed").count(), 1);
        assert!(owner.get("/channel/activity").await.text.contains("handed on again"));
    })
    .await;
}

#[tokio::test]
async fn files_go_along_as_links_that_open_for_a_day_or_in_the_body() {
    with_receiver(async |inbox, receiver, url| {
        let form = inbox.form("Report", &report(), None).await;
        let path = format!("/wa-flows/{}/forwards", form["id"].as_str().unwrap());
        let mut forwards = Vec::new();
        for files in ["links", "inline", "none"] {
            let forward = json!({ "name": files, "url": url, "files": files, "mapping": { "kind": format!("'{files}'"), "files": "files" } });
            forwards.push(inbox.admin.post(&path, forward).await.ok());
        }
        inbox
            .admin
            .post(&path, json!({ "name": "x", "url": url, "files": "all" }))
            .await
            .refused(422, "request.invalid");
        filled_in(inbox, &form, "Ana", "The tap").await;
        // Files come after the message: what wanted them has waited.
        inbox.advance(Duration::from_secs(60));
        inbox.app.settle().await;
        let told: Vec<Value> = receiver.got().iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        let file = |kind: &str| told.iter().find(|body| body["kind"] == kind).unwrap()["files"][0].clone();
        let (linked, inline, none) = (file("links"), file("inline"), file("none"));
        assert_eq!(
            (&linked["field"], &linked["mime_type"]),
            (&json!("photo"), &json!("image/png")),
            "{linked}"
        );
        assert!(none.get("url").is_none() && none.get("content").is_none(), "{none}");
        let bytes = BASE64.decode(inline["content"].as_str().unwrap()).unwrap();
        assert!(bytes.starts_with(b"\x89PNG") && inline.get("url").is_none());

        // Whoever was told the link opens the file without being anybody here.
        let link = linked["url"].as_str().unwrap();
        let link = format!("!{}", &link[link.find("/api/").unwrap()..]);
        let open = async || inbox.app.anyone().raw(Method::GET, &link, None, vec![]).await;
        let opened = open().await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        let tag = format!("\"{}\"", hex::encode(Sha256::digest(&bytes)));
        assert_eq!(opened.headers["etag"].to_str().unwrap(), tag, "the same file as in the body");
        let one = format!("/forwards/{}", forwards[0]["id"].as_str().unwrap());
        inbox.admin.patch(&one, json!({ "enabled": false })).await.ok();
        assert_eq!(open().await.status, 403, "a link ends with its forward");
        inbox.admin.patch(&one, json!({ "enabled": true })).await.ok();
        assert_eq!(open().await.status, 200);
        inbox.advance(Duration::from_secs(25 * 60 * 60));
        assert_eq!(open().await.status, 403, "and after a day");
        let owner = inbox.again(Role::Owner).await;

        let submission = owner.get("/submissions").await.ok()["data"][0]["id"].clone();
        let tried = owner
            .post(
                &format!("/forwards/{}/try", forwards[1]["id"].as_str().unwrap()),
                json!({ "submission": submission }),
            )
            .await
            .ok();
        assert!(
            tried["body"]["files"][0]["content"].as_str().unwrap().contains("bytes"),
            "described, not shown: {tried}"
        );

        // What is still being written shows what it would send, and what it cannot yet.
        let unsaved = format!("{path}/try");
        let mapping = json!({ "who": "contact.name", "open": "values.[", "files": "files" });
        let tried = owner
            .post(&unsaved, json!({ "submission": submission, "mapping": mapping, "files": "none" }))
            .await
            .ok();
        assert!(tried["body"]["who"].is_string() && tried["body"]["open"].is_null(), "{tried}");
        assert!(
            tried["problems"]["open"].is_string() && tried["problems"].as_object().unwrap().len() == 1,
            "{tried}"
        );
        assert!(tried["body"]["files"][0].get("url").is_none(), "{tried}");
        let another = json!({ "name": "Another", "categories": ["OTHER"], "json": report() });
        let another = owner.post("/wa-flows", another).await.ok();
        let elsewhere = format!("/wa-flows/{}/forwards/try", another["id"].as_str().unwrap());
        owner
            .post(&elsewhere, json!({ "submission": submission }))
            .await
            .refused(422, "request.invalid");
        assert_eq!(receiver.got().len(), 3, "nothing was sent");
    })
    .await;
}
