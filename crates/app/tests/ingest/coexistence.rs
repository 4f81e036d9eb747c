//! The number that also lives in the phone app: its history, its echoes, its address book.

use serde_json::{Value, json};
use store::testing::{TestWorkspace, both};
use store::{ConversationFilter, InboxView, Limit, ThreadPosition};

use crate::support::{NOW, World, change, delivery, echo, message, text, world};

const CHATS: usize = 25;
const EACH: usize = 200;

/// The n-th message of a chat, of the past; every fifth is a file.
fn past(workspace: &TestWorkspace, chat: usize, n: usize) -> Value {
    let (customer, business) = (format!("3460000{chat:04}"), format!("1555000{}", &workspace.phone_number_id[11..]));
    let second = NOW - 86_400 * 30 + i64::try_from(n * CHATS + chat).unwrap() * 7;
    let status = ["READ", "DELIVERED", "SENT", "ERROR", "PLAYED"][n % 5];
    let mut said = json!({
        "from": if n.is_multiple_of(2) { &customer } else { &business }, "id": format!("wamid.{chat}.{n}"), "timestamp": second.to_string(),
        "history_context": { "status": status },
    });
    if n % 2 == 1 {
        said["to"] = json!(customer);
    }
    if n.is_multiple_of(5) {
        said["type"] = json!("media_placeholder");
    } else {
        said["type"] = json!("text");
        said["text"] = json!({ "body": format!("{chat}/{n}") });
    }
    said
}

/// The file of such a message, in a webhook of its own.
fn file(workspace: &TestWorkspace, chat: usize, n: usize) -> Value {
    let placeholder = past(workspace, chat, n);
    let mut said = json!({
        "from": placeholder["from"], "id": placeholder["id"], "timestamp": placeholder["timestamp"], "type": "image",
        "image": { "id": format!("media-{chat}-{n}"), "mime_type": "image/jpeg", "sha256": "x" },
    });
    if n % 2 == 1 {
        said["to"] = placeholder["to"].clone();
    }
    let contact = json!({ "wa_id": format!("3460000{chat:04}"), "profile": { "name": format!("Chat {chat}") } });
    change(workspace, "history", json!({ "contacts": [contact], "messages": [said] }))
}

/// 5,000 messages in pieces of uneven size (one of them larger than a transaction may be), then the files.
fn pieces(workspace: &TestWorkspace) -> Vec<Value> {
    let mut all: Vec<(usize, usize)> = (0..EACH).flat_map(|n| (0..CHATS).map(move |chat| (chat, n))).collect();
    let mut bodies = Vec::new();
    let sizes = [1700, 40, 333, 900, 1, 600];
    for order in 0.. {
        if all.is_empty() {
            break;
        }
        let rest = all.split_off(sizes[order % sizes.len()].min(all.len()));
        let mut threads: Vec<Value> = Vec::new();
        for chat in 0..CHATS {
            let messages: Vec<Value> = all.iter().filter(|(of, _)| *of == chat).map(|(_, n)| past(workspace, chat, *n)).collect();
            if !messages.is_empty() {
                threads.push(json!({ "id": format!("3460000{chat:04}"), "messages": messages }));
            }
        }
        let progress = if rest.is_empty() { 100 } else { (order + 1) * 10 };
        let metadata = json!({ "phase": order.min(2), "chunk_order": order, "progress": progress });
        bodies.push(change(
            workspace,
            "history",
            json!({ "history": [{ "metadata": metadata, "threads": threads }] }),
        ));
        all = rest;
    }
    bodies.extend(
        (0..CHATS)
            .flat_map(|chat| (0..EACH).step_by(10).map(move |n| (chat, n)))
            .map(|(chat, n)| file(workspace, chat, n)),
    );
    bodies
}

/// A shuffle that is the same every time.
fn shuffled<T>(mut items: Vec<T>) -> Vec<T> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for at in (1..items.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
    }
    items
}

