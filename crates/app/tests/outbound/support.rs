//! A Graph API that answers from a script and remembers what was posted, and a conversation to write into.

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::outbound::{Queued, SendRequest};
use app::{Actor, App, Config, Graph};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use cloud_api::client::Client;
use cloud_api::outbound::OutboundContent;
use model::{ContactId, ConversationId, MessageId, Role, SessionId, UnknownPolicy, UserId, WorkspaceSettings};
use serde_json::{Value, json};
use store::testing::{self, START, TestStore, TestWorkspace};
use store::{ConversationFilter, InboxView, Limit, Message, WorkspaceChange};

/// The contact's one message.
pub const INBOUND: &str = "wamid.inbound";

/// How the pretend Graph answers one send.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Takes the message.
    Accept,
    /// Refuses it with a documented error.
    Error(u16, i64),
    /// Takes it, and then the answer gets lost on the way.
    AcceptAndLose,
}

#[derive(Debug, Default)]
struct Script {
    answers: VecDeque<Answer>,
    posted: Vec<Value>,
    calls: Vec<&'static str>,
    readable: bool,
    contacts: Option<Value>,
}

/// The pretend Graph API.
#[derive(Debug, Clone, Default)]
pub struct Stub(Arc<Mutex<Script>>);

impl Stub {
    /// The next sends are answered like this; later ones are accepted.
    pub fn will(&self, answers: impl IntoIterator<Item = Answer>) {
        self.0.lock().unwrap().answers.extend(answers);
    }

    /// Bodies of all sends, oldest first.
    pub fn posted(&self) -> Vec<Value> {
        self.0.lock().unwrap().posted.clone()
    }

    /// The texts of all sends.
    pub fn texts(&self) -> Vec<String> {
        self.posted()
            .iter()
            .map(|body| body["text"]["body"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// `typing`, `read` and `send`, in the order they came.
    pub fn calls(&self) -> Vec<&'static str> {
        self.0.lock().unwrap().calls.clone()
    }

    /// What the answers to later sends say about whom they went to.
    pub fn names(&self, contact: Value) {
        self.0.lock().unwrap().contacts = Some(json!([contact]));
    }

    /// Meta shows the number again to whoever has the token.
    pub fn lets_the_number_be_read(&self) {
        self.0.lock().unwrap().readable = true;
    }

    async fn serve(&self) -> String {
        let router = Router::new()
            .route("/{version}/{number}/messages", post(messages))
            .route("/{version}/{number}", get(number))
            .with_state(self.clone());
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        format!("http://{address}")
    }
}

async fn number(State(stub): State<Stub>, Path((_, number)): Path<(String, String)>) -> Response {
    if stub.0.lock().unwrap().readable {
        return Json(json!({ "id": number, "display_phone_number": "+1 555-000-0001", "verified_name": "Business 1" })).into_response();
    }
    let error = json!({ "error": { "message": "(#190) No", "type": "OAuthException", "code": 190 } });
    (StatusCode::UNAUTHORIZED, Json(error)).into_response()
}

async fn messages(State(stub): State<Stub>, Path(_): Path<(String, String)>, Json(body): Json<Value>) -> Response {
    let mut script = stub.0.lock().unwrap();
    if body["status"] == "read" {
        script.calls.push(if body["typing_indicator"].is_object() { "typing" } else { "read" });
        return Json(json!({ "success": true })).into_response();
    }
    script.calls.push("send");
    script.posted.push(body);
    let wamid = format!("wamid.out.{}", script.posted.len());
    match script.answers.pop_front().unwrap_or(Answer::Accept) {
        Answer::Accept => {
            let contacts = script.contacts.clone().unwrap_or_else(|| json!([]));
            Json(json!({ "messaging_product": "whatsapp", "contacts": contacts, "messages": [{ "id": wamid }] })).into_response()
        }
        Answer::Error(status, code) => {
            let error = json!({ "error": { "message": format!("(#{code}) No"), "type": "OAuthException", "code": code, "error_data": { "details": "Because." } } });
            (StatusCode::from_u16(status).unwrap(), Json(error)).into_response()
        }
        Answer::AcceptAndLose => (StatusCode::BAD_GATEWAY, "<html>upstream went away</html>").into_response(),
    }
}

/// An app with one conversation whose window is open, and the Graph it sends to.
pub struct World<'s> {
    pub store: &'s TestStore,
    pub app: App,
    /// Where the pretend Graph is.
    pub base: String,
    pub stub: Stub,
    pub workspace: TestWorkspace,
    pub conversation: ConversationId,
    pub agent: Actor,
}

/// An app that sends to the Graph at `base`.
pub fn app_at(store: &TestStore, base: &str) -> App {
    let meta = Client::new(Client::http().unwrap(), base, "v26.0").unwrap();
    let config = Config {
        graph: Graph { meta, simulator: None },
        ..Config::default()
    };
    App::with_config(store.store(), config)
}

pub async fn world(store: &TestStore) -> World<'_> {
    let stub = Stub::default();
    let base = stub.serve().await;
    let app = app_at(store, &base);
    let workspace = testing::workspace(store, 1).await;
    let agent = Actor {
        user_id: UserId::new(),
        workspace_id: workspace.id,
        role: Role::Agent,
        session_id: SessionId::new(),
        key: None,
        ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        request_id: "test".to_owned(),
    };
    let mut world = World {
        store,
        app,
        base,
        stub,
        workspace,
        conversation: ConversationId::new(),
        agent,
    };
    world
        .set(WorkspaceSettings {
            typing_to_contact: false,
            read_receipts: model::ReadReceipts::Never,
            ..WorkspaceSettings::default()
        })
        .await;
    let message = json!({ "from": "34600000001", "from_user_id": "US.1", "id": INBOUND, "timestamp": START.seconds().to_string(), "type": "text", "text": { "body": "hola" } });
    world.webhook(json!({ "messages": [message] })).await;
    world.conversation = world.only_conversation().await;
    world
}

