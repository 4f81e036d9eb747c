#![doc = include_str!("../README.md")]
//!
//! [`advance`] is the only loop, [`check::check`] the only judge; everything else is data. The host **yields**: see [`host`].

pub mod check;
pub mod docs;
pub mod effect;
pub mod expr;
pub mod flow_test;
pub mod graph;
pub mod host;
pub mod hours;
pub mod limits;
pub mod logic;
pub mod nodes;
pub mod replay;
pub mod run;
pub mod starters;
pub mod triggers;

mod answers;
mod engine;

pub use answers::Expected;
pub use effect::{Action, Effect};
pub use engine::{Sprint, Verdict, advance};
pub use graph::{Flow, FlowRef, Graph, Handle};
pub use host::{Answer, Facts, Host, Question};
pub use nodes::catalog;
pub use run::{Input, Run, Step};
