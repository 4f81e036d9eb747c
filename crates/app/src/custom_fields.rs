//! Custom fields: contacts' own fields that have a type, and what values they take.

use model::CustomFieldId;
use serde_json::{Map, Value, json};
use store::{CustomFieldRow, MAX_CUSTOM_FIELDS, NewEvent, WorkspaceTx};

use crate::views::{CustomFieldView, FieldKind};
use crate::{Actor, App, Error, Result, text};

const LONGEST_KEY: usize = 40;
const LONGEST_TEXT: usize = 1000;
const LONGEST_URL: usize = 2048;
const MOST_CHOICES: usize = 100;

/// What custom fields can be asked.
pub struct CustomFields<'a>(&'a App);

/// A field to add.
#[derive(Debug, Clone)]
pub struct CustomFieldRequest {
    /// The name of its value; made from the label when absent.
    pub key: Option<String>,
    /// What people call it.
    pub label: String,
    /// What values it takes.
    pub kind: FieldKind,
    /// What can be chosen.
    pub choices: Vec<String>,
}

/// What to change about a field; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct CustomFieldPatch {
    /// What people call it.
    pub label: Option<String>,
    /// What can be chosen.
    pub choices: Option<Vec<String>>,
    /// Its place among the others.
    pub position: Option<i64>,
}

impl App {
    /// Custom fields.
    #[must_use]
    pub fn custom_fields(&self) -> CustomFields<'_> {
        CustomFields(self)
    }
}

