//! Writes a batch, in one transaction: a handful of statements for each workspace, whatever the number of messages.
//!
//! The order is the lock order: contacts, then messages, then conversations, then the workspace's counter.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use model::{ChannelId, ContactId, ConversationId, MessageId, MetaAppId, ServiceWindow, Timestamp, WorkspaceId};
use serde_json::json;
use store::{
    AuditActor, ClaimedEvent, Error, EventLink, NewAudit, NewEvent, NewJob, NewMedia, NewOptOut, NewThread, SearchSubject, Sighting, Thread, Tx,
    WorkspaceTx,
};

use super::people::People;
use super::route::{self, Letter, Routes, Stray};
use super::work::{Origin, Work};
use super::{address_book, people, thread, work};
use crate::announce::{self, News};
use crate::contacts::merges;
use crate::media::download_job;

mod flows;
mod histories;
mod marks;
mod numbers;
mod opt_outs;
mod statuses;
mod submissions;

/// Problems of one event that are written down.
const MOST_PROBLEMS: usize = 5;

/// Whether these letters are all there is of their events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Events {
    /// They are: the events are done.
    AreDone,
    /// More of them follows in transactions of its own.
    GoOn,
}

/// Applies events and marks them done; gives the channels whose templates changed.
pub(super) async fn apply(
    tx: &mut Tx,
    meta_app: MetaAppId,
    letters: &[Letter],
    public_url: &str,
    events: Events,
) -> Result<BTreeSet<ChannelId>, Error> {
    let (numbers, accounts) = route::names(letters);
    let routes = Routes::new(tx.system().find_routes(&numbers, &accounts).await?);
    let (parts, strays) = route::sort(letters, &routes, meta_app);
    let mut templates = BTreeSet::new();
    for (workspace, parts) in &parts {
        let has_flows = routes.has_flows(*workspace);
        templates.extend(one_workspace(&mut tx.workspace(*workspace), work::collect(parts), public_url, events, has_flows).await?);
    }
    if events == Events::GoOn {
        return Ok(templates);
    }
    note_strays(tx, meta_app, letters, &strays).await?;
    let (read, unreadable): (Vec<&Letter>, Vec<&Letter>) = letters.iter().partition(|letter| letter.changes.is_ok());
    let items = read.iter().map(|letter| {
        (
            letter.event.id,
            i64::try_from(letter.changes.iter().flatten().count()).unwrap_or(i64::MAX),
        )
    });
    tx.system().finish_events(&items.collect::<Vec<_>>()).await?;
    for letter in unreadable {
        let detail = letter.changes.as_ref().err().map(String::as_str).unwrap_or_default();
        note_failure(tx, meta_app, &letter.event, "ingest.unreadable", detail, None).await?;
    }
    Ok(templates)
}

/// What one workspace's part comes to so far.
struct Batch {
    work: Work,
    people: People,
    /// The contact's thread on each channel.
    threads: HashMap<(ChannelId, ContactId), ConversationId>,
    /// Threads that begin with this batch.
    begun: HashSet<ConversationId>,
    /// Which messages are new.
    new: HashSet<MessageId>,
    /// Which of them the history had brought before.
    woken: HashSet<MessageId>,
    /// Which messages brought the file of one that was known.
    filled: HashSet<MessageId>,
    /// What changes in conversations, to be done once they are locked.
    effects: BTreeMap<ConversationId, Vec<Effect>>,
    news: News,
    /// What happens is written down for flows, too.
    has_flows: bool,
    /// Completed forms as they came, by the place of their bubble, where the message is stored without the keys of its files.
    with_keys: HashMap<usize, String>,
    /// Opt-outs and their ends that are new.
    decided: Vec<NewOptOut>,
    /// Threads that were closed, or not there, before a contact wrote in them.
    opened: Vec<ConversationId>,
}

