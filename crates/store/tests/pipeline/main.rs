//! The way in: what is stored before Meta hears "200", and what is made of it. On both databases.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says where, and runs its writers in tasks of their own"
)]

mod ingest;
mod writer;
