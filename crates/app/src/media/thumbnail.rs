//! Who makes small copies: a process of its own that is handed the bytes and may do nothing but compute (the server), or this one (tests).
//!
//! One message of the process: a line of JSON ([`Picture`]), then the small copy. Whatever it does (crash, hang, talk on) costs one missing preview.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::Semaphore;

use super::picture::{self, Picture};

/// Larger files get no small copy; a picture from WhatsApp has 5 MB at most.
pub(super) const MOST_FILE_BYTES: u64 = 32 * 1024 * 1024;
/// More than any small copy of ours.
const MOST_ANSWER_BYTES: u64 = 4 * 1024 * 1024;
/// On the wall; the process itself ends after less of a processor's time.
const LONGEST: Duration = Duration::from_secs(20);
/// At the same time: each may take half a gigabyte at worst.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Where pictures are decoded.
#[derive(Debug, Clone, Default)]
pub enum Thumbnailer {
    /// Here. Panics and loops of a decoder would be ours.
    #[default]
    InProcess,
    /// In a process of this program, started with the argument `thumbnail`.
    Process(PathBuf),
}

impl Thumbnailer {
    /// Looks at a picture. Nothing means that there is no preview, and why was logged.
    pub(super) async fn look(&self, bytes: Bytes) -> Option<Picture> {
        let _turn = TURNS.acquire().await.ok()?;
        let looked = match self {
            Self::InProcess => tokio::task::spawn_blocking(move || picture::look(&bytes))
                .await
                .map(|looked| looked.map_err(|error| error.to_string())),
            Self::Process(program) => Ok(elsewhere(program, bytes).await),
        };
        match looked {
            Ok(Ok(picture)) => Some(picture),
            Ok(Err(why)) => {
                tracing::debug!(why, "a picture has no preview");
                None
            }
            Err(_) => {
                tracing::warn!("a decoder of pictures panicked; the picture has no preview");
                None
            }
        }
    }
}

async fn elsewhere(program: &Path, bytes: Bytes) -> Result<Picture, String> {
    let child = Command::new(program)
        .arg("thumbnail")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("the process cannot be started: {error}"))?;
    let child = Arc::new(Mutex::new(Some(child)));
    let killer = Killer(child.clone());
    let talk = tokio::task::spawn_blocking(move || converse(&child, &bytes));
    match tokio::time::timeout(LONGEST, talk).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err("the conversation with the process failed".to_owned()),
        Err(_) => {
            drop(killer);
            Err("the process took too long".to_owned())
        }
    }
}

/// Ends the process when nobody waits for it any more, which also ends the conversation.
struct Killer(Arc<Mutex<Option<Child>>>);

impl Drop for Killer {
    fn drop(&mut self) {
        if let Some(child) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            // Gone already is as good.
            let _ = child.kill();
        }
    }
}

fn converse(child: &Mutex<Option<Child>>, bytes: &[u8]) -> Result<Picture, String> {
    let (stdin, stdout) = {
        let mut held = child.lock().unwrap_or_else(PoisonError::into_inner);
        let child = held.as_mut().expect("put there by the caller");
        (child.stdin.take(), child.stdout.take())
    };
    let (Some(mut stdin), Some(stdout)) = (stdin, stdout) else {
        return Err("the process has no pipes".to_owned());
    };
    // The process reads everything before it answers, so that neither waits for the other.
    let written = stdin.write_all(bytes);
    drop(stdin);
    let mut answer = Vec::new();
    let read = stdout.take(MOST_ANSWER_BYTES).read_to_end(&mut answer);
    let child = child.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(mut child) = child {
        let _ = child.kill();
        let _ = child.wait();
    }
    read.and(written).map_err(|error| format!("the process ended early: {error}"))?;
    parse(&answer)
}

fn parse(answer: &[u8]) -> Result<Picture, String> {
    let end = answer.iter().position(|byte| *byte == b'\n').ok_or("the process refused the picture")?;
    let mut picture: Picture = serde_json::from_slice(&answer[..end]).map_err(|_| "the process answered nonsense")?;
    let is_known = matches!(picture.mime_type.as_deref(), None | Some("image/jpeg" | "image/png"));
    picture.thumbnail = answer[end + 1..].to_vec();
    if !is_known || picture.mime_type.is_some() == picture.thumbnail.is_empty() || picture.placeholder.len() > 64 {
        return Err("the process answered nonsense".to_owned());
    }
    Ok(picture)
}

/// The process's side: reads a picture from `input` to its end and answers on `output`. The caller has locked the process up before.
pub fn serve(input: impl std::io::Read, mut output: impl std::io::Write) -> Result<(), String> {
    let mut bytes = Vec::new();
    input.take(MOST_FILE_BYTES).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    let picture = picture::look(&bytes).map_err(|error| error.to_string())?;
    let mut answer = serde_json::to_vec(&picture).expect("numbers and text are plain JSON");
    answer.push(b'\n');
    answer.extend(&picture.thumbnail);
    output.write_all(&answer).and_then(|()| output.flush()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::super::picture::tests::photo;
    use super::*;

    #[test]
    fn both_sides_of_the_process_understand_each_other() {
        let original = photo(900, 600, ImageFormat::Jpeg);
        let mut answer = Vec::new();
        serve(original.as_slice(), &mut answer).unwrap();
        assert_eq!(parse(&answer).unwrap(), picture::look(&original).unwrap());
        assert!(serve(&b"not a picture"[..], &mut Vec::new()).is_err());
    }

    #[test]
    fn nonsense_of_a_process_that_was_taken_over_is_refused() {
        for answer in [
            &b""[..],
            b"no line",
            b"{}\n",
            b"{\"width\":1,\"height\":1,\"placeholder\":\"\",\"mime_type\":\"text/html\"}\n<script>",
            b"{\"width\":1,\"height\":1,\"placeholder\":\"\",\"mime_type\":null}\nextra",
            b"{\"width\":1,\"height\":1,\"placeholder\":\"\",\"mime_type\":\"image/png\"}\n",
        ] {
            assert!(parse(answer).is_err(), "{}", String::from_utf8_lossy(answer));
        }
    }

    #[tokio::test]
    async fn a_program_that_does_something_else_costs_one_preview() {
        for program in ["/bin/false", "/bin/echo", "/nowhere/at/all"] {
            let looked = Thumbnailer::Process(program.into()).look(Bytes::from_static(b"x")).await;
            assert_eq!(looked, None, "{program}");
        }
    }
}
