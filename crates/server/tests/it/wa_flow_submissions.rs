//! What customers send with forms: on the message that brought it, with its files behind short links, kept as long as is wanted, and gone with its author.

use std::time::Duration;

use axum::http::Method;
use model::Role;
use serde_json::{Value, json};

use crate::support::{Inbox, on_both};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A form that sends a photo without asking anybody.
pub fn report() -> String {
    json!({ "version": "7.3", "screens": [{ "id": "REPORT", "title": "Report", "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [
        { "type": "TextInput", "name": "what", "label": "What is broken?", "required": true },
        { "type": "PhotoPicker", "name": "photo", "label": "A photo", "min-uploaded-photos": 0, "max-uploaded-photos": 1 },
        { "type": "Footer", "label": "Send", "on-click-action": { "name": "complete", "payload": { "what": "${form.what}", "photo": "${form.photo}" } } }] } }] })
    .to_string()
}

/// The same, but an endpoint sees it first: the photo comes encrypted, from WhatsApp's own servers.
fn inspected() -> String {
    json!({ "version": "7.3", "data_api_version": "3.0", "routing_model": { "REPORT": [] },
        "screens": [{ "id": "REPORT", "title": "Report", "terminal": true, "data": {}, "layout": { "type": "SingleColumnLayout", "children": [
            { "type": "TextInput", "name": "what", "label": "What is broken?", "required": true },
            { "type": "PhotoPicker", "name": "photo", "label": "A photo", "min-uploaded-photos": 0, "max-uploaded-photos": 1 },
            { "type": "Footer", "label": "Send", "on-click-action": { "name": "data_exchange", "payload": { "what": "${form.what}", "photo": "${form.photo}" } } }] } }] })
    .to_string()
}

/// Fills the form in with the built-in photo and sends it.
pub async fn filled_in(inbox: &Inbox<'_>, form: &Value, name: &str, what: &str) {
    let (phone, message) = inbox.sends_form(form, name).await;
    let mut open = phone.opens(&message.id).await.unwrap();
    open.fills("what", what).fills("photo", json!([{ "media": null }]));
    assert!(open.presses().await.unwrap().is_some(), "sent in");
    inbox.app.settle().await;
}

/// The completed form in the thread with this contact.
async fn completed(inbox: &Inbox<'_>, name: &str) -> Value {
    let found = inbox.agent.get(&format!("/conversations?view=all&q={name}")).await.ok();
    let path = format!("/conversations/{}/messages", found["data"][0]["id"].as_str().unwrap());
    let thread = inbox.agent.get(&path).await.ok();
    let is_form = |message: &&Value| message["direction"] == "inbound" && message["kind"] == "interactive";
    thread["data"].as_array().unwrap().iter().find(is_form).expect("it was sent in").clone()
}

