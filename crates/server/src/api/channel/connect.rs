//! Connect a number.

use app::channels::{AppRequest, ConnectRequest};
use app::views::{ChannelKind, ChannelView};

use crate::prelude::*;

/// The number, and the secrets to use it with. Secrets are stored sealed and never come back.
#[derive(Deserialize, ToSchema)]
pub(super) struct ConnectChannel {
    /// WhatsApp, or the built-in simulator.
    kind: ChannelKind,
    /// Meta's id of the number (not the number itself).
    #[schema(example = "106540352242922")]
    phone_number_id: String,
    /// Meta's id of the WhatsApp Business account.
    #[schema(example = "102290129340398")]
    waba_id: String,
    /// The number as people write it, should Meta not say.
    display_phone_number: Option<String>,
    /// A system user's token with `whatsapp_business_messaging` and `whatsapp_business_management`.
    #[schema(write_only)]
    access_token: String,
    /// The Meta app that signs the webhooks.
    app: ConnectApp,
}

/// The Meta app behind the number.
#[derive(Deserialize, ToSchema)]
pub(super) struct ConnectApp {
    /// Meta's id of the app.
    app_id: String,
    /// The app secret, under Settings, Basic.
    #[schema(write_only)]
    app_secret: String,
    /// Any text; Meta repeats it when our address is registered.
    #[schema(write_only)]
    verify_token: String,
}

/// Connect a number.
///
/// Nothing is stored before Meta has confirmed that the token may read this number and account. The same number again replaces its secrets.
#[utoipa::path(put, path = "/workspaces/{workspace}/channel", tag = "channel", params(WorkspacePath), responses((status = OK, body = ChannelView)))]
pub(super) async fn connect_channel(
    State(app): State<App>,
    member: Member<perm::ManageChannel>,
    Json(request): Json<ConnectChannel>,
) -> Result<Json<ChannelView>, ApiError> {
    let request = ConnectRequest {
        kind: request.kind,
        phone_number_id: request.phone_number_id,
        waba_id: request.waba_id,
        display_phone_number: request.display_phone_number,
        access_token: request.access_token.into(),
        app: AppRequest {
            app_id: request.app.app_id,
            app_secret: request.app.app_secret.into(),
            verify_token: request.app.verify_token.into(),
        },
    };
    Ok(Json(app.channels().connect(&member.actor(), request).await?))
}
