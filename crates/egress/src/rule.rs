//! A line of the operator's lists: `10.0.0.5:8080`, `10.1.0.0/16`, `[fd00::5]:8080`, `llm.internal:8080`, `*.corp.example`.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use crate::address::within;
use crate::target::plain_name;

/// Addresses or names, with one port or all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    what: What,
    port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Network(IpAddr, u8),
    Name(String),
    /// Names below this one.
    Below(String),
}

/// A line that is no rule; the text says what one looks like.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither an address, a network nor a name; write 10.0.0.5:8080, 10.1.0.0/16, [fd00::5]:8080, llm.internal or *.corp.example")]
pub struct BadRule(pub String);

impl Rule {
    /// Does the rule name this destination? A name is in lower case without a dot at its end.
    #[must_use]
    pub fn covers(&self, name: Option<&str>, address: Option<IpAddr>, port: u16) -> bool {
        self.port.is_none_or(|own| own == port)
            && match &self.what {
                What::Network(network, bits) => address.is_some_and(|address| within(address, *network, *bits)),
                What::Name(own) => name == Some(own),
                What::Below(own) => name
                    .and_then(|name| name.strip_suffix(own.as_str()))
                    .is_some_and(|rest| rest.ends_with('.')),
            }
    }

    /// Every port of the host in `url`, if that is an address.
    #[must_use]
    pub fn host_of(url: &str) -> Option<Self> {
        let what = match url::Url::parse(url).ok()?.host()? {
            url::Host::Domain(name) => What::Name(plain_name(name).to_owned()),
            url::Host::Ipv4(address) => What::Network(address.into(), 32),
            url::Host::Ipv6(address) => What::Network(address.into(), 128),
        };
        Some(Self { what, port: None })
    }
}

impl FromStr for Rule {
    type Err = BadRule;

    fn from_str(text: &str) -> Result<Self, BadRule> {
        let bad = || BadRule(text.to_owned());
        let (host, port) = split_port(text.trim()).ok_or_else(bad)?;
        let what = network(host).or_else(|| named(host)).ok_or_else(bad)?;
        Ok(Self { what, port })
    }
}

/// `host`, `host:port`, `[v6]`, `[v6]:port`; an IPv6 address without brackets has no port.
fn split_port(text: &str) -> Option<(&str, Option<u16>)> {
    if let Some(rest) = text.strip_prefix('[') {
        let (host, rest) = rest.split_once(']')?;
        let port = match rest.strip_prefix(':') {
            Some(port) => Some(port.parse().ok()?),
            None if rest.is_empty() => None,
            None => return None,
        };
        return Some((host, port));
    }
    match text.split_once(':') {
        Some((host, port)) if !port.contains(':') => Some((host, Some(port.parse().ok()?))),
        _ => Some((text, None)),
    }
}

fn network(text: &str) -> Option<What> {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let all = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(all);
    (bits <= all).then_some(What::Network(address, bits))
}

fn named(text: &str) -> Option<What> {
    let (below, name) = text.strip_prefix("*.").map_or((false, text), |name| (true, name));
    match url::Host::parse(name).ok()? {
        url::Host::Domain(name) if !name.contains(['*', '/', ' ']) => {
            let name = plain_name(&name).to_owned();
            Some(if below { What::Below(name) } else { What::Name(name) })
        }
        _ => None,
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Network(IpAddr::V4(address), bits) => write!(formatter, "{address}/{bits}")?,
            What::Network(IpAddr::V6(address), bits) => write!(formatter, "[{address}/{bits}]")?,
            What::Name(name) => formatter.write_str(name)?,
            What::Below(name) => write!(formatter, "*.{name}")?,
        }
        self.port.map_or(Ok(()), |port| write!(formatter, ":{port}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: &str, covered: &[(&str, u16)], not: &[(&str, u16)]) {
        let rule: Rule = rule.parse().expect(rule);
        let covers = |(host, port): &(&str, u16)| match host.parse() {
            Ok(address) => rule.covers(None, Some(address), *port),
            Err(_) => rule.covers(Some(host), Some(IpAddr::from([9, 9, 9, 9])), *port),
        };
        covered.iter().for_each(|to| assert!(covers(to), "{rule} covers {to:?}"));
        not.iter().for_each(|to| assert!(!covers(to), "{rule} does not cover {to:?}"));
    }

    #[test]
    fn every_shape() {
        check(
            "10.0.0.5:8080",
            &[("10.0.0.5", 8080)],
            &[("10.0.0.5", 80), ("10.0.0.6", 8080), ("::ffff:10.0.0.5", 8080)],
        );
        check("10.1.0.0/16", &[("10.1.255.1", 22)], &[("10.2.0.0", 22)]);
        check("0.0.0.0/0", &[("10.1.255.1", 22)], &[("::1", 22)]);
        check("[fd00::5]:8080", &[("fd00::5", 8080)], &[("fd00::5", 80)]);
        check("fd00::/8", &[("fdff::5", 8080)], &[("fe80::5", 80)]);
        check(
            "LLM.internal:8080",
            &[("llm.internal", 8080)],
            &[("llm.internal", 80), ("x.llm.internal", 8080)],
        );
        check(
            "*.corp.example",
            &[("a.corp.example", 1), ("a.b.corp.example", 2)],
            &[("corp.example", 1), ("xcorp.example", 1)],
        );
        check("*.Bücher.example", &[("a.xn--bcher-kva.example", 1)], &[]);
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for text in ["", "10.0.0.0/33", "host:99999", "http://host", "a b", "*.10.0.0.1", "*", "[::1", "host/8"] {
            assert!(text.parse::<Rule>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_host_of_an_address() {
        let rule = Rule::host_of("https://Chat.Example.com./x").unwrap();
        assert!(rule.covers(Some("chat.example.com"), None, 443));
        assert!(Rule::host_of("nonsense").is_none());
    }
}
