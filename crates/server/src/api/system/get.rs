//! What a console needs to know of the installation.

use crate::prelude::*;

/// The installation, as every signed-in person may know it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SystemView {
    /// PrismWA's version.
    version: &'static str,
    /// The pretend Meta runs inside this server, at `/simulator`.
    simulator_enabled: bool,
    /// The address people and Meta reach this server at.
    public_url: String,
    /// Now, by the server's clock.
    server_time: Timestamp,
    /// WhatsApp's limits, by message kind and field.
    #[schema(value_type = Object)]
    limits: serde_json::Value,
}

/// Read the version, the server's clock and WhatsApp's limits.
#[utoipa::path(get, path = "/system", tag = "system", responses((status = OK, body = SystemView)))]
pub(super) async fn get_system(State(app): State<App>, _account: Account, State(settings): State<Settings>) -> Result<Json<SystemView>, ApiError> {
    Ok(Json(SystemView {
        version: crate::VERSION,
        simulator_enabled: settings.simulator.enabled,
        public_url: settings.server.public_url.trim_end_matches('/').to_owned(),
        server_time: app.now(),
        limits: serde_json::to_value(cloud_api::outbound::LIMITS).expect("numbers and words"),
    }))
}
