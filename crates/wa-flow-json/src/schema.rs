//! A JSON Schema (2020-12) of one version of Flow JSON, made from the list of components: for completion and hints in an editor.
//!
//! It says which properties there are and of what shape; the rules that look at several places at once are the checker's.

use serde_json::{Map, Value, json};

use crate::catalog::{COMPONENTS, Component, Property, Shape};
use crate::version::v;
use crate::{DATA_API_VERSIONS, VERSIONS, Version};

/// The schema of forms of this version.
pub fn schema(version: Version) -> Value {
    let kinds: Vec<&Component> = COMPONENTS.iter().filter(|component| component.since <= version).collect();
    let mut definitions = Map::new();
    for component in &kinds {
        definitions.insert(component.name.to_owned(), described(component, version));
    }
    definitions.insert(
        "component".to_owned(),
        json!({
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": kinds.iter().map(|component| component.name).collect::<Vec<_>>()}},
            "allOf": kinds.iter().map(|component| json!({
                "if": {"properties": {"type": {"const": component.name}}, "required": ["type"]},
                "then": {"$ref": format!("#/$defs/{}", component.name)},
            })).collect::<Vec<_>>(),
        }),
    );
    definitions.insert(
        "dynamic".to_owned(),
        json!({"type": "string", "pattern": "^(\\$\\{[^}]+\\}|`[\\s\\S]*`)$"}),
    );
    definitions.insert(
        "declaration".to_owned(),
        json!({
            "type": "object",
            "required": ["type", "__example__"],
            "properties": {
                "type": {"enum": ["string", "number", "integer", "boolean", "object", "array"]},
                "items": {"type": ["object", "boolean"]},
                "properties": {"type": "object"},
                "__example__": {},
            },
        }),
    );
    let mut top = json!({
        "version": {"enum": VERSIONS.iter().map(|(version, _)| version.to_string()).collect::<Vec<_>>(), "description": "Version of Flow JSON."},
        "data_api_version": {"enum": DATA_API_VERSIONS, "description": "Set when an endpoint answers the form."},
        "routing_model": {
            "type": "object",
            "description": "For each screen the screens it may lead to; required with an endpoint.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}, "maxItems": 10},
        },
        "screens": {"type": "array", "minItems": 1, "maxItems": 100, "items": screen(version)},
    });
    if version < v(3, 0) {
        top["data_channel_uri"] = json!({"type": "string", "format": "uri"});
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Flow JSON {version}"),
        "type": "object",
        "required": ["version", "screens"],
        "properties": top,
        "additionalProperties": false,
        "$defs": definitions,
    })
}

fn screen(version: Version) -> Value {
    let mut properties = json!({
        "id": {"type": "string", "pattern": "^[A-Za-z_]+$", "description": "Letters and underscores; SUCCESS is reserved."},
        "title": {"type": "string"},
        "terminal": {"type": "boolean", "description": "The form can end here; needs a Footer."},
        "success": {"type": "boolean", "default": true},
        "refresh_on_back": {"type": "boolean", "default": false, "description": "Ask the endpoint when the customer leaves this screen backwards."},
        "data": {"type": "object", "additionalProperties": {"$ref": "#/$defs/declaration"}},
        "layout": {
            "type": "object",
            "required": ["type", "children"],
            "properties": {"type": {"const": "SingleColumnLayout"}, "children": children()},
            "additionalProperties": false,
        },
    });
    if version >= v(5, 1) {
        properties["sensitive"] = json!({"type": "array", "items": {"type": "string"}, "description": "Inputs to hide in the summary."});
    }
    json!({"type": "object", "required": ["id", "layout"], "properties": properties, "additionalProperties": false})
}

fn children() -> Value {
    json!({"type": "array", "items": {"$ref": "#/$defs/component"}})
}

fn described(component: &Component, version: Version) -> Value {
    let mut properties = Map::from_iter([("type".to_owned(), json!({"const": component.name}))]);
    let known = || component.properties.iter().filter(|property| property.since <= version);
    for property in known() {
        properties.insert(property.name.to_owned(), shaped(property, version));
    }
    let mut required = vec!["type"];
    required.extend(known().filter(|property| property.required).map(|property| property.name));
    json!({"type": "object", "description": component.help, "required": required, "properties": properties, "additionalProperties": false})
}

