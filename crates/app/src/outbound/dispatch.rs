//! One claimed message: typing and its pause, the policy once more, the record that it is about to leave, the call, and what came of it.
//!
//! Safe to be cut anywhere: before the record nothing left; after it the message is unknown until Meta's answer or a status tells.

use std::time::{Duration, Instant};

use cloud_api::client::CallError;
use cloud_api::ids::Wamid;
use cloud_api::outbound::{Message, OutboundContent};
use model::pace::Complaint;
use model::{MediaId, MessageId};
use secrecy::SecretString;
use serde_json::Value;
use store::{ClaimedOutbound, OutboundMessage, SendFacts, Settled, WorkspaceTx};

use super::verdict::{Verdict, judge};
use super::worker::lease_outlasts_a_call;
use super::{breaker, gate, learn, opaque, receipts::ReceiptOccasion, typing};
use crate::views::{ErrorCode, MessageError};
use crate::{App, Error, Result, announce, media, opt_outs, wa_flows};

/// Sends what was claimed. Errors are ours (the database); what Meta says is recorded on the message.
pub(super) async fn dispatch(app: &App, claimed: ClaimedOutbound, asked_at: Instant) -> Result<()> {
    let workspace = app.store().workspace(claimed.workspace_id);
    let Some(facts) = workspace.find_send_facts(claimed.conversation_id).await? else {
        return Ok(());
    };
    let Some(message) = workspace.find_outbound_message(claimed.message_id).await? else {
        return Ok(());
    };
    pause_for_typing(app, &claimed, &facts).await;
    let prepared = match prepare(app, &claimed, &facts, &message).await {
        Ok(prepared) => prepared,
        Err(Unprepared::Refused(error)) => return fail(app, &claimed, None, None, &error).await,
        // What cannot be made ready in an hour ends, so that the person behind it is heard.
        Err(Unprepared::Later(error)) if app.now().since(claimed.created_at) > LONGEST_PREPARATION => {
            return fail(app, &claimed, None, None, &error).await;
        }
        Err(Unprepared::Later(error)) => return postpone(app, &claimed, None, &error, Duration::from_secs(15), Slower::No).await,
    };
    let attempt = claimed.attempt + 1;
    if !start(app, &claimed, attempt, &prepared.message, &message).await? {
        return Ok(());
    }
    app.outbound_recent().end_typing(claimed.conversation_id);
    let graph = app.graph(&facts.channel_kind)?;
    // By the monotonic clock, and as late as possible: a process that hung here must not post what is no longer its own.
    if !lease_outlasts_a_call(asked_at.elapsed()) {
        let late = MessageError::ours("send.late", "Waiting", "PrismWA was held up just before sending.", "It goes by itself.");
        return postpone(app, &claimed, Some((attempt, None)), &late, Duration::ZERO, Slower::No).await;
    }
    let answer = graph.number(&facts.phone_number_id, &prepared.token).send(&prepared.message).await;
    match answer {
        Ok(sent) => {
            accept(app, &claimed, attempt, sent.id(), message.author_kind == "flow").await?;
            learn::from_answer(app, claimed.workspace_id, &facts, &sent).await;
        }
        Err(error) => settle_error(app, &claimed, &facts, attempt, &error).await?,
    }
    if message.author_kind == "agent" {
        app.outbound()
            .mark_read(claimed.workspace_id, claimed.conversation_id, ReceiptOccasion::Answered)
            .await?;
    }
    Ok(())
}

/// A file that Meta does not take, or a token that cannot be read, may be away for this long.
const LONGEST_PREPARATION: Duration = Duration::from_secs(60 * 60);

struct Prepared {
    message: Message,
    token: SecretString,
}

enum Unprepared {
    /// It can never go like this.
    Refused(MessageError),
    /// Something is away for now.
    Later(MessageError),
}

