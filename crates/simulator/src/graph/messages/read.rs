//! Read marks, with or without typing.

use serde_json::{Map, Value};

use crate::graph::{Answer, Call, check::Parameter, error::GraphError, success};

/// The read mark, with or without typing.
pub(super) fn post(call: &Call, number: &str, body: &Map<String, Value>) -> Answer {
    super::product(body)?;
    Parameter::root(body, "status").one_of(&["read"])?;
    let id = Parameter::root(body, "message_id").string()?;
    let typing = Parameter::root(body, "typing_indicator");
    if typing.is_there() {
        typing.get("type").one_of(&["text"])?;
    }
    let marked = call.simulator.inner.with(|world| world.business_reads(number, id, typing.is_there()));
    marked.map_err(|_| GraphError::invalid(format!("Param message_id is not the id of a message received by this number: {id}.")))?;
    success()
}
