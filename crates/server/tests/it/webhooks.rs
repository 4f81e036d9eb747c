//! Outgoing webhooks: what happens is sent once, signed, tried again for days, written down, and given up with a pause.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use model::Role;
use serde_json::{Value, json};

use crate::support::{Client, Tenant, TestApp, on_both_with};

/// What came in, and how it is answered.
#[derive(Clone, Default)]
struct Receiver {
    got: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    status: Arc<Mutex<u16>>,
}

impl Receiver {
    async fn open() -> (Self, u16) {
        let receiver = Self::default();
        receiver.answers(200);
        let take = async |State(receiver): State<Self>, headers: HeaderMap, body: String| {
            receiver.got.lock().unwrap().push((headers, body));
            (StatusCode::from_u16(*receiver.status.lock().unwrap()).unwrap(), "thanks")
        };
        let router = Router::new().route("/hook", post(take)).with_state(receiver.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (receiver, port)
    }

    fn answers(&self, status: u16) {
        *self.status.lock().unwrap() = status;
    }

    fn got(&self) -> Vec<(HeaderMap, Value)> {
        let got = self.got.lock().unwrap();
        got.iter()
            .map(|(headers, body)| (headers.clone(), serde_json::from_str(body).unwrap()))
            .collect()
    }
}

/// A workspace whose webhook is our receiver.
async fn with_webhook(app: &TestApp, port: u16, events: Value) -> (Tenant, String, String) {
    let tenant = app.tenant("Lumen Home").await;
    let request = json!({ "url": format!("http://127.0.0.1:{port}/hook"), "events": events });
    let made = tenant.admin.post("/webhooks", request).await.ok();
    let path = format!("/webhooks/{}", made["webhook"]["id"].as_str().unwrap());
    (tenant, path, made["secret"].as_str().unwrap().to_owned())
}

async fn on_both_reaching(receiver_port: u16, body: impl AsyncFn(&TestApp)) {
    on_both_with(|config| config.egress.allow = vec![format!("127.0.0.1:{receiver_port}")], body).await;
}

/// What a library of the other side computes.
fn expected(secret: &str, headers: &HeaderMap, body: &str) -> String {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let text = |name| headers[name].to_str().unwrap();
    let signed = format!("{}.{}.{body}", text("webhook-id"), text("webhook-timestamp"));
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &key);
    format!("v1,{}", BASE64_STANDARD.encode(aws_lc_rs::hmac::sign(&key, signed.as_bytes())))
}

#[tokio::test]
async fn what_happens_is_sent_once_and_signed() {
    let (receiver, port) = Receiver::open().await;
    on_both_reaching(port, async |app| {
        receiver.got.lock().unwrap().clear();
        let (tenant, path, secret) = with_webhook(app, port, json!(["tag.updated"])).await;
        tenant.admin.post("/tags", json!({ "name": "VIP", "color": "red" })).await.ok();
        tenant.admin.post("/teams", json!({ "name": "Not asked for" })).await.ok();
        app.server().app.settle_webhooks().await;
        app.server().app.settle_webhooks().await;
        wait_for(&receiver, 1).await;
        let (headers, body) = receiver.got.lock().unwrap()[0].clone();
        assert_eq!(headers["webhook-signature"], expected(&secret, &headers, &body));
        let event: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((&event["type"], &event["data"]["tag"]["name"]), (&json!("tag.updated"), &json!("VIP")));
        assert_eq!(event["workspace_id"], json!(tenant.id));
        let listed = wait_until(app, &tenant, &format!("{path}/deliveries"), |seen| seen["data"][0]["state"] != "pending").await;
        let delivery = &listed["data"][0];
        assert_eq!(
            (&delivery["state"], &delivery["status"], &delivery["answer"]),
            (&json!("delivered"), &json!(200), &json!("thanks"))
        );
        assert_eq!(headers["webhook-id"], delivery["id"].as_str().unwrap());
        let whole = tenant
            .admin
            .get(&format!("{path}/deliveries/{}", delivery["id"].as_str().unwrap()))
            .await
            .ok();
        assert_eq!(whole["body"], event);
        assert_eq!(receiver.got().len(), 1, "once, and only what was asked for");
    })
    .await;
}

