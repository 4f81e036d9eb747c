//! Why there is no answer, in words that tell the author what to do and a spy nothing.

use std::time::Duration;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The request itself cannot be sent; says why.
    #[error("{0}")]
    Invalid(String),
    /// The destination may not be reached: not public, denied, or a name without a public address. Never says which.
    #[error("this address cannot be reached from here: it has no public address, or is not allowed by whoever runs this server")]
    Blocked,
    /// The caller's own list of hosts does not have this one.
    #[error("`{0}` is not among the declared hosts")]
    Undeclared(String),
    /// Nobody answered there.
    #[error("no connection could be made")]
    Unreachable,
    /// No secure connection: the certificate is not for this name, expired, or of nobody known.
    #[error("no secure connection could be made: check the certificate of the other side")]
    Insecure,
    /// Longer than its limit, the search for the name and every redirect included.
    #[error("no whole answer within {} ms", .0.as_millis())]
    TimedOut(Duration),
    /// The answer is longer than its limit, packed or unpacked.
    #[error("the answer has more than {0} bytes")]
    TooLarge(usize),
    /// More redirects than are followed.
    #[error("more than {0} redirects")]
    TooManyRedirects(u8),
    /// What came is not HTTP, or breaks off.
    #[error("the answer is not proper HTTP")]
    BadAnswer,
}

impl Error {
    /// A stable word for logs and lists.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid_request",
            Self::Blocked => "blocked",
            Self::Undeclared(_) => "undeclared_host",
            Self::Unreachable => "unreachable",
            Self::Insecure => "insecure",
            Self::TimedOut(_) => "timed_out",
            Self::TooLarge(_) => "too_large",
            Self::TooManyRedirects(_) => "too_many_redirects",
            Self::BadAnswer => "bad_answer",
        }
    }

    /// Was nothing sent, and would the same request never be sent? Then trying again is of no use until somebody changes something.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Invalid(_) | Self::Blocked | Self::Undeclared(_))
    }
}

/// The door cannot be built on this machine.
#[derive(Debug, thiserror::Error)]
#[error("no secure connections can be made from this machine (are there CA certificates?): {0}")]
pub struct Setup(pub(crate) String);
