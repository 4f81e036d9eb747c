//! What the operator's settings mean for `app`.

use std::net::SocketAddr;
use std::time::Duration;

use app::{Graph, Retention};
use cloud_api::client::{Client, Timeouts};

use super::{Error, simulator};
use crate::config::Config;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Meta's Graph API as the operator set it, without a simulator: for commands that run beside the server.
pub(crate) fn graphs(config: &Config) -> Result<Graph, Error> {
    let http = Client::http().map_err(|error| Error::Graph(error.to_string()))?;
    let meta = Client::new(http, &config.graph.base_url, &config.graph.version).map_err(|error| Error::Graph(error.to_string()))?;
    Ok(Graph { meta, simulator: None })
}

/// The app's own settings. With a simulator, `simulated` is where this server listens.
pub(super) fn config(config: &Config, simulated: Option<SocketAddr>) -> Result<app::Config, Error> {
    let http = Client::http().map_err(|error| Error::Graph(error.to_string()))?;
    let timeouts = Timeouts {
        send: Duration::from_secs(config.outbound.request_timeout_seconds),
        ..Timeouts::default()
    };
    let client = |base: &str| {
        let client = Client::new(http.clone(), base, &config.graph.version).map_err(|error| Error::Graph(error.to_string()))?;
        Ok::<_, Error>(client.with_timeouts(timeouts))
    };
    let meta = client(&config.graph.base_url)?;
    let simulator = simulated.map(|address| client(&simulator::graph(address))).transpose()?;
    Ok(app::Config {
        public_url: config.server.public_url.trim_end_matches('/').to_owned(),
        ingest: app::ingest::Config {
            queue_bytes: config.ingest.bytes_in_flight,
            ..app::ingest::Config::default()
        },
        graph: Graph { meta, simulator },
        egress: config.egress.policy(&config.server.public_url),
        functions: app::functions::Config::default(),
        files: config.media.open().map_err(|error| Error::Media(error.to_string()))?,
        max_upload_bytes: config.media.max_upload_bytes as u64,
        max_download_bytes: config.media.max_download_bytes as u64,
        thumbnailer: app::Thumbnailer::default(),
        retention: Retention {
            webhook_events: DAY * config.ingest.keep_events_days,
            ..Retention::default()
        },
        redis: config.bus.redis(),
    })
}
