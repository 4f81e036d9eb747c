//! What a phone does with an endpoint's answer, and which answers it cannot use.

use serde_json::{Map, Value, json};

use super::{Outcome, Phone};

/// Why an answer cannot be used. Its key is what a phone reports back in an error notification (*Error Codes*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// No route leads to that screen.
    Transition { from: String, to: String },
    /// The data is not what the screen declares.
    Payload { screen: String, says: String },
}

impl Unusable {
    pub fn key(&self) -> &'static str {
        match self {
            Self::Transition { .. } => "invalid-screen-transition",
            Self::Payload { .. } => "payload-schema-error",
        }
    }
}

impl Phone {
    /// Takes the decrypted answer to a `data_exchange` or `BACK`.
    pub fn answer(&mut self, answer: &Value) -> Result<Outcome, Unusable> {
        let empty = Map::new();
        let data = answer["data"].as_object().unwrap_or(&empty);
        let Some(to) = answer["screen"].as_str() else {
            return Err(Unusable::Payload {
                screen: self.screen().to_owned(),
                says: "the answer names no screen".to_owned(),
            });
        };
        if to == "SUCCESS" {
            let params = data
                .get("extension_message_response")
                .and_then(|response| response["params"].as_object())
                .cloned();
            let Some(payload) = params else {
                let says = "data.extension_message_response.params is missing".to_owned();
                return Err(Unusable::Payload { screen: to.to_owned(), says });
            };
            self.done = true;
            return Ok(Outcome::Complete { payload });
        }
        let from = self.screen().to_owned();
        if self.find(to).is_none() || !self.may_go(&from, to) {
            return Err(Unusable::Transition { from, to: to.to_owned() });
        }
        let message = data.get("error_message").and_then(Value::as_str).map(str::to_owned);
        if message.is_none() || to != from {
            self.fits(to, data)?;
        }
        let mut data = data.clone();
        data.remove("error_message");
        self.show(to, data);
        self.snackbar = message;
        Ok(Outcome::Shown)
    }

    /// The same screen, a route's next one, or one that the customer came from.
    fn may_go(&self, from: &str, to: &str) -> bool {
        let model = &self.form["routing_model"];
        let routed = |from: &str, to: &str| model[from].as_array().is_some_and(|next| next.iter().any(|id| id == to));
        from == to || model.is_null() || routed(from, to) || self.trail.iter().any(|seen| seen == to)
    }

    /// Declared data of the right type, now or from before.
    fn fits(&self, screen: &str, data: &Map<String, Value>) -> Result<(), Unusable> {
        let declared = self.find(screen).and_then(|screen| screen["data"].as_object());
        for (name, schema) in declared.into_iter().flatten() {
            let Some(value) = data.get(name).or_else(|| self.data.get(screen)?.get(name)) else {
                let says = format!("'{name}' is missing");
                return Err(Unusable::Payload {
                    screen: screen.to_owned(),
                    says,
                });
            };
            if let Err(says) = conforms(schema, value, name, 0) {
                return Err(Unusable::Payload {
                    screen: screen.to_owned(),
                    says,
                });
            }
        }
        Ok(())
    }
}

/// Does a value have the shape of a declaration?
fn conforms(schema: &Value, value: &Value, name: &str, depth: usize) -> Result<(), String> {
    let wanted = schema["type"].as_str().unwrap_or_default();
    let fits = match wanted {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    };
    if !fits {
        return Err(format!("'{name}' should be of type {wanted}"));
    }
    if depth > 16 {
        return Ok(());
    }
    if schema["items"].is_object() {
        for item in value.as_array().into_iter().flatten() {
            conforms(&schema["items"], item, name, depth + 1)?;
        }
    }
    for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(key) {
            conforms(schema, value, &format!("{name}.{key}"), depth + 1)?;
        }
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    for key in required {
        if value.get(key).is_none_or(|value| *value == json!(null)) {
            return Err(format!("'{name}.{key}' is missing"));
        }
    }
    Ok(())
}
