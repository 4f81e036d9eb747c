//! What the columns of a file are: guessed from their names in several languages, and checked before anything is read by them.

use serde_json::{Map, Value};
use store::CustomFieldRow;

use crate::contacts::{ContactRequest, phone};
use crate::views::CustomFieldView;
use crate::{Error, Result, custom_fields};

/// Names by which columns are known, in the languages of the console; in lower case, letters and digits only.
const NAMES: &[(&str, &[&str])] = &[
    (
        "phone",
        &[
            "phone",
            "phonenumber",
            "mobile",
            "mobilephone",
            "whatsapp",
            "tel",
            "telephone",
            "cell",
            "number",
            "telefono",
            "teléfono",
            "movil",
            "móvil",
            "celular",
            "telefone",
            "telefon",
            "handy",
            "nomor",
            "फोन",
            "هاتف",
        ],
    ),
    (
        "name",
        &[
            "name",
            "fullname",
            "contact",
            "contactname",
            "displayname",
            "customer",
            "nombre",
            "nome",
            "nama",
            "नाम",
            "الاسم",
        ],
    ),
    (
        "email",
        &["email", "mail", "emailaddress", "correo", "correoelectronico", "correoelectrónico"],
    ),
    ("locale", &["locale", "language", "lang", "idioma", "sprache", "bahasa"]),
    ("opted_out", &["optedout", "optout", "unsubscribed"]),
    ("tags", &["tags", "tag", "labels", "label", "etiquetas", "etiqueta"]),
];

/// What a column can be besides a field's key (`field:plan`).
pub(super) const TARGETS: &[&str] = &["phone", "name", "email", "locale", "opted_out", "tags", "ignore"];

/// What each column seems to be.
pub(super) fn guess(header: &[String], fields: &[CustomFieldRow]) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for cell in header {
        let word: String = cell.to_lowercase().chars().filter(|mark| mark.is_alphanumeric()).collect();
        let known = NAMES
            .iter()
            .find(|(_, names)| names.contains(&word.as_str()))
            .map(|(target, _)| (*target).to_owned());
        let field = || {
            let same = |text: &str| text.to_lowercase().chars().filter(|mark| mark.is_alphanumeric()).collect::<String>() == word;
            let field = fields.iter().find(|field| same(&field.key) || same(&field.label))?;
            Some(format!("field:{}", field.key))
        };
        let target = known.or_else(field).filter(|target| !taken.contains(target));
        taken.push(target.unwrap_or_else(|| "ignore".to_owned()));
    }
    taken
}

/// Refuses a mapping that names something twice, something unknown, or no phone.
pub(super) fn check(mapping: &[String], columns: usize, fields: &[CustomFieldRow]) -> Result<()> {
    if mapping.len() != columns {
        return Err(Error::invalid(
            "/mapping",
            "invalid_value",
            format!("Say for each of the {columns} columns what it is."),
        ));
    }
    for (at, target) in mapping.iter().enumerate() {
        let pointer = format!("/mapping/{at}");
        let field = target.strip_prefix("field:");
        let is_known = TARGETS.contains(&target.as_str()) || field.is_some_and(|key| fields.iter().any(|field| field.key == key));
        if !is_known {
            return Err(Error::invalid(pointer, "invalid_value", format!("A column cannot be {target}.")));
        }
        if target != "ignore" && mapping[..at].contains(target) {
            return Err(Error::invalid(
                pointer,
                "invalid_value",
                format!("Two columns are {target}; one is enough."),
            ));
        }
    }
    if mapping.iter().any(|target| target == "phone") {
        Ok(())
    } else {
        Err(Error::invalid("/mapping", "missing_value", "One column must be the phone number."))
    }
}

/// What one row says.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) request: ContactRequest,
    /// Names of tags.
    pub(super) tags: Vec<String>,
    pub(super) opted_out: bool,
}

/// What does not fit: which column, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unfit {
    pub(super) field: String,
    pub(super) detail: String,
}

