//! The catalog as a TypeScript module: what palette, forms, completion and canvas of the builder are made from.

use serde_json::{Value, json};

use crate::expr::ROOTS;
use crate::expr::filters::FILTERS;
use crate::graph::{FAMILIES, Handle, MAX_CONFIG_BYTES, MAX_NODES, SCHEMA, WORDS};
use crate::limits::Guardrails;
use crate::nodes::catalog;
use crate::triggers::{TRIGGERS, Trigger};

const TYPES: &str = r"/** A JSON Schema of settings; `x-ui.widget` says which field of a form shows it. */
export interface ConfigSchema {
  readonly $defs?: Readonly<Record<string, ConfigSchema>>;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, ConfigSchema>>;
  readonly required?: readonly string[];
  readonly items?: ConfigSchema;
  readonly oneOf?: readonly ConfigSchema[];
  readonly anyOf?: readonly ConfigSchema[];
  readonly allOf?: readonly ConfigSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly additionalProperties?: boolean | ConfigSchema;
  readonly 'x-ui'?: { readonly widget: string; readonly [hint: string]: unknown };
  readonly [keyword: string]: unknown;
}

export type NodeGroup = 'messages' | 'questions' | 'logic' | 'data' | 'connections' | 'people' | 'canvas';

/** An exit of a node; a handle that ends in `:` stands for several, named by the settings. */
export interface NodeExit {
  readonly handle: string;
  readonly help: string;
  readonly required: boolean;
}

export interface NodeEntry {
  readonly kind: NodeKind;
  readonly title: string;
  readonly help: string;
  readonly group: NodeGroup;
  readonly traits: {
    readonly waits: boolean;
    readonly sends: boolean;
    readonly asks: boolean;
    readonly ends: boolean;
    readonly drawn_only: boolean;
  };
  readonly exits: readonly NodeExit[];
  readonly schema: ConfigSchema;
}

/** A word a path in `{{…}}` may begin with. */
export interface ValueRoot {
  readonly name: string;
  readonly help: string;
  readonly members: readonly string[];
  readonly untrusted: boolean;
}

/** A filter of `{{path | filter}}`. */
export interface ValueFilter {
  readonly name: string;
  readonly arguments: { readonly least: number; readonly most: number };
  readonly example: string;
  readonly help: string;
}
";

/// The module, without a line break at its end.
#[must_use]
pub fn catalog_module() -> String {
    let entries = catalog();
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind).collect();
    let failures: Vec<&str> = WORDS.iter().copied().filter(|word| Handle::named(*word).is_failure()).collect();
    let filters: Vec<Value> = FILTERS
        .iter()
        .map(|filter| {
            json!({"name": filter.name, "arguments": {"least": filter.least, "most": filter.most}, "example": filter.example, "help": filter.help})
        })
        .collect();
    let limits = json!({"schema": SCHEMA, "nodes": MAX_NODES, "configBytes": MAX_CONFIG_BYTES, "guardrails": Guardrails::HOUSE});
    let mut module = "// Written by `cargo xtask codegen` from crates/flow-engine/src; do not edit.\n\n".to_owned();
    module += TYPES;
    let lists = [
        ("Every kind of node, in alphabetical order.", "nodeKinds", " as const", json!(kinds)),
        (
            "Every kind of trigger, in alphabetical order.",
            "triggerKinds",
            " as const",
            json!(TRIGGERS),
        ),
        ("Handles without a part that the author names.", "handleWords", " as const", json!(WORDS)),
        (
            "Handles that end in an id the author chose begin so.",
            "handleFamilies",
            " as const",
            json!(FAMILIES),
        ),
        (
            "Handles of failures: drawn small and red, under the node.",
            "failureHandles",
            " as const",
            json!(failures),
        ),
        ("The house's limits.", "flowLimits", " as const", limits),
        ("Palette, forms and exits.", "nodeCatalog: readonly NodeEntry[]", "", json!(entries)),
        (
            "A trigger's settings: one of these, told apart by `type`.",
            "triggerSchema: ConfigSchema",
            "",
            trigger_schema(),
        ),
        (
            "What a path in a text may begin with.",
            "valueRoots: readonly ValueRoot[]",
            "",
            json!(ROOTS),
        ),
        (
            "What may be done to a value in a text.",
            "valueFilters: readonly ValueFilter[]",
            "",
            json!(filters),
        ),
    ];
    for (help, name, after, value) in lists {
        let value = serde_json::to_string_pretty(&value).expect("plain data");
        module += &format!("\n/** {help} */\nexport const {name} = {value}{after};\n");
    }
    module += "\nexport type NodeKind = (typeof nodeKinds)[number];\nexport type TriggerKind = (typeof triggerKinds)[number];\n";
    module.truncate(module.trim_end().len());
    module
}

fn trigger_schema() -> Value {
    let mut schema = schemars::schema_for!(Trigger).to_value();
    if let Some(members) = schema.as_object_mut() {
        members.remove("$schema");
        members.remove("title");
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_trigger_has_a_schema() {
        let schema = trigger_schema();
        let variants = schema["oneOf"].as_array().unwrap();
        let mut words: Vec<&str> = variants
            .iter()
            .map(|variant| variant["properties"]["type"]["const"].as_str().unwrap())
            .collect();
        words.sort_unstable();
        assert_eq!(words, TRIGGERS);
    }

    #[test]
    fn the_module_names_every_node_and_no_comment_ends_early() {
        let module = catalog_module();
        for entry in catalog() {
            assert!(module.contains(&format!("\"kind\": \"{}\"", entry.kind)), "{}", entry.kind);
        }
        assert_eq!(module.matches("/**").count(), module.matches("*/").count());
    }
}
