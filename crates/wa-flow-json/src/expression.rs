//! The language inside properties: `${data.x}`, and since Flow JSON 6.0 whole expressions between backticks; conditions of `If` since 4.0.

mod evaluate;
mod parse;
mod types;

pub(crate) use evaluate::as_text;
pub use evaluate::{Scope, evaluate, resolve};
pub(crate) use parse::{condition, parse};
pub(crate) use types::{Mistake, Type, Typed};

/// Where a value comes from: `${data.a.b}` is `data`, no screen, `["a", "b"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The screen of a global reference (4.0 on); `None` is the screen itself.
    pub screen: Option<String>,
    pub store: Store,
    pub path: Vec<String>,
}

/// What a reference reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// What the screen was given.
    Data,
    /// What the customer entered on it.
    Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Divide,
    Remainder,
}

/// An expression, with the column (from 1) at which each part begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    Text(String),
    Number(f64),
    Flag(bool),
    Reference(Reference),
    Not(Box<Expression>),
    Pair {
        operator: Operator,
        left: Box<Expression>,
        right: Box<Expression>,
        column: usize,
        parenthesised: bool,
    },
    /// Parts side by side make one text.
    Joined(Vec<Expression>),
}

/// Why an expression is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{says} at column {column}")]
pub struct ExpressionError {
    pub says: String,
    /// In characters, from 1.
    pub column: usize,
}

/// How a text in a property is to be taken.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Dynamic {
    /// As it stands.
    Literal,
    /// `${…}` and nothing else.
    Reference(Reference),
    /// Between backticks.
    Expression(Expression),
}

/// Looks at a text: is it dynamic, and does it hold together?
pub(crate) fn read(text: &str) -> Result<Dynamic, ExpressionError> {
    if let Some(inside) = text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
        return parse(inside).map(Dynamic::Expression);
    }
    if let Some(inside) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'))
        && !inside.contains("${")
    {
        return parse::reference(inside)
            .map(Dynamic::Reference)
            .map_err(|says| ExpressionError { says, column: 1 });
    }
    Ok(Dynamic::Literal)
}

impl Expression {
    /// Every reference in it.
    pub(crate) fn references(&self) -> Vec<&Reference> {
        let mut found = Vec::new();
        self.visit(&mut |part| {
            if let Self::Reference(reference) = part {
                found.push(reference);
            }
        });
        found
    }

    pub(crate) fn is_literal(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Number(_) | Self::Flag(_))
    }

    pub(crate) fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Expression)) {
        see(self);
        match self {
            Self::Text(_) | Self::Number(_) | Self::Flag(_) | Self::Reference(_) => {}
            Self::Not(inner) => inner.visit(see),
            Self::Pair { left, right, .. } => {
                left.visit(see);
                right.visit(see);
            }
            Self::Joined(parts) => parts.iter().for_each(|part| part.visit(see)),
        }
    }
}

impl Reference {
    /// As it is written between `${` and `}`.
    pub fn written(&self) -> String {
        let store = match self.store {
            Store::Data => "data",
            Store::Form => "form",
        };
        let path = self.path.join(".");
        match &self.screen {
            Some(screen) => format!("screen.{screen}.{store}.{path}"),
            None => format!("{store}.{path}"),
        }
    }
}