/// Reads a row by the mapping.
pub(super) fn read(row: &[String], mapping: &[String], fields: &[CustomFieldRow]) -> Result<Said, Unfit> {
    let mut said = Said::default();
    let mut attributes = Map::new();
    for (cell, target) in row.iter().zip(mapping).filter(|(cell, _)| !cell.is_empty()) {
        // A spreadsheet keeps a number as text by an apostrophe; so do our own exports.
        let cell = cell
            .strip_prefix('\'')
            .filter(|rest| rest.starts_with(['=', '+', '-', '@']))
            .unwrap_or(cell);
        let unfit = |error: Error| Unfit {
            field: target.clone(),
            detail: error.detail.into_owned(),
        };
        match target.as_str() {
            "phone" => said.request.phone = phone::normalise("/phone", cell).map_err(unfit)?,
            "name" => said.request.name = Some(crate::text::name("/name", cell).map_err(unfit)?),
            "email" => said.request.email = Some(crate::text::email("/email", cell).map_err(unfit)?),
            "locale" => said.request.locale = crate::contacts::optional_locale(Some(cell)).map_err(unfit)?,
            "opted_out" => said.opted_out = matches!(cell.to_lowercase().as_str(), "yes" | "true" | "1" | "y" | "si" | "sí" | "sim"),
            "tags" => {
                said.tags = cell
                    .split([',', ';'])
                    .map(|tag| tag.trim().to_owned())
                    .filter(|tag| !tag.is_empty())
                    .collect()
            }
            target => {
                let Some(field) = target.strip_prefix("field:").and_then(|key| fields.iter().find(|field| field.key == key)) else {
                    continue;
                };
                let value = custom_fields::value_of(&CustomFieldView::from(field.clone()), &Value::String(cell.to_owned())).map_err(unfit)?;
                attributes.extend(value.map(|value| (field.key.clone(), value)));
            }
        }
    }
    if said.request.phone.is_empty() {
        return Err(Unfit {
            field: "phone".to_owned(),
            detail: "The row has no phone number.".to_owned(),
        });
    }
    said.request.attributes = attributes;
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    fn plan() -> Vec<CustomFieldRow> {
        vec![CustomFieldRow {
            id: model::CustomFieldId::new(),
            key: "plan".to_owned(),
            label: "Price plan".to_owned(),
            kind: "choice".to_owned(),
            choices: r#"["Gold","Silver"]"#.to_owned(),
            position: 0,
        }]
    }

    #[test]
    fn columns_are_known_by_their_names() {
        let header = texts(&["Full name", "Teléfono", "E-Mail", "Price plan", "Shoe size", "Mobile"]);
        assert_eq!(guess(&header, &plan()), ["name", "phone", "email", "field:plan", "ignore", "ignore"]);
    }

    #[test]
    fn a_mapping_names_each_thing_once_and_a_phone() {
        for (mapping, columns) in [
            (vec!["name"], 1),
            (vec!["phone", "phone"], 2),
            (vec!["phone", "field:age"], 2),
            (vec!["phone"], 2),
        ] {
            assert!(check(&texts(&mapping), columns, &plan()).is_err(), "{mapping:?}");
        }
        check(&texts(&["phone", "ignore", "ignore", "field:plan"]), 4, &plan()).unwrap();
    }

    #[test]
    fn a_row_is_read_or_says_what_does_not_fit() {
        let mapping = texts(&["phone", "name", "tags", "field:plan", "opted_out"]);
        let said = read(&texts(&["'+34 662 420 687", "Ana", "vip; madrid", "gold", "yes"]), &mapping, &plan()).unwrap();
        assert_eq!((said.request.phone.as_str(), said.tags.len(), said.opted_out), ("34662420687", 2, true));
        assert_eq!(said.request.attributes["plan"], "Gold");
        for (row, field) in [
            (vec!["call me"], "phone"),
            (vec!["", "Ana"], "phone"),
            (vec!["34662420687", "Ana", "", "Bronze"], "field:plan"),
        ] {
            assert_eq!(read(&texts(&row), &mapping, &plan()).unwrap_err().field, field);
        }
    }
}
