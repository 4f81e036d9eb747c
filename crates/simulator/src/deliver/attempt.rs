//! One attempt to deliver a webhook over HTTP, and what it leaves in the log.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use crate::{
    deliver::{Attempt, DeliveryState, Post, tell},
    simulator::Inner,
    world::World,
};

/// What came of an attempt.
pub(crate) enum Outcome {
    /// 200.
    Answered,
    /// Anything else.
    Failed,
}

/// Where a webhook goes and what signs it.
pub(crate) struct Target {
    pub(crate) url: String,
    pub(crate) secret: String,
}

impl World {
    /// The address for webhooks of a business: number override, then account override, then the app's. Account fields and
    /// unsubscribed accounts know no overrides.
    pub(crate) fn target(&self, business: &str, number: Option<&str>, message_field: bool) -> Option<Target> {
        let business = self.business(business).filter(|business| business.subscribed)?;
        let app = self.app(&business.app_id)?;
        let of_number = number
            .and_then(|id| business.number(id))
            .and_then(|number| number.override_callback.clone());
        let overridden = of_number.or_else(|| business.override_callback.clone()).filter(|_| message_field);
        let url = overridden.or_else(|| app.callback.clone())?;
        Some(Target {
            url,
            secret: app.secret.clone(),
        })
    }
}

/// Makes an attempt and writes it down. Address and secret are looked up each time: what is corrected reaches the next attempt.
pub(crate) async fn make(inner: &Arc<Inner>, post: &Post, number: u32) -> Outcome {
    let permit = inner.permits(&post.business).acquire().await;
    let target = inner.with(|world| world.target(&post.business, post.number.as_deref(), post.message_field));
    let started = Instant::now();
    let first = number == 0;
    let (signature, result) = match target {
        None => (String::new(), Err("nobody is subscribed any more".to_owned())),
        Some(target) => {
            let secret = if first && post.first_missigned {
                "not the app secret"
            } else {
                target.secret.as_str()
            };
            let signature = cloud_api::signature::sign(secret.as_bytes(), post.body.as_bytes());
            let result = if first && post.first_lost {
                Err("lost on the way (fault)".to_owned())
            } else {
                request(inner, &target, &signature, post).await
            };
            (signature, result)
        }
    };
    drop(permit);
    let answered = result == Ok(200);
    let attempt = Attempt {
        at: inner.clock.now(),
        status: result.as_ref().ok().copied(),
        error: result.err(),
        ms: started.elapsed().as_millis().try_into().unwrap_or(u64::MAX),
    };
    inner.with(|world| {
        world.ledger.webhooks.attempts += 1;
        if let Some(record) = world.log.get_mut(&post.id) {
            record.signature = signature;
            record.attempts.push(attempt);
        }
        if !answered {
            tell(world, &post.id);
        }
    });
    if answered { Outcome::Answered } else { Outcome::Failed }
}

/// Closes a delivery.
pub(crate) fn finish(inner: &Arc<Inner>, post: &Post, state: DeliveryState) {
    inner.with(|world| {
        let counts = &mut world.ledger.webhooks;
        counts.waiting = counts.waiting.saturating_sub(1);
        match state {
            DeliveryState::Answered => counts.answered += 1,
            DeliveryState::GaveUp => counts.gave_up += 1,
            DeliveryState::Waiting | DeliveryState::NoCallback => {}
        }
        if let Some(record) = world.log.get_mut(&post.id) {
            record.state = state;
        }
        if state == DeliveryState::Answered {
            world.acknowledged(&post.inbound);
        }
        tell(world, &post.id);
    });
}

async fn request(inner: &Inner, target: &Target, signature: &str, post: &Post) -> Result<u16, String> {
    let request = inner
        .http
        .post(&target.url)
        .header("content-type", "application/json")
        .header("x-hub-signature-256", signature)
        .header("user-agent", "facebookexternalua")
        .timeout(inner.config.webhook_timeout.max(Duration::from_millis(1)))
        .body(post.body.clone());
    match request.send().await {
        Ok(response) => Ok(response.status().as_u16()),
        Err(error) if error.is_timeout() => Err("no answer in time".to_owned()),
        Err(error) if error.is_connect() => Err("nobody listens at that address".to_owned()),
        Err(_) => Err("the connection broke".to_owned()),
    }
}
