//! One command of a chore as a named step: its output goes to a log, a line says how it is doing, a failure shows the end of the log.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::root::target;

/// How often a quiet step says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How much of a failed step's log is shown.
const SHOWN_LINES: usize = 120;

/// How a step went.
#[derive(Debug)]
pub struct Finished {
    /// Did the command exit with 0?
    pub ok: bool,
    /// Everything it printed, both streams as they came.
    pub output: String,
    /// How long it took.
    pub took: Duration,
    /// Where the output is kept.
    pub log: PathBuf,
}

/// Runs `command`, keeps its output in `target/xtask/logs/<name>.log`, and says now and then what it is doing.
pub fn run(name: &str, command: &mut Command) -> Result<Finished> {
    let log = target().join("xtask/logs").join(format!("{}.log", name.replace([' ', ':', '/'], "-")));
    fs::create_dir_all(log.parent().expect("the log lies in a folder"))?;
    let started = Instant::now();
    println!("▸ {name}");
    let mut child = command
        .env("NO_COLOR", "1")
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}: is it installed?", command.get_program().display()))?;

    let gathered = Arc::new(Mutex::new(Gathered {
        file: File::create(&log)?,
        text: String::new(),
        last: String::new(),
    }));
    let readers = [
        read_lines(child.stdout.take().expect("stdout is piped"), Arc::clone(&gathered)),
        read_lines(child.stderr.take().expect("stderr is piped"), Arc::clone(&gathered)),
    ];
    let heartbeat = heartbeat(name.to_owned(), started, Arc::clone(&gathered));
    let status = child.wait()?;
    for reader in readers {
        reader.join().expect("a reader of output does not panic");
    }
    drop(heartbeat);
    let output = std::mem::take(&mut gathered.lock().expect("readers are gone").text);
    Ok(Finished {
        ok: status.success(),
        output,
        took: started.elapsed(),
        log,
    })
}

impl Finished {
    /// Shows the end of the log, for a step that failed.
    pub fn show(&self) {
        let lines: Vec<_> = self.output.lines().collect();
        let hidden = lines.len().saturating_sub(SHOWN_LINES);
        if hidden > 0 {
            println!("    … {hidden} earlier lines are in {}", self.log.display());
        }
        for line in &lines[hidden..] {
            println!("    {line}");
        }
    }
}

/// `75.2s` or `3m12s`.
#[must_use]
pub fn spell(took: Duration) -> String {
    let seconds = took.as_secs();
    if seconds < 100 {
        format!("{:.1}s", took.as_secs_f64())
    } else {
        format!("{}m{:02}s", seconds / 60, seconds % 60)
    }
}

struct Gathered {
    file: File,
    text: String,
    last: String,
}

fn read_lines(stream: impl Read + Send + 'static, gathered: Arc<Mutex<Gathered>>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while stream.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line);
            let mut gathered = gathered.lock().expect("the other reader does not panic");
            // A full disk must not stop the step: its output is kept in memory too.
            gathered.file.write_all(text.as_bytes()).ok();
            gathered.text.push_str(&text);
            if !text.trim().is_empty() {
                gathered.last = text.trim().chars().take(100).collect();
            }
            line.clear();
        }
    })
}

/// Says every now and then what the step printed last, until the returned sender is dropped.
fn heartbeat(name: String, started: Instant, gathered: Arc<Mutex<Gathered>>) -> mpsc::Sender<()> {
    let (stop, stopped) = mpsc::channel::<()>();
    thread::spawn(move || {
        while stopped.recv_timeout(HEARTBEAT) == Err(mpsc::RecvTimeoutError::Timeout) {
            let last = gathered.lock().map(|gathered| gathered.last.clone()).unwrap_or_default();
            println!("  … {name} {}  {last}", spell(started.elapsed()));
        }
    });
    stop
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_keeps_both_streams_and_its_verdict() {
        let good = run("selftest good", Command::new("sh").args(["-c", "echo out; echo err >&2"])).unwrap();
        assert!(good.ok && good.output.contains("out\n") && good.output.contains("err\n"));
        assert_eq!(fs::read_to_string(&good.log).unwrap(), good.output);
        let bad = run("selftest bad", Command::new("sh").args(["-c", "exit 3"])).unwrap();
        assert!(!bad.ok);
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run("selftest missing", &mut Command::new("no-such-program")).unwrap_err();
        assert!(error.to_string().contains("no-such-program"));
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(spell(Duration::from_millis(1250)), "1.2s");
        assert_eq!(spell(Duration::from_secs(192)), "3m12s");
    }
}
