//! The list of routes, and the document that grows with it: path, verb and docs come from a handler's `#[utoipa::path]`, its access from its guard.

use std::ops::{Deref, DerefMut};

use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::auth::access::Access;
use crate::state::Server;

/// Routes with their documents. Add with `Routes::new().routes(routes!(list_tags, create_tag))`.
#[derive(Clone, Default)]
pub struct Routes(OpenApiRouter<Server>);

impl Routes {
    /// No routes yet.
    #[must_use]
    pub fn new() -> Self {
        Self(OpenApiRouter::default())
    }

    /// Adds handlers of one path, made with the `routes!` macro of this module.
    #[must_use]
    pub fn routes(self, routes: UtoipaMethodRouter<Server>) -> Self {
        Self(self.0.routes(routes))
    }

    /// Adds all routes of another list.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self(self.0.merge(other.0))
    }

    /// Adds all routes of another list below `path`.
    #[must_use]
    pub fn nest(self, path: &str, other: Self) -> Self {
        Self(self.0.nest(path, other.0))
    }

    /// Wraps the routes added so far, and only those, in a layer of the caller's choice.
    #[must_use]
    pub fn map(self, wrap: impl FnOnce(OpenApiRouter<Server>) -> OpenApiRouter<Server>) -> Self {
        Self(wrap(self.0))
    }

    /// The router and its document.
    pub fn split(self) -> (axum::Router<Server>, utoipa::openapi::OpenApi) {
        self.0.split_for_parts()
    }
}

impl Deref for Routes {
    type Target = OpenApiRouter<Server>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Routes {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

/// Handlers of one path as routes. Each must be guarded, or it does not compile; what its guard demands is written into its document.
macro_rules! routes {
    ($($handler:path),+ $(,)?) => {{
        let mut routes: utoipa_axum::router::UtoipaMethodRouter<$crate::state::Server> = utoipa_axum::routes!($($handler),+);
        $(crate::routes::declare(&mut routes, stringify!($handler), $crate::auth::access::access_of(&$handler));)+
        routes
    }};
}
pub(crate) use routes;

/// Writes what the handler called `name` demands into its operation.
pub(crate) fn declare((_, paths, _): &mut UtoipaMethodRouter<Server>, name: &str, access: Access) {
    let name = name.rsplit("::").next().unwrap_or(name).trim();
    for item in paths.paths.values_mut() {
        for operation in operations(item)
            .into_iter()
            .filter(|operation| operation.operation_id.as_deref() == Some(name))
        {
            operation.extensions.get_or_insert_default().merge(extensions(access));
        }
    }
}

fn extensions(access: Access) -> Extensions {
    let mut extensions = vec![("x-permission".to_owned(), serde_json::json!(access.as_str()))];
    if let Access::Member(permission) | Access::Program(permission) = access {
        let roles: Vec<&str> = permission.roles().iter().map(|role| role.as_str()).collect();
        extensions.push(("x-roles".to_owned(), serde_json::json!(roles)));
    }
    extensions.into_iter().collect()
}

/// The operations of a path.
pub(crate) fn operations(item: &mut PathItem) -> Vec<&mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.patch,
        &mut item.head,
        &mut item.options,
        &mut item.trace,
    ]
    .into_iter()
    .filter_map(Option::as_mut)
    .collect()
}
