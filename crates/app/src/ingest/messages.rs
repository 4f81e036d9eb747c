//! Field `messages`, first half: what contacts wrote, and notices about them.

use cloud_api::Content;
use cloud_api::inbound::{Edit, Reaction, Revoke, System};
use cloud_api::webhook::{ContactProfile, Context, InboundMessage, MessagesValue, Referral};
use model::{ConversationId, MessageId, Timestamp};
use serde_json::{Map, Value};
use store::{Decided, NewMark, NewMessage};

use super::people::{Sighting, Wrote};
use super::work::{Bubble, Origin, PersonPlace, Source, Work, announced};

/// Adds up the messages of a value.
pub(super) fn collect(work: &mut Work, source: Source<'_>, value: &MessagesValue) {
    for item in &value.messages {
        let Some(message) = work.readable(source, item) else { continue };
        if message.group_id.is_some() {
            work.note(source, "a message of a group: groups are not shown yet".to_owned());
            continue;
        }
        one(work, source, message, value.profile_of(message));
    }
    for error in &value.errors {
        work.count(source);
        work.note(
            source,
            format!("Meta reports trouble with the number: code {}", error.code.unwrap_or_default()),
        );
    }
}

fn one(work: &mut Work, source: Source<'_>, message: &InboundMessage, profile: Option<&ContactProfile>) {
    let at = source.sent_at(message.timestamp);
    match &message.content {
        Content::System(system) => notice(work, source, message, system),
        Content::Reaction(reaction) => {
            work.see(sighting(message, profile, at, Wrote::Yes));
            work.marks
                .push((source.event_id, reaction_mark(source, &message.id, reaction, "contact", at)));
        }
        Content::Edit(edit) => work.marks.push((source.event_id, edit_mark(source, &message.id, edit, "contact", at))),
        Content::Revoke(revoke) => work
            .marks
            .push((source.event_id, revoke_mark(source, &message.id, revoke, "contact", at))),
        content => {
            let person = work.see(sighting(message, profile, at, Wrote::Yes));
            let opens_window = !matches!(content, Content::Unsupported(_));
            let row = bubble(
                Told {
                    source,
                    wamid: message.id.as_str(),
                    seconds: message.timestamp,
                    content,
                },
                "inbound",
                "contact",
            );
            let row = with_context(row, message.context.as_ref(), message.referral.as_ref());
            work.bubbles.push(Bubble {
                person,
                origin: Origin::Live { opens_window },
                message: row,
                at: source.meta_time(message.timestamp),
            });
        }
    }
}

/// A message as any field tells it.
pub(super) struct Told<'m> {
    pub(super) source: Source<'m>,
    pub(super) wamid: &'m str,
    pub(super) seconds: i64,
    pub(super) content: &'m Content,
}

/// The row of a message; its conversation is not known yet.
pub(super) fn bubble(told: Told<'_>, direction: &'static str, author_kind: &'static str) -> NewMessage {
    let sent_at = told.source.sent_at(told.seconds);
    NewMessage {
        id: MessageId::new(),
        channel_id: told.source.channel_id,
        conversation_id: ConversationId::from_uuid(uuid::Uuid::nil()),
        wamid: told.wamid.to_owned(),
        direction,
        author_kind,
        kind: told.content.kind().to_owned(),
        content: told.content.content_json().to_string(),
        preview: told.content.preview(),
        reply_to_wamid: None,
        context: None,
        referral: None,
        media: told.content.media().map(|media| announced(&media, direction, sent_at)),
        status: if direction == "inbound" { "received" } else { "sent" },
        webhook_event_id: told.source.event_id,
        decided: Decided::routed(told.source.routed_by),
        sent_at,
    }
}

/// What a message answers and where its author came from.
pub(super) fn with_context(mut row: NewMessage, context: Option<&Context>, referral: Option<&Referral>) -> NewMessage {
    row.reply_to_wamid = context.and_then(|context| context.id.as_ref()).map(|id| id.as_str().to_owned());
    row.context = context.and_then(|context| serde_json::to_string(context).ok());
    row.referral = referral.and_then(|referral| serde_json::to_string(referral).ok());
    row
}

