//! People merge contacts while their customers go on writing.

use std::collections::BTreeSet;

use app::Actor;
use futures::future::join_all;
use model::{ContactId, SessionId, UserId};
use serde_json::{Value, json};
use store::testing::both;

use crate::support::{NOW, World, change, delivery, world};

const ROUNDS: usize = 6;
const MESSAGES: usize = 12;

fn agent(world: &World<'_>) -> Actor {
    Actor {
        user_id: UserId::new(),
        workspace_id: world.ours.id,
        role: model::Role::Agent,
        session_id: SessionId::new(),
        key: None,
        ip: std::net::IpAddr::from([127, 0, 0, 1]),
        request_id: String::new(),
    }
}

fn wrote(world: &World<'_>, wamid: &str, bsuid: &str) -> Value {
    let message = json!({
        "from_user_id": bsuid, "id": wamid, "timestamp": NOW.to_string(), "type": "text", "text": { "body": wamid },
    });
    let contact = json!({ "profile": { "name": bsuid }, "user_id": bsuid });
    change(&world.ours, "messages", json!({ "contacts": [contact], "messages": [message] }))
}

async fn contact(world: &World<'_>, bsuid: &str) -> ContactId {
    let found = world
        .store
        .workspace(world.ours.id)
        .find_contact_by_identity("bsuid", bsuid)
        .await
        .unwrap();
    found.expect("they wrote")
}

/// Both write without end while one is merged into the other, from two sides at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_message_that_arrives_mid_merge_is_kept_and_is_in_the_one_thread() {
    both(async |store| {
        let world = world(store).await;
        world.app.start_workers();
        for round in 0..ROUNDS {
            let ids = [format!("US.a{round}"), format!("US.b{round}")];
            for id in &ids {
                world.post(&[wrote(&world, &format!("wamid.{id}.first"), id)]).await;
            }
            world.app.settle().await;
            let (one, other) = (contact(&world, &ids[0]).await, contact(&world, &ids[1]).await);
            let posts = (0..MESSAGES * 2).map(|n| {
                let id = &ids[n % 2];
                let body = delivery(&world.ours, &[wrote(&world, &format!("wamid.{id}.{n}"), id)]).to_string();
                let (app, meta_app) = (world.app.clone(), world.ours.meta_app);
                async move { app.ingest().accept(meta_app, body).await }
            });
            let actor = agent(&world);
            // Twice at once: the second finds it done.
            let merges = (0..2).map(|_| async {
                tokio::task::yield_now().await;
                world.app.contacts().merge(&actor, one, other, BTreeSet::new()).await
            });
            let (accepted, merged) = tokio::join!(join_all(posts), join_all(merges));
            assert!(accepted.iter().all(Result::is_ok));
            for merged in merged {
                assert_eq!(merged.unwrap().summary.id, one);
            }
            world.app.settle().await;
            assert_eq!(contact(&world, &ids[1]).await, one);
        }
        assert_eq!(world.contacts().await.len(), ROUNDS);
        let conversations = world.conversations().await;
        assert_eq!(conversations.len(), ROUNDS);
        for conversation in conversations {
            let thread = world.thread(conversation.row.id).await;
            let wamids: BTreeSet<String> = thread.iter().filter_map(|message| message.row.wamid.clone()).collect();
            assert_eq!((thread.len(), wamids.len()), (MESSAGES * 2 + 2, MESSAGES * 2 + 2));
            assert_eq!(conversation.row.inbound_count, i64::try_from(thread.len()).unwrap());
            assert_eq!(conversation.row.last_message_id, thread.last().map(|message| message.row.id));
        }
        assert!(world.links().await.iter().all(|(state, _)| state == "done"));
        assert!(world.app.stop().await);
    })
    .await;
}