/// The bubble first, then its dwell; the call that shows it runs beside and is never waited for.
async fn pause_for_typing(app: &App, claimed: &ClaimedOutbound, facts: &SendFacts) {
    let pause = Duration::from_millis(u64::try_from(claimed.typing_pause_ms).unwrap_or(0));
    // Only before the first attempt: a retry has no reason to look thoughtful.
    if claimed.attempt > 0 || pause.is_zero() || !typing::show_typing(app, claimed.workspace_id, claimed.conversation_id, facts) {
        return;
    }
    app.pause(pause).await;
}

async fn prepare(app: &App, claimed: &ClaimedOutbound, facts: &SendFacts, message: &OutboundMessage) -> Result<Prepared, Unprepared> {
    let stored: Value = serde_json::from_str(&message.content).map_err(|error| Unprepared::Refused(unreadable(&error)))?;
    let mut content = OutboundContent::from_content_json(&message.kind, stored).map_err(|error| Unprepared::Refused(unreadable(&error)))?;
    let token = match app.store().workspace(claimed.workspace_id).find_access_token(facts.channel_id).await {
        Ok(Some(token)) => token,
        Ok(None) => {
            return Err(Unprepared::Refused(MessageError::ours(
                "send.channel_unavailable",
                "Not sent",
                "The WhatsApp number has no access token.",
                "An admin can set one under Settings, Channel.",
            )));
        }
        Err(error) => {
            return Err(Unprepared::Later(MessageError::ours(
                "send.unavailable",
                "Waiting",
                error.to_string(),
                "It goes by itself.",
            )));
        }
    };
    let leaving = wa_flows::Leaving {
        workspace_id: claimed.workspace_id,
        channel_id: facts.channel_id,
        contact_id: facts.contact_id,
        conversation_id: claimed.conversation_id,
        message_id: claimed.message_id,
    };
    if let Err(error) = wa_flows::fill(app, leaving, &mut content).await {
        return Err(Unprepared::Later(MessageError::ours(
            "send.unavailable",
            "Waiting",
            error.to_string(),
            "It goes by itself.",
        )));
    }
    if let Some(media_id) = message.media_id {
        content.use_media(&upload(app, claimed, facts, media_id, &token).await?);
    }
    // Headers of offers, cards and templates name our files too.
    for mut file in content.files() {
        if let Some(media_id) = file.id().and_then(|id| id.parse().ok()) {
            file.point_at(&upload(app, claimed, facts, media_id, &token).await?);
        }
    }
    Ok(Prepared {
        message: Message {
            to: gate::recipient(facts),
            content,
            reply_to: message.reply_to_wamid.clone().and_then(|wamid| Wamid::new(wamid).ok()),
            opaque: Some(opaque::of_attempt(&claimed.opaque, claimed.attempt + 1)),
        },
        token,
    })
}

/// Meta's id of a file of ours.
async fn upload(app: &App, claimed: &ClaimedOutbound, facts: &SendFacts, media_id: MediaId, token: &SecretString) -> Result<String, Unprepared> {
    let uploaded = media::ensure_uploaded(app, claimed.workspace_id, facts, media_id, token).await;
    uploaded.map_err(|error| match error.kind {
        crate::Kind::Graph(graph) => Unprepared::Refused(MessageError::from_graph(&graph)),
        crate::Kind::Unavailable => Unprepared::Later(MessageError::ours(error.code, "Waiting", error.detail, "It goes by itself.")),
        _ => Unprepared::Refused(MessageError::ours(error.code, "Not sent", error.detail, "Attach the file again.")),
    })
}

