//! One process to an embedded database: a locked file beside it, given back by the system however the process ends.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::Error;

/// Held while the process works on the database.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "closing the file is what gives the lock back")] File);

impl Lock {
    /// Takes the lock of the database at `database`.
    pub fn take(database: &Path) -> Result<Self, Error> {
        let path = path_beside(database);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| Error::directory(&path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(Error::InUse(database.to_owned())),
            Err(TryLockError::Error(error)) => Err(Error::directory(&path, &error)),
        }
    }
}

fn path_beside(database: &Path) -> PathBuf {
    let mut name = database.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    database.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_at_once_are_refused_and_the_next_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let database = directory.path().join("prismwa.db");
        let first = Lock::take(&database).unwrap();
        let refused = Lock::take(&database).unwrap_err().to_string();
        assert!(refused.contains("another PrismWA"), "{refused}");
        drop(first);
        Lock::take(&database).unwrap();
    }
}
