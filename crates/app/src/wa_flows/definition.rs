//! What answering a form needs to know of its text: screens, ways between them, what each may send, and what is sensitive. Kept in memory by its hash.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use model::WaFlowId;
use serde_json::{Map, Value};
use store::{WaFlowRow, Workspace};
use wa_flow_json::Outline;

use crate::Result;

/// Forms that are remembered; a workspace has a handful in use.
const MOST: usize = 200;
/// What is told instead of a value that the form calls sensitive.
pub(super) const HIDDEN: &str = "•••";

/// A form's text, read.
#[derive(Debug)]
pub(super) struct Definition {
    /// Flow JSON.
    pub(super) form: Value,
    /// Screens with their inputs and labels.
    pub(super) outline: Outline,
    /// Payload keys that each screen's `data_exchange` actions send.
    sends: BTreeMap<String, BTreeSet<String>>,
    /// Where `navigate` leads from each screen, without asking us.
    local: BTreeMap<String, BTreeSet<String>>,
    /// The input that each key of a `complete` or `data_exchange` payload reads.
    completes: BTreeMap<String, String>,
    /// Where the routing model leads from each screen, in its order.
    routes: BTreeMap<String, Vec<String>>,
}

/// The definitions of this node, by form and hash of the text.
#[derive(Debug, Default)]
pub(crate) struct Definitions(Mutex<HashMap<WaFlowId, (String, Arc<Definition>)>>);

impl Definitions {
    /// The text that Meta has of a form; nothing when it has none that can be read.
    pub(super) async fn of(&self, workspace: Workspace<'_>, row: &WaFlowRow) -> Result<Option<Arc<Definition>>> {
        let hash = row.meta_hash.clone().unwrap_or_default();
        {
            let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((kept, definition)) = known.get(&row.id)
                && *kept == hash
            {
                return Ok(Some(Arc::clone(definition)));
            }
        }
        let Some(text) = workspace.find_newest_wa_flow_version(row.id).await? else {
            return Ok(None);
        };
        let Some(definition) = Definition::read(&text).map(Arc::new) else {
            return Ok(None);
        };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(row.id, (hash, Arc::clone(&definition)));
        Ok(Some(definition))
    }
}

impl Definition {
    /// Reads a text; nothing when it is no Flow JSON.
    pub(super) fn read(text: &str) -> Option<Self> {
        let outline = wa_flow_json::outline(text)?;
        let form: Value = serde_json::from_str(text).ok()?;
        let mut completes = BTreeMap::new();
        collect_completes(&form["screens"], &mut completes);
        let mut sends: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for screen in form["screens"].as_array().into_iter().flatten() {
            let keys = sends.entry(screen["id"].as_str().unwrap_or_default().to_owned()).or_default();
            collect_payloads(&screen["layout"], keys);
        }
        let mut local: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut routes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for route in &outline.routes {
            routes.entry(route.from.clone()).or_default().push(route.to.clone());
            if !route.by.is_empty() {
                local.entry(route.from.clone()).or_default().insert(route.to.clone());
            }
        }
        Some(Self {
            form,
            outline,
            sends,
            completes,
            local,
            routes,
        })
    }

    /// The first screen.
    pub(super) fn entry(&self) -> Option<&str> {
        let first = self
            .outline
            .entries
            .first()
            .or_else(|| self.outline.screens.first().map(|screen| &screen.id));
        first.map(String::as_str)
    }

    /// Is there such a screen?
    pub(super) fn has(&self, screen: &str) -> bool {
        self.outline.screens.iter().any(|known| known.id == screen)
    }

    /// Where the button of a screen leads by the routing model: the first of its routes.
    pub(super) fn next(&self, screen: &str) -> Option<&str> {
        self.routes.get(screen)?.first().map(String::as_str)
    }

    /// Does the form end on this screen?
    pub(super) fn is_terminal(&self, screen: &str) -> bool {
        self.outline.screens.iter().any(|known| known.id == screen && known.terminal)
    }

    /// Can a phone be on `screen` now, when these were shown? On one of them, or where its own buttons lead from there without asking.
    pub(super) fn can_be_on(&self, trail: &[String], screen: &str) -> bool {
        if !self.has(screen) {
            return false;
        }
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = trail.iter().map(String::as_str).collect();
        while let Some(at) = open.pop() {
            if at == screen {
                return true;
            }
            if seen.insert(at) {
                open.extend(self.local.get(at).into_iter().flatten().map(String::as_str));
            }
        }
        false
    }

