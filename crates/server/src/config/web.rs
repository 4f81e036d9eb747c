//! `[web]`: where the web app comes from.

use serde::{Deserialize, Serialize};

/// Settings of the web app.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Web {
    /// A directory instead of the copy inside the binary; empty is the copy inside.
    pub dir: String,
}
