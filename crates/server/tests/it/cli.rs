//! The command line of the real binary: one clear line for every failure; a backup that restores and sends nothing.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use store::testing::TestStore;
use tempfile::TempDir;

/// A directory with a database path, and the binary pointed at it.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::Builder::new().prefix("prismwa-cli-").tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_prismwa"));
        command
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("PRISMWA_DATABASE__URL", format!("sqlite:{}", self.path("prismwa.db")))
            .env("PRISMWA_MEDIA__DIR", self.path("media"))
            .env("PRISMWA_SERVER__LISTEN", "127.0.0.1:0")
            .env("PRISMWA_AUTH__ARGON2_MEMORY_KIB", "64")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    #[track_caller]
    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Fails with exactly one line that contains every one of `words`.
    #[track_caller]
    pub fn bad(&self, mut command: Command, words: &[&str]) {
        let output = command.output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "it worked: {}", String::from_utf8_lossy(&output.stdout));
        let lines: Vec<&str> = stderr.lines().filter(|line| line.starts_with("prismwa: ")).collect();
        assert_eq!(lines.len(), 1, "one line: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "nothing else: {stderr}");
        for word in words {
            assert!(lines[0].contains(word), "`{word}` in: {stderr}");
        }
    }
}

#[test]
fn every_failure_is_one_line_that_says_what_to_do() {
    let place = Place::new();
    place.bad(
        place.command(&["--config", "/nowhere/prismwa.toml", "serve"]),
        &["/nowhere/prismwa.toml", "cannot read"],
    );
    std::fs::write(place.path("bad.toml"), "[server]\nlisten_on = 1\n").unwrap();
    place.bad(
        place.command(&["--config", &place.path("bad.toml"), "serve"]),
        &["bad.toml", "line 2", "listen_on"],
    );
    place.bad(place.command(&["user", "list"]), &["no database", "prismwa serve"]);
    place.bad(place.command(&["backup", &place.path("x.tar")]), &["no database"]);
    place.bad(place.command(&["restore", &place.path("missing.tar")]), &["missing.tar", "cannot read"]);

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut command = place.command(&["serve"]);
    command.env("PRISMWA_SERVER__LISTEN", taken.local_addr().unwrap().to_string());
    place.bad(command, &["cannot listen", "port is taken", "server.listen"]);

    // A directory that is missing is made; one that cannot be is named.
    for arguments in [["serve"], ["migrate"]] {
        let mut command = place.command(&arguments);
        command.env("PRISMWA_DATABASE__URL", format!("sqlite:{}/data/prismwa.db", place.path("bad.toml")));
        place.bad(command, &["bad.toml"]);
    }

    let mut command = place.command(&["serve"]);
    command.env("PRISMWA_DATABASE__URL", "postgres://prism:secret@127.0.0.1:1/x");
    place.bad(command, &["master key", "master_key_file"]);
    let mut command = place.command(&["serve"]);
    command.env("PRISMWA_BUS__REDIS_URL", "redis://user:secret@127.0.0.1:1");
    place.bad(command, &["bus.redis_url", "SQLite", "leave it out"]);
    let mut command = place.command(&["migrate"]);
    command
        .env("PRISMWA_DATABASE__URL", "postgres://prism:secret@127.0.0.1:1/x")
        .env("PRISMWA_SECRETS__MASTER_KEY", "ab".repeat(32));
    place.bad(command, &["does not answer"]);

    std::fs::write(place.path("prismwa.db"), "this is not a database, but long enough to look at").unwrap();
    std::fs::write(place.path("master.key"), "ab".repeat(32)).unwrap();
    place.bad(place.command(&["migrate"]), &["not a SQLite database"]);
}

