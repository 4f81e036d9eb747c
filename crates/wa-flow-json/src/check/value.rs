//! Values of properties against their shape: dynamic ones by type, written ones by limits.

use super::{Checker, shown};
use crate::Rule;
use crate::catalog::{Property, Shape};
use crate::expression::{Dynamic, Type, read};
use crate::json::{Kind, Node, join};
use crate::survey::{Placed, Screen};
use crate::version::v;

/// What Meta shows of a text nobody limits.
pub(super) const PICTURE_BYTES: usize = 300 * 1024;

impl<'a> Checker<'a> {
    pub(super) fn value(&mut self, screen: &'a Screen<'a>, placed: &'a Placed<'a>, property: &Property, node: &'a Node, at: &str) {
        match property.shape {
            Shape::Condition => return self.condition(screen, node, at),
            Shape::Choice => return self.choice(screen, node, at),
            // Actions and children are looked at where they are listed.
            Shape::Action { .. } => return,
            _ => {}
        }
        if let Some(text) = node.text()
            && looks_dynamic(text)
        {
            return self.dynamic(screen, property, text, node, at);
        }
        self.written(screen, placed, property.shape, node, at);
    }

    fn dynamic(&mut self, screen: &Screen<'a>, property: &Property, text: &str, node: &Node, at: &str) {
        if !property.dynamic {
            return self.report(Rule::NotDynamic, node, at, format!("Property '{}' cannot be dynamic.", property.name));
        }
        match read(text) {
            Err(error) => self.report(Rule::ExpressionSyntax, node, at, format!("{error}.")),
            Ok(Dynamic::Reference(reference)) => {
                if let Some(found) = self.reference(screen, &reference, node, at, None)
                    && !wanted(property.shape, false).iter().any(|wanted| wanted.fits(found))
                {
                    let names: Vec<_> = wanted(property.shape, false).iter().map(|wanted| wanted.name()).collect();
                    let message = format!(
                        "Expected '${{{}}}' to be of type {}, but it is {}.",
                        reference.written(),
                        names.join(" or "),
                        found.name()
                    );
                    self.report(Rule::ReferenceType, node, at, message);
                } else if let (Shape::Options { .. }, Some(schema)) = (property.shape, self.schema_of(screen, &reference)) {
                    self.declared_options(schema, &reference, node, at);
                }
            }
            Ok(Dynamic::Expression(expression)) => {
                let found = self.expression(screen, &expression, node, at);
                if !wanted(property.shape, true).iter().any(|wanted| wanted.fits(found)) {
                    let message = format!("The expression gives {}, which property '{}' does not take.", found.name(), property.name);
                    self.report(Rule::ReferenceType, node, at, message);
                }
            }
            Ok(Dynamic::Literal) => {}
        }
    }

