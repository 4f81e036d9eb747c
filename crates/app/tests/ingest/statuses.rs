//! What becomes of messages we sent: forward only, in any order, early ones kept, lost answers found.

use std::time::Duration;

use model::MessageId;
use serde_json::json;
use store::testing::both;
use store::{NewOutbound, Settled};

use crate::support::{NOW, World, change, echo, status, text, world};

const WORDS: [&str; 4] = ["sent", "delivered", "read", "failed"];

/// Every order of every choice of words, each told in deliveries of its own.
fn orders(words: &[&'static str]) -> Vec<Vec<&'static str>> {
    let mut found = vec![vec![]];
    for (at, word) in words.iter().enumerate() {
        let rest: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, word)| *word)
            .collect();
        found.extend(orders(&rest).into_iter().map(|order| [vec![*word], order].concat()));
    }
    found
}

#[tokio::test]
async fn any_order_of_reports_ends_the_same() {
    both(async |store| {
        let world = world(store).await;
        let orders = orders(&WORDS);
        assert_eq!(orders.len(), 65);
        let echoes: Vec<_> = (0..orders.len())
            .map(|n| echo(&format!("wamid.{n}"), "34600000001", NOW, &n.to_string()))
            .collect();
        world.deliver(&[world.echoes(&echoes)]).await;
        for step in 0..WORDS.len() {
            let told: Vec<_> = orders
                .iter()
                .enumerate()
                .filter_map(|(n, order)| Some(status(&format!("wamid.{n}"), order.get(step)?, NOW + 1)))
                .collect();
            world.deliver(&[world.statuses(&told)]).await;
        }
        let thread = world.thread(world.only_conversation().await.row.id).await;
        for (n, order) in orders.iter().enumerate() {
            let expected = ["read", "delivered", "failed", "sent"]
                .into_iter()
                .find(|word| order.contains(word))
                .unwrap_or("sent");
            let message = thread.iter().find(|message| message.row.preview == n.to_string()).unwrap();
            assert_eq!(message.row.status, expected, "{order:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_repeated_report_tells_nothing_new() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.echoes(&[echo("wamid.1", "34600000001", NOW, "hi")])]).await;
        world.deliver(&[world.statuses(&[status("wamid.1", "delivered", NOW + 1)])]).await;
        let (_, last) = store.workspace(world.ours.id).event_bounds().await.unwrap();
        world
            .deliver(&[world.statuses(&[status("wamid.1", "delivered", NOW + 1), status("wamid.1", "delivered", NOW + 2)])])
            .await;
        world.deliver(&[world.statuses(&[status("wamid.1", "sent", NOW)])]).await;
        assert_eq!(world.events(last).await, []);
        assert_eq!(world.only_conversation().await.row.last_message_status, "delivered");
    })
    .await;
}

#[tokio::test]
async fn a_failure_says_why_and_arrival_takes_it_back() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.echoes(&[echo("wamid.1", "34600000001", NOW, "hi")])]).await;
        let mut failed = status("wamid.1", "failed", NOW + 1);
        failed["errors"] = json!([{ "code": 131_047, "title": "Re-engagement message", "error_data": { "details": "More than 24 hours" } }]);
        world.deliver(&[world.statuses(&[failed])]).await;
        let events = world.events(0).await;
        let (kind, data) = events.last().unwrap();
        assert_eq!((kind.as_str(), &data["message"]["status"]), ("message.updated", &json!("failed")));
        assert_eq!(data["message"]["error"]["code"], 131_047);
        assert_eq!(data["message"]["error"]["detail"], "More than 24 hours");
        world.deliver(&[world.statuses(&[status("wamid.1", "delivered", NOW + 2)])]).await;
        let message = world.find("wamid.1").await.unwrap();
        assert_eq!((message.row.status.as_str(), message.row.error), ("delivered", None));
    })
    .await;
}

#[tokio::test]
async fn reports_that_come_before_their_message_wait_for_it() {
    both(async |store| {
        let world = world(store).await;
        let mut sent = status("wamid.1", "sent", NOW);
        sent["pricing"] = json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": "service" });
        world.deliver(&[world.statuses(&[status("wamid.1", "read", NOW + 3), sent])]).await;
        assert!(world.conversations().await.is_empty(), "a report begins no conversation");
        world.deliver(&[world.echoes(&[echo("wamid.1", "34600000001", NOW, "hi")])]).await;
        let message = world.find("wamid.1").await.unwrap();
        assert_eq!(message.row.status, "read");
        assert!(message.row.pricing.unwrap().contains("regular"));
        assert_eq!(world.only_conversation().await.row.last_message_status, "read");
        let history = store.workspace(world.ours.id).get_message_history(message.row.id).await.unwrap();
        assert_eq!(history.statuses.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_first_price_is_kept_and_a_free_entry_point_is_noted() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.echoes(&[echo("wamid.1", "34600000001", NOW, "hi")])]).await;
        let priced = |word: &str, kind: &str| {
            let mut status = status("wamid.1", word, NOW + 1);
            status["pricing"] = json!({ "type": kind, "category": "referral_conversion" });
            status["conversation"] = json!({ "id": "c", "expiration_timestamp": (NOW + 259_200).to_string() });
            status
        };
        world.deliver(&[world.statuses(&[priced("sent", "free_entry_point")])]).await;
        world.deliver(&[world.statuses(&[priced("delivered", "regular")])]).await;
        let message = world.find("wamid.1").await.unwrap();
        assert!(message.row.pricing.unwrap().contains("free_entry_point"));
        assert_eq!(world.only_conversation().await.row.free_entry_until.unwrap().seconds(), NOW + 259_200);
    })
    .await;
}

