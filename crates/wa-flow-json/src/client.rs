//! What a phone does with a form, as a value that moves by calls: open, view, fill, press, back, answer. No screen is drawn here.
//!
//! A renderer draws [`Phone::view`], tells [`Phone::fill`] and [`Phone::press`], and sends what comes out. The simulator's phone and the preview
//! beside the editor are such renderers; tests drive this directly.

mod answer;
mod refuse;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::expression::{Scope, Store, resolve};
pub use answer::Unusable;
pub use refuse::{Refusal, Why, refuse};

/// A form that is open on a phone.
#[derive(Debug, Clone)]
pub struct Phone {
    form: Value,
    /// What was shown before, the present screen last.
    trail: Vec<String>,
    data: BTreeMap<String, Map<String, Value>>,
    entered: BTreeMap<String, Map<String, Value>>,
    /// The message at the bottom, until something happens.
    snackbar: Option<String>,
    done: bool,
}

/// What a phone sends or shows next.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Another screen is shown; nothing is sent.
    Shown,
    /// The endpoint is to be asked: `data_exchange` from this screen with this payload; the phone waits for [`Phone::answer`].
    Exchange {
        screen: String,
        payload: Map<String, Value>,
    },
    /// The endpoint is to be told of going back from this screen (`refresh_on_back`).
    Back {
        screen: String,
    },
    /// The form is done; this goes into the completion message.
    Complete {
        payload: Map<String, Value>,
    },
    /// Data of this screen changed.
    Updated,
    /// A page opens outside.
    Open {
        url: String,
    },
    /// The form was closed by going back from its first screen.
    Closed,
    Nothing,
}

/// Why a form cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("the form is no JSON object with screens")]
    NotAForm,
    #[error("the form has no screen '{0}'")]
    NoScreen(String),
}

impl Phone {
    /// Opens a form on a screen with data (`flow_action: navigate`, or the answer to INIT). No screen: the first one to which nothing leads.
    pub fn open(form: Value, screen: Option<&str>, data: Map<String, Value>) -> Result<Self, OpenError> {
        let first = match screen {
            Some(screen) => screen.to_owned(),
            None => entry(&form).ok_or(OpenError::NotAForm)?,
        };
        let mut phone = Self {
            form,
            trail: Vec::new(),
            data: BTreeMap::new(),
            entered: BTreeMap::new(),
            snackbar: None,
            done: false,
        };
        if phone.find(&first).is_none() {
            return Err(OpenError::NoScreen(first));
        }
        phone.show(&first, data);
        Ok(phone)
    }

    /// The id of the screen that is shown.
    pub fn screen(&self) -> &str {
        self.trail.last().map_or("", String::as_str)
    }

    pub fn is_done(&self) -> bool {
        self.done
    }

    pub fn snackbar(&self) -> Option<&str> {
        self.snackbar.as_deref()
    }

    /// What the customer has entered on the present screen.
    pub fn entered(&self) -> &Map<String, Value> {
        static NOTHING: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        self.entered.get(self.screen()).unwrap_or(&NOTHING)
    }

    /// The customer enters or chooses something. What is not an input that can be used is ignored. Gives what its `on-select-action` does.
    pub fn fill(&mut self, name: &str, value: Value) -> Vec<Outcome> {
        let Some(component) = self.input(name) else {
            return vec![Outcome::Nothing];
        };
        if component.get("enabled") == Some(&json!(false)) {
            return vec![Outcome::Nothing];
        }
        let screen = self.screen().to_owned();
        let before = self
            .entered
            .entry(screen)
            .or_default()
            .insert(name.to_owned(), value.clone())
            .unwrap_or(Value::Null);
        self.snackbar = None;
        if before == value {
            return vec![Outcome::Nothing];
        }
        let mut outcomes = Vec::new();
        for (selected, option) in moved(&component, &before, &value) {
            outcomes.extend(self.chosen(&component, selected, &option));
        }
        outcomes
    }

    /// The actions of an option that was chosen or left: its own first, then the component's.
    fn chosen(&mut self, component: &Value, selected: bool, option: &Value) -> Vec<Outcome> {
        let name = if selected { "on-select-action" } else { "on-unselect-action" };
        let own = option.get(name);
        // Without an action for leaving, the one for choosing is used for both (Flow JSON 6.0).
        let shared = component.get(name).or_else(|| component.get("on-select-action"));
        let actions: Vec<Value> = own.into_iter().chain(shared).cloned().collect();
        actions.iter().map(|action| self.act(action)).collect()
    }

