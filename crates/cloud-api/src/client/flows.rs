//! Native WhatsApp Flows of a business account: list, create, change, upload, publish, deprecate, delete, preview; and the number's public key.
//!
//! Source: <https://developers.facebook.com/docs/whatsapp/flows/reference/flowsapi>, *Business encryption* for the key.

use reqwest::multipart::{Form, Part};
use serde_json::{Map, Value, json};

use super::call;
use super::download::{Download, DownloadError};
use super::error::CallError;
use super::{Account, Number};
use crate::flow::{Flow, FlowPreview, FlowProblem};
use crate::wire::{self, Read as _};

/// What is asked of each Flow.
const FIELDS: &str = "id,name,status,categories,validation_errors,json_version,data_api_version,endpoint_uri,health_status";
/// The largest Flow JSON that Meta takes; more is not read either.
const MAX_JSON_BYTES: u64 = 10 * 1024 * 1024;

/// A Flow to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewFlow {
    /// Unique in the account.
    pub name: String,
    /// At least one of `SIGN_UP`, `SIGN_IN`, `APPOINTMENT_BOOKING`, `LEAD_GENERATION`, `CONTACT_US`, `CUSTOMER_SUPPORT`, `SURVEY`, `OTHER`.
    pub categories: Vec<String>,
    /// Meta's id of the Flow whose content it begins with.
    pub clone_flow_id: Option<String>,
    /// Where its data exchanges go.
    pub endpoint_uri: Option<String>,
}

/// What to change of a Flow; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowEdit {
    /// Another name.
    pub name: Option<String>,
    /// All categories anew.
    pub categories: Option<Vec<String>>,
    /// Where its data exchanges go.
    pub endpoint_uri: Option<String>,
    /// The Meta app whose secret signs its data exchanges.
    pub application_id: Option<String>,
}

/// A page of Flows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FlowPage {
    /// The Flows.
    pub flows: Vec<Flow>,
    /// Where the next page starts, if there is one.
    pub after: Option<String>,
}

/// The public key of a number, as Meta has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedKey {
    /// PEM.
    pub public_key: String,
    /// `VALID` or `MISMATCH`: whether Meta's signature over it is good.
    pub state: Option<String>,
}

