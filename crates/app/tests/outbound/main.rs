//! Outgoing messages against a scripted Graph API, on both databases: each ends as accepted, failed or unknown, and none is posted twice by itself.

#![expect(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "test support is shared between files, stops at the first surprise, and serves its stub in a task of its own"
)]

mod doubt;
mod endings;
mod failure;
mod learn;
mod opt_outs;
mod pace;
mod policy;
mod race;
mod restart;
mod schedule;
mod sending;
mod support;
