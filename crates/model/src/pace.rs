//! How fast one number sends: a bucket of tokens that fills at the speed Meta allows, learns down when Meta complains, and slowly up again.
//!
//! Meta (*Throughput*): 80 messages a second for a number, up to 1,000 after an upgrade, and 20 for a number that is also in the Business app.
//! Beyond it a send is refused with 130429; 4 and 80007 mean that the app or the account made too many calls in this hour.

use std::time::Duration;

use crate::Timestamp;

/// Most messages a second of a number that is also used in the phone app.
pub const COEXISTENCE_PER_SECOND: i64 = 20;
/// Bounds of what an admin can set.
pub const OVERRIDE_PER_SECOND: std::ops::RangeInclusive<i64> = 1..=1000;

/// One message, in thousandths.
const ONE: i64 = 1000;
/// Meta's complaints within this time count as one: many sends are on their way at once.
const ONE_COMPLAINT: Duration = Duration::from_secs(1);
/// After this long without a complaint the next one starts at the shortest pause again.
const FORGIVEN_AFTER: Duration = Duration::from_secs(120);
/// Speed comes back only after this long without a complaint…
const QUIET_BEFORE_FASTER: Duration = Duration::from_secs(10);
/// …and takes this long from nothing to the full limit.
const FULL_AFTER_MS: i64 = 300_000;

/// Why Meta wants us to slow down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complaint {
    /// 130429: the number sends too many messages a second.
    Throughput,
    /// 4 and 80007: the app or the account made too many calls in this hour.
    Calls,
}

impl Complaint {
    /// The complaint that Meta's code stands for.
    #[must_use]
    pub const fn from_code(code: i64) -> Option<Self> {
        match code {
            130_429 => Some(Self::Throughput),
            4 | 80007 => Some(Self::Calls),
            _ => None,
        }
    }

    const fn pauses(self) -> (Duration, Duration) {
        match self {
            Self::Throughput => (Duration::from_secs(1), Duration::from_secs(60)),
            Self::Calls => (Duration::from_secs(60), Duration::from_secs(3600)),
        }
    }
}

/// The bucket of one number. All amounts are thousandths of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// What Meta allows, or an admin set, a second.
    pub limit_milli: i64,
    /// What we learned to be possible, a second; never above the limit.
    pub learned_milli: i64,
    /// What may leave at once.
    pub tokens_milli: i64,
    /// When the tokens were last counted.
    pub refilled_at: Timestamp,
    /// When Meta last complained.
    pub slowed_at: Timestamp,
    /// Complaints in a row.
    pub strikes: i64,
    /// Nothing leaves before.
    pub paused_until: Timestamp,
}

/// What a number may send a second: what an admin set, else what Meta says, at most 20 with the phone app.
#[must_use]
pub fn limit_per_second(meta_says: i64, is_on_biz_app: bool, override_per_second: Option<i64>) -> i64 {
    let metas = if is_on_biz_app {
        meta_says.min(COEXISTENCE_PER_SECOND)
    } else {
        meta_says
    };
    override_per_second.unwrap_or(metas).max(1)
}

impl Pace {
    /// A full bucket.
    #[must_use]
    pub fn new(per_second: i64, now: Timestamp) -> Self {
        let limit_milli = per_second.max(1) * ONE;
        let mut pace = Self {
            limit_milli,
            learned_milli: limit_milli,
            tokens_milli: 0,
            refilled_at: now,
            slowed_at: Timestamp::from_millis(0),
            strikes: 0,
            paused_until: Timestamp::from_millis(0),
        };
        pace.tokens_milli = pace.capacity();
        pace
    }

    /// The same bucket under another limit.
    #[must_use]
    pub fn limited_to(self, per_second: i64) -> Self {
        let limit_milli = per_second.max(1) * ONE;
        // What was never slowed down stands at its limit and moves with it.
        let learned_milli = if self.learned_milli >= self.limit_milli {
            limit_milli
        } else {
            self.learned_milli.min(limit_milli)
        };
        Self {
            limit_milli,
            learned_milli,
            ..self
        }
    }

    /// Takes up to `wanted` messages' worth; gives how many may leave now.
    pub fn take(&mut self, wanted: i64, now: Timestamp) -> i64 {
        self.refill(now);
        if now < self.paused_until {
            return 0;
        }
        let granted = (self.tokens_milli / ONE).clamp(0, wanted.max(0));
        self.tokens_milli -= granted * ONE;
        granted
    }

    /// Gives back what was taken and not needed.
    pub fn give_back(&mut self, unused: i64) {
        self.tokens_milli = (self.tokens_milli + unused.max(0) * ONE).min(self.capacity());
    }

    /// When the next message may leave.
    #[must_use]
    pub fn next_at(&self, now: Timestamp) -> Timestamp {
        let missing = (ONE - self.tokens_milli).max(0);
        let wait = missing.saturating_mul(1000).div_ceil_by(self.learned_milli.max(1));
        (now + Duration::from_millis(wait)).max(self.paused_until)
    }

