//! The store on both databases. One file per noun; two workspaces wherever rows belong to one.

mod channels;
mod contacts;
mod conversations;
mod core;
mod media;
mod messages;
mod notes;
