//! What an expression gives on a customer's screen. Nothing fails: what is missing is `null`, which is false, empty and zero.

use serde_json::{Map, Value, json};

use super::{Dynamic, Expression, Operator, Reference, Store, condition, read};

/// Everything a screen can see.
pub trait Scope {
    /// The data or the form of a screen; `None` is the screen itself. Nothing for a screen that was not seen yet.
    fn store(&self, screen: Option<&str>, store: Store) -> Option<&Map<String, Value>>;
}

/// Values in properties and payloads with every `${…}` and backtick expression replaced, at any depth. Texts that are none stay.
pub fn resolve(value: &Value, scope: &impl Scope) -> Value {
    match value {
        Value::String(text) => match read(text) {
            Ok(Dynamic::Reference(reference)) => look_up(&reference, scope),
            Ok(Dynamic::Expression(expression)) => work_out(&expression, scope),
            Ok(Dynamic::Literal) | Err(_) => value.clone(),
        },
        Value::Array(items) => items.iter().map(|item| resolve(item, scope)).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), resolve(value, scope))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// The condition of an `If`; one that cannot be read is false.
pub fn evaluate(text: &str, scope: &impl Scope) -> Value {
    condition(text).map_or(Value::Null, |expression| work_out(&expression, scope))
}

fn look_up(reference: &Reference, scope: &impl Scope) -> Value {
    let Some(store) = scope.store(reference.screen.as_deref(), reference.store) else {
        return Value::Null;
    };
    let mut steps = reference.path.iter();
    let mut found = steps.next().and_then(|step| store.get(step));
    for step in steps {
        found = match found {
            Some(Value::Object(members)) => members.get(step),
            Some(Value::Array(items)) => step.parse::<usize>().ok().and_then(|place| items.get(place)),
            _ => None,
        };
    }
    found.cloned().unwrap_or(Value::Null)
}

fn work_out(expression: &Expression, scope: &impl Scope) -> Value {
    match expression {
        Expression::Text(text) => json!(text),
        Expression::Number(number) => tidy(*number),
        Expression::Flag(flag) => json!(flag),
        Expression::Reference(reference) => look_up(reference, scope),
        Expression::Not(inner) => json!(!truth(&work_out(inner, scope))),
        Expression::Joined(parts) => json!(parts.iter().map(|part| as_text(&work_out(part, scope))).collect::<String>()),
        Expression::Pair { operator, left, right, .. } => pair(*operator, left, right, scope),
    }
}

fn pair(operator: Operator, left: &Expression, right: &Expression, scope: &impl Scope) -> Value {
    let left = work_out(left, scope);
    match (operator, truth(&left)) {
        (Operator::Or, true) => return json!(true),
        (Operator::And, false) => return json!(false),
        _ => {}
    }
    let right = work_out(right, scope);
    let (from, to) = (number(&left), number(&right));
    match operator {
        Operator::Or | Operator::And => json!(truth(&right)),
        Operator::Equal => json!(same(&left, &right)),
        Operator::Unequal => json!(!same(&left, &right)),
        Operator::Less => json!(from < to),
        Operator::LessOrEqual => json!(from <= to),
        Operator::Greater => json!(from > to),
        Operator::GreaterOrEqual => json!(from >= to),
        Operator::Plus => tidy(from + to),
        Operator::Minus => tidy(from - to),
        // Meta: division or remainder by zero or null gives zero.
        Operator::Divide => tidy(if to == 0.0 { 0.0 } else { from / to }),
        Operator::Remainder => tidy(if to == 0.0 { 0.0 } else { from % to }),
    }
}

fn truth(value: &Value) -> bool {
    matches!(value, Value::Bool(true))
}

/// What was not entered yet equals an empty text, as `${form.x} != ''` in Meta's examples needs it; numbers that were typed are numbers.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Null, Value::String(text)) | (Value::String(text), Value::Null) => text.is_empty(),
        (Value::Null, Value::Bool(flag)) | (Value::Bool(flag), Value::Null) => !flag,
        (Value::Number(_), Value::Number(_) | Value::String(_)) | (Value::String(_), Value::Number(_)) => number(left) == number(right),
        _ => left == right,
    }
}

fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => number.as_f64().unwrap_or(0.0),
        Value::String(text) => text.trim().parse::<f64>().ok().filter(|number| number.is_finite()).unwrap_or(0.0),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => 0.0,
    }
}

/// Whole numbers without a fraction, so that they print as people write them.
fn tidy(number: f64) -> Value {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < WHOLE {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
        let whole = number as i64;
        return json!(whole);
    }
    serde_json::Number::from_f64(number).map_or(json!(0), Value::Number)
}

pub(crate) fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => items.iter().map(as_text).collect::<Vec<_>>().join(", "),
        Value::Object(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Screen {
        data: Map<String, Value>,
        form: Map<String, Value>,
    }

    impl Scope for Screen {
        fn store(&self, screen: Option<&str>, store: Store) -> Option<&Map<String, Value>> {
            match (screen, store) {
                (None | Some("FIRST"), Store::Data) => Some(&self.data),
                (None | Some("FIRST"), Store::Form) => Some(&self.form),
                (Some(_), _) => None,
            }
        }
    }

    fn screen() -> Screen {
        let object = |value: Value| value.as_object().cloned().unwrap_or_default();
        Screen {
            data: object(json!({"total": 90, "zero": 0, "user": {"name": "Ana"}, "list": [{"id": "a"}], "ok": true})),
            form: object(json!({"age": "20", "city": "London", "opt": true, "none": null})),
        }
    }

    #[test]
    fn expressions_give_what_metas_pages_say() {
        let screen = screen();
        for (text, expected) in [
            ("`'Hello ' ${data.user.name}`", json!("Hello Ana")),
            ("${data.user.name}", json!("Ana")),
            ("${data.list.0.id}", json!("a")),
            ("${screen.FIRST.form.city}", json!("London")),
            ("${screen.LATER.form.city}", json!(null)),
            ("plain ${data.total}", json!("plain ${data.total}")),
            (
                "`'You were born in ' (2024 - ${form.age}) ' or ' (2023 - ${form.age})`",
                json!("You were born in 2004 or 2003"),
            ),
            ("`'Each: ' ${data.total} / 4`", json!("Each: 22.5")),
            ("`${data.total} / ${data.zero}`", json!(0)),
            ("`${data.total} % ${form.none}`", json!(0)),
            ("`${form.age} >= 18`", json!(true)),
            ("`(${form.city} != '') || (${form.none} != '')`", json!(true)),
            ("`(${form.none} != '')`", json!(false)),
            ("`!(${form.opt} && ${data.ok})`", json!(false)),
            ("`${form.none} == false`", json!(true)),
            ("`'Ana\\`s house'`", json!("Ana`s house")),
            ("`2 + 3 - 10 / 4`", json!(2.5)),
            ("`-3 + ${data.zero}`", json!(-3)),
        ] {
            assert_eq!(resolve(&json!(text), &screen), expected, "{text}");
        }
        assert_eq!(evaluate("${data.total} > 5", &screen), json!(true));
        assert_eq!(resolve(&json!({"a": ["${data.ok}"]}), &screen), json!({"a": [true]}));
    }

    #[test]
    fn hostile_expressions_end() {
        for text in [
            "(".repeat(4000),
            "!".repeat(4000),
            "1+".repeat(2000) + "1",
            "1 ".repeat(2000),
            "'".into(),
            "${".into(),
            "x".repeat(100_000),
        ] {
            let _ = evaluate(&text, &screen());
        }
    }
}
