//! What we send: every shape under `fixtures/outbound/<kind>[-variant].json`, every limit, every refusal with its place.

mod outbound {
    mod limits;
    mod message;
    mod shapes;
}
