//! Everything there is, and the dice that decide what happens next.

use std::collections::VecDeque;

use model::MessageStatus;

use crate::Report;
use crate::database::{Database, Holder, Lock, State};
use crate::dice::Dice;
use crate::meta::Meta;
use crate::mutation::Mutation;
use crate::node::Node;
use crate::screen::Screen;
use crate::task::{Heard, Kind, Task, Wish, call::Call, receive::Receive};
use crate::verdict::Broken;

/// How long a worker that vanished keeps a message, in milliseconds.
pub(crate) const LEASE: u64 = 90_000;
/// How long a worker that vanished keeps the lane.
pub(crate) const LANE_LEASE: u64 = 30_000;
/// A call may take so long, and a little more.
pub(crate) const CALL: u64 = 25_000;

const NODES: usize = 3;
const SCREENS: usize = 3;
const CONVERSATIONS: usize = 4;
/// Most messages in and out.
const WRITTEN: u32 = 30;
const CALLERS: usize = 16;
const REMEMBERED: usize = 60;
/// Rounds within which everything must come to its end.
const PATIENCE: u64 = 3_000;

pub(crate) struct World {
    pub(crate) dice: Dice,
    /// The database's clock, in milliseconds.
    pub(crate) now: u64,
    pub(crate) faults: bool,
    pub(crate) database: Database,
    pub(crate) meta: Meta,
    pub(crate) callers: Vec<Caller>,
    pub(crate) report: Report,
    nodes: Vec<Node>,
    screens: Vec<Screen>,
    mutation: Option<Mutation>,
    next_task: u64,
    /// Numbers of events that the transaction being staged has taken.
    numbered: u64,
    steps: VecDeque<String>,
}

/// A client that sends one message and asks until it is answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller {
    pub(crate) answered: bool,
    conversation: usize,
}

/// Who takes a step, and what time it thinks it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around {
    pub(crate) holder: Holder,
    /// The node's own clock.
    pub(crate) clock: u64,
}

impl World {
    pub(crate) fn new(seed: u64, mutation: Option<Mutation>) -> Self {
        let mut dice = Dice::new(seed);
        let nodes = (0..NODES).map(|_| Node::new(dice.below(3_000) as u64)).collect();
        let mut world = Self {
            dice,
            now: 1_000_000,
            faults: true,
            database: Database::default(),
            meta: Meta::default(),
            callers: Vec::new(),
            report: Report::default(),
            nodes,
            screens: (0..SCREENS).map(|_| Screen::default()).collect(),
            mutation,
            next_task: 0,
            numbered: 0,
            steps: VecDeque::new(),
        };
        for node in 0..NODES {
            world.start(node);
        }
        world
    }

    pub(crate) fn planted(&self, mutation: Mutation) -> bool {
        self.mutation == Some(mutation)
    }

    pub(crate) fn last_steps(&self) -> Vec<String> {
        self.steps.iter().cloned().collect()
    }

    /// Takes these locks and the row that numbers events; gives them all, or nothing when somebody has one.
    pub(crate) fn lock_events(&mut self, around: Around, locks: &[Lock]) -> Option<Vec<Lock>> {
        let events = Some(Lock::Events).filter(|_| !self.planted(Mutation::NumberWithoutLock));
        let locks: Vec<Lock> = locks.iter().copied().chain(events).collect();
        self.numbered = 0;
        self.database.lock(around.holder, &locks).then_some(locks)
    }

    /// The next number of an event, for the transaction that is being staged.
    pub(crate) fn number(&mut self) -> u64 {
        if self.planted(Mutation::NumberWithoutLock) {
            return self.database.numbers(1, true).start;
        }
        self.numbered += 1;
        self.database.numbers(self.numbered, false).end - 1
    }

    /// Phase one: everything may go wrong.
    pub(crate) fn rage(&mut self, steps: u64) -> Result<(), Broken> {
        for _ in 0..steps {
            self.report.steps += 1;
            match self.dice.below(1000) {
                0..640 => self.any_task()?,
                640..730 => self.deliver_any(),
                730..760 if self.meta.written() < WRITTEN => self.meta.customer_writes(&mut self.dice),
                760..800 => self.call_any(),
                800..880 => self.now += 1 + self.dice.below(2_000) as u64,
                880..884 => self.now += 35_000,
                884..888 => self.now += 100_000,
                888..896 => self.crash_any(),
                896..912 => self.start_any(),
                912..922 => self.pause_any(),
                922..934 => self.resume_any(),
                934..955 => self.screen(|screen, tables, most| screen.read(tables, most)),
                955..976 => {
                    let screen = self.dice.below(SCREENS);
                    self.screens[screen].arrive()?;
                }
                976..986 => self.screen(|screen, _, _| screen.cut()),
                _ => self.any_task()?,
            }
        }
        Ok(())
    }

