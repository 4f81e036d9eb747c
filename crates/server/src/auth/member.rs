//! `Member<P>`, `Account`, `InstanceAdmin`, `Public`: the four ways a route says whom it lets through.

use std::marker::PhantomData;

use app::{Actor, ApiKeyUse, App, Person};
use axum::extract::{FromRef, FromRequestParts, RawPathParams};
use http::header;
use http::request::Parts;
use model::access::Named;
use model::{Role, SessionId, UserId, WorkspaceId};
use store::Caller;

use super::access::{Access, Guard};
use super::{Auth, api_key, token};
use crate::error::{ApiError, Code};
use crate::request::{self, Reached};

/// Anyone. The argument's doc comment or the handler's says why that is right.
#[derive(Debug, Clone, Copy)]
pub struct Public;

/// A signed-in user, wherever they are a member.
#[derive(Debug, Clone)]
pub struct Account {
    /// The user.
    pub user_id: UserId,
    /// The browser they sit at; of a program, its key in a session's place.
    pub session_id: SessionId,
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// May they see what concerns the whole installation?
    pub is_instance_admin: bool,
}

/// A signed-in user who looks after the installation.
#[derive(Debug, Clone)]
pub struct InstanceAdmin(pub Account);

/// A member of the workspace in the path whose role holds `P`.
pub struct Member<P> {
    /// Who.
    pub account: Account,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// What they are there.
    pub role: Role,
    /// The API key, when it is a program that asks for them.
    pub key: Option<ApiKeyUse>,
    permission: PhantomData<fn() -> P>,
}

impl Guard for Public {
    const ACCESS: Access = Access::Public;
}

impl Guard for Account {
    const ACCESS: Access = Access::Account;
}

impl Guard for InstanceAdmin {
    const ACCESS: Access = Access::InstanceAdmin;
}

impl<P: Named> Guard for Member<P> {
    const ACCESS: Access = Access::Member(P::PERMISSION);
}

impl Account {
    /// Who asks, for `app`.
    #[must_use]
    pub fn person(&self) -> Person {
        Person {
            user_id: Some(self.user_id),
            session_id: Some(self.session_id),
            ..request::anyone()
        }
    }
}

impl<P> Member<P> {
    /// Who asks, for `app`.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            user_id: self.account.user_id,
            workspace_id: self.workspace_id,
            role: self.role,
            session_id: self.account.session_id,
            key: self.key.clone(),
            ip: request::client(),
            request_id: request::id(),
        }
    }

    /// The user.
    #[must_use]
    pub fn user_id(&self) -> UserId {
        self.account.user_id
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Public {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Reached::mark(&parts.extensions);
        Ok(Self)
    }
}

impl<S> FromRequestParts<S> for Account
where
    S: Send + Sync,
    App: FromRef<S>,
    Auth: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let caller = authenticate(&App::from_ref(state), &Auth::from_ref(state), bearer(parts)?, None).await?;
        Reached::mark(&parts.extensions);
        Ok(caller.into())
    }
}

impl<S> FromRequestParts<S> for InstanceAdmin
where
    S: Send + Sync,
    App: FromRef<S>,
    Auth: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let caller = authenticate(&App::from_ref(state), &Auth::from_ref(state), bearer(parts)?, None).await?;
        if !caller.is_instance_admin {
            return Err(ApiError::new(Code::AccessInstanceAdminOnly, "This concerns the whole installation."));
        }
        Reached::mark(&parts.extensions);
        Ok(Self(caller.into()))
    }
}

impl<P: Named, S> FromRequestParts<S> for Member<P>
where
    S: Send + Sync,
    App: FromRef<S>,
    Auth: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let (app, auth) = (App::from_ref(state), Auth::from_ref(state));
        let token = bearer(parts)?.to_owned();
        let workspace = workspace_in_path(parts, state).await;
        if api_key::is_one(&token) {
            let (caller, used) = api_key::authenticate(&app, &auth, &token, workspace).await?;
            let member = admit::<P>(&app, &auth, caller, workspace, Some(used)).await?;
            Reached::mark(&parts.extensions);
            return Ok(member);
        }
        let caller = authenticate(&app, &auth, &token, workspace).await?;
        let member = admit::<P>(&app, &auth, caller, workspace, None).await?;
        Reached::mark(&parts.extensions);
        Ok(member)
    }
}

/// The member behind an access token, for doors that are not routes (sockets). The same checks as [`Member`].
pub async fn member_of<P: Named>(app: &App, auth: &Auth, token: &str, workspace: WorkspaceId) -> Result<Member<P>, ApiError> {
    let caller = authenticate(app, auth, token, Some(workspace)).await?;
    admit::<P>(app, auth, caller, Some(workspace), None).await
}

