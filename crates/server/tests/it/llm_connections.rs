//! Language models against a hostile one: nothing but this conversation's words goes out, nothing but words comes back, and budgets hold.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::llm::{LlmFailure, LlmQuestion};
use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::support::{Inbox, TestApp};

const KEY: &str = "sk-canary-of-the-key-1234";

/// A model that says what it is told to say, and keeps what it was asked.
#[derive(Clone)]
struct Model {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<(HeaderMap, Value)>>>,
    says: Arc<Mutex<(StatusCode, Value)>>,
    stop: CancellationToken,
}

impl Model {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let model = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
            says: Arc::new(Mutex::new((StatusCode::OK, Value::Null))),
            stop: CancellationToken::new(),
        };
        let (it, stop) = (model.clone(), model.stop.clone());
        let answer = async move |headers: HeaderMap, Json(body): Json<Value>| {
            it.asked.lock().unwrap().push((headers, body));
            let (status, answer) = it.says.lock().unwrap().clone();
            if answer == "nothing, ever" {
                it.stop.cancelled().await;
            }
            (status, Json(answer))
        };
        let router = axum::Router::new().fallback(answer);
        tokio::spawn(async move {
            axum::serve(listener, router)
                .with_graceful_shutdown(async move { stop.cancelled().await })
                .await
        });
        model
    }

    fn says(&self, text: &str) {
        let answer = json!({ "choices": [{ "message": { "content": text } }], "usage": { "prompt_tokens": 1000, "completion_tokens": 100 } });
        *self.says.lock().unwrap() = (StatusCode::OK, answer);
    }

    fn answers(&self, status: StatusCode, body: Value) {
        *self.says.lock().unwrap() = (status, body);
    }

    fn last(&self) -> (HeaderMap, Value) {
        self.asked.lock().unwrap().last().cloned().expect("it was asked")
    }

    fn connection(&self) -> Value {
        json!({ "name": "Helper", "kind": "openai", "base_url": format!("http://{}/v1", self.address), "model": "small", "api_key": KEY,
                "input_price": 1_000_000, "output_price": 10_000_000, "link_hosts": ["shop.example"] })
    }
}

