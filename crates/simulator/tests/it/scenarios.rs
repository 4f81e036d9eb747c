//! Stories from files against two bots: a good one passes all of them, a careless one is caught.

use std::{
    collections::HashSet,
    path::Path,
    sync::{Arc, Mutex},
};

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use serde_json::{Value, json};
use simulator::{Config, Crowd, Scenario};
use tokio::net::TcpListener;

use super::stage::{Bot, NUMBER, Stage, TOKEN};

/// A bot that says what it hears: once for each message, or for each time it hears of it.
#[derive(Debug, Clone)]
struct Echo {
    heard: Option<Arc<Mutex<HashSet<String>>>>,
    /// Where it sends, once that is known.
    graph: Arc<Mutex<String>>,
    http: reqwest::Client,
}

impl Echo {
    async fn listen(heard: Option<Arc<Mutex<HashSet<String>>>>) -> (Self, String) {
        let echo = Self {
            heard,
            graph: Arc::default(),
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(hear)).with_state(echo.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (echo, url)
    }

    async fn answer(&self, message: &Value) {
        let wamid = message["id"].as_str().unwrap_or_default().to_owned();
        if self.heard.as_ref().is_some_and(|heard| !heard.lock().unwrap().insert(wamid.clone())) {
            return;
        }
        let graph = self.graph.lock().unwrap().clone();
        let body = json!({ "messaging_product": "whatsapp", "to": message["from"], "type": "text", "text": { "body": message["text"]["body"] },
            "biz_opaque_callback_data": wamid });
        self.http.post(graph).bearer_auth(TOKEN).json(&body).send().await.unwrap();
    }
}

async fn hear(State(echo): State<Echo>, Json(body): Json<Value>) -> StatusCode {
    for change in body["entry"][0]["changes"].as_array().into_iter().flatten() {
        for message in change["value"]["messages"].as_array().into_iter().flatten() {
            echo.answer(message).await;
        }
    }
    StatusCode::OK
}

/// A world whose webhooks go to an echo.
async fn stage(heard: Option<Arc<Mutex<HashSet<String>>>>) -> Stage {
    let (echo, url) = Echo::listen(heard).await;
    let stage = Stage::from(Config::test().callback(url), Bot::start().await).await;
    *echo.graph.lock().unwrap() = stage.graph(&format!("{NUMBER}/messages"));
    stage
}

fn shipped(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    std::fs::read_to_string(file).unwrap()
}

#[tokio::test]
async fn a_good_bot_passes_every_shipped_scenario() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut played = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let stage = stage(Some(Arc::default())).await;
        let scenario = Scenario::parse(&shipped(&name)).unwrap();
        let mut steps = Vec::new();
        let outcome = scenario.play(&stage.simulator, |step| steps.push(step.to_owned())).await;
        assert_eq!(outcome, Ok(()), "{name}: {steps:#?}");
        played += 1;
    }
    assert_eq!(played, 4);
}

#[tokio::test]
async fn a_bot_that_answers_every_delivery_is_caught() {
    let stage = stage(None).await;
    let scenario = Scenario::parse(&shipped("greeting.toml")).unwrap();
    let failed = scenario.play(&stage.simulator, |_| {}).await.unwrap_err().to_string();
    assert!(failed.starts_with("step 3") && failed.contains("came: text \"hola\""), "{failed}");
}

#[tokio::test]
async fn a_scenario_can_be_played_over_http() {
    let stage = stage(Some(Arc::default())).await;
    let play = stage.http.post(format!("{}/control/scenario", stage.root)).body(shipped("greeting.toml"));
    let answer: Value = play.send().await.unwrap().json().await.unwrap();
    assert_eq!((&answer["passed"], &answer["failure"]), (&json!(true), &Value::Null), "{answer}");
    let wrong = stage.http.post(format!("{}/control/scenario", stage.root)).body("title = 1");
    assert_eq!(wrong.send().await.unwrap().status(), 422);
}

#[tokio::test]
async fn a_crowd_writes_and_taps_what_it_is_told_to() {
    let stage = stage(Some(Arc::default())).await;
    let crowd = Crowd {
        customers: 5,
        messages: 20,
        per_second: 2_000.0,
        script: vec!["one".to_owned(), "#0".to_owned()],
    };
    let report = stage.simulator.crowd(&crowd).await.unwrap();
    // The echo offers no buttons, so the customers ask what is meant.
    assert_eq!((report.said, report.tapped), (20, 0));
    stage.simulator.settle().await;
    assert_eq!(stage.simulator.ledger().accepted, 20);
    let nobody = Crowd { customers: 0, ..crowd };
    assert!(stage.simulator.crowd(&nobody).await.is_err());
}

#[tokio::test]
async fn listeners_hear_at_once_that_the_stream_is_open() {
    let stage = stage(Some(Arc::default())).await;
    let mut stream = stage.http.get(format!("{}/control/events", stage.root)).send().await.unwrap();
    let first = stream.chunk().await.unwrap().unwrap();
    assert!(first.starts_with(b": listening"), "{first:?}");
}
