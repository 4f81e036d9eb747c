//! The functions of the language.

use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::evaluate::{Fuel, evaluate};
use super::parser::Tree;
use super::{Error, ErrorKind};

/// Every function, with the fewest and the most arguments it takes.
const FUNCTIONS: &[(&str, usize, usize)] = &[
    ("abs", 1, 1),
    ("avg", 1, 1),
    ("ceil", 1, 1),
    ("contains", 2, 2),
    ("ends_with", 2, 2),
    ("floor", 1, 1),
    ("join", 2, 2),
    ("keys", 1, 1),
    ("length", 1, 1),
    ("map", 2, 2),
    ("max", 1, 1),
    ("max_by", 2, 2),
    ("merge", 1, usize::MAX),
    ("min", 1, 1),
    ("min_by", 2, 2),
    ("not_null", 1, usize::MAX),
    ("reverse", 1, 1),
    ("sort", 1, 1),
    ("sort_by", 2, 2),
    ("starts_with", 2, 2),
    ("sum", 1, 1),
    ("to_array", 1, 1),
    ("to_number", 1, 1),
    ("to_string", 1, 1),
    ("type", 1, 1),
    ("values", 1, 1),
];

/// The names of all functions.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|(name, ..)| *name)
}

/// Names and counts of arguments are right; known before anything runs.
pub(super) fn check(name: &str, arguments: usize) -> Result<(), Error> {
    let Some((_, least, most)) = FUNCTIONS.iter().find(|(known, ..)| *known == name) else {
        return Err(Error::new(ErrorKind::UnknownFunction, format!("there is no function `{name}`")));
    };
    if !(*least..=*most).contains(&arguments) {
        return Err(Error::new(
            ErrorKind::Arity,
            format!("`{name}` takes {least} arguments, {arguments} are given"),
        ));
    }
    Ok(())
}

pub(super) fn call(name: &str, arguments: &[Tree], document: &Value, fuel: &mut Fuel) -> Result<Value, Error> {
    check(name, arguments.len())?;
    match name {
        "map" => return map(arguments, document, fuel),
        "sort_by" | "max_by" | "min_by" => return by_key(name, arguments, document, fuel),
        _ => {}
    }
    let mut given = Vec::with_capacity(arguments.len());
    for argument in arguments {
        let value = evaluate(argument, document, fuel)?.into_owned();
        fuel.pay(&value)?;
        given.push(value);
    }
    plain(name, given, fuel)
}

fn plain(name: &str, mut given: Vec<Value>, fuel: &mut Fuel) -> Result<Value, Error> {
    let second = (given.len() == 2).then(|| given.pop()).flatten();
    let rest = if given.len() > 1 { given.split_off(1) } else { Vec::new() };
    let Some(first) = given.pop() else {
        return Err(wrong(name, "something", &Value::Null));
    };
    let result = match (name, first) {
        ("abs", Value::Number(number)) => match number.as_i64().and_then(i64::checked_abs) {
            Some(whole) => whole.into(),
            None => float(number.as_f64().unwrap_or_default().abs()),
        },
        ("ceil", Value::Number(number)) => rounded(&number, f64::ceil),
        ("floor", Value::Number(number)) => rounded(&number, f64::floor),
        ("avg", Value::Array(items)) => {
            let numbers = numbers(name, &items)?;
            // The average of nothing is nothing, not an error.
            if numbers.is_empty() {
                Value::Null
            } else {
                float(numbers.iter().sum::<f64>() / numbers.len() as f64)
            }
        }
        ("sum", Value::Array(items)) => {
            let numbers = numbers(name, &items)?;
            match items.iter().try_fold(0_i64, |sum, item| sum.checked_add(item.as_i64()?)) {
                Some(whole) => whole.into(),
                None => float(numbers.iter().sum()),
            }
        }
        ("contains", Value::Array(items)) => {
            let wanted = second.unwrap_or_default();
            Value::Bool(items.iter().any(|item| super::same(item, &wanted)))
        }
        ("contains", Value::String(text)) => match second {
            Some(Value::String(part)) => Value::Bool(text.contains(&part)),
            _ => Value::Bool(false),
        },
        ("ends_with", Value::String(text)) => Value::Bool(text.ends_with(text_of(name, second.as_ref())?)),
        ("starts_with", Value::String(text)) => Value::Bool(text.starts_with(text_of(name, second.as_ref())?)),
        ("join", Value::String(glue)) => {
            let Some(Value::Array(items)) = second else {
                return Err(wrong(name, "a list of texts", &second.unwrap_or_default()));
            };
            let texts: Vec<_> = items
                .iter()
                .map(|item| item.as_str().ok_or_else(|| wrong(name, "a list of texts", item)))
                .collect::<Result<_, _>>()?;
            fuel.burn(texts.iter().map(|text| text.len() as u64).sum::<u64>() / 16 + glue.len() as u64 * texts.len() as u64 / 16)?;
            Value::String(texts.join(&glue))
        }
        ("keys", Value::Object(members)) => members.keys().map(|name| Value::String(name.clone())).collect(),
        ("values", Value::Object(members)) => members.into_iter().map(|(_, member)| member).collect(),
        ("length", Value::String(text)) => text.chars().count().into(),
        ("length", Value::Array(items)) => items.len().into(),
        ("length", Value::Object(members)) => members.len().into(),
        ("max", Value::Array(items)) => extreme(name, items, Ordering::Greater)?,
        ("min", Value::Array(items)) => extreme(name, items, Ordering::Less)?,
        ("merge", Value::Object(first)) => merge(name, first, second.into_iter().chain(rest))?,
        ("not_null", first) => std::iter::once(first)
            .chain(second)
            .chain(rest)
            .find(|value| !value.is_null())
            .unwrap_or_default(),
        ("reverse", Value::String(text)) => Value::String(text.chars().rev().collect()),
        ("reverse", Value::Array(mut items)) => {
            items.reverse();
            Value::Array(items)
        }
        ("sort", Value::Array(mut items)) => {
            check_sortable(name, items.iter())?;
            fuel.burn(items.len() as u64 * 8)?;
            items.sort_by(order);
            Value::Array(items)
        }
        ("to_array", Value::Array(items)) => Value::Array(items),
        ("to_array", other) => Value::Array(vec![other]),
        ("to_number", Value::Number(number)) => Value::Number(number),
        ("to_number", Value::String(text)) => number_of(&text),
        ("to_number", _) => Value::Null,
        ("to_string", Value::String(text)) => Value::String(text),
        ("to_string", other) => Value::String(other.to_string()),
        ("type", value) => type_of(&value).into(),
        (_, first) => return Err(wrong(name, "another type", &first)),
    };
    Ok(result)
}

