//! `POST /{PNID}/messages`: what is accepted, what is refused and how.

use serde_json::{Value, json};
use simulator::{Config, Fault, Strangers, WindowRefusal};

use crate::stage::{NUMBER, Stage};

const ANA: &str = "5215512345678";

/// A stage where Ana has just said something.
async fn with_ana() -> Stage {
    let stage = Stage::new().await;
    stage
        .control(
            reqwest::Method::POST,
            "phones",
            Some(json!({ "name": "Ana", "wa_id": ANA, "country": "MX" })),
        )
        .await;
    stage.simulator.phone("Ana").says("hola").await;
    stage
}

fn interactive(kind: &str, action: Value) -> Value {
    json!({ "type": "interactive", "interactive": { "type": kind, "body": { "text": "Choose" }, "action": action } })
}

fn rows(count: usize) -> Value {
    (0..count)
        .map(|row| json!({ "id": format!("r{row}"), "title": format!("Row {row}") }))
        .collect()
}

fn buttons(titles: &[&str]) -> Value {
    let button = |title: &&str| json!({ "type": "reply", "reply": { "id": format!("id-{title}"), "title": title } });
    json!({ "buttons": titles.iter().map(button).collect::<Vec<_>>() })
}

#[tokio::test]
async fn every_kind_is_accepted_and_reaches_the_phone() {
    let stage = with_ana().await;
    let ana = stage.simulator.phone("Ana");
    let link = json!({ "link": "https://example.com/file" });
    let flow = json!({ "name": "flow", "parameters": { "flow_message_version": "3", "flow_id": "1", "flow_cta": "Open", "flow_token": "t" } });
    let card = |place: usize| {
        json!({ "card_index": place, "type": "cta_url", "header": { "type": "image", "image": { "link": "https://example.com/a.png" } },
            "body": { "text": "One" }, "action": { "name": "cta_url", "parameters": { "display_text": "Buy", "url": "https://example.com" } } })
    };
    let bodies = [
        json!({ "type": "text", "text": { "body": "hi", "preview_url": true } }),
        json!({ "text": { "body": "type may be left out" } }),
        json!({ "type": "image", "image": { "link": "https://example.com/a.png", "caption": "look" } }),
        json!({ "type": "video", "video": link }),
        json!({ "type": "audio", "audio": { "link": "https://example.com/a.ogg", "voice": true } }),
        json!({ "type": "document", "document": { "link": "https://example.com/a.pdf", "filename": "a.pdf" } }),
        json!({ "type": "sticker", "sticker": link }),
        json!({ "type": "location", "location": { "latitude": "19.4", "longitude": -99.1, "name": "Zócalo" } }),
        json!({ "type": "contacts", "contacts": [{ "name": { "formatted_name": "Luis R", "first_name": "Luis" } }] }),
        json!({ "type": "template", "template": { "name": "hello_world", "language": { "code": "en_US" } } }),
        interactive("button", buttons(&["Yes", "No", "Later"])),
        interactive("list", json!({ "button": "Menu", "sections": [{ "rows": rows(10) }] })),
        interactive(
            "cta_url",
            json!({ "name": "cta_url", "parameters": { "display_text": "Open", "url": "https://example.com" } }),
        ),
        interactive("flow", flow),
        interactive("location_request_message", json!({ "name": "send_location" })),
        interactive("request_contact_info", json!({ "name": "request_contact_info" })),
        interactive("carousel", json!({ "cards": [card(0), card(1)] })),
        interactive("product", json!({ "catalog_id": "c", "product_retailer_id": "sku" })),
        interactive("catalog_message", json!({ "name": "catalog_message" })),
    ];
    for body in &bodies {
        let answer = stage.send(ANA, body.clone()).await;
        assert_eq!(answer.status, 200, "{body} → {answer:?}");
        assert_eq!(answer.body["contacts"], json!([{ "input": ANA, "wa_id": ANA }]));
        assert!(answer.wamid().starts_with("wamid."));
    }
    stage.settle().await;
    let kinds: Vec<_> = ana.thread().into_iter().map(|message| message.kind).collect();
    assert_eq!(kinds.len(), bodies.len() + 1, "{kinds:?}");
    assert_eq!(stage.simulator.ledger().accepted, u64::try_from(bodies.len()).unwrap());
}

