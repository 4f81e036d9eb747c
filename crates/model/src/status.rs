//! The order of an outbound message's statuses: it only moves forward.

use serde::{Deserialize, Serialize};

/// How far a message has come. Inbound messages are `received`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageStatus {
    /// Came from the contact.
    Received,
    /// Decided, waiting for its turn.
    Queued,
    /// On its way to Meta; the answer is not recorded yet.
    Sending,
    /// The answer got lost: Meta may or may not have it.
    Unknown,
    /// Meta took it (HTTP 200 with a wamid).
    Accepted,
    /// Left Meta's servers (one tick).
    Sent,
    /// On the contact's phone (two ticks).
    Delivered,
    /// Seen (two blue ticks).
    Read,
    /// A voice note was played.
    Played,
    /// It will not arrive; the error says why.
    Failed,
}

impl MessageStatus {
    /// The word kept in the database and used on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
            Self::Failed => "failed",
        }
    }

    /// Reads the database's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [
            Self::Received,
            Self::Queued,
            Self::Sending,
            Self::Unknown,
            Self::Accepted,
            Self::Sent,
            Self::Delivered,
            Self::Read,
            Self::Played,
            Self::Failed,
        ]
        .into_iter()
        .find(|status| status.as_str() == word)
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Received => 0,
            Self::Queued => 1,
            Self::Sending => 2,
            Self::Unknown => 3,
            Self::Accepted => 4,
            Self::Sent => 5,
            // A failure overrides everything up to `sent`, and loses against proof of arrival.
            Self::Failed => 6,
            Self::Delivered => 7,
            Self::Read => 8,
            Self::Played => 9,
        }
    }

    /// What is true after `news` arrives: the further of the two, whatever the order they came in.
    ///
    /// Meta may skip `delivered`, repeat, and deliver late or out of order; `failed` cannot undo a message that was delivered or read.
    /// Only reports from Meta go through here; a retry by a person starts a new attempt and sets `queued` itself.
    #[must_use]
    pub const fn advance(self, news: Self) -> Self {
        if news.rank() > self.rank() { news } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::MessageStatus::{self, Accepted, Delivered, Failed, Played, Read, Sent};

    fn fold(reports: &[MessageStatus]) -> MessageStatus {
        reports.iter().fold(Accepted, |status, &news| status.advance(news))
    }

    /// Every sequence of reports up to length 7, repeats included, ends where its set of reports says, in whatever order they came.
    #[test]
    fn any_order_gives_the_same_end() {
        let all = [Sent, Delivered, Read, Played, Failed];
        for length in 0..=7_u32 {
            for code in 0..5_usize.pow(length) {
                let reports: Vec<_> = (0..length).map(|digit| all[code / 5_usize.pow(digit) % 5]).collect();
                let expected = [Played, Read, Delivered, Failed, Sent]
                    .into_iter()
                    .find(|status| reports.contains(status))
                    .unwrap_or(Accepted);
                assert_eq!(fold(&reports), expected, "{reports:?}");
            }
        }
    }

    #[test]
    fn words_read_back() {
        for status in [
            MessageStatus::Received,
            Accepted,
            Sent,
            Delivered,
            Read,
            Played,
            Failed,
            MessageStatus::Unknown,
        ] {
            assert_eq!(MessageStatus::parse(status.as_str()), Some(status));
        }
    }
}
