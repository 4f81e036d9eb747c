//! Background work: admins see how far it is and why it failed, and start again what was given up.

use std::time::Duration;

use serde_json::{Value, json};
use store::NewJob;

use crate::support::{Inbox, TestApp, on_both};

/// A job that no version knows: it fails at its first and only try.
async fn hopeless(inbox: &Inbox<'_>) {
    let app = &inbox.app.server().app;
    let job = NewJob {
        kind: "nobody.knows",
        payload: json!({ "thing_id": "thing_1" }).to_string(),
        dedupe_key: Some("one".to_owned()),
        run_at: app.now(),
        max_attempts: 1,
    };
    let mut tx = app.store().begin().await.unwrap();
    tx.workspace(inbox.id).enqueue_jobs(&[job]).await.unwrap();
    tx.commit().await.unwrap();
    inbox.app.settle().await;
}

/// Enqueues a job that is due in so many seconds; gives its id.
async fn enqueue(inbox: &Inbox<'_>, kind: &'static str, payload: Value, seconds: u64) -> String {
    let app = &inbox.app.server().app;
    let job = NewJob {
        kind,
        payload: payload.to_string(),
        dedupe_key: None,
        run_at: app.now() + Duration::from_secs(seconds),
        max_attempts: 3,
    };
    let mut tx = app.store().begin().await.unwrap();
    tx.workspace(inbox.id).enqueue_jobs(&[job]).await.unwrap();
    tx.commit().await.unwrap();
    let made = inbox.admin.get(&format!("/jobs?stage=open&kind={kind}")).await.ok();
    made["data"][0]["id"].as_str().unwrap().to_owned()
}

/// An import of two rows whose job nobody has begun; gives its id.
async fn uploaded(inbox: &Inbox<'_>) -> String {
    let form =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\r\nphone\n+34600000009\n+34600000010\n\r\n--x--\r\n";
    let kind = Some("multipart/form-data; boundary=x");
    let made = inbox
        .owner
        .raw(reqwest::Method::POST, "/imports", kind, form.as_bytes().to_vec())
        .await
        .ok();
    made["id"].as_str().unwrap().to_owned()
}

async fn failed(inbox: &Inbox<'_>) -> Vec<Value> {
    inbox.admin.get("/jobs?stage=failed").await.ok()["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_was_given_up_says_why_and_can_be_started_again() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        hopeless(&inbox).await;
        let [job] = &failed(&inbox).await[..] else { panic!("one failed") };
        let path = format!("/jobs/{}", job["id"].as_str().unwrap());
        assert_eq!(inbox.admin.get(&path).await.ok(), *job);
        assert_eq!(
            (&job["kind"], &job["state"], &job["attempts"]),
            (&json!("nobody.knows"), &json!("failed"), &json!(1))
        );
        assert_eq!(
            (&job["about"], &job["progress"], &job["next_attempt_at"]),
            (&json!("thing_1"), &Value::Null, &Value::Null)
        );
        assert!(
            job["error"].as_str().unwrap().contains("nobody.knows") && job["finished_at"].is_string(),
            "{job}"
        );

        let again = inbox.admin.post(&format!("{path}/retry"), json!({})).await;
        assert_eq!(again.status, 202, "{}", again.text);
        app.settle().await;
        let tried = inbox.admin.get(&path).await.ok();
        assert_eq!(
            (&tried["state"], &tried["attempts"]),
            (&json!("failed"), &json!(1)),
            "from its first try, and failed again"
        );
        assert!(tried["finished_at"].as_str().unwrap() >= job["finished_at"].as_str().unwrap());
        let times = inbox.audited().await.iter().filter(|action| *action == "job.retried").count();
        assert_eq!(times, 1);
        inbox.agent.get("/jobs").await.refused(403, "access.denied");
    })
    .await;
}

#[tokio::test]
async fn jobs_are_listed_by_how_far_they_are_and_by_kind() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        inbox.simulator.phone("Ana").sends_picture("mi recibo").await;
        app.settle().await;
        hopeless(&inbox).await;
        let done = inbox.admin.get("/jobs?stage=done&kind=media.download").await.ok();
        let [fetched] = &done["data"].as_array().unwrap()[..] else {
            panic!("{done}")
        };
        assert!(fetched["about"].as_str().unwrap().starts_with("med_"), "{fetched}");
        let retry = format!("/jobs/{}/retry", fetched["id"].as_str().unwrap());
        inbox.admin.post(&retry, json!({})).await.refused(409, "job.not_failed");
        assert_eq!(inbox.admin.get("/jobs?stage=open&kind=media.download").await.ok()["data"], json!([]));
        assert_eq!(failed(&inbox).await.len(), 1);

        let all = inbox.admin.get("/jobs?limit=500").await.ok()["data"].as_array().unwrap().clone();
        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = inbox.admin.get(&format!("/jobs?limit=1{cursor}")).await.ok();
            paged.extend(page["data"].as_array().unwrap().clone());
            let Some(next) = page["page"]["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert!(all.len() > 1);
        assert_eq!(paged, all, "pages leave nothing out and show nothing twice");
    })
    .await;
}

