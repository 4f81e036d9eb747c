//! How the databases mean to answer what the screens ask: by an index, in its order, never by looking at everything. The statements are the store's own.

#[path = "../../../bench/src/scale/fill.rs"]
mod fill;
#[path = "../../../bench/src/scale/reads.rs"]
mod reads;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use store::testing::{Explained, START, TestStore, explained};

use self::fill::{Dialect, Size};
use self::reads::{Ground, PAGE, Read};

/// Conversations of the database that is looked at; PostgreSQL is told that there are fifty times as many.
const CONVERSATIONS: i64 = 400;
const TIMES: i64 = 250;
/// Rows that PostgreSQL may sort, or find in one step, by its own estimate.
const FEW: f64 = 1_500.0;
/// Tables whose size is chosen by people who set things up.
const SMALL: &[&str] = &[
    "api_keys",
    "custom_fields",
    "imports",
    "canned_replies",
    "channel_alerts",
    "channel_histories",
    "channel_paces",
    "channels",
    "instance_settings",
    "drafts",
    "flow",
    "flow_tests",
    "flows",
    "kept",
    "live",
    "publisher",
    "saver",
    "event_cursors",
    "notification_preferences",
    "note_mentions",
    "saved_views",
    "invitations",
    "memberships",
    "meta_apps",
    "scheduled_messages",
    "tags",
    "tag",
    "team_members",
    "teams",
    "hand",
    "users",
    "workspaces",
    "template_syncs",
    "templates",
];

/// Reads that look at more than they show: the function, a part of what it is asked with, and why it may, or what is still missing.
/// `cargo xtask bench scale` says what each of them costs.
const KNOWN: &[(&str, &str, &str)] = &[
    ("count_conversations", "", "each count ends at 999 rows, wherever it finds them"),
    ("count_webhook_events", "", "each count ends at its cap, wherever it finds them"),
    (
        "find_merged_conversation",
        "",
        "by the primary key; the filled database has no merged threads, and PostgreSQL reads an empty table whole",
    ),
    ("find_send_facts", "", "sorts the ids of one contact"),
    ("get_provenance", "", "sorts the reports of one message"),
    ("list_audit", "words", "reads entries from the newest on until the page is full"),
    ("list_audit", "a noun's actions", "missing: an index on the noun"),
    (
        "list_contacts",
        "search",
        "missing: an index of words; every contact's search text is read",
    ),
    (
        "list_conversations",
        "all, w",
        "these two orders are made for open views; others are sorted once",
    ),
    (
        "list_conversations",
        "closed, w",
        "these two orders are made for open views; others are sorted once",
    ),
    (
        "list_conversations",
        "failed, w",
        "these two orders are made for open views; others are sorted once",
    ),
    (
        "list_conversations",
        "search",
        "missing: an index of words; the view is read until the page is full",
    ),
    (
        "list_conversations",
        "snoozed, w",
        "these two orders are made for open views; others are sorted once",
    ),
    (
        "list_conversations",
        "window_closing, ",
        "sorts those whose contacts wrote last between 22 and 24 hours ago",
    ),
    (
        "list_duplicates",
        "",
        "a dialog that compares everybody with everybody; missing: pairs that are kept",
    ),
    ("list_orphan_statuses", "", "sorts the reports of one moment"),
    ("list_tags", "", "a workspace has 500 tags at most"),
    ("list_webhook_events", "of ", "looks through 5,000 deliveries at most"),
    (
        "analytics_closings",
        "",
        "reads the closings of the workspace; figures are asked for now and then",
    ),
    ("analytics_messages", "", "reads the messages of a stretch of days, a million at most"),
    ("analytics_pricing", "", "reads the messages of a stretch of days"),
    ("analytics_templates", "", "reads the messages of a stretch of days"),
    (
        "search",
        "",
        "a page and what is looked through for it have a limit of their own; SQLite sorts it once more, PostgreSQL collects what holds a rare word",
    ),
    ("verify_audit", "", "a check that reads the whole log, a thousand entries at a time"),
    (
        "merge_threads_of",
        "",
        "counts the messages of two people, because it shows how many move",
    ),
];

