//! The matrix of kinds: everything WhatsApp documents goes out through the API to a phone, and comes in from a phone to the thread, as its own kind.

mod inbound;
mod outbound;
