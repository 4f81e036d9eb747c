//! Nothing of one call is there in the next, and nobody shares a process.

use std::collections::BTreeSet;
use std::time::Duration;

use sandbox::Call;

use crate::support::{ANA, BO, call, json, limited, pool, run};

#[test]
fn j06_nothing_stays_for_the_next_call() {
    let pool = pool(1);
    let spoil = "globalThis.left = 1; Object.prototype.polluted = 1; Array.prototype.map = null; JSON.stringify = () => 'x'; Symbol.for('left').x; console.log = null; return 1";
    let look = "return [typeof globalThis.left, typeof {}.polluted, typeof [].map, JSON.stringify({}), typeof console.log]";
    for _ in 0..20 {
        json(&pool, spoil);
        assert_eq!(json(&pool, look), r#"["undefined","undefined","function","{}","function"]"#);
    }
    // One process did all that.
    assert_eq!(pool.status().started, 1);
}

#[test]
fn j06_a_worker_is_never_shared_between_tenants() {
    let pool = pool(1);
    let of = |tenant| Call { tenant, ..call("return 1") };
    for _ in 0..3 {
        pool.call_blocking(of(ANA)).unwrap();
    }
    assert_eq!(pool.status().started, 1);
    pool.call_blocking(of(BO)).unwrap();
    assert_eq!(pool.status().started, 2);
    pool.call_blocking(of(ANA)).unwrap();
    assert_eq!(pool.status().started, 3);
}

#[test]
fn two_tenants_keep_two_workers_warm() {
    let pool = pool(2);
    // A machine that is busy elsewhere must not end a call.
    let patient = || limited("return 1", Duration::from_secs(30), 32);
    // Each asks again the moment the answer is there: the worker that gave it must be free by then, or the other's would be thrown away.
    for round in 0..200 {
        for tenant in [ANA, BO] {
            let called = pool.call_blocking(Call { tenant, ..patient() });
            assert!(called.is_ok(), "{round}: {called:?}");
        }
    }
    assert_eq!(pool.status().started, 2);
}

#[test]
fn many_calls_at_once_all_get_their_own_answer() {
    let pool = pool(2);
    let answers: BTreeSet<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..40)
            .map(|number| {
                let pool = &pool;
                scope.spawn(move || {
                    let tenant = if number % 3 == 0 { ANA } else { BO };
                    let input = number.to_string();
                    pool.call_blocking(Call {
                        tenant,
                        input,
                        ..call("export default (n) => n * 2")
                    })
                    .unwrap()
                    .json
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(answers.len(), 40);
}

#[test]
fn a_worker_retires_after_many_calls_and_nobody_notices() {
    let pool = pool(1);
    for number in 0..520 {
        assert_eq!(json(&pool, "return 1"), "1", "{number}");
    }
    assert_eq!(pool.status().started, 2);
}

#[test]
fn j10_the_environment_of_the_server_is_not_there() {
    // Whatever the process can see of itself, JavaScript has no word for it; the process itself starts with nothing but its zone of time.
    let found = run(&pool(1), "return Reflect.ownKeys(globalThis).map(String)").unwrap().json;
    assert!(!found.contains("process") && !found.contains("env"), "{found}");
}
