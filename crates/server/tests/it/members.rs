//! Members: roles change on the next request, nobody lifts themselves, the last owner stays.

use model::Role;
use serde_json::json;

use crate::support::{TestApp, on_both};

#[tokio::test]
async fn members_are_listed_in_the_order_they_joined() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let (mut roles, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = tenant.analyst.get(&format!("/members?limit=3{cursor}")).await.ok();
            roles.extend(
                page["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|each| each["role"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["page"]["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        roles.sort();
        assert_eq!(roles, ["ADMIN", "AGENT", "ANALYST", "OWNER"]);
    })
    .await;
}

#[tokio::test]
async fn t10_a_change_counts_on_the_next_request() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let agent = format!("/members/{}", tenant.user(Role::Agent));
        tenant.agent.get("/audit").await.refused(403, "access.denied");
        assert_eq!(tenant.owner.patch(&agent, json!({ "role": "ADMIN" })).await.ok()["role"], "ADMIN");
        tenant.agent.get("/audit").await.ok();
        assert_eq!(tenant.admin.patch(&agent, json!({ "disabled": true })).await.ok()["disabled"], true);
        tenant.agent.get("").await.refused(403, "access.member_disabled");
        assert_eq!(tenant.agent.get("~/me").await.ok()["memberships"], json!([]));
        tenant.owner.patch(&agent, json!({ "disabled": false })).await.ok();
        tenant.agent.get("").await.ok();
        assert_eq!(tenant.owner.delete(&agent).await.status, 204);
        tenant.agent.get("").await.refused(404, "workspace.not_found");
        tenant.agent.get("~/me").await.ok();
        let events = app
            .server()
            .app
            .store()
            .workspace(tenant.id)
            .list_events(0, store::Limit::clamped(500))
            .await
            .unwrap();
        let last: Vec<_> = events.iter().rev().take(4).rev().map(|event| event.kind.as_str()).collect();
        assert_eq!(last, ["member.updated", "member.updated", "member.updated", "member.removed"]);
        let audited = tenant.audited().await;
        assert_eq!(audited[..4], ["member.removed", "member.updated", "member.updated", "member.updated"]);
    })
    .await;
}

#[tokio::test]
async fn t07_nobody_lifts_themselves_or_touches_who_is_above() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let path = |role| format!("/members/{}", tenant.user(role));
        tenant
            .admin
            .patch(&path(Role::Admin), json!({ "role": "OWNER" }))
            .await
            .refused(403, "member.above_you");
        tenant
            .owner
            .patch(&path(Role::Owner), json!({ "role": "OWNER" }))
            .await
            .refused(403, "member.above_you");
        tenant
            .admin
            .patch(&path(Role::Agent), json!({ "role": "OWNER" }))
            .await
            .refused(403, "member.above_you");
        tenant
            .admin
            .patch(&path(Role::Owner), json!({ "role": "AGENT" }))
            .await
            .refused(403, "member.above_you");
        tenant
            .admin
            .patch(&path(Role::Owner), json!({ "disabled": true }))
            .await
            .refused(403, "member.above_you");
        tenant.admin.delete(&path(Role::Owner)).await.refused(403, "member.above_you");
        for role in [Role::Agent, Role::Analyst] {
            tenant
                .client(role)
                .patch(&path(Role::Analyst), json!({ "role": "ADMIN" }))
                .await
                .refused(403, "access.denied");
            tenant.client(role).delete(&path(Role::Analyst)).await.refused(403, "access.denied");
        }
        let roles = tenant.owner.get("/members").await.ok();
        let roles: Vec<_> = roles["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|each| (each["email"].as_str().unwrap(), each["role"].as_str().unwrap()))
            .collect();
        for (email, role) in roles {
            assert!(email.starts_with(&role.to_lowercase()), "{email} is {role}");
        }
    })
    .await;
}

#[tokio::test]
async fn t07_the_last_active_owner_stays() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let owner = format!("/members/{}", tenant.user(Role::Owner));
        let admin = format!("/members/{}", tenant.user(Role::Admin));
        tenant.owner.delete(&owner).await.refused(409, "member.last_owner");
        tenant.owner.patch(&admin, json!({ "role": "OWNER" })).await.ok();
        tenant.owner.patch(&admin, json!({ "disabled": true })).await.ok();
        tenant.owner.delete(&owner).await.refused(409, "member.last_owner");
        tenant.owner.patch(&admin, json!({ "disabled": false })).await.ok();
        tenant.admin.patch(&owner, json!({ "role": "ANALYST" })).await.ok();
        tenant.owner.delete(&admin).await.refused(403, "access.denied");
        tenant.admin.delete(&admin).await.refused(409, "member.last_owner");
    })
    .await;
}

#[tokio::test]
async fn t12_two_owners_who_remove_each_other_leave_one() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let (owner, admin) = (
            format!("/members/{}", tenant.user(Role::Owner)),
            format!("/members/{}", tenant.user(Role::Admin)),
        );
        tenant.owner.patch(&admin, json!({ "role": "OWNER" })).await.ok();
        let (left, right) = tokio::join!(tenant.owner.delete(&admin), tenant.admin.delete(&owner));
        let good = [&left, &right].iter().filter(|answer| answer.status == 204).count();
        assert_eq!(good, 1, "{} {}", left.text, right.text);
        let store = app.server().app.store();
        let members = store.workspace(tenant.id).list_members(store::Limit::default(), None).await.unwrap().data;
        assert_eq!(members.iter().filter(|member| member.role().unwrap() == Role::Owner).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn t01_members_of_another_workspace_are_not_found() {
    let app = TestApp::start().await;
    let (home, other) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
    let foreign = format!("/members/{}", other.user(Role::Agent));
    home.owner
        .patch(&foreign, json!({ "role": "ANALYST" }))
        .await
        .refused(404, "member.not_found");
    home.owner.delete(&foreign).await.refused(404, "member.not_found");
    home.owner.at(other.id).get("/members").await.refused(404, "workspace.not_found");
    let unknown = home.owner.delete(&format!("/members/{}", model::UserId::new())).await;
    let foreign = home.owner.delete(&foreign).await;
    assert_eq!(
        (unknown.status, &unknown.body["detail"]),
        (foreign.status, &foreign.body["detail"]),
        "a foreign one looks like an unknown one"
    );
}
