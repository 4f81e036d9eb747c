//! So many in so long, for each key, in memory: a bucket that refills steadily. Full buckets are forgotten, so memory stays bounded.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::{Clock, Timestamp};

/// Keys remembered at once; beyond it the ones closest to full are forgotten first.
const CAPACITY: usize = 100_000;

/// Counts by key.
pub struct Throttle<K> {
    burst: f64,
    refill: Duration,
    clock: Arc<dyn Clock>,
    buckets: Mutex<HashMap<K, Bucket>>,
}

struct Bucket {
    tokens: f64,
    at: Timestamp,
}

impl<K: Eq + Hash + Clone> Throttle<K> {
    /// `count` at once, refilled evenly over `period`.
    #[must_use]
    pub fn new(count: u32, period: Duration, clock: Arc<dyn Clock>) -> Self {
        let burst = f64::from(count.max(1));
        Self {
            burst,
            refill: period.div_f64(burst),
            clock,
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Takes one; or says how long until there is one.
    pub fn take(&self, key: &K) -> Result<(), Duration> {
        let now = self.clock.now();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= CAPACITY && !buckets.contains_key(key) {
            self.forget(&mut buckets, now);
        }
        let bucket = buckets.entry(key.clone()).or_insert(Bucket { tokens: self.burst, at: now });
        bucket.tokens = self.tokens(bucket, now);
        bucket.at = now;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            Ok(())
        } else {
            Err(self.refill.mul_f64(1.0 - bucket.tokens))
        }
    }

    /// Gives back what [`Self::take`] took: it turned out to be a good one.
    pub fn give_back(&self, key: &K) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(key) {
            bucket.tokens = (bucket.tokens + 1.0).min(self.burst);
        }
    }

    /// How many are left, and how long until all are there again.
    pub fn level(&self, key: &K) -> (u32, Duration) {
        let now = self.clock.now();
        let buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let tokens = buckets.get(key).map_or(self.burst, |bucket| self.tokens(bucket, now));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a number of 32 bits")]
        let left = tokens.floor() as u32;
        (left, self.refill.mul_f64(self.burst - tokens))
    }

    fn tokens(&self, bucket: &Bucket, now: Timestamp) -> f64 {
        (bucket.tokens + now.since(bucket.at).as_secs_f64() / self.refill.as_secs_f64()).min(self.burst)
    }

    /// Drops full buckets; when all are in use, drops the fuller half.
    fn forget(&self, buckets: &mut HashMap<K, Bucket>, now: Timestamp) {
        buckets.retain(|_, bucket| self.tokens(bucket, now) < self.burst);
        if buckets.len() >= CAPACITY {
            let mut levels: Vec<f64> = buckets.values().map(|bucket| self.tokens(bucket, now)).collect();
            let middle = levels.len() / 2;
            let (_, median, _) = levels.select_nth_unstable_by(middle, f64::total_cmp);
            let median = *median;
            buckets.retain(|_, bucket| self.tokens(bucket, now) < median);
        }
    }
}

#[cfg(test)]
mod tests {
    use model::TestClock;

    use super::*;

    #[test]
    fn takes_a_burst_then_waits_for_refills() {
        let clock = TestClock::at(Timestamp::from_seconds(1_000));
        let throttle = Throttle::new(5, Duration::from_secs(60), Arc::new(clock.clone()));
        assert!((0..5).all(|_| throttle.take(&"a").is_ok()));
        assert_eq!(throttle.take(&"a"), Err(Duration::from_secs(12)));
        assert!(throttle.take(&"b").is_ok(), "another key is not concerned");
        clock.advance(Duration::from_secs(12));
        assert!(throttle.take(&"a").is_ok());
        assert!(throttle.take(&"a").is_err());
        throttle.give_back(&"a");
        assert!(throttle.take(&"a").is_ok());
        clock.advance(Duration::from_secs(3600));
        assert!((0..5).all(|_| throttle.take(&"a").is_ok()), "nobody is locked out for good");
        assert!(throttle.take(&"a").is_err(), "and nothing is saved up beyond the burst");
    }

    #[test]
    fn memory_stays_bounded() {
        let throttle = Throttle::new(5, Duration::from_secs(60), Arc::new(TestClock::at(Timestamp::from_seconds(1_000))));
        for key in 0..CAPACITY + 10 {
            let _ = throttle.take(&key);
        }
        assert!(throttle.buckets.lock().unwrap().len() <= CAPACITY);
    }
}
