//! Doors of Meta's shape: what an SDK of the Cloud API sends goes through the inbox, and it hears what Meta would say.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Inbox, TestApp, on_both};

/// A program with a key, and the address it posts to.
async fn program(app: &TestApp, inbox: &Inbox<'_>, scopes: &[&str]) -> (Client, String) {
    let made = inbox.admin.post("/api-keys", json!({ "name": "SDK", "scopes": scopes })).await.ok();
    let client = app.with_token(made["secret"].as_str().unwrap());
    let number = inbox.owner.get("/channel").await.ok()["phone_number_id"].as_str().unwrap().to_owned();
    (client, format!("!/graph/v23.0/{number}"))
}

/// Meta's envelope: the code, our word, and the words for people.
fn refused(answer: &Answer) -> (u16, i64, &str) {
    let error = &answer.body["error"];
    assert_eq!(error["type"], "OAuthException", "{}", answer.text);
    assert!(error["message"].is_string() && error["fbtrace_id"].is_string(), "{}", answer.text);
    assert!(!error["error_data"]["details"].as_str().unwrap().is_empty(), "{}", answer.text);
    (
        answer.status.as_u16(),
        error["code"].as_i64().unwrap(),
        error["prismwa_code"].as_str().unwrap(),
    )
}

fn text(to: &str, body: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "to": to, "type": "text", "text": { "body": body } })
}

#[tokio::test]
async fn what_an_sdk_sends_goes_through_the_inbox() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let phone = conversation["contact"]["phone"].as_str().unwrap();
        let (sdk, base) = program(app, &inbox, &["messages:send", "media:upload", "media:read"]).await;
        let messages = format!("{base}/messages");

        let sent = sdk.post(&messages, text(phone, "from the shop")).await.ok();
        assert_eq!(sent["messaging_product"], "whatsapp");
        assert_eq!(sent["contacts"][0]["input"], phone);
        assert_eq!(sent["contacts"][0]["wa_id"], phone.trim_start_matches('+'));
        let wamid = sent["messages"][0]["id"].as_str().unwrap();
        assert!(wamid.starts_with("wamid."), "{sent}");
        let thread = inbox.thread(&conversation).await;
        assert_eq!((thread[1].0.as_str(), thread[1].1.as_str()), ("api", "from the shop"));

        // The same callback data and content is the same message; other content is another one.
        let mut once = text(phone, "only once");
        once["biz_opaque_callback_data"] = json!("order-7");
        let first = sdk.post(&messages, once.clone()).await.ok();
        assert_eq!(sdk.post(&messages, once.clone()).await.ok()["messages"], first["messages"]);
        once["text"]["body"] = json!("something else");
        assert_ne!(sdk.post(&messages, once).await.ok()["messages"], first["messages"]);
        let keyed = sdk.header("idempotency-key", "k-1");
        let first = keyed.post(&messages, text(phone, "keyed")).await.ok();
        assert_eq!(keyed.post(&messages, text(phone, "keyed")).await.ok()["messages"], first["messages"]);
        assert_eq!(refused(&keyed.post(&messages, text(phone, "other")).await).2, "message.id_taken");

        // Read marks and typing answer as Meta does.
        let page = inbox
            .agent
            .get(&format!("/conversations/{}/messages", conversation["id"].as_str().unwrap()))
            .await
            .ok();
        let theirs = &page["data"][0]["wamid"];
        for extra in [json!({}), json!({ "typing_indicator": { "type": "text" } })] {
            let mut mark = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": theirs });
            mark.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            assert_eq!(sdk.post(&messages, mark).await.ok(), json!({ "success": true }));
        }
        let quoting = json!({ "messaging_product": "whatsapp", "to": phone, "context": { "message_id": theirs }, "text": { "body": "quoted" } });
        sdk.post(&messages, quoting).await.ok();
        let page = inbox
            .agent
            .get(&format!("/conversations/{}/messages", conversation["id"].as_str().unwrap()))
            .await
            .ok();
        let mut sent = page["data"].as_array().unwrap().iter();
        let last = sent.find(|message| message["preview"] == "quoted").expect("it is in the thread");
        assert_eq!((&last["preview"], &last["reply_to"]["wamid"]), (&json!("quoted"), theirs));
    })
    .await;
}