/// The user behind an access token, for doors that are not routes. The same checks as [`Account`].
pub async fn account_of(app: &App, auth: &Auth, token: &str) -> Result<Account, ApiError> {
    authenticate(app, auth, token, None).await.map(Account::from)
}

pub(super) fn bearer(parts: &Parts) -> Result<&str, ApiError> {
    let mut values = parts.headers.get_all(header::AUTHORIZATION).iter();
    let value = values
        .next()
        .ok_or_else(|| ApiError::new(Code::AuthRequired, "This needs an access token."))?;
    let token = value
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match (token, values.next()) {
        (Some((_, token)), None) => Ok(token.trim()),
        _ => Err(ApiError::new(
            Code::AuthTokenInvalid,
            "The Authorization header must be one `Bearer <access token>`.",
        )),
    }
}

async fn workspace_in_path<S: Send + Sync>(parts: &mut Parts, state: &S) -> Option<WorkspaceId> {
    let params = RawPathParams::from_request_parts(parts, state).await.ok()?;
    params
        .iter()
        .find(|(name, _)| *name == "workspace")
        .and_then(|(_, text)| text.parse().ok())
}

/// Token, then session, user and membership in one query: a change of any of them counts on the next request.
async fn authenticate(app: &App, auth: &Auth, token: &str, workspace: Option<WorkspaceId>) -> Result<Caller, ApiError> {
    if api_key::is_one(token) {
        return Err(ApiError::new(
            Code::AccessNotForKeys,
            "An API key works on the routes of its workspace only.",
        ));
    }
    let now = auth.now();
    let claims = auth.access_tokens().read(token, now).map_err(|error| match error {
        token::Error::Expired => ApiError::new(Code::AuthTokenExpired, "The access token has expired."),
        token::Error::Invalid => ApiError::new(Code::AuthTokenInvalid, "The access token is not valid."),
    })?;
    let caller = app.store().system().find_caller(claims.sid, workspace).await?;
    let Some(caller) = caller.filter(|caller| caller.user_id == claims.sub && caller.is_session_alive(now)) else {
        return Err(ApiError::new(
            Code::AuthSessionEnded,
            "This session was signed out, revoked or has expired.",
        ));
    };
    if caller.user_disabled_at.is_some() {
        return Err(ApiError::new(Code::AuthAccountDisabled, "This account is disabled."));
    }
    app.sessions().seen(&caller, &request::client().to_string()).await?;
    Ok(caller)
}

/// Is the caller a member of the workspace who may `P`?
pub(super) async fn admit<P: Named>(
    app: &App,
    auth: &Auth,
    caller: Caller,
    workspace: Option<WorkspaceId>,
    key: Option<ApiKeyUse>,
) -> Result<Member<P>, ApiError> {
    let not_found = || ApiError::new(Code::WorkspaceNotFound, "There is no such workspace, or you are not a member of it.");
    let workspace_id = workspace.ok_or_else(not_found)?;
    let role = caller.role().ok_or_else(not_found)?;
    if caller.member_disabled_at.is_some() {
        return Err(ApiError::new(
            Code::AccessMemberDisabled,
            "Your membership in this workspace is disabled.",
        ));
    }
    if caller.needs_second_factor == Some(true) && !caller.has_second_factor {
        return Err(ApiError::new(
            Code::AccessSecondFactorRequired,
            "This workspace lets nobody in without a second factor.",
        ));
    }
    let member = Member {
        account: caller.into(),
        workspace_id,
        role,
        key,
        permission: PhantomData,
    };
    let permission = P::PERMISSION;
    if member.actor().may(permission) {
        return Ok(member);
    }
    if auth.is_denial_news(member.account.session_id, permission) {
        app.audit().denied(&member.actor(), permission).await?;
    }
    if member.key.is_some() && role.may(permission) {
        let detail = format!("This needs the permission {}, which this API key was not given.", permission.as_str());
        return Err(ApiError::new(Code::AccessDenied, detail).remedy("Make a key that has it, under Settings, API keys."));
    }
    let who: Vec<&str> = permission.roles().iter().map(|role| role.as_str()).collect();
    Err(ApiError::new(
        Code::AccessDenied,
        format!(
            "This needs the permission {}, which {} have; you are {}.",
            permission.as_str(),
            who.join(", "),
            role.as_str()
        ),
    ))
}

impl From<Caller> for Account {
    fn from(caller: Caller) -> Self {
        Self {
            user_id: caller.user_id,
            session_id: caller.session_id,
            email: caller.email,
            name: caller.name,
            is_instance_admin: caller.is_instance_admin,
        }
    }
}
