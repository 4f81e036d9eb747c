//! Template messages: the template must exist, be approved and get the parameters it expects.

use serde_json::{Map, Value, json};

use crate::{
    graph::{
        check::Parameter,
        error::GraphError,
        messages::{Draft, media},
    },
    world::{
        World,
        template::{Template, component, filled, variables},
    },
};

mod buttons;

/// Longest text after variables are filled in.
const LONGEST: usize = 1024;

/// The components of a send, looked up by what they are for.
pub(crate) struct Given<'a> {
    components: Vec<Parameter<'a>>,
}

pub(crate) fn draft(world: &World, template: &Parameter<'_>, business: &str) -> Result<Draft, GraphError> {
    template.object()?;
    let name = template.get("name").text(512)?;
    let language = template.get("language");
    language.object()?;
    let language = language.get("code").text(20)?;
    let known = find(world, business, name, language)?;
    let given = Given::new(template.get("components"))?;
    let mut doomed = None;
    let mut content = parts(world, &known.components, known, &given, business, &mut doomed)?;
    content["name"] = name.into();
    content["language"] = known.language.clone().into();
    content["category"] = known.category.clone().into();
    content["offer"] = offer(known, &given)?;
    content["cards"] = cards(world, known, &given, business, &mut doomed)?;
    Ok(Draft {
        content,
        media: Value::Null,
        category: known.category.to_lowercase(),
        doomed,
    })
}

/// The approved template.
fn find<'a>(world: &'a World, business: &str, name: &str, language: &str) -> Result<&'a Template, GraphError> {
    let same = |code: &str| code.replace('-', "_").eq_ignore_ascii_case(&language.replace('-', "_"));
    let templates = world.business(business).map(|business| business.templates.as_slice()).unwrap_or_default();
    let found = templates.iter().find(|template| template.name == name && same(&template.language));
    let missing = || GraphError::new(132_001).details(format!("template name ({name}) does not exist in {language}"));
    let template = found.ok_or_else(missing)?;
    match template.status.as_str() {
        "APPROVED" => Ok(template),
        "PAUSED" => Err(GraphError::new(132_015).details("The template is paused because its quality is low.")),
        "DISABLED" => Err(GraphError::new(132_016).details("The template is disabled because its quality was low too often.")),
        _ => Err(missing()),
    }
}

/// Header, body, footer and buttons as the phone shows them.
fn parts(
    world: &World,
    components: &[Value],
    template: &Template,
    given: &Given<'_>,
    business: &str,
    doomed: &mut Option<GraphError>,
) -> Result<Value, GraphError> {
    let header = match component(components, "HEADER") {
        Some(definition) => header(world, definition, template, given, business, doomed)?,
        None => {
            given.none_of("header")?;
            Value::Null
        }
    };
    let body = component(components, "BODY").and_then(|body| body["text"].as_str()).unwrap_or_default();
    let body = fill("body", body, template.named, given)?;
    if body.chars().count() > LONGEST {
        return Err(GraphError::new(132_005).details(format!("body is longer than {LONGEST} characters with its parameters")));
    }
    let footer = component(components, "FOOTER").map(|footer| footer["text"].clone());
    let buttons = buttons::shown(component(components, "BUTTONS"), given)?;
    Ok(json!({ "header": header, "body": body, "footer": footer, "buttons": buttons }))
}

fn header(
    world: &World,
    definition: &Value,
    template: &Template,
    given: &Given<'_>,
    business: &str,
    doomed: &mut Option<GraphError>,
) -> Result<Value, GraphError> {
    let format = definition["format"].as_str().unwrap_or("TEXT").to_uppercase();
    if format == "TEXT" {
        let text = fill("header", definition["text"].as_str().unwrap_or_default(), template.named, given)?;
        return Ok(json!({ "format": "TEXT", "text": text }));
    }
    let kind = if format == "GIF" { "video".to_owned() } else { format.to_lowercase() };
    let parameter = given.parameters("header")?.into_iter().next();
    let received = parameter
        .as_ref()
        .and_then(|parameter| parameter.get("type").value().and_then(Value::as_str))
        .unwrap_or("UNKNOWN");
    let Some(parameter) = parameter.as_ref().filter(|_| received.eq_ignore_ascii_case(&kind)) else {
        let details = format!("header: Format mismatch, expected {format}, received {}", received.to_uppercase());
        return Err(GraphError::new(132_012).details(details));
    };
    let object = parameter.get(&kind);
    if kind == "location" {
        object.get("latitude").number(-90.0, 90.0)?;
        object.get("longitude").number(-180.0, 180.0)?;
        return Ok(json!({ "format": format, "location": object.value() }));
    }
    object.object()?;
    let (view, problem) = media::file(world, &object, &kind, business)?;
    *doomed = doomed.take().or(problem);
    Ok(json!({ "format": format, "media": view }))
}

