//! Locations.

use serde_json::json;

use crate::{
    graph::{check::Parameter, error::GraphError, messages::Draft},
    webhook::items::set,
};

pub(crate) fn draft(location: &Parameter<'_>) -> Result<Draft, GraphError> {
    location.object()?;
    let latitude = location.get("latitude").number(-90.0, 90.0)?;
    let longitude = location.get("longitude").number(-180.0, 180.0)?;
    let mut content = json!({ "latitude": latitude, "longitude": longitude });
    set(&mut content, "name", location.get("name").optional_text(1000)?);
    set(&mut content, "address", location.get("address").optional_text(1000)?);
    Ok(Draft::free_form(content))
}
