//! A stored message in the engine's words: what was said, tapped, filled in, and where it came from.

use flow_engine::run::{Message, Tap};
use flow_engine::triggers::{Event, MessageNews};
use model::{ChannelId, ConversationId, MessageId};
use serde_json::{Map, Value, json};
use store::{MessageRow, WorkspaceTx};

/// A message of the contact, read for flows.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    /// What it says.
    pub(super) message: Message,
    /// A finished form: its token and what was filled in.
    pub(super) form: Option<Form>,
    /// Where the contact came from.
    pub(super) referral: Value,
    /// A cart.
    pub(super) order: Value,
    row: MessageRow,
}

/// A finished form.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// The run whose effect sent it, with the effect's key.
    pub(super) of: Option<(model::RunId, String)>,
    /// What was filled in.
    pub(super) data: Value,
}

/// Reads a message; `None` when it is gone, or none of a contact.
pub(super) async fn read(workspace: &mut WorkspaceTx<'_>, id: MessageId) -> store::Result<Option<Heard>> {
    let Some(found) = workspace.messages_by_ids(&[id]).await?.pop() else {
        return Ok(None);
    };
    let row = found.row;
    if row.direction != "inbound" || row.author_kind != "contact" {
        return Ok(None);
    }
    let content: Value = serde_json::from_str(&row.content).unwrap_or_default();
    let mut message = Message {
        id: row.wamid.clone().unwrap_or_default(),
        kind: row.kind.clone(),
        text: words(&row.kind, &content),
        tap: tap(&row.kind, &content),
        media: Value::Null,
        location: Value::Null,
        received_at: Some(row.sent_at),
    };
    if row.kind == "location" {
        message.location = content.clone();
    }
    if let Some(media) = &found.media {
        message.media = json!({ "id": media.id, "mime": media.mime_type, "filename": media.filename });
    }
    if let Some(tap) = &mut message.tap {
        tap.of = answered(workspace, row.channel_id, row.reply_to_wamid.as_deref()).await?;
    }
    let form = match response(&row.kind, &content) {
        Some(data) => Some(form(workspace, data, row.channel_id, row.reply_to_wamid.as_deref()).await?),
        None => None,
    };
    Ok(Some(Heard {
        order: if row.kind == "order" { content } else { Value::Null },
        referral: row
            .referral
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default(),
        message,
        form,
        row,
    }))
}

/// Key of the effect that sent the message with this id of Meta's.
async fn answered(workspace: &mut WorkspaceTx<'_>, channel: ChannelId, wamid: Option<&str>) -> store::Result<Option<String>> {
    let Some(wamid) = wamid else { return Ok(None) };
    Ok(workspace.find_flow_message(channel, wamid).await?.map(|sent| sent.key))
}

/// The form is found by its token, or by the message it answers: forms of ours get another token just before they leave.
async fn form(workspace: &mut WorkspaceTx<'_>, mut data: Value, channel: ChannelId, answers: Option<&str>) -> store::Result<Form> {
    let token = data
        .as_object_mut()
        .and_then(|members: &mut Map<String, Value>| members.remove("flow_token"));
    let sent = match token.as_ref().and_then(Value::as_str) {
        Some(token) => workspace.find_flow_token(token).await?,
        None => None,
    };
    let sent = match (sent, answers) {
        (None, Some(wamid)) => workspace.find_flow_message(channel, wamid).await?,
        (sent, _) => sent,
    };
    Ok(Form {
        of: sent.map(|sent| (sent.run_id, sent.key)),
        data,
    })
}

impl Heard {
    /// As something that may start a flow.
    pub(super) async fn event(&self, workspace: &mut WorkspaceTx<'_>, conversation: ConversationId) -> store::Result<Event> {
        if let Some(form) = &self.form {
            let wa_flow = match workspace.find_submitted_form(self.row.id).await? {
                // Flows name a form as messages do: by Meta's id.
                Some(id) => workspace.get_wa_flow(id).await?.meta_id,
                None => String::new(),
            };
            return Ok(Event::Submission {
                wa_flow,
                data: form.data.clone(),
            });
        }
        Ok(Event::Message(Box::new(MessageNews {
            message: self.message.clone(),
            at: self.row.sent_at,
            previous_at: workspace.previous_inbound_at(conversation, self.row.sent_at).await?,
            referral: self.referral.clone(),
            order: self.order.clone(),
        })))
    }
}

/// Its words: text, caption, or the label of what was tapped.
fn words(kind: &str, content: &Value) -> String {
    let at = |pointer: &str| content.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    match kind {
        "text" => at("/body"),
        "button" => at("/text"),
        "interactive" => [at("/button_reply/title"), at("/list_reply/title"), at("/nfm_reply/body")].concat(),
        "order" => at("/text"),
        _ => at("/caption"),
    }
}

/// What was tapped: a button, a row, or a template's button.
fn tap(kind: &str, content: &Value) -> Option<Tap> {
    let at = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    match kind {
        "button" => Some(Tap {
            id: at(content, "payload"),
            title: at(content, "text"),
            of: None,
        }),
        "interactive" => {
            let reply = ["button_reply", "list_reply"]
                .iter()
                .map(|name| &content[*name])
                .find(|reply| reply.is_object())?;
            Some(Tap {
                id: at(reply, "id"),
                title: at(reply, "title"),
                of: None,
            })
        }
        _ => None,
    }
}

/// What was filled in, when it is a form: text that holds JSON, now and then the object itself.
fn response(kind: &str, content: &Value) -> Option<Value> {
    let reply = content.get("nfm_reply").filter(|_| kind == "interactive")?;
    match &reply["response_json"] {
        Value::String(text) => serde_json::from_str(text).ok(),
        other => Some(other.clone()),
    }
    .filter(Value::is_object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taps_are_read_from_buttons_rows_and_templates() {
        let button = json!({ "type": "button_reply", "button_reply": { "id": "b1", "title": "Yes" } });
        assert_eq!(tap("interactive", &button).unwrap().id, "b1");
        assert_eq!(words("interactive", &button), "Yes");
        let template = json!({ "payload": "p", "text": "Confirm" });
        assert_eq!(tap("button", &template).unwrap().title, "Confirm");
        assert_eq!(tap("text", &json!({ "body": "hola" })), None);
    }

    #[test]
    fn a_form_is_read_from_text_or_object_and_nothing_else() {
        let form = |response: Value| json!({ "type": "nfm_reply", "nfm_reply": { "name": "flow", "body": "Sent", "response_json": response } });
        assert_eq!(response("interactive", &form(json!("{\"a\":1}"))), Some(json!({ "a": 1 })));
        assert_eq!(response("interactive", &form(json!({ "a": 1 }))), Some(json!({ "a": 1 })));
        assert_eq!(response("interactive", &form(json!("not json"))), None);
        assert_eq!(response("text", &json!({ "body": "{}" })), None);
    }
}