#[tokio::test]
async fn what_is_wrong_is_refused_with_metas_code_and_a_reason() {
    let stage = with_ana().await;
    let long = "x".repeat(4097);
    let twice = json!({ "buttons": [
        { "type": "reply", "reply": { "id": "a", "title": "A" } }, { "type": "reply", "reply": { "id": "a", "title": "B" } }] });
    let card = json!({ "card_index": 0, "type": "product", "action": { "catalog_id": "c", "product_retailer_id": "s" } });
    let cases: Vec<(Value, u64, &str)> = vec![
        (json!({ "type": "text" }), 131_008, "'text' is mandatory"),
        (json!({ "type": "text", "text": {} }), 131_008, "text['body']"),
        (json!({ "type": "text", "text": { "body": "" } }), 100, "text['body']"),
        (json!({ "type": "text", "text": { "body": long } }), 100, "at most 4096"),
        (json!({ "type": "text", "text": { "body": 7 } }), 100, "must be a string"),
        (json!({ "type": "poll", "poll": {} }), 100, "must be one of"),
        (json!({ "type": "image", "image": {} }), 131_008, "id or a link"),
        (
            json!({ "type": "image", "image": { "id": "1", "link": "https://e.example" } }),
            131_009,
            "not both",
        ),
        (json!({ "type": "image", "image": { "id": "12345" } }), 100, "attachment ID"),
        (json!({ "type": "image", "image": { "link": "ftp://e.example" } }), 100, "valid URI"),
        (
            json!({ "type": "audio", "audio": { "link": "https://e.example", "caption": "x" } }),
            131_009,
            "not supported",
        ),
        (
            json!({ "type": "location", "location": { "latitude": 91, "longitude": 0 } }),
            131_009,
            "between -90 and 90",
        ),
        (json!({ "type": "contacts", "contacts": [] }), 131_009, "Min: 1"),
        (
            json!({ "type": "contacts", "contacts": [{ "name": { "formatted_name": "X" } }] }),
            131_009,
            "at least one of",
        ),
        (
            json!({ "type": "reaction", "reaction": { "message_id": "wamid.x", "emoji": "hi" } }),
            131_009,
            "one emoji",
        ),
        (interactive("button", buttons(&["1", "2", "3", "4"])), 131_009, "Max: 3"),
        (interactive("button", buttons(&["A title that is too long"])), 131_009, "Max length: 20"),
        (interactive("button", twice), 131_009, "used twice"),
        (
            interactive("list", json!({ "button": "Menu", "sections": [{ "rows": rows(11) }] })),
            131_009,
            "Max: 10",
        ),
        (
            interactive(
                "list",
                json!({ "button": "Menu", "sections": [{ "rows": rows(1) }, { "rows": rows(1) }] }),
            ),
            131_008,
            "title",
        ),
        (interactive("carousel", json!({ "cards": [card] })), 131_009, "Min: 2"),
        (
            interactive(
                "flow",
                json!({ "name": "flow", "parameters": { "flow_message_version": "3", "flow_cta": "Go" } }),
            ),
            131_008,
            "flow_id",
        ),
        (interactive("location_request_message", json!({ "name": "other" })), 100, "send_location"),
        (interactive("dance", json!({})), 100, "must be one of"),
        (
            json!({ "type": "text", "text": { "body": "x" }, "biz_opaque_callback_data": "y".repeat(513) }),
            131_009,
            "Max length: 512",
        ),
        (
            json!({ "type": "text", "text": { "body": "x" }, "recipient_type": "group" }),
            131_051,
            "groups",
        ),
        (
            json!({ "type": "text", "text": { "body": "x" }, "messaging_product": "sms" }),
            100,
            "messaging_product",
        ),
    ];
    let refused = u64::try_from(cases.len()).unwrap();
    for (body, code, reason) in cases {
        let answer = stage.send(ANA, body.clone()).await;
        let (status, got, details) = answer.error();
        assert_eq!((status, got), (400, code), "{body} → {answer:?}");
        assert!(details.contains(reason), "{details:?} says {reason:?}");
        assert!(answer.body["error"]["fbtrace_id"].as_str().is_some_and(|trace| trace.len() > 10));
    }
    let ledger = stage.simulator.ledger();
    assert_eq!((ledger.accepted, ledger.refused), (0, refused));
}

