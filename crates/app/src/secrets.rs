//! Secrets that flows and functions use by name. They come in through here and go out only into a request that is about to leave.

use std::collections::HashMap;

use model::WorkspaceId;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use store::SealedSecret;
use store::secrets::Sealed as Stored;
use uuid::Uuid;

use crate::views::SecretView;
use crate::{Actor, App, Error, Result};

mod filled;

pub(crate) use filled::names_in;
pub use filled::{Filled, Missing};

/// Longest name, in characters.
pub const LONGEST_NAME: usize = 64;
/// Longest value, in bytes: keys and certificates are shorter.
pub const LONGEST_VALUE: usize = 16 * 1024;
/// A hint of a shorter value would give too much of it away.
const HINTED: usize = 16;
const HINT: usize = 4;

/// What secrets can be asked.
pub struct Secrets<'a>(&'a App);

impl App {
    /// Secrets that flows and functions use by name.
    #[must_use]
    pub fn secrets(&self) -> Secrets<'_> {
        Secrets(self)
    }
}

impl Secrets<'_> {
    /// The secrets of a workspace, by name, without their values.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<SecretView>> {
        let rows = self.0.store().workspace(actor.workspace_id).list_secrets().await?;
        Ok(rows.into_iter().map(SecretView::from).collect())
    }

    /// Sets a secret, in place of what was there.
    pub async fn put(&self, actor: &Actor, name: &str, value: &SecretString) -> Result<SecretView> {
        check_name(name)?;
        let text = value.expose_secret();
        if text.is_empty() || text.len() > LONGEST_VALUE {
            let says = format!("A secret has 1 to {LONGEST_VALUE} bytes.");
            return Err(Error::invalid("/value", "invalid_length", says));
        }
        // Sealed for a row of its own each time: an old value put back does not open.
        let id = Uuid::now_v7();
        let sealed = self.0.store().seal(SealedSecret::place(id), value);
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        let is_known = workspace.has_secret(name).await?;
        let count = workspace.list_secrets().await?.len();
        if !is_known && i64::try_from(count).unwrap_or(i64::MAX) >= store::MAX_SECRETS {
            let says = format!("A workspace has at most {} secrets.", store::MAX_SECRETS);
            return Err(Error::conflict("secret.too_many", says));
        }
        workspace.put_secret(name, id, &sealed, &hint(text), actor.user_id).await?;
        let action = if is_known { "secret.changed" } else { "secret.created" };
        workspace
            .append_audit(&actor.audit(action, "secret", name, json!({ "name": name })))
            .await?;
        let rows = workspace.list_secrets().await?;
        tx.commit().await?;
        let row = rows.into_iter().find(|row| row.name == name);
        row.map(SecretView::from)
            .ok_or_else(|| Error::not_found("resource.not_found", "There is no such secret here."))
    }

    /// Removes a secret; what uses it fails from now on, and says why.
    pub async fn delete(&self, actor: &Actor, name: &str) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        if !workspace.delete_secret(name).await? {
            return Err(Error::not_found("resource.not_found", "There is no such secret here."));
        }
        workspace
            .append_audit(&actor.audit("secret.deleted", "secret", name, json!({ "name": name })))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The values of these names, for a request that is about to leave. Names that are not there are missing from the answer.
    pub async fn open(&self, workspace_id: WorkspaceId, names: &[&str]) -> Result<HashMap<String, SecretString>> {
        let mut names = names.to_vec();
        names.sort_unstable();
        names.dedup();
        let rows = self.0.store().workspace(workspace_id).sealed_secrets(&names).await?;
        let opened = rows.into_iter().map(|row| {
            let value = self.0.store().unseal(SealedSecret::place(row.id), &Stored::from_bytes(row.value))?;
            Ok((row.name, value))
        });
        opened.collect()
    }

    /// Opens everything that has places for secrets: what is given back can be sent, and takes the values out of what comes back.
    pub async fn fill(&self, workspace_id: WorkspaceId, names: impl IntoIterator<Item = &str>) -> Result<Filled> {
        let names: Vec<&str> = names.into_iter().collect();
        Ok(Filled::new(self.open(workspace_id, &names).await?))
    }
}

fn check_name(name: &str) -> Result<()> {
    let good = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let begins = name.starts_with(|first: char| first.is_ascii_alphabetic());
    if begins && name.len() <= LONGEST_NAME && name.chars().all(good) {
        return Ok(());
    }
    let says = format!("A name begins with a letter and has letters, digits and `_`, at most {LONGEST_NAME}.");
    Err(Error::invalid("/name", "invalid_value", says))
}

fn hint(value: &str) -> String {
    let characters: Vec<char> = value.chars().collect();
    if characters.len() < HINTED {
        return String::new();
    }
    let end = &characters[characters.len() - HINT..];
    end.iter()
        .map(|character| if character.is_control() { '·' } else { *character })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_stand_in_templates() {
        for name in ["key", "stripe_key_2", "K"] {
            check_name(name).unwrap();
        }
        for name in ["", "2key", "_key", "a.b", "a-b", "ключ", "a b", &"k".repeat(65)] {
            check_name(name).unwrap_err();
        }
    }

    #[test]
    fn short_values_give_no_hint() {
        assert_eq!(hint("short"), "");
        assert_eq!(hint("0123456789abcdef"), "cdef");
        assert_eq!(hint("0123456789abc\nef"), "c·ef");
    }
}
