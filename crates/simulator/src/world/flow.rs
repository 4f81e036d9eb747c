//! WhatsApp's own forms of a business: what Meta keeps of them, and what their states are.

use serde_json::{Value, json};

use crate::{clock::Time, world::World};

/// A form of a business.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) categories: Vec<String>,
    /// `DRAFT`, `PUBLISHED`, `THROTTLED`, `BLOCKED`, `DEPRECATED`.
    pub(crate) status: String,
    pub(crate) endpoint_uri: Option<String>,
    pub(crate) application_id: Option<String>,
    /// Flow JSON as uploaded.
    pub(crate) draft: Option<String>,
    /// Flow JSON as published: what `mode: published` opens, also while a newer draft is written.
    pub(crate) published: Option<String>,
    /// Part of the preview link, until a new one is asked for.
    pub(crate) preview: String,
    pub(crate) preview_until: Time,
}

impl Form {
    /// What Meta says is wrong with the draft, in its shape.
    pub(crate) fn validation_errors(&self) -> Vec<Value> {
        let Some(draft) = &self.draft else { return Vec::new() };
        let report = wa_flow_json::check(draft);
        let errors = report
            .problems
            .into_iter()
            .filter(|problem| problem.severity == wa_flow_json::Severity::Error);
        errors
            .map(|problem| {
                let place = json!({
                    "line_start": problem.span.line_start, "line_end": problem.span.line_end,
                    "column_start": problem.span.column_start, "column_end": problem.span.column_end,
                });
                let mut pointer = place.clone();
                pointer["path"] = path(&problem.pointer).into();
                let mut error = json!({
                    "error": problem.code, "error_type": "FLOW_JSON_ERROR", "message": problem.message, "pointers": [pointer],
                });
                for (name, value) in place.as_object().into_iter().flatten() {
                    error[name] = value.clone();
                }
                error
            })
            .collect()
    }

    /// A member of the draft's top level.
    pub(crate) fn top(&self, name: &str) -> Option<String> {
        let draft: Value = serde_json::from_str(self.draft.as_deref()?).ok()?;
        draft[name].as_str().map(str::to_owned)
    }

    /// What a phone opens.
    pub(crate) fn content(&self, is_draft: bool) -> Option<&str> {
        if is_draft { self.draft.as_deref() } else { self.published.as_deref() }
    }

    /// What keeps it from being sent, as Meta's `health_status`.
    pub(crate) fn health(&self, has_key: bool) -> Value {
        let mut errors = Vec::new();
        if self.top("data_api_version").is_some() {
            if self.endpoint_uri.is_none() {
                errors.push(json!({ "error_code": 131_000, "error_description": "endpoint_uri: You need to set the endpoint URI before you can send or publish a flow.",
                    "possible_solution": "https://developers.facebook.com/docs/whatsapp/flows/reference/error-codes#endpoint_uri" }));
            }
            if !has_key {
                errors.push(
                    json!({ "error_code": 131_000, "error_description": "public-key-missing: The phone number has no signed public key.",
                    "possible_solution": "Upload a public key for the phone number." }),
                );
            }
        }
        let able = match self.status.as_str() {
            "BLOCKED" | "DEPRECATED" => "BLOCKED",
            "THROTTLED" => "LIMITED",
            _ if !errors.is_empty() => "BLOCKED",
            _ => "AVAILABLE",
        };
        let mut entity = json!({ "entity_type": "FLOW", "id": self.id, "can_send_message": able });
        if !errors.is_empty() {
            entity["errors"] = errors.into();
        }
        json!({ "can_send_message": able, "entities": [entity] })
    }

