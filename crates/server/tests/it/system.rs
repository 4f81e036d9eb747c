//! The installation, as everyone and as its administrators see it.

use serde_json::json;

use crate::support::{TestApp, on_both};

#[tokio::test]
async fn everyone_signed_in_may_know_the_version_and_the_clock() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let system = tenant.analyst.get("~/system").await.ok();
    assert_eq!(system["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(system["simulator_enabled"], true);
    assert_eq!(system["public_url"], format!("http://{}", app.address()));
    assert_eq!(system["server_time"], app.clock_text());
    assert!(system["limits"].as_object().is_some_and(|limits| !limits.is_empty()));
}

#[tokio::test]
async fn t13_only_instance_administrators_see_the_whole() {
    on_both(async |app| {
        let link = app.setup_link().unwrap();
        let body = json!({ "token": link.split_once("token=").unwrap().1, "email": "olga@example.com", "name": "Olga", "password": "a few plain words", "workspace_name": "First" });
        let token = app.anyone().post("/setup", body).await.ok()["access_token"].as_str().unwrap().to_owned();
        let tenant = app.tenant("Lumen Home").await;
        tenant.owner.get("~/system/stats").await.refused(403, "access.instance_admin_only");
        let stats = app.with_token(&token).get("/system/stats").await.ok();
        assert_eq!((stats["workspaces"].as_i64(), stats["users"].as_i64()), (Some(2), Some(5)));
        assert_eq!((stats["events_waiting"].as_i64(), stats["dead_letters"].as_i64()), (Some(0), Some(0)));
        assert!(stats["database"]["size_bytes"].as_i64().unwrap() > 10_000);
        assert!(["sqlite", "postgresql"].contains(&stats["database"]["kind"].as_str().unwrap()));
        assert_eq!(stats["restored_at"], json!(null));
    })
    .await;
}
