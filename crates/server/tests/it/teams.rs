//! Teams: who may make them, and how conversations find their way to people by themselves.

use std::time::Duration;

use model::Role;
use serde_json::{Value, json};

use crate::support::{Inbox, TestApp, on_both};

async fn team(inbox: &Inbox<'_>, body: Value) -> Value {
    inbox.admin.post("/teams", body).await.ok()
}

/// Waits until the conversation is somebody's, and says whose.
async fn assignee(inbox: &Inbox<'_>, conversation: &Value) -> String {
    let path = format!("/conversations/{}", conversation["id"].as_str().unwrap());
    for _ in 0..200 {
        let now = inbox.owner.get(&path).await.ok();
        if let Some(assignee) = now["assignee_id"].as_str() {
            return assignee.to_owned();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody was given the conversation");
}

#[tokio::test]
async fn admins_make_teams_of_members() {
    on_both(async |app: &TestApp| {
        let tenant = app.tenant("Lumen Home").await;
        let agent = tenant.user(Role::Agent);
        let body = json!({ "name": " Sales ", "hands_out": "online", "takes_new": true, "members": [{ "user_id": agent, "capacity": 5 }] });
        let sales = tenant.admin.post("/teams", body).await.ok();
        assert_eq!(sales["name"], "Sales");
        assert_eq!(sales["members"], json!([{ "user_id": agent, "capacity": 5 }]));
        tenant.admin.post("/teams", json!({ "name": "sales" })).await.refused(409, "team.exists");
        tenant.agent.post("/teams", json!({ "name": "x" })).await.refused(403, "access.denied");
        let twice = json!({ "name": "x", "members": [{ "user_id": agent }, { "user_id": agent }] });
        tenant.admin.post("/teams", twice).await.refused(422, "request.invalid");
        let much = json!({ "name": "x", "members": [{ "user_id": agent, "capacity": 501 }] });
        tenant.admin.post("/teams", much).await.refused(422, "request.invalid");
        // One team takes what is new.
        tenant.admin.post("/teams", json!({ "name": "Support", "takes_new": true })).await.ok();
        let teams = tenant.analyst.get("/teams").await.ok();
        let takes: Vec<bool> = teams["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|team| team["takes_new"].as_bool().unwrap())
            .collect();
        assert_eq!(takes, [false, true]);
        let path = format!("/teams/{}", sales["id"].as_str().unwrap());
        assert_eq!(tenant.admin.patch(&path, json!({ "members": [] })).await.ok()["members"], json!([]));
        assert_eq!(tenant.admin.delete(&path).await.status, 204);
        assert_eq!(tenant.admin.delete(&path).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_conversation_belongs_to_a_team_and_is_listed_there() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, ana) = inbox.conversation_with("Ana", "hola").await;
        let (_, ben) = inbox.conversation_with("Ben", "hello").await;
        let sales = team(&inbox, json!({ "name": "Sales" })).await;
        let id = sales["id"].as_str().unwrap();
        let path = format!("/conversations/{}/assign", ana["id"].as_str().unwrap());
        let handed = inbox.agent.post(&path, json!({ "team_id": id })).await.ok();
        assert_eq!((&handed["team_id"], &handed["assignee_id"]), (&sales["id"], &Value::Null));
        let listed = async |team: &str| -> Vec<Value> {
            let page = inbox.agent.get(&format!("/conversations?team={team}")).await.ok();
            page["data"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect()
        };
        assert_eq!(listed(id).await, [ana["id"].clone()]);
        assert_eq!(listed("none").await, [ben["id"].clone()]);
        inbox.agent.get("/conversations?team=sales").await.refused(422, "request.invalid");
        inbox.agent.post(&path, json!({})).await.refused(422, "request.invalid");
        // Without the team, it belongs to none.
        inbox.admin.delete(&format!("/teams/{id}")).await;
        let now = inbox.agent.get(&format!("/conversations/{}", ana["id"].as_str().unwrap())).await.ok();
        assert_eq!(now["team_id"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn what_is_new_goes_to_members_in_turn_up_to_their_capacity() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (agent, admin) = (inbox.user(Role::Agent), inbox.user(Role::Admin));
        let members = json!([{ "user_id": agent, "capacity": 1 }, { "user_id": admin }]);
        let body = json!({ "name": "Front", "hands_out": "everyone", "takes_new": true, "members": members });
        let front = team(&inbox, body).await;
        let mut given = Vec::new();
        for name in ["Ana", "Ben", "Carla"] {
            let (_, conversation) = inbox.conversation_with(name, "hola").await;
            given.push(assignee(&inbox, &conversation).await);
        }
        assert_eq!(given.iter().filter(|user| **user == agent.to_string()).count(), 1, "{given:?}");
        assert_eq!(given.iter().filter(|user| **user == admin.to_string()).count(), 2, "{given:?}");
        assert_ne!(given[0], given[1], "in turn: {given:?}");
        let all = inbox.owner.get("/conversations").await.ok();
        assert!(all["data"].as_array().unwrap().iter().all(|one| one["team_id"] == front["id"]));
        let log = inbox.owner.get("/audit?action=conversation.assigned").await.ok();
        assert!(
            log["data"].as_array().unwrap().iter().any(|entry| entry["actor"]["kind"] == "system"),
            "{log}"
        );
    })
    .await;
}

#[tokio::test]
async fn offline_members_are_passed_over_until_they_come() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let agent = inbox.user(Role::Agent);
    let body = json!({ "name": "Front", "hands_out": "online", "takes_new": true, "members": [{ "user_id": agent }] });
    team(&inbox, body).await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    // Nobody is there: it comes into the team and waits.
    let teams = app.server().app.teams();
    let nobody = std::collections::BTreeSet::new();
    while teams.hand_out(inbox.id, &nobody).await.unwrap() > 0 {}
    let path = format!("/conversations/{}", conversation["id"].as_str().unwrap());
    let waiting = inbox.owner.get(&path).await.ok();
    assert!(waiting["team_id"].is_string() && waiting["assignee_id"].is_null(), "{waiting}");
    app.server().online.arrive(inbox.id, agent);
    inbox.owner.post(&format!("{path}/read"), json!({})).await.ok();
    assert_eq!(assignee(&inbox, &conversation).await, agent.to_string());
    app.stop().await;
}

#[tokio::test]
async fn what_a_contact_reopens_stays_or_is_handed_out_as_the_team_wants() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (agent, admin) = (inbox.user(Role::Agent), inbox.user(Role::Admin));
        let body = json!({ "name": "Front", "hands_out": "everyone", "takes_new": true, "members": [{ "user_id": admin }] });
        let front = team(&inbox, body).await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        assert_eq!(assignee(&inbox, &conversation).await, admin.to_string());
        let path = format!("/conversations/{}", conversation["id"].as_str().unwrap());
        inbox.agent.post(&format!("{path}/assign"), json!({ "assignee_id": agent })).await.ok();
        let teams = app.server().app.teams();
        let settle = async || {
            app.settle().await;
            while teams.hand_out(inbox.id, &std::collections::BTreeSet::new()).await.unwrap() > 0 {}
            inbox.owner.get(&path).await.ok()["assignee_id"].clone()
        };
        inbox.agent.post(&format!("{path}/close"), json!({})).await.ok();
        ana.says("again").await;
        assert_eq!(settle().await, json!(agent), "it stays with its person");
        let change = json!({ "reopened": "hand_out" });
        inbox.admin.patch(&format!("/teams/{}", front["id"].as_str().unwrap()), change).await.ok();
        inbox.agent.post(&format!("{path}/assign"), json!({ "assignee_id": agent })).await.ok();
        inbox.agent.post(&format!("{path}/close"), json!({})).await.ok();
        inbox.agent.post(&format!("{path}/reopen"), json!({})).await.ok();
        assert_eq!(settle().await, json!(agent), "a person reopened it: no turn is due");
        inbox.agent.post(&format!("{path}/close"), json!({})).await.ok();
        ana.says("and again").await;
        assert_eq!(settle().await, json!(admin), "handed out anew");
    })
    .await;
}
