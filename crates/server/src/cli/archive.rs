//! The file of a backup: a plain tar (POSIX ustar) that any tar can list, with only names we know. Reading refuses everything else.
//!
//! Members, in order: `prismwa.json` (format, time, kind of database), `database.sqlite` or `database.pgdump`, `media/…`, and `manifest.json`, which lists
//! every member before it with its size and SHA-256.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};

use anyhow::{Context as _, bail, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// First member: what this is.
pub(super) const HEAD: &str = "prismwa.json";
/// An embedded database.
pub(super) const SQLITE: &str = "database.sqlite";
/// A PostgreSQL dump in `pg_dump`'s custom format.
pub(super) const POSTGRES: &str = "database.pgdump";
/// Where media go.
pub(super) const MEDIA: &str = "media/";
/// Last member: what there was.
pub(super) const MANIFEST: &str = "manifest.json";

const BLOCK: usize = 512;
const LONGEST_NAME: usize = 100;

/// What a backup is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// Version of this format.
    pub(super) format: u32,
    /// PrismWA's version.
    pub(super) version: String,
    /// When it was made.
    pub(super) created_at: String,
    /// `sqlite` or `postgresql`.
    pub(super) database: String,
    /// Are the media inside, or only listed?
    pub(super) media: bool,
}

/// What there was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Every member before the manifest.
    pub(super) members: Vec<Member>,
    /// Media that were left out on request.
    pub(super) left_out: Vec<String>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) sha256: String,
}

/// Writes an archive.
pub(super) struct Writer<W> {
    out: W,
    manifest: Manifest,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(out: W, head: &Head) -> anyhow::Result<Self> {
        let mut writer = Self {
            out,
            manifest: Manifest::default(),
        };
        let head = serde_json::to_vec_pretty(head)?;
        writer.add(HEAD, head.len() as u64, head.as_slice())?;
        Ok(writer)
    }

    /// Adds a file of exactly `size` bytes.
    pub(super) fn add(&mut self, name: &str, size: u64, content: impl Read) -> anyhow::Result<()> {
        let sha256 = self.write(name, size, content)?;
        self.manifest.members.push(Member {
            name: name.to_owned(),
            size,
            sha256,
        });
        Ok(())
    }

    /// Notes a file that is not put in.
    pub(super) fn leave_out(&mut self, name: String) {
        self.manifest.left_out.push(name);
    }

    /// Writes the manifest and the end; gives back what was written to.
    pub(super) fn finish(mut self) -> anyhow::Result<(W, Manifest)> {
        let manifest = serde_json::to_vec_pretty(&self.manifest)?;
        self.write(MANIFEST, manifest.len() as u64, manifest.as_slice())?;
        self.out.write_all(&[0; BLOCK * 2])?;
        self.out.flush()?;
        Ok((self.out, self.manifest))
    }

    fn write(&mut self, name: &str, size: u64, content: impl Read) -> anyhow::Result<String> {
        ensure!(is_known(name), "{name} has no place in a backup");
        self.out.write_all(&header(name, size))?;
        let mut hash = Sha256::new();
        let mut left = size;
        let mut content = content.take(size);
        let mut buffer = [0; 64 * 1024];
        while left > 0 {
            let read = content.read(&mut buffer)?;
            ensure!(read > 0, "{name} became shorter while it was read");
            hash.update(&buffer[..read]);
            self.out.write_all(&buffer[..read])?;
            left -= read as u64;
        }
        self.out.write_all(&vec![0; padding(size)])?;
        Ok(hex::encode(hash.finalize()))
    }
}

/// Reads an archive, member by member.
pub(super) struct Reader<R> {
    input: R,
    seen: Manifest,
    names: BTreeSet<String>,
}

/// A member being read: its name, and its content through [`Reader::copy`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) size: u64,
}

