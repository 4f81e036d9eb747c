//! Flows: drafts are saved by whoever read them last, versions never change, and nothing crosses workspaces.

use std::time::Duration;

use model::{FlowId, WorkspaceId};
use store::testing::threads::user;
use store::testing::{self, TestStore, both};
use store::{Error, FlowFilter, FlowState, Limit, NewFlow, NewFlowDraft, NewFlowVersion};

fn draft(graph_json: &str) -> NewFlowDraft<'_> {
    NewFlowDraft {
        graph_json,
        errors: 2,
        warnings: 1,
        has_changes: true,
        triggers: r#"["message"]"#,
        saved_by: None,
    }
}

fn version<'a>(graph_json: &'a str, note: &'a str) -> NewFlowVersion<'a> {
    NewFlowVersion {
        graph_json,
        note,
        node_count: 3,
        triggers: r#"["api"]"#,
        published_by: None,
        has_changes: false,
    }
}

async fn flow(store: &TestStore, workspace: WorkspaceId, name: &str) -> FlowId {
    let id = FlowId::new();
    let mut tx = store.begin().await.unwrap();
    let new = NewFlow {
        id,
        name,
        description: "",
        draft: draft("{}"),
    };
    tx.workspace(workspace).create_flow(&new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn of_two_who_read_the_same_draft_one_saves() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let me = user(store, "Priya").await;
        let id = flow(store, ours.id, "Menu").await;
        let mut tx = store.begin().await.unwrap();
        let mine = NewFlowDraft {
            saved_by: Some(me),
            ..draft(r#"{"a":1}"#)
        };
        assert_eq!(tx.workspace(ours.id).save_flow_draft(id, &mine, Some(1)).await.unwrap(), 2);
        let late = tx.workspace(ours.id).save_flow_draft(id, &draft(r#"{"b":1}"#), Some(1)).await;
        assert!(matches!(late, Err(Error::VersionMismatch("flow"))), "{late:?}");
        assert_eq!(tx.workspace(ours.id).save_flow_draft(id, &mine, None).await.unwrap(), 3);
        let late = tx.workspace(ours.id).publish_flow(id, &version("{}", ""), Some(2)).await;
        assert!(matches!(late, Err(Error::VersionMismatch("flow"))), "{late:?}");
        tx.commit().await.unwrap();
        let kept = store.workspace(ours.id).get_flow_draft(id).await.unwrap();
        assert_eq!(
            (kept.graph_json.as_str(), kept.revision, kept.saver_name.as_deref()),
            (r#"{"a":1}"#, 3, Some("Priya"))
        );
    })
    .await;
}

#[tokio::test]
async fn versions_count_up_and_keep_their_graphs() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let id = flow(store, ours.id, "Menu").await;
        let mut tx = store.begin().await.unwrap();
        let mut workspace = tx.workspace(ours.id);
        assert!(!workspace.switch_flow(id, true).await.unwrap(), "it was never published");
        assert_eq!(workspace.publish_flow(id, &version(r#"{"one":1}"#, "first"), Some(1)).await.unwrap(), 1);
        let first = workspace.get_flow(id).await.unwrap();
        assert!(first.enabled && !first.has_changes, "the first version switches the flow on");
        assert!(workspace.switch_flow(id, false).await.unwrap());
        assert_eq!(workspace.publish_flow(id, &version(r#"{"two":2}"#, "second"), None).await.unwrap(), 2);
        let row = workspace.get_flow(id).await.unwrap();
        assert_eq!(
            (row.live_version, row.live_note.as_deref(), row.enabled),
            (Some(2), Some("second"), false)
        );
        tx.commit().await.unwrap();
        let reads = store.workspace(ours.id);
        assert_eq!(reads.get_flow_graph(id, 1).await.unwrap(), r#"{"one":1}"#);
        let page = reads.list_flow_versions(id, Limit::clamped(1), None).await.unwrap();
        assert_eq!(page.data[0].number, 2);
        let next = reads
            .list_flow_versions(id, Limit::clamped(1), page.next_cursor.as_deref())
            .await
            .unwrap();
        assert_eq!((next.data[0].number, next.next_cursor), (1, None));
        assert!(matches!(reads.get_flow_graph(id, 3).await, Err(Error::NotFound(_))));
    })
    .await;
}

#[tokio::test]
async fn publishing_at_the_same_time_gives_two_numbers() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let id = flow(store, ours.id, "Menu").await;
        let publish = async || {
            let mut tx = store.begin().await.unwrap();
            let number = tx.workspace(ours.id).publish_flow(id, &version("{}", ""), None).await.unwrap();
            tx.commit().await.unwrap();
            number
        };
        let (one, two) = futures::join!(publish(), publish());
        assert_eq!(one + two, 3);
    })
    .await;
}

#[tokio::test]
async fn lists_are_by_change_and_by_state() {
    both(async |store| {
        let ours = testing::workspace(store, 1).await;
        let mut ids = Vec::new();
        for name in ["Alpha 100%", "Beta", "Gamma"] {
            store.clock.advance(Duration::from_secs(1));
            ids.push(flow(store, ours.id, name).await);
        }
        store.clock.advance(Duration::from_secs(1));
        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).publish_flow(ids[0], &version("{}", ""), None).await.unwrap();
        tx.workspace(ours.id).publish_flow(ids[1], &version("{}", ""), None).await.unwrap();
        tx.workspace(ours.id).switch_flow(ids[1], false).await.unwrap();
        tx.commit().await.unwrap();
        let names = async |text: Option<&str>, state: Option<FlowState>| {
            let filter = FlowFilter {
                text: text.map(str::to_owned),
                state,
            };
            let (mut names, mut cursor) = (Vec::new(), None);
            loop {
                let page = store
                    .workspace(ours.id)
                    .list_flows(&filter, Limit::clamped(1), cursor.as_deref())
                    .await
                    .unwrap();
                names.extend(page.data.into_iter().map(|flow| flow.name));
                cursor = page.next_cursor;
                if cursor.is_none() {
                    return names;
                }
            }
        };
        assert_eq!(names(None, None).await.len(), 3);
        assert_eq!(names(None, None).await[2], "Gamma", "what was published changed last");
        assert_eq!(names(None, Some(FlowState::Draft)).await, ["Gamma"]);
        assert_eq!(names(None, Some(FlowState::Live)).await, ["Alpha 100%"]);
        assert_eq!(names(None, Some(FlowState::Off)).await, ["Beta"]);
        assert_eq!(names(Some("100%"), None).await, ["Alpha 100%"]);
        assert_eq!(names(Some("%"), None).await, ["Alpha 100%"]);
        assert_eq!(names(Some("MMA"), None).await, ["Gamma"]);
        let known = store.workspace(ours.id).list_flow_names().await.unwrap();
        assert_eq!(known.iter().map(|flow| flow.live_version).collect::<Vec<_>>(), [Some(1), Some(1), None]);
    })
    .await;
}

#[tokio::test]
async fn a_name_is_taken_once_and_nothing_crosses_workspaces() {
    both(async |store| {
        let (ours, theirs) = (testing::workspace(store, 1).await, testing::workspace(store, 2).await);
        let id = flow(store, ours.id, "Menu").await;
        flow(store, theirs.id, "menu").await;
        let mut tx = store.begin().await.unwrap();
        let again = NewFlow {
            id: FlowId::new(),
            name: "MENU",
            description: "",
            draft: draft("{}"),
        };
        assert!(tx.workspace(ours.id).create_flow(&again).await.unwrap_err().is_duplicate());
        drop(tx);
        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).publish_flow(id, &version("{}", ""), None).await.unwrap();
        let test = tx.workspace(ours.id).create_flow_test(id, "greets", "steps: []", None).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = store.begin().await.unwrap();
        let mut other = tx.workspace(theirs.id);
        assert!(matches!(
            other.save_flow_draft(id, &draft("{}"), None).await,
            Err(Error::NotFound("flow"))
        ));
        assert!(matches!(
            other.publish_flow(id, &version("{}", ""), None).await,
            Err(Error::NotFound("flow"))
        ));
        assert!(matches!(other.update_flow(id, "x", "", None).await, Err(Error::NotFound("flow"))));
        assert!(matches!(other.delete_flow(id).await, Err(Error::NotFound("flow"))));
        assert!(!other.switch_flow(id, false).await.unwrap());
        assert!(matches!(other.update_flow_test(id, test, "x", "", None).await, Err(Error::NotFound(_))));
        assert!(matches!(other.delete_flow_test(id, test).await, Err(Error::NotFound(_))));
        assert!(matches!(other.get_flow_test(id, test).await, Err(Error::NotFound(_))));
        assert!(other.list_flow_tests(id).await.unwrap().is_empty());
        assert!(matches!(other.get_flow_graph(id, 1).await, Err(Error::NotFound(_))));
        drop(tx);
        assert!(
            store
                .workspace(theirs.id)
                .list_flow_versions(id, Limit::default(), None)
                .await
                .unwrap()
                .data
                .is_empty()
        );

        let mut tx = store.begin().await.unwrap();
        tx.workspace(ours.id).delete_flow(id).await.unwrap();
        tx.commit().await.unwrap();
        let reads = store.workspace(ours.id);
        assert!(reads.list_flow_tests(id).await.unwrap().is_empty(), "its tests go with it");
        assert!(reads.get_flow_graph(id, 1).await.is_err(), "and its versions");
        assert_eq!(reads.count_flows().await.unwrap(), 0);
    })
    .await;
}
