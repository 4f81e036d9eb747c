//! Fields besides messages: echoes, history, the address book, calls, the number.

use serde_json::{Value, json};
use store::testing::both;

use crate::support::{NOW, at, change, echo, text, world};

fn history(threads: Value) -> Value {
    json!({ "history": [{ "metadata": { "phase": 0, "chunk_order": 1, "progress": 100 }, "threads": threads }] })
}

fn past(wamid: &str, from: &str, second: i64, body: &str, status: &str) -> Value {
    json!({ "from": from, "id": wamid, "timestamp": second.to_string(), "type": "text", "text": { "body": body }, "history_context": { "status": status } })
}

#[tokio::test]
async fn an_echo_is_a_message_of_ours_and_holds_automation_back() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW, "hola")])]).await;
        world
            .deliver(&[world.echoes(&[echo("wamid.2", "34600000001", NOW + 5, "from my phone")])])
            .await;
        world
            .deliver(&[world.echoes(&[
                echo("wamid.2", "34600000001", NOW + 5, "from my phone"),
                echo("wamid.3", "34600000009", NOW + 6, "to a stranger"),
            ])])
            .await;
        let conversations = world.conversations().await;
        let row = &conversations.iter().find(|conversation| conversation.row.inbound_count == 1).unwrap().row;
        assert_eq!((row.holder.as_str(), row.holder_epoch, row.waiting_since), ("phone_app", 1, None));
        assert_eq!(row.last_message_author, "phone_app");
        assert_eq!(row.window_expires_at.map(|closes| closes.seconds()), Some(NOW + 86_400));
        let stranger = conversations.iter().find(|conversation| conversation.row.inbound_count == 0).unwrap();
        assert_eq!(
            (stranger.row.window_expires_at, stranger.row.contact_phone.as_deref()),
            (None, Some("34600000009"))
        );
        let message = world.find("wamid.2").await.unwrap();
        assert_eq!(
            (
                message.row.direction.as_str(),
                message.row.author_kind.as_str(),
                message.row.status.as_str()
            ),
            ("outbound", "phone_app", "sent")
        );
    })
    .await;
}

#[tokio::test]
async fn history_fills_the_thread_quietly() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.messages(&[text("wamid.live", "34600000001", NOW, "live")])]).await;
        let (_, last) = store.workspace(world.ours.id).event_bounds().await.unwrap();
        let display = "15550000001";
        let thread = json!([{ "id": "34600000001", "messages": [
            past("wamid.h1", "34600000001", NOW - 9000, "first", "READ"),
            past("wamid.h2", display, NOW - 8000, "our answer", "DELIVERED"),
            past("wamid.live", "34600000001", NOW, "live", "READ"),
        ] }, { "id": "34600000002", "messages": [past("wamid.h3", display, NOW - 7000, "hello?", "ERROR")] }]);
        world.deliver(&[change(&world.ours, "history", history(thread.clone()))]).await;
        world
            .deliver(&[change(&world.ours, "history", history(thread)), world.messages(&[])])
            .await;
        let conversations = world.conversations().await;
        assert_eq!(conversations.len(), 2);
        let main = &conversations[0].row;
        assert_eq!((main.inbound_count, main.last_message_preview.as_str()), (1, "live"));
        let thread: Vec<_> = world
            .thread(main.id)
            .await
            .into_iter()
            .map(|message| (message.row.preview, message.row.direction, message.row.status))
            .collect();
        let told = |preview: &str, direction: &str, status: &str| (preview.to_owned(), direction.to_owned(), status.to_owned());
        assert_eq!(
            thread,
            [
                told("first", "inbound", "received"),
                told("our answer", "outbound", "delivered"),
                told("live", "inbound", "received")
            ]
        );
        let past = &conversations[1].row;
        assert_eq!(
            (past.inbound_count, past.window_expires_at, past.waiting_since, past.holder.as_str()),
            (0, None, None, "none")
        );
        assert_eq!(past.last_message_at.seconds(), NOW - 7000);
        let kinds: Vec<String> = world.events(last).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(
            kinds,
            ["conversation.updated", "conversation.updated", "channel.history", "channel.history"],
            "no message.created: nobody is notified of the past"
        );
    })
    .await;
}

#[tokio::test]
async fn a_placeholder_gets_its_file_in_place() {
    both(async |store| {
        let world = world(store).await;
        let placeholder = json!({ "from": "34600000001", "id": "wamid.h1", "timestamp": (NOW - 100).to_string(), "type": "media_placeholder", "history_context": { "status": "READ" } });
        world.deliver(&[change(&world.ours, "history", history(json!([{ "id": "34600000001", "messages": [placeholder] }])))]).await;
        assert_eq!(world.previews().await, ["📎 Media"]);
        let file = json!({ "messages": [{ "from": "34600000001", "id": "wamid.h1", "timestamp": (NOW - 100).to_string(), "type": "image",
            "image": { "id": "77", "mime_type": "image/jpeg", "sha256": "x", "caption": "beach" } }] });
        world.deliver(&[change(&world.ours, "history", file.clone())]).await;
        world.deliver(&[change(&world.ours, "history", file), world.messages(&[])]).await;
        let thread = world.thread(world.only_conversation().await.row.id).await;
        assert_eq!(thread.len(), 1);
        assert_eq!((thread[0].row.kind.as_str(), thread[0].row.preview.as_str()), ("image", "📷 beach"));
        assert_eq!(thread[0].media.as_ref().and_then(|media| media.meta_media_id.as_deref()), Some("77"));
        assert_eq!(thread[0].row.edited_at, None);
        assert_eq!(world.only_conversation().await.row.last_message_preview, "📷 beach");
    })
    .await;
}

