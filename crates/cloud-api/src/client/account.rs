//! Calls of a business account: its numbers, templates and the apps that get its webhooks.

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::Client;
use super::call;
use super::error::CallError;
use crate::profile::PhoneNumber;
use crate::template::{NewTemplate, Template, TemplateEdit};
use crate::wire::{self, Read as _};

/// Calls of a business account (WABA).
#[derive(Debug, Clone)]
pub struct Account<'a> {
    pub(super) client: &'a Client,
    pub(super) id: String,
    pub(super) token: &'a SecretString,
}

/// Which templates to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateQuery {
    /// Only this name.
    pub name: Option<String>,
    /// Only this state (`APPROVED` …).
    pub status: Option<String>,
    /// How many at once; Meta decides when missing.
    pub limit: Option<u32>,
    /// Where the page before ended. A cursor Meta no longer knows fails with 131059: start again without one.
    pub after: Option<String>,
}

/// A page of templates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TemplatePage {
    /// The templates.
    pub templates: Vec<Template>,
    /// Where the next page starts, if there is one.
    pub after: Option<String>,
}

wire! {
    /// What Meta says about a new template.
    pub struct TemplateCreated {
        /// Meta's id of it.
        pub id: Option<String>,
        /// `PENDING`, `APPROVED`, `REJECTED`.
        pub status: Option<String>,
        /// The category Meta gave it, not always the one asked for.
        pub category: Option<String>,
    }

    /// An app that gets the account's webhooks.
    pub struct SubscribedApp {
        /// Which app.
        pub whatsapp_business_api_data: Option<SubscribedAppData>,
        /// Where it gets them instead of its usual address.
        pub override_callback_uri: Option<String>,
    }

    /// An app.
    pub struct SubscribedAppData {
        /// Meta's id of it.
        pub id: Option<String>,
        /// Its name.
        pub name: Option<String>,
        /// Its page.
        pub link: Option<String>,
    }
}

const TEMPLATE_FIELDS: &str = "id,name,language,status,category,sub_category,previous_category,correct_category,components,parameter_format,\
    quality_score,rejected_reason,last_updated_time";
const NUMBER_FIELDS: &str = "id,display_phone_number,verified_name,quality_rating,code_verification_status,name_status,status,throughput,\
    is_on_biz_app,platform_type,host_platform,account_mode";

