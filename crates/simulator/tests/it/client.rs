//! The simulator and PrismWA's own client and types understand each other.

use cloud_api::{
    client::{CallError, Client, TemplateQuery, Upload},
    inbound::Content,
    outbound::{Message, OutboundContent, Recipient},
    webhook::{Delivery, FieldValue},
};
use secrecy::SecretString;
use serde_json::json;
use simulator::{AutoRead, Fault, File, Say};

use crate::stage::{APP, NUMBER, SECRET, Stage, TOKEN, VERIFY, WABA};

fn client(stage: &Stage) -> Client {
    Client::new(Client::http().unwrap(), &format!("{}/graph", stage.root), "v25.0").unwrap()
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

#[tokio::test]
async fn the_client_sends_marks_and_moves_files() {
    let stage = Stage::new().await;
    let (client, token) = (client(&stage), secret(TOKEN));
    let number = client.number(NUMBER, &token);
    let ana = stage.simulator.phone("Ana");
    ana.sends_picture("my receipt").await;
    let delivery = Delivery::parse(&stage.bot.all()[0].raw).unwrap();
    let FieldValue::Messages(value) = &delivery.changes[0].value else {
        panic!("{delivery:?}")
    };
    let received = value.messages[0].parsed().unwrap();
    let Content::Image(image) = &received.content else {
        panic!("{received:?}")
    };
    assert_eq!(image.caption.as_deref(), Some("my receipt"));

    let info = number.media(&received.content.media().unwrap().id).await.unwrap();
    let file = number.download(&info.url, 1 << 20).await.unwrap().into_bytes().await.unwrap();
    assert_eq!(Some(u64::try_from(file.len()).unwrap()), info.file_size);

    number.mark_read(&received.id).await.unwrap();
    number.typing(&received.id).await.unwrap();
    assert!(ana.sees_typing());
    let uploaded = number.upload_media(Upload::bytes(file, "image/png", "again.png")).await.unwrap();
    let content = OutboundContent::from_json(json!({ "type": "image", "image": { "id": uploaded, "caption": "thanks" } })).unwrap();
    let mut message = Message::new(Recipient::phone(ana.wa_id().unwrap()), content);
    message.opaque = Some("obx_1.1".into());
    let sent = number.send(&message).await.unwrap();
    assert_eq!(sent.wa_id, ana.wa_id());
    stage.settle().await;
    assert_eq!(ana.last_received().unwrap().id, sent.wamid.to_string());
    assert_eq!(stage.simulator.ledger().accepted_with("obx_1.1"), 1);
    number.delete_media(&uploaded).await.unwrap();
}

#[tokio::test]
async fn the_client_tells_refusals_from_doubt() {
    let stage = Stage::new().await;
    let (client, token) = (client(&stage), secret(TOKEN));
    let number = client.number(NUMBER, &token);
    let ana = stage.simulator.phone("Ana");
    let message = Message::new(Recipient::phone(ana.wa_id().unwrap()), OutboundContent::text("hello"));
    let closed = number.send(&message).await.unwrap_err();
    assert!(
        matches!(&closed, CallError::Graph(error) if error.code == 131_047 && error.fbtrace_id.is_some()),
        "{closed:?}"
    );
    ana.says("hola").await;
    for doubt in [
        Fault::DropAnswer,
        Fault::GarbageAnswer,
        Fault::AnswerWithoutId,
        Fault::ServerErrorAfterAccept { status: 502 },
    ] {
        stage.simulator.fault(doubt.clone().times(1));
        let answer = number.send(&message).await.unwrap_err();
        assert!(matches!(answer, CallError::Unknown(_)), "{doubt:?} → {answer:?}");
    }
    assert_eq!(stage.simulator.ledger().accepted, 4);
    number.send(&message).await.unwrap();
    let wrong = secret("wrong");
    let refused = client.number(NUMBER, &wrong).get().await.unwrap_err();
    assert_eq!(refused.graph().map(|error| (error.code, error.http_status)), Some((190, Some(401))));
}

#[tokio::test]
async fn the_client_manages_numbers_accounts_templates_and_subscriptions() {
    let stage = Stage::new().await;
    let (client, token, app_secret, verify) = (client(&stage), secret(TOKEN), secret(SECRET), secret(VERIFY));
    let (number, account, app) = (
        client.number(NUMBER, &token),
        client.account(WABA, &token),
        client.meta_app(APP, &app_secret),
    );
    let told = number.get().await.unwrap();
    assert_eq!((told.id.as_str(), told.verified_name.as_deref()), (NUMBER, Some("Lumen Home")));
    assert_eq!(account.phone_numbers().await.unwrap()[0].id, NUMBER);
    number.register(&secret("123456"), None).await.unwrap();
    assert!(number.profile().await.unwrap().about.is_some());

    let (mut names, mut query) = (
        Vec::new(),
        TemplateQuery {
            limit: Some(4),
            ..TemplateQuery::default()
        },
    );
    loop {
        let page = account.templates(&query).await.unwrap();
        names.extend(page.templates.into_iter().map(|template| template.name));
        match page.after {
            Some(after) => query.after = Some(after),
            None => break,
        }
    }
    assert_eq!(names.len(), 11, "{names:?}");

    assert_eq!(app.debug_token(&token).await.unwrap().is_valid, Some(true));
    app.subscribe(&stage.bot.url, &verify, &["messages"]).await.unwrap();
    assert_eq!(
        app.subscriptions().await.unwrap()[0].callback_url.as_deref(),
        Some(stage.bot.url.as_str())
    );
    account.unsubscribe().await.unwrap();
    assert!(account.subscribed_apps().await.unwrap().is_empty());
    account.subscribe().await.unwrap();
    account.subscribe_at(&stage.bot.url.replace("/hook", "/other"), &verify).await.unwrap();
    stage.simulator.phone("Ana").says("hola").await;
    assert_eq!(stage.bot.all()[0].path, "/other");
}

#[tokio::test]
async fn every_webhook_is_readable_to_the_last_item() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.reads_at_once(AutoRead::On);
    let file = File::default;
    let kinds = [
        Say::text("hola"),
        Say::Image(file()),
        Say::Video(file()),
        Say::Audio(file()),
        Say::Voice(file()),
        Say::Document(file()),
        Say::Sticker(file()),
        Say::Location {
            latitude: 1.0,
            longitude: 2.0,
            name: None,
            address: None,
        },
        Say::Contacts {
            contacts: vec![json!({ "name": { "formatted_name": "Luis" } })],
            origin: None,
        },
        Say::Order {
            catalog_id: "1".into(),
            text: None,
            product_items: vec![json!({ "product_retailer_id": "a", "quantity": 1 })],
        },
        Say::Unsupported {
            kind: "poll_creation".into(),
            code: None,
        },
    ];
    for say in kinds {
        ana.sends(say).from_ad("Lamps").await;
    }
    let to = ana.wa_id().unwrap();
    let buttons = json!({ "buttons": [{ "type": "reply", "reply": { "id": "a", "title": "A" } }] });
    let body = json!({ "type": "interactive", "interactive": { "type": "button", "body": { "text": "?" }, "action": buttons } });
    let asked = stage.send(&to, body).await.wamid();
    stage.settle().await;
    ana.taps(&asked, "a").await;
    let said = ana.says("oops").replying_to(&asked).await;
    ana.reacts(&asked, Some("👍")).await;
    ana.edits(&said.id, "fine").await;
    ana.revokes(&said.id).await;
    ana.marketing(simulator::Marketing::Stop);
    let echo = json!({ "phone": ana.id(), "text": "by hand" });
    stage.control(reqwest::Method::POST, &format!("numbers/{NUMBER}/echo"), Some(echo)).await;
    ana.changes_number(Some("15551230000"));
    let change = json!({ "quality_rating": "RED", "verified_name": "Prisma" });
    stage.control(reqwest::Method::PATCH, &format!("numbers/{NUMBER}"), Some(change)).await;
    stage.text("19998887777", "nobody").await.wamid();
    stage.settle().await;

    let (mut fields, mut items) = (std::collections::BTreeSet::new(), 0);
    for received in stage.bot.all() {
        for change in Delivery::parse(&received.raw).unwrap().changes {
            fields.insert(change.field.clone());
            match change.value {
                FieldValue::Messages(value) => {
                    for message in &value.messages {
                        let message = message.parsed().unwrap_or_else(|| panic!("{message:?}"));
                        assert!(!matches!(message.content, Content::Unknown { .. }), "{message:?}");
                        assert!(message.timestamp > 0 && message.from_user_id.is_some());
                        items += 1;
                    }
                    for status in &value.statuses {
                        let status = status.parsed().unwrap_or_else(|| panic!("{status:?}"));
                        assert!(!matches!(status.status, cloud_api::webhook::StatusKind::Other(_)), "{status:?}");
                        items += 1;
                    }
                }
                FieldValue::Unknown => panic!("{}: {}", change.field, change.raw),
                _ => items += 1,
            }
        }
    }
    let expected = [
        "messages",
        "phone_number_name_update",
        "phone_number_quality_update",
        "smb_message_echoes",
        "user_preferences",
    ];
    assert_eq!(fields.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert_eq!(items, stage.simulator.ledger().webhooks.items, "each item once");
}