#[tokio::test]
async fn the_address_book_names_contacts() {
    both(async |store| {
        let world = world(store).await;
        let entry = |action: &str, phone: &str, name: &str| json!({ "type": "contact", "action": action, "contact": { "full_name": name, "phone_number": phone }, "metadata": { "timestamp": NOW.to_string() } });
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW, "hola")])]).await;
        let value = json!({ "state_sync": [entry("add", "34600000001", "Ana (dentist)"), entry("add", "34600000002", "Bob"), entry("remove", "34600000003", "")] });
        world.deliver(&[change(&world.ours, "smb_app_state_sync", value)]).await;
        let mut names: Vec<_> = world.contacts().await.into_iter().filter_map(|contact| contact.row.book_name).collect();
        names.sort_unstable();
        assert_eq!(names, ["Ana (dentist)", "Bob"]);
        assert_eq!(world.conversations().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_call_opens_the_window_of_a_thread_there_is() {
    both(async |store| {
        let world = world(store).await;
        world.deliver(&[world.messages(&[text("wamid.1", "34600000001", NOW - 80_000, "hola")])]).await;
        let call = |from: &str, direction: &str| json!({ "calls": [{ "id": format!("call.{from}"), "event": "connect", "from": from, "direction": direction, "timestamp": NOW.to_string() }] });
        world.deliver(&[change(&world.ours, "calls", call("34600000001", "USER_INITIATED"))]).await;
        world.deliver(&[change(&world.ours, "calls", call("34600000002", "USER_INITIATED"))]).await;
        let row = world.only_conversation().await.row;
        assert_eq!(row.window_expires_at, Some(at(NOW + 86_400)));
        assert_eq!(row.inbound_count, 1);
    })
    .await;
}

#[tokio::test]
async fn what_meta_says_about_the_number_is_written_down() {
    both(async |store| {
        let world = world(store).await;
        let account = |field: &str, value: Value| json!({ "field": field, "value": value });
        let shown = "1555 000 0001";
        world
            .deliver(&[account(
                "phone_number_name_update",
                json!({ "display_phone_number": shown, "decision": "APPROVED", "requested_verified_name": "New Name" }),
            )])
            .await;
        world
            .deliver(&[account(
                "phone_number_quality_update",
                json!({ "display_phone_number": "15559999999", "event": "FLAGGED" }),
            )])
            .await;
        let channel = store.workspace(world.ours.id).get_channel(world.ours.channel).await.unwrap();
        assert_eq!(
            (channel.verified_name.as_str(), channel.status.as_str()),
            ("New Name", "CONNECTED"),
            "another number of the account is flagged"
        );
        world
            .deliver(&[account(
                "phone_number_quality_update",
                json!({ "display_phone_number": shown, "event": "THROUGHPUT_UPGRADE" }),
            )])
            .await;
        world
            .deliver(&[account("account_update", json!({ "event": "ACCOUNT_RESTRICTION" }))])
            .await;
        let channel = store.workspace(world.ours.id).get_channel(world.ours.channel).await.unwrap();
        assert_eq!((channel.throughput_per_second, channel.status.as_str()), (1000, "RESTRICTED"));
        assert_eq!(channel.last_event_at, Some(store.now()));
        let kinds: Vec<String> = world.events(0).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["channel.updated", "channel.activity_added"].repeat(3));
        let theirs = store.workspace(world.theirs.id).get_channel(world.theirs.channel).await.unwrap();
        assert_eq!(theirs.status, "CONNECTED");
    })
    .await;
}

#[tokio::test]
async fn a_group_is_kept_but_not_shown() {
    both(async |store| {
        let world = world(store).await;
        let mut group = text("wamid.1", "34600000001", NOW, "to the group");
        group["group_id"] = json!("g1");
        world.deliver(&[world.messages(&[group])]).await;
        assert!(world.conversations().await.is_empty());
        let body = store
            .workspace(world.ours.id)
            .list_webhook_events(&store::WebhookEventFilter::default(), store::Limit::default(), None)
            .await
            .unwrap();
        assert_eq!(body.data[0].state, "done");
        let raw = store.workspace(world.ours.id).get_webhook_event_body(body.data[0].id).await.unwrap();
        assert!(String::from_utf8(raw).unwrap().contains("to the group"));
    })
    .await;
}