/// A text with its parameters, which must be exactly those it names.
fn fill(place: &str, text: &str, named: bool, given: &Given<'_>) -> Result<String, GraphError> {
    let expected = variables(text);
    let parameters = given.parameters(place)?;
    if parameters.len() != expected.len() {
        return Err(GraphError::new(132_000).details(format!(
            "{place}: number of localizable_params ({}) does not match the expected number of params ({})",
            parameters.len(),
            expected.len(),
        )));
    }
    let mut values = Vec::new();
    for (parameter, position) in parameters.iter().zip(1..) {
        let name = match named {
            true => parameter.get("parameter_name").text(100)?.to_owned(),
            false => position.to_string(),
        };
        if !expected.contains(&name) && named {
            return Err(
                GraphError::parameter(format!("Parameter name {name} is not one of {}", expected.join(", ")))
                    .details(format!("{place}: the template has no parameter named {name}")),
            );
        }
        values.push((name, text_of(parameter)?));
    }
    Ok(filled(text, &values))
}

/// What a text, currency or date parameter shows.
fn text_of(parameter: &Parameter<'_>) -> Result<String, GraphError> {
    let kind = parameter.get("type").one_of(&["text", "currency", "date_time"])?;
    let shown = match kind {
        "text" => parameter.get("text"),
        kind => parameter.get(kind).get("fallback_value"),
    };
    let text = shown.text(32_768)?;
    // Meta refuses what would break the layout.
    if text.contains(['\n', '\t']) || text.contains("     ") {
        return Err(GraphError::new(132_018).details("Param text cannot have new-line/tab characters or more than 4 consecutive spaces"));
    }
    Ok(text.to_owned())
}

/// A limited-time offer, and when it ends if it does.
fn offer(template: &Template, given: &Given<'_>) -> Result<Value, GraphError> {
    let Some(definition) = template.component("LIMITED_TIME_OFFER") else {
        return Ok(Value::Null);
    };
    let definition = &definition["limited_time_offer"];
    let parameter = given.parameters("limited_time_offer")?.into_iter().next();
    let expires_at = match (definition["has_expiration"].as_bool().unwrap_or(false), parameter) {
        (true, None) => {
            return Err(GraphError::missing(
                "limited_time_offer: expiration_time_ms is required for this template",
            ));
        }
        (_, None) => Value::Null,
        (_, Some(parameter)) => {
            let end = parameter.get("limited_time_offer").get("expiration_time_ms");
            end.number(1.0, 9e15)?;
            end.value().cloned().unwrap_or_default()
        }
    };
    Ok(json!({ "text": definition["text"], "expires_at": expires_at }))
}

fn cards(world: &World, template: &Template, given: &Given<'_>, business: &str, doomed: &mut Option<GraphError>) -> Result<Value, GraphError> {
    let Some(definitions) = template.component("CAROUSEL").and_then(|carousel| carousel["cards"].as_array()) else {
        return Ok(json!([]));
    };
    let sent = given
        .find("carousel")
        .map(|carousel| carousel.get("cards").array(1, 10))
        .transpose()?
        .unwrap_or_default();
    let mut cards = Vec::new();
    for (place, definition) in definitions.iter().enumerate() {
        let own = sent
            .iter()
            .find(|card| card.get("card_index").value().and_then(Value::as_u64) == u64::try_from(place).ok());
        let nothing = Value::Object(Map::new());
        let components = own.map_or_else(|| Parameter::of("components", &nothing).get("components"), |card| card.get("components"));
        let given = Given::new(components)?;
        let components = definition["components"].as_array().cloned().unwrap_or_default();
        cards.push(parts(world, &components, template, &given, business, doomed)?);
    }
    Ok(Value::Array(cards))
}

impl<'a> Given<'a> {
    fn new(components: Parameter<'a>) -> Result<Self, GraphError> {
        let components = if components.is_there() { components.array(0, 50)? } else { Vec::new() };
        Ok(Self { components })
    }

    fn find(&self, kind: &str) -> Option<&Parameter<'a>> {
        self.components.iter().find(|component| is(component, "type", kind))
    }

    fn parameters(&self, kind: &str) -> Result<Vec<Parameter<'a>>, GraphError> {
        match self.find(kind).map(|component| component.get("parameters")) {
            Some(parameters) if parameters.is_there() => parameters.array(0, 100),
            Some(_) | None => Ok(Vec::new()),
        }
    }

    /// 132000 when parameters came for something the template does not have.
    fn none_of(&self, kind: &str) -> Result<(), GraphError> {
        match self.parameters(kind)?.len() {
            0 => Ok(()),
            count => Err(GraphError::new(132_000).details(format!(
                "{kind}: number of localizable_params ({count}) does not match the expected number of params (0)"
            ))),
        }
    }

    /// The parameters for the button at a place.
    fn button(&self, place: usize) -> Result<Option<Parameter<'a>>, GraphError> {
        let at = |component: &&Parameter<'a>| {
            let index = component.get("index");
            let index = index.value().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            is(component, "type", "button") && index.is_some_and(|index| index == place.to_string())
        };
        let Some(component) = self.components.iter().find(at) else {
            return Ok(None);
        };
        Ok(component.get("parameters").array(1, 2)?.into_iter().next())
    }
}

fn is(parameter: &Parameter<'_>, name: &str, word: &str) -> bool {
    parameter
        .get(name)
        .value()
        .and_then(Value::as_str)
        .is_some_and(|own| own.eq_ignore_ascii_case(word))
}
