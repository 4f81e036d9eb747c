//! The chain of the audit log: each entry's hash covers the entry and the hash before it, so that an edit, a deletion or a new order shows.
//!
//! Hashes are plain SHA-256 over every column, each with its length before it: anybody with an export can check them. Whoever can rewrite the whole database
//! can rewrite the chain as well; the head (number and hash of the newest entry) kept elsewhere shows that too.

use model::{ApiKeyId, AuditId, Timestamp, UserId, WorkspaceId};
use sha2::{Digest as _, Sha256};

use crate::db::{execute, fetch_all, fetch_one, fetch_optional, row};
use crate::{Result, Tx, Workspace};

/// Entries in one read of a check.
const PAGE: i64 = 1000;
const START: [u8; 32] = [0; 32];

row! {
    /// An entry as it is hashed.
    pub(crate) struct Entry {
        pub(crate) id: AuditId,
        pub(crate) actor_kind: String,
        pub(crate) actor_id: Option<UserId>,
        pub(crate) api_key_id: Option<ApiKeyId>,
        pub(crate) action: String,
        pub(crate) target_kind: String,
        pub(crate) target_id: String,
        pub(crate) detail: String,
        pub(crate) ip: String,
        pub(crate) request_id: String,
        pub(crate) at: Timestamp,
    }
}

row! {
    struct Chained {
        id: AuditId,
        actor_kind: String,
        actor_id: Option<UserId>,
        api_key_id: Option<ApiKeyId>,
        action: String,
        target_kind: String,
        target_id: String,
        detail: String,
        ip: String,
        request_id: String,
        at: Timestamp,
        seq: i64,
        hash: Vec<u8>,
    }
}

row! {
    struct Head {
        seq: i64,
        hash: Option<Vec<u8>>,
        unchained_count: i64,
    }
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditChain {
    /// How many entries of the chain are as they were written.
    pub checked: i64,
    /// How many entries are older than the chain: nothing can be said about them.
    pub unchained: i64,
    /// The newest entry's number.
    pub head_seq: i64,
    /// The newest entry's hash.
    pub head_hash: Vec<u8>,
    /// The first entry that is not as it was written.
    pub broken: Option<AuditBreak>,
}

/// Where the chain breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditBreak {
    /// The number in the chain.
    pub seq: i64,
    /// The entry that stands there, if one does.
    pub entry_id: Option<AuditId>,
    /// `changed`, `missing`, `cut_off` (the newest are gone) or `added` (an entry outside of the chain).
    pub kind: &'static str,
}

/// Writes the entries that wait in a transaction, each chained to the one before. The last lock that a transaction takes: whoever holds it waits for nobody.
pub(crate) async fn write(tx: &mut Tx) -> Result<()> {
    for (workspace_id, entries) in std::mem::take(tx.audit()) {
        let (mut seq, mut hash) = take_head(tx, workspace_id).await?;
        for entry in &entries {
            seq += 1;
            hash = entry.hash(workspace_id, seq, &hash);
            insert(tx, workspace_id, entry, seq, &hash).await?;
        }
        execute!(
            tx,
            "update audit_heads set seq = $2, hash = $3 where workspace_id = $1",
            workspace_id,
            seq,
            hash.as_slice()
        )?;
    }
    Ok(())
}

/// The end of the chain, locked until the transaction ends.
async fn take_head(tx: &mut Tx, workspace_id: WorkspaceId) -> Result<(i64, [u8; 32])> {
    let (seq, hash): (i64, Option<Vec<u8>>) = fetch_one!(
        tx,
        (i64, Option<Vec<u8>>),
        "insert into audit_heads (workspace_id, seq, hash) values ($1, 0, $2)
         on conflict (workspace_id) do update set seq = audit_heads.seq
         returning seq, hash",
        workspace_id,
        START.as_slice()
    )?;
    Ok((seq, hash.and_then(|hash| hash.try_into().ok()).unwrap_or(START)))
}

