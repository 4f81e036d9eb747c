//! Fills an empty database to a size, with statements that the database itself expands: two workspaces, busy and quiet threads, everything that hangs on them.
//!
//! The store's tests of query plans include this file, too: what is measured and what is checked are the same rows.

use uuid::Uuid;

/// In which words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// Conversations of the workspace that is asked; twenty times as many messages, a tenth of them in a few very long threads. A neighbour workspace
    /// holds a tenth of everything on top.
    pub(crate) conversations: i64,
    /// When the newest message came, in milliseconds since 1970.
    pub(crate) now: i64,
}

/// Members of the workspace; the first asks.
const MEMBERS: i64 = 8;
/// The contact nobody shares a word of the name with.
pub(crate) const RARE_NAME: &str = "Zenobia Quartermain";
/// How far back the oldest thread lies.
const SPAN: i64 = 400 * 24 * 3600 * 1000;
/// Numbers of messages are the thread's number and the place in it.
const PLACES: i64 = 16_384;
/// More than one thread holds.
const LONGEST: i64 = 10_000;

const FIRST: &str = "Ana,Luis,Maria,Jose,Carmen,Juan,Lucia,Pedro,Sofia,Diego,Elena,Pablo,Laura,Jorge,Marta,Raul,Paula,Ivan,Clara,Hugo,Irene,Oscar,Nuria,Sergio,Alba,\
                     Mario,Eva,Ruben,Ines,Victor,Julia,Adrian,Rosa,Daniel,Lola,Andres,Olga,Bruno,Noa,Marcos";
const LAST: &str = "Garcia,Lopez,Martinez,Sanchez,Perez,Gomez,Martin,Jimenez,Ruiz,Hernandez,Diaz,Moreno,Alvarez,Munoz,Romero,Alonso,Gutierrez,Navarro,Torres,\
                    Dominguez,Vazquez,Ramos,Gil,Ramirez,Serrano,Blanco,Molina,Morales,Suarez,Ortega,Delgado,Castro,Ortiz,Rubio,Marin,Sanz,Nunez,Iglesias,Medina,\
                    Garrido,Cortes,Castillo,Santos,Lozano,Guerrero,Cano,Prieto,Mendez,Cruz,Calvo,Gallego,Vidal,Leon,Marquez,Herrera,Pena,Flores,Cabrera,Campos,Vega";

/// The id with this time and this number.
pub(crate) fn id(at: i64, number: i64) -> Uuid {
    Uuid::parse_str(&format!("{at:012x}70008000{number:012x}")).expect("thirty-two digits")
}

/// The workspace that is asked.
pub(crate) fn workspace() -> Uuid {
    id(0, 1)
}

/// The member who asks.
pub(crate) fn reader() -> Uuid {
    id(0, 1000)
}

/// A tag: 0 is on one contact in a thousand, 1 on one in ten, 2 on every second, 3 on nobody.
pub(crate) fn tag(number: i64) -> Uuid {
    id(0, 4000 + number)
}

/// The team of every seventh conversation, which hands out what waits.
pub(crate) fn team() -> Uuid {
    id(0, 5000)
}

impl Dialect {
    fn id(self, at: &str, number: &str) -> String {
        match self {
            Self::Sqlite => format!("unhex(printf('%012x70008000%012x', {at}, {number}))"),
            Self::Postgres => format!("(lpad(to_hex(({at})::bigint), 12, '0') || '70008000' || lpad(to_hex(({number})::bigint), 12, '0'))::uuid"),
        }
    }

    /// `n` from 0 to one less than `count`.
    fn numbers(self, count: i64) -> String {
        let last = count - 1;
        match self {
            Self::Sqlite => {
                format!(
                    "(with recursive upto(n) as (select 0 union all select n + 1 from upto where n < {last}) select n from upto where {count} > 0)"
                )
            }
            Self::Postgres => format!("(select generate_series(0, {last})::bigint as n)"),
        }
    }

    fn text(self, expression: &str) -> String {
        format!("cast({expression} as text)")
    }

    fn bytes(self, expression: &str) -> String {
        match self {
            Self::Sqlite => format!("cast({expression} as blob)"),
            Self::Postgres => format!("convert_to({expression}, 'UTF8')"),
        }
    }

