//! A list to choose from.

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::parts::{Body, Footer, Header, Headers};
use crate::outbound::LIMITS;
use crate::outbound::check::{Check, ViolationCode};

/// Text with a button that opens up to ten rows; the choice comes back as `list_reply` (*Interactive list messages*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Text only, at most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// At most 4096 characters.
    pub body: Body,
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// The button and the rows.
    pub action: ListAction,
}

/// The button and the rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAction {
    /// The label that opens the list, at most 20 characters.
    pub button: String,
    /// One to ten, with ten rows together.
    pub sections: Vec<ListSection>,
}

/// A group of rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSection {
    /// At most 24 characters; needed when there are several sections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The rows.
    pub rows: Vec<ListRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListRow {
    /// Comes back with the choice; at most 200 characters, different for each row.
    pub id: String,
    /// First line, at most 24 characters.
    pub title: String,
    /// Second line, at most 72 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl InteractiveKind for List {
    const KIND: &'static str = "list";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "List"
    }

    fn check(&self, check: &mut Check) {
        let limits = LIMITS.interactive.list;
        Header::check(self.header.as_ref(), Headers::TextOnly, check);
        self.body.check(limits.body, check);
        Footer::check(self.footer.as_ref(), check);
        check.inside("action", |check| {
            check.text("button", &self.action.button, limits.button);
            check.count("sections", self.action.sections.len(), 1, limits.sections);
            check.each("sections", &self.action.sections, |check, section| {
                section.check(self.action.sections.len() > 1, check)
            });
            self.action.check_rows_together(check);
        });
    }
}

impl ListSection {
    fn check(&self, needs_title: bool, check: &mut Check) {
        let limits = LIMITS.interactive.list;
        match self.title.as_deref() {
            Some(title) if needs_title => check.text("title", title, limits.section_title),
            Some(title) => check.short("title", title, limits.section_title),
            None if needs_title => check.note("title", ViolationCode::Missing, None, "with several sections each needs a title"),
            None => {}
        }
        check.count("rows", self.rows.len(), 1, limits.rows);
        check.each("rows", &self.rows, |check, row| {
            check.text("id", &row.id, limits.row_id);
            check.text("title", &row.title, limits.row_title);
            check.short("description", row.description.as_deref().unwrap_or_default(), limits.row_description);
        });
    }
}

impl ListAction {
    fn check_rows_together(&self, check: &mut Check) {
        let rows: usize = self.sections.iter().map(|section| section.rows.len()).sum();
        let alone_too_many = self.sections.iter().any(|section| section.rows.len() > LIMITS.interactive.list.rows);
        if !alone_too_many {
            check.count("sections", rows, 0, LIMITS.interactive.list.rows);
        }
        let ids = self.sections.iter().enumerate().flat_map(|(section, of)| {
            of.rows
                .iter()
                .enumerate()
                .map(move |(row, of)| (format!("sections/{section}/rows/{row}/id"), of.id.as_str()))
        });
        check.unique(ids, "row id");
    }
}
