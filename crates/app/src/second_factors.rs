//! The second factor of a person: enrolled, confirmed, used step by step, replaced by recovery codes, taken away. Every change ends the other sessions.

use model::{Timestamp, UserId};
use secrecy::SecretString;
use serde_json::json;
use store::{SecondFactorRow, Tx};

use crate::actor::Person;
use crate::audit::record_for_user;
use crate::{App, Error, Result};

/// What second factors can be asked.
pub struct SecondFactors<'a>(&'a App);

/// How it stands with a person's second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactorState {
    /// Since when it is asked for at sign-in.
    pub confirmed_at: Option<Timestamp>,
    /// Recovery codes that are not used yet.
    pub recovery_codes: i64,
}

impl App {
    /// Second factors.
    #[must_use]
    pub fn second_factors(&self) -> SecondFactors<'_> {
        SecondFactors(self)
    }
}

impl SecondFactors<'_> {
    /// How it stands.
    pub async fn state(&self, user: UserId) -> Result<SecondFactorState> {
        let system = self.0.store().system();
        let factor = system.find_second_factor(user).await?;
        Ok(SecondFactorState {
            confirmed_at: factor.and_then(|factor| factor.confirmed_at),
            recovery_codes: system.count_recovery_codes(user).await?,
        })
    }

    /// The seed, and whether it is confirmed.
    pub async fn seed(&self, user: UserId) -> Result<Option<(SecretString, bool)>> {
        let Some(factor) = self.0.store().system().find_second_factor(user).await? else {
            return Ok(None);
        };
        let seed = self.0.store().unseal(SecondFactorRow::place(user), &factor.seed())?;
        Ok(Some((seed, factor.confirmed_at.is_some())))
    }

    /// Begins an enrolment with this seed; nothing is asked for before it is confirmed.
    pub async fn begin(&self, person: &Person, user: UserId, seed: &SecretString) -> Result<()> {
        let sealed = self.0.store().seal(SecondFactorRow::place(user), seed);
        let mut tx = self.0.store().begin().await?;
        if !tx.system().begin_second_factor(user, &sealed).await? {
            return Err(Error::conflict("second_factor.exists", "You have a second factor already."));
        }
        record_for_user(&mut tx, person, user, "user.second_factor_begun", json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// From now on it is asked for, first by the code of `step`; every session but the one that asks is over.
    pub async fn confirm(&self, person: &Person, user: UserId, step: i64, recovery: &[[u8; 32]]) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        if !tx.system().use_second_factor_step(user, step).await? || !tx.system().confirm_second_factor(user).await? {
            return Err(Error::conflict(
                "second_factor.nothing_to_confirm",
                "There is no enrolment that waits for a code.",
            ));
        }
        tx.system().replace_recovery_codes(user, recovery).await?;
        self.changed(&mut tx, person, user, "user.second_factor_added").await?;
        tx.commit().await?;
        Ok(())
    }

    /// Uses the code of a step up. False when it was used before.
    pub async fn use_step(&self, user: UserId, step: i64) -> Result<bool> {
        let mut tx = self.0.store().begin().await?;
        let used = tx.system().use_second_factor_step(user, step).await?;
        tx.commit().await?;
        Ok(used)
    }

    /// Uses a recovery code up. False when there is no such code any more.
    pub async fn use_recovery_code(&self, person: &Person, user: UserId, hash: &[u8; 32]) -> Result<bool> {
        let mut tx = self.0.store().begin().await?;
        let used = tx.system().use_recovery_code(user, hash).await?;
        if used {
            let person = Person {
                user_id: Some(user),
                ..person.clone()
            };
            record_for_user(&mut tx, &person, user, "user.recovery_code_used", json!({})).await?;
        }
        tx.commit().await?;
        Ok(used)
    }

    /// Puts new recovery codes in place of the old ones; every session but the one that asks is over.
    pub async fn replace_recovery_codes(&self, person: &Person, user: UserId, recovery: &[[u8; 32]]) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        tx.system().replace_recovery_codes(user, recovery).await?;
        self.changed(&mut tx, person, user, "user.recovery_codes_replaced").await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes it away; every session but the one that asks is over.
    pub async fn remove(&self, person: &Person, user: UserId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        if !tx.system().delete_second_factor(user).await? {
            return Err(Error::not_found("second_factor.none", "There is no second factor."));
        }
        self.changed(&mut tx, person, user, "user.second_factor_removed").await?;
        tx.commit().await?;
        Ok(())
    }

    async fn changed(&self, tx: &mut Tx, person: &Person, user: UserId, action: &'static str) -> Result<()> {
        let ended = tx.system().revoke_sessions(user, person.session_id, "second factor changed").await?;
        record_for_user(tx, person, user, action, json!({ "sessions_ended": ended })).await
    }
}
