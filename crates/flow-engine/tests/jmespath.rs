//! Runs cases of the language: `tests/jmespath/*.json`, each a list of documents with expressions and what they give.

use flow_engine::expr::JmesPath;
use flow_engine::expr::jmespath::{Error, ErrorKind};
use serde_json::Value;

fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right)),
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len() && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}

fn run(expression: &str, given: &Value) -> Result<Value, Error> {
    JmesPath::parse(expression)?.search(given)
}

fn judge(case: &Value, given: &Value) -> Option<String> {
    let expression = case["expression"].as_str().expect("an expression");
    let found = run(expression, given);
    let fine = match (&found, case.get("error").and_then(Value::as_str), case.get("result")) {
        (Ok(found), None, Some(result)) => same(found, result),
        (Err(error), Some(wanted), _) => error.kind.to_string() == wanted || wanted == "runtime",
        _ => false,
    };
    (!fine).then(|| format!("{expression}\n  found {found:?}\n  wants {case}"))
}

#[test]
fn the_language_is_complete() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/jmespath");
    let (mut cases, mut wrong) = (0, Vec::new());
    for file in std::fs::read_dir(folder).unwrap() {
        let groups: Value = serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
        for group in groups.as_array().unwrap() {
            for case in group["cases"].as_array().unwrap().iter().filter(|case| case.get("bench").is_none()) {
                cases += 1;
                wrong.extend(judge(case, &group["given"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {cases} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases > 150, "only {cases} cases");
}

fn fails_at_a_limit(expression: &str, given: &Value) {
    match run(expression, given) {
        Err(error) => assert!(matches!(error.kind, ErrorKind::Limit | ErrorKind::Syntax), "{error:?}"),
        Ok(found) => assert!(found.to_string().len() <= 300 * 1024, "{} bytes", found.to_string().len()),
    }
}

#[test]
fn hostile_expressions_neither_abort_nor_explode() {
    let big = Value::from((0..5000).collect::<Vec<i64>>());
    for nested in ["(", "!", "[", "f(", "{a:", "a[?", "&"] {
        fails_at_a_limit(&nested.repeat(2000), &big);
        fails_at_a_limit(&nested.repeat(4000), &big);
    }
    for chain in ["a.", "a||", "a|", "a[0]", "@[]", "[@,@]|", "[*]"] {
        fails_at_a_limit(&format!("{}a", chain.repeat(4096 / chain.len() - 1)), &big);
        fails_at_a_limit(&format!("{}@", chain.repeat(60)), &big);
    }
    let text = Value::from("0123456789".repeat(100));
    fails_at_a_limit(&format!("{}@", "join('',[@,@])|".repeat(60)), &text);
    fails_at_a_limit(&format!("{}@", "[@,@]|".repeat(60)), &text);
    fails_at_a_limit(&format!("{}@", "{a:@,b:@}|".repeat(60)), &text);
    fails_at_a_limit(&format!("{}@", "[@,@][]|".repeat(60)), &text);
    fails_at_a_limit(
        "map(&map(&[@,@], @), @)",
        &Value::from((0..1000).map(|_| Value::from(vec![0; 100])).collect::<Vec<_>>()),
    );
    fails_at_a_limit("sort_by(@, &to_string(@))", &Value::from((0..200_000).collect::<Vec<i64>>()));
    fails_at_a_limit("[*].[*]", &big);
}

#[test]
fn work_is_the_same_each_time() {
    let given = Value::from((0..100_000).map(|n| (n * 7919) % 100_003).collect::<Vec<i64>>());
    let one = run("sort_by(@, &@)[-1]", &given).map_err(|error| error.kind);
    for _ in 0..3 {
        assert_eq!(run("sort_by(@, &@)[-1]", &given).map_err(|error| error.kind), one);
    }
}
