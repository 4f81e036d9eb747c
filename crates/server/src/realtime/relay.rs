//! Feeds: each reads the event log of one workspace, once for all its sockets on this node, and writes each event once.
//!
//! A feed is woken by the bus, looks by itself every few seconds should a signal get lost, and ends when nobody follows it any more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::App;
use app::views::EventView;
use model::WorkspaceId;
use serde_json::value::{RawValue, to_raw_value};
use store::{EventRow, Limit, Seq};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Notify, OnceCell, broadcast};

use super::seats::Realtime;

/// Events a follower may fall behind before it reads from the log itself.
const RING: usize = 1024;
/// Events read at once.
const BATCH: u32 = 500;
/// A signal may get lost; a feed looks by itself this often.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// An event, written once for everybody.
#[derive(Debug)]
pub(super) struct Written {
    /// Its number.
    pub(super) seq: Seq,
    /// What the client gets.
    pub(super) json: Box<RawValue>,
    /// It is about who is a member: sockets may have to go.
    pub(super) is_about_members: bool,
}

impl Written {
    pub(super) fn new(row: EventRow) -> Self {
        let (seq, is_about_members) = (row.seq, row.kind.starts_with("member."));
        let json = to_raw_value(&EventView::from(row)).unwrap_or_else(|_| RawValue::NULL.to_owned());
        Self { seq, json, is_about_members }
    }
}

/// The feed of a workspace.
pub(super) struct Feed {
    events: broadcast::Sender<Arc<Written>>,
    wake: Notify,
    /// The last event before the feed began. Set before anybody follows, so that what a follower reads from the log joins what the feed gives.
    begun: OnceCell<Seq>,
}

/// The feeds of this node.
#[derive(Default)]
pub(super) struct Relay {
    feeds: Mutex<HashMap<WorkspaceId, Arc<Feed>>>,
    members_changed: Notify,
}

impl Relay {
    fn lock(&self) -> MutexGuard<'_, HashMap<WorkspaceId, Arc<Feed>>> {
        self.feeds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Woken when memberships changed somewhere.
    pub(super) fn members_changed(&self) -> &Notify {
        &self.members_changed
    }

    fn wake(&self, workspace: WorkspaceId) {
        if let Some(feed) = self.lock().get(&workspace) {
            feed.wake.notify_one();
        }
    }

    fn wake_all(&self) {
        for feed in self.lock().values() {
            feed.wake.notify_one();
        }
    }

    /// Removes a feed nobody follows. Nobody can begin to while the list is locked.
    fn retire(&self, workspace: WorkspaceId, feed: &Arc<Feed>) -> bool {
        let mut feeds = self.lock();
        if feed.events.receiver_count() > 0 {
            return false;
        }
        if feeds.get(&workspace).is_some_and(|known| Arc::ptr_eq(known, feed)) {
            feeds.remove(&workspace);
        }
        true
    }
}

/// Begins to follow a workspace: everything after what is in the log now comes by this receiver.
pub(super) async fn subscribe(realtime: &Realtime, workspace: WorkspaceId) -> Result<broadcast::Receiver<Arc<Written>>, store::Error> {
    let (feed, receiver, is_new) = {
        let mut feeds = realtime.relay().lock();
        let mut is_new = false;
        let feed = feeds.entry(workspace).or_insert_with(|| {
            is_new = true;
            Arc::new(Feed {
                events: broadcast::Sender::new(RING),
                wake: Notify::new(),
                begun: OnceCell::new(),
            })
        });
        (feed.clone(), feed.events.subscribe(), is_new)
    };
    if is_new {
        realtime.server().app.spawn(run(realtime.clone(), workspace, feed.clone()));
    }
    begin(&realtime.server().app, workspace, &feed).await?;
    Ok(receiver)
}

async fn begin(app: &App, workspace: WorkspaceId, feed: &Feed) -> Result<Seq, store::Error> {
    let begun = feed
        .begun
        .get_or_try_init(async || Ok(app.store().workspace(workspace).event_bounds().await?.1))
        .await;
    begun.copied()
}

/// Hears from the bus which feeds have something to read.
pub(super) fn start(realtime: &Realtime) {
    let app = realtime.server().app.clone();
    let mut signals = app.bus().subscribe();
    let realtime = realtime.clone();
    app.clone().spawn(async move {
        loop {
            let signal = tokio::select! {
                signal = signals.recv() => signal,
                () = app.stopping() => return,
            };
            match signal {
                Ok(workspace) => realtime.relay().wake(workspace),
                Err(RecvError::Lagged(_)) => realtime.relay().wake_all(),
                Err(RecvError::Closed) => return,
            }
        }
    });
}

/// Reads the log for as long as somebody follows.
async fn run(realtime: Realtime, workspace: WorkspaceId, feed: Arc<Feed>) {
    let app = realtime.server().app.clone();
    let mut look = tokio::time::interval(LOOK_EVERY);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut last: Option<Seq> = None;
    loop {
        tokio::select! {
            () = feed.wake.notified() => {}
            _ = look.tick() => {}
            () = app.stopping() => return,
        }
        if realtime.relay().retire(workspace, &feed) {
            return;
        }
        let from = match last {
            Some(last) => Ok(last),
            None => begin(&app, workspace, &feed).await,
        };
        let read = match from {
            Ok(from) => pump(&realtime, workspace, &feed, from).await,
            Err(error) => Err(error),
        };
        match read {
            Ok(seq) => last = Some(seq),
            Err(error) => tracing::warn!(workspace.id = %workspace, %error, "events could not be read; trying again"),
        }
    }
}

/// Gives out everything after `last`; returns the number of the newest.
async fn pump(realtime: &Realtime, workspace: WorkspaceId, feed: &Feed, mut last: Seq) -> Result<Seq, store::Error> {
    let limit = Limit::clamped(BATCH);
    loop {
        let rows = realtime.server().app.store().workspace(workspace).list_events(last, limit).await?;
        let is_full = rows.len() == limit.rows();
        for row in rows {
            let event = Arc::new(Written::new(row));
            last = event.seq;
            if event.is_about_members {
                realtime.relay().members_changed.notify_one();
            }
            // Nobody may be following at this moment.
            let _ = feed.events.send(event);
        }
        if !is_full {
            return Ok(last);
        }
        tokio::task::yield_now().await;
    }
}
