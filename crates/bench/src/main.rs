//! Measures PrismWA and tries to break its promises, from outside: a child process of the real binary, real HTTP, real sockets, kill -9.

mod bare;
mod bodies;
mod figures;
mod http;
mod load;
mod socket;

fn main() {}
