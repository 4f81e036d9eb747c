//! What Meta knows, for comparing.

use axum::{Json, extract::State};

use crate::{simulator::Simulator, world::ledger::Ledger};

pub(super) async fn get(State(simulator): State<Simulator>) -> Json<Ledger> {
    Json(simulator.ledger())
}
