//! What Meta calls: verification, and deliveries that are proven, bounded and stored before they are answered.

use std::time::Duration;

use cloud_api::signature;
use reqwest::Method;
use serde_json::{Value, json};
use store::Limit;
use store::testing::{self, APP_SECRET, TestWorkspace, VERIFY_TOKEN};

use crate::support::{Answer, TestApp, on_both};

async fn workspace(app: &TestApp) -> TestWorkspace {
    testing::workspace(app.server().app.store(), 1).await
}

fn body(workspace: &TestWorkspace, wamid: &str) -> Vec<u8> {
    let metadata = json!({ "display_phone_number": "15550000001", "phone_number_id": workspace.phone_number_id });
    let message = json!({ "from": "34600000001", "id": wamid, "timestamp": "1795348800", "type": "text", "text": { "body": "hola" } });
    let value = json!({ "messaging_product": "whatsapp", "metadata": metadata, "messages": [message] });
    let delivery: Value = json!({ "object": "whatsapp_business_account", "entry": [{ "id": workspace.waba_id, "changes": [{ "field": "messages", "value": value }] }] });
    delivery.to_string().into_bytes()
}

fn path(workspace: &TestWorkspace) -> String {
    format!("!/webhooks/meta/{}", workspace.meta_app)
}

async fn post(app: &TestApp, workspace: &TestWorkspace, signature: &str, body: &[u8]) -> Answer {
    let sender = app.anyone().header(signature::HEADER, signature);
    sender.raw(Method::POST, &path(workspace), Some("application/json"), body.to_vec()).await
}

async fn waiting(app: &TestApp) -> i64 {
    app.server().app.store().system().count_waiting_events().await.unwrap()
}

async fn stored(app: &TestApp, workspace: &TestWorkspace) -> i64 {
    app.server().app.settle().await;
    let counts = app
        .server()
        .app
        .store()
        .workspace(workspace.id)
        .count_webhook_events(1_000)
        .await
        .unwrap();
    counts.iter().map(|count| count.count).sum()
}

