//! What contacts see about the business, as answers and requests show it.

use cloud_api::profile::{BusinessProfile, ProfileUpdate};

use crate::prelude::*;

/// What contacts see about the business.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChannelProfile {
    /// A line about the business.
    about: Option<String>,
    /// Where it is.
    address: Option<String>,
    /// What it does.
    description: Option<String>,
    /// Its e-mail address.
    email: Option<String>,
    /// Address of its picture.
    profile_picture_url: Option<String>,
    /// Its web pages.
    websites: Vec<String>,
    /// Its trade, in Meta's word.
    vertical: Option<String>,
}

/// What to change; what is absent stays, an empty text takes away.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateChannelProfile {
    /// A line about the business.
    #[schema(max_length = 139)]
    about: Option<String>,
    /// Where it is.
    #[schema(max_length = 256)]
    address: Option<String>,
    /// What it does.
    #[schema(max_length = 512)]
    description: Option<String>,
    /// Its e-mail address.
    #[schema(max_length = 128)]
    email: Option<String>,
    /// Its web pages.
    #[schema(max_items = 2)]
    websites: Option<Vec<String>>,
    /// Its trade, in Meta's word.
    vertical: Option<String>,
}

impl From<BusinessProfile> for ChannelProfile {
    fn from(profile: BusinessProfile) -> Self {
        let BusinessProfile {
            about,
            address,
            description,
            email,
            profile_picture_url,
            websites,
            vertical,
            ..
        } = profile;
        Self {
            about,
            address,
            description,
            email,
            profile_picture_url,
            websites,
            vertical,
        }
    }
}

impl From<UpdateChannelProfile> for ProfileUpdate {
    fn from(request: UpdateChannelProfile) -> Self {
        let UpdateChannelProfile {
            about,
            address,
            description,
            email,
            websites,
            vertical,
        } = request;
        Self {
            about,
            address,
            description,
            email,
            websites,
            vertical,
            profile_picture_handle: None,
        }
    }
}
