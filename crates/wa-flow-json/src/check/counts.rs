//! How many of what on a screen and in a form.

use super::Checker;
use crate::Rule;
use crate::catalog::Group;
use crate::json::Node;
use crate::survey::{Placed, Screen};
use crate::version::v;

const COMPONENTS: usize = 50;

impl<'a> Checker<'a> {
    pub(super) fn counts(&mut self, screen: &Screen<'a>) {
        let all = &screen.placed;
        if let Some(extra) = all.get(COMPONENTS) {
            let message = format!("Maximum number of components allowed per screen is {COMPONENTS} but found {}.", all.len());
            self.report(Rule::TooManyComponents, extra.node, &extra.pointer, message);
        }
        for (name, most, rule) in [
            ("EmbeddedLink", 2, Rule::MaxEmbeddedLink),
            ("Image", 3, Rule::MaxImage),
            ("OptIn", 5, Rule::MaxOptIn),
            ("ImageCarousel", 2, Rule::MaxCarousel),
        ] {
            self.at_most(all.iter().filter(|placed| placed.is(name)), name, most, rule);
        }
        self.at_most(
            all.iter().filter(|placed| placed.kind.is_some_and(|kind| kind.group == Group::Picker)),
            "PhotoPicker or DocumentPicker",
            1,
            Rule::MaxPicker,
        );
        self.footers(screen);
        self.alone(screen);
    }

    fn at_most<'b>(&mut self, found: impl Iterator<Item = &'b Placed<'a>>, name: &str, most: usize, rule: Rule)
    where
        'a: 'b,
    {
        let found: Vec<_> = found.collect();
        if let Some(extra) = found.get(most) {
            let message = format!("Maximum number of {name} allowed per screen is {most} but found {}.", found.len());
            self.report(rule, extra.node, &extra.pointer, message);
        }
    }

    fn footers(&mut self, screen: &Screen<'a>) {
        let is_footer = |placed: &&Placed<'a>| placed.is("Footer");
        let outside: Vec<_> = screen.placed.iter().filter(is_footer).filter(|placed| !placed.branched).collect();
        let inside = screen.placed.iter().filter(is_footer).find(|placed| placed.branched);
        if let Some(second) = outside.get(1) {
            let message = format!("Maximum number of Footer allowed per screen is 1 but found {}.", outside.len());
            self.report(Rule::MaxFooter, second.node, &second.pointer, message);
        }
        // Two branching components with a Footer each would show two at a time; so would one beside a Footer outside.
        let owners: std::collections::BTreeSet<_> = screen
            .placed
            .iter()
            .filter(is_footer)
            .filter(|placed| placed.branched)
            .map(|placed| owner(&placed.pointer))
            .collect();
        let within = owners.iter().any(|owner| most_at_once(screen, owner) > 1);
        if let Some(inside) = inside
            && (!outside.is_empty() || owners.len() > 1 || within)
        {
            self.report(
                Rule::MoreThanOneFooter,
                inside.node,
                &inside.pointer,
                "Maximum number of Footer component allowed per screen is 1.",
            );
        }
    }

    /// Components that want the screen for themselves.
    fn alone(&mut self, screen: &Screen<'a>) {
        let others = |names: &[&str]| {
            screen
                .placed
                .iter()
                .any(|placed| placed.node.is_object() && !names.contains(&placed.type_name()))
        };
        if let Some(text) = screen.placed.iter().find(|placed| placed.is("RichText")) {
            let many = screen.placed.iter().filter(|placed| placed.is("RichText")).count() > 1;
            let company: &[&str] = if self.version() >= v(6, 3) {
                &["RichText", "Footer"]
            } else {
                &["RichText"]
            };
            // A terminal screen must have its Footer in any version.
            let final_pair = screen.terminal && !others(&["RichText", "Footer"]);
            if many || (others(company) && !final_pair) {
                self.report(
                    Rule::RichTextAlone,
                    text.node,
                    &text.pointer,
                    "RichText must be the only component of its screen, from 6.3 on beside a Footer.",
                );
            }
        }
        let lists: Vec<_> = screen.placed.iter().filter(|placed| placed.is("NavigationList")).collect();
        let Some(first) = lists.first() else { return };
        let message = if screen.terminal {
            "A NavigationList cannot be used on a terminal screen."
        } else if others(&["NavigationList"]) {
            "A NavigationList cannot be used together with other components."
        } else if lists.len() > 2 {
            "There can be at most 2 NavigationLists per screen."
        } else {
            return;
        };
        self.report(Rule::NavigationListPlace, first.node, &first.pointer, message);
    }

    /// Carousels in the whole form.
    pub(super) fn carousels(&mut self) {
        let survey = self.survey;
        let all: Vec<_> = survey
            .screens
            .iter()
            .flat_map(|screen| &screen.placed)
            .filter(|placed| placed.is("ImageCarousel"))
            .collect();
        if let Some(extra) = all.get(3) {
            let message = format!("Maximum number of ImageCarousel allowed per Flow is 3 but found {}.", all.len());
            self.report(Rule::MaxCarousel, extra.node, &extra.pointer, message);
        }
    }
}

/// The outermost `If` or `Switch` around a component: the pointer up to its branch.
fn owner(pointer: &str) -> &str {
    ["/then/", "/else/", "/cases/"]
        .iter()
        .filter_map(|branch| pointer.find(branch))
        .min()
        .map_or(pointer, |end| &pointer[..end])
}

/// Footers that one branch of it shows at a time.
fn most_at_once(screen: &Screen<'_>, owner: &str) -> usize {
    let Some(placed) = screen.placed.iter().find(|placed| placed.pointer == owner) else {
        return 0;
    };
    let direct = |branch: Option<&Node>| {
        branch
            .map_or(&[][..], Node::items)
            .iter()
            .filter(|node| node.get("type").and_then(Node::text) == Some("Footer"))
            .count()
    };
    let cases = placed.node.get("cases").map_or(&[][..], Node::members);
    let most = cases.iter().map(|case| direct(Some(&case.value))).max().unwrap_or(0);
    most.max(direct(placed.node.get("then"))).max(direct(placed.node.get("else")))
}
