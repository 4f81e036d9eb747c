//! Change one's own name.

use app::views::UserView;

use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateMe {
    /// Another name.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
}

/// Update your name.
#[utoipa::path(patch, path = "/me", tag = "me", responses((status = OK, body = UserView)))]
pub(super) async fn update_me(State(app): State<App>, account: Account, Json(request): Json<UpdateMe>) -> Result<Json<UserView>, ApiError> {
    match request.name {
        Some(name) => Ok(Json(app.users().rename(&account.person(), account.user_id, &name).await?)),
        None => Ok(Json(UserView::from(app.store().system().get_user(account.user_id).await?))),
    }
}
