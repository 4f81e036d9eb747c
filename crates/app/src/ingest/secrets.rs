//! Secrets of Meta apps, opened once and kept in memory until one changes: every delivery needs them, and opening costs a query.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use model::{MetaAppId, Timestamp};
use store::{AppSecrets, Store};

/// Changes are told at once; this is for the node that missed the telling.
const KEEP: Duration = Duration::from_secs(60);
/// Unknown ids are not remembered, so this counts real apps only.
const MOST: usize = 1000;

/// An app's secrets.
pub type Secrets = Arc<AppSecrets>;

#[derive(Debug, Default)]
pub(super) struct Cache {
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// Grows when everything is forgotten, so that what was read before is not kept after.
    generation: u64,
    secrets: HashMap<MetaAppId, (Timestamp, Secrets)>,
}

impl Cache {
    pub(super) async fn get(&self, store: &Store, meta_app: MetaAppId) -> Result<Option<Secrets>, store::Error> {
        let now = store.now();
        let generation = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if let Some((read_at, secrets)) = known.secrets.get(&meta_app)
                && now.since(*read_at) < KEEP
            {
                return Ok(Some(Arc::clone(secrets)));
            }
            known.generation
        };
        let Some(secrets) = store.system().find_app_secrets(meta_app).await?.map(Arc::new) else {
            return Ok(None);
        };
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.generation == generation {
            if known.secrets.len() >= MOST {
                known.secrets.clear();
            }
            known.secrets.insert(meta_app, (now, Arc::clone(&secrets)));
        }
        Ok(Some(secrets))
    }

    pub(super) fn forget(&self) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.generation += 1;
        known.secrets.clear();
    }
}
