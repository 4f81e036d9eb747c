//! Every read that the inbox, the contacts, the channel and the settings screens ask a workspace for: what it is called, and how it is asked.
//!
//! The store's tests of query plans include this file and compare it with the store's functions: a new read that stands in neither this list nor theirs
//! of reads that need no place here fails them.

use std::pin::Pin;

use model::{
    ChannelId, ContactId, ConversationId, FlowId, MediaId, MessageId, NoteId, RunId, TagId, TeamId, Timestamp, UserId, WebhookEventId, WorkspaceId,
};
use store::{
    ActivityFilter, AuditFilter, ContactFilter, ContactSort, ConversationFilter, ConversationSort, InboxView, Limit, Result, RunFilter, SearchFilter,
    Store, StoredTemplateFilter, ThreadPosition, WebhookEventFilter, Workspace,
};

use super::fill;

/// A page of the console.
pub(crate) const PAGE: u32 = 50;
/// How deep a deep page lies, at most.
const DEEP: usize = 10_000;

/// What the reads are asked about: things of the filled database.
pub(crate) struct Ground<'s> {
    store: &'s Store,
    workspace: WorkspaceId,
    reader: UserId,
    channel: ChannelId,
    /// The longest thread, its contact, one message in its middle with a file, and cursors around it.
    long: ConversationId,
    long_contact: ContactId,
    other_contact: ContactId,
    middle: MessageId,
    outbound: MessageId,
    older: String,
    newer: String,
    page_of_messages: Vec<MessageId>,
    media: Vec<MediaId>,
    note: NoteId,
    conversations: Vec<ConversationId>,
    contacts: Vec<ContactId>,
    webhook_event: WebhookEventId,
    scheduled: MessageId,
    scheduled_in: ConversationId,
    last_event: i64,
    run: RunId,
    run_in: ConversationId,
    flow: FlowId,
    deep: Deep,
}

/// Cursors far down the lists.
struct Deep {
    open: Option<String>,
    all: Option<String>,
    contacts: Option<String>,
    names: Option<String>,
    audit: Option<String>,
    deliveries: Option<String>,
}

type Answer<'g> = Pin<Box<dyn Future<Output = Result<usize>> + Send + 'g>>;
type Ask = Box<dyn for<'g> Fn(&'g Ground<'_>, Limit) -> Answer<'g> + Send + Sync>;

/// One read.
pub(crate) struct Read {
    /// The store's function.
    pub(crate) function: &'static str,
    /// With what.
    pub(crate) with: String,
    ask: Ask,
}

impl Read {
    /// Asks; gives the number of rows that came.
    pub(crate) async fn ask(&self, ground: &Ground<'_>, limit: u32) -> Result<usize> {
        (self.ask)(ground, Limit::clamped(limit)).await
    }
}

impl<'s> Ground<'s> {
    /// The day before now.
    fn last_day(&self) -> (Timestamp, Timestamp) {
        let now = self.store.now();
        (Timestamp::from_millis(now.millis() - 86_400_000), now)
    }

