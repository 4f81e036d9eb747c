//! Functions in real workers: what they may do, what they may not, and who else notices.

mod corpus;
mod limits;
mod rude;
mod support;
mod tenants;
