//! Functions where they are used: they answer what an open form asks, and are a step of a flow; through the locked process and the virtual phone.

use serde_json::{Value, json};

use crate::support::{Inbox, TestApp, on_both};

/// Two screens: the second asks again when the customer goes back from it.
fn visit() -> String {
    let footer = |payload: Value| json!({ "type": "Footer", "label": "Go on", "on-click-action": { "name": "data_exchange", "payload": payload } });
    let days = json!({ "type": "array", "items": { "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "string" } } },
        "__example__": [{ "id": "mon", "title": "Monday" }] });
    let form = json!({
        "version": "7.3", "data_api_version": "3.0", "routing_model": { "DAY": ["NAME"], "NAME": [] },
        "screens": [
            { "id": "DAY", "title": "Day", "data": { "days": days }, "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "Dropdown", "name": "day", "label": "Day", "required": true, "data-source": "${data.days}" }, footer(json!({ "day": "${form.day}" }))] } },
            { "id": "NAME", "title": "Name", "terminal": true, "refresh_on_back": true, "data": {}, "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "TextInput", "name": "full_name", "label": "Your name", "required": true }, footer(json!({ "full_name": "${form.full_name}" }))] } },
        ],
    });
    form.to_string()
}

/// Each day is a way that it may go.
const ANSWERS: &str = r"
const days = ['mon', 'boom', 'slow', 'odd', 'taken'].map(id => ({ id, title: id }))
export default function (input) {
  console.log(input.action, input.screen, input.wa_flow.name, typeof input.contact_id, typeof input.flow_token)
  if (input.action === 'INIT') return { screen: 'DAY', data: { days } }
  if (input.action === 'BACK') return { screen: 'DAY', data: { days: [{ id: 'sun', title: 'Sunday' }] } }
  if (input.screen === 'NAME') return { screen: 'SUCCESS', data: { day: 'mon', full_name: input.data.full_name.toUpperCase() } }
  if (input.data.day === 'boom') throw new Error('the calendar is closed')
  if (input.data.day === 'slow') for (;;) {}
  if (input.data.day === 'odd') return { screen: 'NOWHERE', data: {} }
  if (input.data.day === 'taken') return { screen: 'DAY', data: { error_message: 'That day is taken.' } }
  return { screen: 'NAME', data: {} }
}";

async fn answered_by_a_function(inbox: &Inbox<'_>) -> Value {
    inbox.app.settle().await;
    inbox.form_key().await;
    let function = inbox.function("Free days", ANSWERS).await;
    let endpoint = json!({ "kind": "function", "function": function, "timeout_ms": 700 });
    inbox.form("Visit", &visit(), Some(endpoint)).await
}

#[tokio::test]
async fn a_function_answers_every_question_of_a_phone() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let form = answered_by_a_function(&inbox).await;
        let (phone, message) = inbox.sends_form(&form, "Ana").await;
        let mut open = phone.opens(&message.id).await.unwrap();
        assert_eq!(open.screen(), "DAY");
        let days = |open: &simulator::OpenForm<'_>| {
            let dropdown = open.view().into_iter().find(|component| component["name"] == "day").unwrap();
            dropdown["data-source"].as_array().unwrap().len()
        };
        assert_eq!(days(&open), 5, "INIT brought them");
        open.fills("day", "taken").presses().await.unwrap();
        assert_eq!((open.screen(), open.snackbar()), ("DAY", Some("That day is taken.")));
        open.fills("day", "mon").presses().await.unwrap();
        assert_eq!((open.screen(), open.snackbar()), ("NAME", None));
        open.backs().await.unwrap();
        assert_eq!((open.screen(), days(&open)), ("DAY", 1), "BACK brought other days");
        open.fills("day", "sun").presses().await.unwrap();
        let sent = open.fills("full_name", "Ana Torres").presses().await.unwrap();
        assert!(sent.is_some(), "the function ended the form");
        app.settle().await;

        let list = inbox.analyst.get("/submissions").await.ok();
        let values = list["data"][0]["values"].as_array().unwrap();
        let value = |key: &str| values.iter().find(|field| field["key"] == key).map(|field| &field["value"]);
        assert_eq!(value("full_name"), Some(&json!("ANA TORRES")), "{list}");
        let path = format!("/wa-flows/{}", form["id"].as_str().unwrap());
        let exchanges = inbox.admin.get(&format!("{path}/exchanges")).await.ok();
        let seen: Vec<&str> = exchanges["data"]
            .as_array()
            .unwrap()
            .iter()
            .rev()
            .map(|one| one["action"].as_str().unwrap())
            .collect();
        assert_eq!(seen, ["INIT", "data_exchange", "data_exchange", "BACK", "data_exchange", "data_exchange"]);
        assert!(
            exchanges["data"].as_array().unwrap().iter().all(|one| one["error"].is_null()),
            "{exchanges}"
        );

        // The function was told who asks by our ids, and never the token.
        let function = inbox.admin.get("/functions").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let calls = inbox.admin.get(&format!("/functions/{function}/calls")).await.ok();
        assert_eq!(calls["data"].as_array().unwrap().len(), 6, "{calls}");
        let caller = format!("wa_flow:{}", form["id"].as_str().unwrap());
        assert!(calls["data"].as_array().unwrap().iter().all(|call| call["caller"] == caller.as_str()));
        assert_eq!(calls["data"][5]["logs"][0]["text"], "INIT null Visit string undefined");
    })
    .await;
}

