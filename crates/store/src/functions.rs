//! Functions: what is being written, every version that went live, and the last calls of each.

use model::{FunctionId, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, WorkspaceTx};

mod calls;

pub use calls::{FunctionCallRow, KEPT_FUNCTION_CALLS, NewFunctionCall};

/// Functions of a workspace.
pub const MAX_FUNCTIONS: i64 = 200;
/// Versions that are listed: the latest.
const MAX_VERSIONS: i64 = 500;

row! {
    /// A function, without its source.
    #[derive(PartialEq, Eq)]
    pub struct FunctionRow {
        /// Its id.
        pub id: FunctionId,
        /// What it is called.
        pub name: String,
        /// What it is for.
        pub description: String,
        /// How long a call may take.
        pub timeout_ms: i64,
        /// How much JavaScript's heap may hold.
        pub memory_mb: i64,
        /// Hosts it may fetch from, a JSON list.
        pub allow_hosts: String,
        /// Grows with every saved draft.
        pub draft_revision: i64,
        /// When the draft was last saved.
        pub draft_saved_at: Timestamp,
        /// The version that callers get.
        pub live_version: Option<i64>,
        /// The draft that went live.
        pub live_revision: Option<i64>,
        /// When it was made.
        pub created_at: Timestamp,
        /// When anything of it last changed.
        pub updated_at: Timestamp,
    }
}

row! {
    /// A version that went live.
    pub struct FunctionVersionRow {
        /// Its number; the first is 1.
        pub number: i64,
        /// What changed, in its author's words.
        pub note: String,
        /// Who published it.
        pub published_by: UserId,
        /// Their name now.
        pub published_by_name: Option<String>,
        /// When.
        pub published_at: Timestamp,
    }
}

row! {
    /// All that a call needs.
    pub struct FunctionRun {
        /// Which version; none is the draft.
        pub version: Option<i64>,
        /// The source.
        pub source: String,
        /// How long a call may take.
        pub timeout_ms: i64,
        /// How much JavaScript's heap may hold.
        pub memory_mb: i64,
        /// Hosts it may fetch from, a JSON list.
        pub allow_hosts: String,
    }
}

macro_rules! select_function {
    ($rest:literal) => {
        concat!(
            "select id, name, description, timeout_ms, memory_mb, allow_hosts, draft_revision, draft_saved_at, live_version, live_revision,
                    created_at, updated_at
               from functions ",
            $rest
        )
    };
}

