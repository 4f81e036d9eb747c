//! Every route that changes something leaves one entry of the audit log, or says here why it leaves none. A route that is missing here fails.

use std::collections::BTreeSet;
use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};

use super::permissions::operations::all;
use crate::support::{Client, Inbox, TestApp, on_both};

/// What a route leaves behind.
#[derive(Debug, Clone, Copy)]
enum Leaves {
    /// Entries with these actions: one for each time.
    Entry(&'static [&'static str]),
    /// Nothing, for this reason.
    Nothing(&'static str),
}
use Leaves::{Entry, Nothing};

const ASKS: &str = "it asks and changes nothing";
const SEEN: &str =
    "looking is no act: one entry for each conversation an agent opens would bury what people decide, and grow faster than the messages";
const FLEETING: &str = "it lives for seconds and is kept nowhere";
const NOT_OURS: &str = "Meta's deliveries are a log of their own: the webhook events";

/// THE TABLE, by method and path below `/api/v1`; `W` is `/workspaces/{workspace}`.
const TABLE: &[(&str, Leaves)] = &[
    ("DELETE W", Entry(&["workspace.deleted"])),
    ("DELETE W/llm-connections/{llm_connection}", Entry(&["llm_connection.deleted"])),
    ("PATCH W/llm-connections/{llm_connection}", Entry(&["llm_connection.updated"])),
    ("POST W/llm-connections", Entry(&["llm_connection.created"])),
    (
        "POST W/llm-connections/{llm_connection}/test",
        Nothing("it asks the model and changes nothing here; what it costs is counted with the connection"),
    ),
    ("DELETE W/canned-replies/{canned_reply}", Entry(&["canned_reply.deleted"])),
    ("DELETE W/api-keys/{key}", Entry(&["api_key.revoked"])),
    ("DELETE W/channel", Entry(&["channel.disconnected"])),
    ("DELETE W/channel/override", Entry(&["channel.override_cleared"])),
    ("DELETE W/contacts/{contact}", Entry(&["contact.deleted"])),
    ("DELETE W/contacts/{contact}/tags/{tag}", Entry(&["contact.untagged"])),
    ("DELETE W/custom-fields/{custom_field}", Entry(&["custom_field.deleted"])),
    ("DELETE W/flows/{flow}", Entry(&["flow.deleted"])),
    ("DELETE W/flows/{flow}/tests/{test}", Entry(&["flow_test.deleted"])),
    ("DELETE W/functions/{function}", Entry(&["function.deleted"])),
    ("DELETE W/webhooks/{webhook}", Entry(&["webhook.deleted"])),
    ("DELETE W/secrets/{secret}", Entry(&["secret.deleted"])),
    ("DELETE W/forwards/{forward}", Entry(&["forward.deleted"])),
    ("DELETE W/imports/{import}", Entry(&["import.deleted"])),
    ("DELETE W/invitations/{invitation}", Entry(&["invitation.revoked"])),
    ("DELETE W/members/{user}", Entry(&["member.removed"])),
    ("DELETE W/notes/{note}", Entry(&["note.deleted"])),
    ("DELETE W/saved-views/{saved_view}", Entry(&["saved_view.deleted"])),
    ("DELETE W/scheduled-messages/{message}", Entry(&["message.unscheduled"])),
    ("POST W/jobs/{job}/cancel", Entry(&["job.cancelled"])),
    ("POST W/jobs/{job}/retry", Entry(&["job.retried"])),
    ("DELETE /graph/{version}/{media_id}", Entry(&["media.deleted"])),
    ("POST /graph/{version}/{phone_number_id}/media", Entry(&["media.uploaded"])),
    ("POST /graph/{version}/{phone_number_id}/messages", Entry(&["message.sent"])),
    ("DELETE W/tags/{tag}", Entry(&["tag.deleted"])),
    ("DELETE W/templates/{template}", Entry(&["template.deleted"])),
    ("DELETE W/teams/{team}", Entry(&["team.deleted"])),
    ("DELETE W/wa-flows/{wa_flow}", Entry(&["wa_flow.deleted"])),
    ("DELETE /me/sessions/{session}", Entry(&["user.signed_out"])),
    ("PATCH W", Entry(&["workspace.updated"])),
    ("PATCH W/canned-replies/{canned_reply}", Entry(&["canned_reply.updated"])),
    ("PATCH W/channel", Entry(&["channel.secrets_updated"])),
    ("PATCH W/channel/profile", Entry(&["channel.profile_updated"])),
    ("PATCH W/contacts/{contact}", Entry(&["contact.updated"])),
    ("PATCH W/custom-fields/{custom_field}", Entry(&["custom_field.updated"])),
    ("PATCH W/flows/{flow}", Entry(&["flow.updated"])),
    ("PATCH W/functions/{function}", Entry(&["function.updated"])),
    ("PATCH W/forwards/{forward}", Entry(&["forward.updated"])),
    ("PATCH W/webhooks/{webhook}", Entry(&["webhook.updated"])),
    ("PATCH W/members/{user}", Entry(&["member.updated"])),
    ("PATCH W/notes/{note}", Entry(&["note.updated"])),
    ("PATCH W/saved-views/{saved_view}", Entry(&["saved_view.updated"])),
    ("PATCH W/scheduled-messages/{message}", Entry(&["message.rescheduled"])),
    ("PATCH W/tags/{tag}", Entry(&["tag.updated"])),
    ("PATCH W/templates/{template}", Entry(&["template.updated"])),
    ("PATCH W/teams/{team}", Entry(&["team.updated"])),
    ("PATCH W/wa-flows/{wa_flow}", Entry(&["wa_flow.updated"])),
    ("PATCH /me", Entry(&["user.renamed"])),
    ("POST W/canned-replies", Entry(&["canned_reply.created"])),
    ("POST W/api-keys", Entry(&["api_key.created"])),
    ("POST W/channel/check", Entry(&["channel.recovered"])),
    ("POST W/channel/discover", Nothing(ASKS)),
    ("POST W/channel/loop-test", Entry(&["channel.loop_tested"])),
    ("POST W/channel/profile/picture", Entry(&["channel.profile_updated"])),
    ("POST W/channel/register", Entry(&["channel.registered"])),
    ("POST W/channel/subscribe", Entry(&["channel.subscribed"])),
    ("POST W/contacts", Entry(&["contact.created"])),
    ("POST W/contacts/{contact}/distinct", Entry(&["contact.distinguished"])),
    ("POST W/contacts/{contact}/merge", Entry(&["contact.merged"])),
    ("POST W/contacts/{contact}/opt-outs", Entry(&["contact.opted_in", "contact.opted_out"])),
    ("POST W/contacts/{contact}/split", Entry(&["contact.split"])),
    ("POST W/conversations", Entry(&["conversation.created"])),
    (
        "POST W/conversations/bulk",
        Entry(&["conversation.closed", "conversation.prioritized", "contact.untagged"]),
    ),
    ("POST W/conversations/restore", Entry(&["conversation.reopened"])),
    ("POST W/conversations/{conversation}/assign", Entry(&["conversation.assigned"])),
    ("POST W/conversations/{conversation}/close", Entry(&["conversation.closed"])),
    ("POST W/conversations/{conversation}/messages", Entry(&["message.sent"])),
    ("POST W/conversations/{conversation}/notes", Entry(&["note.created"])),
    ("POST W/conversations/{conversation}/preflight", Nothing(ASKS)),
    ("POST W/conversations/{conversation}/read", Nothing(SEEN)),
    ("POST W/conversations/{conversation}/release", Entry(&["conversation.released"])),
    ("POST W/conversations/{conversation}/runs", Entry(&["run.started"])),
    ("POST W/conversations/{conversation}/take-over", Entry(&["conversation.taken_over"])),
    ("POST W/flow-triggers/{name}", Entry(&["flow.called"])),
    ("POST /hooks/flows/{token}", Entry(&["flow.called"])),
    ("PUT W/business-hours", Entry(&["flow_settings.updated"])),
    ("PUT W/flow-globals", Entry(&["flow_settings.updated"])),
    ("POST W/runs/{run}/cancel", Entry(&["run.cancelled"])),
    ("POST W/runs/{run}/replay", Nothing(ASKS)),
    ("POST W/runs/{run}/save-as-test", Entry(&["flow_test.created"])),
    ("POST W/conversations/{conversation}/reopen", Entry(&["conversation.reopened"])),
    ("POST W/conversations/{conversation}/snooze", Entry(&["conversation.snoozed"])),
    ("POST W/conversations/{conversation}/typing", Nothing(FLEETING)),
    ("POST W/conversations/{conversation}/unread", Nothing(SEEN)),
    ("POST W/custom-fields", Entry(&["custom_field.created"])),
    ("POST W/flow-expressions/eval", Nothing(ASKS)),
    ("POST W/flows", Entry(&["flow.created"])),
    ("POST W/flows/import", Entry(&["flow.imported"])),
    ("POST W/flows/{flow}/check", Nothing(ASKS)),
    ("POST W/flows/{flow}/disable", Entry(&["flow.disabled"])),
    ("POST W/flows/{flow}/duplicate", Entry(&["flow.duplicated"])),
    ("POST W/flows/{flow}/enable", Entry(&["flow.enabled"])),
    ("POST W/flows/{flow}/publish", Entry(&["flow.published"])),
    ("POST W/flows/{flow}/tests", Entry(&["flow_test.created"])),
    ("POST W/flows/{flow}/tests/run", Nothing(ASKS)),
    ("POST W/flows/{flow}/try", Nothing(ASKS)),
    ("POST W/flows/{flow}/try-request", Entry(&["flow.request_tried"])),
    ("POST W/flows/{flow}/versions/{number}/restore", Entry(&["flow.draft_restored"])),
    ("POST W/flows/{flow}/versions/{number}/rollback", Entry(&["flow.rolled_back"])),
    ("POST W/webhooks", Entry(&["webhook.created"])),
    ("POST W/webhooks/{webhook}/redeliver", Entry(&["webhook.redelivered"])),
    ("POST W/webhooks/{webhook}/rotate-secret", Entry(&["webhook.secret_rotated"])),
    (
        "POST W/webhooks/{webhook}/test",
        Nothing("a test stands in the webhook's own list of deliveries"),
    ),
    (
        "POST W/webhooks/{webhook}/deliveries/{webhook_delivery}/redeliver",
        Entry(&["webhook.redelivered"]),
    ),
    ("POST W/functions", Entry(&["function.created"])),
    ("POST W/functions/{function}/publish", Entry(&["function.published"])),
    (
        "POST W/functions/{function}/run",
        Nothing("a try stands in the function's own list of calls, with what it said"),
    ),
    ("POST W/members/{user}/transfer-ownership", Entry(&["workspace.ownership_transferred"])),
    ("POST W/imports", Entry(&["import.created"])),
    ("POST W/imports/{import}/check", Entry(&["import.checked"])),
    ("POST W/imports/{import}/start", Entry(&["import.started"])),
    ("POST W/imports/{import}/undo", Entry(&["import.undone"])),
    ("POST W/invitations", Entry(&["invitation.created"])),
    ("POST W/media", Entry(&["media.uploaded"])),
    ("POST W/media/{media}/download", Entry(&["media.download_retried"])),
    ("POST W/media/{media}/link", Nothing(ASKS)),
    ("POST W/messages/{message}/resolve", Entry(&["message.marked_sent", "message.resent"])),
    (
        "POST W/messages/{message}/release",
        Nothing("it only ends the wait of a message whose sending is written down already"),
    ),
    ("POST W/messages/{message}/retry", Entry(&["message.retried"])),
    ("POST W/messages/{message}/undo", Entry(&["message.undone"])),
    ("POST W/saved-views", Entry(&["saved_view.created"])),
    ("POST W/notifications/read", Nothing(SEEN)),
    ("POST W/scheduled-messages/{message}/send", Entry(&["message.sent"])),
    ("POST W/tags", Entry(&["tag.created"])),
    ("POST W/templates", Entry(&["template.created"])),
    ("POST W/templates/lint", Nothing(ASKS)),
    ("POST W/templates/samples", Entry(&["template.sample_uploaded"])),
    ("POST W/templates/sync", Entry(&["template.sync_requested"])),
    ("POST W/templates/{template}/unpause", Entry(&["template.unpaused"])),
    ("POST W/teams", Entry(&["team.created"])),
    ("POST W/forward-deliveries/{delivery}/redeliver", Entry(&["forward.redelivered"])),
    ("POST W/forwards/{forward}/try", Nothing(ASKS)),
    ("POST W/wa-flows/{wa_flow}/forwards/try", Nothing(ASKS)),
    ("POST W/wa-flows/{wa_flow}/forwards", Entry(&["forward.created"])),
    ("POST W/wa-flow-keys", Entry(&["wa_flow_key.created"])),
    ("POST W/wa-flow-keys/import", Entry(&["wa_flow_key.imported"])),
    ("POST W/wa-flow-keys/{wa_flow_key}/retire", Entry(&["wa_flow_key.retired"])),
    ("POST W/wa-flow-keys/{wa_flow_key}/upload", Entry(&["wa_flow_key.uploaded"])),
    ("POST W/wa-flows", Entry(&["wa_flow.created"])),
    ("POST W/wa-flows/sync", Entry(&["wa_flow.sync_requested"])),
    ("POST W/wa-flows/{wa_flow}/check", Nothing(ASKS)),
    ("POST W/wa-flows/{wa_flow}/exchanges/{exchange}/replay", Nothing(ASKS)),
    ("POST W/wa-flows/{wa_flow}/clone", Entry(&["wa_flow.created"])),
    ("POST W/wa-flows/{wa_flow}/deprecate", Entry(&["wa_flow.deprecated"])),
    ("POST W/wa-flows/{wa_flow}/endpoint/try", Nothing(ASKS)),
    ("POST W/wa-flows/{wa_flow}/preview", Entry(&["wa_flow.preview_made"])),
    ("POST W/wa-flows/{wa_flow}/publish", Entry(&["wa_flow.published"])),
    ("POST W/wa-flows/{wa_flow}/upload", Entry(&["wa_flow.uploaded"])),
    ("POST W/webhook-events/replay", Entry(&["webhook_event.replayed_dead"])),
    ("POST W/webhook-events/{event}/discard", Entry(&["webhook_event.discarded"])),
    ("POST W/webhook-events/{event}/replay", Entry(&["webhook_event.replayed"])),
    ("POST /auth/login", Entry(&["user.signed_in"])),
    ("POST /auth/logout", Entry(&["user.signed_out"])),
    (
        "POST /auth/refresh",
        Nothing("it goes on with a session whose beginning was written down; its misuse is"),
    ),
    ("POST /invitations/{token}/accept", Entry(&["invitation.accepted"])),
    ("POST /me/second-factor", Entry(&["user.second_factor_begun"])),
    ("POST /me/second-factor/confirm", Entry(&["user.second_factor_added"])),
    ("POST /me/second-factor/recovery-codes", Entry(&["user.recovery_codes_replaced"])),
    ("POST /me/second-factor/remove", Entry(&["user.second_factor_removed"])),
    ("POST /me/password", Entry(&["user.password_changed"])),
    ("POST /setup", Entry(&["workspace.created"])),
    ("POST /workspaces", Entry(&["workspace.created"])),
    ("POST meta", Nothing(NOT_OURS)),
    ("PUT W/channel", Entry(&["channel.connected"])),
    ("PUT W/channel/pin", Entry(&["channel.pin_changed"])),
    ("PUT W/channel/pace", Entry(&["channel.pace_changed"])),
    ("PUT W/contacts/{contact}/tags/{tag}", Entry(&["contact.tagged"])),
    (
        "PUT W/conversations/{conversation}/draft",
        Nothing("half a sentence, kept every second for the one who writes it"),
    ),
    (
        "PUT W/flows/{flow}/draft",
        Nothing("what is drawn is saved every few seconds and keeps who saved it last; publishing it is written down"),
    ),
    ("PUT W/flows/{flow}/tests/{test}", Entry(&["flow_test.updated"])),
    (
        "PUT W/functions/{function}/draft",
        Nothing("half a function, kept while it is typed; what goes live is written down and kept as a version"),
    ),
    (
        "PUT W/notification-preferences",
        Nothing("how one wants to be told is one's own, and changes nothing for anybody else"),
    ),
    ("PUT W/conversations/{conversation}/priority", Entry(&["conversation.prioritized"])),
    ("PUT W/secrets/{secret}", Entry(&["secret.created", "secret.changed"])),
    ("PUT W/messages/{message}/reaction", Entry(&["message.sent"])),
    ("PUT W/wa-flows/{wa_flow}/draft", Entry(&["wa_flow.draft_written"])),
    ("PUT W/wa-flows/{wa_flow}/endpoint", Entry(&["wa_flow.endpoint_set"])),
];