/// F9: a function that throws, never ends or answers nonsense costs the customer a sentence, not the form.
#[tokio::test]
async fn f09_a_function_that_fails_is_an_error_on_the_same_screen() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let form = answered_by_a_function(&inbox).await;
    let (phone, message) = inbox.sends_form(&form, "Ana").await;
    let mut open = phone.opens(&message.id).await.unwrap();
    for way in ["boom", "slow", "odd"] {
        open.fills("day", way).presses().await.unwrap();
        assert_eq!((open.screen(), open.status()), ("DAY", Some(200)), "{way}");
        assert!(open.snackbar().is_some_and(|text| text.contains("try again")), "{way}");
    }
    open.fills("day", "mon").presses().await.unwrap();
    assert_eq!(open.screen(), "NAME", "the next question is none the worse");
    let path = format!("/wa-flows/{}", form["id"].as_str().unwrap());
    let exchanges = inbox.admin.get(&format!("{path}/exchanges")).await.ok();
    let errors: Vec<&str> = exchanges["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["error"].as_str())
        .collect();
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors[2].contains("the calendar is closed") && errors[2].contains("Line 8"), "{errors:?}");
    assert!(errors[1].starts_with("timed_out") || errors[1].starts_with("timeout"), "{errors:?}");
    assert!(errors[0].contains("NOWHERE"), "{errors:?}");
    let stats = inbox.admin.get(&format!("{path}/stats")).await.ok();
    assert_eq!((&stats["exchanges"], &stats["errors"]), (&json!(5), &json!(3)));
    drop(open);
    app.stop().await;
}

/// A flow that asks a function which way to go, and says what came back.
fn graph(function: &str) -> Value {
    json!({ "schema": 1,
        "nodes": [
            { "id": "s", "type": "start", "name": "start", "config": { "triggers": [{ "type": "message", "match": { "by": "any" } }] } },
            { "id": "f", "type": "execute_function", "name": "price", "config": { "function": function, "cases": ["vip"], "timeout_seconds": 1,
                "inputs": [{ "name": "said", "value": "{{message.text}}" }] } },
            { "id": "n", "type": "send_message", "name": "plain", "config": { "text": "Price {{nodes.price.value.price}}" } },
            { "id": "v", "type": "send_message", "name": "vip", "config": { "text": "For you {{nodes.price.value.price}}" } },
            { "id": "t", "type": "send_message", "name": "late", "config": { "text": "Too slow" } },
            { "id": "x", "type": "send_message", "name": "failed", "config": { "text": "Broken" } },
            { "id": "e", "type": "end", "name": "end", "config": { "outcome": "told" } }],
        "edges": [
            { "id": "1", "from": "s", "handle": "next", "to": "f" }, { "id": "2", "from": "f", "handle": "next", "to": "n" },
            { "id": "3", "from": "f", "handle": "case:vip", "to": "v" }, { "id": "4", "from": "f", "handle": "timeout", "to": "t" },
            { "id": "5", "from": "f", "handle": "error", "to": "x" },
            { "id": "6", "from": "n", "handle": "next", "to": "e" }, { "id": "7", "from": "v", "handle": "next", "to": "e" },
            { "id": "8", "from": "t", "handle": "next", "to": "e" }, { "id": "9", "from": "x", "handle": "next", "to": "e" }] })
}

