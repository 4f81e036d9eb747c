//! The processes that functions run in: started once, on a thread that lives as long as they do, and ended with the app.

use std::num::NonZeroUsize;
use std::sync::{Arc, mpsc};

use sandbox::{Lock, Pool};
use tokio::sync::{Mutex, oneshot};

use super::Config;

/// The pool, or why there is none.
#[derive(Default)]
pub(crate) struct Crew(Mutex<State>);

#[derive(Default)]
enum State {
    #[default]
    Unstarted,
    Up {
        pool: Arc<Pool>,
        /// Dropped, it ends the thread that holds the pool.
        hold: mpsc::Sender<()>,
        ended: oneshot::Receiver<()>,
    },
    Off(String),
}

impl Crew {
    /// The pool; started by whoever asks first. A worker dies with the thread that started it, so that one keeps the pool until the end.
    pub(crate) async fn pool(&self, config: &Config) -> Result<Arc<Pool>, String> {
        let mut state = self.0.lock().await;
        match &*state {
            State::Up { pool, .. } => return Ok(Arc::clone(pool)),
            State::Off(why) => return Err(why.clone()),
            State::Unstarted => {}
        }
        match start(config).await {
            Ok((pool, hold, ended)) => {
                *state = State::Up {
                    pool: Arc::clone(&pool),
                    hold,
                    ended,
                };
                Ok(pool)
            }
            Err(why) => {
                tracing::warn!(why, "functions are off");
                *state = State::Off(why.clone());
                Err(why)
            }
        }
    }

    /// Ends the processes and waits for them.
    pub(crate) async fn stop(&self) {
        let before = std::mem::replace(&mut *self.0.lock().await, State::Off("the server is stopping".to_owned()));
        if let State::Up { pool, hold, ended } = before {
            drop((pool, hold));
            let _ = ended.await;
        }
    }
}

type Started = (Arc<Pool>, mpsc::Sender<()>, oneshot::Receiver<()>);

async fn start(config: &Config) -> Result<Started, String> {
    if let Some(why) = &config.off {
        return Err(why.clone());
    }
    let launch = config.launch.clone().ok_or("this program does not know how to start a worker")?;
    let mut pool = sandbox::Config::new(launch);
    pool.workers = config
        .workers
        .unwrap_or(pool.workers)
        .min(NonZeroUsize::new(64).unwrap_or(NonZeroUsize::MIN));
    if config.insecure {
        tracing::warn!("functions run WITHOUT their lock, as the settings say: whoever may write one may do what this server may");
        pool.lock = Lock::Off;
    }
    let (tell, told) = oneshot::channel();
    let (hold, held) = mpsc::channel::<()>();
    let (end, ended) = oneshot::channel();
    let keep = move || {
        match Pool::start(pool).map(Arc::new) {
            Ok(pool) => {
                if tell.send(Ok(Arc::clone(&pool))).is_ok() {
                    let _ = held.recv();
                }
            }
            Err(error) => drop(tell.send(Err(reason(&error)))),
        }
        let _ = end.send(());
    };
    let thread = std::thread::Builder::new().name("functions".to_owned()).spawn(keep);
    thread.map_err(|error| format!("no thread can be started: {error}"))?;
    let pool = told.await.map_err(|_| "the thread that keeps the workers ended".to_owned())??;
    Ok((pool, hold, ended))
}

fn reason(error: &sandbox::Error) -> String {
    match error {
        sandbox::Error::Unavailable(why) => why.clone(),
        other => other.to_string(),
    }
}
