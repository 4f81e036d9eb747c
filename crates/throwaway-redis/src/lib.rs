#![doc = include_str!("../README.md")]
#![expect(clippy::disallowed_methods, reason = "PATH says where programs are; there is no configuration here")]

use std::env;
use std::fmt;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};

/// What to do when there is no Redis.
pub const HOW_TO: &str = "install Redis or Valkey (Debian: `apt-get install redis-server`; macOS: `brew install redis`)";

/// Starts the server and does what is said on the pipe that our process holds, a line each. When the pipe closes, for whatever reason, the server is killed
/// and its folder goes. `$1` is the program.
const SCRIPT: &str = r#"
trap '' INT TERM HUP
export LC_ALL=C
folder=$(mktemp -d /tmp/prismwa-redis-XXXXXX) || exit 1
begin() {
  rm -f "$folder/redis.sock"
  "$1" --port 0 --unixsocket "$folder/redis.sock" --save '' --appendonly no --dir "$folder" --daemonize no >>"$folder/log" 2>&1 </dev/null &
  pid=$!
  tries=0
  while [ ! -S "$folder/redis.sock" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 200 ] || ! kill -0 "$pid" 2>/dev/null; then echo "failed $(tail -n 3 "$folder/log" | tr '\n' ' ')"; return; fi
    sleep 0.05
  done
  echo "ready $folder"
}
end() { kill -9 "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; }
begin "$1"
while read -r word; do
  case $word in
    kill) end; echo "killed $folder" ;;
    pause) kill -STOP "$pid"; echo "paused $folder" ;;
    resume) kill -CONT "$pid"; echo "resumed $folder" ;;
    restart) begin "$1" ;;
  esac
done
end
rm -rf "$folder"
"#;

/// Why there is no server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// Neither `redis-server` nor `valkey-server` is on this machine.
    NotInstalled,
    /// It did not do what it was told; with what it said.
    Failed(String),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInstalled => write!(formatter, "Redis is missing: {HOW_TO}"),
            Self::Failed(said) => write!(formatter, "Redis for tests failed: {said}"),
        }
    }
}

impl std::error::Error for Error {}

/// A running server. Dropping it, or ending the process, ends it.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Server {
    /// Starts one and waits until it answers.
    pub fn start() -> Result<Self, Error> {
        let program = program().ok_or(Error::NotInstalled)?;
        let mut child = Command::new("sh")
            .args(["-c", SCRIPT, "throwaway-redis"])
            .arg(program)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Its own process group: Ctrl-C in the terminal must not end the watcher before it has tidied up.
            .process_group(0)
            .spawn()
            .map_err(|error| Error::Failed(error.to_string()))?;
        let mut server = Self {
            folder: PathBuf::new(),
            orders: child.stdin.take().expect("stdin is piped"),
            answers: BufReader::new(child.stdout.take().expect("stdout is piped")),
        };
        server.folder = server.answer("ready")?.into();
        Ok(server)
    }

    /// The address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("unix://{}/redis.sock", self.folder.display())
    }

    /// Kills it as the kernel would when memory runs out: everybody's connection breaks.
    pub fn kill(&mut self) -> Result<(), Error> {
        self.order("kill", "killed")
    }

    /// Starts it again, at the same address and empty.
    pub fn restart(&mut self) -> Result<(), Error> {
        self.order("restart", "ready")
    }

    /// Stops it from answering while every connection stays, as a broken network does.
    pub fn pause(&mut self) -> Result<(), Error> {
        self.order("pause", "paused")
    }

    /// Lets it answer again.
    pub fn resume(&mut self) -> Result<(), Error> {
        self.order("resume", "resumed")
    }

    fn order(&mut self, word: &str, expected: &str) -> Result<(), Error> {
        writeln!(self.orders, "{word}").map_err(|error| Error::Failed(error.to_string()))?;
        self.answer(expected).map(drop)
    }

    fn answer(&mut self, expected: &str) -> Result<String, Error> {
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(|error| Error::Failed(error.to_string()))?;
        match line.trim().split_once(' ') {
            Some((word, rest)) if word == expected => Ok(rest.to_owned()),
            _ => Err(Error::Failed(line.trim().to_owned())),
        }
    }
}

/// The server's program, of Redis or of Valkey.
#[must_use]
pub fn program() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    ["redis-server", "valkey-server"]
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::os::unix::net::UnixStream;

    use super::*;

    fn ping(server: &Server) -> std::io::Result<String> {
        let mut stream = UnixStream::connect(server.folder.join("redis.sock"))?;
        stream.write_all(b"PING\r\n")?;
        let mut answer = [0; 7];
        stream.read_exact(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    #[test]
    fn a_server_answers_comes_back_and_goes_with_its_owner() {
        let mut server = Server::start().unwrap();
        assert_eq!(ping(&server).unwrap(), "+PONG\r\n");
        server.kill().unwrap();
        assert!(ping(&server).is_err());
        server.restart().unwrap();
        server.pause().unwrap();
        server.resume().unwrap();
        assert_eq!(ping(&server).unwrap(), "+PONG\r\n");
        let folder = server.folder.clone();
        drop(server);
        let gone = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            !folder.exists()
        });
        assert!(gone, "{} was left behind", folder.display());
    }
}