    fn newline(self) -> &'static str {
        match self {
            Self::Sqlite => "char(10)",
            Self::Postgres => "chr(10)",
        }
    }

    fn whole(self, expression: &str) -> String {
        match self {
            Self::Sqlite => format!("cast({expression} as integer)"),
            Self::Postgres => format!("cast({expression} as bigint)"),
        }
    }

    fn values(self, list: &str) -> String {
        let rows: Vec<String> = list
            .split(',')
            .enumerate()
            .map(|(at, word)| format!("({at}, '{}')", word.trim()))
            .collect();
        rows.join(", ")
    }
}

/// A number from 0 below `below` that looks random, the same for each thread every time.
fn chance(salt: i64, below: i64) -> String {
    format!("(((c + {salt}) * 2654435761 / 4096) % {below})")
}

/// The statements, in an order that keeps every reference valid.
pub(crate) fn statements(dialect: Dialect, size: Size) -> Vec<String> {
    let filling = Filling { dialect, size };
    let mut all = filling.tools();
    all.extend(filling.people());
    all.extend(filling.threads());
    all.extend(filling.messages());
    all.extend(filling.flows());
    all.extend(filling.logs());
    for table in ["fill_threads", "fill_messages", "fill_numbers", "fill_first", "fill_last"] {
        all.push(format!("drop table {table}"));
    }
    match dialect {
        // What autovacuum does by itself after a while.
        Dialect::Postgres => all.push("analyze".to_owned()),
        Dialect::Sqlite => {}
    }
    all
}

struct Filling {
    dialect: Dialect,
    size: Size,
}

impl Filling {
    /// How many threads there are, the neighbour's included.
    fn all(&self) -> i64 {
        self.size.conversations + (self.size.conversations / 10).max(10)
    }

    /// Helper tables: numbers, names, and for each thread its length and times.
    fn tools(&self) -> Vec<String> {
        let (dialect, conversations, now) = (self.dialect, self.size.conversations, self.size.now);
        let long = (conversations / 5000).max(1);
        let longest = (conversations * 20 / 10 / long).min(LONGEST);
        let age = dialect.whole(&format!(
            "({SPAN} * 1.0 * ((c * 7919) % {conversations}) / {conversations} * ((c * 7919) % {conversations}) / {conversations} * ((c * 7919) % {conversations}) / {conversations})"
        ));
        let threads = self.all();
        vec![
            "create table fill_first (n bigint primary key, word text)".to_owned(),
            format!("insert into fill_first values {}", dialect.values(FIRST)),
            "create table fill_last (n bigint primary key, word text)".to_owned(),
            format!("insert into fill_last values {}", dialect.values(LAST)),
            "create table fill_numbers (n bigint primary key)".to_owned(),
            format!("insert into fill_numbers select n + 1 from {} numbers", dialect.numbers(longest.max(100))),
            "create table fill_threads (c bigint primary key, w bigint, k bigint, gap bigint, at bigint, born bigint, status text, mine bigint, \
             is_waiting bigint)"
                .to_owned(),
            format!(
                "insert into fill_threads
                 select c, w, k, gap, at, at - k * gap - 1000, case when luck < 60 then 'open' when luck < 90 then 'closed' else 'snoozed' end,
                        {mine}, case when luck < 60 and c % 2 = 0 and luck % 2 = 0 then 1 else 0 end
                   from (select c, w, k, case when k > 100 then 1200000 else 1800000 + (c % 13) * 1200000 end as gap, {now} - 60000 - {age} - (c * 7919) % {conversations} as at, {luck} as luck
                           from (select n as c, case when n < {conversations} then 1 else 2 end as w,
                                        case when n < {long} then {longest} when n % 10 = 0 then 90 else 10 end as k
                                   from {numbers} numbers) sized) timed",
                mine = chance(2, 10),
                luck = chance(1, 100),
                numbers = dialect.numbers(threads),
            ),
            "create table fill_messages (c bigint, n bigint, number bigint, at bigint)".to_owned(),
            format!(
                "insert into fill_messages select c, n, c * {PLACES} + n, at - (k - n) * gap from fill_threads join fill_numbers on n <= k order by at - (k - n) * gap"
            ),
        ]
    }

