//! Checking a form: every rule, with Meta's code, a JSON pointer and the place in the text.

mod actions;
mod branches;
mod calendar;
mod component;
mod counts;
mod data;
mod document;
mod forms;
mod items;
mod lists;
mod references;
mod routing;
mod screens;
mod value;

pub(crate) use value::is_date;

use serde::Serialize;

use crate::json::{self, Member, Node};
use crate::position::Positions;
use crate::survey::Survey;
use crate::{Rule, Severity, Span, Version};

/// The largest text that Meta takes (*Flow JSON, Limitations*).
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// More help nobody; a broken generator would make millions.
const MAX_PROBLEMS: usize = 500;

/// Something wrong with a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Problem {
    #[serde(serialize_with = "name")]
    pub rule: Rule,
    pub severity: Severity,
    /// Meta's code, as it would come back in `validation_errors[].error`.
    pub code: &'static str,
    pub message: String,
    /// JSON pointer (RFC 6901) of the value.
    pub pointer: String,
    pub span: Span,
}

/// What a check found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// By place in the text; at most 500.
    pub problems: Vec<Problem>,
    /// The version written in the text, if it is one.
    #[serde(skip)]
    pub version: Option<Version>,
}

impl Report {
    /// Can it be published, as far as can be seen from here?
    pub fn is_publishable(&self) -> bool {
        !self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

fn name<S: serde::Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.name())
}

/// Checks a text. Never fails, never panics; the time taken grows with the text and no faster.
pub fn check(text: &str) -> Report {
    if text.len() > MAX_BYTES {
        let says = format!("The text has {} bytes; 10 MB is the most", text.len());
        let found = Found {
            rule: Rule::JsonTooLarge,
            start: 0,
            end: 0,
            pointer: String::new(),
            message: says,
        };
        return report("", vec![found], None);
    }
    let root = match json::read(text) {
        Ok(root) => root,
        Err(broken) => {
            let rule = if broken.too_deep { Rule::JsonTooDeep } else { Rule::JsonSyntax };
            let message = format!("Flow JSON is not valid: {}", broken.says);
            let found = Found {
                rule,
                start: broken.at,
                end: broken.at,
                pointer: String::new(),
                message,
            };
            return report(text, vec![found], None);
        }
    };
    let survey = Survey::new(&root);
    let mut checker = Checker {
        root: &root,
        survey: &survey,
        found: Vec::new(),
    };
    checker.duplicates(&root, "");
    if checker.document() {
        checker.screens();
        checker.routing();
    }
    let version = root.get("version").and_then(Node::text).and_then(|text| text.parse().ok());
    report(text, checker.found, version)
}

/// A problem before lines and columns are counted.
struct Found {
    rule: Rule,
    start: usize,
    end: usize,
    pointer: String,
    message: String,
}

struct Checker<'a> {
    root: &'a Node,
    survey: &'a Survey<'a>,
    found: Vec<Found>,
}

fn report(text: &str, mut found: Vec<Found>, version: Option<Version>) -> Report {
    found.sort_by_key(|found| (found.start, found.rule));
    found.dedup_by(|next, first| next.rule == first.rule && next.start == first.start && next.message == first.message);
    let positions = (!found.is_empty()).then(|| Positions::new(text));
    let problems = found.into_iter().map(|found| Problem {
        rule: found.rule,
        severity: found.rule.severity(),
        code: found.rule.code(),
        span: positions.as_ref().map_or(
            Span {
                line_start: 1,
                column_start: 1,
                line_end: 1,
                column_end: 1,
            },
            |positions| positions.span(found.start, found.end),
        ),
        message: found.message,
        pointer: found.pointer,
    });
    Report {
        problems: problems.collect(),
        version,
    }
}

impl<'a> Checker<'a> {
    fn version(&self) -> Version {
        self.survey.version
    }

    /// At a value.
    fn report(&mut self, rule: Rule, node: &Node, pointer: &str, message: impl Into<String>) {
        self.push(rule, node.start, node.end, pointer, message.into());
    }

    /// At the name of a property.
    fn report_key(&mut self, rule: Rule, member: &Member, pointer: &str, message: impl Into<String>) {
        self.push(rule, member.key_start, member.key_end, pointer, message.into());
    }

    fn push(&mut self, rule: Rule, start: usize, end: usize, pointer: &str, message: String) {
        if self.found.len() < MAX_PROBLEMS {
            self.found.push(Found {
                rule,
                start,
                end,
                pointer: pointer.to_owned(),
                message,
            });
        }
    }

    fn full(&self) -> bool {
        self.found.len() >= MAX_PROBLEMS
    }

    /// Properties written twice, anywhere.
    fn duplicates(&mut self, node: &'a Node, pointer: &str) {
        if self.full() {
            return;
        }
        let members = node.members();
        if members.len() > 1 {
            let mut names: Vec<&Member> = members.iter().collect();
            names.sort_by(|left, right| left.key.cmp(&right.key).then(left.key_start.cmp(&right.key_start)));
            for pair in names.windows(2).filter(|pair| pair[0].key == pair[1].key) {
                if self.full() {
                    return;
                }
                let message = format!("Property '{}' is written twice", shown(&pair[1].key));
                self.report_key(Rule::DuplicateKey, pair[1], &json::join(pointer, &pair[1].key), message);
            }
        }
        for member in members.iter().filter(|member| member.value.is_object() || member.value.is_array()) {
            self.duplicates(&member.value, &json::join(pointer, &member.key));
        }
        for (place, item) in node.items().iter().enumerate() {
            if item.is_object() || item.is_array() {
                self.duplicates(item, &format!("{pointer}/{place}"));
            }
        }
    }

    /// Is it of that type? Reports when not.
    fn expect(&mut self, node: &Node, pointer: &str, wanted: &str) -> bool {
        let found = node.type_name();
        let fits = found == wanted || (wanted == "number" && found == "integer");
        if !fits {
            self.report(
                Rule::WrongType,
                node,
                pointer,
                format!("Expected property {pointer} to be of type {wanted}, but found {found}."),
            );
        }
        fits
    }

    /// Only known properties in a plain object; tells whether it is one.
    fn only(&mut self, node: &'a Node, pointer: &str, known: &[&str], required: &[&str]) -> bool {
        if !self.expect(node, pointer, "object") {
            return false;
        }
        for member in node.members().iter().filter(|member| !known.contains(&member.key.as_str())) {
            if self.full() {
                return false;
            }
            let message = format!("Property '{}' cannot be specified at {pointer}.", shown(&member.key));
            self.report_key(Rule::UnknownProperty, member, &json::join(pointer, &member.key), message);
        }
        for name in required.iter().filter(|name| node.get(name).is_none()) {
            let rule = if *name == "type" { Rule::MissingType } else { Rule::MissingProperty };
            self.report(rule, node, pointer, format!("Required property '{name}' is missing."));
        }
        true
    }
}

/// A name from the text as it appears in a message: short and on one line.
fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}
