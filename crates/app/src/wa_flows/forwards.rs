//! Handing submissions on: to which addresses, as what, signed, tried again for a day, and written down.

use std::collections::BTreeMap;
use std::time::Duration;

use flow_engine::expr::JmesPath;
use model::{ForwardDeliveryId, ForwardId, SubmissionId, WaFlowId, WorkspaceId};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::secrets::{Place, Sealed};
use store::{ForwardRow, NewJob, WorkspaceTx};
use utoipa::ToSchema;

use super::WaFlows;
use super::endpoint::good_address;
use crate::job::JobError;
use crate::views::{ForwardDeliveryView, ForwardView, Page};
use crate::{Actor, App, Error, Result};

mod alert;
mod files;
mod send;

/// The job that delivers a submission.
pub(crate) const DELIVER: &str = "wa_flows.forward";
/// With pauses that grow to an hour: about a day.
pub(super) const ATTEMPTS: i64 = 30;
const SIGNING: &str = "forwards.signing_secret";
/// How files go along when nobody says.
const LINKS: &str = "links";
const MOST_FIELDS: usize = 100;
const MOST_HEADERS: usize = 20;

/// A header of a delivery: a value, or the name of a secret whose value it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ForwardHeader {
    /// Its name.
    pub name: String,
    /// Its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The secret of the workspace that is its value instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// An address as it is to be; what is `None` stays, or is what is usual.
#[derive(Debug, Clone, Default)]
pub struct ForwardPatch {
    /// What people call it.
    pub name: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// `POST`, `PUT` or `PATCH`.
    pub method: Option<String>,
    /// Name → JMESPath over the submission; empty sends all of it.
    pub mapping: Option<BTreeMap<String, String>>,
    /// Headers besides the usual ones.
    pub headers: Option<Vec<ForwardHeader>>,
    /// `none`, `links` or `inline`.
    pub files: Option<String>,
    /// Is it used?
    pub enabled: Option<bool>,
    /// Signs deliveries; a random one when a new address has none.
    pub signing_secret: Option<SecretString>,
}

/// What would be sent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ForwardTried {
    /// The body.
    #[schema(value_type = Object)]
    pub body: Value,
    /// Expressions without a value, and why.
    pub problems: BTreeMap<String, String>,
}

/// What the job needs to know.
#[derive(Serialize, Deserialize)]
pub(super) struct Payload {
    pub(super) delivery_id: ForwardDeliveryId,
}

/// Sends a submission on its way to every address of its form that is in use.
pub(super) async fn queue(workspace: &mut WorkspaceTx<'_>, flow: WaFlowId, submission: SubmissionId) -> Result<(), store::Error> {
    for forward in workspace.list_forwards(flow).await? {
        if !forward.enabled {
            continue;
        }
        if let Some(id) = workspace.create_forward_delivery(forward.id, submission).await? {
            enqueue(workspace, id).await?;
        }
    }
    Ok(())
}

async fn enqueue(workspace: &mut WorkspaceTx<'_>, id: ForwardDeliveryId) -> Result<(), store::Error> {
    let job = NewJob {
        kind: DELIVER,
        payload: serde_json::to_string(&Payload { delivery_id: id }).expect("an id is plain JSON"),
        dedupe_key: Some(id.to_string()),
        run_at: workspace.now(),
        // Waiting for files counts, too.
        max_attempts: ATTEMPTS + 10,
    };
    workspace.enqueue_jobs(&[job]).await
}

/// Delivers one submission to one address.
pub(crate) async fn deliver(app: &App, workspace_id: WorkspaceId, payload: &str) -> Result<(), JobError> {
    send::deliver(app, workspace_id, payload).await
}

