//! A film of two seconds: one uncompressed H.264 picture that stands still, in an MP4 (ISO 14496-10 and -12).

use super::bits::BigBits;

const ACROSS: u32 = 10; // macroblocks of 16 × 16
const DOWN: u32 = 6;
const FRAMES: u32 = 20;
const PER_SECOND: u32 = 10;

/// 160 × 96, ten pictures a second, without sound.
pub(super) fn make() -> Vec<u8> {
    let samples: Vec<Vec<u8>> = (0..FRAMES)
        .map(|frame| if frame == 0 { key_picture() } else { same_again(frame) })
        .map(sized)
        .collect();
    let kind = atom(b"ftyp", b"isom\0\0\x02\0isomiso2avc1mp41".to_vec());
    // The place of the data depends on the size of the index, which does not depend on the place.
    let size = index(&samples, 0).len();
    let start = u32::try_from(kind.len() + size + 8).expect("a sample is small");
    let mut file = kind;
    file.extend(index(&samples, start));
    file.extend(atom(b"mdat", samples.concat()));
    file
}

fn parameters() -> (Vec<u8>, Vec<u8>) {
    let mut sequence = BigBits::default();
    sequence.bytes([0x67, 66, 0xC0, 20]); // baseline, level 2
    for number in [0, 0, 2, 1] {
        sequence.golomb(number); // id, frame number bits − 4, order type 2, one reference
    }
    sequence.put(0, 1);
    sequence.golomb(ACROSS - 1);
    sequence.golomb(DOWN - 1);
    sequence.put(0b1100, 4); // frames only, direct 8×8, no cropping, no usability information
    sequence.put(1, 1);
    let mut picture = BigBits::default();
    picture.bytes([0x68]);
    picture.golomb(0);
    picture.golomb(0);
    picture.put(0, 2); // CAVLC, no field order
    for _ in 0..3 {
        picture.golomb(0);
    }
    picture.put(0, 3); // no weights
    for _ in 0..3 {
        picture.golomb(0);
    }
    picture.put(0b100, 3); // deblocking is controlled per slice
    picture.put(1, 1);
    (sequence.into_bytes(), picture.into_bytes())
}

/// Every macroblock with its plain samples.
fn key_picture() -> Vec<u8> {
    let mut slice = BigBits::default();
    slice.bytes([0x65]);
    for number in [0, 7, 0] {
        slice.golomb(number);
    }
    slice.put(0, 4); // frame number
    slice.golomb(0);
    slice.put(0, 2);
    slice.golomb(0); // quantiser as it is
    slice.golomb(1); // no deblocking
    for block in 0..ACROSS * DOWN {
        slice.golomb(25); // plain samples
        slice.align();
        let (x, y) = (block % ACROSS * 16, block / ACROSS * 16);
        slice.bytes((0..256).map(|at| luma(x + at % 16, y + at / 16)));
        slice.bytes([108; 64]);
        slice.bytes([150; 64]);
    }
    slice.put(1, 1);
    slice.into_bytes()
}

fn luma(x: u32, y: u32) -> u8 {
    let stripes = (x + y) / 12 % 2 * 60;
    u8::try_from(70 + x / 2 + stripes).unwrap_or(235).clamp(17, 235)
}

/// Every macroblock as before.
fn same_again(frame: u32) -> Vec<u8> {
    let mut slice = BigBits::default();
    slice.bytes([0x41]);
    for number in [0, 5, 0] {
        slice.golomb(number);
    }
    slice.put(frame % 16, 4);
    slice.put(0, 3);
    slice.golomb(0);
    slice.golomb(1);
    slice.golomb(ACROSS * DOWN);
    slice.put(1, 1);
    slice.into_bytes()
}

/// With its length in front, and without byte sequences that mean something to players.
fn sized(unit: Vec<u8>) -> Vec<u8> {
    let (mut escaped, mut zeros) = (Vec::new(), 0);
    for byte in unit {
        if zeros >= 2 && byte <= 3 {
            escaped.push(3);
            zeros = 0;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        escaped.push(byte);
    }
    let mut sized = word(escaped.len()).to_vec();
    sized.extend(escaped);
    sized
}

fn index(samples: &[Vec<u8>], start: u32) -> Vec<u8> {
    let duration = FRAMES * 1000 / PER_SECOND;
    let matrix = [0x1_0000_u32, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];
    let movie = words(&[&[0, 0, 0, 1000, duration, 0x1_0000, 0x100_0000, 0, 0], &matrix[..], &[0; 6], &[2]].concat());
    let (width, height) = (ACROSS * 16, DOWN * 16);
    let track = words(&[&[7, 0, 0, 1, 0, duration, 0, 0, 0, 0], &matrix[..], &[width << 16, height << 16]].concat());
    let media = [
        atom(b"mdhd", words(&[0, 0, 0, 1000, duration, 0x55C4_0000])),
        atom(
            b"hdlr",
            [words(&[0, 0, u32::from_be_bytes(*b"vide"), 0, 0, 0]), b"video\0".to_vec()].concat(),
        ),
        atom(b"minf", information(samples, start, width, height)),
    ];
    let track = [atom(b"tkhd", track), atom(b"mdia", media.concat())].concat();
    atom(b"moov", [atom(b"mvhd", movie), atom(b"trak", track)].concat())
}

fn information(samples: &[Vec<u8>], start: u32, width: u32, height: u32) -> Vec<u8> {
    let here = [words(&[0, 1]), atom(b"url ", vec![0, 0, 0, 1])].concat();
    let count = u32::try_from(samples.len()).expect("few pictures");
    let sizes: Vec<u32> = samples.iter().map(|sample| u32::from_be_bytes(word(sample.len()))).collect();
    let table = [
        atom(b"stsd", [words(&[0, 1]), atom(b"avc1", picture_entry(width, height))].concat()),
        atom(b"stts", words(&[0, 1, count, 1000 / PER_SECOND])),
        atom(b"stss", words(&[0, 1, 1])),
        atom(b"stsc", words(&[0, 1, 1, count, 1])),
        atom(b"stsz", words(&[&[0, 0, count], &sizes[..]].concat())),
        atom(b"stco", words(&[0, 1, start])),
    ];
    let head = atom(b"vmhd", words(&[1, 0, 0]));
    [head, atom(b"dinf", atom(b"dref", here)), atom(b"stbl", table.concat())].concat()
}

fn picture_entry(width: u32, height: u32) -> Vec<u8> {
    let (sequence, picture) = parameters();
    let mut entry = words(&[0, 1, 0, 0, 0, 0, width << 16 | height, 0x48_0000, 0x48_0000, 0]);
    entry.extend([0, 1]);
    entry.extend([0; 32]);
    entry.extend([0, 24, 0xFF, 0xFF]);
    let mut settings = vec![
        1,
        sequence[1],
        sequence[2],
        sequence[3],
        0xFF,
        0xE1,
        0,
        u8::try_from(sequence.len()).expect("short"),
    ];
    settings.extend(sequence);
    settings.extend([1, 0, u8::try_from(picture.len()).expect("short")]);
    settings.extend(picture);
    entry.extend(atom(b"avcC", settings));
    entry
}

fn atom(kind: &[u8; 4], body: Vec<u8>) -> Vec<u8> {
    let mut atom = word(body.len() + 8).to_vec();
    atom.extend(kind);
    atom.extend(body);
    atom
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn word(length: usize) -> [u8; 4] {
    u32::try_from(length).expect("a sample is small").to_be_bytes()
}
