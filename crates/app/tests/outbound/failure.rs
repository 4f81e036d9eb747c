//! Refusals of Meta: which are tried again, which end the message, which stop the number.

use std::time::Duration;

use store::testing::both;

use super::support::{Answer, world};

#[tokio::test]
async fn too_fast_waits_and_keeps_the_order() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::Error(400, 131_056), Answer::Error(400, 130_429)]);
        let first = world.queue("first").await;
        world.queue("second").await;
        world.app.settle().await;
        assert_eq!(
            (world.status(first).await.as_str(), world.stub.posted().len()),
            ("queued", 1),
            "the second waits for the first"
        );
        world.later(Duration::from_secs(5)).await;
        assert_eq!(world.attempts(first).await, ["requeued", "requeued"]);
        world.later(Duration::from_secs(5)).await;
        assert_eq!(world.stub.texts(), ["first", "first", "first", "second"]);
        assert_eq!(world.attempts(first).await, ["requeued", "requeued", "accepted"]);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_says_why_and_a_person_can_try_again() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::Error(400, 131_026)]);
        let id = world.say("to nobody").await;
        assert_eq!(world.status(id).await, "failed");
        let error = app::views::MessageError::from_stored(&world.message(id).await.row.error.unwrap());
        assert!(!error.remedy.is_empty() && error.detail == "Because.", "{error:?}");
        world.later(Duration::from_secs(3600)).await;
        assert_eq!(world.stub.posted().len(), 1, "nothing is tried in a loop");
        world.app.outbound().retry(&world.agent, id).await.unwrap();
        world.app.settle().await;
        assert_eq!(
            (world.status(id).await.as_str(), world.attempts(id).await),
            ("accepted", vec!["failed".to_owned(), "accepted".to_owned()])
        );
        let opaques: Vec<String> = world
            .stub
            .posted()
            .iter()
            .map(|body| body["biz_opaque_callback_data"].to_string())
            .collect();
        assert_ne!(opaques[0], opaques[1], "each attempt has a name of its own");
        assert_eq!(
            world.app.outbound().retry(&world.agent, id).await.unwrap_err().code,
            "message.not_retryable"
        );
    })
    .await;
}

#[tokio::test]
async fn a_failed_reaction_is_taken_off_again() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::Error(400, 131_009)]);
        let thread = async || {
            world
                .store
                .workspace(world.workspace.id)
                .list_messages(world.conversation, store::ThreadPosition::End, store::Limit::default())
                .await
                .unwrap()
                .data
        };
        world
            .app
            .outbound()
            .react(&world.agent, thread().await[0].row.id, Some("👍"))
            .await
            .unwrap();
        assert_eq!(thread().await[0].reactions.len(), 1);
        world.app.settle().await;
        assert_eq!(thread().await[0].reactions.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_refused_token_pauses_the_number_until_it_is_mended() {
    both(async |store| {
        let world = world(store).await;
        world.stub.will([Answer::Error(401, 190)]);
        let first = world.queue("one").await;
        world.queue("two").await;
        world.app.settle().await;
        world.later(Duration::from_secs(3600)).await;
        assert_eq!((world.stub.posted().len(), world.status(first).await.as_str()), (1, "queued"));
        let channel = world
            .store
            .workspace(world.workspace.id)
            .get_channel(world.workspace.channel)
            .await
            .unwrap();
        assert_eq!(channel.degraded_code.as_deref(), Some("token_refused"));
        let mut tx = world.store.begin().await.unwrap();
        tx.workspace(world.workspace.id)
            .update_access_token(world.workspace.channel, &"new-token".to_owned().into())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.texts(), ["one", "one", "two"]);
    })
    .await;
}
