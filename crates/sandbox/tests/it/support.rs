//! A pool on the worker that was just built, and calls that only mention what matters.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use sandbox::{Call, Config, Error, Failure, Host, Launch, Limits, Lock, Output, Pool, Tenant};

pub(crate) const ANA: Tenant = Tenant([1; 16]);
pub(crate) const BO: Tenant = Tenant([2; 16]);

pub(crate) fn launch() -> Launch {
    Launch {
        program: env!("CARGO_BIN_EXE_sandbox-worker").into(),
        arguments: Vec::new(),
    }
}

pub(crate) fn pool(workers: usize) -> Pool {
    let workers = NonZeroUsize::new(workers).expect("some workers");
    Pool::start(Config {
        workers,
        lock: Lock::Required,
        ..Config::new(launch())
    })
    .expect("the sandbox works on this machine")
}

pub(crate) fn call(code: &str) -> Call {
    let module = if code.contains("export ") {
        code.to_owned()
    } else {
        format!("export default async () => {{ {code}\n }}")
    };
    Call {
        tenant: ANA,
        code: module.into(),
        input: r#"{"name":"Ana"}"#.to_owned(),
        limits: Limits::default(),
        host: None,
    }
}

pub(crate) fn with(code: &str, host: impl Host + 'static) -> Call {
    Call {
        host: Some(Arc::new(host)),
        ..call(code)
    }
}

pub(crate) fn limited(code: &str, time: Duration, memory_mib: usize) -> Call {
    let limits = Limits {
        time,
        memory_bytes: memory_mib << 20,
        ..Limits::default()
    };
    Call { limits, ..call(code) }
}

pub(crate) fn run(pool: &Pool, code: &str) -> Result<Output, Failure> {
    pool.call_blocking(call(code))
}

pub(crate) fn json(pool: &Pool, code: &str) -> String {
    run(pool, code).unwrap_or_else(|failure| panic!("{code}: {failure:?}")).json
}

pub(crate) fn error(pool: &Pool, code: &str) -> Error {
    run(pool, code).expect_err("this cannot work").error
}
