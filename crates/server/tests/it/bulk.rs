//! One deed for many: each judged alone, in one request, and put back as one.

use model::Role;
use serde_json::{Value, json};

use crate::support::{Inbox, TestApp, on_both};

async fn now(inbox: &Inbox<'_>, conversation: &Value) -> Value {
    let path = format!("/conversations/{}", conversation["id"].as_str().unwrap());
    inbox.owner.get(&path).await.ok()
}

#[tokio::test]
async fn each_is_judged_alone_and_put_back_as_it_was() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, ana) = inbox.conversation_with("Ana", "hola").await;
        let (_, ben) = inbox.conversation_with("Ben", "hello").await;
        let agent = inbox.user(Role::Agent);
        let close = format!("/conversations/{}/close", ben["id"].as_str().unwrap());
        inbox.agent.post(&close, json!({})).await.ok();
        let nobody = model::ConversationId::new().to_string();
        let ids = json!([ana["id"], ben["id"], nobody, ana["id"]]);
        let done = inbox
            .agent
            .post("/conversations/bulk", json!({ "conversation_ids": ids, "action": { "type": "close" } }))
            .await
            .ok();
        let of = |id: &Value| {
            let results = done["results"].as_array().unwrap();
            results.iter().find(|one| one["conversation_id"] == *id).expect("one for each").clone()
        };
        assert_eq!(done["results"].as_array().unwrap().len(), 3, "each once");
        assert_eq!((&of(&ana["id"])["ok"], &of(&ana["id"])["changed"]), (&json!(true), &json!(true)));
        assert_eq!((&of(&ben["id"])["ok"], &of(&ben["id"])["changed"]), (&json!(true), &json!(false)));
        assert_eq!(of(&json!(nobody))["code"], "resource.not_found");
        assert_eq!(now(&inbox, &ana).await["status"], "closed");
        // Somebody takes it meanwhile; putting back puts everything back.
        let assign = json!({ "conversation_ids": [ana["id"]], "action": { "type": "assign", "assignee_id": agent } });
        inbox.admin.post("/conversations/bulk", assign).await.ok();
        let before: Vec<Value> = [&ana, &ben].iter().map(|one| of(&one["id"])["before"].clone()).collect();
        let back = inbox.agent.post("/conversations/restore", json!({ "conversations": before })).await.ok();
        assert!(back["results"].as_array().unwrap().iter().all(|one| one["ok"] == true), "{back}");
        let after = now(&inbox, &ana).await;
        assert_eq!((&after["status"], &after["assignee_id"]), (&json!("open"), &Value::Null));
        assert_eq!(now(&inbox, &ben).await["status"], "closed", "as it was before");
    })
    .await;
}

