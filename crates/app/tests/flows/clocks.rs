//! Triggers with a clock: schedules with their audience, conversations that rest, messages nobody read. Each thing starts a run once, whatever is repeated.

use std::time::Duration;

use serde_json::{Value, json};
use store::testing::{TestStore, both};
use store::{NewContact, WorkspaceChange};

use super::support::{World, app_at, world};
use super::triggers::{flow, noting};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

fn schedule(name: &str, cron: &str, audience: Value) -> Value {
    json!({ "type": "schedule", "name": name, "cron": cron, "audience": audience })
}

/// Adds a contact nobody wrote with yet.
async fn add(store: &TestStore, world: &World<'_>, phone: &str, city: &str) -> model::ContactId {
    let mut tx = store.begin().await.unwrap();
    let new = NewContact {
        name: None,
        phone: phone.to_owned(),
        email: None,
        locale: None,
        attributes: json!({ "city": city }).to_string(),
    };
    let id = tx.workspace(world.workspace.id).create_contact(&new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_schedule_fires_once_at_each_moment_in_the_workspaces_zone() {
    both(async |store| {
        let world = world(store).await;
        let mut tx = store.begin().await.unwrap();
        let change = WorkspaceChange {
            name: "Workspace 1".to_owned(),
            time_zone: "Asia/Kolkata".to_owned(),
            settings: model::WorkspaceSettings::default(),
        };
        tx.workspace(world.workspace.id).update_workspace(&change, None).await.unwrap();
        tx.commit().await.unwrap();
        world
            .publish("Morning", &noting(schedule("morning", "0 9 * * *", json!({})), "Good morning"))
            .await;
        world.app.settle().await;
        let watch = store.system().list_due_watches(10).await.unwrap();
        assert_eq!(watch, [], "nothing is due yet");
        let due = store
            .workspace(world.workspace.id)
            .list_flow_watches(world.only_flow().await)
            .await
            .unwrap()
            .remove(0)
            .due_at
            .unwrap();
        // Nine in the morning in Kolkata is half past three in UTC.
        assert_eq!(due.millis() / 60_000 % (24 * 60), 3 * 60 + 30);
        store.clock.advance(due.since(store.now()));
        // Another process finds it, and a third one at the same time.
        let (one, other) = (app_at(store, &world.base), app_at(store, &world.base));
        tokio::join!(one.settle(), other.settle());
        world.app.settle().await;
        assert_eq!(world.runs().await.len(), 1, "once for the one contact");
        assert_eq!(world.runs().await[0].flow_name.as_deref(), Some("Morning"));
        world.later(HOUR * 24).await;
        assert_eq!(world.runs().await.len(), 2, "and the next morning again");
        // Nothing ran for half a day: nobody is greeted in the middle of the afternoon.
        world.later(HOUR * 36).await;
        assert_eq!(world.runs().await.len(), 2);
        world.later(HOUR * 12).await;
        assert_eq!(world.runs().await.len(), 3, "but the morning after");
    })
    .await;
}

#[tokio::test]
async fn a_schedule_reaches_its_audience_page_by_page_and_nobody_else() {
    both(async |store| {
        let world = world(store).await;
        let tag = world.app.tags().create(&world.agent, "News", app::views::TagColor::Red).await.unwrap();
        let mut wanted = Vec::new();
        for number in 0..105 {
            let city = if number % 2 == 0 { "Vic" } else { "Girona" };
            let id = add(store, &world, &format!("3461000{number:04}"), city).await;
            world.app.contacts().add_tag(&world.agent, id, tag.id).await.unwrap();
            wanted.extend((city == "Vic").then_some(id));
        }
        add(store, &world, "34611111111", "Vic").await;
        let rows =
            json!({ "rows": { "join": "all", "tests": [{ "left": "{{contact.fields.city}}", "is": "equals", "right": "vic" }], "groups": [] } });
        let audience = json!({ "any_tag": ["news"], "no_tag": [], "only_when": rows });
        world
            .publish(
                "News",
                &noting(schedule("weekly", "0 12 * * *", audience), "Wrote to {{contact.fields.city}}"),
            )
            .await;
        world.app.settle().await;
        world.later(HOUR * 24).await;
        let workspace = store.workspace(world.workspace.id);
        let runs = workspace
            .list_runs(&store::RunFilter::default(), store::Limit::clamped(200), None)
            .await
            .unwrap()
            .data;
        let mut reached: Vec<_> = runs.iter().map(|run| run.contact_id).collect();
        reached.sort();
        wanted.sort();
        assert_eq!(reached.len(), wanted.len());
        assert_eq!(reached, wanted);
    })
    .await;
}

#[tokio::test]
async fn a_conversation_that_rests_starts_its_flow_once_for_each_message() {
    both(async |store| {
        let world = world(store).await;
        let idle = json!({ "type": "conversation", "watch": { "what": "idle", "minutes": 30 } });
        world.publish("Nudge", &flow(idle, "Are you still there?")).await;
        world.app.settle().await;
        world.hears("wamid.1", "hello").await;
        world.later(MINUTE * 29).await;
        assert_eq!(world.stub.texts(), Vec::<String>::new());
        world.later(MINUTE * 3).await;
        assert_eq!(world.stub.texts(), ["Are you still there?"]);
        // What the flow said is no reason to say it again, however long it rests.
        for _ in 0..4 {
            world.later(MINUTE * 40).await;
        }
        assert_eq!(world.stub.texts().len(), 1);
        world.hears("wamid.2", "yes!").await;
        world.later(MINUTE * 33).await;
        assert_eq!(world.stub.texts().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn news_of_what_people_sent_start_flows_once_and_what_flows_sent_does_not() {
    both(async |store| {
        let world = world(store).await;
        let read = json!({ "type": "status", "watch": { "what": "read" } });
        world.publish("Read", &flow(read, "You saw it")).await;
        let unread = json!({ "type": "status", "watch": { "what": "unread_for", "hours": 2 } });
        world.publish("Unread", &flow(unread, "Did you get it?")).await;
        world.app.settle().await;
        world.release().await;
        let (first, second) = (world.say("One").await, world.say("Two").await);
        world.release().await;
        let opaque = |number: usize| world.stub.posted()[number]["biz_opaque_callback_data"].as_str().unwrap().to_owned();
        for (number, wamid) in ["wamid.out.1", "wamid.out.2"].into_iter().enumerate() {
            world.report(wamid, "delivered", &opaque(number)).await;
        }
        assert_eq!(
            (world.status(first).await, world.status(second).await),
            ("delivered".to_owned(), "delivered".to_owned())
        );
        for _ in 0..2 {
            world.report("wamid.out.1", "read", &opaque(0)).await;
        }
        assert_eq!(world.stub.texts()[2..], ["You saw it"]);
        let told = opaque(2);
        world.report("wamid.out.3", "read", &told).await;
        assert_eq!(world.stub.texts().len(), 3, "a flow's own message starts no flow");
        world.later(HOUR * 2 + MINUTE * 2).await;
        world.later(HOUR).await;
        assert_eq!(world.stub.texts()[3..], ["Did you get it?"], "for the second message, once");
    })
    .await;
}

#[tokio::test]
async fn runs_are_kept_as_long_as_the_workspace_says_and_those_under_way_longer() {
    both(async |store| {
        const DAY: Duration = Duration::from_secs(24 * 60 * 60);
        let world = world(store).await;
        let note = [("tell", "note", json!({ "text": "Seen" }))];
        world.publish("Ends", &super::row("end", &note, json!({ "language": "en" }))).await;
        let pause = [("rest", "delay", json!({ "until": { "type": "duration", "seconds": 2_592_000 } }))];
        world.publish("Rests", &super::row("rest", &pause, json!({ "language": "en" }))).await;
        world.hears("wamid.end", "end").await;
        world.hears("wamid.rest", "rest").await;
        let kept = async || -> Vec<bool> { world.runs().await.iter().map(|run| run.ended_at.is_some()).collect() };
        assert_eq!(kept().await, [true, false]);
        let over = world.runs().await[0].id;
        let keep = async |days: u16| {
            world
                .set(model::WorkspaceSettings {
                    keep_run_days: days,
                    ..model::WorkspaceSettings::default()
                })
                .await;
        };
        keep(30).await;
        store.clock.advance(DAY * 29);
        world.app.clean().await.unwrap();
        assert_eq!(kept().await, [true, false], "not yet");
        store.clock.advance(DAY * 2);
        keep(0).await;
        world.app.clean().await.unwrap();
        assert_eq!(kept().await, [true, false], "0 keeps them for good");
        keep(30).await;
        world.app.clean().await.unwrap();
        assert_eq!(kept().await, [false], "the one under way stays, whatever its age");
        assert!(world.steps(over).await.is_empty(), "steps go with their run");
    })
    .await;
}
