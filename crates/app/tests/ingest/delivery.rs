//! One message: what it becomes, and that it becomes it once.

use std::time::Duration;

use app::ingest::Accepted;
use serde_json::json;
use store::testing::both;

use crate::support::{NOW, at, change, delivery, echo, message, text, world};

#[tokio::test]
async fn a_message_becomes_contact_thread_bubble_and_event() {
    both(async |store| {
        let world = world(store).await;
        assert_eq!(
            world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW - 2, "hola")])]).await,
            Accepted::New
        );
        let conversation = world.only_conversation().await;
        let row = &conversation.row;
        assert_eq!(
            (row.status.as_str(), row.inbound_count, row.last_message_preview.as_str()),
            ("open", 1, "hola")
        );
        assert_eq!(row.window_expires_at, Some(at(NOW - 2) + Duration::from_secs(86_400)));
        assert_eq!(row.waiting_since, Some(row.last_message_at));
        assert_eq!(row.last_inbound_wamid.as_deref(), Some("wamid.1"));
        let contact = world.contact(row.contact_id).await;
        assert_eq!(
            (contact.row.profile_name.as_str(), contact.row.phone.as_deref()),
            ("Name of 34600000001", Some("34600000001"))
        );
        let mut ids: Vec<(&str, &str)> = contact
            .identities
            .iter()
            .map(|identity| (identity.kind.as_str(), identity.value.as_str()))
            .collect();
        ids.sort_unstable();
        assert_eq!(ids, [("bsuid", "US.34600000001"), ("phone", "34600000001")]);
        let events = world.events(0).await;
        let [(kind, data)] = &events[..] else { panic!("{events:?}") };
        assert_eq!(kind, "message.created");
        assert_eq!(data["message"]["content"], json!({ "body": "hola" }));
        assert_eq!(data["message"]["author"]["kind"], "contact");
        assert_eq!(data["conversation"]["contact"]["display_name"], "Name of 34600000001");
        assert_eq!(data["conversation"]["inbound_count"], 1);
        assert_eq!(data["message"]["conversation_id"], data["conversation"]["id"]);
        assert_eq!(world.links().await, [("done".to_owned(), None)]);
        world.assert_others_unharmed().await;
    })
    .await;
}

#[tokio::test]
async fn the_same_message_counts_once_however_it_is_delivered() {
    both(async |store| {
        let world = world(store).await;
        let (first, second) = (text("wamid.1", "34600000001", NOW, "one"), text("wamid.2", "34600000001", NOW, "two"));
        world.deliver(&[world.messages(std::slice::from_ref(&first))]).await;
        // The same bytes; the same message beside another; twice in one value; twice in one body.
        assert_eq!(world.deliver(&[world.messages(std::slice::from_ref(&first))]).await, Accepted::Duplicate);
        world.deliver(&[world.messages(&[second.clone(), first.clone()])]).await;
        world
            .deliver(&[
                world.messages(&[second.clone(), second.clone()]),
                world.messages(&[first.clone(), second]),
            ])
            .await;
        assert_eq!(world.previews().await, ["one", "two"]);
        assert_eq!(world.only_conversation().await.row.inbound_count, 2);
        assert_eq!(world.events(0).await.len(), 2);
        let page = store
            .workspace(world.ours.id)
            .list_webhook_events(&store::WebhookEventFilter::default(), store::Limit::default(), None)
            .await
            .unwrap();
        let counts: Vec<_> = page
            .data
            .iter()
            .rev()
            .map(|event| (event.item_count, event.new_item_count, event.delivery_count))
            .collect();
        assert_eq!(counts, [(1, 1, 2), (2, 1, 1), (4, 0, 1)]);
    })
    .await;
}

#[tokio::test]
async fn shuffled_messages_end_as_calm_ones() {
    both(async |store| {
        let world = world(store).await;
        let messages: Vec<_> = (0..7)
            .map(|n| text(&format!("wamid.{n}"), "34600000001", NOW - 100 + n, &format!("{n}")))
            .collect();
        for n in [3, 0, 6, 2, 5, 1, 4] {
            world.post(&[world.messages(&[messages[n].clone()])]).await;
            if n % 2 == 0 {
                world.app.settle().await;
            }
        }
        world.app.settle().await;
        assert_eq!(world.previews().await, ["0", "1", "2", "3", "4", "5", "6"]);
        let row = world.only_conversation().await.row;
        assert_eq!(
            (row.inbound_count, row.last_message_preview.as_str(), row.last_inbound_wamid.as_deref()),
            (7, "6", Some("wamid.6"))
        );
        assert_eq!(row.window_expires_at, Some(at(NOW - 94) + Duration::from_secs(86_400)));
    })
    .await;
}

/// Messages of one second keep the order in which Meta lists them.
#[tokio::test]
async fn messages_of_one_second_keep_their_order() {
    both(async |store| {
        let world = world(store).await;
        let messages: Vec<_> = (0..20)
            .map(|n| text(&format!("wamid.{:02}", (n * 7) % 20), "34600000001", NOW, &format!("{n}")))
            .collect();
        world.deliver(&[world.messages(&messages)]).await;
        assert_eq!(world.previews().await, (0..20).map(|n| n.to_string()).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn a_message_of_last_week_opens_no_window_of_today() {
    both(async |store| {
        let world = world(store).await;
        let week = 7 * 86_400;
        world
            .deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW - week, "late")])])
            .await;
        let row = world.only_conversation().await.row;
        assert_eq!(row.window_expires_at, Some(at(NOW - week) + Duration::from_secs(86_400)));
        assert_eq!(row.last_message_at.seconds(), NOW - week);
    })
    .await;
}