impl CustomFields<'_> {
    /// Adds a field.
    pub async fn create(&self, actor: &Actor, request: CustomFieldRequest) -> Result<CustomFieldView> {
        let label = text::name("/label", &request.label)?;
        let key = checked_key(request.key.as_deref(), &label)?;
        let choices = checked_choices(request.kind, request.choices)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let known = workspace.list_custom_fields().await?;
        if known.len() >= usize::try_from(MAX_CUSTOM_FIELDS).unwrap_or(usize::MAX) {
            return Err(Error::conflict(
                "custom_field.too_many",
                format!("A workspace has at most {MAX_CUSTOM_FIELDS} custom fields."),
            ));
        }
        let position = known.iter().map(|field| field.position).max().map_or(0, |last| last + 1);
        let added = workspace
            .create_custom_field(&key, &label, request.kind.as_str(), &json!(choices).to_string(), position)
            .await;
        let field = CustomFieldView::from(added.map_err(taken)?);
        workspace
            .append_audit(&actor.audit(
                "custom_field.created",
                "custom_field",
                field.id,
                json!({ "key": field.key, "kind": field.kind }),
            ))
            .await?;
        tell(&mut workspace, &field).await?;
        tx.commit().await?;
        Ok(field)
    }

    /// Changes a field's label, choices or place.
    pub async fn update(&self, actor: &Actor, id: CustomFieldId, patch: CustomFieldPatch) -> Result<CustomFieldView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = CustomFieldView::from(workspace.get_custom_field(id).await?);
        let label = patch.label.map_or(Ok(before.label.clone()), |label| text::name("/label", &label))?;
        let choices = patch
            .choices
            .map_or(Ok(before.choices.clone()), |choices| checked_choices(before.kind, choices))?;
        let position = patch.position.unwrap_or(before.position);
        let row = workspace.update_custom_field(id, &label, &json!(choices).to_string(), position).await?;
        let field = CustomFieldView::from(row);
        if field == before {
            return Ok(field);
        }
        workspace
            .append_audit(&actor.audit("custom_field.updated", "custom_field", id, json!({ "key": field.key })))
            .await?;
        tell(&mut workspace, &field).await?;
        tx.commit().await?;
        Ok(field)
    }

    /// Takes a field away; what contacts have stays, without a type.
    pub async fn delete(&self, actor: &Actor, id: CustomFieldId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let field = workspace.get_custom_field(id).await?;
        workspace.delete_custom_field(id).await?;
        workspace
            .append_audit(&actor.audit("custom_field.deleted", "custom_field", id, json!({ "key": field.key })))
            .await?;
        workspace
            .append_events(&[NewEvent::new("custom_field.deleted", None, &json!({ "custom_field_id": id }))?])
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn tell(workspace: &mut WorkspaceTx<'_>, field: &CustomFieldView) -> Result<()> {
    workspace
        .append_events(&[NewEvent::new("custom_field.updated", None, &json!({ "custom_field": field }))?])
        .await?;
    Ok(())
}

/// Brings the values that differ from `before` to the form of their fields, or says which does not fit. What did not change is not judged: it may be older
/// than its field.
pub(crate) fn conform(fields: &[CustomFieldRow], before: &Map<String, Value>, after: &mut Map<String, Value>) -> Result<()> {
    for field in fields {
        let Some(value) = after.get(&field.key) else { continue };
        if before.get(&field.key) == Some(value) {
            continue;
        }
        match value_of(&CustomFieldView::from(field.clone()), value)? {
            Some(value) => after.insert(field.key.clone(), value),
            None => after.remove(&field.key),
        };
    }
    Ok(())
}

/// A value in the form its field keeps it; nothing for what is empty. Texts are read as what they say, so that forms and files need no types.
pub(crate) fn value_of(field: &CustomFieldView, value: &Value) -> Result<Option<Value>> {
    let said = match value {
        Value::Null => return Ok(None),
        Value::String(text) if text.trim().is_empty() => return Ok(None),
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(_) | Value::Object(_) => return Err(unfit(field, "a list or an object is no value")),
    };
    let value = match field.kind {
        FieldKind::Text if said.chars().count() > LONGEST_TEXT => return Err(unfit(field, "use at most 1000 characters")),
        FieldKind::Text => Value::String(said),
        FieldKind::Number => number(&said).ok_or_else(|| unfit(field, "write a number like 12 or 12.5"))?,
        FieldKind::Date if is_date(&said) => Value::String(said),
        FieldKind::Date => return Err(unfit(field, "write a date like 2026-11-23")),
        FieldKind::Boolean => Value::Bool(flag(&said).ok_or_else(|| unfit(field, "write yes or no"))?),
        FieldKind::Choice => {
            let chosen = field.choices.iter().find(|choice| choice.eq_ignore_ascii_case(&said));
            let one_of = || unfit(field, &format!("choose one of {}", field.choices.join(", ")));
            Value::String(chosen.ok_or_else(one_of)?.clone())
        }
        FieldKind::Url if is_url(&said) => Value::String(said),
        FieldKind::Url => return Err(unfit(field, "write an address that begins with https:// or http://")),
    };
    Ok(Some(value))
}

fn unfit(field: &CustomFieldView, why: &str) -> Error {
    Error::invalid(format!("/attributes/{}", field.key), "invalid_value", format!("{}: {why}.", field.label))
}

fn number(said: &str) -> Option<Value> {
    if let Ok(whole) = said.parse::<i64>() {
        return Some(json!(whole));
    }
    let number: f64 = said.parse().ok()?;
    let whole = number.trunc();
    // 3.0 is 3: the same number is kept in one way, so that it is found.
    #[expect(clippy::cast_possible_truncation, reason = "looked at before: it is whole and far from the ends")]
    if (number - whole).abs() < f64::EPSILON && number.abs() < 9e15 {
        return Some(json!(whole as i64));
    }
    number.is_finite().then(|| json!(number))
}

fn flag(said: &str) -> Option<bool> {
    match said.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "on" => Some(true),
        "false" | "no" | "n" | "0" | "off" => Some(false),
        _ => None,
    }
}

/// A day of the calendar, as `2026-11-23`.
fn is_date(said: &str) -> bool {
    let parts: Vec<&str> = said.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return false;
    }
    let (year, month, day): (u32, u32, u32) = (year.parse().unwrap_or(0), month.parse().unwrap_or(0), day.parse().unwrap_or(0));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn is_url(said: &str) -> bool {
    let rest = said.strip_prefix("https://").or_else(|| said.strip_prefix("http://"));
    said.len() <= LONGEST_URL
        && rest
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(|mark: char| mark.is_whitespace() || mark.is_control()))
}