    fn of(&self) -> Workspace<'s> {
        self.store.workspace(self.workspace)
    }

    /// Finds in a filled database what the reads are about.
    pub(crate) async fn find(store: &'s Store) -> Result<Self> {
        let (workspace_id, reader) = (WorkspaceId::from_uuid(fill::workspace()), UserId::from_uuid(fill::reader()));
        let workspace = store.workspace(workspace_id);
        let all = ConversationFilter {
            view: InboxView::All,
            ..ConversationFilter::default()
        };
        let newest = workspace.list_conversations(reader, &all, Limit::clamped(PAGE), None).await?.data;
        // The first thread is the longest, and its contact has the newest message of all.
        let (long, long_contact) = (newest[0].row.id, newest[0].row.contact_id);
        let page = workspace.list_messages(long, ThreadPosition::End, Limit::clamped(80)).await?;
        let middle = &page.data[20].row;
        let around = workspace
            .list_messages(long, ThreadPosition::Around(middle.id), Limit::clamped(PAGE))
            .await?;
        let of_kind = |kind: &str| {
            page.data
                .iter()
                .find(|message| message.row.direction == kind)
                .map(|message| message.row.id)
        };
        let run = workspace.list_runs(&RunFilter::default(), Limit::clamped(1), None).await?.data.remove(0);
        let scheduled = workspace.list_scheduled(Limit::clamped(1), None).await?.data.remove(0);
        Ok(Self {
            store,
            workspace: workspace_id,
            reader,
            channel: newest[0].row.channel_id,
            long,
            long_contact,
            other_contact: newest[1].row.contact_id,
            middle: middle.id,
            outbound: of_kind("outbound").expect("a thread goes both ways"),
            older: around.older_cursor.expect("the thread is longer"),
            newer: around.newer_cursor.expect("the thread is longer"),
            page_of_messages: page.data.iter().take(50).map(|message| message.row.id).collect(),
            media: page.data.iter().filter_map(|message| message.row.media_id).collect(),
            note: workspace.list_notes(long, Limit::clamped(1), None).await?.data.remove(0).id,
            conversations: newest.iter().map(|conversation| conversation.row.id).collect(),
            contacts: newest.iter().map(|conversation| conversation.row.contact_id).collect(),
            webhook_event: workspace
                .list_webhook_events(&WebhookEventFilter::default(), Limit::clamped(1), None)
                .await?
                .data
                .remove(0)
                .id,
            scheduled: scheduled.id,
            scheduled_in: scheduled.conversation_id,
            last_event: workspace.event_bounds().await?.1,
            run: run.id,
            run_in: run.conversation_id,
            flow: run.flow_id,
            deep: Deep::find(workspace, reader).await?,
        })
    }
}

impl Deep {
    async fn find(workspace: Workspace<'_>, reader: UserId) -> Result<Self> {
        let view = |view| ConversationFilter {
            view,
            ..ConversationFilter::default()
        };
        let sorted = |sort| ContactFilter {
            sort,
            ..ContactFilter::default()
        };
        let (open, all, newest, names) = (
            view(InboxView::AllOpen),
            view(InboxView::All),
            sorted(ContactSort::Newest),
            sorted(ContactSort::Name),
        );
        let (audit, deliveries) = (AuditFilter::default(), WebhookEventFilter::default());
        Ok(Self {
            open: down(async |limit, cursor| Ok(workspace.list_conversations(reader, &open, limit, cursor).await?.next_cursor)).await?,
            all: down(async |limit, cursor| Ok(workspace.list_conversations(reader, &all, limit, cursor).await?.next_cursor)).await?,
            contacts: down(async |limit, cursor| Ok(workspace.list_contacts(&newest, limit, cursor).await?.next_cursor)).await?,
            names: down(async |limit, cursor| Ok(workspace.list_contacts(&names, limit, cursor).await?.next_cursor)).await?,
            audit: down(async |limit, cursor| Ok(workspace.list_audit(&audit, limit, cursor).await?.next_cursor)).await?,
            deliveries: down(async |limit, cursor| Ok(workspace.list_webhook_events(&deliveries, limit, cursor).await?.next_cursor)).await?,
        })
    }
}

/// A cursor ten thousand rows down, or after the first few of a short list.
async fn down(next: impl AsyncFn(Limit, Option<&str>) -> Result<Option<String>>) -> Result<Option<String>> {
    let mut cursor = next(Limit::clamped(20), None).await?;
    for _ in 0..DEEP / 500 {
        match next(Limit::clamped(500), cursor.as_deref()).await? {
            Some(further) => cursor = Some(further),
            None => break,
        }
    }
    Ok(cursor)
}

/// `read!(reads, list_notes, "with what", |ground, limit| rows)`, where `rows` counts what came and may wait.
macro_rules! read {
    ($reads:ident, $function:ident, $with:expr, |$ground:ident, $limit:ident| $rows:expr) => {
        $reads.push(Read {
            function: stringify!($function),
            with: $with.to_owned(),
            ask: Box::new(move |$ground, $limit| {
                let _ = $limit;
                Box::pin(async move { Ok($rows) })
            }),
        })
    };
}

