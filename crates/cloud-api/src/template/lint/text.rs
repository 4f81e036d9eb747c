//! The words of header, body and footer: lengths, variables, samples, blanks.

use serde_json::Value;

use super::{Notes, word};
use crate::outbound::LIMITS;

/// A variable of a text, and where it stands, in bytes.
struct Variable<'t> {
    name: &'t str,
    from: usize,
    to: usize,
}

pub(super) fn header(notes: &mut Notes, at: &str, component: &Value) {
    match word(&component["format"]).as_str() {
        "TEXT" => {
            let pointer = format!("{at}/text");
            let text = component["text"].as_str().unwrap_or_default();
            words(notes, &pointer, text, LIMITS.template.header_text, "header");
            let found = variables(text);
            // The name of a variable is no formatting: {{first_name}} is sent as what it stands for.
            let begins = std::iter::once(0).chain(found.iter().map(|variable| variable.to));
            let ends = found.iter().map(|variable| variable.from).chain([text.len()]);
            let mut plain = begins.zip(ends);
            if plain.any(|(from, to)| text[from..to].contains(['\n', '\t', '*', '_', '~', '`'])) {
                let detail = "A header is one line without formatting: no line breaks, and none of * _ ~ `.";
                notes.error(&pointer, "header.formatting", detail);
            }
            if found.len() > 1 {
                notes.error(&pointer, "header.variables", "A header has at most one variable.");
            }
            names(notes, &pointer, &found);
            samples(notes, at, component, &found, ["header_text", "header_text_named_params"]);
        }
        "IMAGE" | "VIDEO" | "DOCUMENT" | "GIF" => media_sample(notes, at, component),
        // The product is named when the message is sent.
        "LOCATION" | "PRODUCT" => {}
        _ => {
            let detail = "A header is TEXT, IMAGE, VIDEO, GIF, DOCUMENT, LOCATION or PRODUCT.";
            notes.error(&format!("{at}/format"), "header.format", detail);
        }
    }
}

/// Files need a sample, uploaded for this very submission.
pub(super) fn media_sample(notes: &mut Notes, at: &str, component: &Value) {
    let pointer = format!("{at}/example/header_handle");
    match component["example"]["header_handle"][0].as_str().unwrap_or_default() {
        "" => notes.error(&pointer, "sample.missing", "Upload a sample file: Meta's reviewers want to see one."),
        handle if handle.starts_with("http") => {
            let detail = "This is the address of an old sample, which Meta does not take again: upload the file once more.";
            notes.error(&pointer, "sample.expired", detail);
        }
        _ => {}
    }
}

pub(super) fn body(notes: &mut Notes, at: &str, component: &Value, most: usize) {
    let pointer = format!("{at}/text");
    let text = component["text"].as_str().unwrap_or_default();
    if notes.is_authentication() {
        return; // Meta writes it.
    }
    words(notes, &pointer, text, most, "body");
    let found = variables(text);
    names(notes, &pointer, &found);
    placed(notes, &pointer, text, &found);
    blanks(notes, &pointer, text);
    samples(notes, at, component, &found, ["body_text", "body_text_named_params"]);
}

pub(super) fn footer(notes: &mut Notes, at: &str, component: &Value) {
    let minutes = &component["code_expiration_minutes"];
    if let Some(minutes) = minutes.as_i64() {
        if !(1..=90).contains(&minutes) {
            let detail = "A code can live 1 to 90 minutes.";
            notes.error(&format!("{at}/code_expiration_minutes"), "authentication.minutes", detail);
        }
        return;
    }
    if notes.is_authentication() {
        return;
    }
    let pointer = format!("{at}/text");
    let text = component["text"].as_str().unwrap_or_default();
    words(notes, &pointer, text, LIMITS.template.footer, "footer");
    if !variables(text).is_empty() {
        notes.error(&pointer, "footer.variables", "A footer has no variables.");
    }
}

fn words(notes: &mut Notes, pointer: &str, text: &str, most: usize, what: &str) {
    let length = text.chars().count();
    if text.trim().is_empty() {
        notes.error(pointer, "text.empty", format!("Write the {what}, or take it out."));
    } else if length > most {
        notes.error(
            pointer,
            "text.too_long",
            format!("The {what} has {length} characters; at most {most} are allowed."),
        );
    }
    let opened = text.matches("{{").count();
    if opened != text.matches("}}").count() || variables(text).len() != opened {
        let detail = "A variable is written {{1}} or {{name}}: a bracket is missing, or there is nothing in it.";
        notes.error(pointer, "variable.malformed", detail);
    }
}

