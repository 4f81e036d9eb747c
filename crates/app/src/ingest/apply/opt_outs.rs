//! Contacts who opt out or come back: by a word, in WhatsApp's settings, or because Meta refused a message for it.

use std::collections::BTreeMap;

use model::opt_out::{MAX_WORD, Wish};
use model::{ContactId, MessageId, MessageStatus, WorkspaceSettings};
use serde_json::Value;
use store::{Error, NewOptOut, StatusChange, WorkspaceTx};

use super::super::work::{Bubble, Origin};
use super::Batch;
use crate::opt_outs::{MARKETING_STOPPED, refusal};
use crate::views::{ErrorCode, MessageError};

/// Writes decisions into the ledger, in the order of contacts, and notes who changed.
pub(super) async fn apply(batch: &mut Batch, workspace: &mut WorkspaceTx<'_>) -> Result<(), Error> {
    let mut entries: BTreeMap<ContactId, Vec<NewOptOut>> = BTreeMap::new();
    for entry in words(batch, workspace).await? {
        entries.entry(entry.contact_id).or_default().push(entry);
    }
    for decision in &batch.work.decisions {
        let Some(contact_id) = batch.contact_of(decision.person) else { continue };
        entries.entry(contact_id).or_default().push(NewOptOut {
            contact_id,
            action: if decision.stops { "opt_out" } else { "opt_in" },
            scope: "marketing",
            source: "whatsapp",
            message_id: None,
            wamid: None,
            actor_id: None,
            detail: decision.detail.clone(),
            dedupe_key: Some(decision.key.clone()),
            at: decision.at,
        });
    }
    for (contact, entries) in entries {
        for entry in entries {
            if workspace.append_opt_out(&entry).await? {
                batch.news.contacts.push(contact);
                batch.decided.push(entry);
            }
        }
    }
    let events: Vec<_> = batch.work.decisions.iter().map(|decision| decision.event_id).collect();
    for event in events {
        batch.work.count_new(event);
    }
    Ok(())
}

/// Messages that Meta took and then refused because their person wants no marketing.
pub(super) async fn note_refusals(batch: &mut Batch, workspace: &mut WorkspaceTx<'_>, changes: &[StatusChange]) -> Result<(), Error> {
    for change in changes {
        let Some(error) = change.error.as_deref().map(MessageError::from_stored) else {
            continue;
        };
        if change.status != MessageStatus::Failed || error.code != ErrorCode::Meta(MARKETING_STOPPED) {
            continue;
        }
        if let Some(contact) = workspace.contact_of_message(change.id).await? {
            let at = change.at.unwrap_or_else(|| workspace.now());
            workspace.append_opt_out(&refusal(contact, change.id, &error.detail, at)).await?;
            batch.news.contacts.push(contact);
        }
    }
    Ok(())
}

/// New messages that are nothing but one of the workspace's words. The words are read only when a message is short enough to be one.
async fn words(batch: &Batch, workspace: &mut WorkspaceTx<'_>) -> Result<Vec<NewOptOut>, Error> {
    let candidates: Vec<(ContactId, MessageId, &Bubble, String)> = batch
        .work
        .bubbles
        .iter()
        .filter(|bubble| matches!(bubble.origin, Origin::Live { .. }) && batch.new.contains(&bubble.message.id))
        .filter_map(|bubble| Some((batch.contact_of(bubble.person)?, bubble.message.id, bubble, said(bubble)?)))
        .collect();
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let words = WorkspaceSettings::from_stored(&workspace.find_settings().await?).opt_out_words;
    let words = words.index();
    let entries = candidates.into_iter().filter_map(|(contact_id, message_id, bubble, text)| {
        let (wish, word) = words.wish(&text)?;
        Some(NewOptOut {
            contact_id,
            action: match wish {
                Wish::Stop => "opt_out",
                Wish::Start => "opt_in",
            },
            scope: "all",
            source: "word",
            message_id: Some(message_id),
            wamid: Some(bubble.message.wamid.clone()),
            actor_id: None,
            detail: word.to_owned(),
            dedupe_key: Some(format!("word:{}", bubble.message.wamid)),
            // Its place in the thread, not Meta's bare second: the word itself must not count as something written after it.
            at: bubble.message.sent_at,
        })
    });
    Ok(entries.collect())
}

/// The words of a text, or of the button of a template; nothing when they are too many to be a word.
fn said(bubble: &Bubble) -> Option<String> {
    let member = match bubble.message.kind.as_str() {
        "text" => "/body",
        "button" => "/text",
        _ => return None,
    };
    // A long text is not even read.
    if bubble.message.content.len() > MAX_WORD * 32 {
        return None;
    }
    let content: Value = serde_json::from_str(&bubble.message.content).ok()?;
    content
        .pointer(member)?
        .as_str()
        .filter(|text| text.chars().count() <= MAX_WORD * 2)
        .map(str::to_owned)
}
