//! A small Meta: bodies of webhooks, and what became of them.

use app::ingest::Accepted;
use app::{App, Config, Graph};
use cloud_api::client::Client;
use model::{ContactId, ConversationId, Timestamp};
use serde_json::{Value, json};
use store::testing::{self, START, TestStore, TestWorkspace};
use store::{ContactFilter, Conversation, ConversationFilter, InboxView, Limit, Message, ThreadPosition};

/// The second at which tests begin.
pub(crate) const NOW: i64 = START.seconds();

/// An app over two workspaces; one must never notice the other.
pub(crate) struct World<'s> {
    pub(crate) store: &'s TestStore,
    pub(crate) app: App,
    pub(crate) ours: TestWorkspace,
    pub(crate) theirs: TestWorkspace,
}

pub(crate) async fn world(store: &TestStore) -> World<'_> {
    let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
    World {
        store,
        app: App::with_config(store.store(), config()),
        ours,
        theirs,
    }
}

/// Settings that reach nobody: Graph is a closed door of this machine.
pub(crate) fn config() -> Config {
    let client = Client::new(Client::http().unwrap(), "http://127.0.0.1:1", cloud_api::client::DEFAULT_VERSION).unwrap();
    Config {
        graph: Graph {
            meta: client,
            simulator: None,
        },
        ..Config::default()
    }
}

/// A change of a field about our number.
pub(crate) fn change(workspace: &TestWorkspace, field: &str, value: Value) -> Value {
    let mut full = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": format!("1555000{}", &workspace.phone_number_id[11..]), "phone_number_id": workspace.phone_number_id },
    });
    full.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
    json!({ "field": field, "value": full })
}

/// A delivery with these changes.
pub(crate) fn delivery(workspace: &TestWorkspace, changes: &[Value]) -> Value {
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": workspace.waba_id, "changes": changes }] })
}

/// A text of a contact.
pub(crate) fn text(wamid: &str, from: &str, second: i64, body: &str) -> Value {
    json!({ "from": from, "from_user_id": format!("US.{from}"), "id": wamid, "timestamp": second.to_string(), "type": "text", "text": { "body": body } })
}

/// A message of a contact of any kind.
pub(crate) fn message(wamid: &str, from: &str, second: i64, kind: &str, content: Value) -> Value {
    json!({ "from": from, "from_user_id": format!("US.{from}"), "id": wamid, "timestamp": second.to_string(), "type": kind, kind: content })
}

pub(crate) fn profile(from: &str, name: &str) -> Value {
    json!({ "profile": { "name": name }, "wa_id": from, "user_id": format!("US.{from}") })
}

/// A report about a message of ours.
pub(crate) fn status(wamid: &str, status: &str, second: i64) -> Value {
    json!({ "id": wamid, "status": status, "timestamp": second.to_string(), "recipient_id": "34600000001" })
}

/// What the business wrote in the phone app.
pub(crate) fn echo(wamid: &str, to: &str, second: i64, body: &str) -> Value {
    json!({ "from": "15550000001", "to": to, "to_user_id": format!("US.{to}"), "id": wamid, "timestamp": second.to_string(), "type": "text", "text": { "body": body } })
}

