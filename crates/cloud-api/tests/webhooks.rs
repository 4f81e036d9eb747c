//! Reading every fixture under `fixtures/webhooks/<field>/<kind>[-variant].json`.

#[cfg(test)]
mod webhooks {
    pub(crate) mod fixtures;
    mod summary;

    mod complete;
    mod identity;
    mod property;
    mod readings;
    mod round_trip;
}
