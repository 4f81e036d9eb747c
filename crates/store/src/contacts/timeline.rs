//! What happened with a contact: the entries of the audit log about it, about its thread, and about contacts that went into it.

use model::{AuditId, ContactId, ConversationId, Timestamp, UserId};

use crate::db::{build_all, fetch_all, row};
use crate::{Limit, Page, Result, Workspace};

row! {
    /// One thing that happened.
    pub struct TimelineRow {
        /// The entry of the audit log.
        pub id: AuditId,
        /// `user`, `api_key`, `system` or `operator`.
        pub actor_kind: String,
        /// The user.
        pub actor_id: Option<UserId>,
        /// The user's name now.
        pub actor_name: Option<String>,
        /// What, as `noun.past-verb`.
        pub action: String,
        /// What changed, a JSON object without customers' words.
        pub detail: String,
        /// When.
        pub at: Timestamp,
    }
}

impl Workspace<'_> {
    /// What happened with a contact, newest first. Reads the index of what entries are about, for a handful of ids.
    pub async fn list_contact_timeline(&self, id: ContactId, limit: Limit, cursor: Option<&str>) -> Result<Page<TimelineRow>> {
        const TAG: &str = "timeline";
        let before: Option<AuditId> = match cursor {
            Some(cursor) => Some(self.decode_cursor::<(AuditId,)>(TAG, cursor)?.0),
            None => None,
        };
        let threads: Vec<(ConversationId,)> = fetch_all!(
            self,
            (ConversationId,),
            "select id from conversations where workspace_id = $1 and contact_id = $2 order by id limit 20",
            self.id(),
            id
        )?;
        let merged: Vec<(ContactId,)> = fetch_all!(
            self,
            (ContactId,),
            "select from_id from contact_merges where workspace_id = $1 and into_id = $2 order by from_id limit 20",
            self.id(),
            id
        )?;
        let mut subjects = vec![id.to_string()];
        subjects.extend(threads.iter().map(|(id,)| id.to_string()));
        subjects.extend(merged.iter().map(|(id,)| id.to_string()));
        let mut rows: Vec<TimelineRow> = Vec::new();
        // One walk along the index for each: together they would have to be sorted.
        for subject in subjects {
            rows.extend(build_all!(self, TimelineRow, |query| {
                query.push(
                    "select entry.id, entry.actor_kind, entry.actor_id, actor.name as actor_name, entry.action, entry.detail, entry.at
                       from audit_entries entry
                       left join users actor on actor.id = entry.actor_id
                      where entry.workspace_id = ",
                );
                query.push_bind(self.id()).push(" and entry.target_id = ").push_bind(subject.clone());
                if let Some(before) = before {
                    query.push(" and entry.id < ").push_bind(before);
                }
                query.push(" order by entry.id desc limit ").push_bind(limit.fetch());
            })?);
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        rows.truncate(limit.rows() + 1);
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &(last.id,))))
    }
}
