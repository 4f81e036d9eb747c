//! The token of an invitation link: `inv`, the workspace, and a secret of which only the hash is kept.

use crate::auth::secret;
use crate::prelude::*;

/// A token, taken apart.
pub(super) struct InvitationToken {
    /// Where it leads.
    pub(super) workspace: WorkspaceId,
    /// What the database knows of the secret.
    pub(super) hash: [u8; 32],
}

/// A new token for `workspace`, as it stands in the link.
pub(super) fn generate(workspace: WorkspaceId) -> String {
    format!("inv{}{}", workspace.uuid().simple(), secret::generate())
}

/// Takes a token apart; what has another shape was not made by us.
pub(super) fn parse(text: &str) -> Result<InvitationToken, ApiError> {
    let not_found = || ApiError::new(Code::InvitationNotFound, "There is no such invitation.");
    let rest = text
        .strip_prefix("inv")
        .filter(|rest| rest.len() == 32 + 43 && rest.is_ascii())
        .ok_or_else(not_found)?;
    let workspace = format!("{}{}", WorkspaceId::PREFIX, &rest[..32]).parse().map_err(|_| not_found())?;
    Ok(InvitationToken {
        workspace,
        hash: secret::hash(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_workspace() {
        let workspace = WorkspaceId::new();
        let token = generate(workspace);
        let parsed = parse(&token).unwrap();
        assert_eq!((parsed.workspace, parsed.hash), (workspace, secret::hash(&token)));
        assert_ne!(generate(workspace), token);
    }

    #[test]
    fn other_shapes_are_not_found() {
        let token = generate(WorkspaceId::new());
        for wrong in [
            "",
            "inv",
            &token[1..],
            &token[..token.len() - 1],
            &format!("{token}x"),
            &token.replace("inv", "INV"),
            &"ñ".repeat(39),
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
