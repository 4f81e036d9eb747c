//! The block list of a number.

use serde_json::json;

use super::error::CallError;
use super::number::Number;

impl Number<'_> {
    /// Blocks or unblocks a person, by phone number or by business-scoped user id (`POST` and `DELETE /{number}/block_users`).
    ///
    /// Only people who wrote within the last 24 hours can be blocked; others are refused with 139100. A list has 64,000 entries at most.
    /// <https://developers.facebook.com/docs/whatsapp/cloud-api/block-users>
    pub async fn set_blocked(&self, is_phone: bool, user: &str, block: bool) -> Result<(), CallError> {
        let url = self.client.url(&[&self.id, "block_users"]);
        let person = if is_phone { json!({ "user": user }) } else { json!({ "user_id": user }) };
        let body = json!({ "messaging_product": "whatsapp", "block_users": [person] });
        if block {
            self.client.post(url, self.token, &body, self.client.timeouts.manage).await?;
        } else {
            self.client.delete_with(url, self.token, &body).await?;
        }
        Ok(())
    }
}
