//! Just enough of Rust's grammar to tell code, string literals and comments apart.

/// A stretch of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Code(&'a str),
    /// What stands between the quotes, escapes as written.
    Literal(&'a str),
    Comment(&'a str),
}

/// Splits a source text into its pieces, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut at, mut from) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let rest = &text[at..];
        let found = if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            Some((Piece::Comment(&rest[..end]), end))
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            Some((Piece::Comment(&rest[..end]), end))
        } else if let Some(found) = raw_literal(text, at) {
            Some(found)
        } else if rest.starts_with('"') {
            let end = end_of_literal(&bytes[at + 1..]);
            Some((Piece::Literal(&rest[1..=end]), (end + 2).min(rest.len())))
        } else if rest.starts_with('\'') {
            // A character, or the tick of a lifetime.
            let length = end_of_character(rest);
            at += length;
            continue;
        } else {
            None
        };
        match found {
            Some((piece, length)) => {
                if from < at {
                    pieces.push(Piece::Code(&text[from..at]));
                }
                pieces.push(piece);
                at += length;
                from = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    if from < text.len() {
        pieces.push(Piece::Code(&text[from..]));
    }
    pieces
}

/// `r"…"`, `r#"…"#`, `br"…"` where no name ends in that `r`.
fn raw_literal(text: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|character| character.is_alphanumeric() || character == '_') {
        return None;
    }
    let rest = &text[at..];
    let body = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let body = body[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&close).unwrap_or(body.len());
    let start = rest.len() - body.len();
    Some((Piece::Literal(&body[..end]), (start + end + close.len()).min(rest.len())))
}

fn end_of_literal(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

fn end_of_character(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => {
            characters.next();
            characters.find(|(_, character)| *character == '\'').map_or(1, |(at, _)| at + 1)
        }
        Some((_, _)) => match characters.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn literals(text: &str, expected: &[&str]) {
        let found: Vec<_> = pieces(text)
            .into_iter()
            .filter_map(|piece| if let Piece::Literal(text) = piece { Some(text) } else { None })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn literals_are_found_and_nothing_else() {
        literals(r#"call("one", 'x', '"', "two \" still") // "not" "#, &["one", r#"two \" still"#]);
        literals(r##"let a: &'static str = r#"raw " one"#; /* "no" */ b"bytes""##, &["raw \" one", "bytes"]);
        literals(r#"fn f<'a>(x: &'a str) { g('\'', "a") }"#, &["a"]);
        literals("err\"x\"", &["x"]);
        literals("", &[]);
    }

    #[test]
    fn pieces_cover_the_text() {
        let text = "a(\"b\"); // c\n";
        assert_eq!(
            pieces(text),
            [
                Piece::Code("a("),
                Piece::Literal("b"),
                Piece::Code("); "),
                Piece::Comment("// c"),
                Piece::Code("\n")
            ]
        );
    }
}