/// A message of ours whose answer from Meta got lost.
pub(crate) async fn lost_message(world: &World<'_>) -> MessageId {
    world.deliver(&[world.messages(&[text("wamid.in", "34600000001", NOW, "hola")])]).await;
    let conversation = world.only_conversation().await.row.id;
    let id = MessageId::new();
    let mut tx = world.store.begin().await.unwrap();
    let message = NewOutbound {
        id,
        channel_id: world.ours.channel,
        conversation_id: conversation,
        author_kind: "agent",
        author_id: None,
        kind: "text".to_owned(),
        content: r#"{"body":"hi"}"#.to_owned(),
        preview: "hi".to_owned(),
        reply_to_wamid: None,
        media_id: None,
        typing_pause: Duration::ZERO,
        opaque: "o-p_aque".to_owned(),
        opt_out_overridden: false,
        priority: store::Priority::Person,
        undo_for: Duration::ZERO,
        holder_epoch: None,
    };
    tx.workspace(world.ours.id).create_outbound(&message).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.store.begin().await.unwrap();
    let claimed = tx
        .system()
        .claim_outbox(10, Duration::from_secs(60), "test")
        .await
        .unwrap()
        .messages
        .remove(0);
    let mut workspace = tx.workspace(world.ours.id);
    assert!(workspace.start_attempt(id, claimed.lease_token, 1, "o-p_aque.1").await.unwrap());
    assert_eq!(
        workspace
            .lose_outbound(id, claimed.lease_token, 1, None, "connection reset")
            .await
            .unwrap(),
        Settled::Done
    );
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_lost_answer_is_found_by_what_we_sent_along() {
    both(async |store| {
        let world = world(store).await;
        let id = lost_message(&world).await;
        let stranger = json!({ "biz_opaque_callback_data": "guess.1", "id": "wamid.x", "status": "sent", "timestamp": NOW.to_string() });
        world.deliver(&[world.statuses(&[stranger])]).await;
        assert_eq!(store.workspace(world.ours.id).get_message(id).await.unwrap().row.status, "unknown");
        let mut delivered = status("wamid.out", "delivered", NOW + 5);
        delivered["biz_opaque_callback_data"] = json!("o-p_aque.1");
        world
            .deliver(&[world.statuses(&[delivered.clone(), status("wamid.out", "sent", NOW + 4)])])
            .await;
        let message = store.workspace(world.ours.id).get_message(id).await.unwrap();
        assert_eq!(
            (message.row.status.as_str(), message.row.wamid.as_deref()),
            ("delivered", Some("wamid.out"))
        );
        let history = store.workspace(world.ours.id).get_message_history(id).await.unwrap();
        assert_eq!((history.attempts[0].outcome.as_str(), history.statuses.len()), ("accepted", 2));
        assert_eq!(world.only_conversation().await.row.last_message_status, "delivered");
    })
    .await;
}

#[tokio::test]
async fn what_we_sent_along_counts_on_its_own_number_only() {
    both(async |store| {
        let world = world(store).await;
        let id = lost_message(&world).await;
        let mut report = status("wamid.out", "delivered", NOW + 5);
        report["biz_opaque_callback_data"] = json!("o-p_aque.1");
        let body = crate::support::delivery(&world.theirs, &[change(&world.theirs, "messages", json!({ "statuses": [report] }))]).to_string();
        world.app.ingest().accept(world.theirs.meta_app, body).await.unwrap();
        world.app.settle().await;
        assert_eq!(store.workspace(world.ours.id).get_message(id).await.unwrap().row.status, "unknown");
    })
    .await;
}

#[tokio::test]
async fn a_member_of_a_group_reports_for_themselves() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.echoes(&[echo("wamid.1", "34600000001", NOW, "hi")])]).await;
        let by = |participant: &str| {
            let mut status = status("wamid.1", "delivered", NOW);
            status["recipient_type"] = json!("group");
            status["recipient_participant_id"] = json!(participant);
            status
        };
        world.deliver(&[world.statuses(&[by("1"), by("2"), by("1")])]).await;
        let message = world.find("wamid.1").await.unwrap();
        let history = store.workspace(world.ours.id).get_message_history(message.row.id).await.unwrap();
        assert_eq!(history.statuses.len(), 2);
    })
    .await;
}