#[tokio::test]
async fn a_flow_runs_a_function_and_goes_the_way_it_returns() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        app.settle().await;
        let source = r"export default ({ said }) => {
            if (said === 'slow') for (;;) {}
            if (said === 'boom') throw new Error('no price')
            return said === 'vip' ? { case: 'vip', price: 7 } : { price: 10 }
        }";
        let function = inbox.function("Price", source).await;
        let made = inbox
            .admin
            .post("/flows", json!({ "name": "Prices", "graph": graph(&function) }))
            .await
            .ok();
        let path = format!("/flows/{}", made["id"].as_str().unwrap());
        inbox.admin.post(&format!("{path}/publish"), json!({})).await.ok();
        let phone = inbox.simulator.phone("Ana");
        let mut heard = Vec::new();
        for text in ["hello", "vip", "boom", "slow"] {
            phone.says(text).await;
            app.settle().await;
            heard.push(phone.last_received().unwrap().text().to_owned());
        }
        assert_eq!(heard, ["Price 10", "For you 7", "Broken", "Too slow"]);
        let calls = inbox.admin.get(&format!("/functions/{function}/calls")).await.ok();
        let callers: Vec<&str> = calls["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|call| call["caller"].as_str().unwrap())
            .collect();
        assert!(
            callers.len() == 4 && callers.iter().all(|caller| caller.starts_with("run:run_")),
            "{callers:?}"
        );
        // What the function answered is in the trail, so a replay asks nobody again and goes the same way.
        let runs = inbox.admin.get("/runs").await.ok();
        for run in runs["data"].as_array().unwrap() {
            let replay = inbox
                .admin
                .post(&format!("/runs/{}/replay", run["id"].as_str().unwrap()), json!({}))
                .await
                .ok();
            assert_eq!(replay["same"], true, "{replay}");
        }
        let again = inbox.admin.get(&format!("/functions/{function}/calls")).await.ok();
        assert_eq!(again["data"].as_array().unwrap().len(), 4, "a replay calls nothing");
    })
    .await;
}

/// An exchange is asked again: of the endpoint as it is, of the draft, and of a text that is saved nowhere; and what is different is told.
#[tokio::test]
async fn an_exchange_is_asked_again_and_the_difference_is_told() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let form = answered_by_a_function(&inbox).await;
        let (phone, message) = inbox.sends_form(&form, "Ana").await;
        let mut open = phone.opens(&message.id).await.unwrap();
        open.fills("day", "mon").presses().await.unwrap();
        drop(open);
        let path = format!("/wa-flows/{}/exchanges", form["id"].as_str().unwrap());
        let exchanges = inbox.admin.get(&path).await.ok();
        let replay = async |number: usize, body: Value| {
            let id = exchanges["data"][number]["id"].as_str().unwrap();
            inbox.admin.post(&format!("{path}/{id}/replay"), body).await.ok()
        };
        let (day, init) = (0, 1);
        for number in [day, init] {
            let same = replay(number, json!({})).await;
            assert_eq!((&same["same"], &same["changes"], &same["problem"]), (&json!(true), &json!([]), &Value::Null), "{same}");
            assert_eq!((&same["before"], &same["is_hidden"]), (&same["after"], &json!(false)));
        }
        // The draft says something else; what is published goes on as before.
        let function = inbox.admin.get("/functions").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let changed = ANSWERS.replace("'mon', 'boom'", "'mon', 'wed'");
        inbox.admin.put(&format!("/functions/{function}/draft"), json!({ "source": changed })).await.ok();
        assert_eq!(replay(init, json!({ "with": "live" })).await["same"], true);
        let other = replay(init, json!({ "with": "draft" })).await;
        assert_eq!(other["same"], false, "{other}");
        assert_eq!(
            other["changes"],
            json!([{ "pointer": "/data/days/1/id", "before": "boom", "after": "wed" }, { "pointer": "/data/days/1/title", "before": "boom", "after": "wed" }])
        );
        assert_eq!(other["logs"][0]["text"], "INIT null Visit string undefined", "asked for the same person");
        let broken = replay(day, json!({ "source": "export default () => { throw new Error('not yet') }" })).await;
        assert_eq!((&broken["same"], &broken["after"]), (&json!(false), &Value::Null));
        assert!(broken["problem"]["message"].as_str().unwrap().contains("not yet"), "{broken}");
        let off = replay(day, json!({ "source": "export default () => ({ screen: 'NOWHERE', data: {} })" })).await;
        assert_eq!(off["problem"]["kind"], "invalid-screen-transition", "what a phone could not use is a problem: {off}");

        assert_eq!(inbox.admin.get(&path).await.ok()["data"].as_array().unwrap().len(), 2, "nothing is written down");
        let id = exchanges["data"][0]["id"].as_str().unwrap();
        inbox.agent.post(&format!("{path}/{id}/replay"), json!({})).await.refused(403, "access.denied");
        let unknown = model::FlowExchangeId::new();
        inbox.admin.post(&format!("{path}/{unknown}/replay"), json!({})).await.refused(404, "resource.not_found");
    })
    .await;
}
