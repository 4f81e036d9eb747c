//! `[media]`: where files of conversations are kept.

use serde::{Deserialize, Serialize};

use super::Problem;

/// Settings of the media store.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Media {
    /// Directory of the files.
    pub dir: String,
    /// Largest upload.
    pub max_upload_bytes: usize,
}

impl Default for Media {
    fn default() -> Self {
        Self {
            dir: "data/media".to_owned(),
            max_upload_bytes: 104_857_600,
        }
    }
}

impl Media {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if self.dir.is_empty() {
            problems.push(Problem::new("media.dir", "must name a directory"));
        }
    }
}
