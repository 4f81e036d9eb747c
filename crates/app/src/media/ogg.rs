//! Just enough of Ogg (RFC 3533) and Opus in it (RFC 7845) to know a voice note: Opus, one channel, and how long it plays.

/// Samples of Opus a second, whatever it was recorded with (RFC 7845, section 4).
const SAMPLES_PER_SECOND: u64 = 48_000;
/// An Ogg page is 27 bytes, up to 255 lengths, and up to 255 times 255 bytes.
pub(super) const LONGEST_PAGE: u64 = 27 + 255 + 255 * 255;

/// What the first page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OpusHead {
    /// One is what WhatsApp wants of a voice note.
    pub(super) channels: u8,
    /// Samples at the start that are not played.
    pre_skip: u16,
}

/// Reads the head of an Opus stream, which must be the first thing in the file.
pub(super) fn opus_head(file: &[u8]) -> Option<OpusHead> {
    let segments = usize::from(*file.get(26)?);
    let packet = file.get(27 + segments..)?;
    let is_first_page = file.starts_with(b"OggS\0") && file[5] & 0x02 != 0;
    if !is_first_page || !packet.starts_with(b"OpusHead") {
        return None;
    }
    // The upper half of the version is the incompatible one.
    let version = *packet.get(8)?;
    let channels = *packet.get(9)?;
    let pre_skip = u16::from_le_bytes(packet.get(10..12)?.try_into().ok()?);
    (version & 0xf0 == 0 && channels > 0).then_some(OpusHead { channels, pre_skip })
}

/// How long it plays, in milliseconds, by the last page in the file's `tail`.
pub(super) fn duration_ms(head: OpusHead, tail: &[u8]) -> Option<i64> {
    let last = tail
        .windows(5)
        .enumerate()
        .rev()
        .filter(|(_, window)| window == b"OggS\0")
        .filter_map(|(at, _)| tail.get(at + 6..at + 14))
        .map(|granule| u64::from_le_bytes(granule.try_into().expect("eight bytes")))
        // All ones: no packet ends on this page.
        .find(|granule| *granule != u64::MAX)?;
    let samples = last.checked_sub(u64::from(head.pre_skip))?;
    i64::try_from(samples.checked_mul(1000)? / SAMPLES_PER_SECOND).ok()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Pages as an encoder makes them, but for their checksums, which nobody here reads.
    pub(in super::super) fn voice_note(channels: u8, samples: u64) -> Vec<u8> {
        let mut head = b"OpusHead\x01".to_vec();
        head.push(channels);
        head.extend(312_u16.to_le_bytes());
        head.extend([0; 7]);
        [page(2, 0, &head), page(0, 0, b"OpusTags"), page(4, samples + 312, &[0xf8, 0xff, 0xfe])].concat()
    }

    fn page(flags: u8, granule: u64, packet: &[u8]) -> Vec<u8> {
        let mut page = b"OggS\0".to_vec();
        page.push(flags);
        page.extend(granule.to_le_bytes());
        page.extend([0; 12]);
        page.push(1);
        page.push(u8::try_from(packet.len()).unwrap());
        page.extend(packet);
        page
    }

    #[test]
    fn a_voice_note_says_how_many_channels_and_how_long() {
        let file = voice_note(1, 3 * 48_000);
        let head = opus_head(&file).unwrap();
        assert_eq!((head.channels, duration_ms(head, &file)), (1, Some(3000)));
        assert_eq!(opus_head(&voice_note(2, 0)).unwrap().channels, 2);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        let file = voice_note(1, 48_000);
        let head = opus_head(&file).unwrap();
        let mut late = b"junk".to_vec();
        late.extend(&file);
        assert_eq!(opus_head(&late), None, "it must be the first thing");
        for end in 0..46 {
            assert_eq!(opus_head(&file[..end.min(38)]), None, "cut at {end}");
        }
        assert_eq!(duration_ms(head, b"OggS\0"), None);
        assert_eq!(duration_ms(head, &page(0, u64::MAX, b"x")), None);
        assert_eq!(duration_ms(head, &page(0, 1, b"x")), None, "ends before it begins");
    }
}
