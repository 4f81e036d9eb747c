//! Data exchanges of forms, from a phone with real encryption to a submission; and what changed phones and strangers get.

use std::time::Duration;

use serde_json::{Value, json};
use wa_flow_crypto::{PublicKey, device};

use crate::support::{Inbox, TestApp, on_both};

/// Three screens that ask the endpoint, the last with a photo.
pub fn booking() -> String {
    let screen = |id: &str, terminal: bool, data: Value, children: Value, payload: Value| {
        let mut children = children.as_array().unwrap().clone();
        children.push(json!({ "type": "Footer", "label": "Go on", "on-click-action": { "name": "data_exchange", "payload": payload } }));
        json!({ "id": id, "title": id, "terminal": terminal, "data": data, "layout": { "type": "SingleColumnLayout", "children": children } })
    };
    let days = json!({ "type": "array", "items": { "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "string" } } },
        "__example__": [{ "id": "mon", "title": "Monday" }] });
    let form = json!({
        "version": "7.3", "data_api_version": "3.0", "routing_model": { "DAY": ["NAME"], "NAME": ["CONFIRM"], "CONFIRM": [] },
        "screens": [
            screen("DAY", false, json!({ "days": days }), json!([{ "type": "Dropdown", "name": "day", "label": "Day", "required": true, "data-source": "${data.days}" }]), json!({ "day": "${form.day}" })),
            screen("NAME", false, json!({}), json!([{ "type": "TextInput", "name": "full_name", "label": "Your name", "required": true }]), json!({ "full_name": "${form.full_name}" })),
            screen("CONFIRM", true, json!({}), json!([{ "type": "TextArea", "name": "wishes", "label": "Anything else?" }]), json!({ "wishes": "${form.wishes}", "name": "${screen.NAME.form.full_name}" })),
        ],
    });
    serde_json::to_string_pretty(&form).unwrap()
}

/// A published form with a key and fixed answers.
struct Booking<'a> {
    inbox: Inbox<'a>,
    form: Value,
    key: Value,
}

impl Booking<'_> {
    fn path(&self) -> String {
        format!("/wa-flows/{}", self.form["id"].as_str().unwrap())
    }

    /// Sends it; gives the phone and the message on it.
    async fn sent_to(&self, name: &str) -> (simulator::Phone, simulator::Message) {
        self.inbox.sends_form(&self.form, name).await
    }
}

async fn booking_on(app: &TestApp) -> Booking<'_> {
    let inbox = app.inbox().await;
    app.settle().await;
    let request = json!({ "name": "Booking", "categories": ["APPOINTMENT_BOOKING"], "json": booking() });
    let form = inbox.admin.post("/wa-flows", request).await.ok();
    let path = format!("/wa-flows/{}", form["id"].as_str().unwrap());
    let days = json!([{ "id": "mon", "title": "Monday" }, { "id": "tue", "title": "Tuesday" }]);
    let endpoint = json!({ "kind": "fixed", "screens": { "DAY": { "data": { "days": days } }, "NAME": { "data": {} } } });
    inbox.admin.put(&format!("{path}/endpoint"), endpoint).await.ok();
    // Without a key nobody can encrypt: that is said before Meta refuses it.
    inbox
        .admin
        .post(&format!("{path}/publish"), json!({}))
        .await
        .refused(409, "wa_flow.no_key");
    let key = inbox.form_key().await;
    let form = inbox.admin.post(&format!("{path}/publish"), json!({})).await.ok();
    assert_eq!(form["status"], "PUBLISHED", "Meta's ping was answered: {form}");
    Booking { inbox, form, key }
}

