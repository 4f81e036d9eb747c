//! What changed between two versions of a form, in the words of its author: screens, components, data, routes.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::json::{self, Node, join};
use crate::survey::{Placed, Screen, Survey};

/// One change. Pointers lead into the text where the thing is: the new one, for what went away the old one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    ScreenAdded {
        screen: String,
        pointer: String,
    },
    ScreenRemoved {
        screen: String,
        pointer: String,
    },
    ComponentAdded {
        screen: String,
        component: String,
        pointer: String,
    },
    ComponentRemoved {
        screen: String,
        component: String,
        pointer: String,
    },
    /// Any other property: of the form, a screen, a component or declared data.
    Changed {
        screen: Option<String>,
        component: Option<String>,
        property: String,
        before: Value,
        after: Value,
        pointer: String,
    },
    RouteAdded {
        from: String,
        to: String,
    },
    RouteRemoved {
        from: String,
        to: String,
    },
}

/// More than anybody reads.
const MAX_CHANGES: usize = 1000;

/// The changes from one text to another; nothing when one of them is no JSON object.
pub fn diff(before: &str, after: &str) -> Option<Vec<Change>> {
    let read = |text| json::read(text).ok().filter(Node::is_object);
    let (old, new) = (read(before)?, read(after)?);
    let (was, is) = (Survey::new(&old), Survey::new(&new));
    let mut changes = Vec::new();
    properties(&mut changes, None, None, (&old, &new), "", &["screens", "routing_model"]);
    for screen in is.screens.iter().filter(|screen| was.screen(screen.id).is_none()) {
        changes.push(Change::ScreenAdded {
            screen: screen.id.to_owned(),
            pointer: screen.pointer.clone(),
        });
    }
    for screen in &was.screens {
        match is.screen(screen.id) {
            None => changes.push(Change::ScreenRemoved {
                screen: screen.id.to_owned(),
                pointer: screen.pointer.clone(),
            }),
            Some(now) => screens(&mut changes, screen, now),
        }
    }
    let routes = |survey: &Survey<'_>, root| -> Vec<(String, String)> {
        let pairs = survey.routes(root).into_iter();
        pairs
            .flat_map(|(from, targets)| targets.into_iter().map(move |to| (from.to_owned(), to.to_owned())))
            .collect()
    };
    let (had, has) = (routes(&was, &old), routes(&is, &new));
    let pair = |(from, to): &(String, String)| (from.clone(), to.clone());
    changes.extend(
        has.iter()
            .filter(|route| !had.contains(route))
            .map(pair)
            .map(|(from, to)| Change::RouteAdded { from, to }),
    );
    changes.extend(
        had.iter()
            .filter(|route| !has.contains(route))
            .map(pair)
            .map(|(from, to)| Change::RouteRemoved { from, to }),
    );
    changes.truncate(MAX_CHANGES);
    Some(changes)
}

fn screens(changes: &mut Vec<Change>, was: &Screen<'_>, is: &Screen<'_>) {
    properties(changes, Some(is.id), None, (was.node, is.node), &is.pointer, &["layout", "id"]);
    let (old, new) = (named(was), named(is));
    for (name, placed) in &new {
        match old.get(name) {
            None => changes.push(Change::ComponentAdded {
                screen: is.id.to_owned(),
                component: name.clone(),
                pointer: placed.pointer.clone(),
            }),
            Some(before) => {
                let skip = ["children", "then", "else", "cases"];
                properties(changes, Some(is.id), Some(name), (before.node, placed.node), &placed.pointer, &skip);
            }
        }
    }
    for (name, placed) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        changes.push(Change::ComponentRemoved {
            screen: is.id.to_owned(),
            component: name.clone(),
            pointer: placed.pointer.clone(),
        });
    }
}

/// Components by a name that survives moving: inputs by theirs, others by kind and how many of it came before.
fn named<'b, 'a>(screen: &'b Screen<'a>) -> BTreeMap<String, &'b Placed<'a>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for placed in &screen.placed {
        let kind = placed.type_name();
        let name = match placed.input_name() {
            Some(name) => format!("{kind} {name}"),
            None => {
                let count = counts.entry(kind).or_default();
                *count += 1;
                if *count == 1 { kind.to_owned() } else { format!("{kind} {count}") }
            }
        };
        found.entry(name).or_insert(placed);
    }
    found
}

fn properties(changes: &mut Vec<Change>, screen: Option<&str>, component: Option<&str>, (was, is): (&Node, &Node), at: &str, skip: &[&str]) {
    let names = was.members().iter().chain(is.members()).map(|member| member.key.as_str());
    let names: std::collections::BTreeSet<&str> = names.filter(|name| !skip.contains(name)).collect();
    for name in names {
        if changes.len() >= MAX_CHANGES {
            return;
        }
        let value = |node: &Node| node.get(name).map_or(Value::Null, Node::to_value);
        let (before, after) = (value(was), value(is));
        if before != after {
            changes.push(Change::Changed {
                screen: screen.map(str::to_owned),
                component: component.map(str::to_owned),
                property: name.to_owned(),
                before: brief(before),
                after: brief(after),
                pointer: join(at, name),
            });
        }
    }
}

/// Pictures are not worth showing.
fn brief(value: Value) -> Value {
    match value {
        Value::String(text) if text.len() > 1000 => {
            let start: String = text.chars().take(80).collect();
            Value::String(format!("{start}… ({} characters)", text.chars().count()))
        }
        other => other,
    }
}
