//! Make, rename, clone, publish, deprecate and delete forms: done by Meta, then kept.

use cloud_api::client::{CallError, FlowEdit, NewFlow};
use cloud_api::flow::{CATEGORIES, Flow};
use model::WaFlowId;
use serde_json::{Value, json};
use store::{NewEvent, NewWaFlow, WaFlowNews, WaFlowRow};
use wa_flow_json::{STARTERS, Starter};

use super::endpoint::EndpointRequest;
use super::{WaFlows, announce, hash};
use crate::channels::{Connected, from_call, queue_wa_flow_sync};
use crate::functions::FunctionPatch;
use crate::views::WaFlowView;
use crate::{Actor, Error, Result};

/// The longest name that is kept.
const LONGEST_NAME: usize = 200;
/// What a starter's function may take; phones wait ten seconds.
const STARTER_TIMEOUT_MS: u32 = 5_000;

/// A form to be made.
#[derive(Debug, Clone, Default)]
pub struct NewWaFlowRequest {
    /// Ours, when the client made it.
    pub id: Option<WaFlowId>,
    /// Unique in the account.
    pub name: String,
    /// At least one of Meta's categories.
    pub categories: Vec<String>,
    /// The text it begins with.
    pub json: Option<String>,
    /// The form whose content it begins with instead.
    pub clone_of: Option<WaFlowId>,
    /// The starter that it is instead, with the function that answers it.
    pub starter: Option<String>,
}

/// What to change of a form; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct WaFlowPatch {
    /// Another name.
    pub name: Option<String>,
    /// All categories anew.
    pub categories: Option<Vec<String>>,
}