/// Reads of a workspace that ask for nothing that grows with its messages.
const SET_UP: &[&str] = &[
    "find_webhook_address",
    "get_webhook",
    "get_webhook_delivery",
    "list_webhook_deliveries",
    "list_webhooks",
    "find_function_run",
    "find_llm_api_key",
    "find_llm_connection",
    "get_llm_connection",
    "list_llm_connections",
    "list_llm_usage",
    "get_flow_exchange",
    "get_function",
    "get_function_draft",
    "get_function_draft_run",
    "get_function_version",
    "list_function_calls",
    "list_function_versions",
    "list_functions",
    "list_secrets",
    "sealed_secrets",
    "channel_history",
    "count_api_keys",
    "count_flows",
    "count_other_owners",
    "find_access_token",
    "find_channel",
    "find_flow_graph",
    "find_flow_name",
    "find_live_version",
    "flow_settings",
    "list_flow_watches",
    "list_live_flows",
    "find_invitation_by_token",
    "find_import_body",
    "event_cursor",
    "find_member",
    "find_notification_preferences",
    "find_template_sync",
    "get_api_key",
    "get_canned_reply",
    "get_channel",
    "get_channel_pace",
    "get_custom_field",
    "get_flow",
    "get_flow_draft",
    "get_flow_graph",
    "get_flow_test",
    "get_flow_version",
    "get_import",
    "get_member",
    "get_meta_app",
    "get_template",
    "get_saved_view",
    "get_team",
    "get_workspace",
    "list_all_templates",
    "list_api_keys",
    "list_canned_replies",
    "list_custom_fields",
    "list_import_errors",
    "list_imports",
    "list_drafts",
    "list_flow_names",
    "list_flow_tests",
    "list_flow_versions",
    "list_flows",
    "list_invitations",
    "get_job",
    "import_progress",
    "list_jobs",
    "list_admins",
    "list_members",
    "list_saved_views",
    "list_team_hands",
    "list_team_members",
    "list_teams",
    "list_template_languages",
    "count_forward_deliveries",
    "count_recent_submissions",
    "find_submission_of",
    "get_forward",
    "get_forward_delivery",
    "get_submission",
    "list_forward_deliveries",
    "list_forwards",
    "list_submissions",
    "submission_files",
    "count_submissions_of",
    "find_flow_answer",
    "find_newest_wa_flow_version",
    "find_wa_flow_token",
    "find_wa_flow_token_of",
    "get_wa_flow_key",
    "list_flow_exchange_times",
    "list_flow_exchanges",
    "list_wa_flow_keys",
    "open_wa_flow_keys",
    "wa_flow_funnel",
    "find_wa_flow",
    "find_wa_flow_named",
    "find_wa_flow_sync",
    "get_wa_flow",
    "get_wa_flow_draft",
    "get_wa_flow_endpoint",
    "get_wa_flow_version",
    "list_wa_flow_versions",
    "list_wa_flows",
];

async fn fill(store: &TestStore) {
    let size = Size {
        conversations: CONVERSATIONS,
        now: START.millis(),
    };
    let statements = |dialect| fill::statements(dialect, size).join(";\n");
    let believed = format!(
        ";update pg_class set reltuples = reltuples * {TIMES} where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and reltuples > 0"
    );
    store
        .break_with(&statements(Dialect::Sqlite), &(statements(Dialect::Postgres) + &believed))
        .await;
}

/// What is wrong with the plans of everything that is asked.
async fn findings(store: &TestStore) -> Vec<String> {
    let ground = Ground::find(store).await.unwrap();
    let mut wrong = Vec::new();
    for read in reads::all() {
        let (rows, statements) = explained(read.ask(&ground, PAGE)).await;
        rows.unwrap();
        assert!(!statements.is_empty(), "{} asks the database nothing", read.function);
        for statement in &statements {
            let steps = if store.is_shared() {
                of_postgres(statement)
            } else {
                of_sqlite(statement)
            };
            for step in steps {
                let is_known = |(function, with, _): &(&str, &str, &str)| *function == read.function && read.with.contains(with);
                if !KNOWN.iter().any(is_known) {
                    wrong.push(complaint(&read, &step, statement));
                }
            }
        }
    }
    wrong
}

fn complaint(read: &Read, step: &str, statement: &Explained) -> String {
    let sql: Vec<&str> = statement.sql.split_whitespace().collect();
    let sql: String = sql.join(" ").chars().take(160).collect();
    format!("{} ({}): {step}\n    {sql}", read.function, read.with)
}

/// Steps of `explain query plan` that read a whole table, or sort what a page is then cut from.
fn of_sqlite(statement: &Explained) -> Vec<String> {
    let is_wrong = |step: &&str| {
        let mut words = step.split_whitespace();
        match words.next() {
            Some("SCAN") => {
                let name = words.next().unwrap_or_default();
                let is_growing = !SMALL.contains(&name) && !DERIVED.contains(&name) && !name.starts_with('(');
                is_growing && !step.ends_with("VALUES CLAUSE") && step != &"SCAN CONSTANT ROW"
            }
            Some("USE") => step.contains("ORDER BY") && is_page(statement) && !SMALL.iter().any(|table| sorts_only(statement, table)),
            _ => false,
        }
    };
    statement.plan.lines().filter(is_wrong).map(str::to_owned).collect()
}

/// Names of subqueries in the store's statements.
const DERIVED: [&str; 8] = ["pair", "newest", "link", "counted", "a", "b", "c", "d"];

