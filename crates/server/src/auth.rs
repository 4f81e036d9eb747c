//! Sign-in: who asks, that they may, and everything that keeps passwords and sessions safe.

pub mod access;
pub mod api_key;
pub mod browser;
pub mod cookie;
pub mod hasher;
pub mod member;
pub mod password;
pub mod program;
pub mod refresh;
pub mod second_factor;
pub mod secret;
pub mod session;
pub mod throttle;
pub mod token;
pub mod totp;

use std::sync::Arc;
use std::time::Duration;

use model::{ApiKeyId, Clock, Permission, SessionId, UserId};
use store::secrets::MasterKey;

pub use self::member::{Account, InstanceAdmin, Member, Public};
pub use self::program::Program;

use self::hasher::Hasher;
use self::refresh::RefreshTokens;
use self::throttle::Throttle;
use self::token::AccessTokens;
use crate::config::Config;

/// The keys, counters and limits of sign-in. Clones share everything.
#[derive(Clone)]
pub struct Auth(Arc<Inner>);

struct Inner {
    clock: Arc<dyn Clock>,
    settings: crate::config::auth::Auth,
    secure_cookies: bool,
    access_tokens: AccessTokens,
    refresh_tokens: RefreshTokens,
    hasher: Hasher,
    sign_ins_by_account: Throttle<[u8; 32]>,
    sign_ins_by_ip: Throttle<[u8; 32]>,
    tokens_by_ip: Throttle<[u8; 32]>,
    denials: Throttle<(SessionId, Permission)>,
    requests_by_key: Throttle<ApiKeyId>,
    second_factors_by_user: Throttle<UserId>,
}

impl Auth {
    /// Sign-in with the keys that come from `master_key`.
    #[must_use]
    pub fn new(config: &Config, master_key: &MasterKey, clock: Arc<dyn Clock>) -> Self {
        let settings = config.auth.clone();
        let minute = Duration::from_secs(60);
        Self(Arc::new(Inner {
            secure_cookies: config.server.is_https(),
            access_tokens: AccessTokens::new(master_key, settings.access_token_life()),
            refresh_tokens: RefreshTokens::new(master_key),
            hasher: Hasher::new(&settings),
            sign_ins_by_account: Throttle::new(settings.sign_ins_per_minute_per_account, minute, clock.clone()),
            sign_ins_by_ip: Throttle::new(settings.sign_ins_per_minute_per_ip, minute, clock.clone()),
            tokens_by_ip: Throttle::new(30, minute, clock.clone()),
            denials: Throttle::new(1, minute, clock.clone()),
            second_factors_by_user: Throttle::new(5, 5 * minute, clock.clone()),
            requests_by_key: Throttle::new(settings.requests_per_minute_per_api_key, minute, clock.clone()),
            clock,
            settings,
        }))
    }

    /// The settings it works by.
    #[must_use]
    pub fn settings(&self) -> &crate::config::auth::Auth {
        &self.0.settings
    }

    /// Signs and reads access tokens.
    #[must_use]
    pub fn access_tokens(&self) -> &AccessTokens {
        &self.0.access_tokens
    }

    /// Makes and reads refresh tokens.
    #[must_use]
    pub fn refresh_tokens(&self) -> &RefreshTokens {
        &self.0.refresh_tokens
    }

    /// Computes and compares password hashes.
    #[must_use]
    pub fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    /// Now, by the server's clock.
    #[must_use]
    pub fn now(&self) -> model::Timestamp {
        self.0.clock.now()
    }

    /// Are cookies marked `Secure`?
    #[must_use]
    pub fn secure_cookies(&self) -> bool {
        self.0.secure_cookies
    }

    /// Should this refusal be written into the audit log? Once a minute for a session and a permission, so that nobody can flood it.
    pub(crate) fn is_denial_news(&self, session: SessionId, permission: Permission) -> bool {
        self.0.denials.take(&(session, permission)).is_ok()
    }

    /// The counters of failed sign-ins.
    pub(crate) fn sign_in_throttles(&self) -> (&Throttle<[u8; 32]>, &Throttle<[u8; 32]>) {
        (&self.0.sign_ins_by_account, &self.0.sign_ins_by_ip)
    }

    /// The counter of wrong codes.
    pub(crate) fn second_factor_throttle(&self) -> &Throttle<UserId> {
        &self.0.second_factors_by_user
    }

    /// The counter of requests of API keys.
    pub(crate) fn key_throttle(&self) -> &Throttle<ApiKeyId> {
        &self.0.requests_by_key
    }

    /// The counter of guesses at setup and invitation tokens.
    pub(crate) fn token_throttle(&self) -> &Throttle<[u8; 32]> {
        &self.0.tokens_by_ip
    }
}

/// Takes a turn for the asking address, or refuses with the time to wait.
pub(crate) fn throttled(throttle: &Throttle<[u8; 32]>) -> Result<(), crate::error::ApiError> {
    throttle
        .take(&secret::hash(&crate::request::client().to_string()))
        .map_err(|wait| crate::error::ApiError::new(crate::error::Code::AuthRateLimited, "Too many attempts from this address.").retry_after(wait))
}
