//! One short line of text for lists and notifications.

/// Longest preview, in characters.
pub const MAX_PREVIEW: usize = 160;

/// Joins white space, drops control characters and cuts at [`MAX_PREVIEW`] characters.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text
        .split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
    {
        let gap = usize::from(length > 0);
        for character in " ".chars().take(gap).chain(word.chars()) {
            if length == MAX_PREVIEW {
                out.pop();
                out.push('…');
                return out;
            }
            out.push(character);
            length += 1;
        }
    }
    out
}

/// An icon and the first text that is there.
pub(crate) fn with_icon(icon: &str, texts: &[Option<&str>]) -> String {
    let text = texts.iter().flatten().find(|text| !text.trim().is_empty()).unwrap_or(&"");
    line(&format!("{icon} {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_short_and_single() {
        assert_eq!(line("  a\n\n b\u{0}c\t"), "a b c");
        assert_eq!(line(&"ä".repeat(200)).chars().count(), MAX_PREVIEW);
        assert!(line(&"ä".repeat(200)).ends_with('…'));
        assert_eq!(line(&"ä".repeat(160)), "ä".repeat(160));
        assert_eq!(with_icon("📷", &[None, Some(" "), Some("Photo")]), "📷 Photo");
    }
}
