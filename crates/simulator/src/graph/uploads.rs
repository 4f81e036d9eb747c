//! Resumable uploads: sample files for templates and profile pictures
//! (<https://developers.facebook.com/docs/graph-api/guides/upload>).

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::json;

use crate::graph::{Answer, Call, check::Parameter, error::GraphError, found};

/// Begins an upload; its id says how long the file will be.
pub(crate) fn start(call: &Call, _app: &str) -> Answer {
    let parameters = call.query.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
    let length = Parameter::root(&parameters, "file_length").number(1.0, 104_857_600.0)?;
    let kind = Parameter::root(&parameters, "file_type").string()?;
    let id = call.simulator.inner.with(|world| world.random.digits(12));
    found(json!({ "id": format!("upload:{}", BASE64_URL_SAFE_NO_PAD.encode(format!("{id}|{length}|{kind}"))) }))
}

/// Takes the bytes (POST) or says how many came (GET). Nothing is kept: a handle is all that templates need.
pub(crate) fn at(call: &Call, upload: &str) -> Answer {
    let known = BASE64_URL_SAFE_NO_PAD.decode(upload).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let length = known
        .as_deref()
        .and_then(|known| known.split('|').nth(1))
        .and_then(|length| length.parse::<usize>().ok());
    let length = length.ok_or_else(|| GraphError::no_object(call.method.as_str(), &call.node))?;
    if call.method.as_str() == "GET" {
        return found(json!({ "id": call.node, "file_offset": 0 }));
    }
    match call.body.len() == length {
        true => found(json!({ "h": format!("4::{upload}") })),
        false => Err(GraphError::parameter(format!(
            "The upload has {} bytes; file_length said {length}.",
            call.body.len()
        ))),
    }
}