/// Is its result cut to a page? What is not is asked for by keys, and sorts what belongs to them.
fn is_page(statement: &Explained) -> bool {
    statement.sql.contains("limit")
}

/// Does it read from this table alone?
fn sorts_only(statement: &Explained, table: &str) -> bool {
    statement
        .plan
        .lines()
        .next()
        .is_some_and(|step| step.split_whitespace().nth(1) == Some(table))
}

/// Steps of a plan that read a whole table, or sort what is many rows by PostgreSQL's own estimate.
fn of_postgres(statement: &Explained) -> Vec<String> {
    let plan: Value = serde_json::from_str(&statement.plan).unwrap();
    let mut wrong = Vec::new();
    walk(&plan[0]["Plan"], &mut wrong);
    if !is_page(statement) {
        wrong.retain(|step| !step.starts_with("sorts"));
    }
    wrong
}

fn walk(node: &Value, wrong: &mut Vec<String>) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    let rows = |node: &Value| node["Plan Rows"].as_f64().unwrap_or_default();
    let table = node["Relation Name"].as_str().unwrap_or_default();
    let children: Vec<&Value> = node["Plans"].as_array().into_iter().flatten().collect();
    if kind == "Seq Scan" && !SMALL.contains(&table) {
        wrong.push(format!("reads all of {table}, {} rows", rows(node)));
    }
    if kind.contains("Sort") && children.iter().any(|child| rows(child) > FEW) {
        wrong.push(format!("sorts {} rows", rows(children[0])));
    }
    if kind.starts_with("Bitmap Heap") && rows(node) > FEW {
        wrong.push(format!("collects {} rows of {table}", rows(node)));
    }
    for child in children {
        walk(child, wrong);
    }
}

fn judge(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} plans are not those of a screen:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn sqlite_answers_every_screen_by_an_index() {
    let store = TestStore::sqlite().await;
    store
        .run(async |store| {
            fill(store).await;
            judge(&findings(store).await);
        })
        .await;
}

#[tokio::test]
async fn postgres_answers_every_screen_by_an_index() {
    let store = TestStore::postgres().await;
    store
        .run(async |store| {
            fill(store).await;
            judge(&findings(store).await);
        })
        .await;
}

/// The tests above can fail: without one index they do, on both databases.
#[tokio::test]
async fn an_index_that_is_missing_is_found() {
    for store in [TestStore::sqlite().await, TestStore::postgres().await] {
        store
            .run(async |store| {
                fill(store).await;
                let drop = "drop index conversations_recent; drop index conversations_all; drop index messages_thread";
                store.break_with(drop, drop).await;
                let wrong = findings(store).await.join("\n");
                for read in ["list_conversations (all_open, newest)", "list_messages (older)"] {
                    assert!(wrong.contains(read), "{read} should be among\n{wrong}");
                }
            })
            .await;
    }
}

/// Whoever adds a read adds it to the list that is checked here and measured by `cargo xtask bench scale`, or says that it needs no place there.
#[test]
fn every_read_of_the_store_is_listed() {
    let mut reads = BTreeSet::new();
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut reads);
    assert!(reads.len() > 50, "the functions of the store were not found: {reads:?}");
    let listed: BTreeSet<String> = reads::all().iter().map(|read| read.function.to_owned()).collect();
    let set_up: BTreeSet<String> = SET_UP.iter().map(|name| (*name).to_owned()).collect();
    let known: BTreeSet<String> = listed.union(&set_up).cloned().collect();
    let missing: Vec<&String> = reads.difference(&known).collect();
    assert!(missing.is_empty(), "add these to crates/bench/src/scale/reads.rs: {missing:?}");
    let gone: Vec<&String> = known.difference(&reads).collect();
    assert!(gone.is_empty(), "these are no longer reads of the store: {gone:?}");
}

/// Names of the functions that read a workspace outside a transaction: those of `impl Workspace<'_>` and those that `reads!` makes.
fn collect(folder: &Path, reads: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, reads);
            continue;
        }
        let (mut inside, text) = (false, fs::read_to_string(&path).unwrap());
        for line in text.lines() {
            match line {
                "impl Workspace<'_> {" | "reads! {" => inside = true,
                "}" => inside = false,
                _ if inside => {
                    let start = line.strip_prefix("    pub async fn ").or_else(|| line.strip_prefix("    fn "));
                    // Helpers without `async` that are no reads take no part: `reads!` has a ` = ` in each line.
                    let name = start.filter(|_| line.contains("async fn") || line.contains(") -> ") && line.ends_with(';'));
                    reads.extend(name.and_then(|name| name.split(['(', '<']).next()).map(str::to_owned));
                }
                _ => {}
            }
        }
    }
}
