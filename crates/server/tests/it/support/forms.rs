//! WhatsApp's own forms in tests: made, given somebody who answers, published, and sent to a customer.

use serde_json::{Value, json};

use super::Inbox;

impl Inbox<'_> {
    /// A key pair whose public half Meta has.
    pub async fn form_key(&self) -> Value {
        let key = self.admin.post("/wa-flow-keys", json!({})).await.ok();
        assert!(!key.to_string().contains("PRIVATE"), "the private half is in no answer");
        let path = format!("/wa-flow-keys/{}/upload", key["id"].as_str().expect("an id"));
        let key = self.admin.post(&path, json!({})).await.ok();
        assert_eq!((&key["status"], &key["meta_state"]), (&json!("active"), &json!("VALID")));
        key
    }

    /// A published form; with `endpoint` said who answers it, for which there must be a key.
    pub async fn form(&self, name: &str, text: &str, endpoint: Option<Value>) -> Value {
        let request = json!({ "name": name, "categories": ["OTHER"], "json": text });
        let form = self.admin.post("/wa-flows", request).await.ok();
        let path = format!("/wa-flows/{}", form["id"].as_str().expect("an id"));
        if let Some(endpoint) = endpoint {
            self.admin.put(&format!("{path}/endpoint"), endpoint).await.ok();
        }
        let form = self.admin.post(&format!("{path}/publish"), json!({})).await.ok();
        assert_eq!(form["status"], "PUBLISHED", "{form}");
        form
    }

    /// Sends a form to a customer who wrote; gives the phone and the message on it.
    pub async fn sends_form(&self, form: &Value, name: &str) -> (simulator::Phone, simulator::Message) {
        let (phone, conversation) = self.conversation_with(name, "hola").await;
        let action = if form["data_api_version"].is_string() {
            "data_exchange"
        } else {
            "navigate"
        };
        let mut parameters = json!({ "flow_message_version": "3", "flow_id": form["meta_id"], "flow_cta": "Open", "flow_action": action });
        if action == "navigate" {
            parameters["flow_action_payload"] = json!({ "screen": "FIRST_ENTRY_SCREEN" });
        }
        let content = json!({ "type": "interactive", "interactive": { "type": "flow", "body": { "text": "A few questions" }, "action": { "name": "flow", "parameters": parameters } } });
        let path = format!("/conversations/{}/messages", conversation["id"].as_str().expect("an id"));
        self.agent.post(&path, json!({ "content": content })).await.ok();
        self.app.settle().await;
        let message = phone.last_received().expect("the form arrived");
        assert_eq!(message.content["type"], "flow", "{:?}", message.content);
        (phone, message)
    }

    /// A published function of this source; its id.
    pub async fn function(&self, name: &str, source: &str) -> String {
        let made = self.admin.post("/functions", json!({ "name": name, "source": source })).await.ok();
        let id = made["id"].as_str().expect("an id").to_owned();
        self.admin.post(&format!("/functions/{id}/publish"), json!({})).await.ok();
        id
    }
}
