//! Write down what we learned about the contact.

use serde_json::Map;

use super::*;
use crate::effect::{Action, Consent, ContactChange};
use crate::expr::Template;

/// Change the contact: name, fields, labels, language, consent. What is left empty stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UpdateContact {
    /// A new name.
    pub name: Template,
    /// Fields with their new values; an empty value empties the field.
    pub fields: Vec<Field>,
    /// Labels to add.
    #[schemars(extend("x-ui" = {"widget": "tags"}))]
    pub add_tags: Vec<String>,
    /// Labels to take off.
    #[schemars(extend("x-ui" = {"widget": "tags"}))]
    pub remove_tags: Vec<String>,
    /// A new language tag.
    pub language: Template,
    /// What the contact allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
}

/// A field and its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ContactField")]
pub struct Field {
    /// The field.
    #[schemars(extend("x-ui" = {"widget": "contact_field"}))]
    pub field: String,
    /// Its value.
    pub value: Template,
}

impl Node for UpdateContact {
    const KIND: &'static str = "update_contact";
    const TITLE: &'static str = "Update contact";
    const GROUP: Group = Group::Data;
    const EXITS: &'static [Exit] = &[must("next", "The contact is changed.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let mut fields = Map::new();
        for field in &self.fields {
            let value = ctx.value(&field.value)?;
            fields.insert(field.field.clone(), if crate::expr::is_blank(&value) { Value::Null } else { value });
        }
        let change = ContactChange {
            name: ctx.optional(&self.name)?,
            language: ctx.optional(&self.language)?,
            fields,
            add_tags: self.add_tags.clone(),
            remove_tags: self.remove_tags.clone(),
            consent: self.consent,
        };
        if change == ContactChange::default() {
            return Ok(Outcome::Take(Handle::NEXT));
        }
        see(ctx, &change);
        ctx.act(Action::UpdateContact(change));
        Ok(Outcome::Take(Handle::NEXT))
    }

    fn check(&self, report: &mut Report<'_>) {
        for (place, field) in self.fields.iter().enumerate() {
            if field.field.is_empty() {
                report.error("contact.field", &format!("fields[{place}].field"), "choose a field");
            }
        }
        for (field, tags) in [("add_tags", &self.add_tags), ("remove_tags", &self.remove_tags)] {
            report.tags(field, tags);
        }
        if *self == Self::default() {
            report.warning("contact.nothing", "", "this changes nothing");
        }
    }
}

/// Later nodes of the sprint see the contact as it will be.
fn see(ctx: &mut Ctx<'_>, change: &ContactChange) {
    if let Some(name) = &change.name {
        ctx.contact_mut(&["name"], name.clone().into());
    }
    if let Some(language) = &change.language {
        ctx.contact_mut(&["language"], language.clone().into());
    }
    for (field, value) in &change.fields {
        ctx.contact_mut(&["fields", field], value.clone());
    }
    if !change.add_tags.is_empty() || !change.remove_tags.is_empty() {
        let before = ctx.facts().contact.get("tags").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut tags: Vec<Value> = before
            .into_iter()
            .filter(|tag| !change.remove_tags.iter().any(|removed| tag == removed))
            .collect();
        for tag in &change.add_tags {
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.clone().into());
            }
        }
        ctx.contact_mut(&["tags"], tags.into());
    }
}

/// Writes one field.
pub(super) fn set_field(ctx: &mut Ctx<'_>, field: &str, value: Value) {
    let change = ContactChange {
        fields: Map::from_iter([(field.to_owned(), value)]),
        ..ContactChange::default()
    };
    see(ctx, &change);
    ctx.act(Action::UpdateContact(change));
}
