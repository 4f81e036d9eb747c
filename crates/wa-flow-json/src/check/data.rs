//! What a screen declares to be given: a JSON Schema for each name, with an example.

use super::{Checker, shown};
use crate::Rule;
use crate::expression::Type;
use crate::json::{Kind, Node, join};
use crate::survey::Screen;

impl<'a> Checker<'a> {
    pub(super) fn data(&mut self, screen: &Screen<'a>) {
        let Some(data) = screen.node.get("data") else { return };
        if !self.expect(data, &join(&screen.pointer, "data"), "object") {
            return;
        }
        for field in &screen.data {
            if !self.expect(field.node, &field.pointer, "object") {
                continue;
            }
            self.declaration(field.node, &field.pointer, true);
            match field.node.get("__example__") {
                None => {
                    let message = format!("Declared data '{}' needs an '__example__'.", shown(field.name));
                    self.report(Rule::DataExample, field.node, &field.pointer, message);
                }
                Some(example) => self.example(field.node, example, &join(&field.pointer, "__example__")),
            }
        }
    }

    /// One schema, and those inside it.
    fn declaration(&mut self, schema: &'a Node, at: &str, top: bool) {
        if !top && let Some(example) = schema.get("__example__") {
            let message = format!("Property '__example__' is allowed only as a top level property of data model. Invalid entry: '{at}'.");
            self.report(Rule::DataExampleNested, example, &join(at, "__example__"), message);
        }
        let Some(kind) = schema.get("type") else {
            self.report(Rule::DataType, schema, at, "Missing the definition of property 'type'.");
            return;
        };
        match kind.text().and_then(Type::from_schema) {
            None => {
                let message = "Expected the property 'type' to be one of: [string, number, integer, boolean, object, array].";
                self.report(Rule::DataType, kind, &join(at, "type"), message);
            }
            Some(Type::List) => match schema.get("items") {
                None => self.report(Rule::DataItems, schema, at, "Missing the schema for property 'items' in array."),
                Some(items) if items.is_object() => self.declaration(items, &join(at, "items"), false),
                Some(items) if items.flag().is_some() => {}
                Some(items) => self.report(
                    Rule::DataItems,
                    items,
                    &join(at, "items"),
                    "Expected the property 'items' to be of type boolean or object.",
                ),
            },
            Some(Type::Object) => {
                let at = join(at, "properties");
                for member in schema.get("properties").map_or(&[][..], Node::members) {
                    let at = join(&at, &member.key);
                    if self.expect(&member.value, &at, "object") {
                        self.declaration(&member.value, &at, false);
                    }
                }
            }
            Some(Type::Text | Type::Number | Type::Flag | Type::Any) => {}
        }
    }

    /// Does the example fit what is declared?
    fn example(&mut self, schema: &Node, example: &Node, at: &str) {
        let Some(wanted) = schema.get("type").and_then(Node::text) else { return };
        if !fits(example, wanted) {
            let found = example.type_name();
            let message = format!("Invalid data model schema. Expected property '__example__' to be of type {wanted}, but found {found}.");
            self.report(Rule::DataExampleType, example, at, message);
            return;
        }
        if let Some(items) = schema.get("items").filter(|items| items.is_object()) {
            for (place, item) in example.items().iter().enumerate() {
                self.example(items, item, &format!("{at}/{place}"));
            }
        }
        for member in example.members() {
            if let Some(schema) = schema.get("properties").and_then(|properties| properties.get(&member.key)) {
                self.example(schema, &member.value, &join(at, &member.key));
            }
        }
    }
}

fn fits(example: &Node, wanted: &str) -> bool {
    match Type::from_schema(wanted) {
        Some(Type::Text) => matches!(example.kind, Kind::String(_)),
        Some(Type::Number) => match &example.kind {
            Kind::Number(number) => wanted == "number" || number.as_f64().is_some_and(|number| number.fract() == 0.0),
            _ => false,
        },
        Some(Type::Flag) => example.flag().is_some(),
        Some(Type::List) => example.is_array(),
        Some(Type::Object) => example.is_object(),
        Some(Type::Any) | None => true,
    }
}