    /// Phase two: nothing goes wrong any more, and everything must come to its end.
    pub(crate) fn calm_down(&mut self) -> Result<(), Broken> {
        self.faults = false;
        for node in 0..NODES {
            self.start(node);
            self.nodes[node].paused = false;
        }
        for _ in 0..PATIENCE {
            if self.is_quiet() {
                return self.judge();
            }
            for delivery in 0..self.meta.deliveries.len() {
                if !self.meta.deliveries[delivery].acknowledged && self.dice.permille(300) {
                    self.deliver(delivery);
                }
            }
            self.call_again();
            for node in 0..NODES {
                for at in (0..self.nodes[node].tasks.len()).rev() {
                    self.step(node, at)?;
                }
            }
            for screen in 0..SCREENS {
                self.screens[screen].read(&self.database.tables, 100);
                self.screens[screen].arrive()?;
            }
            self.now += 700;
        }
        Err(Broken::NeverEnds(self.still_open()))
    }

    fn any_task(&mut self) -> Result<(), Broken> {
        let running: Vec<usize> = (0..NODES).filter(|node| self.nodes[*node].up && !self.nodes[*node].paused).collect();
        if running.is_empty() {
            return Ok(());
        }
        let node = running[self.dice.below(running.len())];
        let at = self.dice.below(self.nodes[node].tasks.len());
        self.step(node, at)
    }

    /// One step of a task: its next wish, or the end of its transaction.
    fn step(&mut self, node: usize, at: usize) -> Result<(), Broken> {
        let mut task = self.nodes[node].tasks.swap_remove(at);
        let holder = (node, task.number);
        let around = Around {
            holder,
            clock: self.now + self.nodes[node].ahead,
        };
        let (goes_on, new) = match task.staged.take() {
            Some(transaction) => {
                let heard = self.commit(holder, transaction)?;
                self.note(|| format!("node {node}: {} {} heard {heard:?}", task.kind.name(), holder.1));
                let (new, goes_on) = task.kind.heard(heard);
                (goes_on, new)
            }
            None => {
                let wish = task.kind.step(self, around);
                let wish = match wish {
                    Ok(wish) => wish,
                    Err(broken) => {
                        self.note(|| format!("node {node}: {:?}", task.kind));
                        return Err(broken);
                    }
                };
                if !matches!(wish, Wish::Wait) {
                    let now = self.now;
                    self.note(|| format!("node {node} at {now}: {} → {:?}", holder.1, task.kind));
                }
                match wish {
                    Wish::Stage(transaction) => {
                        task.staged = Some(transaction);
                        (true, Vec::new())
                    }
                    Wish::Wait | Wish::Go => (true, Vec::new()),
                    Wish::End => (false, Vec::new()),
                }
            }
        };
        if goes_on {
            self.nodes[node].tasks.push(task);
        }
        for kind in new {
            self.begin(node, kind);
        }
        Ok(())
    }

    /// The end of a transaction: committed, undone, or committed without anybody hearing of it.
    fn commit(&mut self, holder: Holder, transaction: crate::database::Transaction) -> Result<Heard, Broken> {
        let fate = if self.faults { self.dice.below(100) } else { 99 };
        debug_assert!(transaction.locks.iter().all(|lock| self.database.is_locked(*lock)));
        self.report.database_faults += u64::from(fate < 5);
        if fate < 3 {
            self.database.release(holder);
            return Ok(Heard::Failed);
        }
        self.database.commit(holder, transaction)?;
        Ok(if fate < 5 { Heard::Failed } else { Heard::Committed })
    }

    fn begin(&mut self, node: usize, kind: Kind) {
        self.next_task += 1;
        self.nodes[node].tasks.push(Task {
            number: self.next_task,
            kind,
            staged: None,
        });
    }

    fn start(&mut self, node: usize) {
        self.nodes[node].up = true;
        if self.nodes[node].tasks.is_empty() {
            for kind in Node::workers() {
                self.begin(node, kind);
            }
        }
    }

    fn start_any(&mut self) {
        let node = self.dice.below(NODES);
        self.start(node);
    }

    /// Everything in memory is gone, and what was staged is undone.
    fn crash_any(&mut self) {
        let node = self.dice.below(NODES);
        if !self.nodes[node].up {
            return;
        }
        self.report.crashes += 1;
        self.note(|| format!("node {node} crashes"));
        let broken = &mut self.nodes[node];
        broken.tasks.clear();
        (broken.up, broken.paused) = (false, false);
        self.database.release_node(node);
    }

