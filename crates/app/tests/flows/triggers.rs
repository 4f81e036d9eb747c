//! Ways a run starts besides a message: a call by name, a label, a reaction; and what all flows share.

use std::collections::BTreeMap;

use app::runs::GlobalsPatch;
use model::{Role, UserId};
use serde_json::{Value, json};
use store::testing::{self, both};

use super::support::{World, world};

/// A flow that says something, with this trigger.
pub fn flow(trigger: Value, text: &str) -> Value {
    json!({
        "schema": 1,
        "nodes": [
            { "id": "n_start", "type": "start", "name": "start", "config": { "triggers": [trigger] } },
            { "id": "n_say", "type": "send_message", "name": "say", "config": { "text": text } },
        ],
        "edges": [{ "id": "e_1", "from": "n_start", "handle": "next", "to": "n_say" }],
    })
}

/// Somebody who may answer customers.
async fn member(world: &World<'_>) -> UserId {
    let user = testing::threads::user(world.store, "Ana").await;
    let mut tx = world.store.begin().await.unwrap();
    tx.workspace(world.workspace.id).create_member(user, Role::Agent).await.unwrap();
    tx.commit().await.unwrap();
    user
}

/// A flow that writes a note, with this trigger.
pub fn noting(trigger: Value, text: &str) -> Value {
    let mut graph = flow(trigger, text);
    graph["nodes"][1]["type"] = json!("note");
    graph
}

#[tokio::test]
async fn a_call_by_name_starts_once_for_each_key_and_is_checked() {
    both(async |store| {
        let world = world(store).await;
        let schema = json!({ "required": ["order"], "properties": { "order": { "type": "string" } } });
        let trigger = json!({ "type": "api", "name": "shipped", "input": schema });
        world
            .publish("Shipped", &flow(trigger, "Order {{trigger.input.order}} is on its way"))
            .await;
        let contact = world.contact().await;
        let call = async |input: Value, key: &str| world.app.runs().call(&world.agent, "shipped", contact, input, Some(key)).await;
        assert!(call(json!({}), "k0").await.is_err(), "`order` is missing");
        for _ in 0..2 {
            call(json!({ "order": "A-1" }), "k1").await.unwrap();
            world.app.settle().await;
        }
        assert_eq!(world.stub.texts(), ["Order A-1 is on its way"]);
        let nobody = world.app.runs().call(&world.agent, "nothing", contact, json!({}), None).await;
        assert_eq!(nobody.unwrap_err().code, "flow.trigger_not_found");
    })
    .await;
}

#[tokio::test]
async fn a_label_and_a_reaction_start_flows() {
    both(async |store| {
        let world = world(store).await;
        let label = json!({ "type": "contact_changed", "watch": { "what": "tag_added", "tag": "VIP" } });
        world.publish("Label", &flow(label, "Welcome to the club")).await;
        world
            .publish("Reaction", &flow(json!({ "type": "reaction", "emojis": ["🎉"] }), "Thank you!"))
            .await;
        let tag = world.app.tags().create(&world.agent, "VIP", app::views::TagColor::Red).await.unwrap();
        world.app.contacts().add_tag(&world.agent, world.contact().await, tag.id).await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.texts(), ["Welcome to the club"]);
        let react = json!({ "from": "34600000001", "from_user_id": "US.1", "id": "wamid.react", "timestamp": store.now().seconds().to_string(),
            "type": "reaction", "reaction": { "message_id": "wamid.out.1", "emoji": "🎉" } });
        world.webhook(json!({ "messages": [react] })).await;
        assert_eq!(world.stub.texts()[1..], ["Thank you!"]);
    })
    .await;
}

#[tokio::test]
async fn what_all_flows_share_is_checked_and_seen_by_runs() {
    both(async |store| {
        let world = world(store).await;
        let trigger = json!({ "type": "message", "match": { "by": "exact", "words": ["shop"] } });
        world.publish("Shop", &flow(trigger, "See {{globals.shop}}")).await;
        let values = |value: Value| GlobalsPatch {
            globals: value.as_object().cloned(),
            ..GlobalsPatch::default()
        };
        let runs = world.app.runs();
        assert!(runs.set_globals(&world.agent, values(json!({ "Not A Name": 1 }))).await.is_err());
        runs.set_globals(&world.agent, values(json!({ "shop": "example.com" }))).await.unwrap();
        world.hears("wamid.1", "shop").await;
        assert_eq!(world.stub.texts(), ["See example.com"]);
        let hours = json!({ "time_zone": "Europe/Madrid", "week": [{ "day": 1, "from": "09:00", "to": "18:00" }], "days": [] });
        let saved = runs
            .set_business_hours(&world.agent, BTreeMap::from([("default".to_owned(), hours.clone())]))
            .await
            .unwrap();
        assert_eq!(saved.calendars["default"], hours);
        let wrong = json!({ "time_zone": "Nowhere/Town", "week": [] });
        assert!(
            runs.set_business_hours(&world.agent, BTreeMap::from([("default".to_owned(), wrong)]))
                .await
                .is_err()
        );
    })
    .await;
}

