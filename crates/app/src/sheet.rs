//! Tables as CSV that spreadsheets open without running anything: quoted, and formulas defused.

/// One line, with its end (`\r\n`, as [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180) has it).
#[must_use]
pub fn line<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let mut line = String::new();
    for (at, text) in cells.into_iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        line.push_str(&cell(text));
    }
    line.push_str("\r\n");
    line
}

/// A cell: what a spreadsheet would take for a formula gets an apostrophe before it, which says "this is text".
fn cell(text: &str) -> String {
    let text = text.replace('\0', "");
    let is_number = text.parse::<f64>().is_ok_and(f64::is_finite);
    let text = match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n') if !is_number || text.starts_with('+') => format!("'{text}"),
        _ => text,
    };
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x07_no_cell_begins_like_a_formula() {
        for hostile in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\0=1",
            "\n=1",
            "+34600",
            "=HYPERLINK(\"http://a\",\"b\")",
        ] {
            let line = line(["a", hostile]);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            assert_eq!(record.len(), 2, "{line:?}");
            assert!(record[1].starts_with('\''), "{line:?}");
            assert_eq!(record[1][1..], hostile.replace('\0', ""), "nothing but the apostrophe is added");
        }
    }

    #[test]
    fn what_is_harmless_stays_as_it_is() {
        assert_eq!(
            line(["-12.5", "Ana", "", "a,b", "say \"hi\"", "two\nlines"]),
            "-12.5,Ana,,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n"
        );
    }
}
