//! Where webhooks go: handshakes, overrides, unsubscribing.

use serde_json::json;
use simulator::{Callbacks, Config};

use crate::stage::{APP, Bot, NUMBER, SECRET, Stage, TOKEN, VERIFY, WABA};

/// A stage whose business nobody listens to yet.
async fn unsubscribed() -> Stage {
    Stage::from(Config::test(), Bot::start().await).await
}

fn subscription(stage: &Stage, verify_token: &str) -> serde_json::Value {
    json!({ "object": "whatsapp_business_account", "callback_url": stage.bot.url, "verify_token": verify_token, "fields": "messages" })
}

#[tokio::test]
async fn an_app_subscribes_with_a_handshake() {
    let stage = unsubscribed().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("nobody listens").await;
    let path = stage.graph(&format!("{APP}/subscriptions"));
    let app_token = format!("{APP}|{SECRET}");
    let wrong = stage
        .call(stage.http.post(&path).bearer_auth(&app_token).json(&subscription(&stage, "wrong")))
        .await;
    assert_eq!((wrong.status, wrong.error().1), (400, 2200));
    assert!(
        wrong.body["error"]["message"].as_str().unwrap().contains("HTTP Status Code = 403"),
        "{wrong:?}"
    );
    let right = stage
        .call(stage.http.post(&path).query_token(&app_token).form_of(&subscription(&stage, VERIFY)))
        .await;
    assert_eq!(right.body, json!({ "success": true }));
    assert_eq!(
        stage.post(&format!("{WABA}/subscribed_apps"), json!({})).await.body,
        json!({ "success": true })
    );
    ana.says("somebody listens").await;
    stage.settle().await;
    assert_eq!(stage.bot.messages().len(), 1, "what was said before is lost, as with Meta");
    let listed = stage.call(stage.http.get(&path).bearer_auth(&app_token)).await.body;
    assert_eq!(listed["data"][0]["callback_url"], stage.bot.url.as_str());
    assert_eq!(stage.call(stage.http.get(&path).bearer_auth(TOKEN)).await.error().1, 15);
    assert_eq!(stage.call(stage.http.delete(&path).bearer_auth(&app_token)).await.status, 200);
    ana.says("gone again").await;
    assert_eq!(stage.simulator.deliveries()[0].state, simulator::DeliveryState::NoCallback);
}

#[tokio::test]
async fn overrides_win_over_the_app_and_the_number_over_the_account() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let other = stage.bot.url.replace("/hook", "/other");
    let path = format!("{WABA}/subscribed_apps");
    let refused = stage
        .post(&path, json!({ "override_callback_uri": other, "verify_token": "wrong" }))
        .await;
    assert_eq!(refused.error().1, 2200);
    let set = json!({ "override_callback_uri": other, "verify_token": VERIFY });
    assert_eq!(stage.post(&path, set.clone()).await.status, 200);
    assert_eq!(stage.get(&path).await.body["data"][0]["override_callback_uri"], other.as_str());
    ana.says("to the override").await;
    assert_eq!(stage.post(&path, json!({})).await.status, 200);
    ana.says("to the app").await;
    assert_eq!(stage.post(NUMBER, json!({ "webhook_configuration": set })).await.status, 200);
    ana.says("to the number's").await;
    let configuration = stage.get(&format!("{NUMBER}?fields=webhook_configuration")).await.body;
    assert_eq!(configuration["webhook_configuration"]["phone_number"], other.as_str());
    let clear = json!({ "webhook_configuration": { "override_callback_uri": "" } });
    assert_eq!(stage.post(NUMBER, clear).await.status, 200);
    ana.says("to the app again").await;
    let paths: Vec<_> = stage.bot.all().into_iter().map(|received| received.path).collect();
    assert_eq!(paths, ["/other", "/hook", "/other", "/hook"]);
}

#[tokio::test]
async fn an_account_that_unsubscribes_gets_nothing() {
    let stage = Stage::new().await;
    let path = format!("{WABA}/subscribed_apps");
    assert_eq!(stage.get(&path).await.body["data"][0]["whatsapp_business_api_data"]["id"], APP);
    assert_eq!(stage.delete(&path).await.status, 200);
    assert_eq!(stage.get(&path).await.body, json!({ "data": [] }));
    stage.simulator.phone("Ana").says("hola").await;
    stage.settle().await;
    assert!(stage.bot.all().is_empty());
}

#[tokio::test]
async fn callbacks_outside_the_allowed_addresses_are_never_called() {
    let mut config = Config::test();
    config.callbacks = Callbacks::Only(vec!["https://bot.example/".to_owned()]);
    let stage = Stage::from(config, Bot::start().await).await;
    let set = json!({ "override_callback_uri": stage.bot.url, "verify_token": VERIFY });
    let refused = stage.post(&format!("{WABA}/subscribed_apps"), set).await;
    assert!(refused.body["error"]["message"].as_str().unwrap().contains("not allowed"), "{refused:?}");
    let change = json!({ "callback_url": stage.bot.url });
    assert_eq!(
        stage
            .control(reqwest::Method::PATCH, &format!("businesses/{WABA}"), Some(change))
            .await
            .status,
        422
    );
}

/// Shorthands for the other ways in which Graph takes tokens and parameters.
trait GraphRequest {
    fn query_token(self, token: &str) -> Self;
    fn form_of(self, value: &serde_json::Value) -> Self;
}

impl GraphRequest for reqwest::RequestBuilder {
    fn query_token(self, token: &str) -> Self {
        let (client, request) = self.build_split();
        let mut request = request.unwrap();
        request.url_mut().query_pairs_mut().append_pair("access_token", token);
        Self::from_parts(client, request)
    }

    fn form_of(self, value: &serde_json::Value) -> Self {
        let mut url = reqwest::Url::parse("http://form/").unwrap();
        for (name, value) in value.as_object().unwrap() {
            url.query_pairs_mut().append_pair(name, value.as_str().unwrap());
        }
        self.header("content-type", "application/x-www-form-urlencoded")
            .body(url.query().unwrap().to_owned())
    }
}
