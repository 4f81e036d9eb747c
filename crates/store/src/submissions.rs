//! What customers sent with WhatsApp's own forms, and their files.

use std::collections::HashMap;

use model::{ContactId, ConversationId, MediaId, MessageId, SubmissionId, Timestamp, WaFlowId, WorkspaceId};

use crate::db::{Connection, Rows as _, build_all, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::media::{self, MediaRow};
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, Workspace, WorkspaceTx};

mod retention;

pub use retention::FormLimits;

const TAG: &str = "submissions";
/// Counting stops there.
const MOST_COUNTED: i64 = 10_000;

row! {
    /// What a customer sent with a form.
    #[derive(PartialEq, Eq)]
    pub struct SubmissionRow {
        /// Its id.
        pub id: SubmissionId,
        /// Which form; it may be gone.
        pub wa_flow_id: Option<WaFlowId>,
        /// What the form was called then.
        pub flow_name: String,
        /// Who sent it.
        pub contact_id: ContactId,
        /// In which thread.
        pub conversation_id: ConversationId,
        /// With which message.
        pub message_id: MessageId,
        /// When.
        pub at: Timestamp,
        /// What ties it to a form we sent: `token`, `context` or `none`.
        pub bound_by: String,
        /// JSON: `[{key, label, value}]`.
        pub fields: String,
    }
}

row! {
    /// A file of a submission.
    #[derive(PartialEq, Eq)]
    pub struct SubmissionFileRow {
        /// Whose.
        pub submission_id: SubmissionId,
        /// Which of them.
        pub place: i64,
        /// The field it belongs to.
        pub field: String,
        /// The file.
        pub media_id: MediaId,
    }
}

/// A submission as the message that brought it shows it.
#[derive(Debug, Clone)]
pub struct MessageForm {
    /// The submission.
    pub row: SubmissionRow,
    /// Its photos and documents, in its order.
    pub files: Vec<MediaRow>,
}

/// A submission to be kept.
#[derive(Debug, Clone)]
pub struct NewSubmission {
    /// Its row.
    pub row: SubmissionRow,
    /// Keys, labels and values in lower case.
    pub search: String,
    /// Its files, with the field each belongs to.
    pub files: Vec<(String, MediaId)>,
}

/// Which submissions.
#[derive(Debug, Clone, Default)]
pub struct SubmissionFilter {
    /// Only with this form.
    pub wa_flow_id: Option<WaFlowId>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
    /// Part of what was filled in.
    pub text: Option<String>,
}

reads! {
    /// How many were sent with each form since then, of the last 10,000.
    fn count_recent_submissions(since: Timestamp) -> Vec<(WaFlowId, i64)> = count_recent;
    /// How many were sent with one form since then, at most 10,000.
    fn count_submissions_of(id: WaFlowId, since: Timestamp) -> i64 = count_of;
    /// One submission.
    fn get_submission(id: SubmissionId) -> SubmissionRow = get;
    /// The submission that came with this message.
    fn find_submission_of(message: MessageId) -> Option<SubmissionId> = find_of;
    /// The files of some submissions.
    fn submission_files(ids: &[SubmissionId]) -> Vec<SubmissionFileRow> = files;
}

async fn count_recent(connection: &mut Connection<'_>, workspace_id: WorkspaceId, since: Timestamp) -> Result<Vec<(WaFlowId, i64)>> {
    fetch_all!(
        connection,
        (WaFlowId, i64),
        "select a.wa_flow_id, count(*)
           from (select wa_flow_id from submissions where workspace_id = $1 and at >= $2 order by at desc limit $3) a
          where a.wa_flow_id is not null
          group by a.wa_flow_id",
        workspace_id,
        since,
        MOST_COUNTED
    )
}

async fn count_of(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId, since: Timestamp) -> Result<i64> {
    let (count,): (i64,) = fetch_one!(
        connection,
        (i64,),
        "select count(*)
           from (select 1 as one from submissions where workspace_id = $1 and wa_flow_id = $2 and at >= $3 limit $4) a",
        workspace_id,
        id,
        since,
        MOST_COUNTED
    )?;
    Ok(count)
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: SubmissionId) -> Result<SubmissionRow> {
    fetch_optional!(
        connection,
        SubmissionRow,
        "select id, wa_flow_id, flow_name, contact_id, conversation_id, message_id, at, bound_by, fields
           from submissions
          where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("submission"))
}

async fn find_of(connection: &mut Connection<'_>, workspace_id: WorkspaceId, message: MessageId) -> Result<Option<SubmissionId>> {
    let found: Option<(SubmissionId,)> = fetch_optional!(
        connection,
        (SubmissionId,),
        "select id from submissions where workspace_id = $1 and message_id = $2",
        workspace_id,
        message
    )?;
    Ok(found.map(|(id,)| id))
}

async fn files(connection: &mut Connection<'_>, workspace_id: WorkspaceId, ids: &[SubmissionId]) -> Result<Vec<SubmissionFileRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    build_all!(
        connection,
        SubmissionFileRow,
        fixed | query | {
            query
                .push("select submission_id, place, field, media_id from submission_files where workspace_id = ")
                .push_bind(workspace_id);
            query.push(" and submission_id").push_ids(ids.iter().map(|id| id.uuid()));
            query.push(" order by submission_id, place");
        }
    )
}

