//! What a form consists of, gathered once and judged by nobody: screens, components, inputs, actions, declared data, routes.

use crate::Version;
use crate::catalog::{Component, Group, Shape};
use crate::expression::{Reference, Store, Type};
use crate::json::{Node, join};
use crate::version::{RECOMMENDED, v};

pub(crate) struct Survey<'a> {
    /// The version written down, or the newest when there is no such version.
    pub(crate) version: Version,
    /// Does it talk to an endpoint?
    pub(crate) endpoint: bool,
    pub(crate) screens: Vec<Screen<'a>>,
}

pub(crate) struct Screen<'a> {
    pub(crate) id: &'a str,
    pub(crate) node: &'a Node,
    pub(crate) pointer: String,
    pub(crate) terminal: bool,
    pub(crate) data: Vec<Field<'a>>,
    pub(crate) placed: Vec<Placed<'a>>,
    pub(crate) actions: Vec<Act<'a>>,
}

/// A declaration in `data`.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) node: &'a Node,
    pub(crate) pointer: String,
}

/// A component where it stands.
pub(crate) struct Placed<'a> {
    pub(crate) node: &'a Node,
    pub(crate) pointer: String,
    pub(crate) kind: Option<&'static Component>,
    /// The pointer of the Form around it.
    pub(crate) form: Option<String>,
    /// How many `If` are around it.
    pub(crate) ifs: usize,
    /// Inside a branch of `If` or `Switch`.
    pub(crate) branched: bool,
}

/// An action where it stands.
pub(crate) struct Act<'a> {
    pub(crate) node: &'a Node,
    pub(crate) pointer: String,
    pub(crate) component: &'static Component,
    pub(crate) shape: Shape,
}

impl<'a> Placed<'a> {
    pub(crate) fn type_name(&self) -> &'a str {
        self.node.get("type").and_then(Node::text).unwrap_or_default()
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.kind.is_some_and(|kind| kind.name == name)
    }

    pub(crate) fn input_name(&self) -> Option<&'a str> {
        self.kind.filter(|kind| kind.is_input())?;
        self.node.get("name").and_then(Node::text)
    }

    /// The type of what a customer enters here.
    pub(crate) fn value_type(&self) -> Type {
        let is = |property: &str, value: &str| self.node.get(property).and_then(Node::text) == Some(value);
        match self.kind.map_or("", |kind| kind.name) {
            "TextInput" if is("input-type", "number") => Type::Number,
            // A dynamic type of input is known only when the form runs.
            "TextInput" if self.node.get("input-type").and_then(Node::text).is_some_and(|text| text.contains("${")) => Type::Any,
            "TextInput" | "TextArea" | "RadioButtonsGroup" | "Dropdown" | "DatePicker" => Type::Text,
            "CheckboxGroup" | "ChipsSelector" | "PhotoPicker" | "DocumentPicker" => Type::List,
            "OptIn" => Type::Flag,
            "CalendarPicker" if is("mode", "range") => Type::Object,
            "CalendarPicker" if self.node.get("mode").is_none() || is("mode", "single") => Type::Text,
            _ => Type::Any,
        }
    }
}

impl<'a> Act<'a> {
    pub(crate) fn name(&self) -> &'a str {
        self.node.get("name").and_then(Node::text).unwrap_or_default()
    }

    pub(crate) fn target(&self) -> Option<&'a str> {
        self.node.get("next")?.get("name")?.text()
    }
}

impl<'a> Screen<'a> {
    pub(crate) fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.data.iter().find(|field| field.name == name)
    }

    pub(crate) fn inputs(&self) -> impl Iterator<Item = (&'a str, &Placed<'a>)> {
        self.placed.iter().filter_map(|placed| Some((placed.input_name()?, placed)))
    }

    pub(crate) fn input(&self, name: &str) -> Option<&Placed<'a>> {
        self.inputs().find(|(known, _)| *known == name).map(|(_, placed)| placed)
    }

    pub(crate) fn navigates(&self) -> impl Iterator<Item = (&Act<'a>, &'a str)> {
        self.actions
            .iter()
            .filter(|act| act.name() == "navigate")
            .filter_map(|act| Some((act, act.target()?)))
    }

    /// The declaration that a path leads to.
    pub(crate) fn schema(&self, path: &[String]) -> Option<&'a Node> {
        let mut steps = path.iter();
        let mut schema = self.field(steps.next()?)?.node;
        for step in steps {
            schema = schema.get("properties")?.get(step)?;
        }
        Some(schema)
    }
}

impl<'a> Survey<'a> {
    pub(crate) fn new(root: &'a Node) -> Self {
        let version = root
            .get("version")
            .and_then(Node::text)
            .and_then(|text| text.parse().ok())
            .filter(|version: &Version| version.support().is_some())
            .unwrap_or(RECOMMENDED);
        let screens = root.get("screens").map_or(&[][..], Node::items);
        Self {
            version,
            endpoint: root.get("data_api_version").is_some() || root.get("data_channel_uri").is_some(),
            screens: screens
                .iter()
                .enumerate()
                .filter(|(_, node)| node.is_object())
                .map(|(place, node)| screen(node, format!("/screens/{place}")))
                .collect(),
        }
    }