/// All of them.
pub(crate) fn all() -> Vec<Read> {
    let mut reads = Vec::new();
    conversations(&mut reads);
    threads(&mut reads);
    contacts(&mut reads);
    channel(&mut reads);
    logs(&mut reads);
    searches(&mut reads);
    flows(&mut reads);
    reads
}

fn searches(reads: &mut Vec<Read>) {
    let typed = [
        ("a rare word", "zyzzyva77"),
        ("a common word", "order"),
        ("two words", "order zyzzyva7"),
        ("nothing there", "xylophone"),
        ("a prefix", "zyz"),
        ("nothing but an operator", ""),
    ];
    for (name, text) in typed {
        for (of_threads, where_) in [(false, "anywhere"), (true, "in open conversations")] {
            let filter = SearchFilter {
                terms: model::search::parse(text).expect("the words are plain").terms,
                status: of_threads.then_some("open"),
                ..SearchFilter::default()
            };
            reads.push(Read {
                function: "search",
                with: format!("{name}, {where_}"),
                ask: Box::new(move |ground, limit| {
                    let filter = filter.clone();
                    Box::pin(async move { Ok(ground.of().search(&filter, limit, None).await?.data.len()) })
                }),
            });
        }
    }
    read!(reads, search, "a common word in a long thread", |ground, limit| {
        let filter = SearchFilter {
            terms: model::search::parse("order").expect("the word is plain").terms,
            conversations: Some(vec![ground.long]),
            ..SearchFilter::default()
        };
        ground.of().search(&filter, limit, None).await?.data.len()
    });
    read!(reads, conversations_with, "a page of contacts", |ground, limit| {
        ground.of().conversations_with(&ground.contacts).await?.len()
    });
    read!(reads, list_search_events, "the last ones", |ground, limit| {
        ground.of().list_search_events(ground.last_event - 300, 300).await?.len()
    });
}

fn flows(reads: &mut Vec<Read>) {
    let of = |filter: fn(&Ground<'_>) -> RunFilter, name: &str| Read {
        function: "list_runs",
        with: name.to_owned(),
        ask: Box::new(move |ground, limit| {
            let filter = filter(ground);
            Box::pin(async move { Ok(ground.of().list_runs(&filter, limit, None).await?.data.len()) })
        }),
    };
    reads.push(of(|_| RunFilter::default(), "all"));
    reads.push(of(
        |ground| RunFilter {
            flow: Some(ground.flow),
            ..RunFilter::default()
        },
        "of a flow",
    ));
    reads.push(of(
        |ground| RunFilter {
            conversation: Some(ground.run_in),
            ..RunFilter::default()
        },
        "in a conversation",
    ));
    read!(reads, get_run, "one", |ground, limit| {
        ground.of().get_run(ground.run).await?;
        1
    });
    read!(reads, find_run_for_list, "one", |ground, limit| {
        usize::from(ground.of().find_run_for_list(ground.run).await?.is_some())
    });
    read!(reads, find_active_run, "in a conversation", |ground, limit| {
        usize::from(ground.of().find_active_run(ground.run_in).await?.is_some())
    });
    read!(reads, list_runs_under_way, "of a flow", |ground, limit| {
        ground.of().list_runs_under_way(ground.flow, None, 100).await?.len()
    });
    read!(reads, list_steps, "of a run", |ground, limit| {
        ground.of().list_steps(ground.run, 0, 500).await?.len()
    });
    read!(reads, messages_of_run, "of a run", |ground, limit| {
        ground.of().messages_of_run(ground.run).await?.len()
    });
    read!(reads, flow_messages, "a page of messages", |ground, limit| {
        ground.of().flow_messages(&ground.page_of_messages).await?.len()
    });
    read!(reads, find_flow_message, "by Meta's id", |ground, limit| {
        usize::from(ground.of().find_flow_message(ground.channel, "wamid.nothing").await?.is_some())
    });
    read!(reads, find_flow_token, "by its token", |ground, limit| {
        usize::from(ground.of().find_flow_token("nothing").await?.is_some())
    });
    read!(reads, runs_holding, "a page of conversations", |ground, limit| {
        ground.of().runs_holding(&ground.conversations).await?.len()
    });
    read!(reads, count_steps, "of a day", |ground, limit| {
        let (from, to) = ground.last_day();
        ground.of().count_steps(ground.flow, from, to).await?.len()
    });
    read!(reads, count_runs, "of a day", |ground, limit| {
        let (from, to) = ground.last_day();
        ground.of().count_runs(ground.flow, from, to).await?.len()
    });
    read!(reads, count_live_nodes, "now", |ground, limit| {
        ground.of().count_live_nodes(ground.flow).await?.len()
    });
}

