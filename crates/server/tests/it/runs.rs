//! Runs over HTTP: an agent starts a flow, takes over, gives back, looks at the trail and replays it.

use serde_json::json;

use crate::support::{on_both, publish_flow};

#[tokio::test]
async fn an_agent_starts_a_flow_takes_over_gives_back_and_looks_at_what_it_did() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        let (ana, conversation) = inbox.conversation_with("Ana", "hola").await;
        let flow = publish_flow(app, inbox.id, "Greeting").await;
        let path = format!("/conversations/{}", conversation["id"].as_str().unwrap());
        let run = inbox
            .agent
            .post(&format!("{path}/runs"), json!({ "flow": flow, "input": { "why": "test" } }))
            .await
            .ok();
        app.settle().await;
        assert_eq!(run["status"], "waiting");
        assert_eq!(run["flow"]["name"], "Greeting");
        assert_eq!(run["node"]["type"], "ask");
        assert_eq!(run["trigger"]["input"]["why"], "test");

        let held = inbox.agent.get(&path).await.ok();
        assert_eq!((&held["holder"], &held["holding"]["run"]["id"]), (&json!("bot"), &run["id"]));
        let thread = inbox.agent.get(&format!("{path}/messages")).await.ok();
        let said = thread["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|message| message["author"]["kind"] == "flow")
            .unwrap();
        assert_eq!(
            (&said["author"]["run"]["id"], &said["author"]["run"]["flow"]["name"]),
            (&run["id"], &json!("Greeting"))
        );

        let taken = inbox.agent.post(&format!("{path}/take-over"), json!({})).await.ok();
        assert_eq!((&taken["holder"], &taken["holding"]["run"]["id"]), (&json!("human"), &run["id"]));
        let run_path = format!("/runs/{}", run["id"].as_str().unwrap());
        assert_eq!(inbox.agent.get(&run_path).await.ok()["status"], "paused");
        let back = inbox.agent.post(&format!("{path}/release"), json!({ "resume": true })).await.ok();
        assert_eq!(back["holder"], "bot");
        ana.says("fine").await;
        app.settle().await;
        let ended = inbox.agent.get(&run_path).await.ok();
        assert_eq!((&ended["status"], &ended["result"]), (&json!("ended"), &json!("done")));

        let steps = inbox.agent.get(&format!("{run_path}/steps")).await.ok();
        let nodes: Vec<&str> = steps["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| step["node"].as_str().unwrap())
            .collect();
        assert_eq!(nodes, ["n_start", "n_say", "n_ask", "n_ask", "n_ask", "n_ask"]);
        assert_eq!(steps["data"][1]["messages"].as_array().unwrap().len(), 1);
        let replay = inbox.agent.post(&format!("{run_path}/replay"), json!({})).await.ok();
        assert_eq!((&replay["same"], &replay["difference"]), (&json!(true), &json!(null)));
        let listed = inbox.agent.get(&format!("/runs?flow={flow}&status=ended")).await.ok();
        assert_eq!(listed["data"].as_array().unwrap().len(), 1);
        let stats = inbox.agent.get(&format!("/flows/{flow}/stats")).await.ok();
        assert_eq!(
            (&stats["runs"], &stats["nodes"]["n_say"]["entered"], &stats["edges"]["e_1"]),
            (&json!(1), &json!(1), &json!(1))
        );
        let test = inbox
            .owner
            .post(&format!("{run_path}/save-as-test"), json!({ "name": "As it was" }))
            .await
            .ok();
        assert_eq!(test["flow_id"], json!(flow));
    })
    .await;
}
