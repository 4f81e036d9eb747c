//! Is the first owner missing?

use crate::prelude::*;

/// Whether the installation waits for its first owner.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SetupView {
    /// The first owner is missing: open the setup link from the server's log.
    needed: bool,
}

/// Ask whether the first owner is missing.
///
/// Public, since nobody can be signed in before there is anybody.
#[utoipa::path(get, path = "/setup", tag = "setup", responses((status = OK, body = SetupView)))]
pub(super) async fn get_setup(State(app): State<App>, _guard: Public) -> Result<Json<SetupView>, ApiError> {
    Ok(Json(SetupView {
        needed: app.instance().needs_setup().await?,
    }))
}
