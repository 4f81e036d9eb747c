//! The people at the consoles of other nodes: told over the bus, checked against the workspace before anybody sees them, and told again now and then.
//!
//! The bus carries ids only, and whoever can reach it can forge them: names are read from the database, and a conversation counts only where somebody of
//! this workspace has it open here.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::bus::Overheard;
use model::{ConversationId, UserId, WorkspaceId};
use serde_json::json;
use socketioxide::extract::SocketRef;
use store::{Gaze, Whisper};
use tokio::sync::broadcast::error::RecvError;

use super::seats::Realtime;
use super::{presence, rooms};
use crate::far::Far;

/// Everything is told again this often, for nodes that missed something.
const TELL_EVERY: Duration = Duration::from_secs(8);
/// A name that was read is good for this long.
const NAME_KEPT: Duration = Duration::from_secs(60);
const MOST_NAMES: usize = 10_000;
/// Told at once before others get their turn.
const BREATH: usize = 256;

type Looker = (WorkspaceId, ConversationId, UserId);

/// A member's name, or that they are none, and when that was read.
type Known = (Option<Arc<str>>, Instant);

/// What this node knows of the others.
#[derive(Default)]
pub(super) struct Elsewhere {
    /// Who looks at what; true for who is writing.
    looking: Mutex<Far<Looker, bool>>,
    names: Mutex<HashMap<(WorkspaceId, UserId), Known>>,
}

impl Elsewhere {
    fn looking<T>(&self, work: impl FnOnce(&mut Far<Looker, bool>) -> T) -> T {
        work(&mut self.looking.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Who has the conversation in front of them on another node, and whether they write.
    pub(super) fn viewers(&self, workspace: WorkspaceId, conversation: ConversationId) -> Vec<(UserId, bool)> {
        let first = (workspace, conversation, UserId::from_uuid(uuid::Uuid::nil()));
        self.looking(|far| {
            far.from(first, |(of, at, _)| (*of, *at) == (workspace, conversation))
                .map(|((_, _, user), is_writing)| (user, is_writing))
                .collect()
        })
    }
}

/// Hears the other nodes and tells them, where there can be any.
pub(super) fn start(realtime: &Realtime) {
    let app = realtime.server().app.clone();
    if !app.store().is_shared() {
        return;
    }
    let mut overheard = app.bus().overhear();
    let realtime = realtime.clone();
    app.clone().spawn(async move {
        let mut again = tokio::time::interval(TELL_EVERY);
        again.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                heard = overheard.recv() => match heard {
                    Ok(Overheard { whisper: Whisper::Hello, .. }) => tell_all(&realtime).await,
                    Ok(heard) => hear(&realtime, heard).await,
                    // What was missed is told again.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
                _ = again.tick() => {
                    let now = Instant::now();
                    let online = realtime.server().online.elsewhere(|far| far.expire(now));
                    let looking = realtime.elsewhere().looking(|far| far.expire(now));
                    show(&realtime, online, looking).await;
                    tell_all(&realtime).await;
                }
                () = app.stopping() => return,
            }
        }
    });
}

/// Tells the other nodes who has the console open here, and who looks at what.
async fn tell_all(realtime: &Realtime) {
    let online = realtime
        .server()
        .online
        .here()
        .into_iter()
        .map(|(workspace, user)| Whisper::Online(workspace, user));
    let looking = realtime.presence().here();
    let whispers = online.chain(
        looking
            .into_iter()
            .map(|(workspace, conversation, user, gaze)| Whisper::Look(workspace, conversation, user, gaze)),
    );
    for (at, whisper) in whispers.enumerate() {
        realtime.server().app.bus().whisper(whisper);
        if at % BREATH == BREATH - 1 {
            tokio::task::yield_now().await;
        }
    }
}

async fn hear(realtime: &Realtime, Overheard { node, whisper }: Overheard) {
    let (online, now) = (&realtime.server().online, Instant::now());
    match whisper {
        Whisper::Hello => {}
        Whisper::Bye => {
            let online = online.elsewhere(|far| far.forget(&node));
            let looking = realtime.elsewhere().looking(|far| far.forget(&node));
            show(realtime, online, looking).await;
        }
        Whisper::Online(workspace, user) | Whisper::Offline(workspace, user) => {
            let fact = matches!(whisper, Whisper::Online(..)).then_some(());
            if online.elsewhere(|far| far.hear(&node, (workspace, user), fact, now)) {
                show(realtime, vec![(workspace, user)], Vec::new()).await;
            }
        }
        Whisper::Look(workspace, conversation, user, gaze) => {
            let fact = match gaze {
                Gaze::Away => None,
                Gaze::Looking => Some(false),
                Gaze::Writing => Some(true),
            };
            let looker = (workspace, conversation, user);
            if realtime.elsewhere().looking(|far| far.hear(&node, looker, fact, now)) {
                show(realtime, Vec::new(), vec![looker]).await;
            }
        }
        Whisper::Typing(workspace, conversation, user) | Whisper::Paused(workspace, conversation, user) => {
            let Some(socket) = listener(realtime, workspace, conversation) else {
                return;
            };
            let Some(name) = name(realtime, workspace, user).await else { return };
            let on = matches!(whisper, Whisper::Typing(..));
            let _ = socket
                .within(rooms::conversation(conversation))
                .emit("typing", &presence::typing_signal(conversation, user, &name, on))
                .await;
        }
    }
}

/// Shows the consoles here what changed elsewhere.
async fn show(realtime: &Realtime, online: Vec<(WorkspaceId, UserId)>, looking: Vec<Looker>) {
    let workspaces: BTreeSet<WorkspaceId> = online.into_iter().map(|(workspace, _)| workspace).collect();
    for workspace in workspaces {
        if let Some(socket) = realtime.any_socket(|_, who| who.workspace() == workspace) {
            let users = json!({ "users": realtime.server().online.users(workspace) });
            let _ = socket.within(rooms::workspace(workspace)).emit("online", &users).await;
        }
    }
    let conversations: BTreeSet<(WorkspaceId, ConversationId)> = looking
        .into_iter()
        .map(|(workspace, conversation, _)| (workspace, conversation))
        .collect();
    for (workspace, conversation) in conversations {
        if let Some(socket) = listener(realtime, workspace, conversation) {
            presence::announce(realtime, &socket, workspace, conversation).await;
        }
    }
}

/// A socket of this workspace that has the conversation open: proof that the one belongs to the other, since it was checked when it joined.
fn listener(realtime: &Realtime, workspace: WorkspaceId, conversation: ConversationId) -> Option<SocketRef> {
    let room = rooms::conversation(conversation);
    realtime.any_socket(|socket, who| who.workspace() == workspace && socket.rooms().iter().any(|joined| **joined == *room))
}

/// The name of a member; nothing for who is none, or may not come in.
pub(super) async fn name(realtime: &Realtime, workspace: WorkspaceId, user: UserId) -> Option<Arc<str>> {
    let names = || realtime.elsewhere().names.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    if let Some((name, read)) = names().get(&(workspace, user))
        && now.saturating_duration_since(*read) < NAME_KEPT
    {
        return name.clone();
    }
    let member = realtime.server().app.store().workspace(workspace).find_member(user).await.ok()?;
    let name: Option<Arc<str>> = member.filter(|member| !member.is_disabled()).map(|member| member.name.into());
    let mut names = names();
    if names.len() >= MOST_NAMES {
        names.clear();
    }
    names.insert((workspace, user), (name.clone(), now));
    name
}
