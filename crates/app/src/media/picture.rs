//! Small copies of pictures: decoded within limits of pixels and memory, turned the way the camera meant, made new so that nothing of the
//! original but its pixels is left (no place, no camera, no colour profile, no second file behind it).
//!
//! The server runs this in a process of its own that may do nothing else: see `thumbnail`.

use std::io::Cursor;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use serde::{Deserialize, Serialize};

/// Longest side of a small copy, in pixels: twice what a bubble is wide, for fine screens.
const LONGEST_SIDE: u32 = 640;
/// Pictures with more pixels than this are not decoded. A phone's largest have about 50 million; WhatsApp itself sends 12 at most.
const MOST_PIXELS: u64 = 50_000_000;
/// What a decoder may take besides; the process has a limit of its own above this.
const MOST_BYTES: u64 = 400 * 1024 * 1024;
/// A picture that is as small as this is its own small copy.
const SMALL_BYTES: usize = 48 * 1024;
const QUALITY: u8 = 80;
/// Colours in the placeholder: across and down.
const GRID: (u32, u32) = (4, 3);

/// What was found out about a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Picture {
    /// Pixels from left to right, the way it is shown.
    pub(super) width: u32,
    /// Pixels from top to bottom.
    pub(super) height: u32,
    /// Four times three colours, row by row, each red, green, blue; base64.
    pub(super) placeholder: String,
    /// What the small copy is; nothing when the picture is small itself.
    pub(super) mime_type: Option<String>,
    /// The small copy.
    #[serde(skip)]
    pub(super) thumbnail: Vec<u8>,
}

/// Why there is no small copy. Says nothing of the file's content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum PictureError {
    /// Not a picture we read, or a broken one.
    #[error("the picture cannot be decoded")]
    Unreadable,
    /// A bomb, or a very large scan.
    #[error("the picture has too many pixels")]
    TooLarge,
}

/// Looks at a JPEG, PNG, WebP or GIF.
pub(super) fn look(bytes: &[u8]) -> Result<Picture, PictureError> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| PictureError::Unreadable)?;
    let format = reader.format().ok_or(PictureError::Unreadable)?;
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooLarge);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    decoder.set_limits(limits).map_err(|_| PictureError::TooLarge)?;
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Unreadable)?;
    let is_large = width.max(height) > LONGEST_SIDE;
    if is_large {
        // Shrunk first: turning a small picture costs little.
        picture = picture.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    picture.apply_orientation(orientation);
    let turned = is_turned(orientation);
    let (width, height) = if turned { (height, width) } else { (width, height) };
    let placeholder = placeholder(&picture);
    // A sticker is small, often animated, and shown as it is.
    let is_its_own = format == ImageFormat::WebP && !is_large || !is_large && bytes.len() <= SMALL_BYTES && !turned;
    let (mime_type, thumbnail) = if is_its_own { (None, Vec::new()) } else { encode(&picture)? };
    Ok(Picture {
        width,
        height,
        placeholder,
        mime_type,
        thumbnail,
    })
}

fn is_turned(orientation: image::metadata::Orientation) -> bool {
    use image::metadata::Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}

fn encode(picture: &DynamicImage) -> Result<(Option<String>, Vec<u8>), PictureError> {
    let mut out = Vec::new();
    let mime_type = if picture.color().has_alpha() {
        let rgba = DynamicImage::ImageRgba8(picture.to_rgba8());
        rgba.write_to(&mut Cursor::new(&mut out), ImageFormat::Png)
            .map_err(|_| PictureError::Unreadable)?;
        "image/png"
    } else {
        let rgb = picture.to_rgb8();
        JpegEncoder::new_with_quality(&mut out, QUALITY)
            .encode_image(&rgb)
            .map_err(|_| PictureError::Unreadable)?;
        "image/jpeg"
    };
    Ok((Some(mime_type.to_owned()), out))
}

fn placeholder(picture: &DynamicImage) -> String {
    let colours = picture.thumbnail_exact(GRID.0, GRID.1).to_rgb8();
    BASE64_STANDARD.encode(colours.as_raw())
}