#[tokio::test]
async fn tags_snoozes_and_priorities_go_to_many_too() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, ana) = inbox.conversation_with("Ana", "hola").await;
        let (_, ben) = inbox.conversation_with("Ben", "hello").await;
        let ids = json!([ana["id"], ben["id"]]);
        let act = async |action: Value| {
            let body = json!({ "conversation_ids": ids, "action": action });
            inbox.agent.post("/conversations/bulk", body).await
        };
        let tag = inbox.admin.post("/tags", json!({ "name": "VIP", "color": "red" })).await.ok()["id"].clone();
        act(json!({ "type": "tag", "tag_id": tag })).await.ok();
        assert_eq!(now(&inbox, &ana).await["contact"]["tags"][0]["name"], "VIP");
        act(json!({ "type": "untag", "tag_id": tag })).await.ok();
        assert_eq!(now(&inbox, &ben).await["contact"]["tags"], json!([]));
        act(json!({ "type": "prioritize", "priority": "urgent" })).await.ok();
        assert_eq!(now(&inbox, &ben).await["priority"], "urgent");
        let urgent = inbox.agent.get("/conversations?priority=urgent").await.ok();
        assert_eq!(urgent["data"].as_array().unwrap().len(), 2);
        let lower = format!("/conversations/{}/priority", ben["id"].as_str().unwrap());
        assert_eq!(inbox.agent.put(&lower, json!({ "priority": "low" })).await.ok()["priority"], "low");
        assert_eq!(
            inbox.agent.get("/conversations?priority=urgent").await.ok()["data"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
        let until = app.server().app.now() + std::time::Duration::from_secs(3600);
        act(json!({ "type": "snooze", "until": until })).await.ok();
        assert_eq!(now(&inbox, &ana).await["status"], "snoozed");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_the_deed_is_said_before_anything_changes() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, ana) = inbox.conversation_with("Ana", "hola").await;
        let act = async |ids: Value, action: Value| {
            let body = json!({ "conversation_ids": ids, "action": action });
            inbox.agent.post("/conversations/bulk", body).await
        };
        let analyst = inbox.user(Role::Analyst);
        let wrong = [
            (json!([]), json!({ "type": "close" })),
            (json!(vec![ana["id"].clone(); 501]), json!({ "type": "close" })),
            (json!([ana["id"]]), json!({ "type": "assign", "assignee_id": analyst })),
            (json!([ana["id"]]), json!({ "type": "snooze", "until": "2001-01-01T00:00:00.000Z" })),
            (json!([ana["id"]]), json!({ "type": "tag", "tag_id": model::TagId::new() })),
            (json!([ana["id"]]), json!({ "type": "explode" })),
        ];
        for (ids, action) in wrong {
            let answer = act(ids, action.clone()).await;
            assert!(matches!(answer.status.as_u16(), 404 | 422), "{action}: {}", answer.text);
        }
        inbox
            .analyst
            .post(
                "/conversations/bulk",
                json!({ "conversation_ids": [ana["id"]], "action": { "type": "close" } }),
            )
            .await
            .refused(403, "access.denied");
        assert_eq!(now(&inbox, &ana).await["version"], ana["version"], "nothing changed");
    })
    .await;
}

#[tokio::test]
async fn many_are_read_and_unread_at_once_and_teams_see_who_waits() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, ana) = inbox.conversation_with("Ana", "hola").await;
        let (_, ben) = inbox.conversation_with("Ben", "hello").await;
        let deed = |kind: &str| json!({ "conversation_ids": [ana["id"], ben["id"]], "action": { "type": kind } });
        let unread = async |who: &crate::support::Client, one: &Value| {
            let path = format!("/conversations/{}", one["id"].as_str().unwrap());
            who.get(&path).await.ok()["unread_count"].clone()
        };
        let read = inbox.agent.post("/conversations/bulk", deed("read")).await.ok();
        assert!(read["results"].as_array().unwrap().iter().all(|one| one["changed"] == true), "{read}");
        assert_eq!(unread(&inbox.agent, &ana).await, json!(0));
        assert_eq!(
            unread(&inbox.admin, &ana).await,
            json!(0),
            "who never opened it sees it as the team has read it"
        );
        let again = inbox.agent.post("/conversations/bulk", deed("read")).await.ok();
        assert!(again["results"].as_array().unwrap().iter().all(|one| one["changed"] == false), "{again}");
        inbox.agent.post("/conversations/bulk", deed("unread")).await.ok();
        assert_eq!(unread(&inbox.agent, &ben).await, json!(1));
        assert_eq!(unread(&inbox.admin, &ben).await, json!(0), "unread is each member's own");
        assert!(
            !inbox.audited().await.iter().any(|action| action.contains("read")),
            "nobody else's business"
        );

        let team = inbox.owner.post("/teams", json!({ "name": "Sales" })).await.ok();
        let key = format!("needs_reply:{}", team["id"].as_str().unwrap());
        assert_eq!(inbox.agent.get("/conversations/counts").await.ok()[&key], json!(0));
        let assign = json!({ "conversation_ids": [ana["id"], ben["id"]], "action": { "type": "assign", "team_id": team["id"] } });
        inbox.admin.post("/conversations/bulk", assign).await.ok();
        let close = format!("/conversations/{}/close", ben["id"].as_str().unwrap());
        inbox.agent.post(&close, json!({})).await.ok();
        assert_eq!(
            inbox.agent.get("/conversations/counts").await.ok()[&key],
            json!(1),
            "only who still waits"
        );
    })
    .await;
}
