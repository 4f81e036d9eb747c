//! The proofs: what was promised is checked against a ledger after the worst has been done.

pub(crate) mod deliveries;
pub(crate) mod kills;

use std::collections::HashSet;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::database::{Kind, Oracle};

/// Numbers that make a proof small or large.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// Small numbers, for each change.
    #[arg(long)]
    pub(crate) ci: bool,
    /// How often the process is killed (default 300, with --ci 12).
    #[arg(long)]
    pub(crate) kills: Option<u32>,
    /// How many deliveries are sent (default 200000, with --ci 5000).
    #[arg(long)]
    pub(crate) deliveries: Option<usize>,
    /// Only this database.
    #[arg(long)]
    pub(crate) database: Option<Kind>,
    /// Same numbers, same dice.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

impl Options {
    fn kills(&self) -> u32 {
        self.kills.unwrap_or(if self.ci { 12 } else { 300 })
    }

    fn deliveries(&self) -> usize {
        self.deliveries.unwrap_or(if self.ci { 5_000 } else { 200_000 })
    }

    fn databases(&self) -> Vec<Kind> {
        self.database.map_or_else(|| vec![Kind::Sqlite, Kind::Postgres], |only| vec![only])
    }
}

/// What is wrong when the ledger and the database are laid side by side; empty when all is well.
async fn differences(expected: &HashSet<String>, oracle: &Oracle) -> Result<Vec<String>> {
    oracle.drained(Duration::from_secs(600)).await?;
    let stored = oracle.wamids().await?;
    let distinct: HashSet<&String> = stored.iter().collect();
    let missing = expected.iter().filter(|wamid| !distinct.contains(wamid)).count();
    let unknown = distinct.iter().filter(|wamid| !expected.contains(**wamid)).count();
    let mut wrong = oracle.broken_rules().await?;
    let counts = [
        (missing, "messages are missing"),
        (stored.len() - distinct.len(), "messages are doubled"),
        (unknown, "messages are stored that nobody sent"),
    ];
    wrong.extend(
        counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, says)| format!("{count} {says}")),
    );
    Ok(wrong)
}

/// A small generator of dice, the same for the same seed (SplitMix64).
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }

    /// Another order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = usize::try_from(self.below(at as u64 + 1)).unwrap_or(0);
            items.swap(at, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_dice() {
        let throw = |seed| {
            (0..20)
                .map({
                    let mut dice = Dice::new(seed);
                    move |_| dice.below(6)
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(throw(1), throw(1));
        assert_ne!(throw(1), throw(2));
        assert!(throw(3).iter().all(|number| *number < 6));
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..50).collect();
        Dice::new(4).shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
