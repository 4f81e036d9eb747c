//! THE LIST of components: their properties, limits and versions, from which the checker, the editor's completion and the documents are made
//! (<https://developers.facebook.com/docs/whatsapp/flows/reference/components>).

mod list;

use crate::Version;
use crate::version::v;

pub use list::COMPONENTS;

/// A kind of component.
#[derive(Debug)]
pub struct Component {
    pub name: &'static str,
    pub since: Version,
    pub group: Group,
    pub help: &'static str,
    pub properties: &'static [Property],
    /// The version from which it may stand inside `If` and `Switch`.
    pub in_branches: Option<Version>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Text,
    Input,
    /// An input whose value are files.
    Picker,
    Media,
    Action,
    Container,
}

/// A property of a component.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    pub name: &'static str,
    pub shape: Shape,
    pub required: bool,
    /// May be computed from data and form.
    pub dynamic: bool,
    pub since: Version,
}

/// What a value may look like. Lengths are in characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// A text; `blank` texts are refused for texts that are the whole component.
    Text {
        most: usize,
        blank: bool,
    },
    /// One text, or from 5.1 on several lines of it.
    Texts {
        most: usize,
    },
    Flag,
    Integer {
        least: i64,
        most: i64,
    },
    Number,
    /// A count, written as a number or as a text of digits.
    Count,
    OneOf(&'static [&'static str]),
    /// The name of an input.
    Name,
    /// `data-source`.
    Options {
        least: usize,
        most: usize,
    },
    Action {
        click: bool,
        actions: &'static [(&'static str, Version)],
    },
    Children,
    Cases,
    Condition,
    /// The value that `Switch` compares.
    Choice,
    Date,
    Dates,
    Days,
    /// A picture in base64.
    Image,
    Images,
    ListItems,
    /// First values by name of input.
    InitValues,
    /// Messages by name of input.
    Messages,
    /// A text, or texts by media id.
    FileMessage,
    /// For CalendarPicker: the shape itself, or `start-date` and `end-date` of it.
    RangeText {
        most: usize,
    },
    RangeFlag,
    RangeDate,
    MimeTypes,
    Pattern,
    /// First value of a checkbox group or chips.
    TextList,
}

impl Component {
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        COMPONENTS.iter().find(|component| component.name == name)
    }

    pub(crate) fn property(&self, name: &str) -> Option<&'static Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// Does it hold something that a customer enters?
    pub fn is_input(&self) -> bool {
        matches!(self.group, Group::Input | Group::Picker)
    }
}

impl Property {
    const fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            shape,
            required: false,
            dynamic: true,
            since: v(2, 1),
        }
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Must be written down.
    const fn fixed(mut self) -> Self {
        self.dynamic = false;
        self
    }

    const fn since(mut self, major: u8, minor: u8) -> Self {
        self.since = v(major, minor);
        self
    }
}

/// What a DocumentPicker may ask for.
pub(crate) fn mime_types() -> &'static [&'static str] {
    list::MIME_TYPES
}