reads! {
    /// One function.
    fn get_function(id: FunctionId) -> FunctionRow = get;
    /// The functions, by name: at most [`MAX_FUNCTIONS`].
    fn list_functions() -> Vec<FunctionRow> = list;
    /// What is being written, with its revision and when it was saved.
    fn get_function_draft(id: FunctionId) -> (String, i64, Timestamp) = draft;
    /// What a call of the draft needs.
    fn get_function_draft_run(id: FunctionId) -> FunctionRun = draft_run;
    /// What a call needs: of this version, or of the live one; nothing when there is none.
    fn find_function_run(id: FunctionId, version: Option<i64>) -> Option<FunctionRun> = run;
    /// The versions, the latest first.
    fn list_function_versions(id: FunctionId) -> Vec<FunctionVersionRow> = versions;
    /// One version and its source.
    fn get_function_version(id: FunctionId, number: i64) -> (FunctionVersionRow, String) = version;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FunctionId) -> Result<FunctionRow> {
    fetch_optional!(
        connection,
        FunctionRow,
        select_function!("where workspace_id = $1 and id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("function"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<FunctionRow>> {
    fetch_all!(
        connection,
        FunctionRow,
        select_function!("where workspace_id = $1 order by name limit $2"),
        workspace_id,
        MAX_FUNCTIONS
    )
}

async fn draft(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FunctionId) -> Result<(String, i64, Timestamp)> {
    let found: Option<(String, i64, Timestamp)> = fetch_optional!(
        connection,
        (String, i64, Timestamp),
        "select draft, draft_revision, draft_saved_at from functions where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?;
    found.ok_or(Error::NotFound("function"))
}

async fn draft_run(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FunctionId) -> Result<FunctionRun> {
    fetch_optional!(
        connection,
        FunctionRun,
        "select cast(null as bigint) as version, draft as source, timeout_ms, memory_mb, allow_hosts
           from functions
          where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("function"))
}

async fn run(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FunctionId, version: Option<i64>) -> Result<Option<FunctionRun>> {
    fetch_optional!(
        connection,
        FunctionRun,
        "select version.number as version, version.source, function.timeout_ms, function.memory_mb, function.allow_hosts
           from functions function
           join function_versions version
             on version.workspace_id = function.workspace_id and version.function_id = function.id
            and version.number = coalesce($3, function.live_version)
          where function.workspace_id = $1 and function.id = $2",
        workspace_id,
        id,
        version
    )
}

async fn versions(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FunctionId) -> Result<Vec<FunctionVersionRow>> {
    fetch_all!(
        connection,
        FunctionVersionRow,
        "select version.number, version.note, version.published_by, person.name as published_by_name, version.published_at
           from function_versions version
           left join users person on person.id = version.published_by
          where version.workspace_id = $1 and version.function_id = $2
          order by version.number desc
          limit $3",
        workspace_id,
        id,
        MAX_VERSIONS
    )
}

async fn version(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: FunctionId, number: i64) -> Result<(FunctionVersionRow, String)> {
    let source: Option<(String,)> = fetch_optional!(
        connection,
        (String,),
        "select source from function_versions where workspace_id = $1 and function_id = $2 and number = $3",
        workspace_id,
        id,
        number
    )?;
    let (source,) = source.ok_or(Error::NotFound("version of the function"))?;
    let row = fetch_one!(
        connection,
        FunctionVersionRow,
        "select version.number, version.note, version.published_by, person.name as published_by_name, version.published_at
           from function_versions version
           left join users person on person.id = version.published_by
          where version.workspace_id = $1 and version.function_id = $2 and version.number = $3",
        workspace_id,
        id,
        number
    )?;
    Ok((row, source))
}

impl WorkspaceTx<'_> {
    /// Adds a function; [`Error::Duplicate`] when its name is taken.
    pub async fn create_function(&mut self, function: &FunctionRow, source: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into functions (workspace_id, id, name, description, timeout_ms, memory_mb, allow_hosts, draft, draft_revision, draft_saved_at,
                                    created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9, $9)",
            workspace_id,
            function.id,
            function.name.as_str(),
            function.description.as_str(),
            function.timeout_ms,
            function.memory_mb,
            function.allow_hosts.as_str(),
            source,
            now
        )?;
        Ok(())
    }

    /// Writes a function's settings; [`Error::Duplicate`] when its name is taken.
    pub async fn update_function(&mut self, function: &FunctionRow) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update functions
                set name = $3, description = $4, timeout_ms = $5, memory_mb = $6, allow_hosts = $7, updated_at = $8
              where workspace_id = $1 and id = $2",
            workspace_id,
            function.id,
            function.name.as_str(),
            function.description.as_str(),
            function.timeout_ms,
            function.memory_mb,
            function.allow_hosts.as_str(),
            now
        )?;
        if changed == 0 { Err(Error::NotFound("function")) } else { Ok(()) }
    }

    /// Saves a draft over the revision it was made from (any, when absent); gives its own.
    pub async fn save_function_draft(&mut self, id: FunctionId, source: &str, from: Option<i64>) -> Result<i64> {
        let (workspace_id, now) = (self.id(), self.now());
        let saved: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "update functions
                set draft = $3, draft_revision = draft_revision + 1, draft_saved_at = $4, updated_at = $4
              where workspace_id = $1 and id = $2 and ($5 is null or draft_revision = $5)
             returning draft_revision",
            workspace_id,
            id,
            source,
            now,
            from
        )?;
        match saved {
            Some((revision,)) => Ok(revision),
            None => {
                self.get_function(id).await?;
                Err(Error::VersionMismatch("draft"))
            }
        }
    }

    /// Makes the draft the live version; gives its number.
    pub async fn publish_function(&mut self, id: FunctionId, note: &str, by: UserId) -> Result<i64> {
        let (workspace_id, now) = (self.id(), self.now());
        let (source, revision, _) = self.get_function_draft(id).await?;
        let (last,): (i64,) = fetch_one!(
            self,
            (i64,),
            "select cast(coalesce(max(number), 0) as bigint) from function_versions where workspace_id = $1 and function_id = $2",
            workspace_id,
            id
        )?;
        execute!(
            self,
            "insert into function_versions (workspace_id, function_id, number, source, note, published_by, published_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            workspace_id,
            id,
            last + 1,
            source,
            note,
            by,
            now
        )?;
        execute!(
            self,
            "update functions set live_version = $3, live_revision = $4, updated_at = $5 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            last + 1,
            revision,
            now
        )?;
        Ok(last + 1)
    }

    /// How many functions there are.
    pub async fn count_functions(&mut self) -> Result<i64> {
        let workspace_id = self.id();
        let (count,): (i64,) = fetch_one!(self, (i64,), "select count(*) from functions where workspace_id = $1", workspace_id)?;
        Ok(count)
    }

    /// Removes a function with its versions and calls.
    pub async fn delete_function(&mut self, id: FunctionId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(self, "delete from functions where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("function")) } else { Ok(()) }
    }
}
