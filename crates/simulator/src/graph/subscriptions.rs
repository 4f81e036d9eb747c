//! The webhook address of an app.

use serde_json::{Value, json};

use crate::graph::{Answer, Call, access::Bearer, check::Parameter, error::GraphError, found, handshake, success};

pub(crate) fn get(call: &Call, app: &str) -> Answer {
    only_the_app(call)?;
    let data = call.simulator.inner.with(|world| {
        let app = world.app(app)?;
        let fields: Vec<_> = app
            .fields
            .iter()
            .map(|field| json!({ "name": field, "version": world.config.version }))
            .collect();
        let callback = app.callback.clone()?;
        Some(json!({ "object": "whatsapp_business_account", "callback_url": callback, "active": true, "fields": fields }))
    });
    found(json!({ "data": data.into_iter().collect::<Vec<_>>() }))
}

pub(crate) async fn post(call: &Call, app: &str) -> Answer {
    only_the_app(call)?;
    let parameters = call.parameters().await?;
    Parameter::root(&parameters, "object").one_of(&["whatsapp_business_account"])?;
    let callback = Parameter::root(&parameters, "callback_url").link()?.to_owned();
    let token = Parameter::root(&parameters, "verify_token").string()?.to_owned();
    let fields = fields(&parameters);
    handshake::check(&call.simulator, &callback, &token).await?;
    call.simulator.inner.with(|world| {
        if let Some(app) = world.app_mut(app) {
            (app.callback, app.verify_token) = (Some(callback), token);
            app.fields = fields.unwrap_or_else(|| app.fields.clone());
        }
    });
    success()
}

pub(crate) fn delete(call: &Call, app: &str) -> Answer {
    only_the_app(call)?;
    call.simulator.inner.with(|world| world.app_mut(app).map(|app| app.callback = None));
    success()
}

/// An array, or names with commas between them.
fn fields(parameters: &serde_json::Map<String, Value>) -> Option<Vec<String>> {
    match parameters.get("fields")? {
        Value::Array(names) => Some(names.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
        Value::String(names) => Some(names.split(',').map(|name| name.trim().to_owned()).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}

fn only_the_app(call: &Call) -> Result<(), GraphError> {
    match call.bearer()? {
        Bearer::App(_) => Ok(()),
        Bearer::Businesses(_) => Err(GraphError::new(15)
            .titled("This method must be called with an app access_token.")
            .details("Use APP_ID|APP_SECRET as token.")),
    }
}
