//! What may be reached: the operator's word first, then the public Internet on the usual ports.

use std::net::IpAddr;

use crate::address::is_public;
use crate::rule::Rule;

/// What may be reached.
#[derive(Debug, Clone)]
pub struct Policy {
    /// What may be reached although it is not public, on whatever port, also without TLS.
    pub allow: Vec<Rule>,
    /// What may not be reached, whatever else is said.
    pub deny: Vec<Rule>,
    /// This installation's own names, so that nobody makes it talk to itself.
    pub own: Vec<Rule>,
    /// Public addresses may be reached by `http://` too.
    pub plain_http: bool,
    /// Only these ports; when empty, 80, 443 and those from 1024 on, without those of databases and the like.
    pub ports: Vec<u16>,
    /// Requests under way to one host and port; more wait.
    pub per_host: usize,
    /// Requests under way altogether; more wait.
    pub at_once: usize,
}

/// Services that speak no HTTP, or that should never be open but often are: databases, queues, remote desktops, control planes.
const NEVER: &[u16] = &[
    1433, 1434, 1521, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3128, 3268, 3269, 3306, 3389, 4369, 4444, 5432, 5433, 5671, 5672, 5900, 5901,
    5984, 5985, 5986, 6000, 6379, 6380, 6443, 6667, 7000, 7001, 8500, 9042, 9092, 9160, 9200, 9300, 10250, 10255, 11211, 15672, 26257, 26379, 27017,
    27018, 50000,
];

/// Names that mean something near, or the metadata of a cloud, whatever they resolve to.
const NEAR: &[&str] = &[
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "arpa",
    "onion",
    "test",
    "invalid",
];

impl Default for Policy {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            deny: Vec::new(),
            own: Vec::new(),
            plain_http: false,
            ports: Vec::new(),
            per_host: 16,
            at_once: 256,
        }
    }
}

impl Policy {
    /// May `address`, to which `name` resolved (none for an address as it was written), be connected to?
    pub(crate) fn lets_through(&self, name: Option<&str>, address: IpAddr, port: u16, is_plain: bool) -> bool {
        let named = |rules: &[Rule]| rules.iter().any(|rule| rule.covers(name, Some(address), port));
        if named(&self.deny) {
            return false;
        }
        named(&self.allow)
            || (is_public(address) && !named(&self.own) && self.is_usual_port(port) && (self.plain_http || !is_plain) && !name.is_some_and(is_near))
    }

    /// Is it of any use to resolve this name? A denied or near name is not even asked for, unless the operator allows something that it may be.
    pub(crate) fn may_resolve(&self, name: &str, port: u16) -> bool {
        let named = |rules: &[Rule]| rules.iter().any(|rule| rule.covers(Some(name), None, port));
        !named(&self.deny) && (self.is_trusted(name, port) || !self.allow.is_empty() || (!is_near(name) && !named(&self.own)))
    }

    /// Did the operator allow this very name? Then it is resolved as the machine does it, search domains and all.
    pub(crate) fn is_trusted(&self, name: &str, port: u16) -> bool {
        self.allow.iter().any(|rule| rule.covers(Some(name), None, port))
    }

    fn is_usual_port(&self, port: u16) -> bool {
        if self.ports.is_empty() {
            matches!(port, 80 | 443) || (port >= 1024 && !NEVER.contains(&port))
        } else {
            self.ports.contains(&port)
        }
    }
}

fn is_near(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    !name.contains('.') || NEAR.contains(&last) || name.ends_with(".home.arpa")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(texts: &[&str]) -> Vec<Rule> {
        texts.iter().map(|text| text.parse().expect(text)).collect()
    }

    const WORLD: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(93, 184, 216, 34));
    const INSIDE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 5));

    #[test]
    fn the_operator_has_the_last_word() {
        let policy = Policy {
            allow: rules(&["10.0.0.5:8080", "llm.internal"]),
            deny: rules(&["evil.example", "93.184.216.0/24:8443"]),
            own: rules(&["chat.example"]),
            ..Policy::default()
        };
        let may = |name, address, port| policy.lets_through(name, address, port, false);
        assert!(may(None, INSIDE, 8080) && !may(None, INSIDE, 80));
        assert!(may(Some("llm.internal"), INSIDE, 22));
        assert!(!may(Some("evil.example"), WORLD, 443));
        assert!(may(Some("good.example"), WORLD, 443) && !may(Some("good.example"), WORLD, 8443));
        assert!(!may(Some("chat.example"), WORLD, 443));
        assert!(!may(Some("metadata.google.internal"), WORLD, 443) && !may(Some("intranet"), WORLD, 443));
    }

    #[test]
    fn without_tls_only_where_allowed() {
        let policy = Policy {
            allow: rules(&["10.0.0.5"]),
            ..Policy::default()
        };
        assert!(policy.lets_through(None, INSIDE, 80, true) && !policy.lets_through(None, WORLD, 80, true));
        let policy = Policy {
            plain_http: true,
            ..Policy::default()
        };
        assert!(policy.lets_through(None, WORLD, 80, true));
    }

    #[test]
    fn s10_ports_of_other_services() {
        let policy = Policy::default();
        let may = |port| policy.lets_through(None, WORLD, port, false);
        for port in [22, 23, 25, 110, 389, 465, 587, 3306, 5432, 6379, 9200, 11211, 27017] {
            assert!(!may(port), "{port}");
        }
        for port in [80, 443, 1024, 3000, 8080, 8443, 65535] {
            assert!(may(port), "{port}");
        }
        let narrow = Policy {
            ports: vec![443],
            ..Policy::default()
        };
        assert!(narrow.lets_through(None, WORLD, 443, false) && !narrow.lets_through(None, WORLD, 8443, false));
    }
}
