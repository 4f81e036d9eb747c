//! A delivery in a few readable lines, for snapshots.

use std::fmt::Debug;

use cloud_api::Content;
use cloud_api::webhook::{Change, Delivery, FieldValue, Item};

/// Each change, and each of its items, on a line.
pub(crate) fn of(delivery: &Delivery) -> String {
    delivery.changes.iter().flat_map(of_change).collect::<Vec<_>>().join("\n")
}

fn of_change(change: &Change) -> Vec<String> {
    let number = change.phone_number_id.as_deref().unwrap_or("no number");
    let time = change.entry_time.map(|time| format!(" at {time}")).unwrap_or_default();
    let mut lines = vec![format!("{} → {number}{time}", change.field)];
    lines.extend(of_value(&change.value).into_iter().map(|line| format!("  {line}")));
    lines
}

fn of_value(value: &FieldValue) -> Vec<String> {
    match value {
        FieldValue::Messages(value) => {
            let mut lines = items(&value.messages, |message| {
                let name = value
                    .profile_of(message)
                    .and_then(|profile| profile.name.clone().or(profile.username.clone()));
                let who = message.from.as_ref().or(message.from_user_id.as_ref());
                format!(
                    "{} from {} ({})",
                    of_content(&message.content),
                    who.map_or("?", String::as_str),
                    name.as_deref().unwrap_or("no profile")
                )
            });
            lines.extend(items(&value.statuses, |status| {
                let price = status
                    .pricing
                    .as_ref()
                    .and_then(|pricing| pricing.category.clone())
                    .map(|category| format!(" {category}"));
                let errors: Vec<_> = status.errors.iter().filter_map(|error| error.code).collect();
                format!(
                    "status {}{} to {:?} {:?} {errors:?}",
                    status.status.as_str(),
                    price.unwrap_or_default(),
                    status.recipient_id,
                    status.recipient_user_id
                )
            }));
            lines.extend(
                value
                    .errors
                    .iter()
                    .map(|error| format!("error {:?} {}", error.code, error.explanation().unwrap_or_default())),
            );
            lines
        }
        FieldValue::Echoes(value) => items(&value.echoes, |echo| {
            let name = value.profile_of(echo).and_then(|profile| profile.name.clone());
            format!("{} to {:?} {:?} ({name:?})", of_content(&echo.content), echo.to, echo.to_user_id)
        }),
        FieldValue::History(value) => {
            let mut lines = Vec::new();
            for chunk in value.chunks.iter().filter_map(Item::parsed) {
                lines.push(format!("phase {:?} chunk {:?} {:?} %", chunk.phase, chunk.chunk_order, chunk.progress));
                lines.extend(chunk.errors.iter().map(|error| format!("error {:?}", error.code)));
                for thread in &chunk.threads {
                    lines.push(format!("thread {:?} {:?} {:?}", thread.id, thread.user_id, thread.username));
                    lines.extend(items(&thread.messages, |message| {
                        let side = if message.is_from_business("+1 555-078-3881") { "us" } else { "them" };
                        format!("{side}: {} {:?}", of_content(&message.content), message.status)
                    }));
                }
            }
            lines.extend(items(&value.messages, |message| {
                format!("details {}: {}", message.id, of_content(&message.content))
            }));
            lines
        }
        FieldValue::Standby(value) => {
            let mut lines = items(&value.messages, |message| of_content(&message.content));
            lines.extend(items(&value.echoes, |echo| {
                format!("other responder: {} {:?} {:?}", echo.message["text"]["body"], echo.template, echo.flow)
            }));
            lines.extend(items(&value.statuses, |status| status.status.as_str().to_owned()));
            lines
        }
        FieldValue::AppState(value) => items(&value.contacts, |contact| {
            format!(
                "{:?} {:?} {:?} at {}",
                contact.action, contact.phone_number, contact.full_name, contact.timestamp
            )
        }),
        FieldValue::UserPreferences(value) => items(&value.preferences, |preference| {
            format!(
                "{} {} by {:?} at {}",
                preference.category.as_deref().unwrap_or("?"),
                preference.value,
                preference.user_id,
                preference.timestamp
            )
        }),
        FieldValue::Calls(value) => {
            let mut lines = items(&value.calls, |call| {
                format!("{:?} {:?} {:?} {:?} s", call.event, call.direction, call.status, call.duration)
            });
            lines.extend(items(&value.statuses, |status| format!("{:?} {}", status.kind, status.status.as_str())));
            lines
        }
        FieldValue::Groups(value) => items(&value.groups, |group| {
            format!(
                "{:?} {:?} {:?}",
                group.kind,
                group.group_id,
                group.errors.iter().map(|error| error.code).collect::<Vec<_>>()
            )
        }),
        other => debug(other),
    }
}

/// The kind, the preview and what else the kind tells.
fn of_content(content: &Content) -> String {
    let media = content
        .media()
        .map(|media| format!(" [{} {:?} {:?}]", media.id, media.kind, media.filename))
        .unwrap_or_default();
    let answer = content
        .answer()
        .and_then(|answer| answer.id)
        .map(|id| format!(" answers {id}"))
        .unwrap_or_default();
    let unknown = if matches!(content, Content::Unknown { .. }) { "unknown " } else { "" };
    format!("{unknown}{} “{}”{media}{answer}", content.kind(), content.preview())
}

fn items<T>(items: &[Item<T>], summary: impl Fn(&T) -> String) -> Vec<String> {
    let line = |item: &Item<T>| match item {
        Item::Parsed(item) => summary(item),
        Item::Malformed { reason, .. } => format!("malformed: {reason}"),
    };
    items.iter().map(line).collect()
}

/// Members that are there, one a line.
fn debug(value: &impl Debug) -> Vec<String> {
    let text = format!("{value:#?}");
    let mut lines: Vec<String> = Vec::new();
    for line in text
        .lines()
        .map(str::trim)
        .filter(|line| !line.ends_with("None,") && line.len() > 3 && !line.starts_with("extra: {}"))
    {
        match lines.last_mut() {
            Some(opened) if opened.ends_with('(') => opened.push_str(line),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}
