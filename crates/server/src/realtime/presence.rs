//! Who looks at which conversation, and who is writing there: told to the others who have it open, here and on other nodes. Kept in memory; nothing
//! depends on it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use model::{ConversationId, Permission, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use socketioxide::extract::{Extension, SocketRef, State, TryData};
use socketioxide::socket::Sid;
use store::{Gaze, Whisper};

use super::seats::{Realtime, Who};
use super::{elsewhere, hint, rooms};

/// A client says "still writing" at least this often.
const WRITING_LASTS: Duration = Duration::from_secs(10);

/// Who looks at what.
#[derive(Default)]
pub(super) struct Presence(Mutex<HashMap<Sid, Looking>>);

#[derive(Debug, Clone)]
struct Looking {
    workspace: WorkspaceId,
    conversation: ConversationId,
    user: UserId,
    name: String,
    writing_until: Option<Instant>,
}

/// One member who looks at a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Viewer {
    id: UserId,
    name: String,
    replying: bool,
}

/// What a client says about its looking.
#[derive(Debug, Deserialize)]
pub(super) struct Look {
    conversation: Option<ConversationId>,
}

/// What a client says about its writing.
#[derive(Debug, Deserialize)]
pub(super) struct Typing {
    conversation: ConversationId,
    on: bool,
}

impl Presence {
    fn lock(&self) -> MutexGuard<'_, HashMap<Sid, Looking>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Each member of this node once, however many tabs they have.
    fn viewers(&self, conversation: ConversationId, now: Instant) -> BTreeMap<UserId, Viewer> {
        let mut viewers: BTreeMap<UserId, Viewer> = BTreeMap::new();
        for looking in self.lock().values().filter(|looking| looking.conversation == conversation) {
            let replying = looking.writing_until.is_some_and(|until| until > now);
            let viewer = viewers.entry(looking.user).or_insert_with(|| Viewer {
                id: looking.user,
                name: looking.name.clone(),
                replying,
            });
            viewer.replying |= replying;
        }
        viewers
    }

    /// What a member does in a conversation on this node.
    fn gaze(&self, conversation: ConversationId, user: UserId, now: Instant) -> Gaze {
        match self.viewers(conversation, now).get(&user) {
            None => Gaze::Away,
            Some(viewer) if viewer.replying => Gaze::Writing,
            Some(_) => Gaze::Looking,
        }
    }

    /// Everybody on this node who looks at something.
    pub(super) fn here(&self) -> Vec<(WorkspaceId, ConversationId, UserId, Gaze)> {
        let now = Instant::now();
        let mut here: BTreeMap<(WorkspaceId, ConversationId, UserId), bool> = BTreeMap::new();
        for looking in self.lock().values() {
            let key = (looking.workspace, looking.conversation, looking.user);
            *here.entry(key).or_default() |= looking.writing_until.is_some_and(|until| until > now);
        }
        let gaze = |is_writing| if is_writing { Gaze::Writing } else { Gaze::Looking };
        here.into_iter()
            .map(|((workspace, conversation, user), is_writing)| (workspace, conversation, user, gaze(is_writing)))
            .collect()
    }

    /// Where this socket looked before, if it was elsewhere.
    fn look(&self, sid: Sid, who: &Who, conversation: Option<ConversationId>) -> Option<ConversationId> {
        let mut all = self.lock();
        let before = match conversation {
            Some(conversation) if all.get(&sid).is_some_and(|looking| looking.conversation == conversation) => return None,
            Some(conversation) => all.insert(
                sid,
                Looking {
                    workspace: who.workspace(),
                    conversation,
                    user: who.user(),
                    name: who.name().to_owned(),
                    writing_until: None,
                },
            ),
            None => all.remove(&sid),
        };
        before.map(|looking| looking.conversation)
    }

    fn write(&self, sid: Sid, conversation: ConversationId, until: Option<Instant>) {
        if let Some(looking) = self.lock().get_mut(&sid).filter(|looking| looking.conversation == conversation) {
            looking.writing_until = until;
        }
    }

