//! What customers do besides talking.

use serde_json::{Map, Value, json};
use simulator::{Config, PhoneConfig, Say, Seed};

use crate::stage::{NUMBER, Stage};

fn interactive(kind: &str, action: Value) -> Value {
    json!({ "type": "interactive", "interactive": { "type": kind, "body": { "text": "Choose" }, "action": action } })
}

/// Ana, and the id of an interactive message she got.
async fn with_interactive(kind: &str, action: Value) -> (Stage, simulator::Phone, String) {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    let wamid = stage.send(&ana.wa_id().unwrap(), interactive(kind, action)).await.wamid();
    stage.settle().await;
    (stage, ana, wamid)
}

#[tokio::test]
async fn a_tapped_button_comes_back_with_its_id() {
    let reply = |id: &str, title: &str| json!({ "type": "reply", "reply": { "id": id, "title": title } });
    let (stage, ana, wamid) = with_interactive("button", json!({ "buttons": [reply("yes", "Yes, please"), reply("no", "No")] })).await;
    for button in ["yes", "Yes, please", "#0"] {
        ana.taps(&wamid, button).await;
        let message = stage.bot.messages().pop().unwrap();
        let expected = json!({ "type": "button_reply", "button_reply": { "id": "yes", "title": "Yes, please" } });
        assert_eq!((message["type"].as_str(), &message["interactive"]), (Some("interactive"), &expected));
        assert_eq!(message["context"]["id"], wamid.as_str());
    }
    assert_eq!(ana.thread()[1].chosen, ["yes"]);
    let path = format!("phones/{}/tap", ana.id());
    let nothing = stage
        .control(reqwest::Method::POST, &path, Some(json!({ "message": wamid, "button": "maybe" })))
        .await;
    assert_eq!((nothing.status, &nothing.body["code"]), (422, &json!("invalid")));
}

#[tokio::test]
async fn a_chosen_row_comes_back_with_its_description() {
    let rows = json!([{ "id": "s", "title": "Small", "description": "200 ml" }, { "id": "l", "title": "Large" }]);
    let (stage, ana, wamid) = with_interactive("list", json!({ "button": "Sizes", "sections": [{ "title": "Cups", "rows": rows }] })).await;
    ana.chooses(&wamid, "Small").await;
    let message = stage.bot.messages().pop().unwrap();
    assert_eq!(
        message["interactive"],
        json!({ "type": "list_reply", "list_reply": { "id": "s", "title": "Small", "description": "200 ml" } })
    );
}

#[tokio::test]
async fn a_completed_form_comes_back_as_json_text_with_its_token() {
    let parameters = json!({ "flow_message_version": "3", "flow_id": "77", "flow_cta": "Book", "flow_token": "tok-1" });
    let (stage, ana, wamid) = with_interactive("flow", json!({ "name": "flow", "parameters": parameters })).await;
    ana.submits(&wamid, Map::from_iter([("day".to_owned(), json!("Monday"))])).await;
    let reply = stage.bot.messages().pop().unwrap()["interactive"]["nfm_reply"].clone();
    assert_eq!((&reply["name"], &reply["body"]), (&json!("flow"), &json!("Sent")));
    let response: Value = serde_json::from_str(reply["response_json"].as_str().unwrap()).unwrap();
    assert_eq!(response, json!({ "day": "Monday", "flow_token": "tok-1" }));
}

#[tokio::test]
async fn reactions_come_and_go() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    let wamid = stage.text(&ana.wa_id().unwrap(), "hello").await.wamid();
    stage.settle().await;
    ana.reacts(&wamid, Some("❤️")).await;
    ana.reacts(&wamid, None).await;
    let reactions: Vec<_> = stage
        .bot
        .messages()
        .into_iter()
        .filter(|message| message["type"] == "reaction")
        .map(|message| message["reaction"].clone())
        .collect();
    assert_eq!(reactions, [json!({ "message_id": wamid, "emoji": "❤️" }), json!({ "message_id": wamid })]);
    assert!(ana.thread()[1].reactions.is_empty());
}

