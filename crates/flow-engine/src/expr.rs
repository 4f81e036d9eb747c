//! What authors write inside flows: `{{path | filter:"arg"}}` in texts, JMESPath where a value is computed. Both are read once, when the flow is made ready.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

pub mod filters;
pub mod jmespath;
mod scope;
mod sealed;
mod template;
mod value;

pub use jmespath::{JmesPath, Lookup};
pub use scope::{Locale, ROOTS, Root, Scope};
pub(crate) use sealed::percent_encoded;
pub use sealed::{Encode, Piece, Sealed};
pub use template::{BadTemplate, Path, Segment, Source, Template};
pub(crate) use value::is_blank;
pub use value::{as_text, get, set};

/// A JMESPath expression in a node's settings. Kept as written, even when it is not valid, so that a draft can be saved; the checker says what is wrong.
#[derive(Debug, Clone)]
pub struct Expression {
    source: String,
    parsed: Result<JmesPath, jmespath::Error>,
}

impl Expression {
    /// Reads an expression.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        let source = source.into();
        Self {
            parsed: JmesPath::parse(&source),
            source,
        }
    }

    /// As written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// As read.
    ///
    /// # Errors
    /// When it is not written as the language wants.
    pub fn parsed(&self) -> Result<&JmesPath, &jmespath::Error> {
        self.parsed.as_ref()
    }

    /// The value on the scopes of a step.
    ///
    /// # Errors
    /// When it cannot be read, is given types it does not take, or does too much work.
    pub fn value(&self, scope: &dyn Scope) -> Result<Value, jmespath::Error> {
        let path = self.parsed.as_ref().map_err(Clone::clone)?;
        path.search(&document(path, scope))
    }

    /// The value on a document of its own, such as a response.
    ///
    /// # Errors
    /// As [`Self::value`].
    pub fn value_on(&self, document: &Value) -> Result<Value, jmespath::Error> {
        self.parsed.as_ref().map_err(Clone::clone)?.search(document)
    }
}

/// The scopes an expression needs, as one document. Secrets are never among them.
fn document(path: &JmesPath, scope: &dyn Scope) -> Value {
    let lookups = path.lookups();
    let everything = lookups.contains(&Lookup::Everything);
    let wanted = |root: &Root| {
        everything
            || lookups
                .iter()
                .any(|lookup| matches!(lookup, Lookup::Path(names) if names.first().is_some_and(|name| name == root.name)))
    };
    ROOTS
        .iter()
        .filter(|root| root.name != "secrets" && wanted(root))
        .map(|root| (root.name.to_owned(), scope.root(root.name).map(Cow::into_owned).unwrap_or_default()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

impl Default for Expression {
    fn default() -> Self {
        Self::new("")
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl JsonSchema for Expression {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Expression".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "maxLength": jmespath::MAX_LENGTH, "x-ui": {"widget": "expression"}})
    }
}
