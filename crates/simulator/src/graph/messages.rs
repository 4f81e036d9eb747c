//! `POST /{PNID}/messages`: sends, read marks and typing.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;

use crate::{
    config::WindowRefusal,
    faults::Fault,
    graph::{Answer, Call, check::Parameter, error::GraphError},
    world::{World, sends::Accepted},
};

mod answer;
mod contacts;
mod interactive;
mod location;
mod media;
mod reaction;
mod read;
mod recipient;
mod template;
mod text;

/// A message body that passed its checks.
#[derive(Debug)]
pub(crate) struct Draft {
    /// For the thread.
    pub(crate) content: Value,
    pub(crate) media: Value,
    /// `service`, or the template's category in lower case.
    pub(crate) category: String,
    /// Why it will fail although it is accepted.
    pub(crate) doomed: Option<GraphError>,
}

/// THE LIST of kinds, as Meta names them in its error.
const KINDS: [&str; 11] = [
    "audio",
    "contacts",
    "document",
    "image",
    "interactive",
    "location",
    "reaction",
    "sticker",
    "template",
    "text",
    "video",
];

/// What the caller is told when nothing goes wrong.
struct Done {
    id: String,
    business: String,
    answer: Value,
    /// The first attempt to report `sent` was made.
    reported: CancellationToken,
}

impl Draft {
    pub(crate) fn free_form(content: Value) -> Self {
        Self {
            content,
            media: Value::Null,
            category: "service".to_owned(),
            doomed: None,
        }
    }
}

pub(crate) async fn post(call: &Call, number: &str, marketing_only: bool) -> Answer {
    let body = call.json()?;
    if body.contains_key("status") {
        return read::post(call, number, &body);
    }
    let done = call.simulator.inner.with(|world| {
        let sent = send(world, number, &body, marketing_only);
        world.ledger.refused += u64::from(sent.is_err());
        sent
    })?;
    answer::give(call, done).await
}

fn send(world: &mut World, number: &str, body: &Map<String, Value>, marketing_only: bool) -> Result<Done, GraphError> {
    product(body)?;
    let (business, own) = world.number(number).ok_or_else(|| GraphError::no_object("POST", number))?;
    if own.status != "CONNECTED" {
        return Err(GraphError::new(133_010).details("The number is not registered. Register it before sending."));
    }
    let (business_id, portfolio, digits) = (business.id.clone(), business.portfolio_id.clone(), own.digits());
    throttle(world, &business_id)?;
    let kind = kind(body, marketing_only)?;
    let opaque = Parameter::root(body, "biz_opaque_callback_data").optional_text(512)?.map(str::to_owned);
    let context = Parameter::root(body, "context");
    let reply_to = if context.is_there() {
        Some(context.get("message_id").string()?.to_owned())
    } else {
        None
    };
    let recipient = recipient::find(world, body, &portfolio, &digits)?;
    let mut draft = draft(world, kind, body, &business_id)?;
    if let Some(phone) = &recipient.phone {
        draft.doomed = draft.doomed.or(refusal(world, phone, number, &draft.category)?);
    }
    let fault = world.strike(
        &business_id,
        |fault| if let Fault::FailSend { code } = fault { Some(*code) } else { None },
    );
    if let Some(code) = fault {
        draft.doomed = Some(GraphError::new(code).details(super::error::usual_details(code)));
    }
    let reported = CancellationToken::new();
    let id = world.accept(Accepted {
        number: number.to_owned(),
        phone: recipient.phone,
        recipient: recipient.wa_id.clone().unwrap_or_else(|| recipient.input.clone()),
        to_number: recipient.to_number,
        opaque,
        kind: kind.to_owned(),
        content: draft.content,
        media: draft.media,
        reply_to: reply_to.filter(|_| kind != "reaction"),
        category: draft.category,
        doomed: draft.doomed,
        reported: Some(Arc::new(reported.clone().drop_guard())),
    });
    let mut message = json!({ "id": id });
    if kind == "template" {
        message["message_status"] = "accepted".into();
    }
    let mut contact = json!({ "input": recipient.input });
    match recipient.to_number {
        true => contact["wa_id"] = recipient.wa_id.into(),
        false => contact["user_id"] = recipient.input.into(),
    }
    let answer = json!({ "messaging_product": "whatsapp", "contacts": [contact], "messages": [message] });
    Ok(Done {
        id,
        business: business_id,
        answer,
        reported,
    })
}

/// More sends in a second than a fault allows are refused.
fn throttle(world: &mut World, business: &str) -> Result<(), GraphError> {
    let second = world.now().seconds();
    let limit = world.strike(business, |fault| {
        if let Fault::Throttle { per_second } = fault {
            Some(*per_second)
        } else {
            None
        }
    });
    match limit {
        Some(limit) if world.faults.count_send(second) > limit => Err(GraphError::new(130_429)
            .details("Message failed to send because there were too many messages sent from this phone number in a short period of time.")),
        Some(_) | None => Ok(()),
    }
}

fn product(body: &Map<String, Value>) -> Result<(), GraphError> {
    let product = Parameter::root(body, "messaging_product");
    match product.is_there() {
        true => product.one_of(&["whatsapp"]).map(|_| ()),
        false => Err(GraphError::parameter("The parameter messaging_product is required.")),
    }
}

fn kind(body: &Map<String, Value>, marketing_only: bool) -> Result<&'static str, GraphError> {
    let kind = Parameter::root(body, "type");
    let word = if kind.is_there() { kind.one_of(&KINDS)? } else { "text" };
    if marketing_only && word != "template" {
        return Err(GraphError::new(131_055).details("Only marketing templates can be sent with this endpoint."));
    }
    let known = KINDS.iter().find(|known| **known == word).expect("it is one of them");
    if body.get(*known).is_none_or(Value::is_null) {
        return Err(GraphError::missing(format!("Parameter '{known}' is mandatory for type '{known}'")));
    }
    Ok(known)
}

fn draft(world: &mut World, kind: &str, body: &Map<String, Value>, business: &str) -> Result<Draft, GraphError> {
    let object = Parameter::root(body, kind);
    match kind {
        "text" => text::draft(&object),
        "location" => location::draft(&object),
        "contacts" => contacts::draft(&object),
        "reaction" => reaction::draft(&object),
        "interactive" => interactive::draft(world, &object, business),
        "template" => template::draft(world, &object, business),
        kind => media::draft(world, &object, kind, business),
    }
}

/// Why this customer cannot get this now: at once, or (as `Some`) after it was accepted.
fn refusal(world: &mut World, phone: &str, number: &str, category: &str) -> Result<Option<GraphError>, GraphError> {
    let now = world.now();
    let blocked = world.number(number).is_some_and(|(_, number)| number.blocked.contains(phone));
    let chat = world.phones.get(phone).and_then(|phone| phone.chat(number));
    let open = chat.and_then(|chat| chat.window_until()).is_some_and(|until| until > now);
    let stopped = chat.is_some_and(|chat| chat.marketing_stopped);
    if blocked {
        return Ok(Some(GraphError::new(130_403).details("The business has blocked this user.")));
    }
    if category == "service" && !open {
        let error = GraphError::new(131_047).details(super::error::usual_details(131_047));
        return match world.config.window_refusal {
            WindowRefusal::AtOnce => Err(error),
            WindowRefusal::Later => Ok(Some(error)),
        };
    }
    let unwanted = category == "marketing" && stopped;
    Ok(unwanted.then(|| GraphError::new(131_050).details(super::error::usual_details(131_050))))
}
