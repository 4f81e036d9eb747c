//! Sending and marking as read.

use cloud_api::Wamid;
use cloud_api::client::{CallError, MessageState};
use cloud_api::outbound::{Message, OutboundContent, Recipient};
use serde_json::json;

use super::stub::{Stub, client, token};

fn hello() -> Message {
    let mut message = Message::new(Recipient::phone("1 (650) 555-1234"), OutboundContent::text("hello"));
    message.opaque = Some("out_1.1".into());
    message
}

#[tokio::test]
async fn a_message_is_posted_exactly_and_its_id_comes_back() {
    let stub = Stub::json(json!({
        "messaging_product": "whatsapp",
        "contacts": [{"input": "+16505551234", "wa_id": "16505551234", "user_id": "US.1"}],
        "messages": [{"id": "wamid.A", "message_status": "held_for_quality_assessment"}],
    }))
    .await;
    let sent = stub.client().number("106540352242922", &token()).send(&hello()).await.unwrap();
    assert_eq!(
        (sent.id().as_str(), sent.wa_id.as_deref(), sent.user_id.as_deref()),
        ("wamid.A", Some("16505551234"), Some("US.1"))
    );
    assert_eq!(sent.state, MessageState::HeldForQualityAssessment);

    let asked = stub.only();
    assert_eq!(asked.line(), "POST /graph/v26.0/106540352242922/messages");
    assert_eq!(asked.header("authorization"), "Bearer EAAG-secret-token");
    assert_eq!(asked.header("content-type"), "application/json");
    assert_eq!(asked.header("content-length"), asked.body.len().to_string());
    assert_eq!(asked.header("transfer-encoding"), "");
    assert_eq!(
        asked.json(),
        json!({
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+16505551234",
            "type": "text", "text": {"body": "hello"}, "biz_opaque_callback_data": "out_1.1",
        })
    );
}

#[tokio::test]
async fn an_answer_without_an_id_is_doubt() {
    for answer in [
        json!({}),
        json!({"messages": []}),
        json!({"messages": [{"id": ""}]}),
        json!([]),
        json!(null),
    ] {
        let stub = Stub::json(answer.clone()).await;
        let error = stub.client().number("1", &token()).send(&hello()).await.unwrap_err();
        assert!(matches!(error, CallError::Unknown(_)), "{answer} {error}");
    }
}

#[tokio::test]
async fn base_addresses_with_and_without_slash_are_the_same() {
    let stub = Stub::json(json!({"messages": [{"id": "wamid.A"}]})).await;
    client(stub.base.trim_end_matches('/'))
        .with_version("v25.0")
        .number("1", &token())
        .send(&hello())
        .await
        .unwrap();
    assert_eq!(stub.only().line(), "POST /graph/v25.0/1/messages");
}

#[tokio::test]
async fn ticks_and_typing_are_one_call() {
    let stub = Stub::json(json!({"success": true})).await;
    let (client, token) = (stub.client(), token());
    let message_id = Wamid::new("wamid.IN").unwrap();
    client.number("1", &token).mark_read(&message_id).await.unwrap();
    client.number("1", &token).typing(&message_id).await.unwrap();
    let bodies: Vec<_> = stub.asked().iter().map(|asked| asked.json()).collect();
    let ticks = json!({"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.IN"});
    let mut typing = ticks.clone();
    typing["typing_indicator"] = json!({"type": "text"});
    assert_eq!(bodies, [ticks, typing]);
}

#[tokio::test]
async fn a_mark_that_is_not_confirmed_is_doubt() {
    let stub = Stub::json(json!({"success": false})).await;
    let error = stub
        .client()
        .number("1", &token())
        .mark_read(&Wamid::new("wamid.IN").unwrap())
        .await
        .unwrap_err();
    assert!(matches!(error, CallError::Unknown(_)), "{error}");
}
