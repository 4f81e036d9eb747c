//! A PNG written by hand: one chunk of uncompressed rows (PNG, third edition; RFC 1950 and 1951).

const WIDTH: u32 = 240;
const HEIGHT: u32 = 160;

/// A sky that goes from night to dawn, with a sun.
pub(super) fn make() -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..HEIGHT {
        rows.push(0); // no filter
        for x in 0..WIDTH {
            rows.extend(pixel(x, y));
        }
    }
    let mut header = Vec::new();
    header.extend(WIDTH.to_be_bytes());
    header.extend(HEIGHT.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]); // 8 bits, RGB, deflate, adaptive, not interlaced
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(b"IHDR", &header));
    png.extend(chunk(b"IDAT", &stored(&rows)));
    png.extend(chunk(b"IEND", &[]));
    png
}

fn pixel(x: u32, y: u32) -> [u8; 3] {
    let (dx, dy) = (x.abs_diff(WIDTH / 2), y.abs_diff(HEIGHT * 3 / 4));
    if dx * dx + dy * dy < 28 * 28 {
        return [255, 224, 130];
    }
    let light = |from: u32, to: u32| u8::try_from(from + (to - from) * y / HEIGHT).unwrap_or(u8::MAX);
    [light(38, 250), light(40, 150), light(90, 110)]
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut named = kind.to_vec();
    named.extend(data);
    let mut chunk = u32::try_from(data.len()).expect("a sample is small").to_be_bytes().to_vec();
    let sum = crc32(&named);
    chunk.extend(named);
    chunk.extend(sum.to_be_bytes());
    chunk
}

/// A zlib stream of stored blocks.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks = data.chunks(0xFFFF);
    let last = blocks.len() - 1;
    for (place, block) in blocks.enumerate() {
        let length = u16::try_from(block.len()).expect("a block has at most 65535 bytes");
        stream.push(u8::from(place == last));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(data).to_be_bytes());
    stream
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

fn adler32(data: &[u8]) -> u32 {
    let (low, high) = data.iter().fold((1, 0), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_match_known_answers() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }
}