#[cfg(test)]
pub(super) mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    /// Left half red, right half blue, noisy enough not to shrink to nothing.
    pub(in super::super) fn photo(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut seed = 1_u32;
        let picture = RgbImage::from_fn(width, height, |x, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (seed >> 27) as u8;
            if x < width / 2 {
                Rgb([220 + noise, noise, noise])
            } else {
                Rgb([noise, noise, 220 + noise])
            }
        });
        let mut out = Vec::new();
        DynamicImage::ImageRgb8(picture).write_to(&mut Cursor::new(&mut out), format).unwrap();
        out
    }

    /// A JPEG that says it lies on its side, and where it was taken.
    pub(in super::super) fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"TAKEN AT HOME");
        let mut out = jpeg[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        out.extend(exif);
        out.extend(&jpeg[2..]);
        out
    }

    #[test]
    fn a_photo_becomes_small_and_keeps_its_shape() {
        let picture = look(&photo(1600, 1200, ImageFormat::Jpeg)).unwrap();
        assert_eq!(
            (picture.width, picture.height, picture.mime_type.as_deref()),
            (1600, 1200, Some("image/jpeg"))
        );
        let small = image::load_from_memory(&picture.thumbnail).unwrap();
        assert_eq!((small.width(), small.height()), (640, 480));
        let colours = BASE64_STANDARD.decode(&picture.placeholder).unwrap();
        assert_eq!(colours.len(), 36);
        assert!(colours[0] > 200 && colours[2] < 60 && colours[9] < 60 && colours[11] > 200, "{colours:?}");
    }

    #[test]
    fn x04_the_small_copy_is_turned_and_tells_nothing_of_the_camera() {
        let original = with_exif(&photo(1200, 800, ImageFormat::Jpeg));
        let picture = look(&original).unwrap();
        assert_eq!((picture.width, picture.height), (800, 1200));
        let small = image::load_from_memory(&picture.thumbnail).unwrap();
        assert_eq!((small.width(), small.height()), (427, 640));
        let holds = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
        assert!(holds(&original, b"TAKEN AT HOME") && holds(&original, b"Exif"));
        assert!(!holds(&picture.thumbnail, b"TAKEN AT HOME") && !holds(&picture.thumbnail, b"Exif"));
        // From above: the camera's left is now at the top.
        assert!(small.to_rgb8().get_pixel(200, 20)[0] > 180 && small.to_rgb8().get_pixel(200, 620)[2] > 180);
    }

    #[test]
    fn what_is_small_is_its_own_copy_and_see_through_stays_so() {
        let small = look(&photo(100, 80, ImageFormat::Jpeg)).unwrap();
        assert_eq!((small.width, small.height, small.mime_type), (100, 80, None));
        let mut glass = Vec::new();
        DynamicImage::ImageRgba8(RgbaImage::from_pixel(900, 300, Rgba([1, 2, 3, 40])))
            .write_to(&mut Cursor::new(&mut glass), ImageFormat::Png)
            .unwrap();
        let glass = look(&glass).unwrap();
        assert_eq!(glass.mime_type.as_deref(), Some("image/png"));
        assert_eq!(image::load_from_memory(&glass.thumbnail).unwrap().to_rgba8().get_pixel(5, 5)[3], 40);
    }

    /// X4: pixel bombs, cut and changed files end as errors, never as panics.
    #[test]
    fn x04_bombs_and_broken_files_are_refused() {
        let mut bomb = photo(8, 8, ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        let sum = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(look(&bomb), Err(PictureError::TooLarge));
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
            let whole = photo(60, 40, format);
            for at in (0..whole.len()).step_by(whole.len() / 60 + 1) {
                let _ = look(&whole[..at]);
                let mut changed = whole.clone();
                changed[at] ^= 0x55;
                let _ = look(&changed);
            }
        }
        for junk in [&b""[..], b"<svg/>", b"\x89PNG\r\n\x1a\n and then some pixels", b"RIFF\0\0\0\0WEBPVP8 "] {
            assert_eq!(look(junk), Err(PictureError::Unreadable));
        }
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(
                crc ^ u32::from(*byte),
                |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
            )
        })
    }
}
