//! The control API as a phone page uses it.

use futures::StreamExt as _;
use reqwest::Method;
use serde_json::{Value, json};

use crate::stage::{APP, NUMBER, SECRET, Stage, TOKEN, VERIFY, WABA, soon};

/// Reads server-sent events as they come.
struct Events {
    stream: futures::stream::BoxStream<'static, reqwest::Result<axum::body::Bytes>>,
    text: String,
}

#[derive(Debug)]
struct Event {
    id: String,
    name: String,
    data: Value,
}

impl Events {
    async fn open(stage: &Stage, query: &str, last: Option<&str>) -> Self {
        let mut request = stage.http.get(format!("{}/control/events{query}", stage.root));
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self {
            stream: response.bytes_stream().boxed(),
            text: String::new(),
        }
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    block
                        .lines()
                        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
                        .unwrap_or_default()
                        .to_owned()
                };
                let event = Event {
                    id: field("id"),
                    name: field("event"),
                    data: serde_json::from_str(&field("data")).unwrap_or_default(),
                };
                self.text = rest.to_owned();
                // Comment lines keep the stream open and are no events.
                if event.name.is_empty() {
                    continue;
                }
                return Some(event);
            }
            let bytes = soon(self.stream.next()).await?.ok()?;
            self.text.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }

    async fn until(&mut self, name: &str) -> Event {
        loop {
            let event = self.next().await.expect("the stream goes on");
            if event.name == name {
                return event;
            }
        }
    }
}

#[tokio::test]
async fn a_phone_page_sees_everything_as_it_happens() {
    let stage = Stage::new().await;
    let (ana, other) = (stage.simulator.phone("Ana"), stage.simulator.phone("Other"));
    let mut events = Events::open(&stage, &format!("?phone={}", ana.id()), None).await;
    other.says("not for this page").await;
    let said = ana.says("hola").await;
    let first = events.next().await.unwrap();
    assert_eq!((first.name.as_str(), &first.data["message"]["id"]), ("message", &json!(said.id)));
    assert_eq!((&first.data["phone"], &first.data["number"]), (&json!(ana.id()), &json!(NUMBER)));
    let delivered = events.until("ticks").await;
    assert_eq!(
        (&delivered.data["ids"], &delivered.data["ticks"]),
        (&json!([said.id]), &json!("delivered"))
    );
    let wamid = stage.text(&ana.wa_id().unwrap(), "hello").await.wamid();
    let arrived = events.until("message").await;
    assert_eq!(
        (&arrived.data["message"]["id"], &arrived.data["message"]["from"]),
        (&json!(wamid), &json!("business"))
    );
    stage.settle().await;
    ana.reacts(&wamid, Some("🎉")).await;
    let changed = events.until("message_changed").await;
    assert_eq!(changed.data["message"]["reactions"], json!([{ "from": "phone", "emoji": "🎉" }]));
    let webhook = events.until("webhook").await;
    assert_eq!(webhook.data["delivery"].get("body"), None);
    stage.simulator.advance(std::time::Duration::from_secs(1));
    assert_eq!(events.until("clock").await.data["offset_ms"], 1000);

    let mut resumed = Events::open(&stage, &format!("?phone={}", ana.id()), Some(&first.id)).await;
    assert_eq!(resumed.until("ticks").await.id, delivered.id, "nothing is missed");
    stage.simulator.reset();
    resumed.until("resync").await;
    stage.simulator.shutdown().await;
    while resumed.next().await.is_some() {}
}

