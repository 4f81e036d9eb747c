//! What is on the screen now: branches taken, hidden components gone, every property worked out.

use serde_json::{Map, Value, json};

use super::Phone;
use crate::expression::{as_text, evaluate, resolve};

impl Phone {
    /// The visible components of the present screen, in order, as JSON with values where expressions were. Actions stay as they are written, to be
    /// worked out when pressed. Components inside a Form come out as if they stood by themselves, with the Form's first values and messages.
    pub fn view(&self) -> Vec<Value> {
        let mut shown = Vec::new();
        if let Some(children) = self.find(self.screen()).and_then(|screen| screen["layout"]["children"].as_array()) {
            self.collect(children, None, 0, &mut shown);
        }
        shown
    }

    /// The title at the top.
    pub fn title(&self) -> String {
        self.find(self.screen())
            .map(|screen| as_text(&resolve(&screen["title"], self)))
            .unwrap_or_default()
    }

    fn collect(&self, children: &[Value], form: Option<&Value>, depth: usize, shown: &mut Vec<Value>) {
        // Deeper than any form that passes the checks.
        if depth > 16 {
            return;
        }
        for child in children {
            let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
            match child["type"].as_str() {
                Some("Form") => self.collect(&list(&child["children"]), Some(child), depth + 1, shown),
                Some("If") => {
                    let condition = evaluate(child["condition"].as_str().unwrap_or_default(), self);
                    let branch = if condition == json!(true) { &child["then"] } else { &child["else"] };
                    self.collect(&list(branch), form, depth + 1, shown);
                }
                Some("Switch") => {
                    let value = as_text(&resolve(&child["value"], self));
                    self.collect(&list(&child["cases"][value.as_str()]), form, depth + 1, shown);
                }
                Some(_) => shown.extend(self.component(child, form)),
                None => {}
            }
        }
    }

    fn component(&self, component: &Value, form: Option<&Value>) -> Option<Value> {
        let mut worked: Map<String, Value> = Map::new();
        for (name, value) in component.as_object()? {
            let value = match name.as_str() {
                "type" | "name" => value.clone(),
                _ if name.ends_with("-action") => value.clone(),
                "data-source" | "list-items" => self.items(value),
                _ => resolve(value, self),
            };
            worked.insert(name.clone(), value);
        }
        if worked.get("visible") == Some(&json!(false)) {
            return None;
        }
        if let (Some(form), Some(name)) = (form, component["name"].as_str()) {
            for (from, to) in [("init-values", "init-value"), ("error-messages", "error-message")] {
                if let Some(value) = resolve(&form[from], self).get(name) {
                    worked.insert(to.to_owned(), value.clone());
                }
            }
        }
        Some(Value::Object(worked))
    }

    /// Items with their own actions left as written.
    fn items(&self, value: &Value) -> Value {
        let Value::Array(items) = value else { return resolve(value, self) };
        let item = |item: &Value| match item {
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| {
                    (
                        name.clone(),
                        if name.ends_with("-action") {
                            value.clone()
                        } else {
                            resolve(value, self)
                        },
                    )
                })
                .collect(),
            other => resolve(other, self),
        };
        items.iter().map(item).collect()
    }

    /// Entries that are there before the customer does anything; what was entered stays.
    pub(super) fn first_values(&mut self) {
        let screen = self.screen().to_owned();
        let mut found = Vec::new();
        for component in self.view() {
            if let (Some(name), Some(value)) = (component["name"].as_str(), component.get("init-value")) {
                found.push((name.to_owned(), value.clone()));
            }
        }
        let entered = self.entered.entry(screen).or_default();
        for (name, value) in found.into_iter().filter(|(_, value)| !value.is_null()) {
            entered.entry(name).or_insert(value);
        }
    }
}
