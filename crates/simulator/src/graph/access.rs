//! Who calls, and which node they mean.

use axum::http::header;

use crate::{
    graph::{Call, error::GraphError},
    world::World,
};

/// Who a token belongs to.
#[derive(Debug)]
pub(crate) enum Bearer {
    /// System user of these accounts.
    Businesses(Vec<String>),
    /// The app itself (`APP_ID|APP_SECRET`).
    App(String),
}

/// What an id in a path means.
#[derive(Debug)]
pub(crate) enum Node {
    Number(String),
    Business(String),
    App(String),
    Media(String),
    Template { business: String, template: String },
    Form { business: String, form: String },
}

impl Node {
    /// Meta's name for the kind of node.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "WhatsAppBusinessPhoneNumber",
            Self::Business(_) => "WhatsAppBusinessAccount",
            Self::App(_) => "Application",
            Self::Media(_) => "WhatsAppMedia",
            Self::Template { .. } => "WhatsAppMessageTemplate",
            Self::Form { .. } => "WhatsAppBusinessFlow",
        }
    }

    /// The account it belongs to.
    pub(crate) fn business(&self, world: &World) -> Option<String> {
        match self {
            Self::Number(id) => world.number(id).map(|(business, _)| business.id.clone()),
            Self::Business(id) => Some(id.clone()),
            Self::App(app) => world
                .businesses
                .iter()
                .find(|business| &business.app_id == app)
                .map(|business| business.id.clone()),
            Self::Media(id) => world.media.get(id, world.now()).and_then(|media| media.business.clone()),
            Self::Template { business, .. } | Self::Form { business, .. } => Some(business.clone()),
        }
    }
}

impl Call {
    /// Whose token came with the call, as header or parameter.
    pub(crate) fn bearer(&self) -> Result<Bearer, GraphError> {
        let header = self.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.split_once(' ')).map(|(_, token)| token.trim());
        let token = token
            .or_else(|| self.query.get("access_token").map(String::as_str))
            .filter(|token| !token.is_empty());
        let token = token.ok_or_else(|| GraphError::token("An access token is required to request this resource.", None))?;
        self.simulator.inner.with(|world| bearer(world, token))
    }

    /// The node in the path, if this bearer may see it.
    pub(crate) fn resolve(&self, bearer: &Bearer) -> Result<Node, GraphError> {
        let node = self.simulator.inner.with(|world| resolve(world, bearer, &self.node));
        node.ok_or_else(|| GraphError::no_object(self.method.as_str(), &self.node))
    }
}

/// Whose token this is.
pub(crate) fn bearer(world: &World, token: &str) -> Result<Bearer, GraphError> {
    if let Some(app) = world.apps.iter().find(|app| app.token() == token) {
        return Ok(Bearer::App(app.id.clone()));
    }
    let owned: Vec<_> = world.businesses.iter().filter(|business| business.access_token == token).collect();
    if owned.is_empty() {
        return Err(GraphError::token("Invalid OAuth access token - Cannot parse access token", None));
    }
    match owned.iter().any(|business| business.token_expired) {
        true => Err(expired()),
        false => Ok(Bearer::Businesses(owned.into_iter().map(|business| business.id.clone()).collect())),
    }
}

/// 190/463.
pub(crate) fn expired() -> GraphError {
    GraphError::token("Error validating access token: Session has expired.", Some(463))
}

fn resolve(world: &World, bearer: &Bearer, id: &str) -> Option<Node> {
    let sees = |business: &str| match bearer {
        Bearer::Businesses(own) => own.iter().any(|own| own == business),
        Bearer::App(app) => world.business(business).is_some_and(|business| &business.app_id == app),
    };
    if let Some((business, number)) = world.number(id) {
        return sees(&business.id).then(|| Node::Number(number.id.clone()));
    }
    if let Some(business) = world.business(id) {
        return sees(&business.id).then(|| Node::Business(business.id.clone()));
    }
    if let Some(app) = world.app(id) {
        let visible = match bearer {
            Bearer::App(own) => own == &app.id,
            Bearer::Businesses(own) => own.iter().filter_map(|own| world.business(own)).any(|business| business.app_id == app.id),
        };
        return visible.then(|| Node::App(app.id.clone()));
    }
    if let Some(media) = world.media.get(id, world.now()) {
        return media.business.as_deref().is_some_and(sees).then(|| Node::Media(media.id.clone()));
    }
    if let Some((business, form)) = world.form(id) {
        return sees(business).then(|| Node::Form {
            business: business.to_owned(),
            form: form.id.clone(),
        });
    }
    let (business, template) = world.businesses.iter().find_map(|business| Some((business, business.template(id)?)))?;
    sees(&business.id).then(|| Node::Template {
        business: business.id.clone(),
        template: template.id.clone(),
    })
}
