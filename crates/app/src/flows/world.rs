//! What the checker knows of a workspace: templates, people, teams, labels, fields, flows, WA Flows, functions, models, secrets, opening hours and shared values.

use std::collections::{BTreeMap, BTreeSet};

use cloud_api::template::TemplateComponent;
use flow_engine::Graph;
use flow_engine::check::{Known, TemplateSummary, World};
use model::{FlowId, WorkspaceId};
use store::{FlowNameRow, Limit, TemplateRow, Workspace};

use super::doors;
use crate::{App, Result};

mod named;

/// What the workspace has, for the checker of one of its flows, of which `graph` says what is looked at closer: screens of forms, versions of functions.
/// A dozen reads, none of which grows with messages or contacts.
pub(crate) async fn of(app: &App, workspace_id: WorkspaceId, flow: Option<FlowId>, graph: &Graph) -> Result<World> {
    let workspace = app.store().workspace(workspace_id);
    let (templates, forms) = match workspace.find_channel().await? {
        Some(channel) => (
            workspace.list_all_templates(channel.id).await?.iter().filter_map(summary).collect(),
            workspace.list_wa_flows(channel.id).await?,
        ),
        None => (Vec::new(), Vec::new()),
    };
    let functions = workspace.list_functions().await?;
    let connections = workspace.list_llm_connections().await?;
    let secrets = workspace.list_secrets().await?;
    let settings = workspace.flow_settings().await?;
    let teams = workspace.list_teams().await?;
    let tags = workspace.list_tags().await?;
    let fields = workspace.list_custom_fields().await?;
    let flows = workspace.list_flow_names().await?;
    Ok(World {
        templates: Some(templates),
        flows: Some(flows.iter().map(|other| (other.id.to_string(), known(other, flow))).collect()),
        tags: Some(tags.into_iter().map(|tag| tag.name).collect()),
        members: Some(members(&workspace).await?),
        teams: Some(teams.into_iter().map(|team| team.id.to_string()).collect()),
        contact_fields: Some(fields.into_iter().map(|field| field.key).collect()),
        wa_flow_screens: named::screens(app, &workspace, &forms, graph).await?,
        wa_flows: Some(forms.iter().map(|form| (form.meta_id.clone(), form_state(&form.status))).collect()),
        function_versions: named::versions(&workspace, &functions, graph).await?,
        functions: Some(
            functions
                .iter()
                .map(|function| (function.id.to_string(), published(function.live_version)))
                .collect(),
        ),
        connections_without_key: connections
            .iter()
            .filter(|connection| !connection.has_api_key && needs_key(&connection.kind))
            .map(|connection| connection.name.clone())
            .collect(),
        connections: Some(connections.into_iter().map(|connection| connection.name).collect()),
        secrets: Some(secrets.into_iter().map(|secret| secret.name).collect()),
        calendars: Some(named::members(&settings.calendars)),
        globals: Some(named::members(&settings.globals)),
        doors_taken: doors::taken(app, workspace_id, flow, graph).await?,
        parked: BTreeMap::new(),
    })
}

/// Templates that can be sent now, by name, with their categories.
pub(crate) fn sendable(world: &World) -> BTreeMap<String, String> {
    let templates = world.templates.iter().flatten().filter(|template| template.is_sendable());
    templates.map(|template| (template.name.clone(), template.category.clone())).collect()
}

/// Functions run in their live version, unless a step names another.
fn published(live_version: Option<i64>) -> Known {
    if live_version.is_some() { Known::Published } else { Known::Draft }
}

/// What can be done with a form of this state, in Meta's word. A throttled one still leaves, ten in an hour.
fn form_state(status: &str) -> Known {
    match status {
        "DRAFT" => Known::Draft,
        "DEPRECATED" | "BLOCKED" => Known::Retired,
        _ => Known::Published,
    }
}

