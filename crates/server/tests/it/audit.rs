//! The audit log: one entry a change, refusals too, found by who, what and when.

use std::time::Duration;

use model::Role;
use serde_json::json;

use crate::support::{TestApp, on_both};

#[tokio::test]
async fn entries_are_found_by_who_what_and_when() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let agent = tenant.user(Role::Agent);
        app.advance(Duration::from_secs(60));
        let noon = app.clock_text();
        tenant.admin.patch("", json!({ "name": "A" })).await.ok();
        tenant.owner.patch(&format!("/members/{agent}"), json!({ "role": "ANALYST" })).await.ok();
        app.advance(Duration::from_secs(60));
        let later = app.clock_text();
        tenant.owner.patch("", json!({ "name": "B" })).await.ok();
        let count = async |query: &str| tenant.owner.get(&format!("/audit?{query}")).await.ok()["data"].as_array().unwrap().len();
        assert_eq!(count(&format!("actor={}&action=workspace.updated", tenant.user(Role::Admin))).await, 1);
        assert_eq!(count("action=workspace.updated").await, 2);
        assert_eq!(count("action=workspace.").await, 3, "made once, changed twice");
        assert_eq!(count("action=workspace").await, 0, "without the dot it is a whole action");
        assert_eq!(count(&format!("target={agent}&action=member.updated")).await, 1);
        assert_eq!(count(&format!("from={noon}&to={later}&action=workspace.updated")).await, 1);
        assert_eq!(count(&format!("from={later}")).await, 1);
    })
    .await;
}

#[tokio::test]
async fn pages_go_from_the_newest_to_the_oldest_without_gap_or_double() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        for number in 0..7 {
            tenant.owner.patch("", json!({ "name": format!("W{number}") })).await.ok();
        }
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = tenant.owner.get(&format!("/audit?limit=3&action=workspace.updated{cursor}")).await.ok();
            ids.extend(
                page["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|each| each["id"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["page"]["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(ids.len(), 7);
        assert!(ids.is_sorted_by(|newer, older| newer > older));
    })
    .await;
}

#[tokio::test]
async fn t06_refusals_are_noted_but_nobody_floods_the_log() {
    let app = TestApp::start().await;
    let (tenant, other) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
    for _ in 0..20 {
        tenant.analyst.patch("", json!({ "name": "Mine" })).await.refused(403, "access.denied");
    }
    tenant.analyst.get("/audit").await.refused(403, "access.denied");
    let denied = tenant.owner.get("/audit?action=access.denied").await.ok();
    let denied: Vec<_> = denied["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| (&each["target"]["id"], &each["detail"]["role"]))
        .collect();
    assert_eq!(
        denied,
        [(&json!("audit:read"), &json!("ANALYST")), (&json!("workspace:update"), &json!("ANALYST"))]
    );
    app.advance(Duration::from_secs(60));
    tenant.analyst.get("/audit").await.refused(403, "access.denied");
    assert_eq!(
        tenant.audited().await.iter().filter(|action| *action == "access.denied").count(),
        3,
        "a minute later it is news again"
    );
    assert_eq!(other.audited().await.iter().filter(|action| *action == "access.denied").count(), 0);
}

#[tokio::test]
async fn entries_say_from_where_and_find_the_request() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let answer = tenant.owner.patch("", json!({ "name": "A" })).await;
    let request_id = answer.headers["x-request-id"].to_str().unwrap().to_owned();
    answer.ok();
    let entry = tenant.owner.get("/audit?action=workspace.updated").await.ok()["data"][0].clone();
    assert_eq!(entry["request_id"], request_id);
    assert_eq!(entry["ip"], "127.0.0.1");
    assert_eq!(
        entry["actor"],
        json!({ "kind": "user", "id": tenant.user(Role::Owner), "name": "owner", "api_key": null })
    );
    assert_eq!(entry["target"], json!({ "kind": "workspace", "id": tenant.id }));
}
