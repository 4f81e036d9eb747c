//! Actions: which may stand where, where they lead, and what they pass on.

use super::{Checker, shown};
use crate::Rule;
use crate::catalog::{Group, Shape};
use crate::expression::{Dynamic, Reference, Store, Type, read};
use crate::json::{Kind, Node, join};
use crate::survey::{Act, Screen};
use crate::version::v;

impl<'a> Checker<'a> {
    pub(super) fn actions(&mut self, screen: &'a Screen<'a>) {
        for act in &screen.actions {
            if self.full() {
                return;
            }
            self.action(screen, act);
        }
    }

    fn action(&mut self, screen: &'a Screen<'a>, act: &Act<'a>) {
        let (node, at) = (act.node, &act.pointer);
        if !self.expect(node, at, "object") {
            return;
        }
        let Some(name) = node.get("name") else {
            return self.report(Rule::MissingProperty, node, at, "Required property 'name' is missing.");
        };
        let Shape::Action { actions, .. } = act.shape else { return };
        let version = self.version();
        let allowed: Vec<_> = actions.iter().filter(|(_, since)| version >= *since).map(|(name, _)| *name).collect();
        if !name.text().is_some_and(|name| allowed.contains(&name)) {
            let message = format!("Value should be one of: [{}].", allowed.join(", "));
            return self.report(Rule::ActionNotAllowed, name, &join(at, "name"), message);
        }
        match act.name() {
            "navigate" => {
                self.only(node, at, &["name", "next", "payload"], &["next"]);
                self.navigate(screen, act);
            }
            "open_url" => {
                self.only(node, at, &["name", "url"], &["url"]);
                if let Some(url) = node.get("url").filter(|url| !url.text().is_some_and(super::value::looks_dynamic)) {
                    self.address(url, &join(at, "url"));
                }
            }
            kind => {
                let required: &[&str] = if kind == "update_data" { &["payload"] } else { &[] };
                self.only(node, at, &["name", "payload"], required);
                self.other(screen, act, kind);
            }
        }
    }

    fn other(&mut self, screen: &'a Screen<'a>, act: &Act<'a>, kind: &str) {
        let (node, at) = (act.node, &act.pointer);
        if kind == "complete" && !screen.terminal {
            self.report(
                Rule::CompleteNotTerminal,
                node,
                at,
                "On-click-action 'complete' can only be configured on a terminal screen.",
            );
        }
        if kind == "data_exchange" && !self.survey.endpoint {
            self.report(
                Rule::ExchangeNeedsEndpoint,
                node,
                at,
                "The property 'data_api_version' is required for data_exchange action.",
            );
        }
        let Some(payload) = node.get("payload") else { return };
        let at = join(at, "payload");
        if !self.expect(payload, &at, "object") {
            return;
        }
        let mut files = Vec::new();
        for member in payload.members() {
            let at = join(&at, &member.key);
            if kind == "update_data" && screen.field(&member.key).is_none() {
                let message = format!("The following property '{}' does not exist in the screen data model.", shown(&member.key));
                self.report_key(Rule::UpdateUnknown, member, &at, message);
            }
            if let Some(picker) = self.payload(screen, &member.value, &at, true) {
                files.push((picker, &member.value, at));
            }
        }
        if kind == "complete" {
            self.files_in_complete(&files);
        }
    }

    /// Every reference in a payload; gives the picker that a top-level value reads.
    fn payload(&mut self, screen: &'a Screen<'a>, node: &'a Node, at: &str, top: bool) -> Option<&'a Node> {
        match &node.kind {
            Kind::String(text) => match read(text) {
                Err(error) => self.report(Rule::ExpressionSyntax, node, at, format!("{error}.")),
                Ok(Dynamic::Literal) => {}
                Ok(Dynamic::Expression(expression)) => {
                    self.expression(screen, &expression, node, at);
                }
                Ok(Dynamic::Reference(reference)) => {
                    if !self.is_item(screen, &reference) {
                        self.reference(screen, &reference, node, at, Some(Rule::PayloadReference));
                    }
                    let picker = self.picker(screen, &reference);
                    if picker.is_some() && !top {
                        let message = "The value of PhotoPicker and DocumentPicker must be a top-level value of the payload.";
                        self.report(Rule::PickerNested, node, at, message);
                    }
                    return picker.filter(|_| top);
                }
            },
            Kind::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.payload(screen, item, &format!("{at}/{place}"), false);
                }
            }
            Kind::Object(members) => {
                for member in members {
                    self.payload(screen, &member.value, &join(at, &member.key), false);
                }
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
        }
        None
    }

    /// `${form.list.id}` of a NavigationList reads the item that was tapped.
    fn is_item(&self, screen: &Screen<'a>, reference: &Reference) -> bool {
        let here = reference.screen.is_none() && reference.store == Store::Form;
        here && screen
            .placed
            .iter()
            .any(|placed| placed.is("NavigationList") && placed.node.get("name").and_then(Node::text) == reference.path.first().map(String::as_str))
    }

