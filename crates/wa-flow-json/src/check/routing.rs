//! Routes between screens: complete, forward, connected, ending on a terminal screen.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checker, shown};
use crate::Rule;
use crate::json::{Node, join};

const MAX_BRANCHES: usize = 10;

impl<'a> Checker<'a> {
    pub(super) fn routing(&mut self) {
        let survey = self.survey;
        let model = survey.model(self.root);
        if let Some(model) = model {
            if !self.expect(model, "/routing_model", "object") {
                return;
            }
            self.model(model);
        } else if survey.endpoint {
            // Reported as missing already; nothing to follow.
            return;
        }
        let known: BTreeSet<&str> = survey.screens.iter().map(|screen| screen.id).filter(|id| !id.is_empty()).collect();
        let mut edges: BTreeMap<&str, BTreeSet<&str>> = known.iter().map(|id| (*id, BTreeSet::new())).collect();
        for (from, targets) in survey.routes(self.root) {
            if let Some(edges) = edges.get_mut(from) {
                edges.extend(targets.into_iter().filter(|to| known.contains(to) && *to != from));
            }
        }
        self.branching(&edges);
        self.shape(&edges, model.is_some());
    }

    /// The written model by itself.
    fn model(&mut self, model: &'a Node) {
        let survey = self.survey;
        // A form of one screen may leave its model empty.
        let alone = survey.screens.len() == 1 && model.members().is_empty();
        for screen in survey
            .screens
            .iter()
            .filter(|screen| !alone && !screen.id.is_empty() && !mentioned(model, screen.id))
        {
            let message = format!("Following screens are missing in the routing model: {}.", shown(screen.id));
            self.report(Rule::RouteIncomplete, model, "/routing_model", message);
        }
        for member in model.members() {
            let at = join("/routing_model", &member.key);
            if survey.screen(&member.key).is_none() {
                self.report_key(
                    Rule::RouteUnknown,
                    member,
                    &at,
                    format!("Invalid screens found in the routing model: {}.", shown(&member.key)),
                );
            }
            if !self.expect(&member.value, &at, "array") {
                continue;
            }
            for (place, target) in member.value.items().iter().enumerate() {
                let at = format!("{at}/{place}");
                match target.text() {
                    None => {
                        self.expect(target, &at, "string");
                    }
                    Some(id) if id == member.key => {
                        self.report(
                            Rule::RouteSelf,
                            target,
                            &at,
                            format!("A route cannot lead to its own screen: {}.", shown(id)),
                        );
                    }
                    Some(id) if survey.screen(id).is_none() => {
                        self.report(
                            Rule::RouteUnknown,
                            target,
                            &at,
                            format!("Invalid screen found in the routing model: {}.", shown(id)),
                        );
                    }
                    Some(_) => {}
                }
            }
        }
        if !survey.endpoint {
            return;
        }
        for screen in &survey.screens {
            for (act, target) in screen.navigates() {
                let routes = model.get(screen.id).map_or(&[][..], Node::items);
                if survey.screen(target).is_some() && target != screen.id && !routes.iter().any(|route| route.text() == Some(target)) {
                    let message = format!("The routing model has no route from {} to {}.", shown(screen.id), shown(target));
                    self.report(Rule::NavigateOffRoute, act.node, &act.pointer, message);
                }
            }
        }
    }

    fn branching(&mut self, edges: &BTreeMap<&str, BTreeSet<&str>>) {
        for (from, targets) in edges.iter().filter(|(_, targets)| targets.len() > MAX_BRANCHES) {
            let (node, at) = self.place(from);
            let message = format!(
                "Number of branches exceeds the max limit of {MAX_BRANCHES} for screen: {from} ({}).",
                targets.len()
            );
            self.report(Rule::RouteTooMany, node, &at, message);
        }
    }

