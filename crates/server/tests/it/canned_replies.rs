//! Canned replies: one's own are nobody else's, everybody's are an admin's, shortcuts stand once, and variables are known.

use serde_json::{Value, json};

use crate::support::on_both;

fn reply(shortcut: &str, shared: bool) -> Value {
    json!({ "shortcut": shortcut, "title": "Hours", "body": "Hola {{contact.first_name|amiga}}", "shared": shared })
}

fn shortcuts(page: &Value) -> Vec<&str> {
    let all = page["data"].as_array().unwrap();
    all.iter().map(|one| one["shortcut"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn ones_own_are_seen_by_nobody_else() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let own = tenant.agent.post("/canned-replies", reply(" /Mío ", false)).await.ok();
        assert_eq!((&own["shortcut"], &own["shared"]), (&json!("mío"), &json!(false)));
        tenant.admin.post("/canned-replies", reply("hours", true)).await.ok();
        assert_eq!(shortcuts(&tenant.agent.get("/canned-replies").await.ok()), ["hours", "mío"]);
        assert_eq!(shortcuts(&tenant.owner.get("/canned-replies").await.ok()), ["hours"]);
        assert_eq!(shortcuts(&tenant.analyst.get("/canned-replies").await.ok()), ["hours"]);
        let path = format!("/canned-replies/{}", own["id"].as_str().unwrap());
        assert_eq!(tenant.owner.patch(&path, json!({ "title": "x" })).await.status, 404);
        assert_eq!(tenant.owner.delete(&path).await.status, 404);
        let events = tenant.owner.get("/events?after=0").await.text;
        assert!(events.contains("canned_reply.updated") && !events.contains("mío"), "{events}");
        assert_eq!(tenant.agent.patch(&path, json!({ "title": "Greeting" })).await.ok()["title"], "Greeting");
        assert_eq!(tenant.agent.delete(&path).await.status, 204);
    })
    .await;
}

#[tokio::test]
async fn everybodys_are_an_admins_to_write() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        tenant
            .agent
            .post("/canned-replies", reply("hours", true))
            .await
            .refused(403, "access.denied");
        let shared = tenant.admin.post("/canned-replies", reply("hours", true)).await.ok();
        let path = format!("/canned-replies/{}", shared["id"].as_str().unwrap());
        tenant.agent.patch(&path, json!({ "body": "x" })).await.refused(403, "access.denied");
        tenant.agent.delete(&path).await.refused(403, "access.denied");
        let own = tenant.agent.post("/canned-replies", reply("mine", false)).await.ok();
        let own = format!("/canned-replies/{}", own["id"].as_str().unwrap());
        tenant.agent.patch(&own, json!({ "shared": true })).await.refused(403, "access.denied");
        tenant
            .analyst
            .post("/canned-replies", reply("x", false))
            .await
            .refused(403, "access.denied");
    })
    .await;
}

#[tokio::test]
async fn a_shortcut_stands_once_and_a_text_names_what_is_known() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        tenant.admin.post("/canned-replies", reply("hours", true)).await.ok();
        tenant
            .admin
            .post("/canned-replies", reply("HOURS", true))
            .await
            .refused(409, "canned_reply.exists");
        // One's own may say it in other words.
        let own = tenant.admin.post("/canned-replies", reply("hours", false)).await.ok();
        let path = format!("/canned-replies/{}", own["id"].as_str().unwrap());
        tenant
            .admin
            .patch(&path, json!({ "shared": true }))
            .await
            .refused(409, "canned_reply.exists");
        for (field, value) in [
            ("shortcut", json!("two words")),
            ("shortcut", json!("")),
            ("title", json!(" ")),
            ("body", json!("x".repeat(4097))),
            ("body", json!("Hola {{contact.surname}}")),
            ("body", json!("Hola {{contact.name")),
        ] {
            let mut body = reply("new", false);
            body[field] = value;
            let refused = tenant.agent.post("/canned-replies", body).await;
            assert_eq!(refused.status, 422, "{field}: {}", refused.text);
            assert!(refused.text.contains(&format!("\"pointer\":\"/{field}\"")), "{}", refused.text);
        }
    })
    .await;
}