impl World<'_> {
    /// Delivers to us and works until nothing is left.
    pub(crate) async fn deliver(&self, changes: &[Value]) -> Accepted {
        let accepted = self.post(changes).await;
        self.app.settle().await;
        accepted
    }

    /// Delivers to us, without working on it yet.
    pub(crate) async fn post(&self, changes: &[Value]) -> Accepted {
        self.post_raw(delivery(&self.ours, changes).to_string()).await
    }

    pub(crate) async fn post_raw(&self, body: impl Into<Vec<u8>>) -> Accepted {
        self.app.ingest().accept(self.ours.meta_app, body).await.unwrap()
    }

    /// `messages` of field `messages`, with profiles named after the sender.
    pub(crate) fn messages(&self, messages: &[Value]) -> Value {
        let profiles: Vec<Value> = messages
            .iter()
            .filter_map(|message| Some(profile(message["from"].as_str()?, &format!("Name of {}", message["from"].as_str()?))))
            .collect();
        change(&self.ours, "messages", json!({ "contacts": profiles, "messages": messages }))
    }

    pub(crate) fn statuses(&self, statuses: &[Value]) -> Value {
        change(&self.ours, "messages", json!({ "statuses": statuses }))
    }

    pub(crate) fn echoes(&self, echoes: &[Value]) -> Value {
        change(&self.ours, "smb_message_echoes", json!({ "message_echoes": echoes }))
    }

    /// Our conversations, newest first.
    pub(crate) async fn conversations(&self) -> Vec<Conversation> {
        let filter = ConversationFilter {
            view: InboxView::All,
            ..ConversationFilter::default()
        };
        self.store
            .workspace(self.ours.id)
            .list_conversations(model::UserId::new(), &filter, Limit::clamped(500), None)
            .await
            .unwrap()
            .data
    }

    pub(crate) async fn only_conversation(&self) -> Conversation {
        let mut conversations = self.conversations().await;
        assert_eq!(conversations.len(), 1, "{conversations:?}");
        conversations.remove(0)
    }

    pub(crate) async fn thread(&self, conversation: ConversationId) -> Vec<Message> {
        self.store
            .workspace(self.ours.id)
            .list_messages(conversation, ThreadPosition::End, Limit::clamped(500))
            .await
            .unwrap()
            .data
    }

    /// The previews of the only thread, oldest first.
    pub(crate) async fn previews(&self) -> Vec<String> {
        let conversation = self.only_conversation().await;
        self.thread(conversation.row.id)
            .await
            .into_iter()
            .map(|message| message.row.preview)
            .collect()
    }

    /// The message with this wamid, wherever it is.
    pub(crate) async fn find(&self, wamid: &str) -> Option<Message> {
        for conversation in self.conversations().await {
            let thread = self.thread(conversation.row.id).await;
            if let Some(message) = thread.into_iter().find(|message| message.row.wamid.as_deref() == Some(wamid)) {
                return Some(message);
            }
        }
        None
    }

    pub(crate) async fn contact(&self, id: ContactId) -> store::Contact {
        self.store.workspace(self.ours.id).get_contact(id).await.unwrap()
    }

    pub(crate) async fn contacts(&self) -> Vec<store::Contact> {
        let filter = ContactFilter::default();
        self.store
            .workspace(self.ours.id)
            .list_contacts(&filter, Limit::clamped(500), None)
            .await
            .unwrap()
            .data
    }

    /// Erases everybody, so that the next story begins among strangers.
    pub(crate) async fn forget_contacts(&self) {
        let mut tx = self.store.begin().await.unwrap();
        for contact in self.contacts().await {
            tx.workspace(self.ours.id).erase_contact(contact.row.id).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Types and payloads of our events after `seq`.
    pub(crate) async fn events(&self, after: i64) -> Vec<(String, Value)> {
        let rows = self.store.workspace(self.ours.id).list_events(after, Limit::clamped(500)).await.unwrap();
        rows.into_iter().map(|row| (row.kind, serde_json::from_str(&row.data).unwrap())).collect()
    }

    /// States and errors of our deliveries, oldest first.
    pub(crate) async fn links(&self) -> Vec<(String, Option<String>)> {
        let page = self
            .store
            .workspace(self.ours.id)
            .list_webhook_events(&store::WebhookEventFilter::default(), Limit::clamped(500), None)
            .await
            .unwrap();
        page.data.into_iter().rev().map(|event| (event.state, event.error_code)).collect()
    }

    /// The other workspace noticed nothing.
    pub(crate) async fn assert_others_unharmed(&self) {
        let theirs = self.store.workspace(self.theirs.id);
        assert_eq!(theirs.event_bounds().await.unwrap().1, 0, "an event of another workspace");
        let filter = ConversationFilter {
            view: InboxView::All,
            ..ConversationFilter::default()
        };
        assert!(
            theirs
                .list_conversations(model::UserId::new(), &filter, Limit::default(), None)
                .await
                .unwrap()
                .data
                .is_empty()
        );
    }
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_seconds(second)
}
