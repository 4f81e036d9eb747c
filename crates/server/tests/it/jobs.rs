//! Background work: admins see how far it is and why it failed, and start again what was given up.

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
    let form =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\r\nphone\n+34600000009\n+34600000010\n\r\n--x--\r\n";
    let kind = Some("multipart/form-data; boundary=x");
    let made = inbox
        .owner
        .raw(reqwest::Method::POST, "/imports", kind, form.as_bytes().to_vec())
        .await
        .ok();
    // Not before tomorrow: it waits, as one does that is tried again.
    let job = NewJob {
        kind: "contacts.import",
        payload: json!({ "import_id": made["id"] }).to_string(),
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
