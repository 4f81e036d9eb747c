//! Where a node kind writes down what is wrong with its own settings.

use std::collections::HashSet;

use serde_json::json;

use super::{Edit, Finding, Fix, Known, Severity, World};
use crate::expr::filters::Argument;
use crate::expr::{Segment, Template};
use crate::graph::{FlowRef, Graph};
use crate::hours::Calendar;
use crate::nodes::{ButtonKind, Choice, FromList, Header, SendTemplate};

/// Findings about one node.
pub struct Report<'w> {
    pub(super) world: &'w World,
    pub(super) graph: &'w Graph,
    pub(super) node: &'w str,
    pub(super) found: Vec<Finding>,
}

/// How long a text can get.
enum Length {
    AtMost(usize),
    /// At least so long, and nobody knows how much longer.
    Unknown(usize),
}

impl Report<'_> {
    pub(crate) fn error(&mut self, code: &str, field: &str, message: impl Into<String>) {
        self.note(Severity::Error, code, field, message);
    }

    pub(crate) fn warning(&mut self, code: &str, field: &str, message: impl Into<String>) {
        self.note(Severity::Warning, code, field, message);
    }

    pub(crate) fn hint(&mut self, code: &str, field: &str, message: impl Into<String>) {
        self.note(Severity::Hint, code, field, message);
    }

    fn note(&mut self, severity: Severity, code: &str, field: &str, message: impl Into<String>) {
        self.found.push(Finding::new(severity, code, Some(self.node), field, message));
    }

    /// Words that must be there and short enough.
    pub(crate) fn words(&mut self, field: &str, text: &Template, limit: usize) {
        if text.is_empty() {
            self.error("message.empty", field, "write something; WhatsApp refuses empty text");
        }
        self.length(field, text, limit);
    }

    /// Words that must be short enough, however long the values in them get.
    pub(crate) fn length(&mut self, field: &str, text: &Template, limit: usize) {
        match longest(text) {
            Length::AtMost(length) if length > limit => {
                self.error(
                    "message.too_long",
                    field,
                    format!("this can get {length} characters long; WhatsApp takes {limit}"),
                );
            }
            Length::Unknown(least) if least > limit => {
                self.error(
                    "message.too_long",
                    field,
                    format!("this is at least {least} characters long; WhatsApp takes {limit}"),
                );
            }
            // Where there is much room, a name or a city will not fill it.
            Length::Unknown(least) if limit <= 80 => {
                let room = limit.saturating_sub(least);
                self.warning(
                    "message.may_be_too_long",
                    field,
                    format!("a long value makes this longer than {limit} characters, which WhatsApp refuses"),
                );
                if let (Some(last), [.., Segment::Value { .. }]) = (self.found.last_mut(), text.segments().unwrap_or_default()) {
                    let cut = format!("{} | truncate:{room}}}}}", text.source().trim_end().trim_end_matches("}}").trim_end());
                    last.fix = Some(Fix::new(
                        format!("Cut it at {limit} characters"),
                        Edit::SetField {
                            node: self.node.to_owned(),
                            field: field.to_owned(),
                            value: json!(cut),
                        },
                    ));
                }
            }
            _ => {}
        }
    }

    /// A value that Meta refuses when it is blank.
    pub(crate) fn never_empty(&mut self, field: &str, value: &Template) {
        if value.is_empty() {
            self.error("template.blank", field, "give a value; Meta refuses blanks in templates");
        }
        let segments = value.segments().unwrap_or_default();
        let has_words = segments
            .iter()
            .any(|segment| matches!(segment, Segment::Text(words) if !words.trim().is_empty()));
        let unsure = value.paths().find(|(_, filters)| !filters.iter().any(|filter| filter.name == "default"));
        if let (false, Some((path, _))) = (has_words, unsure) {
            self.error(
                "template.may_be_blank",
                field,
                format!("`{path}` may be empty, and Meta refuses blanks in templates: add `| default:\"…\"`"),
            );
            if let Some(last) = self.found.last_mut()
                && let [Segment::Value { .. }] = segments
            {
                let with = format!("{} | default:\"-\"}}}}", value.source().trim_end().trim_end_matches("}}").trim_end());
                last.fix = Some(Fix::new(
                    "Add a default",
                    Edit::SetField {
                        node: self.node.to_owned(),
                        field: field.to_owned(),
                        value: json!(with),
                    },
                ));
            }
        }
    }

    pub(crate) fn web_address(&mut self, field: &str, url: &Template) {
        let source = url.source().trim();
        let starts_with_value = source.starts_with("{{");
        if source.is_empty() {
            self.error("url.missing", field, "give an address");
        } else if !starts_with_value && !source.starts_with("https://") && !source.starts_with("http://") {
            self.error("url.scheme", field, "an address starts with https://");
        } else if source.starts_with("http://") {
            self.warning("url.plain", field, "http:// can be read on the way; use https://");
        } else if starts_with_value
            && url
                .paths()
                .next()
                .is_some_and(|(path, _)| crate::expr::Root::named(path.root()).is_none_or(|root| root.untrusted))
        {
            self.error(
                "url.host",
                field,
                "the host must not come from the customer: begin with https:// or a global value",
            );
        }
    }

    pub(crate) fn header(&mut self, header: Option<&Header>, _any: bool) {
        match header {
            Some(Header::Text { text }) => self.length("header.text", text, cloud_api::outbound::LIMITS.interactive.header_text),
            Some(Header::Image { media } | Header::Video { media } | Header::Document { media }) => {
                if let Some(problem) = media.problem() {
                    self.error("media.missing", "header.media", problem);
                }
            }
            None => {}
        }
    }

    /// Buttons or rows.
    pub(crate) fn choices(&mut self, field: &str, choices: &[Choice], most: usize, longest: usize, list: Option<&FromList>) {
        if list.is_some() {
            return;
        }
        if choices.is_empty() {
            self.error("choices.none", field, "add at least one");
        }
        if choices.len() > most {
            self.error("choices.too_many", field, format!("WhatsApp shows at most {most}"));
        }
        self.ids(field, choices.iter().map(|choice| choice.id.as_str()));
        let mut titles = HashSet::new();
        for (place, choice) in choices.iter().enumerate() {
            let at = format!("{field}[{place}].title");
            self.words(&at, &choice.title, longest);
            if !titles.insert(choice.title.source().trim()) {
                self.error("choices.same_title", &at, "another one has the same label; each must differ");
            }
        }
    }

    /// Words of exits: each once, none empty.
    pub(crate) fn ids<'i>(&mut self, field: &str, ids: impl Iterator<Item = &'i str>) {
        let mut seen = HashSet::new();
        for (place, id) in ids.enumerate() {
            let at = format!("{field}[{place}].id");
            if id.trim().is_empty() || id.len() > 100 {
                self.error("id.missing", &at, "give a word of at most 100 characters");
            } else if !seen.insert(id) {
                self.error("id.collides", &at, format!("`{id}` is used twice; each must differ"));
            }
        }
    }

    /// Names of what is handed over: each once, none empty.
    pub(crate) fn names<'i>(&mut self, field: &str, names: impl Iterator<Item = &'i str>) {
        let mut seen = HashSet::new();
        for (place, name) in names.enumerate() {
            let at = format!("{field}[{place}].name");
            if name.trim().is_empty() {
                self.error("input.unnamed", &at, "give it a name; without one it is not handed over");
            } else if !seen.insert(name) {
                self.error("input.twice", &at, format!("`{name}` is given twice; only the last would count"));
            }
        }
    }

    pub(crate) fn variable_name(&mut self, field: &str, name: &str) {
        if !is_variable(name) {
            self.error(
                "variable.name",
                field,
                "a variable's name has letters, digits and `_`; dots reach into objects",
            );
        }
    }

    pub(crate) fn calendar(&mut self, name: &str, own: Option<&Calendar>) {
        if let Some(own) = own {
            if let Some(problem) = own.problem() {
                self.error("calendar.invalid", "hours", problem);
            }
            return;
        }
        self.calendar_named("calendar", name);
    }

    /// One of the workspace's calendars; empty means its main one.
    pub(crate) fn calendar_named(&mut self, field: &str, name: &str) {
        let known = |name: &str| self.world.calendars.as_ref().is_none_or(|known| known.iter().any(|known| known == name));
        match name {
            "" | "default" if !known("default") => self.error("calendar.missing", field, "the workspace has no opening hours yet"),
            "" => {}
            name if !known(name) => self.error("calendar.missing", field, format!("the workspace has no opening hours called `{name}`")),
            _ => {}
        }
    }

    /// A function, in this version or, when that is empty, in the one that is live.
    pub(crate) fn function(&mut self, field: &str, id: &str, version: &str) {
        let found = self.world.functions.as_ref().map(|known| known.get(id).copied());
        let Some(versions) = self.world.function_versions.get(id).filter(|_| !version.is_empty()) else {
            return self.known(field, id, found, "function");
        };
        // A named version is called whatever is live now.
        match found {
            Some(Some(_)) if versions.iter().any(|known| known == version) => {}
            Some(Some(_)) => self.error("function.version", "version", format!("this function has no version {version}")),
            _ => self.known(field, id, found, "function"),
        }
    }

    pub(crate) fn wa_flow(&mut self, field: &str, id: &str) {
        self.known(field, id, self.world.wa_flows.as_ref().map(|known| known.get(id).copied()), "wa_flow");
    }

    /// A WA Flow whose forms come in; also one that is no longer sent.
    pub(crate) fn wa_flow_submitted(&mut self, field: &str, id: &str) {
        if self.world.wa_flows.as_ref().is_some_and(|known| !known.contains_key(id)) {
            self.known(field, id, Some(None), "wa_flow");
        }
    }

    /// A screen of a WA Flow.
    pub(crate) fn wa_flow_screen(&mut self, field: &str, id: &str, screen: &str) {
        let Some(screens) = self.world.wa_flow_screens.get(id) else { return };
        // Meta's word for whichever comes first.
        if screen == "FIRST_ENTRY_SCREEN" {
            return;
        }
        if !screens.iter().any(|known| known == screen) {
            let there = screens.iter().take(8).map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
            self.error("wa_flow.screen", field, format!("this WA Flow has no screen `{screen}`; it has {there}"));
            if let (Some(last), Some(first)) = (self.found.last_mut(), screens.first()) {
                last.fix = Some(Fix::new(
                    format!("Begin with {first}"),
                    Edit::SetField {
                        node: self.node.to_owned(),
                        field: field.to_owned(),
                        value: json!(first),
                    },
                ));
            }
        }
    }

    /// A secret address.
    pub(crate) fn door(&mut self, field: &str, path: &str) {
        if self.world.doors_taken.iter().any(|taken| taken == path) {
            self.error(
                "door.taken",
                field,
                "another live flow has this address, and calls would go there: choose another one",
            );
        }
    }

    /// A secret of the workspace.
    pub(crate) fn secret(&mut self, field: &str, name: &str) {
        self.listed(field, name, self.world.secrets.as_ref(), "secret.missing", "secret");
    }

    pub(crate) fn flow(&mut self, field: &str, flow: &FlowRef) {
        self.known(
            field,
            &flow.flow,
            self.world.flows.as_ref().map(|known| known.get(&flow.flow).copied()),
            "flow",
        );
    }

    fn known(&mut self, field: &str, id: &str, found: Option<Option<Known>>, what: &str) {
        let name = match what {
            "wa_flow" => "WA Flow",
            other => other,
        };
        match found {
            _ if id.is_empty() => self.error(&format!("{what}.missing"), field, format!("choose a {name}")),
            Some(None) => self.error(&format!("{what}.missing"), field, format!("this {name} does not exist any more")),
            Some(Some(Known::Draft)) => self.error(&format!("{what}.draft"), field, format!("this {name} is only a draft: publish it first")),
            Some(Some(Known::Retired)) => self.error(
                &format!("{what}.retired"),
                field,
                format!("this {name} was deprecated or blocked and cannot be used any more"),
            ),
            Some(Some(Known::Published)) | None => {}
        }
    }

    pub(crate) fn connection(&mut self, field: &str, name: &str) {
        if name.is_empty() {
            self.error("connection.missing", field, "choose a connection");
        }
        self.listed(field, name, self.world.connections.as_ref(), "connection.missing", "connection");
        if self.world.connections_without_key.iter().any(|known| known == name) {
            self.warning(
                "connection.no_key",
                field,
                format!("the connection `{name}` has no key; such services answer nobody without one"),
            );
        }
    }

    pub(crate) fn tags(&mut self, field: &str, tags: &[String]) {
        for tag in tags {
            self.listed(field, tag, self.world.tags.as_ref(), "tag.missing", "label");
        }
    }

    pub(crate) fn member(&mut self, field: &str, user: Option<&str>) {
        if let Some(user) = user {
            self.listed(field, user, self.world.members.as_ref(), "member.missing", "member");
        }
    }

    pub(crate) fn team(&mut self, field: &str, team: Option<&str>) {
        if let Some(team) = team {
            self.listed(field, team, self.world.teams.as_ref(), "team.missing", "team");
        }
    }

    fn listed(&mut self, field: &str, name: &str, known: Option<&Vec<String>>, code: &str, what: &str) {
        if known.is_some_and(|known| !name.is_empty() && !known.iter().any(|known| known == name)) {
            self.error(code, field, format!("the workspace has no {what} `{name}`"));
        }
    }

    /// A node of this flow.
    pub(crate) fn node(&mut self, field: &str, id: &str) {
        if self.graph.node(id).is_none() {
            self.error("node.missing", field, "this node is not there any more");
        }
    }

    /// A template as the workspace has it.
    pub(crate) fn template(&mut self, node: &SendTemplate) {
        let Some(templates) = &self.world.templates else { return };
        let named: Vec<_> = templates.iter().filter(|template| template.name == node.template).collect();
        if named.is_empty() {
            self.error(
                "template.missing",
                "template",
                format!("the workspace has no template `{}`", node.template),
            );
            return;
        }
        for (place, language) in node.languages.iter().enumerate().filter(|(_, language)| *language != "contact") {
            if !named.iter().any(|template| template.language == *language) {
                self.error(
                    "template.language",
                    &format!("languages[{place}]"),
                    format!("`{}` is not there in {language}", node.template),
                );
            }
        }
        let meant = |language: &str| node.languages.is_empty() || node.languages.iter().any(|own| own == language || own == "contact");
        let used: Vec<_> = named.into_iter().filter(|template| meant(&template.language)).collect();
        if !used.iter().any(|template| template.is_sendable()) {
            let status = used.first().map_or("missing", |template| template.status.as_str());
            self.error(
                "template.unavailable",
                "template",
                format!("`{}` cannot be sent now: it is {}", node.template, status.to_lowercase()),
            );
        }
        for template in &used {
            let says = |what: String| format!("{} of `{}`", what, template.language);
            if template.body.len() != node.body.len() {
                self.error(
                    "template.parameters",
                    "body",
                    says(format!("{} values are given, the text takes {}", node.body.len(), template.body.len())),
                );
            }
            if template.header_text != node.header_text.is_some() {
                self.error(
                    "template.parameters",
                    "header_text",
                    says(
                        if template.header_text {
                            "a value is missing for the header"
                        } else {
                            "there is no header with a value in the text"
                        }
                        .to_owned(),
                    ),
                );
            }
            let kind = node
                .header_media
                .as_ref()
                .and_then(|header| json!(header.kind).as_str().map(str::to_owned));
            if template.header_media != kind {
                self.error(
                    "template.parameters",
                    "header_media",
                    says(format!("the header takes {}", template.header_media.as_deref().unwrap_or("no file"))),
                );
            }
            for index in &template.button_values {
                if !node.buttons.iter().any(|button| button.index == *index) {
                    self.error(
                        "template.parameters",
                        "buttons",
                        says(format!("a value is missing for button {}", index + 1)),
                    );
                }
            }
            for button in node.buttons.iter().filter(|button| button.kind == ButtonKind::QuickReply) {
                if !template.quick_replies.contains(&button.index) {
                    self.error(
                        "template.parameters",
                        "buttons",
                        says(format!("button {} is no quick reply", button.index + 1)),
                    );
                }
            }
        }
    }
}

/// Letters, digits and `_`, with dots between.
pub(crate) fn is_variable(name: &str) -> bool {
    let name = name.strip_prefix("vars.").unwrap_or(name);
    let fine = |part: &str| {
        !part.is_empty()
            && part.len() <= 60
            && !part.starts_with("__")
            && part.chars().all(|mark| mark.is_ascii_alphanumeric() || mark == '_')
            && !part.starts_with(|mark: char| mark.is_ascii_digit())
    };
    name.len() <= 200 && name.split('.').all(fine)
}

fn longest(text: &Template) -> Length {
    let mut sum = 0;
    let mut known = true;
    for segment in text.segments().unwrap_or_default() {
        match segment {
            Segment::Text(words) => sum += words.chars().count(),
            Segment::Value { filters, .. } => {
                let bound = filters.iter().rev().find_map(|filter| match (filter.name, filter.arguments.first()) {
                    ("truncate", Some(Argument::Number(most))) => Some(*most as usize),
                    _ => None,
                });
                match bound {
                    Some(most) => sum += most,
                    None => known = false,
                }
            }
        }
    }
    if known { Length::AtMost(sum) } else { Length::Unknown(sum) }
}
