//! What we send: every shape under `fixtures/outbound/<kind>[-variant].json`, every limit, every refusal with its place.

#[cfg(test)]
mod outbound {
    mod limits;
    mod message;
    mod shapes;
}
