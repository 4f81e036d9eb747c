//! Templates: sending, listing, making, deciding.

use serde_json::{Value, json};
use simulator::Pace;

use crate::stage::{NUMBER, Stage, TOKEN, WABA};

fn template(name: &str, language: &str, components: Value) -> Value {
    json!({ "type": "template", "template": { "name": name, "language": { "code": language }, "components": components } })
}

fn texts(texts: &[&str]) -> Value {
    texts.iter().map(|text| json!({ "type": "text", "text": text })).collect()
}

fn order_shipped() -> Value {
    json!([
        { "type": "header", "parameters": texts(&["A-1042"]) },
        { "type": "body", "parameters": texts(&["A-1042", "Ana", "12/24"]) },
        { "type": "button", "sub_type": "url", "index": "0", "parameters": texts(&["A-1042"]) },
        { "type": "button", "sub_type": "quick_reply", "index": "1", "parameters": [{ "type": "payload", "payload": "fine" }] },
    ])
}

#[tokio::test]
async fn a_template_is_rendered_on_the_phone_and_its_quick_reply_comes_back() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let wamid = stage
        .send(&ana.wa_id().unwrap(), template("order_shipped", "en-US", order_shipped()))
        .await
        .wamid();
    stage.settle().await;
    let shown = ana.last_received().unwrap().content;
    assert_eq!(shown["header"], json!({ "format": "TEXT", "text": "📦 A-1042" }));
    assert_eq!(
        shown["body"],
        "Your order A-1042 is on its way, Ana. It should arrive on 12/24. Thank you for waiting."
    );
    assert_eq!(shown["buttons"][0]["url"], "https://example.com/track/A-1042");
    ana.taps(&wamid, "All good").await;
    let message = stage.bot.messages().pop().unwrap();
    assert_eq!(
        (message["type"].as_str(), &message["button"]),
        (Some("button"), &json!({ "payload": "fine", "text": "All good" }))
    );
    assert_eq!(message["context"], json!({ "from": "15550104477", "id": wamid }));
    let sent = &stage.bot.statuses()[0];
    assert_eq!(
        sent["pricing"],
        json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": "utility" })
    );
}

#[tokio::test]
async fn what_does_not_fit_the_template_is_refused() {
    let stage = Stage::new().await;
    let to = stage.simulator.phone("Ana").wa_id().unwrap();
    let without = |place: usize| {
        let mut components = order_shipped();
        components.as_array_mut().unwrap().remove(place);
        template("order_shipped", "en_US", components)
    };
    let named = |name: &str| {
        let parameter = |name: &str| json!({ "type": "text", "parameter_name": name, "text": "x" });
        let components = json!([{ "type": "header", "parameters": [parameter("first_name")] },
            { "type": "body", "parameters": [parameter("day"), parameter(name)] }]);
        template("appointment_reminder", "en_US", components)
    };
    let image_missing = template("welcome_back", "en_US", json!([{ "type": "body", "parameters": texts(&["Ana"]) }]));
    let line_break = template("order_shipped", "es", {
        let mut components = order_shipped();
        components[1]["parameters"][0]["text"] = "two\nlines".into();
        components
    });
    let cases = [
        (template("no_such", "en_US", json!([])), 404, 132_001, "does not exist in en_US"),
        (template("order_shipped", "de", order_shipped()), 404, 132_001, "does not exist in de"),
        (template("win_back_draft", "en_US", json!([])), 404, 132_001, "win_back_draft"),
        (
            without(0),
            400,
            132_000,
            "header: number of localizable_params (0) does not match the expected number of params (1)",
        ),
        (without(1), 400, 132_000, "expected number of params (3)"),
        (without(2), 400, 131_008, "Button at index 0 of type Url requires a parameter"),
        (named("hour"), 400, 100, "no parameter named hour"),
        (image_missing, 400, 132_012, "expected IMAGE, received UNKNOWN"),
        (line_break, 400, 132_018, "new-line"),
    ];
    for (body, status, code, reason) in cases {
        let answer = stage.send(&to, body.clone()).await;
        let (got_status, got, details) = answer.error();
        assert_eq!((got_status, got), (status, code), "{body} → {answer:?}");
        assert!(details.contains(reason), "{details:?} says {reason:?}");
    }
    assert_eq!(stage.send(&to, named("time")).await.status, 200);
    assert_eq!(stage.send(&to, without(3)).await.status, 200, "a quick reply needs no payload");
}

