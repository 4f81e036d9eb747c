//! Say something: words or a file.

use cloud_api::outbound::{Audio, Document, Image, LIMITS, OutboundContent, Sticker, Text, Video};

use super::*;
use crate::engine::Fault;
use crate::expr::Template;

/// Send words, or a file with a caption.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SendMessage {
    /// The words, or the caption of the file. WhatsApp's `*bold*` and `_italic_` work.
    #[schemars(extend("maxLength" = 4096, "x-ui" = {"widget": "message"}))]
    pub text: Template,
    /// A file to send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<Attachment>,
    /// Show a preview of the first link in the words.
    pub preview: bool,
    /// Quote the customer's last message.
    pub quote: bool,
}

/// A file and what sort it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// What sort of file.
    pub kind: MediaKind,
    /// The file.
    pub file: Media,
}

impl Node for SendMessage {
    const KIND: &'static str = "send_message";
    const TITLE: &'static str = "Send message";
    const GROUP: Group = Group::Messages;
    const TRAITS: Traits = Traits::SENDS;
    const EXITS: &'static [Exit] = &[
        must("next", "The message is on its way."),
        may("media_rejected", "The file cannot be sent."),
    ];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let content = self.content(ctx)?;
        let quote = ctx
            .facts()
            .last_inbound_at
            .filter(|_| self.quote)
            .and_then(|_| crate::expr::Path::parse("message.id"))
            .map(|path| path.value(ctx));
        let quote = quote.and_then(|id| id.as_str().map(str::to_owned)).filter(|id| !id.is_empty());
        let key = ctx.send_quoting(content, None, quote)?;
        ctx.output(serde_json::json!({"message": key}));
        Ok(Outcome::Take(Handle::NEXT))
    }

    fn check(&self, report: &mut Report<'_>) {
        match &self.media {
            None => {
                if self.text.is_empty() {
                    report.error("message.empty", "text", "write something, or choose a file");
                }
                report.length("text", &self.text, LIMITS.text.body);
            }
            Some(attachment) => {
                if let Some(problem) = attachment.file.problem() {
                    report.error("media.missing", "media.file", problem);
                }
                if matches!(attachment.kind, MediaKind::Audio | MediaKind::Voice | MediaKind::Sticker) && !self.text.is_empty() {
                    report.warning(
                        "message.no_caption",
                        "text",
                        "sound and stickers have no caption; these words will not be sent",
                    );
                }
                report.length("text", &self.text, LIMITS.media.caption);
            }
        }
    }
}

impl SendMessage {
    fn content(&self, ctx: &Ctx<'_>) -> Result<OutboundContent, Fault> {
        let Some(attachment) = &self.media else {
            return Ok(OutboundContent::Text(Text {
                body: ctx.text(&self.text)?,
                preview_url: self.preview.then_some(true),
            }));
        };
        let caption = ctx.optional(&self.text)?;
        let (id, link) = attachment.file.source(ctx)?;
        let filename = attachment.file.filename.as_ref().map(|name| ctx.text(name)).transpose()?;
        Ok(match attachment.kind {
            MediaKind::Image => OutboundContent::Image(Image { id, link, caption }),
            MediaKind::Video => OutboundContent::Video(Video { id, link, caption }),
            MediaKind::Audio => OutboundContent::Audio(Audio { id, link, voice: None }),
            MediaKind::Voice => OutboundContent::Audio(Audio { id, link, voice: Some(true) }),
            MediaKind::Document => OutboundContent::Document(Document { id, link, caption, filename }),
            MediaKind::Sticker => OutboundContent::Sticker(Sticker { id, link }),
        })
    }
}
