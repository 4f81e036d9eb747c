//! Every SQL statement, every migration, transactions and cursors, on SQLite and on PostgreSQL.
//!
//! Open a [`Store`], name the workspace, ask: `store.workspace(id).get_channel(channel)`. Writes go through a [`Tx`]:
//! `let mut tx = store.begin().await?; tx.workspace(id).…; tx.commit().await?`. Nothing above this crate can tell which database it is.

mod analytics;
mod api_keys;
mod audit;
mod canned_replies;
mod channel_activity;
mod channel_upkeep;
mod channels;
mod connect;
mod contacts;
mod conversations;
mod custom_fields;
mod db;
mod drafts;
mod error;
mod event_cursors;
mod events;
mod failure;
mod flow_runs;
mod flow_tests;
mod flow_watches;
mod flows;
mod forwards;
mod functions;
mod imports;
mod ingest;
mod instance;
mod invitations;
mod jobs;
mod llm_connections;
mod media;
mod members;
mod messages;
mod meta_apps;
mod migrate;
mod notes;
mod notices;
mod notifications;
mod opt_outs;
mod outbox;
pub mod page;
mod provenance;
mod reads;
mod saved_views;
mod search;
mod seats;
mod second_factors;
pub mod secrets;
mod sessions;
mod statistics;
mod statuses;
mod submissions;
mod tags;
mod teams;
mod templates;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod users;
mod wa_flows;
mod webhook_events;
mod webhooks;
mod workspace_secrets;
mod workspaces;
mod writer;

use std::sync::{Arc, PoisonError, RwLock};

use model::{Clock, Timestamp, WorkspaceId};

