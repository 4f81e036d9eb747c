//! Who opens a file: a member with an access token, or with a link made for them; or whoever a forward told a link.

use axum::extract::{FromRef, FromRequestParts, RawPathParams};
use http::request::Parts;
use model::Permission;

use crate::auth::access::{Access, Guard};
use crate::prelude::*;
use crate::request::Reached;

/// A member who may open files.
pub(super) struct MediaReader {
    /// Where.
    pub(super) workspace_id: WorkspaceId,
}

impl Guard for MediaReader {
    const ACCESS: Access = Access::Member(Permission::ReadMedia);
}

impl<S> FromRequestParts<S> for MediaReader
where
    S: Send + Sync,
    App: FromRef<S>,
    Auth: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Some(token) = link_token(parts.uri.query().unwrap_or_default()) else {
            let member = Member::<perm::ReadMedia>::from_request_parts(parts, state).await?;
            return Ok(Self {
                workspace_id: member.workspace_id,
            });
        };
        let app = App::from_ref(state);
        let over = || {
            ApiError::new(
                Code::MediaLinkExpired,
                "This link is not for this file, or it is older than five minutes.",
            )
        };
        let (workspace_id, media) = names(parts, state).await.ok_or_else(over)?;
        // A link outlives nothing: who lost access within its time has lost the file, too.
        if !app.media().may_open(workspace_id, media, &token).await? {
            return Err(over());
        }
        Reached::mark(&parts.extensions);
        Ok(Self { workspace_id })
    }
}

fn link_token(query: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "token")
        .map(|(_, token)| token.into_owned())
}

async fn names<S: Send + Sync>(parts: &mut Parts, state: &S) -> Option<(WorkspaceId, MediaId)> {
    let params = RawPathParams::from_request_parts(parts, state).await.ok()?;
    let of = |name: &str| params.iter().find(|(known, _)| *known == name).map(|(_, text)| text.to_owned());
    Some((of("workspace")?.parse().ok()?, of("media")?.parse().ok()?))
}
