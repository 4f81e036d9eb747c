//! Workers that are not ours any more: whatever comes through the pipe, the server reads little, believes nothing and goes on.

use std::fs;
use std::num::NonZeroUsize;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use sandbox::{Config, Error, Launch, Pool};

use crate::support::limited;

/// A script that greets as a worker does and then says this to whatever it is asked.
fn rude(says: &str) -> (tempfile::TempDir, Config) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("worker");
    let hello = r#"{"is":"ready","landlock":"full"}"#;
    let script = format!(
        "#!/usr/bin/env python3\nimport struct, sys, time, os\nout = sys.stdout.buffer\ndef say(b):\n    out.write(struct.pack('<I', len(b)) + b); out.flush()\nsay(b'''{hello}''')\nn = struct.unpack('<I', sys.stdin.buffer.read(4))[0]\nsys.stdin.buffer.read(n)\n{says}\ntime.sleep(60)\n"
    );
    fs::write(&path, script).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("a mode");
    let launch = Launch {
        program: "/usr/bin/python3".into(),
        arguments: vec![path.into()],
    };
    (
        folder,
        Config {
            workers: NonZeroUsize::MIN,
            ..Config::new(launch)
        },
    )
}

fn error(says: &str) -> Error {
    let (_folder, config) = rude(says);
    let pool = Pool::start(config).expect("it greets");
    let started = Instant::now();
    let error = pool
        .call_blocking(limited("return 1", Duration::from_millis(500), 8))
        .expect_err("it is rude")
        .error;
    assert!(started.elapsed() < Duration::from_secs(10));
    error
}

#[test]
fn i17_a_worker_that_breaks_the_rules_is_killed() {
    for (says, expected) in [
        ("out.write(b'\\xff\\xff\\xff\\xff' + b'x' * 100); out.flush()", "4294967295 bytes"),
        ("say(b'not json')", "expected"),
        ("say(b'{\"is\":\"done\",\"outcome\":' + b'[' * 1000000)", "recursion"),
        ("say(b'{\"is\":\"ready\",\"landlock\":\"full\"}')", "second greeting"),
        ("say(b'{\"is\":\"shell\"}')", "unknown variant"),
        (
            "say(b'{\"is\":\"fetch\",\"request\":{\"url\":\"http://x\",\"method\":\"GET\",\"headers\":[],\"body\":null}}')",
            "nobody allowed",
        ),
        (
            "say(b'{\"is\":\"done\",\"outcome\":{\"json\":\"{\"},\"logs\":[],\"logs_cut\":false,\"memory_bytes\":0}')",
            "no JSON",
        ),
        (
            "say(b'{\"is\":\"done\",\"outcome\":{\"json\":\"1\"},\"logs\":[{\"level\":\"log\",\"text\":\"' + b'x' * 200000 + b'\"}],\"logs_cut\":false,\"memory_bytes\":0}')",
            "more logs",
        ),
    ] {
        let Error::Protocol(why) = error(says) else {
            panic!("{says}: {:?}", error(says))
        };
        assert!(why.contains(expected), "{says}: {why}");
    }
}

#[test]
fn i17_a_worker_that_says_too_little_is_killed_in_time() {
    for says in [
        "pass",
        "out.write(b'\\x00'); out.flush()",
        "out.write(struct.pack('<I', 100) + b'{'); out.flush()",
    ] {
        assert!(matches!(error(says), Error::TimedOut(_)), "{says}");
    }
}

#[test]
fn i17_a_worker_that_dies_is_mourned() {
    let Error::Crashed(how) = error("os._exit(7)") else { panic!("it exits") };
    assert_eq!(how, "exit code 7");
    let Error::Crashed(how) = error("os.kill(os.getpid(), 11)") else {
        panic!("it dies")
    };
    assert!(how.contains("exhausted"), "{how}");
    // A result beyond its limit is not believed even when the worker sends it.
    let huge =
        "say(b'{\"is\":\"done\",\"outcome\":{\"json\":\"\\\\\"' + b'x' * 400000 + b'\\\\\"\"},\"logs\":[],\"logs_cut\":false,\"memory_bytes\":0}')";
    assert!(matches!(error(huge), Error::OutputTooLarge { .. }), "{:?}", error(huge));
}
