//! The lines of the check list: green, amber or red; those that are not green say the way out, and which button goes it.

use cloud_api::client::CallError;

use crate::views::{ChannelCheck, CheckFix, CheckLevel};

/// What is not as it should be.
pub(super) struct Wrong {
    level: CheckLevel,
    detail: String,
    remedy: String,
    fix: Option<CheckFix>,
}

/// A line that is good with a sentence, or not.
pub(super) type Found = Result<String, Wrong>;

pub(super) fn good(detail: impl Into<String>) -> Found {
    Ok(detail.into())
}

pub(super) fn red(detail: impl Into<String>, remedy: impl Into<String>) -> Found {
    Err(Wrong::of(CheckLevel::Error, detail, remedy))
}

pub(super) fn amber(detail: impl Into<String>, remedy: impl Into<String>) -> Found {
    Err(Wrong::of(CheckLevel::Warning, detail, remedy))
}

/// The button that mends it.
pub(super) fn fixed_by(found: Found, fix: CheckFix) -> Found {
    found.map_err(|wrong| Wrong { fix: Some(fix), ..wrong })
}

impl Wrong {
    fn of(level: CheckLevel, detail: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            level,
            detail: detail.into(),
            remedy: remedy.into(),
            fix: None,
        }
    }
}

/// A call to Meta that did not work.
pub(super) fn of_call(error: &CallError) -> Found {
    match error {
        CallError::Graph(graph) => red(graph.explanation(), graph.advice().remedy),
        error => red(
            format!("Meta cannot be reached: {error}"),
            "Check that this server may call graph.facebook.com, then try again.",
        ),
    }
}

pub(super) fn line(id: &str, title: &str, found: Found) -> ChannelCheck {
    let (level, detail, remedy, fix) = match found {
        Ok(detail) => (CheckLevel::Ok, detail, None, None),
        Err(wrong) => (wrong.level, wrong.detail, Some(wrong.remedy), wrong.fix),
    };
    ChannelCheck {
        id: id.to_owned(),
        title: title.to_owned(),
        ok: level == CheckLevel::Ok,
        level,
        detail,
        remedy,
        fix,
    }
}