impl<R: Read> Reader<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            seen: Manifest::default(),
            names: BTreeSet::new(),
        }
    }

    /// What this is; must be called first.
    pub(super) fn head(&mut self) -> anyhow::Result<Head> {
        let entry = self.next().context("this is not a PrismWA backup")?.context("this backup is empty")?;
        ensure!(entry.name == HEAD && entry.size < 65_536, "this is not a PrismWA backup");
        let mut text = Vec::new();
        self.copy(&entry, &mut text)?;
        let head: Head = serde_json::from_slice(&text).context("this is not a PrismWA backup")?;
        ensure!(
            head.format == 1,
            "this backup has format {}, which this version does not know; use the PrismWA that made it, or a newer one",
            head.format
        );
        Ok(head)
    }

    /// The next member; its content must then be copied.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Entry>> {
        let mut block = [0; BLOCK];
        self.input.read_exact(&mut block).context("the backup ends too early; copy it again")?;
        if block.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        let entry = parse(&block)?;
        ensure!(
            is_known(&entry.name),
            "the backup holds `{}`, which has no place in one; nothing was changed",
            entry.name.escape_debug()
        );
        ensure!(
            self.names.insert(entry.name.clone()),
            "the backup holds {} twice; nothing was changed",
            entry.name
        );
        Ok(Some(entry))
    }

    /// Copies the content of a member.
    pub(super) fn copy(&mut self, entry: &Entry, out: &mut impl Write) -> anyhow::Result<()> {
        let mut hash = Sha256::new();
        let mut left = entry.size;
        let mut buffer = [0; 64 * 1024];
        while left > 0 {
            let want = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let read = self.input.read(&mut buffer[..want])?;
            ensure!(read > 0, "the backup ends too early; copy it again");
            hash.update(&buffer[..read]);
            out.write_all(&buffer[..read])?;
            left -= read as u64;
        }
        io::copy(&mut (&mut self.input).take(padding(entry.size) as u64), &mut io::sink())?;
        self.seen.members.push(Member {
            name: entry.name.clone(),
            size: entry.size,
            sha256: hex::encode(hash.finalize()),
        });
        Ok(())
    }

    /// Compares what was read with the manifest just read.
    pub(super) fn verify(mut self, manifest: &[u8]) -> anyhow::Result<Manifest> {
        let manifest: Manifest = serde_json::from_slice(manifest).context("the backup's manifest cannot be read")?;
        self.seen.members.retain(|member| member.name != MANIFEST);
        if self.seen.members != manifest.members {
            bail!("the backup is damaged: what it holds is not what its manifest lists; copy it again, or take another one");
        }
        Ok(manifest)
    }
}

/// Only these names are ever written or read: the fixed ones, and plain paths below `media/`.
fn is_known(name: &str) -> bool {
    if matches!(name, HEAD | SQLITE | POSTGRES | MANIFEST) {
        return true;
    }
    let Some(path) = name.strip_prefix(MEDIA) else { return false };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
    };
    name.len() <= LONGEST_NAME && path.split('/').count() <= 6 && path.split('/').all(plain)
}

fn padding(size: u64) -> usize {
    (BLOCK - usize::try_from(size % BLOCK as u64).expect("smaller than a block")) % BLOCK
}

/// A ustar header of a regular file. Sizes of 8 GiB and more are written in base 256, as GNU tar does.
fn header(name: &str, size: u64) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[100..108].copy_from_slice(b"0000600\0");
    block[108..116].copy_from_slice(b"0000000\0");
    block[116..124].copy_from_slice(b"0000000\0");
    if size < 1 << 33 {
        block[124..136].copy_from_slice(format!("{size:011o}\0").as_bytes());
    } else {
        block[124] = 0x80;
        block[128..136].copy_from_slice(&size.to_be_bytes());
    }
    block[136..148].copy_from_slice(b"00000000000\0");
    block[156] = b'0';
    block[257..265].copy_from_slice(b"ustar\x0000");
    let sum = checksum(&block);
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

fn checksum(block: &[u8; BLOCK]) -> u32 {
    block
        .iter()
        .enumerate()
        .map(|(at, &byte)| if (148..156).contains(&at) { u32::from(b' ') } else { u32::from(byte) })
        .sum()
}

fn parse(block: &[u8; BLOCK]) -> anyhow::Result<Entry> {
    let text = |range: std::ops::Range<usize>| {
        let field = &block[range];
        let end = field.iter().position(|&byte| byte == 0).unwrap_or(field.len());
        String::from_utf8_lossy(&field[..end]).into_owned()
    };
    let octal = |range| u64::from_str_radix(text(range).trim(), 8).ok();
    ensure!(
        octal(148..156) == Some(u64::from(checksum(block))),
        "this is not a PrismWA backup, or it is damaged"
    );
    ensure!(
        matches!(block[156], b'0' | 0),
        "the backup holds something that is not a plain file; nothing was changed"
    );
    ensure!(
        block[345..500].iter().all(|&byte| byte == 0),
        "the backup holds a name longer than ours are; nothing was changed"
    );
    let size = if block[124] & 0x80 == 0 {
        octal(124..136)
    } else {
        Some(u64::from_be_bytes(block[128..136].try_into().expect("eight bytes")))
    };
    Ok(Entry {
        name: text(0..100),
        size: size.context("the backup is damaged: a size cannot be read")?,
    })
}

#[cfg(test)]
mod tests;