#[tokio::test]
async fn a_completed_form_stands_on_its_message_with_labels_and_files() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        inbox.form_key().await;
        let plain = inbox.form("Report", &report(), None).await;
        let endpoint = json!({ "kind": "fixed", "screens": { "REPORT": { "data": {} } } });
        let asks = inbox.form("Inspected", &inspected(), Some(endpoint)).await;
        for (form, name) in [(&plain, "Ana"), (&asks, "Bruno")] {
            filled_in(&inbox, form, name, "The tap").await;
            let message = completed(&inbox, name).await;
            let submission = &message["submission"];
            assert_eq!(
                (&message["kind"], &submission["wa_flow"]["id"]),
                (&json!("interactive"), &form["id"]),
                "{message}"
            );
            let mut values: Vec<(&str, &str)> = submission["values"]
                .as_array()
                .unwrap()
                .iter()
                .map(|field| (field["label"].as_str().unwrap(), field["value"].as_str().unwrap_or("a file")))
                .collect();
            values.sort_unstable();
            assert_eq!(values, [("A photo", "a file"), ("What is broken?", "The tap")]);
            let file = &submission["files"][0];
            assert_eq!((&file["state"], &file["mime_type"]), (&json!("ready"), &json!("image/png")), "{message}");
            // The link opens without a sign-in, only as it is, and only for a while.
            let link = format!("!{}", file["url"].as_str().unwrap());
            let open = async |link: &str| app.anyone().raw(Method::GET, link, None, vec![]).await;
            let got = open(&link).await;
            assert_eq!((got.status.as_u16(), got.headers["content-type"].to_str().unwrap()), (200, "image/png"));
            assert_eq!(open(link.split_once('?').unwrap().0).await.status, 401, "no link, no file");
            let whole = inbox
                .agent
                .get(&format!("/submissions/{}", submission["id"].as_str().unwrap()))
                .await
                .ok();
            assert_eq!((&whole["message_id"], &whole["values"]), (&message["id"], &submission["values"]));
            let small = format!(
                "!{}",
                whole["files"][0]["thumbnail_url"].as_str().or(whole["files"][0]["url"].as_str()).unwrap()
            );
            assert_eq!(open(&small).await.status, 200);
            if name == "Bruno" {
                continue;
            }
            inbox.advance(Duration::from_secs(290));
            assert_eq!(open(&link).await.status, 200, "not yet");
            inbox.advance(Duration::from_secs(11));
            assert_eq!(open(&link).await.status, 403, "over");
        }
        // Screens hear of the message with its form, and again when the file is there.
        let events = inbox.events().await;
        let told = |kind: &str, state: &str| {
            events.iter().any(|event| {
                let form = &event["data"]["message"]["submission"];
                event["type"] == kind && form["files"][0]["state"] == state && form["values"][0]["label"].is_string()
            })
        };
        assert!(told("message.created", "pending") && told("message.updated", "ready"), "{events:?}");
        assert!(!format!("{events:?}").contains("encryption_key"), "no event holds keys of files");
        // What is no completed form has none.
        let (_, conversation) = inbox.conversation_with("Cleo", "hola").await;
        let thread = inbox
            .agent
            .get(&format!("/conversations/{}/messages", conversation["id"].as_str().unwrap()))
            .await
            .ok();
        assert_eq!(thread["data"][0]["submission"], Value::Null);
    })
    .await;
}

/// How many there are of what a person left behind with forms.
async fn left(inbox: &Inbox<'_>, form: &Value) -> (usize, usize, usize) {
    let count = |list: &Value| list["data"].as_array().unwrap().len();
    let owner = inbox.again(Role::Owner).await;
    let exchanges = owner.get(&format!("/wa-flows/{}/exchanges", form["id"].as_str().unwrap())).await.ok();
    let forwards = owner.get(&format!("/wa-flows/{}/forwards", form["id"].as_str().unwrap())).await.ok();
    let mut deliveries = 0;
    for forward in forwards["data"].as_array().unwrap() {
        let path = format!("/forwards/{}/deliveries", forward["id"].as_str().unwrap());
        deliveries += count(&owner.get(&path).await.ok());
    }
    (count(&owner.get("/submissions").await.ok()), count(&exchanges), deliveries)
}

/// A form that asks an endpoint, with a photo and a forward, filled in by Ana.
async fn filled_in_by_ana(inbox: &Inbox<'_>) -> (Value, store::MediaRow) {
    inbox.app.settle().await;
    inbox.form_key().await;
    let endpoint = json!({ "kind": "fixed", "screens": { "REPORT": { "data": {} } } });
    let form = inbox.form("Inspected", &inspected(), Some(endpoint)).await;
    // It is off: nothing goes there.
    let forward = json!({ "name": "CRM", "url": "https://crm.example/x", "enabled": false });
    inbox
        .admin
        .post(&format!("/wa-flows/{}/forwards", form["id"].as_str().unwrap()), forward)
        .await
        .ok();
    filled_in(inbox, &form, "Ana", "The tap of Ana").await;
    let media = completed(inbox, "Ana").await["submission"]["files"][0]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let row = inbox.app.server().app.store().workspace(inbox.id).get_media(media).await.unwrap();
    assert_eq!(row.state, "ready");
    (form, row)
}

async fn is_stored(inbox: &Inbox<'_>, key: Option<&str>) -> bool {
    inbox
        .app
        .server()
        .app
        .config()
        .files
        .read_all(key.expect("a file that is here has a name"))
        .await
        .is_ok()
}

