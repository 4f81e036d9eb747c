//! The architecture as a test: each check is a small file here, a line in the list below, and a test that it can fail.
//!
//! Checks read the tree once, as text; none builds anything, so all of them together take seconds.

mod bans;
mod code;
mod docs;
mod evidence;
mod first_lines;
mod lists;
mod modules;
mod orphans;
mod pure;
mod rooms;
mod schema;
mod shape;
mod sql;
mod tenant;
mod tree;

use std::fmt;

use anyhow::{Result, ensure};

use crate::args::Args;
pub use tree::{Source, Tree};

/// Something out of place, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    place: String,
    says: String,
}

impl Finding {
    fn new(place: impl Into<String>, says: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            says: says.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.says)
    }
}

/// One check: its name, and what it finds in the tree.
pub type Check = (&'static str, fn(&Tree) -> Result<Vec<Finding>>);

/// THE LIST of checks.
pub const CHECKS: &[Check] = &[
    ("banned crates stay out", bans::check),
    ("documents tell the truth about the tree", docs::check),
    ("every module says what it is for", first_lines::check),
    ("guarantees name proofs that exist", evidence::check),
    ("lists are complete", lists::check),
    ("modules import downward", modules::check),
    ("no file is forgotten", orphans::check),
    ("pure rooms stay pure", pure::check),
    ("rooms open only listed doors", rooms::check),
    ("sql lives in the store", sql::check),
    ("statements name the tenant", tenant::check),
    ("the two schemas are one", schema::check),
];

/// `cargo xtask tidy`: prints what is out of place, then the shape report, which only informs.
pub fn run(args: Args) -> Result<()> {
    args.end()?;
    let tree = Tree::read()?;
    let mut found = 0;
    for (name, check) in CHECKS {
        let findings = check(&tree)?;
        println!("{} {name}", if findings.is_empty() { "✓" } else { "✗" });
        for finding in &findings {
            println!("    {finding}");
        }
        found += findings.len();
    }
    println!("\n{}", shape::report(&tree));
    ensure!(found == 0, "{found} things are out of place");
    Ok(())
}