#[tokio::test]
async fn edits_and_revokes_are_reported_where_the_business_app_is_used_too() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let said = ana.says("helo").await;
    ana.edits(&said.id, "hello").await;
    ana.revokes(&said.id).await;
    let messages = stage.bot.messages();
    let edit = json!({ "original_message_id": said.id, "message": { "type": "text", "text": { "body": "hello" } } });
    assert_eq!((&messages[1]["type"], &messages[1]["edit"]), (&json!("edit"), &edit));
    assert_eq!(
        (&messages[2]["type"], &messages[2]["revoke"]),
        (&json!("revoke"), &json!({ "original_message_id": said.id }))
    );
    assert_ne!(messages[1]["id"], said.id.as_str(), "an edit has its own id");
    let thread = ana.thread();
    assert!(thread[0].edited && thread[0].revoked && thread.len() == 1);
    stage
        .control(
            reqwest::Method::PATCH,
            &format!("numbers/{NUMBER}"),
            Some(json!({ "coexistence": false })),
        )
        .await;
    let said = ana.says("agian").await;
    ana.edits(&said.id, "again").await;
    ana.revokes(&said.id).await;
    let messages = stage.bot.messages();
    assert_eq!(messages.len(), 5, "a revoke is not told at all");
    assert_eq!(
        (&messages[4]["type"], &messages[4]["unsupported"]["type"]),
        (&json!("unsupported"), &json!("edit"))
    );
    assert_eq!(messages[4]["errors"][0]["code"], 131_051);
}

#[tokio::test]
async fn every_other_kind_has_metas_shape() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let first = ana.says("hola").await;
    let location = Say::Location {
        latitude: 19.43,
        longitude: -99.13,
        name: Some("Zócalo".into()),
        address: None,
    };
    ana.sends(location).replying_to(&first.id).await;
    let card = json!({ "name": { "formatted_name": "Luis" } });
    ana.sends(Say::Contacts {
        contacts: vec![card.clone()],
        origin: Some("contact_request".into()),
    })
    .forwarded()
    .await;
    let items = vec![json!({ "product_retailer_id": "sku", "quantity": 2, "item_price": 4.5, "currency": "USD" })];
    ana.sends(Say::Order {
        catalog_id: "c".into(),
        text: None,
        product_items: items.clone(),
    })
    .await;
    ana.sends(Say::Unsupported {
        kind: "poll_creation".into(),
        code: None,
    })
    .await;
    let Value::Object(raw) = json!({ "type": "hologram", "hologram": { "a": 1 }, "id": "forged", "from": "forged" }) else {
        unreachable!()
    };
    ana.sends(Say::Raw { message: raw }).await;
    let messages = stage.bot.messages();
    assert_eq!(
        messages[1]["location"],
        json!({ "latitude": 19.43, "longitude": -99.13, "name": "Zócalo" })
    );
    assert_eq!(
        messages[1]["context"],
        json!({ "from": ana.wa_id(), "id": first.id }),
        "she quotes herself"
    );
    assert_eq!(
        (&messages[2]["contacts"], &messages[2]["origin"]),
        (&json!([card]), &json!("contact_request"))
    );
    assert_eq!(messages[2]["context"], json!({ "forwarded": true }));
    assert_eq!(messages[3]["order"], json!({ "catalog_id": "c", "product_items": items }));
    assert_eq!(
        (&messages[4]["unsupported"], &messages[4]["errors"][0]["code"]),
        (&json!({ "type": "poll_creation" }), &json!(131_051))
    );
    assert_eq!(
        (&messages[5]["hologram"], &messages[5]["from"]),
        (&json!({ "a": 1 }), &json!(ana.wa_id()))
    );
    assert_ne!(messages[5]["id"], "forged");
}

#[tokio::test]
async fn a_new_number_brings_a_new_user_id_and_a_system_message() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    let (old_number, old_id) = (ana.wa_id().unwrap(), ana.user_id());
    ana.changes_number(Some("5215500000000"));
    stage.settle().await;
    let value = stage.bot.values().pop().unwrap();
    assert_eq!(value.get("contacts"), None, "system messages have no contacts");
    let message = &value["messages"][0];
    assert_eq!((&message["from"], &message["type"]), (&json!(old_number), &json!("system")));
    let system = &message["system"];
    assert_eq!(
        (&system["type"], &system["wa_id"]),
        (&json!("user_changed_number"), &json!("5215500000000"))
    );
    assert_eq!((&system["previous_user_id"], &system["user_id"]), (&json!(old_id), &json!(ana.user_id())));
    assert_ne!(old_id, ana.user_id());
    assert_eq!(stage.text("5215500000000", "still you?").await.status, 200);
    ana.changes_number(None);
    stage.settle().await;
    let system = &stage.bot.messages().pop().unwrap()["system"];
    assert_eq!((&system["type"], system.get("wa_id")), (&json!("user_changed_user_id"), None));
}

