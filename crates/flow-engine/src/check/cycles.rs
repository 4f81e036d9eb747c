//! Circles in which a run would turn without waiting for anything, until a limit stops it.

use std::collections::HashMap;

use super::Finding;
use super::subject::Subject;
use crate::nodes::NodeConfig;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    components(subject)
        .into_iter()
        .filter(|circle| !circle.iter().any(|id| has_bound(subject, id)))
        .map(|mut circle| {
            circle.sort_unstable();
            Finding::error(
                "cycle.endless",
                circle[0],
                "",
                format!("the flow turns in a circle here without waiting for anything: {}", circle.join(" → ")),
            )
        })
        .collect()
}

/// A goto that says how often breaks a circle.
fn has_bound(subject: &Subject<'_>, id: &str) -> bool {
    matches!(subject.config(id), Some(NodeConfig::Goto(goto)) if goto.times.is_some())
}

/// Whether a run passes the node without stopping.
pub(super) fn passes(subject: &Subject<'_>, id: &str) -> bool {
    subject.config(id).is_none_or(|config| !config.waits())
}

/// Circles of nodes that do not wait (strongly connected components, after Tarjan, without recursion).
pub(super) fn components<'f>(subject: &Subject<'f>) -> Vec<Vec<&'f str>> {
    let nodes: Vec<&str> = subject
        .graph
        .nodes
        .iter()
        .map(|node| node.id.as_str())
        .filter(|id| passes(subject, id))
        .collect();
    let place: HashMap<&str, usize> = nodes.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let next: Vec<Vec<usize>> = nodes
        .iter()
        .map(|id| subject.lines(id).iter().filter_map(|(_, to)| place.get(to).copied()).collect())
        .collect();
    let mut index = vec![usize::MAX; nodes.len()];
    let mut low = vec![0; nodes.len()];
    let mut on_stack = vec![false; nodes.len()];
    let (mut stack, mut counter, mut found) = (Vec::new(), 0, Vec::new());
    for root in 0..nodes.len() {
        if index[root] != usize::MAX {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                index[node] = counter;
                low[node] = counter;
                counter += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(&to) = next[node].get(edge) {
                work.push((node, edge + 1));
                if index[to] == usize::MAX {
                    work.push((to, 0));
                } else if on_stack[to] {
                    low[node] = low[node].min(index[to]);
                }
                continue;
            }
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == index[node] {
                let mut members = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    members.push(member);
                    if member == node {
                        break;
                    }
                }
                let turns = members.len() > 1 || next[node].contains(&node);
                if turns {
                    found.push(members.into_iter().map(|member| nodes[member]).collect());
                }
            }
        }
    }
    found
}