#[tokio::test]
async fn a_paused_template_is_refused_and_the_decision_is_reported() {
    let stage = Stage::new().await;
    let to = stage.simulator.phone("Ana").wa_id().unwrap();
    let listed = stage.get(&format!("{WABA}/message_templates?name=hello_world")).await.body;
    let id = listed["data"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("templates/{id}/status");
    for (decision, code) in [("PAUSED", 132_015), ("DISABLED", 132_016)] {
        let decided = stage
            .control(reqwest::Method::POST, &path, Some(json!({ "status": decision, "reason": "NONE" })))
            .await;
        assert_eq!(decided.body["status"], decision);
        assert_eq!(stage.send(&to, template("hello_world", "en_US", json!([]))).await.error().1, code);
    }
    stage.settle().await;
    let change = &stage.bot.changes()[0];
    assert_eq!(change["field"], "message_template_status_update");
    assert_eq!(
        (&change["value"]["event"], &change["value"]["message_template_name"]),
        (&json!("PAUSED"), &json!("hello_world"))
    );
    assert!(change["value"]["message_template_id"].is_u64() && change["value"].get("metadata").is_none());
    assert!(stage.bot.all()[0].body["entry"][0]["time"].is_u64());
}

#[tokio::test]
async fn lists_are_paged_by_cursors() {
    let stage = Stage::new().await;
    let path = format!("{WABA}/message_templates?fields=name,language&limit=4");
    let (mut names, mut next) = (Vec::new(), Some(stage.graph(&path)));
    while let Some(url) = next {
        let page = stage.call(stage.http.get(url).bearer_auth(TOKEN)).await.body;
        for template in page["data"].as_array().unwrap() {
            assert_eq!(template.as_object().unwrap().len(), 3, "id and what was asked for: {template}");
            names.push(format!(
                "{}/{}",
                template["name"].as_str().unwrap(),
                template["language"].as_str().unwrap()
            ));
        }
        next = page["paging"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(names.len(), 11, "{names:?}");
    assert!(names.contains(&"order_shipped/es".to_owned()));
    let forged = stage.get(&format!("{WABA}/message_templates?after=zzz")).await;
    assert_eq!(forged.error().1, 131_059);
    let rejected = stage.get(&format!("{WABA}/message_templates?status=REJECTED")).await.body;
    assert_eq!(rejected["data"][0]["rejected_reason"], "PROMOTIONAL");
}

#[tokio::test]
async fn a_new_template_is_reviewed_edited_and_deleted() {
    let stage = Stage::with(|config| {
        config.pace = Pace {
            review: Some(std::time::Duration::ZERO),
            ..Pace::default()
        }
    })
    .await;
    let path = format!("{WABA}/message_templates");
    let definition = json!({ "name": "table_ready", "language": "en_GB", "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "Your table is ready now." }] });
    let created = stage.post(&path, definition.clone()).await.body;
    assert_eq!((&created["status"], &created["category"]), (&json!("PENDING"), &json!("UTILITY")));
    let id = created["id"].as_str().unwrap();
    stage.settle().await;
    assert_eq!(stage.get(id).await.body["status"], "APPROVED");
    assert_eq!(stage.bot.values()[0]["event"], "APPROVED");
    let again = stage.post(&path, definition).await;
    assert_eq!((again.error().1, &again.body["error"]["error_subcode"]), (100, &json!(2_388_024)));
    let edit = json!({ "components": [{ "type": "BODY", "text": "Your table is waiting for you." }] });
    assert_eq!(stage.post(id, edit).await.body["success"], true);
    assert_eq!(stage.get(id).await.body["components"][0]["text"], "Your table is waiting for you.");
    assert_eq!(stage.delete(&format!("{path}?name=table_ready")).await.body["success"], true);
    assert_eq!(stage.get(id).await.error().1, 100);
    assert_eq!(stage.delete(&format!("{path}?name=table_ready")).await.error().0, 400);
}

#[tokio::test]
async fn a_template_may_carry_an_uploaded_picture_and_a_code() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let form = reqwest::multipart::Form::new().text("messaging_product", "whatsapp").part(
        "file",
        reqwest::multipart::Part::bytes(vec![1, 2, 3])
            .file_name("a.png")
            .mime_str("image/png")
            .unwrap(),
    );
    let upload = stage
        .http
        .post(stage.graph(&format!("{NUMBER}/media")))
        .bearer_auth(TOKEN)
        .multipart(form);
    let id = stage.call(upload).await.body["id"].clone();
    let components = json!([
        { "type": "header", "parameters": [{ "type": "image", "image": { "id": id } }] },
        { "type": "body", "parameters": texts(&["Ana"]) },
        { "type": "button", "sub_type": "copy_code", "index": 0, "parameters": [{ "type": "coupon_code", "coupon_code": "LIGHT25" }] },
    ]);
    stage
        .send(&ana.wa_id().unwrap(), template("welcome_back", "en_US", components))
        .await
        .wamid();
    stage.settle().await;
    let shown = ana.last_received().unwrap().content;
    assert_eq!(shown["header"]["media"]["url"], json!(format!("/control/media/{}", id.as_str().unwrap())));
    assert_eq!(shown["buttons"][0]["code"], "LIGHT25");
}
