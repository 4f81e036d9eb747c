//! What a customer sent with a form: tied to what we sent, put under its labels, its files fetched.
//!
//! All of it is the customer's text: the token is looked up, and names only a form that went to the same customer.

use model::{ChannelId, ContactId, ConversationId, MediaId, MessageId, SubmissionId, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::{Error, NewEvent, NewJob, NewSubmission, SubmissionRow, WaFlowTokenRow, WorkspaceTx};
use wa_flow_crypto::media::{self, Media};

use super::definition::Definition;
use super::{forwards, tokens};
use crate::App;
use crate::job::JobError;

/// The job that fetches a file whose keys came with the form.
pub(crate) const FILE: &str = "wa_flows.file";
/// WhatsApp keeps them for twenty days; pauses grow to an hour.
const ATTEMPTS: i64 = 300;
const MOST_FIELDS: usize = 500;
const MOST_FILES: usize = 30;
const LONGEST_VALUE: usize = 20_000;
const LONGEST_SEARCH: usize = 8_000;

/// A completed form that came in.
#[derive(Debug)]
pub(crate) struct Sent<'a> {
    pub(crate) channel_id: ChannelId,
    pub(crate) contact_id: ContactId,
    pub(crate) conversation_id: ConversationId,
    pub(crate) message_id: MessageId,
    pub(crate) reply_to_wamid: Option<&'a str>,
    pub(crate) at: Timestamp,
}

/// A file in a completed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Meta's id of it.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) mime_type: Option<String>,
    pub(crate) sha256: Option<String>,
}

/// A submission on its way to be kept, with the files to be fetched for it.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) new: NewSubmission,
    pub(crate) media: Vec<File>,
    /// Keys and address of those that are encrypted, in the same order.
    pub(crate) encrypted: Vec<Option<Media>>,
    pub(crate) fields_of_files: Vec<String>,
}

/// One field as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Field {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) value: Value,
}

/// Reads a completed form and finds what it belongs to.
pub(crate) async fn take(workspace: &mut WorkspaceTx<'_>, sent: &Sent<'_>, mut response: Map<String, Value>) -> Result<Taken, Error> {
    let token = response.remove("flow_token");
    let (bound_by, token) = bind(workspace, sent, token.as_ref().and_then(Value::as_str)).await?;
    let flow = match &token {
        Some(token) => Some(workspace.get_wa_flow(token.wa_flow_id).await?),
        None => None,
    };
    let definition = match &flow {
        Some(flow) => workspace
            .find_newest_wa_flow_version(flow.id)
            .await?
            .as_deref()
            .and_then(Definition::read),
        None => None,
    };
    if let Some(token) = &token {
        workspace.use_wa_flow_token(&token.token_hash, sent.at).await?;
    }
    let (fields, files) = read(definition.as_ref(), response);
    let row = SubmissionRow {
        id: SubmissionId::new(),
        wa_flow_id: flow.as_ref().map(|flow| flow.id),
        flow_name: flow.map(|flow| flow.name).unwrap_or_default(),
        contact_id: sent.contact_id,
        conversation_id: sent.conversation_id,
        message_id: sent.message_id,
        at: sent.at,
        bound_by: bound_by.to_owned(),
        fields: serde_json::to_string(&fields).map_err(|error| Error::Corrupt {
            column: "submissions.fields",
            detail: error.to_string(),
        })?,
    };
    let new = NewSubmission {
        row,
        search: search(&fields),
        files: Vec::new(),
    };
    let mut taken = Taken {
        new,
        media: Vec::new(),
        encrypted: Vec::new(),
        fields_of_files: Vec::new(),
    };
    for (field, file, keys) in files {
        taken.fields_of_files.push(field);
        taken.media.push(file);
        taken.encrypted.push(keys);
    }
    Ok(taken)
}

/// Which form of ours it completes: by the token, when it went to this customer; else by the message it answers.
async fn bind(workspace: &mut WorkspaceTx<'_>, sent: &Sent<'_>, token: Option<&str>) -> Result<(&'static str, Option<WaFlowTokenRow>), Error> {
    if let Some(token) = token {
        let found = workspace.find_wa_flow_token(&tokens::hash(token)).await?;
        if let Some(found) = found.filter(|found| found.contact_id == sent.contact_id) {
            return Ok(("token", Some(found)));
        }
    }
    if let Some(wamid) = sent.reply_to_wamid {
        for message in workspace.messages_by_wamid(sent.channel_id, wamid).await? {
            let found = workspace.find_wa_flow_token_of(message).await?;
            if let Some(found) = found.filter(|found| found.contact_id == sent.contact_id) {
                return Ok(("context", Some(found)));
            }
        }
    }
    Ok(("none", None))
}

type FileOfField = (String, File, Option<Media>);

