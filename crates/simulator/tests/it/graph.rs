//! Tokens, nodes, and the endpoints about numbers, profiles and accounts.

use serde_json::json;

use crate::stage::{APP, NUMBER, SECRET, Stage, TOKEN, WABA};

#[tokio::test]
async fn tokens_are_checked_before_anything_else() {
    let stage = Stage::new().await;
    let url = stage.graph(NUMBER);
    let none = stage.call(stage.http.get(&url)).await;
    assert_eq!((none.status, none.error().1), (401, 190));
    let wrong = stage.call(stage.http.get(&url).bearer_auth("EAAwrong")).await;
    assert_eq!((wrong.status, wrong.error().1), (401, 190));
    assert_eq!(wrong.body["error"]["type"], "OAuthException");
    let by_query = stage.call(stage.http.get(format!("{url}?access_token={TOKEN}"))).await;
    assert_eq!(by_query.status, 200);
    let change = json!({ "token_expired": true });
    stage.control(reqwest::Method::PATCH, &format!("businesses/{WABA}"), Some(change)).await;
    let expired = stage.get(NUMBER).await;
    assert_eq!((expired.error().1, &expired.body["error"]["error_subcode"]), (190, &json!(463)));
}

#[tokio::test]
async fn what_does_not_exist_or_belongs_to_others_looks_the_same() {
    let stage = Stage::with(|config| config.businesses.push(Stage::other_business())).await;
    for id in ["999", "555", "222", "444", "unknown"] {
        let answer = stage.get(id).await;
        assert_eq!(
            (answer.status, answer.error().1, &answer.body["error"]["error_subcode"]),
            (400, 100, &json!(33)),
            "{id}"
        );
        assert!(answer.body["error"]["message"].as_str().unwrap().starts_with("Unsupported get request."));
    }
    let send = json!({ "messaging_product": "whatsapp", "to": "1555", "text": { "body": "x" } });
    assert_eq!(stage.post("555/messages", send).await.error().1, 100);
    let other = stage.call(stage.http.get(stage.graph("555")).bearer_auth("other-token")).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn wrong_versions_and_paths_are_named() {
    let stage = Stage::new().await;
    let url = format!("{}/graph/latest/{NUMBER}", stage.root);
    assert_eq!(stage.call(stage.http.get(url).bearer_auth(TOKEN)).await.error().1, 2500);
    let unknown = stage.get(&format!("{NUMBER}/dances")).await;
    assert!(unknown.error().2.contains("nonexisting field (dances)"), "{unknown:?}");
    assert_eq!(
        stage.post(&format!("{NUMBER}/dances"), json!({})).await.body["error"]["error_subcode"],
        33
    );
    let headers = stage
        .http
        .get(stage.graph(NUMBER))
        .bearer_auth(TOKEN)
        .send()
        .await
        .unwrap()
        .headers()
        .clone();
    assert_eq!(headers["facebook-api-version"], "v25.0");
}

#[tokio::test]
async fn a_number_tells_the_fields_that_are_asked_for() {
    let stage = Stage::new().await;
    let usual = stage.get(NUMBER).await.body;
    assert_eq!((&usual["id"], &usual["verified_name"]), (&json!(NUMBER), &json!("Lumen Home")));
    assert_eq!(usual["throughput"], json!({ "level": "STANDARD" }));
    assert_eq!(usual.get("status"), None);
    let asked = stage.get(&format!("{NUMBER}?fields=status,is_on_biz_app,health_status")).await.body;
    assert_eq!((&asked["status"], &asked["is_on_biz_app"]), (&json!("CONNECTED"), &json!(true)));
    assert_eq!(asked["health_status"]["can_send_message"], "AVAILABLE");
    assert_eq!(asked.get("verified_name"), None);
    let list = stage.get(&format!("{WABA}/phone_numbers?fields=display_phone_number")).await.body;
    assert_eq!(list["data"], json!([{ "id": NUMBER, "display_phone_number": "+1 555-010-4477" }]));
    assert_eq!(stage.get(WABA).await.body["name"], "Lumen Home");
    assert_eq!(stage.get(APP).await.body["id"], APP);
}

#[tokio::test]
async fn the_profile_is_read_and_written_within_limits() {
    let stage = Stage::new().await;
    let path = format!("{NUMBER}/whatsapp_business_profile");
    let profile = json!({ "messaging_product": "whatsapp", "about": "Best lamps", "email": "a@example.com", "websites": ["https://example.com"],
        "vertical": "RETAIL" });
    assert_eq!(stage.post(&path, profile).await.body, json!({ "success": true }));
    let read = stage.get(&format!("{path}?fields=about,websites,vertical")).await.body;
    let expected = json!({ "about": "Best lamps", "websites": ["https://example.com"], "vertical": "RETAIL", "messaging_product": "whatsapp" });
    assert_eq!(read["data"][0], expected);
    let check = async |body: serde_json::Value, code: u64| assert_eq!(stage.post(&path, body).await.error().1, code);
    check(json!({ "about": "x".repeat(140) }), 131_009).await;
    check(
        json!({ "websites": ["https://a.example", "https://b.example", "https://c.example"] }),
        131_009,
    )
    .await;
    check(json!({ "vertical": "LAMPS" }), 100).await;
}

#[tokio::test]
async fn registering_needs_six_digits_and_the_same_ones_again() {
    let stage = Stage::new().await;
    let path = format!("{NUMBER}/register");
    let pin = |pin: &str| json!({ "messaging_product": "whatsapp", "pin": pin });
    assert_eq!(stage.post(&path, pin("12345")).await.error().1, 100);
    assert_eq!(stage.post(&path, json!({ "pin": "123456" })).await.error().1, 100);
    assert_eq!(stage.post(&path, pin("123456")).await.body, json!({ "success": true }));
    assert_eq!(stage.post(&path, pin("654321")).await.error().1, 133_005);
    assert_eq!(stage.post(&path, pin("123456")).await.status, 200);
    assert_eq!(
        stage.post(&format!("{NUMBER}/deregister"), json!({})).await.status,
        400,
        "it is in the Business app too"
    );
    let change = json!({ "coexistence": false });
    stage.control(reqwest::Method::PATCH, &format!("numbers/{NUMBER}"), Some(change)).await;
    assert_eq!(stage.post(&format!("{NUMBER}/deregister"), json!({})).await.status, 200);
    let to = stage.simulator.phone("Ana").wa_id().unwrap();
    assert_eq!(stage.text(&to, "hi").await.error().1, 133_010);
    assert_eq!(stage.post(&format!("{NUMBER}/request_code"), json!({})).await.error().1, 136_024);
    assert_eq!(stage.post(&format!("{NUMBER}/verify_code?code=123456"), json!({})).await.status, 200);
    assert_eq!(stage.post(&format!("{NUMBER}/verify_code?code=1"), json!({})).await.error().1, 136_025);
}

#[tokio::test]
async fn a_token_can_be_inspected() {
    let stage = Stage::new().await;
    let inspect = async |token: &str| {
        let url = stage.graph(&format!("debug_token?input_token={token}"));
        stage.call(stage.http.get(url).bearer_auth(format!("{APP}|{SECRET}"))).await.body["data"].clone()
    };
    let good = inspect(TOKEN).await;
    assert_eq!(
        (&good["is_valid"], &good["app_id"], &good["type"]),
        (&json!(true), &json!(APP), &json!("SYSTEM_USER"))
    );
    assert_eq!(
        good["granular_scopes"][1],
        json!({ "scope": "whatsapp_business_messaging", "target_ids": [WABA] })
    );
    let bad = inspect("nonsense").await;
    assert_eq!((&bad["is_valid"], &bad["error"]["code"]), (&json!(false), &json!(190)));
    assert_eq!(stage.get("debug_token").await.error().1, 100);
}

#[tokio::test]
async fn customers_who_wrote_lately_can_be_blocked() {
    let stage = Stage::new().await;
    let (ana, path) = (stage.simulator.phone("Ana"), format!("{NUMBER}/block_users"));
    let to = ana.wa_id().unwrap();
    let users = json!({ "messaging_product": "whatsapp", "block_users": [{ "user": to }] });
    assert_eq!(stage.post(&path, users.clone()).await.error().1, 139_100, "she never wrote");
    ana.says("hola").await;
    let blocked = stage.post(&path, users.clone()).await.body;
    assert_eq!(blocked["block_users"]["added_users"], json!([{ "input": to, "wa_id": to }]));
    assert_eq!(
        stage.get(&path).await.body["data"],
        json!([{ "messaging_product": "whatsapp", "wa_id": to }])
    );
    ana.says("unheard").await;
    stage.settle().await;
    assert_eq!(stage.bot.messages().len(), 1);
    let wamid = stage.text(&to, "x").await.wamid();
    stage.settle().await;
    assert_eq!(stage.bot.words(&wamid), ["failed"]);
    let unblock = stage.http.delete(stage.graph(&path)).bearer_auth(TOKEN).json(&users);
    assert_eq!(stage.call(unblock).await.body["block_users"]["removed_users"][0]["wa_id"], to.as_str());
    ana.says("heard").await;
    assert_eq!(stage.bot.messages().len(), 2);
}

#[tokio::test]
async fn keys_and_resumable_uploads_are_kept() {
    let stage = Stage::new().await;
    let path = format!("{NUMBER}/whatsapp_business_encryption");
    assert_eq!(stage.get(&path).await.body, json!({ "data": [] }));
    assert_eq!(stage.post(&path, json!({ "business_public_key": "x" })).await.error().1, 100);
    let key = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----";
    assert_eq!(stage.post(&path, json!({ "business_public_key": key })).await.status, 200);
    assert_eq!(stage.get(&path).await.body["data"][0]["business_public_key_signature_status"], "VALID");
    let started = stage
        .post(&format!("{APP}/uploads?file_name=a.png&file_length=4&file_type=image/png"), json!({}))
        .await
        .body;
    let upload = started["id"].as_str().unwrap();
    let put = async |bytes: &'static str| stage.call(stage.http.post(stage.graph(upload)).bearer_auth(TOKEN).body(bytes)).await;
    assert_eq!(put("12345").await.status, 400);
    assert!(put("1234").await.body["h"].as_str().unwrap().starts_with("4::"));
}