impl Account<'_> {
    /// The account's numbers, all pages up to a thousand (`GET /{account}/phone_numbers`).
    pub async fn phone_numbers(&self) -> Result<Vec<PhoneNumber>, CallError> {
        let mut numbers = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let mut url = self.client.url(&[&self.id, "phone_numbers"]);
            url.query_pairs_mut().append_pair("fields", NUMBER_FIELDS).append_pair("limit", "100");
            if let Some(after) = &after {
                url.query_pairs_mut().append_pair("after", after);
            }
            let answer = self.client.get(url, self.token).await?;
            numbers.extend(wire::readable::<PhoneNumber>(answer.get("data")));
            after = next_page(&answer).filter(|next| after.as_ref() != Some(next));
            if after.is_none() || numbers.len() >= 1000 {
                return Ok(numbers);
            }
        }
    }

    /// What the account is called (`GET /{account}?fields=id,name`).
    pub async fn name(&self) -> Result<Option<String>, CallError> {
        let mut url = self.client.url(&[&self.id]);
        url.query_pairs_mut().append_pair("fields", "id,name");
        Ok(wire::text(self.client.get(url, self.token).await?.get("name")))
    }

    /// The apps that get the account's webhooks (`GET /{account}/subscribed_apps`). None means: nothing arrives.
    pub async fn subscribed_apps(&self) -> Result<Vec<SubscribedApp>, CallError> {
        let answer = self.client.get(self.client.url(&[&self.id, "subscribed_apps"]), self.token).await?;
        Ok(wire::readable(answer.get("data")))
    }

    /// Lets our app get the account's webhooks, at its usual address (`POST /{account}/subscribed_apps`).
    pub async fn subscribe(&self) -> Result<(), CallError> {
        self.post_subscription(&json!({})).await
    }

    /// Lets our app get the account's webhooks at another address, at most 200 characters long. Template and account webhooks
    /// keep going to the usual one. Meta checks the address with a GET while this call runs.
    pub async fn subscribe_at(&self, callback_url: &str, verify_token: &SecretString) -> Result<(), CallError> {
        self.post_subscription(&json!({"override_callback_uri": callback_url, "verify_token": verify_token.expose_secret()}))
            .await
    }

    async fn post_subscription(&self, body: &Value) -> Result<(), CallError> {
        let url = self.client.url(&[&self.id, "subscribed_apps"]);
        call::success(&self.client.post(url, self.token, body, self.client.timeouts.manage).await?)
    }

    /// Stops our app from getting the account's webhooks (`DELETE /{account}/subscribed_apps`).
    pub async fn unsubscribe(&self) -> Result<(), CallError> {
        call::success(&self.client.delete(self.client.url(&[&self.id, "subscribed_apps"]), self.token).await?)
    }

    /// A page of templates (`GET /{account}/message_templates`).
    pub async fn templates(&self, query: &TemplateQuery) -> Result<TemplatePage, CallError> {
        let mut url = self.client.url(&[&self.id, "message_templates"]);
        let limit = query.limit.map(|limit| limit.to_string());
        let pairs = [
            ("name", &query.name),
            ("status", &query.status),
            ("limit", &limit),
            ("after", &query.after),
        ];
        url.query_pairs_mut()
            .append_pair("fields", TEMPLATE_FIELDS)
            .extend_pairs(pairs.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))));
        let answer = self.client.get(url, self.token).await?;
        Ok(TemplatePage {
            templates: wire::readable(answer.get("data")),
            after: next_page(&answer),
        })
    }

    /// Creates a template and asks for its approval (`POST /{account}/message_templates`). A hundred an hour.
    pub async fn create_template(&self, template: &NewTemplate) -> Result<TemplateCreated, CallError> {
        let url = self.client.url(&[&self.id, "message_templates"]);
        let answer = self
            .client
            .post(url, self.token, &template.to_body(), self.client.timeouts.manage)
            .await?;
        let created = TemplateCreated::read(&answer).ok().filter(|created| created.id.is_some());
        created.ok_or_else(|| CallError::unknown("Meta's answer holds no template id", Some(200)))
    }

    /// Changes a template (`POST /{template}`): once a day and ten times a month when approved.
    pub async fn edit_template(&self, template_id: &str, edit: &TemplateEdit) -> Result<(), CallError> {
        let url = self.client.url(&[template_id]);
        call::success(&self.client.post(url, self.token, &edit.to_body(), self.client.timeouts.manage).await?)
    }

    /// Lets a template be sent again that Meta's pacing paused (`POST /{template}/unpause`).
    pub async fn unpause_template(&self, template_id: &str) -> Result<(), CallError> {
        let url = self.client.url(&[template_id, "unpause"]);
        call::success(&self.client.post(url, self.token, &json!({}), self.client.timeouts.manage).await?)
    }

    /// One template (`GET /{template}`).
    pub async fn template(&self, template_id: &str) -> Result<Template, CallError> {
        let mut url = self.client.url(&[template_id]);
        url.query_pairs_mut().append_pair("fields", TEMPLATE_FIELDS);
        let answer = self.client.get(url, self.token).await?;
        Template::read(&answer).map_err(|error| CallError::unknown(error.to_string(), Some(200)))
    }

    /// Deletes a template in all languages, or with `template_id` in one (`DELETE /{account}/message_templates`). The name of an
    /// approved one is blocked for thirty days.
    pub async fn delete_template(&self, name: &str, template_id: Option<&str>) -> Result<(), CallError> {
        let mut url = self.client.url(&[&self.id, "message_templates"]);
        url.query_pairs_mut()
            .append_pair("name", name)
            .extend_pairs(template_id.map(|id| ("hsm_id", id)));
        call::success(&self.client.delete(url, self.token).await?)
    }
}

/// The cursor of the next page; Meta gives one on the last page too, but no `next`.
pub(super) fn next_page(answer: &Value) -> Option<String> {
    let paging = answer.get("paging")?;
    paging.get("next")?;
    wire::text(paging.get("cursors")?.get("after"))
}
