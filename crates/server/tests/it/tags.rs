//! Tags: a name once, admins only.

use serde_json::json;

use crate::support::on_both;

#[tokio::test]
async fn a_name_is_taken_once_capitals_aside() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let vip = tenant.admin.post("/tags", json!({ "name": " VIP ", "color": "amber" })).await.ok();
        assert_eq!(vip["name"], "VIP");
        tenant
            .admin
            .post("/tags", json!({ "name": "vip", "color": "red" }))
            .await
            .refused(409, "tag.exists");
        tenant
            .admin
            .post("/tags", json!({ "name": "x", "color": "ultraviolet" }))
            .await
            .refused(422, "request.invalid");
        tenant
            .agent
            .post("/tags", json!({ "name": "x", "color": "red" }))
            .await
            .refused(403, "access.denied");
        let path = format!("/tags/{}", vip["id"].as_str().unwrap());
        assert_eq!(tenant.admin.patch(&path, json!({ "color": "teal" })).await.ok()["color"], "teal");
        assert_eq!(tenant.analyst.get("/tags").await.ok()["data"].as_array().unwrap().len(), 1);
        assert_eq!(tenant.admin.delete(&path).await.status, 204);
        assert_eq!(tenant.admin.delete(&path).await.status, 404);
    })
    .await;
}
