//! An address as somebody typed it, read once by the rules browsers follow; everything after works on what was read.

use std::net::IpAddr;

use http::Uri;
use url::{Host, Url};

use crate::error::Error;

/// Longer addresses than this no server reads.
const LONGEST: usize = 8192;

/// Where a request goes.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) url: Url,
    pub(crate) uri: Uri,
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl Target {
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        let invalid = |says: &str| Error::Invalid(format!("the address {says}"));
        if text.len() > LONGEST {
            return Err(invalid("is too long"));
        }
        // What readers of addresses disagree about is not let in.
        if text
            .chars()
            .any(|character| character.is_control() || character.is_whitespace() || character == '\\')
        {
            return Err(invalid("has a space, a control character or a backslash in it"));
        }
        let url = Url::parse(text).map_err(|_| invalid("cannot be read; it begins with https:// and a host"))?;
        Self::of(url)
    }

    /// Where a `location` header leads from here.
    pub(crate) fn follow(&self, location: &[u8]) -> Result<Self, Error> {
        let location = std::str::from_utf8(location).map_err(|_| Error::BadAnswer)?;
        if location.len() > LONGEST || location.chars().any(|character| character.is_control() || character == '\\') {
            return Err(Error::BadAnswer);
        }
        Self::of(self.url.join(location).map_err(|_| Error::BadAnswer)?)
    }

    fn of(mut url: Url) -> Result<Self, Error> {
        let invalid = |says: &str| Error::Invalid(format!("the address {says}"));
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid("must begin with https://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid("has a name or password in it; send an authorization header instead"));
        }
        url.set_fragment(None);
        let (host, written) = match url.host() {
            Some(Host::Domain(name)) => (plain_name(name).to_owned(), name.to_owned()),
            Some(Host::Ipv4(address)) => (address.to_string(), address.to_string()),
            Some(Host::Ipv6(address)) => (address.to_string(), format!("[{address}]")),
            None => return Err(invalid("has no host")),
        };
        let port = url
            .port_or_known_default()
            .filter(|port| *port != 0)
            .ok_or_else(|| invalid("has no port"))?;
        if host.is_empty() || host.len() > 253 {
            return Err(invalid("has no proper host"));
        }
        let authority = url.port().map_or(written.clone(), |port| format!("{written}:{port}"));
        let path = url
            .query()
            .map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        let uri = Uri::builder().scheme(url.scheme()).authority(authority).path_and_query(path).build();
        let uri = uri.map_err(|_| invalid("has characters in it that must be written as %XX"))?;
        Ok(Self { url, uri, host, port })
    }

    /// The address, when one was written instead of a name.
    pub(crate) fn literal(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    pub(crate) fn is_same_origin(&self, other: &Self) -> bool {
        self.url.origin() == other.url.origin()
    }
}

/// A name as rules write it.
pub(crate) fn plain_name(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}
