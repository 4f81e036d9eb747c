//! Every way in that a typed address could be, tried against servers of this machine with a pretend resolver. Names follow the list of attacks S1 to S12.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod lab;

mod addresses;
mod answers;
mod headers;
mod inventory;
mod names;
mod redirects;
