//! Message templates: Meta's list as we know it, one row a language, and how the last look at the whole list went.

use model::{ChannelId, TemplateId, Timestamp, WorkspaceId};

use crate::db::{Connection, build_all, build_execute, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, System, Workspace, WorkspaceTx};

mod news;

pub use news::TemplateNews;

/// Meta's largest number of templates of an account, each language counted.
const MOST: i64 = 6_000;
const TAG: &str = "templates";

row! {
    /// A template in one language.
    pub struct TemplateRow {
        /// Ours.
        pub id: TemplateId,
        /// The number whose account has it.
        pub channel_id: ChannelId,
        /// Meta's.
        pub meta_id: String,
        /// The same in every language.
        pub name: String,
        /// `en_US` …
        pub language: String,
        /// `MARKETING`, `UTILITY`, `AUTHENTICATION`.
        pub category: String,
        /// `APPROVED`, `PENDING`, `REJECTED` …
        pub status: String,
        /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
        pub quality: String,
        /// `POSITIONAL` or `NAMED`.
        pub parameter_format: String,
        /// As on the wire, JSON.
        pub components: String,
        /// Meta's word for why it was rejected, paused or disabled.
        pub rejected_reason: Option<String>,
        /// What Meta recommends to change.
        pub recommendation: Option<String>,
        /// The category before Meta moved it.
        pub previous_category: Option<String>,
        /// The category Meta will move it to.
        pub correct_category: Option<String>,
        /// When it will.
        pub category_changes_at: Option<Timestamp>,
        /// How long Meta tries to deliver.
        pub ttl_seconds: Option<i64>,
        /// When we first knew of it.
        pub created_at: Timestamp,
        /// When something about it last changed.
        pub updated_at: Timestamp,
    }
}

row! {
    /// How the last look at the whole list went.
    #[derive(PartialEq, Eq)]
    pub struct TemplateSyncRow {
        /// Which look this is.
        pub run: i64,
        /// `queued`, `running`, `done` or `failed`.
        pub state: String,
        /// Pages read so far.
        pub pages: i64,
        /// Templates found so far.
        pub templates: i64,
        /// Why it failed.
        pub error: Option<String>,
        /// When it was asked for.
        pub started_at: Timestamp,
        /// When it ended.
        pub finished_at: Option<Timestamp>,
    }
}

/// A template as Meta shows it, to be kept.
#[derive(Debug, Clone)]
pub struct FoundTemplate {
    /// Meta's id.
    pub meta_id: String,
    /// The same in every language.
    pub name: String,
    /// `en_US` …
    pub language: String,
    /// `MARKETING`, `UTILITY`, `AUTHENTICATION`.
    pub category: String,
    /// `APPROVED`, `PENDING`, `REJECTED` …
    pub status: String,
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
    pub quality: String,
    /// `POSITIONAL` or `NAMED`.
    pub parameter_format: String,
    /// As on the wire, JSON.
    pub components: String,
    /// Name and words in lower case.
    pub search: String,
    /// Meta's word for why it was rejected.
    pub rejected_reason: Option<String>,
    /// The category before Meta moved it.
    pub previous_category: Option<String>,
    /// The category Meta will move it to.
    pub correct_category: Option<String>,
    /// How long Meta tries to deliver.
    pub ttl_seconds: Option<i64>,
}

/// Which templates. A name fits when one of its languages does.
#[derive(Debug, Clone, Default)]
pub struct StoredTemplateFilter {
    /// Only in this state.
    pub status: Option<String>,
    /// Only of this category.
    pub category: Option<String>,
    /// Only of this quality.
    pub quality: Option<String>,
    /// Only in this language.
    pub language: Option<String>,
    /// Exactly this name.
    pub name: Option<String>,
    /// Part of the name or of the words.
    pub text: Option<String>,
}

macro_rules! select_template {
    ($rest:literal) => {
        concat!(
            "select id, channel_id, meta_id, name, language, category, status, quality, parameter_format, components, rejected_reason, recommendation,
                    previous_category, correct_category, category_changes_at, ttl_seconds, created_at, updated_at
               from templates ",
            $rest
        )
    };
}

reads! {
    /// One template.
    fn get_template(id: TemplateId) -> TemplateRow = get;
    /// How the last look at the whole list went; nothing when there was none.
    fn find_template_sync(channel_id: ChannelId) -> Option<TemplateSyncRow> = find_sync;
    /// Every template of a number, by name, then language.
    fn list_all_templates(channel_id: ChannelId) -> Vec<TemplateRow> = list_all;
    /// The languages of a name.
    fn list_template_languages(channel_id: ChannelId, name: &str) -> Vec<TemplateRow> = languages;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: TemplateId) -> Result<TemplateRow> {
    fetch_optional!(
        connection,
        TemplateRow,
        select_template!("where workspace_id = $1 and id = $2"),
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("template"))
}

async fn find_sync(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel_id: ChannelId) -> Result<Option<TemplateSyncRow>> {
    fetch_optional!(
        connection,
        TemplateSyncRow,
        "select run, state, pages, templates, error, started_at, finished_at
           from template_syncs
          where workspace_id = $1 and channel_id = $2",
        workspace_id,
        channel_id
    )
}

