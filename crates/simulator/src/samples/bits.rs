//! Writing bits: most significant first (H.264) and least significant first (WebP).

/// Most significant bit first.
#[derive(Debug, Default)]
pub(super) struct BigBits {
    bytes: Vec<u8>,
    filled: u8,
}

impl BigBits {
    pub(super) fn put(&mut self, value: u32, count: u8) {
        for place in (0..count).rev() {
            if self.filled == 0 {
                self.bytes.push(0);
            }
            let bit = u8::from(value >> place & 1 == 1);
            *self.bytes.last_mut().expect("a byte was just pushed") |= bit << (7 - self.filled);
            self.filled = (self.filled + 1) % 8;
        }
    }

    /// Exponential Golomb code, as H.264 writes numbers of unknown size.
    pub(super) fn golomb(&mut self, value: u32) {
        let count = u8::try_from((value + 1).ilog2()).expect("fewer than 32 bits");
        self.put(0, count);
        self.put(value + 1, count + 1);
    }

    /// Zero bits up to a byte boundary.
    pub(super) fn align(&mut self) {
        self.filled = 0;
    }

    pub(super) fn bytes(&mut self, bytes: impl IntoIterator<Item = u8>) {
        assert_eq!(self.filled, 0, "only at a byte boundary");
        self.bytes.extend(bytes);
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Least significant bit first.
#[derive(Debug, Default)]
pub(super) struct LittleBits {
    bytes: Vec<u8>,
    filled: u8,
}

impl LittleBits {
    pub(super) fn put(&mut self, value: u32, count: u8) {
        for place in 0..count {
            if self.filled == 0 {
                self.bytes.push(0);
            }
            let bit = u8::from(value >> place & 1 == 1);
            *self.bytes.last_mut().expect("a byte was just pushed") |= bit << self.filled;
            self.filled = (self.filled + 1) % 8;
        }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}
