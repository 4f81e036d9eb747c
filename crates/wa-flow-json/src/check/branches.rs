//! `If` and `Switch`: what may stand in their branches, and where a Footer goes.

use super::Checker;
use crate::Rule;
use crate::json::{Node, join};
use crate::survey::{Placed, Screen};

const IF_DEPTH: usize = 3;

impl<'a> Checker<'a> {
    pub(super) fn branches(&mut self, screen: &Screen<'a>) {
        for placed in screen.placed.iter().filter(|placed| placed.node.is_object()) {
            self.inside(placed);
            match placed.type_name() {
                "If" => self.branches_of_if(placed),
                "Switch" => self.cases(placed),
                _ => {}
            }
        }
    }

    /// A component in a branch.
    fn inside(&mut self, placed: &Placed<'a>) {
        let Some(kind) = placed.kind else { return };
        if kind.name == "Switch" && placed.branched && placed.pointer.contains("/cases/") {
            return self.report(
                Rule::BranchComponent,
                placed.node,
                &placed.pointer,
                "A Switch cannot stand inside a Switch.",
            );
        }
        if kind.name == "If" {
            if placed.pointer.contains("/cases/") {
                self.report(Rule::BranchComponent, placed.node, &placed.pointer, "An If cannot stand inside a Switch.");
            } else if placed.ifs >= IF_DEPTH {
                self.report(
                    Rule::IfTooDeep,
                    placed.node,
                    &placed.pointer,
                    format!("It is allowed to nest up to {IF_DEPTH} 'If' components."),
                );
            }
            return;
        }
        if placed.branched && kind.in_branches.is_none_or(|since| self.version() < since) {
            let message = match kind.in_branches {
                Some(since) => format!("{} inside If and Switch needs Flow JSON {since}.", kind.name),
                None => format!("{} is not allowed inside If and Switch.", kind.name),
            };
            self.report(Rule::BranchComponent, placed.node, &placed.pointer, message);
        }
    }

    fn branches_of_if(&mut self, placed: &Placed<'a>) {
        let (node, at) = (placed.node, &placed.pointer);
        if let Some(then) = node.get("then")
            && then.is_array()
            && then.items().is_empty()
        {
            self.report(
                Rule::BranchEmpty,
                then,
                &join(at, "then"),
                "Expected array to contain at least one component.",
            );
        }
        let then = footers(node.get("then"));
        let other = footers(node.get("else"));
        if (then > 0) != (other > 0) {
            let message = if node.get("else").is_none() {
                "Missing Footer inside one of the 'If' component branches. Branch 'else' should exist and contain one Footer."
            } else {
                "Footer component must be present in all branches of 'If' component if it exists in any one branch."
            };
            self.report(Rule::IfFooter, node, at, message);
        }
        if placed.ifs > 0 && then + other > 0 {
            self.report(
                Rule::NestedFooter,
                node,
                at,
                "A Footer can be added within 'If' only in the first level, not inside a nested 'If'.",
            );
        }
    }

    fn cases(&mut self, placed: &Placed<'a>) {
        let (node, at) = (placed.node, &placed.pointer);
        let Some(cases) = node.get("cases").filter(|cases| cases.is_object()) else {
            return;
        };
        let pointer = join(at, "cases");
        if cases.members().is_empty() {
            return self.report(Rule::BranchEmpty, cases, &pointer, format!("Invalid empty property found at: {pointer}."));
        }
        for case in cases.members() {
            self.expect(&case.value, &join(&pointer, &case.key), "array");
        }
        let with = cases.members().iter().filter(|case| footers(Some(&case.value)) > 0).count();
        if with > 0 && with < cases.members().len() {
            self.report(
                Rule::SwitchFooter,
                cases,
                &pointer,
                "Footer component must be present in all switch cases if it exists in any one case.",
            );
        }
        if placed.ifs > 0 && with > 0 {
            self.report(Rule::NestedFooter, node, at, "A Footer can be added only in the first level of branches.");
        }
    }
}

/// Footers right inside a branch, or in an `If` or `Switch` inside it.
fn footers(branch: Option<&Node>) -> usize {
    let mut count = 0;
    for node in branch.map_or(&[][..], Node::items) {
        count += match node.get("type").and_then(Node::text) {
            Some("Footer") => 1,
            Some("If") => footers(node.get("then")).max(footers(node.get("else"))),
            Some("Switch") => node
                .get("cases")
                .map_or(&[][..], Node::members)
                .iter()
                .map(|case| footers(Some(&case.value)))
                .max()
                .unwrap_or(0),
            _ => 0,
        };
    }
    count
}
