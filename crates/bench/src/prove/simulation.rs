//! The seeded simulation of crate `dst`: no process, no database, many worlds a second. A failure names its seed, and the seed repeats it.

use std::time::Instant;

use anyhow::{Result, bail};

use super::{FIRST_SEED, Options};
use crate::figures;

/// Many seeds, or the one that was asked for; and every planted mistake must be found.
#[expect(clippy::print_stdout, reason = "the verdict is the result")]
pub(crate) fn run(options: &Options) -> Result<()> {
    let started = Instant::now();
    let count = options.seeds.unwrap_or(options.size(300, 200_000));
    let seeds = if options.seed == FIRST_SEED {
        FIRST_SEED..FIRST_SEED + count
    } else {
        options.seed..options.seed + 1
    };
    let (mut worlds, mut total) = (0_u64, dst::Report::default());
    for seed in seeds {
        let report = match dst::run(seed, None) {
            Ok(report) => report,
            Err(failure) => bail!("{failure}\nrepeat it with: cargo xtask prove simulation --seed {seed}"),
        };
        worlds += 1;
        total.steps += report.steps;
        total.crashes += report.crashes;
        total.pauses += report.pauses;
        total.database_faults += report.database_faults;
        total.deliveries += report.deliveries;
        total.posts += report.posts;
    }
    println!(
        "{worlds} worlds of three nodes, {} steps, {} crashes, {} pauses, {} transactions undone or unheard, {} deliveries, {} posts: no promise broken; {:.0} s",
        total.steps,
        total.crashes,
        total.pauses,
        total.database_faults,
        total.deliveries,
        total.posts,
        started.elapsed().as_secs_f64()
    );
    let patience = options.size(600, 5_000);
    let missed: Vec<_> = dst::Mutation::ALL
        .into_iter()
        .filter(|mutation| (0..patience).all(|seed| dst::run(seed, Some(*mutation)).is_ok()))
        .collect();
    if !missed.is_empty() {
        bail!("planted mistakes were not found: {missed:?}");
    }
    println!("all {} planted mistakes were found", dst::Mutation::ALL.len());
    let kept = serde_json::json!({ "worlds": worlds, "steps": total.steps, "crashes": total.crashes, "pauses": total.pauses,
        "database_faults": total.database_faults, "deliveries": total.deliveries, "posts": total.posts, "planted_mistakes_found": dst::Mutation::ALL.len() });
    figures::keep("simulation", &kept)?;
    Ok(())
}