#[tokio::test]
async fn what_people_do_with_a_conversation_starts_flows_that_work_beside_them() {
    both(async |store| {
        let world = world(store).await;
        let watch = |watch: Value| json!({ "type": "conversation", "watch": watch });
        let user = member(&world).await;
        world
            .publish("Given", &noting(watch(json!({ "what": "assigned", "user": user })), "Given away"))
            .await;
        world.publish("Opened", &noting(watch(json!({ "what": "opened" })), "Opened")).await;
        world.app.settle().await;
        for _ in 0..2 {
            world
                .app
                .conversations()
                .assign(&world.agent, world.conversation, Some(user))
                .await
                .unwrap();
            world.app.settle().await;
        }
        assert_eq!(world.conversation().await.holder, "human");
        assert_eq!(world.notes().await, ["Given away"], "once, and beside the person who has the pen");
        world.app.conversations().close(&world.agent, world.conversation).await.unwrap();
        world.later(std::time::Duration::from_secs(1)).await;
        for wamid in ["wamid.1", "wamid.2"] {
            world.hears(wamid, "hello again").await;
        }
        assert_eq!(world.notes().await, ["Given away", "Opened"], "by the first message only");
    })
    .await;
}

#[tokio::test]
async fn a_flow_beside_people_says_nothing() {
    both(async |store| {
        let world = world(store).await;
        let user = member(&world).await;
        let trigger = json!({ "type": "conversation", "watch": { "what": "assigned" } });
        world.publish("Loud", &flow(trigger, "Now you speak with a person")).await;
        world.app.settle().await;
        world
            .app
            .conversations()
            .assign(&world.agent, world.conversation, Some(user))
            .await
            .unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.texts(), Vec::<String>::new());
        let run = world.runs().await.remove(0);
        assert!(run.problem.unwrap().starts_with("send.people_hold_the_pen"));
    })
    .await;
}

#[tokio::test]
async fn a_word_of_silence_starts_a_flow_once() {
    both(async |store| {
        let world = world(store).await;
        let trigger = json!({ "type": "contact_changed", "watch": { "what": "opt_in", "allowed": false } });
        world.publish("Silence", &noting(trigger, "Wants silence")).await;
        for _ in 0..2 {
            world.hears("wamid.stop", "STOP").await;
        }
        assert_eq!(world.notes().await, ["Wants silence"]);
        assert_eq!(world.stub.texts(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_an_agent_fills_in_is_checked_against_the_form() {
    both(async |store| {
        let world = world(store).await;
        let form = json!({ "required": ["why"], "properties": { "why": { "type": "string" }, "days": { "type": "integer" } } });
        let trigger = json!({ "type": "manual", "label": "Extend", "form": form });
        let id = world.publish("Extend", &flow(trigger, "Because {{trigger.input.why}}")).await;
        let start = async |input: Value| world.app.runs().start(&world.agent, world.conversation, id, input).await;
        for wrong in [
            json!({}),
            json!(null),
            json!({ "why": 7 }),
            json!({ "why": "late", "days": "two" }),
            json!({ "why": "late", "more": true }),
            json!(["late"]),
        ] {
            let error = start(wrong.clone()).await.unwrap_err();
            assert_eq!(error.pointer.as_deref(), Some("/input"), "{wrong}");
        }
        assert_eq!(world.runs().await.len(), 0, "nothing was started, nobody lost the pen");
        start(json!({ "why": "it is late", "days": 2 })).await.unwrap();
        world.app.settle().await;
        assert_eq!(world.stub.texts(), ["Because it is late"]);
    })
    .await;
}

#[tokio::test]
async fn only_who_is_online_is_given_a_conversation() {
    both(async |store| {
        let world = world(store).await;
        let (here, away) = (member(&world).await, member(&world).await);
        let online = std::sync::Arc::new(std::sync::Mutex::new(vec![here]));
        let (seen, workspace) = (online.clone(), world.workspace.id);
        world.app.when_asked_who_is_online(move |asked| {
            assert_eq!(asked, workspace, "one workspace is never told about another");
            seen.lock().unwrap().clone()
        });
        let nodes = [("give", "assign_agent", json!({ "online_only": true }))];
        let mut graph = super::row("help", &nodes, json!({ "language": "en" }));
        graph["nodes"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "id": "n_none", "type": "note", "name": "none", "config": { "text": "Nobody is here" } }));
        graph["edges"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "id": "e_none", "from": "n_give", "handle": "handoff_unavailable", "to": "n_none" }));
        world.publish("Help", &graph).await;
        // Whose turn it is does not matter when the other one is away.
        for round in 0..3 {
            world.hears(&format!("wamid.h{round}"), "help").await;
            assert_eq!(world.conversation().await.assignee_id, Some(here));
        }
        *online.lock().unwrap() = vec![away];
        world.hears("wamid.h4", "help").await;
        assert_eq!(world.conversation().await.assignee_id, Some(away));
        online.lock().unwrap().clear();
        world.hears("wamid.h5", "help").await;
        assert_eq!(world.notes().await, ["Nobody is here"]);
        assert_eq!(world.conversation().await.assignee_id, Some(away), "it stays where it was");
    })
    .await;
}
