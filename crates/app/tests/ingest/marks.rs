//! Reactions, edits and revocations: once each, by their author only, and also before their message.

use serde_json::{Value, json};
use store::testing::both;

use crate::support::{NOW, World, echo, message, text, world};

fn reaction(wamid: &str, target: &str, second: i64, emoji: Option<&str>) -> Value {
    let mut content = json!({ "message_id": target });
    if let Some(emoji) = emoji {
        content["emoji"] = json!(emoji);
    }
    message(wamid, "34600000001", second, "reaction", content)
}

fn edit(wamid: &str, target: &str, second: i64, body: &str) -> Value {
    message(
        wamid,
        "34600000001",
        second,
        "edit",
        json!({ "original_message_id": target, "message": { "type": "text", "text": { "body": body } } }),
    )
}

fn revoke(wamid: &str, target: &str, second: i64) -> Value {
    message(wamid, "34600000001", second, "revoke", json!({ "original_message_id": target }))
}

async fn emojis(world: &World<'_>, wamid: &str) -> Vec<(String, String)> {
    let message = world.find(wamid).await.unwrap();
    message.reactions.into_iter().map(|reaction| (reaction.actor, reaction.emoji)).collect()
}

#[tokio::test]
async fn the_latest_reaction_of_each_side_shows() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.echoes(&[echo("wamid.1", "34600000001", NOW, "hi")])]).await;
        world
            .deliver(&[world.messages(&[reaction("wamid.r2", "wamid.1", NOW + 20, Some("❤️"))])])
            .await;
        world
            .deliver(&[world.messages(&[reaction("wamid.r1", "wamid.1", NOW + 10, Some("👍"))])])
            .await;
        assert_eq!(emojis(&world, "wamid.1").await, [("contact".to_owned(), "❤️".to_owned())]);
        let mut ours = echo("wamid.r3", "34600000001", NOW + 30, "");
        ours["type"] = json!("reaction");
        ours["reaction"] = json!({ "message_id": "wamid.1", "emoji": "🙏" });
        world.deliver(&[world.echoes(&[ours])]).await;
        assert_eq!(emojis(&world, "wamid.1").await.len(), 2);
        world.deliver(&[world.messages(&[reaction("wamid.r4", "wamid.1", NOW + 40, None)])]).await;
        assert_eq!(emojis(&world, "wamid.1").await, [("business".to_owned(), "🙏".to_owned())]);
        // Meta tells the first one again, in another body, long after it was taken back.
        world
            .deliver(&[world.messages(&[
                reaction("wamid.r2", "wamid.1", NOW + 20, Some("❤️")),
                text("wamid.t", "34600000001", NOW, "x"),
            ])])
            .await;
        assert_eq!(emojis(&world, "wamid.1").await.len(), 1);
        let events = world.events(0).await;
        assert!(events.iter().filter(|(kind, _)| kind == "message.updated").count() >= 3, "{events:?}");
        let row = world.only_conversation().await.row;
        assert_eq!(
            (row.inbound_count, row.last_message_preview.as_str()),
            (1, "x"),
            "a reaction is no message"
        );
        assert_eq!(world.thread(row.id).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_reaction_waits_for_its_message() {
    both(async |store| {
        let world = world(store).await;
        world
            .deliver(&[world.messages(&[reaction("wamid.r1", "wamid.1", NOW + 10, Some("👍"))])])
            .await;
        world.deliver(&[world.echoes(&[echo("wamid.1", "34600000001", NOW, "hi")])]).await;
        assert_eq!(emojis(&world, "wamid.1").await, [("contact".to_owned(), "👍".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn an_edit_changes_the_words_everywhere_and_once() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW, "helo")])]).await;
        world.deliver(&[world.messages(&[edit("wamid.e2", "wamid.1", NOW + 20, "hello!")])]).await;
        world.deliver(&[world.messages(&[edit("wamid.e1", "wamid.1", NOW + 10, "hello")])]).await;
        let message = world.find("wamid.1").await.unwrap();
        assert_eq!(
            (message.row.preview.as_str(), message.row.content.as_str()),
            ("hello!", r#"{"body":"hello!"}"#)
        );
        assert_eq!(message.row.edited_at.map(model::Timestamp::seconds), Some(NOW + 20));
        let row = world.only_conversation().await.row;
        assert_eq!((row.last_message_preview.as_str(), row.inbound_count), ("hello!", 1));
        let (_, last) = store.workspace(world.ours.id).event_bounds().await.unwrap();
        world
            .deliver(&[world.messages(&[
                edit("wamid.e2", "wamid.1", NOW + 20, "hello!"),
                edit("wamid.e1", "wamid.1", NOW + 10, "hello"),
            ])])
            .await;
        assert_eq!(world.events(last).await, []);
        let history = store.workspace(world.ours.id).get_message_history(message.row.id).await.unwrap();
        assert_eq!(history.edits.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn edits_and_revocations_wait_for_their_message() {
    both(async |store| {
        let world = world(store).await;
        world
            .deliver(&[world.messages(&[revoke("wamid.v", "wamid.2", NOW + 9), edit("wamid.e", "wamid.1", NOW + 5, "right")])])
            .await;
        assert!(world.conversations().await.is_empty());
        world
            .deliver(&[world.messages(&[
                text("wamid.1", "34600000001", NOW, "wrong"),
                text("wamid.2", "34600000001", NOW + 1, "gone"),
            ])])
            .await;
        assert_eq!(world.find("wamid.1").await.unwrap().row.preview, "right");
        assert_eq!(
            world.find("wamid.2").await.unwrap().row.revoked_at.map(model::Timestamp::seconds),
            Some(NOW + 9)
        );
        let (_, created) = &world.events(0).await[0];
        assert_eq!(created["message"]["preview"], "right", "the event tells what is true at its end");
    })
    .await;
}

#[tokio::test]
async fn only_the_author_changes_a_message() {
    both(async |store| {
        let world = world(store).await;
        world
            .deliver(&[world.echoes(&[echo("wamid.1", "34600000001", NOW, "our price is 10")])])
            .await;
        world
            .deliver(&[world.messages(&[
                edit("wamid.e", "wamid.1", NOW + 1, "our price is 1"),
                revoke("wamid.v", "wamid.1", NOW + 2),
            ])])
            .await;
        let message = world.find("wamid.1").await.unwrap();
        assert_eq!((message.row.preview.as_str(), message.row.revoked_at), ("our price is 10", None));
        let mut ours = echo("wamid.e3", "34600000001", NOW + 3, "");
        ours["type"] = json!("edit");
        ours["edit"] = json!({ "original_message_id": "wamid.1", "message": { "type": "text", "text": { "body": "our price is 12" } } });
        world.deliver(&[world.echoes(&[ours])]).await;
        assert_eq!(world.find("wamid.1").await.unwrap().row.preview, "our price is 12");
    })
    .await;
}
