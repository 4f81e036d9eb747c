//! How many steps a second one core takes: start, set variable, condition, request (answered at once), end, with the whole trail made and written as JSON.

use std::sync::Arc;
use std::time::Instant;

use flow_engine::flow_test::PretendHost;
use flow_engine::run::Run;
use flow_engine::{Answer, Flow, FlowRef, Graph, Input, advance};
use serde_json::{Value, json};

#[expect(clippy::print_stdout, reason = "a measurement is printed")]
fn main() {
    let edge = |from: &str, handle: &str, to: &str| json!({"id": from, "from": from, "handle": handle, "to": to});
    let (graph, _) = Graph::read(json!({"schema": 1, "nodes": [
        {"id": "s", "type": "start"},
        {"id": "v", "type": "set_variable", "config": {"assignments": [{"variable": "n", "to": {"type": "increment", "by": 1}}]}},
        {"id": "c", "type": "condition", "config": {"when": {"expression": "vars.n > `0`"}}},
        {"id": "h", "type": "http_request", "config": {"url": "https://a.example/{{vars.n}}", "mapping": [{"variable": "ok", "expression": "body.ok"}]}},
        {"id": "e", "type": "end"}],
        "edges": [edge("s", "next", "v"), edge("v", "next", "c"), edge("c", "true", "h"), edge("h", "http:2xx", "e")]}));
    let flow = Arc::new(Flow::new(FlowRef::new("f", "1"), graph));
    let mut host = PretendHost::new(Arc::clone(&flow));
    let runs = 50_000_u32;
    let (mut steps, mut bytes) = (0, 0);
    let began = Instant::now();
    for number in 0..runs {
        let run = Run::new(number.to_string(), flow.id().clone(), Value::Null, 0, host.now);
        let asked = advance(run, Input::Start, &mut host);
        let answer = Answer::Http {
            status: 200,
            headers: Default::default(),
            body: json!({"ok": true}),
        };
        let ended = advance(asked.run, Input::Answer { answer }, &mut host);
        steps += asked.steps.len() + ended.steps.len();
        bytes += serde_json::to_vec(&(&asked.steps, &ended.steps, &ended.run)).map_or(0, |json| json.len());
    }
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{:.0} steps/s, {:.0} runs/s, {} bytes of trail a run",
        steps as f64 / seconds,
        f64::from(runs) / seconds,
        bytes / runs as usize
    );
}
