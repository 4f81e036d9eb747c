//! `docs/errors.md`: the list of problem codes.

use super::row;
use crate::error::Code;

const HEAD: &str = "\
# Problem codes

Written by `cargo xtask codegen` from `crates/server/src/error/codes.rs`; do not edit.

Every refusal is `application/problem+json` (RFC 9457) with one of these words in `code`. Words never change once released; titles and details may.
`remedy` is what the person can do; `errors` points at wrong fields; `meta` holds the Graph API's own error when Meta refused; `request_id` finds the
request in the server's log.

";

pub(super) fn page() -> String {
    let mut page = HEAD.to_owned();
    page += &row(&["Code", "Status", "When", "What to do"]);
    page += &row(&["---", "---", "---", "---"]);
    for code in Code::ALL {
        page += &row(&[
            &format!("`{}`", code.as_str()),
            code.status().as_str(),
            code.meaning(),
            code.remedy().unwrap_or_default(),
        ]);
    }
    page
}