    fn people(&self) -> Vec<String> {
        let (dialect, now) = (self.dialect, self.size.now);
        let id = |at: &str, number: &str| dialect.id(at, number);
        let (workspace, app, channel) = (id("0", "n + 1"), id("0", "n + 3001"), id("0", "n + 2001"));
        let two = dialect.numbers(2);
        let last_seq = self.size.conversations * 2;
        let no_key = "null";
        vec![
            format!(
                "insert into users (id, email, name, password_hash, created_at, updated_at)
                 select {user}, 'member' || n || '@example.com', 'Member ' || n, '', 0, 0 from {numbers} numbers",
                user = id("0", "n + 1000"),
                numbers = dialect.numbers(MEMBERS)
            ),
            format!(
                "insert into workspaces (id, name, event_seq, created_at, updated_at) select {workspace}, 'Workspace ' || n, {last_seq}, 0, 0 from {two} numbers"
            ),
            format!(
                "insert into memberships (workspace_id, user_id, role, created_at, updated_at)
                 select {workspace}, {user}, 'agent', 0, 0 from {two} numbers cross join {members} members",
                user = id("0", "m + 1000"),
                members = format_args!("(select n as m from {} numbered)", dialect.numbers(MEMBERS))
            ),
            format!(
                "insert into meta_apps (id, workspace_id, name, app_id, app_secret, created_at, updated_at)
                 select {app}, {workspace}, 'App', 'app' || n, {no_key}, 0, 0 from {two} numbers"
            ),
            format!(
                "insert into channels (workspace_id, id, meta_app_id, kind, phone_number_id, waba_id, display_phone_number, created_at, updated_at)
                 select {workspace}, {channel}, {app}, 'meta', 'number' || n, 'waba' || n, '+34 600 000 000', 0, 0 from {two} numbers"
            ),
            format!(
                "insert into tags (workspace_id, id, name, color, created_at, updated_at)
                 select {workspace}, {tag}, 'Tag ' || t, '#336699', {now}, {now} from {two} numbers cross join (select n as t from {twenty} numbered) tags",
                tag = id("0", "t + 4000"),
                twenty = dialect.numbers(20)
            ),
        ]
    }