#[tokio::test]
async fn a_proven_delivery_is_stored_and_worked_on() {
    on_both(async |app| {
        let workspace = workspace(app).await;
        let body = body(&workspace, "wamid.1");
        for _ in 0..2 {
            let answer = post(app, &workspace, &signature::sign(APP_SECRET.as_bytes(), &body), &body).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
        }
        assert_eq!(stored(app, &workspace).await, 1);
        let events = app
            .server()
            .app
            .store()
            .workspace(workspace.id)
            .list_events(0, Limit::default())
            .await
            .unwrap();
        // Whether the lists of templates and WA Flows were fetched by now is another story.
        let told = events
            .iter()
            .map(|event| event.kind.as_str())
            .filter(|kind| !kind.starts_with("template.") && !kind.starts_with("wa_flow."));
        assert_eq!(told.collect::<Vec<_>>(), ["message.created"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_proven_is_not_stored() {
    let app = TestApp::start().await;
    let workspace = workspace(&app).await;
    let good = body(&workspace, "wamid.1");
    let signature = signature::sign(APP_SECRET.as_bytes(), &good);
    let mut changed = good.clone();
    changed.extend(b" ");
    post(&app, &workspace, &signature, &changed)
        .await
        .refused(401, "webhook.signature_invalid");
    post(&app, &workspace, &signature::sign(b"guess", &good), &good)
        .await
        .refused(401, "webhook.signature_invalid");
    post(&app, &workspace, &signature.to_uppercase(), &good)
        .await
        .refused(401, "webhook.signature_invalid");
    post(&app, &workspace, &signature::sign(b"", &good), &good)
        .await
        .refused(401, "webhook.signature_invalid");
    app.anyone()
        .raw(Method::POST, &path(&workspace), None, good.clone())
        .await
        .refused(401, "webhook.signature_invalid");
    let other = testing::workspace(app.server().app.store(), 2).await;
    let elsewhere = app.anyone().header(signature::HEADER, &signature);
    elsewhere
        .raw(Method::POST, "!/webhooks/meta/app_0192f0c1a2b37def8a1b2c3d4e5f6071", None, good.clone())
        .await
        .refused(404, "resource.not_found");
    elsewhere
        .raw(Method::POST, "!/webhooks/meta/x", None, good.clone())
        .await
        .refused(404, "resource.not_found");
    assert_eq!(
        (waiting(&app).await, stored(&app, &workspace).await, stored(&app, &other).await),
        (0, 0, 0)
    );
    app.stop().await;
}

#[tokio::test]
async fn a_replaced_secret_counts_for_a_day() {
    let app = TestApp::start().await;
    let workspace = workspace(&app).await;
    let body = body(&workspace, "wamid.1");
    let old = signature::sign(APP_SECRET.as_bytes(), &body);
    assert_eq!(post(&app, &workspace, &old, &body).await.status, 200);
    let mut tx = app.server().app.store().begin().await.unwrap();
    tx.workspace(workspace.id)
        .update_app_secret(workspace.meta_app, &"new secret".into())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(post(&app, &workspace, &old, &body).await.status, 200);
    assert_eq!(
        post(&app, &workspace, &signature::sign(b"new secret", &body), &body).await.status,
        200,
        "the change is known at once"
    );
    app.advance(Duration::from_secs(24 * 60 * 60));
    post(&app, &workspace, &old, &body).await.refused(401, "webhook.signature_invalid");
    assert_eq!(post(&app, &workspace, &signature::sign(b"new secret", &body), &body).await.status, 200);
    app.stop().await;
}

#[tokio::test]
async fn too_much_is_refused_before_it_is_read() {
    let app = TestApp::start_with(|config| {
        config.ingest.max_body_bytes = 4096;
        config.ingest.bytes_in_flight = 8192;
    })
    .await;
    let workspace = workspace(&app).await;
    let large = vec![b' '; 4097];
    post(&app, &workspace, &signature::sign(APP_SECRET.as_bytes(), &large), &large)
        .await
        .refused(413, "request.too_large");
    let fits = vec![b' '; 4096];
    assert_eq!(
        post(&app, &workspace, &signature::sign(APP_SECRET.as_bytes(), &fits), &fits).await.status,
        200
    );
    let _held = app.server().app.ingest().reserve(6000).unwrap();
    let answer = post(&app, &workspace, &signature::sign(APP_SECRET.as_bytes(), &fits), &fits).await;
    answer.refused(503, "webhook.over_budget");
    assert_eq!(answer.headers["retry-after"], "5");
    app.stop().await;
}

#[tokio::test]
async fn without_a_secret_nothing_is_taken() {
    let app = TestApp::start().await;
    let tenant = workspace(&app).await;
    let store = app.server().app.store();
    let mut tx = store.begin().await.unwrap();
    let bare = store::NewMetaApp {
        name: "Bare".to_owned(),
        app_id: "1".to_owned(),
        app_secret: None,
        verify_token: None,
    };
    let meta_app = tx.workspace(tenant.id).create_meta_app(bare).await.unwrap();
    tx.commit().await.unwrap();
    let bare = TestWorkspace { meta_app, ..tenant };
    let body = body(&bare, "wamid.1");
    post(&app, &bare, &signature::sign(b"", &body), &body)
        .await
        .refused(503, "webhook.no_secret");
    let verification = format!("{}?hub.mode=subscribe&hub.verify_token=&hub.challenge=7", path(&bare));
    app.anyone().get(&verification).await.refused(403, "webhook.verification_failed");
    app.stop().await;
}

#[tokio::test]
async fn verification_repeats_the_challenge_to_who_knows_the_token() {
    let app = TestApp::start().await;
    let workspace = workspace(&app).await;
    let ask = async |query: &str| app.anyone().get(&format!("{}?{query}", path(&workspace))).await;
    let answer = ask(&format!("hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}&hub.challenge=1158201444")).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, "1158201444"));
    assert!(answer.headers["content-type"].to_str().unwrap().starts_with("text/plain"));
    let long = "7".repeat(257);
    for query in [
        "hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1".to_owned(),
        format!("hub.mode=unsubscribe&hub.verify_token={VERIFY_TOKEN}&hub.challenge=1"),
        format!("hub.verify_token={VERIFY_TOKEN}&hub.challenge=1"),
        format!("hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}"),
        format!("hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}&hub.challenge={long}"),
        "hub.mode=subscribe&hub.challenge=1".to_owned(),
        String::new(),
    ] {
        ask(&query).await.refused(403, "webhook.verification_failed");
    }
    app.anyone()
        .get("!/webhooks/meta/x?hub.mode=subscribe&hub.verify_token=a&hub.challenge=1")
        .await
        .refused(403, "webhook.verification_failed");
    app.stop().await;
}

#[tokio::test]
async fn what_cannot_be_stored_is_not_acknowledged() {
    let app = TestApp::start().await;
    let workspace = workspace(&app).await;
    let body = body(&workspace, "wamid.1");
    let signature = signature::sign(APP_SECRET.as_bytes(), &body);
    assert_eq!(post(&app, &workspace, &signature, &body).await.status, 200);
    app.server().app.store().close().await;
    let answer = post(&app, &workspace, &signature, &body).await;
    answer.refused(503, "server.unavailable");
    assert_eq!(answer.headers["retry-after"], "5");
    let _ = app;
}
