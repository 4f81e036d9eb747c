//! The views of the inbox: which conversations each holds, in words the indexes understand.

use std::time::Duration;

/// A window that closes within this time is closing soon.
pub const CLOSING_SOON: Duration = Duration::from_secs(2 * 60 * 60);

macro_rules! views {
    ($($(#[$doc:meta])* $name:ident $word:literal $condition:literal,)+) => {
        /// Which conversations.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum InboxView {
            $($(#[$doc])* $name,)+
        }

        impl InboxView {
            /// Every view, in the order of the sidebar.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its word in the address bar.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// Its condition on `conversations thread`. Words are literals, so that partial indexes apply.
            pub(super) const fn condition(self) -> &'static str {
                match self { $(Self::$name => $condition),+ }
            }
        }
    };
}

views! {
    /// Open and assigned to the asking member. Index: `conversations_assignee`.
    Mine "mine" " and thread.status = 'open' and thread.assignee_id = ",
    /// Open and assigned to nobody. Index: `conversations_assignee`.
    Unassigned "unassigned" " and thread.status = 'open' and thread.assignee_id is null",
    /// Open. Index: `conversations_recent`.
    #[default]
    AllOpen "all_open" " and thread.status = 'open'",
    /// Open, and the contact waits for an answer. Index: `conversations_waiting` (only those are in it).
    NeedsReply "needs_reply" " and thread.status = 'open' and thread.waiting_since is not null",
    /// Open, and the 24-hour window closes within two hours. Index: `conversations_window`.
    WindowClosing "window_closing" " and thread.status = 'open' and thread.window_expires_at > ",
    /// Open, and automation speaks. Index: `conversations_bot` (only those are in it).
    Bot "bot" " and thread.status = 'open' and thread.holder = 'bot'",
    /// The last message did not arrive. Index: `conversations_failed` (only those are in it).
    Failed "failed" " and thread.last_message_status = 'failed'",
    /// Come back later. Index: `conversations_recent`.
    Snoozed "snoozed" " and thread.status = 'snoozed'",
    /// Done. Index: `conversations_recent`.
    Closed "closed" " and thread.status = 'closed'",
    /// All. Index: `conversations_all`.
    All "all" "",
}

impl InboxView {
    /// The view of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|view| view.as_str() == word)
    }
}

/// Binds what a view's condition leaves open.
macro_rules! push_parameters {
    ($query:ident, $view:expr, $reader:expr, $now:expr) => {
        match $view {
            InboxView::Mine => {
                $query.push_bind($reader);
            }
            InboxView::WindowClosing => {
                $query
                    .push_bind($now)
                    .push(" and thread.window_expires_at <= ")
                    .push_bind($now + $crate::conversations::CLOSING_SOON);
            }
            InboxView::Unassigned
            | InboxView::AllOpen
            | InboxView::NeedsReply
            | InboxView::Bot
            | InboxView::Failed
            | InboxView::Snoozed
            | InboxView::Closed
            | InboxView::All => {}
        }
    };
}
pub(super) use push_parameters;
