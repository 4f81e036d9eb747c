//! Who sends next: number by number, each at its own pace, people before automation, and every conversation in its order.

use std::time::Duration;

use model::{ChannelId, Timestamp, WorkspaceId};

use super::ClaimedOutbound;
use crate::db::{fetch_all, row};
use crate::{Result, SystemTx};

/// What a claim gave.
#[derive(Debug, Clone, Default)]
pub struct Claimed {
    /// Messages to send now.
    pub messages: Vec<ClaimedOutbound>,
    /// A number has more to send than its pace allowed: look again then.
    pub next_at: Option<Timestamp>,
}

row! {
    /// A number with messages that wait.
    struct Lane {
        workspace_id: WorkspaceId,
        channel_id: ChannelId,
        throughput_per_second: i64,
        is_on_biz_app: bool,
    }
}

// One step of the index for each number that has anything to send; the messages of paused numbers are never looked at.
const LANES: &str = "
with recursive waiting (channel_id) as (
  select (select channel_id from outbox where state = 'queued' order by channel_id limit 1)
  union all
  select (select next.channel_id from outbox next
           where next.state = 'queued' and next.channel_id > waiting.channel_id order by next.channel_id limit 1)
    from waiting where waiting.channel_id is not null
)
select channels.workspace_id, channels.id as channel_id, channels.throughput_per_second, channels.is_on_biz_app
  from waiting
  join channels on channels.id = waiting.channel_id
  left join channel_paces pace on pace.workspace_id = channels.workspace_id and pace.channel_id = channels.id
 where channels.degraded_code is null and coalesce(pace.paused_until, 0) <= $1";

macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "update outbox set lease_token = lease_token + 1, lease_until = $2, lease_by = $3
              where (workspace_id, message_id) in (
                    select due.workspace_id, due.message_id
                      from outbox due
                     where due.state = 'queued' and due.channel_id = $5 and due.next_attempt_at <= $1 and due.lease_until <= $1
                       and not exists (select 1 from outbox older
                                        where older.workspace_id = due.workspace_id and older.conversation_id = due.conversation_id
                                          and older.state in ('queued', 'dispatching', 'unknown')
                                          -- A person does not wait for a message in doubt, nor for automation that does; automation waits for
                                          -- both, until the doubt is settled or held.
                                          and (due.priority > 0 or (older.state <> 'unknown'
                                                                    and (older.priority = 0 or older.state <> 'queued' or older.lease_until > $1)))
                                          and (older.created_at, older.message_id) < (due.created_at, due.message_id))
                     order by due.priority, due.turn_at, due.message_id
                     limit $4 ",
            $lock,
            ")
             returning workspace_id, message_id, channel_id, conversation_id, lease_token, attempt, opaque, typing_pause_ms, created_at"
        )
    };
}

const CLAIM_SQLITE: &str = claim!("");
// Rows another node is claiming are skipped, not waited for.
const CLAIM_POSTGRES: &str = claim!("for update of due skip locked");

impl SystemTx<'_> {
    /// Takes up to `limit` messages that are due: as many of each number as its pace allows, at most one of each conversation and never past an older
    /// one that is still open.
    ///
    /// Cost: one step of an index for each number that has messages waiting, then the waiting messages of those that may send, in the order of their turns.
    pub async fn claim_outbox(&mut self, limit: i64, lease: Duration, worker: &str) -> Result<Claimed> {
        let now = self.now();
        let mut lanes: Vec<Lane> = fetch_all!(self, Lane, LANES, now)?;
        let mut claimed = Claimed::default();
        if lanes.is_empty() {
            return Ok(claimed);
        }
        // Another number comes first each time, so that none is always last when there is little room.
        let first = usize::try_from(now.millis().rem_euclid(i64::try_from(lanes.len()).unwrap_or(1))).unwrap_or(0);
        lanes.rotate_left(first);
        let mut room = limit;
        for (at, lane) in lanes.iter().enumerate() {
            if room <= 0 {
                break;
            }
            let others = i64::try_from(lanes.len() - at).unwrap_or(1);
            let share = (room / others).max(1);
            let taken = self.claim_lane(lane, share, lease, worker, &mut claimed).await?;
            room -= taken;
        }
        Ok(claimed)
    }

    async fn claim_lane(&mut self, lane: &Lane, share: i64, lease: Duration, worker: &str, claimed: &mut Claimed) -> Result<i64> {
        let now = self.now();
        let Some(mut pace) = self
            .lock_pace(lane.workspace_id, lane.channel_id, lane.throughput_per_second, lane.is_on_biz_app)
            .await?
        else {
            // Another node is at this number.
            return Ok(0);
        };
        let granted = pace.take(share, now);
        let mut taken = 0;
        if granted > 0 {
            let statement = if self.store().is_shared() { CLAIM_POSTGRES } else { CLAIM_SQLITE };
            let messages = fetch_all!(self, ClaimedOutbound, statement, now, now + lease, worker, granted, lane.channel_id)?;
            taken = i64::try_from(messages.len()).unwrap_or(granted);
            pace.give_back(granted - taken);
            claimed.messages.extend(messages);
        }
        // Fewer than granted means that nothing else is due.
        if granted == 0 || taken == granted {
            let next_at = pace.next_at(now);
            claimed.next_at = Some(claimed.next_at.map_or(next_at, |earlier| earlier.min(next_at)));
        }
        if taken > 0 {
            self.write_pace(lane.workspace_id, lane.channel_id, &pace).await?;
        }
        Ok(taken)
    }
}