    fn pause_any(&mut self) {
        let node = self.dice.below(NODES);
        self.report.pauses += u64::from(!self.nodes[node].paused);
        self.nodes[node].paused = true;
    }

    fn resume_any(&mut self) {
        let node = self.dice.below(NODES);
        self.nodes[node].paused = false;
    }

    fn deliver_any(&mut self) {
        let waiting: Vec<usize> = (0..self.meta.deliveries.len())
            .filter(|at| !self.meta.deliveries[*at].acknowledged)
            .collect();
        if !waiting.is_empty() {
            let delivery = waiting[self.dice.below(waiting.len())];
            self.deliver(delivery);
        }
    }

    fn deliver(&mut self, delivery: usize) {
        let node = self.dice.below(NODES);
        if self.nodes[node].up {
            self.report.deliveries += 1;
            self.begin(node, Kind::Receive(Receive::new(delivery)));
        }
    }

    fn call_any(&mut self) {
        if self.callers.len() < CALLERS && self.dice.permille(600) {
            let conversation = self.dice.below(CONVERSATIONS);
            self.callers.push(Caller {
                answered: false,
                conversation,
            });
        }
        self.call_again();
    }

    /// Whoever got no answer asks again, with the same id.
    fn call_again(&mut self) {
        let waiting: Vec<usize> = (0..self.callers.len()).filter(|id| !self.callers[*id].answered).collect();
        if waiting.is_empty() {
            return;
        }
        let (id, node) = (waiting[self.dice.below(waiting.len())], self.dice.below(NODES));
        if self.nodes[node].up {
            let conversation = self.callers[id].conversation;
            self.begin(node, Kind::Call(Call::new(id, conversation)));
        }
    }

    fn screen(&mut self, act: impl Fn(&mut Screen, &crate::database::Tables, usize)) {
        let (screen, most) = (self.dice.below(SCREENS), 1 + self.dice.below(20));
        act(&mut self.screens[screen], &self.database.tables, most);
    }

    fn is_quiet(&self) -> bool {
        self.still_open().is_empty()
    }

    /// What still goes on, in words.
    fn still_open(&self) -> String {
        let tables = &self.database.tables;
        let last = tables.events.last_key_value().map_or(0, |(last, _)| *last);
        let open = [
            ("a delivery", self.meta.deliveries.iter().any(|delivery| !delivery.acknowledged)),
            ("a stored delivery", tables.deliveries.iter().any(|delivery| !delivery.done)),
            ("a call", self.callers.iter().any(|caller| !caller.answered)),
            (
                "a message",
                tables
                    .sends
                    .iter()
                    .any(|send| matches!(send.state, State::Queued | State::Dispatching | State::Unknown)),
            ),
            ("a screen", self.screens.iter().any(|screen| screen.last < last)),
            (
                "a transaction",
                self.nodes.iter().any(|node| node.tasks.iter().any(|task| task.staged.is_some())),
            ),
        ];
        open.iter()
            .filter(|(_, open)| *open)
            .map(|(what, _)| *what)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The ledgers side by side, after everything has come to its end.
    fn judge(&mut self) -> Result<(), Broken> {
        let tables = &self.database.tables;
        self.report.posts = self.meta.order.len() as u64;
        for message in 1..=self.meta.written() {
            match tables.inbound.get(&message) {
                Some(1) => {}
                None | Some(0) => return Err(Broken::NeverIn(message)),
                Some(_) => return Err(Broken::TwiceIn(message)),
            }
            if self.screens.iter().any(|screen| screen.announced.get(&message) != Some(&1)) {
                return Err(Broken::TwiceIn(message));
            }
        }
        for (id, send) in tables.sends.iter().enumerate() {
            let posted = self.meta.posts.contains_key(&id);
            let reported = self.meta.reported.get(&id);
            let expected = reported
                .into_iter()
                .flatten()
                .fold(MessageStatus::Accepted, |status, news| status.advance(*news));
            let well = match (posted, send.state) {
                (true, State::Accepted) => send.status == expected,
                // Nobody ever heard of it again.
                (true, State::Held) => reported.is_none(),
                (false, State::Failed) => self.meta.refused.contains(&id),
                (false, State::Held) => true,
                (_, State::Queued | State::Dispatching | State::Unknown | State::Accepted | State::Failed) => false,
            };
            if !well {
                return Err(Broken::WrongEnd(id, format!("posted: {posted}, reported: {reported:?}, here: {send:?}")));
            }
        }
        Ok(())
    }

    fn note(&mut self, step: impl FnOnce() -> String) {
        if self.steps.len() == REMEMBERED {
            self.steps.pop_front();
        }
        let step = step();
        self.steps.push_back(step);
    }
}