    fn threads(&self) -> Vec<String> {
        let (dialect, now, newline) = (self.dialect, self.size.now, self.dialect.newline());
        let id = |at: &str, number: &str| dialect.id(at, number);
        let (workspace, channel) = (id("0", "w"), id("0", "w + 2000"));
        let (contact, conversation, member) = (id("born", "c"), id("born + 1", "c"), id("0", "c % 8 + 1000"));
        let (c, phone) = (dialect.text("c"), dialect.text("34600000000 + c * 7"));
        let name = format!(
            "case when c = {rare} then '{RARE_NAME}' else first.word || ' ' || last.word || ' ' || second.word end",
            rare = self.size.conversations / 2
        );
        let named = format!(
            "from fill_threads
             join fill_first first on first.n = {}
             join fill_last last on last.n = {}
             join fill_last second on second.n = {}",
            chance(11, 40),
            chance(12, 60),
            chance(13, 60)
        );
        vec![
            format!(
                "insert into contacts (workspace_id, id, profile_name, phone, username, email, search_text, opted_out_at, last_seen_at, created_at, updated_at)
                 select {workspace}, {contact}, shown, {phone}, username, email,
                        lower(shown) || {newline} || {phone} || case when username is null then '' else {newline} || username end
                                     || case when email is null then '' else {newline} || email end,
                        case when c % 20 = 7 then at end, at, born, at
                   from (select c, w, born, at, {name} as shown, case when c % 4 = 1 then 'user.' || {c} end as username,
                                case when c % 3 = 1 then 'person' || {c} || '@example.com' end as email {named}) people
                  order by born"
            ),
            format!(
                "insert into contact_identities (workspace_id, kind, value, given, contact_id, first_seen_at, last_seen_at)
                 select {workspace}, 'phone', {phone}, {phone}, {contact}, born, at from fill_threads
                 union all select {workspace}, 'bsuid', 'ES.' || {}, null, {contact}, born, at from fill_threads
                 union all select {workspace}, 'username', 'user.' || {c}, null, {contact}, born, at from fill_threads where c % 4 = 1",
                dialect.text("1000000000000 + c * 6700417")
            ),
            format!(
                "insert into contact_tags (workspace_id, contact_id, tag_id, created_at)
                 select {workspace}, {contact}, {}, at from fill_threads where c % 1000 = 0
                 union all select {workspace}, {contact}, {}, at from fill_threads where {} = 0
                 union all select {workspace}, {contact}, {}, at from fill_threads where {} = 0",
                id("0", "4000"),
                id("0", "4001"),
                chance(21, 10),
                id("0", "4002"),
                chance(22, 2)
            ),
            format!(
                "insert into conversations (workspace_id, id, channel_id, contact_id, status, snoozed_until, assignee_id, team_id, settled_at, holder, last_message_id, last_message_at,
                        last_message_preview, last_message_kind, last_message_direction, last_message_author, last_message_status, last_inbound_at,
                        window_expires_at, waiting_since, inbound_count, read_inbound_count, created_at, updated_at)
                 select {workspace}, {conversation}, {channel}, {contact}, status, case when status = 'snoozed' then {now} + 3600000 + c * 1000 end,
                        case when mine > 1 then {member} end, case when c % 7 = 3 then {team} end, case when c % 70 = 3 then at end,
                        case when {luck} = 0 then 'bot' when {luck} < 6 then 'human' else 'none' end,
                        {last}, at, {preview}, 'text', case when c % 2 = 0 then 'inbound' else 'outbound' end,
                        case when c % 2 = 0 then 'contact' else 'agent' end,
                        case when c % 2 = 0 then 'received' when {failed} = 0 then 'failed' else 'read' end, at - (c % 2) * gap, at - (c % 2) * gap + 86400000,
                        case when is_waiting = 1 then at end, k / 2, k / 2 - is_waiting, born + 1, at
                   from fill_threads order by born",
                team = id("0", "5000"),
                luck = chance(3, 10),
                failed = chance(4, 25),
                last = id("at", &format!("c * {PLACES} + k")),
                preview = preview(dialect, "k"),
            ),
            format!(
                "insert into read_markers (workspace_id, conversation_id, user_id, inbound_count, read_at)
                 select {workspace}, {conversation}, {member}, k / 2 - is_waiting, at from fill_threads where c % 2 = 0"
            ),
            // Every third member's was read: a full bell, and a long past.
            format!(
                "insert into notifications (workspace_id, id, user_id, kind, conversation_id, preview, created_at, updated_at, read_at)
                 select {workspace}, {}, {member}, 'message', {conversation}, 'Order', at, at, case when c % 9 = 0 then null else at end from fill_threads",
                id("at + 5", "c")
            ),
            format!(
                "insert into notes (workspace_id, id, conversation_id, author_id, body, created_at, updated_at)
                 select {workspace}, {note}, {conversation}, {member}, 'Called back, will pay on Friday', at - n * 1000, at
                   from fill_threads join fill_numbers on n <= case when c = 0 then 60 when c % 5 = 0 then 2 else 0 end",
                note = id("at - n * 1000", &format!("c * {PLACES} + n"))
            ),
            format!(
                "insert into opt_out_entries (workspace_id, id, contact_id, action, scope, source, detail, at, created_at)
                 select {workspace}, {}, {contact}, 'opt_out', 'all', 'word', 'STOP', at, at from fill_threads where c % 20 = 7",
                id("at", "c")
            ),
            format!(
                "insert into scheduled_messages (workspace_id, id, channel_id, conversation_id, author_id, kind, content, preview, send_at, state, created_at,
                        updated_at)
                 select {workspace}, {}, {channel}, {conversation}, {member}, 'text', '{{\"body\":\"Later\"}}', 'Later', {now} + 3600000 + c * 60000,
                        case when c % 3 = 0 then 'sent' else 'scheduled' end, at, at
                   from fill_threads where c % 50 = 0",
                id("at", "c")
            ),
            format!(
                "insert into identity_moves (workspace_id, kind, value, from_id, to_id, at)
                 select {workspace}, 'phone', {phone}, {contact}, {other}, at
                   from (select one.c, one.w, one.born, one.at, other.c as other_c, other.born as other_born
                           from fill_threads one join fill_threads other on other.c = one.c + 1 where one.c % 50 = 5 and one.w = other.w) pairs",
                other = id("other_born", "other_c")
            ),
            format!(
                "insert into contact_merges (workspace_id, from_id, into_id, at) select {workspace}, {}, {contact}, at from fill_threads where c % 50 = 11",
                id("born + 7", "c")
            ),
            format!(
                "insert into contact_distinctions (workspace_id, one_id, other_id, at)
                 select {workspace}, {contact}, {other}, at
                   from (select one.c, one.w, one.born, one.at, other.c as other_c, other.born as other_born
                           from fill_threads one join fill_threads other on other.c = one.c + 1
                          where one.c % 50 = 21 and one.w = other.w and one.born < other.born) pairs",
                other = id("other_born", "other_c")
            ),
        ]
    }

    /// A run in every thread, one in forty under way, and what some of them sent.
    fn flows(&self) -> Vec<String> {
        let id = |at: &str, number: &str| self.dialect.id(at, number);
        let (workspace, conversation, flow) = (id("0", "w"), id("born + 1", "thread.c"), id("0", "5000 + thread.c % 5"));
        let run = id("thread.at + 9", "thread.c");
        vec![
            format!(
                "insert into flow_runs (workspace_id, id, flow_id, version, conversation_id, active, status, result, node, epoch, steps, trigger_kind, wake_at, run,
                        started_at, updated_at, ended_at)
                 select {workspace}, {run}, {flow}, 1, {conversation}, case when thread.c % 40 = 0 then 1 else 0 end,
                        case when thread.c % 40 = 0 then 'waiting' else 'ended' end, case when thread.c % 40 = 0 then null else 'done' end, 'n_ask', 0, 3, 'message',
                        case when thread.c % 40 = 0 then thread.at + 86400000 end, '{{}}', thread.at - 5000, thread.at,
                        case when thread.c % 40 = 0 then null else thread.at end
                   from fill_threads thread"
            ),
            format!(
                "insert into flow_steps (workspace_id, run_id, number, flow_id, node, edge, entered, step, at)
                 select {workspace}, {run}, n - 1, {flow}, 'n_' || n, 'e_' || n, 1, '{{}}', thread.at - 5000 + n
                   from fill_threads thread join fill_numbers on n <= 3"
            ),
            format!(
                "insert into flow_messages (workspace_id, message_id, run_id, flow_id, step, key)
                 select {workspace}, {message}, {run}, {flow}, 1, 'key:' || number
                   from fill_messages message join fill_threads thread on thread.c = message.c where n = 3",
                message = id("message.at", "number")
            ),
        ]
    }

    fn messages(&self) -> Vec<String> {
        let dialect = self.dialect;
        let id = |at: &str, number: &str| dialect.id(at, number);
        let (workspace, channel, conversation) = (id("0", "w"), id("0", "w + 2000"), id("born + 1", "thread.c"));
        let (message, wamid) = (id("message.at", "number"), wamid(dialect, "number"));
        let inbound = "(k - n + thread.c) % 2 = 0";
        let joined = "from fill_messages message join fill_threads thread on thread.c = message.c";
        vec![
            format!(
                "insert into media (workspace_id, id, channel_id, direction, state, mime_type, size, storage_key, width, height, created_at, updated_at)
                 select {workspace}, {message}, {channel}, case when {inbound} then 'inbound' else 'outbound' end, 'ready', 'image/jpeg', 120000,
                        'media/' || number, 1200, 900, message.at, message.at {joined} where n % 25 = 0"
            ),
            format!(
                "insert into messages (workspace_id, id, channel_id, conversation_id, wamid, direction, author_kind, author_id, kind, content, preview,
                        reply_to_wamid, media_id, status, status_at, webhook_event_id, sent_at, created_at)
                 select {workspace}, {message}, {channel}, {conversation}, {wamid}, case when {inbound} then 'inbound' else 'outbound' end,
                        case when {inbound} then 'contact' else 'agent' end, case when {inbound} then null else {member} end,
                        case when n % 25 = 0 then 'image' else 'text' end,
                        case when n % 25 = 0 then '{{\"id\":\"1234567890\",\"mime_type\":\"image/jpeg\"}}' else '{{\"body\":\"' || {preview} || '\"}}' end,
                        case when n % 25 = 0 then 'Photo' else {preview} end, case when n % 10 = 0 then {answered} end,
                        case when n % 25 = 0 then {message} end, case when {inbound} then 'received' else 'read' end, message.at,
                        case when {inbound} and thread.c % 5 = 0 then {message} end, message.at, message.at {joined}",
                member = id("0", "thread.c % 8 + 1000"),
                preview = preview(dialect, "n").replace("(c ", "(thread.c "),
                answered = wamid_before(dialect),
            ),
            // What the program itself would write of each message: the same words, in the form each database keeps them in.
            format!(
                "insert into search_documents (workspace_id, ordinal, kind, subject_id, conversation_id, digest, words)
                 select {workspace}, message.at * 2097152 + number % 2097152, 'message', {message}, {conversation}, 0, {words} {joined}
                  where 0 = 0
                 on conflict do nothing",
                words = search_words(dialect),
            ),
            format!(
                "insert into message_statuses (workspace_id, channel_id, wamid, status, message_id, at, received_at)
                 select {workspace}, {channel}, {wamid}, reported.status, {message}, message.at + 1000, message.at + 2000 {joined}
                   cross join (select 'delivered' as status union all select 'read') reported
                  where not ({inbound}) and thread.c % 4 < 2"
            ),
            format!(
                "insert into reactions (workspace_id, channel_id, target_wamid, actor, emoji, at)
                 select {workspace}, {channel}, {wamid}, 'contact', '+', message.at + 5000 {joined} where n % 40 = 1 and not ({inbound})"
            ),
            format!(
                "insert into message_edits (workspace_id, channel_id, wamid, target_wamid, kind, actor, content, at, applied_at)
                 select {workspace}, {channel}, 'edit.' || {wamid}, {wamid}, 'edit', 'contact', '{{\"body\":\"Sorry\"}}', message.at + 9000, message.at + 9000 {joined}
                  where {inbound} and n % 50 = 2"
            ),
            format!(
                "insert into outbox (workspace_id, message_id, channel_id, conversation_id, state, attempt, opaque, next_attempt_at, created_at, settled_at)
                 select {workspace}, {message}, {channel}, {conversation}, 'accepted', 1, 'op' || number, message.at, message.at, message.at {joined}
                  where not ({inbound}) and thread.c % 10 = 3"
            ),
            format!(
                "insert into outbox_attempts (workspace_id, message_id, attempt, opaque, outcome, http_status, wamid, started_at, finished_at)
                 select {workspace}, {message}, 1, 'op' || number, 'accepted', 200, {wamid}, message.at, message.at {joined}
                  where not ({inbound}) and thread.c % 10 = 3"
            ),
            format!(
                "insert into webhook_events (id, meta_app_id, body_hash, body, state, next_attempt_at, item_count, received_at, done_at)
                 select {event}, {app}, {hash}, {body}, case when n % 97 = 1 then 'dead' else 'done' end, 0, 1, message.at, message.at {joined}
                  where {inbound} and thread.c % 5 = 0",
                event = message,
                app = id("0", "w + 3000"),
                hash = dialect.bytes("'h' || number"),
                body = dialect.bytes(&format!("'{{\"object\":\"whatsapp_business_account\",\"entry\":[' || {} || ']}}'", preview(dialect, "n").replace("(c ", "(thread.c "))),
            ),
            format!(
                "insert into webhook_event_workspaces (workspace_id, event_id, state, fields, item_count, new_item_count, received_at)
                 select {workspace}, {message}, case when n % 97 = 1 then 'dead' else 'done' end, 'messages', 1, 1, message.at {joined}
                  where {inbound} and thread.c % 5 = 0"
            ),
            format!(
                "insert into message_sightings (workspace_id, channel_id, wamid, item, webhook_event_id, received_at)
                 select {workspace}, {channel}, {wamid}, 'message', {message}, message.at + 60000 {joined} where {inbound} and thread.c % 5 = 0 and n % 4 = 0"
            ),
        ]
    }

    /// Logs that grow with what happens: events, audit, channel activity.
    fn logs(&self) -> Vec<String> {
        let (dialect, now, conversations) = (self.dialect, self.size.now, self.size.conversations);
        let id = |at: &str, number: &str| dialect.id(at, number);
        let (workspace, channel, n) = (id("0", "w"), id("0", "w + 2000"), dialect.text("n"));
        let two = format!("(select n + 1 as w from {} numbered) workspaces", dialect.numbers(2));
        let at = format!("({now} - ({conversations} * 2 - n) * 1000)");
        vec![
            format!(
                "insert into events (workspace_id, seq, type, data, created_at)
                 select {workspace}, n + 1, 'message.created', '{{\"message\":{{\"preview\":\"Order ' || {n} || ' please, when does it arrive?\"}}}}', {at}
                   from {numbers} numbers cross join {two}",
                numbers = dialect.numbers(conversations * 2)
            ),
            format!(
                "insert into audit_entries (workspace_id, id, actor_kind, actor_id, action, target_kind, target_id, at)
                 select {workspace}, {}, 'user', {}, case n % 4 when 0 then 'contact.updated' when 1 then 'conversation.assigned' when 2 then 'tag.added' else
                        'message.sent' end, 'contact', 'ct_' || {n}, {at} from {numbers} numbers cross join {two}",
                id(&at, "n"),
                id("0", "n % 8 + 1000"),
                numbers = dialect.numbers(conversations)
            ),
            format!(
                "insert into channel_activity (workspace_id, id, channel_id, item_hash, area, kind, severity, at, received_at)
                 select {workspace}, {}, {channel}, {}, case n % 3 when 0 then 'quality' when 1 then 'template' else 'account' end, 'changed',
                        case n % 10 when 0 then 'critical' when 1 then 'warning' else 'info' end, {at}, {at} from {numbers} numbers cross join {two}",
                id(&at, "n"),
                dialect.bytes(&format!("'a' || {n}")),
                numbers = dialect.numbers(conversations / 50)
            ),
        ]
    }
}

