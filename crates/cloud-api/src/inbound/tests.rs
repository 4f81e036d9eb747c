//! Reading single kinds, odd and even.
