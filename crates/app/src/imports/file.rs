//! A file of contacts as bytes: which alphabet it is written in, what stands between its cells, and its rows.

use csv::{ReaderBuilder, StringRecord};

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// The text.
    pub(super) text: String,
    /// How the bytes were read.
    pub(super) encoding: &'static str,
    /// What stands between cells.
    pub(super) delimiter: u8,
}

/// Characters of Windows-1252 from 0x80 to 0x9f; what is not assigned is shown as a question mark in a diamond.
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

impl File {
    /// Reads bytes by their mark, else as UTF-8, else as the Windows alphabet that spreadsheets of the West write.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let (text, encoding) = match bytes {
            [0xef, 0xbb, 0xbf, rest @ ..] => (String::from_utf8_lossy(rest).into_owned(), "UTF-8"),
            [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes), "UTF-16LE"),
            [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes), "UTF-16BE"),
            bytes => match std::str::from_utf8(bytes) {
                Ok(text) => (text.to_owned(), "UTF-8"),
                Err(_) => (bytes.iter().map(|byte| windows(*byte)).collect(), "Windows-1252"),
            },
        };
        let delimiter = delimiter(&text);
        Self { text, encoding, delimiter }
    }

    /// A file that was read before.
    pub(super) fn again(text: String, delimiter: &str) -> Self {
        Self {
            text,
            encoding: "UTF-8",
            delimiter: delimiter.bytes().next().unwrap_or(b','),
        }
    }

    /// The rows, the header first. Rows may have fewer or more cells than the header; a row that cannot be read at all is an error in words.
    pub(super) fn rows(&self) -> impl Iterator<Item = Result<Vec<String>, String>> + '_ {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.text.as_bytes());
        let cells = |record: &StringRecord| record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        reader
            .into_records()
            .map(move |record| record.map(|record| cells(&record)).map_err(|error| error.to_string()))
            .filter(|row| row.as_ref().map_or(true, |cells| cells.iter().any(|cell| !cell.is_empty())))
    }
}

fn utf16(bytes: &[u8], join: impl Fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| join([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// What splits the first line into the most cells, quoted parts aside; a comma when nothing does.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    // The first of equals wins: `max_by_key` gives the last.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        File::read(bytes).rows().map(Result::unwrap).collect()
    }

    #[test]
    fn files_of_every_spreadsheet_are_read() {
        let expected = vec![vec!["Telefon", "Name"], vec!["+34 600", "Müller"]];
        let text = "Telefon;Name\r\n+34 600;Müller\r\n";
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let windows: Vec<u8> = text.chars().map(|mark| u8::try_from(u32::from(mark)).unwrap()).collect();
        let marked: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(text.bytes()).collect();
        for (bytes, encoding) in [
            (text.as_bytes(), "UTF-8"),
            (&marked, "UTF-8"),
            (&utf16, "UTF-16LE"),
            (&windows, "Windows-1252"),
        ] {
            assert_eq!(rows(bytes), expected, "{encoding}");
            assert_eq!(File::read(bytes).encoding, encoding);
        }
    }

    #[test]
    fn cells_hold_quotes_delimiters_and_lines() {
        let text = "phone,note\n1,\"a, \"\"b\"\"\nc\"\n\n2\n";
        assert_eq!(rows(text.as_bytes()), [vec!["phone", "note"], vec!["1", "a, \"b\"\nc"], vec!["2"]]);
        for (text, mark) in [
            ("a\tb\tc\n", b'\t'),
            ("a|b\n", b'|'),
            ("a\n", b','),
            ("\"a,b,c\";d\n", b';'),
            ("a,b;c\n", b','),
        ] {
            assert_eq!(File::read(text.as_bytes()).delimiter, mark, "{text:?}");
        }
    }
}
