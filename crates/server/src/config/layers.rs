//! Lays the operator's file and the environment over the defaults, and says where a mistake is.

use std::path::Path;

use toml::{Table, Value};

use super::{Config, Error};

/// The variables a process was started with that concern us, sorted by name.
#[derive(Debug, Clone, Default)]
pub struct Environment(Vec<(String, String)>);

const PREFIX: &str = "PRISMWA_";

impl Environment {
    /// The variables of this process.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn of_process() -> Self {
        Self::from_pairs(std::env::vars())
    }

    /// Given variables; others than `PRISMWA_<SECTION>__<KEY>` are left out.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut ours: Vec<_> = pairs
            .into_iter()
            .filter(|(name, _)| name.strip_prefix(PREFIX).is_some_and(|rest| rest.contains("__")))
            .collect();
        ours.sort();
        Self(ours)
    }
}

/// Defaults, file and variables together.
pub(super) fn merge(file: Option<&Path>, environment: &Environment) -> Result<Config, Error> {
    let mut table = match file {
        Some(path) => read_file(path)?,
        None => Table::new(),
    };
    for (name, text) in &environment.0 {
        lay_variable(&mut table, name, text)?;
    }
    table.try_into().map_err(|error: toml::de::Error| Error::InVariable {
        name: format!("{PREFIX}…"),
        message: error.message().to_owned(),
    })
}

fn read_file(path: &Path) -> Result<Table, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Unreadable { path: path.into(), source })?;
    let at = |error: &toml::de::Error| Error::InFile {
        path: path.into(),
        line: error
            .span()
            .map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1),
        message: error.message().replace('\n', " "),
    };
    // Reading it as `Config` finds unknown keys and wrong types while the line is still known.
    toml::from_str::<Config>(&text).map_err(|error| at(&error))?;
    toml::from_str::<Table>(&text).map_err(|error| at(&error))
}

/// Puts one variable into the table: as text if the setting is text, else as the TOML value it spells.
fn lay_variable(table: &mut Table, name: &str, text: &str) -> Result<(), Error> {
    let wrong = |message: String| Error::InVariable {
        name: name.to_owned(),
        message,
    };
    let lower = name[PREFIX.len()..].to_ascii_lowercase();
    let (section, key) = lower
        .split_once("__")
        .ok_or_else(|| wrong("write it PRISMWA_<SECTION>__<KEY>".to_owned()))?;
    let mut refused = None;
    for value in spellings(text) {
        let mut tried = table.clone();
        match tried.entry(section).or_insert_with(|| Value::Table(Table::new())) {
            Value::Table(entries) => entries.insert(key.to_owned(), value),
            _ => return Err(wrong(format!("[{section}] is not a section"))),
        };
        match Config::try_from_table(tried.clone()) {
            Ok(()) => {
                *table = tried;
                return Ok(());
            }
            Err(error) => refused = Some(error),
        }
    }
    Err(wrong(refused.unwrap_or_else(|| "has no value".to_owned())))
}

/// The values a variable's text may mean; the most literal last, so that its complaint is the one shown.
fn spellings(text: &str) -> Vec<Value> {
    let literal = Value::String(text.to_owned());
    match toml::from_str::<Table>(&format!("value = {text}"))
        .ok()
        .and_then(|mut table| table.remove("value"))
    {
        Some(value) => vec![literal, value],
        None => vec![literal],
    }
}

impl Config {
    fn try_from_table(table: Table) -> Result<(), String> {
        table.try_into::<Self>().map(drop).map_err(|error| error.message().replace('\n', " "))
    }
}
