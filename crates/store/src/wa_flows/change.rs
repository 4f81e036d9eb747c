//! What people here and Meta change of a form.

use model::{ChannelId, UserId, WaFlowId};

use crate::db::{execute, fetch_optional};
use crate::{Error, Result, WorkspaceTx};

/// A form to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewWaFlow<'a> {
    /// Ours.
    pub id: WaFlowId,
    /// The number whose account has it.
    pub channel_id: ChannelId,
    /// Meta's id.
    pub meta_id: &'a str,
    /// Unique in the account.
    pub name: &'a str,
    /// A JSON array.
    pub categories: &'a str,
    /// Where its data exchanges go.
    pub endpoint_uri: Option<&'a str>,
    /// The text it begins with, and its hash.
    pub draft: (&'a str, &'a str),
    /// Hash of the text that Meta has.
    pub meta_hash: Option<&'a str>,
}

/// What is new about a form; `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaFlowNews {
    /// Its name.
    pub name: Option<String>,
    /// A JSON array.
    pub categories: Option<String>,
    /// Meta's word.
    pub status: Option<String>,
    /// Version of the text that Meta has.
    pub json_version: Option<String>,
    /// Version of its data exchanges; inner `None` when it has none any more.
    pub data_api_version: Option<Option<String>>,
    /// Where its data exchanges go.
    pub endpoint_uri: Option<String>,
    /// Hash of the text that Meta has.
    pub meta_hash: Option<String>,
    /// What Meta says is wrong with it, a JSON array.
    pub meta_errors: Option<String>,
    /// Meta's `health_status`, JSON.
    pub health: Option<String>,
    /// A link at which it can be tried, and until when.
    pub preview: Option<(String, Option<String>)>,
}

impl WorkspaceTx<'_> {
    /// Keeps a form that was made at Meta just now. [`Error::Duplicate`] when its id is taken.
    pub async fn create_wa_flow(&mut self, new: &NewWaFlow<'_>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into wa_flows (workspace_id, id, channel_id, meta_id, name, categories, status, endpoint_uri, draft, draft_hash, draft_revision,
                                   draft_saved_at, meta_hash, meta_errors, endpoint_kind, endpoint, told_at, seen, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, 'DRAFT', $7, $8, $9, 1, $10, $11, '[]', 'none', '{}', $10, 0, $10, $10)",
            workspace_id,
            new.id,
            new.channel_id,
            new.meta_id,
            new.name,
            new.categories,
            new.endpoint_uri,
            new.draft.0,
            new.draft.1,
            now,
            new.meta_hash
        )?;
        Ok(())
    }

    /// Writes down what is new about a form.
    pub async fn tell_wa_flow(&mut self, id: WaFlowId, news: &WaFlowNews) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let (preview_url, preview_expires_at) = match &news.preview {
            Some((url, expires_at)) => (Some(url.as_str()), expires_at.as_deref()),
            None => (None, None),
        };
        let changed = execute!(
            self,
            "update wa_flows
                set name = coalesce($3, name), categories = coalesce($4, categories), status = coalesce($5, status),
                    json_version = coalesce($6, json_version),
                    data_api_version = case when $7 then $8 else data_api_version end,
                    endpoint_uri = coalesce($9, endpoint_uri), meta_hash = coalesce($10, meta_hash), meta_errors = coalesce($11, meta_errors),
                    health = coalesce($12, health),
                    preview_expires_at = case when $13 is null then preview_expires_at else $14 end,
                    preview_url = coalesce($13, preview_url),
                    told_at = $15, updated_at = $15
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            news.name.as_deref(),
            news.categories.as_deref(),
            news.status.as_deref(),
            news.json_version.as_deref(),
            news.data_api_version.is_some(),
            news.data_api_version.clone().flatten(),
            news.endpoint_uri.as_deref(),
            news.meta_hash.as_deref(),
            news.meta_errors.as_deref(),
            news.health.as_deref(),
            preview_url,
            preview_expires_at,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("form")) } else { Ok(()) }
    }

    /// Writes the text over the revision it was made from; [`Error::VersionMismatch`] when somebody else wrote meanwhile. Gives the new revision.
    pub async fn write_wa_flow_draft(&mut self, id: WaFlowId, from: Option<i64>, text: &str, hash: &str) -> Result<i64> {
        let (workspace_id, now) = (self.id(), self.now());
        let written: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "update wa_flows
                set draft_revision = draft_revision + case when draft = $3 then 0 else 1 end, draft = $3, draft_hash = $4, draft_saved_at = $5
              where workspace_id = $1 and id = $2 and ($6 is null or draft_revision = $6)
             returning draft_revision",
            workspace_id,
            id,
            text,
            hash,
            now,
            from
        )?;
        match written {
            Some((revision,)) => Ok(revision),
            None => {
                self.get_wa_flow(id).await?;
                Err(Error::VersionMismatch("form"))
            }
        }
    }

    /// Says who answers its data exchanges. `secret` is sealed; `None` keeps what there is.
    pub async fn set_wa_flow_endpoint(&mut self, id: WaFlowId, kind: &str, settings: &str, secret: Option<&[u8]>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update wa_flows set endpoint_kind = $3, endpoint = $4, endpoint_secret = coalesce($5, endpoint_secret), updated_at = $6
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            kind,
            settings,
            secret,
            now
        )?;
        if changed == 0 { Err(Error::NotFound("form")) } else { Ok(()) }
    }

    /// Keeps a text that Meta has now as the next version, unless the last one is the same. Gives its number.
    pub async fn keep_wa_flow_version(&mut self, id: WaFlowId, kind: &str, text: &str, hash: &str, errors: i64, by: Option<UserId>) -> Result<i64> {
        let (workspace_id, now) = (self.id(), self.now());
        let last: Option<(i64, String, String)> = fetch_optional!(
            self,
            (i64, String, String),
            "select number, hash, kind from wa_flow_versions where workspace_id = $1 and wa_flow_id = $2 order by number desc limit 1",
            workspace_id,
            id
        )?;
        if let Some((number, last, last_kind)) = &last
            && last == hash
            && (kind == "found" || kind == last_kind)
        {
            return Ok(*number);
        }
        let number = last.map_or(1, |(number, _, _)| number + 1);
        execute!(
            self,
            "insert into wa_flow_versions (workspace_id, wa_flow_id, number, kind, json, hash, errors, created_by, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            workspace_id,
            id,
            number,
            kind,
            text,
            hash,
            errors,
            by,
            now
        )?;
        Ok(number)
    }
}
