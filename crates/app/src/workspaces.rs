//! Workspaces: making, changing and deleting a tenant.

use model::settings::{
    MAX_KEEP_EXCHANGE_DAYS, MAX_KEEP_MEDIA_DAYS, MAX_KEEP_RUN_DAYS, MAX_KEEP_SUBMISSION_DAYS, MAX_TYPING_PAUSE_MS, MAX_UNDO_SEND_SECONDS,
};
use model::{OptOutWords, ReadReceipts, Role, UnknownPolicy, UserId, WorkspaceSettings};
use serde_json::json;
use store::{NewEvent, Tx, WorkspaceChange, WorkspaceTx};

use crate::actor::Person;
use crate::views::WorkspaceView;
use crate::{Actor, App, Error, Result, text};

/// What workspaces can be asked to become.
pub struct Workspaces<'a>(&'a App);

/// What to change about a workspace; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct WorkspacePatch {
    /// Another name.
    pub name: Option<String>,
    /// Another time zone.
    pub time_zone: Option<String>,
    /// Other policies.
    pub settings: SettingsPatch,
}

/// What to change about a workspace's policies; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct SettingsPatch {
    /// When the contact sees that we read.
    pub read_receipts: Option<ReadReceipts>,
    /// Show "typing…" before an answer.
    pub typing_to_contact: Option<bool>,
    /// How long, in milliseconds.
    pub typing_pause_ms: Option<u16>,
    /// What becomes of a message in doubt.
    pub unknown_policy: Option<UnknownPolicy>,
    /// After how many days files are deleted; 0 keeps them.
    pub keep_media_days: Option<u16>,
    /// After how many days runs of flows that are over are deleted; 0 keeps them.
    pub keep_run_days: Option<u16>,
    /// After how many days what forms brought is deleted; 0 keeps it.
    pub keep_submission_days: Option<u16>,
    /// For how many days exchanges of forms are kept, 1 to 30.
    pub keep_exchange_days: Option<u8>,
    /// Let no member in without a second factor; only owners decide this.
    pub require_second_factor: Option<bool>,
    /// How long a message can be taken back, in seconds.
    pub undo_send_seconds: Option<u8>,
    /// Words by which contacts opt out and come back.
    pub opt_out_words: Option<OptOutWords>,
}

impl App {
    /// Workspaces.
    #[must_use]
    pub fn workspaces(&self) -> Workspaces<'_> {
        Workspaces(self)
    }
}

impl Workspaces<'_> {
    /// Makes a workspace that `owner` owns.
    pub async fn create(&self, person: &Person, owner: UserId, name: &str, time_zone: Option<&str>) -> Result<WorkspaceView> {
        let mut tx = self.0.store().begin().await?;
        let workspace = create_in(&mut tx, person, owner, name, time_zone).await?;
        tx.commit().await?;
        Ok(workspace)
    }

    /// Changes a workspace, if its version is still `if_version` (when given).
    pub async fn update(&self, actor: &Actor, patch: WorkspacePatch, if_version: Option<i64>) -> Result<WorkspaceView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        let now = workspace.get_workspace().await?;
        if let Some(required) = patch
            .settings
            .require_second_factor
            .filter(|wish| *wish != now.settings().require_second_factor)
        {
            may_require_second_factor(&mut workspace, actor, required).await?;
        }
        let mut changed = Vec::new();
        let change = WorkspaceChange {
            name: patch
                .name
                .map(|name| text::name("/name", &name))
                .transpose()?
                .inspect(|_| changed.push("name"))
                .unwrap_or_else(|| now.name.clone()),
            time_zone: patch
                .time_zone
                .map(|zone| text::time_zone("/time_zone", &zone))
                .transpose()?
                .inspect(|_| changed.push("time_zone"))
                .unwrap_or_else(|| now.time_zone.clone()),
            settings: patch.settings.apply(now.settings(), &mut changed)?,
        };
        let row = workspace.update_workspace(&change, if_version).await?;
        if change.time_zone != now.time_zone {
            workspace.renew_flow_schedules().await?;
        }
        let view = WorkspaceView::from(row);
        let detail = json!({ "changed": changed, "settings": view.settings });
        workspace
            .append_audit(&actor.audit("workspace.updated", "workspace", actor.workspace_id, detail))
            .await?;
        announce(&mut workspace, &view).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Deletes a workspace; `confirm_name` must be its name.
    pub async fn delete(&self, actor: &Actor, confirm_name: &str) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_workspace().await?;
        let now = workspace.get_workspace().await?;
        if confirm_name.trim() != now.name {
            return Err(Error::invalid(
                "/confirm_name",
                "workspace.name_mismatch",
                "This is not the workspace's name.",
            ));
        }
        workspace.delete_workspace().await?;
        workspace
            .append_audit(&actor.audit("workspace.deleted", "workspace", actor.workspace_id, json!({ "name": now.name })))
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

