//! Has a folder changed since the last time? A hash of its files, kept in `target/xtask/stamps`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::root::target;

/// Folders that are made, not written.
const MADE: [&str; 6] = ["node_modules", "dist", "target", ".git", "test-results", "playwright-report"];

/// The remembered hash of one piece of work.
#[derive(Debug)]
pub struct Stamp {
    path: PathBuf,
    hash: String,
}

impl Stamp {
    /// Hashes what the work named `name` depends on: files, or whole folders without what is made in them.
    pub fn of(name: &str, sources: &[PathBuf]) -> Result<Self> {
        let mut hash = Fnv::new();
        for source in sources {
            hash_tree(source, &mut hash).with_context(|| format!("cannot read {}", source.display()))?;
        }
        Ok(Self {
            path: target().join("xtask/stamps").join(name),
            hash: format!("{:016x}", hash.0),
        })
    }

    /// Was the work done for exactly these sources?
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|kept| kept == self.hash)
    }

    /// Remembers that the work is done.
    pub fn keep(&self) -> Result<()> {
        fs::create_dir_all(self.path.parent().expect("a stamp lies in a folder"))?;
        Ok(fs::write(&self.path, &self.hash)?)
    }
}

fn hash_tree(path: &Path, hash: &mut Fnv) -> Result<()> {
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        entries.sort();
        for entry in entries {
            if !entry.file_name().is_some_and(|name| MADE.iter().any(|made| name == *made)) {
                hash_tree(&entry, hash)?;
            }
        }
    } else {
        hash.add(path.as_os_str().as_encoded_bytes());
        hash.add(&fs::read(path)?);
    }
    Ok(())
}

/// FNV-1a, the same on every toolchain; nobody attacks a build stamp.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().copied().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_goes_stale_when_a_file_changes() {
        let folder = target().join(format!("xtask/selftest-{}", std::process::id()));
        fs::create_dir_all(folder.join("node_modules")).unwrap();
        fs::write(folder.join("a.ts"), "one").unwrap();
        let name = format!("selftest-{}", std::process::id());
        let stamp = || Stamp::of(&name, std::slice::from_ref(&folder)).unwrap();

        assert!(!stamp().is_fresh());
        stamp().keep().unwrap();
        assert!(stamp().is_fresh());
        fs::write(folder.join("node_modules/made.js"), "made").unwrap();
        assert!(stamp().is_fresh(), "what is made does not count");
        fs::write(folder.join("a.ts"), "two").unwrap();
        assert!(!stamp().is_fresh());

        fs::remove_file(stamp().path).unwrap();
        fs::remove_dir_all(&folder).unwrap();
    }
}
