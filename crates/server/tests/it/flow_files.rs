//! `prismwa flow check` and `prismwa flow test`: flows as files, without a server or a database.

use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

fn run(folder: &TempDir, arguments: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_prismwa"))
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output, said)
}

fn graph(prompt: &str) -> Value {
    json!({ "schema": 1,
        "nodes": [{ "id": "s", "type": "start", "name": "start" }, { "id": "m", "type": "send_message", "name": "hello", "config": { "text": prompt } },
            { "id": "e", "type": "end", "name": "end", "config": { "outcome": "greeted" } }],
        "edges": [{ "id": "1", "from": "s", "handle": "next", "to": "m" }, { "id": "2", "from": "m", "handle": "next", "to": "e" }] })
}

#[test]
fn flows_are_checked_and_tested_as_files() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let yaml = "name: greets\nsteps:\n  - say: hi\n  - expect: {messages: ['Hello'], ended: greeted}\n";
    let document = json!({ "prismwa_flow": 1, "name": "Greeting", "graph": graph("Hello"), "tests": [{ "name": "greets", "yaml": yaml }] });
    write("greeting.json", &document.to_string());
    write("plain.json", &graph("Hello").to_string());
    write("tests/plain.late.yaml", "steps: [{say: hi}, {expect: {ended: greeted}}]");
    write(
        "tests/greeting.yaml",
        "name: says it in another way\nsteps: [{say: hi}, {expect: {messages: ['H…o']}}]",
    );

    let (output, said) = run(&folder, &["flow", "check", "."]);
    assert!(output.status.success(), "{said}");
    assert_eq!(said.matches("may be published").count(), 2, "{said}");
    let (output, said) = run(&folder, &["flow", "test", "--junit", "results.xml", "."]);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("3 passed, 0 failed") && said.contains("100% of the lines"), "{said}");
    let xml = std::fs::read_to_string(folder.path().join("results.xml")).unwrap();
    assert_eq!((xml.matches("<testsuite ").count(), xml.matches("<testcase ").count()), (2, 3), "{xml}");

    write(
        "greeting.json",
        &json!({ "prismwa_flow": 1, "name": "Greeting", "graph": graph("Goodbye"), "tests": [{ "name": "greets", "yaml": yaml }] }).to_string(),
    );
    let (output, said) = run(&folder, &["flow", "test", "--junit", "results.xml", "greeting.json"]);
    assert!(
        !output.status.success() && said.contains("FAIL greets") && said.contains("step 2"),
        "{said}"
    );
    assert!(std::fs::read_to_string(folder.path().join("results.xml")).unwrap().contains("<failure "));

    write(
        "wrong.json",
        &json!({ "schema": 1, "nodes": [{ "id": "s", "type": "start" }, { "type": 7 }], "edges": [] }).to_string(),
    );
    let (output, said) = run(&folder, &["flow", "check", "wrong.json", "plain.json"]);
    assert!(
        !output.status.success() && said.contains("NOT PUBLISHABLE") && said.contains("graph.unreadable"),
        "{said}"
    );
    write("other.json", "{}");
    let (output, _) = run(&folder, &["flow", "check", "other.json"]);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && complaint.starts_with("prismwa: other.json: not a flow"),
        "{complaint}"
    );
}
