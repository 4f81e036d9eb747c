//! API keys: what programs sign in with. Of the secret only its hash is kept; what a key may do is asked anew at every request.

use model::{ApiKeyId, Role, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, Store, System, WorkspaceTx};

/// More keys than this nobody looks through.
const MAX_LISTED: i64 = 500;

row! {
    /// A key; its secret is known only to whom it was shown.
    pub struct ApiKeyRow {
        /// Its id.
        pub id: ApiKeyId,
        /// What it is for, in the team's words.
        pub name: String,
        /// The last four characters of the secret.
        pub hint: String,
        /// Words of `Permission`, with a space between.
        pub scopes: String,
        /// Who made it; it never may more than they.
        pub created_by: UserId,
        /// Their name now.
        pub created_by_name: Option<String>,
        /// When.
        pub created_at: Timestamp,
        /// Until when it works.
        pub expires_at: Option<Timestamp>,
        /// When it was last noted to be in use.
        pub last_used_at: Option<Timestamp>,
        /// From where.
        pub last_used_ip: String,
        /// When it was taken back.
        pub revoked_at: Option<Timestamp>,
    }
}

row! {
    /// A key that knocks, with who made it and what they are now.
    pub struct KeyCaller {
        /// The key.
        pub id: ApiKeyId,
        /// Where it works.
        pub workspace_id: WorkspaceId,
        /// SHA-256 of its secret.
        pub secret_hash: Vec<u8>,
        /// Words of `Permission`, with a space between.
        pub scopes: String,
        /// Until when it works.
        pub expires_at: Option<Timestamp>,
        /// When it was taken back.
        pub revoked_at: Option<Timestamp>,
        /// When it was last noted to be in use.
        pub last_used_at: Option<Timestamp>,
        /// Who made it.
        pub user_id: UserId,
        /// Their address.
        pub email: String,
        /// Their name.
        pub name: String,
        /// Since when they cannot sign in.
        pub user_disabled_at: Option<Timestamp>,
        /// Their role; a word of `Role`.
        pub role_word: Option<String>,
        /// Since when their membership is disabled.
        pub member_disabled_at: Option<Timestamp>,
    }
}

impl KeyCaller {
    /// What its maker is there now; nothing when they are no active member any more, and then the key opens nothing.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        let active = self.user_disabled_at.is_none() && self.member_disabled_at.is_none();
        self.role_word.as_deref().filter(|_| active).and_then(Role::parse)
    }
}

/// A key to make.
#[derive(Debug, Clone)]
pub struct NewApiKey {
    /// Its id, which stands in the key.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// SHA-256 of its secret.
    pub secret_hash: [u8; 32],
    /// The last four characters of the secret.
    pub hint: String,
    /// Words of `Permission`, with a space between.
    pub scopes: String,
    /// Who makes it.
    pub created_by: UserId,
    /// Until when it works.
    pub expires_at: Option<Timestamp>,
}

macro_rules! select_key {
    ($rest:literal) => {
        concat!(
            "select key.id, key.name, key.hint, key.scopes, key.created_by, maker.name as created_by_name, key.created_at, key.expires_at,
                    key.last_used_at, key.last_used_ip, key.revoked_at
               from api_keys key
               left join users maker on maker.id = key.created_by ",
            $rest
        )
    };
}

reads! {
    /// One key.
    fn get_api_key(id: ApiKeyId) -> ApiKeyRow = get;
    /// The keys, newest first; those taken back stay in the list.
    fn list_api_keys() -> Vec<ApiKeyRow> = list;
    /// How many keys there are that were not taken back.
    fn count_api_keys() -> i64 = count;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: ApiKeyId) -> Result<ApiKeyRow> {
    fetch_optional!(
        connection,
        ApiKeyRow,
        select_key!("where key.workspace_id = $1 and key.id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("API key"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<ApiKeyRow>> {
    fetch_all!(
        connection,
        ApiKeyRow,
        select_key!("where key.workspace_id = $1 order by key.id desc limit $2"),
        workspace_id,
        MAX_LISTED
    )
}

async fn count(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<i64> {
    let (count,): (i64,) = fetch_one!(
        connection,
        (i64,),
        "select count(*) from api_keys where workspace_id = $1 and revoked_at is null",
        workspace_id
    )?;
    Ok(count)
}

impl System<'_> {
    /// The key that knocks, with its maker's role in the key's workspace: one query, asked at every request, so that every change counts at once.
    pub async fn find_key_caller(&self, id: ApiKeyId) -> Result<Option<KeyCaller>> {
        fetch_optional!(
            self,
            KeyCaller,
            "select key.id, key.workspace_id, key.secret_hash, key.scopes, key.expires_at, key.revoked_at, key.last_used_at,
                    maker.id as user_id, maker.email, maker.name, maker.disabled_at as user_disabled_at,
                    member.role as role_word, member.disabled_at as member_disabled_at
               from api_keys key
               join workspaces workspace on workspace.id = key.workspace_id and workspace.deleted_at is null
               join users maker on maker.id = key.created_by
               left join memberships member on member.workspace_id = key.workspace_id and member.user_id = key.created_by
              where key.id = $1",
            id
        )
    }
}

impl WorkspaceTx<'_> {
    /// Adds a key.
    pub async fn create_api_key(&mut self, key: &NewApiKey) -> Result<ApiKeyRow> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into api_keys (workspace_id, id, name, secret_hash, hint, scopes, created_by, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            workspace_id,
            key.id,
            key.name.as_str(),
            key.secret_hash.as_slice(),
            key.hint.as_str(),
            key.scopes.as_str(),
            key.created_by,
            now,
            key.expires_at
        )?;
        self.get_api_key(key.id).await
    }

    /// Takes a key back for good. False when it was before.
    pub async fn revoke_api_key(&mut self, id: ApiKeyId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update api_keys set revoked_at = $3 where workspace_id = $1 and id = $2 and revoked_at is null",
            workspace_id,
            id,
            now
        )?;
        Ok(changed == 1)
    }
}

impl Store {
    /// Notes that a key is in use.
    pub async fn touch_api_key(&self, workspace_id: WorkspaceId, id: ApiKeyId, ip: &str) -> Result<()> {
        let mut tx = self.begin().await?;
        let now = tx.now();
        execute!(
            tx,
            "update api_keys set last_used_at = $3, last_used_ip = $4
              where workspace_id = $1 and id = $2 and (last_used_at is null or last_used_at < $3)",
            workspace_id,
            id,
            now,
            ip
        )?;
        tx.commit().await
    }
}