/// Everything that can be seen of a workspace's conversations, without ids and times of our own.
async fn seen(world: &World<'_>, workspace: &TestWorkspace) -> Vec<Value> {
    let scope = world.store.workspace(workspace.id);
    let filter = ConversationFilter {
        view: InboxView::All,
        ..ConversationFilter::default()
    };
    let page = scope
        .list_conversations(model::UserId::new(), &filter, Limit::clamped(500), None)
        .await
        .unwrap();
    let mut seen = Vec::new();
    for conversation in page.data {
        let row = conversation.row;
        let messages = scope.list_messages(row.id, ThreadPosition::End, Limit::clamped(500)).await.unwrap().data;
        let said: Vec<Value> = messages
            .into_iter()
            .map(|message| {
                let row = message.row;
                let content: Value = serde_json::from_str(&row.content).unwrap();
                json!([
                    row.wamid,
                    row.direction,
                    row.author_kind,
                    row.kind,
                    content,
                    row.preview,
                    row.status,
                    row.sent_at.millis()
                ])
            })
            .collect();
        seen.push(json!({
            "contact": row.contact_phone, "name": row.contact_profile_name, "status": row.status, "holder": row.holder, "last": row.last_message_preview,
            "last_at": row.last_message_at.millis(), "last_status": row.last_message_status, "inbound": row.inbound_count,
            "waiting": row.waiting_since.is_some(), "window": row.window_expires_at.is_some(), "messages": said,
        }));
    }
    seen.sort_by_key(|conversation| conversation["contact"].to_string());
    seen
}

/// The load test of the history: shuffled pieces with repeats, regrouped, against the same pieces in order and once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_thousand_messages_in_any_order_are_the_same_history() {
    both(async |store| {
        let world = world(store).await;
        for piece in pieces(&world.theirs) {
            world
                .app
                .ingest()
                .accept(world.theirs.meta_app, delivery(&world.theirs, &[piece]).to_string())
                .await
                .unwrap();
        }
        world.app.settle().await;
        let mut ours = pieces(&world.ours);
        let again: Vec<Value> = ours.iter().step_by(3).cloned().collect();
        ours.extend(again);
        for (at, group) in shuffled(ours).chunks(2).enumerate() {
            world.post(group).await;
            if at % 40 == 0 {
                world.app.settle().await;
            }
        }
        world.app.settle().await;
        let (in_order, in_any_order) = (seen(&world, &world.theirs).await, seen(&world, &world.ours).await);
        assert_eq!(in_order.len(), CHATS);
        for (one, other) in in_order.iter().zip(&in_any_order) {
            let differs = one["messages"]
                .as_array()
                .unwrap()
                .iter()
                .zip(other["messages"].as_array().unwrap())
                .find(|(one, other)| one != other);
            assert_eq!(differs, None);
            assert_eq!(one, other);
        }
        let total: usize = in_order.iter().map(|chat| chat["messages"].as_array().unwrap().len()).sum();
        assert_eq!(total, CHATS * EACH);
        for chat in &in_any_order {
            let quiet = [&chat["status"], &chat["inbound"], &chat["waiting"], &chat["window"]];
            assert_eq!(quiet, [&json!("closed"), &json!(0), &json!(false), &json!(false)]);
        }
        let history = async |workspace: &TestWorkspace| {
            let scope = store.workspace(workspace.id);
            let channel = scope.find_channel().await.unwrap().unwrap();
            scope.channel_history(channel.id).await.unwrap().unwrap()
        };
        let (told_in_order, told) = (history(&world.theirs).await, history(&world.ours).await);
        assert_eq!((told.progress, told.phase, told.message_count), (100, 2, 5000));
        assert_eq!((told.chunk_count, told.file_count), (told_in_order.chunk_count, told_in_order.file_count));
        assert!(told.finished_at.is_some());
        let events = world.events(0).await;
        assert!(events.iter().all(|(kind, _)| kind != "message.created"), "nobody is notified of the past");
        assert!(events.iter().any(|(kind, _)| kind == "channel.history"));
        assert!(world.links().await.iter().all(|(state, _)| state == "done"));
    })
    .await;
}

#[tokio::test]
async fn a_history_that_is_not_shared_says_so_until_one_comes() {
    both(async |store| {
        let world = world(store).await;
        let declined = json!({ "history": [{ "errors": [{ "code": 2_593_109, "title": "History sync is turned off" }] }] });
        world.deliver(&[change(&world.ours, "history", declined)]).await;
        let scope = store.workspace(world.ours.id);
        let channel = scope.find_channel().await.unwrap().unwrap().id;
        let told = scope.channel_history(channel).await.unwrap().unwrap();
        assert_eq!((told.error_code, told.message_count, told.finished_at), (Some(2_593_109), 0, None));
        let after_all = json!({ "history": [{ "metadata": { "phase": 0, "chunk_order": 0, "progress": 5 }, "threads": [] }] });
        world.deliver(&[change(&world.ours, "history", after_all)]).await;
        assert_eq!(scope.channel_history(channel).await.unwrap().unwrap().error_code, None);
    })
    .await;
}

