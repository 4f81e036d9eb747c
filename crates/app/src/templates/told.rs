//! What Meta tells about a template by webhook: taken into the row at once, so that no list waits for the next look.

use model::{ChannelId, Timestamp};
use serde_json::{Value, json};
use store::{Error, NewEvent, TemplateNews, WorkspaceTx};

use crate::channels::queue_template_sync;
use crate::views::MessageTemplateView;

/// Takes in one piece of news: its kind (`template.approved` …), whom it is about (`name language`) and its data. Gives the events to be told.
///
/// A template that is not known here, or whose words changed, is looked up with the whole list: the webhook has only half of it.
pub(crate) async fn told(
    workspace: &mut WorkspaceTx<'_>,
    channel_id: ChannelId,
    kind: &str,
    subject: &str,
    data: &str,
    now: Timestamp,
) -> Result<Vec<NewEvent>, Error> {
    let data: Value = serde_json::from_str(data).unwrap_or_default();
    let (name, language) = subject.rsplit_once(' ').unwrap_or((subject, ""));
    let known = workspace.tell_template(channel_id, name, language, &news(kind, &data)).await?;
    let Some(id) = known else {
        queue_template_sync(workspace, channel_id, now).await?;
        return Ok(Vec::new());
    };
    if kind == "template.deleted" && word(&data, "event").as_deref() == Some("DELETED") {
        let gone = workspace.forget_templates(id, false).await?;
        return Ok(vec![NewEvent::new(
            "template.deleted",
            None,
            &json!({ "template_ids": gone, "name": name }),
        )?]);
    }
    if matches!(kind, "template.edited" | "template.approved" | "template.updated") {
        queue_template_sync(workspace, channel_id, now).await?;
    }
    let view = MessageTemplateView::from(workspace.get_template(id).await?);
    Ok(vec![NewEvent::new("template.updated", None, &json!({ "template": view }))?])
}

fn news(kind: &str, data: &Value) -> TemplateNews {
    let text = |name: &str| data[name].as_str().map(str::to_owned);
    let event = word(data, "event");
    let status = match kind {
        "template.reinstated" | "template.approved" => Some("APPROVED".to_owned()),
        "template.rejected" => Some("REJECTED".to_owned()),
        "template.paused" => Some("PAUSED".to_owned()),
        "template.disabled" => Some("DISABLED".to_owned()),
        "template.pending" | "template.pending_deletion" | "template.deleted" => event,
        "template.locked" => event.map(|event| if event == "LOCKED" { "LIMIT_EXCEEDED".to_owned() } else { event }),
        _ => None,
    };
    match kind {
        "template.quality" => TemplateNews {
            quality: text("quality"),
            ..TemplateNews::default()
        },
        "template.category_announced" => TemplateNews {
            correct_category: Some(text("category").map(|category| (category, at(data)))),
            ..TemplateNews::default()
        },
        "template.category_changed" => TemplateNews {
            category: text("category"),
            previous_category: text("previous"),
            correct_category: Some(None),
            ..TemplateNews::default()
        },
        _ => TemplateNews {
            reason: status.is_some().then(|| text("reason").or_else(|| text("pause"))),
            recommendation: status.is_some().then(|| text("recommendation")),
            status,
            ..TemplateNews::default()
        },
    }
}

fn word(data: &Value, name: &str) -> Option<String> {
    data[name].as_str().map(|word| word.trim().to_ascii_uppercase())
}

fn at(data: &Value) -> Option<Timestamp> {
    serde_json::from_value(data["at"].clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_piece_of_news_changes_what_it_is_about() {
        let paused = news("template.paused", &json!({ "event": "PAUSED", "pause": "FIRST_PAUSE" }));
        assert_eq!(
            (paused.status.as_deref(), paused.reason),
            (Some("PAUSED"), Some(Some("FIRST_PAUSE".to_owned())))
        );
        let approved = news("template.approved", &json!({ "event": "approved" }));
        assert_eq!(
            (approved.status.as_deref(), approved.reason),
            (Some("APPROVED"), Some(None)),
            "an old reason goes"
        );
        let quality = news("template.quality", &json!({ "quality": "RED" }));
        assert_eq!((quality.quality.as_deref(), quality.status, quality.reason), (Some("RED"), None, None));
        let announced = news("template.category_announced", &json!({ "category": "MARKETING", "previous": "UTILITY" }));
        assert_eq!(
            (announced.category, announced.correct_category),
            (None, Some(Some(("MARKETING".to_owned(), None))))
        );
        let moved = news("template.category_changed", &json!({ "category": "MARKETING", "previous": "UTILITY" }));
        assert_eq!((moved.category.as_deref(), moved.correct_category), (Some("MARKETING"), Some(None)));
        assert_eq!(
            news("template.flagged", &json!({ "event": "FLAGGED" })).status,
            None,
            "flagged ones are sent on"
        );
    }
}
