//! Reading JSON from outside: what a parser refuses is repaired when that loses nothing that matters.

use std::borrow::Cow;

use serde_json::Value;

/// Containers nested deeper than this become `null`; Meta's own payloads stay below fifteen.
const MAX_DEPTH: usize = 100;

/// Reads a JSON value. Lone surrogates, `\u0000`, invalid UTF-8, absurd nesting and numbers beyond `f64` in one corner of a
/// delivery are repaired, because refusing them would lose the sound messages next to them.
///
/// Strings of the result never hold NUL, which some databases refuse.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let hides_nul = bytes.windows(6).any(|window| window == br"\u0000");
    if !hides_nul && let Ok(value) = serde_json::from_slice(bytes) {
        return Ok(value);
    }
    serde_json::from_str(&repair(&String::from_utf8_lossy(bytes)))
}

/// Copies the text, rewriting only what would make a strict parser give up on the whole body.
fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut depth = 0usize;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '"' => copy_string(rest, &mut out),
            '{' | '[' if depth == MAX_DEPTH => {
                out.push_str("null");
                container_length(rest)
            }
            '{' | '[' => {
                depth += 1;
                out.push(first);
                1
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                out.push(first);
                1
            }
            '-' | '0'..='9' => copy_number(rest, &mut out),
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    out
}

/// Copies one string literal and returns its length, with lone surrogates and NUL replaced by U+FFFD.
fn copy_string(text: &str, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    out.push('"');
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                out.push('"');
                return at + 1;
            }
            b'\\' => match escaped_unit(text, at) {
                Some(unit @ 0xD800..0xDC00) if matches!(escaped_unit(text, at + 6), Some(0xDC00..0xE000)) => {
                    debug_assert!(unit >= 0xD800);
                    out.push_str(&text[at..at + 12]);
                    at += 12;
                }
                Some(0 | 0xD800..0xE000) => {
                    out.push_str("\\ufffd");
                    at += 6;
                }
                Some(_) => {
                    out.push_str(&text[at..at + 6]);
                    at += 6;
                }
                None => {
                    out.push('\\');
                    at += 1;
                    if let Some(next) = text[at..].chars().next() {
                        out.push(next);
                        at += next.len_utf8();
                    }
                }
            },
            0..0x20 => {
                out.push_str("\\ufffd");
                at += 1;
            }
            _ => {
                let next = text[at..].chars().next().expect("`at` stays on a character boundary");
                out.push(next);
                at += next.len_utf8();
            }
        }
    }
    at
}

/// The UTF-16 unit of a `\uXXXX` escape starting at `at`.
fn escaped_unit(text: &str, at: usize) -> Option<u32> {
    let escape = text.get(at..at + 6)?.strip_prefix("\\u")?;
    escape
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(escape, 16).ok())?
}

/// Copies one number and returns its length; a number no `f64` can hold becomes a string.
fn copy_number(text: &str, out: &mut String) -> usize {
    let length = text
        .bytes()
        .take_while(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
        .count();
    let number = &text[..length];
    let too_big = number.parse::<f64>().is_ok_and(f64::is_infinite);
    out.push_str(&if too_big {
        Cow::Owned(format!("\"{number}\""))
    } else {
        Cow::Borrowed(number)
    });
    length
}

/// How many bytes the container at the start of `text` spans, without recursion.
fn container_length(text: &str) -> usize {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Value) {
        assert_eq!(read(text.as_bytes()).unwrap(), expected, "{text}");
    }

    #[test]
    fn repairs_what_serde_refuses() {
        check(r#"["\ud83d\ude00"]"#, json!(["😀"]));
        check(r#"["a\ud83d", 1]"#, json!(["a\u{fffd}", 1]));
        check(r#"["\ude00\ud83d\n"]"#, json!(["\u{fffd}\u{fffd}\n"]));
        check(r#"["a\u0000b"]"#, json!(["a\u{fffd}b"]));
        check(r#"["a\\u0000b"]"#, json!(["a\\u0000b"]));
        check("[1e999, 2]", json!(["1e999", 2]));
        check("\u{feff}[1]", json!([1]));
        check("[\"line\nbreak\"]", json!(["line\u{fffd}break"]));
    }

    #[test]
    fn prunes_absurd_nesting_and_keeps_siblings() {
        let deep = format!("[{}\"]\\\"\"{}, 7]", "[".repeat(100_000), "]".repeat(100_000));
        let value = read(deep.as_bytes()).unwrap();
        assert_eq!(value[1], json!(7));
    }

    #[test]
    fn invalid_utf8_becomes_replacement_characters() {
        assert_eq!(read(b"[\"\xff\", 1]").unwrap(), json!(["\u{fffd}", 1]));
    }

    #[test]
    fn broken_json_stays_an_error() {
        for text in ["", "{", "[1,", "{\"a\":}", "nul", "\"\\u00", "\"\\"] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
    }
}