#[tokio::test]
async fn a_body_without_product_or_recipient_is_refused() {
    let stage = with_ana().await;
    let path = format!("{NUMBER}/messages");
    let check = async |body: Value, reason: &str| {
        let answer = stage.post(&path, body).await;
        assert_eq!((answer.status, answer.error().1), (400, 100));
        assert!(answer.body["error"]["message"].as_str().unwrap().contains(reason), "{answer:?}");
    };
    check(json!({ "to": ANA, "text": { "body": "x" } }), "messaging_product is required").await;
    check(
        json!({ "messaging_product": "whatsapp", "text": { "body": "x" } }),
        "parameter to is required",
    )
    .await;
    let broken = stage
        .http
        .post(stage.graph(&path))
        .bearer_auth(crate::stage::TOKEN)
        .body("{\"messaging_product\":");
    assert_eq!(stage.call(broken).await.error().1, 100);
    let own = stage.text("15550104477", "to myself").await;
    assert_eq!(own.error().1, 131_021);
}

#[tokio::test]
async fn outside_the_window_only_templates_go() {
    let stage = with_ana().await;
    let hour = std::time::Duration::from_secs(3600);
    stage.simulator.advance(hour * 23);
    assert_eq!(stage.text(ANA, "still open").await.status, 200);
    stage.simulator.advance(hour);
    assert_eq!(stage.text(ANA, "closed").await.error().1, 131_047);
    let template = json!({ "type": "template", "template": { "name": "hello_world", "language": { "code": "en_US" } } });
    assert_eq!(stage.send(ANA, template).await.body["messages"][0]["message_status"], "accepted");
    stage.simulator.phone("Ana").says("again").await;
    assert_eq!(stage.text(ANA, "open again").await.status, 200);
}

#[tokio::test]
async fn reactions_do_not_open_the_window_and_ads_open_it_for_three_days() {
    let stage = with_ana().await;
    let ana = stage.simulator.phone("Ana");
    let sent = stage.text(ANA, "hello").await.wamid();
    let day = std::time::Duration::from_secs(86_400);
    stage.simulator.advance(day);
    ana.reacts(&sent, Some("👍")).await;
    assert_eq!(stage.text(ANA, "closed").await.error().1, 131_047);
    ana.says("I saw your ad").from_ad("Lamps").await;
    let answered = stage.text(ANA, "welcome").await.wamid();
    stage.settle().await;
    stage.simulator.advance(day * 2);
    assert_eq!(stage.text(ANA, "free entry").await.status, 200);
    stage.simulator.advance(day);
    assert_eq!(stage.text(ANA, "over").await.error().1, 131_047);
    let sent = stage
        .bot
        .statuses()
        .into_iter()
        .find(|status| status["id"] == answered.as_str() && status["status"] == "sent")
        .unwrap();
    assert_eq!(sent["pricing"]["type"], "free_entry_point");
    assert_eq!(sent["conversation"]["origin"]["type"], "referral_conversion");
    assert_eq!(stage.bot.messages().last().unwrap()["referral"]["headline"], "Lamps");
}

