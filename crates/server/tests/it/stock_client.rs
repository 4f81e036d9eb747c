//! The stock socket.io-client against a real server. It runs where the web app's packages are installed, as `cargo xtask test` does; elsewhere the sockets
//! are tried by the tests in `realtime`, which speak the protocol themselves.

use std::path::Path;
use std::process::Command;

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_stock_client_talks_by_every_transport_and_misses_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let packages = root.join("../../web/package.json");
    if !root.join("../../web/node_modules/socket.io-client").is_dir() {
        return;
    }
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
    let mut node = Command::new("node");
    node.arg(root.join("tests/it/stock_client/talk.mjs"))
        .arg(packages)
        .arg(format!("http://{}", app.address()))
        .arg(inbox.agent.token())
        .arg(inbox.id.to_string())
        .arg(conversation["id"].as_str().unwrap());
    let output = tokio::task::spawn_blocking(move || node.output())
        .await
        .unwrap()
        .expect("node runs where its packages are installed");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    app.stop().await;
}