impl World<'_> {
    pub async fn set(&self, settings: WorkspaceSettings) {
        let change = WorkspaceChange {
            name: "Workspace 1".to_owned(),
            time_zone: "UTC".to_owned(),
            settings,
        };
        let mut tx = self.store.begin().await.unwrap();
        tx.workspace(self.workspace.id).update_workspace(&change, None).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The workspace wants each message sent at least once, at the price of doubles.
    pub async fn resends_when_in_doubt(&self) {
        self.set(WorkspaceSettings {
            unknown_policy: UnknownPolicy::Resend,
            typing_to_contact: false,
            ..WorkspaceSettings::default()
        })
        .await;
    }

    /// A webhook about our number comes and is worked on.
    pub async fn webhook(&self, value: Value) {
        let mut full = json!({ "messaging_product": "whatsapp", "metadata": { "display_phone_number": "15550000001", "phone_number_id": self.workspace.phone_number_id } });
        full.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
        let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": self.workspace.waba_id, "changes": [{ "field": "messages", "value": full }] }] });
        self.app.ingest().accept(self.workspace.meta_app, body.to_string()).await.unwrap();
        self.app.settle().await;
    }

    /// A webhook of another field about our number comes and is worked on.
    pub async fn field(&self, field: &str, value: Value) {
        let mut full = json!({ "messaging_product": "whatsapp", "metadata": { "display_phone_number": "15550000001", "phone_number_id": self.workspace.phone_number_id } });
        full.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
        let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": self.workspace.waba_id, "changes": [{ "field": field, "value": full }] }] });
        self.app.ingest().accept(self.workspace.meta_app, body.to_string()).await.unwrap();
        self.app.settle().await;
    }

    /// The contact writes.
    pub async fn hears(&self, wamid: &str, body: &str) {
        let message = json!({ "from": "34600000001", "from_user_id": "US.1", "id": wamid, "timestamp": self.store.now().seconds().to_string(), "type": "text", "text": { "body": body } });
        self.webhook(json!({ "messages": [message] })).await;
    }

    /// A member switches the contact's opt-out on.
    pub async fn opt_out(&self) {
        let patch = app::contacts::ContactPatch {
            opted_out: Some(true),
            ..app::contacts::ContactPatch::default()
        };
        self.app.contacts().update(&self.agent, self.contact().await, patch, None).await.unwrap();
    }

    pub async fn contact(&self) -> ContactId {
        self.conversation().await.contact_id
    }

    /// The conversation's own row.
    pub async fn conversation(&self) -> store::ConversationRow {
        let workspace = self.store.workspace(self.workspace.id);
        workspace.get_conversation(self.conversation, None).await.unwrap().row
    }

    /// The thread with this phone.
    pub async fn conversation_of(&self, phone: &str) -> ConversationId {
        let workspace = self.store.workspace(self.workspace.id);
        let contact = workspace.find_contact_by_identity("phone", phone).await.unwrap().unwrap();
        workspace.get_contact(contact).await.unwrap().conversation_id.unwrap()
    }

    pub async fn set_pace(&self, per_second: Option<i64>) {
        let mut tx = self.store.begin().await.unwrap();
        tx.workspace(self.workspace.id)
            .set_channel_pace(self.workspace.channel, per_second)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn pace(&self) -> store::ChannelPace {
        self.store
            .workspace(self.workspace.id)
            .get_channel_pace(self.workspace.channel)
            .await
            .unwrap()
    }

    /// Meta reports about a message of ours.
    pub async fn report(&self, wamid: &str, status: &str, opaque: &str) {
        let second = (self.store.now().seconds()).to_string();
        self.webhook(json!({ "statuses": [{ "id": wamid, "status": status, "timestamp": second, "recipient_id": "34600000001", "biz_opaque_callback_data": opaque }] })).await;
    }

    async fn only_conversation(&self) -> ConversationId {
        let filter = ConversationFilter {
            view: InboxView::All,
            ..ConversationFilter::default()
        };
        let page = self
            .store
            .workspace(self.workspace.id)
            .list_conversations(UserId::new(), &filter, Limit::default(), None)
            .await
            .unwrap();
        assert_eq!(page.data.len(), 1);
        page.data[0].row.id
    }

    pub fn request(body: &str) -> SendRequest {
        SendRequest {
            id: None,
            content: OutboundContent::text(body),
            media_id: None,
            reply_to: None,
            override_opt_out_reason: None,
        }
    }

    /// Queues a text without sending it yet.
    pub async fn queue(&self, body: &str) -> MessageId {
        self.app
            .outbound()
            .send(&self.agent, self.conversation, Self::request(body))
            .await
            .unwrap()
            .id
    }

    /// Queues a text and works until nothing is left to do now.
    pub async fn say(&self, body: &str) -> MessageId {
        let id = self.queue(body).await;
        self.app.settle().await;
        id
    }

    pub async fn send(&self, request: SendRequest) -> app::Result<Queued> {
        self.app.outbound().send(&self.agent, self.conversation, request).await
    }

    pub async fn message(&self, id: MessageId) -> Message {
        self.store.workspace(self.workspace.id).get_message(id).await.unwrap()
    }

    pub async fn status(&self, id: MessageId) -> String {
        self.message(id).await.row.status
    }

    /// Outcomes of all attempts.
    pub async fn attempts(&self, id: MessageId) -> Vec<String> {
        let history = self.store.workspace(self.workspace.id).get_message_history(id).await.unwrap();
        history.attempts.into_iter().map(|attempt| attempt.outcome).collect()
    }

    /// Turns the clock and works on what became due.
    pub async fn later(&self, by: Duration) {
        self.store.clock.advance(by);
        self.app.settle().await;
    }
}
