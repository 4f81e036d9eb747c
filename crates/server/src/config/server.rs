//! `[server]`: where we listen, how we are reached, and how long a request may take.

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::network::Network;

/// Settings of the HTTP server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: String,
    /// The address people and Meta reach this server at.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Longest time one request may take.
    pub request_timeout_seconds: u64,
    /// Largest JSON body.
    pub max_body_bytes: usize,
    /// How long running work may finish after SIGTERM.
    pub shutdown_seconds: u64,
    /// Do the work behind requests, too: process deliveries, send, run flows and jobs.
    pub background_work: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            public_url: "http://127.0.0.1:8080".to_owned(),
            trusted_proxies: Vec::new(),
            request_timeout_seconds: 30,
            max_body_bytes: 1_048_576,
            shutdown_seconds: 10,
            background_work: true,
        }
    }
}

impl Server {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if self.listen.parse::<std::net::SocketAddr>().is_err() {
            problems.push(Problem::new(
                "server.listen",
                format!("`{}` is not an address and port; write it like 127.0.0.1:8080 or [::]:8080", self.listen),
            ));
        }
        if let Err(why) = check_public_url(&self.public_url) {
            problems.push(Problem::new("server.public_url", why));
        }
        if self.request_timeout_seconds == 0 {
            problems.push(Problem::new("server.request_timeout_seconds", "must be at least 1"));
        }
        if self.max_body_bytes < 65_536 {
            problems.push(Problem::new("server.max_body_bytes", "must be at least 65536"));
        }
    }

    /// Is the public address an https one? Then cookies are marked `Secure`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// An absolute link to `path` (which starts with `/`).
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.trim_end_matches('/'))
    }
}

fn check_public_url(text: &str) -> Result<(), String> {
    let uri: http::Uri = text.parse().map_err(|_| format!("`{text}` is not a web address"))?;
    let scheme = uri.scheme_str().unwrap_or_default();
    if !matches!(scheme, "http" | "https") || uri.host().is_none_or(str::is_empty) {
        return Err(format!("`{text}` must start with http:// or https:// and name a host"));
    }
    if uri.path() != "/" || uri.query().is_some() || text.contains('#') || text.contains('@') {
        return Err(format!(
            "`{text}` must be only scheme, host and port: PrismWA needs the whole host to itself"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_url_is_only_scheme_host_and_port() {
        for good in ["http://localhost:8080", "https://wa.example.com", "https://wa.example.com/"] {
            assert_eq!(check_public_url(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "localhost:8080",
            "ftp://x",
            "https://x/console",
            "https://user@x",
            "https://x?y",
            "https://x/#a",
        ] {
            assert!(check_public_url(bad).is_err(), "{bad}");
        }
    }
}