fn conversations(reads: &mut Vec<Read>) {
    use ConversationSort::{Newest, Oldest, Waiting, Window};
    let sorts = [(Newest, "newest"), (Oldest, "oldest"), (Waiting, "waiting"), (Window, "window")];
    for view in InboxView::ALL {
        for (sort, name) in sorts {
            list(
                reads,
                format!("{}, {name}", view.as_str()),
                ConversationFilter {
                    view: *view,
                    sort,
                    ..ConversationFilter::default()
                },
            );
        }
    }
    let words = [
        ("a name", fill::RARE_NAME),
        ("part of a number", "600350"),
        ("nobody", "xylophone"),
        ("a common name", "maria"),
        ("two common names", "maria lopez"),
        ("words of messages", "please, when"),
        ("one letter", "a"),
    ];
    for view in [InboxView::AllOpen, InboxView::All, InboxView::Mine] {
        for (name, text) in words {
            let text = Some(text.to_owned());
            list(
                reads,
                format!("{}, search {name}", view.as_str()),
                ConversationFilter {
                    view,
                    text,
                    ..ConversationFilter::default()
                },
            );
        }
        for (number, name) in [(0, "one in a thousand"), (1, "one in ten"), (2, "every second"), (3, "nobody")] {
            let tag = Some(TagId::from_uuid(fill::tag(number)));
            list(
                reads,
                format!("{}, tag of {name}", view.as_str()),
                ConversationFilter {
                    view,
                    tag,
                    ..ConversationFilter::default()
                },
            );
        }
    }
    for view in [
        InboxView::AllOpen,
        InboxView::All,
        InboxView::Closed,
        InboxView::NeedsReply,
        InboxView::Snoozed,
    ] {
        for (assignee, name) in [(None, "nobody's"), (Some(UserId::from_uuid(fill::id(0, 1003))), "a colleague's")] {
            list(
                reads,
                format!("{}, {name}", view.as_str()),
                ConversationFilter {
                    view,
                    assignee: Some(assignee),
                    ..ConversationFilter::default()
                },
            );
        }
    }
    read!(reads, list_conversations, "all_open, newest, far down", |ground, limit| {
        let filter = ConversationFilter::default();
        ground
            .of()
            .list_conversations(ground.reader, &filter, limit, ground.deep.open.as_deref())
            .await?
            .data
            .len()
    });
    read!(reads, list_conversations, "all, newest, far down", |ground, limit| {
        let filter = ConversationFilter {
            view: InboxView::All,
            ..ConversationFilter::default()
        };
        ground
            .of()
            .list_conversations(ground.reader, &filter, limit, ground.deep.all.as_deref())
            .await?
            .data
            .len()
    });
    for (view, name) in [(InboxView::AllOpen, "all_open"), (InboxView::Closed, "closed")] {
        list(
            reads,
            format!("{name}, a team's"),
            ConversationFilter {
                view,
                team: Some(Some(TeamId::from_uuid(fill::team()))),
                ..ConversationFilter::default()
            },
        );
    }
    list(
        reads,
        "all_open, urgent".to_owned(),
        ConversationFilter {
            priority: Some(2),
            ..ConversationFilter::default()
        },
    );
    read!(reads, mentions_of_notes, "one note", |ground, limit| {
        ground.of().mentions_of_notes(&[ground.note]).await?.len()
    });
    read!(reads, list_notifications, "", |ground, limit| {
        ground.of().list_notifications(ground.reader, limit, None).await?.data.len()
    });
    read!(reads, count_unread_notifications, "", |ground, limit| {
        usize::try_from(ground.of().count_unread_notifications(ground.reader).await?).unwrap_or_default()
    });
    read!(reads, teamless_conversations, "", |ground, limit| {
        ground.of().teamless_conversations(i64::from(PAGE)).await?.len()
    });
    read!(reads, queue_of_team, "", |ground, limit| {
        ground.of().queue_of_team(TeamId::from_uuid(fill::team()), i64::from(PAGE)).await?.len()
    });
    read!(reads, reopened_of_team, "", |ground, limit| {
        ground
            .of()
            .reopened_of_team(TeamId::from_uuid(fill::team()), i64::from(PAGE))
            .await?
            .len()
    });
    read!(reads, count_open_of, "three members", |ground, limit| {
        let users: Vec<UserId> = (1001..1004).map(|number| UserId::from_uuid(fill::id(0, number))).collect();
        ground.of().count_open_of(&users).await?.len()
    });
    read!(reads, count_conversations, "every view", |ground, limit| {
        ground.of().count_conversations(ground.reader).await?.len()
    });
    read!(reads, count_waiting_by_team, "", |ground, limit| {
        ground.of().count_waiting_by_team().await?.len()
    });
    read!(reads, get_conversation, "", |ground, limit| {
        ground.of().get_conversation(ground.long, Some(ground.reader)).await.map(|_| 1)?
    });
    read!(reads, conversations_by_ids, "a page", |ground, limit| {
        ground.of().conversations_by_ids(&ground.conversations, Some(ground.reader)).await?.len()
    });
    read!(reads, analytics_messages, "a day", |ground, limit| {
        let (from, to) = ground.last_day();
        ground.of().analytics_messages(from, to, 1_000_000).await?.len()
    });
    read!(reads, analytics_closings, "a day", |ground, limit| {
        let (from, to) = ground.last_day();
        ground.of().analytics_closings(from, to, 1_000_000).await?.len()
    });
    read!(reads, analytics_templates, "a day", |ground, limit| {
        let (from, to) = ground.last_day();
        ground.of().analytics_templates(from, to).await?.len()
    });
    read!(reads, analytics_pricing, "a day", |ground, limit| {
        let (from, to) = ground.last_day();
        ground.of().analytics_pricing(from, to).await?.len()
    });
    read!(reads, list_contact_timeline, "", |ground, limit| {
        ground.of().list_contact_timeline(ground.long_contact, limit, None).await?.data.len()
    });
    read!(reads, find_merged_conversation, "", |ground, limit| {
        ground.of().find_merged_conversation(ground.long).await?.iter().count()
    });
    read!(reads, verify_audit, "", |ground, limit| {
        ground.of().verify_audit().await.map(|chain| usize::from(chain.broken.is_some()))?
    });
    read!(reads, find_conversation, "", |ground, limit| {
        ground.of().find_conversation(ground.channel, ground.long_contact).await?.iter().count()
    });
}

