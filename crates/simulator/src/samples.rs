//! Small files made in code, for phones that send something without an upload.

use std::sync::OnceLock;

use bytes::Bytes;

mod bits;
mod mp4;
mod ogg;
mod pdf;
mod png;
mod webp;

/// A built-in file.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) mime_type: &'static str,
    pub(crate) filename: &'static str,
    make: fn() -> Vec<u8>,
    made: OnceLock<Bytes>,
}

impl Sample {
    const fn new(mime_type: &'static str, filename: &'static str, make: fn() -> Vec<u8>) -> Self {
        Self {
            mime_type,
            filename,
            make,
            made: OnceLock::new(),
        }
    }

    pub(crate) fn bytes(&self) -> Bytes {
        self.made.get_or_init(|| (self.make)().into()).clone()
    }
}

/// A picture of a sunrise, more or less.
pub(crate) static PNG: Sample = Sample::new("image/png", "picture.png", png::make);
/// Two seconds of a still picture.
pub(crate) static MP4: Sample = Sample::new("video/mp4", "film.mp4", mp4::make);
/// Three seconds of silence.
pub(crate) static OGG: Sample = Sample::new("audio/ogg; codecs=opus", "voice.ogg", ogg::make);
/// One page.
pub(crate) static PDF: Sample = Sample::new("application/pdf", "document.pdf", pdf::make);
/// One colour.
pub(crate) static WEBP: Sample = Sample::new("image/webp", "sticker.webp", webp::make);
