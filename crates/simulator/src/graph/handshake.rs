//! The verification handshake: a callback must echo a challenge before it gets webhooks
//! (<https://developers.facebook.com/docs/graph-api/webhooks/getting-started>).

use std::time::Duration;

use crate::{graph::error::GraphError, simulator::Simulator};

/// Asks the callback; 2200 unless it answers 200 with the bare challenge.
pub(crate) async fn check(simulator: &Simulator, callback: &str, verify_token: &str) -> Result<(), GraphError> {
    let inner = &simulator.inner;
    if callback.chars().count() > 2000 || !inner.config.callbacks.allow(callback) {
        return Err(failed("The address is not allowed."));
    }
    let mut url = reqwest::Url::parse(callback).map_err(|_| failed("The address cannot be read."))?;
    let challenge = inner.with(|world| world.random.digits(10));
    url.query_pairs_mut()
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.challenge", &challenge)
        .append_pair("hub.verify_token", verify_token);
    let answer = inner.http.get(url).timeout(Duration::from_secs(10)).send().await;
    let answer = answer.map_err(|_| failed("The URL couldn't be reached."))?;
    let status = answer.status();
    if status != reqwest::StatusCode::OK {
        let phrase = status.canonical_reason().unwrap_or_default();
        return Err(failed(&format!("HTTP Status Code = {}; HTTP Message = {phrase}", status.as_u16())));
    }
    let echoed = answer.text().await.unwrap_or_default();
    match echoed == challenge {
        true => Ok(()),
        false => Err(failed("The challenge was not echoed as the whole answer.")),
    }
}

fn failed(why: &str) -> GraphError {
    GraphError::new(2200).titled(format!("Callback verification failed with the following errors: {why}"))
}