fn map(arguments: &[Tree], document: &Value, fuel: &mut Fuel) -> Result<Value, Error> {
    let Tree::Reference(each) = &arguments[0] else {
        return Err(Error::new(ErrorKind::Type, "`map` takes an expression with & first"));
    };
    let list = evaluate(&arguments[1], document, fuel)?;
    let Value::Array(items) = &*list else {
        return Err(wrong("map", "a list", &list));
    };
    let mut mapped = Vec::with_capacity(items.len());
    for item in items {
        let found = evaluate(each, item, fuel)?;
        fuel.pay(&found)?;
        mapped.push(found.into_owned());
    }
    Ok(Value::Array(mapped))
}

fn by_key(name: &str, arguments: &[Tree], document: &Value, fuel: &mut Fuel) -> Result<Value, Error> {
    let list = evaluate(&arguments[0], document, fuel)?;
    let Value::Array(items) = &*list else {
        return Err(wrong(name, "a list", &list));
    };
    let Tree::Reference(key) = &arguments[1] else {
        return Err(Error::new(ErrorKind::Type, format!("`{name}` takes an expression with & second")));
    };
    let mut keyed = Vec::with_capacity(items.len());
    for item in items {
        let found = evaluate(key, item, fuel)?;
        fuel.pay(&found)?;
        keyed.push((found.into_owned(), item));
    }
    check_sortable(name, keyed.iter().map(|(key, _)| key))?;
    fuel.burn(keyed.len() as u64 * 8)?;
    let item = match name {
        "sort_by" => {
            keyed.sort_by(|one, other| order(&one.0, &other.0));
            let mut sorted = Vec::with_capacity(keyed.len());
            for (_, item) in keyed {
                sorted.push(fuel.copy(item)?);
            }
            return Ok(Value::Array(sorted));
        }
        "max_by" => keyed
            .into_iter()
            .reduce(|best, next| if order(&next.0, &best.0).is_gt() { next } else { best }),
        _ => keyed
            .into_iter()
            .reduce(|best, next| if order(&next.0, &best.0).is_lt() { next } else { best }),
    };
    item.map_or(Ok(Value::Null), |(_, item)| fuel.copy(item))
}

fn extreme(name: &str, items: Vec<Value>, wanted: Ordering) -> Result<Value, Error> {
    check_sortable(name, items.iter())?;
    Ok(items
        .into_iter()
        .reduce(|best, next| if order(&next, &best) == wanted { next } else { best })
        .unwrap_or_default())
}

fn merge(name: &str, mut first: Map<String, Value>, others: impl Iterator<Item = Value>) -> Result<Value, Error> {
    for other in others {
        match other {
            Value::Object(members) => first.extend(members),
            other => return Err(wrong(name, "objects", &other)),
        }
    }
    Ok(Value::Object(first))
}

/// All numbers, or all texts.
fn check_sortable<'v>(name: &str, mut items: impl Iterator<Item = &'v Value>) -> Result<(), Error> {
    let Some(first) = items.next() else { return Ok(()) };
    let fits: fn(&Value) -> bool = match first {
        Value::Number(_) => Value::is_number,
        Value::String(_) => Value::is_string,
        other => return Err(wrong(name, "numbers or texts", other)),
    };
    match items.find(|item| !fits(item)) {
        Some(other) => Err(wrong(name, "only numbers or only texts", other)),
        None => Ok(()),
    }
}

fn order(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.cmp(other),
        _ => one.as_f64().unwrap_or_default().total_cmp(&other.as_f64().unwrap_or_default()),
    }
}

fn numbers(name: &str, items: &[Value]) -> Result<Vec<f64>, Error> {
    items
        .iter()
        .map(|item| item.as_f64().ok_or_else(|| wrong(name, "a list of numbers", item)))
        .collect()
}

fn text_of<'v>(name: &str, value: Option<&'v Value>) -> Result<&'v str, Error> {
    value
        .and_then(Value::as_str)
        .ok_or_else(|| wrong(name, "texts", value.unwrap_or(&Value::Null)))
}

/// Whole numbers stay whole.
fn float(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

fn rounded(number: &Number, round: fn(f64) -> f64) -> Value {
    if number.is_i64() || number.is_u64() {
        return Value::Number(number.clone());
    }
    let rounded = round(number.as_f64().unwrap_or_default());
    if rounded.abs() < 9e15 { (rounded as i64).into() } else { float(rounded) }
}

fn number_of(text: &str) -> Value {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Number(number)) if !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace) => Value::Number(number),
        _ => Value::Null,
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn wrong(name: &str, wanted: &str, found: &Value) -> Error {
    Error::new(ErrorKind::Type, format!("`{name}` takes {wanted}, not {}", type_of(found)))
}
