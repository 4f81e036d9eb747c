//! The connector: resolves, asks the policy about every address, and connects to those it lets through. Nothing connects without it.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Uri;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower::Service;

use crate::policy::Policy;
use crate::resolve::Resolve;
use crate::target::plain_name;

/// More addresses than this are not tried.
const TRIED: usize = 6;

#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) policy: Arc<Policy>,
    pub(crate) resolver: Arc<dyn Resolve>,
}

/// Why nothing was connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stopped {
    Blocked,
    Unreachable,
}

impl fmt::Display for Stopped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not connected")
    }
}

impl std::error::Error for Stopped {}

impl Door {
    /// The addresses that may be connected to.
    async fn addresses(&self, uri: &Uri) -> Result<Vec<SocketAddr>, Stopped> {
        let is_plain = uri.scheme_str() != Some("https");
        let port = uri.port_u16().unwrap_or(if is_plain { 80 } else { 443 });
        let host = uri.host().ok_or(Stopped::Blocked)?;
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        if let Ok(address) = bare.parse::<IpAddr>() {
            let may = self.policy.lets_through(None, address, port, is_plain);
            return if may {
                Ok(vec![SocketAddr::new(address, port)])
            } else {
                Err(Stopped::Blocked)
            };
        }
        let name = plain_name(host);
        if !self.policy.may_resolve(name, port) {
            return Err(Stopped::Blocked);
        }
        let asked = if self.policy.is_trusted(name, port) || !name.contains('.') {
            name.to_owned()
        } else {
            format!("{name}.")
        };
        // A name that is not known looks like one that is blocked: nobody learns which names a network has.
        let found = self.resolver.resolve(&asked).await.map_err(|_| Stopped::Blocked)?;
        let kept = found
            .into_iter()
            .filter(|address| self.policy.lets_through(Some(name), *address, port, is_plain));
        let kept: Vec<_> = kept.map(|address| SocketAddr::new(address, port)).take(TRIED).collect();
        if kept.is_empty() { Err(Stopped::Blocked) } else { Ok(kept) }
    }

    async fn connect(self, uri: Uri) -> Result<TokioIo<TcpStream>, Stopped> {
        let addresses = self.addresses(&uri).await?;
        let stream = first_to_answer(addresses).await.map_err(|_| Stopped::Unreachable)?;
        let _ = stream.set_nodelay(true);
        Ok(TokioIo::new(stream))
    }
}

/// One after another; the second gets its try when the first is silent, not when the whole time is over.
async fn first_to_answer(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let last = addresses.len().saturating_sub(1);
    let mut trouble = io::ErrorKind::AddrNotAvailable.into();
    for (at, address) in addresses.into_iter().enumerate() {
        let connecting = TcpStream::connect(address);
        let tried = if at == last {
            connecting.await
        } else {
            tokio::time::timeout(PATIENCE, connecting)
                .await
                .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
        };
        match tried {
            Ok(stream) => return Ok(stream),
            Err(error) => trouble = error,
        }
    }
    Err(trouble)
}

const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);

impl Service<Uri> for Door {
    type Response = TokioIo<TcpStream>;
    type Error = Stopped;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Stopped>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Stopped>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}
