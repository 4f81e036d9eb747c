//! What questions cost. Prices are millionths of a currency per million tokens, so a token costs a millionth of the price, rounded up.

use chrono::Datelike as _;
use model::Timestamp;
use store::LlmConnectionRow;

/// Fewer tokens than this are no answer.
const LEAST_TOKENS: u32 = 16;

/// What the connection's owner pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prices {
    input: i64,
    output: i64,
}

impl Prices {
    pub(super) fn of(row: &LlmConnectionRow) -> Option<Self> {
        Some(Self {
            input: row.input_price?,
            output: row.output_price?,
        })
    }

    pub(super) fn cost(self, input_tokens: u32, output_tokens: u32) -> i64 {
        let part = |tokens: u32, price: i64| i64::try_from((i128::from(tokens) * i128::from(price) + 999_999) / 1_000_000).unwrap_or(i64::MAX);
        part(input_tokens, self.input).saturating_add(part(output_tokens, self.output))
    }

    /// The most tokens that may be written for `most` in all; nothing when that would be no answer.
    pub(super) fn tokens_within(self, input_tokens: u32, wished: u32, most: i64) -> Option<u32> {
        let left = most - self.cost(input_tokens, 0);
        let affordable = match self.output {
            _ if left < 0 => 0,
            0 => wished,
            price => u32::try_from(i128::from(left) * 1_000_000 / i128::from(price)).unwrap_or(u32::MAX),
        };
        Some(affordable.min(wished)).filter(|tokens| *tokens >= LEAST_TOKENS.min(wished))
    }
}

/// Tokens of a text, guessed high: three bytes each, and what surrounds a message.
pub(super) fn guess_tokens(texts: impl Iterator<Item = usize>) -> u32 {
    let tokens: usize = texts.map(|bytes| bytes / 3 + 9).sum();
    u32::try_from(tokens).unwrap_or(u32::MAX)
}

/// `202611`, in UTC.
pub(super) fn month(now: Timestamp) -> i64 {
    let date = chrono::DateTime::from_timestamp_millis(now.millis()).unwrap_or_default();
    i64::from(date.year()) * 100 + i64::from(date.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_cost_what_they_cost() {
        // 3 and 15 dollars a million tokens.
        let prices = Prices {
            input: 3_000_000,
            output: 15_000_000,
        };
        assert_eq!(prices.cost(1000, 200), 3000 + 3000);
        assert_eq!(Prices { input: 1, output: 0 }.cost(1, 1), 1);
        assert_eq!(prices.tokens_within(1000, 512, 6000), Some(200));
        assert_eq!(prices.tokens_within(1000, 100, 6000), Some(100));
        assert_eq!(prices.tokens_within(1000, 512, 3100), None);
        assert_eq!(prices.tokens_within(1000, 512, 1), None);
        assert_eq!(Prices { input: 0, output: 0 }.tokens_within(1000, 512, 0), Some(512));
    }

    #[test]
    fn months_are_those_of_utc() {
        assert_eq!(month(Timestamp::from_millis(1_795_435_060_044)), 202_611);
        assert_eq!(month(Timestamp::from_millis(0)), 197_001);
    }
}
