//! What everybody is told when two contacts became one.

use model::ConversationId;
use serde_json::{Value, json};
use store::{AuditActor, Error, Merged, NewAudit, NewEvent, WorkspaceTx};

/// Appends `contact.merged` for each, and an entry of the audit log, for merges that WhatsApp's own ids made necessary.
pub(crate) async fn tell(workspace: &mut WorkspaceTx<'_>, merged: &[Merged]) -> Result<(), Error> {
    for merge in merged {
        let entry = NewAudit {
            actor: AuditActor::System,
            action: "contact.merged",
            target_kind: "contact",
            target_id: merge.into.to_string(),
            detail: detail(merge),
            ip: String::new(),
            request_id: String::new(),
        };
        workspace.append_audit(&entry).await?;
        announce(workspace, merge).await?;
    }
    Ok(())
}

/// Appends `contact.merged`.
pub(super) async fn announce(workspace: &mut WorkspaceTx<'_>, merge: &Merged) -> Result<(), Error> {
    let gone: Vec<Value> = merge
        .threads
        .iter()
        .map(|(from, into)| json!({ "conversation_id": from, "into_id": into }))
        .collect();
    let data = json!({ "contact_id": merge.from, "into_id": merge.into, "conversations": gone });
    workspace.append_events(&[NewEvent::new("contact.merged", None, &data)?]).await?;
    Ok(())
}

/// Enough to tell later what happened and what would have to be split off again. Kinds and numbers of ids, never the ids themselves: the audit log outlives
/// people who are erased.
pub(super) fn detail(merge: &Merged) -> Value {
    let mut kinds: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for (kind, _) in &merge.identities {
        *kinds.entry(kind).or_default() += 1;
    }
    json!({
        "from_id": merge.from,
        "identities": kinds,
        "conversations": merge.threads.iter().map(|(from, into)| json!({ "from_id": from, "into_id": into })).collect::<Vec<_>>(),
        "moved_conversations": merge.moved_threads,
        "messages": merge.messages,
    })
}

/// The threads that look different after it.
pub(crate) fn threads(merged: &[Merged]) -> impl Iterator<Item = ConversationId> {
    let joined = merged.iter().flat_map(|merge| merge.threads.iter().map(|(_, into)| *into));
    joined.chain(merged.iter().flat_map(|merge| merge.moved_threads.iter().copied()))
}
