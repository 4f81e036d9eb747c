//! Contact cards.

use serde_json::json;

use crate::graph::{check::Parameter, error::GraphError, messages::Draft};

/// Most cards in a message (<https://developers.facebook.com/docs/whatsapp/cloud-api/messages/contacts-messages>).
const MOST: usize = 257;
/// One of these goes with the formatted name.
const PARTS: [&str; 5] = ["first_name", "last_name", "middle_name", "prefix", "suffix"];

pub(crate) fn draft(contacts: &Parameter<'_>) -> Result<Draft, GraphError> {
    for contact in contacts.array(1, MOST)? {
        let name = contact.get("name");
        name.object()?;
        name.get("formatted_name").text(1000)?;
        if !PARTS.iter().any(|part| name.get(part).is_there()) {
            return Err(name.not_allowed(&format!("needs formatted_name and at least one of {}", PARTS.join(", "))));
        }
        for list in ["phones", "emails", "addresses", "urls"] {
            let list = contact.get(list);
            if list.is_there() {
                list.array(0, 100)?;
            }
        }
    }
    Ok(Draft::free_form(json!({ "contacts": contacts.value() })))
}
