//! What an expression or a text with values makes of some scopes: the editor's preview. The engine's own limits hold: length, depth, work and output.

use std::borrow::Cow;

use flow_engine::expr::{Expression, Locale, Scope, Template};
use model::Timestamp;
use serde_json::{Map, Value};

use super::judge::off_thread;
use crate::{Error, Result};

/// Longest text that is filled here, in bytes.
pub const MAX_TEXT: usize = 16 * 1024;

/// What is asked about.
#[derive(Debug, Clone)]
pub enum Asked {
    /// A JMESPath expression over the scopes.
    Expression(String),
    /// A text with `{{…}}`; one that is a single `{{…}}` keeps its value's type.
    Template(String),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Evaluated {
    /// A value.
    Value(Value),
    /// What is wrong, in words.
    Problem(String),
}

/// Evaluates on scopes such as `{"contact": {…}, "vars": {…}}`. Secrets are never among them.
///
/// # Errors
/// When the text is too long to be one of a flow.
pub async fn evaluate(
    asked: Asked,
    scope: Map<String, Value>,
    language: Option<String>,
    time_zone: Option<String>,
    now: Timestamp,
) -> Result<Evaluated> {
    if let Asked::Template(text) = &asked
        && text.len() > MAX_TEXT
    {
        return Err(Error::invalid("/template", "too_long", format!("Use at most {} kB.", MAX_TEXT / 1024)));
    }
    let scopes = Given::new(scope, language, time_zone, now)?;
    off_thread(move || {
        match asked {
            Asked::Expression(source) => Expression::new(source).value(&scopes).map_err(|error| error.to_string()),
            Asked::Template(source) => Template::new(source).value(&scopes).map_err(|error| error.to_string()),
        }
        .map_or_else(Evaluated::Problem, Evaluated::Value)
    })
    .await
}

/// Scopes that were sent.
pub(crate) struct Given {
    scope: Map<String, Value>,
    locale: Locale,
}

impl Given {
    /// Scopes such as `{"contact": {…}, "vars": {…}}`, in a language and a time zone.
    pub(crate) fn new(scope: Map<String, Value>, language: Option<String>, time_zone: Option<String>, now: Timestamp) -> Result<Self> {
        let zone = match time_zone.as_deref() {
            None => chrono_tz::UTC,
            Some(name) => name
                .parse()
                .map_err(|_| Error::invalid("/time_zone", "invalid_value", "This is no time zone such as Europe/Madrid."))?,
        };
        let language = language.unwrap_or_else(|| "en".to_owned());
        Ok(Self {
            scope,
            locale: Locale { language, zone, now },
        })
    }
}

impl Scope for Given {
    fn root(&self, name: &str) -> Option<Cow<'_, Value>> {
        if name == "now" && !self.scope.contains_key("now") {
            return Some(Cow::Owned(serde_json::to_value(self.locale.now).unwrap_or_default()));
        }
        self.scope.get(name).map(Cow::Borrowed)
    }

    fn locale(&self) -> &Locale {
        &self.locale
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    async fn ask(asked: Asked) -> Evaluated {
        let scope = json!({"vars": {"items": [{"price": 2}, {"price": 3}], "city": "Vic"}, "secrets": {"key": "hunter2"}});
        let Value::Object(scope) = scope else { unreachable!() };
        evaluate(asked, scope, None, None, Timestamp::from_seconds(1_795_424_400)).await.unwrap()
    }

    #[tokio::test]
    async fn values_keep_their_types_and_problems_are_words() {
        assert_eq!(ask(Asked::Expression("sum(vars.items[].price)".into())).await, Evaluated::Value(json!(5)));
        assert_eq!(
            ask(Asked::Template("Hi {{vars.city | upper}}".into())).await,
            Evaluated::Value(json!("Hi VIC"))
        );
        assert_eq!(
            ask(Asked::Template("{{vars.items}}".into())).await,
            Evaluated::Value(json!([{"price": 2}, {"price": 3}]))
        );
        assert!(matches!(ask(Asked::Expression("sum(".into())).await, Evaluated::Problem(_)));
        assert!(matches!(
            ask(Asked::Template("{{vars.city | shout}}".into())).await,
            Evaluated::Problem(_)
        ));
    }

    #[tokio::test]
    async fn secrets_are_not_among_the_scopes_and_work_is_bounded() {
        assert_eq!(ask(Asked::Expression("secrets.key".into())).await, Evaluated::Value(Value::Null));
        let Evaluated::Value(told) = ask(Asked::Template("{{secrets.key}}".into())).await else {
            panic!()
        };
        assert!(!told.to_string().contains("hunter2"), "{told}");
        let deep = format!("{}a{}", "[".repeat(5000), "]".repeat(5000));
        assert!(matches!(ask(Asked::Expression(deep)).await, Evaluated::Problem(_)));
    }
}