/// The key as given, or made from the label: `Delivery day` becomes `delivery_day`.
fn checked_key(key: Option<&str>, label: &str) -> Result<String> {
    let made = || {
        let words: String = label
            .to_lowercase()
            .chars()
            .map(|mark| if mark.is_ascii_alphanumeric() { mark } else { ' ' })
            .collect();
        let key = words.split_whitespace().collect::<Vec<_>>().join("_");
        key.chars().take(LONGEST_KEY).collect::<String>().trim_end_matches('_').to_owned()
    };
    let key = key.map_or_else(made, |key| key.trim().to_owned());
    let well_formed = (1..=LONGEST_KEY).contains(&key.len())
        && key.starts_with(|mark: char| mark.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if well_formed {
        Ok(key)
    } else {
        Err(Error::invalid(
            "/key",
            "invalid_value",
            "A key begins with a letter and has lower-case letters, digits and _, at most 40.",
        ))
    }
}

fn checked_choices(kind: FieldKind, choices: Vec<String>) -> Result<Vec<String>> {
    let wrong = |detail: &'static str| Err(Error::invalid("/choices", "invalid_value", detail));
    if kind != FieldKind::Choice {
        return if choices.is_empty() {
            Ok(choices)
        } else {
            wrong("Only a choice has choices.")
        };
    }
    let choices: Vec<String> = choices
        .iter()
        .map(|choice| choice.trim().to_owned())
        .filter(|choice| !choice.is_empty())
        .collect();
    let mut distinct: Vec<String> = choices.iter().map(|choice| choice.to_lowercase()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    if choices.is_empty() || choices.len() > MOST_CHOICES {
        return wrong("Give one to a hundred choices.");
    }
    if distinct.len() < choices.len() {
        return wrong("Each choice stands once, capitals aside.");
    }
    if choices
        .iter()
        .any(|choice| choice.chars().count() > 100 || choice.chars().any(char::is_control))
    {
        return wrong("A choice has at most 100 characters, without line breaks.");
    }
    Ok(choices)
}

fn taken(error: store::Error) -> Error {
    if error.is_duplicate() {
        Error::conflict("custom_field.exists", "There is a field with this key.").remedy("Choose another key.")
    } else {
        error.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind) -> CustomFieldView {
        CustomFieldView {
            id: CustomFieldId::new(),
            key: "k".to_owned(),
            label: "K".to_owned(),
            kind,
            choices: vec!["Gold".to_owned(), "Silver".to_owned()],
            position: 0,
        }
    }

    #[track_caller]
    fn check(kind: FieldKind, said: Value, kept: Option<Value>) {
        assert_eq!(value_of(&field(kind), &said).unwrap(), kept, "{said}");
    }

    #[track_caller]
    fn refused(kind: FieldKind, said: Value) {
        let error = value_of(&field(kind), &said).unwrap_err();
        assert_eq!(error.pointer.as_deref(), Some("/attributes/k"), "{said}");
    }

    #[test]
    fn texts_are_read_as_what_they_say() {
        check(FieldKind::Text, json!("  a "), Some(json!("a")));
        check(FieldKind::Text, json!(7), Some(json!("7")));
        check(FieldKind::Number, json!("12"), Some(json!(12)));
        check(FieldKind::Number, json!("12.50"), Some(json!(12.5)));
        check(FieldKind::Number, json!(3.0), Some(json!(3)));
        check(FieldKind::Date, json!("2024-02-29"), Some(json!("2024-02-29")));
        check(FieldKind::Boolean, json!("Yes"), Some(json!(true)));
        check(FieldKind::Boolean, json!(false), Some(json!(false)));
        check(FieldKind::Choice, json!("gold"), Some(json!("Gold")));
        check(
            FieldKind::Url,
            json!("https://lumen.example/a?b"),
            Some(json!("https://lumen.example/a?b")),
        );
        for kind in FieldKind::ALL {
            check(kind, json!(" "), None);
            check(kind, Value::Null, None);
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_at_its_field() {
        refused(FieldKind::Number, json!("a dozen"));
        refused(FieldKind::Number, json!("NaN"));
        refused(FieldKind::Number, json!("inf"));
        for date in ["2026-02-29", "2026-13-01", "2026-1-1", "23.11.2026", "2026-11-31"] {
            refused(FieldKind::Date, json!(date));
        }
        refused(FieldKind::Boolean, json!("maybe"));
        refused(FieldKind::Choice, json!("Bronze"));
        for url in ["javascript:alert(1)", "https://", "https:// a", "ftp://a", "http:///etc"] {
            refused(FieldKind::Url, json!(url));
        }
        refused(FieldKind::Text, json!("x".repeat(1001)));
        refused(FieldKind::Text, json!(["a"]));
    }

    #[test]
    fn keys_are_made_from_labels() {
        assert_eq!(checked_key(None, "Delivery day (ISO)").unwrap(), "delivery_day_iso");
        for (key, label) in [
            (None, "日付"),
            (Some("Plan"), "x"),
            (Some("1st"), "x"),
            (Some("a.b"), "x"),
            (Some(""), "x"),
        ] {
            assert!(checked_key(key, label).is_err(), "{key:?} {label}");
        }
    }
}