#[tokio::test]
async fn refusals_are_metas() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let phone = conversation["contact"]["phone"].as_str().unwrap();
    let (sdk, base) = program(&app, &inbox, &["messages:send"]).await;
    let messages = format!("{base}/messages");

    let stranger = sdk.post(&messages, text("+34600000123", "hello")).await;
    assert_eq!(
        refused(&stranger),
        (400, 131_047, "send.window_closed"),
        "who never wrote gets templates only"
    );
    for (body, code, own) in [
        (json!({ "to": phone }), 100, "request.invalid"),
        (
            json!({ "messaging_product": "whatsapp", "text": { "body": "x" } }),
            100,
            "request.invalid",
        ),
        (
            json!({ "messaging_product": "whatsapp", "to": "12", "text": { "body": "x" } }),
            100,
            "request.invalid",
        ),
        (
            json!({ "messaging_product": "whatsapp", "to": phone, "type": "poll", "poll": {} }),
            100,
            "request.invalid",
        ),
        (text(phone, &"x".repeat(5000)), 131_009, "send.limit"),
        (
            json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.nobody" }),
            100,
            "message.not_found",
        ),
    ] {
        let answer = sdk.post(&messages, body).await;
        assert_eq!(refused(&answer), (400, code, own), "{}", answer.text);
    }
    let elsewhere = sdk.post("!/graph/v23.0/111/messages", text(phone, "x")).await;
    assert_eq!(refused(&elsewhere), (400, 100, "channel.not_found"));
    assert_eq!(refused(&sdk.get("!/graph/v23.0/123456").await), (403, 10, "access.denied"));
    let person = app.with_token(inbox.agent.token());
    assert_eq!(refused(&person.post(&messages, text(phone, "x")).await), (401, 190, "auth.key_invalid"));
    assert_eq!(
        refused(&app.anyone().post(&messages, text(phone, "x")).await),
        (401, 190, "auth.required")
    );
    app.stop().await;
}

#[tokio::test]
async fn a_program_reads_the_number_its_profile_and_its_templates() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let channel = inbox.owner.get("/channel").await.ok();
        let (sdk, base) = program(app, &inbox, &["channel:read", "media:read", "templates:read"]).await;
        let number = sdk.get(&base).await.ok();
        assert_eq!(number["id"], channel["phone_number_id"], "{number:#}");
        assert_eq!(number["verified_name"], channel["verified_name"]);
        assert!(number["quality_rating"].is_string() && number.get("status").is_none(), "{number:#}");
        let asked = sdk.get(&format!("{base}?fields=status,id&appsecret_proof=x")).await.ok();
        assert_eq!(asked, json!({ "id": channel["phone_number_id"], "status": "CONNECTED" }));

        inbox.owner.patch("/channel/profile", json!({ "about": "Open until ten" })).await.ok();
        let profile = sdk.get(&format!("{base}/whatsapp_business_profile?fields=about")).await.ok();
        assert_eq!(
            profile,
            json!({ "data": [{ "messaging_product": "whatsapp", "about": "Open until ten" }] })
        );

        let waba = channel["waba_id"].as_str().unwrap();
        let templates = format!("!/graph/v23.0/{waba}/message_templates");
        let named = sdk
            .get(&format!("{templates}?name=hello_world&status=approved&language=en_US"))
            .await
            .ok();
        assert_eq!(named["data"].as_array().unwrap().len(), 1, "{named:#}");
        assert!(named.get("paging").is_none(), "{named:#}");
        let hello = &named["data"][0];
        assert_eq!(
            (&hello["name"], &hello["language"], &hello["status"]),
            (&json!("hello_world"), &json!("en_US"), &json!("APPROVED"))
        );
        assert!(hello["components"][0]["type"].is_string() && hello["id"].is_string(), "{hello:#}");
        // All of them, page by page, as an SDK follows `next`.
        let (mut names, mut next) = (Vec::new(), format!("{templates}?limit=1&fields=name"));
        loop {
            let page = sdk.get(&next).await.ok();
            names.extend(
                page["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|one| one["name"].as_str().unwrap().to_owned()),
            );
            let Some(address) = page["paging"]["next"].as_str() else { break };
            next = format!("!{}", &address[address.find("/graph/").unwrap()..]);
        }
        let mut once = names.clone();
        once.dedup();
        assert!(once.len() > 1 && once.is_sorted(), "{names:?}");

        let elsewhere = sdk.get("!/graph/v23.0/111").await;
        assert_eq!(refused(&elsewhere), (400, 100, "channel.not_found"));
        assert_eq!(
            refused(&sdk.get("!/graph/v23.0/111/whatsapp_business_profile").await).2,
            "channel.not_found"
        );
        assert_eq!(refused(&sdk.get("!/graph/v23.0/111/message_templates").await).2, "channel.not_found");
        let (files_only, _) = program(app, &inbox, &["media:read"]).await;
        assert_eq!(refused(&files_only.get(&base).await), (403, 10, "access.denied"));
    })
    .await;
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and then some pixels";

