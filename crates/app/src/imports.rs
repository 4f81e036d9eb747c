//! Contacts from a file: uploaded, checked without changing anything, run in lots that survive a crash, and taken back.

use std::collections::HashSet;

use model::{ContactId, ImportId, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::{
    AuditActor, ContactChange, CustomFieldRow, ImportErrorRow, ImportLot, ImportRow, MAX_IMPORT_ERRORS, NewAudit, NewContact, NewEvent, NewImport,
    NewJob, WorkspaceTx,
};

use crate::job::{JobError, Steps};
use crate::views::ImportView;
use crate::{Actor, App, Error, Result, inbox_events};

mod columns;
mod file;

use columns::{Said, Unfit};
use file::File;

/// The job's name in the queue.
pub(crate) const KIND: &str = "contacts.import";
/// Rows in one transaction, so that nobody waits for long.
const LOT: usize = 200;
/// Largest file.
pub const MAX_IMPORT_BYTES: usize = 10 * 1024 * 1024;
/// Most rows of a file.
const MOST_ROWS: usize = 100_000;
/// Rows shown before it starts.
const SAMPLE: usize = 5;

/// What imports can be asked.
pub struct Imports<'a>(&'a App);

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    import_id: ImportId,
}

/// How a file is to be read.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    /// What each column is.
    pub mapping: Vec<String>,
    /// Change contacts that are there; else leave them alone.
    pub update_existing: bool,
}

impl App {
    /// Imports of contacts.
    #[must_use]
    pub fn imports(&self) -> Imports<'_> {
        Imports(self)
    }
}