    /// The screens that a phone on `screen` may have come through, itself last: for questions of which nobody kept where the phone had been.
    pub(super) fn ways_to(&self, screen: &str) -> Vec<String> {
        let leads = |from: &str, to: &str| {
            let routed = self.routes.get(from).is_some_and(|next| next.iter().any(|next| next == to));
            routed || self.local.get(from).is_some_and(|next| next.contains(to))
        };
        let mut ways: Vec<&str> = Vec::new();
        let mut open = vec![screen];
        while let Some(at) = open.pop() {
            let before = self.outline.screens.iter().map(|known| known.id.as_str());
            for from in before.filter(|from| *from != screen && leads(from, at)) {
                if !ways.contains(&from) {
                    ways.push(from);
                    open.push(from);
                }
            }
        }
        ways.push(screen);
        ways.into_iter().map(str::to_owned).collect()
    }

    /// What a screen may send; everything else in a request is somebody's invention.
    pub(super) fn known_fields(&self, screen: &str, data: &Map<String, Value>) -> Map<String, Value> {
        let known = self.sends.get(screen);
        let kept = data.iter().filter(|(name, _)| known.is_some_and(|known| known.contains(*name)));
        kept.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Names that some screen calls sensitive.
    pub(super) fn sensitive(&self) -> BTreeSet<&str> {
        let inputs = self.outline.screens.iter().flat_map(|screen| &screen.inputs);
        inputs.filter(|input| input.sensitive).map(|input| input.name.as_str()).collect()
    }

    /// The same data, with what is sensitive taken out and keys of files never shown.
    pub(super) fn without_secrets(&self, data: &Map<String, Value>) -> Map<String, Value> {
        let sensitive = self.sensitive();
        let shown = |(name, value): (&String, &Value)| {
            // Under its own name, or under the one that a payload gives it.
            let read = self.completes.get(name);
            let hidden = sensitive.contains(name.as_str()) || read.is_some_and(|input| sensitive.contains(input.as_str()));
            let value = if hidden { Value::from(HIDDEN) } else { without_keys(value) };
            (name.clone(), value)
        };
        data.iter().map(shown).collect()
    }
}

/// The keys of every `data_exchange` payload below a value.
fn collect_payloads(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if object.get("name").and_then(Value::as_str) == Some("data_exchange")
                && let Some(payload) = object.get("payload").and_then(Value::as_object)
            {
                keys.extend(payload.keys().cloned());
            }
            object.values().for_each(|value| collect_payloads(value, keys));
        }
        Value::Array(list) => list.iter().for_each(|value| collect_payloads(value, keys)),
        _ => {}
    }
}

/// Files are told by name only: whoever has their keys has them.
fn without_keys(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(without_keys).collect(),
        Value::Object(object) if object.contains_key("encryption_metadata") => {
            serde_json::json!({ "file_name": object.get("file_name"), "media_id": object.get("media_id") })
        }
        other => other.clone(),
    }
}

impl Definition {
    /// The input whose value a key of a completed form holds: the one of its name, else the one that a `complete` payload reads under it.
    fn input(&self, key: &str) -> Option<&wa_flow_json::Input> {
        let inputs = || self.outline.screens.iter().flat_map(|screen| &screen.inputs);
        let named = |name: &str| inputs().find(|input| input.name == name);
        named(key).or_else(|| named(self.completes.get(key)?))
    }

    /// What the form calls a key of a completed form; nothing when its label is computed.
    pub(super) fn label(&self, key: &str) -> Option<String> {
        let label = self.input(key)?.label.as_deref()?.trim();
        let written = !label.is_empty() && !label.contains("${") && !label.starts_with('`');
        written.then(|| label.chars().take(300).collect())
    }

    /// A value with the titles of the options that were chosen, where they are written down.
    pub(super) fn titled(&self, key: &str, value: &Value) -> Value {
        let options = self.input(key).map(|input| input.options.as_slice()).unwrap_or_default();
        let title = |value: &Value| {
            let found = options.iter().find(|(id, _)| value.as_str() == Some(id));
            found.map_or_else(|| value.clone(), |(_, title)| Value::from(title.as_str()))
        };
        match value {
            Value::Array(list) => list.iter().map(title).collect(),
            other => title(other),
        }
    }
}