    fn picker(&self, screen: &Screen<'a>, reference: &Reference) -> Option<&'a Node> {
        let survey = self.survey;
        let owner = match &reference.screen {
            Some(id) => survey.screen(id)?,
            None => screen,
        };
        let input = (reference.store == Store::Form).then(|| owner.input(reference.path.first()?)).flatten()?;
        input.kind.filter(|kind| kind.group == Group::Picker).map(|_| input.node)
    }

    fn files_in_complete(&mut self, files: &[(&'a Node, &'a Node, String)]) {
        for (picker, value, at) in files {
            let most = ["max-uploaded-photos", "max-uploaded-documents"]
                .iter()
                .find_map(|name| picker.get(name)?.number())
                .unwrap_or(30.0);
            if most > 10.0 {
                let message =
                    "A completion message carries at most 10 files; set max-uploaded to 10 or less. (An older table of Meta's allows 1 only.)";
                self.report(Rule::PickerComplete, value, at, message);
            }
        }
        if let Some((_, value, at)) = files.get(1) {
            let message = "Complete action payload can contain either a single PhotoPicker or a single DocumentPicker component.";
            self.report(Rule::PickerComplete, value, at, message);
        }
    }

    fn navigate(&mut self, screen: &'a Screen<'a>, act: &Act<'a>) {
        let Some(next) = act.node.get("next") else { return };
        let at = join(&act.pointer, "next");
        if !self.only(next, &at, &["type", "name"], &["type", "name"]) {
            return;
        }
        if let Some(kind) = next.get("type") {
            self.one_of(kind, &join(&at, "type"), &["screen", "plugin"]);
        }
        let Some(name) = next.get("name") else { return };
        let at = join(&at, "name");
        if !self.expect(name, &at, "string") {
            return;
        }
        let id = name.text().unwrap_or_default();
        if id == screen.id {
            return self.report(
                Rule::NavigateSelf,
                name,
                &at,
                format!("Same screen navigation is not allowed. Loop detected at [{}].", shown(id)),
            );
        }
        let survey = self.survey;
        match survey.screen(id) {
            None => self.report(Rule::NavigateUnknown, name, &at, format!("Unknown screen ids found: [{}].", shown(id))),
            Some(target) => self.passes(screen, act, target),
        }
    }

    /// What is passed against what the next screen declares.
    fn passes(&mut self, screen: &'a Screen<'a>, act: &Act<'a>, target: &'a Screen<'a>) {
        let at = join(&act.pointer, "payload");
        let payload = act.node.get("payload");
        if let Some(payload) = payload
            && !self.expect(payload, &at, "object")
        {
            return;
        }
        let members = payload.map_or(&[][..], Node::members);
        if !members.is_empty() && target.data.is_empty() {
            let message = format!("No data model is defined in the next screen '{}'.", shown(target.id));
            self.report(Rule::NavigateNoData, payload.unwrap_or(act.node), &at, message);
        }
        for member in members {
            let at = join(&at, &member.key);
            if let Some(picker) = self.payload(screen, &member.value, &at, true) {
                let kind = picker.get("type").and_then(Node::text).unwrap_or_default();
                let message = format!("The {kind} component's value is not allowed in the payload of the navigate action.");
                self.report(Rule::PickerNavigate, &member.value, &at, message);
            }
            match target.field(&member.key) {
                None if target.data.is_empty() => {}
                None => {
                    let message = format!("Following fields are missing in the next screen's data model: [{}].", shown(&member.key));
                    self.report_key(Rule::NavigateExtra, member, &at, message);
                }
                Some(field) => self.passed_type(screen, &member.value, &at, field.node, target),
            }
        }
        let missing: Vec<_> = target
            .data
            .iter()
            .map(|field| field.name)
            .filter(|name| !members.iter().any(|member| member.key == *name))
            .collect();
        if !missing.is_empty() {
            let message = format!(
                "Following fields are expected in the next screen's data model but missing in payload: [{}].",
                shown(&missing.join(", "))
            );
            self.report(Rule::NavigateMissing, payload.unwrap_or(act.node), &at, message);
        }
    }

    fn passed_type(&mut self, screen: &Screen<'a>, value: &Node, at: &str, schema: &Node, target: &Screen<'a>) {
        let Some(wanted) = schema.get("type").and_then(Node::text).and_then(Type::from_schema) else {
            return;
        };
        let found = match &value.kind {
            Kind::String(text) => match read(text) {
                Ok(Dynamic::Reference(reference)) => self.survey.type_of(screen, &reference).unwrap_or(Type::Any),
                Ok(Dynamic::Expression(_)) => Type::Any,
                Ok(Dynamic::Literal) | Err(_) => Type::Text,
            },
            _ => Type::from_schema(value.type_name()).unwrap_or(Type::Any),
        };
        // Inputs of numbers hand on texts on some phones; declared as either, both work.
        let lenient = matches!((found, wanted), (Type::Number, Type::Text)) && self.version() >= v(2, 1) && value.text().is_some();
        if !found.fits(wanted) && !lenient {
            let message = format!(
                "The data model of screen '{}' is expecting '{}' but got '{}'.",
                shown(target.id),
                wanted.name(),
                found.name()
            );
            self.report(Rule::NavigateType, value, at, message);
        }
    }
}