async fn list_all(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel_id: ChannelId) -> Result<Vec<TemplateRow>> {
    fetch_all!(
        connection,
        TemplateRow,
        select_template!("where workspace_id = $1 and channel_id = $2 order by name, language limit $3"),
        workspace_id,
        channel_id,
        MOST
    )
}

async fn languages(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel_id: ChannelId, name: &str) -> Result<Vec<TemplateRow>> {
    fetch_all!(
        connection,
        TemplateRow,
        select_template!("where workspace_id = $1 and channel_id = $2 and name = $3 order by language"),
        workspace_id,
        channel_id,
        name
    )
}

impl Workspace<'_> {
    /// Names with all their languages, by name: each page holds `limit` names.
    pub async fn list_templates(
        &self,
        channel_id: ChannelId,
        filter: &StoredTemplateFilter,
        limit: Limit,
        cursor: Option<&str>,
    ) -> Result<Page<Vec<TemplateRow>>> {
        let after = match cursor {
            Some(cursor) => Some(self.decode_cursor::<String>(TAG, cursor)?),
            None => None,
        };
        let names: Vec<(String,)> = build_all!(self, (String,), |query| {
            query.push("select name from templates where workspace_id = ").push_bind(self.id());
            query.push(" and channel_id = ").push_bind(channel_id);
            if let Some(after) = &after {
                query.push(" and name > ").push_bind(after.clone());
            }
            let words = [
                ("name", &filter.name),
                ("status", &filter.status),
                ("category", &filter.category),
                ("quality", &filter.quality),
                ("language", &filter.language),
            ];
            for (column, word) in words {
                if let Some(word) = word {
                    query.push(" and ").push(column).push(" = ").push_bind(word.clone());
                }
            }
            if let Some(text) = &filter.text {
                query.push(" and search like ").push_bind(pattern(text)).push(" escape '\\'");
            }
            query.push(" group by name order by name limit ").push_bind(limit.fetch());
        })?;
        let page = Page::cut(names, limit, |(last,)| self.encode_cursor(TAG, last));
        if page.data.is_empty() {
            return Ok(page.map(|_| Vec::new()));
        }
        let rows: Vec<TemplateRow> = build_all!(self, TemplateRow, |query| {
            query.push(select_template!("where workspace_id = ")).push_bind(self.id());
            query.push(" and channel_id = ").push_bind(channel_id).push(" and name in (");
            let mut list = query.separated(", ");
            for (name,) in &page.data {
                list.push_bind(name.clone());
            }
            query.push(") order by name, language");
        })?;
        let mut rows = rows.into_iter().peekable();
        Ok(page.map(|(name,)| {
            let mut languages = Vec::new();
            while let Some(row) = rows.next_if(|row| row.name == name) {
                languages.push(row);
            }
            languages
        }))
    }
}

/// Part of a text, with the signs of `like` taken as they are.
fn pattern(text: &str) -> String {
    let text = text.trim().to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{text}%")
}

