//! What all flows of a workspace share: values, opening hours, words that come before any flow.

use model::WorkspaceId;

use crate::db::{Connection, execute, fetch_optional, row};
use crate::reads::reads;
use crate::{Result, WorkspaceTx};

row! {
    /// As it is stored.
    #[derive(PartialEq, Eq)]
    pub struct FlowSettingsRow {
        /// Values, JSON.
        pub globals: String,
        /// Opening hours by name, JSON.
        pub calendars: String,
        /// Words for a person and for the menu, JSON.
        pub keywords: String,
        /// Grows with each change.
        pub version: i64,
    }
}

impl Default for FlowSettingsRow {
    fn default() -> Self {
        Self {
            globals: "{}".to_owned(),
            calendars: "{}".to_owned(),
            keywords: "{}".to_owned(),
            version: 0,
        }
    }
}

reads! {
    /// What all flows share; nothing yet is version 0.
    fn flow_settings() -> FlowSettingsRow = find;
}

async fn find(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<FlowSettingsRow> {
    let found = fetch_optional!(
        connection,
        FlowSettingsRow,
        "select globals, calendars, keywords, version from flow_settings where workspace_id = $1",
        workspace_id
    )?;
    Ok(found.unwrap_or_default())
}

impl WorkspaceTx<'_> {
    /// Writes what all flows share.
    pub async fn put_flow_settings(&mut self, settings: &FlowSettingsRow) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into flow_settings (workspace_id, globals, calendars, keywords, version, updated_at) values ($1, $2, $3, $4, 1, $5)
             on conflict (workspace_id) do update
                set globals = excluded.globals, calendars = excluded.calendars, keywords = excluded.keywords, version = flow_settings.version + 1,
                    updated_at = excluded.updated_at",
            workspace_id,
            settings.globals.as_str(),
            settings.calendars.as_str(),
            settings.keywords.as_str(),
            now
        )?;
        Ok(())
    }
}
