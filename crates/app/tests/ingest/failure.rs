//! When things go wrong: poison, crashes, stolen lanes, a database that says no.

use std::time::Duration;

use serde_json::json;
use store::testing::both;
use store::{ClaimOptions, Error};

use crate::support::{NOW, text, world};

/// A message with the text `poison` cannot be stored.
const POISON: [&str; 2] = [
    "create trigger poison before insert on messages when new.preview = 'poison' begin select raise(abort, 'poisoned'); end",
    "create function poison() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$;
     create trigger poison before insert on messages for each row when (new.preview = 'poison') execute function poison()",
];
const CURE: [&str; 2] = ["drop trigger poison", "drop trigger poison on messages"];

#[tokio::test]
async fn a_poisoned_event_stops_nothing_else_and_can_be_replayed() {
    both(async |store| {
        let world = world(store).await;
        store.break_with(POISON[0], POISON[1]).await;
        for n in 0..5 {
            let body = if n == 2 { "poison".to_owned() } else { format!("{n}") };
            world
                .post(&[world.messages(&[text(&format!("wamid.{n}"), "34600000001", NOW + n, &body)])])
                .await;
        }
        world.app.settle().await;
        assert_eq!(world.previews().await, ["0", "1", "3", "4"]);
        assert_eq!(world.only_conversation().await.row.inbound_count, 4);
        let waiting = |links: &[(String, Option<String>)]| links.iter().filter(|(state, _)| state == "accepted").count();
        assert_eq!(waiting(&world.links().await), 1);
        for pause in [5, 30, 120, 600] {
            store.clock.advance(Duration::from_secs(pause - 1));
            world.app.settle().await;
            assert_eq!(waiting(&world.links().await), 1, "not before its time");
            store.clock.advance(Duration::from_secs(1));
            world.app.settle().await;
        }
        let links = world.links().await;
        assert_eq!(links[2], ("dead".to_owned(), Some("ingest.failed".to_owned())));
        let page = store
            .workspace(world.ours.id)
            .list_webhook_events(
                &store::WebhookEventFilter {
                    state: Some("dead"),
                    ..store::WebhookEventFilter::default()
                },
                store::Limit::default(),
                None,
            )
            .await
            .unwrap();
        assert!(page.data[0].error_detail.as_deref().unwrap().contains("poisoned"));
        let events = world.events(0).await;
        let (kind, data) = events.last().unwrap();
        assert_eq!(
            (kind.as_str(), data["event_id"].as_str()),
            ("webhook_event.dead", Some(page.data[0].id.to_string().as_str()))
        );
        store.break_with(CURE[0], CURE[1]).await;
        let mut tx = store.begin().await.unwrap();
        tx.workspace(world.ours.id).replay_webhook_event(page.data[0].id).await.unwrap();
        tx.commit().await.unwrap();
        world.app.settle().await;
        assert_eq!(world.previews().await, ["0", "1", "poison", "3", "4"]);
        assert_eq!(world.links().await, vec![("done".to_owned(), None); 5]);
        world.assert_others_unharmed().await;
    })
    .await;
}

#[tokio::test]
async fn bytes_that_are_no_delivery_are_dead_at_once() {
    both(async |store| {
        let world = world(store).await;
        world.post_raw("no json").await;
        world.post_raw(json!({ "object": "page" }).to_string()).await;
        world.post(&[world.messages(&[text("wamid.1", "34600000001", NOW, "fine")])]).await;
        world.app.settle().await;
        assert_eq!(world.previews().await, ["fine"]);
        let dead = Some("ingest.unreadable".to_owned());
        assert_eq!(
            world.links().await,
            [("dead".to_owned(), dead.clone()), ("dead".to_owned(), dead), ("done".to_owned(), None)]
        );
    })
    .await;
}

/// A worker claims and vanishes; another one does the work, once, when the lease has ended.
#[tokio::test]
async fn a_crash_between_claim_and_done_loses_and_doubles_nothing() {
    both(async |store| {
        let world = world(store).await;
        world.post(&[world.messages(&[text("wamid.1", "34600000001", NOW, "hola")])]).await;
        let options = ClaimOptions {
            worker: "doomed".to_owned(),
            lease: Duration::from_secs(30),
            events: 50,
            bytes: 1 << 20,
        };
        let doomed = store.claim_events(world.ours.meta_app, &options).await.unwrap().unwrap();
        let due = tokio::time::timeout(Duration::from_millis(50), world.app.settle()).await;
        assert!(due.is_err(), "the lane is held, so there is nothing to do but to wait");
        assert!(world.conversations().await.is_empty());
        store.clock.advance(Duration::from_secs(30));
        world.app.settle().await;
        assert_eq!(world.previews().await, ["hola"]);
        let mut tx = store.begin().await.unwrap();
        assert!(
            matches!(tx.system().hold_lane(doomed.lane).await, Err(Error::StaleLease(_))),
            "the doomed worker wakes up and writes nothing"
        );
        drop(tx);
        assert_eq!(world.only_conversation().await.row.inbound_count, 1);
    })
    .await;
}

/// Two nodes with several workers each on one database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_share_the_work_and_do_it_once() {
    both(async |store| {
        let world = world(store).await;
        let other = app::App::with_config(store.again().await, crate::support::config());
        world.app.start_workers();
        other.start_workers();
        for n in 0..60_i64 {
            let app = if n % 2 == 0 { &world.app } else { &other };
            let workspace = if n % 3 == 0 { &world.theirs } else { &world.ours };
            let value = json!({ "messages": [text(&format!("wamid.{n}"), &format!("3460000000{}", n % 5), NOW + n, &n.to_string())] });
            let body = crate::support::delivery(workspace, &[crate::support::change(workspace, "messages", value)]).to_string();
            app.ingest().accept(workspace.meta_app, body).await.unwrap();
        }
        world.app.settle().await;
        let count: i64 = world
            .conversations()
            .await
            .iter()
            .map(|conversation| conversation.row.inbound_count)
            .sum();
        assert_eq!(count, 40);
        assert_eq!(world.events(0).await.iter().filter(|(kind, _)| kind == "message.created").count(), 40);
        assert!(other.stop().await);
        assert!(world.app.stop().await);
        other.store().close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_wakes_the_worker() {
    both(async |store| {
        let world = world(store).await;
        world.app.start_workers();
        let mut heard = world.app.bus().subscribe();
        world.post(&[world.messages(&[text("wamid.1", "34600000001", NOW, "hola")])]).await;
        // Other work of new workspaces is heard here as well, so the wake that brought the message is waited for.
        let heard = async {
            while world.conversations().await.is_empty() {
                heard.recv().await.unwrap();
            }
        };
        tokio::time::timeout(Duration::from_secs(5), heard)
            .await
            .expect("long before the ten-second sweep");
        assert_eq!(world.previews().await, ["hola"]);
        assert!(world.app.stop().await);
    })
    .await;
}

#[tokio::test]
async fn a_stop_refuses_new_deliveries_and_keeps_the_old() {
    both(async |store| {
        let world = world(store).await;
        world.post(&[world.messages(&[text("wamid.1", "34600000001", NOW, "hola")])]).await;
        assert!(world.app.stop().await);
        assert_eq!(
            world.app.ingest().accept(world.ours.meta_app, "late").await,
            Err(app::ingest::Error::Unavailable)
        );
        let next = app::App::with_config(store.again().await, crate::support::config());
        next.settle().await;
        assert_eq!(world.previews().await, ["hola"]);
        next.stop().await;
        next.store().close().await;
    })
    .await;
}
