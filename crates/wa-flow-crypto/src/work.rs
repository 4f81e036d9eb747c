//! How much work with secrets was done, counted in tests only: a refusal must not tell by its length which step refused.

/// RSA operations, and bytes that AES-GCM authenticated.
#[cfg(test)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) rsa: usize,
    pub(crate) gcm: usize,
    pub(crate) gcm_bytes: usize,
}

#[cfg(test)]
thread_local! {
    static DONE: std::cell::Cell<Work> = const { std::cell::Cell::new(Work { rsa: 0, gcm: 0, gcm_bytes: 0 }) };
}

/// What `it` did on this thread.
#[cfg(test)]
pub(crate) fn of<Done>(it: impl FnOnce() -> Done) -> (Work, Done) {
    DONE.set(Work::default());
    let done = it();
    (DONE.get(), done)
}

#[cfg(test)]
pub(crate) fn rsa() {
    let done = DONE.get();
    DONE.set(Work { rsa: done.rsa + 1, ..done });
}

#[cfg(test)]
pub(crate) fn gcm(bytes: usize) {
    let done = DONE.get();
    DONE.set(Work {
        gcm: done.gcm + 1,
        gcm_bytes: done.gcm_bytes + bytes,
        ..done
    });
}

#[cfg(not(test))]
#[inline]
pub(crate) fn rsa() {}

#[cfg(not(test))]
#[inline]
pub(crate) fn gcm(_bytes: usize) {}
