//! What a file is, by its own first bytes: the sender's word counts only where the bytes do not contradict it.

/// The type of a file that says nothing about itself.
pub(super) const UNKNOWN: &str = "application/octet-stream";

/// What browsers may show in place: pictures made of pixels, sound, film, PDF. Everything else is handed out as a download.
/// A type on this list is only ever stored for bytes that were recognised as such.
const INLINE: &[&str] = &[
    "application/pdf",
    "audio/aac",
    "audio/amr",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
    "audio/webm",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "video/3gpp",
    "video/mp4",
    "video/webm",
];

/// May a browser show this type in place?
#[must_use]
pub fn is_inline(mime_type: &str) -> bool {
    INLINE.contains(&essence(mime_type).as_str())
}

/// The type of a file that begins with `head` and is said to be `declared`.
#[must_use]
pub(super) fn mime_type(head: &[u8], declared: &str) -> String {
    let declared = if is_well_formed(declared) {
        declared.trim().to_ascii_lowercase()
    } else {
        String::new()
    };
    let said = essence(&declared);
    if let Some(found) = recognise(head, &said) {
        return found.to_owned();
    }
    // Bytes that are not what inline types look like never get such a type, whatever the sender says.
    if declared.is_empty() || is_inline(&said) {
        UNKNOWN.to_owned()
    } else {
        said
    }
}

fn recognise(head: &[u8], said: &str) -> Option<&'static str> {
    let at = |offset: usize, bytes: &[u8]| head.get(offset..offset + bytes.len()) == Some(bytes);
    let known = |types: &[&'static str], otherwise: &'static str| types.iter().copied().find(|known| *known == said).unwrap_or(otherwise);
    if at(0, b"\x89PNG\r\n\x1a\n") {
        return Some("image/png");
    }
    if at(0, b"\xff\xd8\xff") {
        return Some("image/jpeg");
    }
    if at(0, b"GIF87a") || at(0, b"GIF89a") {
        return Some("image/gif");
    }
    if at(0, b"RIFF") && at(8, b"WEBP") {
        return Some("image/webp");
    }
    if at(0, b"RIFF") && at(8, b"WAVE") {
        return Some("audio/wav");
    }
    if at(0, b"BM") && said == "image/bmp" {
        return Some("image/bmp");
    }
    if at(0, b"%PDF-") {
        return Some("application/pdf");
    }
    if at(0, b"OggS") {
        // Meta tells voice notes by this parameter, and refuses plain audio/ogg.
        return Some(if head.windows(8).take(512).any(|window| window == b"OpusHead") {
            "audio/ogg; codecs=opus"
        } else {
            "audio/ogg"
        });
    }
    if at(0, b"#!AMR") {
        return Some("audio/amr");
    }
    if at(0, b"ID3") || matches!(head, [0xff, second, ..] if second & 0xe6 == 0xe2) {
        return Some("audio/mpeg");
    }
    if matches!(head, [0xff, second, ..] if second & 0xf6 == 0xf0) {
        return Some("audio/aac");
    }
    if at(4, b"ftyp") {
        return Some(iso_media(head.get(8..12).unwrap_or_default(), said));
    }
    if at(0, b"\x1a\x45\xdf\xa3") {
        return Some(known(&["audio/webm"], "video/webm"));
    }
    if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") {
        return Some(known(OFFICE_ZIP, "application/zip"));
    }
    if at(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(known(OFFICE_OLE, UNKNOWN));
    }
    None
}

const OFFICE_ZIP: &[&str] = &[
    "application/epub+zip",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
];
const OFFICE_OLE: &[&str] = &["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"];

/// MP4 and its relatives say what they are in four letters.
fn iso_media(brand: &[u8], said: &str) -> &'static str {
    match brand {
        b"M4A " | b"M4B " => "audio/mp4",
        [b'3', b'g', ..] => "video/3gpp",
        b"avif" | b"avis" => "image/avif",
        b"heic" | b"heix" | b"mif1" | b"msf1" => "image/heic",
        b"qt  " => "video/quicktime",
        _ if said == "audio/mp4" => "audio/mp4",
        _ => "video/mp4",
    }
}

fn essence(mime_type: &str) -> String {
    mime_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Letters, digits and the few signs of a type (RFC 6838), so that it can stand in a header.
fn is_well_formed(mime_type: &str) -> bool {
    let essence = essence(mime_type);
    let Some((kind, subtype)) = essence.split_once('/') else { return false };
    let fine =
        |part: &str| !part.is_empty() && part.len() <= 127 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte));
    fine(kind) && fine(subtype)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_beat_the_senders_word() {
        for (head, declared, expected) in [
            (&b"\x89PNG\r\n\x1a\nrest"[..], "text/html", "image/png"),
            (b"<html><script>", "image/png", UNKNOWN),
            (b"<svg xmlns=''>", "image/svg+xml", "image/svg+xml"),
            (b"<html>", "application/pdf", UNKNOWN),
            (b"hola", "text/plain; charset=utf-8", "text/plain"),
            (b"hola", "", UNKNOWN),
            (b"hola", "text/html\r\nX-Evil: 1", UNKNOWN),
            (
                b"PK\x03\x04",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                OFFICE_ZIP[5],
            ),
            (b"PK\x03\x04", "image/png", "application/zip"),
            (b"\0\0\0\x18ftypisom", "video/mp4", "video/mp4"),
            (b"\0\0\0\x18ftypmp42", "audio/mp4", "audio/mp4"),
            (b"\0\0\0\x18ftypM4A ", "video/mp4", "audio/mp4"),
            (b"\xff\xfb\x90\x00", "audio/mpeg", "audio/mpeg"),
            (b"\xff\xf1\x50\x80", "audio/aac", "audio/aac"),
            (b"\xff\xd8\xff\xe0", "application/octet-stream", "image/jpeg"),
        ] {
            assert_eq!(mime_type(head, declared), expected, "{declared}");
        }
        let mut voice = b"OggS".to_vec();
        voice.extend([0; 24]);
        voice.extend(b"OpusHead");
        assert_eq!(mime_type(&voice, "audio/ogg"), "audio/ogg; codecs=opus");
    }

    #[test]
    fn nothing_that_can_run_is_shown_in_place() {
        for mime_type in [
            "image/svg+xml",
            "text/html",
            "text/xml",
            "application/xhtml+xml",
            "application/javascript",
            UNKNOWN,
            "text/plain",
        ] {
            assert!(!is_inline(mime_type), "{mime_type}");
        }
        assert!(is_inline("audio/ogg; codecs=opus"));
    }
}