/// Numbers count up from 1; names are lower-case words.
fn names(notes: &mut Notes, pointer: &str, found: &[Variable<'_>]) {
    if notes.named {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if let Some(wrong) = found
            .iter()
            .find(|variable| !variable.name.bytes().all(fits) || variable.name.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let detail = format!("Name variables with a to z, digits and underscores: {{{{{}}}}} does not fit.", wrong.name);
            notes.error(pointer, "variable.name", detail);
        }
        return;
    }
    let mut seen = Vec::new();
    for variable in found {
        match variable.name.parse::<usize>() {
            Ok(number) if number == seen.len() + 1 => seen.push(number),
            Ok(number) if seen.contains(&number) => {}
            Ok(_) => {
                let detail = format!("Variables count up: after {{{{{}}}}} comes {{{{{}}}}}.", seen.len(), seen.len() + 1);
                return notes.error(
                    pointer,
                    "variable.order",
                    if seen.is_empty() {
                        "The first variable is {{1}}.".to_owned()
                    } else {
                        detail
                    },
                );
            }
            Err(_) => {
                let detail = format!(
                    "{{{{{}}}}} is a name, and this template counts its variables: {{{{1}}}}, {{{{2}}}} …",
                    variable.name
                );
                return notes.error(pointer, "variable.name", detail);
            }
        }
    }
}

/// Meta refuses variables at the edges (2388299), side by side, and too many of them for the text (2388293).
fn placed(notes: &mut Notes, pointer: &str, text: &str, found: &[Variable<'_>]) {
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        return;
    };
    if text[..first.from].trim().is_empty() {
        notes.error(pointer, "variable.at_start", "A body cannot begin with a variable: put words before it.");
    }
    if text[last.to..]
        .trim_matches(|character: char| character.is_whitespace() || ".,!?;:".contains(character))
        .is_empty()
    {
        let only_marks = !text[last.to..].trim().is_empty();
        match only_marks {
            false => notes.error(pointer, "variable.at_end", "A body cannot end with a variable: put words after it."),
            true => notes.warning(
                pointer,
                "variable.at_end",
                "Only a punctuation mark follows the last variable, and Meta often refuses that: add words.",
            ),
        }
    }
    if found.windows(2).any(|pair| text[pair[0].to..pair[1].from].trim().is_empty()) {
        notes.error(pointer, "variable.adjacent", "Two variables stand side by side: put words between them.");
    }
    let mut distinct: Vec<&str> = found.iter().map(|variable| variable.name).collect();
    distinct.sort_unstable();
    distinct.dedup();
    // Meta does not publish its ratio; with fewer than two words for each variable it is known to refuse.
    if text.split_whitespace().count() < distinct.len() * 2 {
        notes.error(
            pointer,
            "variable.ratio",
            "There are too many variables for so few words: write more text.",
        );
    }
}

/// Empty space that reviewers reject.
fn blanks(notes: &mut Notes, pointer: &str, text: &str) {
    if text.contains('\t') || text.contains("     ") {
        notes.warning(pointer, "text.blanks", "Tabs, or more than four spaces in a row, are often rejected.");
    }
    if text.replace('\r', "").contains("\n\n\n") {
        notes.warning(pointer, "text.blanks", "More than two line breaks in a row are often rejected.");
    }
}

/// Every variable has a sample that is not blank.
fn samples(notes: &mut Notes, at: &str, component: &Value, found: &[Variable<'_>], keys: [&str; 2]) {
    if found.is_empty() {
        return;
    }
    let mut distinct: Vec<&str> = Vec::new();
    for variable in found {
        if !distinct.contains(&variable.name) {
            distinct.push(variable.name);
        }
    }
    let example = &component["example"];
    for (index, variable) in distinct.iter().enumerate() {
        let (sample, pointer) = if notes.named {
            let list = example[keys[1]].as_array().map(Vec::as_slice).unwrap_or_default();
            let own = list.iter().find(|one| one["param_name"] == *variable);
            (
                own.and_then(|one| one["example"].as_str()),
                format!("{at}/example/{}/{variable}", keys[1]),
            )
        } else {
            // Written flat for headers, and as a list of lists for bodies; Meta reads both.
            let flat = example[keys[0]][index].as_str();
            (
                flat.or_else(|| example[keys[0]][0][index].as_str()),
                format!("{at}/example/{}/{index}", keys[0]),
            )
        };
        if sample.is_none_or(|sample| sample.trim().is_empty()) {
            notes.error(&pointer, "sample.missing", format!("Give a sample for {{{{{variable}}}}}."));
        }
    }
}

fn variables(text: &str) -> Vec<Variable<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let Some(close) = text[open + 2..].find("}}").map(|at| open + 2 + at) else {
            break;
        };
        let name = text[open + 2..close].trim();
        if !name.is_empty() && !name.contains(['{', '}', ' ', '\n']) {
            found.push(Variable {
                name,
                from: open,
                to: close + 2,
            });
        }
        from = close + 2;
    }
    found
}
