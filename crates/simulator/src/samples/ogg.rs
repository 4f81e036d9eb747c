//! A voice note: four seconds of somebody humming syllables, Opus with one channel in Ogg (RFC 7845). Nobody's voice: it was made of a sawtooth and
//! three filters, and recorded by a browser at 12 kbit/s.

/// Its bytes.
pub(super) fn make() -> Vec<u8> {
    include_bytes!("voice.ogg").to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CRC-32 with polynomial 0x04C11DB7, not reflected, starting at zero (RFC 3533).
    fn checksum(page: &[u8]) -> u32 {
        page.iter().fold(0, |crc: u32, byte| {
            (0..8).fold(crc ^ u32::from(*byte) << 24, |crc, _| {
                if crc >> 31 == 1 { crc << 1 ^ 0x04C1_1DB7 } else { crc << 1 }
            })
        })
    }

    #[test]
    fn every_page_is_whole_and_the_last_says_so() {
        let file = make();
        let (mut at, mut flags, mut end) = (0, Vec::new(), 0);
        while at < file.len() {
            assert_eq!(&file[at..at + 4], b"OggS");
            flags.push(file[at + 5]);
            end = u64::from_le_bytes(file[at + 6..at + 14].try_into().unwrap());
            let segments = usize::from(file[at + 26]);
            let body: usize = file[at + 27..at + 27 + segments].iter().copied().map(usize::from).sum();
            let next = at + 27 + segments + body;
            let mut page = file[at..next].to_vec();
            let said = u32::from_le_bytes(page[22..26].try_into().unwrap());
            page[22..26].fill(0);
            assert_eq!(checksum(&page), said, "page at {at}");
            at = next;
        }
        assert_eq!((flags.first(), flags.last().map(|flags| flags & 4)), (Some(&2), Some(4)));
        assert_eq!(&file[28..38], b"OpusHead\x01\x01", "one channel");
        assert!((3 * 48_000..6 * 48_000).contains(&end), "{end}");
    }
}
