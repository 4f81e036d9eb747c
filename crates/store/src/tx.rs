//! Transactions, and the handles through which every query is asked: tenant first.
//!
//! `Workspace` reads outside a transaction, `WorkspaceTx` reads and writes inside one; each noun is a file that adds its functions to them.
//! `System` and `SystemTx` hold the few queries that have no tenant.
//!
//! Lock order, for everything that writes: contacts, outbox, messages, conversations, then the workspace row (`append_events`, always last, but for the
//! audit log's chain, which the commit itself takes); several rows of
//! one table in the order of their ids. Whoever goes against it may be broken up as a deadlock; [`Error::is_transient`](crate::Error::is_transient) says so.

use std::collections::{BTreeMap, BTreeSet};

use model::{MetaAppId, Timestamp, WorkspaceId};

use crate::audit::{self, Entry};
use crate::db::{Connection, Transaction, Work};
use crate::{Result, Store};

/// One write transaction. Dropping it undoes everything.
#[derive(Debug)]
pub struct Tx {
    store: Store,
    transaction: Transaction,
    now: Timestamp,
    committed: Committed,
    /// Entries of the audit log, written last of all: their chain is the one lock that nobody waits behind.
    audit: BTreeMap<WorkspaceId, Vec<Entry>>,
}

/// What a committed transaction left for others to notice.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Workspaces with new events.
    pub workspaces: BTreeSet<WorkspaceId>,
    /// There is something to send.
    pub outbox: bool,
    /// There is a job to run.
    pub jobs: bool,
    /// There is something for flows to look at.
    pub flows: bool,
    /// Meta apps with new webhook events to process.
    pub lanes: BTreeSet<MetaAppId>,
    /// There may be webhook events to process again.
    pub ingest: bool,
    /// Secrets or routes of a channel or Meta app changed: forget what is cached.
    pub channels: bool,
}

impl Tx {
    pub(crate) async fn begin(store: Store, work: Work) -> Result<Self> {
        store.failure().check()?;
        let transaction = store.db().begin(work).await.map_err(|error| store.failure().note(error))?;
        let now = store.clock().now();
        Ok(Self {
            store,
            transaction,
            now,
            committed: Committed::default(),
            audit: BTreeMap::new(),
        })
    }

    /// When this transaction began, by the store's clock. Use it for every time written in it.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The store this transaction belongs to.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Everything of one tenant.
    pub fn workspace(&mut self, id: WorkspaceId) -> WorkspaceTx<'_> {
        WorkspaceTx { tx: self, id }
    }

    /// The few things that belong to no tenant.
    pub fn system(&mut self) -> SystemTx<'_> {
        SystemTx { tx: self }
    }

    /// Makes it durable, then tells the store's listener what changed.
    pub async fn commit(mut self) -> Result<()> {
        audit::write(&mut self).await?;
        self.transaction.commit().await.map_err(|error| self.store.failure().note(error))?;
        self.store.tell(&self.committed);
        Ok(())
    }

    /// The entries of the audit log that wait for the commit.
    pub(crate) fn audit(&mut self) -> &mut BTreeMap<WorkspaceId, Vec<Entry>> {
        &mut self.audit
    }

    /// What will be told at commit; nouns set it when they leave work for others.
    pub(crate) fn committed(&mut self) -> &mut Committed {
        &mut self.committed
    }

    #[expect(clippy::unused_async, reason = "the macros call every `connection` alike")]
    pub(crate) async fn connection(&mut self) -> Result<Connection<'_>> {
        Ok(self.transaction.connection())
    }
}

/// Reads of one tenant, outside a transaction.
#[derive(Debug, Clone, Copy)]
pub struct Workspace<'s> {
    store: &'s Store,
    id: WorkspaceId,
}

impl<'s> Workspace<'s> {
    pub(crate) fn new(store: &'s Store, id: WorkspaceId) -> Self {
        Self { store, id }
    }

    /// Which tenant.
    #[must_use]
    pub fn id(&self) -> WorkspaceId {
        self.id
    }

    /// The store it reads from.
    #[must_use]
    pub fn store(&self) -> &'s Store {
        self.store
    }

    pub(crate) async fn connection(&self) -> Result<Connection<'static>> {
        self.store.db().reader().await
    }
}

/// Reads and writes of one tenant, inside a transaction.
#[derive(Debug)]
pub struct WorkspaceTx<'t> {
    tx: &'t mut Tx,
    id: WorkspaceId,
}

impl WorkspaceTx<'_> {
    /// Which tenant.
    #[must_use]
    pub fn id(&self) -> WorkspaceId {
        self.id
    }

    /// When the transaction began.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.tx.now
    }

    /// The store it writes to.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.tx.store
    }

    pub(crate) fn committed(&mut self) -> &mut Committed {
        self.tx.committed()
    }

    pub(crate) fn audit(&mut self) -> &mut Vec<Entry> {
        self.tx.audit().entry(self.id).or_default()
    }

    pub(crate) async fn connection(&mut self) -> Result<Connection<'_>> {
        self.tx.connection().await
    }
}

/// Reads that belong to no tenant.
#[derive(Debug, Clone, Copy)]
pub struct System<'s> {
    store: &'s Store,
}

impl<'s> System<'s> {
    pub(crate) fn new(store: &'s Store) -> Self {
        Self { store }
    }

    /// The store it reads from.
    #[must_use]
    pub fn store(&self) -> &'s Store {
        self.store
    }

    pub(crate) async fn connection(&self) -> Result<Connection<'static>> {
        self.store.db().reader().await
    }
}

/// Reads and writes that belong to no tenant, inside a transaction.
#[derive(Debug)]
pub struct SystemTx<'t> {
    tx: &'t mut Tx,
}

impl SystemTx<'_> {
    /// When the transaction began.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.tx.now
    }

    /// The store it writes to.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.tx.store
    }

    #[expect(dead_code, reason = "for system nouns that leave work for others")]
    pub(crate) fn committed(&mut self) -> &mut Committed {
        self.tx.committed()
    }

    pub(crate) async fn connection(&mut self) -> Result<Connection<'_>> {
        self.tx.connection().await
    }
}
