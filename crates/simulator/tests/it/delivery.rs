//! Webhooks on their way: signatures, retries, copies, other company, other order.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::{DeliveryState, Fault, Pace, Release, regrouped, times};

use crate::stage::{Bot, Received, Stage, WABA, soon};

#[tokio::test]
async fn a_message_is_reported_in_metas_shape_and_signed() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let said = ana.says("¡hola/ñandú 😀").await;
    let received = stage.bot.all();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].signature, Ok(()));
    assert!(
        received[0].raw.is_ascii() && !received[0].raw.windows(2).any(|pair| pair == b"a/"),
        "escaped as Meta escapes"
    );
    let expected = json!({ "object": "whatsapp_business_account", "entry": [{ "id": WABA, "changes": [{ "field": "messages", "value": {
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "15550104477", "phone_number_id": "106540352242922" },
        "contacts": [{ "profile": { "name": "Ana" }, "wa_id": ana.wa_id(), "user_id": ana.user_id() }],
        "messages": [{ "from": ana.wa_id(), "from_user_id": ana.user_id(), "id": said.id, "timestamp": "1795305600", "type": "text",
            "text": { "body": "¡hola/ñandú 😀" } }],
    } }] }] });
    assert_eq!(received[0].body, expected);
}

#[tokio::test]
async fn a_webhook_is_tried_until_it_is_answered_200() {
    let stage = Stage::new().await;
    stage.bot.answers(&[500, 404, 503, 201, 302]);
    let ana = stage.simulator.phone("Ana");
    let said = ana.says("hola").await;
    assert_eq!(ana.thread()[0].ticks, simulator::Ticks::Sending, "one tick until it is answered");
    stage.settle().await;
    let received = stage.bot.all();
    assert_eq!(received.len(), 6);
    assert!(received.iter().all(|again| again.raw == received[0].raw), "the same bytes each time");
    let delivery = &stage.simulator.deliveries()[0];
    let statuses: Vec<_> = delivery.attempts.iter().map(|attempt| attempt.status.unwrap()).collect();
    assert_eq!((delivery.state, statuses), (DeliveryState::Answered, vec![500, 404, 503, 201, 302, 200]));
    assert_eq!(ana.thread()[0].ticks, simulator::Ticks::Delivered);
    assert_eq!(ana.thread()[0].id, said.id);
}

#[tokio::test]
async fn a_bot_that_is_down_gets_everything_when_it_is_back() {
    let bot = Bot::start().await;
    let stage = Stage::from(simulator::Config::test().callback("http://127.0.0.1:9/"), bot).await;
    stage.simulator.phone("Ana").says("anyone there?").await;
    assert!(stage.simulator.deliveries()[0].attempts[0].error.is_some());
    stage.simulator.set_callback(&stage.bot.url);
    stage.settle().await;
    assert_eq!(stage.bot.messages().len(), 1, "the corrected address is used by the next attempt");
}

#[tokio::test]
async fn after_its_horizon_it_is_given_up_and_turning_the_clock_does_not_wait() {
    let day = Duration::from_secs(86_400);
    let stage = Stage::with(|config| (config.retry.scale, config.retry.horizon) = (1.0, day)).await;
    stage.bot.answers(&[500; 2000]);
    stage.simulator.phone("Ana").says("hola").await;
    let settled = async {
        while stage.simulator.ledger().webhooks.gave_up == 0 {
            stage.simulator.advance(Duration::from_secs(601));
            tokio::task::yield_now().await;
        }
        stage.settle().await;
    };
    soon(settled).await;
    let delivery = &stage.simulator.deliveries()[0];
    assert_eq!(delivery.state, DeliveryState::GaveUp);
    assert_eq!(
        delivery.attempts.len(),
        11 + 143,
        "ten that double up to ten minutes, then every ten minutes"
    );
}

#[tokio::test]
async fn copies_are_byte_identical_and_regrouped_ones_are_not() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("first").await;
    let said = ana.says("second").delivered(times(3).regrouped()).await;
    stage.settle().await;
    let received = stage.bot.all();
    let with_it: Vec<_> = received.iter().filter(|post| post.body.to_string().contains(&said.id)).collect();
    assert_eq!(with_it.len(), 4);
    let (same, other): (Vec<&Received>, Vec<&Received>) = with_it.into_iter().partition(|post| post.raw == received[1].raw);
    assert_eq!((same.len(), other.len()), (3, 1));
    let together = other[0].body["entry"][0]["changes"][0]["value"]["messages"].as_array().unwrap();
    assert_eq!(together.len(), 2, "with the earlier one");
    assert_eq!(other[0].body["entry"][0]["changes"][0]["value"]["contacts"].as_array().unwrap().len(), 1);
    assert!(received.iter().all(|post| post.signature == Ok(())));
}

#[tokio::test]
async fn a_first_message_alone_is_still_other_bytes_when_regrouped() {
    let stage = Stage::new().await;
    stage.simulator.phone("Ana").says("first").delivered(regrouped()).await;
    stage.settle().await;
    let received = stage.bot.all();
    assert_eq!(received.len(), 2);
    assert_ne!(received[0].raw, received[1].raw);
    assert_eq!(received[0].body, received[1].body);
}

