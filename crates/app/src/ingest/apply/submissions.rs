//! Completed forms among new messages: each becomes a submission, tied to the form we sent by its token, else by the message it answers.

use cloud_api::inbound::{Interactive, NfmReply};
use cloud_api::media::{MediaKind, MediaRef};
use serde_json::Value;
use store::{Error, NewJob, NewMedia, WorkspaceTx};

use super::Batch;
use crate::ingest::work::{Origin, announced};
use crate::media::download_job;
use crate::wa_flows::submission::{self, Sent};

/// Takes the submissions out of a batch's new messages.
pub(super) async fn apply(batch: &Batch, workspace: &mut WorkspaceTx<'_>) -> Result<Vec<store::NewEvent>, Error> {
    let mut events = Vec::new();
    for bubble in &batch.work.bubbles {
        let message = &bubble.message;
        let is_new = batch.new.contains(&message.id) && matches!(bubble.origin, Origin::Live { .. });
        if !is_new || message.kind != "interactive" {
            continue;
        }
        let (Some(reply), Some(contact)) = (form(&message.content), batch.contact_of(bubble.person)) else {
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
