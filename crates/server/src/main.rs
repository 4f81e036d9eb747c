//! The prismwa binary.
fn main() {}
