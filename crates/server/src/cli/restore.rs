//! `prismwa restore <file>`: puts a backup in place. Nothing of it is sent by itself, every session is over, and timers wait for `--resume`.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail, ensure};
use app::App;
use clap::Args;
use model::SystemClock;
use store::Store;

use super::archive::{self, Head, Reader};
use super::backup::Temporary;
use super::output::say;
use super::postgres;
use crate::boot;
use crate::boot::key::{self, Missing};
use crate::boot::lock::Lock;
use crate::config::{Config, Secret};

/// Put a backup in place.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup. May be left out with `--resume`, to resume after an earlier restore.
    #[arg(required_unless_present = "resume")]
    file: Option<PathBuf>,
    /// Let timers run at once. Messages that were not sent stay held until a person decides on each.
    #[arg(long)]
    resume: bool,
    /// Replace the database that is there (an embedded one is kept beside it under another name).
    #[arg(long)]
    force: bool,
}

impl Restore {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let Some(file) = &self.file else {
            let store = boot::open_existing(config).await?;
            App::new(store.clone()).instance().resume_after_restore().await?;
            store.close().await;
            say("Timers run again. Held messages wait for a person to decide on each.");
            return Ok(ExitCode::SUCCESS);
        };
        let held = if config.database.sqlite_path().is_some() {
            self.embedded(config, file).await?
        } else {
            self.postgres(config, file).await?
        };
        say(&format!(
            "Restored {}. {held} unsent messages are held, every session is over.",
            file.display()
        ));
        if !self.resume {
            say("Timers wait. When you have looked at it: `prismwa restore --resume`.");
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn embedded(&self, config: &Config, file: &Path) -> anyhow::Result<u64> {
        let target = config.database.sqlite_path().expect("asked before");
        let parent = target.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|error| anyhow::anyhow!("cannot write in {}: {}", parent.display(), boot::words(&error)))?;
        let _lock = Lock::take(&target)?;
        ensure!(
            self.force || !target.exists(),
            "there is a database at {} already; `--force` replaces it (the old one is kept beside it)",
            target.display()
        );
        let temporary = Temporary::beside(parent)?;
        let unpacked = unpack(file, &temporary.0, "sqlite")?;
        // Everything that can go wrong happens to the copy; only then the names are changed.
        let held = self.make_safe(config, &unpacked.join(archive::SQLITE)).await?;
        if target.exists() {
            let aside = keep_aside(&target)?;
            say(&format!("The database until now is kept in {}.", aside.display()));
        }
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(with_ending(&target, ending));
        }
        fs::rename(unpacked.join(archive::SQLITE), &target).with_context(|| format!("cannot put the database in place at {}", target.display()))?;
        place_media(&unpacked, Path::new(&config.media.dir))?;
        Ok(held)
    }

    async fn postgres(&self, config: &Config, file: &Path) -> anyhow::Result<u64> {
        let master_key = key::find(config, Missing::Refuse)?;
        let store_config = boot::store_config(config, master_key);
        if let Ok(store) = Store::open(&store_config, Arc::new(SystemClock)).await {
            let is_used = store.system().has_users().await?;
            store.close().await;
            ensure!(
                self.force || !is_used,
                "the database {} is in use already; `--force` replaces what is in it",
                config.database.shown()
            );
        }
        let media = Path::new(&config.media.dir);
        fs::create_dir_all(media)?;
        let temporary = Temporary::beside(media)?;
        let unpacked = unpack(file, &temporary.0, "postgresql")?;
        let (url, dump) = (config.database.url.expose().to_owned(), unpacked.join(archive::POSTGRES));
        tokio::task::spawn_blocking(move || postgres::restore(&url, &dump)).await??;
        let held = self.mark(&store_config).await?;
        place_media(&unpacked, media)?;
        Ok(held)
    }

    /// Brings the copy up to date, checks that our key opens it, and holds what it would send.
    async fn make_safe(&self, config: &Config, copy: &Path) -> anyhow::Result<u64> {
        // The key belongs to the place the database goes to, not to where it is now.
        let master_key = match key::find(config, Missing::Refuse) {
            Err(boot::Error::KeyFileMissing { path, .. }) => {
                bail!(
                    "the key file {} is missing: put the key the backup was made with there, then restore again",
                    path.display()
                )
            }
            other => other?,
        };
        let mut here = config.clone();
        here.database.url = Secret::from(format!("sqlite:{}", copy.display()).as_str());
        let store_config = boot::store_config(&here, master_key);
        store::migrate(&store_config).await.map_err(boot::Error::from)?;
        self.mark(&store_config).await
    }

    async fn mark(&self, store_config: &store::StoreConfig) -> anyhow::Result<u64> {
        let store = Store::open(store_config, Arc::new(SystemClock)).await.map_err(boot::Error::from)?;
        let app = App::new(store.clone());
        let held = app.instance().mark_restored().await?;
        if self.resume {
            app.instance().resume_after_restore().await?;
        }
        store.close().await;
        Ok(held)
    }
}