impl WaFlows<'_> {
    /// A form's addresses.
    pub async fn forwards(&self, workspace_id: WorkspaceId, flow: WaFlowId) -> Result<Vec<ForwardView>> {
        let store = self.0.store().workspace(workspace_id);
        store.get_wa_flow(flow).await?;
        Ok(store.list_forwards(flow).await?.into_iter().map(ForwardView::from).collect())
    }

    /// Adds an address.
    pub async fn create_forward(&self, actor: &Actor, flow: WaFlowId, patch: ForwardPatch) -> Result<ForwardView> {
        let store = self.0.store().workspace(actor.workspace_id);
        store.get_wa_flow(flow).await?;
        if store.list_forwards(flow).await?.len() >= usize::try_from(store::MAX_FORWARDS).expect("a small number") {
            return Err(Error::conflict("forward.too_many", "A form has at most 20 forwards."));
        }
        let row = self.blank(flow);
        let id = row.id;
        let secret = patch
            .signing_secret
            .clone()
            .unwrap_or_else(|| SecretString::from(hex::encode(store.store().derive_key(&format!("forward {id}")))));
        let patch = ForwardPatch {
            name: Some(patch.name.unwrap_or_default()),
            url: Some(patch.url.unwrap_or_default()),
            signing_secret: Some(secret),
            ..patch
        };
        self.put_forward(actor, row, patch, "forward.created").await
    }

    /// Changes an address.
    pub async fn update_forward(&self, actor: &Actor, id: ForwardId, patch: ForwardPatch) -> Result<ForwardView> {
        let row = self.0.store().workspace(actor.workspace_id).get_forward(id).await?;
        self.put_forward(actor, row, patch, "forward.updated").await
    }

    async fn put_forward(&self, actor: &Actor, mut row: ForwardRow, patch: ForwardPatch, action: &'static str) -> Result<ForwardView> {
        if let Some(name) = patch.name {
            row.name = good_name(&name)?;
        }
        if let Some(url) = patch.url {
            good_address(&url)?;
            self.0
                .egress()
                .check(&url)
                .map_err(|error| Error::invalid("/url", "forward.address", crate::text::sentence(&error.to_string())))?;
            row.url = url;
        }
        if let Some(method) = patch.method {
            row.method = good_method(&method)?;
        }
        if let Some(mapping) = patch.mapping {
            good_mapping(&mapping)?;
            row.mapping = json!(mapping).to_string();
        }
        if let Some(headers) = patch.headers {
            good_headers(&headers)?;
            row.headers = json!(headers).to_string();
        }
        if let Some(files) = patch.files {
            row.files = good_files(files)?;
        }
        if let Some(secret) = patch.signing_secret {
            if !(16..=256).contains(&secret.expose_secret().len()) {
                return Err(Error::invalid("/signing_secret", "field.invalid", "A secret has 16 to 256 characters."));
            }
            row.signing_secret = self.0.store().seal(place(row.id), &secret).as_bytes().to_vec();
        }
        row.enabled = patch.enabled.unwrap_or(row.enabled);
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.put_forward(&row).await?;
        alert::clear(&mut workspace, &row, None).await?;
        let detail = json!({ "name": row.name, "url": row.url, "enabled": row.enabled });
        workspace.append_audit(&actor.audit(action, "forward", row.id, detail)).await?;
        let row = workspace.get_forward(row.id).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// Deletes an address with its log.
    pub async fn delete_forward(&self, actor: &Actor, id: ForwardId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let row = workspace.get_forward(id).await?;
        workspace.delete_forward(id).await?;
        alert::clear(&mut workspace, &row, None).await?;
        workspace
            .append_audit(&actor.audit("forward.deleted", "forward", id, json!({ "name": row.name })))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// What an address would get for a submission; nothing is sent.
    pub async fn try_forward(&self, workspace_id: WorkspaceId, id: ForwardId, submission: SubmissionId) -> Result<ForwardTried> {
        let store = self.0.store().workspace(workspace_id);
        let forward = store.get_forward(id).await?;
        let document = files::document(self.0, workspace_id, &forward, submission, files::How::Shown)
            .await?
            .document;
        let (body, problems) = mapped(&forward.mapping, &document);
        Ok(ForwardTried { body, problems })
    }

    /// What an address with this mapping, which is saved nowhere, would get for a submission of the form; nothing is sent. An expression that cannot
    /// be read is a problem like one without a value: it is still being written.
    pub async fn try_mapping(
        &self,
        workspace_id: WorkspaceId,
        flow: WaFlowId,
        submission: SubmissionId,
        patch: ForwardPatch,
    ) -> Result<ForwardTried> {
        let store = self.0.store().workspace(workspace_id);
        store.get_wa_flow(flow).await?;
        if store.get_submission(submission).await?.wa_flow_id != Some(flow) {
            return Err(Error::invalid("/submission", "field.invalid", "Name a submission of this form."));
        }
        let mapping = patch.mapping.unwrap_or_default();
        if mapping.len() > MOST_FIELDS {
            return Err(Error::invalid("/mapping", "field.invalid", "A mapping has at most 100 fields."));
        }
        let forward = ForwardRow {
            mapping: json!(mapping).to_string(),
            files: good_files(patch.files.unwrap_or_else(|| LINKS.to_owned()))?,
            ..self.blank(flow)
        };
        let document = files::document(self.0, workspace_id, &forward, submission, files::How::Shown)
            .await?
            .document;
        let (body, problems) = mapped(&forward.mapping, &document);
        Ok(ForwardTried { body, problems })
    }

    /// An address that nobody has filled in yet.
    fn blank(&self, flow: WaFlowId) -> ForwardRow {
        let now = self.0.now();
        ForwardRow {
            id: ForwardId::new(),
            wa_flow_id: flow,
            name: String::new(),
            url: String::new(),
            method: "POST".to_owned(),
            mapping: "{}".to_owned(),
            headers: "[]".to_owned(),
            files: LINKS.to_owned(),
            signing_secret: Vec::new(),
            enabled: true,
            created_at: now,
            updated_at: now,
        }
    }

    /// An address's deliveries, the latest first.
    pub async fn forward_deliveries(
        &self,
        workspace_id: WorkspaceId,
        id: ForwardId,
        limit: store::Limit,
        cursor: Option<&str>,
    ) -> Result<Page<ForwardDeliveryView>> {
        let store = self.0.store().workspace(workspace_id);
        store.get_forward(id).await?;
        Ok(store
            .list_forward_deliveries(id, limit, cursor)
            .await?
            .map(ForwardDeliveryView::from)
            .into())
    }

    /// Delivers again, now, whatever came of it before. The receiver knows it by the same id.
    pub async fn redeliver(&self, actor: &Actor, id: ForwardDeliveryId) -> Result<ForwardDeliveryView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let row = workspace.get_forward_delivery(id).await?;
        workspace.reopen_forward_delivery(id).await?;
        enqueue(&mut workspace, id).await?;
        let detail = json!({ "was": row.state, "attempts": row.attempts });
        workspace
            .append_audit(&actor.audit("forward.redelivered", "forward_delivery", id, detail))
            .await?;
        let row = workspace.get_forward_delivery(id).await?;
        tx.commit().await?;
        Ok(row.into())
    }
}