    pub(crate) fn screen(&self, id: &str) -> Option<&Screen<'a>> {
        self.screens.iter().find(|screen| screen.id == id)
    }

    /// The type of what a reference reads; nothing when there is no such thing.
    pub(crate) fn type_of(&self, here: &Screen<'a>, reference: &Reference) -> Option<Type> {
        let screen = match &reference.screen {
            Some(id) => self.screen(id)?,
            None => here,
        };
        match reference.store {
            Store::Data => {
                let schema = screen.schema(&reference.path)?;
                Some(schema.get("type").and_then(Node::text).and_then(Type::from_schema).unwrap_or(Type::Any))
            }
            Store::Form => {
                // Before 4.0 a Form's own name is no input; `${form.range.start-date}` reads into a range.
                let input = screen.input(reference.path.first()?)?;
                match (reference.path.len(), input.value_type()) {
                    (1, found) => Some(found),
                    (2, Type::Object | Type::Any) => Some(Type::Any),
                    _ => None,
                }
            }
        }
    }

    /// The routing model as far as it counts: without an endpoint an empty one is none.
    pub(crate) fn model(&self, root: &'a Node) -> Option<&'a Node> {
        root.get("routing_model")
            .filter(|model| self.endpoint || !model.is_object() || !model.members().is_empty())
    }

    /// Where each screen leads: the routing model, or without an endpoint the `navigate` actions.
    pub(crate) fn routes(&self, root: &'a Node) -> Vec<(&'a str, Vec<&'a str>)> {
        match self.model(root).filter(|model| model.is_object()) {
            Some(model) => model
                .members()
                .iter()
                .map(|member| (member.key.as_str(), member.value.items().iter().filter_map(Node::text).collect()))
                .collect(),
            None => self
                .screens
                .iter()
                .map(|screen| {
                    let mut targets: Vec<_> = screen.navigates().map(|(_, target)| target).collect();
                    targets.sort_unstable();
                    targets.dedup();
                    (screen.id, targets)
                })
                .collect(),
        }
    }
}

fn screen<'a>(node: &'a Node, pointer: String) -> Screen<'a> {
    let mut screen = Screen {
        id: node.get("id").and_then(Node::text).unwrap_or_default(),
        node,
        terminal: node.get("terminal").and_then(Node::flag).unwrap_or(false),
        data: Vec::new(),
        placed: Vec::new(),
        actions: Vec::new(),
        pointer,
    };
    if let Some(data) = node.get("data") {
        let at = join(&screen.pointer, "data");
        screen.data = data
            .members()
            .iter()
            .map(|member| Field {
                name: &member.key,
                node: &member.value,
                pointer: join(&at, &member.key),
            })
            .collect();
    }
    if let Some(children) = node.get("layout").and_then(|layout| layout.get("children")) {
        let at = format!("{}/layout/children", screen.pointer);
        components(&mut screen, children, &at, &Around::default());
    }
    screen
}

#[derive(Default, Clone)]
struct Around {
    form: Option<String>,
    ifs: usize,
    branched: bool,
}

/// Depth is bounded by the reader of the text.
fn components<'a>(screen: &mut Screen<'a>, list: &'a Node, at: &str, around: &Around) {
    for (place, node) in list.items().iter().enumerate() {
        let pointer = format!("{at}/{place}");
        let kind = node.get("type").and_then(Node::text).and_then(Component::find);
        screen.placed.push(Placed {
            node,
            pointer: pointer.clone(),
            kind,
            form: around.form.clone(),
            ifs: around.ifs,
            branched: around.branched,
        });
        let Some(kind) = kind else { continue };
        actions(screen, kind, node, &pointer);
        if kind.group != Group::Container {
            continue;
        }
        let inner = match kind.name {
            "Form" => Around {
                form: Some(pointer.clone()),
                ..around.clone()
            },
            "If" => Around {
                ifs: around.ifs + 1,
                branched: true,
                ..around.clone()
            },
            _ => Around {
                branched: true,
                ..around.clone()
            },
        };
        for branch in ["children", "then", "else"] {
            if let Some(list) = node.get(branch) {
                components(screen, list, &join(&pointer, branch), &inner);
            }
        }
        for case in node.get("cases").map_or(&[][..], Node::members) {
            components(screen, &case.value, &join(&join(&pointer, "cases"), &case.key), &inner);
        }
    }
}

fn actions<'a>(screen: &mut Screen<'a>, kind: &'static Component, node: &'a Node, pointer: &str) {
    for property in kind.properties {
        if let (Shape::Action { .. }, Some(action)) = (property.shape, node.get(property.name)) {
            let pointer = join(pointer, property.name);
            screen.actions.push(Act {
                node: action,
                pointer,
                component: kind,
                shape: property.shape,
            });
        }
    }
    // Items of lists and options may have actions of their own.
    for list in ["list-items", "data-source"] {
        for (place, item) in node.get(list).map_or(&[][..], Node::items).iter().enumerate() {
            for name in ["on-click-action", "on-select-action", "on-unselect-action"] {
                if let Some(action) = item.get(name) {
                    let pointer = format!("{pointer}/{list}/{place}/{name}");
                    screen.actions.push(Act {
                        node: action,
                        pointer,
                        component: kind,
                        shape: item_action(name),
                    });
                }
            }
        }
    }
}

const FROM_LIST: &[(&str, Version)] = &[("navigate", v(2, 1)), ("data_exchange", v(2, 1))];
const FROM_OPTION: &[(&str, Version)] = &[("update_data", v(6, 0))];

/// What may stand on an item: leading somewhere from a list, changing data from an option.
fn item_action(name: &str) -> Shape {
    let click = name == "on-click-action";
    Shape::Action {
        click,
        actions: if click { FROM_LIST } else { FROM_OPTION },
    }
}
