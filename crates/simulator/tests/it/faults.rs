//! Faults of the Graph API: what the caller sees and what Meta knows.

use serde_json::json;
use simulator::{Fault, On};

use crate::stage::{NUMBER, Stage, TOKEN, soon};

async fn with_window() -> (Stage, String) {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    ana.says("hola").await;
    (stage, ana.wa_id().unwrap())
}

fn send(stage: &Stage, to: &str) -> reqwest::RequestBuilder {
    let body = json!({ "messaging_product": "whatsapp", "to": to, "type": "text", "text": { "body": "hi" }, "biz_opaque_callback_data": "obx.1" });
    stage.http.post(stage.graph(&format!("{NUMBER}/messages"))).bearer_auth(TOKEN).json(&body)
}

#[tokio::test]
async fn an_answer_that_is_lost_leaves_an_accepted_message_behind() {
    let (stage, to) = with_window().await;
    stage.simulator.fault(Fault::DropAnswer.times(1));
    let error = send(&stage, &to).send().await.expect_err("the connection breaks before any answer");
    assert!(!error.is_connect() && !error.is_timeout(), "{error:?}");
    assert_eq!(send(&stage, &to).send().await.unwrap().status().as_u16(), 200);
    stage.settle().await;
    let ledger = stage.simulator.ledger();
    assert_eq!((ledger.accepted, ledger.answers_lost, ledger.accepted_with("obx.1")), (2, 1, 2));
    assert_eq!(ledger.double_posts(), ["obx.1"]);
    assert_eq!(ledger.sends.iter().map(|send| send.answered).collect::<Vec<_>>(), [false, true]);
    assert_eq!(stage.simulator.phone("Ana").thread().len(), 3, "the customer got it twice");
}

#[tokio::test]
async fn an_answer_can_hang_break_or_say_nothing_useful() {
    let (stage, to) = with_window().await;
    stage.simulator.fault(Fault::ServerErrorAfterAccept { status: 502 }.times(1));
    assert_eq!(send(&stage, &to).send().await.unwrap().status().as_u16(), 502);
    stage.simulator.fault(Fault::GarbageAnswer.times(1));
    let garbage = send(&stage, &to).send().await.unwrap();
    assert_eq!(garbage.status().as_u16(), 200);
    assert!(serde_json::from_slice::<serde_json::Value>(&garbage.bytes().await.unwrap()).is_err());
    stage.simulator.fault(Fault::AnswerWithoutId.times(1));
    assert_eq!(stage.call(send(&stage, &to)).await.body["messages"], json!([]));
    stage.simulator.fault(Fault::HangAnswer.times(1));
    let hanging = tokio::spawn(send(&stage, &to).send());
    let accepted = async {
        while stage.simulator.ledger().accepted < 4 {
            tokio::task::yield_now().await;
        }
    };
    soon(accepted).await;
    assert!(!hanging.is_finished());
    soon(stage.simulator.shutdown()).await;
    assert!(soon(hanging).await.unwrap().is_err(), "a stop ends it");
    assert_eq!(stage.simulator.ledger().answers_lost, 4);
}

#[tokio::test]
async fn a_refusal_by_the_server_accepts_nothing() {
    let (stage, to) = with_window().await;
    stage.simulator.fault(
        Fault::ServerError {
            status: 503,
            on: On::Messages,
        }
        .times(1),
    );
    let refused = send(&stage, &to).send().await.unwrap();
    assert_eq!(refused.status().as_u16(), 503);
    assert!(refused.text().await.unwrap().contains("<html>"), "not even JSON");
    assert_eq!(stage.simulator.ledger().accepted, 0);
    stage.simulator.fault(Fault::ExpiredToken.times(1));
    assert_eq!(stage.get(NUMBER).await.error().1, 190);
    assert_eq!(stage.get(NUMBER).await.status, 200);
}

#[tokio::test]
async fn faults_about_sends_leave_read_marks_and_media_alone() {
    let (stage, to) = with_window().await;
    let id = stage.simulator.phone("Ana").thread()[0].id.clone();
    stage.simulator.fault(
        Fault::GraphError {
            code: 130_429,
            on: On::Messages,
        }
        .always(),
    );
    let read = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": id });
    assert_eq!(stage.post(&format!("{NUMBER}/messages"), read).await.status, 200);
    assert_eq!(stage.get(NUMBER).await.status, 200);
    assert_eq!(stage.call(send(&stage, &to)).await.error().1, 130_429);
    stage.simulator.calm();
    stage.simulator.fault(Fault::GraphError { code: 2, on: On::All }.times(1));
    let answer = stage.get(NUMBER).await;
    assert_eq!((answer.status, &answer.body["error"]["is_transient"]), (503, &json!(true)));
    assert_eq!(stage.call(send(&stage, &to)).await.status, 200);
}

#[tokio::test]
async fn slow_answers_come_late_but_right() {
    let (stage, to) = with_window().await;
    stage.simulator.fault(Fault::SlowAnswer { ms: 60, on: On::Messages }.times(1));
    let started = std::time::Instant::now();
    assert_eq!(stage.call(send(&stage, &to)).await.status, 200);
    assert!(started.elapsed() >= std::time::Duration::from_millis(60));
}

#[tokio::test]
async fn rates_strike_about_as_often_as_they_say() {
    let (stage, to) = with_window().await;
    stage.simulator.fault(Fault::ServerErrorAfterAccept { status: 500 }.rate(0.3));
    let mut failed = 0;
    for _ in 0..200 {
        failed += u32::from(stage.call(send(&stage, &to)).await.status == 500);
    }
    assert!((35..85).contains(&failed), "{failed}");
    assert_eq!(stage.simulator.ledger().accepted, 200, "all of them arrived");
}