/// The body for a submission, and the expressions without a value. An empty mapping sends all of it.
pub(super) fn mapped(mapping: &str, document: &Value) -> (Value, BTreeMap<String, String>) {
    let mapping: BTreeMap<String, String> = serde_json::from_str(mapping).unwrap_or_default();
    if mapping.is_empty() {
        return (document.clone(), BTreeMap::new());
    }
    let (mut body, mut problems) = (Map::new(), BTreeMap::new());
    for (name, expression) in mapping {
        match JmesPath::parse(&expression).and_then(|path| path.search(document)) {
            Ok(value) => {
                body.insert(name, value);
            }
            Err(error) => {
                body.insert(name.clone(), Value::Null);
                problems.insert(name, error.to_string());
            }
        }
    }
    (Value::Object(body), problems)
}

pub(super) fn place(id: ForwardId) -> Place {
    Place {
        column: SIGNING,
        row: id.uuid(),
    }
}

pub(super) fn signing_secret(app: &App, row: &ForwardRow) -> Result<SecretString, store::Error> {
    app.store().unseal(place(row.id), &Sealed::from_bytes(row.signing_secret.clone()))
}

fn good_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(Error::invalid("/name", "field.invalid", "A name has 1 to 100 characters."));
    }
    Ok(name.to_owned())
}

