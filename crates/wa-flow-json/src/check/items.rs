//! Options to choose from: `data-source`, written down or declared as data.

use super::{Checker, shown};
use crate::Rule;
use crate::expression::{Reference, Type};
use crate::json::{Node, join};
use crate::survey::{Placed, Screen};
use crate::version::v;

const KNOWN: &[&str] = &[
    "id",
    "title",
    "description",
    "metadata",
    "enabled",
    "image",
    "alt-text",
    "color",
    "on-select-action",
    "on-unselect-action",
];
const CHIP: &[&str] = &["id", "title", "enabled", "on-select-action", "on-unselect-action"];

impl<'a> Checker<'a> {
    pub(super) fn options(&mut self, screen: &'a Screen<'a>, placed: &Placed<'a>, node: &'a Node, at: &str, (least, most): (usize, usize)) {
        let _ = screen;
        if !self.expect(node, at, "array") {
            return;
        }
        let items = node.items();
        let pictures = items.iter().any(|item| item.get("image").is_some());
        let most = if placed.is("Dropdown") && pictures { 100 } else { most };
        if items.len() < least {
            self.report(
                Rule::TooFewItems,
                node,
                at,
                format!("Property 'data-source' should have at least '{least}' items."),
            );
        } else if items.len() > most {
            self.report(
                Rule::TooManyItems,
                node,
                at,
                format!("There are {} options; {most} is the most.", items.len()),
            );
        }
        let chips = placed.is("ChipsSelector");
        let mut seen = std::collections::HashSet::new();
        for (place, item) in items.iter().enumerate() {
            let at = format!("{at}/{place}");
            if !self.only(item, &at, if chips { CHIP } else { KNOWN }, &["id", "title"]) {
                continue;
            }
            self.option(item, &at);
            if let Some(id) = item.get("id").and_then(Node::text)
                && !seen.insert(id)
            {
                self.report(Rule::DuplicateOption, item, &at, format!("Two options have the id '{}'.", shown(id)));
            }
        }
    }

    fn option(&mut self, item: &'a Node, at: &str) {
        for (name, most) in [("id", 4096), ("title", 30), ("description", 300), ("metadata", 20), ("alt-text", 4096)] {
            if let Some(text) = item.get(name) {
                self.text(text, &join(at, name), most, name != "title" && name != "id");
            }
        }
        if let Some(enabled) = item.get("enabled") {
            self.expect(enabled, &join(at, "enabled"), "boolean");
        }
        for (name, since) in [
            ("image", v(5, 0)),
            ("alt-text", v(5, 0)),
            ("color", v(5, 0)),
            ("on-select-action", v(6, 0)),
            ("on-unselect-action", v(6, 0)),
        ] {
            if let (Some(value), true) = (item.get(name), self.version() < since) {
                self.report(
                    Rule::PropertyTooNew,
                    value,
                    &join(at, name),
                    format!("Property '{name}' of an option needs Flow JSON {since}."),
                );
            }
        }
        if let Some(image) = item.get("image") {
            self.image(image, &join(at, "image"), self.option_picture());
        }
        if let Some(color) = item.get("color") {
            let fine = color.text().is_some_and(|text| {
                let digits = text.strip_prefix('#').unwrap_or(text);
                digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            });
            if !fine {
                self.report(
                    Rule::WrongFormat,
                    color,
                    &join(at, "color"),
                    "A colour is written with six hexadecimal digits.",
                );
            }
        }
    }

    /// 300 KB before 6.0, 100 KB since.
    pub(super) fn option_picture(&self) -> usize {
        if self.version() >= v(6, 0) { 100 * 1024 } else { 300 * 1024 }
    }

    /// Options that come as data: are they declared with id and title?
    pub(super) fn declared_options(&mut self, schema: &Node, reference: &Reference, node: &Node, at: &str) {
        let Some(properties) = schema.get("items").and_then(|items| items.get("properties")) else {
            return;
        };
        for name in ["id", "title"] {
            let kind = properties
                .get(name)
                .map(|schema| schema.get("type").and_then(Node::text).and_then(Type::from_schema));
            let message = match kind {
                None => format!(
                    "Data model schema is invalid for '${{{}}}'. Missing schema for {name}.",
                    reference.written()
                ),
                Some(Some(Type::Text) | None) => continue,
                Some(Some(_)) => format!(
                    "Data model schema is invalid for '${{{}}}'. Expected {name} to be of type string.",
                    reference.written()
                ),
            };
            self.report(Rule::ReferenceType, node, at, message);
        }
    }
}
