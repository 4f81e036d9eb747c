//! The store on both databases. One file per noun; two workspaces wherever rows belong to one.

mod channels;
mod core;
