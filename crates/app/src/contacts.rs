//! Contacts: added, changed, tagged, opted out, blocked and erased by the team.

use std::collections::HashSet;

use flow_engine::triggers::{Event, News};
use model::{ContactId, TagId, Timestamp, WorkspaceId};
use serde_json::{Map, Value, json};
use store::{Contact, ContactChange, CustomFieldRow, NewContact, WorkspaceTx};

use crate::views::ContactView;
use crate::{Actor, App, Error, Result, custom_fields, flow_events, inbox_events, text};

mod block;
mod export;
mod merge;
pub(crate) mod merges;
pub(crate) mod phone;
mod redact;

pub use export::ContactsTable;

/// What contacts can be asked to become.
pub struct Contacts<'a>(&'a App);

/// A contact to add.
#[derive(Debug, Clone, Default)]
pub struct ContactRequest {
    /// The name the team gives.
    pub name: Option<String>,
    /// The phone number, as typed, with its country code.
    pub phone: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Language tag.
    pub locale: Option<String>,
    /// The workspace's own fields.
    pub attributes: Map<String, Value>,
}

/// What to change about a contact; what is absent stays, what is `Some(None)` goes.
#[derive(Debug, Clone, Default)]
pub struct ContactPatch {
    /// The name the team gives.
    pub name: Option<Option<String>>,
    /// E-mail address.
    pub email: Option<Option<String>>,
    /// Language tag.
    pub locale: Option<Option<String>>,
    /// The workspace's own fields, all of them.
    pub attributes: Option<Map<String, Value>>,
    /// Opt out, or back in.
    pub opted_out: Option<bool>,
    /// Block or unblock.
    pub blocked: Option<bool>,
}

impl App {
    /// Contacts.
    #[must_use]
    pub fn contacts(&self) -> Contacts<'_> {
        Contacts(self)
    }
}

