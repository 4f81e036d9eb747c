//! The components themselves. One table, alphabetical within its groups.

use super::{Component, Group, Property as P, Shape as S};
use crate::Version;
use crate::version::v;

const WEIGHTS: &[&str] = &["bold", "italic", "bold_italic", "normal"];
const SCALES: &[&str] = &["contain", "cover"];
const SIZES: &[&str] = &["regular", "large"];
const FIRST: Version = v(2, 1);

const FOOTER: S = S::Action {
    click: true,
    actions: &[("navigate", FIRST), ("data_exchange", FIRST), ("complete", FIRST)],
};
const LINK: S = S::Action {
    click: true,
    actions: &[("navigate", FIRST), ("data_exchange", FIRST), ("open_url", v(6, 0))],
};
const LIST: S = S::Action {
    click: true,
    actions: &[("navigate", FIRST), ("data_exchange", FIRST)],
};
const SELECT: S = S::Action {
    click: false,
    actions: &[("data_exchange", FIRST), ("update_data", v(6, 0))],
};
const SELECT_CHIP: S = S::Action {
    click: false,
    actions: &[("data_exchange", FIRST), ("update_data", v(7, 1))],
};
const EXCHANGE: S = S::Action {
    click: false,
    actions: &[("data_exchange", FIRST)],
};
const UPDATE: S = S::Action {
    click: false,
    actions: &[("update_data", v(6, 0))],
};

const fn text(most: usize) -> S {
    S::Text { most, blank: true }
}

const fn said(most: usize) -> S {
    S::Text { most, blank: false }
}

const fn lines(most: usize) -> S {
    S::Texts { most }
}

const fn visible() -> P {
    P::new("visible", S::Flag)
}

const fn enabled() -> P {
    P::new("enabled", S::Flag)
}

const fn required() -> P {
    P::new("required", S::Flag)
}

const fn name() -> P {
    P::new("name", S::Name).required().fixed()
}

const fn init(shape: S) -> P {
    P::new("init-value", shape).since(4, 0)
}

const fn message(most: usize) -> P {
    P::new("error-message", text(most)).since(4, 0)
}

const fn variant() -> P {
    P::new("label-variant", S::OneOf(&["large"])).since(7, 0)
}

const fn media_size() -> P {
    P::new("media-size", S::OneOf(SIZES)).since(5, 0)
}

