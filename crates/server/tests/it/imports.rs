//! Contacts from a file and into one: checked, run in lots that survive a crash, taken back, exported without formulas.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp, on_both};

async fn upload(who: &Client, text: &str) -> Answer {
    let form = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\r\n{text}\r\n--x--\r\n");
    who.raw(Method::POST, "/imports", Some("multipart/form-data; boundary=x"), form.into_bytes())
        .await
}

fn path(import: &Value, verb: &str) -> String {
    format!("/imports/{}{verb}", import["id"].as_str().unwrap())
}

fn counts(import: &Value) -> [i64; 5] {
    ["done_count", "created_count", "updated_count", "skipped_count", "failed_count"].map(|name| import[name].as_i64().unwrap())
}

const FILE: &str = "Mobile;Full name;E-mail;Plan;Tags\n\
    +34 600 000 001;Ana;ana@lumen.example;gold;VIP\n\
    call me;Nobody;;;\n\
    34600000002;Bea;not an address;;\n\
    0034 600 000 003;Cai;;silver;unknown tag\n\
    +34600000001;Ana again;;;\n\
    +34600000009;Known;;gold;\n";

#[tokio::test]
async fn a_file_is_checked_run_and_taken_back() {
    on_both(async |app| {
        let inbox = app.inbox().await;
        inbox.admin.post("/tags", json!({ "name": "vip", "color": "amber" })).await.ok();
        let field = json!({ "label": "Plan", "kind": "choice", "choices": ["Gold", "Silver"] });
        inbox.admin.post("/custom-fields", field).await.ok();
        let known = inbox
            .agent
            .post("/contacts", json!({ "phone": "+34600000009", "name": "Dan" }))
            .await
            .ok();
        upload(&inbox.agent, FILE).await.refused(403, "access.denied");
        let import = upload(&inbox.admin, FILE).await.ok();
        assert_eq!(
            (&import["delimiter"], &import["row_count"], &import["state"]),
            (&json!(";"), &json!(6), &json!("uploaded"))
        );
        assert_eq!(import["mapping"], json!(["phone", "name", "email", "field:plan", "tags"]));
        let plan = json!({ "mapping": import["mapping"], "update_existing": true });

        // A check says what would happen and changes nothing.
        let answer = inbox.admin.post(&path(&import, "/check"), plan.clone()).await;
        assert_eq!((answer.status.as_u16(), &answer.body["state"]), (202, &json!("checking")));
        app.settle().await;
        let checked = inbox.admin.get(&path(&import, "")).await.ok();
        assert_eq!((&checked["state"], counts(&checked)), (&json!("checked"), [6, 2, 1, 0, 3]));
        assert_eq!(inbox.agent.get("/contacts").await.ok()["data"].as_array().unwrap().len(), 1);
        let errors = inbox.admin.get(&path(&import, "/errors.csv")).await;
        let lines: Vec<&str> = errors.text.lines().collect();
        assert_eq!(lines[0], "row,column,problem,Mobile,Full name,E-mail,Plan,Tags");
        assert!(
            lines[1].starts_with("2,phone,") && lines[2].starts_with("3,email,") && lines[3].starts_with("5,phone,"),
            "{}",
            errors.text
        );

        inbox.admin.post(&path(&import, "/start"), plan.clone()).await.ok();
        app.settle().await;
        let done = inbox.admin.get(&path(&import, "")).await.ok();
        assert_eq!((&done["state"], counts(&done)), (&json!("done"), [6, 2, 1, 0, 3]));
        let ana = inbox.agent.get("/contacts?q=Ana").await.ok()["data"][0].clone();
        assert_eq!(
            (&ana["email"], &ana["attributes"]["plan"], &ana["tags"][0]["name"]),
            (&json!("ana@lumen.example"), &json!("Gold"), &json!("vip"))
        );
        let changed = inbox.agent.get(&format!("/contacts/{}", known["id"].as_str().unwrap())).await.ok();
        assert_eq!((&changed["name"], &changed["attributes"]["plan"]), (&json!("Known"), &json!("Gold")));
        inbox.admin.post(&path(&import, "/start"), plan).await.refused(409, "import.busy");

        // Somebody talked with Ana since: she stays, Cai goes, the known one stays as they were changed.
        inbox.agent.post("/conversations", json!({ "contact_id": ana["id"] })).await.ok();
        inbox.admin.post(&path(&import, "/undo"), json!({})).await.ok();
        app.settle().await;
        assert_eq!(inbox.admin.get(&path(&import, "")).await.ok()["state"], "undone");
        let names: Vec<Value> = inbox.agent.get("/contacts?sort=name").await.ok()["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|contact| contact["display_name"].clone())
            .collect();
        assert_eq!(names, ["Ana", "Known"]);
        assert_eq!(inbox.admin.delete(&path(&import, "")).await.status, 204);
        inbox.admin.get(&path(&import, "")).await.refused(404, "resource.not_found");
        assert_eq!(inbox.owner.get("/audit?action=import.").await.ok()["data"].as_array().unwrap().len(), 6);
    })
    .await;
}

#[tokio::test]
async fn many_rows_are_made_in_lots_and_each_once() {
    on_both(async |app| {
        let tenant = app.tenant("Lumen Home").await;
        let rows: String = (0..450).map(|number| format!("+34600{number:06},P{number}\n")).collect();
        let import = upload(&tenant.admin, &format!("phone,name\n{rows}")).await.ok();
        let plan = json!({ "mapping": ["phone", "name"] });
        tenant.admin.post(&path(&import, "/start"), plan).await.ok();
        app.settle().await;
        let done = tenant.admin.get(&path(&import, "")).await.ok();
        assert_eq!((&done["state"], counts(&done)), (&json!("done"), [450, 450, 0, 0, 0]));
        let exported = tenant.admin.get("/contacts/export.csv").await;
        assert_eq!(exported.text.lines().count(), 451);
        // The export of one workspace is a file that another takes in.
        let other = app.tenant("Other").await;
        let again = upload(&other.admin, &exported.text).await.ok();
        assert_eq!(again["mapping"][0], "phone");
        other
            .admin
            .post(&path(&again, "/start"), json!({ "mapping": again["mapping"] }))
            .await
            .ok();
        app.settle().await;
        assert_eq!(counts(&other.admin.get(&path(&again, "")).await.ok()), [450, 450, 0, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn x07_files_out_hold_no_formulas() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    for (number, name) in ["=HYPERLINK(\"http://a\")", "+1", "-1+1", "@SUM(A1)"].iter().enumerate() {
        let body = json!({ "phone": format!("+3460000000{number}"), "name": name });
        tenant.agent.post("/contacts", body).await.ok();
    }
    tenant.agent.get("/contacts/export.csv").await.refused(403, "access.denied");
    let answer = tenant.admin.get("/contacts/export.csv?q=HYPERLINK").await;
    assert_eq!(answer.text.lines().count(), 2, "filters count: {}", answer.text);
    let answer = tenant.admin.get("/contacts/export.csv").await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    for cell in answer.text.lines().skip(1).flat_map(|line| line.split(',')) {
        let cell = cell.trim_start_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    assert_eq!(
        tenant.owner.get("/audit?action=contact.all_exported").await.ok()["data"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn a_person_gets_everything_that_is_known_of_them() {
    let app = TestApp::start().await;
    let inbox = app.inbox().await;
    let (ana, thread) = inbox.conversation_with("Ana", "canary one").await;
    ana.says("canary two").await;
    app.settle().await;
    let note = format!("/conversations/{}/notes", thread["id"].as_str().unwrap());
    inbox.agent.post(&note, json!({ "body": "canary note" })).await.ok();
    let path = format!("/contacts/{}", thread["contact"]["id"].as_str().unwrap());
    inbox
        .agent
        .patch(&path, json!({ "email": "canary@lumen.example", "opted_out": true }))
        .await
        .ok();
    inbox.agent.get(&format!("{path}/export")).await.refused(403, "access.denied");
    let archive = inbox.admin.get(&format!("{path}/export")).await.ok();
    let text = archive.to_string();
    for canary in ["canary one", "canary two", "canary note", "canary@lumen.example", "opt_out"] {
        assert!(text.contains(canary), "{canary} is missing: {text}");
    }
    assert_eq!(archive["messages"][0]["preview"], "canary one", "in the order it was said");
}

#[tokio::test]
async fn files_that_are_no_tables_are_refused_with_the_reason() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    for (text, word) in [("", "empty"), ("phone\n", "no rows")] {
        let answer = upload(&tenant.admin, text).await;
        answer.refused(422, "request.invalid");
        assert!(answer.text.contains(word), "{}", answer.text);
    }
    let import = upload(&tenant.admin, "a,b\n1,2\n").await.ok();
    for mapping in [
        json!(["name", "ignore"]),
        json!(["phone"]),
        json!(["phone", "phone"]),
        json!(["phone", "field:none"]),
    ] {
        let body = json!({ "mapping": mapping });
        tenant.admin.post(&path(&import, "/start"), body).await.refused(422, "request.invalid");
    }
}