fn shaped(property: &Property, version: Version) -> Value {
    let written = written(property.shape, version);
    let narrow = ["enum", "maxLength", "pattern"].iter().any(|name| written.get(name).is_some());
    // A plain text takes a dynamic one anyway.
    if property.dynamic && (narrow || written.get("type") != Some(&json!("string"))) {
        json!({"anyOf": [written, {"$ref": "#/$defs/dynamic"}]})
    } else {
        written
    }
}

fn written(shape: Shape, version: Version) -> Value {
    let pair = |one: Value| json!({"anyOf": [one.clone(), {"type": "object", "properties": {"start-date": one.clone(), "end-date": one}, "additionalProperties": false}]});
    let date = if version >= v(5, 0) {
        json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"})
    } else {
        json!({"type": "string", "pattern": "^\\d+$"})
    };
    match shape {
        Shape::Text { most, .. } => json!({"type": "string", "maxLength": most}),
        Shape::Name | Shape::Pattern | Shape::Condition | Shape::Choice | Shape::Image => json!({"type": "string"}),
        Shape::Texts { .. } if version < v(5, 1) => json!({"type": "string"}),
        Shape::Texts { .. } => json!({"type": ["string", "array"], "items": {"type": "string"}}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Integer { least, most } => json!({"type": "integer", "minimum": least, "maximum": most}),
        Shape::Number => json!({"type": "number"}),
        Shape::Count => json!({"type": ["integer", "string"]}),
        Shape::OneOf(words) => json!({"type": "string", "enum": words}),
        Shape::Options { least, most } => json!({
            "type": "array", "minItems": least, "maxItems": most,
            "items": {"type": "object", "required": ["id", "title"], "properties": {
                "id": {"type": "string"}, "title": {"type": "string", "maxLength": 30}, "description": {"type": "string", "maxLength": 300},
                "metadata": {"type": "string", "maxLength": 20}, "enabled": {"type": "boolean"},
            }},
        }),
        Shape::Action { actions, .. } => json!({
            "type": "object", "required": ["name"],
            "properties": {
                "name": {"enum": actions.iter().filter(|(_, since)| *since <= version).map(|(name, _)| *name).collect::<Vec<_>>()},
                "next": {"type": "object", "required": ["type", "name"], "properties": {"type": {"const": "screen"}, "name": {"type": "string"}}},
                "payload": {"type": "object"},
                "url": {"type": "string"},
            },
            "additionalProperties": false,
        }),
        Shape::Children => children(),
        Shape::Cases => json!({"type": "object", "minProperties": 1, "additionalProperties": children()}),
        Shape::Date => date,
        Shape::Dates => json!({"type": "array", "items": date}),
        Shape::Days => json!({"type": "array", "items": {"enum": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]}}),
        Shape::Images => json!({"type": "array", "minItems": 1, "maxItems": 3, "items": {
            "type": "object", "required": ["src", "alt-text"], "properties": {"src": {"type": "string"}, "alt-text": {"type": "string"}}, "additionalProperties": false,
        }}),
        Shape::ListItems => json!({"type": "array", "minItems": 1, "maxItems": 20, "items": {
            "type": "object", "required": ["id", "main-content"],
            "properties": {
                "id": {"type": "string"},
                "main-content": {"type": "object", "required": ["title"], "properties": {
                    "title": {"type": "string", "maxLength": 30}, "description": {"type": "string", "maxLength": 20}, "metadata": {"type": "string", "maxLength": 80},
                }},
                "start": {"type": "object", "required": ["image"], "properties": {"image": {"type": "string"}, "alt-text": {"type": "string"}}},
                "end": {"type": "object", "properties": {
                    "title": {"type": "string", "maxLength": 10}, "description": {"type": "string", "maxLength": 10}, "metadata": {"type": "string", "maxLength": 10},
                }},
                "badge": {"type": "string", "maxLength": 15},
                "tags": {"type": "array", "maxItems": 3, "items": {"type": "string", "maxLength": 15}},
                "on-click-action": {"type": "object", "required": ["name"]},
            },
            "additionalProperties": false,
        }}),
        Shape::InitValues | Shape::Messages => json!({"type": "object"}),
        Shape::FileMessage => json!({"type": ["string", "object"]}),
        Shape::RangeText { most } => pair(json!({"type": "string", "maxLength": most})),
        Shape::RangeFlag => pair(json!({"type": "boolean"})),
        Shape::RangeDate => pair(date),
        Shape::MimeTypes => json!({"type": "array", "items": {"enum": crate::catalog::mime_types()}}),
        Shape::TextList => json!({"type": "array", "items": {"type": "string"}}),
    }
}
