//! The audit log's chain: what is written is chained, and whatever is changed behind the program's back is named.

use serde_json::json;
use store::testing::{self, TestStore, both};
use store::{AuditActor, AuditChain, NewAudit};

async fn note(store: &TestStore, workspace: model::WorkspaceId, action: &'static str) {
    let mut tx = store.begin().await.unwrap();
    let entry = NewAudit {
        actor: AuditActor::Operator,
        action,
        target_kind: "thing",
        target_id: "one".to_owned(),
        detail: json!({ "a": 1 }),
        ip: "127.0.0.1".to_owned(),
        request_id: "req_1".to_owned(),
    };
    tx.workspace(workspace).append_audit(&entry).await.unwrap();
    tx.commit().await.unwrap();
}

fn found(chain: &AuditChain) -> Option<(i64, &str)> {
    chain.broken.as_ref().map(|broken| (broken.seq, broken.kind))
}

/// A log of five entries, changed by these statements, and where the check says it breaks.
async fn check(statement: &str, expected: Option<(i64, &str)>) {
    let statement = statement.to_owned();
    both(async |store| {
        let workspace = testing::workspace(store, 1).await.id;
        let before = store.workspace(workspace).verify_audit().await.unwrap();
        assert_eq!((before.checked, found(&before)), (0, None));
        for action in ["a.one", "a.two", "a.three", "a.four", "a.five"] {
            note(store, workspace, action).await;
        }
        store.break_with(&statement, &statement).await;
        let chain = store.workspace(workspace).verify_audit().await.unwrap();
        assert_eq!(found(&chain), expected, "{statement}");
        if expected.is_none() {
            assert_eq!((chain.checked, chain.head_seq, chain.head_hash.len()), (5, 5, 32));
        }
    })
    .await;
}

#[tokio::test]
async fn d08_an_untouched_log_is_intact() {
    check("select 1", None).await;
}

#[tokio::test]
async fn d08_an_edit_is_named() {
    check("update audit_entries set detail = '{}' where seq = 3", Some((3, "changed"))).await;
    check(
        "update audit_entries set ip = '127.0.0.10', request_id = 'eq_1' where seq = 2",
        Some((2, "changed")),
    )
    .await;
    check("update audit_entries set at = at + 1 where seq = 5", Some((5, "changed"))).await;
}

#[tokio::test]
async fn d08_a_deletion_is_named() {
    check("delete from audit_entries where seq = 1", Some((1, "missing"))).await;
    check("delete from audit_entries where seq = 4", Some((4, "missing"))).await;
    check("delete from audit_entries where seq >= 4", Some((4, "cut_off"))).await;
    check("delete from audit_entries", Some((1, "missing"))).await;
}

#[tokio::test]
async fn d08_a_new_order_is_named() {
    let swap = "update audit_entries set seq = 30 where seq = 3; update audit_entries set seq = 3 where seq = 2; update audit_entries set seq = 2 where seq = 30";
    check(swap, Some((2, "changed"))).await;
}

#[tokio::test]
async fn d08_an_entry_outside_of_the_chain_is_named() {
    check("update audit_entries set seq = null where seq = 5", Some((5, "cut_off"))).await;
    let add = "insert into audit_entries (workspace_id, id, actor_kind, action, target_kind, target_id, at)
               select workspace_id, workspace_id, 'operator', 'a.zero', 'thing', 'one', at from audit_entries where seq = 1";
    check(add, Some((0, "added"))).await;
}

/// Two transactions at the same time are chained one after the other, whatever else they lock, and a log of one workspace says nothing about another's.
#[tokio::test]
async fn entries_written_at_once_make_one_chain() {
    both(async |store| {
        let (one, other) = (testing::workspace(store, 1).await.id, testing::workspace(store, 2).await.id);
        let writes = (0..20).map(|number| note(store, if number % 4 == 0 { other } else { one }, "a.same"));
        futures::future::join_all(writes).await;
        for (workspace, count) in [(one, 15), (other, 5)] {
            let chain = store.workspace(workspace).verify_audit().await.unwrap();
            assert_eq!((chain.checked, found(&chain)), (count, None));
        }
    })
    .await;
}
