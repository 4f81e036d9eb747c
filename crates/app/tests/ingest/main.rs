//! From deliveries to messages, on both databases: whatever Meta repeats, regroups, delays or shuffles, each thing happens once.

mod contacts;
mod delivery;
mod failure;
mod fields;
mod load;
mod marks;
mod statuses;
mod support;