    fn written(&mut self, screen: &'a Screen<'a>, placed: &'a Placed<'a>, shape: Shape, node: &'a Node, at: &str) {
        match shape {
            Shape::Text { most, blank } => self.text(node, at, most, blank),
            Shape::Name => self.text(node, at, 4096, false),
            Shape::Texts { most } => self.lines(node, at, most),
            Shape::Flag => {
                self.expect(node, at, "boolean");
            }
            Shape::Integer { least, most } => self.integer(node, at, least, most),
            Shape::Number => {
                self.expect(node, at, "number");
            }
            Shape::Count => self.count(node, at),
            Shape::OneOf(words) => self.one_of(node, at, words),
            Shape::Date => self.date(node, at),
            Shape::Dates => self.each(node, at, |checker, item, at| checker.date(item, at)),
            Shape::Days => self.each(node, at, |checker, item, at| {
                checker.one_of(item, at, &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
            }),
            Shape::TextList => self.each(node, at, |checker, item, at| {
                checker.expect(item, at, "string");
            }),
            Shape::MimeTypes => self.each(node, at, |checker, item, at| checker.one_of(item, at, crate::catalog::mime_types())),
            Shape::Image => self.image(node, at, PICTURE_BYTES),
            Shape::Images => self.images(node, at),
            Shape::Options { least, most } => self.options(screen, placed, node, at, (least, most)),
            Shape::ListItems => self.list_items(screen, node, at),
            Shape::InitValues | Shape::Messages => self.form_values(screen, placed, node, at, shape == Shape::InitValues),
            Shape::FileMessage if node.is_object() => {}
            Shape::FileMessage => self.text(node, at, 4096, true),
            Shape::Pattern => self.text(node, at, 4096, false),
            Shape::Children => {
                if self.expect(node, at, "array") && node.items().is_empty() && !placed.is("If") {
                    self.report(Rule::TooFewItems, node, at, format!("Property {at} should have at least '1' items."));
                }
            }
            Shape::Cases => {
                self.expect(node, at, "object");
            }
            // The calendar looks at its own; actions, conditions and choices never come here.
            Shape::RangeText { .. } | Shape::RangeFlag | Shape::RangeDate | Shape::Action { .. } | Shape::Condition | Shape::Choice => {}
        }
    }

    fn each(&mut self, node: &'a Node, at: &str, mut check: impl FnMut(&mut Self, &'a Node, &str)) {
        if self.expect(node, at, "array") {
            for (place, item) in node.items().iter().enumerate() {
                check(self, item, &format!("{at}/{place}"));
            }
        }
    }

    pub(super) fn text(&mut self, node: &Node, at: &str, most: usize, blank: bool) {
        if !self.expect(node, at, "string") {
            return;
        }
        let text = node.text().unwrap_or_default();
        if text.trim().is_empty() && (!blank || (text.is_empty() && self.version() >= v(6, 0) && at.ends_with("/label"))) {
            self.report(Rule::BlankText, node, at, format!("Property {at} should not be blank or empty string."));
        }
        let length = text.chars().count();
        if length > most {
            self.report(
                Rule::TextTooLong,
                node,
                at,
                format!("The text has {length} characters; {most} are shown."),
            );
        }
    }

    /// One text, or its lines (Flow JSON 5.1, for long ones in Markdown).
    fn lines(&mut self, node: &'a Node, at: &str, most: usize) {
        if !node.is_array() || self.version() < v(5, 1) {
            return self.text(node, at, most, false);
        }
        let mut length = 0;
        for (place, line) in node.items().iter().enumerate() {
            if self.expect(line, &format!("{at}/{place}"), "string") {
                length += line.text().map_or(0, |text| text.chars().count());
            }
        }
        if length > most {
            self.report(
                Rule::TextTooLong,
                node,
                at,
                format!("The text has {length} characters; {most} are shown."),
            );
        }
    }

