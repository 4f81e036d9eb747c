//! Ticks, typing and read marks.

use std::time::Duration;

use serde_json::json;
use simulator::{AutoRead, Fault, File, Say, Ticks};

use crate::stage::{NUMBER, Stage};

#[tokio::test]
async fn ticks_go_from_sent_to_read_and_repeat_the_opaque_data() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    let wamid = stage.text(&ana.wa_id().unwrap(), "hello").await.wamid();
    stage.settle().await;
    assert_eq!(stage.bot.words(&wamid), ["sent", "delivered"]);
    assert_eq!(ana.reads(), [wamid.as_str()]);
    stage.settle().await;
    assert_eq!(stage.bot.words(&wamid), ["sent", "delivered", "read"]);
    assert!(
        stage
            .bot
            .statuses()
            .iter()
            .all(|status| status["biz_opaque_callback_data"] == "obx.hello")
    );
    let priced: Vec<_> = stage.bot.statuses().iter().map(|status| status.get("pricing").is_some()).collect();
    assert_eq!(priced, [true, true, false], "pricing comes with sent and once more");
    let timestamps = stage.bot.statuses();
    assert!(
        timestamps.iter().all(|status| status["timestamp"] == "1795305600"),
        "times are strings of seconds"
    );
    assert_eq!(ana.thread()[1].ticks, Ticks::Read);
}

#[tokio::test]
async fn status_contacts_name_the_customer_and_the_username_only_after_arrival() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.renames("ana.t");
    ana.says("hola").await;
    stage.text(&ana.wa_id().unwrap(), "hello").await.wamid();
    stage.settle().await;
    let values: Vec<_> = stage.bot.values().into_iter().filter(|value| value.get("statuses").is_some()).collect();
    let contact = |username: bool| {
        let mut profile = json!({ "name": "Ana" });
        if username {
            profile["username"] = "@ana.t".into();
        }
        json!([{ "profile": profile, "wa_id": ana.wa_id(), "user_id": ana.user_id() }])
    };
    assert_eq!(values[0]["contacts"], contact(false));
    assert_eq!(values[1]["contacts"], contact(true));
    assert_eq!(values[0]["statuses"][0]["recipient_id"], json!(ana.wa_id()));
    assert_eq!(
        values[0]["metadata"],
        json!({ "display_phone_number": "15550104477", "phone_number_id": NUMBER })
    );
}

#[tokio::test]
async fn a_voice_note_can_be_played() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    let body = json!({ "type": "audio", "audio": { "link": "https://example.com/a.ogg", "voice": true } });
    let wamid = stage.send(&ana.wa_id().unwrap(), body).await.wamid();
    stage.settle().await;
    ana.plays(&wamid);
    stage.settle().await;
    assert_eq!(stage.bot.words(&wamid), ["sent", "delivered", "read", "played"]);
}

#[tokio::test]
async fn an_offline_phone_gets_everything_when_it_is_back() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    ana.goes_offline();
    let to = ana.wa_id().unwrap();
    let wamids = [stage.text(&to, "one").await.wamid(), stage.text(&to, "two").await.wamid()];
    stage.settle().await;
    assert_eq!(stage.bot.words(&wamids[0]), ["sent"]);
    assert_eq!(ana.thread().len(), 1, "nothing arrived");
    ana.comes_online();
    stage.settle().await;
    for wamid in &wamids {
        assert_eq!(stage.bot.words(wamid), ["sent", "delivered"]);
    }
    let texts: Vec<_> = ana.thread().iter().map(|message| message.text().to_owned()).collect();
    assert_eq!(texts, ["hola", "one", "two"]);
}

#[tokio::test]
async fn a_customer_who_blocked_the_business_is_never_reached() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    ana.blocks();
    let wamid = stage.text(&ana.wa_id().unwrap(), "please").await.wamid();
    stage.settle().await;
    assert_eq!(stage.bot.words(&wamid), ["sent"]);
    assert_eq!(ana.thread().len(), 1);
}

