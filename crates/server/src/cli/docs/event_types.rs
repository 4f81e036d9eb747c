//! `web/src/generated/events.ts`: the names of what is told to open consoles, for the web app's table of shapes.

pub(super) fn module() -> String {
    let mut module = "// Written by `cargo xtask codegen` from crates/app/src/events.rs; do not edit.\n\nexport const eventTypes = [\n".to_owned();
    for event in app::events::ALL {
        module += &format!("  '{}',\n", event.kind);
    }
    module + "] as const;\n\n/** What an event of a workspace is called. */\nexport type EventType = (typeof eventTypes)[number];\n"
}
