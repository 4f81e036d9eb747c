//! API keys: made and taken back by those who may; a key never may more than its maker.

use std::time::Duration;

use model::{ApiKeyId, Permission, Role, Timestamp};
use serde_json::json;
use store::{NewApiKey, NewEvent, WorkspaceTx};

use crate::views::ApiKeyView;
use crate::{Actor, App, Error, Result, text};

/// Keys of a workspace that work at the same time.
const MOST_KEYS: i64 = 100;
/// The longest life of a key.
const LONGEST_LIFE: Duration = Duration::from_secs(5 * 366 * 24 * 60 * 60);

/// What API keys can be asked.
pub struct ApiKeys<'a>(&'a App);

/// A key to make.
#[derive(Debug, Clone)]
pub struct ApiKeyRequest {
    /// Its id, which stands in the key.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Permission>,
    /// Until when it works; for ever when absent.
    pub expires_at: Option<Timestamp>,
    /// SHA-256 of its secret.
    pub secret_hash: [u8; 32],
    /// The last four characters of the secret.
    pub hint: String,
}

impl App {
    /// API keys.
    #[must_use]
    pub fn api_keys(&self) -> ApiKeys<'_> {
        ApiKeys(self)
    }
}

impl ApiKeys<'_> {
    /// Makes a key for the asking member.
    pub async fn create(&self, actor: &Actor, request: ApiKeyRequest) -> Result<ApiKeyView> {
        let name = text::name("/name", &request.name)?;
        check_scopes(&request.scopes, actor.role)?;
        let now = self.0.now();
        if let Some(expires_at) = request.expires_at
            && (expires_at <= now || expires_at > now + LONGEST_LIFE)
        {
            return Err(Error::invalid(
                "/expires_at",
                "out_of_range",
                "Choose a time that is still to come, within five years.",
            ));
        }
        let mut scopes = request.scopes;
        scopes.sort_unstable();
        scopes.dedup();
        let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        if workspace.count_api_keys().await? >= MOST_KEYS {
            return Err(Error::conflict(
                "api_key.too_many",
                format!("A workspace has at most {MOST_KEYS} keys that work."),
            ));
        }
        let key = workspace
            .create_api_key(&NewApiKey {
                id: request.id,
                name,
                secret_hash: request.secret_hash,
                hint: request.hint,
                scopes: words.join(" "),
                created_by: actor.user_id,
                expires_at: request.expires_at,
            })
            .await?;
        let detail = json!({ "name": key.name, "scopes": words, "expires_at": key.expires_at });
        workspace.append_audit(&actor.audit("api_key.created", "api_key", key.id, detail)).await?;
        tell(&mut workspace, key.id).await?;
        tx.commit().await?;
        Ok(ApiKeyView::of(key, now))
    }

    /// Takes a key back for good; taking it back twice is no trouble.
    pub async fn revoke(&self, actor: &Actor, id: ApiKeyId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let key = workspace.get_api_key(id).await?;
        if !workspace.revoke_api_key(id).await? {
            return Ok(());
        }
        workspace
            .append_audit(&actor.audit("api_key.revoked", "api_key", id, json!({ "name": key.name })))
            .await?;
        tell(&mut workspace, id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The keys of a workspace, newest first.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<ApiKeyView>> {
        let now = self.0.now();
        let keys = self.0.store().workspace(actor.workspace_id).list_api_keys().await?;
        Ok(keys.into_iter().map(|key| ApiKeyView::of(key, now)).collect())
    }
}

async fn tell(workspace: &mut WorkspaceTx<'_>, id: ApiKeyId) -> Result<()> {
    workspace
        .append_events(&[NewEvent::new("api_key.updated", None, &json!({ "api_key_id": id }))?])
        .await?;
    Ok(())
}

fn check_scopes(scopes: &[Permission], maker: Role) -> Result<()> {
    if scopes.is_empty() {
        return Err(Error::invalid(
            "/scopes",
            "missing_value",
            "Choose at least one thing that the key may do.",
        ));
    }
    for (at, scope) in scopes.iter().enumerate() {
        let pointer = format!("/scopes/{at}");
        if !scope.is_for_keys() {
            return Err(Error::invalid(
                pointer,
                "invalid_value",
                format!("No key may {}: only people do that.", scope.as_str()),
            ));
        }
        if !maker.may(*scope) {
            return Err(Error::invalid(
                pointer,
                "invalid_value",
                format!("Your role does not hold {}, so your keys cannot either.", scope.as_str()),
            ));
        }
    }
    Ok(())
}
