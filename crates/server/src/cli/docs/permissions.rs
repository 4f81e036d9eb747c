//! `docs/permissions.md`: who may do what, and which operations ask for it.

use std::collections::BTreeMap;

use model::{Permission, Role};
use serde_json::Value;

use super::row;

const HEAD: &str = "\
# Permissions

Written by `cargo xtask codegen` from `crates/model/src/access.rs` and the routes; do not edit.

A member has one role in a workspace; the role holds permissions; every operation of a workspace demands one. Changes count on the next request.

";

pub(super) fn page() -> String {
    let document = crate::router::document();
    let operations = by_permission(&document);
    let mut page = HEAD.to_owned();
    let roles: Vec<Role> = Role::ALL.into_iter().rev().collect();
    let mut heads = vec!["Permission", "Lets a member"];
    heads.extend(roles.iter().map(|role| role.as_str()));
    page += &row(&heads);
    page += &row(&vec!["---"; heads.len()]);
    for permission in Permission::ALL {
        let word = format!("`{}`", permission.as_str());
        let mut cells = vec![word.as_str(), permission.description().trim()];
        cells.extend(roles.iter().map(|role| if role.may(*permission) { "yes" } else { "" }));
        page += &row(&cells);
    }
    page += "\n## Operations\n\n`public`: anyone. `account`: anyone signed in. `instance_admin`: who looks after the installation.\n\n";
    page += &row(&["Demands", "Operation", "Does"]);
    page += &row(&["---", "---", "---"]);
    for (permission, operations) in operations {
        for (name, summary) in operations {
            page += &row(&[&format!("`{permission}`"), &format!("`{name}`"), summary]);
        }
    }
    page
}

fn by_permission(document: &Value) -> BTreeMap<&str, Vec<(String, &str)>> {
    let mut found: BTreeMap<&str, Vec<(String, &str)>> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let permission = operation["x-permission"].as_str().unwrap_or("undeclared");
            let summary = operation["summary"].as_str().unwrap_or_default();
            found
                .entry(permission)
                .or_default()
                .push((format!("{} {path}", method.to_uppercase()), summary));
        }
    }
    found
}
