//! Notices about the contact: a new phone number, a new user id, a changed identity.

use super::InboundKind;

wire! {
    /// A notice about the contact, not something they wrote. Comes without `contacts` beside it.
    pub struct System {
        /// `user_changed_number`, `user_changed_user_id`, `customer_identity_changed` (also `user_identity_changed`).
        pub kind: Option<String> = "type",
        /// A sentence about it.
        pub body: Option<String>,
        /// The new phone number, when it may be shown to us.
        pub wa_id: Option<String>,
        /// The new phone number in deliveries of old versions.
        pub new_wa_id: Option<String>,
        /// The business-scoped user id from now on.
        pub user_id: Option<String>,
        /// The user id until now: the link to the contact we know.
        pub previous_user_id: Option<String>,
        /// The user id across linked portfolios from now on.
        pub parent_user_id: Option<String>,
        /// The same until now.
        pub previous_parent_user_id: Option<String>,
        /// Part of an identity change.
        pub identity: Option<Identity>,
    }

    /// State of the identity check (Cloud API, *Identity change check*).
    pub struct Identity {
        /// We acknowledged the change.
        pub acknowledged: Option<bool>,
        /// When the identity was made; seconds or milliseconds, as Meta's samples differ.
        pub created_timestamp: Option<i64>,
        /// Hash to send along to a checked recipient.
        pub hash: Option<String>,
    }
}

impl System {
    /// The phone number the contact has from now on.
    pub fn new_phone(&self) -> Option<&str> {
        self.wa_id.as_deref().or(self.new_wa_id.as_deref()).filter(|phone| !phone.is_empty())
    }

    /// Whether the notice names anybody.
    pub(crate) fn names_somebody(&self) -> bool {
        self.new_phone().is_some() || self.user_id.is_some() || self.previous_user_id.is_some()
    }
}

impl InboundKind for System {
    const KIND: &'static str = "system";

    fn preview(&self) -> String {
        match (self.body.as_deref(), self.kind.as_deref()) {
            (Some(body), _) if !body.trim().is_empty() => body.to_owned(),
            (_, Some("user_changed_number")) => "Changed their phone number".into(),
            (_, Some("user_changed_user_id")) => "Changed their account".into(),
            (_, Some("customer_identity_changed" | "user_identity_changed")) => "Their security code changed".into(),
            _ => "System notice".into(),
        }
    }
}
