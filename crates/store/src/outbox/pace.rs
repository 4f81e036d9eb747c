//! The bucket of each number, kept in the database so that all nodes share it.

use model::pace::{self, Complaint};
use model::{ChannelId, Pace, Timestamp, WorkspaceId};

use crate::db::{execute, fetch_all, fetch_optional, row};
use crate::{Error, Result, System, SystemTx, Workspace, WorkspaceTx};

row! {
    struct PaceRow {
        override_per_second: Option<i64>,
        limit_milli: i64,
        learned_milli: i64,
        tokens_milli: i64,
        refilled_at: Timestamp,
        slowed_at: Timestamp,
        strikes: i64,
        paused_until: Timestamp,
    }
}

row! {
    /// How fast a number sends.
    pub struct ChannelPace {
        /// What Meta says it may, messages a second.
        pub throughput_per_second: i64,
        /// It is also used in the phone app, which limits it to 20.
        pub is_on_biz_app: bool,
        /// What an admin set instead.
        pub override_per_second: Option<i64>,
        /// What we learned to be possible, in thousandths of a message a second; nothing before the first message.
        pub learned_milli: Option<i64>,
        /// Meta wanted a pause until then.
        pub paused_until: Option<Timestamp>,
        /// When Meta last complained.
        pub slowed_at: Option<Timestamp>,
    }
}

const READ: &str = "select override_per_second, limit_milli, learned_milli, tokens_milli, refilled_at, slowed_at, strikes, paused_until
   from channel_paces where workspace_id = $1 and channel_id = $2";
const LOCK: &str = "select override_per_second, limit_milli, learned_milli, tokens_milli, refilled_at, slowed_at, strikes, paused_until
   from channel_paces where workspace_id = $1 and channel_id = $2 for update skip locked";

impl SystemTx<'_> {
    /// The bucket of a number, for this transaction alone; nothing while another node has it.
    pub(super) async fn lock_pace(
        &mut self,
        workspace_id: WorkspaceId,
        channel_id: ChannelId,
        throughput_per_second: i64,
        is_on_biz_app: bool,
    ) -> Result<Option<Pace>> {
        let now = self.now();
        let statement = if self.store().is_shared() { LOCK } else { READ };
        if let Some(row) = fetch_optional!(self, PaceRow, statement, workspace_id, channel_id)? {
            let limit = pace::limit_per_second(throughput_per_second, is_on_biz_app, row.override_per_second);
            return Ok(Some(Pace::from(row).limited_to(limit)));
        }
        let fresh = Pace::new(pace::limit_per_second(throughput_per_second, is_on_biz_app, None), now);
        let new = execute!(
            self,
            "insert into channel_paces (workspace_id, channel_id, limit_milli, learned_milli, tokens_milli, refilled_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (workspace_id, channel_id) do nothing",
            workspace_id,
            channel_id,
            fresh.limit_milli,
            fresh.learned_milli,
            fresh.tokens_milli,
            now
        )?;
        Ok((new > 0).then_some(fresh))
    }

    pub(super) async fn write_pace(&mut self, workspace_id: WorkspaceId, channel_id: ChannelId, pace: &Pace) -> Result<()> {
        execute!(
            self,
            "update channel_paces
                set limit_milli = $3, learned_milli = $4, tokens_milli = $5, refilled_at = $6, slowed_at = $7, strikes = $8, paused_until = $9
              where workspace_id = $1 and channel_id = $2",
            workspace_id,
            channel_id,
            pace.limit_milli,
            pace.learned_milli,
            pace.tokens_milli,
            pace.refilled_at,
            pace.slowed_at,
            pace.strikes,
            pace.paused_until
        )?;
        Ok(())
    }
}

impl From<PaceRow> for Pace {
    fn from(row: PaceRow) -> Self {
        Self {
            limit_milli: row.limit_milli,
            learned_milli: row.learned_milli,
            tokens_milli: row.tokens_milli,
            refilled_at: row.refilled_at,
            slowed_at: row.slowed_at,
            strikes: row.strikes,
            paused_until: row.paused_until,
        }
    }
}

