//! Finds the browser the stories run in.

use std::env;
use std::path::PathBuf;

use crate::root::which;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// What `CHROMIUM` says, or the first Chromium on this machine.
#[must_use]
pub fn find() -> Option<PathBuf> {
    match env::var_os("CHROMIUM") {
        Some(said) => Some(said.into()),
        None => NAMES.iter().find_map(|name| which(name)),
    }
}