fn list(reads: &mut Vec<Read>, with: String, filter: ConversationFilter) {
    reads.push(Read {
        function: "list_conversations",
        with,
        ask: Box::new(move |ground, limit| {
            let filter = filter.clone();
            Box::pin(async move { Ok(ground.of().list_conversations(ground.reader, &filter, limit, None).await?.data.len()) })
        }),
    });
}

fn threads(reads: &mut Vec<Read>) {
    read!(reads, list_messages, "the end", |ground, limit| {
        ground.of().list_messages(ground.long, ThreadPosition::End, limit).await?.data.len()
    });
    read!(reads, list_messages, "older", |ground, limit| {
        ground
            .of()
            .list_messages(ground.long, ThreadPosition::Older(&ground.older), limit)
            .await?
            .data
            .len()
    });
    read!(reads, list_messages, "newer", |ground, limit| {
        ground
            .of()
            .list_messages(ground.long, ThreadPosition::Newer(&ground.newer), limit)
            .await?
            .data
            .len()
    });
    read!(reads, list_messages, "around one", |ground, limit| {
        ground
            .of()
            .list_messages(ground.long, ThreadPosition::Around(ground.middle), limit)
            .await?
            .data
            .len()
    });
    read!(reads, get_message, "", |ground, limit| ground
        .of()
        .get_message(ground.middle)
        .await
        .map(|_| 1)?);
    read!(reads, messages_by_ids, "a page", |ground, limit| ground
        .of()
        .messages_by_ids(&ground.page_of_messages)
        .await?
        .len());
    read!(reads, get_message_history, "", |ground, limit| {
        ground.of().get_message_history(ground.outbound).await.map(|_| 1)?
    });
    read!(reads, get_provenance, "sent", |ground, limit| ground
        .of()
        .get_provenance(ground.outbound, None)
        .await
        .map(|_| 1)?);
    read!(reads, get_provenance, "received", |ground, limit| ground
        .of()
        .get_provenance(ground.middle, None)
        .await
        .map(|_| 1)?);
    read!(reads, find_wamid, "", |ground, limit| ground
        .of()
        .find_wamid(ground.middle)
        .await?
        .iter()
        .count());
    read!(reads, find_outbound_message, "", |ground, limit| {
        ground.of().find_outbound_message(ground.outbound).await?.iter().count()
    });
    read!(reads, find_send_facts, "", |ground, limit| ground
        .of()
        .find_send_facts(ground.long)
        .await?
        .iter()
        .count());
    read!(reads, list_notes, "a thread's", |ground, limit| ground
        .of()
        .list_notes(ground.long, limit, None)
        .await?
        .data
        .len());
    read!(reads, get_note, "", |ground, limit| ground.of().get_note(ground.note).await.map(|_| 1)?);
    read!(reads, list_scheduled, "", |ground, limit| ground
        .of()
        .list_scheduled(limit, None)
        .await?
        .data
        .len());
    read!(reads, list_scheduled_of, "a thread's", |ground, limit| {
        ground.of().list_scheduled_of(ground.scheduled_in, limit, None).await?.data.len()
    });
    read!(reads, get_scheduled, "", |ground, limit| ground
        .of()
        .get_scheduled(ground.scheduled)
        .await
        .map(|_| 1)?);
    read!(reads, media_by_ids, "a page's", |ground, limit| ground
        .of()
        .media_by_ids(&ground.media)
        .await?
        .len());
    read!(reads, get_media, "", |ground, limit| ground
        .of()
        .get_media(ground.media[0])
        .await
        .map(|_| 1)?);
}