impl WorkspaceTx<'_> {
    /// Meta wants this number to slow down. Gives until when it pauses.
    pub async fn slow_channel(&mut self, channel_id: ChannelId, complaint: Complaint, jitter: f64) -> Result<Option<Timestamp>> {
        let (workspace_id, now) = (self.id(), self.now());
        // The write comes first, so that on PostgreSQL the row is this transaction's before it is read.
        let held = execute!(
            self,
            "update channel_paces set strikes = strikes where workspace_id = $1 and channel_id = $2",
            workspace_id,
            channel_id
        )?;
        if held == 0 {
            return Ok(None);
        }
        let Some(row) = fetch_optional!(self, PaceRow, READ, workspace_id, channel_id)? else {
            return Ok(None);
        };
        let mut pace = Pace::from(row);
        pace.slow_down(complaint, jitter, now);
        execute!(
            self,
            "update channel_paces set learned_milli = $3, tokens_milli = $4, refilled_at = $5, slowed_at = $6, strikes = $7, paused_until = $8
              where workspace_id = $1 and channel_id = $2",
            workspace_id,
            channel_id,
            pace.learned_milli,
            pace.tokens_milli,
            pace.refilled_at,
            pace.slowed_at,
            pace.strikes,
            pace.paused_until
        )?;
        Ok(Some(pace.paused_until))
    }

    /// Sets how many messages a second a number sends; nothing leaves it to what Meta says. What was learned begins anew.
    pub async fn set_channel_pace(&mut self, channel_id: ChannelId, override_per_second: Option<i64>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let channel = self.get_channel(channel_id).await?;
        let fresh = Pace::new(
            pace::limit_per_second(channel.throughput_per_second, channel.is_on_biz_app, override_per_second),
            now,
        );
        execute!(
            self,
            "insert into channel_paces (workspace_id, channel_id, override_per_second, limit_milli, learned_milli, tokens_milli, refilled_at)
             values ($1, $2, $3, $4, $5, 0, $6)
             on conflict (workspace_id, channel_id) do update
                set override_per_second = excluded.override_per_second, limit_milli = excluded.limit_milli,
                    learned_milli = excluded.learned_milli, tokens_milli = 0, refilled_at = excluded.refilled_at, strikes = 0, paused_until = 0",
            workspace_id,
            channel_id,
            override_per_second,
            fresh.limit_milli,
            fresh.learned_milli,
            now
        )?;
        self.committed().outbox = true;
        Ok(())
    }

    /// Meta had enough of us at one person: what waits for them goes one each six seconds from `from` on.
    ///
    /// Meta (*Pair rate limits*): one message each 6 s to the same person; up to 45 at once are borrowed from the time after.
    pub async fn spread_conversation(&mut self, id: model::ConversationId, from: Timestamp) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update outbox set next_attempt_at = $3 + 6000 * (place.number - 1)
               from (select message_id, row_number() over (order by created_at, message_id) as number
                       from outbox
                      where workspace_id = $1 and conversation_id = $2 and state in ('queued', 'dispatching', 'unknown') and state = 'queued') place
              where outbox.workspace_id = $1 and outbox.message_id = place.message_id and outbox.next_attempt_at < $3 + 6000 * (place.number - 1)",
            workspace_id,
            id,
            from
        )?;
        Ok(())
    }
}

impl System<'_> {
    /// Numbers that Meta refuses to send for, and that have a token to try.
    pub async fn list_degraded_channels(&self) -> Result<Vec<(WorkspaceId, ChannelId)>> {
        fetch_all!(
            self,
            (WorkspaceId, ChannelId),
            "select workspace_id, id from channels where degraded_code is not null and access_token is not null order by id"
        )
    }
}

impl Workspace<'_> {
    /// How fast a number sends.
    pub async fn get_channel_pace(&self, id: ChannelId) -> Result<ChannelPace> {
        fetch_optional!(
            self,
            ChannelPace,
            "select channels.throughput_per_second, channels.is_on_biz_app, pace.override_per_second, pace.learned_milli, pace.paused_until,
                    pace.slowed_at
               from channels
               left join channel_paces pace on pace.workspace_id = channels.workspace_id and pace.channel_id = channels.id
              where channels.workspace_id = $1 and channels.id = $2",
            self.id(),
            id
        )?
        .ok_or(Error::NotFound("channel"))
    }
}
