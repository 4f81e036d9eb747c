//! A flow's secret address over HTTP: no sign-in, JSON, limits, repetitions.

use reqwest::Method;
use serde_json::json;

use crate::support::{on_both, publish_flow_with};

const PATH: &str = "!/hooks/flows/orders-0123456789abcdef";

#[tokio::test]
async fn a_call_starts_a_run_without_a_session_and_what_is_wrong_is_refused() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let trigger = json!({ "type": "webhook", "path": "orders-0123456789abcdef" });
        publish_flow_with(app, inbox.id, "Orders", trigger).await;
        app.settle().await;
        let anyone = app.anyone();
        let call = async |body: serde_json::Value| anyone.call(Method::POST, PATH, Some(body)).await;
        let started = call(json!({ "contact": "34611222333", "order": 7 })).await;
        assert_eq!(started.status.as_u16(), 202, "{}", started.text);
        app.settle().await;
        let run = inbox.owner.get(&format!("/runs/{}", started.body["run_id"].as_str().unwrap())).await.ok();
        assert_eq!((&run["flow"]["name"], &run["trigger"]["type"]), (&json!("Orders"), &json!("webhook")));
        assert_eq!(run["trigger"]["data"]["order"], 7);
        assert_eq!(call(json!({ "order": 7 })).await.status.as_u16(), 422, "about nobody");
        let large = json!({ "contact": "34611222333", "text": "x".repeat(70_000) });
        assert_eq!(call(large).await.status.as_u16(), 413);
        let unknown = anyone.call(Method::POST, "!/hooks/flows/orders-0123456789abcdeX", Some(json!({}))).await;
        assert_eq!((unknown.status.as_u16(), &unknown.body["code"]), (404, &json!("hook.not_found")));
    })
    .await;
}

#[tokio::test]
async fn runs_under_way_are_counted_and_end_with_their_flow_when_wished() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let flow = publish_flow_with(app, inbox.id, "Asks", json!({ "type": "manual", "label": "Go" })).await;
        let path = format!("/conversations/{}/runs", conversation["id"].as_str().unwrap());
        let start = async || inbox.agent.post(&path, json!({ "flow": flow })).await.ok();
        start().await;
        app.settle().await;
        let flow_path = format!("/flows/{flow}");
        assert_eq!(inbox.owner.get(&flow_path).await.ok()["runs_active"], 1);
        assert_eq!(inbox.owner.get("/flows").await.ok()["data"][0]["runs_active"], 1);
        assert_eq!(inbox.owner.get(&format!("{flow_path}/versions")).await.ok()["data"][0]["runs_active"], 1);
        let kept = inbox.owner.call(Method::DELETE, &flow_path, None).await;
        assert_eq!(kept.body["code"], "flow.runs_active");
        let off = inbox.owner.post(&format!("{flow_path}/disable?cancel_runs=true"), json!({})).await.ok();
        assert_eq!((&off["state"], &off["runs_active"]), (&json!("off"), &json!(0)));
        let runs = inbox.owner.get("/runs").await.ok();
        assert_eq!(runs["data"][0]["result"], "cancelled");
        inbox.owner.post(&format!("{flow_path}/enable"), json!({})).await.ok();
        start().await;
        app.settle().await;
        let gone = inbox.owner.call(Method::DELETE, &format!("{flow_path}?cancel_runs=true"), None).await;
        assert_eq!(gone.status.as_u16(), 204, "{}", gone.text);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_called_too_often_says_when_to_come_back() {
    let app = crate::support::TestApp::start().await;
    let anyone = app.anyone();
    let call = async |path: &str| anyone.call(Method::POST, path, Some(json!({}))).await;
    // Nobody has this address: calls are counted all the same, so that addresses are not tried one after the other for nothing.
    let began = std::time::Instant::now();
    let mut answered = 0;
    let refused = loop {
        let answer = call(PATH).await;
        if answer.status.as_u16() == 429 {
            break answer;
        }
        assert_eq!(answer.status.as_u16(), 404, "call {answered}");
        answered += 1;
        assert!(answered < 2_000, "nothing stops it");
    };
    // 600 at once, and ten more in each second it took.
    let refilled = 10.0 * began.elapsed().as_secs_f64() + 1.0;
    assert!(answered >= 600 && f64::from(answered) <= 600.0 + refilled, "{answered} calls");
    assert_eq!(refused.body["code"], json!("request.rate_limited"), "{}", refused.text);
    let wait: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait} seconds");
    assert_eq!(
        call("!/hooks/flows/another-0123456789abcd").await.status.as_u16(),
        404,
        "another address is not counted"
    );
}