#[test]
fn d11_a_wrong_or_lost_key_stops_the_start() {
    let place = Place::new();
    place.good(&["migrate"]);
    let key = place.path("master.key");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    place.good(&["user", "list"]);
    let mut command = place.command(&["serve"]);
    command.env("PRISMWA_SECRETS__MASTER_KEY", "cd".repeat(32));
    place.bad(command, &["master key", "does not open"]);
    std::fs::remove_file(&key).unwrap();
    place.bad(place.command(&["serve"]), &["master.key", "is missing", "put the key file back"]);
    assert!(!Path::new(&key).exists(), "no new key is made over an old database");
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let store = TestStore::sqlite().await;
    // What a later version would leave behind.
    let later = "update _sqlx_migrations set version = 20990101000000 where version = (select max(version) from _sqlx_migrations)";
    store.break_with(later, later).await;
    let place = Place::new();
    for arguments in [["serve"], ["migrate"], ["doctor"]] {
        let mut command = place.command(&arguments);
        command
            .env("PRISMWA_DATABASE__URL", &store.config.url)
            .env("PRISMWA_SECRETS__MASTER_KEY", "07".repeat(32));
        if arguments == ["doctor"] {
            let output = command.output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            assert!(
                !output.status.success() && said.contains("BAD  database") && said.contains("newer"),
                "{said}"
            );
        } else {
            place.bad(command, &["schema", "newer"]);
        }
    }
}

