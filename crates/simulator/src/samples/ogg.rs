//! A voice note of silence: Opus in Ogg (RFC 7845), each packet a 20 ms frame without energy.

const SERIAL: u32 = 0x5057_4131;
const PACKETS: usize = 150;
/// Samples per packet at 48 kHz.
const STEP: u64 = 960;

/// Three seconds, mono.
pub(super) fn make() -> Vec<u8> {
    let mut head = b"OpusHead\x01\x01".to_vec(); // version 1, one channel
    head.extend(312_u16.to_le_bytes()); // samples to skip
    head.extend(48_000_u32.to_le_bytes());
    head.extend([0, 0, 0]); // no gain, mapping family 0
    let vendor = b"simulator";
    let mut tags = b"OpusTags".to_vec();
    tags.extend(u32::try_from(vendor.len()).expect("a short name").to_le_bytes());
    tags.extend(vendor);
    tags.extend(0_u32.to_le_bytes());
    let mut file = page(0x02, 0, 0, &[&head]);
    file.extend(page(0, 0, 1, &[&tags]));
    let silence: &[u8] = &[0xF8, 0xFF, 0xFE];
    let (mut sequence, mut position) = (2, 0);
    let packets = vec![silence; PACKETS];
    for group in packets.chunks(50) {
        position += STEP * u64::try_from(group.len()).expect("a few packets");
        let last = sequence as usize + 1 == 2 + PACKETS / 50;
        file.extend(page(if last { 0x04 } else { 0 }, position, sequence, group));
        sequence += 1;
    }
    file
}

fn page(flags: u8, position: u64, sequence: u32, packets: &[&[u8]]) -> Vec<u8> {
    let mut page = b"OggS\0".to_vec();
    page.push(flags);
    page.extend(position.to_le_bytes());
    page.extend(SERIAL.to_le_bytes());
    page.extend(sequence.to_le_bytes());
    page.extend([0; 4]); // checksum, below
    page.push(u8::try_from(packets.len()).expect("few packets per page"));
    page.extend(
        packets
            .iter()
            .map(|packet| u8::try_from(packet.len()).expect("packets are shorter than 255 bytes")),
    );
    page.extend(packets.concat());
    let sum = checksum(&page);
    page[22..26].copy_from_slice(&sum.to_le_bytes());
    page
}

/// CRC-32 with polynomial 0x04C11DB7, not reflected, starting at zero.
fn checksum(page: &[u8]) -> u32 {
    page.iter().fold(0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte) << 24, |crc, _| {
            if crc >> 31 == 1 { crc << 1 ^ 0x04C1_1DB7 } else { crc << 1 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_and_the_last_says_so() {
        let file = make();
        let (mut at, mut flags, mut positions) = (0, Vec::new(), Vec::new());
        while at < file.len() {
            assert_eq!(&file[at..at + 4], b"OggS");
            flags.push(file[at + 5]);
            positions.push(u64::from_le_bytes(file[at + 6..at + 14].try_into().unwrap()));
            let segments = usize::from(file[at + 26]);
            let body: usize = file[at + 27..at + 27 + segments].iter().copied().map(usize::from).sum();
            at += 27 + segments + body;
        }
        assert_eq!(flags, [2, 0, 0, 0, 4]);
        assert_eq!(positions, [0, 0, 48_000, 96_000, 144_000]);
    }

    #[test]
    fn the_checksum_matches_a_known_answer() {
        // CRC-32/MPEG-2 without its initial value: "123456789" from zero.
        assert_eq!(checksum(b"123456789"), 0x89A1_897F);
    }
}