#[tokio::test]
async fn faults_duplicate_regroup_and_lose_attempts_for_everything() {
    let stage = Stage::new().await;
    stage.simulator.fault(Fault::Duplicate { copies: 2 }.always());
    stage.simulator.fault(Fault::Regroup { size: 4 }.always());
    stage.simulator.fault(Fault::DropAttempt.times(1));
    stage.simulator.fault(Fault::BadSignature.times(1));
    let ana = stage.simulator.phone("Ana");
    for text in ["one", "two", "three"] {
        ana.says(text).await;
    }
    stage.settle().await;
    let ids: std::collections::BTreeSet<_> = stage.bot.messages().iter().map(|message| message["id"].to_string()).collect();
    assert_eq!(ids.len(), 3, "three messages, however often they came");
    let ledger = stage.simulator.ledger().webhooks;
    assert_eq!((ledger.items, ledger.posts, ledger.answered), (3, 9, 9));
    assert_eq!(
        ledger.attempts, 10,
        "one attempt was lost; a wrong signature is answered like any other by this bot"
    );
    assert_eq!(stage.bot.all().iter().filter(|post| post.signature.is_err()).count(), 1);
}

#[tokio::test]
async fn what_a_phone_says_arrives_in_order_while_others_wait_for_retries() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    for number in 0..30 {
        ana.says(number.to_string()).await;
    }
    stage.settle().await;
    let texts: Vec<_> = stage
        .bot
        .messages()
        .iter()
        .map(|message| message["text"]["body"].as_str().unwrap().parse::<u8>().unwrap())
        .collect();
    assert!(texts.is_sorted(), "{texts:?}");
}

#[tokio::test]
async fn held_webhooks_wait_and_are_released_in_any_order_and_grouping() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    stage.simulator.hold();
    for text in ["a", "b", "c", "d", "e"] {
        ana.says(text).await;
    }
    stage.settle().await;
    assert!(stage.bot.all().is_empty());
    assert_eq!(stage.simulator.ledger().webhooks.held, 5);
    assert_eq!(stage.simulator.release(Release::reversed().in_batches(2)), 5);
    stage.settle().await;
    let groups: Vec<Vec<String>> = stage.bot.values().iter().map(|value| texts(&value["messages"])).collect();
    assert_eq!(groups, [vec!["e", "d"], vec!["c", "b"], vec!["a"]]);
    ana.says("f").await;
    assert_eq!(stage.bot.messages().len(), 6, "held no more");
    ana.says("g").delivered(simulator::Delivery::default().held()).await;
    stage.settle().await;
    assert_eq!(stage.bot.messages().len(), 6, "one by one too");
    stage.simulator.release(Release::default());
    stage.settle().await;
    assert_eq!(stage.bot.messages().len(), 7);
}

fn texts(messages: &Value) -> Vec<String> {
    messages
        .as_array()
        .unwrap()
        .iter()
        .map(|message| message["text"]["body"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn reordering_shuffles_what_comes_close_together() {
    let stage = Stage::with(|config| {
        config.pace = Pace {
            linger: Duration::from_millis(20),
            ..Pace::default()
        }
    })
    .await;
    stage.simulator.fault(Fault::Reorder { window: 40 }.always());
    let ana = stage.simulator.phone("Ana");
    for number in 0..40 {
        ana.says(number.to_string()).await;
    }
    ana.says("alone").await;
    stage.settle().await;
    let order: Vec<_> = stage
        .bot
        .messages()
        .iter()
        .map(|message| message["text"]["body"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(order.len(), 41, "nothing is lost");
    assert!(!order[..40].is_sorted_by_key(|text| text.parse::<u8>().ok()), "{order:?}");
}

#[tokio::test]
async fn several_items_may_share_a_post_of_messages_and_statuses() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    stage.simulator.hold();
    ana.says("hola").await;
    stage.text(&ana.wa_id().unwrap(), "hello").await.wamid();
    stage.simulator.release(Release::default().in_batches(10));
    stage.settle().await;
    assert_eq!(stage.bot.all().len(), 1);
    let shapes: Vec<_> = stage
        .bot
        .values()
        .iter()
        .map(|value| value.get("messages").map_or("statuses", |_| "messages"))
        .collect();
    assert_eq!(shapes, ["messages", "statuses"]);
    assert_eq!(stage.bot.statuses().len(), 2, "sent and delivered in one change");
}

#[tokio::test]
async fn a_delayed_webhook_comes_later_but_comes() {
    let stage = Stage::new().await;
    stage.simulator.fault(Fault::Delay { ms: 3_600_000 }.times(1));
    let ana = stage.simulator.phone("Ana");
    let mut listener = stage.simulator.listen(Some(ana.id()));
    let saying = tokio::spawn({
        let ana = ana.clone();
        async move { ana.says("later").await }
    });
    while soon(listener.next()).await.unwrap().name != "webhook" {}
    ana.says("now").await;
    assert_eq!(texts(&json!(stage.bot.messages())), ["now"]);
    let turning = async {
        while stage.bot.messages().len() < 2 {
            stage.simulator.advance(Duration::from_secs(3600));
            tokio::task::yield_now().await;
        }
    };
    soon(turning).await;
    saying.await.unwrap();
    assert_eq!(texts(&json!(stage.bot.messages())), ["now", "later"]);
}

#[tokio::test]
async fn a_lost_first_attempt_is_made_up_for() {
    let stage = Stage::new().await;
    stage.simulator.phone("Ana").says("hola").delivered(times(1).first_lost()).await;
    assert!(stage.bot.all().is_empty());
    stage.settle().await;
    assert_eq!(stage.bot.messages().len(), 1);
}
