//! Password hashes: Argon2id off the async threads, two at a time, with a bounded queue, so that sign-ins cannot eat the memory.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use crate::config::auth::Auth as Settings;
use crate::error::{ApiError, Code};

/// Computes and compares password hashes.
#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

struct Inner {
    params: Params,
    turns: Semaphore,
    queue: Semaphore,
    dummy: String,
}

/// Too many hashes are waiting already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are being checked at this moment")]
pub struct Busy;

impl From<Busy> for ApiError {
    fn from(busy: Busy) -> Self {
        Self::new(Code::AuthBusy, format!("The server is busy: {busy}.")).retry_after(Duration::from_secs(2))
    }
}

/// How a password compared with a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the password.
    Right,
    /// It is the password, and its hash was made with smaller parameters than today's: make it anew.
    RightButOld,
    /// It is not.
    Wrong,
}

impl Hasher {
    /// With the cost and the limits of the settings.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let params = Params::new(settings.argon2_memory_kib, settings.argon2_iterations, settings.argon2_parallelism, None)
            .expect("the settings were checked against Argon2's limits");
        let dummy = argon2(&params)
            .hash_password(b"the password of nobody")
            .expect("a short password has a hash")
            .to_string();
        Self(Arc::new(Inner {
            params,
            turns: Semaphore::new(settings.concurrent_hashes),
            queue: Semaphore::new(settings.concurrent_hashes + settings.waiting_hashes),
            dummy,
        }))
    }

    /// The hash to keep of a password.
    pub async fn hash(&self, password: SecretString) -> Result<String, Busy> {
        let params = self.0.params.clone();
        self.in_turn(move || {
            argon2(&params)
                .hash_password(password.expose_secret().as_bytes())
                .expect("a password of at most 1 KiB has a hash")
                .to_string()
        })
        .await
    }

    /// Is it the password of `hash`? With no hash (no such user) the same work is done, so that the time tells nothing.
    pub async fn verify(&self, password: SecretString, hash: Option<String>) -> Result<Verdict, Busy> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.0.dummy.clone());
        let params = self.0.params.clone();
        self.in_turn(move || {
            let Ok(parsed) = PasswordHash::new(&hash) else { return Verdict::Wrong };
            let right = argon2(&params).verify_password(password.expose_secret().as_bytes(), &parsed).is_ok();
            match (right && known, is_weaker(&parsed, &params)) {
                (true, false) => Verdict::Right,
                (true, true) => Verdict::RightButOld,
                (false, _) => Verdict::Wrong,
            }
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
        let _place = self.0.queue.try_acquire().map_err(|_| Busy)?;
        let _turn = self.0.turns.acquire().await.expect("the semaphore is never closed");
        Ok(tokio::task::spawn_blocking(work).await.expect("hashing does not panic"))
    }
}

fn argon2(params: &Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
}

fn is_weaker(hash: &PasswordHash, wanted: &Params) -> bool {
    Params::try_from(hash).is_ok_and(|made| made.m_cost() < wanted.m_cost() || made.t_cost() < wanted.t_cost())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher(memory: u32, waiting: usize) -> Hasher {
        Hasher::new(&Settings {
            argon2_memory_kib: memory,
            concurrent_hashes: 1,
            waiting_hashes: waiting,
            ..Settings::default()
        })
    }

    #[tokio::test]
    async fn only_the_password_is_right() {
        let hasher = hasher(64, 4);
        let hash = hasher.hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        assert_ne!(hash, hasher.hash("correct horse".into()).await.unwrap(), "each hash has its own salt");
        assert_eq!(hasher.verify("correct horse".into(), Some(hash.clone())).await, Ok(Verdict::Right));
        assert_eq!(hasher.verify("Correct horse".into(), Some(hash)).await, Ok(Verdict::Wrong));
        assert_eq!(hasher.verify("the password of nobody".into(), None).await, Ok(Verdict::Wrong));
        assert_eq!(hasher.verify("x".into(), Some("not a hash".to_owned())).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn a_hash_made_with_less_is_made_anew() {
        let old = hasher(32, 4).hash("correct horse".into()).await.unwrap();
        assert_eq!(hasher(64, 4).verify("correct horse".into(), Some(old)).await, Ok(Verdict::RightButOld));
    }

    #[tokio::test]
    async fn u03_a_full_queue_refuses_at_once() {
        let hasher = hasher(64, 1);
        let hold = hasher.0.queue.acquire_many(2).await.unwrap();
        assert_eq!(hasher.hash("x".into()).await, Err(Busy));
        drop(hold);
        assert!(hasher.hash("x".into()).await.is_ok());
    }
}