#[tokio::test]
async fn a_thread_is_read_page_by_page() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    for number in 0..7 {
        ana.says(number.to_string()).await;
    }
    let thread = async |query: &str| stage.control(Method::GET, &format!("phones/{}/thread{query}", ana.id()), None).await.body;
    let last = thread("?limit=3").await;
    let texts = |page: &Value| {
        page["messages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|message| message["content"]["body"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!((texts(&last), &last["more"]), (vec![json!("4"), json!("5"), json!("6")], &json!(true)));
    let before = thread(&format!("?limit=10&before={}", last["messages"][0]["id"].as_str().unwrap())).await;
    assert_eq!((texts(&before).len(), &before["more"]), (4, &json!(false)));
    let view = stage.control(Method::GET, &format!("phones/{}", ana.id()), None).await.body;
    assert_eq!(view["chats"][0]["last"]["content"]["body"], "6");
    assert_eq!(view["chats"][0]["window_until"], "2026-11-23T00:00:00.000Z");
}

#[tokio::test]
async fn phones_are_made_changed_and_removed() {
    let stage = Stage::new().await;
    let created = stage
        .control(
            Method::POST,
            "phones",
            Some(json!({ "name": "Zoë", "username": "@zoe", "country": "de" })),
        )
        .await;
    assert_eq!(
        (created.status, &created.body["username"], &created.body["country"]),
        (201, &json!("zoe"), &json!("DE"))
    );
    assert!(created.body["wa_id"].is_string());
    let path = format!("phones/{}", created.body["id"].as_str().unwrap());
    let changed = stage
        .control(Method::PATCH, &path, Some(json!({ "name": "Zoe", "auto_read": true, "online": false })))
        .await
        .body;
    assert_eq!(
        (&changed["name"], &changed["auto_read"], &changed["online"]),
        (&json!("Zoe"), &json!(true), &json!(false))
    );
    let taken = stage
        .control(Method::POST, "phones", Some(json!({ "name": "Y", "username": "ZOE" })))
        .await;
    assert_eq!((taken.status, &taken.body["code"]), (409, &json!("conflict")));
    assert_eq!(
        stage.control(Method::GET, "phones", None).await.body["phones"].as_array().unwrap().len(),
        1
    );
    assert_eq!(stage.control(Method::DELETE, &path, None).await.status, 204);
    assert_eq!(stage.control(Method::GET, &path, None).await.status, 404);
}

#[tokio::test]
async fn mistakes_are_answered_as_problems() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let messages = format!("phones/{}/messages", ana.id());
    let check = async |method: Method, path: &str, body: Option<Value>, status: u16, code: &str| {
        let answer = stage.control(method, path, body).await;
        assert_eq!((answer.status, answer.body["code"].as_str()), (status, Some(code)), "{path}: {answer:?}");
        assert_eq!(answer.body["status"], status);
        assert!(answer.body["detail"].as_str().is_some_and(|detail| detail.len() > 10));
    };
    check(Method::GET, "phones/ph_nobody", None, 404, "not_found").await;
    check(Method::GET, "nowhere", None, 404, "not_found").await;
    check(Method::PUT, "phones", None, 405, "method_not_allowed").await;
    check(Method::POST, "phones", Some(json!({})), 422, "invalid").await;
    check(Method::POST, "phones", Some(json!({ "name": "X", "nmae": "Y" })), 422, "invalid").await;
    check(
        Method::POST,
        "phones",
        Some(json!({ "name": "X", "username_only": true })),
        422,
        "invalid",
    )
    .await;
    check(Method::POST, &messages, Some(json!({ "type": "dance" })), 422, "invalid").await;
    check(
        Method::POST,
        &messages,
        Some(json!({ "type": "text", "text": "x", "number": "1" })),
        404,
        "not_found",
    )
    .await;
    check(Method::POST, "faults", Some(json!({ "kind": "duplicate", "rate": 2 })), 422, "invalid").await;
    check(Method::POST, "clock/advance", Some(json!({})), 422, "invalid").await;
    check(Method::POST, "webhooks/dlv_9/redeliver", None, 404, "not_found").await;
    let text = stage.http.post(format!("{}/control/phones", stage.root)).body("name=X");
    assert_eq!(stage.call(text).await.status, 415);
    let broken = stage
        .http
        .post(format!("{}/control/phones", stage.root))
        .header("content-type", "application/json")
        .body("{");
    assert_eq!(stage.call(broken).await.body["code"], "malformed_json");
}