    /// As the Graph API shows it.
    pub(crate) fn view(&self, business: &str, base: &str, has_key: bool) -> Value {
        let mut view = json!({
            "id": self.id, "name": self.name, "status": self.status, "categories": self.categories,
            "validation_errors": self.validation_errors(), "health_status": self.health(has_key),
            "whatsapp_business_account": { "id": business },
            "preview": { "preview_url": format!("{base}/graph/flow-previews/{}/?token={}", self.id, self.preview), "expires_at": self.preview_until.to_string() },
        });
        let texts = [
            ("json_version", self.top("version")),
            ("data_api_version", self.top("data_api_version")),
            ("endpoint_uri", self.endpoint_uri.clone()),
        ];
        for (name, value) in texts {
            if let Some(value) = value {
                view[name] = value.into();
            }
        }
        if let Some(id) = &self.application_id {
            view["application"] = json!({ "id": id });
        }
        view
    }
}

/// A form as a host remembers it, for a simulator that starts anew.
#[derive(Debug, Clone)]
pub struct KeptForm {
    /// Its id at this Meta.
    pub id: String,
    /// Unique in the account.
    pub name: String,
    /// What it is for.
    pub categories: Vec<String>,
    /// `DRAFT`, `PUBLISHED`, `THROTTLED`, `BLOCKED`, `DEPRECATED`.
    pub status: String,
    /// Where its data exchanges go.
    pub endpoint_uri: Option<String>,
    /// Its text.
    pub json: Option<String>,
}

impl World {
    /// The form with this id, and whose it is.
    pub(crate) fn form(&self, id: &str) -> Option<(&str, &Form)> {
        self.businesses
            .iter()
            .find_map(|business| Some((business.id.as_str(), business.forms.iter().find(|form| form.id == id)?)))
    }

    pub(crate) fn form_mut(&mut self, id: &str) -> Option<&mut Form> {
        self.businesses
            .iter_mut()
            .flat_map(|business| &mut business.forms)
            .find(|form| form.id == id)
    }

    /// Takes forms back that a host remembers; those that are here stay as they are.
    pub(crate) fn restore_forms(&mut self, number: &str, kept: Vec<KeptForm>) {
        let until = self.now().plus(std::time::Duration::from_secs(30 * 24 * 3600));
        let Some(business) = self.number(number).map(|(business, _)| business.id.clone()) else {
            return;
        };
        for form in kept {
            let preview = hex::encode(self.random.bytes::<16>());
            let Some(owner) = self.business_mut(&business) else { return };
            if owner.forms.iter().any(|known| known.id == form.id) {
                continue;
            }
            let published = form.json.clone().filter(|_| form.status != "DRAFT");
            owner.forms.push(Form {
                application_id: Some(owner.app_id.clone()),
                id: form.id,
                name: form.name,
                categories: form.categories,
                status: form.status,
                endpoint_uri: form.endpoint_uri,
                draft: form.json,
                published,
                preview,
                preview_until: until,
            });
        }
    }

    /// Gives a form another state and reports it (*Flows webhooks*).
    pub(crate) fn set_form_status(&mut self, id: &str, status: &str) {
        let Some((business, form)) = self.form(id) else { return };
        let (business, name, old) = (business.to_owned(), form.name.clone(), form.status.clone());
        if old == status {
            return;
        }
        if let Some(form) = self.form_mut(id) {
            status.clone_into(&mut form.status);
        }
        let value = json!({
            "event": "FLOW_STATUS_CHANGE", "flow_id": id, "old_status": old, "new_status": status,
            "message": format!("Flow {name} changed status from {old} to {status}"),
        });
        self.report_account(&business, "flows", value, format!("form {name} {status}"));
    }
}

/// `/screens/0/layout` as Meta writes it: `screens[0].layout`.
fn path(pointer: &str) -> String {
    let mut path = String::new();
    for part in pointer.split('/').skip(1) {
        match part.parse::<usize>() {
            Ok(place) => path.push_str(&format!("[{place}]")),
            Err(_) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&part.replace("~1", "/").replace("~0", "~"));
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn pointers_are_written_as_meta_writes_them() {
        assert_eq!(
            path("/screens/0/layout/children/12/on-click-action"),
            "screens[0].layout.children[12].on-click-action"
        );
        assert_eq!(path(""), "");
    }
}
