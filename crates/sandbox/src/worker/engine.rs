//! One call in QuickJS: a fresh runtime that was made ready before, the prelude, the function's module, its result as JSON text.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::time::Instant;

use rquickjs::promise::PromiseState;
use rquickjs::{CatchResultExt as _, CaughtError, Coerced, Context, Ctx, Function, Module, Object, Persistent, Promise, Runtime, Value};
use serde_json::json;

use crate::call::{Fetch, Limits, LogLine};
use crate::protocol::{FromWorker, Outcome, ToWorker, receive, send};

const PRELUDE: &str = include_str!("prelude.js");
/// The name that appears in stacks; lines of other files are ours and are left out.
const FILE: &str = "function.js";
/// Of C stack for JavaScript; the process has 8 MiB.
const STACK_BYTES: usize = 512 * 1024;
const MESSAGE_CHARS: usize = 2000;
const STACK_CHARS: usize = 4000;

/// What the console has taken so far.
struct Logs {
    lines: Vec<LogLine>,
    began: Instant,
    left: usize,
    cut: bool,
}

/// Touches everything that the lock takes away later.
pub(super) fn warm_up() {
    let code = "export default () => new Date(2026, 6, 1).getTimezoneOffset() + Math.random() + [3, 1, 2].sort().join('').replace(/1/g, 'x')";
    let _ = Stage::set().run(code, "null", Limits::default(), false);
}

/// A runtime that no function has seen. It is made while the worker has nothing else to do, so that no call waits for it, and thrown away after one call.
pub(super) struct Stage(Result<Ready, Outcome>);

struct Ready {
    // Dropped in this order: what holds values of the runtime goes before it.
    prelude: Option<Persistent<Function<'static>>>,
    context: Context,
    runtime: Runtime,
    /// When the call is over; nothing before it begins.
    until: Rc<Cell<Option<Instant>>>,
    late: Rc<Cell<bool>>,
}

impl Stage {
    pub(super) fn set() -> Self {
        Self(Ready::new())
    }

    /// Runs one call. Whatever happens inside, this gives an answer, unless the process is killed. The stage is spent then; dropping it takes time, too.
    pub(super) fn run(&mut self, code: &str, input: &str, limits: Limits, fetch: bool) -> FromWorker {
        let logs = Rc::new(RefCell::new(Logs {
            lines: Vec::new(),
            began: Instant::now(),
            left: limits.log_bytes,
            cut: false,
        }));
        let (outcome, memory_bytes) = match &mut self.0 {
            Ok(ready) => (ready.run(code, input, limits, fetch, &logs), ready.memory_bytes()),
            Err(outcome) => (std::mem::replace(outcome, Outcome::OutOfMemory), 0),
        };
        let mut logs = logs.borrow_mut();
        FromWorker::Done {
            outcome,
            logs: std::mem::take(&mut logs.lines),
            logs_cut: logs.cut,
            memory_bytes,
        }
    }
}

impl Ready {
    fn new() -> Result<Self, Outcome> {
        let runtime = Runtime::new().map_err(|_| Outcome::OutOfMemory)?;
        runtime.set_max_stack_size(STACK_BYTES);
        let until = Rc::new(Cell::new(None));
        let late = Rc::new(Cell::new(false));
        let (ends, seen) = (Rc::clone(&until), Rc::clone(&late));
        runtime.set_interrupt_handler(Some(Box::new(move || {
            let over = ends.get().is_some_and(|until| Instant::now() >= until);
            seen.set(seen.get() || over);
            over
        })));
        let context = Context::full(&runtime).map_err(|_| Outcome::OutOfMemory)?;
        let prelude = context.with(|ctx| {
            let prelude: Function<'_> = ctx.eval(PRELUDE).map_err(|_| Outcome::OutOfMemory)?;
            Ok(Persistent::save(&ctx, prelude))
        })?;
        Ok(Self {
            prelude: Some(prelude),
            context,
            runtime,
            until,
            late,
        })
    }

    fn run(&mut self, code: &str, input: &str, limits: Limits, fetch: bool, logs: &Rc<RefCell<Logs>>) -> Outcome {
        self.runtime.set_memory_limit(limits.memory_bytes);
        let until = Instant::now() + limits.time;
        self.until.set(Some(until));
        let prelude = self.prelude.take();
        self.context.with(|ctx| {
            let Some(prelude) = prelude.and_then(|prelude| prelude.restore(&ctx).ok()) else {
                return Outcome::OutOfMemory;
            };
            let scene = Scene {
                ctx: ctx.clone(),
                limits,
                until,
            };
            match scene.play(&prelude, code, input, fetch, logs) {
                // What a function makes of its interruption does not matter.
                _ if self.late.get() || Instant::now() >= until => Outcome::TimedOut,
                // Left-over jobs die with the runtime; none of them runs again.
                Ok(outcome) | Err(outcome) => outcome,
            }
        })
    }

    fn memory_bytes(&self) -> u64 {
        u64::try_from(self.runtime.memory_usage().malloc_size).unwrap_or_default()
    }
}

struct Scene<'js> {
    ctx: Ctx<'js>,
    limits: Limits,
    until: Instant,
}

