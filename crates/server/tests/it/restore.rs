//! I20: after a restore nothing is sent by itself, nobody is signed in, and timers wait until somebody says that they may run.

use std::time::Duration;

use model::Timestamp;
use serde_json::json;
use simulator::{Fault, On};

use crate::support::on_both;

#[tokio::test]
async fn i20_what_was_queued_is_held_and_never_sent_by_itself() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let sent_before = inbox.simulator.ledger().sends.len();
        // Meta asks for patience, so the answer stays in the outbox.
        inbox.simulator.fault(
            Fault::GraphError {
                code: 131_056,
                on: On::Messages,
            }
            .always(),
        );
        let queued = inbox.answers(&conversation, "buenas").await;
        app.settle().await;
        app.server().app.instance().mark_restored().await.unwrap();
        inbox.simulator.calm();

        inbox.agent.get("").await.refused(401, "auth.session_ended");
        inbox.advance(Duration::from_secs(3600));
        app.settle().await;
        assert_eq!(inbox.simulator.ledger().sends.len(), sent_before, "nothing went out");
        assert!(ana.thread().iter().all(|message| message.text() != "buenas"));

        // Resuming lets timers run; a held message still waits for a person.
        app.server().app.instance().resume_after_restore().await.unwrap();
        app.settle().await;
        assert_eq!(inbox.simulator.ledger().sends.len(), sent_before);
        let agent = app.sign_in(inbox.user(model::Role::Agent)).await.at(inbox.id);
        let message = agent.get(&format!("/messages/{}", queued["id"].as_str().unwrap())).await.ok();
        assert_ne!(message["status"], "sent", "{message}");
    })
    .await;
}

#[tokio::test]
async fn i20_timers_wait_for_resume() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let path = format!("/conversations/{}", conversation["id"].as_str().unwrap());
        let until: Timestamp = app.server().app.now() + Duration::from_secs(600);
        inbox.agent.post(&format!("{path}/snooze"), json!({ "until": until })).await.ok();
        app.server().app.instance().mark_restored().await.unwrap();
        inbox.advance(Duration::from_secs(3600));
        app.settle().await;
        let agent = app.sign_in(inbox.user(model::Role::Agent)).await.at(inbox.id);
        assert_eq!(agent.get(&path).await.ok()["status"], "snoozed", "its time has come, but timers wait");
        app.server().app.instance().resume_after_restore().await.unwrap();
        app.settle().await;
        assert_eq!(agent.get(&path).await.ok()["status"], "open");
    })
    .await;
}