#[tokio::test]
async fn a_page_can_do_all_a_phone_can() {
    let stage = Stage::new().await;
    let id = stage.simulator.phone("Ana").id().to_owned();
    let act = async |act: &str, body: Value| stage.control(Method::POST, &format!("phones/{id}/{act}"), Some(body)).await;
    let said = act("messages", json!({ "type": "text", "text": "hola", "delivery": { "copies": 2 } })).await;
    assert_eq!((said.status, &said.body["ticks"]), (201, &json!("sending")));
    let voice = act("messages", json!({ "type": "voice", "reply_to": said.body["id"] })).await.body;
    assert_eq!(
        (&voice["type"], &voice["media"]["voice"], &voice["reply_to"]),
        (&json!("audio"), &json!(true), &said.body["id"])
    );
    let to = stage.simulator.phone("Ana").wa_id().unwrap();
    let audio = json!({ "type": "audio", "audio": { "link": "https://example.com/a.ogg", "voice": true } });
    let wamid = stage.send(&to, audio).await.wamid();
    stage.settle().await;
    assert_eq!(act("read", json!({})).await.body, json!({ "read": [wamid] }));
    assert_eq!(act("play", json!({ "message": wamid })).await.body["ticks"], "played");
    assert_eq!(
        act("react", json!({ "message": wamid, "emoji": "👂" })).await.body["reactions"][0]["emoji"],
        "👂"
    );
    assert_eq!(
        act("edit", json!({ "message": said.body["id"], "text": "¡hola!" })).await.body["content"]["body"],
        "¡hola!"
    );
    assert_eq!(act("revoke", json!({ "message": said.body["id"] })).await.body["revoked"], true);
    assert_eq!(act("revoke", json!({ "message": said.body["id"] })).await.status, 409);
    assert_eq!(act("edit", json!({ "message": wamid, "text": "x" })).await.status, 422);
    assert_eq!(
        act("marketing", json!({ "value": "stop" })).await.body["chats"][0]["marketing"],
        "stopped"
    );
    assert_eq!(act("change-number", json!({ "wa_id": "15550009999" })).await.body["wa_id"], "15550009999");
    stage.settle().await;
    assert_eq!(
        stage.bot.messages().iter().filter(|message| message["type"] == "text").count(),
        2,
        "delivered twice"
    );
}

#[tokio::test]
async fn faults_are_set_listed_used_up_and_removed() {
    let stage = Stage::new().await;
    let kinds = stage.control(Method::GET, "faults/kinds", None).await.body;
    assert!(kinds["kinds"].as_array().unwrap().len() > 20);
    let added = stage
        .control(Method::POST, "faults", Some(json!({ "kind": "duplicate", "times": 1 })))
        .await;
    let expected = json!({ "id": "flt_1", "kind": "duplicate", "copies": 2, "rate": 1.0, "times": 1, "business": null, "used": 0 });
    assert_eq!((added.status, &added.body), (201, &expected));
    stage.simulator.phone("Ana").says("hola").await;
    stage.settle().await;
    assert_eq!(stage.bot.all().len(), 2);
    assert_eq!(stage.control(Method::GET, "faults", None).await.body, json!({ "faults": [] }));
    let all = json!({ "faults": [{ "kind": "hold" }, { "kind": "slow_answer", "ms": 5, "on": "all", "business": WABA }] });
    let replaced = stage.control(Method::PUT, "faults", Some(all)).await.body;
    assert_eq!(replaced["faults"].as_array().unwrap().len(), 2);
    let id = replaced["faults"][0]["id"].as_str().unwrap();
    assert_eq!(stage.control(Method::DELETE, &format!("faults/{id}"), None).await.status, 204);
    assert_eq!(stage.control(Method::DELETE, &format!("faults/{id}"), None).await.status, 404);
    let foreign = json!({ "kind": "hold", "business": "1" });
    assert_eq!(stage.control(Method::POST, "faults", Some(foreign)).await.status, 404);
}

