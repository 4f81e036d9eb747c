//! What the checker knows of the workspace. What is not known is not checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the workspace has. `None` means unknown.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct World {
    /// Templates.
    pub templates: Option<Vec<TemplateSummary>>,
    /// Functions, by id.
    pub functions: Option<BTreeMap<String, Known>>,
    /// Versions of functions, by id; of those whose versions nobody looked up each is taken to be there.
    pub function_versions: BTreeMap<String, Vec<String>>,
    /// WA Flows, by Meta's id.
    pub wa_flows: Option<BTreeMap<String, Known>>,
    /// Screens of WA Flows, by Meta's id; of those whose text nobody has each is taken to be there.
    pub wa_flow_screens: BTreeMap<String, Vec<String>>,
    /// Flows, by id.
    pub flows: Option<BTreeMap<String, Known>>,
    /// Connections to language models, by name.
    pub connections: Option<Vec<String>>,
    /// Those of them that likely answer nobody: their kind needs a key and they have none.
    pub connections_without_key: Vec<String>,
    /// Labels, by name.
    pub tags: Option<Vec<String>>,
    /// Members, by id.
    pub members: Option<Vec<String>>,
    /// Teams, by id.
    pub teams: Option<Vec<String>>,
    /// Calendars, by name.
    pub calendars: Option<Vec<String>>,
    /// Secrets, by name.
    pub secrets: Option<Vec<String>>,
    /// Global values, by name.
    pub globals: Option<Vec<String>>,
    /// Fields of contacts, by name.
    pub contact_fields: Option<Vec<String>>,
    /// Secret addresses that live flows other than this one have.
    pub doors_taken: Vec<String>,
    /// How many runs wait at which node of the version that is published now.
    pub parked: BTreeMap<String, u64>,
}

/// Whether a thing can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// It can.
    Published,
    /// Only a draft is there.
    Draft,
    /// It was put out of use, for good or until somebody else allows it again.
    Retired,
}

/// A template in one language, as far as a flow must know it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateSummary {
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// Meta's word: `APPROVED`, `PAUSED` …
    pub status: String,
    /// `MARKETING`, `UTILITY`, `AUTHENTICATION`.
    pub category: String,
    /// The places of its text, in order: `1`, `2` … or names.
    pub body: Vec<String>,
    /// Its header takes words with a value.
    pub header_text: bool,
    /// Its header takes a file: `image`, `video`, `document`.
    pub header_media: Option<String>,
    /// Buttons that need a value, by place.
    pub button_values: Vec<u8>,
    /// Quick replies, by place.
    pub quick_replies: Vec<u8>,
}

impl TemplateSummary {
    /// Can be sent now.
    #[must_use]
    pub fn is_sendable(&self) -> bool {
        self.status.eq_ignore_ascii_case("APPROVED")
    }
}
