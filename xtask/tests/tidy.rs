//! The checks of `cargo xtask tidy` as tests, so that plain `cargo test` looks after the house.

use xtask::tidy::{CHECKS, Tree};

/// Runs the check of that name over the project as it is.
#[track_caller]
fn check(name: &str) {
    let (_, check) = CHECKS.iter().find(|(listed, _)| *listed == name).expect("the check is in the list");
    let findings = check(&Tree::read().expect("the project can be read")).expect("the check can run");
    let lines: Vec<_> = findings.iter().map(|finding| format!("  {finding}")).collect();
    assert!(findings.is_empty(), "{} found:\n{}", findings.len(), lines.join("\n"));
}

macro_rules! tests {
    ($($test:ident $name:literal,)*) => {
        $(#[test] fn $test() { check($name); })*

        #[test]
        fn every_check_is_a_test() {
            let tests = [$($name),*];
            let listed: Vec<_> = CHECKS.iter().map(|(name, _)| *name).collect();
            assert_eq!(listed, tests);
        }
    };
}

tests! {
    banned_crates_stay_out "banned crates stay out",
    documents_tell_the_truth_about_the_tree "documents tell the truth about the tree",
    every_module_says_what_it_is_for "every module says what it is for",
    guarantees_name_proofs_that_exist "guarantees name proofs that exist",
    lists_are_complete "lists are complete",
    modules_import_downward "modules import downward",
    no_file_is_forgotten "no file is forgotten",
    pure_rooms_stay_pure "pure rooms stay pure",
    rooms_open_only_listed_doors "rooms open only listed doors",
    sql_lives_in_the_store "sql lives in the store",
    statements_name_the_tenant "statements name the tenant",
    the_two_schemas_are_one "the two schemas are one",
}
