//! The calls against a small Graph on loopback: exact requests, and what every way to fail is called.

#[cfg(test)]
mod client {
    pub(crate) mod stub;

    mod failures;
    mod management;
    mod media;
    mod messages;
}