/// `POST /api/v1/workspaces/{workspace}/tags` as the table has it.
fn short(method: &Method, path: &str) -> String {
    if path.starts_with("/webhooks/meta/") {
        return format!("{method} meta");
    }
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    match path.strip_prefix("/workspaces/{workspace}") {
        Some(rest) => format!("{method} W{rest}"),
        None => format!("{method} {path}"),
    }
}

#[test]
fn every_route_that_changes_something_says_what_it_leaves_in_the_audit_log() {
    let changing = all().into_iter().filter(|operation| operation.method != Method::GET);
    let served: BTreeSet<String> = changing.map(|operation| short(&operation.method, &operation.path)).collect();
    let listed: BTreeSet<String> = TABLE.iter().map(|(route, _)| (*route).to_owned()).collect();
    assert_eq!(listed.len(), TABLE.len(), "each route stands once");
    let missing: Vec<&String> = served.difference(&listed).collect();
    let gone: Vec<&String> = listed.difference(&served).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "add to the table what each leaves: {missing:#?}; no longer served: {gone:#?}"
    );
}

/// Every word of the code crate's sources.
fn sources() -> String {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src")];
    let mut text = String::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    text
}

#[test]
fn every_action_of_the_table_is_written_somewhere() {
    let sources = sources();
    for (route, leaves) in TABLE {
        match leaves {
            Entry(actions) => {
                for action in *actions {
                    assert!(sources.contains(&format!("\"{action}\"")), "{route}: nothing writes {action}");
                }
            }
            Nothing(reason) => assert!(reason.len() > 10, "{route}: say why"),
        }
    }
}

