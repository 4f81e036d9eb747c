//! JMESPath, the whole language, on JSON documents, with bounds on length, depth, work and output.
//!
//! Our own, since the published ones walk deep nests until the stack ends and build gigabytes from thirty characters: a process that serves others cannot run them
//! on what its users write. Work is counted in fuel instead of time, so that the same expression on the same document always ends in the same way. The language is
//! specified at <https://jmespath.org/specification.html>.

use std::fmt;

use serde_json::Value;

mod evaluate;
mod functions;
mod lexer;
mod parser;

pub(crate) use evaluate::same;
pub use lookups::Lookup;

mod lookups;

/// Longest expression, in bytes.
pub const MAX_LENGTH: usize = 4096;
/// Deepest nesting of brackets and operators.
pub const MAX_DEPTH: usize = 64;
/// Longest chain of operations that follow on each other, such as `a.b.c`.
pub const MAX_TREE_DEPTH: usize = 200;
/// Units of work; a visit costs one, a copied value four. Half a million take a few milliseconds.
pub const FUEL: u64 = 500_000;
/// Largest result, in bytes of JSON.
pub const MAX_OUTPUT: usize = 256 * 1024;

/// An expression, read once.
#[derive(Debug, Clone, PartialEq)]
pub struct JmesPath {
    tree: parser::Tree,
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Error {
    /// What sort of mistake it is.
    pub kind: ErrorKind,
    /// In words.
    pub detail: String,
    /// Where, in bytes, when it is a mistake in writing.
    pub at: Option<usize>,
}

/// What sort of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Too few or too many arguments.
    Arity,
    /// Too much work, or too large a result.
    Limit,
    /// Not written as the language wants.
    Syntax,
    /// A value of a type the function does not take.
    Type,
    /// No such function.
    UnknownFunction,
    /// A value the operation does not take.
    Value,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Arity => "invalid-arity",
            Self::Limit => "limit",
            Self::Syntax => "syntax",
            Self::Type => "invalid-type",
            Self::UnknownFunction => "unknown-function",
            Self::Value => "invalid-value",
        })
    }
}

impl Error {
    fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            at: None,
        }
    }

    fn syntax(at: usize, detail: impl Into<String>) -> Self {
        Self {
            at: Some(at),
            ..Self::new(ErrorKind::Syntax, detail)
        }
    }
}

impl JmesPath {
    /// Reads an expression. Unknown functions and wrong counts of arguments are found here too.
    ///
    /// # Errors
    /// When it is not written as the language wants, or beyond [`MAX_LENGTH`], [`MAX_DEPTH`] or [`MAX_TREE_DEPTH`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        let path = Self { tree: parser::parse(text)? };
        path.check_functions()?;
        Ok(path)
    }

    /// The value on `document`; what is not there is `null`.
    ///
    /// # Errors
    /// When a function is given a type it does not take, or the work exceeds [`FUEL`] or the result [`MAX_OUTPUT`].
    pub fn search(&self, document: &Value) -> Result<Value, Error> {
        let found = evaluate::evaluate(&self.tree, document, &mut evaluate::Fuel::new(FUEL))?;
        if bytes(&found, MAX_OUTPUT).is_none() {
            return Err(Error::new(
                ErrorKind::Limit,
                format!("the result is larger than {} kB", MAX_OUTPUT / 1024),
            ));
        }
        Ok(found.into_owned())
    }

    /// Whether the value on `document` counts as true.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn is_true(&self, document: &Value) -> Result<bool, Error> {
        Ok(evaluate::is_true(&*evaluate::evaluate(
            &self.tree,
            document,
            &mut evaluate::Fuel::new(FUEL),
        )?))
    }
}

/// The names of all functions, for completion.
pub fn function_names() -> impl Iterator<Item = &'static str> {
    functions::names()
}

/// What is left of `most` bytes after `value` is written, roughly; `None` when it is too large.
pub(crate) fn bytes(value: &Value, most: usize) -> Option<usize> {
    match value {
        Value::Null | Value::Bool(_) => most.checked_sub(4),
        Value::Number(_) => most.checked_sub(8),
        Value::String(text) => most.checked_sub(text.len() + 2),
        Value::Array(items) => items
            .iter()
            .try_fold(most.checked_sub(2)?, |left, item| bytes(item, left)?.checked_sub(1)),
        Value::Object(members) => members.iter().try_fold(most.checked_sub(2)?, |left, (name, member)| {
            bytes(member, left)?.checked_sub(name.len() + 4)
        }),
    }
}
