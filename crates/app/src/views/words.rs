//! The words that shapes choose from: each list is an enum outside and a short text in the database.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$word_meta:meta])* $variant:ident $word:literal,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$word_meta])* #[serde(rename = $word)] $variant,)+
        }

        // Written out: the derive does not see a rename that comes out of a macro, and would document the variants' names.
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some([$($word),+]))
                    .into()
            }
        }

        impl ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(stringify!($name))
            }
        }

        impl $name {
            /// Every word of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the database and on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the database's word.
            #[must_use]
            pub fn find(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }

            /// Reads the database's word; one that this version does not know (a later version wrote it) becomes the list's last.
            #[must_use]
            pub fn parse(word: &str) -> Self {
                Self::find(word).unwrap_or(Self::ALL[Self::ALL.len() - 1])
            }
        }
    )+};
}

words! {
    /// Who wrote a message.
    AuthorKind {
        /// The customer.
        Contact "contact",
        /// A member of the team.
        Agent "agent",
        /// Automation.
        Flow "flow",
        /// An outside program with an API key.
        Api "api",
        /// The owner, on the WhatsApp Business phone app.
        PhoneApp "phone_app",
        /// WhatsApp itself.
        System "system",
    }
    /// What a number is connected to.
    ChannelKind {
        /// WhatsApp.
        Meta "meta",
        /// The built-in simulator.
        Simulator "simulator",
    }
    /// Where a conversation stands.
    ConversationStatus {
        /// Somebody should look at it.
        Open "open",
        /// It comes back at a time, or when the contact writes.
        Snoozed "snoozed",
        /// Done, until the contact writes.
        Closed "closed",
    }
    /// Which way a message went.
    Direction {
        /// From the contact.
        Inbound "inbound",
        /// To the contact.
        Outbound "outbound",
    }
    /// Who speaks for the business in a conversation.
    Holder {
        /// A person; automation is silent.
        Human "human",
        /// Automation.
        Bot "bot",
        /// The owner, on the WhatsApp Business phone app; automation is silent.
        PhoneApp "phone_app",
        /// Nobody yet.
        None "none",
    }
    /// What kind of id a contact is known by.
    IdentityKind {
        /// The digits of the phone number, as WhatsApp writes them.
        Phone "phone",
        /// Business-scoped user id.
        Bsuid "bsuid",
        /// Business-scoped user id of the parent portfolio.
        ParentBsuid "parent_bsuid",
        /// WhatsApp username.
        Username "username",
    }
    /// Whether a file can be opened.
    MediaState {
        /// Being fetched.
        Pending "pending",
        /// It can be opened.
        Ready "ready",
        /// WhatsApp no longer has it, and it was not fetched in time.
        Expired "expired",
        /// It could not be fetched.
        Failed "failed",
        /// Deleted here, as the workspace keeps files only for so long.
        Removed "removed",
    }
    /// Who reacted.
    ReactionActor {
        /// The business.
        Business "business",
        /// The customer.
        Contact "contact",
    }
    /// The colours a tag can have; each theme of the screen decides their exact shade.
    TagColor {
        /// Red.
        Red "red",
        /// Amber.
        Amber "amber",
        /// Green.
        Green "green",
        /// Teal.
        Teal "teal",
        /// Blue.
        Blue "blue",
        /// Violet.
        Violet "violet",
        /// Pink.
        Pink "pink",
        /// Gray.
        Gray "gray",
    }
    /// How much something Meta said matters.
    ActivitySeverity {
        /// The number cannot do its work, or soon will not.
        Critical "critical",
        /// Somebody should look at it.
        Warning "warning",
        /// Good to know.
        Info "info",
    }
    /// What the console offers to do about a message that did not go as it should.
    WayOut {
        /// Send it again as it is.
        Retry "retry",
        /// Decide whether it arrived: send again, or mark it sent.
        Resolve "resolve",
        /// Pick an approved template instead.
        ChooseTemplate "choose_template",
        /// Write it anew: something in it breaks a rule.
        WriteAgain "write_again",
        /// Look at the contact: their number, opt-out or block.
        OpenContact "open_contact",
        /// See which templates are paused, rejected or missing.
        OpenTemplates "open_templates",
        /// See whether the access token still works and has its permissions.
        CheckToken "check_token",
        /// See what is wrong with the number.
        OpenChannel "open_channel",
        /// Put a payment method right at Meta.
        AddPayment "add_payment",
        /// Time heals it.
        Wait "wait",
        /// Nobody can do anything.
        None "none",
    }
    /// Where the processing of a delivery stands.
    WebhookEventState {
        /// Stored, waiting to be processed.
        Accepted "accepted",
        /// Processed.
        Done "done",
        /// Put aside by a person.
        Discarded "discarded",
        /// Given up after several tries; a person can replay or discard it.
        Dead "dead",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_and_unknown_ones_become_the_last() {
        for &holder in Holder::ALL {
            assert_eq!(Holder::find(holder.as_str()), Some(holder));
        }
        assert_eq!(Holder::parse("somebody_new"), Holder::None);
        assert_eq!(serde_json::to_value(AuthorKind::PhoneApp).unwrap(), "phone_app");
    }
}
