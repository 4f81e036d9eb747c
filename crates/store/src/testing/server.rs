//! The PostgreSQL server tests run on: the one `PRISMWA_TEST_POSTGRES` names, or a private one.
//!
//! The private one is watched by a shell that waits on a pipe this process holds: when the process ends, however it ends, the pipe closes and the shell
//! stops the server and removes its directory.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};

use tokio::sync::OnceCell;

const HOW_TO: &str = "install PostgreSQL's server programs (Debian: `apt-get install postgresql`; macOS: `brew install postgresql`), run `cargo xtask test`, \
     or set PRISMWA_TEST_POSTGRES to the address of a server where tests may create databases";

/// `$1` is the directory of PostgreSQL's programs. Settings are for speed only: nothing here has to survive.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
export LC_ALL=C
directory=$(mktemp -d /tmp/prismwa-pg-XXXXXX) || exit 1
"$1/initdb" -D "$directory/data" -U prismwa -A trust -E UTF8 --no-sync --no-instructions >"$directory/log" 2>&1 &&
"$1/pg_ctl" -D "$directory/data" -l "$directory/log" -w -t 60 \
  -o "-c listen_addresses='' -k $directory -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 -c shared_buffers=64MB -c autovacuum=on" \
  start >/dev/null 2>&1
if [ $? -eq 0 ]; then echo "ready $directory"; read -r _; "$1/pg_ctl" -D "$directory/data" -m immediate stop >/dev/null 2>&1
else echo "failed $(tail -n 3 "$directory/log" | tr '\n' ' ')"; fi
rm -rf "$directory"
"#;

/// A PostgreSQL server to make databases on.
#[derive(Debug)]
pub(super) struct Server {
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// An address up to the database's name, and what follows the name.
    Given { before: String, after: String, admin: String },
    /// The directory of our own server's socket; dropping the pipe stops the server.
    Own { directory: PathBuf, _alive: ChildStdin },
}

/// The server of this process.
pub(super) async fn postgres() -> &'static Server {
    static SERVER: OnceCell<Server> = OnceCell::const_new();
    SERVER
        .get_or_init(async || Server {
            place: given().unwrap_or_else(start),
        })
        .await
}

impl Server {
    pub(super) fn url(&self, database: &str) -> String {
        match &self.place {
            Place::Given { before, after, .. } => format!("{before}/{database}{after}"),
            Place::Own { directory, .. } => {
                let socket = directory.to_str().expect("mktemp makes ASCII paths").replace('/', "%2F");
                format!("postgres://prismwa@{socket}/{database}")
            }
        }
    }

    /// Runs a statement on the server's own database.
    pub(super) async fn admin(&self, statement: &str) {
        let url = match &self.place {
            Place::Given { admin, .. } => admin.clone(),
            Place::Own { .. } => self.url("postgres"),
        };
        super::run_admin(&url, statement)
            .await
            .unwrap_or_else(|error| panic!("PostgreSQL for tests refuses `{statement}`: {error}"));
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no configuration file; this is their one setting")]
fn given() -> Option<Place> {
    let admin = std::env::var("PRISMWA_TEST_POSTGRES").ok().filter(|url| !url.is_empty())?;
    let (address, after) = admin
        .split_once('?')
        .map_or((admin.as_str(), String::new()), |(address, query)| (address, format!("?{query}")));
    let start = address.find("://").map_or(0, |at| at + 3);
    let before = address[start..].rfind('/').map_or(address, |at| &address[..start + at]).to_owned();
    Some(Place::Given { before, after, admin })
}

#[expect(
    clippy::zombie_processes,
    reason = "the watcher outlives this process on purpose: it stops the server when the pipe closes"
)]
fn start() -> Place {
    let programs = find_programs().unwrap_or_else(|| panic!("no PostgreSQL programs (initdb, pg_ctl) found: {HOW_TO}"));
    let mut child = shell()
        .arg(SCRIPT)
        .arg("prismwa-test-postgres")
        .arg(&programs)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // Its own process group: Ctrl-C in the terminal must not end the watcher before it has tidied up.
        .process_group(0)
        .spawn()
        .unwrap_or_else(|error| panic!("cannot start PostgreSQL for tests ({error}): {HOW_TO}"));
    let alive = child.stdin.take().expect("stdin is piped");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("stdout is piped"))
        .read_line(&mut line)
        .expect("the shell writes UTF-8");
    match line.trim().split_once(' ') {
        Some(("ready", directory)) => Place::Own {
            directory: PathBuf::from(directory),
            _alive: alive,
        },
        _ => panic!("PostgreSQL for tests did not start ({}): {HOW_TO}", line.trim()),
    }
}

/// A shell; PostgreSQL refuses to run as root, so root hands over to another user.
fn shell() -> Command {
    let root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    let mut command = Command::new(if root { "runuser" } else { "sh" });
    if root {
        let user = if Command::new("id").arg("postgres").output().is_ok_and(|output| output.status.success()) {
            "postgres"
        } else {
            "nobody"
        };
        command.args(["-u", user, "--", "sh"]);
    }
    command.arg("-c");
    command
}

#[expect(clippy::disallowed_methods, reason = "PATH is where programs are")]
fn find_programs() -> Option<PathBuf> {
    let complete = |directory: &Path| ["initdb", "pg_ctl", "postgres"].iter().all(|program| directory.join(program).is_file());
    let mut installed: Vec<PathBuf> = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"]
        .iter()
        .filter_map(|root| std::fs::read_dir(root).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path().join("bin")))
        .filter(|directory| complete(directory))
        .collect();
    installed.sort_by_key(|directory| {
        directory
            .to_str()
            .and_then(|path| path.split(['/', '@']).find_map(|part| part.parse::<u32>().ok()))
    });
    installed
        .pop()
        .or_else(|| std::env::split_paths(&std::env::var_os("PATH")?).find(|directory| complete(directory)))
}
