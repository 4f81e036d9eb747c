//! What PrismWA can do, with no HTTP in sight.

mod actor;
mod error;
pub mod views;

use std::sync::Arc;

use model::{Clock, Timestamp};
use store::Store;

pub use actor::Actor;
pub use error::{Error, Kind, Refusal, Result};

/// The whole world, by name. Clones share everything.
#[derive(Clone)]
pub struct App(Arc<World>);

struct World {
    store: Store,
}

impl App {
    /// An app over an open store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self(Arc::new(World { store }))
    }

    /// The database; server handlers only read through it.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The clock everything lives by.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.0.store.clock()
    }

    /// Now, by that clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.store.now()
    }
}
