//! Every operation of the document, and how to call it.

use reqwest::Method;
use serde_json::{Value, json};

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    pub method: Method,
    pub path: String,
    pub permission: String,
    pub id: String,
    /// It reads a body.
    pub has_body: bool,
}

impl Operation {
    /// `GET /path`.
    pub fn name(&self) -> String {
        format!("{:6} {}", self.method.as_str(), self.path)
    }

    /// The names of the path's parameters.
    pub fn parameters(&self) -> Vec<&str> {
        self.path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
    }

    /// The path in this workspace, with ids of things that do not exist.
    pub fn path_with(&self, workspace: &str) -> String {
        let mut path = self.path.replace("{workspace}", workspace);
        for name in self.parameters().into_iter().filter(|name| *name != "workspace") {
            path = path.replace(&format!("{{{name}}}"), &unknown_id(name));
        }
        path
    }

    /// An empty body where one is read.
    pub fn empty_body(&self) -> Option<Value> {
        (self.method != Method::GET).then(|| json!({}))
    }
}

/// Every operation of the document.
pub fn all() -> Vec<Operation> {
    let document = server::router::document();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("a document has paths") {
        for (method, operation) in item.as_object().expect("a path has operations") {
            found.push(Operation {
                method: method.to_uppercase().parse().expect("a method"),
                path: path.clone(),
                permission: operation["x-permission"].as_str().unwrap_or("undeclared").to_owned(),
                id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
                has_body: operation.get("requestBody").is_some(),
            });
        }
    }
    found
}

/// A well-formed id that names nothing.
fn unknown_id(parameter: &str) -> String {
    match parameter {
        "key" => model::ApiKeyId::new().to_string(),
        "user" => model::UserId::new().to_string(),
        "session" => model::SessionId::new().to_string(),
        "invitation" => model::InvitationId::new().to_string(),
        "llm_connection" => model::LlmConnectionId::new().to_string(),
        "canned_reply" => model::CannedReplyId::new().to_string(),
        "flow" => model::FlowId::new().to_string(),
        "test" => model::FlowTestId::new().to_string(),
        "saved_view" => model::SavedViewId::new().to_string(),
        "team" => model::TeamId::new().to_string(),
        "conversation" => model::ConversationId::new().to_string(),
        "message" => model::MessageId::new().to_string(),
        "custom_field" => model::CustomFieldId::new().to_string(),
        "import" => model::ImportId::new().to_string(),
        "name" => "nobody-calls-me".to_owned(),
        "run" => model::RunId::new().to_string(),
        "contact" => model::ContactId::new().to_string(),
        "note" => model::NoteId::new().to_string(),
        "tag" => model::TagId::new().to_string(),
        "template" => model::TemplateId::new().to_string(),
        "submission" => model::SubmissionId::new().to_string(),
        "forward" => model::ForwardId::new().to_string(),
        "delivery" => model::ForwardDeliveryId::new().to_string(),
        "tenant" => model::WorkspaceId::new().to_string(),
        "function" => model::FunctionId::new().to_string(),
        "secret" => "unknown".to_owned(),
        // Versions of flows and functions are counted from one.
        "number" => "1000000".to_owned(),
        "wa_flow_key" => model::WaFlowKeyId::new().to_string(),
        "version" => "v23.0".to_owned(),
        "phone_number_id" => "100000000000000".to_owned(),
        "waba_id" => "100000000000001".to_owned(),
        "media_id" => model::MediaId::new().to_string(),
        "job" => model::JobId::new().to_string(),
        "webhook" => model::WebhookId::new().to_string(),
        "webhook_delivery" => model::WebhookDeliveryId::new().to_string(),
        "exchange" => model::FlowExchangeId::new().to_string(),
        "wa_flow" => model::WaFlowId::new().to_string(),
        "media" => model::MediaId::new().to_string(),
        "event" => model::WebhookEventId::new().to_string(),
        "meta_app" => model::MetaAppId::new().to_string(),
        "token" => format!("inv{}{}", "0".repeat(32), "A".repeat(43)),
        other => panic!("say here what an unknown {{{other}}} looks like"),
    }
}
