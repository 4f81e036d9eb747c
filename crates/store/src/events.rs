//! The event log of a workspace: what happened, in commit order, for screens that catch up.

use model::{ConversationId, Timestamp};
use serde::Serialize;

use crate::db::{Column, Rows as _, build_execute, execute, fetch_all, fetch_optional, row};
use crate::page::Limit;
use crate::{Error, Result, Store, Workspace, WorkspaceTx};

/// The place of an event in its workspace's log.
pub type Seq = i64;

/// An event to append.
#[derive(Debug, Clone)]
pub struct NewEvent {
    kind: &'static str,
    conversation_id: Option<ConversationId>,
    data: String,
}

impl NewEvent {
    /// An event of this type; `data` becomes its JSON.
    pub fn new(kind: &'static str, conversation_id: Option<ConversationId>, data: &impl Serialize) -> Result<Self> {
        Ok(Self {
            kind,
            conversation_id,
            data: serde_json::to_string(data)?,
        })
    }
}

row! {
    /// An event of the log.
    pub struct EventRow {
        /// Its place.
        pub seq: Seq,
        /// Its type, such as `message.created`.
        pub kind: String,
        /// The conversation it is about.
        pub conversation_id: Option<ConversationId>,
        /// Its payload, JSON.
        pub data: String,
        /// When it was written.
        pub created_at: Timestamp,
    }
}

impl WorkspaceTx<'_> {
    /// Appends events with the next numbers of the workspace.
    ///
    /// The counter's row stays locked until the commit, so numbers become visible in order and a reader never skips one. Call it last in the transaction.
    pub async fn append_events(&mut self, events: &[NewEvent]) -> Result<Vec<Seq>> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let (workspace_id, now) = (self.id(), self.now());
        let count = i64::try_from(events.len()).expect("fewer events than memory");
        let taken: Option<(Seq,)> = fetch_optional!(
            self,
            (Seq,),
            "update workspaces set event_seq = event_seq + $2 where id = $1 returning event_seq",
            workspace_id,
            count
        )?;
        let (last,) = taken.ok_or(Error::NotFound("workspace"))?;
        let numbers: Vec<Seq> = (last - count + 1..=last).collect();
        for (events, numbers) in events.chunks(1000).zip(numbers.chunks(1000)) {
            build_execute!(
                self,
                fixed | query | {
                    query.push("insert into events (workspace_id, seq, type, conversation_id, data, created_at) ");
                    query.push_table(vec![
                        Column::Ids(vec![workspace_id.uuid(); events.len()]),
                        Column::Numbers(numbers.to_vec()),
                        Column::Texts(events.iter().map(|event| event.kind.to_owned()).collect()),
                        Column::MaybeIds(events.iter().map(|event| event.conversation_id.map(ConversationId::uuid)).collect()),
                        Column::Texts(events.iter().map(|event| event.data.clone()).collect()),
                        Column::Numbers(vec![now.millis(); events.len()]),
                    ]);
                }
            )?;
        }
        self.committed().workspaces.insert(workspace_id);
        Ok(numbers)
    }
}

impl Workspace<'_> {
    /// Events after `seq`, in order.
    pub async fn list_events(&self, after: Seq, limit: Limit) -> Result<Vec<EventRow>> {
        let rows = i64::try_from(limit.rows()).expect("a limit is small");
        fetch_all!(
            self,
            EventRow,
            "select seq, type as kind, conversation_id, data, created_at
               from events
              where workspace_id = $1 and seq > $2
              order by seq
              limit $3",
            self.id(),
            after,
            rows
        )
    }

    /// The number of the oldest event kept (nothing when none is) and of the last one given out.
    pub async fn event_bounds(&self) -> Result<(Option<Seq>, Seq)> {
        let bounds: Option<(Option<Seq>, Seq)> = fetch_optional!(
            self,
            (Option<Seq>, Seq),
            "select (select min(seq) from events where workspace_id = $1), event_seq from workspaces where id = $1",
            self.id()
        )?;
        bounds.ok_or(Error::NotFound("workspace"))
    }
}

impl Store {
    /// Deletes events written before `before`; at most `limit`. Screens that were away longer load everything again.
    pub async fn delete_old_events(&self, before: Timestamp, limit: i64) -> Result<u64> {
        let mut tx = self.begin().await?;
        let deleted = execute!(
            tx,
            "delete from events where (workspace_id, seq) in (
               select workspace_id, seq from events where created_at < $1 order by created_at limit $2)",
            before,
            limit
        )?;
        tx.commit().await?;
        Ok(deleted)
    }
}