impl Imports<'_> {
    /// Takes a file, and says what it seems to hold.
    pub async fn upload(&self, actor: &Actor, file_name: &str, bytes: &[u8]) -> Result<ImportView> {
        if bytes.len() > MAX_IMPORT_BYTES {
            return Err(Error::invalid("/file", "too_long", "A file has at most 10 MB; split it."));
        }
        let file = File::read(bytes);
        let mut rows = file.rows();
        let unreadable = |detail: String| Error::invalid("/file", "invalid_value", format!("The file cannot be read as a table: {detail}"));
        let header = rows
            .next()
            .ok_or_else(|| Error::invalid("/file", "missing_value", "The file is empty."))?
            .map_err(unreadable)?;
        let (mut sample, mut count) = (Vec::new(), 0);
        for row in rows {
            count += 1;
            if let (Ok(row), true) = (row, sample.len() < SAMPLE) {
                sample.push(row);
            }
        }
        if count == 0 {
            return Err(Error::invalid("/file", "missing_value", "The file has a header but no rows."));
        }
        if count > MOST_ROWS {
            return Err(Error::invalid("/file", "too_long", "A file has at most 100,000 rows; split it."));
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let fields = workspace.list_custom_fields().await?;
        let mapping = columns::guess(&header, &fields);
        let name: String = file_name.chars().filter(|mark| !mark.is_control()).take(200).collect();
        let import = workspace
            .create_import(&NewImport {
                file_name: if name.trim().is_empty() { "contacts.csv".to_owned() } else { name },
                body: file.text.clone().into_bytes(),
                encoding: file.encoding.to_owned(),
                delimiter: char::from(file.delimiter).to_string(),
                header: json!(header).to_string(),
                sample: json!(sample).to_string(),
                row_count: i64::try_from(count).unwrap_or(i64::MAX),
                mapping: json!(mapping).to_string(),
                created_by: actor.user_id,
            })
            .await?;
        workspace
            .append_audit(&actor.audit("import.created", "import", import.id, json!({ "rows": count })))
            .await?;
        tx.commit().await?;
        Ok(import.into())
    }

    /// Looks at every row and changes nothing; the import says what would happen.
    pub async fn check(&self, actor: &Actor, id: ImportId, plan: ImportPlan) -> Result<ImportView> {
        self.begin(actor, id, plan, "checking", &["uploaded", "checked"], "import.checked").await
    }

    /// Makes and changes the contacts.
    pub async fn start(&self, actor: &Actor, id: ImportId, plan: ImportPlan) -> Result<ImportView> {
        self.begin(actor, id, plan, "running", &["uploaded", "checked"], "import.started").await
    }

    /// Takes back the contacts it made, but for those somebody talked with since.
    pub async fn undo(&self, actor: &Actor, id: ImportId) -> Result<ImportView> {
        let before = self.0.store().workspace(actor.workspace_id).get_import(id).await?;
        let plan = ImportPlan {
            mapping: serde_json::from_str(&before.mapping).unwrap_or_default(),
            update_existing: before.on_existing == "update",
        };
        self.begin(actor, id, plan, "undoing", &["done"], "import.undone").await
    }

    async fn begin(
        &self,
        actor: &Actor,
        id: ImportId,
        plan: ImportPlan,
        to: &'static str,
        from: &[&str],
        action: &'static str,
    ) -> Result<ImportView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        let import = workspace.get_import(id).await?;
        if !from.contains(&import.state.as_str()) {
            return Err(Error::conflict("import.busy", format!("This import is {} now.", import.state)));
        }
        if to == "undoing" {
            workspace.advance_to_undoing(id).await?;
        } else {
            let fields = workspace.list_custom_fields().await?;
            let header: Vec<String> = serde_json::from_str(&import.header).unwrap_or_default();
            columns::check(&plan.mapping, header.len(), &fields)?;
            let on_existing = if plan.update_existing { "update" } else { "skip" };
            workspace
                .begin_import_stretch(id, to, &json!(plan.mapping).to_string(), on_existing)
                .await?;
        }
        let now = workspace.now();
        let job = NewJob {
            kind: KIND,
            payload: serde_json::to_string(&Payload { import_id: id }).expect("an id is plain JSON"),
            dedupe_key: Some(format!("{id}|{to}")),
            run_at: now,
            max_attempts: 20,
        };
        workspace.enqueue_jobs(&[job]).await?;
        workspace
            .append_audit(&actor.audit(action, "import", id, json!({ "rows": import.row_count })))
            .await?;
        let view = tell(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Forgets an import with its file and its errors; its contacts stay.
    pub async fn delete(&self, actor: &Actor, id: ImportId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let import = workspace.get_import(id).await?;
        if matches!(import.state.as_str(), "checking" | "running" | "undoing") {
            return Err(Error::conflict("import.busy", format!("This import is {} now.", import.state)));
        }
        workspace.delete_import(id).await?;
        workspace.append_audit(&actor.audit("import.deleted", "import", id, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn tell(workspace: &mut WorkspaceTx<'_>, id: ImportId) -> Result<ImportView, store::Error> {
    let view = ImportView::from(workspace.get_import(id).await?);
    workspace
        .append_events(&[NewEvent::new(
            "import.updated",
            None,
            &json!({ "import_id": id, "state": view.state, "done_count": view.done_count }),
        )?])
        .await?;
    Ok(view)
}

/// The job: works on from where the import stands, a lot a transaction, until its stretch is over. Whoever finds that another worker was there stops.
pub(crate) async fn run(app: &App, workspace_id: WorkspaceId, payload: &str, steps: Steps<'_>) -> Result<(), JobError> {
    let Payload { import_id } = serde_json::from_str(payload).map_err(JobError::fail)?;
    let import = app.store().workspace(workspace_id).get_import(import_id).await?;
    match import.state.as_str() {
        "checking" | "running" => read_on(app, workspace_id, import, steps).await,
        "undoing" => take_back(app, workspace_id, import, steps).await,
        _ => Ok(()),
    }
}

/// Ends the stretch of an import whose job somebody stopped: what was done stays, and what was only looked at can be looked at again.
pub(crate) async fn stopped(workspace: &mut WorkspaceTx<'_>, payload: &str) -> Result<(), store::Error> {
    let Ok(Payload { import_id }) = serde_json::from_str(payload) else {
        return Ok(());
    };
    let import = match workspace.get_import(import_id).await {
        Ok(import) => import,
        Err(store::Error::NotFound(_)) => return Ok(()),
        Err(error) => return Err(error),
    };
    let to = match import.state.as_str() {
        "checking" => "uploaded",
        "running" | "undoing" => "done",
        _ => return Ok(()),
    };
    workspace.end_import_stretch(import_id, &import.state, to).await?;
    tell(workspace, import_id).await.map(drop)
}

async fn read_on(app: &App, workspace_id: WorkspaceId, import: ImportRow, steps: Steps<'_>) -> Result<(), JobError> {
    let Some(body) = app.store().workspace(workspace_id).find_import_body(import.id).await? else {
        return Ok(());
    };
    let file = File::again(String::from_utf8_lossy(&body).into_owned(), &import.delimiter);
    drop(body);
    let mapping: Vec<String> = serde_json::from_str(&import.mapping).map_err(JobError::fail)?;
    let fields = app.store().workspace(workspace_id).list_custom_fields().await?;
    let reading = Reading {
        import: &import,
        mapping: &mapping,
        fields: &fields,
        is_real: import.state == "running",
    };
    let mut rows = file.rows().skip(1);
    let mut done = usize::try_from(import.done_count).unwrap_or(0);
    // Numbers that earlier rows of the file have: of the same number the first row counts, in a check as in the real run.
    let mut seen: HashSet<String> = HashSet::new();
    for row in rows.by_ref().take(done).flatten() {
        seen.extend(
            columns::read(&row, &mapping, &fields)
                .ok()
                .map(|said| model::phone::line(&said.request.phone)),
        );
    }
    let mut failures = import.failed_count;
    loop {
        if app.is_stopping() {
            return Err(JobError::retry("the server stops"));
        }
        let lot: Vec<_> = rows.by_ref().take(LOT).collect();
        if lot.is_empty() {
            break;
        }
        let mut tx = app.store().begin().await?;
        let mut workspace = tx.workspace(workspace_id);
        let mut figures = ImportLot::default();
        for (at, row) in lot.into_iter().enumerate() {
            figures.rows += 1;
            let number = i64::try_from(done + at + 1).unwrap_or(i64::MAX);
            let outcome = match &row {
                Ok(row) => reading.take(&mut workspace, row, &mut seen).await?,
                Err(detail) => Outcome::Failed(Unfit {
                    field: "row".to_owned(),
                    detail: detail.clone(),
                }),
            };
            match outcome {
                Outcome::Created => figures.created += 1,
                Outcome::Updated => figures.updated += 1,
                Outcome::Skipped => figures.skipped += 1,
                Outcome::Failed(unfit) => {
                    figures.failed += 1;
                    failures += 1;
                    if failures <= MAX_IMPORT_ERRORS {
                        let error = ImportErrorRow {
                            row_number: number,
                            field: unfit.field,
                            detail: unfit.detail,
                            line: json!(row.unwrap_or_default()).to_string(),
                        };
                        workspace.note_import_error(import.id, &error).await?;
                    }
                }
            }
        }
        let from = i64::try_from(done).unwrap_or(i64::MAX);
        if !workspace.advance_import(import.id, &import.state, from, figures).await? {
            return Ok(());
        }
        let looked_at = done + usize::try_from(figures.rows).unwrap_or(0);
        steps.step(&mut workspace, looked_at, Some(import.row_count)).await?;
        tell(&mut workspace, import.id).await?;
        tx.commit().await?;
        done = looked_at;
    }
    finish(app, workspace_id, &import, if reading.is_real { "done" } else { "checked" }).await
}

enum Outcome {
    Created,
    Updated,
    Skipped,
    Failed(Unfit),
}

struct Reading<'a> {
    import: &'a ImportRow,
    mapping: &'a [String],
    fields: &'a [CustomFieldRow],
    is_real: bool,
}

impl Reading<'_> {
    async fn take(&self, workspace: &mut WorkspaceTx<'_>, row: &[String], seen: &mut HashSet<String>) -> Result<Outcome, JobError> {
        let said = match columns::read(row, self.mapping, self.fields) {
            Ok(said) => said,
            Err(unfit) => return Ok(Outcome::Failed(unfit)),
        };
        if !seen.insert(model::phone::line(&said.request.phone)) {
            return Ok(Outcome::Failed(Unfit {
                field: "phone".to_owned(),
                detail: "An earlier row has this number.".to_owned(),
            }));
        }
        let known = workspace.find_contact_by_identity("phone", &said.request.phone).await?;
        match known {
            Some(_) if self.import.on_existing != "update" => Ok(Outcome::Skipped),
            Some(id) => {
                if self.is_real {
                    self.update(workspace, id, said).await?;
                }
                Ok(Outcome::Updated)
            }
            None => {
                if self.is_real {
                    self.create(workspace, said).await?;
                }
                Ok(Outcome::Created)
            }
        }
    }

    async fn create(&self, workspace: &mut WorkspaceTx<'_>, said: Said) -> Result<(), JobError> {
        let id = workspace
            .create_contact(&NewContact {
                name: said.request.name.clone(),
                phone: said.request.phone.clone(),
                email: said.request.email.clone(),
                locale: said.request.locale.clone(),
                attributes: Value::Object(said.request.attributes.clone()).to_string(),
            })
            .await?;
        workspace.note_imported(self.import.id, id).await?;
        self.finish_contact(workspace, id, &said).await
    }

    /// What the file says takes the place of what was there; what it does not say stays.
    async fn update(&self, workspace: &mut WorkspaceTx<'_>, id: ContactId, said: Said) -> Result<(), JobError> {
        let before = workspace.get_contact(id).await?;
        let mut attributes: Map<String, Value> = serde_json::from_str(&before.row.attributes).unwrap_or_default();
        attributes.extend(said.request.attributes.clone());
        let change = ContactChange {
            name: said.request.name.clone().or_else(|| before.row.name.clone()),
            email: said.request.email.clone().or_else(|| before.row.email.clone()),
            locale: said.request.locale.clone().or_else(|| before.row.locale.clone()),
            attributes: Value::Object(attributes).to_string(),
            opted_out_at: before.row.opted_out_at,
            blocked_at: before.row.blocked_at,
        };
        workspace.update_contact(&before, &change).await?;
        self.finish_contact(workspace, id, &said).await
    }

    /// Tags and consent. A file may only ask for silence: nobody comes back by a spreadsheet.
    async fn finish_contact(&self, workspace: &mut WorkspaceTx<'_>, id: ContactId, said: &Said) -> Result<(), JobError> {
        if !said.tags.is_empty() {
            let known = workspace.list_tags().await?;
            for tag in known
                .iter()
                .filter(|tag| said.tags.iter().any(|name| name.to_lowercase() == tag.name.to_lowercase()))
            {
                workspace.add_contact_tag(id, tag.id).await?;
            }
        }
        if said.opted_out {
            let before = workspace.get_contact(id).await?;
            if before.row.opted_out_at.is_none() {
                let now = workspace.now();
                let change = ContactChange {
                    name: before.row.name.clone(),
                    email: before.row.email.clone(),
                    locale: before.row.locale.clone(),
                    attributes: before.row.attributes.clone(),
                    opted_out_at: Some(now),
                    blocked_at: before.row.blocked_at,
                };
                workspace.update_contact(&before, &change).await?;
                workspace
                    .append_opt_out(&crate::opt_outs::by_import(self.import.created_by, id, &self.import.file_name, now))
                    .await?;
            }
        }
        Ok(())
    }
}

async fn take_back(app: &App, workspace_id: WorkspaceId, import: ImportRow, steps: Steps<'_>) -> Result<(), JobError> {
    let mut gone = 0;
    loop {
        if app.is_stopping() {
            return Err(JobError::retry("the server stops"));
        }
        let mut tx = app.store().begin().await?;
        let mut workspace = tx.workspace(workspace_id);
        let lot = workspace.untouched_imported(import.id, i64::try_from(LOT).unwrap_or(200)).await?;
        if lot.is_empty() {
            break;
        }
        for id in &lot {
            // Nobody ever talked with them: no files, no deliveries to redact.
            workspace.erase_contact(*id).await?;
            inbox_events::contact_deleted(&mut workspace, *id, None).await?;
        }
        gone += lot.len();
        steps.step(&mut workspace, gone, Some(import.created_count)).await?;
        tx.commit().await?;
    }
    finish(app, workspace_id, &import, "undone").await
}

async fn finish(app: &App, workspace_id: WorkspaceId, import: &ImportRow, to: &'static str) -> Result<(), JobError> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    workspace.end_import_stretch(import.id, &import.state, to).await?;
    let after = workspace.get_import(import.id).await?;
    if to == "done" {
        let detail =
            json!({ "created": after.created_count, "updated": after.updated_count, "skipped": after.skipped_count, "failed": after.failed_count });
        let entry = NewAudit {
            actor: AuditActor::System,
            action: "import.finished",
            target_kind: "import",
            target_id: import.id.to_string(),
            detail,
            ip: String::new(),
            request_id: String::new(),
        };
        workspace.append_audit(&entry).await?;
    }
    tell(&mut workspace, import.id).await?;
    tx.commit().await?;
    Ok(())
}