    fn shape(&mut self, edges: &BTreeMap<&str, BTreeSet<&str>>, written: bool) {
        let survey = self.survey;
        let Some(first) = survey.screens.first() else { return };
        let reached: BTreeSet<&str> = edges.values().flatten().copied().collect();
        if !edges.is_empty() && edges.keys().all(|id| reached.contains(id)) {
            let (node, at) = self.place(first.id);
            self.report(
                Rule::RouteNoEntry,
                node,
                &at,
                "No entry screen found in the routing model. Expected a screen with no inbound edges as the entry screen.",
            );
        }
        if written && survey.endpoint {
            let looping = looping(edges);
            if let Some(id) = looping.first() {
                let (node, at) = self.place(id);
                self.report(
                    Rule::RouteLoop,
                    node,
                    &at,
                    format!("Loop detected in the routing model for screens: {}.", looping.join(", ")),
                );
            }
        }
        // Connected, whichever way the routes point.
        let mut both: BTreeMap<&str, BTreeSet<&str>> = edges.clone();
        for (from, targets) in edges {
            for to in targets {
                both.entry(to).or_default().insert(from);
            }
        }
        let together = reach(&both, [first.id]);
        let apart: Vec<_> = edges.keys().filter(|id| !together.contains(*id)).copied().collect();
        if let Some(id) = apart.first() {
            let (node, at) = self.place(id);
            let message = format!(
                "Following screens are not connected with the rest of the screens: {}. All screens should be connected.",
                apart.join(", ")
            );
            self.report(Rule::RouteDisconnected, node, &at, message);
        }
        // From the terminal screens backwards.
        let mut back: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (from, targets) in edges {
            for to in targets {
                back.entry(to).or_default().insert(from);
            }
        }
        let ends: Vec<_> = survey.screens.iter().filter(|screen| screen.terminal).map(|screen| screen.id).collect();
        if ends.is_empty() {
            return;
        }
        let arriving = reach(&back, ends);
        for id in edges.keys().filter(|id| !arriving.contains(*id)) {
            let (node, at) = self.place(id);
            self.report(
                Rule::RouteDeadEnd,
                node,
                &at,
                format!(
                    "No way leads on from screen {} to a terminal screen; customers can only go back.",
                    shown(id)
                ),
            );
        }
    }

    /// Where to point at for a screen's routes.
    fn place(&self, id: &str) -> (&'a Node, String) {
        let written = self
            .root
            .get("routing_model")
            .and_then(|model| Some((model.get(id)?, join("/routing_model", id))));
        let survey = self.survey;
        written
            .or_else(|| {
                survey
                    .screen(id)
                    .map(|screen| (screen.node.get("id").unwrap_or(screen.node), join(&screen.pointer, "id")))
            })
            .unwrap_or((self.root, String::new()))
    }
}

/// As a start, or at least as the end of a route: Meta's own examples leave out screens from which nothing leads on.
fn mentioned(model: &Node, id: &str) -> bool {
    model
        .members()
        .iter()
        .any(|member| member.key == id || member.value.items().iter().any(|target| target.text() == Some(id)))
}

fn reach<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut waiting: Vec<_> = from.into_iter().collect();
    let mut seen: BTreeSet<_> = waiting.iter().copied().collect();
    while let Some(id) = waiting.pop() {
        for next in edges.get(id).into_iter().flatten() {
            if seen.insert(next) {
                waiting.push(next);
            }
        }
    }
    seen
}

/// Screens on some loop: what is left when screens without open ways in, or out, are taken away one after the other.
fn looping<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<&'a str> {
    let mut left: BTreeSet<&str> = edges.keys().copied().collect();
    loop {
        let before = left.len();
        let inbound: BTreeSet<&str> = left.iter().flat_map(|id| edges.get(id).into_iter().flatten()).copied().collect();
        left.retain(|id| inbound.contains(id));
        let still = left.clone();
        left.retain(|id| edges.get(id).is_some_and(|targets| targets.iter().any(|to| still.contains(to))));
        if left.len() == before {
            return left.into_iter().collect();
        }
    }
}
