//! What a graph names so closely that one look at a list does not tell: screens of WA Flows, versions of functions.

use std::collections::{BTreeMap, BTreeSet};

use flow_engine::Graph;
use serde_json::{Map, Value};
use store::{FunctionRow, WaFlowRow, Workspace};

use crate::{App, Result};

/// Most forms or functions that are looked at closer. Of the rest each screen and version is taken to be there.
const MOST: usize = 50;

/// Screens of the forms that the graph sends, by Meta's id, as far as somebody has the text.
pub(super) async fn screens(app: &App, workspace: &Workspace<'_>, forms: &[WaFlowRow], graph: &Graph) -> Result<BTreeMap<String, Vec<String>>> {
    let sent = named(graph, "send_wa_flow", "wa_flow", "screen");
    let mut screens = BTreeMap::new();
    for form in forms.iter().filter(|form| sent.contains(form.meta_id.as_str())).take(MOST) {
        let there = app.wa_flows().screens(*workspace, form).await?;
        if !there.is_empty() {
            screens.insert(form.meta_id.clone(), there);
        }
    }
    Ok(screens)
}

/// Versions of the functions of which the graph names one, by id.
pub(super) async fn versions(workspace: &Workspace<'_>, functions: &[FunctionRow], graph: &Graph) -> Result<BTreeMap<String, Vec<String>>> {
    let pinned = named(graph, "execute_function", "function", "version");
    let mut versions = BTreeMap::new();
    for function in functions
        .iter()
        .filter(|function| pinned.contains(function.id.to_string().as_str()))
        .take(MOST)
    {
        let there = workspace.list_function_versions(function.id).await?;
        versions.insert(function.id.to_string(), there.iter().map(|version| version.number.to_string()).collect());
    }
    Ok(versions)
}

/// What nodes of a kind name in one setting, where the other is filled in too.
fn named<'g>(graph: &'g Graph, kind: &str, setting: &str, with: &str) -> BTreeSet<&'g str> {
    let nodes = graph.nodes.iter().filter(|node| node.kind == kind);
    nodes
        .filter(|node| node.config[with].as_str().is_some_and(|text| !text.is_empty()))
        .filter_map(|node| node.config[setting].as_str())
        .collect()
}

/// Names of a JSON object's members.
pub(super) fn members(json: &str) -> Vec<String> {
    let object: Map<String, Value> = serde_json::from_str(json).unwrap_or_default();
    object.into_iter().map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_needs_a_closer_look_is_named() {
        let (graph, _) = Graph::read(json!({"schema": 1, "nodes": [
            {"id": "a", "type": "execute_function", "config": {"function": "fn_1", "version": "2"}},
            {"id": "b", "type": "execute_function", "config": {"function": "fn_2", "version": ""}},
            {"id": "c", "type": "execute_function", "config": {"function": 7, "version": "2"}},
            {"id": "d", "type": "note", "config": {"function": "fn_3", "version": "2"}}], "edges": []}));
        assert_eq!(named(&graph, "execute_function", "function", "version"), BTreeSet::from(["fn_1"]));
        assert_eq!(members(r#"{"a": 1, "b": {}}"#), ["a", "b"]);
        assert!(members("[]").is_empty());
    }
}
