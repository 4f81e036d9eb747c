//! What every API module starts from: `use crate::prelude::*;`.
//!
//! A handler is `async fn verb_noun(State(app): State<App>, member: Member<perm::X>, Path(path): Path<…>, Query(query): Query<…>, Json(request): Json<…>)`,
//! in this order; the second argument is always the guard (`Member`, `Account`, `InstanceAdmin`, `Public`).

pub(crate) use app::App;
pub(crate) use app::views::Page;
pub(crate) use axum::extract::State;
pub(crate) use http::StatusCode;
pub(crate) use model::access::perm;
pub(crate) use model::{
    ApiKeyId, ContactId, ConversationId, CustomFieldId, ImportId, InvitationId, MediaId, MessageId, MetaAppId, NoteId, Role, SessionId, TagId,
    Timestamp, UserId, WebhookEventId, WorkspaceId,
};
pub(crate) use serde::{Deserialize, Serialize};
pub(crate) use utoipa::{IntoParams, ToSchema};

pub(crate) use crate::auth::{Account, Auth, InstanceAdmin, Member, Public};
pub(crate) use crate::error::{ApiError, Code};
pub(crate) use crate::extract::{ETag, IfMatch, Json, Path, Query};
pub(crate) use crate::routes::{Routes, routes};
pub(crate) use crate::shapes::{PageQuery, WorkspacePath};
pub(crate) use crate::state::{Online, Settings};
