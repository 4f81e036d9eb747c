//! One's own account.

use model::{Permission, Role};
use serde_json::json;

use crate::support::{TestApp, on_both};

#[tokio::test]
async fn me_says_what_i_may_where() {
    on_both(async |app| {
        let home = app.tenant("Lumen Home").await;
        let other = app.tenant("Other").await;
        app.join(other.id, home.user(Role::Agent), Role::Analyst).await;
        let me = home.agent.get("~/me").await.ok();
        assert_eq!(me["user"]["email"], "agent@lumenhome.example");
        let memberships = me["memberships"].as_array().unwrap();
        let found: Vec<_> = memberships
            .iter()
            .map(|each| (each["workspace"]["id"].as_str().unwrap(), each["role"].as_str().unwrap()))
            .collect();
        assert_eq!(
            found,
            [(home.id.to_string().as_str(), "AGENT"), (other.id.to_string().as_str(), "ANALYST")]
        );
        let expected: Vec<&str> = Permission::ALL
            .iter()
            .filter(|each| Role::Agent.may(**each))
            .map(|each| each.as_str())
            .collect();
        assert_eq!(memberships[0]["permissions"], json!(expected));
    })
    .await;
}

#[tokio::test]
async fn a_name_changes_and_is_audited() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let user = tenant.agent.patch("~/me", json!({ "name": "  Ana Torres " })).await.ok();
    assert_eq!(user["name"], "Ana Torres");
    assert_eq!(tenant.audited().await[0], "user.renamed");
    for (field, value) in [("is_instance_admin", json!(true)), ("email", json!("x@y.z")), ("role", json!("OWNER"))] {
        let refused = tenant.agent.patch("~/me", json!({ field: value })).await;
        refused.refused(422, "request.invalid");
        assert_eq!(refused.errors(), [(format!("/{field}"), "unknown_field".to_owned())]);
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    on_both(async |app| {
        let user = app.user("ana@example.com").await;
        let (here, elsewhere) = (app.sign_in(user).await, app.sign_in(user).await);
        let change = |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
        let wrong = here.post("/me/password", change("not my password", "a few other words")).await;
        assert_eq!(wrong.errors(), [("/current_password".to_owned(), "password.wrong".to_owned())]);
        let weak = here.post("/me/password", change("correct horse battery", "password1234")).await;
        assert_eq!(weak.errors(), [("/new_password".to_owned(), "password.common".to_owned())]);
        elsewhere.get("/me").await.ok();
        assert_eq!(
            here.post("/me/password", change("correct horse battery", "a few other words"))
                .await
                .status,
            204
        );
        here.get("/me").await.ok();
        elsewhere.get("/me").await.refused(401, "auth.session_ended");
        let login = |password: &str| json!({ "email": "ana@example.com", "password": password });
        app.anyone()
            .post("/auth/login", login("correct horse battery"))
            .await
            .refused(401, "auth.invalid_credentials");
        app.anyone().post("/auth/login", login("a few other words")).await.ok();
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one() {
    on_both(async |app| {
        let (ana, ben) = (app.user("ana@example.com").await, app.user("ben@example.com").await);
        let here = app.sign_in(ana).await;
        let (elsewhere_id, token) = app.session(ana).await;
        let elsewhere = app.with_token(&token);
        let list = here.get("/me/sessions").await.ok();
        let list = list["data"].as_array().unwrap();
        assert_eq!(list.len(), 2);
        assert_eq!(list.iter().filter(|each| each["current"] == true).count(), 1);
        let (bens_id, _) = app.session(ben).await;
        here.delete(&format!("/me/sessions/{bens_id}")).await.refused(404, "session.not_found");
        here.delete("/me/sessions/ses_nonsense").await.refused(404, "resource.not_found");
        assert_eq!(here.delete(&format!("/me/sessions/{elsewhere_id}")).await.status, 204);
        elsewhere.get("/me").await.refused(401, "auth.session_ended");
        here.delete(&format!("/me/sessions/{elsewhere_id}"))
            .await
            .refused(404, "session.not_found");
        here.get("/me").await.ok();
    })
    .await;
}
