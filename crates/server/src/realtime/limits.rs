//! How much one socket may say: short bursts are fine, floods are not answered, and a flood that goes on ends the socket.

use std::time::Instant;

/// Signals at once.
const BURST: f64 = 40.0;
/// Signals a second, on the long run.
const RATE: f64 = 10.0;
/// Unanswered signals after which the socket ends.
const PATIENCE: u32 = 400;

/// What to do with a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Answer it.
    Fine,
    /// Do as if it had not come.
    Ignore,
    /// End the socket.
    End,
}

/// Counts the signals of one socket.
#[derive(Debug)]
pub(super) struct Bucket {
    left: f64,
    at: Instant,
    ignored: u32,
}

impl Bucket {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            left: BURST,
            at: now,
            ignored: 0,
        }
    }

    pub(super) fn take(&mut self, now: Instant) -> Verdict {
        self.left = (self.left + now.saturating_duration_since(self.at).as_secs_f64() * RATE).min(BURST);
        self.at = now;
        if self.left >= 1.0 {
            self.left -= 1.0;
            self.ignored = 0;
            return Verdict::Fine;
        }
        self.ignored += 1;
        if self.ignored > PATIENCE { Verdict::End } else { Verdict::Ignore }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn r05_a_flood_is_ignored_and_then_ended() {
        let start = Instant::now();
        let mut bucket = Bucket::new(start);
        let verdicts: Vec<Verdict> = (0..500).map(|_| bucket.take(start)).collect();
        assert_eq!(verdicts.iter().filter(|verdict| **verdict == Verdict::Fine).count(), 40);
        assert_eq!(verdicts[440], Verdict::End);
        assert_eq!(bucket.take(start + Duration::from_secs(1)), Verdict::Fine, "patience returns with time");
    }
}