#[tokio::test]
async fn the_window_can_be_refused_later_instead() {
    let stage = Stage::with(|config: &mut Config| config.window_refusal = WindowRefusal::Later).await;
    let ana = stage.simulator.phone("Ana");
    let wamid = stage.text(&ana.wa_id().unwrap(), "cold").await.wamid();
    stage.settle().await;
    let status = &stage.bot.statuses()[0];
    assert_eq!(
        (status["status"].as_str(), status["errors"][0]["code"].as_u64()),
        (Some("failed"), Some(131_047))
    );
    assert_eq!(status["id"], wamid.as_str());
    assert_eq!(stage.bot.values()[0].get("contacts"), None, "failed statuses come without contacts");
    assert!(ana.thread().is_empty());
}

#[tokio::test]
async fn numbers_nobody_has_fail_after_they_were_accepted_unless_strangers_are_welcome() {
    let stage = Stage::new().await;
    let wamid = stage.text("+1 555 999 0000", "anyone?").await.wamid();
    stage.settle().await;
    let status = &stage.bot.statuses()[0];
    assert_eq!(
        (status["id"].as_str(), status["recipient_id"].as_str()),
        (Some(wamid.as_str()), Some("15559990000"))
    );
    assert_eq!(status["errors"][0]["code"], 131_026);
    assert_eq!(status["biz_opaque_callback_data"], "obx.anyone?");
    let stage = Stage::with(|config| config.strangers = Strangers::Welcome).await;
    let template = json!({ "type": "template", "template": { "name": "hello_world", "language": { "code": "en_US" } } });
    stage.send("15559990000", template).await.wamid();
    stage.settle().await;
    assert_eq!(stage.simulator.phone("+15559990000").thread().len(), 1);
}

#[tokio::test]
async fn mexican_and_brazilian_numbers_are_found_in_both_spellings() {
    let stage = with_ana().await;
    for input in ["525512345678", "+52 (55) 1234-5678", "+5215512345678"] {
        let answer = stage.text(input, "hi").await;
        assert_eq!(answer.body["contacts"], json!([{ "input": input, "wa_id": ANA }]));
    }
}

#[tokio::test]
async fn replies_quote_and_reactions_sit_on_their_message() {
    let stage = with_ana().await;
    let ana = stage.simulator.phone("Ana");
    let question = ana.thread()[0].id.clone();
    let quoting = json!({ "type": "text", "text": { "body": "this one?" }, "context": { "message_id": question } });
    stage.send(ANA, quoting).await.wamid();
    let react = |emoji: &str| json!({ "type": "reaction", "reaction": { "message_id": question, "emoji": emoji } });
    let reaction = stage.send(ANA, react("☕")).await.wamid();
    stage.settle().await;
    let thread = ana.thread();
    assert_eq!(thread[1].reply_to.as_deref(), Some(question.as_str()));
    assert_eq!(thread[0].reactions[0].emoji, "☕");
    assert_eq!(stage.bot.words(&reaction), ["sent"]);
    stage.send(ANA, react("")).await.wamid();
    assert!(ana.thread()[0].reactions.is_empty());
    let lost = json!({ "type": "reaction", "reaction": { "message_id": "wamid.unknown", "emoji": "☕" } });
    let lost = stage.send(ANA, lost).await.wamid();
    stage.settle().await;
    assert_eq!(stage.bot.words(&lost), ["failed"]);
    assert_eq!(ana.thread().len(), 2, "reactions are no messages of the thread");
}

