//! Invitations: a link, once, for three days, to exactly the role and the address it was made for.

use std::time::Duration;

use model::Role;
use serde_json::{Value, json};

use crate::support::{Client, TestApp, on_both};

async fn invite(client: &Client, email: &str, role: &str) -> (Value, String) {
    let invitation = client.post("/invitations", json!({ "email": email, "role": role })).await.ok();
    let url = invitation["accept_url"].as_str().unwrap().to_owned();
    let token = url.rsplit('/').next().unwrap().to_owned();
    (invitation, token)
}

fn newcomer() -> Value {
    json!({ "name": "Nia", "password": "a few plain words" })
}

#[tokio::test]
async fn a_newcomer_joins_with_the_link() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let (invitation, token) = invite(&tenant.admin, " Nia@Example.com ", "AGENT").await;
        assert_eq!(invitation["email"], "nia@example.com");
        assert!(invitation["accept_url"].as_str().unwrap().starts_with(&format!("http://{}/invite/inv", app.address())));
        let seen = app.anyone().get(&format!("/invitations/{token}")).await.ok();
        let expected = json!({ "workspace_name": "Lumen Home", "email": "nia@example.com", "role": "AGENT", "expires_at": invitation["expires_at"], "account_exists": false });
        assert_eq!(seen, expected);
        let answer = app.anyone().post(&format!("/invitations/{token}/accept"), newcomer()).await;
        assert!(answer.cookie().is_some());
        let nia = app.with_token(answer.ok()["access_token"].as_str().unwrap()).at(tenant.id);
        nia.get("/members").await.ok();
        nia.get("/audit").await.refused(403, "access.denied");
        let listed = tenant.owner.get("/invitations").await.ok()["data"][0].clone();
        assert!(listed["accepted_at"].is_string());
        assert_eq!(listed.get("accept_url"), None, "the link is shown once");
        assert!(!tenant.owner.get("/invitations").await.text.contains(&token[40..]));
        assert_eq!(tenant.audited().await[..3], ["access.denied", "invitation.accepted", "invitation.created"]);
    })
    .await;
}

#[tokio::test]
async fn u06_a_link_works_once_and_not_for_ever() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let (_, token) = invite(&tenant.admin, "nia@example.com", "AGENT").await;
        let accept = format!("/invitations/{token}/accept");
        let (client, body) = (app.anyone(), newcomer());
        let (left, right) = tokio::join!(client.post(&accept, body.clone()), client.post(&accept, body));
        let good = [&left, &right].iter().filter(|answer| answer.status == 200).count();
        assert_eq!(good, 1, "{} {}", left.text, right.text);
        app.anyone().post(&accept, newcomer()).await.refused(410, "invitation.used");
        app.anyone().get(&format!("/invitations/{token}")).await.refused(410, "invitation.used");

        let (_, late) = invite(&tenant.admin, "late@example.com", "AGENT").await;
        app.advance(Duration::from_secs(72 * 3600));
        app.anyone()
            .post(&format!("/invitations/{late}/accept"), newcomer())
            .await
            .refused(410, "invitation.expired");
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_or_replaced_link_no_longer_works() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let (first, first_token) = invite(&tenant.admin, "nia@example.com", "AGENT").await;
    let (second, second_token) = invite(&tenant.admin, "nia@example.com", "ANALYST").await;
    app.anyone()
        .get(&format!("/invitations/{first_token}"))
        .await
        .refused(410, "invitation.expired");
    assert_eq!(app.anyone().get(&format!("/invitations/{second_token}")).await.ok()["role"], "ANALYST");
    for invitation in [&second, &first, &second] {
        assert_eq!(
            tenant
                .admin
                .delete(&format!("/invitations/{}", invitation["id"].as_str().unwrap()))
                .await
                .status,
            204
        );
    }
    app.anyone()
        .get(&format!("/invitations/{second_token}"))
        .await
        .refused(410, "invitation.expired");
}

#[tokio::test]
async fn u06_somebody_with_an_account_needs_its_password() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let ana = app.user("ana@example.com").await;
        let (_, token) = invite(&tenant.owner, "ana@example.com", "ADMIN").await;
        assert_eq!(app.anyone().get(&format!("/invitations/{token}")).await.ok()["account_exists"], true);
        let accept = format!("/invitations/{token}/accept");
        app.anyone().post(&accept, newcomer()).await.refused(401, "auth.invalid_credentials");
        let answer = app.anyone().post(&accept, json!({ "password": "correct horse battery" })).await.ok();
        assert_eq!(answer["user"]["id"], ana.to_string());
        assert_eq!(app.sign_in(ana).await.get("/me").await.ok()["memberships"][0]["role"], "ADMIN");
    })
    .await;
}

#[tokio::test]
async fn nobody_invites_above_themselves_or_twice() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let ask = |email: &str, role: &str| json!({ "email": email, "role": role });
    tenant
        .admin
        .post("/invitations", ask("x@example.com", "OWNER"))
        .await
        .refused(403, "member.above_you");
    tenant
        .agent
        .post("/invitations", ask("x@example.com", "AGENT"))
        .await
        .refused(403, "access.denied");
    tenant
        .owner
        .post("/invitations", ask("agent@lumenhome.example", "ADMIN"))
        .await
        .refused(409, "member.exists");
    let wrong = tenant.owner.post("/invitations", ask("not an address", "AGENT")).await;
    assert_eq!(wrong.errors(), [("/email".to_owned(), "invalid_value".to_owned())]);
    let wrong = tenant.owner.post("/invitations", ask("x@example.com", "SUPERUSER")).await;
    assert_eq!(wrong.errors(), [("/role".to_owned(), "unknown_value".to_owned())]);
    assert_eq!(tenant.owner.get("/invitations").await.ok()["data"], json!([]));
}

#[tokio::test]
async fn t01_a_link_leads_only_to_its_own_workspace() {
    let app = TestApp::start().await;
    let (home, other) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
    let (invitation, token) = invite(&home.admin, "nia@example.com", "AGENT").await;
    let swapped = format!("inv{}{}", other.id.uuid().simple(), &token[35..]);
    app.anyone()
        .get(&format!("/invitations/{swapped}"))
        .await
        .refused(404, "invitation.not_found");
    app.anyone()
        .post(&format!("/invitations/{swapped}/accept"), newcomer())
        .await
        .refused(404, "invitation.not_found");
    let id = invitation["id"].as_str().unwrap();
    other
        .owner
        .delete(&format!("/invitations/{id}"))
        .await
        .refused(404, "invitation.not_found");
    assert_eq!(other.owner.get("/invitations").await.ok()["data"], json!([]));
    app.anyone().get(&format!("/invitations/{token}")).await.ok();
    assert_eq!(home.user(Role::Owner).to_string().len(), 36);
}

#[tokio::test]
async fn u05_links_come_from_the_settings_not_from_the_host_header() {
    let app = TestApp::start_with(|config| config.server.public_url = "https://wa.example.com/".to_owned()).await;
    let tenant = app.tenant("Lumen Home").await;
    let (invitation, _) = invite(
        &tenant.admin.header("host", "evil.example").header("x-forwarded-host", "evil.example"),
        "nia@example.com",
        "AGENT",
    )
    .await;
    assert!(
        invitation["accept_url"]
            .as_str()
            .unwrap()
            .starts_with("https://wa.example.com/invite/inv")
    );
}
