//! Field `messaging_handovers`: a conversation changed hands between responders.

wire! {
    /// The value of field `messaging_handovers`. Releasing a conversation is not reported.
    pub struct Handover {
        /// Our number.
        pub recipient: Option<HandoverNumber>,
        /// The contact.
        pub sender: Option<HandoverSender>,
        /// `control_passed` or `control_taken`.
        pub kind: Option<String> = "type",
        /// Unix seconds.
        pub timestamp: Option<i64>,
        /// Details when control was passed.
        pub control_passed: Option<ControlChange>,
        /// Details when control was taken.
        pub control_taken: Option<ControlChange>,
    }

    /// Our number, as named in a handover.
    pub struct HandoverNumber {
        /// As people read it.
        pub display_phone_number: Option<String>,
        /// Meta's id of it.
        pub phone_number_id: Option<String>,
    }

    /// The contact, as named in a handover.
    pub struct HandoverSender {
        /// Phone number.
        pub phone_number: Option<String>,
        /// Business-scoped user id.
        pub user_id: Option<String>,
    }

    /// From whom to whom. Roles: `ai_agent`, `ctwa`, `customer_service`, `escalation`, `marketing`, `utility`.
    pub struct ControlChange {
        /// Who answered until now.
        pub previous_owner_role: Option<String>,
        /// Who answers from now on.
        pub new_owner_role: Option<String>,
        /// A note of the previous owner, at most 2000 characters.
        pub metadata: Option<String>,
        /// What it was about.
        pub conversation_context: Option<ConversationContext>,
    }

    /// What a conversation was about.
    pub struct ConversationContext {
        /// `summary`.
        pub kind: Option<String> = "type",
        /// The summary.
        pub summary: Option<ConversationSummary>,
    }

    /// A summary in words.
    pub struct ConversationSummary {
        /// Its words.
        pub text: Option<String>,
    }
}

impl Handover {
    /// The details, whichever way control changed.
    pub fn change(&self) -> Option<&ControlChange> {
        self.control_passed.as_ref().or(self.control_taken.as_ref())
    }
}