fn contacts(reads: &mut Vec<Read>) {
    let sorts = [
        (ContactSort::Newest, "newest"),
        (ContactSort::Name, "name"),
        (ContactSort::LastSeen, "last seen"),
    ];
    for (sort, name) in sorts {
        people(
            reads,
            name.to_owned(),
            ContactFilter {
                sort,
                ..ContactFilter::default()
            },
        );
        let words = [
            ("a name", fill::RARE_NAME),
            ("part of a number", "600350"),
            ("a WhatsApp id", "es.100"),
            ("nobody", "xylophone"),
            ("a common name", "maria"),
            ("two common names", "maria lopez"),
            ("one letter", "a"),
        ];
        for (word, text) in words {
            people(
                reads,
                format!("{name}, search {word}"),
                ContactFilter {
                    sort,
                    text: Some(text.to_owned()),
                    ..ContactFilter::default()
                },
            );
        }
        for (number, word) in [(0, "one in a thousand"), (1, "one in ten"), (2, "every second"), (3, "nobody")] {
            let tag = Some(TagId::from_uuid(fill::tag(number)));
            people(
                reads,
                format!("{name}, tag of {word}"),
                ContactFilter {
                    sort,
                    tag,
                    ..ContactFilter::default()
                },
            );
        }
    }
    read!(reads, list_contacts, "newest, far down", |ground, limit| {
        ground
            .of()
            .list_contacts(&ContactFilter::default(), limit, ground.deep.contacts.as_deref())
            .await?
            .data
            .len()
    });
    read!(reads, list_contacts, "name, far down", |ground, limit| {
        let filter = ContactFilter {
            sort: ContactSort::Name,
            ..ContactFilter::default()
        };
        ground.of().list_contacts(&filter, limit, ground.deep.names.as_deref()).await?.data.len()
    });
    read!(reads, get_contact, "", |ground, limit| ground
        .of()
        .get_contact(ground.long_contact)
        .await
        .map(|_| 1)?);
    read!(reads, contacts_by_ids, "a page", |ground, limit| ground
        .of()
        .contacts_by_ids(&ground.contacts)
        .await?
        .len());
    read!(reads, find_contact_by_identity, "a number", |ground, limit| {
        ground.of().find_contact_by_identity("phone", "34600000000").await?.iter().count()
    });
    read!(reads, list_duplicates, "of everybody", |ground, limit| {
        ground
            .of()
            .list_duplicates(None, i64::try_from(limit.rows()).expect("a page"))
            .await?
            .len()
    });
    read!(reads, list_duplicates, "of one", |ground, limit| ground
        .of()
        .list_duplicates(Some(ground.long_contact), 50)
        .await?
        .len());
    read!(reads, merge_threads_of, "two contacts", |ground, limit| {
        ground.of().merge_threads_of(ground.long_contact, ground.other_contact).await?.len()
    });
    read!(reads, find_merged_contact, "", |ground, limit| ground
        .of()
        .find_merged_contact(ground.long_contact)
        .await?
        .iter()
        .count());
    read!(reads, list_opt_outs, "", |ground, limit| ground
        .of()
        .list_opt_outs(limit, None)
        .await?
        .data
        .len());
    read!(reads, list_opt_outs_of, "one contact's", |ground, limit| {
        ground.of().list_opt_outs_of(ground.long_contact, limit, None).await?.data.len()
    });
    read!(reads, list_tags, "", |ground, limit| ground.of().list_tags().await?.len());
    read!(reads, get_tag, "", |ground, limit| ground
        .of()
        .get_tag(TagId::from_uuid(fill::tag(1)))
        .await
        .map(|_| 1)?);
    read!(reads, tags_of_contacts, "a page's", |ground, limit| ground
        .of()
        .tags_of_contacts(&ground.contacts)
        .await?
        .len());
}

