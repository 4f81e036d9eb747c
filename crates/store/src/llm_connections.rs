//! Language models a workspace may ask: where they are, the key that opens them, and what they cost in each month.

use model::{LlmConnectionId, Timestamp, WorkspaceId};
use secrecy::SecretString;

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::secrets::{Place, Sealed};
use crate::{Error, Result, Workspace, WorkspaceTx};

/// Connections a workspace may have.
pub const MAX_LLM_CONNECTIONS: i64 = 50;

const API_KEY: &str = "llm_connections.api_key";

row! {
    /// A model that flows may ask, without its key. Prices and budgets are millionths of the currency, prices per million tokens.
    #[derive(PartialEq, Eq)]
    pub struct LlmConnectionRow {
        /// Its id.
        pub id: LlmConnectionId,
        /// What flows call it.
        pub name: String,
        /// `openai`, `anthropic`, `ollama` or `anything_llm`.
        pub kind: String,
        /// Where it is, without a slash at the end.
        pub base_url: String,
        /// Its model; for AnythingLLM the slug of its workspace.
        pub model: String,
        /// It has a key.
        pub has_api_key: bool,
        /// The key's last four characters.
        pub api_key_hint: String,
        /// Hosts that answers may link to, as a JSON array.
        pub link_hosts: String,
        /// ISO 4217.
        pub currency: String,
        /// For a million tokens it reads.
        pub input_price: Option<i64>,
        /// For a million tokens it writes.
        pub output_price: Option<i64>,
        /// Most it may cost in a month.
        pub monthly_budget: Option<i64>,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

row! {
    /// What a connection did in one month.
    #[derive(PartialEq, Eq)]
    pub struct LlmUsageRow {
        /// Whose.
        pub connection_id: LlmConnectionId,
        /// `202611`.
        pub month: i64,
        /// Questions asked.
        pub calls: i64,
        /// Questions without a usable answer.
        pub failures: i64,
        /// Tokens read.
        pub input_tokens: i64,
        /// Tokens written.
        pub output_tokens: i64,
        /// Millionths of the currency; what questions under way may cost is counted already.
        pub cost: i64,
    }
}

/// What a connection holds, its key aside.
#[derive(Debug, Clone, Copy)]
pub struct NewLlmConnection<'a> {
    /// What flows call it.
    pub name: &'a str,
    /// `openai`, `anthropic`, `ollama` or `anything_llm`.
    pub kind: &'a str,
    /// Where it is.
    pub base_url: &'a str,
    /// Its model.
    pub model: &'a str,
    /// Hosts that answers may link to, as a JSON array.
    pub link_hosts: &'a str,
    /// ISO 4217.
    pub currency: &'a str,
    /// For a million tokens it reads.
    pub input_price: Option<i64>,
    /// For a million tokens it writes.
    pub output_price: Option<i64>,
    /// Most it may cost in a month.
    pub monthly_budget: Option<i64>,
}

/// What one question cost, to be added to its month.
#[derive(Debug, Clone, Copy, Default)]
pub struct LlmSpent {
    /// It had no usable answer.
    pub failed: bool,
    /// Tokens read.
    pub input_tokens: i64,
    /// Tokens written.
    pub output_tokens: i64,
    /// The true cost less what was set aside for it.
    pub cost_correction: i64,
}

reads! {
    /// One connection.
    fn get_llm_connection(id: LlmConnectionId) -> LlmConnectionRow = get;
    /// The connection of that name, which flows call it by.
    fn find_llm_connection(name: &str) -> Option<LlmConnectionRow> = find;
    /// All of them, by name: at most [`MAX_LLM_CONNECTIONS`].
    fn list_llm_connections() -> Vec<LlmConnectionRow> = list;
    /// What all of them did in a month (`202611`).
    fn list_llm_usage(month: i64) -> Vec<LlmUsageRow> = usage;
}

macro_rules! select_connection {
    ($rest:literal) => {
        concat!(
            "select id, name, kind, base_url, model, api_key is not null as has_api_key, api_key_hint, link_hosts, currency,
                    input_price, output_price, monthly_budget, created_at, updated_at
               from llm_connections
              where workspace_id = $1",
            $rest
        )
    };
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: LlmConnectionId) -> Result<LlmConnectionRow> {
    fetch_optional!(connection, LlmConnectionRow, select_connection!(" and id = $2"), workspace_id, id)?.ok_or(Error::NotFound("llm connection"))
}

async fn find(connection: &mut Connection<'_>, workspace_id: WorkspaceId, name: &str) -> Result<Option<LlmConnectionRow>> {
    fetch_optional!(connection, LlmConnectionRow, select_connection!(" and name = $2"), workspace_id, name)
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<LlmConnectionRow>> {
    fetch_all!(
        connection,
        LlmConnectionRow,
        select_connection!(" order by name limit $2"),
        workspace_id,
        MAX_LLM_CONNECTIONS
    )
}

async fn usage(connection: &mut Connection<'_>, workspace_id: WorkspaceId, month: i64) -> Result<Vec<LlmUsageRow>> {
    fetch_all!(
        connection,
        LlmUsageRow,
        "select usage.connection_id, usage.month, usage.calls, usage.failures, usage.input_tokens, usage.output_tokens, usage.cost
           from llm_connections connection
           join llm_usage usage on usage.workspace_id = connection.workspace_id and usage.connection_id = connection.id and usage.month = $2
          where connection.workspace_id = $1
          limit $3",
        workspace_id,
        month,
        MAX_LLM_CONNECTIONS
    )
}

impl Workspace<'_> {
    /// The key to ask with; nothing when none is stored.
    pub async fn find_llm_api_key(&self, id: LlmConnectionId) -> Result<Option<SecretString>> {
        let found: Option<(Option<Vec<u8>>,)> = fetch_optional!(
            self,
            (Option<Vec<u8>>,),
            "select api_key from llm_connections where workspace_id = $1 and id = $2",
            self.id(),
            id
        )?;
        let (sealed,) = found.ok_or(Error::NotFound("llm connection"))?;
        sealed.map(|bytes| self.store().unseal(place(id), &Sealed::from_bytes(bytes))).transpose()
    }
}

const fn place(id: LlmConnectionId) -> Place {
    Place {
        column: API_KEY,
        row: id.uuid(),
    }
}

impl WorkspaceTx<'_> {
    /// Adds a connection without a key; [`Error::Duplicate`] when its name is taken.
    pub async fn create_llm_connection(&mut self, id: LlmConnectionId, new: &NewLlmConnection<'_>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into llm_connections (workspace_id, id, name, kind, base_url, model, link_hosts, currency, input_price, output_price,
                                          monthly_budget, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)",
            workspace_id,
            id,
            new.name,
            new.kind,
            new.base_url,
            new.model,
            new.link_hosts,
            new.currency,
            new.input_price,
            new.output_price,
            new.monthly_budget,
            now
        )?;
        Ok(())
    }

    /// Gives a connection all of this anew; its key stays.
    pub async fn update_llm_connection(&mut self, id: LlmConnectionId, new: &NewLlmConnection<'_>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update llm_connections
                set name = $3, kind = $4, base_url = $5, model = $6, link_hosts = $7, currency = $8, input_price = $9, output_price = $10,
                    monthly_budget = $11, updated_at = $12
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            new.name,
            new.kind,
            new.base_url,
            new.model,
            new.link_hosts,
            new.currency,
            new.input_price,
            new.output_price,
            new.monthly_budget,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("llm connection")) } else { Ok(()) }
    }

    /// Keeps a key, or forgets it.
    pub async fn set_llm_api_key(&mut self, id: LlmConnectionId, key: Option<&SecretString>, hint: &str) -> Result<()> {
        let sealed = key.map(|key| self.store().seal(place(id), key).as_bytes().to_vec());
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update llm_connections set api_key = $3, api_key_hint = $4, updated_at = $5 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            sealed,
            hint,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("llm connection")) } else { Ok(()) }
    }

    /// Removes a connection and what it counted.
    pub async fn delete_llm_connection(&mut self, id: LlmConnectionId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(self, "delete from llm_connections where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("llm connection")) } else { Ok(()) }
    }

    /// Counts a question and sets aside what it may cost; `false`, and nothing is changed, when that is more than is left of the budget.
    pub async fn reserve_llm_cost(&mut self, id: LlmConnectionId, month: i64, cost: i64, budget: Option<i64>) -> Result<bool> {
        let workspace_id = self.id();
        let most = budget.unwrap_or(i64::MAX);
        if cost > most {
            return Ok(false);
        }
        let changed = execute!(
            self,
            "insert into llm_usage (workspace_id, connection_id, month, calls, cost) values ($1, $2, $3, 1, $4)
             on conflict (workspace_id, connection_id, month) do update
                set calls = llm_usage.calls + 1, cost = llm_usage.cost + $4
              where llm_usage.cost <= $5 - $4",
            workspace_id,
            id,
            month,
            cost,
            most
        )?;
        Ok(changed > 0)
    }

    /// Writes down what a counted question came to.
    pub async fn settle_llm_cost(&mut self, id: LlmConnectionId, month: i64, spent: LlmSpent) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update llm_usage
                set failures = failures + $4, input_tokens = input_tokens + $5, output_tokens = output_tokens + $6, cost = cost + $7
              where workspace_id = $1 and connection_id = $2 and month = $3",
            workspace_id,
            id,
            month,
            i64::from(spent.failed),
            spent.input_tokens,
            spent.output_tokens,
            spent.cost_correction
        )?;
        Ok(())
    }
}