/// The last look at the policy and the record that the message is about to leave, in one transaction. `false`: it must not leave.
///
/// The pen is compared here, under a lock that whoever takes it waits for: once people hold it, nothing that automation decided before is marked as leaving.
async fn start(app: &App, claimed: &ClaimedOutbound, attempt: i64, message: &Message, decided: &OutboundMessage) -> Result<bool> {
    let mut tx = app.store().begin().await?;
    let now = tx.now();
    let mut workspace = tx.workspace(claimed.workspace_id);
    let facts = workspace
        .find_send_facts(claimed.conversation_id)
        .await?
        .ok_or_else(|| Error::not_found("conversation.not_found", "There is no such conversation here."))?;
    let refusals = gate::refusals(app, &message.content, &facts, now, decided.opt_out_overridden);
    if let Some(first) = refusals.first() {
        let error = MessageError::ours(first.code, "Not sent", first.detail.as_str(), first.remedy);
        workspace
            .fail_outbound(claimed.message_id, claimed.lease_token, None, None, &error.to_stored())
            .await?;
        if decided.author_kind == "flow" {
            workspace.add_flow_statuses(&[(claimed.message_id, "failed", None)]).await?;
        }
        announce::messages(&mut workspace, &[], &[claimed.message_id]).await?;
        tx.commit().await?;
        return Ok(false);
    }
    let started = workspace
        .start_attempt(
            claimed.message_id,
            claimed.lease_token,
            attempt,
            message.opaque.as_deref().unwrap_or_default(),
        )
        .await?;
    if !started {
        return Ok(false);
    }
    if let Some(epoch) = decided.holder_epoch
        && workspace.hold_pen(claimed.conversation_id).await? > epoch
    {
        drop(tx);
        let error = MessageError::ours(
            "send.taken_over",
            "Not sent",
            "A person took the conversation over before this automated message left.",
            "Nothing is to be done; write to the contact yourself if it still matters.",
        );
        fail(app, claimed, None, None, &error).await?;
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}

async fn accept(app: &App, claimed: &ClaimedOutbound, attempt: i64, wamid: &Wamid, automated: bool) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(claimed.workspace_id);
    let settled = workspace
        .accept_outbound(claimed.message_id, claimed.lease_token, attempt, claimed.channel_id, wamid.as_str())
        .await?;
    // Stale means that a status told it before: the attempt's record is still worth keeping.
    if settled == Settled::Done {
        if automated {
            workspace.add_flow_statuses(&[(claimed.message_id, "sent", None)]).await?;
        }
        announce::messages(&mut workspace, &[], &[claimed.message_id]).await?;
    }
    tx.commit().await?;
    metrics::counter!("prismwa_outbound_total", "outcome" => "accepted").increment(1);
    Ok(())
}

async fn settle_error(app: &App, claimed: &ClaimedOutbound, facts: &SendFacts, attempt: i64, error: &CallError) -> Result<()> {
    let http_status = error.http_status().map(i64::from);
    let told = match error {
        CallError::Graph(graph) => MessageError::from_graph(graph),
        CallError::NotSent(_) => MessageError::ours(
            "send.not_reached",
            "Waiting",
            "Meta could not be reached.",
            "The message waits and goes by itself.",
        ),
        CallError::Unknown(_) => MessageError::ours(
            "send.unknown",
            "Not confirmed",
            "The answer from Meta got lost, so nobody knows yet whether the message went.",
            "Wait a moment for WhatsApp's report, or decide yourself.",
        ),
    };
    tracing::warn!(message.id = %claimed.message_id, attempt, %error, "a send did not end well");
    let jitter = jitter(&claimed.opaque, attempt);
    let again = Some((attempt, http_status));
    match judge(error, attempt, jitter) {
        Verdict::Later(delay) => postpone(app, claimed, again, &told, delay, Slower::No).await,
        Verdict::SlowDown(complaint) => postpone(app, claimed, again, &told, Duration::ZERO, Slower::Number(complaint, jitter)).await,
        Verdict::Spread(delay) => postpone(app, claimed, again, &told, delay, Slower::Conversation).await,
        Verdict::Fail => {
            fail(app, claimed, Some(attempt), http_status, &told).await?;
            opt_outs::note_refusal(app, claimed.workspace_id, facts.contact_id, claimed.message_id, &told).await
        }
        Verdict::Unknown => lose(app, claimed, attempt, http_status, &told).await,
        Verdict::PauseChannel => {
            breaker::degrade(app, claimed.workspace_id, facts.channel_id, &told).await?;
            postpone(app, claimed, again, &told, Duration::ZERO, Slower::No).await
        }
    }
}