fn people(reads: &mut Vec<Read>, with: String, filter: ContactFilter) {
    reads.push(Read {
        function: "list_contacts",
        with,
        ask: Box::new(move |ground, limit| {
            let filter = filter.clone();
            Box::pin(async move { Ok(ground.of().list_contacts(&filter, limit, None).await?.data.len()) })
        }),
    });
}

fn channel(reads: &mut Vec<Read>) {
    let filters = [
        ("all", None, None),
        ("an area", Some("quality"), None),
        ("a weight", None, Some("critical")),
        ("both", Some("template"), Some("warning")),
        ("nothing", Some("none"), None),
    ];
    for (name, area, severity) in filters {
        read!(reads, list_channel_activity, name, |ground, limit| {
            let filter = ActivityFilter {
                area: area.map(str::to_owned),
                severity: severity.map(str::to_owned),
            };
            ground.of().list_channel_activity(&filter, limit, None).await?.data.len()
        });
    }
    read!(reads, list_channel_alerts, "", |ground, limit| ground
        .of()
        .list_channel_alerts(ground.store.now())
        .await?
        .len());
    read!(reads, clock_difference, "", |ground, limit| ground
        .of()
        .clock_difference()
        .await?
        .iter()
        .count());
    for (name, text) in [("all", None), ("search", Some("order"))] {
        read!(reads, list_templates, name, |ground, limit| {
            let filter = StoredTemplateFilter {
                text: text.map(str::to_owned),
                ..StoredTemplateFilter::default()
            };
            ground.of().list_templates(ground.channel, &filter, limit, None).await?.data.len()
        });
    }
    read!(reads, list_orphan_statuses, "", |ground, limit| {
        ground.of().list_orphan_statuses(ground.channel, limit, None).await?.data.len()
    });
}

