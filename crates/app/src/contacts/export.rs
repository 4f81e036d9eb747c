//! Contacts as a table, and everything that is known of one person.

use model::{ContactId, WorkspaceId};
use serde_json::{Map, Value, json};
use store::{Contact, ContactFilter, CustomFieldRow, Limit, ThreadPosition};

use super::Contacts;
use crate::opt_outs::OptOutView;
use crate::views::{ContactSummary, ContactView, MessageView, NoteView, TimelineView};
use crate::{Actor, Result, sheet};

/// Rows in one read.
const PAGE: u32 = 500;

/// The columns before those of custom fields. An import knows them by these names.
const COLUMNS: [&str; 9] = [
    "phone",
    "name",
    "username",
    "email",
    "language",
    "tags",
    "opted out",
    "last seen",
    "created",
];

/// A table of contacts that is written page by page.
#[derive(Debug, Clone)]
pub struct ContactsTable {
    workspace_id: WorkspaceId,
    filter: ContactFilter,
    fields: Vec<CustomFieldRow>,
    next: Next,
}

#[derive(Debug, Clone)]
enum Next {
    Header,
    Page(Option<String>),
    End,
}

impl Contacts<'_> {
    /// Begins a table of the contacts that the filter lets through; noted in the audit log.
    pub async fn table(&self, actor: &Actor, filter: ContactFilter) -> Result<ContactsTable> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let fields = workspace.list_custom_fields().await?;
        let narrowed: Vec<&str> = [
            ("text", filter.text.is_some()),
            ("tag", filter.tag.is_some()),
            ("field", filter.field.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, is_set)| is_set.then_some(name))
        .collect();
        workspace
            .append_audit(&actor.audit(
                "contact.all_exported",
                "workspace",
                actor.workspace_id,
                json!({ "narrowed_by": narrowed }),
            ))
            .await?;
        tx.commit().await?;
        Ok(ContactsTable {
            workspace_id: actor.workspace_id,
            filter,
            fields,
            next: Next::Header,
        })
    }

    /// The next piece of a table, and nothing at its end.
    pub async fn write_on(&self, mut table: ContactsTable) -> Result<Option<(String, ContactsTable)>> {
        let text = match std::mem::replace(&mut table.next, Next::End) {
            Next::End => return Ok(None),
            Next::Header => {
                table.next = Next::Page(None);
                sheet::line(COLUMNS.into_iter().chain(table.fields.iter().map(|field| field.label.as_str())))
            }
            Next::Page(cursor) => {
                let workspace = self.0.store().workspace(table.workspace_id);
                let page = workspace.list_contacts(&table.filter, Limit::clamped(PAGE), cursor.as_deref()).await?;
                table.next = page.next_cursor.map_or(Next::End, |cursor| Next::Page(Some(cursor)));
                page.data.iter().map(|contact| row(contact, &table.fields)).collect()
            }
        };
        Ok(Some((text, table)))
    }

    /// Everything that is known of one person, for them to take along; noted in the audit log. Files stand in it by id.
    pub async fn export(&self, actor: &Actor, id: ContactId) -> Result<Value> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let contact = workspace.get_contact(id).await?;
        workspace.append_audit(&actor.audit("contact.exported", "contact", id, json!({}))).await?;
        tx.commit().await?;
        let workspace = self.0.store().workspace(actor.workspace_id);
        let limit = Limit::clamped(PAGE);
        let (mut opt_outs, mut timeline, mut notes, mut messages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut cursor = None;
        loop {
            let page = self.0.opt_outs().list_of(actor.workspace_id, id, limit, cursor.as_deref()).await?;
            opt_outs.extend(page.data.into_iter().map(|entry: OptOutView| json!(entry)));
            cursor = page.page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        loop {
            let page = workspace.list_contact_timeline(id, limit, cursor.as_deref()).await?;
            timeline.extend(page.data.into_iter().map(|row| json!(TimelineView::from(row))));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        if let Some(conversation) = contact.conversation_id {
            loop {
                let page = workspace.list_notes(conversation, limit, cursor.as_deref()).await?;
                notes.extend(page.data.into_iter().map(|row| json!(NoteView::from(row))));
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            loop {
                let position = cursor.as_deref().map_or(ThreadPosition::End, ThreadPosition::Older);
                let page = workspace.list_messages(conversation, position, limit).await?;
                let stretch: Vec<Value> = page.data.into_iter().map(|message| json!(MessageView::from(message))).collect();
                messages.splice(0..0, stretch);
                cursor = page.older_cursor;
                if cursor.is_none() {
                    break;
                }
            }
        }
        Ok(json!({
            "exported_at": self.0.now(),
            "contact": ContactView::from(contact),
            "opt_outs": opt_outs,
            "timeline": timeline,
            "notes": notes,
            "messages": messages,
        }))
    }
}

fn row(contact: &Contact, fields: &[CustomFieldRow]) -> String {
    let summary = ContactSummary::from(contact);
    let tags: Vec<&str> = contact.tags.iter().map(|tag| tag.name.as_str()).collect();
    let attributes: Map<String, Value> = serde_json::from_str(&contact.row.attributes).unwrap_or_default();
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        other => other.to_string(),
    };
    let row = &contact.row;
    let mut cells = vec![
        // Digits alone: with a plus it would look like a formula.
        row.phone.clone().unwrap_or_default(),
        summary.display_name,
        row.username.clone().unwrap_or_default(),
        row.email.clone().unwrap_or_default(),
        row.locale.clone().unwrap_or_default(),
        tags.join("; "),
        if summary.opted_out { "yes" } else { "no" }.to_owned(),
        row.last_seen_at.map(|at| at.to_string()).unwrap_or_default(),
        row.created_at.to_string(),
    ];
    cells.extend(fields.iter().map(|field| attributes.get(&field.key).map(text).unwrap_or_default()));
    sheet::line(cells.iter().map(String::as_str))
}