impl WaFlows<'_> {
    /// Makes a form at Meta; it is a draft there. Its text stays here until it is uploaded.
    pub async fn create(&self, actor: &Actor, request: NewWaFlowRequest) -> Result<WaFlowView> {
        let name = good_name(&request.name)?;
        good_categories(&request.categories)?;
        let connected = self.0.channels().connected(actor).await?;
        let store = self.0.store().workspace(actor.workspace_id);
        let taken = match request.id {
            Some(id) => store.get_wa_flow(id).await.is_ok(),
            None => false,
        };
        if taken || store.find_wa_flow_named(connected.channel.id, &name).await?.is_some() {
            return Err(Error::conflict("wa_flow.exists", format!("There is a form named {name} already.")));
        }
        let begun = request.starter.as_deref().map(known_starter).transpose()?;
        let source = match request.clone_of {
            Some(id) => Some((store.get_wa_flow(id).await?, store.get_wa_flow_draft(id).await?)),
            None => None,
        };
        let (draft, meta_hash) = match &source {
            Some((row, draft)) => (draft.draft.clone(), row.meta_hash.clone()),
            None => {
                let chosen = begun.map(|starter| starter.json.to_owned());
                (request.json.clone().or(chosen).unwrap_or_else(|| starter(&name)), None)
            }
        };
        super::draft::not_too_large(&draft)?;
        let new = NewFlow {
            name: name.clone(),
            categories: request.categories.clone(),
            clone_flow_id: source.as_ref().map(|(row, _)| row.meta_id.clone()),
            endpoint_uri: Some(self.endpoint_uri(&connected, actor.workspace_id)),
        };
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        let meta_id = match account.create_flow(&new).await {
            Ok(id) => id,
            Err(error) => return Err(self.doubtful(actor, &connected, error).await),
        };
        let id = request.id.unwrap_or_else(WaFlowId::new);
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace
            .create_wa_flow(&NewWaFlow {
                id,
                channel_id: connected.channel.id,
                meta_id: &meta_id,
                name: &name,
                categories: &json!(request.categories).to_string(),
                endpoint_uri: new.endpoint_uri.as_deref(),
                draft: (&draft, &hash(&draft)),
                meta_hash: meta_hash.as_deref(),
            })
            .await?;
        let detail = json!({ "name": name, "meta_id": meta_id, "clone_of": request.clone_of });
        workspace.append_audit(&actor.audit("wa_flow.created", "wa_flow", id, detail)).await?;
        let view = announce(&mut workspace, id).await?;
        tx.commit().await?;
        match begun.and_then(|starter| starter.function) {
            Some(source) => self.answered_by(actor, id, &name, source).await,
            None => Ok(view),
        }
    }

    /// Makes and publishes the function of a starter, and lets it answer the form.
    async fn answered_by(&self, actor: &Actor, id: WaFlowId, name: &str, source: &str) -> Result<WaFlowView> {
        let functions = self.0.functions();
        let named = |name: String| FunctionPatch {
            name: Some(name.chars().take(100).collect()),
            description: Some("Answers the form of this name.".to_owned()),
            ..FunctionPatch::default()
        };
        let made = match functions.create(actor, None, named(name.to_owned()), Some(source.to_owned())).await {
            // Functions are shared by all forms, and one may be called so already.
            Err(error) if error.code == "function.exists" => {
                functions
                    .create(actor, None, named(format!("{id} {name}")), Some(source.to_owned()))
                    .await?
            }
            made => made?,
        };
        functions.publish(actor, made.id, None, "From the starter").await?;
        let endpoint = EndpointRequest::Function {
            function: made.id.to_string(),
            timeout_ms: STARTER_TIMEOUT_MS,
        };
        self.set_endpoint(actor, id, endpoint).await
    }

    /// Changes name and categories at Meta.
    pub async fn update(&self, actor: &Actor, id: WaFlowId, patch: WaFlowPatch) -> Result<WaFlowView> {
        let name = patch.name.as_deref().map(good_name).transpose()?;
        if let Some(categories) = &patch.categories {
            good_categories(categories)?;
        }
        let (row, connected) = self.known(actor, id).await?;
        let edit = FlowEdit {
            name: name.clone(),
            categories: patch.categories.clone(),
            ..FlowEdit::default()
        };
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        if let Err(error) = account.edit_flow(&row.meta_id, &edit).await {
            return Err(self.doubtful(actor, &connected, error).await);
        }
        let news = WaFlowNews {
            name,
            categories: patch.categories.map(|categories| json!(categories).to_string()),
            ..WaFlowNews::default()
        };
        let detail = json!({ "before": { "name": row.name }, "after": { "name": news.name } });
        self.keep(actor, id, &news, "wa_flow.updated", detail).await
    }

    /// Deletes a draft at Meta, and here.
    pub async fn delete(&self, actor: &Actor, id: WaFlowId) -> Result<()> {
        let (row, connected) = self.known(actor, id).await?;
        if row.status != "DRAFT" {
            return Err(Error::conflict("wa_flow.not_draft", "Only a draft can be deleted.")
                .remedy("Deprecate a form that was published: it cannot be sent any more then."));
        }
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        match account.delete_flow(&row.meta_id).await {
            Ok(()) => {}
            // Gone already: what we keep is what is wrong.
            Err(CallError::Graph(error)) if error.code == 100 && error.subcode == Some(33) => {}
            Err(error) => return Err(self.doubtful(actor, &connected, error).await),
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.forget_wa_flow(id).await?;
        workspace
            .append_audit(&actor.audit("wa_flow.deleted", "wa_flow", id, json!({ "name": row.name })))
            .await?;
        let event = NewEvent::new("wa_flow.deleted", None, &json!({ "wa_flow_ids": [id] }))?;
        workspace.append_events(&[event]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Publishes a form, for good; a text that Meta does not have yet is uploaded before.
    pub async fn publish(&self, actor: &Actor, id: WaFlowId) -> Result<WaFlowView> {
        let (row, connected) = self.known(actor, id).await?;
        if row.status != "DRAFT" && row.meta_hash.as_deref() == Some(row.draft_hash.as_str()) {
            return Err(Error::conflict("wa_flow.not_draft", "There is nothing new to publish."));
        }
        let text = if row.meta_hash.as_deref() == Some(row.draft_hash.as_str()) {
            self.0.store().workspace(actor.workspace_id).get_wa_flow_draft(id).await?.draft
        } else {
            self.send_draft(actor, &row, &connected).await?.0
        };
        let now = self.0.store().workspace(actor.workspace_id).get_wa_flow(id).await?;
        let errors: Vec<Value> = serde_json::from_str(&now.meta_errors).unwrap_or_default();
        if let Some(first) = errors.first() {
            let detail = format!(
                "Meta found {} errors: {}",
                errors.len(),
                first["message"].as_str().unwrap_or("see the list")
            );
            return Err(Error::conflict("wa_flow.has_errors", detail));
        }
        self.has_key(actor, &connected, &text).await?;
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        if let Err(error) = account.publish_flow(&row.meta_id).await {
            return Err(self.doubtful(actor, &connected, error).await);
        }
        let news = self.ask(&connected, &row.meta_id, "PUBLISHED").await;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.tell_wa_flow(id, &news).await?;
        let number = workspace
            .keep_wa_flow_version(id, "published", &text, &hash(&text), 0, Some(actor.user_id))
            .await?;
        let detail = json!({ "name": row.name, "version": number });
        workspace.append_audit(&actor.audit("wa_flow.published", "wa_flow", id, detail)).await?;
        let view = announce(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Meta wants a key with the number before it publishes a form that asks; without one of ours nobody could open what phones send.
    async fn has_key(&self, actor: &Actor, connected: &Connected, text: &str) -> Result<()> {
        let asks = serde_json::from_str::<Value>(text).is_ok_and(|form| form.get("data_api_version").is_some());
        if !asks {
            return Ok(());
        }
        let keys = self
            .0
            .store()
            .workspace(actor.workspace_id)
            .list_wa_flow_keys(connected.channel.id)
            .await?;
        match keys.iter().any(|key| key.status == "active" && key.uploaded_at.is_some()) {
            true => Ok(()),
            false => Err(Error::conflict(
                "wa_flow.no_key",
                "This form asks its endpoint, and Meta has no key of yours that phones could encrypt with.",
            )),
        }
    }

    /// Takes a published form out of use, for good.
    pub async fn deprecate(&self, actor: &Actor, id: WaFlowId) -> Result<WaFlowView> {
        let (row, connected) = self.known(actor, id).await?;
        if matches!(row.status.as_str(), "DRAFT" | "DEPRECATED") {
            return Err(Error::conflict(
                "wa_flow.not_published",
                "Only a form that was published can be deprecated.",
            ));
        }
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        if let Err(error) = account.deprecate_flow(&row.meta_id).await {
            return Err(self.doubtful(actor, &connected, error).await);
        }
        let news = self.ask(&connected, &row.meta_id, "DEPRECATED").await;
        self.keep(actor, id, &news, "wa_flow.deprecated", json!({ "name": row.name })).await
    }

    /// A fresh link at which the form can be tried in a browser; the one before stops working.
    pub async fn preview(&self, actor: &Actor, id: WaFlowId) -> Result<WaFlowView> {
        let (row, connected) = self.known(actor, id).await?;
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        let preview = account.flow_preview(&row.meta_id, true).await.map_err(from_call)?;
        let news = WaFlowNews {
            preview: Some((preview.preview_url, preview.expires_at)),
            ..WaFlowNews::default()
        };
        self.keep(actor, id, &news, "wa_flow.preview_made", json!({ "name": row.name })).await
    }

    /// A form with what calls about it need.
    pub(super) async fn known(&self, actor: &Actor, id: WaFlowId) -> Result<(WaFlowRow, Connected)> {
        let row = self.0.store().workspace(actor.workspace_id).get_wa_flow(id).await?;
        let connected = self.0.channels().connected(actor).await?;
        Ok((row, connected))
    }

    /// What Meta shows of a form after a change; at least its new status, should Meta be away just then.
    pub(super) async fn ask(&self, connected: &Connected, meta_id: &str, status: &str) -> WaFlowNews {
        let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
        match account.flow(meta_id).await {
            Ok(flow) => shown(&flow),
            Err(error) => {
                tracing::info!(%error, "a form could not be looked at after it was changed; the next look at the list will");
                WaFlowNews {
                    status: Some(status.to_owned()),
                    ..WaFlowNews::default()
                }
            }
        }
    }

    async fn keep(&self, actor: &Actor, id: WaFlowId, news: &WaFlowNews, action: &'static str, detail: Value) -> Result<WaFlowView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.tell_wa_flow(id, news).await?;
        workspace.append_audit(&actor.audit(action, "wa_flow", id, detail)).await?;
        let view = announce(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Meta's refusal; when nobody knows whether Meta did it, its list is looked at, so that we soon do.
    pub(super) async fn doubtful(&self, actor: &Actor, connected: &Connected, error: CallError) -> Error {
        if matches!(error, CallError::Unknown(_)) {
            let queued = async {
                let mut tx = self.0.store().begin().await?;
                queue_wa_flow_sync(&mut tx.workspace(actor.workspace_id), connected.channel.id, self.0.now()).await?;
                tx.commit().await
            };
            if let Err(error) = queued.await {
                tracing::warn!(%error, "a look at Meta's forms could not be asked for");
            }
        }
        from_call(error)
    }
}

/// What Meta shows of a form, as news.
pub(super) fn shown(flow: &Flow) -> WaFlowNews {
    WaFlowNews {
        status: flow.status.as_deref().map(str::to_uppercase),
        json_version: flow.json_version.clone(),
        data_api_version: Some(flow.data_api_version.clone()),
        endpoint_uri: flow.endpoint_uri.clone(),
        meta_errors: serde_json::to_string(&flow.validation_errors).ok(),
        health: flow.health_status.as_ref().map(Value::to_string),
        ..WaFlowNews::default()
    }
}

fn good_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::invalid("/name", "field.invalid", "A name has 1 to 200 characters."));
    }
    Ok(name.to_owned())
}

fn good_categories(categories: &[String]) -> Result<()> {
    if categories.is_empty() {
        return Err(Error::invalid("/categories", "field.invalid", "Choose at least one category."));
    }
    match categories.iter().position(|category| !CATEGORIES.contains(&category.as_str())) {
        Some(at) => Err(Error::invalid(
            format!("/categories/{at}"),
            "field.invalid",
            format!("The categories are {}.", CATEGORIES.join(", ")),
        )),
        None => Ok(()),
    }
}

fn known_starter(slug: &str) -> Result<&'static Starter> {
    let known = STARTERS.iter().find(|starter| starter.slug == slug);
    known.ok_or_else(|| Error::invalid("/starter", "field.invalid", "There is no starter of this name."))
}

/// What a form without a text begins with: one screen with one question, which can be published as it is.
fn starter(name: &str) -> String {
    let title: String = name.chars().take(30).collect();
    let form = json!({
        "version": wa_flow_json::RECOMMENDED.to_string(),
        "screens": [{
            "id": "FIRST", "title": title, "terminal": true, "success": true, "data": {},
            "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "TextInput", "name": "answer", "label": "Your answer", "required": true },
                { "type": "Footer", "label": "Send", "on-click-action": { "name": "complete", "payload": { "answer": "${form.answer}" } } },
            ] },
        }],
    });
    serde_json::to_string_pretty(&form).expect("JSON values can be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_begins_with_can_be_published() {
        let report = wa_flow_json::check(&starter("A name that is a good deal longer than thirty characters"));
        assert!(report.problems.is_empty(), "{:?}", report.problems);
    }

    #[test]
    fn names_and_categories_are_looked_at() {
        assert_eq!(good_name("  Lead ").unwrap(), "Lead");
        for bad in ["", "  ", "a\nb", &"x".repeat(201)] {
            assert!(good_name(bad).is_err(), "{bad:?}");
        }
        assert!(good_categories(&["SURVEY".to_owned()]).is_ok());
        assert!(good_categories(&[]).is_err());
        assert_eq!(
            good_categories(&["SURVEY".to_owned(), "X".to_owned()]).unwrap_err().pointer.as_deref(),
            Some("/categories/1")
        );
    }
}
