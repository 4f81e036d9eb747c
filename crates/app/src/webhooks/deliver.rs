//! Sends deliveries that are due, tries again for about three days, and pauses a webhook to which nothing arrives for that long.

use std::collections::BTreeMap;
use std::time::Duration;

use egress::{Overflow, Request};
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use model::WebhookId;
use secrecy::ExposeSecret as _;
use store::secrets::Sealed;
use store::{ClaimedDelivery, DeliveryEnd, WebhookAddress, WebhookRow, WorkspaceTx};

use super::sign::signatures;
use super::{host, told};
use crate::notify::{Wish, notify};
use crate::views::NotificationKind;
use crate::{App, Result};

/// Deliveries of one node under way at the same time.
const AT_ONCE: usize = 64;
/// Those of one webhook, so that one that is slow does not keep the others waiting; up to twice as many for a moment.
const OF_ONE: usize = 8;
const TIMEOUT: Duration = Duration::from_secs(15);
/// Longer than a try can take.
const LEASE: Duration = Duration::from_secs(60);
const SWEEP: Duration = Duration::from_secs(5);
/// Of an answer, for the log.
const EXCERPT: usize = 2000;
const HOUR: u64 = 60 * 60;
/// Pauses before the second try, the third …: about three days altogether, as Standard Webhooks suggests.
const PAUSES: [u64; 9] = [5, 5 * 60, 30 * 60, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
const PAUSED_AFTER: Duration = Duration::from_secs(3 * 24 * HOUR);
/// The longest wait that the other side may ask for.
const LONGEST_WISH: Duration = Duration::from_secs(24 * HOUR);

/// Delivers until the app stops; what is under way then may end.
pub(crate) async fn run(app: App) {
    let mut under_way = FuturesUnordered::new();
    let mut counts: BTreeMap<WebhookId, usize> = BTreeMap::new();
    loop {
        let woken = app.webhook_wake().notified();
        let room = AT_ONCE - under_way.len();
        let claimed = if app.is_stopping() {
            Vec::new()
        } else {
            claim(&app, room, &busy(&counts)).await
        };
        let is_full = room > 0 && claimed.len() == room;
        for delivery in claimed {
            *counts.entry(delivery.webhook_id).or_default() += 1;
            under_way.push(attempt(&app, delivery));
        }
        if app.is_stopping() && under_way.is_empty() {
            return;
        }
        if is_full && under_way.len() < AT_ONCE {
            continue;
        }
        tokio::select! {
            Some(webhook) = under_way.next(), if !under_way.is_empty() => ended(&mut counts, webhook),
            () = woken, if !app.is_stopping() => {}
            () = app.pause(SWEEP), if !app.is_stopping() => {}
        }
    }
}

/// Delivers what is due and waits for it. For tests. True when there was something.
pub(crate) async fn run_once(app: &App) -> bool {
    let claimed = claim(app, AT_ONCE, &[]).await;
    let found = !claimed.is_empty();
    let mut under_way: FuturesUnordered<_> = claimed.into_iter().map(|delivery| attempt(app, delivery)).collect();
    while under_way.next().await.is_some() {}
    found
}

/// Webhooks with enough under way.
fn busy(counts: &BTreeMap<WebhookId, usize>) -> Vec<WebhookId> {
    counts.iter().filter(|(_, count)| **count >= OF_ONE).map(|(id, _)| *id).collect()
}

fn ended(counts: &mut BTreeMap<WebhookId, usize>, webhook: WebhookId) {
    if let Some(count) = counts.get_mut(&webhook) {
        *count -= 1;
    }
    counts.retain(|_, count| *count > 0);
}

async fn claim(app: &App, room: usize, busy: &[WebhookId]) -> Vec<ClaimedDelivery> {
    if room == 0 {
        return Vec::new();
    }
    let [limit, each] = [room, OF_ONE].map(|number| i64::try_from(number).expect("a small number"));
    app.store()
        .claim_webhook_deliveries(limit, each, busy, LEASE)
        .await
        .unwrap_or_else(|error| {
            tracing::error!(%error, "deliveries of webhooks could not be claimed; trying again");
            Vec::new()
        })
}

/// Tries one delivery; gives whose it was.
async fn attempt(app: &App, delivery: ClaimedDelivery) -> WebhookId {
    let webhook = delivery.webhook_id;
    try_once(app, delivery).await;
    webhook
}

async fn try_once(app: &App, delivery: ClaimedDelivery) {
    let address = app
        .store()
        .workspace(delivery.workspace_id)
        .find_webhook_address(delivery.webhook_id)
        .await;
    let address = match address {
        Ok(Some(address)) => address,
        Ok(None) => return,
        Err(error) => {
            tracing::warn!(delivery.id = %delivery.id, %error, "a webhook could not be read; its lease ends and it is tried again");
            return;
        }
    };
    let end = send(app, &delivery, &address).await;
    metrics::counter!("prismwa_webhook_deliveries_total", "end" => end.state).increment(1);
    if end.webhook.is_some() {
        tracing::warn!(workspace.id = %delivery.workspace_id, webhook.id = %delivery.webhook_id, "nothing arrives at a webhook: it is stopped");
    }
    if let Err(error) = write(app, &delivery, &address, &end).await {
        tracing::warn!(delivery.id = %delivery.id, %error, "a delivery's end could not be written; it is tried again");
    }
}

async fn write(app: &App, delivery: &ClaimedDelivery, address: &WebhookAddress, end: &DeliveryEnd) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(delivery.workspace_id);
    if end.state != "delivered" || address.failing_since.is_some() {
        // The webhook may change, which is told: everybody takes the workspace's lock before the webhook's row.
        workspace.lock_workspace().await?;
    }
    if workspace.end_webhook_delivery(delivery, end).await? {
        if end.webhook.is_some() {
            tell_admins(&mut workspace, delivery.webhook_id).await?;
        }
        told(&mut workspace, delivery.webhook_id).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Somebody has to know that events do not arrive any more.
async fn tell_admins(workspace: &mut WorkspaceTx<'_>, id: WebhookId) -> Result<()> {
    let webhook = workspace.get_webhook(id).await?;
    let name = if webhook.description.is_empty() {
        host(&webhook.url)
    } else {
        webhook.description
    };
    let text = format!("{name}: {}", webhook.problem.unwrap_or_default());
    let admins = workspace.list_admins().await?.into_iter();
    let wishes = admins.map(|admin| Wish::of_workspace(NotificationKind::WebhookStopped, admin, id.to_string(), &text));
    let events = notify(workspace, wishes.collect()).await?;
    workspace.append_events(&events).await?;
    Ok(())
}

async fn send(app: &App, delivery: &ClaimedDelivery, address: &WebhookAddress) -> DeliveryEnd {
    let Some(request) = request(app, delivery, address) else {
        return fail(app, delivery, address, "the secret cannot be opened with this master key".to_owned());
    };
    match app.egress().send(request).await {
        Err(error) => fail(app, delivery, address, crate::text::sentence(&error.to_string())),
        Ok(answer) => {
            let status = answer.status;
            let wish = answer
                .headers
                .get(header::RETRY_AFTER)
                .and_then(|value| value.to_str().ok()?.trim().parse().ok());
            let text = answer.text();
            let excerpt = text.chars().filter(|character| *character != '\0').take(EXCERPT).collect::<String>();
            let mut end = match status {
                status if status.is_success() => DeliveryEnd {
                    state: "delivered",
                    next_attempt_at: None,
                    status: None,
                    problem: None,
                    answer: None,
                    ms: 0,
                    webhook: None,
                },
                // The other side wants nothing of this any more.
                StatusCode::GONE => DeliveryEnd {
                    state: "failed",
                    webhook: Some("off"),
                    next_attempt_at: None,
                    ..fail(app, delivery, address, "The other side answers 410: it wants no more events.".to_owned())
                },
                status => retry(
                    app,
                    delivery,
                    address,
                    format!("The other side answers {}.", status.as_u16()),
                    wish.map(Duration::from_secs),
                ),
            };
            end.status = Some(i64::from(status.as_u16()));
            end.answer = Some(excerpt).filter(|text| !text.is_empty());
            end.ms = i64::try_from(answer.took.as_millis()).unwrap_or(i64::MAX);
            end
        }
    }
}

fn request(app: &App, delivery: &ClaimedDelivery, address: &WebhookAddress) -> Option<Request> {
    let open = |sealed: &Vec<u8>| {
        app.store()
            .unseal(WebhookRow::place(delivery.webhook_id), &Sealed::from_bytes(sealed.clone()))
    };
    let now = app.now();
    let current = open(&address.secret).ok()?;
    let previous = address
        .previous_secret
        .as_ref()
        .filter(|_| address.previous_until > now)
        .and_then(|sealed| open(sealed).ok());
    let secrets = std::iter::once(&current).chain(&previous).map(|secret| secret.expose_secret());
    let (id, timestamp) = (delivery.id.to_string(), now.millis() / 1000);
    let signed = signatures(secrets, &id, timestamp, &delivery.body);
    let mut request = Request {
        body: delivery.body.clone().into(),
        timeout: TIMEOUT,
        max_bytes: EXCERPT * 4,
        overflow: Overflow::Cut,
        ..Request::new(Method::POST, address.url.clone())
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (HeaderName::from_static("webhook-id"), id),
        (HeaderName::from_static("webhook-timestamp"), timestamp.to_string()),
        (HeaderName::from_static("webhook-signature"), signed),
    ];
    for (name, value) in headers {
        request.headers.insert(name, HeaderValue::from_str(&value).ok()?);
    }
    Some(request)
}

fn fail(app: &App, delivery: &ClaimedDelivery, address: &WebhookAddress, problem: String) -> DeliveryEnd {
    retry(app, delivery, address, problem, None)
}

fn retry(app: &App, delivery: &ClaimedDelivery, address: &WebhookAddress, problem: String, wish: Option<Duration>) -> DeliveryEnd {
    let now = app.now();
    let pause = pause_after(delivery.attempts, delivery.lease_token).map(|pause| wish.map_or(pause, |wish| wish.min(LONGEST_WISH).max(pause)));
    let is_hopeless = address.failing_since.is_some_and(|since| now >= since + PAUSED_AFTER);
    DeliveryEnd {
        state: if pause.is_some() { "pending" } else { "failed" },
        next_attempt_at: pause.map(|pause| now + pause),
        status: None,
        problem: Some(problem),
        answer: None,
        ms: 0,
        webhook: is_hopeless.then_some("paused"),
    }
}

/// Nothing after the last try. Up to a tenth longer, so that what failed together does not come back together.
fn pause_after(attempt: i64, salt: i64) -> Option<Duration> {
    let pause = *PAUSES.get(usize::try_from(attempt - 1).ok()?)?;
    let spread = u64::try_from(salt.wrapping_mul(7919).rem_euclid(100)).unwrap_or_default();
    Some(Duration::from_secs(pause) + Duration::from_secs(pause) * u32::try_from(spread).unwrap_or_default() / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_go_on_for_about_three_days() {
        let pauses: Vec<Duration> = (1..20).map_while(|attempt| pause_after(attempt, 3)).collect();
        assert_eq!(pauses.len(), 9);
        assert!(pauses.is_sorted());
        let days = pauses.iter().sum::<Duration>().as_secs_f64() / 86_400.0;
        assert!((3.0..3.6).contains(&days), "{days}");
    }
}
