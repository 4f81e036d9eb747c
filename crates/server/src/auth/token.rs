//! Access tokens: short JWTs, signed with HMAC-SHA-256 under a key of this installation, with every claim required and typed.

use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use model::{SessionId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use store::secrets::MasterKey;

const AUDIENCE: &str = "prismwa-api";
const ISSUER: &str = "prismwa";
/// RFC 9068's type for access tokens, so that no other JWT of ours can be taken for one.
const TYPE: &str = "at+jwt";
/// How far a token may claim to come from the future: clocks of several nodes differ.
const LEEWAY_SECONDS: i64 = 60;

/// Signs and reads access tokens.
pub struct AccessTokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    life: Duration,
}

/// What an access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// The user.
    pub sub: UserId,
    /// The session it came from; checked against the database on each request.
    pub sid: SessionId,
    /// When it was made, in seconds.
    pub iat: i64,
    /// When it ends, in seconds.
    pub exp: i64,
    aud: Audience,
    iss: Issuer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Audience {
    #[serde(rename = "prismwa-api")]
    Api,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Issuer {
    #[serde(rename = "prismwa")]
    Prismwa,
}

/// Why a token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It was ours and is over.
    #[error("the access token has expired")]
    Expired,
    /// It is not ours.
    #[error("the access token is not valid")]
    Invalid,
}

impl AccessTokens {
    /// Tokens that live for `life`, signed with a key made from `master_key`.
    #[must_use]
    pub fn new(master_key: &MasterKey, life: Duration) -> Self {
        let key = master_key.derive("access token");
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "sub", "aud", "iss"]);
        // Expiry is checked below, by our clock.
        validation.validate_exp = false;
        Self {
            encoding: EncodingKey::from_secret(&key),
            decoding: DecodingKey::from_secret(&key),
            validation,
            life,
        }
    }

    /// How long a token lives.
    #[must_use]
    pub fn life(&self) -> Duration {
        self.life
    }

    /// A token for this user's session.
    #[must_use]
    pub fn sign(&self, user: UserId, session: SessionId, now: Timestamp) -> String {
        let header = Header {
            typ: Some(TYPE.to_owned()),
            ..Header::new(Algorithm::HS256)
        };
        let claims = Claims {
            sub: user,
            sid: session,
            iat: now.seconds(),
            exp: (now + self.life).seconds(),
            aud: Audience::Api,
            iss: Issuer::Prismwa,
        };
        jsonwebtoken::encode(&header, &claims, &self.encoding).expect("plain claims are signed with a key of the right kind")
    }

    /// Reads a token; refuses every other algorithm, type, audience, issuer, a missing or ill-typed claim, the past and the future.
    pub fn read(&self, token: &str, now: Timestamp) -> Result<Claims, Error> {
        // Ours have about 400 characters; longer ones are not worth decoding.
        if token.len() > 1024 {
            return Err(Error::Invalid);
        }
        let data = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation).map_err(|_| Error::Invalid)?;
        let claims = data.claims;
        if data.header.typ.as_deref() != Some(TYPE) || claims.iat > now.seconds() + LEEWAY_SECONDS || claims.exp <= claims.iat {
            return Err(Error::Invalid);
        }
        if claims.exp <= now.seconds() { Err(Error::Expired) } else { Ok(claims) }
    }
}

#[cfg(test)]
mod tests;
