//! Who answers a form's data exchanges: nobody, data that is written down, a function, or an address of the business.

use std::collections::BTreeMap;
use std::time::Duration;

use cloud_api::client::FlowEdit;
use model::WaFlowId;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::WaFlowNews;
use store::secrets::Place;

use super::{WaFlows, announce};
use crate::channels::from_call;
use crate::views::WaFlowView;
use crate::{Actor, Error, Result};

/// Meta's phones wait ten seconds; what takes longer is answered with an error screen.
pub(super) const LONGEST: Duration = Duration::from_secs(9);
/// Where the secret that signs forwards lies.
pub(super) const SECRET: &str = "wa_flows.endpoint_secret";
/// More screens than a form has.
const MOST_SCREENS: usize = 100;

/// Who is to answer.
#[derive(Debug, Clone)]
pub enum EndpointRequest {
    /// Nobody: the form asks nothing.
    None,
    /// The same data for everybody, screen by screen.
    Fixed(BTreeMap<String, FixedScreen>),
    /// A function of the workspace.
    Function {
        /// Its id, `fn_…`.
        function: String,
        /// At most 9,000.
        timeout_ms: u32,
    },
    /// An address of the business, asked with the plain request.
    Forward {
        /// HTTPS.
        url: String,
        /// Signs what is sent; `None` keeps the one there is.
        secret: Option<SecretString>,
        /// At most 9,000.
        timeout_ms: u32,
    },
}

/// What a screen is given, and where its button leads.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FixedScreen {
    /// Its data.
    #[serde(default)]
    pub data: Map<String, Value>,
    /// The next screen; the routing model's first when missing. `SUCCESS` ends the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl WaFlows<'_> {
    /// Says who answers, and tells Meta the address when it does not know it yet.
    pub async fn set_endpoint(&self, actor: &Actor, id: WaFlowId, request: EndpointRequest) -> Result<WaFlowView> {
        let (kind, settings, secret) = good(request)?;
        let (row, connected) = self.known(actor, id).await?;
        let uri = self.endpoint_uri(&connected, actor.workspace_id);
        let mut news = WaFlowNews::default();
        if kind != "none" && row.endpoint_uri.as_deref() != Some(uri.as_str()) && row.status != "DEPRECATED" {
            let edit = FlowEdit {
                endpoint_uri: Some(uri.clone()),
                ..FlowEdit::default()
            };
            let account = connected.graph.account(&connected.channel.waba_id, &connected.token);
            account.edit_flow(&row.meta_id, &edit).await.map_err(from_call)?;
            news.endpoint_uri = Some(uri);
        }
        let sealed = secret.map(|secret| {
            let place = Place {
                column: SECRET,
                row: id.uuid(),
            };
            self.0.store().seal(place, &secret)
        });
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace
            .set_wa_flow_endpoint(id, kind, &settings.to_string(), sealed.as_ref().map(store::secrets::Sealed::as_bytes))
            .await?;
        workspace.tell_wa_flow(id, &news).await?;
        let detail = json!({ "name": row.name, "before": row.endpoint_kind, "after": kind });
        workspace
            .append_audit(&actor.audit("wa_flow.endpoint_set", "wa_flow", id, detail))
            .await?;
        let view = announce(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(view)
    }
}

/// The word, the settings as they are kept, and the secret apart from them.
fn good(request: EndpointRequest) -> Result<(&'static str, Value, Option<SecretString>)> {
    match request {
        EndpointRequest::None => Ok(("none", json!({}), None)),
        EndpointRequest::Fixed(screens) => {
            if screens.len() > MOST_SCREENS {
                return Err(Error::invalid("/screens", "field.invalid", "A form has at most 100 screens."));
            }
            Ok(("fixed", json!({ "screens": screens }), None))
        }
        EndpointRequest::Function { function, timeout_ms } => {
            good_timeout(timeout_ms)?;
            if !function.starts_with("fn_") || function.len() > 60 {
                return Err(Error::invalid("/function", "field.invalid", "Name a function of this workspace (fn_…)."));
            }
            Ok(("function", json!({ "function": function, "timeout_ms": timeout_ms }), None))
        }
        EndpointRequest::Forward { url, secret, timeout_ms } => {
            good_timeout(timeout_ms)?;
            good_address(&url)?;
            if secret.as_ref().is_some_and(|secret| !(16..=256).contains(&secret.expose_secret().len())) {
                return Err(Error::invalid("/secret", "field.invalid", "A secret has 16 to 256 characters."));
            }
            Ok(("forward", json!({ "url": url, "timeout_ms": timeout_ms }), secret))
        }
    }
}

fn good_timeout(milliseconds: u32) -> Result<()> {
    if milliseconds == 0 || u128::from(milliseconds) > LONGEST.as_millis() {
        let says = "Phones wait ten seconds: give 1 to 9,000 milliseconds.";
        return Err(Error::invalid("/timeout_ms", "field.invalid", says));
    }
    Ok(())
}

/// An address on the web without anybody's password in it. Whether it may be called at all is the egress's to say.
pub(super) fn good_address(url: &str) -> Result<()> {
    let parsed = reqwest::Url::parse(url).ok();
    let good = parsed
        .is_some_and(|url| matches!(url.scheme(), "https" | "http") && url.host().is_some() && url.username().is_empty() && url.password().is_none());
    if !good || url.len() > 2048 {
        return Err(Error::invalid(
            "/url",
            "field.invalid",
            "Give a whole address, such as https://shop.example/forms, without user name and password.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_looked_at_and_secrets_kept_apart() {
        let forward = |url: &str, secret: &str, timeout_ms| EndpointRequest::Forward {
            url: url.to_owned(),
            secret: Some(secret.to_owned().into()),
            timeout_ms,
        };
        let (kind, settings, secret) = good(forward("https://a.example/x", "0123456789abcdef", 3000)).unwrap();
        assert_eq!((kind, settings), ("forward", json!({ "url": "https://a.example/x", "timeout_ms": 3000 })));
        assert_eq!(secret.unwrap().expose_secret(), "0123456789abcdef");
        for (request, pointer) in [
            (forward("https://a.example/x", "short", 3000), "/secret"),
            (forward("https://u:p@a.example/x", "0123456789abcdef", 3000), "/url"),
            (forward("file:///etc/passwd", "0123456789abcdef", 3000), "/url"),
            (forward("https://a.example/x", "0123456789abcdef", 9001), "/timeout_ms"),
        ] {
            assert_eq!(good(request).unwrap_err().pointer.as_deref(), Some(pointer));
        }
    }
}