/// I22: with a person goes what they sent with forms, its files, what their phone asked, and its way to others.
#[tokio::test]
async fn i22_erasing_a_person_erases_what_they_sent_with_forms_and_its_files() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (form, file) = filled_in_by_ana(&inbox).await;
        filled_in(&inbox, &form, "Bruno", "The door of Bruno").await;
        assert_eq!(left(&inbox, &form).await, (2, 4, 0));
        let key = file.storage_key.clone();
        assert!(is_stored(&inbox, key.as_deref()).await);
        let people = inbox.owner.get("/contacts?q=Ana").await.ok();
        let contact = format!("/contacts/{}", people["data"][0]["id"].as_str().unwrap());
        let erased = inbox.owner.delete(&contact).await;
        assert!(erased.status.is_success(), "{}", erased.text);
        app.settle().await;
        assert_eq!(left(&inbox, &form).await, (1, 2, 0), "Bruno's stay");
        assert!(!is_stored(&inbox, key.as_deref()).await, "the bytes are gone");
        inbox.owner.get(&format!("/media/{}", file.id)).await.refused(404, "resource.not_found");
        for path in ["/submissions", "/submissions.csv", "/events?after=0&limit=500"] {
            let text = inbox.owner.get(path).await.text;
            assert!(!text.contains("of Ana"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_forms_brought_is_kept_as_long_as_the_workspace_wants() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (form, file) = filled_in_by_ana(&inbox).await;
        for (name, value) in [("keep_submission_days", 4000), ("keep_exchange_days", 0), ("keep_exchange_days", 31)] {
            let wrong = json!({ "settings": { name: value } });
            inbox.owner.patch("", wrong).await.refused(422, "request.invalid");
        }
        let rule = json!({ "settings": { "keep_submission_days": 20, "keep_exchange_days": 5 } });
        inbox.owner.patch("", rule).await.ok();
        let clean = async || {
            app.server().app.wa_flows().clean().await.unwrap();
            app.server().app.media().clean().await.unwrap();
        };
        inbox.advance(4 * DAY);
        clean().await;
        assert_eq!(left(&inbox, &form).await, (1, 2, 0), "nothing is old enough");
        inbox.advance(2 * DAY);
        clean().await;
        assert_eq!(left(&inbox, &form).await, (1, 0, 0), "exchanges are");
        assert!(is_stored(&inbox, file.storage_key.as_deref()).await);
        inbox.advance(15 * DAY);
        clean().await;
        assert_eq!(left(&inbox, &form).await, (0, 0, 0), "and the submission with them");
        assert!(!is_stored(&inbox, file.storage_key.as_deref()).await, "the bytes are gone");
        let owner = inbox.again(Role::Owner).await;
        let found = owner.get("/conversations?view=all&q=Ana").await.ok();
        let thread = owner
            .get(&format!("/conversations/{}/messages", found["data"][0]["id"].as_str().unwrap()))
            .await;
        assert!(
            !thread.text.contains("The tap of Ana"),
            "the message says only that a form came: {}",
            thread.text
        );
        let kept = thread.body["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["kind"] == "interactive" && one["direction"] == "inbound");
        assert_eq!(kept.unwrap()["submission"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_completed_form_starts_the_flow_that_names_it_and_no_other() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        let (report, other) = (inbox.form("Report", &report(), None).await, inbox.form("Another", &report(), None).await);
        for (name, form) in [("On another", &other), ("On a report", &report)] {
            let trigger = json!({ "type": "submission", "wa_flow": form["meta_id"] });
            crate::support::publish_flow_with(app, inbox.id, name, trigger).await;
        }
        app.settle().await;
        // A colleague sent the form, so the conversation is theirs until they hand it back.
        let (phone, message) = inbox.sends_form(&report, "Ana").await;
        let found = inbox.agent.get("/conversations?view=all&q=Ana").await.ok();
        let thread = format!("/conversations/{}", found["data"][0]["id"].as_str().unwrap());
        inbox.agent.post(&format!("{thread}/release"), json!({})).await.ok();
        let mut open = phone.opens(&message.id).await.unwrap();
        open.fills("what", "The tap").fills("photo", json!([{ "media": null }]));
        assert!(open.presses().await.unwrap().is_some(), "sent in");
        app.settle().await;
        let runs = inbox.owner.get("/runs").await.ok();
        let started: Vec<&str> = runs["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| run["flow"]["name"].as_str().unwrap())
            .collect();
        assert_eq!(started, ["On a report"], "{runs}");
        let trigger = &runs["data"][0]["trigger"];
        assert_eq!(
            (&trigger["wa_flow"], &trigger["data"]["what"]),
            (&report["meta_id"], &json!("The tap")),
            "{trigger}"
        );
    })
    .await;
}