pub const COMPONENTS: &[Component] = &[
    // ── text
    Component {
        name: "RichText",
        since: v(5, 1),
        group: Group::Text,
        help: "A whole text in Markdown: headings, lists, links, pictures, tables.",
        properties: &[P::new("text", lines(usize::MAX)).required(), visible()],
        in_branches: None,
    },
    Component {
        name: "TextBody",
        since: FIRST,
        group: Group::Text,
        help: "A paragraph.",
        properties: &[
            P::new("text", lines(4096)).required(),
            P::new("font-weight", S::OneOf(WEIGHTS)),
            P::new("strikethrough", S::Flag),
            P::new("markdown", S::Flag).since(5, 1),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "TextCaption",
        since: FIRST,
        group: Group::Text,
        help: "A small paragraph.",
        properties: &[
            P::new("text", lines(4096)).required(),
            P::new("font-weight", S::OneOf(WEIGHTS)),
            P::new("strikethrough", S::Flag),
            P::new("markdown", S::Flag).since(5, 1),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "TextHeading",
        since: FIRST,
        group: Group::Text,
        help: "A large heading.",
        properties: &[P::new("text", said(80)).required(), visible()],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "TextSubheading",
        since: FIRST,
        group: Group::Text,
        help: "A small heading.",
        properties: &[P::new("text", said(80)).required(), visible()],
        in_branches: Some(v(4, 0)),
    },
    // ── inputs
    Component {
        name: "CalendarPicker",
        since: v(6, 1),
        group: Group::Input,
        help: "One date or a range of dates, in a calendar.",
        properties: &[
            name(),
            P::new("label", S::RangeText { most: 40 }).required(),
            P::new("title", text(80)),
            P::new("description", text(300)),
            P::new("helper-text", S::RangeText { most: 80 }),
            P::new("required", S::RangeFlag),
            P::new("mode", S::OneOf(&["single", "range"])),
            P::new("min-date", S::Date),
            P::new("max-date", S::Date),
            P::new("unavailable-dates", S::Dates),
            P::new("include-days", S::Days),
            P::new("min-days", S::Integer { least: 0, most: 36_500 }),
            P::new("max-days", S::Integer { least: 0, most: 36_500 }),
            P::new("on-select-action", EXCHANGE).fixed(),
            P::new("init-value", S::RangeDate),
            P::new("error-message", S::RangeText { most: 80 }),
            enabled(),
            visible(),
        ],
        in_branches: None,
    },
    Component {
        name: "CheckboxGroup",
        since: FIRST,
        group: Group::Input,
        help: "Any number of options.",
        properties: &[
            name(),
            P::new("label", text(30)),
            P::new("description", text(300)).since(4, 0),
            P::new("data-source", S::Options { least: 1, most: 20 }).required(),
            P::new("min-selected-items", S::Integer { least: 0, most: 20 }),
            P::new("max-selected-items", S::Integer { least: 1, most: 20 }),
            media_size(),
            P::new("on-select-action", SELECT).fixed(),
            P::new("on-unselect-action", UPDATE).fixed().since(6, 0),
            init(S::TextList),
            message(4096),
            required(),
            enabled(),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "ChipsSelector",
        since: v(6, 3),
        group: Group::Input,
        help: "Any number of short options, side by side.",
        properties: &[
            name(),
            P::new("label", text(80)).required(),
            P::new("description", text(300)),
            P::new("data-source", S::Options { least: 2, most: 20 }).required(),
            P::new("min-selected-items", S::Integer { least: 0, most: 20 }),
            P::new("max-selected-items", S::Integer { least: 1, most: 20 }),
            P::new("on-select-action", SELECT_CHIP).fixed(),
            P::new("on-unselect-action", UPDATE).fixed().since(7, 1),
            init(S::TextList),
            message(4096),
            required(),
            enabled(),
            visible(),
        ],
        in_branches: Some(v(7, 1)),
    },
    Component {
        name: "DatePicker",
        since: FIRST,
        group: Group::Input,
        help: "One date.",
        properties: &[
            name(),
            P::new("label", text(40)).required(),
            P::new("helper-text", text(80)),
            P::new("min-date", S::Date),
            P::new("max-date", S::Date),
            P::new("unavailable-dates", S::Dates),
            P::new("on-select-action", EXCHANGE).fixed(),
            init(S::Date),
            message(80),
            required(),
            enabled(),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "Dropdown",
        since: FIRST,
        group: Group::Input,
        help: "One option of a long list.",
        properties: &[
            name(),
            P::new("label", text(20)).required(),
            P::new("data-source", S::Options { least: 1, most: 200 }).required(),
            P::new("on-select-action", SELECT).fixed(),
            P::new("on-unselect-action", UPDATE).fixed().since(6, 0),
            init(text(4096)),
            message(4096),
            required(),
            enabled(),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "OptIn",
        since: FIRST,
        group: Group::Input,
        help: "A box to tick, with more to read.",
        properties: &[
            name(),
            P::new("label", text(120)).required(),
            P::new("on-click-action", LINK).fixed(),
            P::new("on-select-action", UPDATE).fixed().since(6, 0),
            P::new("on-unselect-action", UPDATE).fixed().since(6, 0),
            init(S::Flag),
            required(),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "RadioButtonsGroup",
        since: FIRST,
        group: Group::Input,
        help: "One of a few options.",
        properties: &[
            name(),
            P::new("label", text(30)),
            P::new("description", text(300)).since(4, 0),
            P::new("data-source", S::Options { least: 1, most: 20 }).required(),
            media_size(),
            P::new("on-select-action", SELECT).fixed(),
            P::new("on-unselect-action", UPDATE).fixed().since(6, 0),
            init(text(4096)),
            message(4096),
            required(),
            enabled(),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "TextArea",
        since: FIRST,
        group: Group::Input,
        help: "Several lines of text.",
        properties: &[
            name(),
            P::new("label", text(20)).required(),
            variant(),
            P::new("helper-text", text(80)),
            P::new("max-length", S::Count),
            init(text(4096)),
            message(4096),
            required(),
            enabled(),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "TextInput",
        since: FIRST,
        group: Group::Input,
        help: "One line of text, a number, an address, a password.",
        properties: &[
            name(),
            P::new("label", text(20)).required(),
            variant(),
            P::new("input-type", S::OneOf(&["text", "number", "email", "password", "passcode", "phone"])),
            P::new("pattern", S::Pattern).since(6, 2),
            P::new("helper-text", text(80)),
            P::new("min-chars", S::Count),
            P::new("max-chars", S::Count),
            init(text(4096)),
            message(30),
            required(),
            enabled(),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    // ── files
    Component {
        name: "DocumentPicker",
        since: v(4, 0),
        group: Group::Picker,
        help: "Documents from the phone.",
        properties: &[
            name(),
            P::new("label", text(80)).required(),
            P::new("description", text(300)),
            P::new("max-file-size-kb", S::Integer { least: 1, most: 25_600 }),
            P::new("min-uploaded-documents", S::Integer { least: 0, most: 30 }),
            P::new("max-uploaded-documents", S::Integer { least: 1, most: 30 }),
            P::new("allowed-mime-types", S::MimeTypes),
            P::new("error-message", S::FileMessage),
            enabled(),
            visible(),
        ],
        in_branches: None,
    },
    Component {
        name: "PhotoPicker",
        since: v(4, 0),
        group: Group::Picker,
        help: "Photos from camera or gallery.",
        properties: &[
            name(),
            P::new("label", text(80)).required(),
            P::new("description", text(300)),
            P::new("photo-source", S::OneOf(&["camera_gallery", "camera", "gallery"])),
            P::new("max-file-size-kb", S::Integer { least: 1, most: 25_600 }),
            P::new("min-uploaded-photos", S::Integer { least: 0, most: 30 }),
            P::new("max-uploaded-photos", S::Integer { least: 1, most: 30 }),
            P::new("error-message", S::FileMessage),
            enabled(),
            visible(),
        ],
        in_branches: None,
    },
    // ── pictures
    Component {
        name: "Image",
        since: FIRST,
        group: Group::Media,
        help: "A picture.",
        properties: &[
            P::new("src", S::Image).required(),
            P::new("width", S::Integer { least: 1, most: 10_000 }),
            P::new("height", S::Integer { least: 1, most: 10_000 }),
            P::new("scale-type", S::OneOf(SCALES)),
            P::new("aspect-ratio", S::Number),
            P::new("alt-text", text(4096)),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "ImageCarousel",
        since: v(7, 1),
        group: Group::Media,
        help: "Up to three pictures to swipe through.",
        properties: &[
            P::new("images", S::Images).required(),
            P::new("aspect-ratio", S::OneOf(&["4:3", "16:9"])),
            P::new("scale-type", S::OneOf(SCALES)),
            visible(),
        ],
        in_branches: None,
    },
    // ── actions
    Component {
        name: "EmbeddedLink",
        since: FIRST,
        group: Group::Action,
        help: "A link inside the form.",
        properties: &[
            P::new("text", said(25)).required(),
            P::new("on-click-action", LINK).required().fixed(),
            visible(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "Footer",
        since: FIRST,
        group: Group::Action,
        help: "The button at the bottom.",
        properties: &[
            P::new("label", said(35)).required(),
            P::new("left-caption", text(15)),
            P::new("center-caption", text(15)),
            P::new("right-caption", text(15)),
            P::new("on-click-action", FOOTER).required().fixed(),
            enabled(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "NavigationList",
        since: v(6, 2),
        group: Group::Action,
        help: "A list whose items lead somewhere.",
        properties: &[
            name(),
            P::new("list-items", S::ListItems).required(),
            P::new("label", text(80)),
            P::new("description", text(300)),
            P::new("media-size", S::OneOf(SIZES)),
            P::new("on-click-action", LIST).fixed(),
            visible(),
        ],
        in_branches: None,
    },
    // ── containers
    Component {
        name: "Form",
        since: FIRST,
        group: Group::Container,
        help: "Holds inputs, their first values and messages; optional from 4.0 on.",
        properties: &[
            name(),
            P::new("children", S::Children).required().fixed(),
            P::new("init-values", S::InitValues),
            P::new("error-messages", S::Messages),
        ],
        in_branches: None,
    },
    Component {
        name: "If",
        since: v(4, 0),
        group: Group::Container,
        help: "Shows one part or another.",
        properties: &[
            P::new("condition", S::Condition).required(),
            P::new("then", S::Children).required().fixed(),
            P::new("else", S::Children).fixed(),
        ],
        in_branches: Some(v(4, 0)),
    },
    Component {
        name: "Switch",
        since: v(4, 0),
        group: Group::Container,
        help: "Shows the part that a value names.",
        properties: &[P::new("value", S::Choice).required(), P::new("cases", S::Cases).required().fixed()],
        in_branches: Some(v(4, 0)),
    },
];

/// What a DocumentPicker may ask for (*Media Upload Components*).
pub(crate) const MIME_TYPES: &[&str] = &[
    "application/gzip",
    "application/msword",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/x-7z-compressed",
    "application/zip",
    "image/avif",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "text/plain",
    "video/mp4",
    "video/mpeg",
];