impl<'js> Scene<'js> {
    fn play(&self, prelude: &Function<'js>, code: &str, input: &str, fetch: bool, logs: &Rc<RefCell<Logs>>) -> Result<Outcome, Outcome> {
        let ctx = &self.ctx;
        self.prelude(prelude, fetch, logs)?;
        let input: Value<'js> = ctx.json_parse(input).catch(ctx).map_err(|error| self.thrown(error))?;
        let declared = Module::declare(ctx.clone(), FILE, code).catch(ctx).map_err(|error| self.thrown(error))?;
        let (module, loaded) = declared.eval().catch(ctx).map_err(|error| self.thrown(error))?;
        self.settle(&loaded)?;
        let Ok(function) = module.get::<_, Function<'js>>("default").catch(ctx) else {
            return Err(Outcome::NoFunction);
        };
        let returned: Value<'js> = function.call((input,)).catch(ctx).map_err(|error| self.thrown(error))?;
        let value = match returned.as_promise() {
            Some(promise) => self.settle(promise)?,
            None => returned,
        };
        let json = ctx.json_stringify(value).catch(ctx).map_err(|error| self.thrown(error))?;
        let json = match json {
            Some(text) => text.to_string().catch(ctx).map_err(|error| self.thrown(error))?,
            None => "null".to_owned(),
        };
        if json.len() > self.limits.output_bytes {
            return Err(Outcome::OutputTooLarge(json.len()));
        }
        Ok(Outcome::Json(json))
    }

    fn prelude(&self, prelude: &Function<'js>, fetch: bool, logs: &Rc<RefCell<Logs>>) -> Result<(), Outcome> {
        let ctx = &self.ctx;
        let build = || {
            let logs = Rc::clone(logs);
            let log = Function::new(ctx.clone(), move |level: String, text: String| logs.borrow_mut().take(level, text))?;
            if fetch {
                prelude.call::<_, ()>((log, Function::new(ctx.clone(), |request: String| ask(&request))?))
            } else {
                prelude.call::<_, ()>((log,))
            }
        };
        build().catch(ctx).map_err(|error| self.thrown(error))
    }

    /// Runs what is waiting until the promise is settled.
    fn settle(&self, promise: &Promise<'js>) -> Result<Value<'js>, Outcome> {
        loop {
            match promise.state() {
                PromiseState::Pending if Instant::now() >= self.until => return Err(Outcome::TimedOut),
                PromiseState::Pending if !self.ctx.execute_pending_job() => return Err(Outcome::NeverSettles),
                PromiseState::Pending => {}
                PromiseState::Resolved | PromiseState::Rejected => {
                    let settled = promise.result::<Value<'js>>().ok_or(Outcome::NeverSettles)?;
                    return settled.catch(&self.ctx).map_err(|error| self.thrown(error));
                }
            }
        }
    }

    fn thrown(&self, error: CaughtError<'js>) -> Outcome {
        let (name, message, stack) = match error {
            CaughtError::Exception(exception) => {
                let object: &Object<'js> = exception.as_object();
                let name = object
                    .get::<_, Coerced<String>>("name")
                    .map_or_else(|_| "Error".to_owned(), |name| name.0);
                (name, exception.message().unwrap_or_default(), exception.stack().unwrap_or_default())
            }
            // Without memory even the error is none.
            CaughtError::Value(value) if value.is_null() && self.memory_is_used_up() => return Outcome::OutOfMemory,
            CaughtError::Value(value) => {
                let text = self.ctx.json_stringify(value).ok().flatten().and_then(|text| text.to_string().ok());
                (
                    "Error".to_owned(),
                    text.unwrap_or_else(|| "something was thrown".to_owned()),
                    String::new(),
                )
            }
            CaughtError::Error(error) => ("Error".to_owned(), error.to_string(), String::new()),
        };
        // Getters of what was thrown may have thrown again.
        let _ = self.ctx.catch();
        if name == "InternalError" && message == "out of memory" || message.is_empty() && self.memory_is_used_up() {
            return Outcome::OutOfMemory;
        }
        let own = |line: &&str| line.contains(FILE);
        Outcome::Thrown {
            name: cut(&name, 100),
            message: cut(&message, MESSAGE_CHARS),
            stack: cut(&stack.lines().filter(own).map(str::trim).collect::<Vec<_>>().join("\n"), STACK_CHARS),
        }
    }

    /// Without memory even the error may have no words.
    fn memory_is_used_up(&self) -> bool {
        let probe: Result<Value<'js>, _> = self.ctx.eval("new Uint8Array(65536)");
        let _ = self.ctx.catch();
        probe.is_err()
    }
}

impl Logs {
    fn take(&mut self, level: String, mut text: String) {
        if text.len() + 16 > self.left {
            self.cut = true;
            let mut end = self.left.saturating_sub(16).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
            self.left = 0;
            if text.is_empty() {
                return;
            }
        } else {
            // Many empty lines count as well.
            self.left -= text.len() + 16;
        }
        let at_ms = u32::try_from(self.began.elapsed().as_millis()).unwrap_or(u32::MAX);
        self.lines.push(LogLine { level, text, at_ms });
    }
}

/// `fetch`, on its way out: the pool answers, or this process ends.
fn ask(request: &str) -> String {
    let Ok(request) = serde_json::from_str::<Fetch>(request) else {
        return json!({"error": "the request cannot be understood"}).to_string();
    };
    if send(&mut io::stdout(), &FromWorker::Fetch { request }).is_err() {
        std::process::exit(1);
    }
    match receive(&mut io::stdin()) {
        Ok(Some(ToWorker::Fetched { reply: Ok(reply) })) => json!({"status": reply.status, "headers": reply.headers, "body": reply.body}).to_string(),
        Ok(Some(ToWorker::Fetched { reply: Err(error) })) => json!({"error": error}).to_string(),
        Ok(Some(ToWorker::Call { .. }) | None) | Err(_) => std::process::exit(1),
    }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
