//! A lossless WebP of one colour: every prefix code has one symbol, so the pixels take no bits at all.

use super::bits::LittleBits;

const SIDE: u32 = 512;
/// Green, red, blue, alpha: the order of the prefix codes; the last is for distances.
const SYMBOLS: [u32; 5] = [0xC4, 0x12, 0x6F, 0xFF, 0];

/// A square sticker.
pub(super) fn make() -> Vec<u8> {
    let mut bits = LittleBits::default();
    bits.put(0x2F, 8); // signature
    bits.put(SIDE - 1, 14);
    bits.put(SIDE - 1, 14);
    bits.put(1, 1); // alpha is used
    bits.put(0, 3); // version
    bits.put(0, 1); // no transform
    bits.put(0, 1); // no colour cache
    bits.put(0, 1); // one group of prefix codes
    for symbol in SYMBOLS {
        bits.put(1, 1); // simple code
        bits.put(0, 1); // of one symbol
        bits.put(1, 1); // written with 8 bits
        bits.put(symbol, 8);
    }
    let mut data = bits.into_bytes();
    let length = data.len();
    data.resize(length.next_multiple_of(2), 0);
    let mut file = b"RIFF".to_vec();
    file.extend(length32(data.len() + 12));
    file.extend(b"WEBPVP8L");
    file.extend(length32(length));
    file.extend(data);
    file
}

fn length32(length: usize) -> [u8; 4] {
    u32::try_from(length).expect("a sample is small").to_le_bytes()
}
