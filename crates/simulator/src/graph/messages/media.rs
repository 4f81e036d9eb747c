//! Image, video, audio, document and sticker messages, by media id or by link.

use serde_json::{Value, json};

use crate::{
    graph::{check::Parameter, error::GraphError, media::Limit, messages::Draft},
    webhook::items::set,
    world::World,
};

pub(crate) fn draft(world: &World, object: &Parameter<'_>, kind: &str, business: &str) -> Result<Draft, GraphError> {
    object.object()?;
    let caption = object.get("caption");
    let content = match kind {
        "image" | "video" | "document" => {
            let mut content = json!({});
            set(&mut content, "caption", caption.optional_text(1024)?);
            content
        }
        _ => {
            caption.forbidden("is not supported for this type")?;
            json!({})
        }
    };
    let (mut media, doomed) = file(world, object, kind, business)?;
    set(&mut media, "filename", object.get("filename").optional_text(240)?);
    if kind == "audio" {
        let voice = object.get("voice");
        media["voice"] = voice.value().and_then(Value::as_bool).unwrap_or(false).into();
    }
    Ok(Draft {
        media,
        doomed,
        ..Draft::free_form(content)
    })
}

/// The file by id or link, as threads show it; and why it will not arrive.
pub(crate) fn file(world: &World, object: &Parameter<'_>, kind: &str, business: &str) -> Result<(Value, Option<GraphError>), GraphError> {
    let (id, link) = (object.get("id"), object.get("link"));
    match (id.is_there(), link.is_there()) {
        (true, true) => Err(object.not_allowed("takes either id or link, not both")),
        (false, false) => Err(GraphError::missing(format!("Parameter '{kind}' needs an id or a link."))),
        (false, true) => Ok((json!({ "link": link.link()?, "url": null }), None)),
        (true, false) => {
            let known = world
                .media
                .get(id.text(64)?, world.now())
                .filter(|media| media.business.as_deref() == Some(business));
            let known = known.ok_or_else(|| id.wrong("is not a valid whatsapp business account media attachment ID"))?;
            let doomed = Limit::of(kind).refuse(&known.mime_type, known.bytes.len());
            Ok((known.view(), doomed.map(|why| GraphError::new(131_053).details(why))))
        }
    }
}
