//! The document: complete, well described, and the same as the one in the repository.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

fn operations(document: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            found.push((format!("{} {path}", method.to_uppercase()), operation));
        }
    }
    found
}

#[test]
fn the_document_in_the_repository_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let fresh = format!("{}\n", serde_json::to_string_pretty(&server::router::document()).unwrap());
    assert!(
        kept == fresh,
        "openapi.json is not what the handlers say; run `cargo run -p server -- openapi > openapi.json`"
    );
}

#[test]
fn every_operation_says_what_it_does_and_what_it_demands() {
    let document = server::router::document();
    let mut ids = BTreeSet::new();
    for (name, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        assert!(ids.insert(id.to_owned()), "{name}: the id {id} is used twice");
        assert!(
            operation["summary"].as_str().is_some_and(|summary| summary.len() > 10),
            "{name} has no summary"
        );
        assert!(operation["x-permission"].is_string(), "{name} does not say what it demands");
        assert!(operation["tags"][0].is_string(), "{name} has no tag");
        if operation["x-permission"] == "public" {
            assert!(
                operation["description"].as_str().is_some_and(|text| text.contains("Public")),
                "{name} is public and does not say why"
            );
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let described = parameter["description"].as_str().is_some_and(|text| !text.is_empty());
            assert!(described, "{name}: parameter {} is not described", parameter["name"]);
        }
        for part in ["workspace", "conversation", "message", "contact", "tag", "note"] {
            let in_path = name.contains(&format!("{{{part}}}"));
            let declared = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .any(|each| each["name"] == part && each["in"] == "path");
            assert_eq!(in_path, declared, "{name}: {{{part}}}");
        }
    }
    assert!(ids.len() >= 25, "{} operations", ids.len());
}

#[test]
fn every_reference_leads_somewhere() {
    let document = server::router::document();
    let text = document.to_string();
    for part in text.split("\"#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(document["components"]["schemas"].get(name).is_some(), "there is no schema {name}");
    }
}

#[test]
fn every_field_is_described() {
    let document = server::router::document();
    let mut silent = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let refers = property.get("$ref").is_some()
                || property.get("oneOf").is_some()
                || property.get("allOf").is_some()
                || property.get("const").is_some();
            if !refers
                && property["description"].as_str().is_none_or(str::is_empty)
                && property["enum"].as_array().is_none_or(|words| words.len() != 1)
            {
                silent.push(format!("{name}.{field}"));
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new(), "fields without a description");
}