async fn fail(app: &App, claimed: &ClaimedOutbound, attempt: Option<i64>, http_status: Option<i64>, error: &MessageError) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(claimed.workspace_id);
    let settled = workspace
        .fail_outbound(claimed.message_id, claimed.lease_token, attempt, http_status, &error.to_stored())
        .await?;
    if settled == Settled::Stale {
        return Ok(());
    }
    let code = match error.code {
        ErrorCode::Meta(code) => Some(code),
        ErrorCode::Ours(_) => None,
    };
    workspace.add_flow_statuses(&[(claimed.message_id, "failed", code)]).await?;
    let target = undo_reaction(&mut workspace, claimed).await?;
    announce::messages(&mut workspace, &[], &[&[claimed.message_id][..], &target].concat()).await?;
    tx.commit().await?;
    metrics::counter!("prismwa_outbound_total", "outcome" => "failed").increment(1);
    Ok(())
}

/// What goes slower besides the message itself.
#[derive(Debug, Clone, Copy)]
enum Slower {
    No,
    /// All of this number; the jitter is between 0 and 1.
    Number(Complaint, f64),
    /// All to this person.
    Conversation,
}

async fn postpone(
    app: &App,
    claimed: &ClaimedOutbound,
    attempt: Option<(i64, Option<i64>)>,
    error: &MessageError,
    delay: Duration,
    slower: Slower,
) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(claimed.workspace_id);
    let settled = workspace
        .postpone_outbound(
            claimed.message_id,
            claimed.lease_token,
            attempt.map(|(number, _)| number),
            attempt.and_then(|(_, http_status)| http_status),
            &error.to_stored(),
            delay,
        )
        .await?;
    if settled == Settled::Stale {
        return Ok(());
    }
    match slower {
        Slower::No => {}
        Slower::Number(complaint, jitter) => {
            let until = workspace.slow_channel(claimed.channel_id, complaint, jitter).await?;
            tracing::warn!(channel.id = %claimed.channel_id, ?complaint, ?until, "Meta wants this number to slow down");
        }
        Slower::Conversation => {
            let from = workspace.now() + delay;
            workspace.spread_conversation(claimed.conversation_id, from).await?;
        }
    }
    announce::messages(&mut workspace, &[], &[claimed.message_id]).await?;
    tx.commit().await?;
    metrics::counter!("prismwa_outbound_total", "outcome" => "postponed").increment(1);
    Ok(())
}

async fn lose(app: &App, claimed: &ClaimedOutbound, attempt: i64, http_status: Option<i64>, error: &MessageError) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(claimed.workspace_id);
    let settled = workspace
        .lose_outbound(claimed.message_id, claimed.lease_token, attempt, http_status, &error.to_stored())
        .await?;
    if settled == Settled::Done {
        announce::messages(&mut workspace, &[], &[claimed.message_id]).await?;
    }
    tx.commit().await?;
    metrics::counter!("prismwa_outbound_total", "outcome" => "unknown").increment(1);
    Ok(())
}

/// A reaction of ours that did not go is taken off its target again. Gives the target.
async fn undo_reaction(workspace: &mut WorkspaceTx<'_>, claimed: &ClaimedOutbound) -> Result<Vec<MessageId>> {
    let Some(message) = workspace
        .find_outbound(claimed.message_id)
        .await?
        .filter(|message| message.kind == "reaction")
    else {
        return Ok(Vec::new());
    };
    let content: Value = serde_json::from_str(&message.content).unwrap_or_default();
    let Some(target) = content["message_id"].as_str() else {
        return Ok(Vec::new());
    };
    workspace.set_business_reaction(claimed.channel_id, target, "").await?;
    Ok(workspace.messages_by_wamid(claimed.channel_id, target).await?)
}

/// A number between 0 and 1 that differs from message to message and from attempt to attempt.
fn jitter(opaque: &str, attempt: i64) -> f64 {
    let sum: u32 = opaque.bytes().map(u32::from).sum::<u32>() + u32::try_from(attempt.clamp(0, 1000)).unwrap_or(0) * 37;
    f64::from(sum % 100) / 100.0
}

fn unreadable(error: &dyn std::fmt::Display) -> MessageError {
    MessageError::ours(
        "send.unreadable",
        "Not sent",
        format!("The stored message cannot be read: {error}."),
        "Write it again.",
    )
}
