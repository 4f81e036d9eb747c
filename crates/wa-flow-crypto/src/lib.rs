//! Sealing and opening Meta's native-Flow envelopes, key pairs, encrypted media; no I/O of any kind.
//!
//! Both sides are here: what a business does ([`Envelope`], [`Exchange`]) and what a customer's phone does ([`device`]), so that the simulator and
//! the tests speak the same protocol as a real phone. Facts are Meta's, *Implementing Endpoints for Flows* and *Media Upload Components*
//! (<https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint>).
//!
//! ```
//! use wa_flow_crypto::{Answer, Envelope, PrivateKey, Request, device};
//!
//! let key = PrivateKey::generate()?;
//! // The phone asks …
//! let (body, phone) = device::seal(&key.public_key(), br#"{"version":"3.0","action":"ping"}"#)?;
//! // … the business opens, and answers once.
//! let opened = Envelope::parse(&body)?.open(&key)?;
//! assert!(matches!(Request::parse(&opened.plaintext)?, Request::Ping { .. }));
//! let answer = opened.exchange.seal(&Answer::Active.to_vec());
//! assert_eq!(phone.open(&answer)?, br#"{"data":{"status":"active"}}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod cipher;
pub mod device;
mod envelope;
mod error;
mod keys;
pub mod media;
mod request;
pub mod token;
mod work;

pub use answer::Answer;
pub use envelope::{Envelope, Exchange, MAX_BODY_BYTES, Opened};
pub use error::{Error, SIGNATURE_STATUS};
pub use keys::{KeyError, PrivateKey, PublicKey};
pub use request::{ClientError, Request, Visit};
