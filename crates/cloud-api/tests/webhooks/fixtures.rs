//! The fixtures on disk.

use std::path::Path;

use cloud_api::webhook::{Change, Delivery, FieldValue, InboundMessage, Item, MessagesValue};

/// One file.
pub(crate) struct Fixture {
    pub(crate) field: String,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Fixture {
    /// The part of the name before the first dash.
    pub(crate) fn kind(&self) -> &str {
        self.name.split('-').next().unwrap()
    }

    pub(crate) fn delivery(&self) -> Delivery {
        Delivery::parse(&self.bytes).unwrap_or_else(|error| panic!("{}/{}: {error}", self.field, self.name))
    }
}

/// All files, in alphabetical order.
pub(crate) fn all() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/webhooks");
    let mut fixtures: Vec<Fixture> = list(&root).into_iter().flat_map(|folder| list(&folder)).map(|path| read(&path)).collect();
    fixtures.sort_by_key(|fixture| (fixture.field.clone(), fixture.name.clone()));
    fixtures
}

/// One file.
pub(crate) fn get(field: &str, name: &str) -> Fixture {
    all()
        .into_iter()
        .find(|fixture| fixture.field == field && fixture.name == name)
        .unwrap_or_else(|| panic!("no fixture {field}/{name}.json"))
}

/// The value of the first change of a `messages` fixture.
pub(crate) fn messages(name: &str) -> MessagesValue {
    let change = get("messages", name).delivery().changes.remove(0);
    let Change {
        value: FieldValue::Messages(value),
        ..
    } = change
    else {
        panic!("{change:?}")
    };
    value
}

/// The first message of a `messages` fixture.
pub(crate) fn message(name: &str) -> InboundMessage {
    match messages(name).messages.remove(0) {
        Item::Parsed(message) => message,
        malformed @ Item::Malformed { .. } => panic!("{malformed:?}"),
    }
}

fn list(folder: &Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn read(path: &Path) -> Fixture {
    let part = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    Fixture {
        field: part(path.parent().unwrap()),
        name: part(path),
        bytes: std::fs::read(path).unwrap(),
    }
}
