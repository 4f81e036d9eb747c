//! Flows over HTTP: drawn by several people, checked, published, gone back, copied, taken out and in, and played without sending anything.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::{HeaderMap, StatusCode, Uri};
use serde_json::{Value, json};

use crate::support::{Tenant, TestApp, on_both};

/// A flow that greets and asks for a city.
fn graph(greeting: &str) -> Value {
    json!({ "schema": 1,
        "nodes": [
            { "id": "s", "type": "start", "name": "start", "config": { "triggers": [{ "type": "message", "match": { "by": "any" } }] } },
            { "id": "q", "type": "ask", "name": "city", "config": { "prompt": greeting, "save_to": "city" } },
            { "id": "m", "type": "send_message", "name": "thanks", "config": { "text": "{{vars.city | default:\"That\"}} it is" } },
            { "id": "e", "type": "end", "name": "end", "config": { "outcome": "told" } }],
        "edges": [
            { "id": "1", "from": "s", "handle": "next", "to": "q" }, { "id": "2", "from": "q", "handle": "reply", "to": "m" },
            { "id": "3", "from": "m", "handle": "next", "to": "e" }, { "id": "4", "from": "q", "handle": "invalid", "to": "e" },
            { "id": "5", "from": "q", "handle": "timeout", "to": "e" }],
        "variables": [{ "name": "city", "type": "text" }] })
}

/// A flow of this name with that graph; its path.
async fn flow(tenant: &Tenant, name: &str, graph: Value) -> String {
    let made = tenant.admin.post("/flows", json!({ "name": name, "graph": graph })).await.ok();
    assert_eq!(
        (&made["state"], &made["draft_revision"], &made["live_version"]),
        (&json!("draft"), &json!(1), &Value::Null)
    );
    format!("/flows/{}", made["id"].as_str().unwrap())
}

