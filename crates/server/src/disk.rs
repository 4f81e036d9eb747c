//! How much room there is, and what the system says about files.

use std::io;
use std::path::Path;

/// Free bytes where `path` is, or would be: the nearest parent that exists is asked. `None` when the system does not say.
#[must_use]
pub(crate) fn free_bytes(path: &Path) -> Option<u64> {
    let existing = path
        .ancestors()
        .find(|path| path.exists())
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let stat = rustix::fs::statvfs(existing).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// What the system said, with the way out where there is a usual one.
pub(crate) fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied; give the user PrismWA runs as the right to write there".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full; free some space and start again".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only; choose another place".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_yet_to_be_made_has_its_parents_room() {
        let directory = tempfile::tempdir().unwrap();
        assert!(free_bytes(&directory.path().join("a/b/c")).unwrap() > 0);
        assert!(free_bytes(Path::new("does/not/exist")).unwrap() > 0);
    }
}