/// For each key of a payload that is sent in or asked with, the input it reads: `${form.x}` or `${screen.A.form.x}`.
fn collect_completes(value: &Value, completes: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(object) => {
            if matches!(object.get("name").and_then(Value::as_str), Some("complete" | "data_exchange"))
                && let Some(payload) = object.get("payload").and_then(Value::as_object)
            {
                for (key, value) in payload {
                    let reference = value.as_str().and_then(|text| text.strip_prefix("${")?.strip_suffix('}'));
                    if let Some((_, name)) = reference.and_then(|reference| reference.rsplit_once("form.")) {
                        completes.insert(key.clone(), name.to_owned());
                    }
                }
            }
            object.values().for_each(|value| collect_completes(value, completes));
        }
        Value::Array(list) => list.iter().for_each(|value| collect_completes(value, completes)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn definition() -> Definition {
        let screen = |id: &str, terminal: bool, action: Value, sensitive: &[&str]| {
            json!({ "id": id, "terminal": terminal, "sensitive": sensitive, "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "TextInput", "name": "pin", "label": "PIN" }, { "type": "Footer", "label": "Go", "on-click-action": action } ] } })
        };
        let ask = |key: &str| json!({ "name": "data_exchange", "payload": { key: "${form.pin}" } });
        let go = |to: &str| json!({ "name": "navigate", "next": { "type": "screen", "name": to }, "payload": {} });
        let form = json!({
            "version": "7.3", "data_api_version": "3.0", "routing_model": { "A": ["B"], "B": ["C"], "C": ["D"], "D": [] },
            "screens": [screen("A", false, go("B"), &[]), screen("B", false, ask("pin"), &["pin"]), screen("C", false, ask("c"), &[]), screen("D", true, ask("d"), &[])],
        });
        Definition::read(&form.to_string()).unwrap()
    }

    #[test]
    fn a_phone_can_be_where_its_own_buttons_lead_and_nowhere_else() {
        let form = definition();
        let trail = |screens: &[&str]| screens.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        assert_eq!((form.entry(), form.next("B"), form.is_terminal("D")), (Some("A"), Some("C"), true));
        assert!(
            form.can_be_on(&trail(&["A"]), "A") && form.can_be_on(&trail(&["A"]), "B"),
            "`navigate` asks nobody"
        );
        assert!(!form.can_be_on(&trail(&["A"]), "C"), "B's button asks us before C is shown");
        assert!(
            form.can_be_on(&trail(&["A", "C"]), "C") && form.can_be_on(&trail(&["A", "C"]), "B"),
            "and back again"
        );
        assert!(!form.can_be_on(&trail(&["A", "C"]), "D") && !form.can_be_on(&trail(&["A"]), "X"));
        assert!(!form.can_be_on(&[], "A"), "nothing was shown yet");
    }

    #[test]
    fn a_question_from_a_screen_may_have_come_through_what_leads_there() {
        let form = definition();
        let ways = |screen| form.ways_to(screen).into_iter().collect::<BTreeSet<_>>();
        let screens = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(ways("A"), screens(&["A"]));
        assert_eq!(ways("C"), screens(&["A", "B", "C"]), "by navigate, and by asking");
        assert_eq!(form.ways_to("C").last().map(String::as_str), Some("C"), "where it is now");
    }

    #[test]
    fn only_what_a_screen_sends_is_taken_and_secrets_are_not_shown() {
        let form = definition();
        let data = json!({ "pin": "1234", "role": "admin", "__proto__": {} });
        let kept = form.known_fields("B", data.as_object().unwrap());
        assert_eq!(Value::Object(kept.clone()), json!({ "pin": "1234" }));
        assert_eq!(Value::Object(form.without_secrets(&kept)), json!({ "pin": "•••" }));
        let renamed = json!({ "c": "1234", "city": "Rome" });
        let shown = Value::Object(form.without_secrets(renamed.as_object().unwrap()));
        assert_eq!(
            shown,
            json!({ "c": "•••", "city": "Rome" }),
            "a payload's own name for it hides nothing less"
        );
        let file =
            json!({ "photo": [{ "media_id": "m", "file_name": "a.jpg", "cdn_url": "https://x", "encryption_metadata": { "encryption_key": "k" } }] });
        assert_eq!(
            Value::Object(form.without_secrets(file.as_object().unwrap())),
            json!({ "photo": [{ "media_id": "m", "file_name": "a.jpg" }] })
        );
    }
}
