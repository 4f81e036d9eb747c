//! What Meta calls: one address for each Meta app, verified once by `GET` and fed by `POST`.

mod exchange;
mod receive;
mod verify;

use crate::prelude::*;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(verify::verify_webhook, receive::receive_webhook))
        .routes(routes!(exchange::exchange_wa_flow))
}

/// Where the webhooks of a Meta app arrive.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct WebhookPath {
    /// The Meta app, as named in the channel's settings (`app_…`).
    meta_app: String,
}

impl WebhookPath {
    /// The app; text that is no id names none.
    fn id(&self) -> Option<MetaAppId> {
        self.meta_app.parse().ok()
    }
}
