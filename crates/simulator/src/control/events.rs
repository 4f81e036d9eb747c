//! The event stream (server-sent events).

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use futures::{Stream, StreamExt as _, stream};
use serde::Deserialize;

use super::request::Query;
use crate::simulator::Simulator;

/// Whose events.
#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    phone: Option<String>,
}

pub(super) async fn stream(
    State(simulator): State<Simulator>,
    Query(whose): Query<Whose>,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let seen = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok());
    let listener = simulator.inner.events.listen(whose.phone, seen);
    let stop = simulator.inner.stop.clone();
    let events = stream::unfold((listener, stop), async |(mut listener, stop)| {
        let event = tokio::select! {
            () = stop.cancelled() => None,
            event = listener.next() => event,
        }?;
        let mut sent = Event::default().event(event.name).data(event.data.to_string());
        if event.seq > 0 {
            sent = sent.id(event.seq.to_string());
        }
        Some((Ok(sent), (listener, stop)))
    });
    // The first line goes out at once, so that whoever listens knows that the stream is open before anything happens.
    let opening = stream::once(async { Ok(Event::default().comment("listening")) });
    Sse::new(opening.chain(events)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
}
