//! Time, memory, output, logs, fetches: each at its edge.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use sandbox::{Call, Config, Error, Fetch, Fetched, Host, Launch, Limits, Lock, Pool};

use crate::support::{call, error, json, launch, limited, pool, run, with};

#[test]
fn a_result_is_json_text_and_the_console_is_kept() {
    let pool = pool(1);
    let code = "export default (input) => { console.log('hello', input, 1, null); console.error(new TypeError('no')); return { name: input.name, list: [1, 'ü'] } }";
    let output = run(&pool, code).unwrap();
    assert_eq!(output.json, r#"{"name":"Ana","list":[1,"ü"]}"#);
    let lines: Vec<_> = output.logs.iter().map(|line| (line.level.as_str(), line.text.as_str())).collect();
    assert_eq!(lines, [("log", r#"hello {"name":"Ana"} 1 null"#), ("error", "TypeError: no")]);
    assert!(!output.logs_cut && output.memory_bytes > 0);
}

#[test]
fn errors_tell_the_line_of_the_author() {
    let Error::Thrown { name, message, stack } = error(&pool(1), "\n\nnull.x") else {
        panic!("it throws")
    };
    assert_eq!((name.as_str(), message.contains("null")), ("TypeError", true), "{message}");
    assert!(stack.contains("function.js:3"), "{stack}");
}

#[test]
fn logs_of_a_failed_call_are_kept() {
    let failure = run(&pool(1), "console.log('before'); throw new Error('x')").unwrap_err();
    assert_eq!(failure.logs[0].text, "before");
}

#[test]
fn j08_output_and_logs_end_at_their_limits() {
    let pool = pool(1);
    let edge = Limits::default().output_bytes - 2;
    assert_eq!(json(&pool, &format!("return 'x'.repeat({edge})")).len(), edge + 2);
    assert_eq!(
        error(&pool, &format!("return 'x'.repeat({})", edge + 1)),
        Error::OutputTooLarge {
            bytes: edge + 3,
            most: edge + 2
        }
    );
    let output = run(&pool, "for (let i = 0; i < 5000; i++) console.log('y'.repeat(100)); return 1").unwrap();
    let size: usize = output.logs.iter().map(|line| line.text.len()).sum();
    assert!(output.logs_cut && size <= Limits::default().log_bytes, "{size}");
    let output = run(&pool, "console.log('é'.repeat(60000)); return 1").unwrap();
    assert!(output.logs_cut && output.logs[0].text.len() < Limits::default().log_bytes);
}

#[test]
fn memory_is_limited_by_call() {
    let pool = pool(1);
    let code = "return new ArrayBuffer(20 << 20).byteLength";
    assert!(pool.call_blocking(limited(code, Duration::from_secs(5), 64)).is_ok());
    assert_eq!(
        pool.call_blocking(limited(code, Duration::from_secs(5), 8)).unwrap_err().error,
        Error::OutOfMemory
    );
}

#[test]
fn time_is_limited_by_call() {
    let pool = pool(1);
    let code = "const end = Date.now() + 120; while (Date.now() < end); return 1";
    assert!(pool.call_blocking(limited(code, Duration::from_secs(5), 8)).is_ok());
    let limit = Duration::from_millis(40);
    assert_eq!(pool.call_blocking(limited(code, limit, 8)).unwrap_err().error, Error::TimedOut(limit));
}

#[test]
fn a_call_that_cannot_be_is_refused_before_it_runs() {
    let pool = pool(1);
    let refused = |call: Call| matches!(pool.call_blocking(call).unwrap_err().error, Error::Invalid(_));
    assert!(refused(call(&"/".repeat(300 * 1024))));
    assert!(refused(Call {
        input: "1".repeat(2 << 20),
        ..call("return 1")
    }));
    assert!(refused(limited("return 1", Duration::from_secs(31), 8)));
    assert!(refused(limited("return 1", Duration::ZERO, 8)));
    assert!(refused(limited("return 1", Duration::from_secs(1), 500)));
    // An input that is no JSON is the function's trouble, not the worker's.
    assert!(matches!(
        pool.call_blocking(Call {
            input: "{".into(),
            ..call("return 1")
        })
        .unwrap_err()
        .error,
        Error::Thrown { .. }
    ));
    assert_eq!(pool.status().killed, 0);
}

#[derive(Default)]
struct Net(Mutex<Vec<Fetch>>);

impl Host for &'static Net {
    fn fetch(&self, request: Fetch, _: Instant) -> Result<Fetched, String> {
        let reply = match request.url.as_str() {
            "https://api.example/slots" => Ok(Fetched {
                status: 200,
                headers: vec![("Content-Type".into(), "application/json".into())],
                body: r#"{"free":[9,10]}"#.into(),
            }),
            "https://api.example/huge" => Ok(Fetched {
                status: 200,
                headers: Vec::new(),
                body: "x".repeat(2 << 20),
            }),
            other => Err(format!("{other} is not allowed")),
        };
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(request);
        reply
    }
}

#[test]
fn j09_fetch_goes_to_the_host_and_nowhere_else() {
    static NET: Net = Net(Mutex::new(Vec::new()));
    let pool = pool(1);
    let code = "const r = await fetch('https://api.example/slots', { method: 'POST', headers: { 'X-A': 1 }, body: '{}' }); return [r.ok, r.headers.get('content-type'), (await r.json()).free[1]]";
    assert_eq!(pool.call_blocking(with(code, &NET)).unwrap().json, r#"[true,"application/json",10]"#);
    let asked = NET.0.lock().unwrap().remove(0);
    assert_eq!(
        (asked.method.as_str(), asked.headers, asked.body),
        ("POST", vec![("X-A".to_owned(), "1".to_owned())], Some("{}".to_owned()))
    );
    let refused = |code: &str| match pool.call_blocking(with(code, &NET)).unwrap_err().error {
        Error::Thrown { message, .. } => message,
        other => panic!("{other}"),
    };
    assert!(refused("await fetch('http://169.254.169.254/')").contains("not allowed"));
    assert!(refused("await fetch('https://api.example/huge')").contains("1 MiB"));
    assert!(refused("for (let i = 0; i < 11; i++) await fetch('https://api.example/slots')").contains("10 times"));
    assert!(refused("await fetch('https://api.example/slots', { body: {} })").contains("JSON.stringify"));
    assert_eq!(pool.status().killed, 0);
}

#[test]
fn j11_without_a_sandbox_functions_are_off_and_say_why() {
    let start = |program: &str| {
        let launch = Launch {
            program: program.into(),
            arguments: Vec::new(),
        };
        Pool::start(Config {
            lock: Lock::Required,
            ..Config::new(launch)
        })
        .err()
    };
    let Some(Error::Unavailable(why)) = start("/nowhere/worker") else {
        panic!("it cannot start")
    };
    assert!(why.contains("cannot be started"), "{why}");
    assert!(matches!(start("/bin/true"), Some(Error::Unavailable(_))));
}

#[test]
fn j11_the_insecure_mode_is_asked_for_and_shown() {
    let pool = Pool::start(Config {
        lock: Lock::Off,
        ..Config::new(launch())
    })
    .unwrap();
    assert_eq!(pool.status().landlock, "insecure");
    assert_eq!(json(&pool, "return 1"), "1");
}
