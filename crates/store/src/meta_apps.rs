//! Meta apps: whose webhooks we accept, with the secrets that prove them.

use std::time::Duration;

use model::{MetaAppId, Timestamp, WorkspaceId};
use secrecy::SecretString;

use crate::db::{execute, fetch_optional, row};
use crate::secrets::{Place, Sealed};
use crate::{Error, Result, Store, System, Workspace, WorkspaceTx};

/// How long a replaced app secret still verifies webhooks: Meta may sign with the old one for a while.
const PREVIOUS_SECRET_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

const APP_SECRET: &str = "meta_apps.app_secret";
const VERIFY_TOKEN: &str = "meta_apps.verify_token";

row! {
    /// A Meta app; its secrets are asked for separately.
    pub struct MetaApp {
        /// Ours, part of the webhook address.
        pub id: MetaAppId,
        /// The workspace that owns it; nothing when it serves the whole instance.
        pub workspace_id: Option<WorkspaceId>,
        /// What people call it.
        pub name: String,
        /// Meta's.
        pub app_id: String,
        /// Can signatures be verified?
        pub has_secret: bool,
        /// Can the subscription be verified?
        pub has_verify_token: bool,
        /// Until when the replaced secret still counts.
        pub previous_until: Option<Timestamp>,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was last changed.
        pub updated_at: Timestamp,
    }
}

/// A Meta app to create.
#[derive(Debug, Clone)]
pub struct NewMetaApp {
    /// What people call it.
    pub name: String,
    /// Meta's id.
    pub app_id: String,
    /// Verifies signatures.
    pub app_secret: Option<SecretString>,
    /// Verifies the subscription.
    pub verify_token: Option<SecretString>,
}

/// What verifies deliveries of an app now.
#[derive(Debug, Clone)]
pub struct AppSecrets {
    /// The secret Meta signs with.
    pub current: Option<SecretString>,
    /// The one before, while it still counts.
    pub previous: Option<SecretString>,
    /// Until when it does.
    pub previous_until: Option<Timestamp>,
    /// What Meta repeats when the address is registered.
    pub verify_token: Option<SecretString>,
}

row! {
    struct SealedSecrets {
        app_secret: Option<Vec<u8>>,
        previous_app_secret: Option<Vec<u8>>,
        previous_until: Option<Timestamp>,
        verify_token: Option<Vec<u8>>,
    }
}

impl Workspace<'_> {
    /// A Meta app this workspace owns.
    pub async fn get_meta_app(&self, id: MetaAppId) -> Result<MetaApp> {
        fetch_optional!(
            self,
            MetaApp,
            "select id, workspace_id, name, app_id, app_secret is not null as has_secret, verify_token is not null as has_verify_token,
                    previous_until, created_at, updated_at
               from meta_apps
              where workspace_id = $1 and id = $2",
            self.id(),
            id
        )?
        .ok_or(Error::NotFound("meta app"))
    }
}

impl System<'_> {
    /// The app a webhook address names, whoever owns it.
    pub async fn find_meta_app(&self, id: MetaAppId) -> Result<Option<MetaApp>> {
        fetch_optional!(
            self,
            MetaApp,
            "select id, workspace_id, name, app_id, app_secret is not null as has_secret, verify_token is not null as has_verify_token,
                    previous_until, created_at, updated_at
               from meta_apps
              where id = $1",
            id
        )
    }

    /// The app's secrets, opened; nothing when there is no such app.
    pub async fn find_app_secrets(&self, id: MetaAppId) -> Result<Option<AppSecrets>> {
        let sealed: Option<SealedSecrets> = fetch_optional!(
            self,
            SealedSecrets,
            "select app_secret, previous_app_secret, previous_until, verify_token from meta_apps where id = $1",
            id
        )?;
        sealed.map(|sealed| open(self.store(), id, sealed)).transpose()
    }
}

fn open(store: &Store, id: MetaAppId, sealed: SealedSecrets) -> Result<AppSecrets> {
    let unseal = |column, bytes: Option<Vec<u8>>| {
        bytes
            .map(|bytes| store.unseal(Place { column, row: id.uuid() }, &Sealed::from_bytes(bytes)))
            .transpose()
    };
    Ok(AppSecrets {
        current: unseal(APP_SECRET, sealed.app_secret)?,
        previous: unseal(APP_SECRET, sealed.previous_app_secret)?,
        previous_until: sealed.previous_until,
        verify_token: unseal(VERIFY_TOKEN, sealed.verify_token)?,
    })
}

impl WorkspaceTx<'_> {
    /// Creates an app that this workspace owns.
    pub async fn create_meta_app(&mut self, app: NewMetaApp) -> Result<MetaAppId> {
        let id = MetaAppId::new();
        let (workspace_id, now) = (self.id(), self.now());
        let secret = self.seal_for_app(APP_SECRET, id, app.app_secret.as_ref());
        let token = self.seal_for_app(VERIFY_TOKEN, id, app.verify_token.as_ref());
        execute!(
            self,
            "insert into meta_apps (id, workspace_id, name, app_id, app_secret, verify_token, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $7)",
            id,
            workspace_id,
            app.name,
            app.app_id,
            secret,
            token,
            now
        )?;
        self.committed().channels = true;
        Ok(id)
    }

    /// Replaces the app secret; the old one still verifies for a day.
    pub async fn update_app_secret(&mut self, id: MetaAppId, secret: &SecretString) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let sealed = self.seal_for_app(APP_SECRET, id, Some(secret));
        let changed = execute!(
            self,
            "update meta_apps
                set previous_app_secret = app_secret,
                    previous_until = case when app_secret is null then null else $4 end,
                    app_secret = $3,
                    updated_at = $5
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            sealed,
            now + PREVIOUS_SECRET_LIFETIME,
            now
        )?;
        self.app_changed(changed)
    }

    /// Replaces the verify token.
    pub async fn update_verify_token(&mut self, id: MetaAppId, token: &SecretString) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let sealed = self.seal_for_app(VERIFY_TOKEN, id, Some(token));
        let changed = execute!(
            self,
            "update meta_apps set verify_token = $3, updated_at = $4 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            sealed,
            now
        )?;
        self.app_changed(changed)
    }

    fn app_changed(&mut self, rows: u64) -> Result<()> {
        if rows == 0 {
            return Err(Error::NotFound("meta app"));
        }
        self.committed().channels = true;
        Ok(())
    }

    fn seal_for_app(&self, column: &'static str, id: MetaAppId, secret: Option<&SecretString>) -> Option<Vec<u8>> {
        secret.map(|secret| self.store().seal(Place { column, row: id.uuid() }, secret).as_bytes().to_vec())
    }
}
