//! From deliveries to messages, on both databases: whatever Meta repeats, regroups, delays or shuffles, each thing happens once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod contacts;
mod delivery;
mod failure;
mod fields;
mod load;
mod marks;
mod statuses;
mod support;
