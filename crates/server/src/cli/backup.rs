//! `prismwa backup <file>`: a consistent copy of the database, and the media, in one file. The server may go on working.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use model::{Clock as _, SystemClock};

use super::archive::{self, Head, Writer};
use super::output::say;
use super::postgres;
use crate::boot;
use crate::config::Config;

/// Copy the database and the media into one file.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// Where to write it; must not exist.
    file: PathBuf,
    /// List the media, but leave their bytes out: they are many, never change, and can be copied by other means.
    #[arg(long)]
    without_media: bool,
}

impl Backup {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let parent = self.file.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = Temporary::beside(parent)?;
        let database = copy_database(config, &temporary).await?;
        // Written under another name first, so that a backup with the right name is always whole.
        let unfinished = temporary.0.join("backup");
        let with_media = !self.without_media && !config.media.is_bucket();
        let count = write(config, &unfinished, &database, with_media)?;
        place(&unfinished, &self.file)?;
        let size = fs::metadata(&self.file)?.len();
        say(&format!("Wrote {} ({size} bytes, {count} files).", self.file.display()));
        if config.media.is_bucket() {
            say(&format!("Files are in {}: copy them by its own means.", config.media.shown()));
        }
        say("The master key is not inside: keep a copy of it apart, or the tokens in this backup cannot be read.");
        Ok(ExitCode::SUCCESS)
    }
}

/// A directory for what is not finished; gone at the end, whatever happens.
pub(super) struct Temporary(pub(super) PathBuf);

impl Temporary {
    pub(super) fn beside(parent: &Path) -> anyhow::Result<Self> {
        let path = parent.join(format!(".prismwa-{}", uuid::Uuid::now_v7().simple()));
        fs::create_dir_all(&path).map_err(|error| anyhow::anyhow!("cannot write in {}: {}", parent.display(), boot::words(&error)))?;
        Ok(Self(path))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The copy, and its name in the archive.
async fn copy_database(config: &Config, temporary: &Temporary) -> anyhow::Result<(PathBuf, &'static str)> {
    if config.database.sqlite_path().is_some() {
        let target = temporary.0.join(archive::SQLITE);
        let store = boot::open_existing(config).await?;
        let copied = store.copy_to(&target).await;
        store.close().await;
        copied.map_err(boot::Error::from)?;
        Ok((target, archive::SQLITE))
    } else {
        let target = temporary.0.join(archive::POSTGRES);
        let (url, path) = (config.database.url.expose().to_owned(), target.clone());
        tokio::task::spawn_blocking(move || postgres::dump(&url, &path)).await??;
        Ok((target, archive::POSTGRES))
    }
}

fn write(config: &Config, target: &Path, (database, name): &(PathBuf, &str), with_media: bool) -> anyhow::Result<usize> {
    let head = Head {
        format: 1,
        version: crate::VERSION.to_owned(),
        created_at: SystemClock.now().to_string(),
        database: if *name == archive::SQLITE { "sqlite" } else { "postgresql" }.to_owned(),
        media: with_media,
    };
    let file = File::create_new(target).map_err(|error| anyhow::anyhow!("cannot write {}: {}", target.display(), boot::words(&error)))?;
    let mut writer = Writer::new(BufWriter::new(file), &head)?;
    add(&mut writer, name, database)?;
    let directory = Path::new(&config.media.dir);
    let files = if config.media.is_bucket() { Vec::new() } else { files_below(directory)? };
    for path in files {
        let relative = path
            .strip_prefix(directory)
            .expect("listed below the directory")
            .to_str()
            .context("a media file has a name that is not UTF-8")?;
        let name = format!("{}{relative}", archive::MEDIA);
        if with_media {
            add(&mut writer, &name, &path)?;
        } else {
            writer.leave_out(name);
        }
    }
    let (out, manifest) = writer.finish()?;
    out.into_inner().context("the last bytes could not be written")?.sync_all()?;
    Ok(manifest.members.len())
}

fn add(writer: &mut Writer<BufWriter<File>>, name: &str, path: &Path) -> anyhow::Result<()> {
    let file = match File::open(path) {
        Ok(file) => file,
        // Deleted since it was listed: the database copy, made before, may still name it; that is what "expired" is for.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let size = file.metadata()?.len();
    writer.add(name, size, BufReader::new(file))
}

/// Every plain file below `directory`, in order; links and unfinished uploads (dot files) are left out.
fn files_below(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![directory.to_owned()];
    while let Some(directory) = open.pop() {
        let entries = match fs::read_dir(&directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", directory.display())),
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let kind = entry.file_type()?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Gives a finished file its name; never over another one.
fn place(finished: &Path, target: &Path) -> anyhow::Result<()> {
    match fs::hard_link(finished, target) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            anyhow::bail!("{} exists already; choose another name or remove it", target.display())
        }
        // File systems without hard links.
        Err(_) if !target.exists() => fs::rename(finished, target).with_context(|| format!("cannot write {}", target.display())),
        Err(error) => Err(error).with_context(|| format!("cannot write {}", target.display())),
    }
}