/// Unpacks into `directory`, verified against the manifest.
fn unpack(file: &Path, directory: &Path, wanted: &str) -> anyhow::Result<PathBuf> {
    let input = File::open(file).map_err(|error| anyhow::anyhow!("cannot read the backup {}: {}", file.display(), boot::words(&error)))?;
    let mut reader = Reader::new(BufReader::new(input));
    let head: Head = reader.head()?;
    ensure!(
        head.database == wanted,
        "this backup is of a {} database, and database.url names a {wanted} one",
        head.database
    );
    while let Some(entry) = reader.next()? {
        if entry.name == archive::MANIFEST {
            let mut manifest = Vec::new();
            reader.copy(&entry, &mut manifest)?;
            reader.verify(&manifest)?;
            return Ok(directory.to_owned());
        }
        let target = directory.join(&entry.name);
        let parent = target.parent().expect("names lie below the directory");
        fs::create_dir_all(parent)?;
        let mut out = File::create_new(&target).map_err(|error| anyhow::anyhow!("cannot write {}: {}", target.display(), boot::words(&error)))?;
        reader
            .copy(&entry, &mut out)
            .map_err(|error| match error.downcast_ref::<std::io::Error>() {
                Some(io) => anyhow::anyhow!("cannot write {}: {}", target.display(), boot::words(io)),
                None => error,
            })?;
        out.sync_all()?;
    }
    bail!("the backup ends without its manifest; copy it again")
}

/// Puts media files where they belong; files that are there already stay (a media file never changes).
fn place_media(unpacked: &Path, target: &Path) -> anyhow::Result<()> {
    let source = unpacked.join(archive::MEDIA);
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        let Ok(entries) = fs::read_dir(source.join(&below)) else { continue };
        fs::create_dir_all(target.join(&below))?;
        for entry in entries {
            let entry = entry?;
            let relative = below.join(entry.file_name());
            let place = target.join(&relative);
            if entry.file_type()?.is_dir() {
                open.push(relative);
            } else if !place.exists() && fs::rename(entry.path(), &place).is_err() {
                // Another file system.
                fs::copy(entry.path(), &place).map_err(|error| anyhow::anyhow!("cannot write {}: {}", place.display(), boot::words(&error)))?;
            }
        }
    }
    Ok(())
}

fn keep_aside(database: &Path) -> anyhow::Result<PathBuf> {
    let aside = with_ending(database, &format!(".before-restore-{}", uuid::Uuid::now_v7().simple()));
    for ending in ["", "-wal", "-shm"] {
        let (from, to) = (with_ending(database, ending), with_ending(&aside, ending));
        if from.exists() {
            fs::rename(&from, &to).with_context(|| format!("cannot move {} aside", from.display()))?;
        }
    }
    Ok(aside)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
