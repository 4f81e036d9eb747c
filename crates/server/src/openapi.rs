//! The OpenAPI document: made from the handlers, with what is common to all of them added once.

use serde_json::{Value, json};
use utoipa::openapi::{InfoBuilder, OpenApi};

use crate::error::{Code, Problem};
use crate::routes::Routes;
use crate::state::Server;

const DESCRIPTION: &str = "\
The REST interface of PrismWA, a console for WhatsApp Business teams.

**Sign-in.** `POST /api/v1/auth/login` answers with an access token that works for ten minutes; send it as `Authorization: Bearer …`. The refresh token is a \
cookie that only `/api/v1/auth` sees; `POST /api/v1/auth/refresh` renews the session.

**Lists** are pages: `?limit=&cursor=`; hand `page.next_cursor` back as `cursor` until it is null.

**Errors** are `application/problem+json` (RFC 9457) with a stable `code`, what the person can do in `remedy`, and the `request_id` that finds the request in the log.

**Ids** are prefixed strings (`msg_…`), times are RFC 3339 in UTC with milliseconds. Unknown fields and parameters are refused. Things of other workspaces are not found.

**Permissions.** `x-permission` says what an operation demands: `public`, `account` (signed in), `instance_admin`, or a permission of the member's role; `x-roles` \
lists the roles that hold it.";

/// The router and its finished document.
pub(crate) fn split(routes: Routes) -> (axum::Router<Server>, Value) {
    let (router, document) = routes.split();
    (router, finish(document))
}

fn finish(mut document: OpenApi) -> Value {
    document.info = InfoBuilder::new()
        .title("PrismWA")
        .version(crate::VERSION)
        .description(Some(DESCRIPTION))
        .build();
    let mut document = serde_json::to_value(document).expect("a document is plain data");
    document["info"]["license"] = json!({ "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" });
    document["servers"] = json!([{ "url": "/", "description": "This installation" }]);
    document["components"]["securitySchemes"] = json!({
        "access_token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "From sign-in; works for ten minutes." },
    });
    add_problem_schemas(&mut document);
    for operation in operations(&mut document) {
        add_common(operation);
    }
    document
}

/// Every operation of a document.
fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    paths
        .flat_map(|item| item.as_object_mut().into_iter().flatten())
        .filter(|(name, _)| *name != "parameters")
        .map(|(_, operation)| operation)
}

fn add_common(operation: &mut Value) {
    let permission = operation["x-permission"].as_str().unwrap_or_default().to_owned();
    operation["security"] = if permission == "public" {
        json!([])
    } else {
        json!([{ "access_token": [] }])
    };
    operation["responses"]["default"] = json!({
        "description": "A problem: `code` says which.",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    });
}

fn add_problem_schemas(document: &mut Value) {
    use utoipa::{PartialSchema as _, ToSchema as _};
    let mut referred = Vec::new();
    Problem::schemas(&mut referred);
    let schema = |schema| serde_json::to_value(schema).expect("a schema is plain data");
    let schemas = &mut document["components"]["schemas"];
    for (name, referred) in referred {
        schemas[name] = schema(referred);
    }
    schemas["Problem"] = schema(Problem::schema());
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    schemas["Problem"]["properties"]["code"]["examples"] = json!(codes);
}