/// The submissions that came with some messages, with their files: three queries at most, none without messages.
pub(crate) async fn of_messages(
    connection: &mut Connection<'_>,
    workspace_id: WorkspaceId,
    messages: &[MessageId],
) -> Result<HashMap<MessageId, MessageForm>> {
    let mut found = HashMap::new();
    for messages in messages.chunks(500) {
        let rows: Vec<SubmissionRow> = build_all!(
            connection,
            SubmissionRow,
            fixed | query | {
                query
                    .push(
                        "select id, wa_flow_id, flow_name, contact_id, conversation_id, message_id, at, bound_by, fields
                           from submissions
                          where workspace_id = ",
                    )
                    .push_bind(workspace_id);
                query.push(" and message_id").push_ids(messages.iter().map(|id| id.uuid()));
            }
        )?;
        let ids: Vec<SubmissionId> = rows.iter().map(|row| row.id).collect();
        let links = files(connection, workspace_id, &ids).await?;
        let media_ids: Vec<MediaId> = links.iter().map(|link| link.media_id).collect();
        let media = media::by_ids(connection, workspace_id, &media_ids).await?;
        for row in rows {
            let own = links.iter().filter(|link| link.submission_id == row.id);
            let files = own
                .filter_map(|link| media.iter().find(|file| file.id == link.media_id).cloned())
                .collect();
            found.insert(row.message_id, MessageForm { row, files });
        }
    }
    Ok(found)
}

impl Workspace<'_> {
    /// Submissions, the latest first.
    ///
    /// Cost: by the form or the workspace, in the order of time; a text is looked for until the page is full.
    pub async fn list_submissions(&self, filter: &SubmissionFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<SubmissionRow>> {
        let after = match cursor {
            Some(cursor) => Some(self.decode_cursor::<(Timestamp, SubmissionId)>(TAG, cursor)?),
            None => None,
        };
        let rows: Vec<SubmissionRow> = build_all!(self, SubmissionRow, |query| {
            query.push(
                "select id, wa_flow_id, flow_name, contact_id, conversation_id, message_id, at, bound_by, fields
                   from submissions
                  where workspace_id = ",
            );
            query.push_bind(self.id());
            if let Some(id) = filter.wa_flow_id {
                query.push(" and wa_flow_id = ").push_bind(id);
            }
            if let Some(from) = filter.from {
                query.push(" and at >= ").push_bind(from);
            }
            if let Some(to) = filter.to {
                query.push(" and at < ").push_bind(to);
            }
            if let Some(text) = &filter.text {
                query.push(" and search like ").push_bind(pattern(text)).push(" escape '\\'");
            }
            if let Some((at, id)) = after {
                query.push(" and (at, id) < (").push_bind(at).push(", ").push_bind(id).push(")");
            }
            query.push(" order by at desc, id desc limit ").push_bind(limit.fetch());
        })?;
        Ok(Page::cut(rows, limit, |last| self.encode_cursor(TAG, &(last.at, last.id))))
    }
}

/// Part of a text, with the signs of `like` taken as they are.
fn pattern(text: &str) -> String {
    let text = text.trim().to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{text}%")
}

impl WorkspaceTx<'_> {
    /// Which form of ours the submission that came with a message completes.
    pub async fn find_submitted_form(&mut self, message: MessageId) -> Result<Option<WaFlowId>> {
        let workspace_id = self.id();
        let found: Option<(Option<WaFlowId>,)> = fetch_optional!(
            self,
            (Option<WaFlowId>,),
            "select wa_flow_id from submissions where workspace_id = $1 and message_id = $2",
            workspace_id,
            message
        )?;
        Ok(found.and_then(|(id,)| id))
    }

    /// Keeps a submission with its files; false when its message brought one before.
    pub async fn create_submission(&mut self, new: &NewSubmission) -> Result<bool> {
        let workspace_id = self.id();
        let row = &new.row;
        let kept = execute!(
            self,
            "insert into submissions (workspace_id, id, wa_flow_id, flow_name, contact_id, conversation_id, message_id, at, bound_by, fields, search)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             on conflict do nothing",
            workspace_id,
            row.id,
            row.wa_flow_id,
            row.flow_name.as_str(),
            row.contact_id,
            row.conversation_id,
            row.message_id,
            row.at,
            row.bound_by.as_str(),
            row.fields.as_str(),
            new.search.as_str()
        )?;
        if kept == 0 {
            return Ok(false);
        }
        for (place, (field, media)) in new.files.iter().enumerate() {
            execute!(
                self,
                "insert into submission_files (workspace_id, submission_id, place, field, media_id) values ($1, $2, $3, $4, $5)",
                workspace_id,
                row.id,
                i64::try_from(place).expect("a form has few files"),
                field.as_str(),
                *media
            )?;
        }
        Ok(true)
    }
}
