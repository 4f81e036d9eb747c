//! Figures agree with the rows they are made of, in the workspace's own days, and agents see only their own.

use std::time::Duration;

use model::Role;
use serde_json::{Value, json};

use crate::support::on_both;

/// The figures, counted again from what the messages list says.
#[tokio::test]
async fn figures_are_those_of_the_rows() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        inbox.owner.patch("", json!({ "time_zone": "Asia/Kolkata" })).await.ok();
        let mut threads = Vec::new();
        for name in ["Ana", "Bea"] {
            let (person, thread) = inbox.conversation_with(name, "hola").await;
            threads.push((person, thread));
        }
        app.advance(Duration::from_secs(90));
        inbox.answers(&threads[0].1, "soon").await;
        app.settle().await;
        app.advance(Duration::from_secs(30));
        threads[0].0.says("thanks").await;
        app.settle().await;
        let close = format!("/conversations/{}/close", threads[0].1["id"].as_str().unwrap());
        inbox.agent.post(&close, json!({})).await.ok();

        let figures = inbox.owner.get("/analytics?compare=true").await.ok();
        let (mut inbound, mut outbound) = (0, 0);
        for (_, thread) in &threads {
            let messages = inbox
                .owner
                .get(&format!("/conversations/{}/messages", thread["id"].as_str().unwrap()))
                .await
                .ok();
            for message in messages["data"].as_array().unwrap() {
                match message["direction"].as_str().unwrap() {
                    "inbound" => inbound += 1,
                    _ => outbound += 1,
                }
            }
        }
        let totals = &figures["totals"];
        assert_eq!((&totals["inbound"], &totals["outbound"]), (&json!(inbound), &json!(outbound)));
        assert_eq!(
            (&totals["conversations"], &totals["answered"], &totals["closings"]),
            (&json!(2), &json!(1), &json!(1))
        );
        assert!(totals["first_response_p50_seconds"].as_i64().unwrap() >= 90);
        assert_eq!(figures["before"]["inbound"], 0);
        assert_eq!(figures["time_zone"], "Asia/Kolkata");
        let sum = |list: &str, figure: &str| -> i64 { figures[list].as_array().unwrap().iter().map(|row| row[figure].as_i64().unwrap()).sum() };
        for figure in ["inbound", "outbound"] {
            assert_eq!(json!(sum("days", figure)), totals[figure]);
            assert_eq!(json!(sum("hours", figure)), totals[figure]);
        }
        assert_eq!(figures["days"].as_array().unwrap().len(), 28);
        let agent = &figures["agents"][0];
        assert_eq!(
            (&agent["user_id"], &agent["messages"], &agent["closings"]),
            (&json!(inbox.user(Role::Agent)), &json!(1), &json!(1))
        );

        let own = inbox.agent.get("/analytics").await.ok();
        assert!(
            own["agents"]
                .as_array()
                .unwrap()
                .iter()
                .all(|row| row["user_id"] == json!(inbox.user(Role::Agent)))
        );
        inbox.owner.get("/analytics?from=2026-02-30").await.refused(422, "request.invalid");
        inbox
            .owner
            .get("/analytics?from=2026-02-02&to=2026-02-01")
            .await
            .refused(422, "request.invalid");
        for table in ["days", "hours", "agents", "templates", "pricing"] {
            let csv = inbox.analyst.get(&format!("/analytics/export.csv?table={table}")).await;
            assert_eq!(csv.status, 200, "{}", csv.text);
        }
        let rows = inbox.owner.get("/analytics/export.csv?table=days").await.text;
        assert_eq!(rows.lines().count(), 29);
        let nothing: Value = app.tenant("Other").await.owner.get("/analytics").await.ok();
        assert_eq!(
            (&nothing["totals"]["inbound"], &nothing["totals"]["first_response_p50_seconds"]),
            (&json!(0), &Value::Null)
        );
    })
    .await;
}
