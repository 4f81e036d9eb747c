//! Submissions for people: listed, looked at, written as a table, and as the document that forwards map.

use std::collections::HashMap;

use model::{ContactId, MediaId, SubmissionId, UserId, WorkspaceId};
use serde_json::{Map, Value, json};
use store::{Limit, SubmissionFilter, SubmissionRow};

use super::WaFlows;
use crate::views::{ContactSummary, ForwardCounts, MediaView, Page, SubmissionContact, SubmissionField, SubmissionFlow, SubmissionView};
use crate::{Actor, Error, Result, sheet};

/// Rows in one read of a table.
const PAGE: u32 = 500;
/// Columns of a table: keys of forms, in the order they are met.
const MOST_COLUMNS: usize = 200;

impl WaFlows<'_> {
    /// Submissions, the latest first.
    pub async fn submissions(&self, actor: &Actor, filter: &SubmissionFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<SubmissionView>> {
        let page = self
            .0
            .store()
            .workspace(actor.workspace_id)
            .list_submissions(filter, limit, cursor)
            .await?;
        let views = self.views(actor.workspace_id, Some(actor.user_id), page.data).await?;
        Ok(Page::new(views, page.next_cursor))
    }

    /// One submission.
    pub async fn submission(&self, actor: &Actor, id: SubmissionId) -> Result<SubmissionView> {
        let row = self.0.store().workspace(actor.workspace_id).get_submission(id).await?;
        let mut views = self.views(actor.workspace_id, Some(actor.user_id), vec![row]).await?;
        views
            .pop()
            .ok_or_else(|| Error::not_found("resource.not_found", "There is no such submission here."))
    }

    /// Rows with their people, files and deliveries: four questions, whatever the number of rows.
    async fn views(&self, workspace_id: WorkspaceId, reader: Option<UserId>, rows: Vec<SubmissionRow>) -> Result<Vec<SubmissionView>> {
        let store = self.0.store().workspace(workspace_id);
        let ids: Vec<SubmissionId> = rows.iter().map(|row| row.id).collect();
        let contacts: Vec<ContactId> = rows.iter().map(|row| row.contact_id).collect();
        let people: HashMap<ContactId, ContactSummary> = store
            .contacts_by_ids(&contacts)
            .await?
            .into_iter()
            .map(|contact| (contact.row.id, ContactSummary::from(&contact)))
            .collect();
        let files = store.submission_files(&ids).await?;
        let media_ids: Vec<MediaId> = files.iter().map(|file| file.media_id).collect();
        let media: HashMap<MediaId, MediaView> = store
            .media_by_ids(&media_ids)
            .await?
            .iter()
            .map(|row| {
                let mut view = MediaView::from(row);
                if let Some(reader) = reader {
                    self.0.media().sign(workspace_id, reader, &mut view);
                }
                (row.id, view)
            })
            .collect();
        let counts = store.count_forward_deliveries(&ids).await?;
        let view = |row: SubmissionRow| {
            let of_row = |state: &str| {
                counts
                    .iter()
                    .find(|(id, word, _)| *id == row.id && word == state)
                    .map_or(0, |(_, _, count)| *count)
            };
            let own = files.iter().filter(|file| file.submission_id == row.id);
            SubmissionView {
                id: row.id,
                wa_flow: SubmissionFlow::of(&row),
                contact: SubmissionContact {
                    id: row.contact_id,
                    name: people.get(&row.contact_id).map(|person| person.display_name.clone()).unwrap_or_default(),
                    phone: people.get(&row.contact_id).and_then(|person| person.phone.clone()),
                },
                conversation_id: row.conversation_id,
                message_id: row.message_id,
                at: row.at,
                files: own.filter_map(|file| media.get(&file.media_id).cloned()).collect(),
                forwards: ForwardCounts {
                    delivered: of_row("delivered"),
                    failed: of_row("failed"),
                    pending: of_row("pending"),
                },
                values: SubmissionField::all_of(&row),
                bound_by: row.bound_by,
            }
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// A submission as functions, flows and forwards know it: `values` by key, `labels` by key, who sent it, and its files by id.
    pub async fn document(&self, workspace_id: WorkspaceId, id: SubmissionId) -> Result<Value> {
        let row = self.0.store().workspace(workspace_id).get_submission(id).await?;
        let mut views = self.views(workspace_id, None, vec![row]).await?;
        let view = views
            .pop()
            .ok_or_else(|| Error::not_found("resource.not_found", "There is no such submission here."))?;
        let files = self.0.store().workspace(workspace_id).submission_files(&[id]).await?;
        let field_of = |media: MediaId| files.iter().find(|file| file.media_id == media).map(|file| file.field.as_str());
        let by_key = |pick: fn(&SubmissionField) -> Value| -> Map<String, Value> {
            view.values.iter().map(|field| (field.key.clone(), pick(field))).collect()
        };
        Ok(json!({
            "id": view.id, "at": view.at, "wa_flow": view.wa_flow, "contact": view.contact, "conversation_id": view.conversation_id,
            "message_id": view.message_id, "values": by_key(|field| field.value.clone()), "labels": by_key(|field| field.label.clone().into()),
            "files": view.files.iter().map(|file| json!({ "id": file.id, "field": field_of(file.id), "filename": file.filename, "mime_type": file.mime_type, "size": file.size })).collect::<Vec<_>>(),
        }))
    }

    /// A table of the submissions that the filter lets through, at most 50,000; noted in the audit log.
    pub async fn submissions_table(&self, actor: &Actor, filter: &SubmissionFilter) -> Result<String> {
        let mut tx = self.0.store().begin().await?;
        let detail = json!({ "wa_flow_id": filter.wa_flow_id });
        tx.workspace(actor.workspace_id)
            .append_audit(&actor.audit("submission.all_exported", "workspace", actor.workspace_id, detail))
            .await?;
        tx.commit().await?;
        let mut rows: Vec<SubmissionView> = Vec::new();
        let mut cursor: Option<String> = None;
        for _ in 0..100 {
            let page = self.submissions(actor, filter, Limit::clamped(PAGE), cursor.as_deref()).await?;
            rows.extend(page.data);
            cursor = page.page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        Ok(table(&rows))
    }
}

/// One line a submission; a column for each key, under its label.
fn table(rows: &[SubmissionView]) -> String {
    let mut columns: Vec<(&str, &str)> = Vec::new();
    for field in rows.iter().flat_map(|row| &row.values) {
        if columns.len() < MOST_COLUMNS && !columns.iter().any(|(key, _)| *key == field.key) {
            columns.push((&field.key, &field.label));
        }
    }
    let fixed = ["sent", "form", "contact", "phone"];
    let mut text = sheet::line(fixed.into_iter().chain(columns.iter().map(|(_, label)| *label)));
    for row in rows {
        let mut cells = vec![
            row.at.to_string(),
            row.wa_flow.as_ref().map(|flow| flow.name.clone()).unwrap_or_default(),
            row.contact.name.clone(),
            row.contact.phone.clone().unwrap_or_default(),
        ];
        cells.extend(columns.iter().map(|(key, _)| {
            let field = row.values.iter().find(|field| field.key == *key);
            field.map(|field| plain(&field.value)).unwrap_or_default()
        }));
        text.push_str(&sheet::line(cells.iter().map(String::as_str)));
    }
    text
}

/// A value as one cell.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use model::{ConversationId, MessageId, Timestamp};

    use super::*;

    fn view(values: Value) -> SubmissionView {
        let fields = values.as_object().unwrap().iter();
        SubmissionView {
            id: SubmissionId::new(),
            wa_flow: None,
            contact: SubmissionContact {
                id: ContactId::new(),
                name: "=cmd".to_owned(),
                phone: None,
            },
            conversation_id: ConversationId::new(),
            message_id: MessageId::new(),
            at: Timestamp::from_millis(0),
            values: fields
                .map(|(key, value)| SubmissionField {
                    key: key.clone(),
                    label: key.to_uppercase(),
                    value: value.clone(),
                })
                .collect(),
            files: Vec::new(),
            forwards: ForwardCounts::default(),
            bound_by: "token".to_owned(),
        }
    }

    #[test]
    fn a_table_has_every_key_as_a_column_and_no_formulas() {
        let text = table(&[view(json!({ "a": "1", "b": ["x", "y"] })), view(json!({ "b": "=1+1", "c": true }))]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "sent,form,contact,phone,A,B,C");
        assert_eq!(lines[1], "1970-01-01T00:00:00.000Z,,'=cmd,,1,\"x; y\",");
        assert_eq!(lines[2], "1970-01-01T00:00:00.000Z,,'=cmd,,,'=1+1,true");
    }
}