    fn integer(&mut self, node: &Node, at: &str, least: i64, most: i64) {
        if !self.expect(node, at, "integer") {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "limits are small")]
        let (low, high) = (least as f64, most as f64);
        let number = node.number().unwrap_or_default();
        if number < low {
            self.report(
                Rule::TooSmall,
                node,
                at,
                format!("The minimum value allowed for property {at} is {least}."),
            );
        } else if number > high {
            self.report(
                Rule::TooLarge,
                node,
                at,
                format!("The maximum value allowed for property {at} is {most}."),
            );
        }
    }

    /// Meta's pages call them strings, its validator numbers: both are taken.
    fn count(&mut self, node: &Node, at: &str) {
        match &node.kind {
            Kind::String(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {}
            Kind::String(_) => self.report(
                Rule::NotDynamic,
                node,
                at,
                format!("Property {at} should be a number, or dynamic data of the form ${{data.your_value}}."),
            ),
            _ => self.integer(node, at, 0, 1_000_000),
        }
    }

    pub(super) fn one_of(&mut self, node: &Node, at: &str, words: &[&str]) {
        if self.expect(node, at, "string") && !words.contains(&node.text().unwrap_or_default()) {
            self.report(Rule::WrongEnum, node, at, format!("Value should be one of: [{}].", words.join(", ")));
        }
    }

    pub(super) fn date(&mut self, node: &Node, at: &str) {
        if !self.expect(node, at, "string") {
            return;
        }
        let text = node.text().unwrap_or_default();
        if self.version() >= v(5, 0) {
            if !is_date(text) {
                self.report(Rule::DateFormat, node, at, format!("'{}' should be in 'YYYY-MM-DD' format.", shown(text)));
            }
        } else if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.report(
                Rule::DateFormat,
                node,
                at,
                format!("'{}' should be milliseconds since 1970, as text.", shown(text)),
            );
        }
    }

    /// A picture in base64, with or without the address form around it.
    pub(super) fn image(&mut self, node: &Node, at: &str, most: usize) {
        if !self.expect(node, at, "string") {
            return;
        }
        let text = node.text().unwrap_or_default();
        let body = text.split_once(";base64,").map_or(text, |(_, body)| body);
        let letters = body.trim_end_matches('=');
        let plain = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte));
        if !plain {
            self.report(Rule::ImageFormat, node, at, format!("Property {at} should be a picture in base64."));
        } else if letters.len() / 4 * 3 > most {
            let message = format!("The picture has {} KB; {} KB is the most.", letters.len() / 4 * 3 / 1024, most / 1024);
            self.report(Rule::ImageTooLarge, node, at, message);
        }
    }

    /// The title of a screen may be dynamic too.
    pub(super) fn title(&mut self, screen: &'a Screen<'a>, node: &'a Node) {
        let at = join(&screen.pointer, "title");
        match node.text() {
            Some(text) if looks_dynamic(text) => {
                const TITLE: Property = Property {
                    name: "title",
                    shape: Shape::Text {
                        most: usize::MAX,
                        blank: true,
                    },
                    required: false,
                    dynamic: true,
                    since: v(2, 1),
                };
                self.dynamic(screen, &TITLE, text, node, &at);
            }
            _ => {
                self.expect(node, &at, "string");
            }
        }
    }
}

pub(super) fn looks_dynamic(text: &str) -> bool {
    (text.starts_with("${") && text.ends_with('}')) || (text.len() > 1 && text.starts_with('`') && text.ends_with('`'))
}

/// The types a shape takes; an expression may give a text from any single value.
fn wanted(shape: Shape, expression: bool) -> &'static [Type] {
    match shape {
        Shape::Text { .. } | Shape::Pattern | Shape::Name if expression => &[Type::Text, Type::Number, Type::Flag],
        Shape::Text { .. } | Shape::Pattern | Shape::Name | Shape::OneOf(_) | Shape::Date | Shape::Image => &[Type::Text],
        Shape::Texts { .. } if expression => &[Type::Text, Type::Number, Type::Flag, Type::List],
        Shape::Texts { .. } => &[Type::Text, Type::List],
        Shape::Flag => &[Type::Flag],
        Shape::Integer { .. } | Shape::Number => &[Type::Number],
        Shape::Count => &[Type::Number, Type::Text],
        Shape::Dates
        | Shape::Days
        | Shape::Images
        | Shape::Options { .. }
        | Shape::ListItems
        | Shape::TextList
        | Shape::MimeTypes
        | Shape::Children => &[Type::List],
        Shape::InitValues | Shape::Messages | Shape::Cases => &[Type::Object],
        Shape::FileMessage | Shape::RangeText { .. } | Shape::RangeDate => &[Type::Text, Type::Object],
        Shape::RangeFlag => &[Type::Flag, Type::Object],
        Shape::Action { .. } | Shape::Condition | Shape::Choice => &[Type::Any],
    }
}

/// A day of the calendar, written YYYY-MM-DD.
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    let shape = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(place, byte)| if matches!(place, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    shape && (1..=days).contains(&day)
}