    /// Meta complained: half the speed, and a pause that doubles with each complaint in a row. `jitter` (0 to 1) makes it up to a quarter longer.
    pub fn slow_down(&mut self, complaint: Complaint, jitter: f64, now: Timestamp) {
        self.refill(now);
        if now.since(self.slowed_at) < ONE_COMPLAINT {
            return;
        }
        self.strikes = if now.since(self.slowed_at) > FORGIVEN_AFTER {
            1
        } else {
            self.strikes + 1
        };
        self.learned_milli = (self.learned_milli / 2).max(ONE);
        self.tokens_milli = 0;
        self.slowed_at = now;
        let (first, longest) = complaint.pauses();
        let doublings = u32::try_from((self.strikes - 1).clamp(0, 16)).unwrap_or(16);
        let pause = first.saturating_mul(1 << doublings).min(longest);
        self.paused_until = self.paused_until.max(now + pause.mul_f64(1.0 + 0.25 * jitter.clamp(0.0, 1.0)));
        self.refilled_at = self.paused_until;
    }

    /// Half a second's worth, so that no second sees more than one and a half times the limit even after a rest.
    fn capacity(&self) -> i64 {
        (self.learned_milli / 2).max(ONE)
    }

    fn refill(&mut self, now: Timestamp) {
        let elapsed = now.millis() - self.refilled_at.millis();
        if elapsed <= 0 {
            return;
        }
        if now.since(self.slowed_at) > QUIET_BEFORE_FASTER {
            let gained = i128::from(self.limit_milli) * i128::from(elapsed) / i128::from(FULL_AFTER_MS);
            let learned = i128::from(self.learned_milli) + gained;
            self.learned_milli = i64::try_from(learned.min(i128::from(self.limit_milli))).unwrap_or(self.limit_milli);
        }
        let filled = i128::from(self.tokens_milli) + i128::from(self.learned_milli) * i128::from(elapsed) / 1000;
        self.tokens_milli = i64::try_from(filled.min(i128::from(self.capacity()))).unwrap_or(ONE);
        self.refilled_at = now;
    }
}

/// Division that rounds up, for the wait of a token.
trait DivCeil {
    fn div_ceil_by(self, divisor: i64) -> u64;
}

impl DivCeil for i64 {
    fn div_ceil_by(self, divisor: i64) -> u64 {
        u64::try_from((self + divisor - 1) / divisor).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(1_000_000 + millis)
    }

    /// Takes as fast as possible for so many milliseconds.
    fn sent(pace: &mut Pace, from: i64, to: i64) -> i64 {
        (from..to).map(|millisecond| pace.take(1000, at(millisecond))).sum()
    }

    #[test]
    fn sends_at_the_limit_and_hardly_more_in_any_second() {
        let mut pace = Pace::new(80, at(0));
        let first = sent(&mut pace, 0, 1000);
        assert!((80..=120).contains(&first), "{first}");
        let second = sent(&mut pace, 1000, 2000);
        assert!((79..=81).contains(&second), "{second}");
    }

    #[test]
    fn a_complaint_halves_the_speed_and_quiet_brings_it_back_slowly() {
        let mut pace = Pace::new(80, at(0));
        pace.slow_down(Complaint::Throughput, 0.0, at(2000));
        pace.slow_down(Complaint::Throughput, 0.0, at(2500));
        assert_eq!(
            (pace.learned_milli, pace.strikes),
            (40_000, 1),
            "answers of the same burst are one complaint"
        );
        assert_eq!(pace.take(10, at(2999)), 0);
        let second = sent(&mut pace, 3000, 4000);
        assert!((39..=41).contains(&second), "{second}");
        pace.take(0, at(15_000));
        assert!(pace.learned_milli < 50_000, "slowly: {}", pace.learned_milli);
        pace.take(0, at(400_000));
        assert_eq!(pace.learned_milli, 80_000);
    }

    #[test]
    fn complaints_in_a_row_pause_longer_up_to_a_bound() {
        let mut pace = Pace::new(80, at(0));
        let mut now = at(2000);
        for wanted in [1, 2, 4, 8, 16, 32, 60, 60] {
            pace.slow_down(Complaint::Throughput, 0.0, now);
            assert_eq!(pace.paused_until.since(now), Duration::from_secs(wanted));
            now = pace.paused_until;
        }
        assert_eq!(pace.learned_milli, 1000, "never below one a second");
        pace.slow_down(Complaint::Throughput, 0.0, now + Duration::from_secs(600));
        assert_eq!(pace.strikes, 1, "forgiven");
        let mut calls = Pace::new(80, at(0));
        calls.slow_down(Complaint::Calls, 1.0, at(2000));
        assert_eq!(calls.paused_until.since(at(2000)), Duration::from_secs(75));
    }

    #[test]
    fn the_limit_is_metas_the_phone_apps_or_an_admins() {
        assert_eq!(limit_per_second(80, false, None), 80);
        assert_eq!(limit_per_second(1000, true, None), 20);
        assert_eq!(limit_per_second(80, true, Some(5)), 5);
        assert_eq!(limit_per_second(0, false, None), 1);
        assert_eq!(Pace::new(80, at(0)).limited_to(20).learned_milli, 20_000);
        assert_eq!(Pace::new(80, at(0)).limited_to(1000).learned_milli, 1_000_000);
    }

    #[test]
    fn says_when_the_next_may_leave() {
        let mut pace = Pace::new(20, at(0));
        assert_eq!(pace.take(100, at(0)), 10);
        assert_eq!(pace.next_at(at(0)), at(50));
        assert_eq!(pace.take(1, at(49)), 0);
        assert_eq!(pace.take(1, at(50)), 1);
    }
}
