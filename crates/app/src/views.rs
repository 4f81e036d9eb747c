//! The shapes that answers and events share: what a conversation, a message, a contact looks like from outside.
//!
//! One shape a noun, whether it travels in a REST answer or in a realtime event, so that the web app patches its cache with either.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

mod account;
pub(crate) mod activity_words;
mod analytics;
mod api_key;
mod audit;
mod bulk;
mod canned_reply;
mod channel;
mod channel_activity;
mod contact;
mod conversation;
mod custom_field;
mod discovery;
mod draft;
mod event;
mod flow;
mod function;
mod history;
mod import;
mod job;
mod llm_connection;
mod media;
mod merge;
mod message;
mod message_error;
mod note;
mod notification;
mod priority;
mod provenance;
mod request_trial;
mod run;
mod saved_view;
mod scheduled;
mod search;
mod secret;
mod submission;
mod tag;
mod team;
mod template;
mod timeline;
mod wa_flow;
mod way_out;
mod webhook;
mod webhook_event;
mod words;
mod workspace;

pub use account::{MeView, MembershipView, SessionView, UserView};
pub use analytics::{AgentFigures, AnalyticsTotals, AnalyticsView, DayFigures, HourFigures, PricingFigures, TemplateFigures};
pub use api_key::{ApiKeyState, ApiKeyView};
pub use audit::{AuditActorView, AuditBreakView, AuditChainView, AuditKeyView, AuditTarget, AuditView};
pub use bulk::{BulkResult, BulkResults, ConversationState};
pub use canned_reply::CannedReplyView;
pub use channel::{AppView, ChannelCheck, ChannelView, CheckFix, CheckLevel, Degraded, TemplateView, webhook_url};
pub use channel_activity::{ChannelActivityView, ChannelAlertView};
pub(crate) use contact::display_name;
pub use contact::{ContactSummary, ContactView, IdentityView};
pub use conversation::{ConversationCounts, ConversationView, LastMessage, WindowView};
pub use custom_field::{CustomFieldView, FieldKind};
pub use discovery::{DiscoveredAccount, DiscoveredApp, DiscoveredNumber, DiscoveredToken, DiscoveryView};
pub use draft::{DraftBox, DraftView};
pub use event::{EventPage, EventView};
pub use flow::{FlowDraftView, FlowState, FlowTestView, FlowVersionDetail, FlowVersionView, FlowView, LiveVersionView, PersonView};
pub use function::{
    FunctionCallView, FunctionDraftView, FunctionFetch, FunctionLog, FunctionProblem, FunctionRunView, FunctionStatusView, FunctionVersionView,
    FunctionView,
};
pub use history::{HistoryState, HistoryView};
pub use import::{ImportState, ImportView};
pub use job::{JobProgress, JobState, JobView};
pub use llm_connection::{LlmConnectionView, LlmUsageView};
pub use media::{MediaLink, MediaView};
pub use merge::{DuplicateKind, DuplicateReason, DuplicateView, MergeConflict, MergePreview, MergeThreadView, SplitView};
pub use message::{
    AttemptView, Author, EditView, MessageContext, MessageHistory, MessagePage, MessagePageInfo, MessageSubmission, MessageView, ProductReference,
    ReactionView, ReplyView, StatusView,
};
pub use message_error::{ErrorCode, MessageError};
pub use note::NoteView;
pub use notification::{NotificationCounts, NotificationKind, NotificationPreferences, NotificationView, NotificationWays};
pub use priority::Priority;
pub use provenance::{
    Provenance, ProvenanceAct, ProvenanceAttempt, ProvenanceDecision, ProvenanceDelivery, ProvenanceMedia, ProvenanceOutbox, ProvenancePolicy,
    ProvenanceProblem, ProvenanceStatus, ProvenanceSubject,
};
pub use request_trial::{RequestTrialView, TrialAnswer, TrialRequest};
pub use run::{
    AuthorRun, BusinessHours, FlowGlobals, FlowStats, FlowSummary, HoldingRun, HoldingView, NodeStats, ReplayView, RunContact, RunDetail, RunNode,
    RunView, StepView,
};
pub use saved_view::{SavedFilters, SavedViewView};
pub use scheduled::{ScheduledMessageView, ScheduledState};
pub use search::{SearchHitKind, SearchHitView, SnippetView, SpanView};
pub use secret::SecretView;
pub use submission::{ForwardCounts, ForwardDeliveryView, ForwardView, SubmissionContact, SubmissionField, SubmissionFlow, SubmissionView};
pub use tag::TagView;
pub use team::{HandsOut, Reopened, TeamMemberView, TeamView};
pub use template::{MessageTemplateView, TemplateFindingView, TemplateGroupView, TemplateLineView, TemplateSyncView};
pub use timeline::TimelineView;
pub use wa_flow::{
    FlowExchangeView, WaFlowCheck, WaFlowDiff, WaFlowDraftView, WaFlowFinding, WaFlowHealth, WaFlowHealthProblem, WaFlowKeyView, WaFlowMetaError,
    WaFlowPreview, WaFlowStats, WaFlowSyncView, WaFlowVersionText, WaFlowVersionView, WaFlowView, WaFlowWritten,
};
pub use webhook::{DeliveryState, WebhookDeliveryView, WebhookState, WebhookView};
pub use webhook_event::{WebhookEventDetail, WebhookEventError, WebhookEventStats, WebhookEventView};
pub use words::{
    ActivitySeverity, AuthorKind, ChannelKind, ConversationStatus, Direction, Holder, IdentityKind, MediaState, ReactionActor, TagColor, WayOut,
    WebhookEventState,
};
pub use workspace::{InvitationView, MemberView, WorkspaceView};

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page<T> {
    /// The page's rows, in the order asked for.
    pub data: Vec<T>,
    /// Where the list goes on.
    pub page: PageInfo,
}

/// Where a list goes on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PageInfo {
    /// Hand this back as `cursor` to read on; `null` on the last page.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A page and the cursor of the next.
    #[must_use]
    pub fn new(data: Vec<T>, next_cursor: Option<String>) -> Self {
        Self {
            data,
            page: PageInfo { next_cursor },
        }
    }

    /// A whole list that needs no second page.
    #[must_use]
    pub fn whole(data: Vec<T>) -> Self {
        Self::new(data, None)
    }
}

impl<T> From<store::Page<T>> for Page<T> {
    fn from(page: store::Page<T>) -> Self {
        Self::new(page.data, page.next_cursor)
    }
}

/// Stored JSON as it is, not read and written again; `null` should a row hold anything else.
fn raw(json: String) -> Box<RawValue> {
    RawValue::from_string(json).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn optional_raw(json: Option<String>) -> Option<Box<RawValue>> {
    json.map(raw)
}