fn sighting(message: &InboundMessage, profile: Option<&ContactProfile>, at: Timestamp, wrote: Wrote) -> Sighting {
    Sighting {
        bsuid: message.from_user_id.clone().or_else(|| profile?.user_id.clone()),
        phone: message.from.clone().or_else(|| profile?.wa_id.clone()),
        parent_bsuid: message.from_parent_user_id.clone().or_else(|| profile?.parent_user_id.clone()),
        username: profile.and_then(|profile| profile.username.clone()),
        profile_name: profile.and_then(|profile| profile.name.clone()),
        ..Sighting::new(at, wrote)
    }
}

/// A notice about a contact: shown in their thread, if there is one, and their new ids are taken over.
fn notice(work: &mut Work, source: Source<'_>, message: &InboundMessage, system: &System) {
    let at = source.sent_at(message.timestamp);
    let new_phone = system.new_phone().map(|phone| phone.trim_start_matches('+').to_owned());
    let old_phone = message.from.clone().filter(|from| Some(from) != new_phone.as_ref());
    let person = work.see(Sighting {
        bsuid: system.user_id.clone().or_else(|| message.from_user_id.clone()),
        phone: new_phone.or_else(|| message.from.clone()),
        parent_bsuid: system.parent_user_id.clone(),
        // The notice comes from whom we knew until now.
        previous_bsuid: system
            .previous_user_id
            .clone()
            .or_else(|| system.user_id.as_ref().and(message.from_user_id.clone()))
            .filter(|previous| Some(previous) != system.user_id.as_ref()),
        previous_phone: old_phone,
        ..Sighting::new(at, Wrote::Known)
    });
    let row = bubble(
        Told {
            source,
            wamid: message.id.as_str(),
            seconds: message.timestamp,
            content: &message.content,
        },
        "inbound",
        "system",
    );
    work.bubbles.push(Bubble {
        person,
        origin: Origin::Notice,
        message: row,
        at,
    });
}

/// An emoji put on a message, or taken back.
pub(super) fn reaction_mark(source: Source<'_>, wamid: &cloud_api::Wamid, reaction: &Reaction, actor: &'static str, at: Timestamp) -> NewMark {
    let emoji = if reaction.is_removal() {
        String::new()
    } else {
        reaction.emoji.clone().unwrap_or_default()
    };
    mark(source, wamid, &reaction.message_id, "reaction", actor, Some(emoji), at)
}

/// A message's new words.
pub(super) fn edit_mark(source: Source<'_>, wamid: &cloud_api::Wamid, edit: &Edit, actor: &'static str, at: Timestamp) -> NewMark {
    let kind = edit.content.kind().to_owned();
    let wire = Map::from_iter([("type".to_owned(), Value::String(kind.clone())), (kind, edit.content.content_json())]);
    mark(
        source,
        wamid,
        &edit.original_message_id,
        "edit",
        actor,
        Some(Value::Object(wire).to_string()),
        at,
    )
}

/// A message taken back.
pub(super) fn revoke_mark(source: Source<'_>, wamid: &cloud_api::Wamid, revoke: &Revoke, actor: &'static str, at: Timestamp) -> NewMark {
    mark(source, wamid, &revoke.original_message_id, "revoke", actor, None, at)
}

fn mark(
    source: Source<'_>,
    wamid: &cloud_api::Wamid,
    target: &cloud_api::Wamid,
    kind: &'static str,
    actor: &'static str,
    content: Option<String>,
    at: Timestamp,
) -> NewMark {
    NewMark {
        channel_id: source.channel_id,
        wamid: wamid.as_str().to_owned(),
        target_wamid: target.as_str().to_owned(),
        kind,
        actor,
        content,
        at,
    }
}

/// With whom a thread is, from a profile alone.
pub(super) fn see_profile(work: &mut Work, profile: &ContactProfile, at: Timestamp, wrote: Wrote) -> PersonPlace {
    work.see(Sighting {
        bsuid: profile.user_id.clone(),
        phone: profile.wa_id.clone(),
        parent_bsuid: profile.parent_user_id.clone(),
        username: profile.username.clone(),
        profile_name: profile.name.clone(),
        ..Sighting::new(at, wrote)
    })
}