impl SettingsPatch {
    fn apply(self, mut settings: WorkspaceSettings, changed: &mut Vec<&'static str>) -> Result<WorkspaceSettings> {
        if self.typing_pause_ms.is_some_and(|pause| pause > MAX_TYPING_PAUSE_MS) {
            return Err(Error::invalid(
                "/settings/typing_pause_ms",
                "out_of_range",
                format!("Use 0 to {MAX_TYPING_PAUSE_MS} milliseconds."),
            ));
        }
        if self.keep_media_days.is_some_and(|days| days > MAX_KEEP_MEDIA_DAYS) {
            return Err(Error::invalid(
                "/settings/keep_media_days",
                "out_of_range",
                format!("Use 1 to {MAX_KEEP_MEDIA_DAYS} days, or 0 to keep files."),
            ));
        }
        if self.keep_run_days.is_some_and(|days| days > MAX_KEEP_RUN_DAYS) {
            return Err(Error::invalid(
                "/settings/keep_run_days",
                "out_of_range",
                format!("Use 1 to {MAX_KEEP_RUN_DAYS} days, or 0 to keep runs."),
            ));
        }
        if self.keep_submission_days.is_some_and(|days| days > MAX_KEEP_SUBMISSION_DAYS) {
            return Err(Error::invalid(
                "/settings/keep_submission_days",
                "out_of_range",
                format!("Use 1 to {MAX_KEEP_SUBMISSION_DAYS} days, or 0 to keep what forms brought."),
            ));
        }
        if self.keep_exchange_days.is_some_and(|days| !(1..=MAX_KEEP_EXCHANGE_DAYS).contains(&days)) {
            return Err(Error::invalid(
                "/settings/keep_exchange_days",
                "out_of_range",
                format!("Use 1 to {MAX_KEEP_EXCHANGE_DAYS} days."),
            ));
        }
        if self.undo_send_seconds.is_some_and(|seconds| seconds > MAX_UNDO_SEND_SECONDS) {
            return Err(Error::invalid(
                "/settings/undo_send_seconds",
                "out_of_range",
                format!("Use 0 to {MAX_UNDO_SEND_SECONDS} seconds."),
            ));
        }
        if let Some((pointer, detail)) = self.opt_out_words.as_ref().and_then(OptOutWords::problem) {
            return Err(Error::invalid(format!("/settings/opt_out_words{pointer}"), "invalid_value", detail));
        }
        fn set<T: PartialEq>(name: &'static str, place: &mut T, wish: Option<T>, changed: &mut Vec<&'static str>) {
            if let Some(wish) = wish.filter(|wish| wish != place) {
                *place = wish;
                changed.push(name);
            }
        }
        set("read_receipts", &mut settings.read_receipts, self.read_receipts, changed);
        set("typing_to_contact", &mut settings.typing_to_contact, self.typing_to_contact, changed);
        set("typing_pause_ms", &mut settings.typing_pause_ms, self.typing_pause_ms, changed);
        set("unknown_policy", &mut settings.unknown_policy, self.unknown_policy, changed);
        set("keep_media_days", &mut settings.keep_media_days, self.keep_media_days, changed);
        set("keep_run_days", &mut settings.keep_run_days, self.keep_run_days, changed);
        set(
            "keep_submission_days",
            &mut settings.keep_submission_days,
            self.keep_submission_days,
            changed,
        );
        set("keep_exchange_days", &mut settings.keep_exchange_days, self.keep_exchange_days, changed);
        set("undo_send_seconds", &mut settings.undo_send_seconds, self.undo_send_seconds, changed);
        set(
            "require_second_factor",
            &mut settings.require_second_factor,
            self.require_second_factor,
            changed,
        );
        set("opt_out_words", &mut settings.opt_out_words, self.opt_out_words, changed);
        Ok(settings)
    }
}

/// Only owners ask it of everybody, and only when they have one themselves: or they would shut themselves out.
async fn may_require_second_factor(workspace: &mut WorkspaceTx<'_>, actor: &Actor, required: bool) -> Result<()> {
    const POINTER: &str = "/settings/require_second_factor";
    if actor.role != Role::Owner || actor.key.is_some() {
        return Err(Error::forbidden("access.denied", "Only owners decide whether everybody needs a second factor.").remedy("Ask an owner."));
    }
    if required && !workspace.get_member(actor.user_id).await?.has_second_factor {
        return Err(Error::invalid(
            POINTER,
            "invalid_value",
            "Add a second factor to your own account first, or you would be shut out.",
        ));
    }
    Ok(())
}

/// Makes a workspace inside a transaction that may also have made its owner.
pub(crate) async fn create_in(tx: &mut Tx, person: &Person, owner: UserId, name: &str, time_zone: Option<&str>) -> Result<WorkspaceView> {
    let name = text::name("/name", name)?;
    let time_zone = text::time_zone("/time_zone", time_zone.unwrap_or("UTC"))?;
    let row = tx.system().create_workspace(&name, &time_zone).await?;
    let mut workspace = tx.workspace(row.id);
    workspace.create_member(owner, Role::Owner).await?;
    let entry = person.audit("workspace.created", "workspace", row.id, json!({ "owner": owner }));
    workspace.append_audit(&entry).await?;
    Ok(row.into())
}

async fn announce(workspace: &mut WorkspaceTx<'_>, view: &WorkspaceView) -> Result<()> {
    workspace
        .append_events(&[NewEvent::new("workspace.updated", None, &json!({ "workspace": view }))?])
        .await?;
    Ok(())
}
