//! What all flows of a workspace share: values for `{{globals.…}}`, words that come before any flow, opening hours.

use std::collections::BTreeMap;

use flow_engine::hours::{self, Calendar};
use flow_engine::triggers::GlobalKeywords;
use model::{FlowId, WorkspaceId};
use serde_json::{Map, Value, json};
use store::FlowSettingsRow;

use super::Runs;
use super::turn::KeywordSettings;
use crate::views::{BusinessHours, FlowGlobals};
use crate::{Actor, Error, Result};

/// Most bytes of the values, as JSON.
const MOST_BYTES: usize = 64 * 1024;
const MOST_CALENDARS: usize = 20;
const MOST_WORDS: usize = 50;
const LONGEST_NAME: usize = 40;

/// What to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct GlobalsPatch {
    /// All values.
    pub globals: Option<Map<String, Value>>,
    /// Words for a person.
    pub human: Option<Vec<String>>,
    /// Words for the menu.
    pub menu: Option<Vec<String>>,
    /// The flow that the menu's words start; `Some(None)`: none.
    pub menu_flow: Option<Option<FlowId>>,
}

impl Runs<'_> {
    /// What all flows share.
    pub async fn globals(&self, workspace: WorkspaceId) -> Result<FlowGlobals> {
        Ok(globals_view(&self.0.store().workspace(workspace).flow_settings().await?))
    }

    /// Changes what all flows share. Runs under way see it with their next step.
    pub async fn set_globals(&self, actor: &Actor, patch: GlobalsPatch) -> Result<FlowGlobals> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let mut row = workspace.flow_settings().await?;
        if let Some(globals) = patch.globals {
            row.globals = checked_globals(globals)?;
        }
        let mut words: KeywordSettings = serde_json::from_str(&row.keywords).unwrap_or_default();
        if let Some(human) = patch.human {
            words.human = Some(checked_words("/human_words", human)?);
        }
        if let Some(menu) = patch.menu {
            words.menu = Some(checked_words("/menu_words", menu)?);
        }
        if let Some(flow) = patch.menu_flow {
            if let Some(flow) = flow
                && workspace.find_flow_name(flow).await?.is_none()
            {
                return Err(Error::invalid(
                    "/menu_flow",
                    "resource.not_found",
                    "There is no such flow in this workspace.",
                ));
            }
            words.menu_flow = flow;
        }
        row.keywords = serde_json::to_string(&words).expect("words are plain JSON");
        workspace.put_flow_settings(&row).await?;
        workspace
            .append_audit(&actor.audit("flow_settings.updated", "workspace", actor.workspace_id, json!({ "what": "globals" })))
            .await?;
        tx.commit().await?;
        Ok(globals_view(&row))
    }

    /// Opening hours, by name.
    pub async fn business_hours(&self, workspace: WorkspaceId) -> Result<BusinessHours> {
        let row = self.0.store().workspace(workspace).flow_settings().await?;
        let calendars: BTreeMap<String, Calendar> = serde_json::from_str(&row.calendars).unwrap_or_default();
        Ok(BusinessHours {
            calendars: calendars.into_iter().map(|(name, calendar)| (name, json!(calendar))).collect(),
        })
    }

    /// Replaces the opening hours.
    pub async fn set_business_hours(&self, actor: &Actor, calendars: BTreeMap<String, Value>) -> Result<BusinessHours> {
        if calendars.len() > MOST_CALENDARS {
            return Err(Error::invalid(
                "/calendars",
                "too_long",
                format!("Use at most {MOST_CALENDARS} calendars."),
            ));
        }
        let mut read: BTreeMap<String, Calendar> = BTreeMap::new();
        for (name, calendar) in calendars {
            let pointer = format!("/calendars/{}", name.replace('~', "~0").replace('/', "~1"));
            read.insert(checked_name(&pointer, &name)?, checked_calendar(&pointer, calendar)?);
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let mut row = workspace.flow_settings().await?;
        row.calendars = serde_json::to_string(&read).expect("hours are plain JSON");
        workspace.put_flow_settings(&row).await?;
        workspace
            .append_audit(&actor.audit(
                "flow_settings.updated",
                "workspace",
                actor.workspace_id,
                json!({ "what": "business_hours" }),
            ))
            .await?;
        tx.commit().await?;
        self.business_hours(actor.workspace_id).await
    }
}

fn globals_view(row: &FlowSettingsRow) -> FlowGlobals {
    let words: KeywordSettings = serde_json::from_str(&row.keywords).unwrap_or_default();
    let house = GlobalKeywords::default();
    FlowGlobals {
        globals: serde_json::from_str(&row.globals).unwrap_or_else(|_| json!({})),
        human_words: words.human.unwrap_or(house.human),
        menu_words: words.menu.unwrap_or(house.menu),
        menu_flow: words.menu_flow,
    }
}

fn checked_globals(globals: Map<String, Value>) -> Result<String> {
    for name in globals.keys() {
        checked_name("/globals", name)?;
    }
    let text = Value::Object(globals).to_string();
    if text.len() > MOST_BYTES {
        return Err(Error::invalid("/globals", "too_long", "All values together take at most 64 kB."));
    }
    Ok(text)
}

/// Names are words of a path in texts: small letters, digits and `_`.
fn checked_name(pointer: &str, name: &str) -> Result<String> {
    let fits = (1..=LONGEST_NAME).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !name.starts_with(|first: char| first.is_ascii_digit());
    if !fits {
        return Err(Error::invalid(
            pointer,
            "invalid_value",
            "A name has 1 to 40 small letters, digits and `_`, and begins with a letter.",
        ));
    }
    Ok(name.to_owned())
}

fn checked_words(pointer: &str, words: Vec<String>) -> Result<Vec<String>> {
    let words: Vec<String> = words.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    if words.len() > MOST_WORDS || words.iter().any(|word| word.chars().count() > LONGEST_NAME) {
        return Err(Error::invalid(pointer, "too_long", "Use at most 50 words of at most 40 characters."));
    }
    Ok(words)
}

fn checked_calendar(pointer: &str, calendar: Value) -> Result<Calendar> {
    let calendar: Calendar = serde_json::from_value(calendar)
        .map_err(|error| Error::invalid(pointer, "invalid_value", format!("These are no opening hours: {error}.")))?;
    if !calendar.time_zone.is_empty() && hours::zone(&calendar.time_zone).is_none() {
        return Err(Error::invalid(
            format!("{pointer}/time_zone"),
            "invalid_value",
            "Use an IANA time zone such as Europe/Madrid.",
        ));
    }
    let is_time = |text: &str| chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok();
    if calendar
        .week
        .iter()
        .any(|opening| !(1..=7).contains(&opening.day) || !is_time(&opening.from) || !is_time(&opening.to))
    {
        return Err(Error::invalid(
            format!("{pointer}/week"),
            "invalid_value",
            "Days are 1 (Monday) to 7, times like 09:00.",
        ));
    }
    let is_day = |day: &hours::SpecialDay| {
        chrono::NaiveDate::parse_from_str(&day.date, "%Y-%m-%d").is_ok()
            && [&day.from, &day.to].into_iter().all(|time| time.is_empty() || is_time(time))
    };
    if !calendar.days.iter().all(is_day) {
        return Err(Error::invalid(
            format!("{pointer}/days"),
            "invalid_value",
            "Dates are like 2026-12-25, times like 09:00.",
        ));
    }
    Ok(calendar)
}
