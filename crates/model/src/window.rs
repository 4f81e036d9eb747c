//! The customer service window: free-form messages are allowed for 24 hours after the contact's last message.
//!
//! Meta: "Customer service windows" on the pricing page of the WhatsApp Business Platform. Times are Meta's, from the webhook, never our arrival times.

use std::time::Duration;

use crate::Timestamp;

/// How long the contact's message keeps the window open.
pub const SERVICE_WINDOW: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a conversation that began at an ad is free, once answered within a day.
pub const FREE_ENTRY_WINDOW: Duration = Duration::from_secs(72 * 60 * 60);
/// We stop this much earlier than Meta, since clocks differ and a send takes time.
pub const SAFETY_MARGIN: Duration = Duration::from_secs(60);

/// Until when free-form messages may go to one contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceWindow {
    /// When Meta closes it; `None` when the contact never wrote.
    pub expires_at: Option<Timestamp>,
}

impl ServiceWindow {
    /// The window after the contact wrote at `last_inbound_at` (Meta's timestamp).
    #[must_use]
    pub fn opened_by(last_inbound_at: Timestamp) -> Self {
        Self {
            expires_at: Some(last_inbound_at + SERVICE_WINDOW),
        }
    }

    /// May a free-form message leave at `now`? True until a minute before Meta closes the window.
    #[must_use]
    pub fn is_open(self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|expires_at| now + SAFETY_MARGIN < expires_at)
    }

    /// The later of two windows: a late webhook never shortens one.
    #[must_use]
    pub fn or_later(self, other: Self) -> Self {
        Self {
            expires_at: self.expires_at.max(other.expires_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closes_a_minute_early() {
        let wrote = Timestamp::from_seconds(1_000_000);
        let window = ServiceWindow::opened_by(wrote);
        assert!(window.is_open(wrote + SERVICE_WINDOW - SAFETY_MARGIN - Duration::from_millis(1)));
        assert!(!window.is_open(wrote + SERVICE_WINDOW - SAFETY_MARGIN));
    }

    #[test]
    fn a_late_webhook_never_shortens_it() {
        let early = ServiceWindow::opened_by(Timestamp::from_seconds(100));
        let late = ServiceWindow::opened_by(Timestamp::from_seconds(900));
        assert_eq!(late.or_later(early), late);
        assert_eq!(early.or_later(late), late);
        assert!(!ServiceWindow { expires_at: None }.is_open(Timestamp::from_seconds(0)));
    }
}
