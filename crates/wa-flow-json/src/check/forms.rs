//! Inputs and the Form around them: where they may stand, their names, their first values.

use super::{Checker, shown};
use crate::Rule;
use crate::json::{Node, join};
use crate::survey::{Placed, Screen};
use crate::version::v;

impl<'a> Checker<'a> {
    pub(super) fn forms(&mut self, screen: &Screen<'a>) {
        let has_form = screen.placed.iter().any(|placed| placed.is("Form"));
        let mut seen: std::collections::HashSet<&str> = std::collections::HashSet::new();
        for (name, placed) in screen.inputs() {
            let kind = placed.type_name();
            if !seen.insert(name) {
                let message = format!("Duplicate name found for Form components: {}.", shown(name));
                self.report(
                    Rule::DuplicateName,
                    placed.node.get("name").unwrap_or(placed.node),
                    &join(&placed.pointer, "name"),
                    message,
                );
            }
            if placed.form.is_none() && self.version() < v(4, 0) {
                let message = format!("Property '{kind}' must be defined inside parent property 'Form'.");
                self.report(Rule::FormRequired, placed.node, &placed.pointer, message);
            } else if placed.form.is_none() && has_form {
                let message = format!("Component '{kind}' is not allowed outside Form when Form component is present.");
                self.report(Rule::OutsideForm, placed.node, &placed.pointer, message);
            }
            if placed.form.is_some() {
                for name in ["init-value", "error-message"] {
                    if let Some(member) = placed.node.members().iter().find(|member| member.key == name) {
                        let message = format!("Property '{name}' cannot be specified inside a Form; use the Form's '{}s'.", name);
                        self.report_key(Rule::InitInForm, member, &join(&placed.pointer, name), message);
                    }
                }
            }
        }
    }

    /// `init-values` and `error-messages` of a Form.
    pub(super) fn form_values(&mut self, screen: &Screen<'a>, form: &Placed<'a>, node: &'a Node, at: &str, first: bool) {
        if !self.expect(node, at, "object") {
            return;
        }
        for member in node.members() {
            let at = join(at, &member.key);
            let input = screen
                .inputs()
                .find(|(name, placed)| *name == member.key && placed.form.as_deref() == Some(&form.pointer));
            match input {
                None => {
                    let message = format!("There is no input '{}' in this Form.", shown(&member.key));
                    self.report_key(Rule::FormValues, member, &at, message);
                }
                Some((_, input)) if first && matches!(input.type_name(), "PhotoPicker" | "DocumentPicker") => {
                    let message = format!("Property 'init-values' should not contain value for components: [{}].", input.type_name());
                    self.report_key(Rule::PickerInit, member, &at, message);
                }
                Some((_, input)) => self.form_value(input, &member.value, &at, first),
            }
        }
    }

    fn form_value(&mut self, input: &Placed<'a>, value: &Node, at: &str, first: bool) {
        if value.text().is_some_and(super::value::looks_dynamic) {
            return;
        }
        let wanted = match (first, input.type_name()) {
            (true, "CheckboxGroup" | "ChipsSelector") => "array",
            (true, "OptIn") => "boolean",
            (_, "CalendarPicker") | (false, "PhotoPicker" | "DocumentPicker") => return,
            // Numbers may be given as numbers.
            (true, "TextInput") if value.number().is_some() => return,
            _ => "string",
        };
        self.expect(value, at, wanted);
    }
}
