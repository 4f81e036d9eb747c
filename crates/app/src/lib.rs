//! What PrismWA can do, with no HTTP in sight.

pub mod views;