#[tokio::test]
async fn a_phone_that_reads_at_once_can_skip_delivered() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.reads_at_once(AutoRead::On);
    ana.says("hola").await;
    let to = ana.wa_id().unwrap();
    let usual = stage.text(&to, "one").await.wamid();
    stage.settle().await;
    stage.simulator.fault(Fault::SkipDelivered.times(1));
    let skipped = stage.text(&to, "two").await.wamid();
    stage.settle().await;
    assert_eq!(stage.bot.words(&usual), ["sent", "delivered", "read"]);
    assert_eq!(stage.bot.words(&skipped), ["sent", "read"]);
    let read = stage.bot.statuses().into_iter().rfind(|status| status["id"] == skipped.as_str()).unwrap();
    assert!(read.get("pricing").is_some(), "the first of delivered and read is priced");
}

#[tokio::test]
async fn statuses_can_be_withheld() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    stage.simulator.fault(
        Fault::WithholdStatuses {
            statuses: vec!["sent".into(), "delivered".into()],
        }
        .always(),
    );
    let wamid = stage.text(&ana.wa_id().unwrap(), "hello").await.wamid();
    ana.reads();
    stage.settle().await;
    assert_eq!(stage.bot.words(&wamid), ["read"]);
    assert_eq!(stage.simulator.ledger().webhooks.withheld, 2);
}

#[tokio::test]
async fn reading_and_typing_show_on_the_phone_for_25_seconds() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let first = ana.says("one").await;
    let second = ana.says("two").await;
    let third = ana.says("three").await;
    let path = format!("{NUMBER}/messages");
    let read = |id: &str| json!({ "messaging_product": "whatsapp", "status": "read", "message_id": id });
    assert_eq!(stage.post(&path, read(&second.id)).await.body, json!({ "success": true }));
    stage.settle().await;
    let ticks: Vec<_> = ana.thread().iter().map(|message| message.ticks).collect();
    assert_eq!(ticks, [Ticks::Read, Ticks::Read, Ticks::Delivered], "that one and all before");
    assert!(!ana.sees_typing());

    let mut typing = read(&third.id);
    typing["typing_indicator"] = json!({ "type": "text" });
    let mut listener = stage.simulator.listen(Some(ana.id()));
    assert_eq!(stage.post(&path, typing.clone()).await.status, 200);
    assert!(ana.sees_typing());
    stage.simulator.advance(Duration::from_secs(24));
    assert!(ana.sees_typing());
    stage.simulator.advance(Duration::from_secs(1));
    assert!(!ana.sees_typing());
    let mut untils = Vec::new();
    while untils.len() < 2 {
        let event = crate::stage::soon(listener.next()).await.unwrap();
        if event.name == "typing" {
            untils.push(event.data["until"].clone());
        }
    }
    assert_eq!(untils, [json!("2026-11-22T00:00:25.000Z"), json!(null)]);

    assert_eq!(stage.post(&path, typing).await.status, 200);
    assert!(ana.sees_typing());
    stage.text(&ana.wa_id().unwrap(), "here").await.wamid();
    stage.settle().await;
    assert!(!ana.sees_typing(), "a message ends it");
    assert_eq!(first.ticks, Ticks::Sending, "what was returned is how it was then");
}

#[tokio::test]
async fn only_received_messages_of_this_number_can_be_read() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    let sent = stage.text(&ana.wa_id().unwrap(), "hello").await.wamid();
    for id in ["wamid.unknown", &sent] {
        let body = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": id });
        let answer = stage.post(&format!("{NUMBER}/messages"), body).await;
        assert_eq!((answer.status, answer.error().1), (400, 131_009));
    }
    let wrong = json!({ "messaging_product": "whatsapp", "status": "delivered", "message_id": sent });
    assert_eq!(stage.post(&format!("{NUMBER}/messages"), wrong).await.error().1, 100);
}

#[tokio::test]
async fn the_sent_status_can_come_before_the_answer() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.sends(Say::Image(File::default())).await;
    stage.simulator.fault(Fault::StatusBeforeAnswer.times(1));
    let wamid = stage.text(&ana.wa_id().unwrap(), "hello").await.wamid();
    assert_eq!(stage.bot.words(&wamid).first().map(String::as_str), Some("sent"), "without settling");
}
