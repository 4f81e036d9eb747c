//! What we understand of every fixture.

use super::{fixtures, summary};

#[test]
fn every_fixture_is_understood() {
    let mut readings = std::collections::BTreeMap::<String, String>::new();
    for fixture in fixtures::all() {
        let page = match fixture.field.as_str() {
            "messages" => format!("messages-{}", fixture.kind()),
            field => field.to_owned(),
        };
        let reading = format!("{}:\n{}\n\n", fixture.name, summary::of(&fixture.delivery()));
        readings.entry(page).or_default().push_str(&reading);
    }
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots/webhooks"}, {
        for (page, reading) in readings {
            insta::assert_snapshot!(page, reading);
        }
    });
}
