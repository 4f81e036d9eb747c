//! What several kinds share: headers and files of messages, reminders, and the patience with answers that are none.

use cloud_api::outbound::{self, Body, Footer, HeaderMedia};
use model::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::engine::{Ctx, Fault, Outcome, Waiting};
use crate::expr::Template;
use crate::graph::Handle;
use crate::run::{Wait, WakeOn};

/// A file: one of the workspace's, or one at an address.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// Id of a file of the workspace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-ui" = {"widget": "media"}))]
    pub asset: Option<String>,
    /// Address of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Template>,
    /// Name of a document on the phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filename: Option<Template>,
}

/// What sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// Sound.
    Audio,
    /// A voice note.
    Voice,
    /// Any other file.
    Document,
    /// A sticker.
    Sticker,
}

/// What stands on top of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Header {
    /// Words, at most 60 characters.
    Text {
        /// The words.
        text: Template,
    },
    /// A picture.
    Image {
        /// The file.
        media: Media,
    },
    /// A film.
    Video {
        /// The file.
        media: Media,
    },
    /// A document.
    Document {
        /// The file.
        media: Media,
    },
}

/// Asks again when nobody answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// How long after the question.
    #[schemars(range(min = 60, max = 82_800), extend("x-ui" = {"widget": "duration"}))]
    pub after_seconds: u64,
    /// What is said.
    pub text: Template,
}

impl Media {
    /// Id and link, of which exactly one is there.
    pub(crate) fn source(&self, ctx: &Ctx<'_>) -> Result<(Option<String>, Option<String>), Fault> {
        let link = self.url.as_ref().map(|url| ctx.text(url)).transpose()?;
        match (&self.asset, link) {
            (Some(asset), _) => Ok((Some(asset.clone()), None)),
            (None, Some(link)) if link.starts_with("https://") || link.starts_with("http://") => Ok((None, Some(link))),
            (None, _) => Err(Fault::new(
                Handle::MEDIA_REJECTED,
                "media.missing",
                "the file has neither an asset nor an address that starts with https://",
            )),
        }
    }

    fn in_header(&self, ctx: &Ctx<'_>) -> Result<HeaderMedia, Fault> {
        let (id, link) = self.source(ctx)?;
        Ok(HeaderMedia {
            id,
            link,
            filename: self.filename.as_ref().map(|name| ctx.text(name)).transpose()?,
        })
    }

    /// What is wrong with it.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        match (&self.asset, &self.url) {
            (Some(_), Some(_)) => Some("choose either a file or an address"),
            (None, None) => Some("choose a file, or give its address"),
            _ => None,
        }
    }
}

impl Header {
    pub(crate) fn build(header: Option<&Self>, ctx: &Ctx<'_>) -> Result<Option<outbound::Header>, Fault> {
        Ok(Some(match header {
            None => return Ok(None),
            Some(Self::Text { text }) => match ctx.optional(text)? {
                Some(text) => outbound::Header::text(text),
                None => return Ok(None),
            },
            Some(Self::Image { media }) => outbound::Header::Image {
                image: media.in_header(ctx)?,
            },
            Some(Self::Video { media }) => outbound::Header::Video {
                video: media.in_header(ctx)?,
            },
            Some(Self::Document { media }) => outbound::Header::Document {
                document: media.in_header(ctx)?,
            },
        }))
    }
}

pub(crate) fn body(ctx: &Ctx<'_>, text: &Template) -> Result<Body, Fault> {
    ctx.text(text).map(Body::new)
}

pub(crate) fn footer(ctx: &Ctx<'_>, text: &Template) -> Result<Option<Footer>, Fault> {
    Ok(ctx.optional(text)?.map(Footer::new))
}

/// What a question remembers while it waits: how often it was asked, whether it reminded, and when it gives up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Patience {
    pub attempts: u8,
    pub reminded: bool,
    pub gives_up_at: Option<Timestamp>,
    /// What the node itself remembers.
    pub own: Value,
}

impl Patience {
    pub(crate) fn start(ctx: &Ctx<'_>, timeout_seconds: Option<u64>) -> Self {
        Self {
            gives_up_at: timeout_seconds.map(|seconds| ctx.after(seconds)),
            ..Self::default()
        }
    }

    pub(crate) fn of(wait: &Wait) -> Self {
        serde_json::from_value(wait.memory.clone()).unwrap_or_default()
    }

    /// Waits for the customer, with the reminder before the end.
    pub(crate) fn wait(self, ctx: &Ctx<'_>, since: Timestamp, message: Option<String>, reminder: Option<&Reminder>, more: &[WakeOn]) -> Outcome {
        let remind_at = reminder
            .filter(|_| !self.reminded)
            .map(|reminder| since + std::time::Duration::from_secs(reminder.after_seconds));
        let until = match (remind_at, self.gives_up_at) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let mut on = vec![WakeOn::Reply, WakeOn::Status];
        on.extend_from_slice(more);
        if until.is_some() {
            on.push(WakeOn::Timer);
        }
        debug_assert!(until.is_none_or(|until| until >= ctx.now()) || self.gives_up_at.is_some());
        Outcome::Wait(Waiting {
            on,
            until,
            message,
            memory: json!(self),
        })
    }

    /// The clock woke it: remind, or give up.
    pub(crate) fn timer(mut self, ctx: &mut Ctx<'_>, wait: &Wait, reminder: Option<&Reminder>, more: &[WakeOn]) -> Result<Outcome, Fault> {
        let due = self.gives_up_at.is_some_and(|at| at <= ctx.now());
        match reminder.filter(|_| !self.reminded && !due) {
            Some(with) => {
                let text = ctx.text(&with.text)?;
                ctx.send(outbound::OutboundContent::text(text), None)?;
                self.reminded = true;
                Ok(self.wait(ctx, wait.since, wait.message.clone(), reminder, more))
            }
            None => Ok(Outcome::Take(Handle::TIMEOUT)),
        }
    }
}

/// Small letters without accents, so that what people type compares with what was meant.
pub(crate) fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::is_combining_mark;
    text.nfkd()
        .filter(|mark| !is_combining_mark(*mark))
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Longest text between the parts that need it, cut with `…`.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
