//! What may not go, and why it says so.

use std::time::Duration;

use model::{Permission, Role};
use store::testing::both;

use super::support::{World, world};

#[tokio::test]
async fn after_a_day_only_templates_go() {
    both(async |store| {
        let world = world(store).await;
        world.store.clock.advance(Duration::from_secs(24 * 60 * 60));
        let error = world.send(World::request("too late")).await.unwrap_err();
        assert_eq!(error.code, "send.window_closed");
        let preflight = world
            .app
            .outbound()
            .preflight(&world.agent, world.conversation, &World::request("x").content)
            .await
            .unwrap();
        assert_eq!(preflight[0].code, "send.window_closed");
        let template = serde_json::json!({ "type": "template", "template": { "name": "welcome_back", "language": { "code": "en_US" } } });
        let content = cloud_api::outbound::OutboundContent::from_json(template).unwrap();
        world
            .send(app::outbound::SendRequest {
                content,
                ..World::request("")
            })
            .await
            .unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.posted()[0]["type"], "template");
    })
    .await;
}

#[tokio::test]
async fn a_window_that_closes_while_a_message_waits_stops_it() {
    both(async |store| {
        let world = world(store).await;
        let id = world.queue("waits too long").await;
        world.later(Duration::from_secs(24 * 60 * 60)).await;
        assert_eq!(world.status(id).await, "failed");
        assert!(world.message(id).await.row.error.unwrap().contains("send.window_closed"));
        assert!(world.stub.posted().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_field_beyond_a_limit_is_pointed_at() {
    both(async |store| {
        let world = world(store).await;
        let error = world.send(World::request(&"x".repeat(4097))).await.unwrap_err();
        let app::Kind::Refused(refusals) = error.kind else { panic!("{error}") };
        assert_eq!((refusals[0].code, refusals[0].pointer.as_deref()), ("send.limit", Some("/text/body")));
    })
    .await;
}

#[tokio::test]
async fn overriding_an_opt_out_takes_the_right_and_a_reason() {
    both(async |store| {
        let world = world(store).await;
        let request = |reason: &str| app::outbound::SendRequest {
            override_opt_out_reason: Some(reason.to_owned()),
            ..World::request("please read")
        };
        assert!(!world.agent.may(Permission::OverrideOptOut));
        assert_eq!(world.send(request("they phoned")).await.unwrap_err().code, "access.denied");
        let admin = app::Actor {
            role: Role::Admin,
            ..world.agent.clone()
        };
        let empty = world.app.outbound().send(&admin, world.conversation, request("  ")).await.unwrap_err();
        assert_eq!(empty.pointer.as_deref(), Some("/override_opt_out_reason"));
    })
    .await;
}
