//! From deliveries to messages, on both databases: whatever Meta repeats, regroups, delays or shuffles, each thing happens once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod coexistence;
mod contacts;
mod delivery;
mod failure;
mod fields;
mod identity;
mod load;
mod marks;
mod merging;
mod statuses;
mod support;
