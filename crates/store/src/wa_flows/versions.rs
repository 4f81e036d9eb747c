//! Kept versions of a form's text: each upload, each publishing, and what was found at Meta.

use model::{Timestamp, UserId, WaFlowId, WorkspaceId};

use crate::db::{Connection, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result};

/// The newest versions that are listed.
const MOST: i64 = 500;

row! {
    /// A kept version, without its text.
    #[derive(PartialEq, Eq)]
    pub struct WaFlowVersionRow {
        /// From 1.
        pub number: i64,
        /// `uploaded`, `published` or `found`.
        pub kind: String,
        /// Hash of its text.
        pub hash: String,
        /// How many errors Meta found in it.
        pub errors: i64,
        /// Who uploaded or published it.
        pub created_by: Option<UserId>,
        /// When it was kept.
        pub created_at: Timestamp,
    }
}

reads! {
    /// The newest 500 versions, the newest first.
    fn list_wa_flow_versions(id: WaFlowId) -> Vec<WaFlowVersionRow> = list;
    /// The text of a version.
    fn get_wa_flow_version(id: WaFlowId, number: i64) -> String = get;
    /// The text that was last published, uploaded or found: what Meta has.
    fn find_newest_wa_flow_version(id: WaFlowId) -> Option<String> = newest;
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId) -> Result<Vec<WaFlowVersionRow>> {
    fetch_all!(
        connection,
        WaFlowVersionRow,
        "select number, kind, hash, errors, created_by, created_at
           from wa_flow_versions
          where workspace_id = $1 and wa_flow_id = $2
          order by number desc
          limit $3",
        workspace_id,
        id,
        MOST
    )
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId, number: i64) -> Result<String> {
    let found: Option<(String,)> = fetch_optional!(
        connection,
        (String,),
        "select json from wa_flow_versions where workspace_id = $1 and wa_flow_id = $2 and number = $3",
        workspace_id,
        id,
        number
    )?;
    found.map(|(json,)| json).ok_or(Error::NotFound("version"))
}

async fn newest(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId) -> Result<Option<String>> {
    let found: Option<(String,)> = fetch_optional!(
        connection,
        (String,),
        "select json
           from wa_flow_versions
          where workspace_id = $1 and wa_flow_id = $2
          order by number desc
          limit 1",
        workspace_id,
        id
    )?;
    Ok(found.map(|(json,)| json))
}