fn good_method(method: &str) -> Result<String> {
    let method = method.trim().to_uppercase();
    if !matches!(method.as_str(), "POST" | "PUT" | "PATCH") {
        return Err(Error::invalid("/method", "field.invalid", "The method is POST, PUT or PATCH."));
    }
    Ok(method)
}

fn good_files(files: String) -> Result<String> {
    if !matches!(files.as_str(), "none" | "links" | "inline") {
        return Err(Error::invalid(
            "/files",
            "field.invalid",
            "Files go along as `none`, `links` or `inline`.",
        ));
    }
    Ok(files)
}

fn good_mapping(mapping: &BTreeMap<String, String>) -> Result<()> {
    if mapping.len() > MOST_FIELDS {
        return Err(Error::invalid("/mapping", "field.invalid", "A mapping has at most 100 fields."));
    }
    for (name, expression) in mapping {
        if let Err(error) = JmesPath::parse(expression) {
            let name = name.replace('~', "~0").replace('/', "~1");
            return Err(Error::invalid(
                format!("/mapping/{name}"),
                "forward.expression",
                crate::text::sentence(&error.to_string()),
            ));
        }
    }
    Ok(())
}

fn good_headers(headers: &[ForwardHeader]) -> Result<()> {
    if headers.len() > MOST_HEADERS {
        return Err(Error::invalid("/headers", "field.invalid", "At most 20 headers."));
    }
    for (at, header) in headers.iter().enumerate() {
        let name = http::HeaderName::try_from(header.name.as_str());
        let allowed = name.is_ok_and(|name| egress::is_allowed_header(&name) && !name.as_str().starts_with("x-prismwa-"));
        let value = header.value.as_deref().is_none_or(|value| http::HeaderValue::from_str(value).is_ok());
        if !allowed || !value || header.value.is_some() == header.secret.is_some() {
            let says = "A header has a name that may be set, and either a value or the name of a secret.";
            return Err(Error::invalid(format!("/headers/{at}"), "field.invalid", says));
        }
    }
    Ok(())
}

pub(super) const TIMEOUT: Duration = Duration::from_secs(15);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_makes_the_body_and_says_what_it_cannot_find() {
        let document = json!({ "values": { "name": "Ana", "age": "41" }, "contact": { "phone": "+34600" } });
        let mapping = json!({ "who": "values.name", "tel": "contact.phone", "bad": "length(values.age.x)", "none": "values.none" }).to_string();
        let (body, problems) = mapped(&mapping, &document);
        assert_eq!(body, json!({ "who": "Ana", "tel": "+34600", "bad": null, "none": null }));
        assert_eq!(problems.keys().collect::<Vec<_>>(), ["bad"]);
        assert_eq!(mapped("{}", &document).0, document, "no mapping sends all of it");
    }

    #[test]
    fn headers_that_would_break_or_forge_a_delivery_are_refused() {
        let header = |name: &str, value: Option<&str>, secret: Option<&str>| ForwardHeader {
            name: name.to_owned(),
            value: value.map(str::to_owned),
            secret: secret.map(str::to_owned),
        };
        assert!(good_headers(&[header("X-Key", Some("1"), None), header("Authorization", None, Some("CRM"))]).is_ok());
        for bad in [
            header("Host", Some("x"), None),
            header("Content-Length", Some("1"), None),
            header("X-PrismWA-Signature", Some("x"), None),
            header("X-Key", Some("a\r\nb"), None),
            header("X-Key", None, None),
            header("X-Key", Some("a"), Some("B")),
            header("not a name", Some("a"), None),
        ] {
            assert!(good_headers(std::slice::from_ref(&bad)).is_err(), "{bad:?}");
        }
    }
}
