//! The audit log: who did what to which thing, in the same transaction as the change. Entries are only ever added, and each is chained to the one before.

use model::{ApiKeyId, AuditId, Timestamp, UserId};

use crate::db::{build_all, row};
use crate::{Limit, Page, Result, Workspace, WorkspaceTx};

mod chain;

pub use chain::{AuditBreak, AuditChain};
pub(crate) use chain::{Entry, write};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditActor {
    /// A member.
    User(UserId),
    /// A program with a key of this member.
    ApiKey(ApiKeyId, UserId),
    /// PrismWA itself.
    System,
    /// Somebody at the server's command line.
    Operator,
}

impl AuditActor {
    fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::ApiKey(..) => "api_key",
            Self::System => "system",
            Self::Operator => "operator",
        }
    }

    fn id(self) -> Option<UserId> {
        match self {
            Self::User(user) | Self::ApiKey(_, user) => Some(user),
            Self::System | Self::Operator => None,
        }
    }

    fn key(self) -> Option<ApiKeyId> {
        match self {
            Self::ApiKey(key, _) => Some(key),
            Self::User(_) | Self::System | Self::Operator => None,
        }
    }
}

/// An entry to add.
#[derive(Debug, Clone)]
pub struct NewAudit {
    /// Who.
    pub actor: AuditActor,
    /// What, as `noun.past-verb`.
    pub action: &'static str,
    /// The kind of thing it was done to.
    pub target_kind: &'static str,
    /// That thing's id.
    pub target_id: String,
    /// What changed: a JSON object without secrets and without customers' words.
    pub detail: serde_json::Value,
    /// From where.
    pub ip: String,
    /// Finds the request in the log.
    pub request_id: String,
}

row! {
    /// An entry.
    pub struct AuditRow {
        /// Its id; entries are in its order.
        pub id: AuditId,
        /// `user`, `api_key`, `system` or `operator`.
        pub actor_kind: String,
        /// The user; of a key, who made it.
        pub actor_id: Option<UserId>,
        /// The user's name now; nothing when there is no such user any more.
        pub actor_name: Option<String>,
        /// The key it came through.
        pub api_key_id: Option<ApiKeyId>,
        /// The key's name now.
        pub api_key_name: Option<String>,
        /// What, as `noun.past-verb`.
        pub action: String,
        /// The kind of thing it was done to.
        pub target_kind: String,
        /// That thing's id.
        pub target_id: String,
        /// What changed, a JSON object.
        pub detail: String,
        /// From where.
        pub ip: String,
        /// Finds the request in the log.
        pub request_id: String,
        /// When.
        pub at: Timestamp,
    }
}

/// Which entries to list.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// By this user.
    pub actor: Option<UserId>,
    /// This action, or, ending in a dot, all that start so.
    pub action: Option<String>,
    /// Done to the thing with this id.
    pub target: Option<String>,
    /// Words that all stand in the action, the detail, the target, the address, the request id or the actor's name, capitals aside.
    pub text: Option<String>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
}

impl WorkspaceTx<'_> {
    /// Adds an entry; it is written, and chained to the one before it, when the transaction commits.
    #[expect(clippy::unused_async, reason = "it is asked like every other write")]
    pub async fn append_audit(&mut self, entry: &NewAudit) -> Result<AuditId> {
        let (id, at) = (AuditId::new(), self.now());
        let entry = Entry {
            id,
            actor_kind: entry.actor.kind().to_owned(),
            actor_id: entry.actor.id(),
            api_key_id: entry.actor.key(),
            action: entry.action.to_owned(),
            target_kind: entry.target_kind.to_owned(),
            target_id: entry.target_id.clone(),
            detail: serde_json::to_string(&entry.detail)?,
            ip: entry.ip.clone(),
            request_id: entry.request_id.clone(),
            at,
        };
        self.audit().push(entry);
        Ok(id)
    }
}

/// Words of a search that count.
const MAX_WORDS: usize = 8;

/// `%word%` for `like … escape '\'`, in lower case.
fn like_pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for mark in word.to_lowercase().chars().filter(|mark| *mark != '\0').take(100) {
        if matches!(mark, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(mark);
    }
    pattern.push('%');
    pattern
}

impl Workspace<'_> {
    /// The entries, newest first.
    ///
    /// Who, what and which thing read an index; words read entries from the newest on until the page is full.
    pub async fn list_audit(&self, filter: &AuditFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<AuditRow>> {
        const TAG: &str = "audit";
        let before: Option<AuditId> = match cursor {
            Some(cursor) => Some(self.decode_cursor::<(AuditId,)>(TAG, cursor)?.0),
            None => None,
        };
        let rows = build_all!(self, AuditRow, |query| {
            query.push(
                "select entry.id, entry.actor_kind, entry.actor_id, actor.name as actor_name, entry.api_key_id, key.name as api_key_name, entry.action, entry.target_kind, entry.target_id,
                        entry.detail, entry.ip, entry.request_id, entry.at
                   from audit_entries entry
                   left join users actor on actor.id = entry.actor_id
                   left join api_keys key on key.workspace_id = entry.workspace_id and key.id = entry.api_key_id
                  where entry.workspace_id = ",
            );
            query.push_bind(self.id());
            if let Some(before) = before {
                query.push(" and entry.id < ").push_bind(before);
            }
            if let Some(actor) = filter.actor {
                query.push(" and entry.actor_id = ").push_bind(actor);
            }
            match filter.action.as_deref() {
                // `noun.` means every action of the noun; the next character after `.` is `/`, so the range needs no LIKE.
                Some(action) if action.ends_with('.') => {
                    let end = format!("{}/", action.trim_end_matches('.'));
                    query
                        .push(" and entry.action >= ")
                        .push_bind(action.to_owned())
                        .push(" and entry.action < ")
                        .push_bind(end);
                }
                Some(action) => {
                    query.push(" and entry.action = ").push_bind(action.to_owned());
                }
                None => {}
            }
            if let Some(target) = &filter.target {
                query.push(" and entry.target_id = ").push_bind(target.clone());
            }
            for word in filter.text.as_deref().unwrap_or_default().split_whitespace().take(MAX_WORDS) {
                let pattern = like_pattern(word);
                query.push(
                    " and (lower(entry.action || ' ' || entry.target_id || ' ' || entry.detail || ' ' || entry.ip || ' ' || entry.request_id) like ",
                );
                query.push_bind(pattern.clone()).push(" escape '\\' or lower(actor.name) like ");
                query.push_bind(pattern).push(" escape '\\')");
            }
            if let Some(from) = filter.from {
                query.push(" and entry.at >= ").push_bind(from);
            }
            if let Some(to) = filter.to {
                query.push(" and entry.at < ").push_bind(to);
            }
            query.push(" order by entry.id desc limit ").push_bind(limit.fetch());
        })?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &(last.id,))))
    }
}