/// A change of a conversation's row.
enum Effect {
    /// The bubble at this place of the work is new.
    Bubble(usize),
    /// A message has come this far.
    Status(MessageId, &'static str),
    /// A message says something else.
    Content(MessageId, String, String),
    /// The contact called at this time.
    Call(Timestamp),
    /// The conversation is free until then.
    FreeUntil(Timestamp),
}

/// Writes one workspace's part; gives the channels whose templates changed.
async fn one_workspace(
    workspace: &mut WorkspaceTx<'_>,
    mut work: Work,
    public_url: &str,
    events: Events,
    has_flows: bool,
) -> Result<BTreeSet<ChannelId>, Error> {
    statuses::meet_answers(&work, workspace).await?;
    address_book::settle(workspace, &mut work).await?;
    let people = people::settle(workspace, &work.people).await?;
    let with_keys = submissions::take_keys(&mut work);
    let mut batch = Batch {
        work,
        people,
        threads: HashMap::new(),
        begun: HashSet::new(),
        new: HashSet::new(),
        filled: HashSet::new(),
        woken: HashSet::new(),
        effects: BTreeMap::new(),
        news: News::default(),
        has_flows,
        with_keys,
        decided: Vec::new(),
        opened: Vec::new(),
    };
    batch.find_threads(workspace).await?;
    batch.insert_messages(workspace).await?;
    opt_outs::apply(&mut batch, workspace).await?;
    marks::apply(&mut batch, workspace).await?;
    statuses::apply(&mut batch, workspace).await?;
    batch.note_calls();
    batch.update_threads(workspace).await?;
    let submitted = submissions::apply(&batch, workspace).await?;
    flows::apply(&batch, workspace).await?;
    let histories = histories::apply(&batch, workspace).await?;
    let changed = numbers::apply(&mut batch, workspace).await?;
    batch.link_events(workspace, events).await?;
    batch.news.contacts.append(&mut batch.people.changed);
    merges::tell(workspace, &batch.people.merged).await?;
    batch.news.conversations.extend(merges::threads(&batch.people.merged));
    batch.news.known = batch.untouched(workspace.now());
    announce::news(workspace, batch.news).await.map_err(database)?;
    histories::tell(workspace, &histories).await?;
    for channel in changed.channels {
        announce::channel(workspace, channel, public_url).await.map_err(database)?;
    }
    workspace.append_events(&changed.events).await?;
    workspace.append_events(&submitted).await?;
    Ok(changed.templates)
}

/// The announcer's only errors are the database's.
fn database(error: crate::Error) -> Error {
    match error.kind {
        crate::Kind::Internal(source) => match source.downcast::<Error>() {
            Ok(error) => *error,
            Err(other) => Error::Corrupt {
                column: "events.data",
                detail: other.to_string(),
            },
        },
        _ => Error::Corrupt {
            column: "events.data",
            detail: error.to_string(),
        },
    }
}

impl Batch {
    fn contact_of(&self, person: usize) -> Option<ContactId> {
        self.people.contacts.get(person).copied().flatten()
    }

    /// Finds the threads of everybody concerned and begins those that are missing. Notices and calls begin none.
    async fn find_threads(&mut self, workspace: &mut WorkspaceTx<'_>) -> Result<(), Error> {
        let mut wanted: BTreeMap<ChannelId, BTreeMap<ContactId, Option<Timestamp>>> = BTreeMap::new();
        let mut present: HashSet<(ChannelId, ContactId)> = HashSet::new();
        for bubble in &self.work.bubbles {
            let Some(contact) = self.contact_of(bubble.person) else { continue };
            let begins = bubble.origin != Origin::Notice;
            let at = wanted.entry(bubble.message.channel_id).or_default().entry(contact).or_default();
            if matches!(bubble.origin, Origin::Live { .. } | Origin::Echo) {
                present.insert((bubble.message.channel_id, contact));
            }
            if begins {
                *at = Some(at.map_or(bubble.message.sent_at, |at: Timestamp| at.min(bubble.message.sent_at)));
            }
        }
        for (channel, person, _) in &self.work.calls {
            if let Some(contact) = self.contact_of(*person) {
                wanted.entry(*channel).or_default().entry(contact).or_default();
            }
        }
        for (channel, contacts) in wanted {
            let ids: Vec<ContactId> = contacts.keys().copied().collect();
            let found = workspace.find_threads(channel, &ids).await?;
            self.threads
                .extend(found.into_iter().map(|(contact, thread)| ((channel, contact), thread)));
            let missing = contacts
                .into_iter()
                .filter(|(contact, _)| !self.threads.contains_key(&(channel, *contact)));
            let begin = |(contact, at): (ContactId, Option<Timestamp>)| {
                Some(NewThread {
                    contact_id: contact,
                    id: ConversationId::new(),
                    // A chat of which only the past is known is nobody's work.
                    status: if present.contains(&(channel, contact)) { "open" } else { "closed" },
                    at: at?,
                })
            };
            let begun: Vec<NewThread> = missing.filter_map(begin).collect();
            workspace.insert_threads(channel, &begun).await?;
            self.begun.extend(begun.iter().map(|thread| thread.id));
            self.threads
                .extend(begun.into_iter().map(|thread| ((channel, thread.contact_id), thread.id)));
        }
        Ok(())
    }

