//! Users, sessions, members, invitations, the audit log, and what time and a restore do to them.

use std::time::Duration;

use model::{Role, SessionId, Timestamp, UserId, WorkspaceId};
use serde_json::json;
use store::testing::threads::{self, TestThread};
use store::testing::{self, START, TestStore, both};
use store::{AuditActor, AuditFilter, Limit, NewAudit, NewInvitation, NewSession, NewUser, Store};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn user(store: &Store, email: &str) -> UserId {
    let mut tx = store.begin().await.unwrap();
    let new = NewUser {
        email: email.to_owned(),
        name: email.to_owned(),
        password_hash: "x".to_owned(),
        is_instance_admin: false,
    };
    let made = tx.system().create_user(&new).await.unwrap();
    tx.commit().await.unwrap();
    made.id
}

async fn session(store: &Store, user: UserId, expires_at: Timestamp) -> SessionId {
    let id = SessionId::new();
    let new = NewSession {
        id,
        user_id: user,
        refresh_hash: testing_hash(id),
        user_agent: String::new(),
        ip: String::new(),
        expires_at,
    };
    let mut tx = store.begin().await.unwrap();
    tx.system().create_session(&new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn testing_hash(id: SessionId) -> [u8; 32] {
    store::secrets::sha256(id.to_string().as_bytes())
}

async fn join(store: &Store, workspace: WorkspaceId, user: UserId, role: Role) {
    let mut tx = store.begin().await.unwrap();
    tx.workspace(workspace).create_member(user, role).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_address_belongs_to_one_user() {
    both(async |store| {
        let ana = user(store, "ana@example.com").await;
        let mut tx = store.begin().await.unwrap();
        let again = NewUser {
            email: "ana@example.com".to_owned(),
            name: "Eve".to_owned(),
            password_hash: "y".to_owned(),
            is_instance_admin: true,
        };
        assert!(tx.system().create_user(&again).await.unwrap_err().is_duplicate());
        drop(tx);
        let found = store.system().find_user_by_email("ana@example.com").await.unwrap().unwrap();
        assert_eq!((found.id, found.is_instance_admin), (ana, false));
    })
    .await;
}

#[tokio::test]
async fn a_caller_is_a_member_only_where_they_are_one() {
    both(async |store| {
        let (a, b) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let ana = user(store, "ana@example.com").await;
        join(store, a.id, ana, Role::Agent).await;
        let session = session(store, ana, START + DAY).await;
        let caller = async |workspace| store.system().find_caller(session, workspace).await.unwrap().unwrap();
        assert_eq!(caller(Some(a.id)).await.role(), Some(Role::Agent));
        assert_eq!(caller(Some(b.id)).await.role(), None);
        assert_eq!(caller(None).await.role(), None);
        let mut tx = store.begin().await.unwrap();
        tx.workspace(a.id).delete_workspace().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(caller(Some(a.id)).await.role(), None, "a deleted workspace has no members");
        assert!(store.system().find_caller(SessionId::new(), Some(b.id)).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_refresh_token_is_replaced_once() {
    both(async |store| {
        let ana = user(store, "ana@example.com").await;
        let session = session(store, ana, START + DAY).await;
        let (first, next) = (testing_hash(session), [2; 32]);
        let mut tx = store.begin().await.unwrap();
        assert!(tx.system().rotate_session(session, &first, &next, "", START + DAY).await.unwrap());
        assert!(
            !tx.system().rotate_session(session, &first, &[3; 32], "", START + DAY).await.unwrap(),
            "it is no longer the good one"
        );
        let row = tx.system().find_session(session).await.unwrap().unwrap();
        assert_eq!(
            (row.refresh_hash.as_slice(), row.previous_hash.as_deref()),
            (next.as_slice(), Some(first.as_slice()))
        );
    })
    .await;
}

#[tokio::test]
async fn ended_sessions_are_forgotten_and_live_ones_are_not() {
    both(async |store| {
        let ana = user(store, "ana@example.com").await;
        let (short, long, ended) = (
            session(store, ana, START + DAY).await,
            session(store, ana, START + DAY * 90).await,
            session(store, ana, START + DAY * 90).await,
        );
        let mut tx = store.begin().await.unwrap();
        assert!(tx.system().revoke_session(ana, ended, "test").await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(store.delete_ended_sessions(START).await.unwrap(), 0);
        assert_eq!(store.delete_ended_sessions(START + DAY * 2).await.unwrap(), 2);
        for (id, stays) in [(short, false), (long, true), (ended, false)] {
            assert_eq!(store.system().find_caller(id, None).await.unwrap().is_some(), stays);
        }
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_used_once_and_only_where_it_was_made() {
    both(async |store| {
        let (a, b) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let ana = user(store, "ana@example.com").await;
        let new = NewInvitation {
            email: "nia@example.com".to_owned(),
            role: Role::Agent,
            token_hash: [9; 32],
            invited_by: ana,
            expires_at: START + DAY,
        };
        let mut tx = store.begin().await.unwrap();
        let made = tx.workspace(a.id).create_invitation(&new).await.unwrap();
        assert!(tx.workspace(b.id).find_invitation_by_token(&[9; 32]).await.unwrap().is_none());
        assert!(!tx.workspace(b.id).accept_invitation(made.id, ana).await.unwrap());
        assert!(tx.workspace(a.id).accept_invitation(made.id, ana).await.unwrap());
        assert!(!tx.workspace(a.id).accept_invitation(made.id, ana).await.unwrap());
        assert!(!tx.workspace(a.id).revoke_invitation(made.id).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn the_audit_log_shows_only_its_own_workspace() {
    both(async |store| {
        let (a, b) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let entry = |action| NewAudit {
            actor: AuditActor::System,
            action,
            target_kind: "thing",
            target_id: "1".to_owned(),
            detail: json!({ "secret": false }),
            ip: String::new(),
            request_id: String::new(),
        };
        let mut tx = store.begin().await.unwrap();
        for action in ["thing.made", "thing.changed", "thingamajig.made"] {
            tx.workspace(a.id).append_audit(&entry(action)).await.unwrap();
        }
        tx.workspace(b.id).append_audit(&entry("thing.made")).await.unwrap();
        tx.commit().await.unwrap();
        let actions = async |filter: AuditFilter| {
            let page = store.workspace(a.id).list_audit(&filter, Limit::default(), None).await.unwrap();
            page.data.into_iter().map(|row| row.action).collect::<Vec<_>>()
        };
        assert_eq!(actions(AuditFilter::default()).await, ["thingamajig.made", "thing.changed", "thing.made"]);
        let of_things = AuditFilter {
            action: Some("thing.".to_owned()),
            ..AuditFilter::default()
        };
        assert_eq!(actions(of_things).await, ["thing.changed", "thing.made"]);
    })
    .await;
}

#[tokio::test]
async fn a_deleted_workspace_goes_with_everything_and_takes_nothing_else() {
    both(async |store| {
        let (a, b) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let ana = user(store, "ana@example.com").await;
        for (workspace, name) in [(&a, "CANARY-A"), (&b, "CANARY-B")] {
            join(store, workspace.id, ana, Role::Owner).await;
            fill(store, workspace, name).await;
        }
        assert!(store.dump().await.contains("CANARY-A"), "there is something to go");
        let other = sorted(&store.dump_of(b.id).await);
        let mut tx = store.begin().await.unwrap();
        tx.workspace(a.id).delete_workspace().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.purge_deleted_workspaces(START).await.unwrap(), 0, "not before its time");
        assert_eq!(store.purge_deleted_workspaces(START + DAY).await.unwrap(), 1);
        assert_eq!(store.purge_deleted_workspaces(START + DAY).await.unwrap(), 0);
        assert!(!store.dump().await.contains("CANARY-A"), "nothing of it is left");
        assert_eq!(store.dump_of(a.id).await, "");
        assert_eq!(sorted(&store.dump_of(b.id).await), other, "nothing else is gone");
        assert_eq!(store.system().list_memberships(ana).await.unwrap().len(), 1);
    })
    .await;
}

fn sorted(dump: &str) -> Vec<String> {
    let mut lines: Vec<String> = dump.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// A thread with a message, a reaction and a tag, under a name to look for.
async fn fill(store: &TestStore, workspace: &testing::TestWorkspace, name: &str) {
    let thread = TestThread {
        contact: name,
        preview: name,
        ..TestThread::default()
    }
    .insert(store, workspace)
    .await;
    let wamid = format!("wamid.{name}");
    threads::message(store, workspace, thread, START, &wamid, None).await;
    threads::reaction(store, workspace, &wamid, "👍").await;
    let mut tx = store.begin().await.unwrap();
    let tag = tx.workspace(workspace.id).create_tag(name, "red").await.unwrap();
    tx.workspace(workspace.id).add_contact_tag(thread.contact, tag.id).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn i20_a_restored_database_has_no_sessions_and_no_open_invitations_and_says_so() {
    both(async |store| {
        let a = testing::workspace(store, 1).await;
        let ana = user(store, "ana@example.com").await;
        let session = session(store, ana, START + DAY).await;
        let new = NewInvitation {
            email: "nia@example.com".to_owned(),
            role: Role::Agent,
            token_hash: [9; 32],
            invited_by: ana,
            expires_at: START + DAY,
        };
        let mut tx = store.begin().await.unwrap();
        let invitation = tx.workspace(a.id).create_invitation(&new).await.unwrap();
        tx.system().replace_setup_token(&[5; 32], START + DAY).await.unwrap();
        tx.system().mark_restored().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.system().restored_at().await.unwrap(), Some(START));
        assert!(!store.system().find_caller(session, None).await.unwrap().unwrap().is_session_alive(START));
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.workspace(a.id).accept_invitation(invitation.id, ana).await.unwrap());
        assert!(!tx.system().use_setup_token(&[5; 32]).await.unwrap());
        tx.system().resume_after_restore().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.system().restored_at().await.unwrap(), None);
    })
    .await;
}