/// A file as Meta's documentation uploads it: the form's parts in its order.
async fn upload(sdk: &Client, base: &str) -> Answer {
    let part = |name: &str, value: &str| format!("--limit\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let mut form = (part("messaging_product", "whatsapp") + &part("type", "image/png")).into_bytes();
    form.extend(b"--limit\r\ncontent-disposition: form-data; name=\"file\"; filename=\"lamp.png\"\r\ncontent-type: image/png\r\n\r\n");
    form.extend(PNG);
    form.extend(b"\r\n--limit--\r\n");
    sdk.raw(Method::POST, &format!("{base}/media"), Some("multipart/form-data; boundary=limit"), form)
        .await
}

/// Bodies as Meta's pages show them, with what SDKs leave empty.
fn as_documented(image: &str, theirs: &Value) -> Vec<Value> {
    vec![
        json!({ "type": "text", "text": { "preview_url": true, "body": "Look: https://example.com/lamp" } }),
        json!({ "type": "image", "image": { "id": image, "caption": null } }),
        json!({ "type": "document", "document": { "link": "https://example.com/invoice.pdf", "caption": "Your invoice", "filename": "invoice.pdf" } }),
        json!({ "type": "location", "location": { "latitude": "37.44216251868683", "longitude": "-122.16153582049394",
            "name": "Philz Coffee", "address": "101 Forest Ave, Palo Alto, CA 94301" } }),
        json!({ "type": "contacts", "contacts": [{ "name": { "formatted_name": "Barbara J. Johnson", "first_name": "Barbara" },
            "phones": [{ "phone": "+16505559999", "type": "Mobile" }] }] }),
        json!({ "type": "interactive", "interactive": { "type": "button", "header": { "type": "image", "image": { "id": image } },
            "body": { "text": "Is that all?" }, "footer": null,
            "action": { "buttons": [{ "type": "reply", "reply": { "id": "yes", "title": "Yes" } }] } } }),
        json!({ "type": "interactive", "interactive": { "type": "list", "body": { "text": "Which shipping?" }, "action": { "button": "Options",
            "sections": [{ "title": "Fast", "rows": [{ "id": "express", "title": "Express", "description": "Next day" }] }] } } }),
        json!({ "type": "template", "template": { "name": "hello_world", "language": { "policy": "deterministic", "code": "en_US" } } }),
        json!({ "type": "reaction", "reaction": { "message_id": theirs, "emoji": "👍" } }),
    ]
}

#[tokio::test]
async fn bodies_of_metas_pages_are_understood_and_files_go_both_ways() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let phone = conversation["contact"]["phone"].as_str().unwrap().trim_start_matches('+');
        let thread = format!("/conversations/{}/messages?limit=500", conversation["id"].as_str().unwrap());
        let theirs = inbox.agent.get(&thread).await.ok()["data"][0]["wamid"].clone();
        let (sdk, base) = program(app, &inbox, &["messages:send", "media:upload", "media:read"]).await;

        let image = upload(&sdk, &base).await.ok()["id"].as_str().unwrap().to_owned();
        let file = format!("!/graph/v23.0/{image}");
        let shown = sdk.get(&file).await.ok();
        assert_eq!(
            (&shown["id"], &shown["messaging_product"]),
            (&json!(image), &json!("whatsapp")),
            "{shown}"
        );
        assert_eq!(
            (&shown["mime_type"], &shown["file_size"]),
            (&json!("image/png"), &json!(PNG.len())),
            "{shown}"
        );
        assert_eq!(shown["sha256"].as_str().unwrap().len(), 64, "{shown}");
        let link = shown["url"].as_str().unwrap();
        let place = link.find("/api/v1/").expect("an address of ours");
        let bytes = app.anyone().get(&format!("!{}", &link[place..])).await;
        assert!(bytes.status.is_success() && bytes.text.contains("some pixels"), "{}", bytes.status);

        let bodies = as_documented(&image, &theirs);
        let count = bodies.len();
        for mut body in bodies {
            let members = body.as_object_mut().unwrap();
            members.insert("messaging_product".to_owned(), json!("whatsapp"));
            members.insert("recipient_type".to_owned(), json!("individual"));
            members.insert("to".to_owned(), json!(phone));
            members.insert("context".to_owned(), Value::Null);
            let answer = sdk.post(&format!("{base}/messages"), body.clone()).await;
            assert_eq!(answer.status, 200, "{body}: {}", answer.text);
            assert!(
                answer.body["messages"][0]["id"].as_str().unwrap().starts_with("wamid."),
                "{}",
                answer.text
            );
        }
        let seen = inbox.agent.get(&thread).await.ok();
        let seen = seen["data"].as_array().unwrap();
        assert_eq!(seen.len(), count, "the reaction is drawn on what Ana wrote: {seen:?}");
        assert!(seen[1..].iter().all(|message| message["author"]["kind"] == "api"), "{seen:?}");

        assert_eq!(sdk.delete(&file).await.ok(), json!({ "success": true }));
        assert_eq!(sdk.get(&file).await.ok()["id"], json!(image), "the inbox shows it, so it stays");
        let other = upload(&sdk, &base).await.ok()["id"].as_str().unwrap().to_owned();
        let file = format!("!/graph/v23.0/{other}");
        assert_eq!(sdk.delete(&file).await.ok(), json!({ "success": true }));
        assert_eq!(refused(&sdk.get(&file).await).0, 400, "and this one nobody needs");
        let acts = inbox.audited().await;
        let times = |act: &str| acts.iter().filter(|action| *action == act).count();
        assert_eq!((times("media.uploaded"), times("media.deleted")), (2, 1), "{acts:?}");
        assert_eq!(times("message.sent"), count, "each send is in the log: {acts:?}");
    })
    .await;
}

