//! Seeded randomness: the same seed gives the same ids, shuffles and faults.

use base64::{Engine, prelude::BASE64_STANDARD};

/// A small deterministic generator (SplitMix64). Not for secrets: nothing outside the simulator trusts it.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// From a seed, or from the operating system so that two runs never give the same message ids.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        Self(seed.unwrap_or_else(|| {
            let mut bytes = [0; 8];
            getrandom::fill(&mut bytes).expect("the operating system gives randomness");
            u64::from_le_bytes(bytes)
        }))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    }

    /// A number below `limit` (0 when `limit` is 0).
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).expect("a usize fits in 64 bits");
        usize::try_from(self.next() % limit).expect("smaller than a usize")
    }

    /// True with probability `rate`.
    pub(crate) fn chance(&mut self, rate: f64) -> bool {
        // 53 bits: every double between 0 and 1 that a rate can be.
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
        let drawn = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        drawn < rate
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.next().to_le_bytes()[0])
    }

    /// `count` decimal digits, the first not zero: what Meta's ids look like.
    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|at| char::from(b'0' + if at == 0 { 1 + self.digit(9) } else { self.digit(10) }))
            .collect()
    }

    /// An id like the ones WhatsApp gives to messages: opaque, unique, base64 behind `wamid.`.
    pub(crate) fn wamid(&mut self, who: &str) -> String {
        let mut bytes = vec![0x1d, 0x02, 0x0b, u8::try_from(who.len()).unwrap_or(u8::MAX)];
        bytes.extend(who.bytes());
        bytes.extend([0x15, 0x02, 0x00, 0x12, 0x18, 0x14]);
        bytes.extend(hex::encode_upper(self.bytes::<10>()).bytes());
        bytes.push(0x00);
        format!("wamid.{}", BASE64_STANDARD.encode(bytes))
    }

    fn digit(&mut self, below: usize) -> u8 {
        u8::try_from(self.below(below)).expect("a digit fits a byte")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_everything_drawn() {
        let mut draws = [Random::new(Some(7)), Random::new(Some(7))].map(|mut random| {
            let mut order = [1, 2, 3, 4, 5, 6];
            random.shuffle(&mut order);
            (random.digits(15), random.wamid("5215512345678"), order)
        });
        let [first, second] = &mut draws;
        assert_eq!(first, second);
        assert_eq!(first.0.len(), 15);
    }

    #[test]
    fn rates_are_kept() {
        let mut random = Random::new(Some(1));
        let hits = (0..10_000).filter(|_| random.chance(0.3)).count();
        assert!((2_800..3_200).contains(&hits), "{hits}");
        assert!((0..100).all(|_| random.chance(1.0)));
        assert!((0..100).all(|_| !random.chance(0.0)));
    }
}