/// Fields under their labels, and the files among them.
fn read(definition: Option<&Definition>, response: Map<String, Value>) -> (Vec<Field>, Vec<FileOfField>) {
    let mut files = Vec::new();
    let mut fields = Vec::new();
    for (key, value) in response.into_iter().take(MOST_FIELDS) {
        let found = files_in(&value);
        let value = if found.is_empty() {
            definition.map_or_else(|| value.clone(), |definition| definition.titled(&key, &value))
        } else {
            found.iter().map(|(file, _)| Value::from(file.name.clone())).collect()
        };
        let room = MOST_FILES.saturating_sub(files.len());
        files.extend(found.into_iter().take(room).map(|(file, keys)| (key.clone(), file, keys)));
        fields.push(Field {
            label: definition.and_then(|definition| definition.label(&key)).unwrap_or_else(|| readable(&key)),
            value: shortened(value),
            key,
        });
    }
    (fields, files)
}

/// The files in a value: with ids that the Cloud API knows, or encrypted on WhatsApp's servers.
fn files_in(value: &Value) -> Vec<(File, Option<Media>)> {
    if let Some(encrypted) = media::find(value) {
        let file = |media: Media| {
            let file = File {
                id: media.media_id.clone(),
                name: name(&media.file_name),
                mime_type: None,
                sha256: None,
            };
            (file, Some(media))
        };
        return encrypted.into_iter().map(file).collect();
    }
    let text = |item: &Value, name: &str| item[name].as_str().map(str::to_owned);
    let file = |item: &Value| {
        Some((
            File {
                id: text(item, "id")?,
                name: name(item["file_name"].as_str()?),
                mime_type: Some(text(item, "mime_type")?),
                sha256: text(item, "sha256"),
            },
            None,
        ))
    };
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(file).collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn name(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(200).collect()
}

/// `first_name` as people write it.
fn readable(key: &str) -> String {
    let text = key.replace(['_', '-'], " ");
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).take(200).collect())
        .unwrap_or_default()
}

/// What is very long is cut, so that a hostile form fills nobody's disk.
fn shortened(value: Value) -> Value {
    match value {
        Value::String(text) if text.len() > LONGEST_VALUE => text.chars().take(LONGEST_VALUE).collect::<String>().into(),
        Value::Array(_) | Value::Object(_) if value.to_string().len() > LONGEST_VALUE => Value::from("…"),
        other => other,
    }
}

fn search(fields: &[Field]) -> String {
    let mut text = String::new();
    for field in fields {
        let value = match &field.value {
            Value::String(value) => value.clone(),
            other => other.to_string(),
        };
        text.push_str(&format!("{} {} {value}\n", field.key, field.label));
    }
    text.to_lowercase().chars().take(LONGEST_SEARCH).collect()
}

/// Keeps a submission once, with its way to everybody who wants it; gives the events to be told.
pub(crate) async fn keep(workspace: &mut WorkspaceTx<'_>, new: &NewSubmission) -> Result<Vec<NewEvent>, Error> {
    if !workspace.create_submission(new).await? {
        return Ok(Vec::new());
    }
    let row = &new.row;
    if let Some(flow) = row.wa_flow_id {
        forwards::queue(workspace, flow, row.id).await?;
    }
    let about = json!({ "submission": {
        "id": row.id, "wa_flow_id": row.wa_flow_id, "contact_id": row.contact_id, "conversation_id": row.conversation_id, "message_id": row.message_id,
    } });
    Ok(vec![NewEvent::new("submission.created", Some(row.conversation_id), &about)?])
}

/// What the job needs to know. Its keys open the file, so it is never logged.
#[derive(Serialize, Deserialize)]
struct Payload {
    media_id: MediaId,
    file: Media,
}

/// The job that fetches an encrypted file.
pub(crate) fn file_job(media_id: MediaId, file: &Media, now: Timestamp) -> NewJob {
    let payload = Payload {
        media_id,
        file: file.clone(),
    };
    NewJob {
        kind: FILE,
        payload: serde_json::to_string(&payload).expect("texts are plain JSON"),
        dedupe_key: Some(media_id.to_string()),
        run_at: now,
        max_attempts: ATTEMPTS,
    }
}

