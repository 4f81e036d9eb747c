//! Outgoing messages against a scripted Graph API, on both databases: each ends as accepted, failed or unknown, and none is posted twice by itself.

mod doubt;
mod failure;
mod policy;
mod sending;
mod support;
