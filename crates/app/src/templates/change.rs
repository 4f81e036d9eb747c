//! Write, change, delete and wake templates: first looked over here, then done by Meta, then kept.

use cloud_api::client::CallError;
use cloud_api::template::{Finding, NewTemplate, TemplateEdit, lint, lint::is_refused};
use model::TemplateId;
use serde_json::{Map, Value, json};
use store::{FoundTemplate, NewEvent, TemplateNews, TemplateRow};

use super::{Templates, announce, definition};
use crate::channels::{Connected, from_call, queue_template_sync};
use crate::views::MessageTemplateView;
use crate::{Actor, Error, Result};

/// A template to be made.
#[derive(Debug, Clone)]
pub struct TemplateDraft {
    /// Lower-case letters, digits and `_`.
    pub name: String,
    /// `en_US` …
    pub language: String,
    /// What it is for.
    pub category: String,
    /// `POSITIONAL` or `NAMED`.
    pub parameter_format: Option<String>,
    /// Header, body, footer, buttons … as on the wire.
    pub components: Vec<Value>,
    /// How long Meta tries to deliver.
    pub message_send_ttl_seconds: Option<i64>,
}

/// What to change of a template; its parts are replaced as a whole.
#[derive(Debug, Clone)]
pub struct TemplateChange {
    /// Another category; not for approved templates.
    pub category: Option<String>,
    /// All parts anew.
    pub components: Vec<Value>,
    /// How long Meta tries to deliver.
    pub message_send_ttl_seconds: Option<i64>,
}

impl TemplateDraft {
    /// The body of the call to Meta.
    #[must_use]
    pub fn definition(&self) -> Value {
        let mut definition = json!({
            "name": self.name, "language": self.language, "category": self.category, "components": self.components,
        });
        if let Some(format) = &self.parameter_format {
            definition["parameter_format"] = format.as_str().into();
        }
        if let Some(seconds) = self.message_send_ttl_seconds {
            definition["message_send_ttl_seconds"] = seconds.into();
        }
        definition
    }

    /// What Meta would refuse or dislike.
    #[must_use]
    pub fn lint(&self) -> Vec<Finding> {
        lint(&self.definition())
    }
}