    /// The customer presses something whose action is at this pointer of the view's component (`on-click-action`). The button of the screen
    /// checks the entries first.
    pub fn press(&mut self, component: &Value, item: Option<&str>) -> Result<Outcome, Vec<Refusal>> {
        if self.done || component.get("enabled") == Some(&json!(false)) {
            return Ok(Outcome::Nothing);
        }
        let items = component.get("list-items").and_then(Value::as_array);
        let own = item.and_then(|id| items?.iter().find(|item| item["id"] == id)?.get("on-click-action"));
        let Some(action) = own.or_else(|| component.get("on-click-action")).cloned() else {
            return Ok(Outcome::Nothing);
        };
        if component["type"] == "Footer" {
            let refusals = self.refusals();
            if !refusals.is_empty() {
                return Err(refusals);
            }
        }
        if let (Some(item), Some(name)) = (item, component["name"].as_str()) {
            let screen = self.screen().to_owned();
            self.entered.entry(screen).or_default().insert(name.to_owned(), json!(item));
        }
        self.snackbar = None;
        Ok(self.act(&action))
    }

    /// The button of the present screen, if it shows one.
    pub fn press_footer(&mut self) -> Result<Outcome, Vec<Refusal>> {
        match self.view().into_iter().find(|component| component["type"] == "Footer") {
            Some(footer) => self.press(&footer, None),
            None => Ok(Outcome::Nothing),
        }
    }

    /// The customer goes back.
    pub fn back(&mut self) -> Outcome {
        let left = self.screen().to_owned();
        if self.trail.len() < 2 {
            return Outcome::Closed;
        }
        let refresh = self.find(&left).is_some_and(|screen| screen.get("refresh_on_back") == Some(&json!(true)));
        self.snackbar = None;
        if refresh {
            return Outcome::Back { screen: left };
        }
        self.trail.pop();
        Outcome::Shown
    }

    fn act(&mut self, action: &Value) -> Outcome {
        let payload = match resolve(&action["payload"], self) {
            Value::Object(payload) => payload,
            _ => Map::new(),
        };
        match action["name"].as_str() {
            Some("navigate") => match action["next"]["name"].as_str().map(str::to_owned) {
                Some(next) if self.find(&next).is_some() => {
                    self.show(&next, payload);
                    Outcome::Shown
                }
                _ => Outcome::Nothing,
            },
            Some("data_exchange") => Outcome::Exchange {
                screen: self.screen().to_owned(),
                payload,
            },
            Some("complete") => {
                self.done = true;
                Outcome::Complete { payload }
            }
            Some("update_data") => {
                let screen = self.screen().to_owned();
                self.data.entry(screen).or_default().extend(payload);
                Outcome::Updated
            }
            Some("open_url") => match resolve(&action["url"], self) {
                Value::String(url) => Outcome::Open { url },
                _ => Outcome::Nothing,
            },
            _ => Outcome::Nothing,
        }
    }

    fn show(&mut self, screen: &str, data: Map<String, Value>) {
        // Going to a screen that was seen before leads back to it.
        match self.trail.iter().position(|seen| seen == screen) {
            Some(place) => self.trail.truncate(place + 1),
            None => self.trail.push(screen.to_owned()),
        }
        self.data.entry(screen.to_owned()).or_default().extend(data);
        self.first_values();
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Value> {
        self.form["screens"].as_array()?.iter().find(|screen| screen["id"] == id)
    }

    /// The component that is shown under this name, with its properties worked out.
    fn input(&self, name: &str) -> Option<Value> {
        self.view().into_iter().find(|component| component["name"] == name)
    }
}

impl Scope for Phone {
    fn store(&self, screen: Option<&str>, store: Store) -> Option<&Map<String, Value>> {
        let screen = screen.unwrap_or(self.screen());
        match store {
            Store::Data => self.data.get(screen),
            Store::Form => self.entered.get(screen),
        }
    }
}

/// The first screen to which nothing leads.
fn entry(form: &Value) -> Option<String> {
    let text = form.to_string();
    let outline = crate::outline(&text)?;
    outline
        .entries
        .first()
        .cloned()
        .or_else(|| outline.screens.first().map(|screen| screen.id.clone()))
}

/// Which options a new value chooses (true) or leaves (false).
fn moved(component: &Value, before: &Value, after: &Value) -> Vec<(bool, Value)> {
    let ids = |value: &Value| -> BTreeSet<String> {
        match value {
            Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::String(id) => BTreeSet::from([id.clone()]),
            _ => BTreeSet::new(),
        }
    };
    let Some(options) = component.get("data-source").and_then(Value::as_array) else {
        // Dates and ticks have no options, and choose themselves.
        let selected = !matches!(after, Value::Null | Value::Bool(false));
        return vec![(selected, Value::Null)];
    };
    let (was, is) = (ids(before), ids(after));
    let option = |id: &String| options.iter().find(|option| option["id"] == *id).cloned().unwrap_or(Value::Null);
    let left = was.difference(&is).map(|id| (false, option(id)));
    let taken = is.difference(&was).map(|id| (true, option(id)));
    // One choice instead of another is a choice, and the leaving of the other only for options that act on it.
    let single = !after.is_array();
    left.filter(|(_, option)| !single || option.get("on-unselect-action").is_some())
        .chain(taken)
        .collect()
}