/// What a message says.
fn preview(dialect: Dialect, place: &str) -> String {
    format!(
        "('Order ' || {} || ' please, when does it arrive? I asked before')",
        dialect.text(&format!("(c * 37 + {place} * 11) % 100000"))
    )
}

fn wamid(dialect: Dialect, number: &str) -> String {
    format!(
        "'wamid.HBgLMzQ2MDAwMDAwMDAVAgASGBQzQTg5' || {}",
        dialect.text(&format!("100000000000 + {number}"))
    )
}

/// Meta's id of the message before.
fn wamid_before(dialect: Dialect) -> String {
    wamid(dialect, "number - 1")
}

/// Words of a message as `store::search` writes them: one in all, one in a few, and those that say what it is.
fn search_words(dialect: Dialect) -> String {
    let realm = match dialect {
        Dialect::Sqlite => "printf('%012x', w) || 's'",
        Dialect::Postgres => "lpad(to_hex(w::bigint), 12, '0') || 's'",
    };
    let conversation = match dialect {
        Dialect::Sqlite => "printf('%012x70008000%012x', born + 1, thread.c)",
        Dialect::Postgres => "lpad(to_hex((born + 1)::bigint), 12, '0') || '70008000' || lpad(to_hex(thread.c::bigint), 12, '0')",
    };
    let words = [
        "'order'".to_owned(),
        "'zyzzyva' || (number % 5000)".to_owned(),
        "'please'".to_owned(),
        "'¤'".to_owned(),
        "'¤message'".to_owned(),
        "'¤fromcustomer'".to_owned(),
        format!("'¤in' || {conversation}"),
    ];
    let words: Vec<String> = words.iter().map(|word| format!("{realm} || {word}")).collect();
    match dialect {
        Dialect::Sqlite => words.join(" || ' ' || "),
        Dialect::Postgres => format!("cast({} as tsvector)", words.join(" || ' ' || ")),
    }
}
