//! The stream of what happens, for phone pages: numbered, resumable, bounded.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::Value;
use tokio::sync::broadcast;

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Event {
    /// Counts up by one.
    pub seq: u64,
    /// `message`, `message_changed`, `ticks`, `typing`, `phone`, `webhook`, `clock` or `resync`.
    pub name: &'static str,
    /// The phone it happened to; `None` concerns everybody.
    pub phone: Option<String>,
    /// The details, as the README lists them.
    pub data: Value,
}

/// Keeps the latest events and tells listeners about new ones.
#[derive(Debug)]
pub(crate) struct Events {
    ring: Mutex<Ring>,
    live: broadcast::Sender<Arc<Event>>,
}

#[derive(Debug, Default)]
struct Ring {
    last: u64,
    latest: VecDeque<Arc<Event>>,
}

/// What a listener gets: first what it missed, then what happens.
#[derive(Debug)]
pub struct Listener {
    missed: VecDeque<Arc<Event>>,
    live: broadcast::Receiver<Arc<Event>>,
    phone: Option<String>,
}

/// How far back a listener can resume, and how far one may lag behind.
const KEPT: usize = 1_000;

impl Events {
    pub(crate) fn new() -> Self {
        Self {
            ring: Mutex::default(),
            live: broadcast::Sender::new(KEPT),
        }
    }

    pub(crate) fn publish(&self, name: &'static str, phone: Option<&str>, data: Value) {
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.last += 1;
        let event = Arc::new(Event {
            seq: ring.last,
            name,
            phone: phone.map(str::to_owned),
            data,
        });
        ring.latest.push_back(event.clone());
        if ring.latest.len() > KEPT {
            ring.latest.pop_front();
        }
        // Nobody listening is fine.
        let _ = self.live.send(event);
    }

    /// Listens to one phone or to everything, from after `last_seen` or from now on.
    pub(crate) fn listen(&self, phone: Option<String>, last_seen: Option<u64>) -> Listener {
        let ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        let live = self.live.subscribe();
        let mut listener = Listener {
            missed: VecDeque::new(),
            live,
            phone,
        };
        if let Some(seen) = last_seen {
            let oldest = ring.latest.front().map_or(ring.last + 1, |event| event.seq);
            if seen > ring.last || seen + 1 < oldest {
                listener.missed.push_back(resync(ring.last));
            } else {
                listener.missed.extend(ring.latest.iter().filter(|event| event.seq > seen).cloned());
            }
        }
        listener
    }
}

impl Listener {
    /// The next event; `None` when the simulator is gone.
    pub async fn next(&mut self) -> Option<Arc<Event>> {
        loop {
            let event = match self.missed.pop_front() {
                Some(event) => event,
                None => match self.live.recv().await {
                    Ok(event) => event,
                    Err(broadcast::error::RecvError::Lagged(_)) => resync(0),
                    Err(broadcast::error::RecvError::Closed) => return None,
                },
            };
            let ours = match (&self.phone, &event.phone) {
                (Some(wanted), Some(phone)) => wanted == phone,
                (None, _) | (_, None) => true,
            };
            if ours {
                return Some(event);
            }
        }
    }
}

fn resync(seq: u64) -> Arc<Event> {
    Arc::new(Event {
        seq,
        name: "resync",
        phone: None,
        data: serde_json::json!({}),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn a_listener_resumes_where_it_left() {
        let events = Events::new();
        for phone in ["a", "b", "a"] {
            events.publish("ticks", Some(phone), json!({}));
        }
        let mut listener = events.listen(Some("a".to_owned()), Some(1));
        events.publish("clock", None, json!({}));
        assert_eq!(listener.next().await.unwrap().seq, 3);
        assert_eq!(listener.next().await.unwrap().name, "clock");
    }

    #[tokio::test]
    async fn who_missed_too_much_is_told_to_reload() {
        let events = Events::new();
        for _ in 0..=KEPT {
            events.publish("ticks", Some("a"), json!({}));
        }
        for too_old_or_too_new in [0, 5_000] {
            let mut listener = events.listen(None, Some(too_old_or_too_new));
            assert_eq!(listener.next().await.unwrap().name, "resync");
        }
        assert_eq!(events.listen(None, Some(1)).next().await.unwrap().seq, 2);
    }
}
