//! The pretend Meta inside this server: its secrets come from the master key, so that a connected number still works after a restart.

use std::net::SocketAddr;

use simulator::{Config as World, Simulator};
use store::secrets::MasterKey;

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
    if config.simulator.pace == Pace::Instant {
        let test = World::test();
        (world.pace, world.retry) = (test.pace, test.retry);
    }
    let simulator = Simulator::new(world);
    simulator.set_public_base(&root(address));
    Some(simulator)
}

/// Where this process reaches its own simulator: always over loopback, whatever the public address is.
pub(super) fn root(address: SocketAddr) -> String {
    let host = if address.ip().is_unspecified() { std::net::Ipv4Addr::LOCALHOST.into() } else { address.ip() };
    format!("http://{}/simulator", SocketAddr::new(host, address.port()))
}

/// Where the Graph client of simulated numbers calls.
pub(super) fn graph(address: SocketAddr) -> String {
    format!("{}/graph", root(address))
}
