//! Many seeds keep every promise, and every planted mistake is found: a green run means something.

use dst::{Mutation, run};

/// Seeds without a mistake; the full number is `cargo xtask prove simulation`.
const SEEDS: u64 = 1_500;
/// A planted mistake must show within so many.
const PATIENCE: u64 = 1_500;

#[test]
fn no_seed_breaks_a_promise() {
    for seed in 0..SEEDS {
        if let Err(failure) = run(seed, None) {
            panic!("{failure}");
        }
    }
}

#[test]
fn every_planted_mistake_is_found() {
    let missed: Vec<_> = Mutation::ALL
        .into_iter()
        .filter(|mutation| (0..PATIENCE).all(|seed| run(seed, Some(*mutation)).is_ok()))
        .collect();
    assert!(missed.is_empty(), "nothing broke with {missed:?}");
}

#[test]
fn a_seed_repeats_itself() {
    assert_eq!(run(42, None).unwrap(), run(42, None).unwrap());
    assert_ne!(run(42, None).unwrap(), run(43, None).unwrap());
    let broken = |seed| run(seed, Some(Mutation::RetryLostAnswer)).err().map(|failure| failure.to_string());
    let seed = (0..PATIENCE).find(|seed| broken(*seed).is_some()).unwrap();
    assert_eq!(broken(seed), broken(seed));
}