impl Account<'_> {
    /// A page of the account's Flows (`GET /{account}/flows`).
    pub async fn flows(&self, after: Option<&str>) -> Result<FlowPage, CallError> {
        let mut url = self.client.url(&[&self.id, "flows"]);
        url.query_pairs_mut().append_pair("fields", FIELDS).append_pair("limit", "50");
        if let Some(after) = after {
            url.query_pairs_mut().append_pair("after", after);
        }
        let answer = self.client.get(url, self.token).await?;
        Ok(FlowPage {
            flows: wire::readable(answer.get("data")),
            after: super::account::next_page(&answer),
        })
    }

    /// One Flow (`GET /{flow}`).
    pub async fn flow(&self, flow_id: &str) -> Result<Flow, CallError> {
        let mut url = self.client.url(&[flow_id]);
        url.query_pairs_mut().append_pair("fields", FIELDS);
        let answer = self.client.get(url, self.token).await?;
        Flow::read(&answer).map_err(|error| CallError::unknown(error.to_string(), Some(200)))
    }

    /// Makes a Flow, which is a draft (`POST /{account}/flows`); gives Meta's id of it.
    pub async fn create_flow(&self, new: &NewFlow) -> Result<String, CallError> {
        let mut body = json!({ "name": new.name, "categories": new.categories });
        if let Some(id) = &new.clone_flow_id {
            body["clone_flow_id"] = id.as_str().into();
        }
        if let Some(uri) = &new.endpoint_uri {
            body["endpoint_uri"] = uri.as_str().into();
        }
        let url = self.client.url(&[&self.id, "flows"]);
        let answer = self.client.post(url, self.token, &body, self.client.timeouts.manage).await?;
        wire::text(answer.get("id")).ok_or_else(|| CallError::unknown("Meta's answer holds no id of the Flow", Some(200)))
    }

    /// Changes what a Flow is called, is for and calls (`POST /{flow}`).
    pub async fn edit_flow(&self, flow_id: &str, edit: &FlowEdit) -> Result<(), CallError> {
        let mut body = Map::new();
        let texts = [
            ("name", &edit.name),
            ("endpoint_uri", &edit.endpoint_uri),
            ("application_id", &edit.application_id),
        ];
        body.extend(
            texts
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), json!(value.as_ref()?)))),
        );
        if let Some(categories) = &edit.categories {
            body.insert("categories".to_owned(), json!(categories));
        }
        let url = self.client.url(&[flow_id]);
        call::success(
            &self
                .client
                .post(url, self.token, &Value::Object(body), self.client.timeouts.manage)
                .await?,
        )
    }

    /// Uploads Flow JSON (`POST /{flow}/assets`). Meta keeps it even when something is wrong with it, and says what: publishing then fails.
    pub async fn upload_flow(&self, flow_id: &str, json: &str) -> Result<Vec<FlowProblem>, CallError> {
        let file = |content: Vec<u8>| -> Result<Form, CallError> {
            let part = Part::bytes(content)
                .file_name("flow.json")
                .mime_str("application/json")
                .map_err(|error| CallError::not_sent(error.to_string()))?;
            Ok(Form::new().text("name", "flow.json").text("asset_type", "FLOW_JSON").part("file", part))
        };
        let url = self.client.url(&[flow_id, "assets"]);
        let answer = self.client.post_form(url, self.token, file(json.as_bytes().to_vec())?).await?;
        call::success(&answer)?;
        Ok(wire::readable(answer.get("validation_errors")))
    }

    /// The Flow JSON that Meta has of a Flow (`GET /{flow}/assets`, then its download address); nothing when none was uploaded yet.
    pub async fn flow_json(&self, flow_id: &str) -> Result<Option<String>, CallError> {
        let answer = self.client.get(self.client.url(&[flow_id, "assets"]), self.token).await?;
        let assets = answer.get("data").and_then(Value::as_array).into_iter().flatten();
        let asset = assets
            .into_iter()
            .find(|asset| wire::text(asset.get("asset_type")).as_deref() == Some("FLOW_JSON"));
        let Some(url) = asset.and_then(|asset| wire::text(asset.get("download_url"))) else {
            return Ok(None);
        };
        let failed = |error: DownloadError| CallError::unknown(error.to_string(), None);
        let download: Download = self.client.download_public(&url, MAX_JSON_BYTES).await.map_err(failed)?;
        let bytes = download.into_bytes().await.map_err(failed)?;
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| CallError::unknown("the Flow JSON is not UTF-8", Some(200)))
    }

    /// Publishes a Flow, for good (`POST /{flow}/publish`).
    pub async fn publish_flow(&self, flow_id: &str) -> Result<(), CallError> {
        self.act(flow_id, "publish").await
    }

    /// Takes a Flow out of use, for good (`POST /{flow}/deprecate`).
    pub async fn deprecate_flow(&self, flow_id: &str) -> Result<(), CallError> {
        self.act(flow_id, "deprecate").await
    }

    async fn act(&self, flow_id: &str, edge: &str) -> Result<(), CallError> {
        let url = self.client.url(&[flow_id, edge]);
        call::success(&self.client.post(url, self.token, &json!({}), self.client.timeouts.manage).await?)
    }

    /// Deletes a draft (`DELETE /{flow}`); anything else fails with 139004.
    pub async fn delete_flow(&self, flow_id: &str) -> Result<(), CallError> {
        call::success(&self.client.delete(self.client.url(&[flow_id]), self.token).await?)
    }

    /// A link at which the Flow can be tried in a browser, good for thirty days; `fresh` makes the old one stop working.
    pub async fn flow_preview(&self, flow_id: &str, fresh: bool) -> Result<FlowPreview, CallError> {
        let mut url = self.client.url(&[flow_id]);
        url.query_pairs_mut().append_pair("fields", &format!("preview.invalidate({fresh})"));
        let answer = self.client.get(url, self.token).await?;
        let preview = answer.get("preview").and_then(|preview| FlowPreview::read(preview).ok());
        preview.ok_or_else(|| CallError::unknown("Meta's answer holds no preview", Some(200)))
    }
}

impl Number<'_> {
    /// The public key that phones encrypt data exchanges with, and whether Meta's signature over it is good; nothing when there is none.
    pub async fn public_key(&self) -> Result<Option<UploadedKey>, CallError> {
        let url = self.client.url(&[&self.id, "whatsapp_business_encryption"]);
        let answer = self.client.get(url, self.token).await?;
        let first = answer.get("data").and_then(|data| data.get(0)).unwrap_or(&answer);
        Ok(wire::text(first.get("business_public_key")).map(|public_key| UploadedKey {
            public_key,
            state: wire::text(first.get("business_public_key_signature_status")),
        }))
    }

    /// Tells Meta the number's public key, which Meta signs (`POST /{number}/whatsapp_business_encryption`).
    pub async fn set_public_key(&self, pem: &str) -> Result<(), CallError> {
        let url = self.client.url(&[&self.id, "whatsapp_business_encryption"]);
        let body = json!({ "business_public_key": pem });
        call::success(&self.client.post(url, self.token, &body, self.client.timeouts.manage).await?)
    }
}