/// The history of the last day repeats what is happening now.
#[tokio::test]
async fn a_message_the_history_brought_first_is_still_news() {
    both(async |store| {
        let live_first = world(store).await;
        let said = text("wamid.1", "34600000001", NOW - 60, "now");
        let mut past = said.clone();
        past["history_context"] = json!({ "status": "READ" });
        let history = json!({ "history": [{ "metadata": { "phase": 0, "chunk_order": 0, "progress": 1 },
            "threads": [{ "id": "34600000001", "messages": [past] }] }] });
        let past = change(&live_first.ours, "history", history);
        live_first.deliver(std::slice::from_ref(&past)).await;
        assert_eq!(live_first.only_conversation().await.row.status, "closed");
        for _ in 0..2 {
            live_first.deliver(&[live_first.messages(std::slice::from_ref(&said))]).await;
            live_first.deliver(&[past.clone(), live_first.messages(&[])]).await;
            let row = live_first.only_conversation().await.row;
            assert_eq!((row.status.as_str(), row.inbound_count), ("open", 1));
            assert!(row.window_expires_at.is_some() && row.waiting_since.is_some());
        }
        assert_eq!(live_first.previews().await, ["now"]);
        let created = live_first
            .events(0)
            .await
            .into_iter()
            .filter(|(kind, _)| kind == "message.created")
            .count();
        assert_eq!(created, 1);
    })
    .await;
}

async fn hold(world: &World<'_>, holder: &str) {
    let conversation = world.only_conversation().await.row.id;
    let mut tx = world.store.begin().await.unwrap();
    let mut scope = tx.workspace(world.ours.id);
    let mut thread = scope.lock_threads(&[conversation]).await.unwrap().remove(0);
    holder.clone_into(&mut thread.holder);
    scope.update_threads(&[thread]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_answer_in_the_phone_app_takes_over_from_automation() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW - 10, "hi")])]).await;
        hold(&world, "bot").await;
        let before = world.only_conversation().await.row;
        for _ in 0..2 {
            world
                .deliver(&[
                    world.echoes(&[echo("wamid.2", "34600000001", NOW - 5, "it is me, the owner")]),
                    world.messages(&[]),
                ])
                .await;
        }
        let row = world.only_conversation().await.row;
        assert_eq!((row.holder.as_str(), row.holder_epoch), ("phone_app", before.holder_epoch + 1));
        assert_eq!((row.last_message_author.as_str(), row.waiting_since), ("phone_app", None));
        assert_eq!(
            world.previews().await,
            ["hi", "Answered in the phone app: automation stopped.", "it is me, the owner"]
        );
        let told = world.events(0).await;
        let created = told
            .iter()
            .filter(|(kind, data)| kind == "message.created" && data["conversation"]["holder"] == "phone_app");
        assert_eq!(created.count(), 2, "the line and the answer");
        // Nobody held it: there is nothing to stop, and no line.
        world.deliver(&[world.messages(&[text("wamid.3", "34600000002", NOW, "hello")])]).await;
        world.deliver(&[world.echoes(&[echo("wamid.4", "34600000002", NOW, "hello")])]).await;
        assert!(world.find("wamid.4").await.is_some());
        let lines = world
            .events(0)
            .await
            .into_iter()
            .filter(|(_, data)| data["message"]["kind"] == "system")
            .count();
        assert_eq!(lines, 1);
    })
    .await;
}

