//! Tags: the workspace's labels for contacts.

use model::TagId;
use serde_json::json;

use crate::views::{TagColor, TagView};
use crate::{Actor, App, Error, Result, inbox_events};

/// What tags can be asked to become.
pub struct Tags<'a>(&'a App);

const LONGEST_NAME: usize = 40;

impl App {
    /// Tags.
    #[must_use]
    pub fn tags(&self) -> Tags<'_> {
        Tags(self)
    }
}

impl Tags<'_> {
    /// Adds a tag.
    pub async fn create(&self, actor: &Actor, name: &str, color: TagColor) -> Result<TagView> {
        let name = checked_name(name)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        if workspace.list_tags().await?.len() >= usize::try_from(store::MAX_TAGS).unwrap_or(usize::MAX) {
            return Err(
                Error::conflict("tag.too_many", format!("A workspace has at most {} tags.", store::MAX_TAGS)).remedy("Delete tags that nobody uses."),
            );
        }
        let tag = TagView::from(&workspace.create_tag(&name, color.as_str()).await.map_err(taken)?);
        workspace
            .append_audit(&actor.audit("tag.created", "tag", tag.id, json!({ "name": tag.name })))
            .await?;
        inbox_events::tag(&mut workspace, "tag.updated", &tag).await?;
        tx.commit().await?;
        Ok(tag)
    }

    /// Changes a tag; what is absent stays.
    pub async fn update(&self, actor: &Actor, id: TagId, name: Option<&str>, color: Option<TagColor>) -> Result<TagView> {
        let name = name.map(checked_name).transpose()?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_tag(id).await?;
        let name = name.unwrap_or(before.name);
        let color = color.map_or(before.color, |color| color.as_str().to_owned());
        let tag = TagView::from(&workspace.update_tag(id, &name, &color).await.map_err(taken)?);
        workspace
            .append_audit(&actor.audit("tag.updated", "tag", id, json!({ "name": tag.name, "color": tag.color })))
            .await?;
        inbox_events::tag(&mut workspace, "tag.updated", &tag).await?;
        tx.commit().await?;
        Ok(tag)
    }

    /// Removes a tag, from every contact too.
    pub async fn delete(&self, actor: &Actor, id: TagId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let tag = TagView::from(&workspace.get_tag(id).await?);
        workspace.delete_tag(id).await?;
        workspace
            .append_audit(&actor.audit("tag.deleted", "tag", id, json!({ "name": tag.name })))
            .await?;
        inbox_events::tag(&mut workspace, "tag.deleted", &tag).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn checked_name(name: &str) -> Result<String> {
    let name = crate::text::name("/name", name)?;
    if name.chars().count() > LONGEST_NAME {
        return Err(Error::invalid("/name", "too_long", format!("Use at most {LONGEST_NAME} characters.")));
    }
    Ok(name)
}

fn taken(error: store::Error) -> Error {
    if error.is_duplicate() {
        Error::conflict("tag.exists", "There is a tag with this name.").remedy("Choose another name.")
    } else {
        error.into()
    }
}

/// Labels a contact as automation wants; a label that the workspace does not have is made, as long as there is room.
pub(crate) async fn by_automation(
    workspace: &mut store::WorkspaceTx<'_>,
    contact: model::ContactId,
    add: &[String],
    remove: &[String],
) -> Result<()> {
    if add.is_empty() && remove.is_empty() {
        return Ok(());
    }
    let known = workspace.list_tags().await?;
    let find = |name: &str| {
        known
            .iter()
            .find(|tag| tag.name.to_lowercase() == name.trim().to_lowercase())
            .map(|tag| tag.id)
    };
    for name in remove {
        if let Some(tag) = find(name) {
            workspace.remove_contact_tag(contact, tag).await?;
        }
    }
    for name in add {
        let tag = match (find(name), checked_name(name)) {
            (Some(tag), _) => tag,
            (None, Ok(name)) if known.len() < usize::try_from(store::MAX_TAGS).unwrap_or(usize::MAX) => {
                workspace.create_tag(&name, TagColor::Gray.as_str()).await?.id
            }
            (None, _) => continue,
        };
        workspace.add_contact_tag(contact, tag).await?;
    }
    Ok(workspace.touch_contact(contact).await?)
}
