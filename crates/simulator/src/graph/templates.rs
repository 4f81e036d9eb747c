//! Managing message templates (<https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates>).

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::{
    graph::{Answer, Call, error::GraphError, found, paging, success, template_check},
    world::{Step, When, World, template::Template},
};

/// Fields that come without being asked for.
const USUAL: [&str; 7] = [
    "name",
    "parameter_format",
    "components",
    "language",
    "status",
    "category",
    "rejected_reason",
];

/// Templates an account may have while its business is not verified.
const MOST: usize = 250;

pub(crate) fn list(call: &Call, business: &str) -> Answer {
    let is = |value: &str, key: &str| call.query.get(key).is_none_or(|wanted| wanted.eq_ignore_ascii_case(value));
    let contains = |value: &str, key: &str| call.query.get(key).is_none_or(|wanted| value.contains(wanted.as_str()));
    let views: Vec<Value> = call.simulator.inner.with(|world| {
        let templates = world.business(business).map(|business| business.templates.as_slice()).unwrap_or_default();
        let wanted = templates.iter().filter(|template| {
            contains(&template.name, "name")
                && is(&template.language, "language")
                && is(&template.status, "status")
                && is(&template.category, "category")
        });
        wanted.map(Template::view).collect()
    });
    found(paging::page(call, views.into_iter().map(|view| call.asked(view, &USUAL)).collect())?)
}

pub(crate) fn get(call: &Call, business: &str, template: &str) -> Answer {
    let view = call
        .simulator
        .inner
        .with(|world| world.business(business)?.template(template).map(Template::view));
    found(call.asked(view.ok_or_else(|| GraphError::no_object("GET", template))?, &USUAL))
}

pub(crate) async fn create(call: &Call, business: &str) -> Answer {
    let definition = definition(call).await?;
    template_check::check(&definition)?;
    let whole = Value::Object(definition);
    let created = call.simulator.inner.with(|world| {
        let now = world.now();
        let template = Template::new(world.random.digits(16), &whole, "PENDING", now);
        let owner = world.business_mut(business).ok_or_else(|| GraphError::no_object("POST", business))?;
        let same = |other: &Template| other.name == template.name && other.language == template.language;
        if owner.templates.iter().any(same) {
            let text = format!(
                "There is already {} content for this template. You can create a new template and try again.",
                template.language
            );
            return Err(GraphError::new(100)
                .subcode(2_388_024)
                .for_user("Content in This Language Already Exists", text));
        }
        if owner.templates.len() >= MOST {
            return Err(GraphError::new(100)
                .subcode(2_388_019)
                .for_user("Message template limit reached", "Delete templates you do not use."));
        }
        owner.templates.push(template.clone());
        review(world, &template.id);
        Ok(json!({ "id": template.id, "status": "PENDING", "category": template.category }))
    })?;
    found(created)
}

/// Replaces category, components or time to live; Meta looks at it again.
pub(crate) async fn edit(call: &Call, business: &str, id: &str) -> Answer {
    let changes = definition(call).await?;
    call.simulator.inner.with(|world| {
        let now = world.now();
        let template = world.business_mut(business).and_then(|business| business.template_mut(id));
        let template = template.ok_or_else(|| GraphError::no_object("POST", id))?;
        if !matches!(template.status.as_str(), "APPROVED" | "REJECTED" | "PAUSED") {
            return Err(GraphError::new(100).for_user("Message template cannot be edited", "Only approved, rejected and paused templates can."));
        }
        let mut whole = Map::from_iter([
            ("name".to_owned(), template.name.clone().into()),
            ("language".to_owned(), template.language.clone().into()),
            ("category".to_owned(), template.category.clone().into()),
            ("components".to_owned(), template.components.clone().into()),
            ("parameter_format".to_owned(), if template.named { "NAMED" } else { "POSITIONAL" }.into()),
        ]);
        whole.extend(changes);
        template_check::check(&whole)?;
        *template = Template::new(id.to_owned(), &Value::Object(whole), "PENDING", now);
        review(world, id);
        Ok(())
    })?;
    success()
}

/// Ends a pause before its time.
pub(crate) fn unpause(call: &Call, id: &str) -> Answer {
    call.simulator.inner.with(|world| {
        let status = world
            .businesses
            .iter()
            .find_map(|business| business.template(id))
            .map(|template| template.status.clone());
        if status.as_deref() != Some("PAUSED") {
            return Err(GraphError::new(100).for_user("Message template is not paused", "Only paused templates can be unpaused."));
        }
        world.decide_template(id, "APPROVED", "NONE");
        Ok(())
    })?;
    success()
}

/// Deletes all languages of a name, or the one with `hsm_id`.
pub(crate) fn delete(call: &Call, business: &str) -> Answer {
    let name = call
        .query
        .get("name")
        .ok_or_else(|| GraphError::parameter("The parameter name is required."))?;
    let only = call.query.get("hsm_id");
    let gone = call.simulator.inner.with(|world| {
        let templates = world.business_mut(business).map(|business| &mut business.templates)?;
        let before = templates.len();
        templates.retain(|template| &template.name != name || only.is_some_and(|only| only != &template.id));
        Some(before - templates.len())
    });
    match gone {
        Some(count) if count > 0 => success(),
        Some(_) | None => {
            let text = format!("No template is named {name}.");
            Err(GraphError::new(100).subcode(2_593_002).for_user("Message Template Not Found", text))
        }
    }
}

/// The body; components may be JSON inside a form.
async fn definition(call: &Call) -> Result<Map<String, Value>, GraphError> {
    let mut parameters = call.parameters().await?;
    parameters.remove("access_token");
    if let Some(Value::String(text)) = parameters.get("components") {
        let parsed = serde_json::from_str(text).map_err(|_| GraphError::parameter("Param components must be an array."))?;
        parameters.insert("components".to_owned(), parsed);
    }
    Ok(parameters)
}

/// Meta decides after a while, if this Meta decides by itself.
fn review(world: &mut World, template: &str) {
    if let Some(delay) = world.config.pace.review {
        world.later.push((
            When::In(delay.max(Duration::from_millis(1))),
            Step::Review {
                template: template.to_owned(),
            },
        ));
    }
}
