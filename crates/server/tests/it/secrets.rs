//! Secrets: set and never shown again, an admin's to set, and sealed in the database.

use serde_json::json;

use crate::support::on_both;

#[tokio::test]
async fn a_secret_is_never_shown_again() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let value = "sk_live_0123456789_tail";
        let made = tenant.admin.put("/secrets/crm_key", json!({ "value": value })).await.ok();
        assert_eq!((&made["name"], &made["hint"]), (&json!("crm_key"), &json!("tail")));
        tenant.admin.put("/secrets/pin", json!({ "value": "1234" })).await.ok();
        let listed = tenant.owner.get("/secrets").await;
        assert_eq!(listed.body["data"].as_array().unwrap().len(), 2, "{}", listed.text);
        assert_eq!(listed.body["data"][1]["hint"], "", "a short value gives no hint");
        let (audit, events) = (
            tenant.owner.get("/audit?limit=500").await.text,
            tenant.owner.get("/events?after=0").await.text,
        );
        for text in [&listed.text, &audit, &events] {
            assert!(!text.contains("0123456789"), "{text}");
        }
        let opened = app.server().app.secrets().fill(tenant.id, ["crm_key", "crm_key", "gone"]).await.unwrap();
        assert_eq!(opened.text("Bearer {{secrets.crm_key}}").unwrap(), format!("Bearer {value}"));
        assert!(opened.text("{{secrets.gone}}").unwrap_err().to_string().contains("gone"));
        let other = app.tenant("Other").await;
        let nothing = app.server().app.secrets().fill(other.id, ["crm_key"]).await.unwrap();
        assert_eq!(nothing.get("crm_key"), None, "another workspace has its own");

        let other_value = json!({ "value": "another value altogether" });
        tenant.admin.put("/secrets/crm_key", other_value).await.ok();
        let opened = app.server().app.secrets().fill(tenant.id, ["crm_key"]).await.unwrap();
        assert_eq!(opened.get("crm_key"), Some("another value altogether"));
        assert_eq!(tenant.admin.delete("/secrets/crm_key").await.status, 204);
        tenant.admin.delete("/secrets/crm_key").await.refused(404, "resource.not_found");
    })
    .await;
}

#[tokio::test]
async fn names_and_values_have_bounds_and_roles_count() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        for name in ["2fast", "with-dash", "%20"] {
            let refused = tenant.admin.put(&format!("/secrets/{name}"), json!({ "value": "x" })).await;
            assert_eq!(refused.errors()[0].0, "/name", "{}", refused.text);
        }
        for value in [String::new(), "x".repeat(20_000)] {
            let refused = tenant.admin.put("/secrets/key", json!({ "value": value })).await;
            assert_eq!(refused.errors()[0].0, "/value", "{}", refused.text);
        }
        tenant
            .agent
            .put("/secrets/key", json!({ "value": "x" }))
            .await
            .refused(403, "access.denied");
        tenant.agent.get("/secrets").await.refused(403, "access.denied");
    })
    .await;
}
