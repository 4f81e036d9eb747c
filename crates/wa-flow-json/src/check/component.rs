//! Components against the list: known, of this version, with the properties they may and must have.

use super::{Checker, shown};
use crate::Rule;
use crate::catalog::Component;
use crate::json::{Node, join};
use crate::survey::{Placed, Screen};
use crate::version::v;

impl<'a> Checker<'a> {
    pub(super) fn components(&mut self, screen: &'a Screen<'a>) {
        for placed in &screen.placed {
            if self.full() {
                return;
            }
            if !self.expect(placed.node, &placed.pointer, "object") {
                continue;
            }
            match placed.kind {
                Some(kind) => self.component(screen, placed, kind),
                None => self.no_component(placed),
            }
        }
    }

    fn no_component(&mut self, placed: &Placed<'a>) {
        match placed.node.get("type") {
            None => self.report(Rule::MissingType, placed.node, &placed.pointer, "Required property 'type' is missing."),
            Some(kind) => {
                let at = join(&placed.pointer, "type");
                match kind.text() {
                    None => {
                        self.expect(kind, &at, "string");
                    }
                    Some(text) if text.contains("${") || text.starts_with('`') => {
                        self.report(Rule::NotDynamic, kind, &at, "Property 'type' cannot be dynamic.");
                    }
                    Some(text) => {
                        let message = format!("Invalid value found for property 'type': there is no component '{}'.", shown(text));
                        self.report(Rule::UnknownComponent, kind, &at, message);
                    }
                }
            }
        }
    }

    fn component(&mut self, screen: &'a Screen<'a>, placed: &'a Placed<'a>, kind: &'static Component) {
        let (node, at) = (placed.node, &placed.pointer);
        if self.version() < kind.since {
            let message = format!("Component {} needs Flow JSON {}; this form is {}.", kind.name, kind.since, self.version());
            self.report(Rule::ComponentTooNew, node.get("type").unwrap_or(node), &join(at, "type"), message);
        }
        for member in node.members().iter().filter(|member| member.key != "type") {
            let pointer = join(at, &member.key);
            match kind.property(&member.key) {
                None => {
                    let message = format!("Property '{}' cannot be specified at {} on {at}.", shown(&member.key), kind.name);
                    self.report_key(Rule::UnknownProperty, member, &pointer, message);
                }
                Some(property) => {
                    if self.version() < property.since {
                        let message = format!(
                            "Property '{}' of {} needs Flow JSON {}; this form is {}.",
                            property.name,
                            kind.name,
                            property.since,
                            self.version()
                        );
                        self.report_key(Rule::PropertyTooNew, member, &pointer, message);
                    }
                    self.value(screen, placed, property, &member.value, &pointer);
                }
            }
        }
        for property in kind
            .properties
            .iter()
            .filter(|property| property.required && node.get(property.name).is_none())
        {
            self.report(
                Rule::MissingProperty,
                node,
                at,
                format!("Required property '{}' is missing.", property.name),
            );
        }
        self.label_of_choice(placed, kind);
        self.minimum_and_maximum(placed, kind);
        self.partners(placed, kind);
        match kind.name {
            "CalendarPicker" => self.calendar(placed),
            "NavigationList" => self.navigation_list(placed),
            "TextCaption" => self.caption(placed),
            _ => {}
        }
    }

    /// From 4.0 on groups of options need a label.
    fn label_of_choice(&mut self, placed: &Placed<'a>, kind: &Component) {
        if matches!(kind.name, "CheckboxGroup" | "RadioButtonsGroup") && self.version() >= v(4, 0) && placed.node.get("label").is_none() {
            self.report(
                Rule::MissingProperty,
                placed.node,
                &placed.pointer,
                "Required property 'label' is missing.",
            );
        }
    }

    fn minimum_and_maximum(&mut self, placed: &Placed<'a>, kind: &Component) {
        for (least, most) in [
            ("min-chars", "max-chars"),
            ("min-selected-items", "max-selected-items"),
            ("min-uploaded-photos", "max-uploaded-photos"),
            ("min-uploaded-documents", "max-uploaded-documents"),
            ("min-days", "max-days"),
            ("min-date", "max-date"),
        ] {
            let (Some(low), Some(high)) = (placed.node.get(least), placed.node.get(most)) else {
                continue;
            };
            let wrong = match (amount(low), amount(high)) {
                (Some(low), Some(high)) => low > high,
                // Dates of 5.0 on compare as texts.
                _ => {
                    matches!((low.text(), high.text()), (Some(low), Some(high)) if super::value::is_date(low) && super::value::is_date(high) && low > high)
                }
            };
            if wrong {
                let message = format!("{least} cannot be greater than {most} for {}.", kind.name);
                self.report(Rule::MinOverMax, low, &join(&placed.pointer, least), message);
            }
        }
    }

    /// Properties that need or exclude each other.
    fn partners(&mut self, placed: &Placed<'a>, kind: &Component) {
        let (node, at) = (placed.node, &placed.pointer);
        let has = |name: &str| node.get(name).is_some();
        if kind.name == "Footer" {
            for (one, other) in [("left-caption", "right-caption"), ("right-caption", "left-caption")] {
                if has(one) && !has(other) && !has("center-caption") {
                    let message = format!("Footer should have property {other} when property {one} is present.");
                    self.report(Rule::Dependency, node, at, message);
                }
            }
            if has("center-caption") && (has("left-caption") || has("right-caption")) {
                let message = "Properties 'center-caption' and [left-caption, right-caption] must be present exclusively at Footer.";
                self.report(Rule::Exclusive, node, at, message);
            }
        }
        if let (true, Some(pattern)) = (kind.name == "TextInput", node.get("pattern")) {
            let at = join(at, "pattern");
            if !has("helper-text") {
                self.report(
                    Rule::Dependency,
                    pattern,
                    &at,
                    "TextInput should have property helper-text when property pattern is present.",
                );
            }
            if matches!(node.get("input-type").and_then(Node::text), Some("email" | "phone")) {
                self.report(
                    Rule::Dependency,
                    pattern,
                    &at,
                    "Property 'pattern' works with text, number, password and passcode only.",
                );
            }
        }
    }

    fn caption(&mut self, placed: &Placed<'a>) {
        if let Some(text) = placed.node.get("text")
            && let Some(words) = text.text()
            && (410..=4096).contains(&words.chars().count())
            && !words.starts_with('`')
        {
            let message = "A caption of more than 409 characters may be cut off: Meta's pages name both 409 and 4096.";
            self.report(Rule::CaptionLong, text, &join(&placed.pointer, "text"), message);
        }
    }
}

/// A number, or a text that is one.
fn amount(node: &Node) -> Option<f64> {
    node.number().or_else(|| node.text()?.parse().ok())
}