    /// Conversations in which somebody stopped writing without saying so.
    pub(super) fn lapse(&self, now: Instant) -> Vec<(Sid, ConversationId)> {
        let mut lapsed = Vec::new();
        for (sid, looking) in self.lock().iter_mut() {
            if looking.writing_until.is_some_and(|until| until <= now) {
                looking.writing_until = None;
                lapsed.push((*sid, looking.conversation));
            }
        }
        lapsed
    }
}

/// `presence`: the member has this conversation in front of them, or none.
pub(super) async fn look(socket: SocketRef, TryData(look): TryData<Look>, Extension(who): Extension<Who>, State(realtime): State<Realtime>) {
    let Ok(Look { conversation }) = look else { return };
    if !realtime.hears(&socket, &who) {
        return;
    }
    if let Some(id) = conversation
        && !realtime.may_see(&who, id).await
    {
        return;
    }
    let before = realtime.presence().look(socket.id, &who, conversation);
    for id in [before, conversation].into_iter().flatten() {
        tell_elsewhere(&realtime, &who, id);
        announce(&realtime, &socket, who.workspace(), id).await;
    }
}

/// `typing`: the member is writing an answer, or stopped.
pub(super) async fn typing(socket: SocketRef, TryData(typing): TryData<Typing>, Extension(who): Extension<Who>, State(realtime): State<Realtime>) {
    let Ok(Typing { conversation, on }) = typing else { return };
    if !realtime.hears(&socket, &who) || !who.may(Permission::SendMessages) || !realtime.may_see(&who, conversation).await {
        return;
    }
    realtime
        .presence()
        .write(socket.id, conversation, on.then(|| Instant::now() + WRITING_LASTS));
    let signal = typing_signal(conversation, who.user(), who.name(), on);
    let _ = socket.to(rooms::conversation(conversation)).emit("typing", &signal).await;
    let whisper = if on { Whisper::Typing } else { Whisper::Paused };
    realtime.server().app.bus().whisper(whisper(who.workspace(), conversation, who.user()));
    tell_elsewhere(&realtime, &who, conversation);
    announce(&realtime, &socket, who.workspace(), conversation).await;
}

/// Tells the other nodes what the member now does in a conversation here.
pub(super) fn tell_elsewhere(realtime: &Realtime, who: &Who, id: ConversationId) {
    let gaze = realtime.presence().gaze(id, who.user(), Instant::now());
    let whisper = Whisper::Look(who.workspace(), id, who.user(), gaze);
    realtime.server().app.bus().whisper(whisper);
}

/// What clients hear of somebody's writing.
pub(super) fn typing_signal(conversation: ConversationId, user: UserId, name: &str, on: bool) -> serde_json::Value {
    json!({ "conversation_id": conversation, "user_id": user, "name": name, "on": on })
}

/// The socket is gone: it looks at nothing.
pub(super) async fn forget(realtime: &Realtime, socket: &SocketRef, who: &Who) {
    let looked = realtime.presence().lock().remove(&socket.id);
    if let Some(looked) = looked {
        tell_elsewhere(realtime, who, looked.conversation);
        announce(realtime, socket, who.workspace(), looked.conversation).await;
    }
}

/// Tells everybody in the room who looks.
pub(super) async fn announce(realtime: &Realtime, socket: &SocketRef, workspace: WorkspaceId, id: ConversationId) {
    let signal = signal(realtime, workspace, id).await;
    let _ = socket.within(rooms::conversation(id)).emit("presence", &signal).await;
}

/// Tells one socket who looks.
pub(super) async fn tell(realtime: &Realtime, socket: &SocketRef, workspace: WorkspaceId, id: ConversationId) {
    hint(socket, "presence", &signal(realtime, workspace, id).await);
}

async fn signal(realtime: &Realtime, workspace: WorkspaceId, id: ConversationId) -> serde_json::Value {
    let mut viewers = realtime.presence().viewers(id, Instant::now());
    for (user, replying) in realtime.elsewhere().viewers(workspace, id) {
        if let Some(viewer) = viewers.get_mut(&user) {
            viewer.replying |= replying;
        } else if let Some(name) = elsewhere::name(realtime, workspace, user).await {
            let name = (*name).to_owned();
            viewers.insert(user, Viewer { id: user, name, replying });
        }
    }
    json!({ "conversation_id": id, "users": viewers.into_values().collect::<Vec<_>>() })
}
