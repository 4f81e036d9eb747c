//! Flows as the pages of flows show them: what is drawn, what is live, and what the checker says.

use model::{FlowId, FlowTestId, Timestamp, UserId};
use serde::Serialize;
use serde_json::value::RawValue;
use store::{FlowDraftRow, FlowRow, FlowState as StoredState, FlowTestRow, FlowVersionRow};
use utoipa::ToSchema;

use super::raw;

/// Where a flow stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FlowState {
    /// Never published.
    Draft,
    /// Published, and its triggers start runs.
    Live,
    /// Published, and switched off.
    Off,
}

impl From<FlowState> for StoredState {
    fn from(state: FlowState) -> Self {
        match state {
            FlowState::Draft => Self::Draft,
            FlowState::Live => Self::Live,
            FlowState::Off => Self::Off,
        }
    }
}

/// Somebody, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonView {
    /// Their id.
    pub id: UserId,
    /// Their name.
    pub name: String,
}

impl PersonView {
    fn of(id: Option<UserId>, name: Option<String>) -> Option<Self> {
        id.map(|id| Self {
            id,
            name: name.unwrap_or_default(),
        })
    }
}

/// An automation flow, without its graphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FlowView {
    /// Its id.
    pub id: FlowId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Where it stands.
    pub state: FlowState,
    /// Grows with each saving of the draft; what a draft, a publishing or a restoring sends in `If-Match`.
    pub draft_revision: i64,
    /// When the draft was last saved.
    pub draft_saved_at: Timestamp,
    /// Who saved it; `null` when a program without a person did.
    pub draft_saved_by: Option<PersonView>,
    /// What starts runs while the flow is live; `null` when it was never published.
    pub live_version: Option<LiveVersionView>,
    /// The draft differs from the live version.
    pub has_changes: bool,
    /// Words of the triggers of the live version, else of the draft.
    pub triggers: Vec<String>,
    /// What the checker called an error in the draft, when it was last saved or checked.
    pub errors: i64,
    /// What it called a warning.
    pub warnings: i64,
    /// Runs that are under way; 1000 means that many or more.
    pub runs_active: i64,
    /// Grows with each change of name, description, switch or live version; what a change of the flow itself sends in `If-Match`.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed, its draft included.
    pub updated_at: Timestamp,
}

/// The version that is live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LiveVersionView {
    /// Counts from 1.
    pub number: i64,
    /// What its publisher said about it.
    pub note: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// Who published it.
    pub published_by: Option<PersonView>,
}

impl From<FlowRow> for FlowView {
    fn from(row: FlowRow) -> Self {
        let state = match (row.live_version, row.enabled) {
            (None, _) => FlowState::Draft,
            (Some(_), true) => FlowState::Live,
            (Some(_), false) => FlowState::Off,
        };
        let live_version = row.live_version.zip(row.live_published_at).map(|(number, published_at)| LiveVersionView {
            number,
            note: row.live_note.unwrap_or_default(),
            published_at,
            published_by: PersonView::of(row.live_published_by, row.live_publisher_name),
        });
        Self {
            id: row.id,
            name: row.name,
            description: row.description,
            state,
            draft_revision: row.draft_revision,
            draft_saved_at: row.draft_saved_at,
            draft_saved_by: PersonView::of(row.draft_saved_by, row.draft_saver_name),
            live_version,
            has_changes: row.has_changes,
            triggers: serde_json::from_str(row.live_triggers.as_deref().unwrap_or(&row.triggers)).unwrap_or_default(),
            errors: row.draft_errors,
            warnings: row.draft_warnings,
            runs_active: row.runs_active,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What is being drawn.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowDraftView {
    /// The graph, as `docs/FLOWS.md` describes it.
    #[schema(value_type = Object)]
    pub graph: Box<RawValue>,
    /// Grows with each saving; also the `ETag`.
    pub revision: i64,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// Who saved it.
    pub saved_by: Option<PersonView>,
}

impl From<FlowDraftRow> for FlowDraftView {
    fn from(row: FlowDraftRow) -> Self {
        Self {
            graph: raw(row.graph_json),
            revision: row.revision,
            saved_at: row.saved_at,
            saved_by: PersonView::of(row.saved_by, row.saver_name),
        }
    }
}

/// What was published once. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FlowVersionView {
    /// Counts from 1.
    pub number: i64,
    /// What its publisher said about it.
    pub note: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// Who published it.
    pub published_by: Option<PersonView>,
    /// It is the one that starts runs, when the flow is not switched off.
    pub live: bool,
    /// How many nodes it has.
    pub nodes: i64,
    /// Runs of it that are under way: they stay with it. 1000 means that many or more.
    pub runs_active: i64,
}

impl FlowVersionView {
    /// A version of a flow whose live version is `live`.
    #[must_use]
    pub fn of(row: FlowVersionRow, live: Option<i64>) -> Self {
        Self {
            live: live == Some(row.number),
            number: row.number,
            note: row.note,
            published_at: row.published_at,
            published_by: PersonView::of(row.published_by, row.publisher_name),
            nodes: row.node_count,
            runs_active: row.runs_active,
        }
    }
}

/// A published version with its graph.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlowVersionDetail {
    /// Which version.
    #[serde(flatten)]
    pub version: FlowVersionView,
    /// Its graph.
    #[schema(value_type = Object)]
    pub graph: Box<RawValue>,
}

impl FlowVersionDetail {
    /// A version with its stored graph.
    #[must_use]
    pub fn new(version: FlowVersionView, graph: String) -> Self {
        Self { version, graph: raw(graph) }
    }
}

/// A test of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FlowTestView {
    /// Its id.
    pub id: FlowTestId,
    /// What it shows.
    pub name: String,
    /// The test, as `docs/FLOWS.md` describes it.
    pub yaml: String,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl From<FlowTestRow> for FlowTestView {
    fn from(row: FlowTestRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            yaml: row.yaml,
            updated_at: row.updated_at,
        }
    }
}
