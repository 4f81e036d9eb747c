//! A message taken back.

use super::InboundKind;
use crate::ids::Wamid;

wire_keyed! {
    /// The sender deleted a message for everybody, within two days. Only on numbers shared with the WhatsApp Business app.
    /// The revocation has a message id of its own; mark the original.
    pub struct Revoke {
        /// The message that is gone.
        pub original_message_id: Wamid,
    }
}

impl InboundKind for Revoke {
    const KIND: &'static str = "revoke";

    fn preview(&self) -> String {
        "🚫 Message deleted".into()
    }
}