#[tokio::test]
async fn an_import_that_goes_on_shows_how_far() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let store = app.server().app.store();
    let made = uploaded(&inbox).await;
    // Not before tomorrow: it waits, as one does that is tried again.
    let job = NewJob {
        kind: "contacts.import",
        payload: json!({ "import_id": made }).to_string(),
        dedupe_key: None,
        run_at: app.server().app.now() + std::time::Duration::from_secs(24 * 3600),
        max_attempts: 3,
    };
    let mut tx = store.begin().await.unwrap();
    tx.workspace(inbox.id).enqueue_jobs(&[job]).await.unwrap();
    tx.commit().await.unwrap();
    let open = inbox.admin.get("/jobs?stage=open&kind=contacts.import").await.ok();
    let waiting = &open["data"][0];
    assert_eq!(
        (&waiting["state"], &waiting["progress"]),
        (&json!("queued"), &json!({ "done": 0, "total": 2 })),
        "{open}"
    );
    assert!(waiting["next_attempt_at"].is_string(), "{open}");
    app.stop().await;
}

#[tokio::test]
async fn what_waits_is_stopped_at_once_and_says_so() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let store = app.server().app.store();
        let import = uploaded(&inbox).await;
        let mut tx = store.begin().await.unwrap();
        let id = import.parse().unwrap();
        tx.workspace(inbox.id)
            .begin_import_stretch(id, "running", r#"["phone"]"#, "skip")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let first = enqueue(&inbox, "contacts.import", json!({ "import_id": import }), 3600).await;
        let path = format!("/jobs/{first}");
        assert_eq!(inbox.admin.get(&path).await.ok()["can_cancel"], json!(true));
        inbox.agent.post(&format!("{path}/cancel"), json!({})).await.refused(403, "access.denied");
        let stopped = inbox.admin.post(&format!("{path}/cancel"), json!({})).await;
        assert_eq!(
            (stopped.status.as_u16(), &stopped.body["state"]),
            (202, &json!("cancelled")),
            "{}",
            stopped.text
        );
        let after = inbox.owner.get(&format!("/imports/{import}")).await.ok();
        assert_eq!(
            (&after["state"], &after["created_count"]),
            (&json!("done"), &json!(0)),
            "the import says that it is over"
        );
        assert_eq!(inbox.admin.get("/jobs?stage=cancelled").await.ok()["data"][0]["id"], json!(first));
        assert!(failed(&inbox).await.is_empty());
        inbox.admin.post(&format!("{path}/cancel"), json!({})).await.refused(409, "job.ended");
        inbox.admin.post(&format!("{path}/retry"), json!({})).await.refused(409, "job.not_failed");

        let channel = inbox.owner.get("/channel").await.ok();
        let waiting = enqueue(&inbox, "templates.sync", json!({ "channel_id": channel["id"] }), 3600).await;
        let ended = inbox.admin.post(&format!("/jobs/{waiting}/cancel"), json!({})).await;
        assert_eq!(
            (ended.status.as_u16(), &ended.body["state"]),
            (202, &json!("cancelled")),
            "{}",
            ended.text
        );
        let wake = enqueue(&inbox, "conversation.wake", json!({}), 3600).await;
        inbox
            .admin
            .post(&format!("/jobs/{wake}/cancel"), json!({}))
            .await
            .refused(409, "job.not_cancellable");
        let times = inbox.audited().await.iter().filter(|action| *action == "job.cancelled").count();
        assert_eq!(times, 2);
    })
    .await;
}

#[tokio::test]
async fn a_sync_of_templates_says_how_many_it_has_seen() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    inbox.owner.post("/templates/sync", json!({})).await.ok();
    app.settle().await;
    let seen = inbox.admin.get("/jobs?kind=templates.sync").await.ok()["data"][0].clone();
    assert_eq!((&seen["state"], &seen["progress"]["total"]), (&json!("done"), &Value::Null), "{seen}");
    let names = inbox.owner.get("/templates?limit=500").await.ok();
    let kept: usize = names["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name["languages"].as_array().map_or(1, Vec::len))
        .sum();
    assert_eq!(seen["progress"]["done"], json!(kept), "each language is one: {seen}");
    app.stop().await;
}
