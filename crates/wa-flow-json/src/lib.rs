//! Flow JSON, the language of Meta's native forms: reading it with places, checking it by version, its outline, differences, completion for editors,
//! and what a phone does with it. Pure: no I/O, no clock.
//!
//! ```
//! let report = wa_flow_json::check(r#"{"version": "7.3", "screens": []}"#);
//! let problem = &report.problems[0];
//! assert_eq!((problem.rule.name(), problem.code, problem.pointer.as_str()), ("too-few-items", "MIN_ITEMS_REQUIRED", "/screens"));
//! assert_eq!((problem.span.line_start, problem.span.column_start), (1, 31));
//! ```
//!
//! *Form* in these documents means Meta's native Flow, not the component `Form` (written with a capital letter).

pub mod catalog;
mod check;
pub mod client;
mod diff;
mod expression;
mod json;
mod outline;
mod position;
mod rules;
mod schema;
mod starters;
mod survey;
mod version;

pub use check::{MAX_BYTES, Problem, Report, check};
pub use diff::{Change, diff};
pub use expression::{ExpressionError, Reference, Scope, Store, evaluate, resolve};
pub use outline::{Field, Input, Outline, OutlineScreen, Route, outline};
pub use position::Span;
pub use rules::{Rule, Severity};
pub use schema::schema;
pub use starters::{STARTERS, Starter};
pub use version::{DATA_API_VERSIONS, RECOMMENDED, Support, VERSIONS, Version};
