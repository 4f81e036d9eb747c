//! What a flow can do at most between two waits: so many messages, so many calls to the outside.

use std::collections::HashMap;

use serde::Serialize;

use super::World;
use super::cycles::{components, passes};
use super::subject::Subject;
use crate::graph::Flow;

/// At most so much between two waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// Messages.
    pub sends: u32,
    /// Requests, functions and models asked.
    pub calls: u32,
}

/// The bounds of a flow, subflows not counted.
#[must_use]
pub fn bounds(flow: &Flow) -> Bounds {
    let world = World::default();
    let subject = Subject::new(flow, &world);
    let limits = flow.guardrails();
    // A circle may be run through as often as its nodes may be visited.
    let times: HashMap<&str, u32> = components(&subject)
        .into_iter()
        .flatten()
        .map(|id| (id, limits.visits_per_node))
        .collect();
    let heaviest = |weight: fn(&crate::nodes::NodeConfig) -> bool| {
        let mut known = HashMap::new();
        let mut most = 0;
        for node in &subject.graph.nodes {
            most = most.max(heaviest_from(&subject, &node.id, &times, weight, &mut known));
        }
        most.min(limits.steps_per_sprint)
    };
    Bounds {
        sends: heaviest(|config| config.traits().sends),
        calls: heaviest(|config| config.traits().asks),
    }
}

/// The heaviest way from a node to the next wait. What lies in one circle counts together, so the ways between circles have no turn.
fn heaviest_from<'f>(
    subject: &Subject<'f>,
    from: &'f str,
    times: &HashMap<&str, u32>,
    weight: fn(&crate::nodes::NodeConfig) -> bool,
    known: &mut HashMap<&'f str, u32>,
) -> u32 {
    // Depth first without recursion: a node is settled when all after it are; one that is under way lies on a circle and is counted by its own weight.
    let own = |id: &str| {
        subject
            .config(id)
            .filter(|config| weight(config))
            .map_or(0, |_| times.get(id).copied().unwrap_or(1))
    };
    let mut work = vec![(from, false)];
    let mut under_way = std::collections::HashSet::new();
    while let Some((id, settled)) = work.pop() {
        if known.contains_key(id) {
            continue;
        }
        let leaves = passes(subject, id) || id == from;
        if settled {
            let after = subject
                .lines(id)
                .iter()
                .filter(|_| leaves)
                .filter_map(|(_, to)| known.get(to))
                .max()
                .copied()
                .unwrap_or(0);
            known.insert(id, own(id).saturating_add(after));
            continue;
        }
        if !under_way.insert(id) {
            continue;
        }
        work.push((id, true));
        if leaves {
            work.extend(
                subject
                    .lines(id)
                    .iter()
                    .filter(|(_, to)| !known.contains_key(to))
                    .map(|(_, to)| (*to, false)),
            );
        }
    }
    known.get(from).copied().unwrap_or(0)
}
