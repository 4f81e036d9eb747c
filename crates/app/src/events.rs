//! THE LIST of things that happen in a workspace and are told to open consoles.
//!
//! A test walks the sources: an event that is appended and not in this list fails it, and so does one in the list that nothing appends.

/// One kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its word, `noun.past-verb`.
    pub kind: &'static str,
    /// When it happens.
    pub when: &'static str,
    /// What it carries, in the words of the REST interface's schemas.
    pub data: &'static str,
}

macro_rules! events {
    ($($kind:literal $when:literal $data:literal,)*) => {
        /// Every event, in alphabetical order.
        pub const ALL: &[Kind] = &[$(Kind { kind: $kind, when: $when, data: $data }),*];
    };
}

events! {
    "api_key.updated" "An API key was made or taken back." "{ api_key_id }",
    "canned_reply.deleted" "A canned reply was deleted." "{ canned_reply_id }",
    "canned_reply.updated" "A canned reply is new or changed: ask for those you may see." "{ canned_reply_id }",
    "channel.activity_added" "Meta said something about the number, its account or its templates." "{ activity: ChannelActivityView }",
    "channel.history" "A piece of the phone app's history arrived." "{ history: HistoryView }",
    "channel.updated" "The number was connected, changed, disconnected (null), or its health changed." "{ channel: ChannelView | null }",
    "contact.deleted" "A contact was deleted with everything about them." "{ contact_id }",
    "contact.merged" "A contact turned out to be another one and went into it; its conversations went into that one's, or changed their contact." "{ contact_id, into_id, conversations: { conversation_id, into_id }[] }",
    "contact.updated" "A contact is new or changed, its tags included." "{ contact: ContactView }",
    "conversation.updated" "A conversation is new or changed: status, assignee, holder, counters, window." "{ conversation: ConversationView }",
    "custom_field.deleted" "A field of contacts lost its type." "{ custom_field_id }",
    "custom_field.updated" "A field of contacts was given a type, or changed." "{ custom_field: CustomFieldView }",
    "flow.deleted" "A flow was deleted, with its versions and tests." "{ flow_id }",
    "flow.updated" "A flow is new or changed: its draft was saved, it was published, switched on or off." "{ flow: FlowView }",
    "forward.failed" "A submission could not be handed on, and is given up." "{ forward_id, delivery_id, submission_id }",
    "import.updated" "An import of contacts went on, a few hundred rows at a time." "{ import_id, state, done_count }",
    "member.removed" "Somebody is no longer a member." "{ user_id }",
    "member.updated" "Somebody joined, got another role, was disabled or enabled." "{ member: MemberView }",
    "message.created" "A message arrived or was written." "{ message: MessageView, conversation: ConversationView }",
    "message.deleted" "A message was taken back before it left." "{ message_id, conversation_id }",
    "message.updated" "A message changed: status, edit, revocation, reaction, file." "{ message: MessageView }",
    "note.created" "A note was written." "{ note: NoteView }",
    "note.deleted" "A note was deleted." "{ note: NoteView }",
    "note.updated" "A note was changed." "{ note: NoteView }",
    "notification.created" "A member is told something, or told again." "{ notification: NotificationView }",
    "notification.read" "A member has read notifications." "{ user_id }",
    "run.updated" "A run of a flow began, moved or ended." "{ run, flow, conversation, status, node }",
    "saved_view.deleted" "A saved view was deleted." "{ saved_view_id }",
    "saved_view.updated" "A saved view is new or changed: ask for those you may see." "{ saved_view_id }",
    "scheduled_message.updated" "A message for later was written, changed, sent, failed or taken off." "{ scheduled_message: ScheduledMessageView }",
    "submission.created" "A customer sent one of WhatsApp's own forms." "{ submission: { id, wa_flow_id, contact_id, conversation_id, message_id } }",
    "tag.deleted" "A tag was deleted, from every contact too." "{ tag: TagView }",
    "tag.updated" "A tag is new or changed." "{ tag: TagView }",
    "team.deleted" "A team was deleted; its conversations belong to no team." "{ team_id }",
    "team.updated" "A team is new or changed." "{ team: TeamView }",
    "template.deleted" "A template was deleted, in one language or in all." "{ template_ids: string[], name }",
    "template.synced" "A look at Meta's whole list of templates was asked for, goes on, or ended." "{ sync: TemplateSyncView | null }",
    "template.updated" "A template is new or changed: its state, quality, category or words." "{ template: MessageTemplateView }",
    "wa_flow.deleted" "WhatsApp's own forms are gone, here and at Meta." "{ wa_flow_ids }",
    "wa_flow.synced" "A look at Meta's list of forms began, went on or ended." "{ sync: WaFlowSyncView | null }",
    "wa_flow.updated" "One of WhatsApp's own forms is new or changed: its state, its text, what Meta says about it." "{ wa_flow: WaFlowView }",
    "webhook.updated" "An outgoing webhook is new, changed, stopped, well again or gone." "{ webhook_id }",
    "webhook_event.dead" "A delivery from Meta could not be processed and waits for a person." "{ event_id }",
    "workspace.updated" "The workspace's name, time zone or policies changed." "{ workspace: WorkspaceView }",
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// The sources of this crate but this file.
    fn sources() -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut open = vec![root.clone()];
        let mut texts = Vec::new();
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            } else if path.extension().is_some_and(|ending| ending == "rs") && path != root.join("events.rs") {
                texts.push(std::fs::read_to_string(&path).unwrap());
            }
        }
        texts
    }

    #[test]
    fn what_is_appended_is_in_the_list() {
        let listed: BTreeSet<&str> = ALL.iter().map(|event| event.kind).collect();
        let sources = sources();
        let calls = sources.iter().flat_map(|text| text.split("NewEvent::new(").skip(1));
        let literal = calls.filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next());
        let unlisted: Vec<&str> = literal.filter(|kind| !listed.contains(kind)).collect();
        assert_eq!(unlisted, Vec::<&str>::new(), "add them to the list in events.rs");
    }

    #[test]
    fn what_is_in_the_list_is_appended() {
        let sources = sources();
        let idle = ALL
            .iter()
            .map(|event| event.kind)
            .filter(|kind| !sources.iter().any(|text| text.contains(&format!("\"{kind}\""))));
        assert_eq!(idle.collect::<Vec<_>>(), Vec::<&str>::new(), "nothing appends them");
        assert!(ALL.is_sorted_by(|left, right| left.kind < right.kind));
    }
}
