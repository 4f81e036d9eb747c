//! A merge forgets nothing: whatever names a contact or a conversation is thought of.

use store::testing::both;

/// Tables with a column that names a contact or a conversation, and what a merge does about it. A new table belongs here, and in
/// `crates/store/src/ingest/merge.rs` if its rows must come along.
const THOUGHT_OF: &[(&str, &str)] = &[
    ("contact_distinctions", "pairs are kept for the contact that stays"),
    ("contact_identities", "move"),
    ("contact_merges", "point to the contact that stays"),
    ("contact_tags", "join"),
    ("conversation_merges", "point to the thread that stays"),
    ("conversations", "join or move"),
    ("drafts", "move, unless the member writes in the thread that stays, too"),
    ("flow_inputs", "move"),
    ("flow_runs", "move; those under way in the thread that goes end"),
    ("events", "stay: history of screens, with ids of then"),
    ("flow_exchanges", "move"),
    ("identity_moves", "are kept for the contact that stays"),
    (
        "import_contacts",
        "go with the contact that goes: who stays is not taken back with an import",
    ),
    ("messages", "move"),
    ("notes", "move"),
    ("notifications", "move, unless the member is told the same in the thread that stays, too"),
    ("opt_out_entries", "move"),
    ("outbox", "move"),
    ("read_markers", "are added up"),
    ("scheduled_messages", "move"),
    (
        "search_documents",
        "move, and are written anew soon; the document of the contact that goes goes with it",
    ),
    ("submissions", "move"),
    ("wa_flow_tokens", "move"),
];

#[tokio::test]
async fn every_table_that_names_a_contact_or_a_thread_is_thought_of() {
    both(async |store| {
        let naming = store
            .tables_with_columns(&["contact_id", "conversation_id", "into_id", "one_id", "to_id"])
            .await;
        let known: Vec<&str> = THOUGHT_OF.iter().map(|(table, _)| *table).collect();
        let forgotten: Vec<&String> = naming.iter().filter(|table| !known.contains(&table.as_str())).collect();
        assert!(forgotten.is_empty(), "say what a merge does about {forgotten:?}");
        let gone: Vec<&&str> = known.iter().filter(|table| !naming.iter().any(|name| name == **table)).collect();
        assert!(gone.is_empty(), "{gone:?} are no more");
    })
    .await;
}
