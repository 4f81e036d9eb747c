//! Connect a number, and replace its secrets.

use model::ChannelId;
use secrecy::SecretString;
use serde_json::json;
use store::{Channel, ChannelFacts, NewChannel, NewMetaApp, WorkspaceTx};

use super::{Channels, Connected, queue_template_sync, queue_wa_flow_sync, validate};
use crate::views::{ChannelKind, ChannelView};
use crate::{Actor, Error, Result};

/// Shortest access token and app secret that can be real.
pub(super) const SHORTEST_SECRET: usize = 8;

/// A number to connect.
#[derive(Debug, Clone)]
pub struct ConnectRequest {
    /// WhatsApp, or the simulator.
    pub kind: ChannelKind,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// Meta's id of the business account.
    pub waba_id: String,
    /// The number as people write it, should Graph not say.
    pub display_phone_number: Option<String>,
    /// To call Graph with.
    pub access_token: SecretString,
    /// The Meta app whose webhooks we accept.
    pub app: AppRequest,
}

/// The Meta app behind a number.
#[derive(Debug, Clone)]
pub struct AppRequest {
    /// Meta's id of it.
    pub app_id: String,
    /// Signs the webhooks.
    pub app_secret: SecretString,
    /// Proves our address when it is registered.
    pub verify_token: SecretString,
}

/// Secrets to replace; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct SecretsPatch {
    /// To call Graph with.
    pub access_token: Option<SecretString>,
    /// Signs the webhooks; the one before stays valid for 24 hours.
    pub app_secret: Option<SecretString>,
    /// Proves our address.
    pub verify_token: Option<SecretString>,
}