#[tokio::test]
async fn a_stranger_gets_a_template_and_nothing_else_makes_a_contact() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (sdk, base) = program(&app, &inbox, &["messages:send"]).await;
    let messages = format!("{base}/messages");
    let stranger = inbox.simulator.phone("Bo").wa_id().unwrap();
    assert_eq!(refused(&sdk.post(&messages, text(&stranger, "hello")).await).1, 131_047);
    assert_eq!(
        inbox.admin.get("/contacts").await.ok()["data"],
        json!([]),
        "a refusal leaves nobody behind"
    );
    let hello = json!({ "messaging_product": "whatsapp", "to": stranger, "type": "template",
        "template": { "name": "hello_world", "language": { "code": "en_US" } } });
    sdk.post(&messages, hello).await.ok();
    assert_eq!(inbox.admin.get("/contacts").await.ok()["data"].as_array().unwrap().len(), 1);
    app.stop().await;
}

#[tokio::test]
async fn i14_a_key_reaches_its_own_workspaces_number_and_files_only() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (ours, base) = program(&app, &inbox, &["messages:send", "media:upload", "media:read"]).await;
    let image = upload(&ours, &base).await.ok()["id"].as_str().unwrap().to_owned();
    let other = app.tenant("Other").await;
    let key = json!({ "name": "Theirs", "scopes": ["messages:send", "media:upload", "media:read"] });
    let made = other.admin.post("/api-keys", key).await.ok();
    let theirs = app.with_token(made["secret"].as_str().unwrap());
    let file = format!("!/graph/v23.0/{image}");
    assert_eq!(refused(&theirs.get(&file).await), (400, 100, "media.not_found"));
    assert_eq!(refused(&theirs.delete(&file).await), (400, 100, "media.not_found"));
    for path in ["messages", "media"] {
        let answer = theirs.post(&format!("{base}/{path}"), text("+34600000001", "x")).await;
        assert_eq!(refused(&answer).2, "channel.not_connected", "{}", answer.text);
    }
    assert_eq!(refused(&ours.get(&format!("!/graph/latest/{image}")).await).0, 400, "no version");
    assert_eq!(ours.get(&file).await.ok()["id"], json!(image));
    app.stop().await;
}