#[tokio::test]
async fn i20_a_postgresql_backup_restores_too() {
    let (from, to) = (TestStore::postgres().await, TestStore::postgres().await);
    let place = Place::new();
    let at = |store: &TestStore, arguments: &[&str]| {
        let mut command = place.command(arguments);
        command
            .env("PRISMWA_DATABASE__URL", &store.config.url)
            .env("PRISMWA_SECRETS__MASTER_KEY", "07".repeat(32));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    at(
        &from,
        &["user", "create", "ana@example.com", "--name", "Ana", "--new-workspace", "Lumen Home"],
    );
    let file = place.path("backup.tar");
    at(&from, &["backup", &file]);
    let said = at(&to, &["restore", &file]);
    assert!(said.contains("--resume"), "{said}");
    assert!(at(&to, &["user", "list"]).contains("ana@example.com"));
    assert!(to.again().await.system().restored_at().await.unwrap().is_some());
    at(&to, &["restore", "--resume"]);
    assert!(to.again().await.system().restored_at().await.unwrap().is_none());
    // A database in use is not replaced by mistake, nor by one of the other kind.
    let mut command = place.command(&["restore", &file]);
    command
        .env("PRISMWA_DATABASE__URL", &to.config.url)
        .env("PRISMWA_SECRETS__MASTER_KEY", "07".repeat(32));
    place.bad(command, &["in use already", "--force"]);
    place.bad(place.command(&["restore", &file]), &["postgresql", "sqlite"]);
    from.run(async |_| {}).await;
    to.run(async |_| {}).await;
}

#[test]
fn two_processes_on_one_database_are_refused() {
    let place = Place::new();
    place.good(&["migrate"]);
    let lock = std::fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(place.path("prismwa.db.lock"))
        .unwrap();
    lock.try_lock().unwrap();
    place.bad(place.command(&["serve"]), &["another PrismWA", "stop it first"]);
    place.bad(place.command(&["migrate"]), &["another PrismWA"]);
}

#[test]
fn people_are_managed_from_the_command_line() {
    let place = Place::new();
    place.good(&["migrate"]);
    let made = place.good(&["user", "create", "Ana@Example.com", "--name", "Ana", "--new-workspace", "Lumen Home"]);
    assert!(
        made.contains("ana@example.com") && made.contains("Password: ") && made.contains("Lumen Home"),
        "{made}"
    );
    assert!(place.good(&["user", "list"]).contains("OWNER in ws_"));
    place.bad(
        place.command(&["user", "create", "ana@example.com", "--name", "Ana"]),
        &["exists already"],
    );
    place.bad(
        place.command(&["user", "create", "nonsense", "--name", "Ana"]),
        &["not an e-mail address"],
    );
    place.bad(
        place.command(&["user", "disable", "ben@example.com"]),
        &["no user ben@example.com", "user list"],
    );
    place.good(&["user", "disable", "ana@example.com"]);
    assert!(place.good(&["user", "list"]).contains("disabled"));
    place.good(&["user", "enable", "ana@example.com"]);
    assert!(place.good(&["user", "reset-password", "ana@example.com"]).contains("Password: "));
    place.good(&["user", "sign-out", "ana@example.com"]);
}

#[test]
fn i20_a_backup_restores() {
    let place = Place::new();
    place.good(&["migrate"]);
    place.good(&["user", "create", "ana@example.com", "--name", "Ana", "--new-workspace", "Lumen Home"]);
    std::fs::create_dir_all(place.path("media/ws_1")).unwrap();
    std::fs::write(place.path("media/ws_1/picture"), "picture").unwrap();
    let file = place.path("backup.tar");
    let said = place.good(&["backup", &file]);
    assert!(said.contains("master key is not inside"), "{said}");
    place.bad(place.command(&["backup", &file]), &["exists already"]);
    let backup = std::fs::read(&file).unwrap();
    let key = std::fs::read_to_string(place.path("master.key")).unwrap();
    assert!(
        !backup.windows(64).any(|window| window == key.trim().as_bytes()),
        "the key is not in the backup"
    );

    place.bad(place.command(&["restore", &file]), &["--force"]);
    place.good(&["user", "create", "ben@example.com", "--name", "Ben"]);
    std::fs::remove_dir_all(place.path("media")).unwrap();
    let said = place.good(&["restore", &file, "--force"]);
    assert!(said.contains("kept in") && said.contains("--resume"), "{said}");
    let users = place.good(&["user", "list"]);
    assert!(users.contains("ana@example.com") && !users.contains("ben@example.com"), "{users}");
    assert_eq!(std::fs::read_to_string(place.path("media/ws_1/picture")).unwrap(), "picture");
    place.good(&["restore", "--resume"]);

    let elsewhere = Place::new();
    elsewhere.bad(elsewhere.command(&["restore", &file]), &["master.key", "missing"]);
    std::fs::write(elsewhere.path("master.key"), "ab".repeat(32)).unwrap();
    elsewhere.bad(elsewhere.command(&["restore", &file]), &["does not open"]);
    assert!(!Path::new(&elsewhere.path("prismwa.db")).exists(), "a failed restore leaves nothing");
    std::fs::write(elsewhere.path("master.key"), key).unwrap();
    elsewhere.good(&["restore", &file]);
    assert!(elsewhere.good(&["user", "list"]).contains("ana@example.com"));
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let place = Place::new();
    place.good(&["migrate"]);
    let file = place.path("backup.tar");
    place.good(&["backup", &file]);
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    place.bad(place.command(&["restore", &file, "--force"]), &["damaged"]);
    std::fs::write(&file, &bytes[..middle]).unwrap();
    place.bad(place.command(&["restore", &file, "--force"]), &["ends too early"]);
    std::fs::write(&file, "something else").unwrap();
    place.bad(place.command(&["restore", &file, "--force"]), &["not a PrismWA backup"]);
    place.good(&["user", "list"]);
}

#[test]
fn the_doctor_names_what_is_wrong() {
    let place = Place::new();
    let fresh = place.run(&["doctor"]);
    let said = String::from_utf8(fresh.stdout).unwrap();
    assert!(fresh.status.success(), "{said}");
    assert!(said.contains("ok   configuration") && said.contains("note master key"), "{said}");
    place.good(&["migrate"]);
    let said = place.good(&["doctor"]);
    assert!(said.contains("ok   database: sqlite") && said.contains("note owner"), "{said}");
    std::fs::set_permissions(place.path("master.key"), std::fs::Permissions::from_mode(0o644)).unwrap();
    let output = place.run(&["doctor"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        !output.status.success() && said.contains("BAD  master key") && said.contains("chmod 600"),
        "{said}"
    );
    let mut command = place.command(&["doctor"]);
    command.env("PRISMWA_SERVER__PUBLIC_URL", "nonsense");
    let output = command.output().unwrap();
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stdout).contains("server.public_url"));
}

#[tokio::test]
async fn the_doctor_asks_redis() {
    let store = TestStore::postgres().await;
    let mut redis = throwaway_redis::Server::start().unwrap();
    let url = redis.url();
    let place = Place::new();
    let doctor = || {
        let mut command = place.command(&["doctor"]);
        command
            .env("PRISMWA_DATABASE__URL", &store.config.url)
            .env("PRISMWA_SECRETS__MASTER_KEY", "07".repeat(32))
            .env("PRISMWA_BUS__REDIS_URL", &url);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let said = doctor();
    assert!(said.contains("ok   redis: version ") && said.contains("channel prismwa"), "{said}");
    redis.kill().unwrap();
    let said = doctor();
    assert!(
        said.contains("BAD  redis: bus.redis_url: does not answer") && said.contains("check the address"),
        "{said}"
    );
    store.run(async |_| {}).await;
}

#[test]
fn the_document_is_printed_without_any_settings() {
    let place = Place::new();
    let text = place.good(&["openapi"]);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
}
