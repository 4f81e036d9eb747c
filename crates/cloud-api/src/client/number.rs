//! Calls of one number: its state, profile, registration.

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::Client;
use super::call;
use super::error::CallError;
use crate::profile::{BusinessProfile, PhoneNumber, ProfileUpdate};
use crate::wire::Read as _;

/// Calls of one of our numbers.
#[derive(Debug, Clone)]
pub struct Number<'a> {
    pub(super) client: &'a Client,
    pub(super) id: String,
    pub(super) token: &'a SecretString,
}

const NUMBER_FIELDS: &str = "id,display_phone_number,verified_name,quality_rating,code_verification_status,name_status,status,throughput,\
    whatsapp_business_manager_messaging_limit,health_status,webhook_configuration,is_on_biz_app,platform_type";
const PROFILE_FIELDS: &str = "about,address,description,email,profile_picture_url,websites,vertical";

impl Number<'_> {
    /// Reads the number's state (`GET /{number}`).
    pub async fn get(&self) -> Result<PhoneNumber, CallError> {
        let mut url = self.client.url(&[&self.id]);
        url.query_pairs_mut().append_pair("fields", NUMBER_FIELDS);
        let answer = self.client.get(url, self.token).await?;
        PhoneNumber::read(&answer).map_err(|error| CallError::unknown(error.to_string(), Some(200)))
    }

    /// Reads what contacts see about the business (`GET /{number}/whatsapp_business_profile`).
    pub async fn profile(&self) -> Result<BusinessProfile, CallError> {
        let mut url = self.client.url(&[&self.id, "whatsapp_business_profile"]);
        url.query_pairs_mut().append_pair("fields", PROFILE_FIELDS);
        let answer = self.client.get(url, self.token).await?;
        let profile = answer.get("data").and_then(|data| data.get(0));
        Ok(profile.and_then(|profile| BusinessProfile::read(profile).ok()).unwrap_or_default())
    }

    /// Changes what contacts see about the business; what is `None` stays (`POST /{number}/whatsapp_business_profile`).
    pub async fn update_profile(&self, update: &ProfileUpdate) -> Result<(), CallError> {
        let url = self.client.url(&[&self.id, "whatsapp_business_profile"]);
        call::success(&self.client.post(url, self.token, &update.to_body(), self.client.timeouts.manage).await?)
    }

    /// Registers the number for the Cloud API with its two-step PIN (`POST /{number}/register`). Not for numbers shared with the
    /// phone app. Ten attempts in 72 hours.
    pub async fn register(&self, pin: &SecretString, data_localization_region: Option<&str>) -> Result<(), CallError> {
        let mut body = json!({"messaging_product": "whatsapp", "pin": pin.expose_secret()});
        if let Some(region) = data_localization_region {
            body["data_localization_region"] = region.into();
        }
        let url = self.client.url(&[&self.id, "register"]);
        call::success(&self.client.post(url, self.token, &body, self.client.timeouts.manage).await?)
    }

    /// Sets the two-step PIN (`POST /{number}`), six digits. There is no call to take it away.
    pub async fn set_pin(&self, pin: &SecretString) -> Result<(), CallError> {
        let url = self.client.url(&[&self.id]);
        let body = json!({"pin": pin.expose_secret()});
        call::success(&self.client.post(url, self.token, &body, self.client.timeouts.manage).await?)
    }

    /// Takes away the number's own webhook address, so that the account's or the app's counts again (`POST /{number}`).
    pub async fn clear_override(&self) -> Result<(), CallError> {
        let url = self.client.url(&[&self.id]);
        let body = json!({"webhook_configuration": {"override_callback_uri": ""}});
        call::success(&self.client.post(url, self.token, &body, self.client.timeouts.manage).await?)
    }
}
