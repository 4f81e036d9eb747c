//! What other systems call: the secret addresses of flows with a webhook trigger.

mod knock;

use std::sync::Arc;
use std::time::Duration;

use model::SystemClock;

use crate::auth::throttle::Throttle;
use crate::prelude::*;

/// Calls of one address at once, and in each minute.
const A_MINUTE: u32 = 600;

/// How often addresses are called.
type Rates = Arc<Throttle<String>>;

pub(crate) fn routes() -> Routes {
    let rates: Rates = Arc::new(Throttle::new(A_MINUTE, Duration::from_secs(60), Arc::new(SystemClock)));
    Routes::new()
        .routes(routes!(knock::call_flow_hook))
        .map(|routes| routes.layer(axum::Extension(rates)))
}
