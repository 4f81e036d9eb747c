//! A number and what contacts see about the business behind it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::outbound::{Check, LimitViolation};

wire! {
    /// The state of a number (*Business phone numbers*).
    pub struct PhoneNumber {
        /// The phone number id.
        pub id: String,
        /// As people read it.
        pub display_phone_number: Option<String>,
        /// The approved name.
        pub verified_name: Option<String>,
        /// `GREEN`, `YELLOW`, `RED`, `NA` (or `UNKNOWN`).
        pub quality_rating: Option<String>,
        /// `VERIFIED`, `NOT_VERIFIED`, `EXPIRED`.
        pub code_verification_status: Option<String>,
        /// `APPROVED`, `AVAILABLE_WITHOUT_REVIEW`, `DECLINED`, `EXPIRED`, `PENDING_REVIEW`, `NONE`.
        pub name_status: Option<String>,
        /// `CONNECTED` is needed to send; else `PENDING`, `BANNED`, `DISCONNECTED`, `FLAGGED`, `RESTRICTED` …
        pub status: Option<String>,
        /// How many messages a second.
        pub throughput: Option<Throughput>,
        /// `TIER_250` … `TIER_UNLIMITED`: people we may write to first in 24 hours.
        pub whatsapp_business_manager_messaging_limit: Option<String>,
        /// Whether number, account, portfolio and app may send, and why not.
        pub health_status: Option<Value>,
        /// Which addresses get the webhooks: a silent override by another vendor is a classic cause of "no messages".
        pub webhook_configuration: Option<WebhookConfiguration>,
        /// The number is also used in the WhatsApp Business app.
        pub is_on_biz_app: Option<bool>,
        /// `CLOUD_API`, `ON_PREMISE`, `NOT_APPLICABLE`.
        pub platform_type: Option<String>,
        /// `LIVE` or `SANDBOX`.
        pub account_mode: Option<String>,
    }

    /// How fast a number may send.
    pub struct Throughput {
        /// `STANDARD` (80 a second), `HIGH` (1000 a second), `NOT_APPLICABLE`.
        pub level: Option<String>,
    }

    /// Which addresses get the webhooks; the first that is set wins: number, account, app.
    pub struct WebhookConfiguration {
        /// Override for this number.
        pub phone_number: Option<String>,
        /// Override for the account.
        pub whatsapp_business_account: Option<String>,
        /// The app's address.
        pub application: Option<String>,
    }

    /// What contacts see about the business (*Business profiles*).
    pub struct BusinessProfile {
        /// A line about the business.
        pub about: Option<String>,
        /// Where it is.
        pub address: Option<String>,
        /// What it does.
        pub description: Option<String>,
        /// Its mail address.
        pub email: Option<String>,
        /// Address of its picture.
        pub profile_picture_url: Option<String>,
        /// Its web pages.
        pub websites: Vec<String>,
        /// Its trade (`RETAIL`, `HEALTH` …).
        pub vertical: Option<String>,
    }
}

impl PhoneNumber {
    /// Messages a second this number may send: 20 when shared with the phone app, else by its level (*Throughput*).
    pub fn messages_per_second(&self) -> u32 {
        let level = self.throughput.as_ref().and_then(|throughput| throughput.level.as_deref());
        match level {
            _ if self.is_on_biz_app == Some(true) => 20,
            Some("HIGH") => 1000,
            _ => 80,
        }
    }
}

/// A change of the profile; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileUpdate {
    /// At most 139 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// At most 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// At most 512 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// At most 128 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// At most two, each at most 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub websites: Option<Vec<String>>,
    /// One of Meta's words for trades.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertical: Option<String>,
    /// Handle of a picture uploaded before (resumable upload).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_picture_handle: Option<String>,
}

impl ProfileUpdate {
    /// The exact body of the call.
    pub fn to_body(&self) -> Value {
        let mut body = serde_json::to_value(self).expect("wire shapes have text keys and finite numbers");
        body["messaging_product"] = "whatsapp".into();
        body
    }

    /// What is beyond the documented lengths.
    pub fn validate(&self) -> Vec<LimitViolation> {
        let mut check = Check::default();
        let texts = [
            ("about", &self.about, 139),
            ("address", &self.address, 256),
            ("description", &self.description, 512),
            ("email", &self.email, 128),
        ];
        for (member, text, limit) in texts {
            check.short(member, text.as_deref().unwrap_or_default(), limit);
        }
        if let Some(websites) = &self.websites {
            check.count("websites", websites.len(), 0, 2);
            check.each("websites", websites, |check, website| {
                check.short("", website, 256);
                check.web_address("", website);
            });
        }
        check.into_violations()
    }
}
