//! Two contacts that are one person, as people decide it: what may be one, what a merge would do, doing it, and taking ids off again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use model::ContactId;
use serde_json::{Map, Value, json};
use store::{Contact, MergeChoices, NewAudit};

use super::{Contacts, merges};
use crate::announce::{self, News};
use crate::views::{ContactSummary, ContactView, DuplicateReason, DuplicateView, MergeConflict, MergePreview, MergeThreadView, SplitView};
use crate::{Actor, Error, Result};

/// Pairs of one answer.
const MOST_PAIRS: i64 = 200;
/// How often a merge is tried when others work on the same rows.
const TRIES: u32 = 5;

impl Contacts<'_> {
    /// Pairs of contacts that may be one person, of one contact or of all, each with its reasons.
    pub async fn duplicates(&self, workspace: model::WorkspaceId, contact: Option<ContactId>) -> Result<Vec<DuplicateView>> {
        let workspace = self.0.store().workspace(workspace);
        let rows = workspace.list_duplicates(contact, MOST_PAIRS).await?;
        let ids: BTreeSet<ContactId> = rows.iter().flat_map(|row| [row.one_id, row.other_id]).collect();
        let found = workspace.contacts_by_ids(&ids.into_iter().collect::<Vec<_>>()).await?;
        let people: BTreeMap<ContactId, &Contact> = found.iter().map(|contact| (contact.row.id, contact)).collect();
        let mut pairs: BTreeMap<(ContactId, ContactId), Vec<DuplicateReason>> = BTreeMap::new();
        for row in rows {
            let reason = DuplicateReason::of(&row.reason, row.value);
            pairs.entry((row.one_id, row.other_id)).or_default().push(reason);
        }
        let views = pairs.into_iter().filter_map(|((one, other), reasons)| {
            let (one, other) = (people.get(&one)?, people.get(&other)?);
            Some(DuplicateView {
                contacts: [ContactSummary::from(*one), ContactSummary::from(*other)].into(),
                reasons,
            })
        });
        Ok(views.collect())
    }

    /// What would happen if `from` went into `into`. Nothing changes.
    pub async fn preview_merge(&self, workspace: model::WorkspaceId, into: ContactId, from: ContactId) -> Result<MergePreview> {
        if from == into {
            return Err(itself());
        }
        let workspace = self.0.store().workspace(workspace);
        let (kept, gone) = (workspace.get_contact(into).await?, workspace.get_contact(from).await?);
        let threads = workspace.merge_threads_of(into, from).await?;
        let conflicts = conflicts(&kept, &gone);
        let known: BTreeSet<_> = kept.tags.iter().map(|tag| tag.id).collect();
        let joining = threads.iter().filter(|thread| thread.contact_id == from);
        Ok(MergePreview {
            tags: gone.tags.iter().filter(|tag| !known.contains(&tag.id)).map(Into::into).collect(),
            message_count: joining.clone().map(|thread| thread.message_count).sum(),
            note_count: joining.map(|thread| thread.note_count).sum(),
            conversations: threads.into_iter().map(MergeThreadView::from).collect(),
            conflicts,
            from: ContactView::from(gone),
            into: ContactView::from(kept),
        })
    }

    /// Merges `from` into `into`. Where both have a field, `take` names those that come from the contact that goes. Doing it again changes nothing.
    pub async fn merge(&self, actor: &Actor, into: ContactId, from: ContactId, take: BTreeSet<String>) -> Result<ContactView> {
        if from == into {
            return Err(itself());
        }
        if let Some(wrong) = take.iter().find(|field| !is_field(field)) {
            let detail = format!("`{wrong}` is no field: name, email, locale, or attributes. and the name of one.");
            return Err(Error::invalid("/take", "invalid_value", detail));
        }
        let choices = MergeChoices { take };
        for attempt in 1.. {
            match self.try_merge(actor, into, from, &choices).await {
                Err(store::Error::Gone(_)) => return self.merged_before(actor, into, from).await,
                Err(error) if error.is_transient() && attempt < TRIES => self.0.pause(Duration::from_millis(u64::from(20 * attempt * attempt))).await,
                Err(error) => return Err(error.into()),
                Ok(view) => return Ok(view),
            }
        }
        unreachable!("the loop has no end but its returns")
    }

    async fn try_merge(&self, actor: &Actor, into: ContactId, from: ContactId, choices: &MergeChoices) -> Result<ContactView, store::Error> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let merged = workspace.merge_contacts(from, into, choices).await?;
        let mut detail = merges::detail(&merged);
        detail["taken"] = json!(choices.take);
        let entry: NewAudit = actor.audit("contact.merged", "contact", into, detail);
        workspace.append_audit(&entry).await?;
        merges::announce(&mut workspace, &merged).await?;
        let news = News {
            contacts: vec![into],
            conversations: merges::threads(std::slice::from_ref(&merged)).collect(),
            ..News::default()
        };
        announce::news(&mut workspace, news).await.map_err(|error| store::Error::Corrupt {
            column: "events.data",
            detail: error.to_string(),
        })?;
        let view = ContactView::from(workspace.get_contact(into).await?);
        tx.commit().await?;
        Ok(view)
    }

    /// One of the two is not there: because it was merged before, or because there never was one.
    async fn merged_before(&self, actor: &Actor, into: ContactId, from: ContactId) -> Result<ContactView> {
        let workspace = self.0.store().workspace(actor.workspace_id);
        let kept = workspace.get_contact(into).await.map_err(Error::from)?;
        match workspace.find_merged_contact(from).await? {
            Some(id) if id == into => Ok(ContactView::from(kept)),
            Some(other) => Err(merged_into(from, other)),
            None => Err(store::Error::NotFound("contact").into()),
        }
    }

    /// Reads a contact; one that was merged says where it went.
    pub async fn get(&self, workspace: model::WorkspaceId, id: ContactId) -> Result<ContactView> {
        let workspace = self.0.store().workspace(workspace);
        match workspace.get_contact(id).await {
            Ok(contact) => Ok(ContactView::from(contact)),
            Err(store::Error::NotFound(_)) => match workspace.find_merged_contact(id).await? {
                Some(into) => Err(merged_into(id, into)),
                None => Err(store::Error::NotFound("contact").into()),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// Somebody says that these are two people: they are not suggested again.
    pub async fn distinguish(&self, actor: &Actor, one: ContactId, other: ContactId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.distinguish_contacts(one, other, Some(actor.user_id)).await?;
        workspace
            .append_audit(&actor.audit("contact.distinguished", "contact", one, json!({ "other_id": other })))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes ids off a contact and gives them to a new one; messages stay where they are.
    pub async fn split(&self, actor: &Actor, id: ContactId, ids: Vec<(String, String)>) -> Result<SplitView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_contact(id).await?;
        if ids.is_empty() || ids.len() >= before.identities.len() {
            let detail = "Choose at least one id, and leave at least one.";
            return Err(Error::invalid("/identities", "invalid_value", detail));
        }
        let new = workspace.split_contact(id, &ids, Some(actor.user_id)).await?;
        let kinds: Vec<&str> = ids.iter().map(|(kind, _)| kind.as_str()).collect();
        workspace
            .append_audit(&actor.audit("contact.split", "contact", id, json!({ "into_id": new, "identities": kinds })))
            .await?;
        let news = News {
            contacts: vec![id, new],
            ..News::default()
        };
        announce::news(&mut workspace, news).await?;
        let view = SplitView {
            contact: workspace.get_contact(id).await?.into(),
            new_contact: workspace.get_contact(new).await?.into(),
        };
        tx.commit().await?;
        Ok(view)
    }
}

/// Fields that both have and that differ.
fn conflicts(kept: &Contact, gone: &Contact) -> Vec<MergeConflict> {
    let mut found = Vec::new();
    let texts = [
        ("name", &kept.row.name, &gone.row.name),
        ("email", &kept.row.email, &gone.row.email),
        ("locale", &kept.row.locale, &gone.row.locale),
    ];
    for (field, kept, gone) in texts {
        if let (Some(kept), Some(gone)) = (kept, gone)
            && kept != gone
        {
            found.push(MergeConflict {
                field: field.to_owned(),
                kept: Value::String(kept.clone()),
                taken: Value::String(gone.clone()),
            });
        }
    }
    let fields = |contact: &Contact| serde_json::from_str::<Map<String, Value>>(&contact.row.attributes).unwrap_or_default();
    let (kept, gone) = (fields(kept), fields(gone));
    for (name, taken) in gone {
        if let Some(kept) = kept.get(&name).filter(|kept| **kept != taken) {
            found.push(MergeConflict {
                field: format!("attributes.{name}"),
                kept: kept.clone(),
                taken,
            });
        }
    }
    found
}

fn is_field(field: &str) -> bool {
    matches!(field, "name" | "email" | "locale") || field.strip_prefix("attributes.").is_some_and(|name| !name.is_empty())
}

fn itself() -> Error {
    Error::invalid("/contact_id", "invalid_value", "A contact cannot be merged with itself.")
}

fn merged_into(from: ContactId, into: ContactId) -> Error {
    Error::not_found("contact.merged", format!("The contact {from} was merged into {into}.")).remedy("Open that contact instead.")
}
