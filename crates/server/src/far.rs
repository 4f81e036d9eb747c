//! What other nodes told of the people at their consoles: believed for a while, forgotten when the node ends or goes quiet, and never more than fits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Every node tells everything again well within this time.
const BELIEVED: Duration = Duration::from_secs(25);
/// Things that are remembered; more is not shown. Whoever can reach the carrier could tell any number.
const MOST: usize = 50_000;
/// Nodes that are believed about one thing.
const MOST_NODES: usize = 64;

/// Facts about things, each told by some nodes.
#[derive(Debug)]
pub(crate) struct Far<Thing, Fact>(BTreeMap<Thing, Vec<Told<Fact>>>);

#[derive(Debug)]
struct Told<Fact> {
    node: Arc<str>,
    at: Instant,
    fact: Fact,
}

impl<Thing, Fact> Default for Far<Thing, Fact> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Thing: Copy + Ord, Fact: Copy + PartialEq> Far<Thing, Fact> {
    /// A node tells a fact of a thing, or that it has none. True when that is news.
    pub(crate) fn hear(&mut self, node: &Arc<str>, thing: Thing, fact: Option<Fact>, now: Instant) -> bool {
        let Some(fact) = fact else { return self.drop_one(node, thing) };
        if !self.0.contains_key(&thing) && self.0.len() >= MOST {
            return false;
        }
        let all = self.0.entry(thing).or_default();
        let has_room = all.len() < MOST_NODES;
        match all.iter_mut().find(|told| told.node == *node) {
            Some(told) => {
                told.at = now;
                std::mem::replace(&mut told.fact, fact) != fact
            }
            None if !has_room => false,
            None => {
                all.push(Told {
                    node: node.clone(),
                    at: now,
                    fact,
                });
                true
            }
        }
    }

    /// The node ended. Gives the things that it told of.
    pub(crate) fn forget(&mut self, node: &str) -> Vec<Thing> {
        self.drop_where(|told| *told.node == *node)
    }

    /// Forgets what was not told again in time. Gives the things it was about.
    pub(crate) fn expire(&mut self, now: Instant) -> Vec<Thing> {
        self.drop_where(|told| now.saturating_duration_since(told.at) > BELIEVED)
    }

    /// What the nodes tell of things from `first` on, as long as they are `wanted`.
    pub(crate) fn from(&self, first: Thing, wanted: impl Fn(&Thing) -> bool) -> impl Iterator<Item = (Thing, Fact)> {
        let range = self.0.range(first..).take_while(move |(thing, _)| wanted(thing));
        range.flat_map(|(thing, all)| all.iter().map(|told| (*thing, told.fact)))
    }

    fn drop_one(&mut self, node: &Arc<str>, thing: Thing) -> bool {
        let Some(all) = self.0.get_mut(&thing) else { return false };
        let before = all.len();
        all.retain(|told| told.node != *node);
        let is_news = all.len() < before;
        if all.is_empty() {
            self.0.remove(&thing);
        }
        is_news
    }

    fn drop_where(&mut self, is_over: impl Fn(&Told<Fact>) -> bool) -> Vec<Thing> {
        let mut dropped = Vec::new();
        self.0.retain(|thing, all| {
            let before = all.len();
            all.retain(|told| !is_over(told));
            if all.len() < before {
                dropped.push(*thing);
            }
            !all.is_empty()
        });
        dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_counts_until_its_node_ends_or_goes_quiet() {
        let (one, two, start) = (Arc::from("one"), Arc::from("two"), Instant::now());
        let mut far: Far<u8, bool> = Far::default();
        assert!(far.hear(&one, 7, Some(false), start));
        assert!(!far.hear(&one, 7, Some(false), start), "the same again is no news");
        assert!(far.hear(&one, 7, Some(true), start));
        assert!(far.hear(&two, 7, Some(false), start + Duration::from_secs(20)));
        assert!(far.hear(&two, 8, Some(false), start + Duration::from_secs(20)));
        assert_eq!(far.from(7, |thing| *thing == 7).count(), 2);
        assert_eq!(far.expire(start + Duration::from_secs(30)), [7], "one did not tell again");
        assert_eq!(far.from(0, |_| true).collect::<Vec<_>>(), [(7, false), (8, false)]);
        assert!(far.hear(&two, 8, None, start) && !far.hear(&two, 8, None, start));
        assert_eq!(far.forget("two"), [7]);
        assert_eq!(far.from(0, |_| true).count(), 0);
    }

    #[test]
    fn r06_no_more_is_remembered_than_fits() {
        let (node, now) = (Arc::from("forger"), Instant::now());
        let mut far: Far<usize, ()> = Far::default();
        for thing in 0..MOST + 10 {
            far.hear(&node, thing, Some(()), now);
        }
        assert_eq!(far.from(0, |_| true).count(), MOST);
    }
}
