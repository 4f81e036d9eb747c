//! The master key: from the settings, or from the key file beside an embedded database, made at the first start.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret as _;
use store::secrets::MasterKey;

use super::Error;
use crate::config::Config;

/// May a missing key be made?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Yes, when there is no database yet that an older key would belong to.
    Make,
    /// No.
    Refuse,
}

/// The master key of this installation.
pub fn find(config: &Config, missing: Missing) -> Result<MasterKey, Error> {
    if let Some(key) = &config.secrets.master_key {
        return Ok(MasterKey::parse(key.expose())?);
    }
    let Some(database) = config.database.sqlite_path() else {
        return Err(Error::NoMasterKey);
    };
    let path = path_beside(&database);
    match fs::read_to_string(&path) {
        Ok(text) => MasterKey::parse(&text).map_err(|source| Error::KeyFile {
            path,
            why: source.to_string(),
        }),
        Err(error) if error.kind() == ErrorKind::NotFound && missing == Missing::Make && !database.exists() => make(&path),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::KeyFileMissing { path, database }),
        Err(error) => Err(Error::KeyFile {
            path,
            why: error.to_string(),
        }),
    }
}

/// Where the key of an embedded database is kept.
#[must_use]
pub fn path_beside(database: &Path) -> PathBuf {
    database.with_file_name("master.key")
}

fn make(path: &Path) -> Result<MasterKey, Error> {
    let key = MasterKey::generate();
    let written = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| {
            file.write_all(key.to_hex().expose_secret().as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()
        });
    written.map_err(|error| Error::KeyFile {
        path: path.to_owned(),
        why: error.to_string(),
    })?;
    tracing::info!(
        "made a master key in {}: back it up apart from the database, without it no stored token can be read",
        path.display()
    );
    Ok(key)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::config::Secret;

    fn config(directory: &Path) -> Config {
        let mut config = Config::default();
        config.database.url = Secret::from(format!("sqlite:{}", directory.join("prismwa.db").display()).as_str());
        config
    }

    #[test]
    fn the_first_start_makes_a_key_only_its_owner_reads() {
        let directory = tempfile::tempdir().unwrap();
        let config = config(directory.path());
        let made = find(&config, Missing::Make).unwrap();
        let path = directory.path().join("master.key");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(find(&config, Missing::Refuse).unwrap().derive("x"), made.derive("x"));
    }

    #[test]
    fn d11_a_lost_key_is_not_replaced() {
        let directory = tempfile::tempdir().unwrap();
        let config = config(directory.path());
        fs::write(directory.path().join("prismwa.db"), "data").unwrap();
        let error = find(&config, Missing::Make).unwrap_err().to_string();
        assert!(error.contains("master.key") && error.contains("back"), "{error}");
        assert!(!directory.path().join("master.key").exists());
    }

    #[test]
    fn a_damaged_key_file_is_named() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("master.key"), "abc").unwrap();
        assert!(
            find(&config(directory.path()), Missing::Make)
                .unwrap_err()
                .to_string()
                .contains("master.key")
        );
    }
}
