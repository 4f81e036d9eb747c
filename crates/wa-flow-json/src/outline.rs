//! A form at a glance: its screens, what they show and ask, what they are given, and where they lead.

use serde::Serialize;

use crate::catalog::Group;
use crate::json::{self, Node};
use crate::survey::{Act, Screen, Survey};

/// What a form consists of. Made from any JSON that can be read, also from one with problems.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outline {
    pub version: Option<String>,
    /// Does it talk to an endpoint?
    pub endpoint: bool,
    /// The screens to which no route leads.
    pub entries: Vec<String>,
    pub screens: Vec<OutlineScreen>,
    pub routes: Vec<Route>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutlineScreen {
    pub id: String,
    pub title: Option<String>,
    pub terminal: bool,
    pub success: bool,
    pub refresh_on_back: bool,
    pub pointer: String,
    /// Kinds of components in order, those in branches too.
    pub components: Vec<String>,
    pub inputs: Vec<Input>,
    pub data: Vec<Field>,
}

/// Something the customer enters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Input {
    pub name: String,
    pub component: String,
    /// As written; dynamic labels stay as they are.
    pub label: Option<String>,
    /// Type of its value: string, number, boolean, array, object, any.
    pub value: &'static str,
    pub required: bool,
    /// Its value are files.
    pub files: bool,
    /// To be hidden in summaries.
    pub sensitive: bool,
    pub pointer: String,
    /// Ids and titles of options that are written down.
    pub options: Vec<(String, String)>,
}

/// Something the screen is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    pub name: String,
    pub kind: Option<String>,
    pub example: serde_json::Value,
    pub pointer: String,
}

/// A way from one screen to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Route {
    pub from: String,
    pub to: String,
    /// What leads there: `Footer`, `EmbeddedLink` …; empty when only the endpoint does.
    pub by: Vec<String>,
}

/// The outline of a text; nothing when it is no JSON object.
pub fn outline(text: &str) -> Option<Outline> {
    let root = json::read(text).ok().filter(Node::is_object)?;
    let survey = Survey::new(&root);
    let mut routes = Vec::new();
    for (from, targets) in survey.routes(&root) {
        for to in targets {
            let by = survey.screen(from).map(|screen| leading(screen, to)).unwrap_or_default();
            routes.push(Route {
                from: from.to_owned(),
                to: to.to_owned(),
                by,
            });
        }
    }
    let entry = |screen: &&Screen<'_>| !routes.iter().any(|route| route.to == screen.id);
    Some(Outline {
        version: root.get("version").and_then(Node::text).map(str::to_owned),
        endpoint: survey.endpoint,
        entries: survey.screens.iter().filter(entry).map(|screen| screen.id.to_owned()).collect(),
        screens: survey.screens.iter().map(screen).collect(),
        routes,
    })
}

fn leading(screen: &Screen<'_>, to: &str) -> Vec<String> {
    let of = |(act, target): (&Act<'_>, &str)| (target == to).then(|| act.component.name.to_owned());
    let mut by: Vec<_> = screen.navigates().filter_map(of).collect();
    by.dedup();
    by
}

fn screen(screen: &Screen<'_>) -> OutlineScreen {
    let flag = |name: &str| screen.node.get(name).and_then(Node::flag);
    let sensitive: Vec<_> = screen
        .node
        .get("sensitive")
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(Node::text)
        .collect();
    OutlineScreen {
        id: screen.id.to_owned(),
        title: screen.node.get("title").and_then(Node::text).map(str::to_owned),
        terminal: screen.terminal,
        success: screen.terminal && flag("success").unwrap_or(true),
        refresh_on_back: flag("refresh_on_back").unwrap_or(false),
        pointer: screen.pointer.clone(),
        components: screen.placed.iter().map(|placed| placed.type_name().to_owned()).collect(),
        inputs: screen
            .inputs()
            .map(|(name, placed)| Input {
                name: name.to_owned(),
                component: placed.type_name().to_owned(),
                label: placed.node.get("label").and_then(Node::text).map(str::to_owned),
                value: placed.value_type().name(),
                required: placed.node.get("required").and_then(Node::flag).unwrap_or(false),
                files: placed.kind.is_some_and(|kind| kind.group == Group::Picker),
                sensitive: sensitive.contains(&name),
                pointer: placed.pointer.clone(),
                options: options(placed.node),
            })
            .collect(),
        data: screen
            .data
            .iter()
            .map(|field| Field {
                name: field.name.to_owned(),
                kind: field.node.get("type").and_then(Node::text).map(str::to_owned),
                example: field.node.get("__example__").map_or(serde_json::Value::Null, Node::to_value),
                pointer: field.pointer.clone(),
            })
            .collect(),
    }
}

fn options(node: &Node) -> Vec<(String, String)> {
    let pair = |item: &Node| Some((item.get("id")?.text()?.to_owned(), item.get("title")?.text()?.to_owned()));
    node.get("data-source").map_or(&[][..], Node::items).iter().filter_map(pair).collect()
}