pub use analytics::{AnalyticsClosing, AnalyticsMessage, AnalyticsPricing, AnalyticsTemplate};
pub use api_keys::{ApiKeyRow, KeyCaller, NewApiKey};
pub use audit::{AuditActor, AuditBreak, AuditChain, AuditFilter, AuditRow, NewAudit};
pub use canned_replies::{CannedReplyRow, MAX_OWN_REPLIES, MAX_SHARED_REPLIES, NewCannedReply};
pub use channel_activity::{ActivityFilter, ChannelActivityRow, ChannelAlertRow, NewActivity, NewAlert};
pub use channels::{Channel, ChannelFacts, ChannelRoute, NewChannel};
pub use connect::{LeaseClock, StoreConfig};
pub use contacts::{
    Contact, ContactChange, ContactFilter, ContactRow, ContactSort, DuplicateRow, Erased, IdentityRow, MergeThread, NewContact, RawBody, TimelineRow,
    Traces, search_text,
};
pub use conversations::{CLOSING_SOON, Conversation, ConversationFilter, ConversationRow, ConversationSort, InboxView};
pub use custom_fields::{CustomFieldRow, MAX_CUSTOM_FIELDS};
pub use drafts::{DraftRow, MAX_DRAFTS};
pub use error::{Error, Result};
pub use events::{EventRow, NewEvent, Seq};
pub use flow_runs::{
    DueRun, FlowFacts, FlowInput, FlowMessage, FlowSettingsRow, HeldBy, InputEnd, LiveFlow, NewFlowInput, NewStep, RunFilter, RunListRow, RunRow,
    StepCount, StepRow,
};
pub use flow_tests::{FlowTestRow, MAX_FLOW_TESTS};
pub use flow_watches::{AudienceRow, FlowWatch, NewFlowWatch, Rested, Unread};
pub use flows::{
    FlowDraftRow, FlowFilter, FlowNameRow, FlowRow, FlowState, FlowVersionRow, MAX_FLOWS, MOST_RUNS_COUNTED, NewFlow, NewFlowDraft, NewFlowVersion,
};
pub use forwards::{ForwardAttempt, ForwardDeliveryRow, ForwardRow, MAX_FORWARDS};
pub use functions::{FunctionCallRow, FunctionRow, FunctionRun, FunctionVersionRow, KEPT_FUNCTION_CALLS, MAX_FUNCTIONS, NewFunctionCall};
pub use imports::{ImportErrorRow, ImportLot, ImportRow, MAX_IMPORT_ERRORS, NewImport};
pub use ingest::{
    BookEntry, ChannelHistory, ChannelNews, Claim, ClaimOptions, ClaimedEvent, ContentChange, HistoryNews, IdentityMove, IdentityNotice,
    IdentityWrite, KnownContact, KnownIdentity, KnownMessage, Lane, MAX_ATTEMPTS, MergeChoices, Merged, NewMark, NewMedia, NewMessage, NewThread,
    PendingMark, SUSPECT_ATTEMPTS, Thread,
};
pub use instance::{Backlog, Counts};
pub use invitations::{InvitationRow, NewInvitation};
pub use jobs::{ClaimedJob, JobEnd, JobFilter, JobRow, JobStage, NewJob};
pub use llm_connections::{LlmConnectionRow, LlmSpent, LlmUsageRow, MAX_LLM_CONNECTIONS, NewLlmConnection};
pub use media::{DeletableFile, MediaLook, MediaRow, NewUpload, StoredFile, Thumbnail};
pub use members::MemberRow;
pub use messages::{AttemptRow, EditRow, History, Message, MessagePage, MessageRow, ReactionRow, ReplyRow, StatusRow, ThreadPosition};
pub use meta_apps::{AppSecrets, MetaApp, NewMetaApp};
pub use migrate::{MigrationReport, migrate};
pub use notes::NoteRow;
pub use notices::{Gaze, Heard, Notice, UnknownNotice, Whisper, read_notices, write_notices};
pub use notifications::{NewNotification, NotificationRow};
pub use opt_outs::{NewOptOut, OptOutRow};
pub use outbox::{
    AttemptOutcome, ChannelPace, Claimed, ClaimedOutbound, ExistingOutbound, NewOutbound, NewScheduled, OutboundMessage, Priority, ScheduledChange,
    ScheduledRow, SendFacts, Settled, Undone, UnsettledOutbound,
};
pub use page::{Limit, Page};
pub use provenance::{
    Decided, FoundBy, Provenance, ProvenanceAttempt, ProvenanceAudit, ProvenanceDelivery, ProvenanceMedia, ProvenanceMessage, ProvenanceStatus,
    RoutedBy, Sighting, SignedWith,
};
pub use saved_views::{MAX_SAVED_VIEWS, SavedViewRow};
pub use search::{SearchAuthor, SearchEvent, SearchFilter, SearchIn, SearchSource, SearchSubject};
pub use seats::LiveSeat;
pub use second_factors::SecondFactorRow;
pub use sessions::{Caller, NewSession, SessionRow};
pub use statuses::{EarlyStatus, NewStatus, OrphanStatus, StatusChange, StatusKey};
pub use submissions::{FormLimits, MessageForm, NewSubmission, SubmissionFileRow, SubmissionFilter, SubmissionRow};
pub use tags::{MAX_TAGS, TagRow};
pub use teams::{MAX_TEAMS, NewTeam, TeamHandRow, TeamMemberRow, TeamRow};
pub use templates::{FoundTemplate, StoredTemplateFilter, TemplateNews, TemplateRow, TemplateSyncRow};
pub use tx::{Committed, System, SystemTx, Tx, Workspace, WorkspaceTx};
pub use users::{Credentials, NewUser, UserRow};
pub use wa_flows::{
    FlowAnswerRow, FlowExchangeEnd, FlowExchangeRow, FoundWaFlow, NewFlowExchange, NewWaFlow, WaFlowDraft, WaFlowEndpoint, WaFlowFunnel,
    WaFlowKeyRow, WaFlowNews, WaFlowRow, WaFlowSyncRow, WaFlowTokenRow, WaFlowVersionRow,
};
pub use webhook_events::{EventLink, WebhookEventCount, WebhookEventFilter, WebhookEventRow};
pub use webhooks::{ClaimedDelivery, DeliveryEnd, MAX_WEBHOOKS, NewDelivery, WEBHOOK_READER, WebhookAddress, WebhookDeliveryRow, WebhookRow};
pub use workspace_secrets::{MAX_SECRETS, SealedSecret, SecretRow};
pub use workspaces::{Membership, WorkspaceChange, WorkspaceRow};
pub use writer::{Reservation, WebhookWriter, WriteError, WriterBudget, WriterTask, Written};

