//! The business profile: what contacts see about the business, kept at Meta.

use bytes::Bytes;
use cloud_api::client::CallError;
use cloud_api::media::MediaKind;
use cloud_api::profile::{BusinessProfile, ProfileUpdate};
use serde_json::json;

use super::Channels;
use crate::{Actor, Error, Refusal, Result};

impl Channels<'_> {
    /// The profile as Meta has it now.
    pub async fn profile(&self, actor: &Actor) -> Result<BusinessProfile> {
        let connected = self.connected(actor).await?;
        connected
            .graph
            .number(&connected.channel.phone_number_id, &connected.token)
            .profile()
            .await
            .map_err(from_call)
    }

    /// Changes the profile at Meta; what is absent stays.
    pub async fn update_profile(&self, actor: &Actor, update: ProfileUpdate) -> Result<BusinessProfile> {
        let beyond = update.validate();
        if !beyond.is_empty() {
            let refusals = beyond.into_iter().map(|violation| Refusal {
                code: "field.limit",
                detail: violation.detail,
                remedy: "Change the field and save again.",
                pointer: Some(violation.pointer),
            });
            return Err(Error::refused(refusals.collect()));
        }
        let connected = self.connected(actor).await?;
        let number = connected.graph.number(&connected.channel.phone_number_id, &connected.token);
        number.update_profile(&update).await.map_err(from_call)?;
        let changed: Vec<String> = serde_json::to_value(&update)
            .ok()
            .and_then(|value| Some(value.as_object()?.keys().cloned().collect()))
            .unwrap_or_default();
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace
            .append_audit(&actor.audit("channel.profile_updated", "channel", connected.channel.id, json!({ "changed": changed })))
            .await?;
        tx.commit().await?;
        number.profile().await.map_err(from_call)
    }
}

impl Channels<'_> {
    /// Gives the profile another picture: a JPEG or PNG of at most 5 MB, square for best results.
    pub async fn update_picture(&self, actor: &Actor, filename: &str, mime_type: &str, content: Bytes) -> Result<BusinessProfile> {
        let known = ["image/jpeg", "image/png"].into_iter().find(|known| *known == mime_type);
        let Some(mime_type) = known else {
            return Err(Error::invalid("/file", "channel.picture_type", "A profile picture is a JPEG or a PNG."));
        };
        if content.is_empty() || content.len() as u64 > MediaKind::Image.max_bytes() {
            return Err(Error::invalid("/file", "channel.picture_size", "A profile picture has at most 5 MB."));
        }
        let connected = self.connected(actor).await?;
        let uploaded = connected
            .graph
            .upload_sample(&connected.meta_app.app_id, &connected.token, filename, mime_type, content)
            .await;
        let update = ProfileUpdate {
            profile_picture_handle: Some(uploaded.map_err(from_call)?),
            ..ProfileUpdate::default()
        };
        self.update_profile(actor, update).await
    }
}

/// Meta's refusal, or that it cannot be reached.
pub(crate) fn from_call(error: CallError) -> Error {
    match error {
        CallError::Graph(graph) => Error::from(*graph),
        error => Error::unavailable("graph.unreachable", format!("Meta cannot be reached now: {error}")),
    }
}
