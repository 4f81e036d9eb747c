//! Templates: looked at whole, told of by webhooks, written through Meta, and refused before Meta has to.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Inbox, TestApp, on_both};

async fn list(inbox: &Inbox<'_>, query: &str) -> Value {
    inbox.analyst.get(&format!("/templates{query}")).await.ok()
}

fn names(list: &Value) -> Vec<String> {
    let names = list["data"].as_array().unwrap().iter();
    names.map(|group| group["name"].as_str().unwrap().to_owned()).collect()
}

/// The first language of a name.
async fn line(inbox: &Inbox<'_>, name: &str) -> Value {
    list(inbox, &format!("?q={name}")).await["data"][0]["languages"][0].clone()
}

async fn decide(inbox: &Inbox<'_>, meta_id: &Value, body: Value) {
    let path = format!("!/simulator/control/templates/{}/status", meta_id.as_str().unwrap());
    inbox.owner.post(&path, body).await.ok();
    inbox.app.settle().await;
}

fn draft(name: &str) -> Value {
    json!({ "name": name, "language": "en_US", "category": "UTILITY", "components": [
        { "type": "BODY", "text": "Your parcel {{1}} waits for you at the shop.", "example": { "body_text": [["A-1042"]] } }] })
}

/// Reviews wait for the test.
async fn by_hand(inbox: &Inbox<'_>) {
    inbox
        .owner
        .put("!/simulator/control/templates/review", json!({ "seconds": null }))
        .await
        .ok();
}

#[tokio::test]
async fn connecting_looks_at_every_page_and_names_have_their_languages_side_by_side() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        let all = list(&inbox, "").await;
        assert_eq!(all["sync"]["state"], "done", "{}", all["sync"]);
        assert_eq!(
            all["sync"]["templates"].as_u64().unwrap(),
            all["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|group| group["languages"].as_array().unwrap().len() as u64)
                .sum::<u64>()
        );
        let shipped = all["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|group| group["name"] == "order_shipped")
            .unwrap();
        let languages: Vec<&str> = shipped["languages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["language"].as_str().unwrap())
            .collect();
        assert_eq!(languages, ["en_US", "es"]);
        // Pages of names, with nothing missing and nothing twice.
        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = list(&inbox, &format!("?limit=3{cursor}")).await;
            paged.extend(names(&page));
            match page["page"]["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(paged, names(&all));
        assert_eq!(names(&list(&inbox, "?status=rejected").await), ["win_back_draft"]);
        assert_eq!(names(&list(&inbox, "?category=AUTHENTICATION").await), ["login_code"]);
        assert_eq!(names(&list(&inbox, "?language=es").await), ["order_shipped"]);
        assert_eq!(
            names(&list(&inbox, "?q=On its WAY").await),
            ["order_shipped"],
            "words, whatever their case"
        );
        assert!(
            names(&list(&inbox, "?q=%25").await).is_empty(),
            "a sign of `like` is a sign like any other"
        );
    })
    .await;
}

#[tokio::test]
async fn what_meta_decides_is_in_the_list_at_once() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        let id = line(&inbox, "visit_us").await["id"].as_str().unwrap().to_owned();
        let meta_id = inbox.analyst.get(&format!("/templates/{id}")).await.ok()["meta_id"].clone();
        let now = async || inbox.analyst.get(&format!("/templates/{id}")).await.ok();
        decide(&inbox, &meta_id, json!({ "status": "REJECTED", "reason": "PROMOTIONAL" })).await;
        let rejected = now().await;
        assert_eq!(
            (&rejected["status"], &rejected["rejected_reason"]),
            (&json!("REJECTED"), &json!("PROMOTIONAL"))
        );
        assert!(
            rejected["recommendation"].as_str().is_some_and(|text| text.contains("advertising")),
            "{rejected}"
        );
        decide(&inbox, &meta_id, json!({ "status": "PAUSED", "reason": "SECOND_PAUSE" })).await;
        let paused = now().await;
        assert_eq!(
            (&paused["status"], &paused["rejected_reason"]),
            (&json!("PAUSED"), &json!("SECOND_PAUSE"))
        );
        let woken = inbox.admin.post(&format!("/templates/{id}/unpause"), json!({})).await.ok();
        assert_eq!((&woken["status"], &woken["rejected_reason"]), (&json!("APPROVED"), &Value::Null));
        inbox
            .admin
            .post(&format!("/templates/{id}/unpause"), json!({}))
            .await
            .refused(409, "template.not_paused");
        app.settle().await;
        let business = inbox.owner.get("/channel").await.ok()["waba_id"].as_str().unwrap().to_owned();
        let account = async |event: Value| {
            let path = format!("!/simulator/control/businesses/{business}/account-events");
            inbox.owner.post(&path, event).await.ok();
            app.settle().await;
        };
        account(json!({ "event": "template_quality", "template": meta_id, "value": "RED" })).await;
        assert_eq!(now().await["quality"], "RED");
        account(json!({ "event": "template_category_announced", "template": meta_id, "value": "UTILITY" })).await;
        let announced = now().await;
        assert_eq!(
            (&announced["category"], &announced["correct_category"]),
            (&json!("MARKETING"), &json!("UTILITY"))
        );
        assert!(announced["category_changes_at"].is_string());
        account(json!({ "event": "template_category", "template": meta_id, "value": "UTILITY" })).await;
        let moved = now().await;
        assert_eq!((&moved["category"], &moved["correct_category"]), (&json!("UTILITY"), &Value::Null));
        account(json!({ "event": "template_edited", "template": meta_id, "value": "Meta changed these words." })).await;
        assert!(
            now().await["components"].to_string().contains("Meta changed these words."),
            "the whole list was looked at again"
        );
        decide(&inbox, &meta_id, json!({ "status": "DELETED" })).await;
        inbox.analyst.get(&format!("/templates/{id}")).await.refused(404, "resource.not_found");
        let told = inbox.events().await;
        assert!(told.iter().any(|event| event["type"] == "template.updated") && told.iter().any(|event| event["type"] == "template.deleted"));
    })
    .await;
}

