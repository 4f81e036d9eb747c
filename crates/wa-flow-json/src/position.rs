//! From byte offsets to lines and columns, as Meta and editors count them.

use serde::Serialize;

/// Where something stands: lines and columns from 1, the end exclusive. Columns count UTF-16 units, as editors in browsers do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    pub line_start: u32,
    pub column_start: u32,
    pub line_end: u32,
    pub column_end: u32,
}

/// Marks every so many bytes, so that a file in one line costs no more than one in many.
const STRIDE: usize = 1024;

pub(crate) struct Positions<'a> {
    text: &'a str,
    /// (byte, line, column) at a character at or behind each multiple of the stride.
    marks: Vec<(usize, u32, u32)>,
}

impl<'a> Positions<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let (mut marks, mut line, mut column, mut next) = (Vec::new(), 1, 1, 0);
        for (at, letter) in text.char_indices() {
            if at >= next {
                marks.push((at, line, column));
                next = at + STRIDE;
            }
            step(letter, &mut line, &mut column);
        }
        Self { text, marks }
    }

    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let (line_start, column_start) = self.at(start);
        let (line_end, column_end) = self.at(end.max(start));
        Span {
            line_start,
            column_start,
            line_end,
            column_end,
        }
    }

    fn at(&self, offset: usize) -> (u32, u32) {
        let place = self.marks.partition_point(|(at, ..)| *at <= offset);
        let Some((from, mut line, mut column)) = place.checked_sub(1).map(|place| self.marks[place]) else {
            return (1, 1);
        };
        for (at, letter) in self.text[from..].char_indices() {
            if from + at >= offset {
                break;
            }
            step(letter, &mut line, &mut column);
        }
        (line, column)
    }
}

fn step(letter: char, line: &mut u32, column: &mut u32) {
    if letter == '\n' {
        *line += 1;
        *column = 1;
    } else {
        *column += if letter.len_utf16() == 2 { 2 } else { 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_a_browser() {
        let text = "{\n \"😀é\": 1,\n}";
        let positions = Positions::new(text);
        let at = text.find('1').unwrap();
        assert_eq!(
            positions.span(at, at + 1),
            Span {
                line_start: 2,
                column_start: 9,
                line_end: 2,
                column_end: 10
            }
        );
        assert_eq!(
            positions.span(0, text.len()),
            Span {
                line_start: 1,
                column_start: 1,
                line_end: 3,
                column_end: 2
            }
        );
        assert_eq!(Positions::new("").span(0, 0).line_start, 1);
    }

    #[test]
    fn marks_agree_with_counting() {
        let text = "aé😀\nxyz ".repeat(3000);
        let positions = Positions::new(&text);
        let (mut line, mut column) = (1, 1);
        for (offset, letter) in text.char_indices() {
            if offset % 97 == 0 {
                assert_eq!(positions.at(offset), (line, column), "{offset}");
            }
            step(letter, &mut line, &mut column);
        }
    }
}