#[tokio::test]
async fn f_a_form_is_sent_opened_filled_in_and_kept_under_its_labels() {
    on_both(async |app| {
        let booking = booking_on(app).await;
        let (phone, message) = booking.sent_to("Ana").await;
        let token = message.content["action"]["parameters"]["flow_token"].as_str().unwrap();
        assert_eq!(token.len(), 22, "128 random bits");
        let mut form = phone.opens(&message.id).await.unwrap();
        assert_eq!(form.screen(), "DAY");
        form.fills("day", "tue");
        assert_eq!(form.presses().await.unwrap().map(|_| ()), None);
        assert_eq!(form.screen(), "NAME");
        form.fills("full_name", "Ana Torres");
        form.presses().await.unwrap();
        form.fills("wishes", "A window, please");
        let sent = form.presses().await.unwrap();
        assert!(sent.is_some(), "the endpoint ended it and the phone sent it in");
        app.settle().await;

        let list = booking.inbox.analyst.get("/submissions").await.ok();
        assert_eq!(list["data"].as_array().unwrap().len(), 1, "{list}");
        let submission = &list["data"][0];
        assert_eq!(submission["bound_by"], "token");
        assert_eq!(
            (&submission["wa_flow"]["id"], &submission["wa_flow"]["name"]),
            (&booking.form["id"], &json!("Booking"))
        );
        assert_eq!(submission["contact"]["name"], "Ana");
        let values = submission["values"].as_array().unwrap();
        let value = |label: &str| values.iter().find(|field| field["label"] == label).map(|field| field["value"].clone());
        assert_eq!(value("Anything else?"), Some(json!("A window, please")), "{values:?}");
        assert_eq!(value("Flow token"), None, "the token is no answer");
        assert!(!list.to_string().contains(token));
        let id = submission["id"].as_str().unwrap();
        assert_eq!(booking.inbox.agent.get(&format!("/submissions/{id}")).await.ok()["id"], submission["id"]);
        let found = async |query: &str| {
            booking.inbox.agent.get(&format!("/submissions?{query}")).await.ok()["data"]
                .as_array()
                .unwrap()
                .len()
        };
        let flow = booking.form["id"].as_str().unwrap();
        assert_eq!(
            (found("q=WINDOW").await, found("q=door").await, found(&format!("wa_flow={flow}")).await),
            (1, 0, 1)
        );
        let csv = booking.inbox.analyst.get("/submissions.csv").await;
        assert!(csv.text.lines().nth(1).unwrap().contains("A window, please"), "{}", csv.text);

        // Every exchange is written down, and how the form does.
        let exchanges = booking.inbox.admin.get(&format!("{}/exchanges", booking.path())).await.ok();
        let seen: Vec<(&str, &str, i64)> = exchanges["data"]
            .as_array()
            .unwrap()
            .iter()
            .rev()
            .map(|one| {
                (
                    one["action"].as_str().unwrap(),
                    one["screen"].as_str().unwrap(),
                    one["status"].as_i64().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("INIT", "", 200),
                ("data_exchange", "DAY", 200),
                ("data_exchange", "NAME", 200),
                ("data_exchange", "CONFIRM", 200)
            ]
        );
        assert!(exchanges.to_string().contains("Ana Torres"));
        let screens = exchanges["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["answer"])
            .filter(|answer| answer["screen"] != "SUCCESS");
        for answer in screens {
            assert!(
                answer["data"].get("extension_message_response").is_none(),
                "written down as it was: {answer}"
            );
        }
        let masked = booking.inbox.analyst.get(&format!("{}/exchanges", booking.path())).await;
        assert!(!masked.text.contains("Ana Torres"), "{}", masked.text);
        let stats = booking.inbox.analyst.get(&format!("{}/stats", booking.path())).await.ok();
        assert_eq!(
            (
                &stats["sent"],
                &stats["opened"],
                &stats["submitted"],
                &stats["exchanges"],
                &stats["errors"]
            ),
            (&json!(1), &json!(1), &json!(1), &json!(4), &json!(0))
        );
        assert_eq!(booking.inbox.analyst.get(&booking.path()).await.ok()["submissions_7d"], 1);

        // It was sent in: the token is used up, and the phone closes the form.
        assert_eq!(phone.opens(&message.id).await.map(|_| ()), Err("flow-token-invalid".to_owned()));
        assert!(booking.inbox.events().await.iter().any(|event| event["type"] == "submission.created"));
    })
    .await;
}

/// F5: a changed phone asks from a screen it cannot be on, or sends what the screen does not have.
#[tokio::test]
async fn f05_screens_cannot_be_skipped_and_unknown_fields_are_dropped() {
    let app = TestApp::start().await;
    let booking = booking_on(&app).await;
    let (phone, message) = booking.sent_to("Ana").await;
    let mut form = phone.opens(&message.id).await.unwrap();
    let answer = form.forges("data_exchange", "CONFIRM", json!({ "wishes": "free" })).await.unwrap();
    assert_eq!(answer["screen"], "DAY", "put back where it is: {answer}");
    assert!(answer["data"]["error_message"].is_string());
    form.forges(
        "data_exchange",
        "DAY",
        json!({ "day": "mon", "price": "0", "__proto__": { "admin": true } }),
    )
    .await;
    let exchanges = booking.inbox.admin.get(&format!("{}/exchanges", booking.path())).await;
    assert!(exchanges.text.contains("where it cannot be"), "{}", exchanges.text);
    let again = form.forges("data_exchange", "CONFIRM", json!({})).await.unwrap();
    assert_ne!(again["screen"], "SUCCESS", "one step at a time");
    drop(form);
    app.stop().await;
}

/// F1, F3: what strangers, replays and changed bytes get.
#[tokio::test]
async fn f01_f03_only_what_meta_signed_and_our_key_opens_is_answered_and_only_once() {
    let app = TestApp::start().await;
    let booking = booking_on(&app).await;
    let (_, message) = booking.sent_to("Ana").await;
    let token = message.content["action"]["parameters"]["flow_token"].as_str().unwrap().to_owned();
    let given = booking.inbox.credentials().await;
    let secret = given["app_secret"].as_str().unwrap().to_owned();
    let uri = booking.inbox.admin.get(&booking.path()).await.ok()["endpoint_uri"]
        .as_str()
        .unwrap()
        .to_owned();
    let key = PublicKey::from_pem(booking.key["public_key"].as_str().unwrap()).unwrap();
    let http = crate::support::http();
    let post = async |body: Vec<u8>, signature: String| {
        let answer = http.post(&uri).header("x-hub-signature-256", signature).body(body).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let sign = |body: &[u8]| cloud_api::signature::sign(secret.as_bytes(), body);
    let request = |screen: &str, day: &str| {
        let value = json!({ "version": "3.0", "action": "data_exchange", "screen": screen, "data": { "day": day }, "flow_token": token });
        value.to_string().into_bytes()
    };
    let init = json!({ "version": "3.0", "action": "INIT", "flow_token": token })
        .to_string()
        .into_bytes();
    let (body, waiting) = device::seal(&key, &init).unwrap();
    assert_eq!(post(body.clone(), sign(b"other")).await, (432, String::new()));
    assert_eq!(post(body.clone(), String::new()).await, (432, String::new()));
    let (status, first) = post(body.clone(), sign(&body)).await;
    assert_eq!(status, 200);
    let plain: Value = serde_json::from_slice(&waiting.open(&first).unwrap()).unwrap();
    assert_eq!(plain["screen"], "DAY");

    // The same request again: the same bytes, and no second exchange.
    for _ in 0..3 {
        assert_eq!(post(body.clone(), sign(&body)).await, (200, first.clone()));
    }
    let count = async || {
        booking.inbox.admin.get(&format!("{}/exchanges", booking.path())).await.ok()["data"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(count().await, 1);

    // Another request under the same key and vector: nothing is sealed for it.
    let (one, _) = device::seal_with(&key, &request("DAY", "mon"), [7; 16], [9; 16]).unwrap();
    let (other, _) = device::seal_with(&key, &request("DAY", "tue"), [7; 16], [9; 16]).unwrap();
    assert_eq!(post(one.clone(), sign(&one)).await.0, 200);
    assert_eq!(post(other.clone(), sign(&other)).await, (400, String::new()));

    // Any changed byte of content, vector or key is the same empty 421.
    let parts: Value = serde_json::from_slice(&one).unwrap();
    for member in ["encrypted_flow_data", "encrypted_aes_key", "initial_vector"] {
        let mut changed = parts.clone();
        let text = changed[member].as_str().unwrap();
        let flipped = if text.starts_with('A') { "B" } else { "A" };
        changed[member] = format!("{flipped}{}", &text[1..]).into();
        let body = changed.to_string().into_bytes();
        assert_eq!(post(body.clone(), sign(&body)).await, (421, String::new()), "{member}");
    }
    assert_eq!(post(b"{}".to_vec(), sign(b"{}")).await.0, 400);

    // A new key: the old one still opens until it is retired.
    let next = booking.inbox.admin.post("/wa-flow-keys", json!({})).await.ok();
    let old = format!("/wa-flow-keys/{}", booking.key["id"].as_str().unwrap());
    booking
        .inbox
        .admin
        .post(&format!("{old}/retire"), json!({}))
        .await
        .refused(409, "wa_flow_key.in_use");
    booking
        .inbox
        .admin
        .post(&format!("/wa-flow-keys/{}/upload", next["id"].as_str().unwrap()), json!({}))
        .await
        .ok();
    let (body, _) = device::seal(&key, &init).unwrap();
    assert_eq!(post(body.clone(), sign(&body)).await.0, 200, "in the overlap");
    booking.inbox.admin.post(&format!("{old}/retire"), json!({})).await.ok();
    let (body, _) = device::seal(&key, &init).unwrap();
    assert_eq!(post(body.clone(), sign(&body)).await, (421, String::new()));
    app.stop().await;
}

/// F4, F10: a token opens what it was sent with, for whom it was sent to, in its workspace, until it is too old.
#[tokio::test]
async fn f04_f10_a_token_is_no_good_anywhere_else() {
    let app = TestApp::start().await;
    let booking = booking_on(&app).await;
    let (phone, message) = booking.sent_to("Ana").await;
    let (other, _) = booking.sent_to("Bruno").await;
    let token = message.content["action"]["parameters"]["flow_token"].clone();

    // Sent in by somebody else: kept, and tied to nothing.
    let theirs = other.last_received().unwrap();
    let response = json!({ "flow_token": token, "wishes": "stolen" });
    other.submits(&theirs.id, response.as_object().unwrap().clone()).await;
    app.settle().await;
    let list = booking.inbox.analyst.get("/submissions").await.ok();
    let stolen = &list["data"][0];
    assert_eq!(
        (&stolen["contact"]["name"], &stolen["bound_by"]),
        (&json!("Bruno"), &json!("context")),
        "by the message it answers: {stolen}"
    );
    assert!(phone.opens(&message.id).await.is_ok(), "Ana's own is still good");

    booking.inbox.advance(Duration::from_secs(31 * 24 * 60 * 60));
    assert_eq!(
        phone.opens(&message.id).await.map(|_| ()),
        Err("flow-token-invalid".to_owned()),
        "too old"
    );
    app.stop().await;
}

/// F9: nobody answers in time, so the customer reads a sentence instead of waiting.
#[tokio::test]
async fn f09_an_answer_that_cannot_be_had_is_an_error_on_the_same_screen() {
    let app = TestApp::start().await;
    let booking = booking_on(&app).await;
    let (phone, message) = booking.sent_to("Ana").await;
    let mut form = phone.opens(&message.id).await.unwrap();
    let forward = json!({ "kind": "forward", "url": "http://127.0.0.1:9/form", "secret": "0123456789abcdef", "timeout_ms": 500 });
    booking.inbox.admin.put(&format!("{}/endpoint", booking.path()), forward).await.ok();
    let read = booking.inbox.admin.get(&booking.path()).await.ok();
    assert_eq!(
        (&read["endpoint"]["kind"], &read["endpoint"]["has_secret"]),
        (&json!("forward"), &json!(true))
    );
    assert!(!read.to_string().contains("0123456789abcdef"), "a secret is in no answer");
    form.fills("day", "mon");
    form.presses().await.unwrap();
    assert_eq!((form.screen(), form.status()), ("DAY", Some(200)));
    assert!(form.snackbar().is_some_and(|text| text.contains("try again")));
    let tried = booking
        .inbox
        .admin
        .post(&format!("{}/endpoint/try", booking.path()), json!({ "action": "INIT" }))
        .await
        .ok();
    assert!(tried["problem"]["kind"].is_string() && tried["answer"].is_null(), "{tried}");
    drop(form);
    app.stop().await;
}
