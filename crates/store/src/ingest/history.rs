//! How far the history of the phone app has come: pieces arrive in any order and more than once.

use model::{ChannelId, ConversationId, MessageId, Timestamp, WorkspaceId};

use crate::db::{Connection, build_all, execute, fetch_optional, row};
use crate::reads::reads;
use crate::{Result, WorkspaceTx};

/// What a piece of the history says about the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryNews {
    /// 0: the last day, 1: up to 90 days, 2: up to 180 days.
    pub phase: Option<i64>,
    /// Its place within the phase.
    pub chunk_order: Option<i64>,
    /// Percent of the whole.
    pub progress: Option<i64>,
    /// Why there is no history.
    pub error_code: Option<i64>,
}

row! {
    /// How far a number's history has come.
    #[derive(PartialEq, Eq)]
    pub struct ChannelHistory {
        /// The furthest phase heard of: 0 the last day, 1 up to 90 days, 2 up to 180 days.
        pub phase: i64,
        /// Percent of the whole, the highest heard of.
        pub progress: i64,
        /// Different pieces that arrived.
        pub chunk_count: i64,
        /// Messages it brought that were not known before.
        pub message_count: i64,
        /// Files it brought.
        pub file_count: i64,
        /// Meta's code when there is no history: 2593109, the business declined to share it.
        pub error_code: Option<i64>,
        /// When the first piece arrived.
        pub started_at: Timestamp,
        /// When the last piece arrived.
        pub updated_at: Timestamp,
        /// When it was complete.
        pub finished_at: Option<Timestamp>,
    }
}

reads! {
    /// How far a number's history has come; nothing when there never was any.
    fn channel_history(channel_id: ChannelId) -> Option<ChannelHistory> = find;
}

async fn find(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel_id: ChannelId) -> Result<Option<ChannelHistory>> {
    fetch_optional!(
        connection,
        ChannelHistory,
        "select history.phase, history.progress,
                (select count(*) from channel_history_chunks chunk where chunk.workspace_id = $1 and chunk.channel_id = $2) as chunk_count,
                history.message_count, history.file_count, history.error_code, history.started_at, history.updated_at, history.finished_at
           from channel_histories history
          where history.workspace_id = $1 and history.channel_id = $2",
        workspace_id,
        channel_id
    )
}

impl WorkspaceTx<'_> {
    /// Writes down what a piece says. Progress only grows; a history that comes after all is not declined.
    pub async fn note_history(&mut self, channel_id: ChannelId, news: HistoryNews) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        if let (Some(phase), Some(order)) = (news.phase, news.chunk_order) {
            execute!(
                self,
                "insert into channel_history_chunks (workspace_id, channel_id, phase, chunk_order, at) values ($1, $2, $3, $4, $5) on conflict do nothing",
                workspace_id,
                channel_id,
                phase,
                order,
                now
            )?;
        }
        let progress = news.progress.unwrap_or(0).clamp(0, 100);
        execute!(
            self,
            "insert into channel_histories (workspace_id, channel_id, phase, progress, error_code, started_at, updated_at, finished_at)
             values ($1, $2, $3, $4, $5, $6, $6, $7)
             on conflict (workspace_id, channel_id) do update
                set phase = case when excluded.phase > channel_histories.phase then excluded.phase else channel_histories.phase end,
                    progress = case when excluded.progress > channel_histories.progress then excluded.progress else channel_histories.progress end,
                    error_code = case when channel_histories.progress > 0 or excluded.progress > 0 then null
                                      else coalesce(excluded.error_code, channel_histories.error_code) end,
                    updated_at = excluded.updated_at,
                    finished_at = coalesce(channel_histories.finished_at, excluded.finished_at)",
            workspace_id,
            channel_id,
            news.phase.unwrap_or(0),
            progress,
            news.error_code.filter(|_| progress == 0),
            now,
            (progress == 100).then_some(now)
        )?;
        Ok(())
    }

    /// Counts what the history brought.
    pub async fn count_history(&mut self, channel_id: ChannelId, messages: i64, files: i64) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into channel_histories (workspace_id, channel_id, message_count, file_count, started_at, updated_at)
             values ($1, $2, $3, $4, $5, $5)
             on conflict (workspace_id, channel_id) do update
                set message_count = channel_histories.message_count + excluded.message_count,
                    file_count = channel_histories.file_count + excluded.file_count, updated_at = excluded.updated_at",
            workspace_id,
            channel_id,
            messages,
            files,
            now
        )?;
        Ok(())
    }

    /// Messages that so far only the history told of are live after all; gives those that were not before.
    pub async fn wake_history_messages(&mut self, wamids: &[(ChannelId, &str)]) -> Result<Vec<(ChannelId, String, MessageId)>> {
        let workspace_id = self.id();
        let mut woken = Vec::new();
        for wamids in wamids.chunks(500) {
            woken.extend(build_all!(self, (ChannelId, String, MessageId), |query| {
                query.push("update messages set decided = replace(decided, '\"came_as\":\"history', '\"came_as\":\"live_after_history') where workspace_id = ");
                query.push_bind(workspace_id).push(" and decided like '%\"came_as\":\"history%' and (channel_id, wamid) in (");
                query.push_values(wamids, |mut values, (channel_id, wamid)| {
                    values.push_bind(*channel_id).push_bind(*wamid);
                });
                query.push(") returning channel_id, wamid, id");
            })?);
        }
        Ok(woken)
    }

    /// What became of messages of the phone app, as the history says; it never takes back what a report said.
    pub async fn raise_history_statuses(
        &mut self,
        told: &[(ChannelId, &str, &'static str)],
    ) -> Result<Vec<(MessageId, ConversationId, &'static str)>> {
        let workspace_id = self.id();
        let mut raised = Vec::new();
        for status in ["delivered", "read", "played", "failed"] {
            let of_status: Vec<(ChannelId, &str)> = told
                .iter()
                .filter(|(.., word)| *word == status)
                .map(|(channel, wamid, _)| (*channel, *wamid))
                .collect();
            for wamids in of_status.chunks(500) {
                let rows: Vec<(MessageId, ConversationId)> = build_all!(self, (MessageId, ConversationId), |query| {
                    query
                        .push("update messages set status = ")
                        .push_bind(status)
                        .push(" where workspace_id = ")
                        .push_bind(workspace_id);
                    query.push(" and author_kind = 'phone_app' and status = 'sent' and (channel_id, wamid) in (");
                    query.push_values(wamids, |mut values, (channel_id, wamid)| {
                        values.push_bind(*channel_id).push_bind(*wamid);
                    });
                    query.push(") returning id, conversation_id");
                })?;
                raised.extend(rows.into_iter().map(|(id, conversation)| (id, conversation, status)));
            }
        }
        Ok(raised)
    }
}
