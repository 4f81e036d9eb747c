//! Results as JUnit XML, which every build server reads.

use super::TestResult;

/// The results of one flow's tests as a JUnit document.
#[must_use]
pub fn junit(flow: &str, results: &[TestResult]) -> String {
    format!("{DECLARATION}{}", suite(flow, results))
}

/// The results of several flows' tests as one JUnit document.
#[must_use]
pub fn junit_of_many(flows: &[(String, Vec<TestResult>)]) -> String {
    let mut xml = format!("{DECLARATION}<testsuites>\n");
    for (flow, results) in flows {
        xml.push_str(&suite(flow, results));
    }
    xml.push_str("</testsuites>\n");
    xml
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn suite(flow: &str, results: &[TestResult]) -> String {
    let failed = results.iter().filter(|result| !result.passed()).count();
    let mut xml = format!(
        "<testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\">\n",
        escaped(flow),
        results.len()
    );
    for result in results {
        xml.push_str(&format!("  <testcase classname=\"{}\" name=\"{}\"", escaped(flow), escaped(&result.name)));
        if result.passed() {
            xml.push_str("/>\n");
            continue;
        }
        xml.push_str(">\n");
        for (step, message) in &result.failures {
            xml.push_str(&format!("    <failure message=\"{}\">step {}</failure>\n", escaped(message), step + 1));
        }
        xml.push_str("  </testcase>\n");
    }
    xml.push_str("</testsuite>\n");
    xml
}

/// Text that cannot end an attribute, without the characters XML 1.0 has no place for.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for mark in text.chars() {
        match mark {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            mark if (mark as u32) < 32 && mark != '\t' || matches!(mark, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            mark => escaped.push(mark),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_flows_are_one_document() {
        let result = TestResult {
            name: "ok".to_owned(),
            ..TestResult::default()
        };
        let xml = junit_of_many(&[("a".to_owned(), vec![result.clone()]), ("b".to_owned(), vec![result])]);
        assert_eq!((xml.matches("<?xml").count(), xml.matches("<testsuite ").count()), (1, 2));
        assert!(xml.ends_with("</testsuites>\n"));
    }

    #[test]
    fn failures_are_told_and_nothing_breaks_the_document() {
        let results = [
            TestResult {
                name: "goes \"well\"".to_owned(),
                ..TestResult::default()
            },
            TestResult {
                name: "<fails>".to_owned(),
                failures: vec![(1, "expected \"a\" & got\u{1}".to_owned())],
                ..TestResult::default()
            },
        ];
        let xml = junit("refund", &results);
        assert_eq!(
            xml,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"refund\" tests=\"2\" failures=\"1\">\n  <testcase classname=\"refund\" name=\"goes &quot;well&quot;\"/>\n  <testcase classname=\"refund\" name=\"&lt;fails&gt;\">\n    <failure message=\"expected &quot;a&quot; &amp; got\u{fffd}\">step 2</failure>\n  </testcase>\n</testsuite>\n"
        );
    }
}
