//! Process failed deliveries again, many at once.

use store::WebhookEventFilter;

use crate::prelude::*;

/// Which dead deliveries.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplayDead {
    /// Only those that carry this webhook field.
    #[schema(max_length = 100)]
    field: Option<String>,
    /// Only those that came not before this moment.
    from: Option<Timestamp>,
    /// Only those that came before this moment.
    to: Option<Timestamp>,
}

/// How many are processed again.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReplayedDead {
    /// So many, the oldest first; at most 200.
    replayed: usize,
    /// There may be more: ask again.
    more: bool,
}

/// Replay dead deliveries: the oldest 200 are processed again, soon. Whatever they did before is recognised, so nothing doubles.
#[utoipa::path(post, path = "/workspaces/{workspace}/webhook-events/replay", tag = "webhook events", params(WorkspacePath),
    request_body = ReplayDead, responses((status = ACCEPTED, body = ReplayedDead)))]
pub(super) async fn replay_dead_webhook_events(
    State(app): State<App>,
    member: Member<perm::ManageWebhookEvents>,
    Json(body): Json<ReplayDead>,
) -> Result<(StatusCode, Json<ReplayedDead>), ApiError> {
    let filter = WebhookEventFilter {
        state: None,
        field: body.field.filter(|field| !field.is_empty()),
        from: body.from,
        to: body.to,
    };
    let replayed = app.webhook_events().replay_dead(&member.actor(), &filter).await?;
    let more = i64::try_from(replayed).is_ok_and(|replayed| replayed >= app::webhook_events::MOST_REPLAYED);
    Ok((StatusCode::ACCEPTED, Json(ReplayedDead { replayed, more })))
}
