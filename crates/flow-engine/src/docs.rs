//! The reference page of all nodes, made from the catalog.

mod catalog;

use std::fmt::Write as _;

use serde_json::Value;

use crate::expr::ROOTS;
use crate::expr::filters::FILTERS;
use crate::nodes::{Entry, Group};

pub use self::catalog::catalog_module;

/// `docs/nodes.md`.
#[must_use]
pub fn nodes_page() -> String {
    let mut page = String::from(
        "# Nodes\n\nGenerated from the catalog of `crates/flow-engine/src/nodes.rs`; a test compares. How flows work is told in [FLOWS.md](FLOWS.md).\n\nEvery node but *End* and what is only drawn has the exit `error` besides those named. Nodes that send have `opted_out`, `send_failed` and `window_closed`.\n",
    );
    let groups = [
        (Group::Messages, "Messages"),
        (Group::Questions, "Questions"),
        (Group::Logic, "Logic"),
        (Group::Data, "Data"),
        (Group::Connections, "Connections"),
        (Group::People, "People"),
        (Group::Canvas, "Canvas"),
    ];
    let entries = crate::nodes::catalog();
    for (group, title) in groups {
        let _ = write!(page, "\n## {title}\n");
        entries
            .iter()
            .filter(|entry| entry.group == group)
            .for_each(|entry| write_entry(&mut page, entry));
    }
    page.push_str("\n## Values in texts\n\n`{{path | filter:\"argument\"}}`; a path begins with one of these:\n\n| Word | Holds |\n|---|---|\n");
    for root in ROOTS {
        let _ = writeln!(page, "| `{}` | {} |", root.name, root.help);
    }
    page.push_str("\nFilters:\n\n| Filter | Example | Does |\n|---|---|---|\n");
    for filter in FILTERS {
        let _ = writeln!(
            page,
            "| `{}` | `{{{{{}}}}}` | {} |",
            filter.name,
            filter.example.replace('|', "\\|"),
            filter.help
        );
    }
    page
}

fn write_entry(page: &mut String, entry: &Entry) {
    let traits = [
        (entry.traits.waits, "may wait"),
        (entry.traits.sends, "sends"),
        (entry.traits.asks, "asks the outside"),
        (entry.traits.drawn_only, "only drawn"),
    ];
    let traits: Vec<_> = traits.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect();
    let traits = if traits.is_empty() {
        String::new()
    } else {
        format!(" · {}", traits.join(" · "))
    };
    let _ = write!(page, "\n### {}\n\n`{}`{traits}\n\n{}\n", entry.title, entry.kind, entry.help);
    let own = entry
        .exits
        .iter()
        .filter(|exit| !matches!(exit.handle, "error" | "opted_out" | "send_failed" | "window_closed"));
    let own: Vec<_> = own.collect();
    if !own.is_empty() {
        page.push_str("\n| Exit | Taken when |\n|---|---|\n");
        for exit in own {
            let handle = if exit.handle.ends_with(':') {
                format!("{}<id>", exit.handle)
            } else {
                exit.handle.to_owned()
            };
            let _ = writeln!(
                page,
                "| `{handle}`{} | {} |",
                if exit.required { " (needs a line)" } else { "" },
                exit.help
            );
        }
    }
    write_fields(page, &entry.schema);
}

fn write_fields(page: &mut String, schema: &Value) {
    let variants: Vec<&Value> = schema["oneOf"]
        .as_array()
        .map_or_else(|| vec![schema], |variants| variants.iter().collect());
    for variant in variants {
        let Some(properties) = variant["properties"].as_object().filter(|properties| !properties.is_empty()) else {
            continue;
        };
        let tag = properties.values().find_map(|property| property["const"].as_str());
        let _ = write!(
            page,
            "\n| Setting{} | Means |\n|---|---|\n",
            tag.map(|tag| format!(" of `{tag}`")).unwrap_or_default()
        );
        for (name, property) in properties.iter().filter(|(_, property)| property.get("const").is_none()) {
            let help = property["description"]
                .as_str()
                .unwrap_or_default()
                .replace('\n', " ")
                .replace('|', "\\|");
            let _ = writeln!(page, "| `{name}` | {help} |");
        }
    }
}
