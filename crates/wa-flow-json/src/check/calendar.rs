//! CalendarPicker: one date, or a range whose texts and dates come in pairs.

use super::Checker;
use crate::Rule;
use crate::catalog::{Component, Shape};
use crate::json::{Kind, Node, join};
use crate::survey::Placed;

use super::value::looks_dynamic;

const PAIR: &[&str] = &["start-date", "end-date"];

impl<'a> Checker<'a> {
    pub(super) fn calendar(&mut self, placed: &Placed<'a>) {
        let (node, at) = (placed.node, &placed.pointer);
        let mode = node.get("mode").and_then(Node::text).unwrap_or("single");
        let known = !looks_dynamic(mode);
        let range = mode == "range";
        for name in ["title", "description", "min-days", "max-days"] {
            if let (Some(value), true) = (node.get(name), known && !range) {
                self.report(
                    Rule::CalendarRange,
                    value,
                    &join(at, name),
                    format!("Property '{name}' is only for mode 'range'."),
                );
            }
        }
        for property in placed.kind.map_or(&[][..], |kind: &Component| kind.properties) {
            let Some(value) = node.get(property.name).filter(|value| !value.text().is_some_and(looks_dynamic)) else {
                continue;
            };
            let at = join(at, property.name);
            if !matches!(property.shape, Shape::RangeText { .. } | Shape::RangeFlag | Shape::RangeDate) {
                continue;
            }
            match &value.kind {
                Kind::Object(_) if known && !range => {
                    self.report(
                        Rule::CalendarRange,
                        value,
                        &at,
                        "A pair of 'start-date' and 'end-date' is only for mode 'range'.",
                    );
                }
                Kind::Object(_) => {
                    let required: &[&str] = if property.name == "label" { PAIR } else { &[] };
                    self.only(value, &at, PAIR, required);
                    for name in PAIR {
                        if let Some(part) = value.get(name).filter(|part| !part.text().is_some_and(looks_dynamic)) {
                            self.single(property.shape, part, &join(&at, name));
                        }
                    }
                }
                _ if range => {
                    let message = format!(
                        "In mode 'range' property '{}' is an object of 'start-date' and 'end-date'.",
                        property.name
                    );
                    self.report(Rule::CalendarRange, value, &at, message);
                }
                _ => self.single(property.shape, value, &at),
            }
        }
    }

    fn single(&mut self, shape: Shape, value: &Node, at: &str) {
        match shape {
            Shape::RangeText { most } => self.text(value, at, most, true),
            Shape::RangeDate => self.date(value, at),
            _ => {
                self.expect(value, at, "boolean");
            }
        }
    }
}
