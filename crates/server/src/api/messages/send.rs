//! Send a message.

use app::outbound::SendRequest;
use app::views::{MessageView, ScheduledMessageView};
use serde_json::Value;

use super::content::read_content;
use super::{ConversationPath, view};
use crate::prelude::*;

/// A message to send.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SendMessage {
    /// The message's id, made by you (`msg_` and a UUIDv7): sending again with the same id and content is the same message.
    id: Option<MessageId>,
    /// WhatsApp's own shape: `{"type":"text","text":{"body":"hola"}}`. A file is named by its id here:
    /// `{"type":"image","image":{"media_id":"med_…","caption":"…"}}`.
    content: Value,
    /// The message to quote.
    reply_to_id: Option<MessageId>,
    /// Why to write in spite of the contact's opt-out; only for those who may, and audited.
    #[schema(max_length = 500)]
    override_opt_out_reason: Option<String>,
    /// Not now but then, within a year: the answer is 202 with the message for later.
    send_at: Option<Timestamp>,
}

/// The message, or what waits to become one.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Sent {
    Message(Box<MessageView>),
    Scheduled(Box<ScheduledMessageView>),
}

/// Send a message, now or at a time to come.
///
/// It is stored and queued when this answers, and leaves within milliseconds; what becomes of it comes as events. The same `id` and content again
/// answers 200 with the same message; the same `id` with other content answers 409.
#[utoipa::path(post, path = "/workspaces/{workspace}/conversations/{conversation}/messages", tag = "messages", params(ConversationPath),
    responses((status = CREATED, body = MessageView), (status = OK, body = MessageView, description = "It was sent before, with this id."),
        (status = ACCEPTED, body = ScheduledMessageView, description = "It waits for `send_at`.")))]
pub(super) async fn send_message(
    State(app): State<App>,
    member: Member<perm::SendMessages>,
    Path(path): Path<ConversationPath>,
    Json(request): Json<SendMessage>,
) -> Result<(StatusCode, Json<Sent>), ApiError> {
    let (content, media_id) = read_content(&app, member.workspace_id, request.content).await?;
    let send_at = request.send_at;
    let request = SendRequest {
        id: request.id,
        content,
        media_id,
        reply_to: request.reply_to_id,
        override_opt_out_reason: request.override_opt_out_reason,
    };
    if let Some(send_at) = send_at {
        let (id, _) = app.outbound().schedule(&member.actor(), path.conversation, request, send_at).await?;
        let row = app.store().workspace(member.workspace_id).get_scheduled(id).await?;
        return Ok((StatusCode::ACCEPTED, Json(Sent::Scheduled(Box::new(row.into())))));
    }
    let queued = app.outbound().send(&member.actor(), path.conversation, request).await?;
    let status = if queued.new { StatusCode::CREATED } else { StatusCode::OK };
    let Json(view) = view(&app, &member, queued.id).await?;
    Ok((status, Json(Sent::Message(Box::new(view)))))
}
