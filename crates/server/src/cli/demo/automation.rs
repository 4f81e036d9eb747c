//! The flows of Lumen Home: a menu that is live, and an order enquiry that somebody is still drawing.

use app::App;
use app::flows::FlowRequest;
use app::{Actor, Error};
use serde_json::{Value, json};

/// Makes both; a start that was cut short comes here again, and what is there already stays.
pub(super) async fn flows(app: &App, admin: &Actor) -> anyhow::Result<()> {
    let menu = FlowRequest {
        name: "Welcome menu".to_owned(),
        description: Some("Answers whoever writes “menu” with what we can do for them.".to_owned()),
        graph: Some(menu(app)),
        ..FlowRequest::default()
    };
    match app.flows().create(admin, menu).await {
        Ok(flow) => {
            app.flows().publish(admin, flow.id, "First version, for the showroom", None).await?;
        }
        Err(Error { code: "flow.exists", .. }) => {}
        Err(error) => return Err(error.into()),
    }
    let orders = FlowRequest {
        name: "Where is my order".to_owned(),
        starter: Some("order_status".to_owned()),
        ..FlowRequest::default()
    };
    match app.flows().create(admin, orders).await {
        Ok(_) | Err(Error { code: "flow.exists", .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The starter's menu, begun by its word alone, so that the demo's customers talk with people unless they ask for it.
fn menu(app: &App) -> Value {
    let starter = app.flows().starters().into_iter().find(|starter| starter.slug == "welcome_menu");
    let mut graph = starter.expect("the starters have a menu").graph;
    let nodes = graph["nodes"].as_array_mut().into_iter().flatten();
    for start in nodes.filter(|node| node["type"] == "start") {
        start["config"]["triggers"] = json!([{ "type": "message", "match": { "by": "exact", "words": ["menu"] } }]);
    }
    graph
}
