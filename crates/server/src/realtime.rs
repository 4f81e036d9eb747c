//! Events to open consoles, over Socket.IO: stock `socket.io-client`, polling and WebSocket.
//!
//! The truth is the workspace's event log. A *feed* reads it once for all sockets of a workspace; each socket follows its feed from the number it has, at
//! its own pace. So a lost signal, a slow line or a reconnect costs time, never an event. Rooms are made by the server from ids it has checked.

use std::time::Duration;

use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use socketioxide::handler::ConnectHandler as _;

use crate::state::Server;

mod elsewhere;
mod follow;
mod hand_out;
mod handshake;
mod limits;
mod presence;
mod relay;
mod rooms;
mod seats;
mod watch;

pub(crate) use seats::Realtime;

/// What a client may send at once: signals of a few bytes.
const MOST_BYTES_FROM_CLIENT: usize = 64 * 1024;
/// Packets that wait for a slow socket before its follower waits for it.
const BUFFER: usize = 1024;
/// A connection that does not say who it is ends after this.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);

/// Puts `/socket.io` in front of the router, and begins to watch over the sockets.
pub(crate) fn attach(router: axum::Router, server: &Server) -> axum::Router {
    let realtime = Realtime::new(server.clone());
    let (layer, io) = SocketIo::builder()
        .req_path("/socket.io")
        .max_buffer_size(BUFFER)
        .max_payload(MOST_BYTES_FROM_CLIENT as u64)
        .ws_max_message_size(MOST_BYTES_FROM_CLIENT)
        .ws_max_frame_size(MOST_BYTES_FROM_CLIENT)
        .ws_read_buffer_size(1024)
        .connect_timeout(HANDSHAKE_WITHIN)
        .with_parser(
            socketioxide::ParserConfig::common()
                .max_incoming_binaries(0)
                .max_incoming_binary_buf_size(0),
        )
        .with_state(realtime.clone())
        .build_layer();
    io.ns("/", seats::take.with(handshake::admit));
    hand_out::start(&realtime);
    relay::start(&realtime);
    elsewhere::start(&realtime);
    watch::start(&realtime);
    let app = server.app.clone();
    server.app.spawn(async move {
        app.stopping().await;
        io.close().await;
    });
    router.layer(layer)
}

/// Sends to one socket what is nice to have; a socket with a full buffer does without.
fn hint<T: serde::Serialize>(socket: &SocketRef, event: &str, data: &T) {
    if let Err(error) = socket.emit(event, data) {
        tracing::debug!(%error, event, "a signal was not sent");
    }
}
