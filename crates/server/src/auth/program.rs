//! `Program<P>`: a program with an API key that was given `P`, at a door of Meta's shape. The key names the workspace; refusals come in Meta's envelope.

use app::{Actor, App};
use axum::extract::{FromRef, FromRequestParts};
use http::request::Parts;
use model::WorkspaceId;
use model::access::Named;

use super::access::{Access, Guard};
use super::member::{self, Member};
use super::{Auth, api_key};
use crate::error::{ApiError, Code, MetaError};
use crate::request::Reached;

/// A program with an API key that was given `P`.
pub struct Program<P>(Member<P>);

impl<P> Program<P> {
    /// Who asks, for `app`.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.0.actor()
    }

    /// Where.
    #[must_use]
    pub fn workspace_id(&self) -> WorkspaceId {
        self.0.workspace_id
    }
}

impl<P: Named> Guard for Program<P> {
    const ACCESS: Access = Access::Program(P::PERMISSION);
}

impl<P: Named, S> FromRequestParts<S> for Program<P>
where
    S: Send + Sync,
    App: FromRef<S>,
    Auth: FromRef<S>,
{
    type Rejection = MetaError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, MetaError> {
        let (app, auth) = (App::from_ref(state), Auth::from_ref(state));
        let token = member::bearer(parts)?.to_owned();
        if !api_key::is_one(&token) {
            let error = ApiError::new(Code::AuthKeyInvalid, "This door takes an API key, made under Settings, API keys.");
            return Err(error.into());
        }
        let (workspace, caller, used) = api_key::find(&app, &auth, &token).await?;
        let member = member::admit::<P>(&app, &auth, caller, Some(workspace), Some(used)).await?;
        Reached::mark(&parts.extensions);
        Ok(Self(member))
    }
}
