//! The Graph API doors: Meta's, and the simulator's when it runs. Which one a channel uses is decided by its kind, never by an address a user typed.

use cloud_api::client::Client;

use crate::{App, Error, Result};

/// One client for each kind of channel.
#[derive(Debug, Clone)]
pub struct Graph {
    /// Meta's Graph API.
    pub meta: Client,
    /// The simulator's, when it runs.
    pub simulator: Option<Client>,
}

impl Default for Graph {
    /// Meta's, and no simulator.
    fn default() -> Self {
        let http = Client::http().expect("an HTTP client without special settings can be built");
        let meta = Client::new(http, cloud_api::client::DEFAULT_BASE, cloud_api::client::DEFAULT_VERSION).expect("Meta's own address is one");
        Self { meta, simulator: None }
    }
}

impl Graph {
    /// The client for channels of this kind (`meta` or `simulator`).
    pub fn of(&self, channel_kind: &str) -> Result<&Client> {
        match channel_kind {
            "simulator" => self.simulator.as_ref().ok_or_else(|| {
                Error::unavailable("simulator.off", "This number belongs to the simulator, and the simulator is not running.")
                    .remedy("Start PrismWA with the simulator enabled, or connect a real number.")
            }),
            _ => Ok(&self.meta),
        }
    }
}

impl App {
    /// The Graph API for channels of this kind.
    pub fn graph(&self, channel_kind: &str) -> Result<&Client> {
        self.graphs().of(channel_kind)
    }
}
