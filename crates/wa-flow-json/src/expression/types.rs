//! Types of expressions, found before anything is evaluated.

use super::{Expression, Operator, Reference};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    Number,
    Flag,
    List,
    Object,
    /// Not known before the form runs; fits everywhere.
    Any,
}

/// A mistake in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// Both sides are written down, so the result is always the same.
    Literals(usize),
    Types {
        says: String,
        column: usize,
    },
    /// `&&` or `||` beside a comparison without parentheses: Meta's client takes `&&` first.
    Precedence(usize),
}

pub(crate) struct Typed<'a, F: Fn(&Reference) -> Type> {
    pub(crate) lookup: &'a F,
    pub(crate) mistakes: Vec<Mistake>,
}

impl Type {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "number",
            Self::Flag => "boolean",
            Self::List => "array",
            Self::Object => "object",
            Self::Any => "any",
        }
    }

    pub(crate) fn from_schema(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Self::Text,
            "number" | "integer" => Self::Number,
            "boolean" => Self::Flag,
            "array" => Self::List,
            "object" => Self::Object,
            _ => return None,
        })
    }

    pub(crate) fn fits(self, other: Self) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }
}

impl<F: Fn(&Reference) -> Type> Typed<'_, F> {
    pub(crate) fn of(&mut self, expression: &Expression) -> Type {
        match expression {
            Expression::Text(_) => Type::Text,
            Expression::Number(_) => Type::Number,
            Expression::Flag(_) => Type::Flag,
            Expression::Reference(reference) => (self.lookup)(reference),
            Expression::Not(inner) => {
                let found = self.of(inner);
                self.want(found, Type::Flag, "!", 1);
                Type::Flag
            }
            Expression::Joined(parts) => {
                for part in parts {
                    if matches!(self.of(part), Type::List | Type::Object) {
                        self.wrong("Only strings, numbers and booleans can be concatenated".to_owned(), 1);
                    }
                }
                Type::Text
            }
            Expression::Pair {
                operator,
                left,
                right,
                column,
                ..
            } => {
                let (from, to) = (self.of(left), self.of(right));
                if left.is_literal() && right.is_literal() {
                    self.mistakes.push(Mistake::Literals(*column));
                }
                self.pair(*operator, from, to, [left, right], *column)
            }
        }
    }

    fn pair(&mut self, operator: Operator, from: Type, to: Type, sides: [&Expression; 2], column: usize) -> Type {
        match operator {
            Operator::Or | Operator::And => {
                for (side, found) in sides.into_iter().zip([from, to]) {
                    self.want(found, Type::Flag, operator.sign(), column);
                    if matches!(side, Expression::Pair { parenthesised: false, operator: inner, .. } if *inner != operator) {
                        self.mistakes.push(Mistake::Precedence(column));
                    }
                }
                Type::Flag
            }
            Operator::Equal | Operator::Unequal => {
                let comparable = |found| !matches!(found, Type::List | Type::Object);
                if !from.fits(to) || !comparable(from) || !comparable(to) {
                    self.wrong(
                        format!("Type mismatch in an equality operation between {} and {}", from.name(), to.name()),
                        column,
                    );
                }
                Type::Flag
            }
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
                self.want(from, Type::Number, operator.sign(), column);
                self.want(to, Type::Number, operator.sign(), column);
                Type::Flag
            }
            Operator::Plus | Operator::Minus | Operator::Divide | Operator::Remainder => {
                self.want(from, Type::Number, operator.sign(), column);
                self.want(to, Type::Number, operator.sign(), column);
                Type::Number
            }
        }
    }

    fn want(&mut self, found: Type, wanted: Type, sign: &str, column: usize) {
        if !found.fits(wanted) {
            self.wrong(format!("Operator '{sign}' takes {}, but found {}", wanted.name(), found.name()), column);
        }
    }

    fn wrong(&mut self, says: String, column: usize) {
        self.mistakes.push(Mistake::Types { says, column });
    }
}
