//! The pretend Meta inside this server: its secrets come from the master key, so that a connected number still works after a restart.

use std::net::SocketAddr;

use app::App;
use app::views::webhook_url;
use simulator::{Callbacks, Config as World, KeptForm, Simulator};
use store::ChannelRoute;
use store::secrets::MasterKey;

use super::Error;
use crate::config::Config;
use crate::config::simulator::Pace;

/// A simulator that answers at `/simulator` of this server, when the settings want one.
pub(super) fn make(config: &Config, master_key: &MasterKey, address: SocketAddr) -> Option<Simulator> {
    if !config.simulator.enabled {
        return None;
    }
    let mut world = World::demo();
    let key = master_key.derive("simulator");
    world.businesses = world.businesses.into_iter().map(|business| business.with_secrets(&key)).collect();
    // Who may use the simulator must not be able to aim this server at its own network.
    world.callbacks = Callbacks::Only(vec![config.server.link("/webhooks/meta"), format!("http://{address}/webhooks/meta")]);
    if config.simulator.pace == Pace::Instant {
        let test = World::test();
        (world.pace, world.retry) = (test.pace, test.retry);
    }
    let simulator = Simulator::new(world);
    simulator.set_public_base(&root(address));
    Some(simulator)
}

/// Lets the webhooks of connected numbers come here again: a simulator that starts does not know who had subscribed.
pub(super) async fn resume(simulator: &Simulator, app: &App, config: &Config) -> Result<(), Error> {
    for route in app.store().system().list_channel_routes().await? {
        if simulator.has_number(&route.phone_number_id) {
            simulator.set_callback(&webhook_url(&config.server.public_url, route.meta_app_id));
            let (forms, key) = remembered(app, &route).await?;
            simulator.restore(&route.phone_number_id, forms, key);
        }
    }
    Ok(())
}

/// The forms of a number, and the key pair that its phones encrypt for: a simulator that starts does not know what was made at the one before.
async fn remembered(app: &App, route: &ChannelRoute) -> Result<(Vec<KeptForm>, Option<String>), Error> {
    let workspace = app.store().workspace(route.workspace_id);
    let mut forms = Vec::new();
    for row in workspace.list_wa_flows(route.channel_id).await? {
        forms.push(KeptForm {
            json: workspace.find_newest_wa_flow_version(row.id).await?,
            categories: serde_json::from_str(&row.categories).unwrap_or_default(),
            id: row.meta_id,
            name: row.name,
            status: row.status,
            endpoint_uri: row.endpoint_uri,
        });
    }
    let keys = workspace.list_wa_flow_keys(route.channel_id).await?;
    let active = keys.into_iter().find(|key| key.status == "active" && key.uploaded_at.is_some());
    Ok((forms, active.map(|key| key.public_key)))
}

/// Where this process reaches its own simulator: always over loopback, whatever the public address is.
pub(super) fn root(address: SocketAddr) -> String {
    let host = if address.ip().is_unspecified() {
        std::net::Ipv4Addr::LOCALHOST.into()
    } else {
        address.ip()
    };
    format!("http://{}/simulator", SocketAddr::new(host, address.port()))
}

/// Where the Graph client of simulated numbers calls.
pub(super) fn graph(address: SocketAddr) -> String {
    format!("{}/graph", root(address))
}
