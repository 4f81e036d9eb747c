//! What the answer to a send tells about the contact: how Meta writes the number that was dialled, and the user id behind it.
//!
//! The number in the answer is the one the contact's own messages will come from, and not always the one that was typed: Brazil, Mexico and Argentina write one
//! line in two ways, and a number may lead to another one. Whoever is known under it already stays who they are: only a webhook brings two contacts together.

use cloud_api::client::Sent;
use model::{ContactId, WorkspaceId, phone};
use store::{Error, IdentityWrite, KnownIdentity, SendFacts, WorkspaceTx};

use crate::{App, Result, announce};

/// Writes down what is new. The message is sent whatever becomes of this.
pub(super) async fn from_answer(app: &App, workspace_id: WorkspaceId, facts: &SendFacts, sent: &Sent) {
    let Some(news) = News::of(facts, sent) else { return };
    if let Err(error) = note(app, workspace_id, facts.contact_id, news).await {
        tracing::warn!(contact.id = %facts.contact_id, %error, "what Meta's answer says about a contact could not be kept");
    }
}

/// What the answer says that we did not know.
#[derive(Debug, Clone, PartialEq, Eq)]
struct News {
    /// The number as Meta writes it.
    phone: Option<String>,
    /// It is another way of writing the one that was dialled, not another line.
    is_spelling: bool,
    user_id: Option<String>,
}

impl News {
    fn of(facts: &SendFacts, sent: &Sent) -> Option<Self> {
        // Another user id than the contact's: the number has another owner by now, and nothing of this is about the contact.
        if let (Some(known), Some(told)) = (&facts.user_id, &sent.user_id)
            && known != told
        {
            return None;
        }
        let dialled = facts.phone.as_deref()?;
        let is_number = |digits: &&String| (5..=20).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let phone = sent.wa_id.as_ref().filter(is_number).filter(|told| *told != dialled).cloned();
        let user_id = sent.user_id.clone().filter(|told| facts.user_id.is_none() && !told.is_empty());
        let is_spelling = phone.as_deref().is_some_and(|told| phone::line(told) == phone::line(dialled));
        (phone.is_some() || user_id.is_some()).then_some(Self { phone, is_spelling, user_id })
    }

    /// Its ids, as they are compared and as they are written.
    fn ids(&self) -> Vec<(&'static str, String, Option<String>)> {
        let phone = self.phone.as_ref().map(|told| ("phone", phone::line(told), Some(told.clone())));
        let user_id = self.user_id.as_ref().map(|told| ("bsuid", told.clone(), None));
        phone.into_iter().chain(user_id).collect()
    }
}

async fn note(app: &App, workspace_id: WorkspaceId, contact: ContactId, news: News) -> Result<()> {
    // A number that leads to another one is answered like this every time.
    if let (Some(told), false, None) = (&news.phone, news.is_spelling, &news.user_id) {
        let workspace = app.store().workspace(workspace_id);
        if workspace.find_contact_by_identity("phone", &phone::line(told)).await?.is_some() {
            return Ok(());
        }
    }
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    if write(&mut workspace, contact, &news).await? {
        announce::contact(&mut workspace, contact).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Gives whether anything was written.
async fn write(workspace: &mut WorkspaceTx<'_>, contact: ContactId, news: &News) -> Result<bool, Error> {
    let Some(mut row) = workspace.lock_contacts(&[contact]).await?.pop() else {
        return Ok(false);
    };
    let ids = news.ids();
    let keys: Vec<(&str, &str)> = ids.iter().map(|(kind, value, _)| (*kind, value.as_str())).collect();
    let known = workspace.find_identities(&keys).await?;
    let seen_at = workspace.now();
    let new: Vec<IdentityWrite> = ids
        .into_iter()
        .filter(|id| is_free(&known, id, contact))
        .map(|(kind, value, given)| IdentityWrite {
            kind,
            value,
            given,
            contact_id: contact,
            seen_at,
        })
        .collect();
    workspace.write_identities(&new).await?;
    let respelled = news.phone.clone().filter(|told| {
        news.is_spelling
            && row
                .phone
                .as_ref()
                .is_some_and(|shown| shown != told && phone::line(shown) == phone::line(told))
    });
    if let Some(told) = &respelled {
        row.phone = Some(told.clone());
        workspace.update_known_contacts(&[row]).await?;
    }
    Ok(!new.is_empty() || respelled.is_some())
}

/// Is it nobody's, or this contact's and not written like this?
fn is_free(known: &[KnownIdentity], (kind, value, given): &(&'static str, String, Option<String>), contact: ContactId) -> bool {
    let owner = known.iter().find(|identity| identity.kind == *kind && identity.value == *value);
    owner.is_none_or(|owner| owner.contact_id == contact && owner.given != *given)
}
