//! What a process did to two files, read from the log of strace: writes with their bytes, truncations, syncs, each with when it ended.

use anyhow::{Context as _, Result, ensure};
use std::collections::HashMap;

/// Something that happened to a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// Unix time in seconds when it was over.
    pub(super) ended: f64,
    pub(super) path: String,
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Write {
        offset: u64,
        bytes: Vec<u8>,
    },
    Truncate {
        length: u64,
    },
    /// Everything that was over before step `since` is on the disk.
    Sync {
        since: usize,
    },
}

/// How to run a program so that its writes to `paths` are written down in `log`.
pub(super) fn words(log: &str, paths: &[&str]) -> Vec<String> {
    let calls = "trace=pwrite64,write,ftruncate,fdatasync,fsync";
    let fixed = [
        "strace",
        "-f",
        "-qq",
        "-y",
        "-xx",
        "-ttt",
        "-T",
        "-s",
        "4194304",
        "-e",
        calls,
        "-e",
        "signal=none",
        "-o",
        log,
    ];
    let paths = paths.iter().flat_map(|path| ["-P", path]);
    fixed.into_iter().chain(paths).map(str::to_owned).collect()
}

/// Reads a log.
pub(super) fn read(log: &str) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    // Calls that another thread's line cut in two: their first half, and how many steps were over when they began.
    let mut begun: HashMap<&str, (String, usize)> = HashMap::new();
    for line in log.lines() {
        let (process, rest) = line.trim_start().split_once(' ').context("a line of strace begins with a process")?;
        let (began, call) = rest.trim_start().split_once(' ').context("a line of strace has a time")?;
        let began: f64 = began.parse().with_context(|| format!("not a time: {began}"))?;
        if let Some(first) = call.strip_suffix(" <unfinished ...>") {
            begun.insert(process, (first.to_owned(), steps.len()));
            continue;
        }
        // A whole line carries the time at which the call began; the second half of one that was cut in two, the time at which it was over. Adding the time it took
        // to that, too, would let later acknowledgements count as earlier than this call.
        let is_second_half = call.starts_with("<... ");
        let (call, since) = match call.strip_prefix("<... ") {
            Some(resumed) => {
                let Some((first, since)) = begun.remove(process) else { continue };
                let (_, last) = resumed.split_once(" resumed>").context("a resumed call says so")?;
                (format!("{first}{last}"), since)
            }
            None => (call.to_owned(), steps.len()),
        };
        if let Some((path, what)) = step(&call, since)? {
            let took = call.rsplit_once('<').and_then(|(_, took)| took.trim_end_matches('>').parse::<f64>().ok());
            steps.push(Step {
                ended: if is_second_half { began } else { began + took.unwrap_or(0.0) },
                path,
                what,
            });
        }
    }
    Ok(steps)
}

/// `pwrite64(7</path>, "\x00", 1, 0) = 1 <0.000010>`; nothing for a call that failed.
fn step(call: &str, since: usize) -> Result<Option<(String, What)>> {
    let Some((name, rest)) = call.split_once('(') else { return Ok(None) };
    let Some((arguments, result)) = rest.rsplit_once(" = ") else {
        return Ok(None);
    };
    if result.starts_with('-') || result.starts_with('?') {
        return Ok(None);
    }
    let arguments = arguments.trim_end().trim_end_matches(')');
    let path = arguments
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .context("a descriptor has a path")?
        .0;
    let path = String::from_utf8_lossy(&unescape(path)?).into_owned();
    let last = |back: usize| arguments.rsplit(", ").nth(back).unwrap_or_default();
    let what = match name {
        "pwrite64" => {
            let bytes = unescape(quoted(arguments)?)?;
            let length: usize = last(1).parse()?;
            ensure!(bytes.len() == length, "strace cut a write of {length} bytes to {}", bytes.len());
            What::Write {
                offset: last(0).parse()?,
                bytes,
            }
        }
        "ftruncate" => What::Truncate { length: last(0).parse()? },
        "fdatasync" | "fsync" => What::Sync { since },
        "write" => anyhow::bail!("{path} is written to without an offset, which this replay does not know"),
        _ => return Ok(None),
    };
    Ok(Some((path, what)))
}

fn quoted(arguments: &str) -> Result<&str> {
    let start = arguments.find('"').context("a write has bytes")? + 1;
    let length = arguments[start..].find('"').context("bytes end with a quote")?;
    Ok(&arguments[start..start + length])
}

/// `\x41b` → `Ab`.
fn unescape(text: &str) -> Result<Vec<u8>> {
    let (text, mut bytes, mut at) = (text.as_bytes(), Vec::with_capacity(text.len() / 4), 0);
    while at < text.len() {
        if text[at..].starts_with(b"\\x") {
            let digits = std::str::from_utf8(text.get(at + 2..at + 4).context("an escape has two digits")?)?;
            bytes.push(u8::from_str_radix(digits, 16)?);
            at += 4;
        } else {
            bytes.push(text[at]);
            at += 1;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read_also_when_they_are_cut_in_two() {
        let log = "7 100.000000 pwrite64(5</d/a.db-wal>, \"\\x41\\x42\", 2, 32) = 2 <0.500000>\n\
                   8 101.000000 pwrite64(6</d/a.db>, \"\\x43\", 1, 0 <unfinished ...>\n\
                   7 101.100000 fdatasync(5</d/a.db-wal>) = 0 <0.250000>\n\
                   8 101.200000 <... pwrite64 resumed>) = 1 <0.200000>\n\
                   8 102.000000 ftruncate(6</d/a.db>, 4096) = 0 <0.000001>\n\
                   8 103.000000 fsync(6</d/a.db>) = -1 EIO (Input/output error) <0.1>\n";
        let steps = read(log).unwrap();
        let whats: Vec<_> = steps.iter().map(|step| step.what.clone()).collect();
        assert_eq!(
            whats,
            [
                What::Write {
                    offset: 32,
                    bytes: b"AB".to_vec()
                },
                What::Sync { since: 1 },
                What::Write {
                    offset: 0,
                    bytes: b"C".to_vec()
                },
                What::Truncate { length: 4096 }
            ]
        );
        assert!((steps[0].ended - 100.5).abs() < 1e-6);
        assert!((steps[2].ended - 101.2).abs() < 1e-6, "a resumed line tells when the call was over");
        assert_eq!(steps[2].path, "/d/a.db");
    }
}
