//! Interactive messages: THE LIST of their types and Meta's limits for each
//! (<https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#interactive-object>).

use serde_json::Value;

use crate::{
    graph::{
        check::Parameter,
        error::GraphError,
        messages::{Draft, media},
    },
    world::World,
};

mod carousel;
mod choices;
mod products;

const TYPES: [&str; 13] = [
    "address_message",
    "button",
    "call_permission_request",
    "carousel",
    "catalog_message",
    "cta_url",
    "flow",
    "list",
    "location_request_message",
    "product",
    "product_list",
    "request_contact_info",
    "voice_call",
];

/// Which headers a type may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Header {
    None,
    Text,
    Any,
}

type Checked = Result<(), GraphError>;

pub(crate) fn draft(world: &World, interactive: &Parameter<'_>, business: &str) -> Result<Draft, GraphError> {
    interactive.object()?;
    let kind = interactive.get("type").one_of(&TYPES)?;
    let action = interactive.get("action");
    action.object()?;
    match kind {
        "button" => {
            frame(interactive, Header::Any, 1024)?;
            choices::buttons(&action)?;
        }
        "list" => {
            frame(interactive, Header::Text, 4096)?;
            choices::list(&action)?;
        }
        "cta_url" => {
            frame(interactive, Header::Any, 1024)?;
            link_button(&action)?;
        }
        "flow" => {
            frame(interactive, Header::Any, 1024)?;
            flow(&action)?;
        }
        "carousel" => {
            frame(interactive, Header::None, 1024)?;
            carousel::check(&action)?;
        }
        "product" => {
            optional_body(interactive)?;
            products::one(&action)?;
        }
        "product_list" => {
            frame(interactive, Header::Text, 1024)?;
            products::many(interactive, &action)?;
        }
        "catalog_message" => {
            frame(interactive, Header::None, 1024)?;
            named(&action, kind)?;
        }
        "voice_call" => {
            frame(interactive, Header::None, 1024)?;
            named(&action, kind)?;
            let parameters = action.get("parameters");
            parameters.get("display_text").optional_text(20)?;
            if parameters.get("ttl_minutes").is_there() {
                parameters.get("ttl_minutes").number(1.0, 43_200.0)?;
            }
        }
        "address_message" => {
            frame(interactive, Header::Any, 1024)?;
            named(&action, kind)?;
            action.get("parameters").get("country").one_of(&["IN", "SG"])?;
        }
        "call_permission_request" => {
            bare(interactive)?;
            optional_body(interactive)?;
            named(&action, kind)?;
        }
        "location_request_message" => {
            bare(interactive)?;
            interactive.get("body").get("text").text(1024)?;
            named(&action, "send_location")?;
        }
        other => {
            bare(interactive)?;
            interactive.get("body").get("text").text(1024)?;
            named(&action, other)?;
        }
    }
    with_media(world, interactive, business)
}

/// Header, body and footer.
fn frame(interactive: &Parameter<'_>, allowed: Header, longest_body: usize) -> Checked {
    let header = interactive.get("header");
    if header.is_there() {
        let kind = header.get("type").one_of(&["text", "image", "video", "document"])?;
        match (allowed, kind) {
            (Header::None, _) => return Err(header.not_allowed("is not supported for this type")),
            (_, "text") => {
                header.get("text").text(60)?;
            }
            (Header::Text, _) => return Err(header.get("type").not_allowed("must be text for this type")),
            (Header::Any, kind) => {
                header.get(kind).object()?;
            }
        }
    }
    interactive.get("body").get("text").text(longest_body)?;
    let footer = interactive.get("footer");
    if footer.is_there() {
        footer.get("text").text(60)?;
    }
    Ok(())
}

fn optional_body(interactive: &Parameter<'_>) -> Checked {
    interactive.get("header").forbidden("is not supported for this type")?;
    if interactive.get("body").is_there() {
        interactive.get("body").get("text").text(1024)?;
    }
    Ok(())
}

/// Neither header nor footer.
fn bare(interactive: &Parameter<'_>) -> Checked {
    interactive.get("header").forbidden("is not supported for this type")?;
    interactive.get("footer").forbidden("is not supported for this type")
}

fn named(action: &Parameter<'_>, name: &str) -> Checked {
    action.get("name").one_of(&[name]).map(|_| ())
}

/// A button that opens an address.
fn link_button(action: &Parameter<'_>) -> Checked {
    named(action, "cta_url")?;
    let parameters = action.get("parameters");
    parameters.object()?;
    parameters.get("display_text").text(20)?;
    parameters.get("url").link().map(|_| ())
}

fn flow(action: &Parameter<'_>) -> Checked {
    named(action, "flow")?;
    let parameters = action.get("parameters");
    parameters.object()?;
    parameters.get("flow_message_version").one_of(&["3"])?;
    parameters.get("flow_cta").text(30)?;
    match (parameters.get("flow_id").is_there(), parameters.get("flow_name").is_there()) {
        (true, true) => return Err(parameters.not_allowed("takes either flow_id or flow_name, not both")),
        (false, false) => return Err(GraphError::missing("Parameter 'flow_id' or 'flow_name' is required.")),
        _ => {}
    }
    let start = parameters.get("flow_action");
    let start = if start.is_there() {
        start.one_of(&["navigate", "data_exchange"])?
    } else {
        "navigate"
    };
    let payload = parameters.get("flow_action_payload");
    if payload.is_there() && start == "navigate" {
        payload.get("screen").text(200)?;
    }
    if parameters.get("mode").is_there() {
        parameters.get("mode").one_of(&["draft", "published"])?;
    }
    Ok(())
}

/// The object for the thread: media in headers (also of cards) described as the control API does.
fn with_media(world: &World, interactive: &Parameter<'_>, business: &str) -> Result<Draft, GraphError> {
    let mut content = interactive.value().cloned().unwrap_or_default();
    let mut doomed = describe(world, interactive, &mut content, business)?;
    if let Some(cards) = content["action"].get_mut("cards").and_then(Value::as_array_mut) {
        for (place, card) in cards.iter_mut().enumerate() {
            let original = card.clone();
            let card_path = Parameter::of(format!("interactive['action']['cards'][{place}]"), &original);
            doomed = describe(world, &card_path, card, business)?.or(doomed);
        }
    }
    Ok(Draft {
        doomed,
        ..Draft::free_form(content)
    })
}

fn describe(world: &World, holder: &Parameter<'_>, content: &mut Value, business: &str) -> Result<Option<GraphError>, GraphError> {
    let header = holder.get("header");
    let Some(kind) = header.get("type").value().and_then(Value::as_str).filter(|kind| *kind != "text") else {
        return Ok(None);
    };
    let (view, doomed) = media::file(world, &header.get(kind), kind, business)?;
    content["header"]["media"] = view;
    Ok(doomed)
}
