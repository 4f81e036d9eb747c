//! What Meta tells about one template, or somebody here did to it.

use model::{ChannelId, TemplateId, Timestamp};

use crate::db::{execute, fetch_optional};
use crate::{Result, WorkspaceTx};

use super::FoundTemplate;

/// What is new about a template; `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateNews {
    /// Its state.
    pub status: Option<String>,
    /// Its quality.
    pub quality: Option<String>,
    /// Its category now.
    pub category: Option<String>,
    /// The category it had.
    pub previous_category: Option<String>,
    /// The category it will have, and when; inner `None` takes the announcement back.
    pub correct_category: Option<Option<(String, Option<Timestamp>)>>,
    /// Why it has this state; inner `None` when there is no longer a reason.
    pub reason: Option<Option<String>>,
    /// What Meta recommends to change.
    pub recommendation: Option<Option<String>>,
}

impl WorkspaceTx<'_> {
    /// Writes down what is new about a template; languages are compared without case. Nothing when it is not known here.
    pub async fn tell_template(&mut self, channel_id: ChannelId, name: &str, language: &str, news: &TemplateNews) -> Result<Option<TemplateId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let (correct, changes_at) = match &news.correct_category {
            Some(Some((category, at))) => (Some(category.as_str()), *at),
            Some(None) | None => (None, None),
        };
        let told: Option<(TemplateId,)> = fetch_optional!(
            self,
            (TemplateId,),
            "update templates
                set status = coalesce($5, status), quality = coalesce($6, quality), category = coalesce($7, category),
                    previous_category = coalesce($8, previous_category),
                    correct_category = case when $9 then $10 else correct_category end,
                    category_changes_at = case when $9 then $11 else category_changes_at end,
                    rejected_reason = case when $12 then $13 else rejected_reason end,
                    recommendation = case when $14 then $15 else recommendation end,
                    told_at = $16, updated_at = $16
              where workspace_id = $1 and channel_id = $2 and name = $3 and lower(language) = lower($4)
             returning id",
            workspace_id,
            channel_id,
            name,
            language,
            news.status.as_deref(),
            news.quality.as_deref(),
            news.category.as_deref(),
            news.previous_category.as_deref(),
            news.correct_category.is_some(),
            correct,
            changes_at,
            news.reason.is_some(),
            news.reason.clone().flatten(),
            news.recommendation.is_some(),
            news.recommendation.clone().flatten(),
            now
        )?;
        Ok(told.map(|(id,)| id))
    }

    /// Keeps a template somebody here made or changed, as it was sent to Meta.
    pub async fn keep_template(&mut self, channel_id: ChannelId, template: &FoundTemplate) -> Result<TemplateId> {
        let (workspace_id, now) = (self.id(), self.now());
        self.keep_templates_once(channel_id, template).await?;
        let found: Option<(TemplateId,)> = fetch_optional!(
            self,
            (TemplateId,),
            "update templates set told_at = $5, updated_at = $5, recommendation = null, rejected_reason = null
              where workspace_id = $1 and channel_id = $2 and name = $3 and language = $4
             returning id",
            workspace_id,
            channel_id,
            template.name.as_str(),
            template.language.as_str(),
            now
        )?;
        found.map(|(id,)| id).ok_or(crate::Error::NotFound("template"))
    }

    async fn keep_templates_once(&mut self, channel_id: ChannelId, template: &FoundTemplate) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into templates (workspace_id, id, channel_id, meta_id, name, language, category, status, quality, parameter_format, components,
                                    search, ttl_seconds, told_at, seen, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $14, $14)
             on conflict (workspace_id, channel_id, name, language) do update
                set meta_id = excluded.meta_id, category = excluded.category, status = excluded.status, components = excluded.components,
                    parameter_format = excluded.parameter_format, search = excluded.search, ttl_seconds = excluded.ttl_seconds",
            workspace_id,
            TemplateId::new(),
            channel_id,
            template.meta_id.as_str(),
            template.name.as_str(),
            template.language.as_str(),
            template.category.as_str(),
            template.status.as_str(),
            template.quality.as_str(),
            template.parameter_format.as_str(),
            template.components.as_str(),
            template.search.as_str(),
            template.ttl_seconds,
            now
        )?;
        Ok(())
    }
}
