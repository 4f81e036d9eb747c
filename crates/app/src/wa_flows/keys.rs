//! Key pairs that phones encrypt forms for: made or brought along, told to Meta, replaced with an overlap, ended. No private half ever leaves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use model::{ChannelId, Timestamp, WaFlowKeyId, WorkspaceId};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use wa_flow_crypto::{KeyError, PrivateKey, PublicKey};

use super::WaFlows;
use crate::channels::{Connected, from_call, not_connected};
use crate::views::WaFlowKeyView;
use crate::{Actor, App, Error, Result};

/// Phones keep a public key until it stops working; after this nobody's is older.
const OVERLAP: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Pairs that open requests: each wrong one costs an attempt.
const MOST: usize = 5;
/// Keys are opened once and kept for so long; other nodes' changes are seen then.
const KEEP: Duration = Duration::from_secs(10);

/// When it was read, and a number's keys.
type Ring = (Timestamp, Arc<Vec<PrivateKey>>);

/// Opened private keys of the numbers of this node.
#[derive(Debug, Default)]
pub(crate) struct KeyRing(Mutex<HashMap<ChannelId, Ring>>);

impl KeyRing {
    fn forget(&self, id: ChannelId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

impl WaFlows<'_> {
    /// The number's key pairs, the newest first.
    pub async fn keys(&self, workspace_id: WorkspaceId) -> Result<Vec<WaFlowKeyView>> {
        let workspace = self.0.store().workspace(workspace_id);
        let channel = workspace.find_channel().await?.ok_or_else(not_connected)?;
        let rows = workspace.list_wa_flow_keys(channel.id).await?;
        Ok(rows.into_iter().map(WaFlowKeyView::from).collect())
    }

    /// Makes a key pair. Meta is told of it by [`WaFlows::upload_key`].
    pub async fn make_key(&self, actor: &Actor) -> Result<WaFlowKeyView> {
        let made = tokio::task::spawn_blocking(PrivateKey::generate).await.map_err(Error::internal)?;
        self.keep_key(actor, made.map_err(Error::internal)?, "wa_flow_key.created").await
    }

    /// Keeps a key pair that is brought along: PKCS#8 or PKCS#1 in PEM, in the clear or under a password.
    pub async fn import_key(&self, actor: &Actor, pem: SecretString, passphrase: Option<SecretString>) -> Result<WaFlowKeyView> {
        let read = move || PrivateKey::from_pem(pem.expose_secret(), passphrase.as_ref().map(SecretString::expose_secret));
        let read = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
        self.keep_key(actor, read.map_err(|error| refuse(&error))?, "wa_flow_key.imported").await
    }

    async fn keep_key(&self, actor: &Actor, key: PrivateKey, action: &'static str) -> Result<WaFlowKeyView> {
        let connected = self.0.channels().connected(actor).await?;
        let public = key.public_key();
        let fingerprint = public.fingerprint();
        let known = self
            .0
            .store()
            .workspace(actor.workspace_id)
            .list_wa_flow_keys(connected.channel.id)
            .await?;
        if known.iter().any(|row| row.fingerprint == fingerprint) {
            return Err(Error::conflict("wa_flow_key.exists", "This key pair is kept here already."));
        }
        if known.iter().filter(|row| row.status != "retired").count() >= MOST {
            return Err(Error::conflict("wa_flow_key.too_many", "Five key pairs open requests already."));
        }
        let private = SecretString::from(BASE64_STANDARD.encode(&*key.to_pkcs8()));
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let id = workspace
            .create_wa_flow_key(connected.channel.id, &fingerprint, &public.to_pem(), &private)
            .await?;
        let detail = json!({ "fingerprint": fingerprint });
        workspace.append_audit(&actor.audit(action, "wa_flow_key", id, detail)).await?;
        let row = workspace.get_wa_flow_key(id).await?;
        tx.commit().await?;
        self.0.wa_flow_keys().forget(connected.channel.id);
        Ok(row.into())
    }

    /// Tells Meta the public half, which Meta signs. The pair before goes on opening requests for a week.
    pub async fn upload_key(&self, actor: &Actor, id: WaFlowKeyId) -> Result<WaFlowKeyView> {
        let (row, connected) = self.known_key(actor, id).await?;
        if row.status == "retired" {
            return Err(Error::conflict("wa_flow_key.retired", "A retired key pair cannot be used again.").remedy("Make a new one."));
        }
        let number = connected.graph.number(&connected.channel.phone_number_id, &connected.token);
        number.set_public_key(&row.public_key).await.map_err(from_call)?;
        let state = match number.public_key().await {
            Ok(told) => told.map(|told| state(&row.fingerprint, &told)),
            Err(error) => {
                tracing::info!(%error, "the state of a public key could not be read; the next look at the forms will");
                None
            }
        };
        let mut tx = self.0.store().begin().await?;
        let until = tx.now() + OVERLAP;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.activate_wa_flow_key(&row, state.as_deref(), until).await?;
        let detail = json!({ "fingerprint": row.fingerprint, "meta_state": state });
        workspace
            .append_audit(&actor.audit("wa_flow_key.uploaded", "wa_flow_key", id, detail))
            .await?;
        let row = workspace.get_wa_flow_key(id).await?;
        tx.commit().await?;
        self.0.wa_flow_keys().forget(connected.channel.id);
        Ok(row.into())
    }

    /// Ends a pair: phones that still have its public half get 421 and fetch the new one.
    pub async fn retire_key(&self, actor: &Actor, id: WaFlowKeyId) -> Result<WaFlowKeyView> {
        let (row, connected) = self.known_key(actor, id).await?;
        if row.status == "active" && row.uploaded_at.is_some() {
            return Err(Error::conflict("wa_flow_key.in_use", "Phones encrypt for this key pair now.").remedy("Upload another one first."));
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.retire_wa_flow_key(id).await?;
        let detail = json!({ "fingerprint": row.fingerprint });
        workspace
            .append_audit(&actor.audit("wa_flow_key.retired", "wa_flow_key", id, detail))
            .await?;
        let row = workspace.get_wa_flow_key(id).await?;
        tx.commit().await?;
        self.0.wa_flow_keys().forget(connected.channel.id);
        Ok(row.into())
    }

    async fn known_key(&self, actor: &Actor, id: WaFlowKeyId) -> Result<(store::WaFlowKeyRow, Connected)> {
        let row = self.0.store().workspace(actor.workspace_id).get_wa_flow_key(id).await?;
        let connected = self.0.channels().connected(actor).await?;
        Ok((row, connected))
    }
}

/// What Meta says about a number's key, compared with the pair that should be there.
pub(super) fn state(fingerprint: &str, told: &cloud_api::client::UploadedKey) -> String {
    let same = PublicKey::from_pem(&told.public_key).is_ok_and(|key| key.fingerprint() == fingerprint);
    let said = told.state.as_deref().unwrap_or("VALID");
    if same { said.to_owned() } else { "MISMATCH".to_owned() }
}

/// The keys that may open a request of this number now, the active one first.
pub(super) async fn opened(app: &App, workspace_id: WorkspaceId, channel_id: ChannelId) -> Result<Arc<Vec<PrivateKey>>> {
    let now = app.now();
    {
        let ring = app.wa_flow_keys().0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((read_at, keys)) = ring.get(&channel_id)
            && now.since(*read_at) < KEEP
        {
            return Ok(Arc::clone(keys));
        }
    }
    let sealed = app.store().workspace(workspace_id).open_wa_flow_keys(channel_id).await?;
    let mut keys = Vec::with_capacity(sealed.len());
    for (id, private) in sealed {
        let der = BASE64_STANDARD.decode(private.expose_secret()).map_err(Error::internal)?;
        match PrivateKey::from_pkcs8(&der) {
            Ok(key) => keys.push(key),
            Err(error) => tracing::error!(key.id = %id, %error, "a kept key pair cannot be read"),
        }
    }
    let keys = Arc::new(keys);
    let mut ring = app.wa_flow_keys().0.lock().unwrap_or_else(PoisonError::into_inner);
    ring.retain(|_, (read_at, _)| now.since(*read_at) < KEEP);
    ring.insert(channel_id, (now, Arc::clone(&keys)));
    Ok(keys)
}

fn refuse(error: &KeyError) -> Error {
    let pointer = match error {
        KeyError::PasswordNeeded | KeyError::WrongPassword => "/passphrase",
        _ => "/pem",
    };
    Error::invalid(pointer, "wa_flow_key.unreadable", format!("{error}."))
}