#[tokio::test]
async fn of_two_who_draw_at_the_same_time_one_hears_it() {
    on_both(async |app: &TestApp| {
        let tenant = app.tenant("Lumen Home").await;
        let path = flow(&tenant, "City", graph("City?")).await;
        let draft = format!("{path}/draft");
        let read = tenant.agent.get(&draft).await;
        assert_eq!(read.headers["etag"], "\"1\"");
        assert_eq!(read.ok()["graph"]["nodes"][1]["config"]["prompt"], "City?");

        let saved = tenant
            .admin
            .header("if-match", "\"1\"")
            .put(&draft, json!({ "graph": graph("Town?") }))
            .await;
        assert_eq!(saved.headers["etag"], "\"2\"");
        let saved = saved.ok();
        assert_eq!((&saved["revision"], &saved["findings"]), (&json!(2), &json!([])), "{saved:#}");
        assert_eq!(saved["bounds"]["calls"], 0);
        let late = tenant
            .owner
            .header("if-match", "\"1\"")
            .put(&draft, json!({ "graph": graph("Village?") }))
            .await;
        late.refused(412, "version.conflict");
        tenant
            .owner
            .header("if-match", "\"1\"")
            .post(&format!("{path}/publish"), json!({}))
            .await
            .refused(412, "version.conflict");
        tenant
            .agent
            .put(&draft, json!({ "graph": graph("Mine?") }))
            .await
            .refused(403, "access.denied");
        let kept = tenant.owner.get(&draft).await.ok();
        assert_eq!(kept["graph"]["nodes"][1]["config"]["prompt"], "Town?");
        assert!(kept["saved_by"]["name"].is_string(), "{kept:#}");

        let renamed = tenant
            .admin
            .header("if-match", "\"1\"")
            .patch(&path, json!({ "name": "Town" }))
            .await
            .ok();
        assert_eq!(
            (&renamed["name"], &renamed["version"], &renamed["draft_revision"]),
            (&json!("Town"), &json!(2), &json!(2))
        );
        tenant
            .admin
            .header("if-match", "\"1\"")
            .patch(&path, json!({ "name": "Hamlet" }))
            .await
            .refused(412, "version.conflict");
        tenant.admin.post("/flows", json!({ "name": "TOWN" })).await.refused(409, "flow.exists");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_graph_is_saved_and_not_published_and_no_graph_is_neither() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let path = flow(&tenant, "City", graph("City?")).await;
    let mut wrong = graph("City?");
    wrong["nodes"][1]["config"]["prompt"] = json!("");
    wrong["nodes"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "lost", "type": "note", "name": "lost", "config": { "text": "x" } }));
    let saved = tenant.admin.put(&format!("{path}/draft"), json!({ "graph": wrong })).await.ok();
    assert!(
        saved["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding["code"] == "node.unreachable"),
        "{saved:#}"
    );
    let view = tenant.admin.get(&path).await.ok();
    assert!(view["errors"].as_i64().unwrap() >= 2 && view["has_changes"] == true, "{view:#}");

    let refused = tenant.admin.post(&format!("{path}/publish"), json!({ "note": "now" })).await;
    refused.refused(422, "flow.not_publishable");
    let errors = refused.errors();
    assert!(errors.contains(&("/nodes/4".to_owned(), "node.unreachable".to_owned())), "{errors:?}");
    assert!(errors.iter().any(|(pointer, _)| pointer == "/nodes/1/config/prompt"), "{errors:?}");
    assert_eq!(tenant.admin.get(&format!("{path}/versions")).await.ok()["data"], json!([]));
    tenant
        .admin
        .post(&format!("{path}/enable"), json!({}))
        .await
        .refused(409, "flow.never_published");

    let none = tenant
        .admin
        .put(
            &format!("{path}/draft"),
            json!({ "graph": { "schema": 1, "nodes": [{ "type": 7 }], "edges": 3 } }),
        )
        .await;
    none.refused(422, "flow.not_a_graph");
    assert_eq!(
        none.errors().iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>(),
        ["/graph/nodes/0", "/graph/edges"]
    );
    let checked = tenant
        .analyst
        .post(&format!("{path}/check"), json!({ "graph": graph("City?") }))
        .await
        .ok();
    assert_eq!((&checked["may_publish"], &checked["findings"]), (&json!(true), &json!([])), "{checked:#}");
    assert_eq!(
        tenant.analyst.post(&format!("{path}/check"), json!({})).await.ok()["may_publish"],
        false,
        "the draft is still wrong"
    );
}

#[tokio::test]
async fn the_checker_knows_the_workspaces_own_things() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let path = flow(&tenant, "City", graph("City?")).await;
    let mut asks = graph("City?");
    asks["nodes"][2] = json!({ "id": "m", "type": "update_contact", "name": "tag", "config": { "add_tags": ["Gold"] } });
    let check = async || {
        let answer = tenant.admin.post(&format!("{path}/check"), json!({ "graph": asks })).await.ok();
        answer["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding["code"] == "tag.missing")
    };
    assert!(check().await, "there is no such label");
    tenant.admin.post("/tags", json!({ "name": "Gold", "color": "red" })).await.ok();
    assert!(!check().await, "now there is");
}

#[tokio::test]
async fn versions_stay_as_they_were_and_can_be_gone_back_to() {
    on_both(async |app: &TestApp| {
        let tenant = app.tenant("Lumen Home").await;
        let path = flow(&tenant, "City", graph("City?")).await;
        let publish = async |note: &str| tenant.admin.post(&format!("{path}/publish"), json!({ "note": note })).await.ok();
        let first = publish("first").await;
        assert_eq!(
            (&first["number"], &first["live"], &first["nodes"], &first["note"]),
            (&json!(1), &json!(true), &json!(4), &json!("first"))
        );
        let view = tenant.analyst.get(&path).await.ok();
        assert_eq!(
            (&view["state"], &view["has_changes"], &view["triggers"]),
            (&json!("live"), &json!(false), &json!(["message"]))
        );

        tenant.admin.put(&format!("{path}/draft"), json!({ "graph": graph("Town?") })).await.ok();
        let diff = tenant.analyst.get(&format!("{path}/diff")).await.ok();
        assert_eq!(
            (&diff["from"], &diff["to"]),
            (&json!(1), &json!("draft")),
            "from what is live to what is drawn"
        );
        assert_eq!(diff["difference"]["nodes"][0]["change"]["fields"][0]["after"], "Town?");
        publish("second").await;
        let back = tenant.admin.post(&format!("{path}/versions/1/rollback"), json!({})).await.ok();
        assert_eq!((&back["number"], &back["live"]), (&json!(3), &json!(true)));
        let view = tenant.admin.get(&path).await.ok();
        assert_eq!(
            (&view["live_version"]["number"], &view["has_changes"]),
            (&json!(3), &json!(true)),
            "the draft still says town"
        );
        let list = tenant.admin.get(&format!("{path}/versions?limit=2")).await.ok();
        assert_eq!(
            list["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|version| version["number"].as_i64().unwrap())
                .collect::<Vec<_>>(),
            [3, 2]
        );
        assert!(list["page"]["next_cursor"].is_string());
        for (number, says) in [(1, "City?"), (2, "Town?"), (3, "City?")] {
            let version = tenant.analyst.get(&format!("{path}/versions/{number}")).await.ok();
            assert_eq!(
                (&version["graph"]["nodes"][1]["config"]["prompt"], &version["live"]),
                (&json!(says), &json!(number == 3))
            );
        }
        tenant.admin.get(&format!("{path}/versions/4")).await.refused(404, "resource.not_found");
        tenant.admin.get(&format!("{path}/diff?from=live")).await.refused(422, "request.invalid");

        let restored = tenant
            .admin
            .header("if-match", "\"2\"")
            .post(&format!("{path}/versions/1/restore"), json!({}))
            .await
            .ok();
        assert_eq!(restored["revision"], 3);
        assert_eq!(tenant.admin.get(&path).await.ok()["has_changes"], false);

        let off = tenant.admin.post(&format!("{path}/disable"), json!({})).await.ok();
        assert_eq!(off["state"], "off");
        assert_eq!(tenant.admin.get("/flows?state=off").await.ok()["data"][0]["name"], "City");
        assert_eq!(tenant.admin.get("/flows?state=live").await.ok()["data"], json!([]));
        assert_eq!(tenant.admin.post(&format!("{path}/enable"), json!({})).await.ok()["state"], "live");
        tenant.admin.delete(&path).await;
        tenant.admin.get(&path).await.refused(404, "resource.not_found");
    })
    .await;
}

#[tokio::test]
async fn every_starter_becomes_a_flow_whose_own_tests_pass() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let starters = tenant.analyst.get("/flow-starters").await.ok();
    let starters = starters.as_array().unwrap();
    assert_eq!(starters.len(), 8);
    for starter in starters {
        let key = starter["key"].as_str().unwrap();
        let made = tenant.admin.post("/flows", json!({ "name": key, "starter": key })).await.ok();
        let path = format!("/flows/{}", made["id"].as_str().unwrap());
        let report = tenant.analyst.post(&format!("{path}/tests/run"), json!({})).await.ok();
        let results = report["results"].as_array().unwrap();
        assert!(
            results.len() >= 2 && results.iter().all(|result| result["passed"] == true),
            "{key}: {report:#}"
        );
        let (taken, missed) = (
            report["coverage"]["taken"].as_array().unwrap().len(),
            report["coverage"]["missed"].as_array().unwrap().len(),
        );
        assert!(taken * 4 >= (taken + missed) * 3, "{key}: {taken} of {}", taken + missed);
        // What a test says happens, happens in the panel too, and nothing is a problem there.
        let tests = tenant.admin.get(&format!("{path}/tests")).await.ok();
        assert_eq!(tests["data"].as_array().unwrap().len(), results.len());
    }
    tenant
        .admin
        .post("/flows", json!({ "name": "x", "starter": "none" }))
        .await
        .refused(422, "request.invalid");
}

#[tokio::test]
async fn tests_are_kept_as_written_and_say_what_went_wrong() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let path = flow(&tenant, "City", graph("City?")).await;
    let tests = format!("{path}/tests");
    let yaml = "steps:\n  - say: hi\n  - expect: {messages: ['City?'], at: city}\n  - say: Vic\n  - expect: {messages: ['Vic it is'], ended: told}\n";
    let kept = tenant.admin.post(&tests, json!({ "name": "asks", "yaml": yaml })).await.ok();
    assert_eq!(kept["yaml"], yaml);
    tenant
        .admin
        .post(&tests, json!({ "name": "ASKS", "yaml": yaml }))
        .await
        .refused(409, "flow_test.exists");
    tenant
        .agent
        .post(&tests, json!({ "name": "mine", "yaml": yaml }))
        .await
        .refused(403, "access.denied");
    let broken = tenant.admin.post(&tests, json!({ "name": "broken", "yaml": "stepps: []" })).await.ok();
    let run = async |body: Value| tenant.analyst.post(&format!("{tests}/run"), body).await;
    let report = run(json!({})).await.ok();
    assert_eq!(
        (&report["results"][0]["passed"], &report["results"][0]["edges"]),
        (&json!(true), &json!(["1", "2", "3"]))
    );
    assert_eq!(
        (&report["results"][1]["passed"], &report["results"][1]["test"]),
        (&json!(false), &broken["id"])
    );
    assert_eq!(report["coverage"]["missed"], json!(["4", "5"]));
    let other = run(json!({ "graph": graph("Town?") })).await.ok();
    assert_eq!(
        (&other["results"][0]["passed"], &other["results"][0]["failures"][0]["step"]),
        (&json!(false), &json!(1))
    );
    run(json!({ "version": 1 })).await.refused(404, "resource.not_found");

    let one = format!("{tests}/{}", broken["id"].as_str().unwrap());
    tenant
        .admin
        .put(&one, json!({ "name": "mended", "yaml": "steps: [{say: hi}]" }))
        .await
        .ok();
    assert_eq!(run(json!({})).await.ok()["results"][1]["passed"], true);
    assert_eq!(tenant.admin.delete(&one).await.status, 204);
    assert_eq!(tenant.admin.get(&tests).await.ok()["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_try_panel_shows_what_a_customer_would_see_and_sends_nothing() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let path = flow(&inbox, "City", graph("City?")).await;
    let before = inbox.owner.get("/conversations?view=all").await.ok();
    let events = json!([{ "say": "hi" }, { "wait": "2h" }, { "say": "Vic" }]);
    let told = inbox.analyst.post(&format!("{path}/try"), json!({ "events": events })).await.ok();
    let lines: Vec<(&str, &str)> = told["transcript"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["from"].as_str().unwrap(), line["text"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        lines,
        [
            ("contact", "hi"),
            ("flow", "City?"),
            ("system", "2h"),
            ("contact", "Vic"),
            ("flow", "Vic it is"),
            ("system", "told")
        ]
    );
    assert_eq!(
        (&told["status"], &told["vars"]["city"], &told["waiting"]),
        (&json!("ended"), &json!("Vic"), &Value::Null)
    );
    assert_eq!(told["steps"][0]["node"], "s");
    let half = inbox
        .analyst
        .post(&format!("{path}/try"), json!({ "events": [{ "say": "hi" }] }))
        .await
        .ok();
    assert_eq!((&half["status"], &half["waiting"]["node"]), (&json!("waiting"), &json!("q")));
    assert_eq!(inbox.owner.get("/conversations?view=all").await.ok(), before, "nothing happened");

    let asks = json!({ "schema": 1, "nodes": [{ "id": "s", "type": "start" }, { "id": "h", "type": "http_request", "name": "shop", "config": { "url": "https://shop.example/{{vars.n}}", "headers": [{ "name": "X-Key", "value": "{{secrets.shop}}" }] } }, { "id": "e", "type": "end" }],
        "edges": [{ "id": "1", "from": "s", "handle": "next", "to": "h" }, { "id": "2", "from": "h", "handle": "http:2xx", "to": "e" }] });
    let body = json!({ "graph": asks, "events": [{ "say": "hi" }] });
    let asking = inbox.admin.post(&format!("{path}/try"), body.clone()).await.ok();
    assert_eq!(
        (&asking["status"], &asking["asking"]["node"]),
        (&json!("asking"), &json!("h")),
        "{asking:#}"
    );
    let mut body = body;
    body["mocks"] = json!({ "shop": [{ "type": "http", "status": 200, "body": {} }] });
    assert_eq!(inbox.admin.post(&format!("{path}/try"), body).await.ok()["status"], "ended");
    inbox
        .admin
        .post(&format!("{path}/try"), json!({ "events": [{ "shout": "hi" }] }))
        .await
        .refused(422, "request.invalid");
}

#[tokio::test]
async fn a_flow_travels_as_a_document_that_says_first_what_it_reaches() {
    on_both(async |app: &TestApp| {
        let (tenant, other) = (app.tenant("Lumen Home").await, app.tenant("Other").await);
        let made = tenant
            .admin
            .post("/flows", json!({ "name": "Orders", "starter": "order_status" }))
            .await
            .ok();
        let path = format!("/flows/{}", made["id"].as_str().unwrap());
        let document = tenant.analyst.get(&format!("{path}/export")).await.ok();
        assert_eq!((&document["prismwa_flow"], &document["name"]), (&json!(1), &json!("Orders")));

        let plan = other
            .admin
            .post("/flows/import", json!({ "document": document, "dry_run": true }))
            .await
            .ok();
        assert!(
            plan["reaches"].as_array().unwrap().iter().any(|reach| reach["kind"] == "http"),
            "{plan:#}"
        );
        assert_eq!(other.admin.get("/flows").await.ok()["data"], json!([]), "nothing was kept");
        other
            .agent
            .post("/flows/import", json!({ "document": document }))
            .await
            .refused(403, "access.denied");

        let taken = other.admin.post("/flows/import", json!({ "document": document })).await;
        assert_eq!(taken.status, 201);
        let taken = taken.ok();
        assert_eq!((&taken["state"], &taken["name"]), (&json!("draft"), &json!("Orders")));
        let again = other.admin.post("/flows/import", json!({ "document": document })).await.ok();
        assert_eq!(again["name"], "Orders (2)");
        let theirs = other.admin.get(&format!("/flows/{}/export", taken["id"].as_str().unwrap())).await.ok();
        assert_eq!(theirs, document, "nothing is lost on the way");
        let report = other
            .admin
            .post(&format!("/flows/{}/tests/run", taken["id"].as_str().unwrap()), json!({}))
            .await
            .ok();
        assert!(report["results"].as_array().unwrap().iter().all(|result| result["passed"] == true));

        let mut wrong = document.clone();
        wrong["prismwa_flow"] = json!(2);
        let refused = other.admin.post("/flows/import", json!({ "document": wrong })).await;
        assert_eq!(refused.errors()[0].0, "/document/prismwa_flow");
        let copy = tenant.admin.post(&format!("{path}/duplicate"), json!({})).await.ok();
        assert_eq!((&copy["name"], &copy["state"]), (&json!("Orders (2)"), &json!("draft")));
    })
    .await;
}

#[tokio::test]
async fn asking_again_with_an_id_makes_nothing_twice() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let body = json!({ "id": model::FlowId::new(), "name": "Blank" });
    let made = tenant.admin.post("/flows", body.clone()).await.ok();
    assert_eq!(tenant.admin.post("/flows", body.clone()).await.ok()["id"], made["id"]);
    assert_eq!(tenant.admin.get("/flows?q=bla").await.ok()["data"].as_array().unwrap().len(), 1);
    let other = json!({ "id": made["id"], "name": "Other" });
    tenant.admin.post("/flows", other).await.refused(409, "request.repeated_differently");
}

#[tokio::test]
async fn expressions_and_texts_are_tried_on_values() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let eval = async |body: Value| tenant.analyst.post("/flow-expressions/eval", body).await;
    let scope = json!({ "vars": { "items": [{ "price": 2 }, { "price": 3 }] }, "contact": { "first_name": "Ana" } });
    let sum = eval(json!({ "expression": "length(vars.items)", "scope": scope })).await.ok();
    assert_eq!(sum, json!({ "value": 2 }));
    let text = eval(json!({ "template": "Hola {{contact.first_name | upper}}", "scope": scope }))
        .await
        .ok();
    assert_eq!(text, json!({ "value": "Hola ANA" }));
    let wrong = eval(json!({ "expression": "length(", "scope": {} })).await.ok();
    assert!(wrong["problem"].is_string(), "{wrong}");
    eval(json!({ "scope": {} })).await.refused(422, "request.invalid");
}

/// A shop that says back what it was told, and counts how often it was asked.
async fn shop(asked: Arc<AtomicUsize>) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let echo = async move |headers: HeaderMap, uri: Uri, body: String| {
        asked.fetch_add(1, Ordering::SeqCst);
        let key = headers["authorization"].to_str().unwrap().to_owned();
        let answer = match uri.path() {
            "/long" => json!({ "text": "x".repeat(70_000) }).to_string(),
            path => json!({ "path": path, "body": body, "key": key }).to_string(),
        };
        let status = if uri.path() == "/down" {
            StatusCode::BAD_GATEWAY
        } else {
            StatusCode::CREATED
        };
        (status, [("x-key", key)], answer)
    };
    let router = axum::Router::new().fallback(echo);
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

#[tokio::test]
async fn a_request_is_sent_once_to_see_what_comes_back_and_shows_no_secret() {
    store::testing::both(async |store| {
        let app = TestApp::over(store, |config| config.egress.allow = vec!["127.0.0.1".into()]).await;
        let tenant = app.tenant("Lumen Home").await;
        let asked = Arc::new(AtomicUsize::new(0));
        let shop = shop(asked.clone()).await;
        tenant
            .admin
            .put("/secrets/shop_key", json!({ "value": "s3cret-\"of the shop" }))
            .await
            .ok();
        let path = format!("{}/try-request", flow(&tenant, "Orders", graph("City?")).await);
        let request = |at: &str| {
            json!({
                "config": {
                    "method": "POST", "url": format!("http://{shop}{at}"), "retries": 5,
                    "headers": [{ "name": "Authorization", "value": "Bearer {{secrets.shop_key}}" }],
                    "body": { "type": "json", "json": { "who": "{{contact.first_name}}", "n": "{{vars.n}}" } },
                },
                "scope": { "contact": { "first_name": "Ana" }, "vars": { "n": 7 }, "secrets": { "shop_key": "mine" } },
            })
        };
        let tried = tenant.admin.post(&path, request("/orders")).await;
        assert!(!tried.text.contains("s3cret"), "{}", tried.text);
        let tried = tried.ok();
        assert_eq!(tried["answer"]["status"], 201, "{tried:#}");
        assert_eq!(tried["answer"]["body"]["body"], json!({ "n": 7, "who": "Ana" }).to_string());
        assert_eq!(tried["answer"]["body"]["key"], "Bearer ••••");
        assert_eq!(tried["answer"]["headers"]["x-key"], "Bearer ••••");
        assert_eq!(
            (&tried["sent"]["method"], &tried["sent"]["headers"]["authorization"]),
            (&json!("POST"), &json!("Bearer ••••"))
        );
        assert!(tried["problem"].is_null() && tried["took_ms"].is_u64(), "{tried:#}");

        let down = tenant.admin.post(&path, request("/down")).await.ok();
        assert_eq!(
            (&down["answer"]["status"], asked.load(Ordering::SeqCst)),
            (&json!(502), 2),
            "a trial is never repeated"
        );
        let long = tenant.admin.post(&path, request("/long")).await.ok();
        assert_eq!(long["answer"]["is_cut"], true);
        assert_eq!(long["answer"]["body"].as_str().unwrap().len(), 64 * 1024);

        let mut wrong = request("/orders");
        wrong["config"]["headers"][0]["value"] = json!("{{secrets.gone}}");
        let wrong = tenant.admin.post(&path, wrong).await.ok();
        assert_eq!((&wrong["sent"], &wrong["answer"]), (&Value::Null, &Value::Null));
        assert!(wrong["problem"].as_str().unwrap().contains("`gone`"), "{wrong}");
        let mut elsewhere = request("/orders");
        elsewhere["config"]["url"] = json!("http://169.254.169.254/latest");
        let elsewhere = tenant.admin.post(&path, elsewhere).await.ok();
        assert!(elsewhere["answer"].is_null() && elsewhere["problem"].is_string(), "{elsewhere}");
        tenant.agent.post(&path, request("/orders")).await.refused(403, "access.denied");
        tenant
            .admin
            .post(&path, json!({ "config": { "url": 7 } }))
            .await
            .refused(422, "request.invalid");
        assert_eq!(asked.load(Ordering::SeqCst), 3);

        let log = tenant.owner.get("/audit?limit=500").await;
        assert!(!log.text.contains("s3cret"), "{}", log.text);
        let log = log.ok();
        let log = log["data"].as_array().unwrap();
        let told: Vec<&Value> = log.iter().filter(|entry| entry["action"] == "flow.request_tried").collect();
        assert_eq!(told.len(), 4, "what was only tried to be filled is not there: {told:#?}");
        assert_eq!(told[3]["detail"], json!({ "method": "POST", "to": format!("http://{shop}") }));
        app.stop().await;
    })
    .await;
}

/// A flow that names one thing of each kind that is made elsewhere in the workspace.
fn naming(secret: &str, function: &str) -> Value {
    json!({ "schema": 1,
        "nodes": [
            { "id": "s", "type": "start", "name": "start", "config": { "triggers": [{ "type": "message", "match": { "by": "any" } }] } },
            { "id": "h", "type": "http_request", "name": "shop",
              "config": { "url": "https://shop.example/{{globals.shop}}", "headers": [{ "name": "X-Key", "value": format!("{{{{secrets.{secret}}}}}") }] } },
            { "id": "o", "type": "business_hours", "name": "hours", "config": {} },
            { "id": "l", "type": "llm_reply", "name": "model", "config": { "connection": "house", "prompt": "Hello", "silent": true } },
            { "id": "f", "type": "execute_function", "name": "work", "config": { "function": function, "version": "" } },
            { "id": "e", "type": "end", "name": "end", "config": {} }],
        "edges": [
            { "id": "1", "from": "s", "handle": "next", "to": "h" }, { "id": "2", "from": "h", "handle": "http:2xx", "to": "o" },
            { "id": "3", "from": "o", "handle": "open", "to": "l" }, { "id": "4", "from": "o", "handle": "closed", "to": "l" },
            { "id": "5", "from": "l", "handle": "next", "to": "f" }, { "id": "6", "from": "f", "handle": "next", "to": "e" }] })
}

#[tokio::test]
async fn a_flow_is_published_once_everything_it_names_is_there() {
    on_both(async |app: &TestApp| {
        let tenant = app.tenant("Lumen Home").await;
        let source = "export default () => 1";
        let made = tenant.admin.post("/functions", json!({ "name": "Work", "source": source })).await.ok();
        let function = made["id"].as_str().unwrap();
        let path = flow(&tenant, "Names", naming("shop_key", function)).await;
        let errors = async || -> Vec<String> {
            let told = tenant.admin.post(&format!("{path}/check"), json!({})).await.ok();
            let found = told["findings"].as_array().unwrap().iter();
            let mut codes: Vec<String> = found
                .filter(|finding| finding["severity"] == "error")
                .map(|finding| finding["code"].as_str().unwrap().to_owned())
                .collect();
            codes.sort();
            codes
        };
        let missing = [
            "calendar.missing",
            "connection.missing",
            "function.draft",
            "global.missing",
            "secret.missing",
        ];
        assert_eq!(errors().await, missing);
        let refused = tenant.admin.post(&format!("{path}/publish"), json!({})).await;
        assert_eq!(refused.body["errors"].as_array().map(Vec::len), Some(5), "{}", refused.text);
        refused.refused(422, "flow.not_publishable");

        tenant.owner.put("/secrets/shop_key", json!({ "value": "0123456789" })).await.ok();
        tenant.admin.put("/flow-globals", json!({ "globals": { "shop": "eu" } })).await.ok();
        let week = json!([{ "day": 1, "from": "09:00", "to": "18:00" }]);
        tenant
            .admin
            .put("/business-hours", json!({ "calendars": { "default": { "week": week } } }))
            .await
            .ok();
        let model = json!({ "name": "house", "kind": "openai", "base_url": "https://models.example/v1", "model": "small" });
        tenant.admin.post("/llm-connections", model).await.ok();
        assert_eq!(errors().await, ["function.draft"]);
        tenant.admin.post(&format!("/functions/{function}/publish"), json!({})).await.ok();
        assert_eq!(errors().await, Vec::<String>::new());
        // A version is named that was never published.
        let mut graph = naming("shop_key", function);
        graph["nodes"][4]["config"]["version"] = json!("7");
        let told = tenant.admin.post(&format!("{path}/check"), json!({ "graph": graph })).await.ok();
        assert_eq!(told["findings"][0]["code"], "function.version", "{told}");
        tenant.admin.post(&format!("{path}/publish"), json!({})).await.ok();
    })
    .await;
}

#[tokio::test]
async fn copies_and_imports_of_a_flow_have_secret_addresses_of_their_own() {
    on_both(async |app: &TestApp| {
        const PATH: &str = "orders-0123456789abcdef";
        let tenant = app.tenant("Lumen Home").await;
        let mut graph = graph("City?");
        graph["nodes"][0]["config"]["triggers"] = json!([{ "type": "webhook", "path": PATH }]);
        graph["nodes"][1]["config"] = json!({ "prompt": "City?" });
        let path = flow(&tenant, "Orders", graph.clone()).await;
        let address = async |path: &str| {
            let draft = tenant.admin.get(&format!("{path}/draft")).await.ok();
            draft["graph"]["nodes"][0]["config"]["triggers"][0]["path"].as_str().unwrap().to_owned()
        };
        assert_eq!(address(&path).await, PATH);
        let copy = tenant.admin.post(&format!("{path}/duplicate"), json!({})).await.ok();
        let copied = address(&format!("/flows/{}", copy["id"].as_str().unwrap())).await;

        let document = tenant.admin.get(&format!("{path}/export")).await;
        assert!(!document.text.contains(PATH), "a document holds no address: {}", document.text);
        assert_eq!(
            tenant.admin.get(&format!("{path}/export")).await.text,
            document.text,
            "and stays the same"
        );
        let document = document.ok();
        let plan = json!({ "document": document, "dry_run": true });
        assert_eq!(tenant.admin.post("/flows/import", plan).await.ok()["new_addresses"], 1);
        let import = tenant.admin.post("/flows/import", json!({ "document": document })).await.ok();
        let imported = address(&format!("/flows/{}", import["id"].as_str().unwrap())).await;
        let mut all = vec![PATH.to_owned(), copied, imported];
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 3, "each has its own");

        // Drawn by hand into another flow, the address of one that is live keeps it from being published.
        let manual = json!({ "type": "manual", "label": "Go" });
        let other = flow(&tenant, "Copied by hand", graph.clone()).await;
        let live = crate::support::publish_flow_with(app, tenant.id, "Live", json!({ "type": "webhook", "path": PATH })).await;
        app.settle().await;
        let found = tenant.admin.post(&format!("{other}/check"), json!({})).await.ok();
        let taken = found["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|finding| finding["code"] == "door.taken");
        assert_eq!(taken.map(|finding| &finding["field"]), Some(&json!("triggers[0].path")), "{found}");
        tenant
            .admin
            .post(&format!("{other}/publish"), json!({}))
            .await
            .refused(422, "flow.not_publishable");
        let own = tenant.admin.post(&format!("/flows/{live}/check"), json!({})).await.ok();
        assert!(!own.to_string().contains("door.taken"), "a flow's own address is its own: {own}");
        graph["nodes"][0]["config"]["triggers"] = json!([manual]);
        let free = tenant.admin.post(&format!("{other}/check"), json!({ "graph": graph })).await.ok();
        assert!(!free.to_string().contains("door.taken"), "{free}");
    })
    .await;
}