/// The actions and details in the log since `known` entries.
async fn since(inbox: &Inbox<'_>, known: usize) -> Vec<(String, Value)> {
    let all = inbox.owner.get("/audit?limit=500").await.ok();
    let all = all["data"].as_array().unwrap();
    let new = &all[..all.len() - known];
    new.iter()
        .map(|entry| (entry["action"].as_str().unwrap().to_owned(), entry["detail"].clone()))
        .collect()
}

/// Does a route, and compares what it left with what the table says.
async fn leaves(inbox: &Inbox<'_>, who: &Client, method: Method, path: &str, body: Value) -> Value {
    let known = inbox.owner.get("/audit?limit=500").await.ok()["data"].as_array().unwrap().len();
    let answer = who.call(method.clone(), path, Some(body)).await;
    assert!(answer.status.is_success(), "{method} {path}: {}", answer.text);
    let document = all();
    let route = document
        .iter()
        .map(|operation| (operation, short(&operation.method, &operation.path)))
        .find(|(operation, route)| operation.method == method && fits(route, &format!("{method} W{path}")))
        .map(|(_, route)| route)
        .unwrap_or_else(|| panic!("no route fits {method} {path}"));
    let expected = TABLE.iter().find(|(listed, _)| *listed == route).map(|(_, leaves)| *leaves).unwrap();
    let left = since(inbox, known).await;
    match expected {
        Nothing(_) => assert!(left.is_empty(), "{route}: {left:?}"),
        Entry(actions) => {
            assert_eq!(left.len(), 1, "{route}: {left:?}");
            assert!(actions.contains(&left[0].0.as_str()), "{route}: {left:?}");
        }
    }
    let detail = left.into_iter().next().map_or(Value::Null, |(_, detail)| detail);
    json!({ "answer": serde_json::from_str::<Value>(&answer.text).unwrap_or_default(), "detail": detail })
}

