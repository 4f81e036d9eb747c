//! Walks a tree over a document. Every visit and every copied value costs fuel, so an expression ends after a bounded amount of work and memory whatever it says,
//! and ends at the same place each time: a clock would make a replay differ.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::functions;
use super::lexer::Comparator;
use super::parser::Tree;
use super::{Error, ErrorKind};

/// A result: a part of the document, or something made.
pub(super) type Found<'a> = Cow<'a, Value>;

/// What is left of the work an expression may do.
#[derive(Debug)]
pub(super) struct Fuel(u64);

impl Fuel {
    pub(super) fn new(units: u64) -> Self {
        Self(units)
    }

    pub(super) fn burn(&mut self, units: u64) -> Result<(), Error> {
        self.0 = self
            .0
            .checked_sub(units)
            .ok_or_else(|| Error::new(ErrorKind::Limit, "the expression does too much work for this document"))?;
        Ok(())
    }

    /// Pays for a copy of `value`.
    pub(super) fn copy(&mut self, value: &Value) -> Result<Value, Error> {
        self.pay(value)?;
        Ok(value.clone())
    }

    pub(super) fn pay(&mut self, value: &Value) -> Result<(), Error> {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => self.burn(4),
            Value::String(text) => self.burn(4 + text.len() as u64 / 16),
            Value::Array(items) => {
                self.burn(4)?;
                items.iter().try_for_each(|item| self.pay(item))
            }
            Value::Object(members) => {
                self.burn(4)?;
                members.iter().try_for_each(|(name, member)| {
                    self.burn(4 + name.len() as u64 / 16)?;
                    self.pay(member)
                })
            }
        }
    }

    fn own(&mut self, found: Found<'_>) -> Result<Value, Error> {
        match found {
            Cow::Borrowed(value) => self.copy(value),
            Cow::Owned(value) => Ok(value),
        }
    }
}

const NULL: Found<'static> = Cow::Owned(Value::Null);

/// The value of `tree` on `document`.
pub(super) fn evaluate<'a>(tree: &Tree, document: &'a Value, fuel: &mut Fuel) -> Result<Found<'a>, Error> {
    fuel.burn(1)?;
    Ok(match tree {
        Tree::Current => Cow::Borrowed(document),
        Tree::Field(name) => document.get(name.as_str()).map_or(NULL, Cow::Borrowed),
        Tree::Index(index) => index_of(document, *index).map_or(NULL, Cow::Borrowed),
        Tree::Slice(start, stop, step) => Cow::Owned(slice(document, (*start, *stop, *step), fuel)?),
        Tree::Literal(value) => Cow::Owned(fuel.copy(value)?),
        Tree::Sub(left, right) | Tree::Pipe(left, right) => match evaluate(left, document, fuel)? {
            Cow::Borrowed(value) => evaluate(right, value, fuel)?,
            Cow::Owned(value) => {
                let found = evaluate(right, &value, fuel)?;
                Cow::Owned(fuel.own(found)?)
            }
        },
        Tree::Or(left, right) => {
            let value = evaluate(left, document, fuel)?;
            if is_true(&value) { value } else { evaluate(right, document, fuel)? }
        }
        Tree::And(left, right) => {
            let value = evaluate(left, document, fuel)?;
            if is_true(&value) { evaluate(right, document, fuel)? } else { value }
        }
        Tree::Not(inner) => Cow::Owned(Value::Bool(!is_true(&*evaluate(inner, document, fuel)?))),
        Tree::Compare(comparator, left, right) => {
            let (left, right) = (evaluate(left, document, fuel)?, evaluate(right, document, fuel)?);
            fuel.pay(&left)?;
            Cow::Owned(compared(*comparator, &left, &right))
        }
        Tree::List(items) => match document {
            Value::Null => NULL,
            _ => {
                let each = |item| {
                    let found = evaluate(item, document, fuel)?;
                    fuel.own(found)
                };
                Cow::Owned(Value::Array(items.iter().map(each).collect::<Result<_, _>>()?))
            }
        },
        Tree::Object(members) => match document {
            Value::Null => NULL,
            _ => {
                let mut object = Map::new();
                for (name, member) in members {
                    let found = evaluate(member, document, fuel)?;
                    object.insert(name.clone(), fuel.own(found)?);
                }
                Cow::Owned(Value::Object(object))
            }
        },
        Tree::Flatten(of) => {
            let found = evaluate(of, document, fuel)?;
            let Value::Array(items) = &*found else { return Ok(NULL) };
            let mut flat = Vec::new();
            for item in items {
                match item {
                    Value::Array(inner) => inner.iter().try_for_each(|item| fuel.copy(item).map(|item| flat.push(item)))?,
                    item => flat.push(fuel.copy(item)?),
                }
            }
            Cow::Owned(Value::Array(flat))
        }
        Tree::Project { of, then } => match &*evaluate(of, document, fuel)? {
            Value::Array(items) => Cow::Owned(project(items.iter(), then, fuel)?),
            _ => NULL,
        },
        Tree::ProjectValues { of, then } => match &*evaluate(of, document, fuel)? {
            Value::Object(members) => Cow::Owned(project(members.values(), then, fuel)?),
            _ => NULL,
        },
        Tree::Filter { of, condition, then } => {
            let found = evaluate(of, document, fuel)?;
            let Value::Array(items) = &*found else { return Ok(NULL) };
            let mut kept = Vec::new();
            for item in items {
                if is_true(&*evaluate(condition, item, fuel)?) {
                    kept.push(item);
                }
            }
            Cow::Owned(project(kept.into_iter(), then, fuel)?)
        }
        Tree::Function(name, arguments) => Cow::Owned(functions::call(name, arguments, document, fuel)?),
        Tree::Reference(_) => return Err(Error::new(ErrorKind::Type, "an expression with & can only be given to a function")),
    })
}

