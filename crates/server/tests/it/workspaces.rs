//! Workspaces: made, changed without losing races, deleted only on purpose.

use serde_json::json;

use crate::support::{TestApp, on_both};

#[tokio::test]
async fn whoever_makes_a_workspace_owns_it() {
    on_both(async |app| {
        let user = app.user("ana@example.com").await;
        let ana = app.sign_in(user).await;
        let answer = ana
            .post("/workspaces", json!({ "name": " Lumen Home ", "time_zone": "Europe/Madrid" }))
            .await;
        assert_eq!(answer.status, 201);
        assert_eq!(answer.headers["etag"], "\"1\"");
        let workspace = answer.ok();
        assert_eq!(
            (workspace["name"].as_str(), workspace["time_zone"].as_str()),
            (Some("Lumen Home"), Some("Europe/Madrid"))
        );
        assert_eq!(workspace["settings"]["read_receipts"], "on_open");
        let path = format!("/workspaces/{}", workspace["id"].as_str().unwrap());
        assert_eq!(ana.get(&path).await.ok(), workspace);
        assert_eq!(ana.get("/workspaces").await.ok()["data"], json!([workspace]));
        let members = ana.get(&format!("{path}/members")).await.ok();
        assert_eq!(members["data"][0]["role"], "OWNER");
    })
    .await;
}

#[tokio::test]
async fn lists_are_paged_to_the_end_and_cursors_are_not_transferable() {
    on_both(async |app| {
        let (ana, ben) = (app.user("ana@example.com").await, app.user("ben@example.com").await);
        let (ana, ben) = (app.sign_in(ana).await, app.sign_in(ben).await);
        for number in 0..5 {
            ana.post("/workspaces", json!({ "name": format!("W{number}") })).await.ok();
        }
        let (mut names, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = ana.get(&format!("/workspaces?limit=2{cursor}")).await.ok();
            names.extend(
                page["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|each| each["name"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["page"]["next_cursor"].as_str() else { break };
            ben.get(&format!("/workspaces?cursor={next}")).await.refused(422, "cursor.invalid");
            cursor = format!("&cursor={next}");
        }
        assert_eq!(names, ["W0", "W1", "W2", "W3", "W4"]);
        ana.get("/workspaces?cursor=forged").await.refused(422, "cursor.invalid");
        let wrong = ana.get("/workspaces?limit=many&offset=3").await;
        wrong.refused(422, "request.invalid");
    })
    .await;
}

#[tokio::test]
async fn a_lost_race_is_noticed() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let etag = tenant.owner.get("").await.headers["etag"].to_str().unwrap().to_owned();
        let first = tenant.owner.header("if-match", &etag).patch("", json!({ "name": "First" })).await;
        assert_eq!(first.headers["etag"], "\"2\"");
        tenant
            .admin
            .header("if-match", &etag)
            .patch("", json!({ "name": "Second" }))
            .await
            .refused(412, "version.conflict");
        tenant
            .admin
            .header("if-match", "\"abc\"")
            .patch("", json!({ "name": "Third" }))
            .await
            .refused(412, "version.conflict");
        assert_eq!(tenant.owner.get("").await.ok()["name"], "First");
        tenant.admin.patch("", json!({ "name": "Fourth" })).await.ok();
    })
    .await;
}

#[tokio::test]
async fn only_what_is_sent_changes_and_it_is_announced_and_audited() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let before = tenant.owner.get("").await.ok();
        let change = json!({ "settings": { "typing_pause_ms": 1500, "read_receipts": "never" } });
        let after = tenant.admin.patch("", change).await.ok();
        assert_eq!(after["name"], before["name"]);
        assert_eq!(after["settings"]["typing_pause_ms"], 1500);
        assert_eq!(after["settings"]["read_receipts"], "never");
        assert_eq!(after["settings"]["unknown_policy"], "hold");
        let entry = tenant.owner.get("/audit?action=workspace.updated").await.ok()["data"][0].clone();
        assert_eq!(entry["detail"]["changed"], json!(["read_receipts", "typing_pause_ms"]));
        assert_eq!(entry["actor"]["name"], "admin");
        let seq = before["event_seq"].as_i64().unwrap();
        let events = app
            .server()
            .app
            .store()
            .workspace(tenant.id)
            .list_events(seq, store::Limit::default())
            .await
            .unwrap();
        assert_eq!(events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["workspace.updated"]);
    })
    .await;
}

#[tokio::test]
async fn impossible_values_change_nothing() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    for (body, pointer) in [
        (json!({ "name": "" }), "/name"),
        (json!({ "name": "x".repeat(101) }), "/name"),
        (json!({ "time_zone": "Mars/Olympus Mons" }), "/time_zone"),
        (json!({ "settings": { "typing_pause_ms": 5001 } }), "/settings/typing_pause_ms"),
        (json!({ "settings": { "typing_pause_ms": -1 } }), "/settings/typing_pause_ms"),
        (json!({ "settings": { "read_receipts": "sometimes" } }), "/settings/read_receipts"),
        (json!({ "settings": { "color": "red" } }), "/settings/color"),
        (json!({ "version": 7 }), "/version"),
    ] {
        let answer = tenant.owner.patch("", body).await;
        answer.refused(422, "request.invalid");
        assert_eq!(answer.errors()[0].0, pointer, "{}", answer.text);
    }
    assert_eq!(tenant.owner.get("").await.ok()["version"], 1);
}

#[tokio::test]
async fn a_deleted_workspace_is_gone_for_everyone() {
    on_both(async |app| {
        let (tenant, other) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
        let delete = |name: &str| json!({ "confirm_name": name });
        let call = |client: &crate::support::Client, name: &str| {
            let (client, body) = (client.clone(), delete(name));
            async move { client.call(reqwest::Method::DELETE, "", Some(body)).await }
        };
        call(&tenant.admin, "Lumen Home").await.refused(403, "access.denied");
        call(&tenant.owner, "lumen home").await.refused(422, "workspace.name_mismatch");
        tenant.owner.get("").await.ok();
        assert_eq!(call(&tenant.owner, "Lumen Home").await.status, 204);
        for client in [&tenant.owner, &tenant.agent] {
            client.get("").await.refused(404, "workspace.not_found");
            client.get("/members").await.refused(404, "workspace.not_found");
            assert_eq!(client.get("~/workspaces").await.ok()["data"], json!([]));
            assert_eq!(client.get("~/me").await.ok()["memberships"], json!([]));
        }
        other.owner.get("").await.ok();
    })
    .await;
}
