//! Which lines of a flow its tests have taken.

use std::collections::BTreeSet;

use serde::Serialize;

use super::TestResult;
use crate::graph::Flow;

/// Which lines were taken, by edge id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Taken by at least one test.
    pub taken: BTreeSet<String>,
    /// Taken by none.
    pub missed: BTreeSet<String>,
}

impl Coverage {
    /// Taken lines of a hundred; a flow without lines is covered.
    #[must_use]
    pub fn percent(&self) -> u32 {
        let all = self.taken.len() + self.missed.len();
        u32::try_from((self.taken.len() * 100).checked_div(all).unwrap_or(100)).unwrap_or(100)
    }
}

/// Which lines of `flow` the tests have taken.
#[must_use]
pub fn coverage(flow: &Flow, results: &[TestResult]) -> Coverage {
    let all: BTreeSet<String> = flow.graph().edges.iter().map(|edge| edge.id.clone()).collect();
    let taken: BTreeSet<String> = results
        .iter()
        .flat_map(|result| &result.edges)
        .filter(|edge| all.contains(*edge))
        .cloned()
        .collect();
    Coverage {
        missed: all.difference(&taken).cloned().collect(),
        taken,
    }
}
