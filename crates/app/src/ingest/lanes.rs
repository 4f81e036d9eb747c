//! Which lanes have work, as far as this node knows: what its own writer stored needs no question to the database.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use model::MetaAppId;
use tokio::sync::Notify;

/// How often the database is asked, whatever this node hears.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// What waits for a worker of this node.
#[derive(Debug, Default)]
pub(crate) struct Lanes {
    state: Mutex<State>,
    wake: Notify,
}

#[derive(Debug)]
struct State {
    /// Lanes with work, in the order in which it came.
    waiting: VecDeque<MetaAppId>,
    /// Lanes that a worker of this node has, and whether more came since it last looked.
    busy: HashMap<MetaAppId, bool>,
    /// The database may know of more.
    look: bool,
    /// When it was last asked.
    looked: Instant,
}

impl Default for State {
    /// At the start nobody knows what the last run left.
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            busy: HashMap::new(),
            look: true,
            looked: Instant::now(),
        }
    }
}

/// What a worker does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// Works on this lane, which is busy until [`Lanes::end`].
    Lane(MetaAppId),
    /// Asks the database which lanes have work.
    Look,
    /// Waits.
    Nothing,
}

impl Lanes {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Deliveries for these apps are stored.
    pub(crate) fn come(&self, lanes: impl IntoIterator<Item = MetaAppId>) {
        let mut state = self.lock();
        for lane in lanes {
            if let Some(more) = state.busy.get_mut(&lane) {
                *more = true;
            } else if !state.waiting.contains(&lane) {
                state.waiting.push_back(lane);
                self.wake.notify_one();
            }
        }
    }

    /// There may be work that this node has not heard of: of another node, of an operator, or due by now.
    pub(crate) fn look(&self) {
        let mut state = self.lock();
        state.look = true;
        state.busy.values_mut().for_each(|more| *more = true);
        drop(state);
        self.wake.notify_one();
    }

    pub(super) fn next(&self) -> Next {
        let mut state = self.lock();
        // However busy some lanes are: what is due in others is found in time.
        let is_late = state.looked.elapsed() >= LOOK_EVERY;
        let next = if is_late || (state.look && state.waiting.is_empty()) {
            state.look = false;
            state.looked = Instant::now();
            Next::Look
        } else if let Some(lane) = state.waiting.pop_front() {
            state.busy.insert(lane, false);
            Next::Lane(lane)
        } else {
            return Next::Nothing;
        };
        if !state.waiting.is_empty() || state.look {
            // More than one worker can use: another one goes on while this one works.
            self.wake.notify_one();
        }
        next
    }

    /// The worker looks now: what came before this moment it will find.
    pub(super) fn looks_now(&self, lane: MetaAppId) {
        if let Some(more) = self.lock().busy.get_mut(&lane) {
            *more = false;
        }
    }

    /// The worker is through with the lane; with `more` it knows that something is left.
    pub(super) fn end(&self, lane: MetaAppId, more: bool) {
        let mut state = self.lock();
        let came = state.busy.remove(&lane).unwrap_or(false);
        if (came || more) && !state.waiting.contains(&lane) {
            state.waiting.push_back(lane);
        }
    }

    /// Ends when something came, or when it is time to look.
    pub(super) async fn woken(&self) {
        let wait = LOOK_EVERY.saturating_sub(self.lock().looked.elapsed());
        tokio::time::timeout(wait, self.wake.notified()).await.ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh() -> Lanes {
        let lanes = Lanes::default();
        assert_eq!(lanes.next(), Next::Look, "the last run may have left something");
        lanes
    }

    #[test]
    fn what_comes_while_a_lane_is_worked_on_is_looked_for_again() {
        let (lanes, lane) = (fresh(), MetaAppId::new());
        lanes.come([lane]);
        assert_eq!(lanes.next(), Next::Lane(lane));
        lanes.come([lane]);
        assert_eq!(lanes.next(), Next::Nothing, "one worker has it");
        lanes.end(lane, false);
        assert_eq!(lanes.next(), Next::Lane(lane));
        lanes.come([lane]);
        lanes.looks_now(lane);
        lanes.end(lane, false);
        assert_eq!(lanes.next(), Next::Nothing, "the look found it");
    }

    #[test]
    fn lanes_have_their_turns() {
        let (lanes, one, two) = (fresh(), MetaAppId::new(), MetaAppId::new());
        lanes.come([one, two]);
        assert_eq!(lanes.next(), Next::Lane(one));
        lanes.end(one, true);
        assert_eq!(lanes.next(), Next::Lane(two));
        assert_eq!(lanes.next(), Next::Lane(one));
    }

    #[test]
    fn news_from_elsewhere_is_not_forgotten_while_a_lane_is_busy() {
        let (lanes, lane) = (fresh(), MetaAppId::new());
        lanes.come([lane]);
        assert_eq!(lanes.next(), Next::Lane(lane));
        lanes.look();
        assert_eq!(lanes.next(), Next::Look);
        lanes.end(lane, false);
        assert_eq!(lanes.next(), Next::Lane(lane));
    }
}
