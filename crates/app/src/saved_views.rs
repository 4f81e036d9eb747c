//! Saved views: everybody who answers keeps their own; those of the whole workspace are an admin's to change.

use model::{Permission, SavedViewId, TeamId, UserId};
use serde_json::json;
use store::{InboxView, SavedViewRow, WorkspaceTx};

use crate::views::{SavedFilters, SavedViewView};
use crate::{Actor, App, Error, Result, inbox_events};

const LONGEST_NAME: usize = 40;
const LONGEST_SEARCH: usize = 200;
const SORTS: &[&str] = &["newest", "oldest", "waiting", "window"];

/// What saved views can be asked to become.
pub struct SavedViews<'a>(&'a App);

/// What to write; what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct SavedViewPatch {
    /// What it is called.
    pub name: Option<String>,
    /// Which conversations.
    pub filters: Option<SavedFilters>,
    /// For everybody (`true`), or for oneself.
    pub shared: Option<bool>,
}

impl App {
    /// Saved views.
    #[must_use]
    pub fn saved_views(&self) -> SavedViews<'_> {
        SavedViews(self)
    }
}

impl SavedViews<'_> {
    /// Adds a view: `name` and `filters` are needed.
    pub async fn create(&self, actor: &Actor, patch: SavedViewPatch) -> Result<SavedViewView> {
        let shared = patch.shared.unwrap_or(false);
        let name = checked_name(patch.name.as_deref().unwrap_or_default())?;
        let filters = checked_filters(&patch.filters.unwrap_or_default())?;
        may_write(actor, shared)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        room_for(&mut workspace, actor, shared).await?;
        let owner = (!shared).then_some(actor.user_id);
        let id = workspace.create_saved_view(owner, &name, &filters).await.map_err(taken)?;
        let view = workspace.get_saved_view(actor.user_id, id).await?;
        note(&mut workspace, actor, "saved_view.created", &view).await?;
        inbox_events::saved_view(&mut workspace, "saved_view.updated", view.id).await?;
        tx.commit().await?;
        Ok(view.into())
    }

    /// Changes a view.
    pub async fn update(&self, actor: &Actor, id: SavedViewId, patch: SavedViewPatch) -> Result<SavedViewView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let before = workspace.get_saved_view(actor.user_id, id).await?;
        let was_shared = before.owner_id.is_none();
        let shared = patch.shared.unwrap_or(was_shared);
        may_write(actor, shared || was_shared)?;
        let name = patch.name.as_deref().map_or(Ok(before.name), checked_name)?;
        let filters = patch.filters.as_ref().map_or(Ok(before.filters), checked_filters)?;
        if shared != was_shared {
            room_for(&mut workspace, actor, shared).await?;
        }
        let owner = (!shared).then_some(actor.user_id);
        workspace.update_saved_view(id, owner, &name, &filters).await.map_err(taken)?;
        let view = workspace.get_saved_view(actor.user_id, id).await?;
        note(&mut workspace, actor, "saved_view.updated", &view).await?;
        inbox_events::saved_view(&mut workspace, "saved_view.updated", view.id).await?;
        tx.commit().await?;
        Ok(view.into())
    }

    /// Removes a view.
    pub async fn delete(&self, actor: &Actor, id: SavedViewId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let view = workspace.get_saved_view(actor.user_id, id).await?;
        may_write(actor, view.owner_id.is_none())?;
        workspace.delete_saved_view(id).await?;
        note(&mut workspace, actor, "saved_view.deleted", &view).await?;
        inbox_events::saved_view(&mut workspace, "saved_view.deleted", view.id).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn may_write(actor: &Actor, shared: bool) -> Result<()> {
    if shared && !actor.may(Permission::ManageSavedViews) {
        return Err(Error::forbidden("access.denied", "Only admins keep views for everybody.").remedy("Keep it for yourself, or ask an admin."));
    }
    Ok(())
}

async fn room_for(workspace: &mut WorkspaceTx<'_>, actor: &Actor, shared: bool) -> Result<()> {
    let all = workspace.list_saved_views(actor.user_id).await?;
    let count = all.iter().filter(|view| view.owner_id.is_none() == shared).count();
    if count >= usize::try_from(store::MAX_SAVED_VIEWS).unwrap_or(usize::MAX) {
        let most = store::MAX_SAVED_VIEWS;
        return Err(Error::conflict("saved_view.too_many", format!("There are {most} saved views already.")).remedy("Delete some that nobody uses."));
    }
    Ok(())
}

/// The log says which view, not what it is called.
async fn note(workspace: &mut WorkspaceTx<'_>, actor: &Actor, action: &'static str, view: &SavedViewRow) -> Result<()> {
    let detail = json!({ "shared": view.owner_id.is_none() });
    workspace.append_audit(&actor.audit(action, "saved_view", view.id, detail)).await?;
    Ok(())
}

fn checked_name(name: &str) -> Result<String> {
    let name = crate::text::name("/name", name)?;
    if name.chars().count() > LONGEST_NAME {
        return Err(Error::invalid("/name", "too_long", format!("Use at most {LONGEST_NAME} characters.")));
    }
    Ok(name)
}

/// In the words the inbox understands. Members, teams and tags that are gone later find nothing, and harm nobody.
fn checked_filters(filters: &SavedFilters) -> Result<String> {
    let wrong = |field: &str, words: &str| Err(Error::invalid(format!("/filters/{field}"), "invalid_value", words.to_owned()));
    if InboxView::parse(&filters.view).is_none() {
        return wrong("view", "There is no such view of the inbox.");
    }
    if filters.q.as_ref().is_some_and(|text| text.chars().count() > LONGEST_SEARCH) {
        return wrong("q", "The search is too long.");
    }
    let assignee = filters.assignee.as_deref();
    if assignee.is_some_and(|word| !matches!(word, "me" | "none") && word.parse::<UserId>().is_err()) {
        return wrong("assignee", "Write a user's id, `me` or `none`.");
    }
    if filters
        .team
        .as_deref()
        .is_some_and(|word| word != "none" && word.parse::<TeamId>().is_err())
    {
        return wrong("team", "Write a team's id, or `none`.");
    }
    if filters.sort.as_deref().is_some_and(|word| !SORTS.contains(&word)) {
        return wrong("sort", "There is no such order.");
    }
    Ok(serde_json::to_string(filters).expect("words are plain JSON"))
}

fn taken(error: store::Error) -> Error {
    if error.is_duplicate() {
        Error::conflict("saved_view.exists", "There is a saved view with this name.").remedy("Choose another name.")
    } else {
        error.into()
    }
}
