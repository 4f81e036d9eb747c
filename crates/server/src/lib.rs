//! PrismWA's HTTP face.