    /// Stores the messages that have a thread; those with a known wamid came before.
    async fn insert_messages(&mut self, workspace: &mut WorkspaceTx<'_>) -> Result<(), Error> {
        for at in 0..self.work.bubbles.len() {
            let bubble = &self.work.bubbles[at];
            let thread = self
                .contact_of(bubble.person)
                .and_then(|contact| self.threads.get(&(bubble.message.channel_id, contact)));
            if let Some(thread) = thread.copied() {
                self.decide(at, thread);
            }
        }
        // One batch may hold the same message twice; what is live comes before what is past.
        let mut places: Vec<usize> = (0..self.work.bubbles.len())
            .filter(|&at| !self.work.bubbles[at].message.conversation_id.uuid().is_nil())
            .collect();
        places.sort_by_key(|&at| self.work.bubbles[at].origin);
        let all = places.clone();
        let mut seen = HashSet::new();
        places.retain(|&at| seen.insert((self.work.bubbles[at].message.channel_id, self.work.bubbles[at].message.wamid.as_str())));
        let rows: Vec<store::NewMessage> = places.iter().map(|&at| self.work.bubbles[at].message.clone()).collect();
        self.new = workspace.insert_messages(&rows).await?;
        self.wake_history(workspace, &places).await?;
        self.note_sightings(workspace, &all).await?;
        self.announce_files(workspace).await?;
        places.retain(|&at| self.new.contains(&self.work.bubbles[at].message.id));
        places.sort_unstable();
        let mut past = Vec::new();
        for at in places {
            let bubble = &self.work.bubbles[at];
            let (event, conversation) = (bubble.message.webhook_event_id, bubble.message.conversation_id);
            if matches!(bubble.origin, Origin::History | Origin::HistoryFile) {
                past.push(SearchSubject::Message(bubble.message.id));
            }
            match bubble.origin {
                Origin::Live { .. } | Origin::Echo | Origin::Notice => self.news.created.push(bubble.message.id),
                Origin::History | Origin::HistoryFile => self.news.conversations.push(conversation),
            }
            self.effects.entry(conversation).or_default().push(Effect::Bubble(at));
            self.work.count_new(event);
        }
        // What is live is told by events, which the search follows; the past is told by none.
        workspace.queue_for_search(&past).await
    }

