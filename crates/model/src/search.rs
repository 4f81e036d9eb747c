//! Search by words: what words a text has, what a typed query asks for, and where the words stand in what was found.
//!
//! The words are ours, not the database's: both databases are given the same ones, so that both find the same.

mod content;
mod query;
mod snippet;
mod words;

pub use content::{content_texts, template_texts};
pub use query::{Author, Day, Has, MAX_QUERY, Place, Query, QueryError, Status, Term, parse};
pub use snippet::{Snippet, Span, snippet};
pub use words::{LONGEST_WORD, Word, document, folded, number_parts, words};