#[tokio::test]
async fn username_only_customers_are_reached_by_user_id() {
    let stage = Stage::new().await;
    let luna = json!({ "name": "Luna", "username": "luna", "username_only": true, "country": "AR" });
    stage.control(reqwest::Method::POST, "phones", Some(luna)).await;
    let luna = stage.simulator.phone("Luna");
    luna.says("hi").await;
    let value = &stage.bot.values()[0];
    assert_eq!(value["contacts"][0].get("wa_id"), None);
    assert_eq!(value["messages"][0].get("from"), None);
    let user_id = value["messages"][0]["from_user_id"].as_str().unwrap().to_owned();
    assert_eq!(
        (user_id.as_str(), value["contacts"][0]["user_id"].as_str()),
        (luna.user_id().as_str(), Some(user_id.as_str()))
    );
    assert!(user_id.starts_with("AR."), "{user_id}");
    let body = json!({ "messaging_product": "whatsapp", "recipient": user_id, "type": "text", "text": { "body": "hello" } });
    let answer = stage.post(&format!("{NUMBER}/messages"), body).await;
    assert_eq!(answer.body["contacts"], json!([{ "input": user_id, "user_id": user_id }]));
    stage.settle().await;
    assert_eq!(luna.last_received().unwrap().text(), "hello");
    let statuses = stage.bot.statuses();
    assert!(
        statuses
            .iter()
            .all(|status| status.get("recipient_id").is_none() && status["recipient_user_id"] == user_id.as_str())
    );
    let foreign = json!({ "messaging_product": "whatsapp", "recipient": "AR.1", "type": "text", "text": { "body": "x" } });
    assert_eq!(stage.post(&format!("{NUMBER}/messages"), foreign).await.error().1, 131_009);
}

#[tokio::test]
async fn marketing_that_is_not_wanted_fails() {
    let stage = with_ana().await;
    let ana = stage.simulator.phone("Ana");
    ana.marketing(simulator::Marketing::Stop);
    stage.settle().await;
    assert_eq!(stage.bot.elements("user_preferences")[0]["value"], "stop");
    let visit = json!({ "type": "template", "template": { "name": "visit_us", "language": { "code": "en_US" }, "components": [
        { "type": "header", "parameters": [{ "type": "location", "location": { "latitude": "1", "longitude": "2" } }] },
        { "type": "body", "parameters": [{ "type": "text", "text": "Ana" }] }] } });
    let refused = stage.send(ANA, visit.clone()).await.wamid();
    ana.marketing(simulator::Marketing::Resume);
    let wanted = stage.send(ANA, visit).await.wamid();
    stage.settle().await;
    assert_eq!(stage.bot.words(&refused), ["failed"]);
    assert_eq!(stage.bot.words(&wanted), ["sent", "delivered"]);
}

#[tokio::test]
async fn files_that_do_not_fit_their_kind_fail_after_they_were_accepted() {
    let stage = with_ana().await;
    let form = reqwest::multipart::Form::new().text("messaging_product", "whatsapp").part(
        "file",
        reqwest::multipart::Part::bytes(b"hello".to_vec())
            .file_name("a.txt")
            .mime_str("text/plain")
            .unwrap(),
    );
    let upload = stage
        .http
        .post(stage.graph(&format!("{NUMBER}/media")))
        .bearer_auth(crate::stage::TOKEN)
        .multipart(form);
    let id = stage.call(upload).await.body["id"].clone();
    let wamid = stage.send(ANA, json!({ "type": "image", "image": { "id": id } })).await.wamid();
    stage.settle().await;
    let failed = stage.bot.statuses().into_iter().find(|status| status["id"] == wamid.as_str()).unwrap();
    assert_eq!(
        (failed["status"].as_str(), failed["errors"][0]["code"].as_u64()),
        (Some("failed"), Some(131_053))
    );
}

#[tokio::test]
async fn what_a_fault_refuses_or_fails_is_told_by_its_code() {
    let stage = with_ana().await;
    stage.simulator.fault(
        Fault::GraphError {
            code: 131_056,
            on: simulator::On::Messages,
        }
        .times(1),
    );
    assert_eq!(stage.text(ANA, "one").await.error().1, 131_056);
    stage.simulator.fault(Fault::FailSend { code: 131_049 }.times(1));
    let wamid = stage.text(ANA, "two").await.wamid();
    stage.settle().await;
    assert_eq!(stage.bot.words(&wamid), ["failed"]);
    assert_eq!(stage.bot.statuses()[0]["errors"][0]["code"], 131_049);
    assert_eq!(stage.text(ANA, "three").await.status, 200);
}