/// `POST W/tags/{tag}` fits `POST W/tags/tag_…`; a word fits only itself.
fn fits(route: &str, path: &str) -> bool {
    let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len()
        && route
            .iter()
            .zip(&path)
            .all(|(pattern, part)| pattern == part || (pattern.starts_with('{') && part.contains('_')))
}

#[tokio::test]
async fn what_people_do_leaves_exactly_one_entry_and_looking_none() {
    on_both(async |app: &TestApp| {
        let inbox = app.inbox().await;
        let (_, conversation) = inbox.conversation_with("Ana", "hola").await;
        let thread = format!("/conversations/{}", conversation["id"].as_str().unwrap());
        let agent = inbox.user(model::Role::Agent);
        let (post, patch, put, delete) = (Method::POST, Method::PATCH, Method::PUT, Method::DELETE);
        let did = async |who: &Client, method: &Method, path: &str, body: Value| leaves(&inbox, who, method.clone(), path, body).await;

        for verb in ["read", "unread", "typing"] {
            did(&inbox.agent, &post, &format!("{thread}/{verb}"), json!({})).await;
        }
        let assigned = did(&inbox.agent, &post, &format!("{thread}/assign"), json!({ "assignee_id": agent })).await;
        assert!(assigned["detail"].to_string().contains(&agent.to_string()), "{assigned}");
        let closed = did(&inbox.agent, &post, &format!("{thread}/close"), json!({})).await;
        assert_eq!(closed["detail"]["from"], "open", "what it was before");
        did(&inbox.agent, &post, &format!("{thread}/reopen"), json!({})).await;
        let sent = did(
            &inbox.agent,
            &post,
            &format!("{thread}/messages"),
            json!({ "content": { "type": "text", "text": { "body": "secret words" } } }),
        )
        .await;
        assert!(!sent["detail"].to_string().contains("secret words"), "the log holds no customers' words");
        let note = did(&inbox.agent, &post, &format!("{thread}/notes"), json!({ "body": "call back" })).await["answer"].clone();
        let note = format!("/notes/{}", note["id"].as_str().unwrap());
        did(&inbox.agent, &patch, &note, json!({ "body": "called" })).await;
        did(&inbox.agent, &delete, &note, json!({})).await;
        let tag = did(&inbox.admin, &post, "/tags", json!({ "name": "VIP", "color": "red" })).await["answer"]["id"].clone();
        let tag = tag.as_str().unwrap();
        did(&inbox.admin, &patch, &format!("/tags/{tag}"), json!({ "name": "Gold" })).await;
        let contact = format!("/contacts/{}", conversation["contact"]["id"].as_str().unwrap());
        did(&inbox.agent, &put, &format!("{contact}/tags/{tag}"), json!({})).await;
        did(&inbox.agent, &delete, &format!("{contact}/tags/{tag}"), json!({})).await;
        did(&inbox.admin, &delete, &format!("/tags/{tag}"), json!({})).await;
        let member = did(&inbox.owner, &patch, &format!("/members/{agent}"), json!({ "role": "ADMIN" })).await;
        assert_eq!(
            (&member["detail"]["before"]["role"], &member["detail"]["after"]["role"]),
            (&json!("AGENT"), &json!("ADMIN"))
        );
        did(&inbox.owner, &patch, "", json!({ "name": "Lumen" })).await;
        did(&inbox.owner, &patch, "/channel", json!({ "app_secret": "another-secret-altogether" })).await;
        let event = inbox.admin.get("/webhook-events").await.ok()["data"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let replayed = did(&inbox.admin, &post, &format!("/webhook-events/{event}/replay"), json!({})).await;
        assert_eq!(
            replayed["detail"],
            json!({ "before": { "state": "done" }, "after": { "state": "accepted" } })
        );
        let flow = did(&inbox.admin, &post, "/flows", json!({ "name": "Menu", "starter": "welcome_menu" })).await["answer"].clone();
        let flow = format!("/flows/{}", flow["id"].as_str().unwrap());
        let draft = inbox.admin.get(&format!("{flow}/draft")).await.ok();
        did(&inbox.admin, &put, &format!("{flow}/draft"), json!({ "graph": draft["graph"] })).await;
        let published = did(&inbox.admin, &post, &format!("{flow}/publish"), json!({ "note": "secret words" })).await;
        assert_eq!(published["detail"], json!({ "name": "Menu", "version": 1 }));
        did(&inbox.admin, &post, &format!("{flow}/disable"), json!({})).await;
        did(&inbox.admin, &post, &format!("{flow}/try"), json!({ "events": [{ "say": "menu" }] })).await;
        did(&inbox.admin, &patch, &flow, json!({ "name": "Other" })).await;
        did(&inbox.admin, &delete, &flow, json!({})).await;
        did(&inbox.admin, &delete, &contact, json!({})).await;
    })
    .await;
}
