//! GUARANTEES.md names proofs that exist: each test in it is a test of the project, each command a chore.

use anyhow::Result;

use super::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let Some(text) = tree.text("GUARANTEES.md") else {
        return Ok(vec![Finding::new("GUARANTEES.md", "is missing")]);
    };
    let spans: Vec<_> = text.split('`').skip(1).step_by(2).collect();
    let tests = spans.iter().filter(|span| is_test_name(span));
    let gone = tests.filter(|name| !tree.under("", ".rs").any(|source| source.text.contains(&format!("fn {name}("))));
    let mut findings: Vec<_> = gone
        .map(|name| Finding::new("GUARANTEES.md", format!("names the test `{name}`, which does not exist")))
        .collect();
    let chores = spans.iter().filter_map(|span| span.strip_prefix("cargo xtask ")?.split(' ').next());
    let main = tree.text("xtask/src/main.rs").unwrap_or_default();
    let unknown = chores.filter(|chore| !main.contains(&format!("\"{chore}\" =>")));
    findings.extend(unknown.map(|chore| Finding::new("GUARANTEES.md", format!("names `cargo xtask {chore}`, which does not exist"))));
    Ok(findings)
}

/// `regrouped_delivery_makes_one_message`: at least three words joined by `_`.
fn is_test_name(span: &str) -> bool {
    span.matches('_').count() >= 2
        && span
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_that_does_not_exist_is_found() {
        let tree = Tree::of(&[
            ("GUARANTEES.md", "`a_b_holds` `a_b_gone` `cargo xtask prove --ci` `cargo xtask dance`"),
            ("crates/a/src/lib.rs", "#[test]\nfn a_b_holds() {}\n"),
            ("xtask/src/main.rs", "\"prove\" => …"),
        ]);
        let says: Vec<_> = check(&tree).unwrap().into_iter().map(|finding| finding.says).collect();
        assert_eq!(
            says,
            [
                "names the test `a_b_gone`, which does not exist",
                "names `cargo xtask dance`, which does not exist"
            ]
        );
    }

    #[test]
    fn no_file_is_no_evidence() {
        assert_eq!(check(&Tree::of(&[])).unwrap().len(), 1);
    }
}
