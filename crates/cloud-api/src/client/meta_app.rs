//! Calls of a Meta app: looking into a token, and where the app gets its webhooks.

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::Client;
use super::call;
use super::error::CallError;
use crate::wire::{self, Read as _};

/// Calls of a Meta app, made with its id and secret.
#[derive(Debug, Clone)]
pub struct MetaApp<'a> {
    pub(super) client: &'a Client,
    pub(super) id: String,
    pub(super) secret: &'a SecretString,
}

wire! {
    /// What a token is and may do.
    pub struct TokenInfo {
        /// The app it belongs to.
        pub app_id: Option<String>,
        /// `SYSTEM_USER`, `USER`, `APP`.
        pub kind: Option<String> = "type",
        /// It works.
        pub is_valid: Option<bool>,
        /// Unix seconds; 0 means it does not end.
        pub expires_at: Option<i64>,
        /// What it may do.
        pub scopes: Vec<String>,
        /// On which objects it may do it.
        pub granular_scopes: Vec<GranularScope>,
    }

    /// A right, perhaps for some objects only.
    pub struct GranularScope {
        /// The right.
        pub scope: Option<String>,
        /// The objects; all when empty.
        pub target_ids: Vec<String>,
    }

    /// Where an app gets webhooks of one Meta product.
    pub struct AppSubscription {
        /// `whatsapp_business_account`.
        pub object: Option<String>,
        /// The address.
        pub callback_url: Option<String>,
        /// It is switched on.
        pub active: Option<bool>,
        /// The fields, each with its version.
        pub fields: Vec<SubscribedField>,
    }

    /// A subscribed field.
    pub struct SubscribedField {
        /// Its name.
        pub name: Option<String>,
        /// The version its payloads are in.
        pub version: Option<String>,
    }
}

impl super::Client {
    /// Lets a token look into itself (`GET /debug_token`), for when the app's secret is not at hand.
    pub async fn inspect_token(&self, token: &SecretString) -> Result<TokenInfo, CallError> {
        let mut url = self.url(&["debug_token"]);
        url.query_pairs_mut().append_pair("input_token", token.expose_secret());
        read_info(&self.get(url, token).await?)
    }
}

fn read_info(answer: &serde_json::Value) -> Result<TokenInfo, CallError> {
    let info = answer.get("data").and_then(|data| TokenInfo::read(data).ok());
    info.ok_or_else(|| CallError::unknown("Meta's answer says nothing about the token", Some(200)))
}

impl TokenInfo {
    /// What the app is called, where Meta says so.
    #[must_use]
    pub fn application(&self) -> Option<&str> {
        self.extra.get("application").and_then(serde_json::Value::as_str)
    }

    /// The accounts (WABAs) the token was given one by one; empty when it was given all of them, or none.
    #[must_use]
    pub fn accounts(&self) -> Vec<String> {
        let mut accounts: Vec<String> = Vec::new();
        let ours = |scope: &&GranularScope| scope.scope.as_deref().is_some_and(|scope| scope.starts_with("whatsapp_business_"));
        for id in self.granular_scopes.iter().filter(ours).flat_map(|scope| &scope.target_ids) {
            if !accounts.contains(id) {
                accounts.push(id.clone());
            }
        }
        accounts
    }

    /// The rights a number needs that this token lacks.
    #[must_use]
    pub fn missing_scopes(&self) -> Vec<&'static str> {
        let has = |wanted: &str| self.scopes.iter().any(|scope| scope == wanted);
        NEEDED_SCOPES.into_iter().filter(|wanted| !has(wanted)).collect()
    }
}

/// What a token must be allowed for messages to come and go (*Access tokens*).
pub const NEEDED_SCOPES: [&str; 2] = ["whatsapp_business_management", "whatsapp_business_messaging"];

impl MetaApp<'_> {
    fn token(&self) -> SecretString {
        SecretString::from(format!("{}|{}", self.id, self.secret.expose_secret()))
    }

    /// Looks into a token (`GET /debug_token`).
    pub async fn debug_token(&self, token: &SecretString) -> Result<TokenInfo, CallError> {
        let mut url = self.client.url(&["debug_token"]);
        url.query_pairs_mut().append_pair("input_token", token.expose_secret());
        read_info(&self.client.get(url, &self.token()).await?)
    }

    /// Where the app gets its webhooks (`GET /{app}/subscriptions`).
    pub async fn subscriptions(&self) -> Result<Vec<AppSubscription>, CallError> {
        let answer = self.client.get(self.client.url(&[&self.id, "subscriptions"]), &self.token()).await?;
        Ok(wire::readable(answer.get("data")))
    }

    /// Sets where the app gets its webhooks, and which fields (`POST /{app}/subscriptions`). Meta checks the address with a GET
    /// **while this call runs**: hold no lock the handler needs.
    pub async fn subscribe(&self, callback_url: &str, verify_token: &SecretString, fields: &[&str]) -> Result<(), CallError> {
        let body = json!({
            "object": "whatsapp_business_account",
            "callback_url": callback_url,
            "verify_token": verify_token.expose_secret(),
            "fields": fields.join(","),
            "include_values": true,
        });
        let url = self.client.url(&[&self.id, "subscriptions"]);
        call::success(&self.client.post(url, &self.token(), &body, self.client.timeouts.manage).await?)
    }

    /// Stops all WhatsApp webhooks of the app (`DELETE /{app}/subscriptions`).
    pub async fn unsubscribe(&self) -> Result<(), CallError> {
        let mut url = self.client.url(&[&self.id, "subscriptions"]);
        url.query_pairs_mut().append_pair("object", "whatsapp_business_account");
        call::success(&self.client.delete(url, &self.token()).await?)
    }
}
