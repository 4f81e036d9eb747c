//! The simulator's clock: real time plus an offset that can be turned, or frozen altogether.

use std::{
    fmt,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use tokio::sync::watch;

/// A moment by the simulator's clock, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(i64);

/// Tells the time inside the simulator, and lets it be turned.
#[derive(Debug)]
pub struct Clock {
    frozen: Option<Time>,
    offset: watch::Sender<i64>,
}

impl Time {
    /// A moment from milliseconds since 1970.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, as WhatsApp writes timestamps.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This moment and `duration` more.
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(millis(duration)))
    }

    /// Time passed since `earlier`; zero when `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0).try_into().unwrap_or(0))
    }
}

impl Clock {
    /// A clock that runs, or one that stands still at `frozen` until it is turned.
    pub fn new(frozen: Option<Time>) -> Self {
        Self {
            frozen,
            offset: watch::Sender::new(0),
        }
    }

    /// What time it is in the simulator.
    pub fn now(&self) -> Time {
        let base = self.frozen.unwrap_or_else(system_now);
        Time(base.0 + *self.offset.borrow())
    }

    /// How far the clock was turned, in milliseconds.
    pub fn offset(&self) -> i64 {
        *self.offset.borrow()
    }

    /// Whether time only moves by [`Clock::advance`].
    pub fn is_frozen(&self) -> bool {
        self.frozen.is_some()
    }

    /// Turns the clock forward; everything that was to happen meanwhile falls due.
    pub fn advance(&self, by: Duration) {
        self.offset.send_modify(|offset| *offset = offset.saturating_add(millis(by)));
    }

    /// Waits until the clock shows `time`.
    pub(crate) async fn until(&self, time: Time) {
        let mut turned = self.offset.subscribe();
        loop {
            turned.borrow_and_update();
            let left = time.since(self.now());
            if left.is_zero() {
                return;
            }
            if self.is_frozen() {
                if turned.changed().await.is_err() {
                    return;
                }
            } else {
                tokio::select! {
                    () = rest(left) => {}
                    _ = turned.changed() => {}
                }
            }
        }
    }

    /// Waits `nominal` as the simulator feels it: `nominal × scale` of real time, less when the clock is turned that far.
    pub(crate) async fn pause(&self, nominal: Duration, scale: f64) {
        let mut turned = self.offset.subscribe();
        let due = turned.borrow_and_update().saturating_add(millis(nominal));
        let real = rest(nominal.mul_f64(scale.max(0.0)));
        tokio::pin!(real);
        loop {
            tokio::select! {
                () = &mut real => return,
                _ = turned.changed() => {
                    if *turned.borrow_and_update() >= due {
                        return;
                    }
                }
            }
        }
    }
}

/// RFC 3339 in UTC with milliseconds.
impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.0.div_euclid(86_400_000), self.0.rem_euclid(86_400_000));
        let (year, month, day) = civil(days);
        let (hours, minutes, seconds, millis) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000);
        write!(
            formatter,
            "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{millis:03}Z"
        )
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| D::Error::custom("not a time like 2026-11-22T21:30:12.040Z"))
    }
}

/// Lets real time pass. The pace of phones and networks is what a simulator imitates, and nothing waits for it that could wait for an event.
#[expect(clippy::disallowed_methods, reason = "the only place in this room where real time passes")]
pub(crate) async fn rest(duration: Duration) {
    tokio::time::sleep(duration).await;
}

#[expect(clippy::disallowed_methods, reason = "this room must not know `model`, so it has its own clock")]
fn system_now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time(millis(since))
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Year, month and day of a day number counted from 1970-01-01 (proleptic Gregorian calendar).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468; // days since 0000-03-01
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn parse(text: &str) -> Option<Time> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let fraction = if text.get(19..20) == Some(".") { number(20..23)? } else { 0 };
    if !text.ends_with('Z') || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
    Some(Time(((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_and_read_as_rfc_3339() {
        let check = |millis: i64, text: &str| {
            assert_eq!(Time(millis).to_string(), text);
            assert_eq!(parse(text), Some(Time(millis)), "{text}");
        };
        check(0, "1970-01-01T00:00:00.000Z");
        check(951_782_400_000, "2000-02-29T00:00:00.000Z");
        check(1_739_321_024_005, "2025-02-12T00:43:44.005Z");
        check(4_107_542_399_999, "2100-02-28T23:59:59.999Z");
    }

    #[tokio::test]
    async fn a_frozen_clock_moves_only_when_turned() {
        let clock = Clock::new(Some(Time(1000)));
        assert_eq!(clock.now(), Time(1000));
        let (_, ()) = tokio::join!(clock.until(Time(6000)), async { clock.advance(Duration::from_secs(5)) });
        assert_eq!(clock.now(), Time(6000));
    }

    #[tokio::test]
    async fn a_pause_ends_when_the_clock_is_turned_past_it() {
        let clock = Clock::new(None);
        let day = Duration::from_secs(86_400);
        tokio::join!(clock.pause(day, 1.0), async { clock.advance(day) });
    }
}