impl Templates<'_> {
    /// Makes a template at Meta, which reviews it.
    pub async fn create(&self, actor: &Actor, draft: TemplateDraft) -> Result<MessageTemplateView> {
        refuse(&draft.lint())?;
        let connected = self.0.channels().connected(actor).await?;
        let channel_id = connected.channel.id;
        let languages = self.0.store().workspace(actor.workspace_id);
        let taken = languages.list_template_languages(channel_id, &draft.name).await?;
        if taken.iter().any(|row| row.language == draft.language) {
            return Err(Error::conflict(
                "template.exists",
                format!("There is a template {} in {} already.", draft.name, draft.language),
            ));
        }
        let new: NewTemplate = read(&draft.definition())?;
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        let created = match account.create_template(&new).await {
            Ok(created) => created,
            Err(error) => return Err(self.doubtful(actor, &connected, error).await),
        };
        let found = FoundTemplate {
            meta_id: created.id.unwrap_or_default(),
            status: created.status.unwrap_or_else(|| "PENDING".to_owned()).to_uppercase(),
            category: created.category.unwrap_or_else(|| draft.category.clone()).to_uppercase(),
            ..written(&draft, &new)
        };
        let detail = json!({ "name": draft.name, "language": draft.language, "category": found.category, "status": found.status });
        self.keep(actor, &connected, &found, "template.created", detail).await
    }

    /// Changes a template at Meta, which reviews it again: once a day and ten times in thirty days when it is approved.
    pub async fn update(&self, actor: &Actor, id: TemplateId, change: TemplateChange) -> Result<MessageTemplateView> {
        let row = self.0.store().workspace(actor.workspace_id).get_template(id).await?;
        if !matches!(row.status.as_str(), "APPROVED" | "REJECTED" | "PAUSED") {
            return Err(Error::conflict(
                "template.not_editable",
                format!("A template that is {} cannot be changed.", row.status),
            ));
        }
        let category = change.category.clone().filter(|category| !category.eq_ignore_ascii_case(&row.category));
        if row.status == "APPROVED" && category.is_some() {
            return Err(Error::invalid(
                "/category",
                "template.category_fixed",
                "The category of an approved template cannot be changed.",
            )
            .remedy("Make a new template in the other category."));
        }
        let draft = TemplateDraft {
            name: row.name.clone(),
            language: row.language.clone(),
            category: category.clone().unwrap_or_else(|| row.category.clone()),
            parameter_format: Some(row.parameter_format.clone()),
            components: change.components,
            message_send_ttl_seconds: change.message_send_ttl_seconds,
        };
        refuse(&draft.lint())?;
        let connected = self.0.channels().connected(actor).await?;
        let new: NewTemplate = read(&draft.definition())?;
        let edit = TemplateEdit {
            category,
            components: new.components.clone(),
            message_send_ttl_seconds: draft.message_send_ttl_seconds,
            extra: Map::default(),
        };
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        if let Err(error) = account.edit_template(&row.meta_id, &edit).await {
            return Err(self.doubtful(actor, &connected, error).await);
        }
        let found = FoundTemplate {
            meta_id: row.meta_id.clone(),
            status: "PENDING".to_owned(),
            category: draft.category.to_uppercase(),
            quality: row.quality.clone(),
            ..written(&draft, &new)
        };
        let detail = json!({ "name": row.name, "language": row.language, "before": { "status": row.status, "category": row.category },
            "after": { "status": found.status, "category": found.category } });
        self.keep(actor, &connected, &found, "template.updated", detail).await
    }

    /// Deletes a template at Meta, in one language or in all. The name of an approved one is blocked there for thirty days.
    pub async fn delete(&self, actor: &Actor, id: TemplateId, all_languages: bool) -> Result<()> {
        let row = self.0.store().workspace(actor.workspace_id).get_template(id).await?;
        if row.status == "DISABLED" && !all_languages {
            return Err(Error::conflict(
                "template.not_deletable",
                "Meta does not let a disabled template be deleted.",
            ));
        }
        let connected = self.0.channels().connected(actor).await?;
        let only = (!all_languages).then_some(row.meta_id.as_str());
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        match account.delete_template(&row.name, only).await {
            Ok(()) => {}
            // Gone already: what we keep is what is wrong.
            Err(CallError::Graph(error)) if error.subcode == Some(2_593_002) => {}
            Err(error) => return Err(self.doubtful(actor, &connected, error).await),
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let gone = workspace.forget_templates(id, all_languages).await?;
        let detail = json!({ "name": row.name, "language": row.language, "all_languages": all_languages, "count": gone.len() });
        workspace.append_audit(&actor.audit("template.deleted", "template", id, detail)).await?;
        let event = NewEvent::new("template.deleted", None, &json!({ "template_ids": gone, "name": row.name }))?;
        workspace.append_events(&[event]).await?;
        tx.commit().await?;
        self.0.channels().forget_templates(connected.channel.id);
        Ok(())
    }

    /// Lets a template be sent again that Meta's pacing paused.
    pub async fn unpause(&self, actor: &Actor, id: TemplateId) -> Result<MessageTemplateView> {
        let row: TemplateRow = self.0.store().workspace(actor.workspace_id).get_template(id).await?;
        if row.status != "PAUSED" {
            return Err(Error::conflict("template.not_paused", "Only a paused template can be woken."));
        }
        let connected = self.0.channels().connected(actor).await?;
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        account.unpause_template(&row.meta_id).await.map_err(from_call)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let news = TemplateNews {
            status: Some("APPROVED".to_owned()),
            reason: Some(None),
            ..TemplateNews::default()
        };
        workspace.tell_template(row.channel_id, &row.name, &row.language, &news).await?;
        let detail = json!({ "name": row.name, "language": row.language });
        workspace.append_audit(&actor.audit("template.unpaused", "template", id, detail)).await?;
        let view = announce(&mut workspace, id).await?;
        tx.commit().await?;
        self.0.channels().forget_templates(connected.channel.id);
        Ok(view)
    }

    async fn keep(
        &self,
        actor: &Actor,
        connected: &Connected,
        found: &FoundTemplate,
        action: &'static str,
        detail: Value,
    ) -> Result<MessageTemplateView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let id = workspace.keep_template(connected.channel.id, found).await?;
        workspace.append_audit(&actor.audit(action, "template", id, detail)).await?;
        let view = announce(&mut workspace, id).await?;
        tx.commit().await?;
        self.0.channels().forget_templates(connected.channel.id);
        Ok(view)
    }

    /// Meta's refusal; when nobody knows whether Meta got it, its list is looked at, so that we soon do.
    async fn doubtful(&self, actor: &Actor, connected: &Connected, error: CallError) -> Error {
        if matches!(error, CallError::Unknown(_)) {
            let queued = async {
                let mut tx = self.0.store().begin().await?;
                queue_template_sync(&mut tx.workspace(actor.workspace_id), connected.channel.id, self.0.now()).await?;
                tx.commit().await
            };
            if let Err(error) = queued.await {
                tracing::warn!(%error, "a look at Meta's templates could not be asked for");
            }
        }
        from_call(error)
    }
}

/// What was written, before Meta said anything about it.
fn written(draft: &TemplateDraft, new: &NewTemplate) -> FoundTemplate {
    FoundTemplate {
        meta_id: String::new(),
        name: draft.name.clone(),
        language: draft.language.clone(),
        category: draft.category.to_uppercase(),
        status: "PENDING".to_owned(),
        quality: "UNKNOWN".to_owned(),
        parameter_format: draft.parameter_format.clone().unwrap_or_else(|| "POSITIONAL".to_owned()).to_uppercase(),
        components: serde_json::to_string(&new.components).unwrap_or_else(|_| "[]".to_owned()),
        search: definition::search(&draft.name, &new.components),
        rejected_reason: None,
        previous_category: None,
        correct_category: None,
        ttl_seconds: draft.message_send_ttl_seconds,
    }
}

fn read(definition: &Value) -> Result<NewTemplate> {
    serde_json::from_value(definition.clone()).map_err(|error| Error::invalid("/components", "invalid_value", error.to_string()))
}

/// The first thing Meta would refuse.
fn refuse(findings: &[Finding]) -> Result<()> {
    if !is_refused(findings) {
        return Ok(());
    }
    let first = findings.iter().find(|finding| is_refused(std::slice::from_ref(finding)));
    match first {
        Some(finding) => Err(Error::invalid(finding.pointer.clone(), finding.code, finding.detail.clone())),
        None => Ok(()),
    }
}
