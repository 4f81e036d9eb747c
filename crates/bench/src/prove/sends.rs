//! Sends through the API that always come to an end: the same id again until it is answered, whatever dies meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use model::MessageId;
use serde_json::json;
use tokio::task::JoinSet;

use super::Dice;
use crate::http;
use crate::rig::{self, Rig};

/// Sends in flight at once.
const SENDERS: usize = 8;
/// How long one message may be refused before the run counts as failed; a node may hang for a minute and a half.
const PATIENCE: Duration = Duration::from_secs(240);

/// Messages on their way to the API.
#[derive(Debug)]
pub(super) struct Sends(JoinSet<Result<()>>);

impl Sends {
    /// Begins to send `count` texts to these conversations, each through a node chosen by the dice.
    pub(super) fn start(rig: &Rig, token: &str, conversations: &[String], count: usize, seed: u64) -> Self {
        let next = Arc::new(AtomicUsize::new(0));
        let mut tasks = JoinSet::new();
        for sender in 0..SENDERS as u64 {
            let (next, mut token, workspace) = (Arc::clone(&next), token.to_owned(), rig.workspace.clone());
            let (hosts, conversations) = (rig.hosts(), conversations.to_vec());
            let mut dice = Dice::new(seed ^ sender);
            tasks.spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return Ok(());
                    }
                    let path = format!("/api/v1/workspaces/{workspace}/conversations/{}/messages", dice.pick(&conversations));
                    let content = json!({ "type": "text", "text": { "body": format!("Mensaje {number}") } });
                    let body = json!({ "id": MessageId::new(), "content": content });
                    let (started, mut last) = (Instant::now(), String::new());
                    loop {
                        let answer = http::call(dice.pick::<String>(&hosts), "POST", &path, Some(&token), Some(&body)).await;
                        match &answer {
                            Ok((200 | 201, _)) => break,
                            // A long run outlives its access token.
                            Ok((401, _)) => token = rig::sign_in(dice.pick::<String>(&hosts), rig::EMAIL).await.unwrap_or(token),
                            // Whoever got no answer asks again with the same id.
                            Err(_) | Ok((429 | 500.., _)) => {
                                last = format!("{answer:?}");
                                tokio::time::sleep(Duration::from_millis(10 + dice.below(20))).await;
                            }
                            Ok((status, answer)) => anyhow::bail!("a send was answered {status}: {answer}"),
                        }
                        ensure!(started.elapsed() < PATIENCE, "a send was not taken for {PATIENCE:?}: {last}");
                    }
                }
            });
        }
        Self(tasks)
    }

    /// Whether all were taken.
    pub(super) fn are_done(&mut self) -> bool {
        while self.0.try_join_next().is_some_and(|sent| matches!(sent, Ok(Ok(())))) {}
        self.0.is_empty()
    }

    /// Waits until all were taken.
    pub(super) async fn finish(mut self) -> Result<()> {
        while let Some(sent) = self.0.join_next().await {
            sent??;
        }
        Ok(())
    }
}
