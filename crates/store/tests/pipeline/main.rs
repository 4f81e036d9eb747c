//! The way in: what is stored before Meta hears "200", and what is made of it. On both databases.

mod ingest;
mod writer;
