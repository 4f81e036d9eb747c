//! Rooms: their names come from ids the server has checked, never from a client.

use model::{ConversationId, WorkspaceId};
use serde::Deserialize;
use serde_json::json;
use socketioxide::extract::{AckSender, Extension, SocketRef, State, TryData};

use super::presence;
use super::seats::{Realtime, Who};

/// The room of everybody who has the workspace open.
pub(super) fn workspace(id: WorkspaceId) -> String {
    format!("workspace:{id}")
}

/// The room of everybody who has the conversation open.
pub(super) fn conversation(id: ConversationId) -> String {
    format!("conversation:{id}")
}

/// Names a conversation.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    conversation: ConversationId,
}

/// `conversation:join`: hear who looks at it and who is typing there.
pub(super) async fn join(
    socket: SocketRef,
    TryData(named): TryData<Named>,
    ack: AckSender,
    Extension(who): Extension<Who>,
    State(realtime): State<Realtime>,
) {
    let Ok(Named { conversation: id }) = named else { return };
    if !realtime.hears(&socket, &who) {
        return;
    }
    let ok = realtime.may_see(&who, id).await;
    if ok {
        socket.join(conversation(id));
        presence::tell(&realtime, &socket, who.workspace(), id).await;
    }
    // A client that did not ask for an answer gets none.
    let _ = ack.send(&if ok {
        json!({ "ok": true })
    } else {
        json!({ "ok": false, "code": "conversation.not_found" })
    });
}

/// `conversation:leave`: no more of that.
pub(super) async fn leave(
    socket: SocketRef,
    TryData(named): TryData<Named>,
    ack: AckSender,
    Extension(who): Extension<Who>,
    State(realtime): State<Realtime>,
) {
    let Ok(Named { conversation: id }) = named else { return };
    if !realtime.hears(&socket, &who) {
        return;
    }
    socket.leave(conversation(id));
    let _ = ack.send(&json!({ "ok": true }));
}
