//! Canned replies: everybody who answers keeps their own; those of the whole workspace are an admin's to change.

use model::{CannedReplyId, Permission, reply_variables};
use serde_json::json;
use store::{CannedReplyRow, NewCannedReply, WorkspaceTx};

use crate::views::CannedReplyView;
use crate::{Actor, App, Error, Result, inbox_events};

/// Longest shortcut, in characters.
pub const LONGEST_SHORTCUT: usize = 32;
/// Longest body, in characters: the longest text message of WhatsApp,
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages>.
pub const LONGEST_BODY: usize = 4096;

/// What canned replies can be asked to become.
pub struct CannedReplies<'a>(&'a App);

/// What to write; what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct CannedReplyPatch {
    /// What is typed behind `/`.
    pub shortcut: Option<String>,
    /// What it is for.
    pub title: Option<String>,
    /// What it says.
    pub body: Option<String>,
    /// For everybody (`true`), or for oneself.
    pub shared: Option<bool>,
}

impl App {
    /// Canned replies.
    #[must_use]
    pub fn canned_replies(&self) -> CannedReplies<'_> {
        CannedReplies(self)
    }
}

impl CannedReplies<'_> {
    /// Adds a reply: `shortcut`, `title` and `body` are needed.
    pub async fn create(&self, actor: &Actor, patch: CannedReplyPatch) -> Result<CannedReplyView> {
        let shared = patch.shared.unwrap_or(false);
        let shortcut = checked_shortcut(patch.shortcut.as_deref().unwrap_or_default())?;
        let title = checked_title(patch.title.as_deref().unwrap_or_default())?;
        let body = checked_body(patch.body.as_deref().unwrap_or_default())?;
        may_write(actor, shared)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        room_for(&mut workspace, actor, shared).await?;
        let new = NewCannedReply {
            owner_id: (!shared).then_some(actor.user_id),
            shortcut: &shortcut,
            title: &title,
            body: &body,
        };
        let reply = workspace.create_canned_reply(&new).await.map_err(|error| taken(error, &shortcut))?;
        note(&mut workspace, actor, "canned_reply.created", &reply).await?;
        inbox_events::canned_reply(&mut workspace, "canned_reply.updated", reply.id).await?;
        tx.commit().await?;
        Ok(reply.into())
    }

    /// Changes a reply. Making one's own everybody's, or the other way round, needs what writing shared ones needs.
    pub async fn update(&self, actor: &Actor, id: CannedReplyId, patch: CannedReplyPatch) -> Result<CannedReplyView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_canned_reply(actor.user_id, id).await?;
        let was_shared = before.owner_id.is_none();
        let shared = patch.shared.unwrap_or(was_shared);
        may_write(actor, shared || was_shared)?;
        let shortcut = patch.shortcut.as_deref().map_or(Ok(before.shortcut), checked_shortcut)?;
        let title = patch.title.as_deref().map_or(Ok(before.title), checked_title)?;
        let body = patch.body.as_deref().map_or(Ok(before.body), checked_body)?;
        if shared != was_shared {
            room_for(&mut workspace, actor, shared).await?;
        }
        let new = NewCannedReply {
            owner_id: (!shared).then_some(actor.user_id),
            shortcut: &shortcut,
            title: &title,
            body: &body,
        };
        let changed = workspace.update_canned_reply(id, &new).await;
        changed.map_err(|error| taken(error, &shortcut))?;
        let reply = workspace.get_canned_reply(actor.user_id, id).await?;
        note(&mut workspace, actor, "canned_reply.updated", &reply).await?;
        inbox_events::canned_reply(&mut workspace, "canned_reply.updated", reply.id).await?;
        tx.commit().await?;
        Ok(reply.into())
    }

    /// Removes a reply.
    pub async fn delete(&self, actor: &Actor, id: CannedReplyId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let reply = workspace.get_canned_reply(actor.user_id, id).await?;
        may_write(actor, reply.owner_id.is_none())?;
        workspace.delete_canned_reply(id).await?;
        note(&mut workspace, actor, "canned_reply.deleted", &reply).await?;
        inbox_events::canned_reply(&mut workspace, "canned_reply.deleted", reply.id).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn may_write(actor: &Actor, shared: bool) -> Result<()> {
    if shared && !actor.may(Permission::ManageCannedReplies) {
        return Err(
            Error::forbidden("access.denied", "Only admins write canned replies for everybody.").remedy("Keep it for yourself, or ask an admin.")
        );
    }
    Ok(())
}

async fn room_for(workspace: &mut WorkspaceTx<'_>, actor: &Actor, shared: bool) -> Result<()> {
    let all = workspace.list_canned_replies(actor.user_id).await?;
    let count = all.iter().filter(|reply| reply.owner_id.is_none() == shared).count();
    let most = if shared { store::MAX_SHARED_REPLIES } else { store::MAX_OWN_REPLIES };
    if count >= usize::try_from(most).unwrap_or(usize::MAX) {
        let whose = if shared { "A workspace has" } else { "A member has" };
        return Err(
            Error::conflict("canned_reply.too_many", format!("{whose} at most {most} canned replies.")).remedy("Delete some that nobody uses."),
        );
    }
    Ok(())
}

/// The log says which reply, not what it says.
async fn note(workspace: &mut WorkspaceTx<'_>, actor: &Actor, action: &'static str, reply: &CannedReplyRow) -> Result<()> {
    let detail = json!({ "shortcut": reply.shortcut, "shared": reply.owner_id.is_none() });
    workspace.append_audit(&actor.audit(action, "canned_reply", reply.id, detail)).await?;
    Ok(())
}

/// Letters, digits, `-` and `_`, in lower case, without the `/` it is called by.
fn checked_shortcut(text: &str) -> Result<String> {
    let text = text.trim();
    let shortcut = text.strip_prefix('/').unwrap_or(text).to_lowercase();
    if shortcut.is_empty() {
        return Err(Error::invalid("/shortcut", "missing_value", "Write what to type behind “/”."));
    }
    if shortcut.chars().count() > LONGEST_SHORTCUT {
        return Err(Error::invalid(
            "/shortcut",
            "too_long",
            format!("Use at most {LONGEST_SHORTCUT} characters."),
        ));
    }
    if !shortcut.chars().all(|mark| mark.is_alphanumeric() || matches!(mark, '-' | '_')) {
        return Err(Error::invalid(
            "/shortcut",
            "invalid_value",
            "Use letters, digits, “-” and “_”, without spaces.",
        ));
    }
    Ok(shortcut)
}

fn checked_title(text: &str) -> Result<String> {
    crate::text::name("/title", text)
}

fn checked_body(text: &str) -> Result<String> {
    let body = text.trim();
    let length = body.chars().count();
    if length == 0 {
        return Err(Error::invalid("/body", "missing_value", "Write what the reply says."));
    }
    if length > LONGEST_BODY {
        return Err(Error::invalid(
            "/body",
            "too_long",
            format!("Use at most {LONGEST_BODY} characters; this has {length}."),
        ));
    }
    if let Err(flaw) = reply_variables::variables(body) {
        let names = reply_variables::VARIABLES.join(", ");
        return Err(Error::invalid(
            "/body",
            "unknown_variable",
            format!("In the text, {flaw}. Known are {names} and {}….", reply_variables::ATTRIBUTES),
        ));
    }
    Ok(body.to_owned())
}

fn taken(error: store::Error, shortcut: &str) -> Error {
    if error.is_duplicate() {
        Error::conflict("canned_reply.exists", format!("There is a canned reply “/{shortcut}”.")).remedy("Choose another shortcut.")
    } else {
        error.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_are_short_words() {
        assert_eq!(checked_shortcut(" /Hola_2 ").unwrap(), "hola_2");
        assert_eq!(checked_shortcut("AÑO-nuevo").unwrap(), "año-nuevo");
        for wrong in ["", "/", "two words", "a/b", "{{x}}", &"x".repeat(33)] {
            assert!(checked_shortcut(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn bodies_name_what_is_known() {
        assert_eq!(
            checked_body(" Hola {{contact.first_name|amiga}} ").unwrap(),
            "Hola {{contact.first_name|amiga}}"
        );
        let error = checked_body("Hola {{contact.pasword}}").unwrap_err();
        assert_eq!(error.code, "unknown_variable");
        assert!(
            error.detail.contains("contact.pasword") && error.detail.contains("contact.first_name"),
            "{}",
            error.detail
        );
        assert!(checked_body(&"x".repeat(4097)).is_err());
    }
}
