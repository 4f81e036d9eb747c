#![doc = include_str!("../README.md")]
#![expect(clippy::disallowed_methods, reason = "PATH says where programs are; there is no configuration here")]

use std::env;
use std::fmt;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};

/// What to do when there is no PostgreSQL.
pub const HOW_TO: &str = "install PostgreSQL's server programs (Debian: `apt-get install postgresql`; macOS: `brew install postgresql`)";

/// Starts the server, says where it is, and waits on a pipe that our process holds: when that closes, for whatever reason, the server stops and its folder goes.
/// `$1` is the folder of the programs, `$2` the settings.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
export LC_ALL=C
folder=$(mktemp -d /tmp/prismwa-pg-XXXXXX) || exit 1
"$1/initdb" -D "$folder/data" -U prismwa -A trust -E UTF8 --no-sync --no-instructions >"$folder/log" 2>&1 &&
"$1/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 \
  -o "-c listen_addresses='' -k $folder -c max_connections=400 $2" start >/dev/null 2>&1
if [ $? -eq 0 ]; then echo "ready $folder"; read -r _; "$1/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
else echo "failed $(tail -n 3 "$folder/log" | tr '\n' ' ')"; fi
rm -rf "$folder"
"#;

/// Does the server keep its promises over a power cut?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// No syncing at all, for tests: nothing has to outlive them.
    Off,
    /// As an operator would run it, for measurements.
    On,
}

/// Why there is no server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// `initdb`, `pg_ctl` and `postgres` are not on this machine.
    NotInstalled,
    /// The programs are there, but the server did not come up; with what it said.
    DidNotStart(String),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInstalled => write!(formatter, "PostgreSQL is missing: {HOW_TO}"),
            Self::DidNotStart(said) => write!(formatter, "PostgreSQL did not start: {said}"),
        }
    }
}

impl std::error::Error for Error {}

/// A running server. Dropping it, or ending the process, stops it.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
    _alive: ChildStdin,
}

impl Server {
    /// Makes a cluster and waits until it answers.
    pub fn start(durability: Durability) -> Result<Self, Error> {
        let programs = programs().ok_or(Error::NotInstalled)?;
        let settings = match durability {
            Durability::Off => "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB",
            Durability::On => "-c shared_buffers=256MB",
        };
        let mut child = shell()
            .args([SCRIPT, "throwaway-postgres"])
            .arg(&programs)
            .arg(settings)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Its own process group: Ctrl-C in the terminal must not end the watcher before it has tidied up.
            .process_group(0)
            .spawn()
            .map_err(|error| Error::DidNotStart(error.to_string()))?;
        let alive = child.stdin.take().expect("stdin is piped");
        let mut line = String::new();
        let read = BufReader::new(child.stdout.take().expect("stdout is piped")).read_line(&mut line);
        match (read, line.trim().split_once(' ')) {
            (Ok(_), Some(("ready", folder))) => Ok(Self {
                folder: folder.into(),
                _alive: alive,
            }),
            _ => Err(Error::DidNotStart(line.trim().to_owned())),
        }
    }

    /// The address of one of its databases (`postgres` is always there), as a user who may do anything.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://prismwa@{}/{database}", self.folder.display().to_string().replace('/', "%2F"))
    }
}

/// The folder with the server's programs: the newest that is installed, or one on the `PATH`.
#[must_use]
pub fn programs() -> Option<PathBuf> {
    let complete = |folder: &Path| ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).is_file());
    let mut installed: Vec<PathBuf> = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"]
        .iter()
        .filter_map(|parent| fs::read_dir(parent).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path().join("bin")))
        .filter(|folder| complete(folder))
        .collect();
    installed.sort_by_key(|folder| {
        folder
            .to_str()
            .and_then(|path| path.split(['/', '@']).find_map(|part| part.parse::<u32>().ok()))
    });
    installed
        .pop()
        .or_else(|| env::split_paths(&env::var_os("PATH")?).find(|folder| complete(folder)))
}

/// A shell; PostgreSQL refuses to run as root, so root hands over to another user.
fn shell() -> Command {
    let says = |words: &[&str]| Command::new("id").args(words).output().ok().filter(|output| output.status.success());
    if says(&["-u"]).is_none_or(|output| output.stdout.trim_ascii() != b"0") {
        let mut command = Command::new("sh");
        command.arg("-c");
        return command;
    }
    let user = if says(&["postgres"]).is_some() { "postgres" } else { "nobody" };
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--", "sh", "-c"]);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_and_goes_with_its_owner() {
        let server = Server::start(Durability::Off).unwrap();
        let folder = server.folder.clone();
        let psql = Command::new(programs().unwrap().join("psql"))
            .args([server.url("postgres").as_str(), "-Atc", "select 40 + 2"])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&psql.stdout).trim(), "42");
        drop(server);
        let gone = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            !folder.exists()
        });
        assert!(gone, "{} was left behind", folder.display());
    }
}
