//! API keys at the door: how one is written, and who it lets in.
//!
//! `pwa_<id>_<secret><check>`: the id of 32 digits finds the row, the secret of 43 characters is 256 random bits, and the six digits at the end are a checksum,
//! so that a scanner for lost secrets (and a person who copied half of one) can tell without asking.

use std::time::Duration;

use app::{ApiKeyUse, App};
use model::{ApiKeyId, Permission, SessionId, WorkspaceId};
use store::{Caller, KeyCaller};

use super::{Auth, secret};
use crate::error::{ApiError, Code};
use crate::request::{self, Rate};

const START: &str = "pwa_";
const CHECK: usize = 6;
/// Being in use is written down this often at most.
const SEEN_EVERY: Duration = Duration::from_secs(60);

/// A key just made; the text is shown once.
pub struct MadeKey {
    /// Its id.
    pub id: ApiKeyId,
    /// The whole key.
    pub text: String,
    /// What is kept of it.
    pub hash: [u8; 32],
    /// Its last four characters.
    pub hint: String,
}

/// A new key.
#[must_use]
pub fn make() -> MadeKey {
    let id = ApiKeyId::new();
    let stem = format!("{START}{}_{}", id.uuid().simple(), secret::generate());
    let text = format!("{stem}{}", check_of(&stem));
    MadeKey {
        id,
        hash: secret::hash(&text),
        hint: text[text.len() - 4..].to_owned(),
        text,
    }
}

/// Is this text meant as an API key?
#[must_use]
pub fn is_one(token: &str) -> bool {
    token.starts_with(START)
}

/// Which key a text is, when it is written as keys are.
fn read(text: &str) -> Option<ApiKeyId> {
    let (stem, check) = text.split_at_checked(text.len().checked_sub(CHECK)?)?;
    let (id, secret) = stem.strip_prefix(START)?.split_once('_')?;
    let id = format!("{}{id}", ApiKeyId::PREFIX).parse().ok()?;
    (secret.len() == 43 && check_of(stem) == check).then_some(id)
}

fn check_of(stem: &str) -> String {
    let hash = secret::hash(stem);
    format!("{:02x}{:02x}{:02x}", hash[0], hash[1], hash[2])
}

/// Who a key lets in: its maker, with what the key was given. Everything is looked up anew, so a change counts at the next request.
pub(super) async fn authenticate(app: &App, auth: &Auth, token: &str, workspace: Option<WorkspaceId>) -> Result<(Caller, ApiKeyUse), ApiError> {
    let (key, caller, used) = find(app, auth, token).await?;
    if workspace != Some(key) {
        return Err(ApiError::new(
            Code::WorkspaceNotFound,
            "There is no such workspace, or this API key is of another one.",
        ));
    }
    Ok((caller, used))
}

/// The key's workspace, its maker as they are there, and what the key was given.
pub(super) async fn find(app: &App, auth: &Auth, token: &str) -> Result<(WorkspaceId, Caller, ApiKeyUse), ApiError> {
    let invalid = || ApiError::new(Code::AuthKeyInvalid, "This is not an API key of this installation.");
    let id = read(token).ok_or_else(invalid)?;
    let key = app.store().system().find_key_caller(id).await?.ok_or_else(invalid)?;
    if !is_same(&key.secret_hash, &secret::hash(token)) {
        return Err(invalid());
    }
    take_turn(auth, id)?;
    let now = auth.now();
    let ended = |detail: &str| Err(ApiError::new(Code::AuthKeyEnded, detail));
    if key.revoked_at.is_some() {
        return ended("This API key was revoked.");
    }
    if key.expires_at.is_some_and(|expires_at| expires_at <= now) {
        return ended("This API key has expired.");
    }
    if key.role().is_none() {
        return ended("Whoever made this API key is no active member any more.");
    }
    if key.last_used_at.is_none_or(|at| now.since(at) >= SEEN_EVERY) {
        app.store().touch_api_key(key.workspace_id, id, &request::client().to_string()).await?;
    }
    let used = ApiKeyUse {
        id,
        scopes: key.scopes.split_whitespace().filter_map(Permission::parse).collect(),
    };
    Ok((key.workspace_id, caller(key, now), used))
}

/// Counts the request, and says in the answer's headers how many are left.
fn take_turn(auth: &Auth, id: ApiKeyId) -> Result<(), ApiError> {
    let throttle = auth.key_throttle();
    let taken = throttle.take(&id);
    let (left, full_in) = throttle.level(&id);
    request::note_rate(Rate {
        limit: auth.settings().requests_per_minute_per_api_key,
        left,
        full_in,
    });
    taken.map_err(|wait| ApiError::new(Code::RequestRateLimited, "This API key sent more requests than it may.").retry_after(wait))
}

fn caller(key: KeyCaller, now: model::Timestamp) -> Caller {
    Caller {
        session_id: SessionId::from_uuid(key.id.uuid()),
        expires_at: key.expires_at.unwrap_or(now),
        revoked_at: key.revoked_at,
        last_seen_at: now,
        user_id: key.user_id,
        email: key.email,
        name: key.name,
        is_instance_admin: false,
        user_disabled_at: key.user_disabled_at,
        role_word: key.role_word,
        member_disabled_at: key.member_disabled_at,
        // A key is no person; who makes one proved who they are.
        has_second_factor: true,
        needs_second_factor: None,
    }
}

/// Compares without telling by its time how much is the same.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_half_of_one_does_not() {
        let made = make();
        assert_eq!(read(&made.text), Some(made.id));
        assert!(is_one(&made.text));
        assert_eq!(made.text.len(), 4 + 32 + 1 + 43 + CHECK);
        assert_eq!(read(&made.text[..made.text.len() - 1]), None);
        assert_eq!(read(&made.text.replacen('_', "-", 1)), None);
        let mut changed = made.text.clone();
        let mark = if changed.ends_with('0') { "1" } else { "0" };
        changed.replace_range(changed.len() - 1.., mark);
        assert_eq!(read(&changed), None);
        for odd in ["", "pwa_", "pwa__", "pwa_é_é", &"pwa_".repeat(40)] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }

    #[test]
    fn two_keys_differ_in_everything() {
        let (one, other) = (make(), make());
        assert!(one.id != other.id && one.hash != other.hash && one.text != other.text);
        assert!(is_same(&one.hash, &one.hash) && !is_same(&one.hash, &other.hash) && !is_same(&one.hash, &[]));
    }
}
