//! From bytes to changes, and from changes to the workspace they are for.
//!
//! A number belongs to one Meta app: a change about it is believed only when that app delivered it. Otherwise anybody with an app of their own on this
//! instance could write into another workspace.

use std::collections::{BTreeMap, HashSet};
use std::panic::AssertUnwindSafe;

use cloud_api::webhook::{Change, Delivery};
use model::{ChannelId, MetaAppId, WorkspaceId};
use store::{ChannelRoute, ClaimedEvent};

/// Bodies beyond this are parsed where they hold up nobody.
const LARGE: usize = 256 * 1024;

/// A claimed event, read.
#[derive(Debug)]
pub(super) struct Letter {
    /// The event; its body is dropped once it is read.
    pub(super) event: ClaimedEvent,
    /// Its changes, or why it has none.
    pub(super) changes: Result<Vec<Change>, String>,
    /// Items of the event that were worked on before, when this is the rest of a large one.
    pub(super) items_before: i64,
}

/// Reads events.
pub(super) async fn read(events: Vec<ClaimedEvent>) -> Vec<Letter> {
    let bytes: usize = events.iter().map(|event| event.body.len()).sum();
    let read_all = |events: Vec<ClaimedEvent>| events.into_iter().map(read_one).collect();
    if bytes <= LARGE {
        return read_all(events);
    }
    match tokio::task::spawn_blocking(move || read_all(events)).await {
        Ok(letters) => letters,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn read_one(event: ClaimedEvent) -> Letter {
    let parsed = std::panic::catch_unwind(AssertUnwindSafe(|| Delivery::parse(&event.body)));
    let changes = match parsed {
        Ok(Ok(delivery)) => Ok(delivery.changes),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("reading it made the program panic; please report it with this event's id".to_owned()),
    };
    Letter {
        event,
        changes,
        items_before: 0,
    }
}

/// Where a change belongs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'r> {
    /// To this channel.
    Ours(&'r ChannelRoute),
    /// To a number of another app: it must have no effect.
    Foreign(&'r ChannelRoute),
    /// To a number or account nobody connected.
    Unknown,
}

/// The routes that a batch may need.
#[derive(Debug)]
pub(super) struct Routes {
    by_number: BTreeMap<String, ChannelRoute>,
}

impl Routes {
    pub(super) fn new(routes: Vec<ChannelRoute>) -> Self {
        Self {
            by_number: routes.into_iter().map(|route| (route.phone_number_id.clone(), route)).collect(),
        }
    }

    /// Whether a workspace has flows, as far as these routes say.
    pub(super) fn has_flows(&self, workspace: WorkspaceId) -> bool {
        self.by_number.values().any(|route| route.workspace_id == workspace && route.has_flows)
    }

    /// The channels a change is about: the number's, or for account-type fields every number of the account (or the one it names).
    pub(super) fn places(&self, change: &Change, meta_app: MetaAppId) -> Vec<Place<'_>> {
        let place = |route| {
            if route_is_of(route, meta_app) {
                Place::Ours(route)
            } else {
                Place::Foreign(route)
            }
        };
        if let Some(number) = &change.phone_number_id {
            return vec![self.by_number.get(number).map_or(Place::Unknown, place)];
        }
        let of_account = |route: &&ChannelRoute| change.entry_id.as_ref().is_some_and(|account| *account == route.waba_id);
        let mut places: Vec<_> = self.by_number.values().filter(of_account).map(place).collect();
        // Several apps may subscribe to one account; each speaks for its own numbers.
        if places.iter().any(|place| matches!(place, Place::Ours(_))) {
            places.retain(|place| matches!(place, Place::Ours(_)));
        }
        if places.is_empty() { vec![Place::Unknown] } else { places }
    }
}

fn route_is_of(route: &ChannelRoute, meta_app: MetaAppId) -> bool {
    route.meta_app_id == meta_app
}

/// The numbers and accounts that changes speak of.
pub(super) fn names(letters: &[Letter]) -> (Vec<&str>, Vec<&str>) {
    let changes = || letters.iter().filter_map(|letter| letter.changes.as_ref().ok()).flatten();
    let numbers: HashSet<&str> = changes().filter_map(|change| change.phone_number_id.as_deref()).collect();
    let accounts: HashSet<&str> = changes()
        .filter(|change| change.phone_number_id.is_none())
        .filter_map(|change| change.entry_id.as_deref())
        .collect();
    (numbers.into_iter().collect(), accounts.into_iter().collect())
}

/// The part of a workspace in a batch: changes with the channel and event they belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'l> {
    /// The letter it came in.
    pub(super) letter: &'l Letter,
    /// The channel it is about.
    pub(super) channel_id: ChannelId,
    /// The change.
    pub(super) change: &'l Change,
}

/// A change without effect, and why.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stray<'l> {
    /// The letter it came in.
    pub(super) letter: &'l Letter,
    /// The change.
    pub(super) change: &'l Change,
    /// The workspace whose number it names, when another app delivered it.
    pub(super) victim: Option<WorkspaceId>,
}

/// Sorts the changes of a batch by workspace; strays apart.
pub(super) fn sort<'l>(letters: &'l [Letter], routes: &Routes, meta_app: MetaAppId) -> (BTreeMap<WorkspaceId, Vec<Part<'l>>>, Vec<Stray<'l>>) {
    let mut parts: BTreeMap<WorkspaceId, Vec<Part<'l>>> = BTreeMap::new();
    let mut strays = Vec::new();
    for letter in letters {
        for change in letter.changes.iter().flatten() {
            for place in routes.places(change, meta_app) {
                match place {
                    Place::Ours(route) => parts.entry(route.workspace_id).or_default().push(Part {
                        letter,
                        channel_id: route.channel_id,
                        change,
                    }),
                    Place::Foreign(route) => strays.push(Stray {
                        letter,
                        change,
                        victim: Some(route.workspace_id),
                    }),
                    Place::Unknown => strays.push(Stray {
                        letter,
                        change,
                        victim: None,
                    }),
                }
            }
        }
    }
    (parts, strays)
}