#[tokio::test]
async fn two_secrets_sign_while_they_change_over() {
    let (receiver, port) = Receiver::open().await;
    on_both_reaching(port, async |app| {
        receiver.got.lock().unwrap().clear();
        let (tenant, path, first) = with_webhook(app, port, json!(["*"])).await;
        let rotated = admin(app, &tenant)
            .await
            .post(&format!("{path}/rotate-secret"), json!({ "overlap_hours": 2 }))
            .await
            .ok();
        let second = rotated["secret"].as_str().unwrap().to_owned();
        assert!(rotated["webhook"]["previous_secret_until"].is_string());
        send_test(app, &tenant, &path).await;
        wait_for(&receiver, 1).await;
        let (headers, body) = receiver.got.lock().unwrap()[0].clone();
        let both = format!("{} {}", expected(&second, &headers, &body), expected(&first, &headers, &body));
        assert_eq!(headers["webhook-signature"], both);
        app.advance(Duration::from_secs(3 * 3600));
        send_test(app, &tenant, &path).await;
        wait_for(&receiver, 2).await;
        let (headers, body) = receiver.got.lock().unwrap()[1].clone();
        assert_eq!(headers["webhook-signature"], expected(&second, &headers, &body));
        let texts = [
            admin(app, &tenant).await.get(&path).await.text,
            admin(app, &tenant).await.get("/audit?limit=500").await.text,
        ];
        assert!(texts.iter().all(|text| !text.contains(&first) && !text.contains(&second)));
    })
    .await;
}