    /// The history may have brought a message before its own webhook: what is live counts as new all the same. And what the history says became of a message
    /// counts when its file came first.
    async fn wake_history(&mut self, workspace: &mut WorkspaceTx<'_>, places: &[usize]) -> Result<(), Error> {
        let repeated = |at: &&usize| !self.new.contains(&self.work.bubbles[**at].message.id);
        let is_live = |at: &&usize| matches!(self.work.bubbles[**at].origin, Origin::Live { .. } | Origin::Echo);
        let live: Vec<usize> = places.iter().filter(repeated).filter(is_live).copied().collect();
        let keys: Vec<(ChannelId, &str)> = live.iter().map(|&at| self.key(at)).collect();
        let woken: HashMap<(ChannelId, String), MessageId> = workspace
            .wake_history_messages(&keys)
            .await?
            .into_iter()
            .map(|(channel, wamid, id)| ((channel, wamid), id))
            .collect();
        for at in live {
            let (channel, wamid) = self.key(at);
            if let Some(id) = woken.get(&(channel, wamid.to_owned())).copied() {
                self.work.bubbles[at].message.id = id;
                self.new.insert(id);
                self.woken.insert(id);
            }
        }
        let past = places.iter().filter(|at| {
            let bubble = &self.work.bubbles[**at];
            bubble.origin == Origin::History && bubble.message.direction == "outbound" && !self.new.contains(&bubble.message.id)
        });
        let told: Vec<(ChannelId, &str, &'static str)> = past
            .map(|&at| (self.key(at).0, self.key(at).1, self.work.bubbles[at].message.status))
            .collect();
        for (id, conversation, status) in workspace.raise_history_statuses(&told).await? {
            self.effects.entry(conversation).or_default().push(Effect::Status(id, status));
        }
        Ok(())
    }

    fn key(&self, at: usize) -> (ChannelId, &str) {
        let message = &self.work.bubbles[at].message;
        (message.channel_id, message.wamid.as_str())
    }

    /// Gives a message its thread and writes down by which rules it got there.
    fn decide(&mut self, at: usize, thread: ConversationId) {
        let begun = self.begun.contains(&thread);
        let found_by = self.people.found_by.get(self.work.bubbles[at].person).copied().unwrap_or_default();
        let bubble = &mut self.work.bubbles[at];
        bubble.message.conversation_id = thread;
        let opens_window = matches!(bubble.origin, Origin::Live { opens_window: true });
        let decided = &mut bubble.message.decided;
        (decided.found_by, decided.thread_begun, decided.came_as) = (found_by, begun, bubble.origin.word());
        decided.window_until = opens_window.then(|| ServiceWindow::opened_by(bubble.at).expires_at).flatten();
    }

    /// Messages that came before, in another delivery: Meta repeats and regroups. Nothing is asked when nothing repeats.
    async fn note_sightings(&self, workspace: &mut WorkspaceTx<'_>, places: &[usize]) -> Result<(), Error> {
        let repeats = places
            .iter()
            .map(|&at| &self.work.bubbles[at].message)
            .filter(|message| !self.new.contains(&message.id));
        let sightings: Vec<Sighting> = repeats
            .map(|message| Sighting {
                channel_id: message.channel_id,
                wamid: message.wamid.clone(),
                item: "message".to_owned(),
                webhook_event_id: message.webhook_event_id,
                received_at: self
                    .work
                    .tally
                    .get(&message.webhook_event_id)
                    .map_or(message.sent_at, |tally| tally.received_at),
            })
            .collect();
        workspace.note_sightings(&sightings).await
    }

    /// The rows of new messages that nothing else in the batch touched: they are as they were stored.
    fn untouched(&self, now: Timestamp) -> Vec<store::MessageRow> {
        let touched: HashSet<&MessageId> = self.news.updated.iter().collect();
        let live = |bubble: &&super::work::Bubble| matches!(bubble.origin, Origin::Live { .. });
        let new = self
            .work
            .bubbles
            .iter()
            .filter(live)
            .filter(|bubble| self.new.contains(&bubble.message.id));
        new.filter(|bubble| !touched.contains(&bubble.message.id))
            .map(|bubble| bubble.message.to_row(now))
            .collect()
    }

    /// Files of new messages, each with the job that fetches it.
    async fn announce_files(&mut self, workspace: &mut WorkspaceTx<'_>) -> Result<(), Error> {
        let mut files: BTreeMap<ChannelId, Vec<&NewMedia>> = BTreeMap::new();
        for bubble in self
            .work
            .bubbles
            .iter()
            .filter(|bubble| self.new.contains(&bubble.message.id) && !self.woken.contains(&bubble.message.id))
        {
            if let Some(media) = &bubble.message.media {
                files.entry(bubble.message.channel_id).or_default().push(media);
            }
        }
        for (channel, files) in files {
            workspace.insert_media(channel, &files).await?;
            let jobs: Vec<NewJob> = files.iter().map(|media| download_job(media.id, workspace.now())).collect();
            workspace.enqueue_jobs(&jobs).await?;
        }
        Ok(())
    }

    fn note_calls(&mut self) {
        for (channel, person, at) in &self.work.calls {
            let thread = self.contact_of(*person).and_then(|contact| self.threads.get(&(*channel, contact)));
            if let Some(thread) = thread {
                self.effects.entry(*thread).or_default().push(Effect::Call(*at));
                self.news.conversations.push(*thread);
            }
        }
    }

    async fn update_threads(&mut self, workspace: &mut WorkspaceTx<'_>) -> Result<(), Error> {
        let concerned: Vec<ConversationId> = self.effects.keys().copied().collect();
        let before = workspace.lock_threads(&concerned).await?;
        let after = before.iter().cloned().map(|mut thread| {
            for effect in self.effects.get(&thread.id).into_iter().flatten() {
                effect.change(&mut thread, &self.work);
            }
            thread
        });
        let changed: Vec<(Thread, &Thread)> = after.zip(&before).filter(|(after, before)| after != *before).collect();
        let by_contact = |id: &ConversationId| {
            let effects = self.effects.get(id).into_iter().flatten();
            let mut bubbles = effects.filter_map(|effect| match effect {
                Effect::Bubble(at) => Some(&self.work.bubbles[*at].origin),
                _ => None,
            });
            bubbles.any(|origin| matches!(origin, Origin::Live { .. }))
        };
        let opened = changed
            .iter()
            .filter(|(after, before)| (before.status == "closed" && after.status == "open") || self.begun.contains(&after.id))
            .map(|(after, _)| after.id)
            .filter(by_contact);
        self.opened = opened.collect();
        let taken_over = changed
            .iter()
            .filter(|(after, before)| before.holder == "bot" && after.holder == "phone_app");
        let taken_over: Vec<ConversationId> = taken_over.map(|(after, _)| after.id).collect();
        let changed: Vec<Thread> = changed.into_iter().map(|(after, _)| after).collect();
        workspace.update_threads(&changed).await?;
        for thread in taken_over {
            workspace.tell_taken_over(thread).await?;
            self.note_takeover(workspace, thread).await?;
        }
        Ok(())
    }

    /// The owner answered in the phone app while automation ran: the thread says so, just above the answer.
    async fn note_takeover(&mut self, workspace: &mut WorkspaceTx<'_>, thread: ConversationId) -> Result<(), Error> {
        let echoes = self.effects.get(&thread).into_iter().flatten().filter_map(|effect| match effect {
            Effect::Bubble(at) if self.work.bubbles[*at].origin == Origin::Echo => Some(self.work.bubbles[*at].message.sent_at),
            _ => None,
        });
        let first = echoes.min().unwrap_or(workspace.now());
        let body = "Answered in the phone app: automation stopped.";
        let content = json!({ "type": "phone_app_took_over", "body": body }).to_string();
        let at = Timestamp::from_millis(first.millis().saturating_sub(1));
        self.news.created.push(workspace.insert_line(thread, &content, body, at).await?);
        Ok(())
    }

    async fn link_events(&mut self, workspace: &mut WorkspaceTx<'_>, events: Events) -> Result<(), Error> {
        let links = std::mem::take(&mut self.work.tally).into_iter().map(|(event_id, tally)| EventLink {
            event_id,
            state: match events {
                Events::AreDone => "done",
                Events::GoOn => "accepted",
            },
            fields: tally.fields,
            item_count: tally.items,
            new_item_count: tally.new,
            error: (!tally.problems.is_empty()).then(|| ("ingest.item_unreadable".to_owned(), problems(&tally.problems))),
            received_at: tally.received_at,
        });
        workspace.upsert_event_links(&links.collect::<Vec<_>>()).await
    }
}

impl Effect {
    fn change(&self, thread: &mut Thread, work: &Work) {
        match self {
            Self::Bubble(at) => thread::add(thread, &work.bubbles[*at]),
            Self::Status(id, status) => thread::note_status(thread, *id, status),
            Self::Content(id, kind, preview) => thread::note_content(thread, *id, kind, preview),
            Self::Call(at) => thread::open_window(thread, *at),
            Self::FreeUntil(until) => thread.free_entry_until = thread.free_entry_until.max(Some(*until)),
        }
    }
}

fn problems(all: &[String]) -> String {
    let mut text = all.iter().take(MOST_PROBLEMS).cloned().collect::<Vec<_>>().join("; ");
    if all.len() > MOST_PROBLEMS {
        text.push_str(&format!("; and {} more", all.len() - MOST_PROBLEMS));
    }
    text
}

/// Changes that must have no effect here are shown to the workspace whose app delivered them; a foreign number is an entry of the audit log, too.
async fn note_strays(tx: &mut Tx, meta_app: MetaAppId, letters: &[Letter], strays: &[Stray<'_>]) -> Result<(), Error> {
    if strays.is_empty() {
        return Ok(());
    }
    let owner = tx.system().find_app_workspace(meta_app).await?;
    for letter in letters {
        let of_letter: Vec<&Stray<'_>> = strays.iter().filter(|stray| stray.letter.event.id == letter.event.id).collect();
        let foreign = of_letter.iter().find_map(|stray| stray.victim);
        let Some(workspace) = owner.or(foreign).filter(|_| !of_letter.is_empty()) else {
            continue;
        };
        let (code, detail) = match foreign {
            Some(_) => (
                "ingest.foreign_number",
                "The delivery speaks of a number that is connected with another Meta app, so it had no effect.",
            ),
            None => (
                "ingest.unknown_number",
                "The delivery speaks of a number or account that is not connected here, so it had no effect.",
            ),
        };
        let mut workspace = tx.workspace(workspace);
        if foreign.is_some() {
            workspace.append_audit(&foreign_number(meta_app, letter)).await?;
        }
        let mut fields: Vec<String> = of_letter.iter().map(|stray| stray.change.field.clone()).collect();
        fields.dedup();
        let link = EventLink {
            event_id: letter.event.id,
            state: "done",
            fields,
            item_count: i64::try_from(of_letter.len()).unwrap_or(i64::MAX),
            new_item_count: 0,
            error: Some((code.to_owned(), detail.to_owned())),
            received_at: letter.event.received_at,
        };
        workspace.upsert_event_links(&[link]).await?;
    }
    Ok(())
}

fn foreign_number(meta_app: MetaAppId, letter: &Letter) -> NewAudit {
    NewAudit {
        actor: AuditActor::System,
        action: "security.foreign_number",
        target_kind: "meta_app",
        target_id: meta_app.to_string(),
        detail: json!({ "webhook_event_id": letter.event.id }),
        ip: String::new(),
        request_id: String::new(),
    }
}

/// Writes down that an event failed, where the workspaces concerned see it. Without `next_attempt_at` it is dead.
pub(super) async fn note_failure(
    tx: &mut Tx,
    meta_app: MetaAppId,
    event: &ClaimedEvent,
    code: &str,
    detail: &str,
    next_attempt_at: Option<Timestamp>,
) -> Result<(), Error> {
    let concerned = concerned(tx, meta_app, event).await?;
    let dead = next_attempt_at.is_none();
    tx.system().fail_event(event.id, event.attempts, code, detail, next_attempt_at).await?;
    for (workspace, fields) in concerned {
        let mut workspace = tx.workspace(workspace);
        let link = EventLink {
            event_id: event.id,
            state: if dead { "dead" } else { "accepted" },
            fields,
            item_count: 0,
            new_item_count: 0,
            error: Some((code.to_owned(), detail.to_owned())),
            received_at: event.received_at,
        };
        workspace.upsert_event_links(&[link]).await?;
        if dead {
            workspace
                .append_events(&[NewEvent::new("webhook_event.dead", None, &json!({ "event_id": event.id }))?])
                .await?;
        }
    }
    Ok(())
}

/// The workspaces an event is for, with its fields: by what can be read of it, else the one its app belongs to.
async fn concerned(tx: &mut Tx, meta_app: MetaAppId, event: &ClaimedEvent) -> Result<BTreeMap<WorkspaceId, Vec<String>>, Error> {
    let letters = route::read(vec![event.clone()]).await;
    let (numbers, accounts) = route::names(&letters);
    let routes = Routes::new(tx.system().find_routes(&numbers, &accounts).await?);
    let (parts, _) = route::sort(&letters, &routes, meta_app);
    let mut concerned: BTreeMap<WorkspaceId, Vec<String>> = parts
        .into_iter()
        .map(|(workspace, parts)| {
            (
                workspace,
                parts
                    .iter()
                    .map(|part| part.change.field.clone())
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
            )
        })
        .collect();
    if concerned.is_empty()
        && let Some(owner) = tx.system().find_app_workspace(meta_app).await?
    {
        concerned.insert(owner, Vec::new());
    }
    Ok(concerned)
}
