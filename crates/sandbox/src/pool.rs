//! Workers kept ready, calls given to them, and the clock that ends both.

mod pipe;
mod slot;

use std::collections::VecDeque;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::call::{Call, Error, Failure, Output, Tenant};

/// How a worker is started: the program, and what makes it call [`crate::worker_main`].
#[derive(Debug, Clone)]
pub struct Launch {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
}

/// Must workers be locked up?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Where they cannot be, functions are off.
    Required,
    /// Never in earnest: trusted authors on a machine without seccomp.
    Off,
}

#[derive(Debug, Clone)]
pub struct Config {
    pub launch: Launch,
    pub lock: Lock,
    /// Processes, each of which runs one call at a time.
    pub workers: NonZeroUsize,
    /// Calls that may wait; more are refused at once.
    pub queue: usize,
}

impl Config {
    /// As many workers as processors, four at most.
    pub fn new(launch: Launch) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            launch,
            lock: Lock::Required,
            workers: NonZeroUsize::new(cores.min(4)).unwrap_or(NonZeroUsize::MIN),
            queue: 256,
        }
    }
}

/// For the health page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What Landlock adds to seccomp: `full`, `partial`, `none`; `insecure` without any lock.
    pub landlock: String,
    pub workers: usize,
    pub busy: usize,
    pub queued: usize,
    /// Since the start: calls, processes started, and processes killed for being late or rude.
    pub calls: u64,
    pub started: u64,
    pub killed: u64,
}

/// The workers. Dropping it kills them and waits for its threads.
pub struct Pool {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

struct Job {
    call: Call,
    queued: Instant,
    answer: oneshot::Sender<Result<Output, Failure>>,
}

struct Shared {
    config: Config,
    desk: Mutex<Desk>,
    news: Condvar,
    landlock: String,
    calls: AtomicU64,
    started: AtomicU64,
    killed: AtomicU64,
}

#[derive(Default)]
struct Desk {
    queue: VecDeque<Job>,
    slots: Vec<Slot>,
    stopping: bool,
}

/// What the desk knows of a worker.
#[derive(Default)]
struct Slot {
    state: State,
    tenant: Option<Tenant>,
    inbox: Option<Job>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Its process is coming up, for nobody yet.
    #[default]
    Starting,
    Idle,
    Busy,
}

/// So many calls of one tenant in a row while others wait.
const ROW: u32 = 32;

impl Pool {
    /// Starts the workers. Fails where functions cannot be locked up, and says why: then functions are off.
    pub fn start(config: Config) -> Result<Self, Error> {
        let first = slot::Worker::start(&config)?;
        let count = config.workers.get();
        let shared = Arc::new(Shared {
            desk: Mutex::new(Desk {
                slots: (0..count).map(|_| Slot::default()).collect(),
                ..Desk::default()
            }),
            news: Condvar::new(),
            landlock: first.landlock.clone(),
            calls: AtomicU64::new(0),
            started: AtomicU64::new(1),
            killed: AtomicU64::new(0),
            config,
        });
        let mut pool = Self { shared, threads: Vec::new() };
        let mut worker = Some(first);
        for place in 0..count {
            let (shared, worker) = (Arc::clone(&pool.shared), worker.take());
            let thread = std::thread::Builder::new()
                .name(format!("function-{place}"))
                .spawn(move || slot::serve(&shared, place, worker))
                .map_err(|error| Error::Unavailable(format!("no thread can be started: {error}")))?;
            pool.threads.push(thread);
        }
        Ok(pool)
    }

