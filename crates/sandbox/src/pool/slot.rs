//! One worker and the thread that looks after it: gives it calls, answers its fetches, kills it when it is late.

use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::pipe::{self, Trouble};
use super::{Config, Job, Lock, Shared};
use crate::call::{Call, Error, Failure, Output, Tenant};
use crate::protocol::{FromWorker, MAX_FROM_WORKER, Outcome, ToWorker, frame};
use crate::worker::INSECURE_FLAG;

/// A worker's own clock ends a call; when it cannot (inside a native loop), this much later the process is killed.
const GRACE: Duration = Duration::from_millis(50);
const START: Duration = Duration::from_secs(10);
/// A worker retires after so many calls, so much time spent in them, or when it has grown.
const CALLS: u32 = 500;
const SPENT: Duration = Duration::from_secs(60);
const GROWN_BYTES: u64 = 96 * 1024 * 1024;
/// Bodies that functions may send and get.
const FETCH_BYTES: usize = 1024 * 1024;

/// A running process.
pub(super) struct Worker {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    pub(super) landlock: String,
    tenant: Option<Tenant>,
    calls: u32,
    spent: Duration,
}

impl Worker {
    /// Starts a process and waits until it is locked.
    pub(super) fn start(config: &Config) -> Result<Self, Error> {
        let unavailable = |says: String| Error::Unavailable(says);
        let mut command = Command::new(&config.launch.program);
        command.args(&config.launch.arguments);
        if config.lock == Lock::Off {
            command.arg(INSECURE_FLAG);
        }
        // Nothing of ours goes along: no environment, no folder, nothing to complain to.
        command
            .env_clear()
            .env("TZ", "UTC0")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command
            .spawn()
            .map_err(|error| unavailable(format!("the worker cannot be started: {error}")))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(unavailable("the worker has no pipes".to_owned()));
        };
        let mut worker = Self {
            child,
            input,
            output,
            landlock: String::new(),
            tenant: None,
            calls: 0,
            spent: Duration::ZERO,
        };
        rustix::io::ioctl_fionbio(&worker.input, true)
            .and_then(|()| rustix::io::ioctl_fionbio(&worker.output, true))
            .map_err(|error| unavailable(format!("the worker's pipes cannot be set up: {error}")))?;
        match worker.hear(Instant::now() + START, &|| false) {
            Ok(FromWorker::Ready { landlock }) => worker.landlock = landlock,
            Ok(FromWorker::Refused { why }) => return Err(unavailable(why)),
            Ok(_) => return Err(unavailable("the worker began with something else than a greeting".to_owned())),
            Err(error) => return Err(unavailable(format!("the worker did not come up: {}", worker.blame(error, START)))),
        }
        Ok(worker)
    }

    fn hear(&mut self, until: Instant, stopping: &impl Fn() -> bool) -> Result<FromWorker, Trouble> {
        let bytes = pipe::read(&mut self.output, MAX_FROM_WORKER, until, stopping)?;
        serde_json::from_slice(&bytes).map_err(|error| Trouble::Io(error.into()))
    }

    /// What went wrong, in the words of the caller. The process is dead afterwards.
    fn blame(&mut self, trouble: Trouble, limit: Duration) -> Error {
        let says = match trouble {
            Trouble::TimedOut => {
                self.kill();
                return Error::TimedOut(limit);
            }
            Trouble::Stopped => {
                self.kill();
                return Error::Unavailable("the server is stopping".to_owned());
            }
            Trouble::Ended => return Error::Crashed(self.obituary()),
            Trouble::TooLong(bytes) => format!("a message of {bytes} bytes"),
            Trouble::Io(error) => error.to_string(),
        };
        self.kill();
        Error::Protocol(says)
    }

    /// How a process that ended by itself did so.
    fn obituary(&mut self) -> String {
        // Its pipe is closed, so it is gone or going; what lingers is helped along.
        let status = match self.child.try_wait() {
            Ok(Some(status)) => Ok(status),
            _ => {
                std::thread::yield_now();
                self.child.try_wait().ok().flatten().map_or_else(|| self.child.wait(), Ok)
            }
        };
        match status.map(|status| (status.signal(), status.code())) {
            Ok((Some(11), _)) => "stack or memory exhausted".to_owned(),
            Ok((Some(31), _)) => "it tried something that is forbidden".to_owned(),
            Ok((Some(signal), _)) => format!("signal {signal}"),
            Ok((None, Some(code))) => format!("exit code {code}"),
            Ok((None, None)) | Err(_) => "nobody knows how".to_owned(),
        }
    }

    fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn is_worn(&self) -> bool {
        self.calls >= CALLS || self.spent >= SPENT || (self.calls.is_multiple_of(16) && self.resident_bytes() > GROWN_BYTES)
    }

    /// Zero where that cannot be read.
    fn resident_bytes(&self) -> u64 {
        let statm = std::fs::read_to_string(format!("/proc/{}/statm", self.child.id())).unwrap_or_default();
        let pages: u64 = statm.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0);
        pages * 4096
    }

    /// One call. `Err` tells the failure and whether the worker can go on.
    fn run(&mut self, call: &Call, stopping: &impl Fn() -> bool) -> Result<Result<Output, Failure>, Error> {
        let started = Instant::now();
        let until = started + call.limits.time + GRACE;
        let fetch = call.host.is_some();
        let message = ToWorker::Call {
            code: call.code.to_string(),
            input: call.input.clone(),
            limits: call.limits,
            fetch,
        };
        self.tell(&message, until, stopping, call)?;
        let mut fetches = 0;
        loop {
            match self.hear(until, stopping).map_err(|trouble| self.blame(trouble, call.limits.time))? {
                FromWorker::Fetch { request } => {
                    fetches += 1;
                    let reply = match &call.host {
                        None => {
                            self.kill();
                            return Err(Error::Protocol("a fetch that nobody allowed".to_owned()));
                        }
                        Some(_) if fetches > call.limits.fetches => Err(format!("a function may fetch {} times", call.limits.fetches)),
                        Some(_) if request.body.as_ref().is_some_and(|body| body.len() > FETCH_BYTES) => {
                            Err("the body has more than 1 MiB".to_owned())
                        }
                        Some(host) => host.fetch(request, started + call.limits.time),
                    };
                    let reply = reply.and_then(|reply| {
                        if reply.body.len() > FETCH_BYTES {
                            Err("the answer has more than 1 MiB".to_owned())
                        } else {
                            Ok(reply)
                        }
                    });
                    self.tell(&ToWorker::Fetched { reply }, until, stopping, call)?;
                }
                FromWorker::Done {
                    outcome,
                    logs,
                    logs_cut,
                    memory_bytes,
                } => {
                    let took = started.elapsed();
                    let size: usize = logs.iter().map(|line| line.text.len() + line.level.len()).sum();
                    if size > call.limits.log_bytes + 1024 {
                        self.kill();
                        return Err(Error::Protocol("more logs than are allowed".to_owned()));
                    }
                    return Ok(match judge(outcome, call) {
                        Ok(json) => Ok(Output {
                            json,
                            logs,
                            logs_cut,
                            took,
                            memory_bytes,
                        }),
                        Err(error) => Err(Failure { error, logs, logs_cut, took }),
                    });
                }
                FromWorker::Ready { .. } | FromWorker::Refused { .. } => {
                    self.kill();
                    return Err(Error::Protocol("a second greeting".to_owned()));
                }
            }
        }
    }

    fn tell(&mut self, message: &ToWorker, until: Instant, stopping: &impl Fn() -> bool, call: &Call) -> Result<(), Error> {
        pipe::write(&mut self.input, &frame(message), until, stopping).map_err(|trouble| self.blame(trouble, call.limits.time))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What a worker says is checked again: it may not be itself any more.
fn judge(outcome: Outcome, call: &Call) -> Result<String, Error> {
    let most = call.limits.output_bytes;
    match outcome {
        Outcome::Json(json) if json.len() > most => Err(Error::OutputTooLarge { bytes: json.len(), most }),
        Outcome::Json(json) => match serde_json::from_str::<serde::de::IgnoredAny>(&json) {
            Ok(_) => Ok(json),
            Err(error) => Err(Error::Protocol(format!("the result is no JSON: {error}"))),
        },
        Outcome::Thrown { name, message, stack } => {
            let short = |text: String| text.chars().take(4000).collect();
            Err(Error::Thrown {
                name: short(name),
                message: short(message),
                stack: short(stack),
            })
        }
        Outcome::TimedOut => Err(Error::TimedOut(call.limits.time)),
        Outcome::OutOfMemory => Err(Error::OutOfMemory),
        Outcome::NeverSettles => Err(Error::NeverSettles),
        Outcome::NoFunction => Err(Error::NoFunction),
        Outcome::OutputTooLarge(bytes) => Err(Error::OutputTooLarge { bytes, most }),
    }
}

/// The life of a thread: one worker after the other, one call after the other.
pub(super) fn serve(shared: &Shared, place: usize, mut worker: Option<Worker>) {
    let mut row = 0;
    loop {
        // Ready before there is something to do, so that nobody waits for a process to start.
        if worker.is_none() && !shared.is_stopping() {
            shared.is_starting(place);
            worker = start(shared).ok();
        }
        let tenant = worker.as_ref().and_then(|worker| worker.tenant);
        let Some(job) = shared.next(place, tenant, row) else { return };
        row = if tenant == Some(job.call.tenant) { row + 1 } else { 0 };
        let result = answer(shared, &mut worker, &job);
        shared.calls.fetch_add(1, Ordering::Relaxed);
        let worn = worker.take_if(|worker| worker.is_worn());
        shared.is_done(place, worker.as_ref().and_then(|worker| worker.tenant));
        // Whoever asked may have stopped waiting.
        let _ = job.answer.send(result);
        // Only now, for its end takes a moment.
        drop(worn);
    }
}

fn start(shared: &Shared) -> Result<Worker, Error> {
    shared.started.fetch_add(1, Ordering::Relaxed);
    Worker::start(&shared.config)
}

fn answer(shared: &Shared, slot: &mut Option<Worker>, job: &Job) -> Result<Output, Failure> {
    let call = &job.call;
    // Waiting in the queue is not the function's time, but nobody waits longer than the longest function.
    if job.queued.elapsed() > Duration::from_secs(30) {
        return Err(Failure::of(Error::Busy));
    }
    if slot
        .as_ref()
        .is_some_and(|worker| worker.tenant.is_some_and(|tenant| tenant != call.tenant))
    {
        *slot = None;
    }
    let mut worker = match slot.take() {
        Some(worker) => worker,
        None => start(shared).map_err(Failure::of)?,
    };
    worker.tenant = Some(call.tenant);
    let started = Instant::now();
    match worker.run(call, &|| shared.is_stopping()) {
        Ok(result) => {
            worker.calls += 1;
            worker.spent += started.elapsed();
            *slot = Some(worker);
            result
        }
        Err(error) => {
            shared.killed.fetch_add(1, Ordering::Relaxed);
            Err(Failure {
                took: started.elapsed(),
                ..Failure::of(error)
            })
        }
    }
}
