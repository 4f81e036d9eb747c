//! Every starter passes the checker and its own tests, which take nearly all of its lines.

use std::sync::Arc;

use flow_engine::check::{Severity, World, check};
use flow_engine::flow_test::{coverage, play};
use flow_engine::starters::{Starter, starters};
use flow_engine::{Flow, FlowRef, Graph};

fn flow(starter: &Starter) -> Arc<Flow> {
    let (graph, unreadable) = Graph::read(starter.graph.clone());
    assert_eq!(unreadable, [], "{}", starter.slug);
    Arc::new(Flow::new(FlowRef::new(&starter.slug, "1"), graph))
}

#[test]
fn the_checker_has_nothing_to_say() {
    for starter in starters() {
        let findings: Vec<_> = check(&flow(&starter), &World::default())
            .into_iter()
            .filter(|finding| finding.severity != Severity::Hint)
            .collect();
        assert!(findings.is_empty(), "{}: {findings:#?}", starter.slug);
    }
}

#[test]
fn their_tests_pass() {
    let mut wrong = Vec::new();
    for starter in starters() {
        let flow = flow(&starter);
        let results: Vec<_> = starter.tests.iter().map(|test| play(&flow, &[], test).result).collect();
        wrong.extend(
            results
                .iter()
                .filter(|result| !result.passed())
                .map(|result| format!("{}: {result:#?}", starter.slug)),
        );
        let coverage = coverage(&flow, &results);
        if coverage.percent() < 75 {
            wrong.push(format!(
                "{}: {}% of the lines, not {:?}",
                starter.slug,
                coverage.percent(),
                coverage.missed
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_eight_and_each_says_what_it_is() {
    let starters = starters();
    assert_eq!(starters.len(), 8);
    assert!(starters.iter().all(|starter| starter.description.len() > 40 && starter.tests.len() >= 2));
}