    /// Runs a call and waits for it. When the waiting is given up, the call still ends at its limit.
    pub async fn call(&self, call: Call) -> Result<Output, Failure> {
        let answer = self.enqueue(call)?;
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// The same for a thread that may block.
    pub fn call_blocking(&self, call: Call) -> Result<Output, Failure> {
        let answer = self.enqueue(call)?;
        answer.blocking_recv().unwrap_or_else(|_| Err(stopped()))
    }

    pub fn status(&self) -> Status {
        let desk = self.shared.desk();
        Status {
            landlock: self.shared.landlock.clone(),
            workers: desk.slots.len(),
            busy: desk.slots.iter().filter(|slot| slot.state == State::Busy).count(),
            queued: desk.queue.len(),
            calls: self.shared.calls.load(Ordering::Relaxed),
            started: self.shared.started.load(Ordering::Relaxed),
            killed: self.shared.killed.load(Ordering::Relaxed),
        }
    }

    fn enqueue(&self, call: Call) -> Result<oneshot::Receiver<Result<Output, Failure>>, Failure> {
        call.check().map_err(Failure::of)?;
        let (sender, answer) = oneshot::channel();
        let mut desk = self.shared.desk();
        if desk.queue.len() >= self.shared.config.queue {
            return Err(Failure::of(Error::Busy));
        }
        let job = Job {
            call,
            queued: Instant::now(),
            answer: sender,
        };
        match desk.best_slot(job.call.tenant) {
            Some(slot) => slot.inbox = Some(job),
            None => desk.queue.push_back(job),
        }
        drop(desk);
        self.shared.news.notify_all();
        Ok(answer)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.desk().stopping = true;
        self.shared.news.notify_all();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_stopping(&self) -> bool {
        self.desk().stopping
    }

    /// A call is done: whoever asked may ask again at once, and should find the worker that is warm for them. While others wait it stays theirs.
    fn is_done(&self, place: usize, tenant: Option<Tenant>) {
        let mut desk = self.desk();
        if !desk.queue.is_empty() {
            return;
        }
        let slot = &mut desk.slots[place];
        slot.state = if tenant.is_some() { State::Idle } else { State::Starting };
        slot.tenant = tenant;
    }

    fn is_starting(&self, place: usize) {
        let slot = &mut self.desk().slots[place];
        slot.state = State::Starting;
        slot.tenant = None;
    }

    /// The next call for a worker; nothing when the pool stops.
    fn next(&self, place: usize, tenant: Option<Tenant>, row: u32) -> Option<Job> {
        let mut desk = self.desk();
        desk.slots[place].tenant = tenant;
        loop {
            if desk.stopping {
                return None;
            }
            let job = desk.slots[place].inbox.take().or_else(|| desk.waiting(tenant, row));
            if job.is_some() {
                desk.slots[place].state = State::Busy;
                return job;
            }
            desk.slots[place].state = State::Idle;
            desk = self.news.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Desk {
    /// A worker for a tenant that nobody has spoken for: its own, else an unused one, else one that is just coming up, else any.
    fn best_slot(&mut self, tenant: Tenant) -> Option<&mut Slot> {
        let rank = |slot: &Slot| match (slot.state, slot.tenant) {
            (State::Idle, Some(own)) if own == tenant => 0,
            (State::Idle, None) => 1,
            (State::Starting, _) => 2,
            (State::Idle | State::Busy, _) => 3,
        };
        let free = |slot: &&mut Slot| slot.state != State::Busy && slot.inbox.is_none();
        self.slots.iter_mut().filter(free).min_by_key(|slot| rank(slot))
    }

    /// From the queue: one's own tenant, though not for ever; else the oldest.
    fn waiting(&mut self, tenant: Option<Tenant>, row: u32) -> Option<Job> {
        let own = tenant
            .filter(|_| row < ROW)
            .and_then(|tenant| self.queue.iter().position(|job| job.call.tenant == tenant));
        self.queue.remove(own.unwrap_or(0))
    }
}

impl Failure {
    pub(crate) fn of(error: Error) -> Self {
        Self {
            error,
            logs: Vec::new(),
            logs_cut: false,
            took: Duration::ZERO,
        }
    }
}

fn stopped() -> Failure {
    Failure::of(Error::Unavailable("the server is stopping".to_owned()))
}
