//! The body of a send call.

use cloud_api::Wamid;
use cloud_api::outbound::{Button, CtaUrl, Message, OutboundContent, Reaction, Read, ReadMark, Recipient};
use serde_json::{Value, json};

fn wamid() -> Wamid {
    Wamid::new("wamid.IN").unwrap()
}

#[track_caller]
fn addressed(to: Recipient) -> (Value, Value) {
    let body = Message::new(to, OutboundContent::text("a")).to_body();
    (body["to"].clone(), body["recipient"].clone())
}

#[test]
fn phones_get_a_plus_and_win_over_user_ids() {
    for phone in ["16505551234", "+16505551234", "+1 (650) 555-1234"] {
        assert_eq!(addressed(Recipient::phone(phone)), (json!("+16505551234"), Value::Null));
    }
    assert_eq!(addressed(Recipient::user_id("US.134")), (Value::Null, json!("US.134")));
    assert_eq!(
        addressed(Recipient {
            phone: Some("49151".into()),
            user_id: Some("DE.1".into())
        }),
        (json!("+49151"), Value::Null)
    );
    assert_eq!(
        addressed(Recipient {
            phone: Some("-".into()),
            user_id: Some("DE.1".into())
        }),
        (Value::Null, json!("DE.1"))
    );
}

#[test]
fn quotes_and_opaque_data_travel_along() {
    let mut message = Message::new(Recipient::phone("49151"), OutboundContent::text("a"));
    message.reply_to = Some(wamid());
    message.opaque = Some("out_1.1".into());
    assert_eq!(
        message.to_body(),
        json!({
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+49151", "type": "text", "text": {"body": "a"},
            "context": {"message_id": "wamid.IN"}, "biz_opaque_callback_data": "out_1.1",
        })
    );
    message.content = OutboundContent::Reaction(Reaction {
        message_id: wamid(),
        emoji: "👍".into(),
    });
    assert_eq!(message.to_body()["context"], Value::Null, "a reaction names its target itself");
}

#[test]
fn interactive_messages_are_built_and_sent_whole() {
    let content: OutboundContent = Button::new("Tea?", [("y", "Yes"), ("n", "No")]).into();
    let body = Message::new(Recipient::phone("49151"), content).to_body();
    assert_eq!(
        body["interactive"],
        json!({
            "type": "button", "body": {"text": "Tea?"},
            "action": {"buttons": [{"type": "reply", "reply": {"id": "y", "title": "Yes"}}, {"type": "reply", "reply": {"id": "n", "title": "No"}}]},
        })
    );
    let content: OutboundContent = CtaUrl::new("Look", "Open", "https://a.example").into();
    assert_eq!((content.validate(), content.preview()), (vec![], "Look".to_owned()));
}

#[test]
fn a_message_needs_a_recipient_and_short_opaque_data() {
    let mut message = Message::new(Recipient::default(), OutboundContent::text(""));
    message.opaque = Some("x".repeat(513));
    let pointers: Vec<_> = message.validate().into_iter().map(|violation| violation.pointer).collect();
    assert_eq!(pointers, ["/text/body", "/to", "/opaque"]);
    message = Message::new(Recipient::phone("+"), OutboundContent::text("a"));
    assert_eq!(message.validate()[0].pointer, "/to");
}

#[test]
fn read_marks_have_no_recipient() {
    let ticks = Read {
        message_id: wamid(),
        mark: ReadMark::Ticks,
    };
    assert_eq!(
        ticks.to_body(),
        json!({"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.IN"})
    );
    let typing = Read {
        mark: ReadMark::TicksAndTyping,
        ..ticks
    };
    assert_eq!(typing.to_body()["typing_indicator"], json!({"type": "text"}));
}