#[tokio::test]
async fn what_fails_is_tried_again_for_days_then_given_up_and_paused_and_can_be_sent_again() {
    let (receiver, port) = Receiver::open().await;
    on_both_reaching(port, async |app| {
        receiver.got.lock().unwrap().clear();
        receiver.answers(500);
        let (tenant, path, _) = with_webhook(app, port, json!(["tag.updated"])).await;
        let since = app.server().app.now();
        let id = send_test(app, &tenant, &path).await;
        let delivery = format!("{path}/deliveries/{id}");
        let seen = wait_until(app, &tenant, &delivery, |delivery| {
            delivery["attempts"] == 1 && delivery["tried_at"].is_string()
        })
        .await;
        assert_eq!((&seen["state"], &seen["status"]), (&json!("pending"), &json!(500)), "{seen}");
        assert!(seen["problem"].as_str().unwrap().contains("500"), "{seen}");
        for attempt in 2..=10 {
            app.advance(Duration::from_secs(27 * 3600));
            // What was paused meanwhile goes on when somebody says so.
            admin(app, &tenant).await.patch(&path, json!({ "active": true })).await.ok();
            app.server().app.settle_webhooks().await;
            wait_until(app, &tenant, &delivery, |delivery| delivery["attempts"] == attempt).await;
        }
        let seen = wait_until(app, &tenant, &delivery, |delivery| delivery["state"] == "failed").await;
        assert_eq!((&seen["attempts"], &seen["next_attempt_at"]), (&json!(10), &Value::Null), "{seen}");
        receiver.answers(204);
        admin(app, &tenant).await.patch(&path, json!({ "active": true })).await.ok();
        let again = admin(app, &tenant)
            .await
            .post(&format!("{path}/redeliver"), json!({ "since": since }))
            .await
            .ok();
        assert_eq!(again["count"], 1);
        app.server().app.settle_webhooks().await;
        let seen = wait_until(app, &tenant, &delivery, |delivery| delivery["state"] == "delivered").await;
        assert_eq!(seen["id"], json!(id), "the same delivery, so that the other side knows it");
        assert_eq!(admin(app, &tenant).await.get(&path).await.ok()["failing_since"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_webhook_to_which_nothing_arrives_for_days_is_paused_and_one_that_says_gone_is_off() {
    let (receiver, port) = Receiver::open().await;
    on_both_reaching(port, async |app| {
        receiver.answers(503);
        let (tenant, path, _) = with_webhook(app, port, json!(["tag.updated"])).await;
        let id = send_test(app, &tenant, &path).await;
        wait_until(app, &tenant, &format!("{path}/deliveries/{id}"), |delivery| {
            delivery["tried_at"].is_string()
        })
        .await;
        assert!(admin(app, &tenant).await.get(&path).await.ok()["failing_since"].is_string());
        app.advance(Duration::from_secs(4 * 24 * 3600));
        app.server().app.settle_webhooks().await;
        wait_until(app, &tenant, &path, |webhook| webhook["state"] == "paused").await;
        let admin_now = admin(app, &tenant).await;
        let listed = admin_now.get("/webhooks").await.ok();
        assert_eq!(listed["data"][0]["state"], "paused", "seen in the list: {listed}");
        assert!(listed["data"][0]["problem"].as_str().unwrap().contains("503"), "and why: {listed}");
        admin_now
            .post(&format!("{path}/test"), json!({}))
            .await
            .refused(409, "webhook.not_active");
        let again = format!("{path}/deliveries/{id}/redeliver");
        admin_now.post(&again, json!({})).await.refused(409, "webhook.not_active");
        let since = json!({ "since": "2020-01-01T00:00:00.000Z" });
        admin_now
            .post(&format!("{path}/redeliver"), since)
            .await
            .refused(409, "webhook.not_active");
        let told = admin_now.get("/notifications").await.ok();
        let told = &told["data"][0];
        assert_eq!(
            (&told["kind"], &told["conversation_id"]),
            (&json!("webhook_stopped"), &Value::Null),
            "{told}"
        );
        assert!(path.ends_with(told["subject"].as_str().unwrap()), "{told}");
        assert!(told["preview"].as_str().unwrap().starts_with("127.0.0.1:"), "{told}");
        let agent = app.sign_in(tenant.user(Role::Agent)).await.at(tenant.id);
        assert_eq!(
            agent.get("/notifications").await.ok()["data"],
            json!([]),
            "who cannot mend it is not told"
        );
        receiver.answers(410);
        admin(app, &tenant).await.patch(&path, json!({ "active": true })).await.ok();
        send_test(app, &tenant, &path).await;
        wait_until(app, &tenant, &path, |webhook| webhook["state"] == "off").await;
        let told = admin(app, &tenant).await.get("/notifications").await.ok();
        assert_eq!(told["data"].as_array().unwrap().len(), 1, "told again in the same place: {told}");
        assert_eq!(told["data"][0]["times"], 2, "{told}");
    })
    .await;
}

#[tokio::test]
async fn s12_addresses_inside_are_refused_when_saved_and_when_sent() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    for url in [
        "http://127.0.0.1:1/",
        "https://169.254.169.254/",
        "https://localhost/",
        "ftp://example.com/",
        "https://ana:x@example.com/",
        "nonsense",
    ] {
        let refused = tenant.admin.post("/webhooks", json!({ "url": url })).await;
        assert_eq!(refused.errors()[0].0, "/url", "{url}: {}", refused.text);
    }
    let unknown = json!({ "url": "https://example.com/", "events": ["notification.created"] });
    assert_eq!(tenant.admin.post("/webhooks", unknown).await.errors()[0].0, "/events");
    tenant.agent.get("/webhooks").await.refused(403, "access.denied");
    let types = tenant.admin.get("/webhooks/event-types").await.ok();
    assert!(types.to_string().contains("message.created") && !types.to_string().contains("api_key.updated"));
}

/// An admin with a fresh token: theirs live for ten minutes, and the clock here runs for days.
async fn admin(app: &TestApp, tenant: &Tenant) -> Client {
    app.sign_in(tenant.user(Role::Admin)).await.at(tenant.id)
}

/// Sends a test event; gives its delivery's id.
async fn send_test(app: &TestApp, tenant: &Tenant, path: &str) -> String {
    let sent = admin(app, tenant).await.post(&format!("{path}/test"), json!({})).await.ok();
    app.server().app.settle_webhooks().await;
    sent["delivery"].as_str().unwrap().to_owned()
}

async fn wait_for(receiver: &Receiver, count: usize) {
    for _ in 0..500 {
        if receiver.got().len() >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{count} deliveries did not come in");
}

/// The server's own worker may be at it too: asks until it is so.
async fn wait_until(app: &TestApp, tenant: &Tenant, path: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let admin = admin(app, tenant).await;
    let mut seen = Value::Null;
    for _ in 0..500 {
        seen = admin.get(path).await.ok();
        if is_so(&seen) {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never becomes so: {seen}");
}