impl Contacts<'_> {
    /// Adds a contact; the answer to a known number names who has it.
    pub async fn create(&self, actor: &Actor, request: ContactRequest) -> Result<ContactView> {
        let phone = phone::normalise("/phone", &request.phone)?;
        let contact = NewContact {
            name: optional_name(request.name.as_deref())?,
            phone: phone.clone(),
            email: optional_email(request.email.as_deref())?,
            locale: optional_locale(request.locale.as_deref())?,
            attributes: String::new(),
        };
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let fields = workspace.list_custom_fields().await?;
        let contact = NewContact {
            attributes: checked_attributes(&fields, "{}", request.attributes)?,
            ..contact
        };
        if let Some(id) = workspace.find_contact_by_identity("phone", &phone).await? {
            return Err(exists(id));
        }
        let id = workspace.create_contact(&contact).await?;
        workspace.append_audit(&actor.audit("contact.created", "contact", id, json!({}))).await?;
        let view = inbox_events::contact_updated(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes a contact, if its version is still `if_version` (when given).
    pub async fn update(&self, actor: &Actor, id: ContactId, patch: ContactPatch, if_version: Option<i64>) -> Result<ContactView> {
        // Before the transaction: nothing is locked while WhatsApp is asked.
        let mut at_whatsapp = None;
        if let Some(block) = patch.blocked {
            let contact = self.0.store().workspace(actor.workspace_id).get_contact(id).await?;
            if contact.row.blocked_at.is_some() != block {
                at_whatsapp = Some(self.block_at_whatsapp(actor, &contact, block).await?);
            }
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_contact(id).await?;
        if if_version.is_some_and(|version| version != before.row.version) {
            return Err(store::Error::VersionMismatch("contact").into());
        }
        let fields = workspace.list_custom_fields().await?;
        let (change, changed) = apply(&before, &fields, patch, workspace.now())?;
        if changed.is_empty() {
            return Ok(before.into());
        }
        workspace.update_contact(&before, &change).await?;
        if changed.contains(&"opted_out") {
            workspace
                .append_opt_out(&crate::opt_outs::by_hand(actor, id, &change, workspace.now()))
                .await?;
        }
        tell_flows(&mut workspace, &before, &change).await?;
        let mut detail = json!({ "changed": changed });
        if let Some(where_else) = at_whatsapp {
            detail["blocked"] = json!({ "blocked": change.blocked_at.is_some(), "where": where_else });
        }
        workspace.append_audit(&actor.audit("contact.updated", "contact", id, detail)).await?;
        let view = inbox_events::contact_updated(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// What a list is narrowed to by a custom field, with the value in the form it is kept. A key without a field is looked for as text.
    pub async fn field_filter(&self, workspace: WorkspaceId, key: Option<String>, value: Option<String>) -> Result<Option<(String, Value)>> {
        let (key, value) = match (key, value) {
            (Some(key), Some(value)) if !value.trim().is_empty() => (key, value),
            (None, None) => return Ok(None),
            _ => return Err(Error::invalid("/field", "missing_value", "Give both, `field` and `value`.")),
        };
        let fields = self.0.store().workspace(workspace).list_custom_fields().await?;
        let Some(field) = fields.into_iter().find(|field| field.key == key) else {
            return Ok(Some((key, Value::String(value))));
        };
        let kept = custom_fields::value_of(&field.into(), &Value::String(value))?;
        Ok(kept.map(|value| (key, value)))
    }

    /// Puts a tag on a contact; one that is there already stays.
    pub async fn add_tag(&self, actor: &Actor, id: ContactId, tag_id: TagId) -> Result<ContactView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_contact(id).await?;
        let tag = workspace.get_tag(tag_id).await?.name;
        if !workspace.add_contact_tag(id, tag_id).await? {
            return Ok(before.into());
        }
        let event = Event::ContactChanged(News::TagAdded { tag });
        flow_events::tell(&mut workspace, before.conversation_id, &event).await?;
        let view = tags_changed(&mut workspace, actor, id, "contact.tagged", tag_id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Takes a tag off a contact; one that is not there is no trouble.
    pub async fn remove_tag(&self, actor: &Actor, id: ContactId, tag_id: TagId) -> Result<ContactView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_contact(id).await?;
        let tag = workspace.get_tag(tag_id).await?.name;
        if !workspace.remove_contact_tag(id, tag_id).await? {
            return Ok(before.into());
        }
        let event = Event::ContactChanged(News::TagRemoved { tag });
        flow_events::tell(&mut workspace, before.conversation_id, &event).await?;
        let view = tags_changed(&mut workspace, actor, id, "contact.untagged", tag_id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Erases a contact with everything about it, files and their items in raw deliveries included. Their next message makes a new contact.
    pub async fn delete(&self, actor: &Actor, id: ContactId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let conversation_id = workspace.get_contact(id).await?.conversation_id;
        let traces = workspace.find_traces(id).await?;
        let ids: HashSet<&str> = traces.ids.iter().map(String::as_str).collect();
        for delivery in &traces.deliveries {
            // One at a time: a delivery may have three megabytes.
            let raw = workspace.find_raw_body(*delivery).await?;
            if let Some(left) = raw.and_then(|raw| redact::without(&raw.body, &ids)) {
                workspace.redact_raw_body(*delivery, &left).await?;
            }
        }
        let erased = workspace.erase_contact(id).await?;
        workspace
            .append_audit(&actor.audit("contact.deleted", "contact", id, json!({ "files": erased.storage_keys.len() })))
            .await?;
        inbox_events::contact_deleted(&mut workspace, id, conversation_id).await?;
        tx.commit().await?;
        self.0.media().forget_files(erased.storage_keys).await;
        Ok(())
    }
}

/// What flows may wait for: a field with a new value, and whether the contact allows messages.
async fn tell_flows(workspace: &mut WorkspaceTx<'_>, before: &Contact, after: &ContactChange) -> Result<()> {
    let fields = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let (old, new) = (fields(&before.row.attributes), fields(&after.attributes));
    let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
    for name in names.filter(|name| old.get(*name) != new.get(*name)) {
        let event = Event::ContactChanged(News::Field {
            name: name.clone(),
            value: new.get(name).cloned().unwrap_or_default(),
        });
        flow_events::tell(workspace, before.conversation_id, &event).await?;
    }
    if before.row.opted_out_at.is_some() != after.opted_out_at.is_some() {
        let event = Event::ContactChanged(News::OptIn {
            allowed: after.opted_out_at.is_none(),
        });
        flow_events::tell(workspace, before.conversation_id, &event).await?;
    }
    Ok(())
}

async fn tags_changed(workspace: &mut WorkspaceTx<'_>, actor: &Actor, id: ContactId, action: &'static str, tag_id: TagId) -> Result<ContactView> {
    workspace.touch_contact(id).await?;
    workspace
        .append_audit(&actor.audit(action, "contact", id, json!({ "tag_id": tag_id })))
        .await?;
    inbox_events::contact_updated(workspace, id).await
}

fn exists(id: ContactId) -> Error {
    Error::conflict("contact.exists", format!("This number belongs to the contact {id}.")).remedy("Open that contact instead.")
}

/// The contact as it should be, and the names of what differs.
fn apply(before: &Contact, fields: &[CustomFieldRow], patch: ContactPatch, now: Timestamp) -> Result<(ContactChange, Vec<&'static str>)> {
    let row = &before.row;
    let change = ContactChange {
        name: patch.name.map_or_else(|| Ok(row.name.clone()), |name| optional_name(name.as_deref()))?,
        email: patch
            .email
            .map_or_else(|| Ok(row.email.clone()), |email| optional_email(email.as_deref()))?,
        locale: patch
            .locale
            .map_or_else(|| Ok(row.locale.clone()), |locale| optional_locale(locale.as_deref()))?,
        attributes: patch
            .attributes
            .map_or_else(|| Ok(row.attributes.clone()), |given| checked_attributes(fields, &row.attributes, given))?,
        opted_out_at: since(row.opted_out_at, patch.opted_out, now),
        blocked_at: since(row.blocked_at, patch.blocked, now),
    };
    let differs = [
        ("name", change.name != row.name),
        ("email", change.email != row.email),
        ("locale", change.locale != row.locale),
        ("attributes", change.attributes != row.attributes),
        ("opted_out", change.opted_out_at != row.opted_out_at),
        ("blocked", change.blocked_at != row.blocked_at),
    ];
    let changed = differs.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect();
    Ok((change, changed))
}

fn since(before: Option<Timestamp>, wish: Option<bool>, now: Timestamp) -> Option<Timestamp> {
    match wish {
        Some(true) => before.or(Some(now)),
        Some(false) => None,
        None => before,
    }
}

fn optional_name(name: Option<&str>) -> Result<Option<String>> {
    name.filter(|name| !name.trim().is_empty())
        .map(|name| text::name("/name", name))
        .transpose()
}

fn optional_email(email: Option<&str>) -> Result<Option<String>> {
    email
        .filter(|email| !email.trim().is_empty())
        .map(|email| text::email("/email", email))
        .transpose()
}

/// A language tag such as `es` or `es-MX`; only its shape is checked.
pub(crate) fn optional_locale(locale: Option<&str>) -> Result<Option<String>> {
    let Some(locale) = locale.map(str::trim).filter(|locale| !locale.is_empty()) else {
        return Ok(None);
    };
    let well_formed = locale.len() <= 35
        && locale
            .split(['-', '_'])
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if well_formed {
        Ok(Some(locale.to_owned()))
    } else {
        Err(Error::invalid("/locale", "invalid_value", "Write a language like es or es-MX."))
    }
}

pub(crate) fn checked_attributes(fields: &[CustomFieldRow], before: &str, mut attributes: Map<String, Value>) -> Result<String> {
    let before: Map<String, Value> = serde_json::from_str(before).unwrap_or_default();
    custom_fields::conform(fields, &before, &mut attributes)?;
    let wrong = |detail: &'static str| Err(Error::invalid("/attributes", "invalid_value", detail));
    if attributes.len() > 50 {
        return wrong("Use at most 50 fields.");
    }
    if attributes
        .keys()
        .any(|key| key.is_empty() || key.chars().count() > 64 || key.contains('\0'))
    {
        return wrong("A field's name has 1 to 64 characters.");
    }
    let json = Value::Object(attributes).to_string();
    if json.len() > 8192 {
        wrong("All fields together have at most 8 KB.")
    } else {
        Ok(json)
    }
}
