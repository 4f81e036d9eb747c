//! Search over HTTP: what was said is found soon, by words and operators, by everybody who may read it, and by nobody else.

use serde_json::{Value, json};

use crate::support::{TestApp, on_both};

fn snippets(page: &Value) -> Vec<&str> {
    page["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["snippet"]["text"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn messages_notes_and_contacts_are_found() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("José Ñandú", "¿Dónde está mi pedido 20045678?").await;
        let (_, other) = inbox.conversation_with("Bo", "the order is late").await;
        let id = conversation["id"].as_str().unwrap();
        inbox
            .agent
            .post(&format!("/conversations/{id}/notes"), json!({ "body": "pedido perdido" }))
            .await
            .ok();
        app.server().app.search().catch_up().await.unwrap();

        let found = inbox.analyst.get("/search?q=PEDIDO").await.ok();
        assert_eq!(snippets(&found), ["pedido perdido", "¿Dónde está mi pedido 20045678?"]);
        let hit = &found["data"][1];
        assert_eq!(hit["snippet"]["matches"], json!([{ "start": 15, "end": 21 }]));
        assert_eq!(
            (&hit["kind"], &hit["conversation_id"], &hit["author"]["kind"]),
            (&json!("message"), &json!(id), &json!("contact"))
        );
        assert_eq!(hit["contact"]["display_name"], "José Ñandú");
        assert!(hit["message_id"].as_str().unwrap().starts_with("msg_"));
        assert_eq!(hit["anchor_message_id"], hit["message_id"]);
        assert_eq!(
            found["data"][0]["anchor_message_id"], hit["message_id"],
            "a note is opened at the message before it"
        );
        assert!(found["data"][0]["note_id"].as_str().unwrap().starts_with("not_"), "{found}");

        for (query, expected) in [
            ("pedido in:note", 1),
            ("pedido from:customer", 1),
            ("pedido from:agent", 1),
            ("pedido from:me", 0),
            ("0456", 1),
            ("pedido -perdido", 1),
            ("contact:nandu pedido", 2),
            ("contact:bo pedido", 0),
            ("status:open order", 1),
            ("status:closed order", 0),
            ("assignee:none order", 1),
            ("on:today order", 1),
            ("before:today order", 0),
            ("after:7d order", 1),
            ("", 0),
        ] {
            let found = inbox.owner.get(&format!("/search?q={}", query.replace(' ', "%20"))).await.ok();
            assert_eq!(found["data"].as_array().unwrap().len(), expected, "{query}: {found}");
        }
        let within = inbox.agent.get(&format!("/search?q=order&conversation={id}")).await.ok();
        assert!(snippets(&within).is_empty());
        let within = inbox
            .agent
            .get(&format!("/search?q=order&conversation={}", other["id"].as_str().unwrap()))
            .await
            .ok();
        assert_eq!(snippets(&within), ["the order is late"]);

        let people = inbox.agent.get("/search?q=nandu&scope=contacts").await.ok();
        assert_eq!(
            (&people["data"][0]["kind"], &people["data"][0]["conversation_id"]),
            (&json!("contact"), &json!(id))
        );
        assert_eq!(people["data"][0]["author"], Value::Null);

        for (query, advice) in [
            ("form:customer", "from:"),
            ("has:money", "media"),
            ("from:Nobody", "Nobody"),
            ("tag:none", "no tag"),
        ] {
            let answer = inbox.agent.get(&format!("/search?q={query}")).await;
            let refused = answer.refused(422, "request.invalid");
            assert!(refused.body["errors"][0]["detail"].as_str().unwrap().contains(advice), "{}", refused.text);
        }

        let stranger = app.tenant("Other").await;
        let theirs = stranger.owner.get(&format!("/search?q=pedido&conversation={id}")).await.ok();
        assert!(snippets(&theirs).is_empty());
        assert!(snippets(&stranger.owner.get("/search?q=pedido").await.ok()).is_empty());

        inbox
            .admin
            .delete(&format!("/contacts/{}", conversation["contact"]["id"].as_str().unwrap()))
            .await;
        assert!(
            snippets(&inbox.owner.get("/search?q=pedido").await.ok()).is_empty(),
            "who is erased is not found"
        );
    })
    .await;
}