/// Nobody answers there without a key. Models behind OpenAI's interface and Ollama's often stand in one's own house, open.
fn needs_key(kind: &str) -> bool {
    matches!(kind, "anthropic" | "anything_llm")
}

/// A flow that calls itself does so once it is published.
fn known(other: &FlowNameRow, checked: Option<FlowId>) -> Known {
    if other.live_version.is_some() || Some(other.id) == checked {
        Known::Published
    } else {
        Known::Draft
    }
}

/// Those who can be given a conversation.
async fn members(workspace: &Workspace<'_>) -> Result<Vec<String>> {
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let page = workspace.list_members(Limit::clamped(500), cursor.as_deref()).await?;
        ids.extend(
            page.data
                .iter()
                .filter(|member| !member.is_disabled())
                .map(|member| member.user_id.to_string()),
        );
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(ids);
        }
    }
}

/// A template in one language; nothing when its parts cannot be read.
fn summary(row: &TemplateRow) -> Option<TemplateSummary> {
    let components: Vec<TemplateComponent> = serde_json::from_str(&row.components).ok()?;
    let part = |kind: &str| components.iter().find(|component| component.kind.eq_ignore_ascii_case(kind));
    let names = |component: &TemplateComponent| component.variables().into_iter().map(str::to_owned).collect::<Vec<String>>();
    let header = part("HEADER");
    let format = header
        .and_then(|header| header.format.as_deref())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let buttons = part("BUTTONS").map(|component| component.buttons.as_slice()).unwrap_or_default();
    let places = |fits: &dyn Fn(&cloud_api::template::TemplateButton) -> bool| -> BTreeSet<u8> {
        let fitting = buttons.iter().enumerate().filter(|(_, button)| fits(button));
        fitting.filter_map(|(place, _)| u8::try_from(place).ok()).collect()
    };
    let is = |button: &cloud_api::template::TemplateButton, kind: &str| button.kind.eq_ignore_ascii_case(kind);
    let needs_value =
        |button: &cloud_api::template::TemplateButton| is(button, "COPY_CODE") || button.url.as_deref().is_some_and(|url| url.contains("{{"));
    Some(TemplateSummary {
        name: row.name.clone(),
        language: row.language.clone(),
        status: row.status.clone(),
        category: row.category.clone(),
        body: part("BODY").map(names).unwrap_or_default(),
        header_text: format == "text" && header.is_some_and(|header| !header.variables().is_empty()),
        header_media: ["image", "video", "document"].contains(&format.as_str()).then_some(format),
        button_values: places(&needs_value).into_iter().collect(),
        quick_replies: places(&|button| is(button, "QUICK_REPLY")).into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use model::{ChannelId, TemplateId, Timestamp};

    use super::*;

    #[test]
    fn a_template_is_summed_up_from_its_parts() {
        let row = TemplateRow {
            id: TemplateId::new(),
            channel_id: ChannelId::new(),
            meta_id: "1".to_owned(),
            name: "order".to_owned(),
            language: "es".to_owned(),
            category: "UTILITY".to_owned(),
            status: "APPROVED".to_owned(),
            quality: "GREEN".to_owned(),
            parameter_format: "POSITIONAL".to_owned(),
            components: r#"[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Hola {{1}}, {{2}}"},
                {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Sí"},{"type":"URL","text":"Ver","url":"https://x.example/{{1}}"},{"type":"URL","text":"Web","url":"https://x.example"}]}]"#.to_owned(),
            rejected_reason: None,
            recommendation: None,
            previous_category: None,
            correct_category: None,
            category_changes_at: None,
            ttl_seconds: None,
            created_at: Timestamp::from_seconds(0),
            updated_at: Timestamp::from_seconds(0),
        };
        let found = summary(&row).unwrap();
        assert_eq!(found.body, ["1", "2"]);
        assert_eq!((found.header_media.as_deref(), found.header_text), (Some("image"), false));
        assert_eq!((found.button_values, found.quick_replies), (vec![1], vec![0]));
    }
}