fn logs(reads: &mut Vec<Read>) {
    read!(reads, list_events, "the last of them", |ground, limit| ground
        .of()
        .list_events(ground.last_event - 50, limit)
        .await?
        .len());
    read!(reads, list_events, "from the first", |ground, limit| ground
        .of()
        .list_events(0, limit)
        .await?
        .len());
    read!(reads, event_bounds, "", |ground, limit| ground.of().event_bounds().await.map(|_| 1)?);
    for (name, state, field) in [
        ("all", None, None),
        ("dead", Some("dead"), None),
        ("of a field", None, Some("messages")),
        ("of no field", None, Some("none")),
    ] {
        read!(reads, list_webhook_events, name, |ground, limit| {
            let filter = WebhookEventFilter {
                state,
                field: field.map(str::to_owned),
                ..WebhookEventFilter::default()
            };
            ground.of().list_webhook_events(&filter, limit, None).await?.data.len()
        });
    }
    read!(reads, list_webhook_events, "of a week long ago", |ground, limit| {
        let at = |days: i64| Some(Timestamp::from_millis(ground.store.now().millis() - days * 24 * 3600 * 1000));
        let filter = WebhookEventFilter {
            from: at(107),
            to: at(100),
            ..WebhookEventFilter::default()
        };
        ground.of().list_webhook_events(&filter, limit, None).await?.data.len()
    });
    read!(reads, list_webhook_events, "far down", |ground, limit| {
        ground
            .of()
            .list_webhook_events(&WebhookEventFilter::default(), limit, ground.deep.deliveries.as_deref())
            .await?
            .data
            .len()
    });
    read!(reads, get_webhook_event, "", |ground, limit| ground
        .of()
        .get_webhook_event(ground.webhook_event)
        .await
        .map(|_| 1)?);
    read!(reads, get_webhook_event_body, "", |ground, limit| {
        ground.of().get_webhook_event_body(ground.webhook_event).await.map(|_| 1)?
    });
    read!(reads, count_webhook_events, "up to 10,000", |ground, limit| ground
        .of()
        .count_webhook_events(10_000)
        .await?
        .len());
    read!(reads, last_webhook_event_at, "", |ground, limit| ground
        .of()
        .last_webhook_event_at()
        .await?
        .iter()
        .count());
    let filters = [
        ("all", None, None, None),
        ("an action", Some("tag.added"), None, None),
        ("a noun's actions", Some("contact."), None, None),
        ("a member's", None, Some(3), None),
        ("a member's action", Some("tag.added"), Some(2), None),
        ("a thing's", None, None, Some("ct_7")),
        ("of nothing", Some("none.such"), None, None),
    ];
    for (name, action, actor, target) in filters {
        read!(reads, list_audit, name, |ground, limit| {
            let filter = AuditFilter {
                actor: actor.map(|number: i64| UserId::from_uuid(fill::id(0, 1000 + number))),
                action: action.map(str::to_owned),
                target: target.map(str::to_owned),
                ..AuditFilter::default()
            };
            ground.of().list_audit(&filter, limit, None).await?.data.len()
        });
    }
    read!(reads, list_audit, "far down", |ground, limit| {
        ground
            .of()
            .list_audit(&AuditFilter::default(), limit, ground.deep.audit.as_deref())
            .await?
            .data
            .len()
    });
    read!(reads, list_audit, "long ago", |ground, limit| {
        let to = Timestamp::from_millis(ground.store.now().millis() - 90 * 1000);
        let filter = AuditFilter {
            to: Some(to),
            ..AuditFilter::default()
        };
        ground.of().list_audit(&filter, limit, None).await?.data.len()
    });
}