/// The door to the database. Clones share everything.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    db: db::Db,
    clock: Arc<dyn Clock>,
    keys: secrets::Keys,
    lease_clock: LeaseClock,
    listeners: RwLock<Vec<Listener>>,
    failure: failure::Failure,
}

type Listener = Box<dyn Fn(&Committed) + Send + Sync>;

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Store").field("db", &self.0.db).finish_non_exhaustive()
    }
}

impl Store {
    /// Connects, refuses a schema that is newer or older than this program's, and checks the master key. It does not migrate.
    pub async fn open(config: &StoreConfig, clock: Arc<dyn Clock>) -> Result<Self> {
        let db = connect::connect(config, connect::Create::No).await?;
        migrate::check(&mut db.reader().await?).await?;
        let keys = secrets::Keys::new(config.master_key.clone(), config.previous_master_keys.clone());
        let mut transaction = db.begin(db::Work::Any).await?;
        secrets::check_master_key(&mut transaction.connection(), &keys).await?;
        transaction.commit().await?;
        Ok(Self(Arc::new(Inner {
            db,
            clock,
            keys,
            lease_clock: config.lease_clock,
            listeners: RwLock::default(),
            failure: failure::Failure::default(),
        })))
    }

    /// The clock this store lives by.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    /// Now, by the store's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Begins a write transaction; on SQLite it waits for its turn at the one writer.
    pub async fn begin(&self) -> Result<Tx> {
        Tx::begin(self.clone(), db::Work::Any).await
    }

    /// Begins a write transaction for a batch of webhook events: many statements that look for keys, each run over and over.
    pub async fn begin_batch(&self) -> Result<Tx> {
        Tx::begin(self.clone(), db::Work::Batch).await
    }

    /// Reads of one tenant.
    #[must_use]
    pub fn workspace(&self, id: WorkspaceId) -> Workspace<'_> {
        Workspace::new(self, id)
    }

    /// The few reads that have no tenant.
    #[must_use]
    pub fn system(&self) -> System<'_> {
        System::new(self)
    }

    /// Adds somebody who hears of every commit that left something to notice.
    pub fn listen(&self, listener: impl Fn(&Committed) + Send + Sync + 'static) {
        self.0.listeners.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
    }

    /// Is it PostgreSQL, which other nodes may share?
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.0.db, db::Db::Postgres { .. })
    }

    /// Writes SQLite's log back to the file as far as readers allow, without holding up the writer. Nothing to do on PostgreSQL.
    pub async fn checkpoint(&self) -> Result<()> {
        if let db::Db::Sqlite { read, .. } = self.db() {
            self.failure().check()?;
            let mut lease = read.acquire().await?;
            let done = db::sqlite::blocking(|| db::sqlite::execute(lease.connection(), "pragma wal_checkpoint(passive)", &[]));
            done.map_err(|error| self.failure().note(error))?;
        }
        Ok(())
    }

    /// Closes every connection, after what is running.
    pub async fn close(&self) {
        connect::close(&self.0.db).await;
    }

    pub(crate) fn tell(&self, committed: &Committed) {
        if *committed != Committed::default() {
            self.0
                .listeners
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .iter()
                .for_each(|listener| listener(committed));
        }
    }

    /// Ends when the disk failed to keep a commit, with the reason: the process must end then. Nothing is written any more; reads may still work.
    pub async fn failed(&self) -> Error {
        self.failure().wait().await
    }

    pub(crate) fn failure(&self) -> &failure::Failure {
        &self.0.failure
    }

    pub(crate) fn db(&self) -> &db::Db {
        &self.0.db
    }

    pub(crate) fn keys(&self) -> &secrets::Keys {
        &self.0.keys
    }

    /// What ends a `select` of rows that are about to be written. SQLite has one writer and needs nothing.
    pub(crate) fn row_lock(&self) -> &'static str {
        if self.is_shared() { " for no key update" } else { "" }
    }

    pub(crate) fn lease_clock(&self) -> LeaseClock {
        self.0.lease_clock
    }
}
