//! Links that open one file for one member for five minutes, or for the receiver of a forward for a day. They carry their proof, so that `<img>` and
//! `<audio>` need no header.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::{ForwardId, MediaId, Timestamp, UserId, WorkspaceId};
use sha2::Sha256;
use uuid::Uuid;

/// How long a link works.
pub const LIFETIME: Duration = Duration::from_secs(5 * 60);

/// How long a link in a forward's body works: receivers may fetch later than they answer.
pub(super) const FORWARD_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

const MAC_LENGTH: usize = 16;

/// Whom a link is for. The proof covers which of them it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// A member.
    Member(UserId),
    /// Whoever a forward tells.
    Forward(ForwardId),
}

impl Holder {
    fn id(self) -> Uuid {
        match self {
            Self::Member(user) => user.uuid(),
            Self::Forward(forward) => forward.uuid(),
        }
    }

    /// Members had their links before there was anybody else.
    fn label(self) -> &'static [u8] {
        match self {
            Self::Member(_) => b"",
            Self::Forward(_) => b"forward",
        }
    }
}

/// Makes and reads links, with a key derived from the master key.
#[derive(Clone)]
pub(crate) struct Signer([u8; 32]);

impl std::fmt::Debug for Signer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Signer")
    }
}

impl Signer {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The token that opens `media` for `holder` until `expires_at`.
    pub(crate) fn sign(&self, workspace: WorkspaceId, media: MediaId, holder: Holder, expires_at: Timestamp) -> String {
        let mut token = Vec::with_capacity(16 + 8 + MAC_LENGTH);
        token.extend(holder.id().as_bytes());
        token.extend(expires_at.millis().to_be_bytes());
        let mac = self.mac(workspace, media, &token, holder);
        token.extend(&mac.finalize().into_bytes()[..MAC_LENGTH]);
        BASE64.encode(token)
    }

    /// Who the token lets open `media`, if it is ours and not over.
    pub(crate) fn read(&self, workspace: WorkspaceId, media: MediaId, token: &str, now: Timestamp) -> Option<Holder> {
        let bytes = BASE64.decode(token).ok().filter(|bytes| bytes.len() == 16 + 8 + MAC_LENGTH)?;
        let (claims, mac) = bytes.split_at(16 + 8);
        let id = Uuid::from_slice(&claims[..16]).ok()?;
        let holders = [Holder::Member(UserId::from_uuid(id)), Holder::Forward(ForwardId::from_uuid(id))];
        let holder = holders
            .into_iter()
            .find(|holder| self.mac(workspace, media, claims, *holder).verify_truncated_left(mac).is_ok())?;
        let expires_at = i64::from_be_bytes(claims[16..].try_into().ok()?);
        (now.millis() < expires_at).then_some(holder)
    }

    fn mac(&self, workspace: WorkspaceId, media: MediaId, claims: &[u8], holder: Holder) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(workspace.uuid().as_bytes());
        mac.update(media.uuid().as_bytes());
        mac.update(claims);
        mac.update(holder.label());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x06_a_link_opens_one_file_of_one_workspace_for_five_minutes() {
        let signer = Signer::new([1; 32]);
        let (workspace, media) = (WorkspaceId::new(), MediaId::new());
        let user = Holder::Member(UserId::new());
        let now = Timestamp::from_seconds(1000);
        let token = signer.sign(workspace, media, user, now + LIFETIME);
        let almost = Timestamp::from_millis((now + LIFETIME).millis() - 1);
        assert_eq!(signer.read(workspace, media, &token, almost), Some(user));
        assert_eq!(signer.read(workspace, media, &token, now + LIFETIME), None, "over");
        assert_eq!(signer.read(workspace, MediaId::new(), &token, now), None, "another file");
        assert_eq!(signer.read(WorkspaceId::new(), media, &token, now), None, "another workspace");
        assert_eq!(Signer::new([2; 32]).read(workspace, media, &token, now), None, "another installation");
        for at in 0..token.len() {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(
                signer.read(workspace, media, std::str::from_utf8(&forged).unwrap(), now),
                None,
                "changed at {at}"
            );
        }
        assert_eq!(signer.read(workspace, media, "", now), None);
        let forward = Holder::Forward(ForwardId::from_uuid(user.id()));
        let token = signer.sign(workspace, media, forward, now + FORWARD_LIFETIME);
        assert_eq!(
            signer.read(workspace, media, &token, now),
            Some(forward),
            "never somebody else of the same id"
        );
    }
}