#[tokio::test]
async fn webhooks_are_logged_held_released_redelivered_and_made_by_hand() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    stage.settle().await;
    let log = stage.control(Method::GET, &format!("webhooks?phone={}", ana.id()), None).await.body;
    let delivery = &log["deliveries"][0];
    assert_eq!(
        (&delivery["state"], &delivery["attempts"][0]["status"]),
        (&json!("answered"), &json!(200))
    );
    assert_eq!(delivery.get("body"), None);
    let id = delivery["id"].as_str().unwrap();
    let whole = stage.control(Method::GET, &format!("webhooks/{id}"), None).await.body;
    assert_eq!(whole["body"].as_str().unwrap().as_bytes(), stage.bot.all()[0].raw);
    assert_eq!(whole["signature"], cloud_api::signature::sign(SECRET.as_bytes(), &stage.bot.all()[0].raw));
    assert_eq!(stage.control(Method::POST, &format!("webhooks/{id}/redeliver"), None).await.status, 202);
    stage.settle().await;
    assert_eq!(stage.bot.all()[1].raw, stage.bot.all()[0].raw);
    stage.control(Method::POST, "webhooks/hold", None).await;
    ana.says("one").await;
    ana.says("two").await;
    assert_eq!(stage.control(Method::GET, "webhooks", None).await.body["held"], 2);
    let released = stage
        .control(Method::POST, "webhooks/release", Some(json!({ "order": "reversed", "batch": 2 })))
        .await
        .body;
    assert_eq!(released, json!({ "released": 2, "posts": 1 }));
    stage.settle().await;
    let raw = json!({ "body": { "object": "whatsapp_business_account", "entry": [] }, "sign": false });
    assert_eq!(stage.control(Method::POST, "webhooks/raw", Some(raw)).await.status, 202);
    stage.settle().await;
    assert!(stage.bot.all().last().unwrap().signature.is_err());
}

#[tokio::test]
async fn credentials_ledger_clock_and_businesses_are_told() {
    let stage = Stage::new().await;
    let credentials = stage.control(Method::GET, &format!("businesses/{WABA}/credentials"), None).await.body;
    let expected = json!({ "graph_base": format!("{}/graph", stage.root), "version": "v25.0", "app_id": APP, "app_secret": SECRET,
        "verify_token": VERIFY, "access_token": TOKEN, "waba_id": WABA, "phone_number_ids": [NUMBER] });
    assert_eq!(credentials, expected);
    let businesses = stage.control(Method::GET, "businesses", None).await.body;
    assert_eq!(
        businesses["businesses"][0]["callback"],
        json!({ "url": stage.bot.url, "subscribed": true })
    );
    let clock = stage.control(Method::POST, "clock/advance", Some(json!({ "hours": 25 }))).await.body;
    assert_eq!(
        clock,
        json!({ "now": "2026-11-23T01:00:00.000Z", "offset_ms": 90_000_000, "frozen": true })
    );
    assert_eq!(stage.control(Method::GET, "clock", None).await.body, clock);
    stage.simulator.phone("Ana").says("hola").await;
    let to = stage.simulator.phone("Ana").wa_id().unwrap();
    stage.text(&to, "x").await.wamid();
    assert_eq!(stage.control(Method::GET, "settle", None).await.body, json!({ "settled": true }));
    let ledger = stage.control(Method::GET, "ledger", None).await.body;
    assert_eq!((&ledger["accepted"], &ledger["by_opaque"]), (&json!(1), &json!({ "obx.x": 1 })));
    assert_eq!(ledger["webhooks"]["answered"], 3);
    let quality = json!({ "quality_rating": "RED" });
    stage.control(Method::PATCH, &format!("numbers/{NUMBER}"), Some(quality)).await;
    stage.settle().await;
    let change = stage.bot.changes().pop().unwrap();
    assert_eq!(
        (&change["field"], &change["value"]["event"]),
        (&json!("phone_number_quality_update"), &json!("FLAGGED"))
    );
    assert_eq!(
        stage.control(Method::GET, "templates", None).await.body["templates"]
            .as_array()
            .unwrap()
            .len(),
        11
    );
}
