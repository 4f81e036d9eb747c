//! Contacts of a workspace.

mod add_tag;
mod create;
mod delete;
mod distinct;
mod duplicates;
mod export;
mod get;
mod list;
mod merge;
mod remove_tag;
mod split;
mod timeline;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_contacts, create::create_contact))
        .routes(routes!(get::get_contact, update::update_contact, delete::delete_contact))
        .routes(routes!(duplicates::list_duplicates))
        .routes(routes!(merge::preview_contact_merge, merge::merge_contact))
        .routes(routes!(distinct::distinguish_contact))
        .routes(routes!(export::export_contacts))
        .routes(routes!(export::export_contact))
        .routes(routes!(split::split_contact))
        .routes(routes!(timeline::list_contact_timeline))
        .routes(routes!(add_tag::add_contact_tag, remove_tag::remove_contact_tag))
}

/// Paths that name a contact.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ContactPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The contact's id.
    pub(super) contact: ContactId,
}

/// Paths that name a tag of a contact.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ContactTagPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The contact's id.
    contact: ContactId,
    /// The tag's id.
    tag: TagId,
}
