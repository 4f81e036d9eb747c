//! Draws the reference page from the document: operations by tag, schemas, and the list of problem codes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::error::Code;

/// The page's look.
pub(super) const STYLE: &str = include_str!("style.css");

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The whole page.
pub(super) fn render(document: &Value) -> String {
    let mut page = String::with_capacity(256 * 1024);
    page.push_str("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
    page.push_str("<title>PrismWA API</title><link rel=\"stylesheet\" href=\"/api/docs.css\"></head><body>");
    let groups = by_tag(document);
    page.push_str("<nav><h1>PrismWA API</h1>");
    for (tag, operations) in &groups {
        push(&mut page, format_args!("<h2>{}</h2><ul>", escape(tag)));
        for (method, path, operation) in operations {
            let id = operation["operationId"].as_str().unwrap_or_default();
            push(
                &mut page,
                format_args!(
                    "<li><a href=\"#{id}\" title=\"{} {}\">{}</a></li>",
                    method.to_uppercase(),
                    escape(path),
                    escape(title(operation))
                ),
            );
        }
        page.push_str("</ul>");
    }
    page.push_str("<h2>More</h2><ul><li><a href=\"#schemas\">Schemas</a></li><li><a href=\"#codes\">Problem codes</a></li><li><a href=\"/api/openapi.json\">openapi.json</a></li></ul></nav><main>");
    push(
        &mut page,
        format_args!(
            "<p class=\"version\">Version {}</p>",
            escape(document["info"]["version"].as_str().unwrap_or_default())
        ),
    );
    prose(&mut page, document["info"]["description"].as_str().unwrap_or_default());
    for (tag, operations) in &groups {
        push(&mut page, format_args!("<h2>{}</h2>", escape(tag)));
        for (method, path, operation) in operations {
            render_operation(&mut page, method, path, operation);
        }
    }
    render_schemas(&mut page, &document["components"]["schemas"]);
    render_codes(&mut page);
    page.push_str("</main></body></html>");
    page
}

type Operations<'d> = Vec<(&'static str, &'d str, &'d Value)>;

fn by_tag(document: &Value) -> BTreeMap<&str, Operations<'_>> {
    let mut groups: BTreeMap<&str, Operations<'_>> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                groups
                    .entry(operation["tags"][0].as_str().unwrap_or("other"))
                    .or_default()
                    .push((method, path, operation));
            }
        }
    }
    groups
}

fn title(operation: &Value) -> &str {
    operation["summary"].as_str().unwrap_or_default().trim_end_matches('.')
}

fn render_operation(page: &mut String, method: &str, path: &str, operation: &Value) {
    let id = operation["operationId"].as_str().unwrap_or_default();
    push(
        page,
        format_args!(
            "<section id=\"{id}\"><h3>{}</h3><p><code class=\"verb {method}\">{}</code> <code>{}</code></p>",
            escape(title(operation)),
            method.to_uppercase(),
            escape(path)
        ),
    );
    prose(page, operation["description"].as_str().unwrap_or_default());
    render_access(page, operation);
    if let Some(parameters) = operation["parameters"].as_array().filter(|list| !list.is_empty()) {
        page.push_str("<h4>Parameters</h4><table>");
        for parameter in parameters {
            let required = if parameter["required"] == true { "" } else { " <em>optional</em>" };
            row(
                page,
                parameter["name"].as_str().unwrap_or_default(),
                &format!("{}{required}", kind(&parameter["schema"])),
                parameter["in"].as_str().unwrap_or_default(),
                parameter["description"].as_str().unwrap_or_default(),
            );
        }
        page.push_str("</table>");
    }
    for (media, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
        push(
            page,
            format_args!("<h4>Body</h4><p>{} <small>{}</small></p>", kind(&content["schema"]), escape(media)),
        );
    }
    page.push_str("<h4>Answers</h4><ul>");
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let body = response["content"]
            .as_object()
            .and_then(|content| content.values().next())
            .map(|content| kind(&content["schema"]))
            .unwrap_or_default();
        push(
            page,
            format_args!(
                "<li><code>{}</code> {body} {}</li>",
                escape(status),
                escape(response["description"].as_str().unwrap_or_default())
            ),
        );
    }
    page.push_str("</ul></section>");
}

fn render_access(page: &mut String, operation: &Value) {
    let permission = operation["x-permission"].as_str().unwrap_or("undeclared");
    let words = match permission {
        "public" => "Public.".to_owned(),
        "account" => "Any signed-in user.".to_owned(),
        "instance_admin" => "Instance administrators.".to_owned(),
        permission => {
            let roles: Vec<&str> = operation["x-roles"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            format!("Members with <code>{}</code>: {}.", escape(permission), roles.join(", "))
        }
    };
    push(page, format_args!("<p class=\"access\">Who: {words}</p>"));
}

fn render_schemas(page: &mut String, schemas: &Value) {
    page.push_str("<h2 id=\"schemas\">Schemas</h2>");
    for (name, schema) in schemas.as_object().into_iter().flatten() {
        push(page, format_args!("<section id=\"schema-{}\"><h3>{}</h3>", escape(name), escape(name)));
        prose(page, schema["description"].as_str().unwrap_or_default());
        let mut properties = Vec::new();
        collect_properties(schema, &mut properties);
        if properties.is_empty() {
            push(page, format_args!("<p>{}</p>", kind(schema)));
        } else {
            page.push_str("<table>");
            for (field, property, required) in properties {
                let required = if required { "" } else { " <em>optional</em>" };
                row(
                    page,
                    field,
                    &format!("{}{required}", kind(property)),
                    "",
                    property["description"].as_str().unwrap_or_default(),
                );
            }
            page.push_str("</table>");
        }
        page.push_str("</section>");
    }
}

/// The fields of an object, those it takes in from others included when they are written in place.
fn collect_properties<'d>(schema: &'d Value, found: &mut Vec<(&'d str, &'d Value, bool)>) {
    for part in schema["allOf"].as_array().into_iter().flatten() {
        collect_properties(part, found);
    }
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        found.push((name, property, required.contains(&name.as_str())));
    }
}

