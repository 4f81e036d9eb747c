//! WhatsApp's own forms: definitions through Meta.

use serde_json::{Value, json};

use crate::support::{Inbox, on_both};

/// Two screens, no endpoint.
pub fn survey() -> String {
    let form = json!({
        "version": "7.3",
        "screens": [
            { "id": "RATE", "title": "Rate us", "data": {}, "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "RadioButtonsGroup", "name": "stars", "label": "How was it?", "required": true,
                  "data-source": [{ "id": "5", "title": "Great" }, { "id": "1", "title": "Poor" }] },
                { "type": "Footer", "label": "Next", "on-click-action": { "name": "navigate", "next": { "type": "screen", "name": "WHY" }, "payload": { "stars": "${form.stars}" } } } ] } },
            { "id": "WHY", "title": "Why", "terminal": true, "data": { "stars": { "type": "string", "__example__": "5" } },
              "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "TextArea", "name": "why", "label": "Tell us more" },
                { "type": "Footer", "label": "Send", "on-click-action": { "name": "complete", "payload": { "stars": "${data.stars}", "why": "${form.why}" } } } ] } },
        ],
    });
    serde_json::to_string_pretty(&form).unwrap()
}

async fn create(inbox: &Inbox<'_>, name: &str, text: &str) -> Value {
    let answer = inbox
        .admin
        .post("/wa-flows", json!({ "name": name, "categories": ["SURVEY"], "json": text }))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.ok()
}

