#![doc = include_str!("../README.md")]

mod database;
mod dice;
mod meta;
mod mutation;
mod node;
mod screen;
mod task;
mod verdict;
mod world;

pub use mutation::Mutation;
pub use verdict::Broken;

use world::World;

/// A run that broke a promise.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Throws the same dice again.
    pub seed: u64,
    /// What was broken.
    pub broken: Broken,
    /// The last steps before it.
    pub last_steps: Vec<String>,
}

/// What a run that kept every promise went through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Steps taken.
    pub steps: u64,
    /// Nodes that crashed.
    pub crashes: u64,
    /// Nodes that hung.
    pub pauses: u64,
    /// Transactions that were undone, or whose answer got lost.
    pub database_faults: u64,
    /// Deliveries that Meta made.
    pub deliveries: u64,
    /// Messages that Meta took.
    pub posts: u64,
}

/// Steps with faults; then as many as it takes without.
const STEPS_WITH_FAULTS: u64 = 1_500;

/// Runs one seed: first everything may go wrong and no promise may break; then nothing goes wrong any more and everything must come to its end.
pub fn run(seed: u64, mutation: Option<Mutation>) -> Result<Report, Box<Failure>> {
    let mut world = World::new(seed, mutation);
    let outcome = world.rage(STEPS_WITH_FAULTS).and_then(|()| world.calm_down());
    match outcome {
        Ok(()) => Ok(world.report),
        Err(broken) => Err(Box::new(Failure {
            seed,
            broken,
            last_steps: world.last_steps(),
        })),
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(formatter, "seed {}: {}", self.seed, self.broken)?;
        for step in &self.last_steps {
            writeln!(formatter, "    {step}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
