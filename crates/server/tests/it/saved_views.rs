//! Saved views: filters under a name, one's own or everybody's.

use serde_json::{Value, json};

use crate::support::on_both;

fn view(name: &str, shared: bool) -> Value {
    json!({ "name": name, "filters": { "view": "needs_reply", "assignee": "me", "sort": "waiting" }, "shared": shared })
}

fn names(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn ones_own_are_seen_by_nobody_else_and_everybodys_are_an_admins_to_write() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let own = tenant.agent.post("/saved-views", view(" My mornings ", false)).await.ok();
        assert_eq!(own["name"], "My mornings");
        assert_eq!(own["filters"], json!({ "view": "needs_reply", "assignee": "me", "sort": "waiting" }));
        tenant
            .agent
            .post("/saved-views", view("All of us", true))
            .await
            .refused(403, "access.denied");
        tenant.admin.post("/saved-views", view("All of us", true)).await.ok();
        assert_eq!(names(&tenant.agent.get("/saved-views").await.ok()), ["All of us", "My mornings"]);
        assert_eq!(names(&tenant.owner.get("/saved-views").await.ok()), ["All of us"]);
        let path = format!("/saved-views/{}", own["id"].as_str().unwrap());
        assert_eq!(tenant.owner.delete(&path).await.status, 404);
        tenant.agent.patch(&path, json!({ "shared": true })).await.refused(403, "access.denied");
        let renamed = tenant.agent.patch(&path, json!({ "name": "Mornings" })).await.ok();
        assert_eq!((&renamed["name"], &renamed["filters"]["sort"]), (&json!("Mornings"), &json!("waiting")));
        assert_eq!(tenant.agent.delete(&path).await.status, 204);
        tenant.analyst.post("/saved-views", view("x", false)).await.refused(403, "access.denied");
    })
    .await;
}

#[tokio::test]
async fn filters_are_in_the_words_of_the_inbox() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        tenant.agent.post("/saved-views", view("One", false)).await.ok();
        tenant
            .agent
            .post("/saved-views", view("ONE", false))
            .await
            .refused(409, "saved_view.exists");
        for wrong in [
            json!({ "view": "somewhere" }),
            json!({ "view": "all", "assignee": "ana" }),
            json!({ "view": "all", "team": "sales" }),
            json!({ "view": "all", "sort": "best" }),
            json!({ "view": "all", "q": "x".repeat(201) }),
            json!({ "view": "all", "colour": "red" }),
        ] {
            let body = json!({ "name": "x", "filters": wrong });
            let refused = tenant.agent.post("/saved-views", body).await;
            assert_eq!(refused.status, 422, "{wrong}: {}", refused.text);
        }
    })
    .await;
}
