//! Many at once: nothing is lost, nothing waits in circles.

use std::sync::Arc;
use std::time::Duration;

use app::App;
use futures::future::join_all;
use model::{ConversationId, MessageId};
use serde_json::{Value, json};
use store::testing::{self, TestStore, TestWorkspace, both};
use store::{ConversationFilter, InboxView, Limit, NewOutbound};

use crate::support::{NOW, change, config, delivery, text};

const CONNECTIONS: usize = 64;
const MESSAGES: usize = 50;
const CONTACTS: usize = 7;

/// Fifty messages over few contacts, in no particular order.
fn body(workspace: &TestWorkspace, connection: usize) -> String {
    let messages: Vec<Value> = (0..MESSAGES)
        .map(|n| {
            let contact = (n * 31 + connection * 17) % CONTACTS;
            text(
                &format!("wamid.{connection}.{n}"),
                &format!("3460000000{contact}"),
                NOW + i64::try_from(n).unwrap(),
                "hola",
            )
        })
        .collect();
    delivery(workspace, &[change(workspace, "messages", json!({ "messages": messages }))]).to_string()
}

fn outbound(workspace: &TestWorkspace, conversation_id: ConversationId, n: usize) -> NewOutbound {
    NewOutbound {
        id: MessageId::new(),
        channel_id: workspace.channel,
        conversation_id,
        author_kind: "agent",
        author_id: None,
        kind: "text".to_owned(),
        content: r#"{"body":"hi"}"#.to_owned(),
        preview: "hi".to_owned(),
        reply_to_wamid: None,
        media_id: None,
        typing_pause: Duration::ZERO,
        opaque: format!("opaque-{conversation_id}-{n}"),
        opt_out_overridden: false,
        priority: store::Priority::Person,
        undo_for: Duration::ZERO,
        holder_epoch: None,
    }
}

async fn threads(store: &TestStore, workspace: &TestWorkspace) -> Vec<(ConversationId, i64)> {
    let filter = ConversationFilter {
        view: InboxView::All,
        ..ConversationFilter::default()
    };
    let page = store
        .workspace(workspace.id)
        .list_conversations(model::UserId::new(), &filter, Limit::clamped(500), None)
        .await
        .unwrap();
    page.data
        .into_iter()
        .map(|conversation| (conversation.row.id, conversation.row.inbound_count))
        .collect()
}

/// What an agent does meanwhile in the same threads: each answers, in an order of its own.
async fn answer(store: &TestStore, workspace: &TestWorkspace, agent: usize) {
    for round in 0..10 {
        for (at, (thread, _)) in threads(store, workspace).await.into_iter().enumerate() {
            if (at + agent + round).is_multiple_of(3) {
                let mut tx = store.begin().await.unwrap();
                let mut scope = tx.workspace(workspace.id);
                scope
                    .create_outbound(&outbound(workspace, thread, agent * 1000 + round * 10 + at))
                    .await
                    .unwrap();
                scope
                    .append_events(&[store::NewEvent::new("test", Some(thread), &json!({})).unwrap()])
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_bodies_over_few_contacts_do_not_block_each_other() {
    both(async |store| {
        let mut workspaces = Vec::new();
        for number in 1..=4 {
            workspaces.push(testing::workspace(store, number).await);
        }
        let workspaces: Arc<[TestWorkspace]> = workspaces.into();
        let app = App::with_config(
            store.store(),
            app::Config {
                ingest: app::ingest::Config {
                    workers: 4,
                    ..Default::default()
                },
                ..config()
            },
        );
        app.start_workers();
        let posts = (0..CONNECTIONS).map(|connection| {
            let (app, workspaces) = (app.clone(), Arc::clone(&workspaces));
            async move {
                let workspace = &workspaces[connection % workspaces.len()];
                app.ingest().accept(workspace.meta_app, body(workspace, connection)).await.unwrap();
            }
        });
        let agents = (0..4).map(|agent| answer(store, &workspaces[agent % 4], agent));
        tokio::join!(join_all(posts), join_all(agents));
        app.settle().await;
        for workspace in workspaces.iter() {
            let threads = threads(store, workspace).await;
            assert_eq!(threads.len(), CONTACTS);
            assert_eq!(
                threads.iter().map(|(_, count)| count).sum::<i64>(),
                i64::try_from(CONNECTIONS / 4 * MESSAGES).unwrap()
            );
        }
        assert_eq!(store.deadlocks().await, 0);
        assert!(app.stop().await);
    })
    .await;
}
