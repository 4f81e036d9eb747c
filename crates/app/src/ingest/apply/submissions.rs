//! Completed forms among new messages: each becomes a submission, tied to the form we sent by its token, else by the message it answers.

use std::collections::HashMap;

use cloud_api::inbound::{Interactive, NfmReply};
use cloud_api::media::{MediaKind, MediaRef};
use serde_json::Value;
use store::{Error, NewJob, NewMedia, WorkspaceTx};

use super::Batch;
use crate::ingest::work::{Origin, Work, announced};
use crate::media::download_job;
use crate::wa_flows::submission::{self, Sent};

/// Where Meta puts the keys of a form's file.
const KEYS: &str = "encryption_metadata";

/// Takes the keys of files out of the messages that bring them, before anything is stored or told: whoever may read a message may not open its files beside us.
/// Gives what these messages said before, by their place; the job that fetches a file needs its keys.
pub(super) fn take_keys(work: &mut Work) -> HashMap<usize, String> {
    let mut before = HashMap::new();
    for (at, bubble) in work.bubbles.iter_mut().enumerate() {
        let message = &mut bubble.message;
        if message.kind == "interactive"
            && message.content.contains(KEYS)
            && let Some(without) = without_keys(&message.content)
        {
            before.insert(at, std::mem::replace(&mut message.content, without));
        }
    }
    before
}

/// The content of a completed form without the keys of its files; nothing when it is none that can be read.
fn without_keys(content: &str) -> Option<String> {
    let mut value: Value = serde_json::from_str(content).ok()?;
    let response = value.get_mut("nfm_reply")?.get_mut("response_json")?;
    if let Value::String(text) = response {
        let mut answers = serde_json::from_str(text).ok()?;
        forget_keys(&mut answers);
        *text = answers.to_string();
    } else {
        forget_keys(response);
    }
    Some(value.to_string())
}

fn forget_keys(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove(KEYS);
            fields.values_mut().for_each(forget_keys);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_keys),
        _ => {}
    }
}

/// Takes the submissions out of a batch's new messages.
pub(super) async fn apply(batch: &Batch, workspace: &mut WorkspaceTx<'_>) -> Result<Vec<store::NewEvent>, Error> {
    let mut events = Vec::new();
    for (at, bubble) in batch.work.bubbles.iter().enumerate() {
        let message = &bubble.message;
        let is_new = batch.new.contains(&message.id) && matches!(bubble.origin, Origin::Live { .. });
        if !is_new || message.kind != "interactive" {
            continue;
        }
        let (Some(reply), Some(contact)) = (
            form(batch.with_keys.get(&at).unwrap_or(&message.content)),
            batch.contact_of(bubble.person),
        ) else {
            continue;
        };
        let response = match reply.response() {
            Some(Value::Object(response)) => response,
            _ => continue,
        };
        let sent = Sent {
            channel_id: message.channel_id,
            contact_id: contact,
            conversation_id: message.conversation_id,
            message_id: message.id,
            reply_to_wamid: message.reply_to_wamid.as_deref(),
            at: message.sent_at,
        };
        let mut taken = submission::take(workspace, &sent, response).await?;
        let files: Vec<NewMedia> = taken.media.drain(..).map(|file| new_media(&file, message.sent_at)).collect();
        if !files.is_empty() {
            workspace.insert_media(message.channel_id, &files.iter().collect::<Vec<_>>()).await?;
            let now = workspace.now();
            let jobs: Vec<NewJob> = files
                .iter()
                .zip(&taken.encrypted)
                .map(|(file, keys)| {
                    keys.as_ref()
                        .map_or_else(|| download_job(file.id, now), |keys| submission::file_job(file.id, keys, now))
                })
                .collect();
            workspace.enqueue_jobs(&jobs).await?;
        }
        taken.new.files = taken.fields_of_files.iter().cloned().zip(files.iter().map(|file| file.id)).collect();
        events.extend(submission::keep(workspace, &taken.new).await?);
    }
    Ok(events)
}

/// The completed form in a message's content.
fn form(content: &str) -> Option<NfmReply> {
    let value: Value = serde_json::from_str(content).ok()?;
    match serde_json::from_value(value).ok()? {
        Interactive::NfmReply(reply) if reply.name.as_deref() != Some("address_message") => Some(reply),
        _ => None,
    }
}

fn new_media(file: &submission::File, at: model::Timestamp) -> NewMedia {
    let reference = MediaRef {
        kind: MediaKind::Document,
        id: file.id.clone(),
        mime_type: file.mime_type.clone(),
        sha256: file.sha256.clone(),
        url: None,
        filename: Some(file.name.clone()),
        caption: None,
        voice: false,
        animated: false,
    };
    announced(&reference, "inbound", at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_everything_but_the_keys_of_its_files() {
        let answers = r#"{"flow_token":"t","scan":[{"file_name":"b.pdf","cdn_url":"https://mmg.whatsapp.net/x","encryption_metadata":{"encryption_key":"SECRET"}}]}"#;
        for response in [Value::String(answers.to_owned()), serde_json::from_str(answers).unwrap()] {
            let content = serde_json::json!({ "type": "nfm_reply", "nfm_reply": { "name": "flow", "response_json": response } }).to_string();
            let without = without_keys(&content).unwrap();
            assert!(!without.contains("SECRET") && without.contains("b.pdf"), "{without}");
            let reply = form(&without).unwrap().response().unwrap();
            assert_eq!(
                (&reply["flow_token"], &reply["scan"][0]["file_name"]),
                (&Value::from("t"), &Value::from("b.pdf"))
            );
        }
        for other in [
            r#"{"nfm_reply":{"response_json":"no JSON, encryption_metadata"}}"#,
            r#"{"button_reply":{"id":"encryption_metadata"}}"#,
        ] {
            assert_eq!(without_keys(other), None, "what cannot be read stays as it is");
        }
    }
}