/// Fetches an encrypted file from WhatsApp's servers only, checks and opens it, and keeps it like any other file.
pub(crate) async fn fetch(app: &App, workspace_id: WorkspaceId, payload: &str) -> Result<(), JobError> {
    let Payload { media_id, file } = serde_json::from_str(payload).map_err(|_| JobError::fail("the job cannot be read"))?;
    let workspace = app.store().workspace(workspace_id);
    let row = workspace.get_media(media_id).await?;
    if row.state != "pending" {
        return Ok(());
    }
    let channel = match row.channel_id {
        Some(id) => workspace.get_channel(id).await?,
        None => return Ok(()),
    };
    let graph = app.graph(&channel.kind)?;
    let downloaded = match graph.download_form_file(&file.cdn_url, media::MAX_FILE_BYTES as u64).await {
        Ok(download) => download.into_bytes().await,
        Err(error) => Err(error),
    };
    let sealed = match downloaded {
        Ok(sealed) => sealed,
        Err(error @ (cloud_api::client::DownloadError::Refused(_) | cloud_api::client::DownloadError::TooLarge(_))) => {
            return Ok(crate::media::give_up(app, workspace_id, media_id, &error.to_string()).await?);
        }
        Err(error) if row.meta_expires_at.is_some_and(|end| end <= app.now()) => {
            return Ok(crate::media::give_up(app, workspace_id, media_id, &error.to_string()).await?);
        }
        Err(error) => return Err(JobError::retry(error)),
    };
    let opened = tokio::task::spawn_blocking(move || media::decrypt(&sealed, &file.encryption_metadata)).await;
    match opened.map_err(JobError::retry)? {
        Ok(plain) => Ok(crate::media::keep_bytes(app, workspace_id, &row, plain.into()).await?),
        // The submission stays, and says why its file does not.
        Err(error) => Ok(crate::media::give_up(app, workspace_id, media_id, &format!("The file was not taken: {error}.")).await?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn fields_have_the_labels_and_titles_of_the_form() {
        let form = json!({ "version": "7.3", "screens": [
            { "id": "A", "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "RadioButtonsGroup", "name": "stars", "label": "How was it?", "data-source": [{ "id": "5", "title": "Great" }] },
                { "type": "CheckboxGroup", "name": "likes", "label": "What did you like?", "data-source": [{ "id": "a", "title": "Food" }, { "id": "b", "title": "Music" }] },
                { "type": "TextInput", "name": "mail_field", "label": "E-mail" } ] } },
            { "id": "B", "terminal": true, "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "Footer", "label": "Send", "on-click-action": { "name": "complete", "payload": { "mail": "${screen.A.form.mail_field}" } } } ] } } ] });
        let definition = Definition::read(&form.to_string()).unwrap();
        let (fields, files) = read(
            Some(&definition),
            response(r#"{"stars": "5", "likes": ["a", "b", "x"], "mail": "ana@example.com", "first_name": "Ana"}"#),
        );
        let seen: Vec<(&str, &str, Value)> = fields
            .iter()
            .map(|field| (field.key.as_str(), field.label.as_str(), field.value.clone()))
            .collect();
        assert!(seen.contains(&("stars", "How was it?", json!("Great"))), "{seen:?}");
        assert!(seen.contains(&("likes", "What did you like?", json!(["Food", "Music", "x"]))));
        assert!(
            seen.contains(&("mail", "E-mail", json!("ana@example.com"))),
            "another name in the payload"
        );
        assert!(seen.contains(&("first_name", "First name", json!("Ana"))), "nothing known of it");
        assert!(files.is_empty());
    }

    #[test]
    fn files_are_found_and_their_keys_are_in_no_field() {
        let (fields, files) = read(
            None,
            response(
                r#"{"photos": [{"file_name": "a.jpg", "mime_type": "image/jpeg", "sha256": "x", "id": "77"}],
                    "scan": [{"media_id": "m", "cdn_url": "https://mmg.whatsapp.net/x", "file_name": "b.pdf", "encryption_metadata":
                        {"encrypted_hash": "1", "iv": "2", "encryption_key": "SECRET", "hmac_key": "4", "plaintext_hash": "5"}}],
                    "people": [{"id": "1", "name": "no file"}]}"#,
            ),
        );
        assert_eq!(files.len(), 2);
        assert!(
            files
                .iter()
                .any(|(field, file, keys)| field == "photos" && file.id == "77" && keys.is_none())
        );
        assert!(
            files
                .iter()
                .any(|(field, file, keys)| field == "scan" && file.name == "b.pdf" && keys.is_some())
        );
        let kept = serde_json::to_string(&fields).unwrap();
        assert!(!kept.contains("SECRET") && kept.contains("b.pdf"), "{kept}");
    }

    #[test]
    fn f08_hostile_values_are_bounded_and_names_mean_nothing() {
        let wide: Map<String, Value> = (0..10_000).map(|at| (format!("f{at}"), json!("x".repeat(100_000).get(..50)))).collect();
        assert_eq!(read(None, wide).0.len(), MOST_FIELDS);
        let (fields, _) = read(None, response(&json!({ "long": "x".repeat(100_000) }).to_string()));
        assert_eq!(fields[0].value.as_str().unwrap().len(), LONGEST_VALUE);
        assert!(search(&fields).len() <= LONGEST_SEARCH);
        let mut deep = json!("end");
        for _ in 0..60 {
            deep = json!([deep]);
        }
        let odd = json!({ "__proto__": { "admin": true }, "constructor": "x", "": "nameless", "deep": deep, "wide": vec![0; 100_000] });
        let (fields, files) = read(None, odd.as_object().unwrap().clone());
        assert_eq!((fields.len(), files.len()), (5, 0), "names are names");
        let of = |key: &str| fields.iter().find(|field| field.key == key).unwrap();
        assert_eq!((&of("__proto__").value, &of("wide").value), (&json!({ "admin": true }), &json!("…")));
    }
}