/// A schema in a few words, with links to named ones.
fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = escape(reference.rsplit('/').next().unwrap_or(reference));
        return format!("<a href=\"#schema-{name}\">{name}</a>");
    }
    for (key, separator) in [("oneOf", " | "), ("anyOf", " | "), ("allOf", " &amp; ")] {
        if let Some(parts) = schema[key].as_array() {
            return parts.iter().map(kind).collect::<Vec<_>>().join(separator);
        }
    }
    if let Some(words) = schema["enum"].as_array() {
        return words
            .iter()
            .map(|word| format!("<code>{}</code>", escape(&word.to_string())))
            .collect::<Vec<_>>()
            .join(" | ");
    }
    let base = match &schema["type"] {
        Value::String(kind) if kind == "array" => format!("list of {}", kind_of_items(schema)),
        Value::String(kind) => escape(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).map(escape).collect::<Vec<_>>().join(" | "),
        _ => "any".to_owned(),
    };
    let limits: Vec<String> = ["minimum", "maximum", "minLength", "maxLength", "format", "pattern"]
        .iter()
        .filter_map(|limit| {
            schema
                .get(*limit)
                .map(|value| format!("{limit} {}", escape(value.to_string().trim_matches('"'))))
        })
        .collect();
    if limits.is_empty() {
        base
    } else {
        format!("{base} <small>{}</small>", limits.join(", "))
    }
}

fn kind_of_items(schema: &Value) -> String {
    kind(&schema["items"])
}

fn render_codes(page: &mut String) {
    page.push_str("<h2 id=\"codes\">Problem codes</h2><table>");
    for code in Code::ALL {
        let remedy = code
            .remedy()
            .map(|remedy| format!(" <strong>{}</strong>", escape(remedy)))
            .unwrap_or_default();
        push(
            page,
            format_args!(
                "<tr id=\"{0}\"><td><code>{0}</code></td><td>{1}</td><td></td><td>{2}{remedy}</td></tr>",
                code.as_str(),
                code.status().as_u16(),
                escape(code.meaning())
            ),
        );
    }
    page.push_str("</table>");
}

fn row(page: &mut String, name: &str, kind: &str, place: &str, description: &str) {
    push(
        page,
        format_args!(
            "<tr><td><code>{}</code></td><td>{kind}</td><td>{}</td><td>{}</td></tr>",
            escape(name),
            escape(place),
            inline(description)
        ),
    );
}

/// Paragraphs, with `code` and **bold**.
fn prose(page: &mut String, text: &str) {
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        push(page, format_args!("<p>{}</p>", inline(paragraph)));
    }
}

fn inline(text: &str) -> String {
    let mut html = String::new();
    for (index, part) in escape(text).split('`').enumerate() {
        if index % 2 == 1 {
            push(&mut html, format_args!("<code>{part}</code>"));
        } else {
            for (index, part) in part.split("**").enumerate() {
                push(
                    &mut html,
                    if index % 2 == 1 {
                        format!("<strong>{part}</strong>")
                    } else {
                        part.to_owned()
                    },
                );
            }
        }
    }
    html
}

fn push(page: &mut String, text: impl std::fmt::Display) {
    write!(page, "{text}").expect("writing to a string does not fail");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_document_are_never_markup() {
        let document = serde_json::json!({
            "info": { "version": "<b>", "description": "a `<script>` & **<i>**" },
            "paths": { "/x": { "get": { "operationId": "x", "tags": ["t"], "summary": "<img>", "x-permission": "public", "responses": {} } } },
            "components": { "schemas": {} },
        });
        let page = render(&document);
        for tag in ["<script>", "<img>", "<i>", "<b>"] {
            assert!(!page.contains(tag), "{tag}");
        }
        assert!(page.contains("<code>&lt;script&gt;</code>") && page.contains("<strong>&lt;i&gt;</strong>"));
    }

    #[test]
    fn every_operation_and_code_has_its_place() {
        let document = crate::router::document();
        let page = render(&document);
        for item in document["paths"].as_object().unwrap().values() {
            for operation in item.as_object().unwrap().values() {
                let id = operation["operationId"].as_str().unwrap();
                assert_eq!(page.matches(&format!("<section id=\"{id}\">")).count(), 1, "{id}");
            }
        }
        for code in Code::ALL {
            assert!(page.contains(&format!("<tr id=\"{}\">", code.as_str())));
        }
    }
}