#[tokio::test]
async fn a_closed_conversation_opens_when_the_contact_writes() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW, "hola")])]).await;
        let id = world.only_conversation().await.row.id;
        let mut tx = store.begin().await.unwrap();
        tx.workspace(world.ours.id).set_conversation_status(id, "closed", None).await.unwrap();
        tx.commit().await.unwrap();
        world.deliver(&[world.echoes(&[echo("wamid.e", "34600000001", NOW + 1, "bye")])]).await;
        assert_eq!(world.only_conversation().await.row.status, "closed", "our own words do not open it");
        world
            .deliver(&[world.messages(&[text("wamid.2", "34600000001", NOW + 2, "one more thing")])])
            .await;
        let row = world.only_conversation().await.row;
        assert_eq!(
            (row.status.as_str(), row.waiting_since.is_some(), row.holder.as_str()),
            ("open", true, "phone_app")
        );
    })
    .await;
}

#[tokio::test]
async fn strange_text_is_kept_and_breaks_nothing() {
    both(async |store| {
        let world = world(store).await;
        let body = delivery(&world.ours, &[world.messages(&[text("wamid.1", "34600000001", NOW, "MARK")])]).to_string();
        world.post_raw(body.replace("MARK", r"a\u0000b\ud83dc 😀 \u202e")).await;
        world
            .post_raw(
                body.replace("wamid.1", "wamid.2")
                    .replace("MARK", "<script>alert(1)</script> '; drop table messages; --"),
            )
            .await;
        world
            .post_raw(body.replace("wamid.1", "wamid.3").replace("Name of 34600000001", r"\u0000").into_bytes())
            .await;
        world.app.settle().await;
        let previews = world.previews().await;
        assert_eq!(previews[0], "a\u{fffd}b\u{fffd}c 😀 \u{202e}");
        assert_eq!(previews[1], "<script>alert(1)</script> '; drop table messages; --");
        assert_eq!(world.links().await, vec![("done".to_owned(), None); 3]);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_announced_once_with_its_job() {
    both(async |store| {
        let world = world(store).await;
        let image = message(
            "wamid.1",
            "34600000001",
            NOW,
            "image",
            json!({ "id": "999", "mime_type": "image/jpeg", "sha256": "abc", "caption": "look" }),
        );
        world.post(&[world.messages(std::slice::from_ref(&image))]).await;
        world.post(&[world.messages(&[image, text("wamid.2", "34600000001", NOW, "and?")])]).await;
        world.app.settle().await;
        let message = world.find("wamid.1").await.unwrap();
        let media = message.media.unwrap();
        assert_eq!(
            (media.state.as_str(), media.meta_media_id.as_deref(), media.mime_type.as_str()),
            ("pending", Some("999"), "image/jpeg")
        );
        let (_, created) = &world.events(0).await[0];
        assert_eq!(created["message"]["media"]["state"], "pending");
        assert_eq!(created["message"]["preview"], "📷 look");
    })
    .await;
}

#[tokio::test]
async fn unreadable_items_do_not_harm_their_neighbours() {
    both(async |store| {
        let world = world(store).await;
        let value = change(
            &world.ours,
            "messages",
            json!({ "messages": [{ "type": "text" }, text("wamid.1", "34600000001", NOW, "fine"), 7], "statuses": [{}] }),
        );
        world
            .deliver(&[value, change(&world.ours, "a_field_of_tomorrow", json!({ "x": 1 }))])
            .await;
        assert_eq!(world.previews().await, ["fine"]);
        let page = store
            .workspace(world.ours.id)
            .list_webhook_events(&store::WebhookEventFilter::default(), store::Limit::default(), None)
            .await
            .unwrap();
        let event = &page.data[0];
        assert_eq!(
            (event.state.as_str(), event.error_code.as_deref()),
            ("done", Some("ingest.item_unreadable"))
        );
        assert_eq!(
            (event.fields.as_str(), event.item_count, event.new_item_count),
            ("messages,a_field_of_tomorrow", 5, 1)
        );
    })
    .await;
}

#[tokio::test]
async fn a_number_of_another_app_is_not_believed() {
    both(async |store| {
        let world = world(store).await;
        // The app of the other workspace speaks of our number.
        let forged = delivery(&world.ours, &[world.messages(&[text("wamid.1", "34600000001", NOW, "forged")])]).to_string();
        world.app.ingest().accept(world.theirs.meta_app, forged).await.unwrap();
        world.app.settle().await;
        assert!(world.conversations().await.is_empty());
        assert!(world.links().await.is_empty());
        let theirs = store.workspace(world.theirs.id);
        let page = theirs
            .list_webhook_events(&store::WebhookEventFilter::default(), store::Limit::default(), None)
            .await
            .unwrap();
        assert_eq!(page.data[0].error_code.as_deref(), Some("ingest.foreign_number"));
        let audit = theirs
            .list_audit(&store::AuditFilter::default(), store::Limit::default(), None)
            .await
            .unwrap();
        assert_eq!(audit.data[0].action, "security.foreign_number");
        // The right app delivers the same bytes, and is believed.
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW, "forged")])]).await;
        assert_eq!(world.previews().await, ["forged"]);
    })
    .await;
}

#[tokio::test]
async fn a_number_nobody_connected_is_noted_and_acknowledged() {
    both(async |store| {
        let world = world(store).await;
        let body = delivery(&world.ours, &[world.messages(&[text("wamid.1", "34600000001", NOW, "test button")])]).to_string();
        world.post_raw(body.replace(&world.ours.phone_number_id, "123456123")).await;
        world.app.settle().await;
        assert!(world.conversations().await.is_empty());
        assert_eq!(world.links().await, [("done".to_owned(), Some("ingest.unknown_number".to_owned()))]);
    })
    .await;
}
