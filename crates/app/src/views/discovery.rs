//! What a pasted token can reach. Never the token itself.

use model::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// What a token can reach.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DiscoveryView {
    /// The app the token was made for; `null` when Meta does not say.
    pub app: Option<DiscoveredApp>,
    /// What the token is and may do.
    pub token: DiscoveredToken,
    /// The accounts it can reach, with their numbers.
    pub accounts: Vec<DiscoveredAccount>,
    /// Accounts beyond the first twenty, which were not looked into.
    pub more_accounts: usize,
}

/// A Meta app.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DiscoveredApp {
    /// Meta's id of it.
    pub app_id: String,
    /// What it is called.
    pub name: Option<String>,
}

/// What a token is and may do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DiscoveredToken {
    /// `SYSTEM_USER`, `USER` …: only a system user's token lasts.
    pub kind: Option<String>,
    /// When it ends; `null` is never.
    pub expires_at: Option<Timestamp>,
    /// What it may do.
    pub scopes: Vec<String>,
    /// What it may not and should.
    pub missing_scopes: Vec<String>,
}

/// A WhatsApp Business account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DiscoveredAccount {
    /// Meta's id of it.
    pub waba_id: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its numbers.
    pub numbers: Vec<DiscoveredNumber>,
    /// Why its numbers could not be read.
    pub problem: Option<String>,
}

/// A number of an account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DiscoveredNumber {
    /// Meta's id of it.
    pub phone_number_id: String,
    /// As people read it.
    pub display_phone_number: String,
    /// The name Meta verified.
    pub verified_name: String,
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
    pub quality_rating: String,
    /// Meta's word; only `CONNECTED` numbers can send.
    pub status: String,
    /// What became of the display name.
    pub name_status: Option<String>,
    /// Also used in the WhatsApp Business app.
    pub is_on_biz_app: bool,
    /// One of Meta's test numbers: it may write to five listed people only.
    pub is_test: bool,
    /// It must be registered with a PIN before it can send.
    pub needs_registration: bool,
    /// It is this workspace's number already.
    pub connected_here: bool,
    /// Another workspace of this installation has it.
    pub connected_elsewhere: bool,
}
