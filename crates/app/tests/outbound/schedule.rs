//! Messages for later, and messages that are taken back before they leave.

use std::time::Duration;

use app::outbound::ScheduledPatch;
use cloud_api::outbound::OutboundContent;
use model::{MessageId, WorkspaceSettings};
use serde_json::json;
use store::Limit;
use store::testing::both;

use super::support::{World, world};

async fn schedule(world: &World<'_>, body: &str, seconds: u64) -> app::Result<MessageId> {
    let at = world.store.now() + Duration::from_secs(seconds);
    let queued = world
        .app
        .outbound()
        .schedule(&world.agent, world.conversation, World::request(body), at)
        .await?;
    Ok(queued.0)
}

async fn waiting(world: &World<'_>) -> Vec<String> {
    let page = world
        .app
        .outbound()
        .list_scheduled(world.workspace.id, Limit::default(), None)
        .await
        .unwrap();
    page.data.into_iter().map(|message| message.preview).collect()
}

#[tokio::test]
async fn a_message_for_later_goes_at_its_time_and_once() {
    both(async |store| {
        let world = world(store).await;
        let late = schedule(&world, "second", 7200).await.unwrap();
        let id = schedule(&world, "first", 3600).await.unwrap();
        assert_eq!(waiting(&world).await, ["first", "second"]);
        world.later(Duration::from_secs(3599)).await;
        assert!(world.stub.posted().is_empty());
        world.later(Duration::from_secs(1)).await;
        assert_eq!(
            (world.stub.texts(), world.status(id).await),
            (vec!["first".to_owned()], "accepted".to_owned())
        );
        world.later(Duration::from_secs(3600)).await;
        world.later(Duration::from_secs(3600)).await;
        assert_eq!(
            (world.stub.texts(), world.status(late).await),
            (vec!["first".to_owned(), "second".to_owned()], "accepted".to_owned())
        );
        assert_eq!(waiting(&world).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_time_after_the_window_is_refused_at_once() {
    both(async |store| {
        let world = world(store).await;
        assert_eq!(
            schedule(&world, "tomorrow night", 30 * 3600).await.unwrap_err().code,
            "send.window_closed"
        );
        assert_eq!(schedule(&world, "now", 0).await.unwrap_err().pointer.as_deref(), Some("/send_at"));
        assert_eq!(
            schedule(&world, "never", 400 * 24 * 3600).await.unwrap_err().pointer.as_deref(),
            Some("/send_at")
        );
        let template = json!({ "type": "template", "template": { "name": "hello", "language": { "code": "en_US" } } });
        let request = app::outbound::SendRequest {
            content: OutboundContent::from_json(template).unwrap(),
            ..World::request("")
        };
        let at = store.now() + Duration::from_secs(72 * 3600);
        world
            .app
            .outbound()
            .schedule(&world.agent, world.conversation, request, at)
            .await
            .unwrap();
        world.later(Duration::from_secs(72 * 3600)).await;
        assert_eq!(world.stub.posted()[0]["type"], "template");
    })
    .await;
}

#[tokio::test]
async fn what_may_not_go_at_its_time_fails_in_the_thread_with_the_reason() {
    both(async |store| {
        let world = world(store).await;
        let id = schedule(&world, "not any more", 3600).await.unwrap();
        world.opt_out().await;
        world.later(Duration::from_secs(3600)).await;
        assert!(world.stub.posted().is_empty());
        let message = world.message(id).await.row;
        assert_eq!(message.status, "failed");
        assert!(message.error.unwrap().contains("send.opted_out"));
        let events = store.workspace(world.workspace.id).list_events(0, Limit::clamped(500)).await.unwrap();
        let told = events
            .iter()
            .any(|event| event.kind == "scheduled_message.updated" && event.data.contains("\"failed\""));
        assert!(told, "its author is told");
        assert_eq!(waiting(&world).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_waiting_message_can_be_changed_sent_at_once_and_taken_off() {
    both(async |store| {
        let world = world(store).await;
        let outbound = world.app.outbound();
        let (edited, gone, now) = (
            schedule(&world, "draft", 600).await.unwrap(),
            schedule(&world, "gone", 600).await.unwrap(),
            schedule(&world, "at once", 600).await.unwrap(),
        );
        let patch = ScheduledPatch {
            content: Some((OutboundContent::text("final"), None)),
            send_at: Some(store.now() + Duration::from_secs(60)),
        };
        let view = outbound.reschedule(&world.agent, edited, patch.clone(), Some(1)).await.unwrap();
        assert_eq!((view.preview.as_str(), view.version), ("final", 2));
        assert!(
            outbound.reschedule(&world.agent, edited, patch.clone(), Some(1)).await.is_err(),
            "a lost race is told"
        );
        outbound.cancel_scheduled(&world.agent, gone).await.unwrap();
        outbound.send_scheduled_now(&world.agent, now).await.unwrap();
        world.later(Duration::from_secs(60)).await;
        world.later(Duration::from_secs(600)).await;
        assert_eq!(world.stub.texts(), ["at once", "final"]);
        let over = outbound.cancel_scheduled(&world.agent, now).await.unwrap_err();
        assert_eq!(over.code, "scheduled_message.over");
        assert_eq!(
            outbound.reschedule(&world.agent, gone, patch, None).await.unwrap_err().code,
            "scheduled_message.over"
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_id_schedules_once() {
    both(async |store| {
        let world = world(store).await;
        let request = app::outbound::SendRequest {
            id: Some(MessageId::new()),
            ..World::request("once")
        };
        let at = store.now() + Duration::from_secs(60);
        let outbound = world.app.outbound();
        let first = outbound.schedule(&world.agent, world.conversation, request.clone(), at).await.unwrap();
        let again = outbound.schedule(&world.agent, world.conversation, request.clone(), at).await.unwrap();
        assert_eq!((first.1, again), (true, (first.0, false)));
        let other = outbound
            .schedule(&world.agent, world.conversation, request, at + Duration::from_secs(1))
            .await;
        assert_eq!(other.unwrap_err().code, "message.id_taken");
        assert_eq!(waiting(&world).await, ["once"]);
    })
    .await;
}

#[tokio::test]
async fn after_a_restore_nothing_goes_by_itself() {
    both(async |store| {
        let world = world(store).await;
        let (due, later) = (schedule(&world, "due", 60).await.unwrap(), schedule(&world, "later", 3600).await.unwrap());
        world.store.clock.advance(Duration::from_secs(61));
        world.app.instance().mark_restored().await.unwrap();
        world.later(Duration::from_secs(4000)).await;
        assert!(world.stub.posted().is_empty(), "timers wait for an operator");
        world.app.instance().resume_after_restore().await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.texts(), ["later"], "what was due around the restore waits for a person");
        assert_eq!(waiting(&world).await, ["due"]);
        world.app.outbound().send_scheduled_now(&world.agent, due).await.unwrap();
        world.app.settle().await;
        assert_eq!(
            (world.stub.texts(), world.status(later).await),
            (vec!["later".to_owned(), "due".to_owned()], "accepted".to_owned())
        );
    })
    .await;
}

async fn with_undo<'s>(store: &'s store::testing::TestStore, seconds: u8) -> World<'s> {
    let world = world(store).await;
    world
        .set(WorkspaceSettings {
            typing_to_contact: false,
            undo_send_seconds: seconds,
            ..WorkspaceSettings::default()
        })
        .await;
    world
}

#[tokio::test]
async fn an_undone_message_never_leaves_and_the_contact_waits_again() {
    both(async |store| {
        let world = with_undo(store, 5).await;
        let before = world.conversation().await;
        let id = world.say("oops").await;
        assert!(world.stub.posted().is_empty());
        assert!(world.message(id).await.row.undo_until.is_some());
        assert_eq!(world.conversation().await.waiting_since, None);
        let undone = world.app.outbound().undo(&world.agent, id).await.unwrap();
        assert_eq!(undone.content, json!({ "type": "text", "text": { "body": "oops" } }));
        let after = world.conversation().await;
        assert_eq!(
            (after.last_message_id, after.waiting_since),
            (before.last_message_id, before.waiting_since)
        );
        world.later(Duration::from_secs(60)).await;
        assert!(world.stub.posted().is_empty());
        assert_eq!(world.app.outbound().undo(&world.agent, id).await.unwrap_err().code, "message.not_found");
    })
    .await;
}

#[tokio::test]
async fn a_held_message_leaves_in_time_and_in_order() {
    both(async |store| {
        let world = with_undo(store, 5).await;
        let id = world.say("first").await;
        world
            .set(WorkspaceSettings {
                typing_to_contact: false,
                ..WorkspaceSettings::default()
            })
            .await;
        world.say("second").await;
        assert!(world.stub.posted().is_empty(), "the second waits for the first");
        world.later(Duration::from_secs(5)).await;
        assert_eq!(world.stub.texts(), ["first", "second"]);
        assert_eq!(
            world.app.outbound().undo(&world.agent, id).await.unwrap_err().code,
            "message.not_undoable"
        );
    })
    .await;
}

#[tokio::test]
async fn a_held_message_can_go_at_once() {
    both(async |store| {
        let world = with_undo(store, 30).await;
        let id = world.say("hurry").await;
        world.app.outbound().release(&world.agent, id).await.unwrap();
        world.app.settle().await;
        assert_eq!(
            (world.stub.texts(), world.status(id).await),
            (vec!["hurry".to_owned()], "accepted".to_owned())
        );
    })
    .await;
}
