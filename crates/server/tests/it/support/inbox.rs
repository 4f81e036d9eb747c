//! A workspace whose number is connected to the simulator, and the customers who write to it.

use std::ops::Deref;
use std::time::Duration;

use model::Timestamp;
use serde_json::{Value, json};
use simulator::Simulator;

use super::{Tenant, TestApp};

/// How far our clock starts ahead of the simulator's: more than a test takes, less than the check list minds.
const AHEAD: Duration = Duration::from_secs(50);

/// A tenant with a connected number.
pub struct Inbox<'a> {
    /// The server.
    pub app: &'a TestApp,
    /// The people.
    pub tenant: Tenant,
    /// Meta and the customers.
    pub simulator: Simulator,
}

impl Deref for Inbox<'_> {
    type Target = Tenant;

    fn deref(&self) -> &Tenant {
        &self.tenant
    }
}

impl TestApp {
    /// A workspace with the simulator's number connected and its webhooks coming here.
    pub async fn inbox(&self) -> Inbox<'_> {
        let simulator = self.simulator().expect("test servers have a simulator").clone();
        self.agree_on_time(&simulator);
        let tenant = self.tenant("Lumen Home").await;
        let inbox = Inbox {
            app: self,
            tenant,
            simulator,
        };
        inbox.connect().await;
        inbox
    }

    /// Windows and threads compare Meta's time with ours.
    fn agree_on_time(&self, simulator: &Simulator) {
        let (ours, theirs) = (
            self.server().app.now(),
            simulator.now().to_string().parse::<Timestamp>().expect("RFC 3339"),
        );
        if ours < theirs {
            self.advance(theirs.since(ours));
        } else {
            simulator.advance(ours.since(theirs));
        }
        // The simulator's clock runs on while ours stands still: a little ahead, we never get a message from our future.
        self.advance(AHEAD);
    }
}

impl Inbox<'_> {
    /// What a console needs to connect the simulator's number.
    pub async fn credentials(&self) -> Value {
        let businesses = self.owner.get("!/simulator/control/businesses").await.ok();
        let id = businesses["businesses"][0]["id"].as_str().expect("the demo has a business").to_owned();
        self.owner.get(&format!("!/simulator/control/businesses/{id}/credentials")).await.ok()
    }

    /// The request that connects it.
    pub async fn connect_request(&self) -> Value {
        let given = self.credentials().await;
        json!({
            "kind": "simulator", "phone_number_id": given["phone_number_ids"][0], "waba_id": given["waba_id"], "access_token": given["access_token"],
            "app": { "app_id": given["app_id"], "app_secret": given["app_secret"], "verify_token": given["verify_token"] },
        })
    }

    async fn connect(&self) {
        let request = self.connect_request().await;
        self.owner.put("/channel", request).await.ok();
        let answer = self.owner.post("/channel/subscribe", json!({})).await;
        assert_eq!(answer.status, 204, "{}", answer.text);
    }

    /// A customer who has written `text`, and the conversation with them.
    pub async fn conversation_with(&self, name: &str, text: &str) -> (simulator::Phone, Value) {
        let phone = self.simulator.phone(name);
        phone.says(text).await;
        self.app.settle().await;
        let found = self.agent.get(&format!("/conversations?view=all&q={name}")).await.ok();
        let conversation = found["data"][0].clone();
        assert!(conversation.is_object(), "{found}");
        (phone, conversation)
    }

    /// The agent answers; gives the message as it was queued.
    pub async fn answers(&self, conversation: &Value, text: &str) -> Value {
        let path = format!("/conversations/{}/messages", conversation["id"].as_str().expect("an id"));
        self.agent
            .post(&path, json!({ "content": { "type": "text", "text": { "body": text } } }))
            .await
            .ok()
    }

    /// The thread, oldest first: who, what and how far.
    pub async fn thread(&self, conversation: &Value) -> Vec<(String, String, String)> {
        let page = self
            .agent
            .get(&format!(
                "/conversations/{}/messages?limit=500",
                conversation["id"].as_str().expect("an id")
            ))
            .await
            .ok();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let messages = page["data"].as_array().expect("a list").iter();
        messages
            .map(|message| (text(&message["author"]["kind"]), text(&message["preview"]), text(&message["status"])))
            .collect()
    }

    /// Everything the workspace's event log holds.
    pub async fn events(&self) -> Vec<Value> {
        let page = self.agent.get("/events?after=0&limit=500").await.ok();
        page["data"].as_array().expect("a list").clone()
    }

    /// Somebody whose session ended as the clock was turned, signed in anew.
    pub async fn again(&self, role: model::Role) -> super::Client {
        self.app.sign_in(self.tenant.user(role)).await.at(self.tenant.id)
    }

    /// Turns both clocks.
    pub fn advance(&self, by: Duration) {
        self.app.advance(by);
        self.simulator.advance(by);
    }
}
