//! A disk that is full, a disk that fails, a database that somebody else holds: what is acknowledged stays, what is not is refused and comes again.
//!
//! The real binary runs with a little library in front of the C library, which answers for the disk when a file says so.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use cloud_api::signature;
use reqwest::Method;
use serde_json::{Value, json};
use store::testing::{self, APP_SECRET, TestStore, TestWorkspace};

use crate::cli::Place;
use crate::support::{Answer, Client};

/// Writes to the database fail as on a full disk while the file `full` is there; syncs fail as on a broken one while `broken` is.
const DISK: &str = r#"
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>
static int is(const char *state) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", getenv("PRISM_DISK"), state);
  return access(path, F_OK) == 0;
}
static int of_database(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strstr(path, "prismwa.db") != NULL;
}
static int is_full(int fd) { return of_database(fd) && is("full") ? (errno = ENOSPC, 1) : 0; }
static int is_broken(int fd) { return of_database(fd) && is("broken") ? (errno = EIO, 1) : 0; }
ssize_t write(int fd, const void *bytes, size_t n) { return is_full(fd) ? -1 : syscall(SYS_write, fd, bytes, n); }
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return is_full(fd) ? -1 : syscall(SYS_pwrite64, fd, bytes, n, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) { return is_full(fd) ? -1 : syscall(SYS_pwrite64, fd, bytes, n, at); }
int fsync(int fd) { return is_broken(fd) ? -1 : syscall(SYS_fsync, fd); }
int fdatasync(int fd) { return is_broken(fd) ? -1 : syscall(SYS_fdatasync, fd); }
"#;

/// A server of its own process on a database with a connected number.
struct Process {
    child: Child,
    client: Client,
    /// For the first owner, on the first start.
    setup_token: String,
    log: JoinHandle<Vec<String>>,
}

impl Process {
    /// Starts it with the disk in `place`.
    fn start(place: &Place, store: &TestStore, is_first: bool) -> Self {
        let mut child = serve(place, store)
            .env("LD_PRELOAD", place.path("disk.so"))
            .env("PRISM_DISK", place.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (found, told) = mpsc::channel();
        let log = std::thread::spawn(move || {
            let read = |line: String| {
                let after = |words: &str| Some(line.split_once(words)?.1.split([' ', ')']).next()?.to_owned());
                let _ = after("listening on ")
                    .or_else(|| after("/setup?token="))
                    .is_some_and(|word| found.send(word).is_ok());
                line
            };
            lines.map_while(Result::ok).map(read).collect()
        });
        let next = || told.recv_timeout(Duration::from_secs(60));
        let address = next().expect("it says where it listens");
        let client = Client::new(crate::support::http(), format!("http://{address}"), None);
        // Only a start without an owner prints one, right after the address.
        let setup_token = if is_first {
            next().expect("it offers to make an owner")
        } else {
            String::new()
        };
        Self {
            child,
            client,
            setup_token,
            log,
        }
    }

    async fn deliver(&self, workspace: &TestWorkspace, wamid: &str) -> Answer {
        let body = body(workspace, wamid);
        let sender = self.client.header(signature::HEADER, &signature::sign(APP_SECRET.as_bytes(), &body));
        let path = format!("!/webhooks/meta/{}", workspace.meta_app);
        sender.raw(Method::POST, &path, Some("application/json"), body).await
    }

    /// Waits for its end; what it said.
    fn end(mut self) -> (ExitStatus, Vec<String>) {
        let status = self.child.wait().unwrap();
        (status, self.log.join().unwrap())
    }

    fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.end().1
    }
}

fn serve(place: &Place, store: &TestStore) -> Command {
    let mut command = place.command(&["serve"]);
    command
        .env("PRISMWA_DATABASE__URL", &store.config.url)
        .env("PRISMWA_SECRETS__MASTER_KEY", "07".repeat(32));
    command
}

fn body(workspace: &TestWorkspace, wamid: &str) -> Vec<u8> {
    let metadata = json!({ "display_phone_number": "15550000001", "phone_number_id": workspace.phone_number_id });
    let message = json!({ "from": "34600000001", "id": wamid, "timestamp": "1795348800", "type": "text", "text": { "body": "hola" } });
    let value = json!({ "messaging_product": "whatsapp", "metadata": metadata, "messages": [message] });
    let delivery: Value = json!({ "object": "whatsapp_business_account", "entry": [{ "id": workspace.waba_id, "changes": [{ "field": "messages", "value": value }] }] });
    delivery.to_string().into_bytes()
}

/// A place with the disk, a database, and a number in it.
async fn prepare() -> (Place, TestStore, TestWorkspace) {
    let place = Place::new();
    std::fs::write(place.path("disk.c"), DISK).unwrap();
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-o", &place.path("disk.so"), &place.path("disk.c")])
        .output()
        .expect("`cc` is there: Rust links with it");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let store = TestStore::sqlite().await;
    let workspace = testing::workspace(&store, 1).await;
    (place, store, workspace)
}

