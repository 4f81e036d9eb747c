//! `docs/events.md`: what is told to open consoles.

use super::row;

const HEAD: &str = "\
# Realtime events

Written by `cargo xtask codegen` from `crates/app/src/events.rs`; do not edit.

Each event of a workspace has the next number (`seq`) and is kept for seven days: a client that was away asks for what came after its last number, over the
socket (`auth.after`) or with `GET /api/v1/workspaces/{workspace}/events?after=`. The shape is `{ seq, type, at, data }`. Shapes in `data` are the ones the
REST interface answers with.

";

pub(super) fn page() -> String {
    let mut page = HEAD.to_owned();
    page += &row(&["Event", "When", "`data`"]);
    page += &row(&["---", "---", "---"]);
    for event in app::events::ALL {
        page += &row(&[&format!("`{}`", event.kind), event.when, &format!("`{}`", event.data)]);
    }
    page
}