#[tokio::test]
async fn the_address_book_names_people_in_any_order_of_its_words() {
    both(async |store| {
        let world = world(store).await;
        let entry = |action: &str, name: &str, second: i64| {
            let mut contact = json!({ "phone_number": "34600000001" });
            if action == "add" {
                contact["full_name"] = json!(name);
            }
            json!({ "type": "contact", "action": action, "contact": contact, "metadata": { "timestamp": second.to_string() } })
        };
        let sync = |entries: &[Value]| change(&world.ours, "smb_app_state_sync", json!({ "state_sync": entries }));
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW - 9, "hi")])]).await;
        let shown = async || {
            let contact = world.contacts().await.remove(0);
            (contact.row.book_name, contact.row.name)
        };
        world.deliver(&[sync(&[entry("add", "Ana dentist", NOW - 8)])]).await;
        assert_eq!(shown().await, (Some("Ana dentist".to_owned()), None), "the team's own name stays free");
        // An edit, told before an older word; then the entry goes, told before an edit it outlived.
        world
            .deliver(&[sync(&[entry("add", "Dr. Ana", NOW - 6), entry("add", "Ana?", NOW - 7)])])
            .await;
        assert_eq!(shown().await.0.as_deref(), Some("Dr. Ana"));
        world.deliver(&[sync(&[entry("remove", "", NOW - 4)])]).await;
        world.deliver(&[sync(&[entry("add", "Ana again", NOW - 5)])]).await;
        assert_eq!(shown().await.0, None);
        let row = world.only_conversation().await.row;
        assert_eq!(row.contact_name, None);
        // Somebody who only stands in the address book is a contact without a thread; a removal makes nobody.
        let other = |action: &str, second: i64| {
            let mut entry = entry(action, "Bea", second);
            entry["contact"]["phone_number"] = json!("34600000002");
            entry
        };
        world.deliver(&[sync(&[other("remove", NOW - 4)])]).await;
        assert_eq!(world.contacts().await.len(), 1);
        world.deliver(&[sync(&[other("add", NOW - 5)])]).await;
        assert_eq!(world.contacts().await.len(), 1, "it was removed after that");
        world.deliver(&[sync(&[other("add", NOW - 3)])]).await;
        assert_eq!(world.contacts().await.len(), 2);
        assert_eq!(world.conversations().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn w11_an_echo_of_a_forged_or_repeated_message_is_one_message() {
    both(async |store| {
        let world = world(store).await;
        let said = echo("wamid.1", "34600000001", NOW - 5, "hello");
        world
            .deliver(&[world.statuses(&[crate::support::status("wamid.1", "read", NOW - 4)])])
            .await;
        world.deliver(&[world.echoes(&[said.clone(), said.clone()])]).await;
        world.deliver(&[world.echoes(&[said]), world.messages(&[])]).await;
        assert_eq!(world.previews().await, ["hello"]);
        // The report that came first is theirs.
        assert_eq!(world.find("wamid.1").await.unwrap().row.status, "read");
        let row = world.only_conversation().await.row;
        assert_eq!(
            (row.inbound_count, row.window_expires_at),
            (0, None),
            "an echo opens no window and is nobody's unread"
        );
        // An edit in the app changes the words, and nothing else.
        let mut edit = message(
            "wamid.9",
            "34600000001",
            NOW - 3,
            "edit",
            json!({ "original_message_id": "wamid.1", "message": { "type": "text", "text": { "body": "hello!" } } }),
        );
        edit["to"] = json!("34600000001");
        world.deliver(&[world.echoes(&[edit])]).await;
        assert_eq!(world.previews().await, ["hello!"]);
        world.assert_others_unharmed().await;
    })
    .await;
}

/// Meta's answer is lost, an echo tells of the message first, then a report names what we sent along.
#[tokio::test]
async fn w11_an_echo_of_our_own_message_is_not_another_one() {
    both(async |store| {
        let world = world(store).await;
        let ours = crate::statuses::lost_message(&world).await;
        let phone = world.only_conversation().await.row.contact_phone.unwrap();
        let before = world.thread(world.only_conversation().await.row.id).await.len();
        world.deliver(&[world.echoes(&[echo("wamid.out", &phone, NOW + 60, "hi")])]).await;
        let conversation = world.only_conversation().await.row;
        assert_eq!(world.thread(conversation.id).await.len(), before + 1, "nobody can know yet");
        let mut report = crate::support::status("wamid.out", "delivered", NOW + 61);
        report["biz_opaque_callback_data"] = json!("o-p_aque.1");
        world.deliver(&[world.statuses(&[report])]).await;
        assert_eq!(world.thread(conversation.id).await.len(), before);
        let message = world.find("wamid.out").await.unwrap().row;
        assert_eq!((message.id, message.status.as_str()), (ours, "delivered"));
        assert_eq!(world.only_conversation().await.row.last_message_id, Some(ours));
        // And the echo once more, after all.
        world
            .deliver(&[world.echoes(&[echo("wamid.out", &phone, NOW + 60, "hi")]), world.messages(&[])])
            .await;
        assert_eq!(world.thread(conversation.id).await.len(), before);
    })
    .await;
}
