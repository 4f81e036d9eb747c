//! What the end of a call to Meta means for the message: pure, so that every documented code can be tried.

use std::time::Duration;

use cloud_api::client::CallError;
use cloud_api::error::{Class, GraphError, advice};
use model::pace::Complaint;

/// What to do with the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It certainly did not go, or Meta said "later": again after this long.
    Later(Duration),
    /// It will not go.
    Fail,
    /// It may have gone: only a status can tell.
    Unknown,
    /// The number sends too fast: the message keeps its place, and the number slows down.
    SlowDown(Complaint),
    /// This person has had too much of us: the conversation waits this long, others go on.
    Spread(Duration),
    /// The number cannot send until somebody mends it: keep the message, pause the number's queue.
    PauseChannel,
}

/// Codes that say "I did not take it, try again", whatever HTTP status they come with.
const NOT_TAKEN: [i64; 9] = [2, 4, 80007, 130_429, 131_016, 131_056, 131_057, 133_004, 2_494_100];
/// Two messages too fast to the same person.
const PAIR_RATE: i64 = 131_056;

const MOST_DEFINITE_RETRIES: i64 = 8;
const LONGEST_DELAY: Duration = Duration::from_secs(300);

/// Judges attempt number `attempt` (1 for the first). `jitter` is between 0 and 1.
pub(super) fn judge(error: &CallError, attempt: i64, jitter: f64) -> Verdict {
    match error {
        CallError::NotSent(_) => Verdict::Later(backoff(2, attempt, jitter)),
        // Along with a 5xx Graph may still say that it did not take the message.
        CallError::Unknown(unknown) => match &unknown.graph {
            Some(error) if NOT_TAKEN.contains(&error.code) || advice(error.code).pauses_number() => judge_graph(error, attempt, jitter),
            _ => Verdict::Unknown,
        },
        CallError::Graph(error) => judge_graph(error, attempt, jitter),
    }
}

fn judge_graph(error: &GraphError, attempt: i64, jitter: f64) -> Verdict {
    // The token is no good, or the account is locked: nothing of this number can go.
    if advice(error.code).pauses_number() {
        return Verdict::PauseChannel;
    }
    // The whole number waits, so it is no fault of this message, however often it happens.
    if let Some(complaint) = Complaint::from_code(error.code) {
        return Verdict::SlowDown(complaint);
    }
    if NOT_TAKEN.contains(&error.code) {
        return if attempt >= MOST_DEFINITE_RETRIES {
            Verdict::Fail
        } else if error.code == PAIR_RATE {
            Verdict::Spread(backoff(4, attempt, jitter))
        } else {
            Verdict::Later(backoff(2, attempt, jitter))
        };
    }
    // A 5xx may be the answer to a message that went: never guess.
    if error.http_status.is_some_and(|status| status >= 500) {
        return Verdict::Unknown;
    }
    match advice(error.code).class {
        Class::Retry | Class::RateLimited if attempt < MOST_DEFINITE_RETRIES => Verdict::Later(backoff(2, attempt, jitter)),
        Class::Retry | Class::RateLimited | Class::Wait | Class::Permanent | Class::Fix => Verdict::Fail,
    }
}

/// `base^attempt` seconds, at most five minutes, a little less by chance so that many do not come back at once.
fn backoff(base: u32, attempt: i64, jitter: f64) -> Duration {
    let exponent = u32::try_from(attempt.clamp(1, 16)).unwrap_or(16);
    let full = Duration::from_secs(u64::from(base).saturating_pow(exponent)).min(LONGEST_DELAY);
    full.mul_f64(1.0 - 0.25 * jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(code: i64, http_status: u16) -> Verdict {
        let body = serde_json::json!({"error": {"code": code, "message": "(#x) y"}});
        let error = GraphError {
            http_status: Some(http_status),
            ..GraphError::from_body(&body).unwrap()
        };
        judge_graph(&error, 1, 0.0)
    }

    #[test]
    fn a_definite_refusal_never_becomes_unknown_and_a_doubt_never_a_retry() {
        assert_eq!(graph(131_026, 400), Verdict::Fail);
        assert_eq!(graph(131_047, 400), Verdict::Fail);
        assert_eq!(graph(131_049, 400), Verdict::Fail, "withheld marketing is not tried in a loop");
        assert_eq!(graph(190, 401), Verdict::PauseChannel);
        assert_eq!(graph(368, 400), Verdict::PauseChannel);
        assert_eq!(graph(130_429, 400), Verdict::SlowDown(Complaint::Throughput));
        assert_eq!(graph(80007, 400), Verdict::SlowDown(Complaint::Calls));
        assert_eq!(graph(4, 400), Verdict::SlowDown(Complaint::Calls));
        assert_eq!(graph(131_056, 400), Verdict::Spread(Duration::from_secs(4)));
        assert_eq!(graph(131_000, 500), Verdict::Unknown);
        assert_eq!(graph(131_016, 500), Verdict::Later(Duration::from_secs(2)));
        assert_eq!(graph(999_999, 400), Verdict::Fail);
    }

    #[test]
    fn waits_grow_to_a_bound_and_end() {
        assert_eq!(backoff(4, 3, 0.0), Duration::from_secs(64));
        assert_eq!(backoff(4, 9, 0.0), LONGEST_DELAY);
        assert_eq!(backoff(2, 1, 1.0), Duration::from_millis(1500));
        let body = serde_json::json!({"error": {"code": 131_056, "message": "m"}});
        assert_eq!(
            judge_graph(&GraphError::from_body(&body).unwrap(), MOST_DEFINITE_RETRIES, 0.0),
            Verdict::Fail
        );
        let body = serde_json::json!({"error": {"code": 130_429, "message": "m"}});
        assert_eq!(
            judge_graph(&GraphError::from_body(&body).unwrap(), 100, 0.0),
            Verdict::SlowDown(Complaint::Throughput),
            "the number's speed is not the message's fault"
        );
    }
}
