//! Why an envelope or an answer could not be opened, and which HTTP status Meta's client then understands.

/// What went wrong with a data exchange before anybody looked at its content.
///
/// Everything after [`Error::NotAnEnvelope`] is told to the outside in one way only (421, empty body): who can see *which* step failed can
/// use the endpoint as an oracle. The difference is for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// More than [`crate::MAX_BODY_BYTES`].
    #[error("the request is {0} bytes long; an encrypted form may have {max}", max = crate::MAX_BODY_BYTES)]
    TooLarge(usize),
    /// Not the JSON object with three base64 strings that a phone sends: somebody else is calling.
    #[error("the body is not an encrypted form: {0}")]
    NotAnEnvelope(String),
    /// `encrypted_aes_key` does not open with this private key: the phone still has the public key of before, or the key belongs to another number.
    #[error("the AES key was not encrypted for this key pair; the phone will fetch the public key again")]
    WrongKey,
    /// `initial_vector` is not 16 bytes long.
    #[error("the initial vector has {0} bytes instead of 16")]
    BadVector(usize),
    /// The content or its tag was changed on the way, or cut off.
    #[error("the content does not fit its authentication tag")]
    Tampered,
    /// Decrypted, but not a request of the documented shape.
    #[error("the decrypted request cannot be understood: {0}")]
    BadRequest(String),
    /// An answer that is not base64.
    #[error("the answer is not base64 text")]
    NotBase64,
}

impl Error {
    /// The HTTP status to answer with. 421 makes the phone fetch the public key again and repeat its request once.
    pub fn status(&self) -> u16 {
        match self {
            Self::TooLarge(_) => 413,
            Self::NotAnEnvelope(_) | Self::BadRequest(_) | Self::NotBase64 => 400,
            Self::WrongKey | Self::BadVector(_) | Self::Tampered => 421,
        }
    }
}

/// The HTTP status for a request whose `X-Hub-Signature-256` is missing or wrong. The phone shows a general error.
pub const SIGNATURE_STATUS: u16 = 432;