fn set(place: &Place, state: &str, is: bool) {
    let path = place.path(state);
    if is {
        std::fs::write(path, "").unwrap();
    } else {
        std::fs::remove_file(path).unwrap();
    }
}

async fn stored(store: &TestStore, workspace: &TestWorkspace) -> i64 {
    let counts = store.again().await.workspace(workspace.id).count_webhook_events(1_000).await.unwrap();
    counts.iter().map(|count| count.count).sum::<i64>() + store.again().await.system().count_waiting_events().await.unwrap()
}

#[tokio::test]
async fn a_full_disk_refuses_loses_nothing_and_recovers_by_itself() {
    let (place, store, workspace) = prepare().await;
    let server = Process::start(&place, &store, true);
    assert_eq!(server.deliver(&workspace, "wamid.1").await.status, 200);
    set(&place, "full", true);
    for wamid in ["wamid.2", "wamid.3", "wamid.2"] {
        let answer = server.deliver(&workspace, wamid).await;
        assert_eq!(answer.status, 503, "{}", answer.text);
        assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u32>().unwrap() > 0);
    }
    assert_eq!(server.client.get("/setup").await.status, 200, "reads work");
    // A transaction that fails at its commit must not spoil the one connection that writes.
    let owner = json!({ "token": server.setup_token, "email": "o@example.com", "name": "O", "password": "a few plain words", "workspace_name": "L" });
    let refused = server.client.post("/setup", owner.clone()).await;
    assert_eq!(refused.status, 503, "{}", refused.text);
    set(&place, "full", false);
    for wamid in ["wamid.2", "wamid.3", "wamid.1"] {
        assert_eq!(server.deliver(&workspace, wamid).await.status, 200, "it recovers without a restart");
    }
    server.client.post("/setup", owner).await.ok();
    let log = server.kill();
    assert_eq!(
        log.iter()
            .filter(|line| line.contains("the disk is full: deliveries are refused"))
            .count(),
        1,
        "{log:#?}"
    );
    assert_eq!(
        log.iter().filter(|line| line.contains("deliveries are stored again")).count(),
        1,
        "{log:#?}"
    );
    // Another process finds everything that was acknowledged.
    let server = Process::start(&place, &store, false);
    for wamid in ["wamid.1", "wamid.2", "wamid.3"] {
        assert_eq!(server.deliver(&workspace, wamid).await.status, 200);
    }
    server.kill();
    assert_eq!(stored(&store, &workspace).await, 3, "each of them once");
}

#[tokio::test]
async fn a_disk_that_fails_to_sync_ends_the_process() {
    let (place, store, workspace) = prepare().await;
    let server = Process::start(&place, &store, true);
    assert_eq!(server.deliver(&workspace, "wamid.1").await.status, 200);
    set(&place, "broken", true);
    let delivered = tokio::time::timeout(Duration::from_secs(30), unanswered(&server, &workspace, "wamid.2")).await;
    assert!(delivered.is_ok(), "it answers 503 or nothing, and soon");
    let (status, log) = server.end();
    assert_eq!(status.code(), Some(1), "{log:#?}");
    let last: Vec<&String> = log.iter().filter(|line| line.starts_with("prismwa: ")).collect();
    assert_eq!(last.len(), 1, "{log:#?}");
    assert!(
        last[0].contains("the disk failed") && last[0].contains("check the disk, then start again"),
        "{log:#?}"
    );
    set(&place, "broken", false);
    let server = Process::start(&place, &store, true);
    assert_eq!(server.deliver(&workspace, "wamid.2").await.status, 200, "it comes again");
    server.kill();
    assert_eq!(stored(&store, &workspace).await, 2);
}

/// The process may end before it answers; it must not answer 200.
async fn unanswered(server: &Process, workspace: &TestWorkspace, wamid: &str) {
    let body = body(workspace, wamid);
    let url = server.client.url(&format!("!/webhooks/meta/{}", workspace.meta_app));
    let sent = crate::support::http()
        .post(url)
        .header(signature::HEADER, signature::sign(APP_SECRET.as_bytes(), &body))
        .body(body)
        .send()
        .await;
    if let Ok(answer) = sent {
        assert_eq!(answer.status(), 503);
    }
}

#[tokio::test]
async fn a_database_held_by_another_program_is_waited_for_and_then_refused() {
    let (place, store, workspace) = prepare().await;
    let held = store.begin().await.unwrap();
    place.bad(serve(&place, &store), &["locked by another program", "close it"]);
    drop(held);
    let server = Process::start(&place, &store, true);
    assert_eq!(server.deliver(&workspace, "wamid.1").await.status, 200);
    let held = store.begin().await.unwrap();
    let answer = server.deliver(&workspace, "wamid.2").await;
    assert_eq!(answer.status, 503, "{}", answer.text);
    assert!(answer.headers.contains_key("retry-after"));
    assert!(!answer.text.contains("locked"), "{}", answer.text);
    assert_eq!(server.client.get("/setup").await.status, 200, "reads work");
    drop(held);
    assert_eq!(server.deliver(&workspace, "wamid.2").await.status, 200);
    server.kill();
}
