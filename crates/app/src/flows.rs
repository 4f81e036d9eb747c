//! Automation flows: drawing, checking, publishing and trying them out. What runs them is elsewhere.

pub use flow_engine::docs::catalog_module;
