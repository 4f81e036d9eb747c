//! Reply buttons and lists.

use std::collections::BTreeSet;

use crate::graph::{check::Parameter, error::GraphError};

/// 1 to 3 buttons with different ids and titles.
pub(super) fn buttons(action: &Parameter<'_>) -> Result<(), GraphError> {
    let (mut ids, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for button in action.get("buttons").array(1, 3)? {
        button.get("type").one_of(&["reply"])?;
        let reply = button.get("reply");
        reply.object()?;
        unique(&mut ids, &reply.get("id"), 256)?;
        unique(&mut titles, &reply.get("title"), 20)?;
    }
    Ok(())
}

/// At most 10 sections and 10 rows in all; sections have titles when there are several.
pub(super) fn list(action: &Parameter<'_>) -> Result<(), GraphError> {
    action.get("button").text(20)?;
    let sections = action.get("sections").array(1, 10)?;
    let (mut ids, several) = (BTreeSet::new(), sections.len() > 1);
    for section in sections {
        let title = section.get("title");
        if several || title.is_there() {
            title.text(24)?;
        }
        for row in section.get("rows").array(1, 10)? {
            unique(&mut ids, &row.get("id"), 200)?;
            row.get("title").text(24)?;
            row.get("description").optional_text(72)?;
        }
    }
    match ids.len() {
        ..=10 => Ok(()),
        rows => Err(action.get("sections").not_allowed(&format!("have {rows} rows in all. Max: 10"))),
    }
}

fn unique<'a>(known: &mut BTreeSet<&'a str>, text: &Parameter<'a>, most: usize) -> Result<(), GraphError> {
    match known.insert(text.text(most)?) {
        true => Ok(()),
        false => Err(text.not_allowed("is used twice")),
    }
}
