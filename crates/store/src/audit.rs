//! The audit log: who did what to which thing, in the same transaction as the change. Entries are only ever added.

use model::{AuditId, Timestamp, UserId};

use crate::db::{build_all, execute, row};
use crate::{Limit, Page, Result, Workspace, WorkspaceTx};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditActor {
    /// A member.
    User(UserId),
    /// PrismWA itself.
    System,
    /// Somebody at the server's command line.
    Operator,
}

impl AuditActor {
    fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::System => "system",
            Self::Operator => "operator",
        }
    }

    fn id(self) -> Option<UserId> {
        match self {
            Self::User(user) => Some(user),
            Self::System | Self::Operator => None,
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
        /// `user`, `system` or `operator`.
        pub actor_kind: String,
        /// The user.
        pub actor_id: Option<UserId>,
        /// The user's name now; nothing when there is no such user any more.
        pub actor_name: Option<String>,
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
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
}

impl WorkspaceTx<'_> {
    /// Adds an entry.
    pub async fn append_audit(&mut self, entry: &NewAudit) -> Result<AuditId> {
        let (workspace_id, id, now) = (self.id(), AuditId::new(), self.now());
        let detail = serde_json::to_string(&entry.detail)?;
        execute!(
            self,
            "insert into audit_entries (workspace_id, id, actor_kind, actor_id, action, target_kind, target_id, detail, ip, request_id, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            workspace_id,
            id,
            entry.actor.kind(),
            entry.actor.id(),
            entry.action,
            entry.target_kind,
            &entry.target_id,
            detail,
            &entry.ip,
            &entry.request_id,
            now
        )?;
        Ok(id)
    }
}

impl Workspace<'_> {
    /// The entries, newest first.
    pub async fn list_audit(&self, filter: &AuditFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<AuditRow>> {
        const TAG: &str = "audit";
        let before: Option<AuditId> = match cursor {
            Some(cursor) => Some(self.decode_cursor::<(AuditId,)>(TAG, cursor)?.0),
            None => None,
        };
        let rows = build_all!(self, AuditRow, |query| {
            query.push(
                "select entry.id, entry.actor_kind, entry.actor_id, actor.name as actor_name, entry.action, entry.target_kind, entry.target_id,
                        entry.detail, entry.ip, entry.request_id, entry.at
                   from audit_entries entry
                   left join users actor on actor.id = entry.actor_id
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
