//! The `Content-Disposition` of a file (RFC 6266): a name chosen by a stranger becomes one harmless parameter.

use std::fmt::Write as _;

/// Longest name handed out; file systems take 255 bytes.
const MAX_CHARACTERS: usize = 120;

/// `inline` or `attachment`, with the file's name in both spellings that browsers know.
#[must_use]
pub fn content_disposition(inline: bool, filename: Option<&str>, mime_type: &str) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    let name = filename
        .map(safe)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| default_name(mime_type).to_owned());
    let ascii: String = name
        .chars()
        .map(|character| {
            if character.is_ascii() && !matches!(character, '"' | '\\' | '%') {
                character
            } else {
                '_'
            }
        })
        .collect();
    let mut header = format!("{kind}; filename=\"{ascii}\"");
    if ascii != name {
        header.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            // RFC 5987 attr-char, without the few signs that confuse somebody.
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                header.push(char::from(byte));
            } else {
                write!(header, "%{byte:02X}").expect("writing to a text cannot fail");
            }
        }
    }
    header
}

/// The last step of a path, without what ends lines, hides, or turns text around; reserved names of Windows get an underscore.
fn safe(filename: &str) -> String {
    let last = filename.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|character| !is_dangerous(*character)).collect();
    let kept = kept.trim_matches(|character: char| character.is_whitespace() || character == '.');
    let stem = kept.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT"));
    let reserved = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered;
    let named = if reserved { format!("_{kept}") } else { kept.to_owned() };
    shorten(&named)
}

/// Keeps the ending, since it says what opens the file.
fn shorten(name: &str) -> String {
    if name.chars().count() <= MAX_CHARACTERS {
        return name.to_owned();
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .filter(|ending| ending.chars().count() <= 10);
    let room = MAX_CHARACTERS - ending.map_or(0, |ending| ending.chars().count() + 1);
    let start: String = name.chars().take(room).collect();
    ending.map_or(start.clone(), |ending| format!("{start}.{ending}"))
}

fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn default_name(mime_type: &str) -> &'static str {
    match mime_type.split(';').next().unwrap_or_default() {
        "application/pdf" => "document.pdf",
        "audio/aac" => "audio.aac",
        "audio/amr" => "audio.amr",
        "audio/mp4" => "audio.m4a",
        "audio/mpeg" => "audio.mp3",
        "audio/ogg" => "audio.ogg",
        "image/gif" => "image.gif",
        "image/jpeg" => "image.jpg",
        "image/png" => "image.png",
        "image/webp" => "image.webp",
        "video/3gpp" => "video.3gp",
        "video/mp4" => "video.mp4",
        _ => "file",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x05_names_of_strangers_become_one_harmless_parameter() {
        for (filename, expected) in [
            ("factura.pdf", "attachment; filename=\"factura.pdf\""),
            ("../../etc/passwd", "attachment; filename=\"passwd\""),
            ("C:\\windows\\system32\\evil.exe", "attachment; filename=\"evil.exe\""),
            ("a\r\nSet-Cookie: x=1.txt", "attachment; filename=\"aSet-Cookie x=1.txt\""),
            ("say \"hi\"; filename=evil.html", "attachment; filename=\"say hi; filename=evil.html\""),
            ("CON.txt", "attachment; filename=\"_CON.txt\""),
            ("nul\0l.txt", "attachment; filename=\"null.txt\""),
            ("gpj\u{202e}exe.doc", "attachment; filename=\"gpjexe.doc\""),
            ("...", "attachment; filename=\"file\""),
            (
                "ñandú 100%.png",
                "attachment; filename=\"_and_ 100_.png\"; filename*=UTF-8''%C3%B1and%C3%BA%20100%25.png",
            ),
        ] {
            assert_eq!(content_disposition(false, Some(filename), "x/y"), expected, "{filename:?}");
        }
        assert_eq!(
            content_disposition(true, None, "audio/ogg; codecs=opus"),
            "inline; filename=\"audio.ogg\""
        );
        let long = content_disposition(false, Some(&format!("{}.tar.gz", "é".repeat(4096))), "x/y");
        assert!(long.len() < 1000 && long.ends_with(".gz"), "{long}");
    }
}