fn project<'v>(items: impl Iterator<Item = &'v Value>, then: &Tree, fuel: &mut Fuel) -> Result<Value, Error> {
    let mut projected = Vec::new();
    for item in items {
        let found = evaluate(then, item, fuel)?;
        if !found.is_null() {
            projected.push(fuel.own(found)?);
        }
    }
    Ok(Value::Array(projected))
}

fn index_of(document: &Value, index: i64) -> Option<&Value> {
    let items = document.as_array()?;
    let index = if index < 0 {
        index.checked_add(i64::try_from(items.len()).ok()?)?
    } else {
        index
    };
    items.get(usize::try_from(index).ok()?)
}

fn slice(document: &Value, (start, stop, step): (Option<i64>, Option<i64>, Option<i64>), fuel: &mut Fuel) -> Result<Value, Error> {
    let Value::Array(items) = document else { return Ok(Value::Null) };
    let step = step.unwrap_or(1);
    if step == 0 {
        return Err(Error::new(ErrorKind::Value, "the step of a slice is not 0"));
    }
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let place = |given: Option<i64>, otherwise: i64| match given {
        None => otherwise,
        Some(given) if given < 0 => given.saturating_add(length).max(lowest),
        Some(given) => given.min(highest),
    };
    let (mut at, end) = if step < 0 {
        (place(start, length - 1), place(stop, -1))
    } else {
        (place(start, 0), place(stop, length))
    };
    let mut taken = Vec::new();
    while (step > 0 && at < end) || (step < 0 && at > end) {
        if let Some(item) = usize::try_from(at).ok().and_then(|at| items.get(at)) {
            taken.push(fuel.copy(item)?);
        }
        at = at.saturating_add(step);
    }
    Ok(Value::Array(taken))
}

/// Nothing, no, and whatever is empty are false.
pub(super) fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
}

fn compared(comparator: Comparator, left: &Value, right: &Value) -> Value {
    let ordered = |wanted: fn(Ordering) -> bool| match (left.as_f64(), right.as_f64()) {
        (Some(left), Some(right)) => left.partial_cmp(&right).map_or(Value::Null, |order| Value::Bool(wanted(order))),
        _ => Value::Null,
    };
    match comparator {
        Comparator::Equal => Value::Bool(same(left, right)),
        Comparator::NotEqual => Value::Bool(!same(left, right)),
        Comparator::Less => ordered(Ordering::is_lt),
        Comparator::LessOrEqual => ordered(Ordering::is_le),
        Comparator::Greater => ordered(Ordering::is_gt),
        Comparator::GreaterOrEqual => ordered(Ordering::is_ge),
    }
}

/// Equal as JSON: `1` and `1.0` are the same number.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right)),
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len() && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}
