//! What this node did a moment ago, so that it does not ask Meta for the same thing twice: forgetting it costs nothing but a call.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use model::{ChannelId, ConversationId, Timestamp};

const MOST: usize = 10_000;

/// When the typing bubble was last asked for, and which message was last marked read, per conversation.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    typing: Mutex<HashMap<ConversationId, Timestamp>>,
    receipts: Mutex<HashMap<ConversationId, String>>,
    /// When paused numbers were last looked at, one by one and all together.
    looks: Mutex<HashMap<ChannelId, Timestamp>>,
    round: Mutex<Option<Timestamp>>,
    /// Held by every send that is under way.
    sending: Arc<()>,
}

impl Recent {
    /// `true` when the bubble was not asked for within `every`; it counts as asked for from now on.
    pub(super) fn claim_typing(&self, conversation: ConversationId, now: Timestamp, every: Duration) -> bool {
        let mut shown = self.typing.lock().expect("no holder of this lock panics");
        if shown.get(&conversation).is_some_and(|&at| now.since(at) < every) {
            return false;
        }
        if shown.len() >= MOST {
            shown.retain(|_, &mut at| now.since(at) < every);
        }
        shown.insert(conversation, now);
        true
    }

    /// Our message ended the bubble.
    pub(super) fn end_typing(&self, conversation: ConversationId) {
        self.typing.lock().expect("no holder of this lock panics").remove(&conversation);
    }

    /// `true` when this message was not the last one marked read; it counts as marked from now on.
    pub(super) fn claim_receipt(&self, conversation: ConversationId, wamid: &str) -> bool {
        let mut sent = self.receipts.lock().expect("no holder of this lock panics");
        if sent.get(&conversation).is_some_and(|last| last == wamid) {
            return false;
        }
        if sent.len() >= MOST {
            sent.clear();
        }
        sent.insert(conversation, wamid.to_owned());
        true
    }

    /// `true` when this number was not looked at within `every`; it counts as looked at from now on.
    pub(super) fn claim_look(&self, channel: ChannelId, now: Timestamp, every: Duration) -> bool {
        let mut looks = self.looks.lock().expect("no holder of this lock panics");
        if looks.get(&channel).is_some_and(|&at| now.since(at) < every) {
            return false;
        }
        if looks.len() >= MOST {
            looks.retain(|_, &mut at| now.since(at) < every);
        }
        looks.insert(channel, now);
        true
    }

    /// `true` when no round of looks was made within `every`; one counts as made from now on.
    pub(super) fn claim_round(&self, now: Timestamp, every: Duration) -> bool {
        let mut round = self.round.lock().expect("no holder of this lock panics");
        if round.is_some_and(|at| now.since(at) < every) {
            return false;
        }
        *round = Some(now);
        true
    }

    /// Keep this while a message is being sent.
    pub(super) fn sending(&self) -> Arc<()> {
        Arc::clone(&self.sending)
    }

    /// Is a message being sent by this node?
    pub(super) fn is_sending(&self) -> bool {
        Arc::strong_count(&self.sending) > 1
    }

    /// The call failed: the next occasion may try again.
    pub(super) fn forget_receipt(&self, conversation: ConversationId) {
        self.receipts.lock().expect("no holder of this lock panics").remove(&conversation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bubble_is_asked_for_again_only_after_a_while() {
        let (recent, conversation) = (Recent::default(), ConversationId::new());
        let (start, every) = (Timestamp::from_seconds(100), Duration::from_secs(20));
        assert!(recent.claim_typing(conversation, start, every));
        assert!(!recent.claim_typing(conversation, start + Duration::from_secs(19), every));
        assert!(recent.claim_typing(conversation, start + Duration::from_secs(20), every));
        recent.end_typing(conversation);
        assert!(recent.claim_typing(conversation, start + Duration::from_secs(21), every));
    }

    #[test]
    fn each_message_is_marked_read_once() {
        let (recent, conversation) = (Recent::default(), ConversationId::new());
        assert!(recent.claim_receipt(conversation, "wamid.1"));
        assert!(!recent.claim_receipt(conversation, "wamid.1"));
        assert!(recent.claim_receipt(conversation, "wamid.2"));
        recent.forget_receipt(conversation);
        assert!(recent.claim_receipt(conversation, "wamid.2"));
    }
}