#[tokio::test]
async fn the_owner_can_answer_in_the_business_app() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    let body = json!({ "phone": ana.id(), "text": "I am on it" });
    let path = format!("numbers/{NUMBER}/echo");
    let message = stage.control(reqwest::Method::POST, &path, Some(body.clone())).await;
    stage.settle().await;
    assert_eq!((message.status, &message.body["via"]), (201, &json!("app")));
    let change = stage.bot.changes().pop().unwrap();
    assert_eq!(change["field"], "smb_message_echoes");
    let echo = &change["value"]["message_echoes"][0];
    assert_eq!(
        (&echo["from"], &echo["to"], &echo["id"]),
        (&json!("15550104477"), &json!(ana.wa_id()), &message.body["id"])
    );
    assert_eq!(ana.last_received().unwrap().text(), "I am on it");
    assert!(stage.bot.statuses().is_empty(), "no statuses for what the app sends");
    stage
        .control(
            reqwest::Method::PATCH,
            &format!("numbers/{NUMBER}"),
            Some(json!({ "coexistence": false })),
        )
        .await;
    assert_eq!(stage.control(reqwest::Method::POST, &path, Some(body)).await.status, 422);
}

#[tokio::test]
async fn a_user_id_belongs_to_one_portfolio() {
    let stage = Stage::with(|config| config.businesses.push(Stage::other_business())).await;
    let view = stage.simulator.phone("Ana").view();
    let ids: Vec<_> = view["chats"]
        .as_array()
        .unwrap()
        .iter()
        .map(|chat| chat["user_id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
    let body = json!({ "messaging_product": "whatsapp", "recipient": ids[1], "text": { "body": "x" } });
    assert_eq!(stage.post(&format!("{NUMBER}/messages"), body).await.error().1, 131_009);
}

#[tokio::test]
async fn the_demo_has_a_dozen_customers_and_identities_survive_a_restart() {
    let identities = || {
        let simulator = simulator::Simulator::new(Config::demo());
        simulator
            .phones()
            .iter()
            .map(|phone| (phone.id().to_owned(), phone.user_id(), phone.wa_id()))
            .collect::<Vec<_>>()
    };
    let first = identities();
    assert_eq!(first.len(), 12);
    assert_eq!(first, identities());
    assert_eq!(first.iter().filter(|(_, _, wa_id)| wa_id.is_none()).count(), 1);
    let scripts = Seed::demo().into_iter().filter(|phone| !phone.name.is_ascii()).count();
    assert!(scripts >= 5, "{scripts}");
}

#[tokio::test]
async fn names_and_numbers_are_taken_once() {
    let stage = Stage::new().await;
    let phone = |wa_id: &str, username: &str| PhoneConfig {
        name: "X".into(),
        wa_id: Some(wa_id.into()),
        username: Some(username.into()),
        ..PhoneConfig::default()
    };
    stage.simulator.add_phone(&phone("15551110000", "ex")).unwrap();
    assert!(
        stage
            .simulator
            .add_phone(&phone("15551110000", "why"))
            .unwrap_err()
            .to_string()
            .contains("belongs to another")
    );
    assert!(
        stage.simulator.add_phone(&phone("15551110001", "EX")).is_err(),
        "usernames are not told apart by case"
    );
    assert!(stage.simulator.add_phone(&phone("555", "zet")).is_err());
}

#[tokio::test]
async fn a_request_to_call_is_answered_and_remembered() {
    let (stage, ana, wamid) = with_interactive("call_permission_request", json!({ "name": "call_permission_request" })).await;
    ana.taps(&wamid, "accept").await;
    let answers = stage.bot.messages();
    let reply = &answers.last().unwrap()["interactive"]["call_permission_reply"];
    assert_eq!((&reply["response"], &reply["is_permanent"]), (&json!("accept"), &json!(false)));
    let ends = reply["expiration_timestamp"].as_i64().unwrap();
    assert!((ends - stage.simulator.now().seconds() - 7 * 24 * 3600).abs() < 60, "{reply}");
    ana.taps(&wamid, "accept_always").await;
    let answers = stage.bot.messages();
    let reply = &answers.last().unwrap()["interactive"]["call_permission_reply"];
    assert_eq!((&reply["is_permanent"], &reply["expiration_timestamp"]), (&json!(true), &json!(null)));
    assert_eq!(answers.last().unwrap()["context"]["id"], json!(wamid));
}

#[tokio::test]
async fn what_comes_along_with_a_message_is_told() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let asked = ana.says("¿hay?").asking_about("1", "aurora-brass").replying_to("wamid.gone").await;
    assert_eq!(asked.came_with["product"]["product_retailer_id"], "aurora-brass");
    let context = stage.bot.messages().last().unwrap()["context"].clone();
    assert_eq!(
        (&context["referred_product"]["catalog_id"], &context["id"]),
        (&json!("1"), &json!("wamid.gone"))
    );
    ana.sends(Say::Unsupported {
        kind: "errors".into(),
        code: Some(131_060),
    })
    .await;
    assert_eq!(stage.bot.messages().last().unwrap()["errors"][0]["code"], 131_060);
}

#[tokio::test]
async fn a_number_that_joins_shares_its_history_and_its_address_book() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let history = format!("numbers/{NUMBER}/history");
    let told = stage
        .control(reqwest::Method::POST, &history, Some(json!({ "messages": 300, "days": 120 })))
        .await;
    stage.settle().await;
    assert_eq!(told.status, 200);
    let changes = stage.bot.changes();
    let pieces: Vec<&serde_json::Value> = changes
        .iter()
        .filter(|change| change["field"] == "history")
        .flat_map(|change| change["value"]["history"].as_array().unwrap())
        .collect();
    assert_eq!(told.body["pieces"], json!(pieces.len()));
    let said: Vec<&serde_json::Value> = pieces
        .iter()
        .flat_map(|piece| piece["threads"].as_array().unwrap())
        .flat_map(|thread| thread["messages"].as_array().unwrap())
        .collect();
    let ids: std::collections::BTreeSet<&str> = said.iter().map(|message| message["id"].as_str().unwrap()).collect();
    assert_eq!(
        (told.body["messages"].as_u64().unwrap(), ids.len()),
        (u64::try_from(said.len()).unwrap(), said.len())
    );
    assert!(said.iter().any(|message| message["from"] == json!(ana.wa_id())));
    let phases: std::collections::BTreeSet<u64> = pieces.iter().map(|piece| piece["metadata"]["phase"].as_u64().unwrap()).collect();
    assert_eq!(phases, [0, 1, 2].into());
    assert!(pieces.iter().any(|piece| piece["metadata"]["progress"] == 100));
    stage.control(reqwest::Method::POST, &history, Some(json!({ "declined": true }))).await;
    let book = json!({ "contacts": [{ "phone": ana.id(), "full_name": "Ana (dentist)" }, { "phone": "+34 600 000 001" }] });
    stage
        .control(reqwest::Method::POST, &format!("numbers/{NUMBER}/contact-sync"), Some(book))
        .await;
    stage.settle().await;
    let changes = stage.bot.changes();
    assert!(
        changes
            .iter()
            .any(|change| change["value"]["history"][0]["errors"][0]["code"] == 2_593_109)
    );
    let entries: Vec<&serde_json::Value> = changes
        .iter()
        .filter(|change| change["field"] == "smb_app_state_sync")
        .flat_map(|change| change["value"]["state_sync"].as_array().unwrap())
        .collect();
    assert_eq!((entries.len(), &entries[0]["contact"]["full_name"]), (2, &json!("Ana (dentist)")));
    assert_eq!((&entries[1]["action"], entries[1]["contact"].get("full_name")), (&json!("remove"), None));
    let too_much = stage
        .control(reqwest::Method::POST, &history, Some(json!({ "messages": 1_000_000 })))
        .await;
    assert_eq!(too_much.status, 422);
}
