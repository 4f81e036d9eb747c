//! The `Range` header (RFC 9110): one stretch of bytes, as players of sound and film ask for.

use std::ops::Range;

/// What of a file to hand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    All,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes it does not have.
    Nothing,
}

/// Reads the header for a file of `size` bytes. What is not understood, several stretches included, means all of it, as the RFC allows.
pub(super) fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let Some((first, last)) = header
        .and_then(|header| header.trim().strip_prefix("bytes="))
        .and_then(|set| set.split_once('-'))
    else {
        return Wanted::All;
    };
    let number = |text: &str| -> Option<u64> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            text.parse().ok()
        } else {
            None
        }
    };
    match (first.trim(), last.trim()) {
        ("", suffix) => match number(suffix) {
            Some(0) => Wanted::Nothing,
            Some(length) if size > 0 => Wanted::Part(size.saturating_sub(length)..size),
            Some(_) => Wanted::Nothing,
            None => Wanted::All,
        },
        (first, last) => match (number(first), last.is_empty().then_some(u64::MAX).or_else(|| number(last))) {
            (Some(first), Some(last)) if first > last => Wanted::All,
            (Some(first), Some(_)) if first >= size => Wanted::Nothing,
            (Some(first), Some(last)) => Wanted::Part(first..last.saturating_add(1).min(size)),
            _ => Wanted::All,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_stretch_is_understood_and_the_rest_means_all() {
        for (header, expected) in [
            (Some("bytes=0-9"), Wanted::Part(0..10)),
            (Some("bytes=90-"), Wanted::Part(90..100)),
            (Some("bytes=90-500"), Wanted::Part(90..100)),
            (Some("bytes=-10"), Wanted::Part(90..100)),
            (Some("bytes=-500"), Wanted::Part(0..100)),
            (Some("bytes=100-"), Wanted::Nothing),
            (Some("bytes=-0"), Wanted::Nothing),
            (Some("bytes=9-0"), Wanted::All),
            (Some("bytes=0-1,5-6"), Wanted::All),
            (Some("bytes=a-b"), Wanted::All),
            (Some("bytes=-"), Wanted::All),
            (Some("lines=1-2"), Wanted::All),
            (Some("bytes=0-99999999999999999999999"), Wanted::All),
            (None, Wanted::All),
        ] {
            assert_eq!(wanted(header, 100), expected, "{header:?}");
        }
        assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Nothing);
    }
}