async fn with_model(body: impl AsyncFn(&Inbox<'_>, &Model)) {
    store::testing::both(async |store| {
        let app = TestApp::over(store, |config| config.egress.allow = vec!["127.0.0.1".into()]).await;
        let model = Model::start().await;
        {
            let inbox = app.inbox().await;
            body(&inbox, &model).await;
        }
        model.stop.cancel();
        app.stop().await;
    })
    .await;
}

fn question<'a>() -> LlmQuestion<'a> {
    LlmQuestion {
        connection: "Helper",
        model: "",
        system: "Be brief.",
        prompt: "When do you open?",
        memory_messages: 10,
        max_tokens: 200,
        max_cost_micros: None,
        timeout_seconds: 5,
        key: "run_1:3",
    }
}

async fn ask(inbox: &Inbox<'_>, conversation: &Value, question: &LlmQuestion<'_>) -> Result<app::llm::LlmAnswer, LlmFailure> {
    let id = conversation["id"].as_str().unwrap().parse().unwrap();
    inbox.app.server().app.llm().ask(inbox.id, id, question).await.unwrap()
}

#[tokio::test]
async fn a_key_is_written_and_never_read_again() {
    with_model(async |inbox, model| {
        let made = inbox.admin.post("/llm-connections", model.connection()).await.ok();
        assert_eq!((&made["has_api_key"], &made["api_key_hint"]), (&json!(true), &json!("1234")));
        let path = format!("/llm-connections/{}", made["id"].as_str().unwrap());
        inbox
            .admin
            .post("/llm-connections", model.connection())
            .await
            .refused(409, "llm_connection.exists");
        inbox.agent.get("/llm-connections").await.refused(403, "access.denied");
        // Sending the key home to another address needs the key.
        let moved = json!({ "base_url": "https://elsewhere.example" });
        assert!(inbox.admin.patch(&path, moved).await.text.contains("/api_key"));
        let moved = json!({ "kind": "ollama" });
        assert!(inbox.admin.patch(&path, moved).await.text.contains("/api_key"));
        let renamed = inbox.admin.patch(&path, json!({ "name": "Other", "monthly_budget": 5 })).await.ok();
        assert_eq!((&renamed["has_api_key"], &renamed["monthly_budget"]), (&json!(true), &json!(5)));
        let without = inbox.admin.patch(&path, json!({ "api_key": null, "monthly_budget": null })).await.ok();
        assert_eq!((&without["has_api_key"], &without["monthly_budget"]), (&json!(false), &Value::Null));
        let everything = [
            inbox.admin.get("/llm-connections").await.text,
            inbox.owner.get("/audit?limit=500").await.text,
        ];
        assert!(everything.iter().all(|text| !text.contains("canary-of-the-key")), "{everything:?}");
        assert_eq!(inbox.admin.delete(&path).await.status, 204);
        assert_eq!(inbox.admin.get("/llm-connections").await.ok()["data"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn only_this_conversations_words_go_out_and_only_words_come_back() {
    with_model(async |inbox, model| {
        inbox.admin.post("/llm-connections", model.connection()).await.ok();
        inbox.conversation_with("Bea", "canary of another customer").await;
        let (phone, conversation) = inbox.conversation_with("Ana", "hola").await;
        inbox.answers(&conversation, "Welcome").await;
        inbox.app.settle().await;
        phone.says("When do you open?").await;
        inbox.app.settle().await;
        model.says("At nine, see https://shop.example/hours or https://evil.example/?d=4111");
        let answer = ask(inbox, &conversation, &question()).await.unwrap();
        assert_eq!(answer.text, "At nine, see https://shop.example/hours or [link removed]");
        assert_eq!((answer.input_tokens, answer.output_tokens, answer.cost), (1000, 100, Some(1000 + 1000)));
        let (headers, body) = model.last();
        assert_eq!(headers["authorization"], format!("Bearer {KEY}"));
        assert_eq!(headers["idempotency-key"], "run_1:3");
        assert_eq!(
            body["messages"],
            json!([
                { "role": "system", "content": "Be brief." },
                { "role": "user", "content": "hola" },
                { "role": "assistant", "content": "Welcome" },
                { "role": "user", "content": "When do you open?" },
            ])
        );
        assert_eq!(body["max_tokens"], 200);
        let listed = inbox.admin.get("/llm-connections").await.ok();
        let usage = &listed["data"][0]["usage"];
        assert_eq!(
            (&usage["calls"], &usage["failures"], &usage["input_tokens"], &usage["cost"]),
            (&json!(1), &json!(0), &json!(1000), &json!(2000))
        );
    })
    .await;
}

#[tokio::test]
async fn budgets_hold_and_failures_say_why_without_the_key() {
    with_model(async |inbox, model| {
        let made = inbox.admin.post("/llm-connections", model.connection()).await.ok();
        let path = format!("/llm-connections/{}", made["id"].as_str().unwrap());
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        // A step's own limit makes the answer shorter, or keeps it from being asked.
        model.says("At nine.");
        let cheap = LlmQuestion {
            max_cost_micros: Some(1000),
            ..question()
        };
        ask(inbox, &conversation, &cheap).await.unwrap();
        let written = model.last().1["max_tokens"].as_u64().unwrap();
        assert!((16..100).contains(&written), "{written}");
        let refused = ask(
            inbox,
            &conversation,
            &LlmQuestion {
                max_cost_micros: Some(10),
                ..question()
            },
        )
        .await
        .unwrap_err();
        assert!(refused.to_string().contains("cost more"), "{refused}");
        // The server says no, repeating the key.
        model.answers(
            StatusCode::UNAUTHORIZED,
            json!({ "error": { "message": format!("Incorrect API key: {KEY}") } }),
        );
        let refused = ask(inbox, &conversation, &question()).await.unwrap_err();
        assert_eq!(refused, LlmFailure::Failed("The server answered 401: Incorrect API key: •••".into()));
        model.answers(StatusCode::OK, json!({ "unexpected": true }));
        assert!(matches!(ask(inbox, &conversation, &question()).await, Err(LlmFailure::Failed(_))));
        model.answers(StatusCode::OK, json!("x".repeat(300 * 1024)));
        assert!(matches!(ask(inbox, &conversation, &question()).await, Err(LlmFailure::Failed(_))));
        model.answers(StatusCode::OK, json!("nothing, ever"));
        let slow = LlmQuestion {
            timeout_seconds: 1,
            ..question()
        };
        assert_eq!(ask(inbox, &conversation, &slow).await, Err(LlmFailure::Timeout));
        let unknown = LlmQuestion {
            connection: "Nobody",
            ..question()
        };
        assert!(
            ask(inbox, &conversation, &unknown)
                .await
                .unwrap_err()
                .to_string()
                .contains("no connection “Nobody”")
        );
        // The month's budget, however many ask at once.
        model.says("At nine.");
        let spent = inbox.admin.get("/llm-connections").await.ok()["data"][0]["usage"]["cost"]
            .as_i64()
            .unwrap();
        inbox.admin.patch(&path, json!({ "monthly_budget": spent + 5000 })).await.ok();
        let dear = LlmQuestion {
            max_cost_micros: Some(2000),
            ..question()
        };
        let at_once = (0..6).map(|_| ask(inbox, &conversation, &dear));
        let answered = futures::future::join_all(at_once).await.into_iter().filter(Result::is_ok).count();
        assert!((1..=3).contains(&answered), "{answered}");
        assert_eq!(
            inbox
                .admin
                .post(&format!("{path}/test"), json!({ "prompt": "Who are you?" }))
                .await
                .status,
            409
        );
        inbox.admin.patch(&path, json!({ "monthly_budget": null })).await.ok();
        let tried = inbox.admin.post(&format!("{path}/test"), json!({ "prompt": "Who are you?" })).await.ok();
        assert_eq!((&tried["text"], &tried["cost"]), (&json!("At nine."), &json!(2000)));
        inbox
            .admin
            .post(&format!("{path}/test"), json!({ "prompt": " " }))
            .await
            .refused(422, "request.invalid");
    })
    .await;
}

#[tokio::test]
async fn without_the_operators_word_nothing_private_is_asked() {
    let app = TestApp::start().await;
    let model = Model::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let made = tenant.admin.post("/llm-connections", model.connection()).await.ok();
    let tried = tenant
        .admin
        .post(
            &format!("/llm-connections/{}/test", made["id"].as_str().unwrap()),
            json!({ "prompt": "Who are you?" }),
        )
        .await;
    assert_eq!(tried.status, 409);
    assert!(model.asked.lock().unwrap().is_empty(), "{}", tried.text);
    model.stop.cancel();
    tokio::time::timeout(Duration::from_secs(10), app.stop()).await.unwrap();
}