async fn insert(tx: &mut Tx, workspace_id: WorkspaceId, entry: &Entry, seq: i64, hash: &[u8; 32]) -> Result<()> {
    execute!(
        tx,
        "insert into audit_entries
           (workspace_id, id, actor_kind, actor_id, api_key_id, action, target_kind, target_id, detail, ip, request_id, at, seq, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        workspace_id,
        entry.id,
        entry.actor_kind.as_str(),
        entry.actor_id,
        entry.api_key_id,
        entry.action.as_str(),
        entry.target_kind.as_str(),
        entry.target_id.as_str(),
        entry.detail.as_str(),
        entry.ip.as_str(),
        entry.request_id.as_str(),
        entry.at,
        seq,
        hash.as_slice()
    )?;
    Ok(())
}

impl Entry {
    /// SHA-256 over the hash before, the workspace, the number and every column; each with its length, so that nothing can move from one to the next.
    fn hash(&self, workspace_id: WorkspaceId, seq: i64, previous: &[u8]) -> [u8; 32] {
        let (workspace, id) = (workspace_id.uuid(), self.id.uuid());
        let optional = |id: Option<uuid::Uuid>| id.map(|id| id.into_bytes().to_vec()).unwrap_or_default();
        let parts: [&[u8]; 14] = [
            previous,
            workspace.as_bytes(),
            &seq.to_be_bytes(),
            id.as_bytes(),
            self.actor_kind.as_bytes(),
            &optional(self.actor_id.map(UserId::uuid)),
            &optional(self.api_key_id.map(ApiKeyId::uuid)),
            self.action.as_bytes(),
            self.target_kind.as_bytes(),
            self.target_id.as_bytes(),
            self.detail.as_bytes(),
            self.ip.as_bytes(),
            self.request_id.as_bytes(),
            &self.at.millis().to_be_bytes(),
        ];
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(part);
        }
        hasher.finalize().into()
    }
}

impl Chained {
    fn split(self) -> (i64, Vec<u8>, Entry) {
        let entry = Entry {
            id: self.id,
            actor_kind: self.actor_kind,
            actor_id: self.actor_id,
            api_key_id: self.api_key_id,
            action: self.action,
            target_kind: self.target_kind,
            target_id: self.target_id,
            detail: self.detail,
            ip: self.ip,
            request_id: self.request_id,
            at: self.at,
        };
        (self.seq, self.hash, entry)
    }
}

impl Workspace<'_> {
    /// Computes the whole chain again and says where it breaks first. Reads every entry once, a thousand at a time.
    pub async fn verify_audit(&self) -> Result<AuditChain> {
        let head = fetch_optional!(
            self,
            Head,
            "select seq, hash, unchained_count from audit_heads where workspace_id = $1",
            self.id()
        )?;
        let head = head.unwrap_or(Head {
            seq: 0,
            hash: None,
            unchained_count: 0,
        });
        let head_hash = head.hash.unwrap_or_else(|| START.to_vec());
        let mut chain = AuditChain {
            checked: 0,
            unchained: head.unchained_count,
            head_seq: head.seq,
            head_hash: head_hash.clone(),
            broken: None,
        };
        let mut previous = START.to_vec();
        // Up to the head as it was when the check began: what is written meanwhile is not looked at.
        while chain.checked < head.seq {
            let page = self.chain_after(chain.checked, head.seq).await?;
            if page.is_empty() {
                chain.broken = Some(broken(chain.checked + 1, None, if chain.checked == 0 { "missing" } else { "cut_off" }));
                return Ok(chain);
            }
            for row in page {
                let (seq, hash, entry) = row.split();
                if seq != chain.checked + 1 {
                    chain.broken = Some(broken(chain.checked + 1, None, "missing"));
                    return Ok(chain);
                }
                if entry.hash(self.id(), seq, &previous) != hash.as_slice() {
                    chain.broken = Some(broken(seq, Some(entry.id), "changed"));
                    return Ok(chain);
                }
                previous = hash;
                chain.checked = seq;
            }
        }
        if previous != head_hash {
            chain.broken = Some(broken(head.seq, None, "changed"));
        } else if let Some(id) = self.stray_entry(head.unchained_count).await? {
            chain.broken = Some(broken(0, Some(id), "added"));
        }
        Ok(chain)
    }

    async fn chain_after(&self, seq: i64, last: i64) -> Result<Vec<Chained>> {
        fetch_all!(
            self,
            Chained,
            "select id, actor_kind, actor_id, api_key_id, action, target_kind, target_id, detail, ip, request_id, at, seq, hash
               from audit_entries
              where workspace_id = $1 and seq > $2 and seq <= $3
              order by seq
              limit $4",
            self.id(),
            seq,
            last,
            PAGE
        )
    }

    /// The newest entry without a number, when there are more of them than there were before chains.
    async fn stray_entry(&self, known: i64) -> Result<Option<AuditId>> {
        let (count,): (i64,) = fetch_one!(
            self,
            (i64,),
            "select count(*) from audit_entries where workspace_id = $1 and seq is null",
            self.id()
        )?;
        if count <= known {
            return Ok(None);
        }
        let newest: Option<(AuditId,)> = fetch_optional!(
            self,
            (AuditId,),
            "select id from audit_entries where workspace_id = $1 and seq is null order by id desc limit 1",
            self.id()
        )?;
        Ok(newest.map(|(id,)| id))
    }
}

fn broken(seq: i64, entry_id: Option<AuditId>, kind: &'static str) -> AuditBreak {
    AuditBreak { seq, entry_id, kind }
}
