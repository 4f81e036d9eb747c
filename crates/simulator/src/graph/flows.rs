//! Managing WhatsApp's own forms (<https://developers.facebook.com/docs/whatsapp/flows/reference/flowsapi>).

use std::time::Duration;

use axum::{
    body::Body,
    extract::{FromRequest as _, Multipart, Path, Query, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    config::stable_digest,
    graph::{Answer, Call, check::Parameter, error::GraphError, found, paging, success},
    simulator::Simulator,
    world::{World, flow::Form},
};

const CATEGORIES: [&str; 8] = [
    "SIGN_UP",
    "SIGN_IN",
    "APPOINTMENT_BOOKING",
    "LEAD_GENERATION",
    "CONTACT_US",
    "CUSTOMER_SUPPORT",
    "SURVEY",
    "OTHER",
];
/// Fields that come without being asked for.
const USUAL: [&str; 4] = ["name", "status", "categories", "validation_errors"];
/// The largest Flow JSON.
const MOST_BYTES: usize = 10 << 20;
const PREVIEW_LIFE: Duration = Duration::from_secs(30 * 24 * 3600);

pub(crate) fn list(call: &Call, business: &str) -> Answer {
    let all = call.simulator.inner.with(|world| {
        let forms = world.business(business).map(|business| business.forms.clone()).unwrap_or_default();
        forms.iter().rev().map(|form| view(world, business, form)).collect::<Vec<_>>()
    });
    let asked = all.into_iter().map(|form| call.asked(form, &USUAL)).collect();
    found(paging::page(call, asked)?)
}

pub(crate) fn get(call: &Call, business: &str, id: &str) -> Answer {
    let fresh = call.query.get("fields").is_some_and(|fields| fields.contains("preview.invalidate(true)"));
    let shown = call.simulator.inner.with(|world| {
        if fresh {
            let (preview, until) = (hex::encode(world.random.bytes::<16>()), world.now().plus(PREVIEW_LIFE));
            if let Some(form) = world.form_mut(id) {
                (form.preview, form.preview_until) = (preview, until);
            }
        }
        world.form(id).map(|(_, form)| view(world, business, form))
    });
    let shown = shown.ok_or_else(|| GraphError::no_object("GET", id))?;
    found(call.asked(shown, &USUAL))
}

pub(crate) async fn create(call: &Call, business: &str) -> Answer {
    let parameters = call.parameters().await?;
    let name = Parameter::root(&parameters, "name").text(200)?.to_owned();
    let categories = categories(&parameters)?.ok_or_else(|| GraphError::parameter("The parameter categories is required."))?;
    let endpoint_uri = address(&parameters)?;
    let json = Parameter::root(&parameters, "flow_json").optional_text(MOST_BYTES)?.map(str::to_owned);
    let clone_of = Parameter::root(&parameters, "clone_flow_id").optional_text(40)?.map(str::to_owned);
    if json.is_some() && clone_of.is_some() {
        return Err(GraphError::parameter("Use either flow_json or clone_flow_id."));
    }
    let made = call.simulator.inner.with(|world| {
        let preview = hex::encode(world.random.bytes::<16>());
        let (id, preview_until) = (world.random.digits(16), world.now().plus(PREVIEW_LIFE));
        let owner = world.business_mut(business).ok_or_else(|| GraphError::no_object("POST", business))?;
        if owner.forms.iter().any(|form| form.name == name) {
            return Err(name_taken(&name));
        }
        let draft = match &clone_of {
            Some(id) => {
                let source = owner.forms.iter().find(|form| &form.id == id);
                let source = source.ok_or_else(|| GraphError::parameter("The Flow to clone does not exist."))?;
                source.draft.clone().or_else(|| source.published.clone())
            }
            None => json,
        };
        let application_id = Some(owner.app_id.clone());
        let form = Form {
            id,
            name,
            categories,
            status: "DRAFT".to_owned(),
            endpoint_uri,
            application_id,
            draft,
            published: None,
            preview,
            preview_until,
        };
        let made = json!({ "id": form.id, "success": true, "validation_errors": form.validation_errors() });
        owner.forms.push(form);
        Ok(made)
    })?;
    found(made)
}

/// Changes name, categories, address or app.
pub(crate) async fn edit(call: &Call, id: &str) -> Answer {
    let parameters = call.parameters().await?;
    let name = Parameter::root(&parameters, "name").optional_text(200)?.map(str::to_owned);
    let (categories, endpoint_uri) = (categories(&parameters)?, address(&parameters)?);
    let application_id = Parameter::root(&parameters, "application_id").optional_text(40)?.map(str::to_owned);
    call.simulator.inner.with(|world| {
        let (business, form) = world.form(id).ok_or_else(|| GraphError::no_object("POST", id))?;
        if form.status == "DEPRECATED" {
            return Err(GraphError::new(139_001).for_user("Flow can't be updated", "A deprecated Flow cannot be changed."));
        }
        let others = world.business(business).map(|business| business.forms.as_slice()).unwrap_or_default();
        if let Some(name) = name
            .as_ref()
            .filter(|name| others.iter().any(|other| other.id != id && &other.name == *name))
        {
            return Err(name_taken(name));
        }
        let form = world.form_mut(id).ok_or_else(|| GraphError::no_object("POST", id))?;
        form.name = name.unwrap_or_else(|| form.name.clone());
        form.categories = categories.unwrap_or_else(|| form.categories.clone());
        form.endpoint_uri = endpoint_uri.or(form.endpoint_uri.take());
        form.application_id = application_id.or(form.application_id.take());
        Ok(())
    })?;
    success()
}

/// Takes Flow JSON, right or wrong, and says what is wrong with it.
pub(crate) async fn upload(call: &Call, id: &str) -> Answer {
    let text = asset(call).await?;
    let errors = call.simulator.inner.with(|world| {
        let form = world.form_mut(id).ok_or_else(|| GraphError::no_object("POST", id))?;
        if form.status == "DEPRECATED" {
            return Err(GraphError::new(139_001).for_user("Flow can't be updated", "A deprecated Flow cannot be changed."));
        }
        form.draft = Some(text);
        // What was published keeps being served; the newer draft waits to be published.
        let (errors, was) = (form.validation_errors(), form.status.clone());
        if was == "PUBLISHED" {
            world.set_form_status(id, "DRAFT");
        }
        Ok(errors)
    })?;
    found(json!({ "success": true, "validation_errors": errors }))
}

pub(crate) fn assets(call: &Call, id: &str) -> Answer {
    let data = call.simulator.inner.with(|world| {
        let (_, form) = world.form(id)?;
        let url = format!("{}/graph/flow-assets/{id}?hash={}", world.public_base, pass(world, id));
        Some(match form.draft {
            Some(_) => json!([{ "name": "flow.json", "asset_type": "FLOW_JSON", "download_url": url }]),
            None => json!([]),
        })
    });
    found(json!({ "data": data.ok_or_else(|| GraphError::no_object("GET", id))? }))
}

/// What opens a download.
#[derive(Debug, Deserialize)]
pub(crate) struct Pass {
    hash: String,
}

/// Flow JSON, for whoever has its address.
pub(crate) async fn download(State(simulator): State<Simulator>, Path(id): Path<String>, Query(given): Query<Pass>) -> Response {
    let text = simulator.inner.with(|world| {
        let (_, form) = world.form(&id)?;
        form.draft.clone().filter(|_| pass(world, &id) == given.hash)
    });
    match text {
        Some(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// An encrypted file of a form, for whoever has its address, as WhatsApp's CDN gives it.
pub(crate) async fn download_file(State(simulator): State<Simulator>, Path(id): Path<String>) -> Response {
    let file = simulator
        .inner
        .with(|world| world.media.get(&id, world.now()).map(|media| media.bytes.clone()));
    match file {
        Some(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Publishes, when everything Meta asks for is there: the text, an address that answers a ping, a signed key.
pub(crate) async fn publish(call: &Call, business: &str, id: &str) -> Answer {
    let (form, number) = call.simulator.inner.with(|world| {
        let (_, form) = world.form(id).ok_or_else(|| GraphError::no_object("POST", id))?;
        let number = world
            .business(business)
            .and_then(|business| business.numbers.first())
            .map(|number| number.id.clone());
        Ok::<_, GraphError>((form.clone(), number))
    })?;
    if form.status != "DRAFT" {
        return Err(refused("Flow can't be published", "Only a draft can be published."));
    }
    if form.draft.is_none() || !form.validation_errors().is_empty() {
        return Err(refused("Validation errors in Flow", "Fix the validation errors before publishing."));
    }
    let Some(number) = number else {
        return Err(refused("No phone number", "The account has no phone number."));
    };
    if form.top("data_api_version").is_some() {
        let Some(uri) = &form.endpoint_uri else {
            return Err(refused("Missing endpoint", "Set the endpoint URI before publishing."));
        };
        let ping = crate::exchange::Exchange::of(&call.simulator, &number, uri).map_err(|why| refused("Endpoint not available", why))?;
        let answer = ping.ask(&json!({ "version": "3.0", "action": "ping" })).await;
        if !answer.plain.is_some_and(|plain| plain["data"]["status"] == "active") {
            return Err(refused("Endpoint not available", "The endpoint did not answer the ping."));
        }
    }
    call.simulator.inner.with(|world| {
        if let Some(form) = world.form_mut(id) {
            form.published.clone_from(&form.draft);
        }
        world.set_form_status(id, "PUBLISHED");
    });
    success()
}

pub(crate) fn deprecate(call: &Call, id: &str) -> Answer {
    call.simulator.inner.with(|world| {
        let (_, form) = world.form(id).ok_or_else(|| GraphError::no_object("POST", id))?;
        if form.published.is_none() || form.status == "DEPRECATED" {
            return Err(GraphError::new(139_003).for_user("Flow can't be deprecated", "Only a published Flow can be deprecated."));
        }
        world.set_form_status(id, "DEPRECATED");
        Ok(())
    })?;
    success()
}

pub(crate) fn delete(call: &Call, id: &str) -> Answer {
    call.simulator.inner.with(|world| {
        let (business, form) = world.form(id).ok_or_else(|| GraphError::no_object("DELETE", id))?;
        if form.status != "DRAFT" || form.published.is_some() {
            return Err(GraphError::new(139_004).for_user("Flow can't be deleted", "Only a draft that was never published can be deleted."));
        }
        let business = business.to_owned();
        if let Some(business) = world.business_mut(&business) {
            business.forms.retain(|form| form.id != id);
        }
        Ok(())
    })?;
    success()
}

fn view(world: &World, business: &str, form: &Form) -> Value {
    let numbers = world.business(business).map(|business| business.numbers.as_slice()).unwrap_or_default();
    let has_key = numbers.iter().any(|number| number.public_key.is_some());
    form.view(business, &world.public_base, has_key)
}

fn pass(world: &World, id: &str) -> String {
    hex::encode(&stable_digest(&["flow asset", &world.salt, id])[..16])
}

fn refused(title: &'static str, text: &str) -> GraphError {
    GraphError::new(139_002).for_user(title, text)
}

fn name_taken(name: &str) -> GraphError {
    let text = format!("A Flow named {name} exists already in this account.");
    GraphError::new(100).subcode(4_016_019).for_user("Flow name is not unique", text)
}

/// Categories, as an array or as JSON in a form.
fn categories(parameters: &Map<String, Value>) -> Result<Option<Vec<String>>, GraphError> {
    let wrong = || GraphError::parameter(format!("Param categories must be an array of {}.", CATEGORIES.join(", ")));
    let given = match parameters.get("categories") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => serde_json::from_str(text).map_err(|_| wrong())?,
        Some(value) => value.clone(),
    };
    let list: Vec<String> = serde_json::from_value(given).map_err(|_| wrong())?;
    let known = !list.is_empty() && list.iter().all(|one| CATEGORIES.contains(&one.as_str()));
    if known { Ok(Some(list)) } else { Err(wrong()) }
}

fn address(parameters: &Map<String, Value>) -> Result<Option<String>, GraphError> {
    let uri = Parameter::root(parameters, "endpoint_uri").optional_text(2000)?;
    let Some(uri) = uri else { return Ok(None) };
    match reqwest::Url::parse(uri) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Some(uri.to_owned())),
        _ => Err(GraphError::parameter("Param endpoint_uri must be a URI.")),
    }
}

/// The file of an upload.
async fn asset(call: &Call) -> Result<String, GraphError> {
    let unreadable = |_| GraphError::parameter("The multipart form cannot be read.");
    let kind = call
        .headers
        .get(header::CONTENT_TYPE)
        .cloned()
        .ok_or_else(|| GraphError::parameter("The parameter file is required."))?;
    let request = Request::builder().header(header::CONTENT_TYPE, kind).body(Body::from(call.body.clone()));
    let mut request = request.expect("a request made from a request");
    axum::extract::DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| GraphError::parameter("The parameter file is required."))?;
    let (mut file, mut sort) = (None, None);
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name().unwrap_or_default() {
            "asset_type" => sort = Some(field.text().await.map_err(unreadable)?),
            "file" => file = Some(field.bytes().await.map_err(unreadable)?),
            _ => {}
        }
    }
    if sort.as_deref() != Some("FLOW_JSON") {
        return Err(GraphError::parameter("Param asset_type must be FLOW_JSON."));
    }
    let file = file.ok_or_else(|| GraphError::parameter("The parameter file is required."))?;
    if file.len() > MOST_BYTES {
        return Err(GraphError::parameter("The file is larger than 10 MB."));
    }
    String::from_utf8(file.to_vec()).map_err(|_| GraphError::parameter("The file is not UTF-8."))
}
