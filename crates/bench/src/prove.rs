//! The proofs: what was promised is checked against a ledger after the worst has been done.

pub(crate) mod deliveries;
pub(crate) mod kills;
pub(crate) mod outbound;
pub(crate) mod poison;
pub(crate) mod power;
pub(crate) mod screens;
pub(crate) mod simulation;
pub(crate) mod stale;
pub(crate) mod statuses;
pub(crate) mod storm;

mod crash;
mod inbound;
mod sends;
mod trace;

use std::collections::HashSet;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::database::{Kind, Oracle};

/// Used when none is given.
pub(crate) const FIRST_SEED: u64 = 1;

/// Numbers that make a proof small or large.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// Small numbers, for each change.
    #[arg(long)]
    pub(crate) ci: bool,
    /// How often the process is killed (default 10000, with --ci 12).
    #[arg(long)]
    pub(crate) kills: Option<u32>,
    /// How many deliveries are sent (default 1000000, with --ci 1500).
    #[arg(long)]
    pub(crate) deliveries: Option<usize>,
    /// How many messages are sent by `outbound` (default 100000, with --ci 150).
    #[arg(long)]
    pub(crate) sends: Option<usize>,
    /// How often a node is paused by `stale` (default 1000, with --ci 4).
    #[arg(long)]
    pub(crate) pauses: Option<u32>,
    /// How many of the pauses of `stale` wait until the real leases are over, a minute and a half at most (default 5, with --ci none).
    #[arg(long)]
    pub(crate) real: Option<u32>,
    /// How many poisoned deliveries `poison` sends (default 10000, with --ci 12).
    #[arg(long)]
    pub(crate) poison: Option<usize>,
    /// How many seconds `storm` lasts (default 60, with --ci 3).
    #[arg(long)]
    pub(crate) seconds: Option<u64>,
    /// How many clients `screens` opens (default 200, or more where the machine allows; with --ci 24).
    #[arg(long)]
    pub(crate) clients: Option<usize>,
    /// How often `screens` cuts each client (default 50, with --ci 4).
    #[arg(long)]
    pub(crate) cuts: Option<u32>,
    /// At how many moments `power` cuts the current (default 2000, with --ci 60).
    #[arg(long)]
    pub(crate) power_cuts: Option<usize>,
    /// How often `power` ends a whole PostgreSQL server (default 200, with --ci 3).
    #[arg(long)]
    pub(crate) crashes: Option<u32>,
    /// How many messages `statuses` reports on (default 5000, with --ci 60).
    #[arg(long)]
    pub(crate) messages: Option<usize>,
    /// How many seeds `simulation` runs (default 200000, with --ci 300); with `--seed` given, only that one.
    #[arg(long)]
    pub(crate) seeds: Option<u64>,
    /// Only this database.
    #[arg(long)]
    pub(crate) database: Option<Kind>,
    /// Same numbers, same dice.
    #[arg(long, default_value_t = FIRST_SEED)]
    pub(crate) seed: u64,
}

impl Options {
    fn kills(&self) -> u32 {
        self.kills.unwrap_or(self.size(12, 10_000))
    }

    fn deliveries(&self) -> usize {
        self.deliveries.unwrap_or(self.size(1_500, 1_000_000))
    }

    /// The small number with `--ci`, else the full one.
    fn size<T>(&self, small: T, full: T) -> T {
        if self.ci { small } else { full }
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

    /// One of them.
    pub(crate) fn pick<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[usize::try_from(self.below(items.len() as u64)).unwrap_or(0)]
    }

    /// True so often out of a hundred.
    pub(crate) fn percent(&mut self, often: u64) -> bool {
        self.below(100) < often
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