fn path(form: &Value) -> String {
    format!("/wa-flows/{}", form["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_form_is_made_written_checked_uploaded_published_and_deprecated_through_meta() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        let form = create(&inbox, "Survey", &survey()).await;
        assert_eq!((&form["status"], &form["has_changes"]), (&json!("DRAFT"), &json!(true)));
        let path = path(&form);
        let request = json!({ "name": "survey", "categories": ["SURVEY"] });
        inbox.admin.post("/wa-flows", request).await.refused(409, "wa_flow.exists");

        // The text is kept as typed, and a lost race is noticed.
        let broken = survey().replace("\"complete\"", "\"finish\"");
        let written = inbox.admin.put(&format!("{path}/draft"), json!({ "json": broken })).await.ok();
        let finding = &written["findings"][0];
        assert_eq!(
            (&finding["code"], &finding["severity"]),
            (&json!("INVALID_ENUM_VALUE"), &json!("error")),
            "{written}"
        );
        let line = u32::try_from(finding["line"].as_u64().unwrap()).unwrap();
        assert!(
            broken.lines().nth(line as usize - 1).unwrap().contains("finish"),
            "the place is in the text"
        );
        let draft = inbox.analyst.get(&format!("{path}/draft")).await.ok();
        assert_eq!((draft["json"].as_str().unwrap(), &draft["revision"]), (broken.as_str(), &json!(2)));
        let again = inbox.admin.put(&format!("{path}/draft"), json!({ "json": broken })).await.ok();
        assert_eq!(again["revision"], 2, "the same text is no new revision");

        // Meta keeps what is wrong, says so, and does not publish it.
        let uploaded = inbox.admin.post(&format!("{path}/upload"), json!({})).await.ok();
        assert_eq!(uploaded["meta_errors"][0]["error"], "INVALID_ENUM_VALUE", "{uploaded}");
        assert_eq!(uploaded["has_changes"], false);
        inbox
            .admin
            .post(&format!("{path}/publish"), json!({}))
            .await
            .refused(409, "wa_flow.has_errors");

        // Publishing uploads what Meta does not have yet.
        inbox.admin.put(&format!("{path}/draft"), json!({ "json": survey() })).await.ok();
        let published = inbox.admin.post(&format!("{path}/publish"), json!({})).await.ok();
        assert_eq!((&published["status"], &published["has_changes"]), (&json!("PUBLISHED"), &json!(false)));
        assert_eq!(published["health"]["can_send_message"], "AVAILABLE");
        let versions = inbox.analyst.get(&format!("{path}/versions")).await.ok();
        let kinds: Vec<&str> = versions["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["kind"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, ["published", "uploaded", "uploaded"]);
        let diff = inbox.analyst.get(&format!("{path}/diff?from=1&to=2")).await.ok();
        assert_eq!(diff["changes"].as_array().unwrap().len(), 1, "{diff}");
        let preview = inbox.admin.post(&format!("{path}/preview"), json!({})).await.ok();
        assert!(preview["preview"]["url"].as_str().unwrap().contains("flow-previews"));

        // A published form cannot be deleted, only deprecated; a clone is a draft of its own.
        inbox.admin.delete(&path).await.refused(409, "wa_flow.not_draft");
        let clone = inbox.admin.post(&format!("{path}/clone"), json!({ "name": "Survey 2" })).await.ok();
        assert_eq!((&clone["status"], &clone["has_changes"]), (&json!("DRAFT"), &json!(false)));
        assert_eq!(inbox.admin.delete(&self::path(&clone)).await.status, 204);
        let gone = inbox.admin.post(&format!("{path}/deprecate"), json!({})).await.ok();
        assert_eq!(gone["status"], "DEPRECATED");
        app.settle().await;
        let told = inbox.events().await;
        for kind in ["wa_flow.updated", "wa_flow.deleted", "channel.activity_added"] {
            assert!(told.iter().any(|event| event["type"] == kind), "{kind}");
        }
        inbox
            .agent
            .post("/wa-flows", json!({ "name": "x", "categories": ["OTHER"] }))
            .await
            .refused(403, "access.denied");
    })
    .await;
}

/// What was made elsewhere is found with its text; a text that was not changed here follows Meta's, one that was stays.
#[tokio::test]
async fn a_look_at_metas_list_brings_what_others_made() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        let given = inbox.credentials().await;
        let account = given["waba_id"].as_str().unwrap();
        let token = secrecy::SecretString::from(given["access_token"].as_str().unwrap());
        let graph = app.server().app.graph("simulator").unwrap().clone();
        let meta = graph.account(account, &token);
        let mut ids = Vec::new();
        for number in 0..60 {
            let new = cloud_api::client::NewFlow {
                name: format!("Elsewhere {number}"),
                categories: vec!["OTHER".to_owned()],
                ..Default::default()
            };
            ids.push(meta.create_flow(&new).await.unwrap());
        }
        assert!(meta.upload_flow(&ids[0], &survey()).await.unwrap().is_empty());
        inbox.admin.post("/wa-flows/sync", json!({})).await.ok();
        app.settle().await;
        let list = inbox.analyst.get("/wa-flows").await.ok();
        assert_eq!(list["data"].as_array().unwrap().len(), 60, "every page");
        assert_eq!((&list["sync"]["state"], &list["sync"]["flows"]), (&json!("done"), &json!(60)));
        let first = list["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|form| form["meta_id"] == ids[0].as_str())
            .unwrap()
            .clone();
        let draft = inbox.analyst.get(&format!("{}/draft", path(&first))).await.ok();
        assert_eq!(draft["json"], survey());

        // What was told of in the same moment is never forgotten.
        inbox.advance(std::time::Duration::from_secs(60));
        let other = survey().replace("Rate us", "Rate them");
        meta.upload_flow(&ids[0], &other).await.unwrap();
        meta.delete_flow(&ids[59]).await.unwrap();
        inbox.admin.post("/wa-flows/sync", json!({})).await.ok();
        app.settle().await;
        let draft = inbox.analyst.get(&format!("{}/draft", path(&first))).await.ok();
        assert_eq!((draft["json"].as_str().unwrap(), &draft["revision"]), (other.as_str(), &json!(2)));
        assert_eq!(
            inbox.analyst.get("/wa-flows").await.ok()["data"].as_array().unwrap().len(),
            59,
            "what is gone is forgotten"
        );

        let mine = survey().replace("Rate us", "Rate me");
        inbox.admin.put(&format!("{}/draft", path(&first)), json!({ "json": mine })).await.ok();
        meta.upload_flow(&ids[0], &survey()).await.unwrap();
        inbox.admin.post("/wa-flows/sync", json!({})).await.ok();
        app.settle().await;
        let now = inbox.analyst.get(&path(&first)).await.ok();
        assert_eq!(now["has_changes"], true);
        assert_eq!(inbox.analyst.get(&format!("{}/draft", path(&first))).await.ok()["json"], mine);
    })
    .await;
}

/// Meta's word about a form is in its row at once, and what stands is an alert of the number.
#[tokio::test]
async fn webhooks_about_a_form_are_in_its_row_and_in_the_numbers_log() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        let form = create(&inbox, "Survey", &survey()).await;
        inbox.admin.post(&format!("{}/publish", path(&form)), json!({})).await.ok();
        let say = async |value: Value| {
            inbox.simulator.report(None, "flows", value).unwrap();
            app.settle().await;
        };
        let id = &form["meta_id"];
        say(json!({ "event": "FLOW_STATUS_CHANGE", "flow_id": "404", "new_status": "BLOCKED" })).await;
        say(json!({ "event": "ENDPOINT_LATENCY", "flow_id": id, "alert_state": "ACTIVATED", "p90_latency": 5400, "threshold": 5000 })).await;
        let alerts = inbox.owner.get("/channel/alerts").await;
        assert!(alerts.text.contains("wa_flow.endpoint_slow"), "{}", alerts.text);
        say(json!({ "event": "ENDPOINT_LATENCY", "flow_id": id, "alert_state": "DEACTIVATED" })).await;
        let alerts = inbox.owner.get("/channel/alerts").await;
        assert!(!alerts.text.contains("wa_flow.endpoint_slow"), "{}", alerts.text);
        let log = inbox.owner.get("/channel/activity").await;
        assert!(log.text.contains("quick again"), "{}", log.text);
    })
    .await;
}
