//! Messages that keep coming in while nodes hang and die, delivered until they are taken, as Meta does.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Result, ensure};
use tokio::task::JoinSet;

use crate::bodies::{Message, Sender};
use crate::http::Connection;
use crate::rig::Rig;

/// Connections that deliver at once.
const CONNECTIONS: usize = 6;

/// Connections that deliver new messages until they are told to stop; what got no 200 is delivered again, to whichever node answers.
#[derive(Debug)]
pub(super) struct Webhooks {
    tasks: JoinSet<Result<HashSet<String>>>,
    stop: Arc<AtomicBool>,
}

impl Webhooks {
    /// Begins.
    pub(super) fn start(rig: &Rig) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut tasks = JoinSet::new();
        for connection in 0..CONNECTIONS {
            tasks.spawn(deliver(
                rig.sender.clone(),
                rig.hosts(),
                u32::try_from(connection).unwrap_or(0),
                Arc::clone(&stop),
            ));
        }
        Self { tasks, stop }
    }

    /// Stops; gives the wamids of everything that was taken.
    pub(super) async fn finish(mut self) -> Result<HashSet<String>> {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = HashSet::new();
        while let Some(sent) = self.tasks.join_next().await {
            all.extend(sent??);
        }
        Ok(all)
    }
}

async fn deliver(sender: Sender, hosts: Vec<String>, connection: u32, stop: Arc<AtomicBool>) -> Result<HashSet<String>> {
    let mut sent = HashSet::new();
    let mut at = usize::try_from(connection)?;
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let message = Message::new(100 + connection, number, 50);
        let request = sender.request(std::slice::from_ref(&message));
        sent.insert(message.wamid);
        // Meta gives up on a silent server and tries again.
        loop {
            at += 1;
            let attempt = async { Connection::open(&hosts[at % hosts.len()]).await?.call(&request).await };
            match tokio::time::timeout(Duration::from_secs(2), attempt).await {
                Ok(Ok(answer)) if answer.status == 200 => break,
                Ok(Ok(answer)) => ensure!(answer.status == 503, "a delivery was answered {}", answer.status),
                Ok(Err(_)) | Err(_) => {}
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
    Ok(sent)
}
