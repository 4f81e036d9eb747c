//! Add a webhook.

use app::views::WebhookView;
use app::webhooks::WebhookPatch;
use secrecy::ExposeSecret as _;

use crate::prelude::*;

/// A webhook to add.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateWebhook {
    /// Where events are posted to: a public address with https, unless whoever runs this server allows another.
    #[schema(max_length = 8192, example = "https://shop.example.com/hooks/prismwa")]
    url: String,
    /// What it is for.
    #[schema(max_length = 200)]
    description: Option<String>,
    /// Which events; all when absent.
    #[schema(example = json!(["message.created", "conversation.updated"]))]
    events: Option<Vec<String>>,
}

/// A webhook with a new secret.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhookWithSecret {
    /// What is known of it from now on.
    pub(super) webhook: WebhookView,
    /// What its deliveries are signed with: shown now and never again.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    pub(super) secret: String,
}

/// Create an outgoing webhook.
///
/// It gets what happens from now on, as Standard Webhooks has it: `webhook-id`, `webhook-timestamp`, `webhook-signature`. Any answer from 200 to 299 within 15
/// seconds means that it arrived; else it is tried again for about three days.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhooks", tag = "webhooks", params(WorkspacePath),
    responses((status = CREATED, body = WebhookWithSecret)))]
pub(super) async fn create_webhook(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Json(request): Json<CreateWebhook>,
) -> Result<(StatusCode, Json<WebhookWithSecret>), ApiError> {
    let patch = WebhookPatch {
        url: Some(request.url),
        description: request.description,
        events: request.events,
        is_on: None,
    };
    let (webhook, secret) = app.webhooks().create(&member.actor(), patch).await?;
    let secret = secret.expose_secret().to_owned();
    Ok((StatusCode::CREATED, Json(WebhookWithSecret { webhook, secret })))
}
