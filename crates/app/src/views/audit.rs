//! An entry of the audit log.

use model::{ApiKeyId, AuditId, Timestamp, UserId};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

/// Who did what to which thing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditView {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: AuditActorView,
    /// What, as `noun.past-verb`.
    #[schema(example = "member.updated")]
    pub action: String,
    /// To what.
    pub target: AuditTarget,
    /// What changed. Never a secret, never a customer's words.
    #[schema(value_type = Object)]
    pub detail: Box<RawValue>,
    /// From where.
    pub ip: String,
    /// Finds the request in the server's log.
    pub request_id: String,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditActorView {
    /// `user`, `api_key` (a program with a key of the user), `system` (PrismWA itself) or `operator` (somebody at the server's command line).
    pub kind: String,
    /// The user.
    pub id: Option<UserId>,
    /// The user's name now.
    pub name: Option<String>,
    /// The API key it came through.
    pub api_key: Option<AuditKeyView>,
}

/// The key a change came through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditKeyView {
    /// The key's id.
    pub id: ApiKeyId,
    /// The key's name now.
    pub name: Option<String>,
}

/// What a check of the audit log's chain found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditChainView {
    /// Is every entry as it was written, and is none missing?
    pub intact: bool,
    /// How many entries were checked and are as they were written.
    pub checked: i64,
    /// How many entries are older than the chain; nothing can be said about them.
    pub unchained: i64,
    /// The newest entry's number in the chain.
    pub head_seq: i64,
    /// The newest entry's hash, SHA-256 in hexadecimal digits. Keep number and hash elsewhere: they show later whether the log was rewritten as a whole.
    pub head_hash: String,
    /// The first entry that is not as it was written.
    pub broken: Option<AuditBreakView>,
}

/// Where the chain breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditBreakView {
    /// The number in the chain; 0 for an entry outside of it.
    pub seq: i64,
    /// The entry that stands there, if one does.
    pub entry_id: Option<AuditId>,
    /// `changed`, `missing`, `cut_off` (the newest are gone) or `added` (an entry that stands outside of the chain).
    pub kind: String,
}

impl From<store::AuditChain> for AuditChainView {
    fn from(chain: store::AuditChain) -> Self {
        use std::fmt::Write as _;
        let head_hash = chain.head_hash.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a string takes everything");
            text
        });
        Self {
            intact: chain.broken.is_none(),
            checked: chain.checked,
            unchained: chain.unchained,
            head_seq: chain.head_seq,
            head_hash,
            broken: chain.broken.map(|broken| AuditBreakView {
                seq: broken.seq,
                entry_id: broken.entry_id,
                kind: broken.kind.to_owned(),
            }),
        }
    }
}

/// What it was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditTarget {
    /// The kind of thing, such as `member`.
    pub kind: String,
    /// Its id.
    pub id: String,
}

impl TryFrom<store::AuditRow> for AuditView {
    type Error = store::Error;

    fn try_from(row: store::AuditRow) -> Result<Self, store::Error> {
        Ok(Self {
            id: row.id,
            at: row.at,
            actor: AuditActorView {
                kind: row.actor_kind,
                id: row.actor_id,
                name: row.actor_name,
                api_key: row.api_key_id.map(|id| AuditKeyView { id, name: row.api_key_name }),
            },
            action: row.action,
            target: AuditTarget {
                kind: row.target_kind,
                id: row.target_id,
            },
            detail: RawValue::from_string(row.detail)?,
            ip: row.ip,
            request_id: row.request_id,
        })
    }
}
