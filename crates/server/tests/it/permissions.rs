//! Every operation × every kind of person: the answer follows from the permission table alone. And nothing of another workspace is ever found.

mod actors;
pub mod operations;
mod swap;

use std::collections::BTreeSet;

use model::{Permission, Role};

use self::actors::{Actor, Actors, scopes};
use self::operations::{Operation, all};
use crate::support::TestApp;

/// What an actor must get from an operation.
#[derive(Debug, PartialEq, Eq)]
enum Expected {
    Reached,
    Refused(u16),
}

/// The permission table, spelled out for everyone who may knock.
fn expected(operation: &Operation, actor: Actor) -> Expected {
    use Expected::{Reached, Refused};
    let is_known = !matches!(actor, Actor::Anonymous | Actor::Expired | Actor::SignedOut | Actor::DisabledUser);
    match operation.permission.as_str() {
        "public" => Reached,
        word if operation.path.starts_with("/graph/") => program(word, actor),
        _ if !is_known => Refused(401),
        "account" | "instance_admin" if is_key(actor) => Refused(403),
        "account" => Reached,
        "instance_admin" if actor == Actor::InstanceAdmin => Reached,
        "instance_admin" => Refused(403),
        word => {
            let permission = Permission::ALL.iter().copied().find(|permission| permission.as_str() == word);
            let permission = permission.unwrap_or_else(|| panic!("{}: there is no permission {word}", operation.name()));
            match actor {
                Actor::Role(role) if role.may(permission) => Reached,
                Actor::Role(_) | Actor::DisabledMember => Refused(403),
                Actor::Stranger | Actor::RemovedMember | Actor::InstanceAdmin => Refused(404),
                // A key may what it was given, as long as whoever made it may.
                Actor::FullKey | Actor::ReadingKey if Role::Admin.may(permission) && scopes(actor).contains(&permission) => Reached,
                Actor::LoweredKey if Role::Agent.may(permission) && scopes(actor).contains(&permission) => Reached,
                Actor::FullKey | Actor::ReadingKey | Actor::LoweredKey => Refused(403),
                Actor::ForeignKey => Refused(404),
                Actor::RevokedKey | Actor::Anonymous | Actor::Expired | Actor::SignedOut | Actor::DisabledUser => Refused(401),
            }
        }
    }
}

/// Doors of Meta's shape take keys alone, and the key names the workspace: another workspace's key finds nothing of this one behind them.
fn program(word: &str, actor: Actor) -> Expected {
    let permission = Permission::ALL.iter().copied().find(|permission| permission.as_str() == word);
    let permission = permission.unwrap_or_else(|| panic!("there is no permission {word}"));
    let role = if actor == Actor::LoweredKey { Role::Agent } else { Role::Admin };
    match actor {
        Actor::FullKey | Actor::ReadingKey | Actor::LoweredKey | Actor::ForeignKey if role.may(permission) && scopes(actor).contains(&permission) => {
            Expected::Reached
        }
        Actor::FullKey | Actor::ReadingKey | Actor::LoweredKey | Actor::ForeignKey => Expected::Refused(403),
        _ => Expected::Refused(401),
    }
}

/// Does a program knock?
fn is_key(actor: Actor) -> bool {
    matches!(
        actor,
        Actor::FullKey | Actor::ReadingKey | Actor::LoweredKey | Actor::RevokedKey | Actor::ForeignKey
    )
}

#[tokio::test]
async fn i15_every_route_obeys_the_permission_table() {
    let app = TestApp::start().await;
    let actors = Actors::make(&app).await;
    let mut wrong = Vec::new();
    for operation in all() {
        // Signing out and deleting would change the actors themselves; their bodies are empty, so the handlers refuse what the guards let through.
        let path = operation.path_with(&actors.workspace.to_string());
        for actor in Actor::all() {
            let answer = actors
                .client(actor)
                .call(operation.method.clone(), &format!("!{path}"), operation.empty_body())
                .await;
            let got = if answer.reached() {
                Expected::Reached
            } else {
                Expected::Refused(answer.status.as_u16())
            };
            let expected = expected(&operation, actor);
            if got != expected {
                wrong.push(format!(
                    "{} as {actor:?}: expected {expected:?}, got {got:?} ({})",
                    operation.name(),
                    answer.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} mismatches:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn i15_the_table_of_routes() {
    let mut lines: Vec<String> = all()
        .iter()
        .map(|operation| format!("{:58} {}", operation.name(), operation.permission))
        .collect();
    lines.sort();
    insta::assert_snapshot!("routes", lines.join("\n"));
}

#[test]
fn i15_the_table_of_permissions() {
    let line = |permission: &Permission| {
        let roles: Vec<&str> = Role::ALL.iter().filter(|role| role.may(*permission)).map(|role| role.as_str()).collect();
        format!("{:28} {}", permission.as_str(), roles.join(" "))
    };
    insta::assert_snapshot!("permissions", Permission::ALL.iter().map(line).collect::<Vec<_>>().join("\n"));
}

#[test]
fn i15_no_route_is_served_that_the_document_does_not_know() {
    // The router's own list, as its debug text shows it.
    let (router, _) = server::router::routes().split();
    let text = format!("{router:?}");
    let mut served = BTreeSet::new();
    for part in text.split('"') {
        // Axum keeps its fallback as two routes of its own.
        let is_fallback = part == "/" || part.contains("__private");
        if part.starts_with('/') && !part.contains(' ') && !is_fallback {
            served.insert(part.to_owned());
        }
    }
    let documented: BTreeSet<String> = all().iter().map(|operation| operation.path.clone()).collect();
    assert!(served.len() > 20, "the router shows its routes: {text}");
    assert_eq!(served, documented);
}

#[tokio::test]
async fn i15_methods_the_document_does_not_know_are_refused() {
    let app = TestApp::start().await;
    let tenant = app.tenant("Lumen Home").await;
    let known: BTreeSet<(String, String)> = all()
        .iter()
        .map(|operation| (operation.path.clone(), operation.method.to_string()))
        .collect();
    let paths: BTreeSet<&String> = known.iter().map(|(path, _)| path).collect();
    for path in paths {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if known.contains(&(path.clone(), method.to_owned())) {
                continue;
            }
            let operation = Operation {
                path: path.clone(),
                method: method.parse().unwrap(),
                permission: String::new(),
                id: String::new(),
                has_body: false,
            };
            let answer = tenant
                .owner
                .call(
                    operation.method.clone(),
                    &format!("!{}", operation.path_with(&tenant.id.to_string())),
                    None,
                )
                .await;
            answer.refused(405, "request.method_not_allowed");
            assert!(!answer.reached());
        }
    }
}

/// Asked for elsewhere than at a route's guard, and tested there.
const ELSEWHERE: [&str; 4] = [
    // By the same routes as one's own, when they are for everybody.
    "canned_replies:manage",
    "saved_views:manage",
    // By the send itself, when it carries a reason to write in spite of an opt-out.
    "messages:override_opt_out",
    // By the simulator's mount, which is no route of ours.
    "simulator:use",
];

#[test]
fn every_permission_guards_something() {
    let used: BTreeSet<String> = all().into_iter().map(|operation| operation.permission).collect();
    let idle: Vec<&str> = Permission::ALL
        .iter()
        .map(|permission| permission.as_str())
        .filter(|word| !used.contains(*word))
        .collect();
    let idle: Vec<&str> = idle.into_iter().filter(|word| !ELSEWHERE.contains(word)).collect();
    assert_eq!(idle, Vec::<&str>::new(), "permissions that no operation asks for");
}