impl Channels<'_> {
    /// Connects a number after Graph has confirmed it, or connects the same number again.
    pub async fn connect(&self, actor: &Actor, request: ConnectRequest) -> Result<ChannelView> {
        let request = request.checked()?;
        let graph = self.0.graph(request.kind.as_str())?;
        let number = validate::read_number(graph, &request.phone_number_id, &request.waba_id, &request.access_token).await?;
        let facts = validate::facts(&number, request.display_phone_number.as_deref());

        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let id = match workspace.find_channel().await? {
            Some(known) if known.phone_number_id == request.phone_number_id && known.waba_id == request.waba_id => {
                reconnect(&mut workspace, &known, &request, &facts).await?
            }
            Some(known) => {
                if known.has_access_token || !workspace.delete_unused_channel(known.id).await? {
                    return Err(Error::conflict(
                        "channel.exists",
                        format!(
                            "This workspace belongs to the number {}: a workspace has one number.",
                            known.display_phone_number
                        ),
                    )
                    .remedy("Make another workspace for another number, or disconnect this one while it has no conversations."));
                }
                create(&mut workspace, &request, facts).await?
            }
            None => create(&mut workspace, &request, facts).await?,
        };
        let detail = json!({ "kind": request.kind, "phone_number_id": request.phone_number_id, "waba_id": request.waba_id });
        workspace.append_audit(&actor.audit("channel.connected", "channel", id, detail)).await?;
        queue_template_sync(&mut workspace, id, self.0.now()).await?;
        queue_wa_flow_sync(&mut workspace, id, self.0.now()).await?;
        let view = self.announce(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Replaces secrets. A new token must be able to read the number.
    pub async fn update_secrets(&self, actor: &Actor, patch: SecretsPatch) -> Result<ChannelView> {
        let patch = patch.checked()?;
        let Connected {
            channel, meta_app, graph, ..
        } = self.connected(actor).await?;
        let owned = meta_app.workspace_id == Some(actor.workspace_id);
        if !owned && (patch.app_secret.is_some() || patch.verify_token.is_some()) {
            return Err(
                Error::forbidden("channel.app_not_owned", "The Meta app of this number belongs to the installation.")
                    .remedy("Ask the operator to change its secrets."),
            );
        }
        let facts = match &patch.access_token {
            Some(token) => {
                let number = validate::read_number(&graph, &channel.phone_number_id, &channel.waba_id, token).await?;
                Some(validate::facts(&number, Some(&channel.display_phone_number)))
            }
            None => None,
        };
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let mut changed = Vec::new();
        if let (Some(token), Some(facts)) = (&patch.access_token, &facts) {
            workspace.update_access_token(channel.id, token).await?;
            workspace.update_channel_facts(channel.id, facts).await?;
            changed.push("access_token");
        }
        if let Some(secret) = &patch.app_secret {
            workspace.update_app_secret(meta_app.id, secret).await?;
            changed.push("app_secret");
        }
        if let Some(token) = &patch.verify_token {
            workspace.update_verify_token(meta_app.id, token).await?;
            changed.push("verify_token");
        }
        if changed.is_empty() {
            return Ok(self.view(actor, channel, &meta_app));
        }
        workspace
            .append_audit(&actor.audit("channel.secrets_updated", "channel", channel.id, json!({ "changed": changed })))
            .await?;
        let view = self.announce(&mut workspace, channel.id).await?;
        tx.commit().await?;
        self.0.channels().forget_templates(channel.id);
        Ok(view)
    }
}

async fn create(workspace: &mut WorkspaceTx<'_>, request: &ConnectRequest, facts: ChannelFacts) -> Result<ChannelId> {
    let meta_app_id = workspace.create_meta_app(request.app.new_meta_app()).await?;
    let channel = NewChannel {
        meta_app_id,
        kind: request.kind.as_str().to_owned(),
        phone_number_id: request.phone_number_id.clone(),
        waba_id: request.waba_id.clone(),
        facts,
        access_token: Some(request.access_token.clone()),
    };
    workspace.create_channel(channel).await.map_err(taken)
}

/// The same number once more: new secrets, and its route back.
async fn reconnect(workspace: &mut WorkspaceTx<'_>, known: &Channel, request: &ConnectRequest, facts: &ChannelFacts) -> Result<ChannelId> {
    let meta_app = workspace.get_meta_app(known.meta_app_id).await?;
    let meta_app_id = if meta_app.app_id == request.app.app_id {
        workspace.update_app_secret(meta_app.id, &request.app.app_secret).await?;
        workspace.update_verify_token(meta_app.id, &request.app.verify_token).await?;
        meta_app.id
    } else {
        workspace.create_meta_app(request.app.new_meta_app()).await?
    };
    workspace
        .reconnect_channel(known.id, request.kind.as_str(), meta_app_id)
        .await
        .map_err(taken)?;
    workspace.update_access_token(known.id, &request.access_token).await?;
    workspace.update_channel_facts(known.id, facts).await?;
    Ok(known.id)
}

fn taken(error: store::Error) -> Error {
    if error.is_duplicate() {
        return Error::conflict(
            "channel.number_taken",
            "This number is connected in another workspace of this installation.",
        )
        .remedy("Disconnect it there first.");
    }
    error.into()
}

impl AppRequest {
    fn new_meta_app(&self) -> NewMetaApp {
        NewMetaApp {
            name: format!("App {}", self.app_id),
            app_id: self.app_id.clone(),
            app_secret: Some(self.app_secret.clone()),
            verify_token: Some(self.verify_token.clone()),
        }
    }
}

impl ConnectRequest {
    fn checked(self) -> Result<Self> {
        Ok(Self {
            phone_number_id: validate::meta_id("/phone_number_id", &self.phone_number_id)?,
            waba_id: validate::meta_id("/waba_id", &self.waba_id)?,
            display_phone_number: self
                .display_phone_number
                .map(|number| crate::text::name("/display_phone_number", &number))
                .transpose()?,
            access_token: validate::secret("/access_token", &self.access_token, SHORTEST_SECRET)?,
            app: AppRequest {
                app_id: validate::meta_id("/app/app_id", &self.app.app_id)?,
                app_secret: validate::secret("/app/app_secret", &self.app.app_secret, SHORTEST_SECRET)?,
                verify_token: validate::secret("/app/verify_token", &self.app.verify_token, SHORTEST_SECRET)?,
            },
            ..self
        })
    }
}

impl SecretsPatch {
    fn checked(self) -> Result<Self> {
        let check =
            |pointer: &str, secret: Option<SecretString>| secret.map(|secret| validate::secret(pointer, &secret, SHORTEST_SECRET)).transpose();
        Ok(Self {
            access_token: check("/access_token", self.access_token)?,
            app_secret: check("/app_secret", self.app_secret)?,
            verify_token: check("/verify_token", self.verify_token)?,
        })
    }
}