#[tokio::test]
async fn a_template_is_written_reviewed_changed_and_deleted_through_meta() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        by_hand(&inbox).await;
        app.settle().await;
        let made = inbox.admin.post("/templates", draft("parcel_waits")).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let made = made.ok();
        assert_eq!((&made["status"], &made["language"]), (&json!("PENDING"), &json!("en_US")));
        let path = format!("/templates/{}", made["id"].as_str().unwrap());
        inbox
            .admin
            .post("/templates", draft("parcel_waits"))
            .await
            .refused(409, "template.exists");
        let words =
            json!({ "components": [{ "type": "BODY", "text": "Your parcel {{1}} is in the shop for you.", "example": { "body_text": [["A-1"]] } }] });
        inbox.admin.patch(&path, words.clone()).await.refused(409, "template.not_editable");
        let mut spanish = draft("parcel_waits");
        spanish["language"] = json!("es");
        inbox.admin.post("/templates", spanish).await.ok();
        decide(&inbox, &made["meta_id"], json!({ "status": "APPROVED" })).await;
        let changed = inbox.admin.patch(&path, words).await.ok();
        assert_eq!(changed["status"], "PENDING", "Meta looks at it again");
        assert!(changed["components"].to_string().contains("in the shop for you"));
        let found = list(&inbox, "?q=parcel_waits").await;
        assert_eq!(found["data"][0]["languages"].as_array().unwrap().len(), 2);
        assert_eq!(inbox.admin.delete(&path).await.status, 204);
        assert_eq!(list(&inbox, "?q=parcel_waits").await["data"][0]["languages"].as_array().unwrap().len(), 1);
        let rest = line(&inbox, "parcel_waits").await["id"].as_str().unwrap().to_owned();
        assert_eq!(inbox.admin.delete(&format!("/templates/{rest}?all_languages=true")).await.status, 204);
        assert!(names(&list(&inbox, "?q=parcel_waits").await).is_empty());
        // And Meta has it no more.
        inbox.admin.post("/templates/sync", json!({})).await;
        app.settle().await;
        assert!(names(&list(&inbox, "?q=parcel_waits").await).is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_meta_would_refuse_is_refused_at_its_place() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let mut wrong = draft("parcel_waits");
    wrong["components"][0]["text"] = json!("{{1}} waits for you at the shop.");
    let findings = inbox.analyst.post("/templates/lint", wrong.clone()).await.ok();
    assert_eq!(findings["data"][0]["code"], "variable.at_start", "{findings}");
    assert_eq!(
        (&findings["data"][0]["pointer"], &findings["data"][0]["is_error"]),
        (&json!("/components/0/text"), &json!(true))
    );
    let refused = inbox.admin.post("/templates", wrong).await;
    refused.refused(422, "request.invalid");
    assert_eq!(
        refused.errors(),
        [("/components/0/text".to_owned(), "variable.at_start".to_owned())],
        "{}",
        refused.text
    );
    assert!(
        inbox.analyst.post("/templates/lint", draft("parcel_waits")).await.ok()["data"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    inbox.agent.post("/templates", draft("parcel_waits")).await.refused(403, "access.denied");
    app.stop().await;
}

/// A code's template goes in without words and comes back with Meta's.
#[tokio::test]
async fn meta_writes_the_words_of_authentication_templates() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    by_hand(&inbox).await;
    let code = json!({ "name": "sign_in_code", "language": "en_US", "category": "AUTHENTICATION", "components": [
        { "type": "BODY", "add_security_recommendation": true }, { "type": "FOOTER", "code_expiration_minutes": 5 },
        { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copy code" }] }] });
    let made = inbox.admin.post("/templates", code).await.ok();
    decide(&inbox, &made["meta_id"], json!({ "status": "APPROVED" })).await;
    let found = inbox.analyst.get(&format!("/templates/{}", made["id"].as_str().unwrap())).await.ok();
    assert_eq!(
        found["components"][0]["text"],
        "*{{1}}* is your verification code. For your security, do not share this code."
    );
    assert_eq!(found["components"][1]["text"], "This code expires in 5 minutes.");
    app.stop().await;
}

/// Meta's list is believed again each day, and what is gone there goes here.
#[tokio::test]
async fn a_lost_webhook_is_made_up_for_within_a_day() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    app.settle().await;
    inbox.simulator.hold();
    let meta_id = {
        let id = line(&inbox, "visit_us").await["id"].as_str().unwrap().to_owned();
        inbox.analyst.get(&format!("/templates/{id}")).await.ok()["meta_id"].clone()
    };
    let path = format!("!/simulator/control/templates/{}/status", meta_id.as_str().unwrap());
    inbox.owner.post(&path, json!({ "status": "PAUSED" })).await.ok();
    app.settle().await;
    assert_eq!(line(&inbox, "visit_us").await["status"], "APPROVED", "the news is held back");
    inbox.advance(Duration::from_secs(25 * 60 * 60));
    // A day is longer than anybody stays signed in: the list is read where it lies.
    let server = &app.server().app;
    server.templates().queue_stale().await.unwrap();
    app.settle().await;
    let workspace = server.store().workspace(inbox.id);
    let channel = workspace.find_channel().await.unwrap().unwrap();
    let found = workspace.list_template_languages(channel.id, "visit_us").await.unwrap();
    assert_eq!(found[0].status, "PAUSED");
    app.stop().await;
}
