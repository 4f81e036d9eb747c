//! Second factors: sealed seeds, each step of time used once, recovery codes as hashes.

use model::{Timestamp, UserId};

use crate::db::{execute, fetch_one, fetch_optional, row};
use crate::secrets::{Place, Sealed};
use crate::{Result, System, SystemTx};

row! {
    /// A person's second factor.
    pub struct SecondFactorRow {
        /// Whose.
        pub user_id: UserId,
        seed: Vec<u8>,
        /// When its enrolment began.
        pub created_at: Timestamp,
        /// Since when it is asked for; nothing while it is being enrolled.
        pub confirmed_at: Option<Timestamp>,
    }
}

impl SecondFactorRow {
    /// The sealed seed.
    #[must_use]
    pub fn seed(&self) -> Sealed {
        Sealed::from_bytes(self.seed.clone())
    }

    /// Where the seed of this user lies.
    #[must_use]
    pub fn place(user: UserId) -> Place {
        Place {
            column: "second_factors.seed",
            row: user.uuid(),
        }
    }
}

impl System<'_> {
    /// The second factor of a user, confirmed or not.
    pub async fn find_second_factor(&self, user: UserId) -> Result<Option<SecondFactorRow>> {
        fetch_optional!(
            self,
            SecondFactorRow,
            "select user_id, seed, created_at, confirmed_at from second_factors where user_id = $1",
            user
        )
    }

    /// How many recovery codes are not used yet.
    pub async fn count_recovery_codes(&self, user: UserId) -> Result<i64> {
        let (count,): (i64,) = fetch_one!(
            self,
            (i64,),
            "select count(*) from recovery_codes where user_id = $1 and used_at is null",
            user
        )?;
        Ok(count)
    }
}

impl SystemTx<'_> {
    /// Begins an enrolment, in place of one that was not confirmed. False when a confirmed factor is there.
    pub async fn begin_second_factor(&mut self, user: UserId, seed: &Sealed) -> Result<bool> {
        let now = self.now();
        let changed = execute!(
            self,
            "insert into second_factors (user_id, seed, created_at) values ($1, $2, $3)
             on conflict (user_id) do update set seed = excluded.seed, created_at = excluded.created_at, last_step = 0
               where second_factors.confirmed_at is null",
            user,
            seed.as_bytes(),
            now
        )?;
        Ok(changed == 1)
    }

    /// From now on it is asked for. False when there is none to confirm.
    pub async fn confirm_second_factor(&mut self, user: UserId) -> Result<bool> {
        let now = self.now();
        let changed = execute!(
            self,
            "update second_factors set confirmed_at = $2 where user_id = $1 and confirmed_at is null",
            user,
            now
        )?;
        Ok(changed == 1)
    }

    /// Uses a step of time up. False when it, or a later one, was used before.
    pub async fn use_second_factor_step(&mut self, user: UserId, step: i64) -> Result<bool> {
        let changed = execute!(
            self,
            "update second_factors set last_step = $2 where user_id = $1 and last_step < $2",
            user,
            step
        )?;
        Ok(changed == 1)
    }

    /// Uses a recovery code up. False when there is no such code, or it was used before.
    pub async fn use_recovery_code(&mut self, user: UserId, hash: &[u8; 32]) -> Result<bool> {
        let now = self.now();
        let changed = execute!(
            self,
            "update recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null",
            user,
            hash.as_slice(),
            now
        )?;
        Ok(changed == 1)
    }

    /// Puts new recovery codes in place of the old ones.
    pub async fn replace_recovery_codes(&mut self, user: UserId, hashes: &[[u8; 32]]) -> Result<()> {
        let now = self.now();
        execute!(self, "delete from recovery_codes where user_id = $1", user)?;
        for hash in hashes {
            execute!(
                self,
                "insert into recovery_codes (user_id, code_hash, created_at) values ($1, $2, $3)",
                user,
                hash.as_slice(),
                now
            )?;
        }
        Ok(())
    }

    /// Takes a second factor away, with its recovery codes. False when there was none.
    pub async fn delete_second_factor(&mut self, user: UserId) -> Result<bool> {
        execute!(self, "delete from recovery_codes where user_id = $1", user)?;
        Ok(execute!(self, "delete from second_factors where user_id = $1", user)? == 1)
    }
}
