//! Ways out that can be taken with one click: edits of the graph as data, applied by the editor and undone like any other.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A way out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// What the button says.
    pub title: String,
    /// What it does.
    pub edits: Vec<Edit>,
}

/// One edit of a graph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Edit {
    /// A new node and a line to it.
    AddNodeAfter {
        /// The node the line leaves.
        node: String,
        /// The handle it leaves by.
        handle: String,
        /// Kind of the new node.
        kind: String,
        /// Its settings.
        config: Value,
    },
    /// A node between a node and whatever leads to it.
    InsertBefore {
        /// The node.
        node: String,
        /// Kind of the new node.
        kind: String,
        /// Its settings.
        config: Value,
        /// The new node's handle that leads on to the node.
        handle: String,
    },
    /// Take a line away.
    RemoveEdge {
        /// Its id.
        edge: String,
    },
    /// Take a node and its lines away.
    RemoveNode {
        /// Its id.
        node: String,
    },
    /// Another name of a node.
    RenameNode {
        /// Its id.
        node: String,
        /// Its new name.
        name: String,
    },
    /// Another setting.
    SetField {
        /// The node's id.
        node: String,
        /// Path of the setting.
        field: String,
        /// Its new value.
        value: Value,
    },
    /// A new variable.
    AddVariable {
        /// Its name.
        name: String,
        /// Its type.
        kind: String,
    },
}

impl Fix {
    pub(crate) fn new(title: impl Into<String>, edit: Edit) -> Self {
        Self {
            title: title.into(),
            edits: vec![edit],
        }
    }
}