impl WorkspaceTx<'_> {
    /// A look at the whole list is wanted. Gives nothing when one is under way already.
    pub async fn queue_template_sync(&mut self, channel_id: ChannelId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into template_syncs (workspace_id, channel_id, run, state, pages, templates, started_at) values ($1, $2, 0, 'queued', 0, 0, $3)
             on conflict (workspace_id, channel_id) do update
                set state = 'queued', error = null, started_at = excluded.started_at
              where template_syncs.state in ('done', 'failed')",
            workspace_id,
            channel_id,
            now
        )?;
        Ok(())
    }

    /// A look begins; gives its number.
    pub async fn begin_template_sync(&mut self, channel_id: ChannelId) -> Result<i64> {
        let (workspace_id, now) = (self.id(), self.now());
        let (run,): (i64,) = fetch_one!(
            self,
            (i64,),
            "insert into template_syncs (workspace_id, channel_id, run, state, pages, templates, started_at) values ($1, $2, 1, 'running', 0, 0, $3)
             on conflict (workspace_id, channel_id) do update
                set run = template_syncs.run + 1, state = 'running', pages = 0, templates = 0, error = null, started_at = excluded.started_at,
                    finished_at = null
             returning run",
            workspace_id,
            channel_id,
            now
        )?;
        Ok(run)
    }

    /// Keeps a page of what Meta shows. What Meta told after `read_at` stays: the page is older than that. Gives how many rows are new or different.
    pub async fn keep_templates(&mut self, channel_id: ChannelId, run: i64, read_at: Timestamp, found: &[FoundTemplate]) -> Result<u64> {
        let (workspace_id, now) = (self.id(), self.now());
        let mut kept = 0;
        for found in found.chunks(50) {
            kept += build_execute!(self, |query| {
                query.push(
                    "insert into templates (workspace_id, id, channel_id, meta_id, name, language, category, status, quality, parameter_format,
                                            components, search, rejected_reason, previous_category, correct_category, ttl_seconds, told_at, seen,
                                            created_at, updated_at) ",
                );
                query.push_values(found, |mut values, one| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(TemplateId::new())
                        .push_bind(channel_id)
                        .push_bind(one.meta_id.as_str())
                        .push_bind(one.name.as_str())
                        .push_bind(one.language.as_str());
                    values
                        .push_bind(one.category.as_str())
                        .push_bind(one.status.as_str())
                        .push_bind(one.quality.as_str())
                        .push_bind(one.parameter_format.as_str())
                        .push_bind(one.components.as_str())
                        .push_bind(one.search.as_str());
                    values
                        .push_bind(one.rejected_reason.as_deref())
                        .push_bind(one.previous_category.as_deref())
                        .push_bind(one.correct_category.as_deref())
                        .push_bind(one.ttl_seconds)
                        .push_bind(read_at)
                        .push_bind(run)
                        .push_bind(now)
                        .push_bind(now);
                });
                query.push(
                    " on conflict (workspace_id, channel_id, name, language) do update
                        set meta_id = excluded.meta_id, category = excluded.category, status = excluded.status, quality = excluded.quality,
                            parameter_format = excluded.parameter_format, components = excluded.components, search = excluded.search,
                            rejected_reason = excluded.rejected_reason,
                            recommendation = case when excluded.status = templates.status then templates.recommendation else null end,
                            previous_category = coalesce(excluded.previous_category, templates.previous_category),
                            correct_category = excluded.correct_category,
                            category_changes_at = case when excluded.correct_category is null then null else templates.category_changes_at end,
                            ttl_seconds = coalesce(excluded.ttl_seconds, templates.ttl_seconds), seen = excluded.seen,
                            updated_at = case when excluded.status = templates.status and excluded.category = templates.category
                                               and excluded.quality = templates.quality and excluded.components = templates.components
                                              then templates.updated_at else excluded.updated_at end
                      where templates.told_at <= excluded.told_at",
                );
            })?;
            // Those that Meta told about meanwhile were seen all the same.
            build_execute!(self, |query| {
                query.push("update templates set seen = ").push_bind(run);
                query.push(" where workspace_id = ").push_bind(workspace_id);
                query.push(" and channel_id = ").push_bind(channel_id).push(" and meta_id in (");
                let mut list = query.separated(", ");
                for one in found {
                    list.push_bind(one.meta_id.as_str());
                }
                query.push(")");
            })?;
        }
        execute!(
            self,
            "update template_syncs set pages = pages + 1, templates = templates + $4 where workspace_id = $1 and channel_id = $2 and run = $3",
            workspace_id,
            channel_id,
            run,
            i64::try_from(found.len()).expect("a page is short")
        )?;
        Ok(kept)
    }

    /// The look ended: what it did not find is gone at Meta, unless it was made meanwhile. Gives how many were forgotten.
    pub async fn finish_template_sync(&mut self, channel_id: ChannelId, run: i64) -> Result<u64> {
        let (workspace_id, now) = (self.id(), self.now());
        let gone = execute!(
            self,
            "delete from templates
              where workspace_id = $1 and channel_id = $2 and seen < $3
                and told_at < (select started_at from template_syncs where workspace_id = $1 and channel_id = $2)",
            workspace_id,
            channel_id,
            run
        )?;
        execute!(
            self,
            "update template_syncs set state = 'done', error = null, finished_at = $4 where workspace_id = $1 and channel_id = $2 and run = $3",
            workspace_id,
            channel_id,
            run,
            now
        )?;
        Ok(gone)
    }

    /// The look failed.
    pub async fn fail_template_sync(&mut self, channel_id: ChannelId, error: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update template_syncs set state = 'failed', error = $3, finished_at = $4 where workspace_id = $1 and channel_id = $2",
            workspace_id,
            channel_id,
            error,
            now
        )?;
        Ok(())
    }

    /// Forgets a template, or with its name all its languages. Gives the ids of what is gone.
    pub async fn forget_templates(&mut self, id: TemplateId, all_languages: bool) -> Result<Vec<TemplateId>> {
        let workspace_id = self.id();
        let one = self.get_template(id).await?;
        let gone: Vec<(TemplateId,)> = fetch_all!(
            self,
            (TemplateId,),
            "delete from templates where workspace_id = $1 and channel_id = $2 and name = $3 and (id = $4 or $5) returning id",
            workspace_id,
            one.channel_id,
            one.name,
            id,
            all_languages
        )?;
        Ok(gone.into_iter().map(|(id,)| id).collect())
    }
}

impl System<'_> {
    /// Numbers that can be asked and whose templates were never looked at, or not since `before`; a few at a time.
    pub async fn list_stale_templates(&self, before: Timestamp) -> Result<Vec<(WorkspaceId, ChannelId)>> {
        fetch_all!(
            self,
            (WorkspaceId, ChannelId),
            "select channel.workspace_id, channel.id
               from channels channel
               left join template_syncs sync on sync.workspace_id = channel.workspace_id and sync.channel_id = channel.id
              where channel.access_token is not null and channel.degraded_code is null
                and (sync.run is null or coalesce(sync.finished_at, sync.started_at) < $1)
              limit 50",
            before
        )
    }
}
