//! The number's check list: each line says what was found and how to put it right.

use std::time::Duration;

use cloud_api::client::CallError;
use cloud_api::profile::PhoneNumber;
use model::Timestamp;
use serde_json::json;

use super::{Channels, Connected, validate};
use crate::views::ChannelCheck;
use crate::{Actor, Result};

/// Clocks that differ by more than this make windows and links wrong.
const MOST_CLOCK_DIFFERENCE: Duration = Duration::from_secs(60);

impl Channels<'_> {
    /// Looks at everything that keeps messages from coming and going. A token that works again ends the number's pause.
    pub async fn check(&self, actor: &Actor) -> Result<Vec<ChannelCheck>> {
        let connected = self.connected(actor).await?;
        let number = connected.graph.number(&connected.channel.phone_number_id, &connected.token).get().await;
        let mut checks = vec![token_check(&number)];
        if let Ok(number) = &number {
            self.note_facts(actor, &connected, number).await?;
            checks.push(number_check(number));
            checks.push(callback_check(number, &self.webhook_url(&connected.meta_app)));
        }
        checks.push(subscription_check(&connected).await);
        checks.push(secrets_check(&connected));
        checks.push(address_check(&connected.channel.kind, &self.0.config().public_url));
        checks.push(seen_check(connected.channel.last_event_at));
        let difference = self.0.store().workspace(actor.workspace_id).clock_difference().await?;
        checks.push(clock_check(difference));
        Ok(checks)
    }

    /// Writes down what Graph said, and that the token works.
    async fn note_facts(&self, actor: &Actor, connected: &Connected, number: &PhoneNumber) -> Result<()> {
        let channel = &connected.channel;
        let facts = validate::facts(number, Some(&channel.display_phone_number));
        let same = facts.display_phone_number == channel.display_phone_number
            && facts.verified_name == channel.verified_name
            && facts.quality_rating == channel.quality_rating
            && facts.status == channel.status
            && facts.throughput_per_second == channel.throughput_per_second
            && facts.is_on_biz_app == channel.is_on_biz_app;
        if same && channel.degraded_code.is_none() {
            return Ok(());
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.update_channel_facts(channel.id, &facts).await?;
        for kind in contradicted(&facts) {
            workspace.clear_channel_alert(channel.id, kind, None).await?;
        }
        if channel.degraded_code.is_some() {
            workspace.recover_channel(channel.id).await?;
            workspace
                .append_audit(&actor.audit("channel.recovered", "channel", channel.id, json!({ "was": channel.degraded_code })))
                .await?;
        }
        self.announce(&mut workspace, channel.id).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn line(id: &str, title: &str, result: Result<impl Into<String>, (String, String)>) -> ChannelCheck {
    let (ok, detail, remedy) = match result {
        Ok(detail) => (true, detail.into(), None),
        Err((detail, remedy)) => (false, detail, Some(remedy)),
    };
    ChannelCheck {
        id: id.to_owned(),
        title: title.to_owned(),
        ok,
        detail,
        remedy,
    }
}

fn wrong<T>(detail: impl Into<String>, remedy: impl Into<String>) -> Result<T, (String, String)> {
    Err((detail.into(), remedy.into()))
}

fn of_call<T>(error: &CallError) -> Result<T, (String, String)> {
    match error {
        CallError::Graph(graph) => wrong(graph.explanation(), graph.advice().remedy),
        error => wrong(
            format!("Meta cannot be reached: {error}"),
            "Check that this server may call graph.facebook.com, then try again.",
        ),
    }
}

/// What cannot stand any longer when Graph says this.
fn contradicted(facts: &store::ChannelFacts) -> Vec<&'static str> {
    let mut over = Vec::new();
    if facts.status == "CONNECTED" {
        over.extend(["account.banned", "account.disconnected"]);
    }
    if matches!(facts.quality_rating.as_str(), "GREEN" | "YELLOW") {
        over.push("number.quality_low");
    }
    over
}

fn token_check(number: &Result<PhoneNumber, CallError>) -> ChannelCheck {
    let result = match number {
        Ok(_) => Ok("Meta accepts it and lets it read the number."),
        Err(error) => of_call(error),
    };
    line("token", "Access token", result)
}

fn number_check(number: &PhoneNumber) -> ChannelCheck {
    let status = number.status.as_deref().unwrap_or("CONNECTED");
    let quality = number.quality_rating.as_deref().unwrap_or("UNKNOWN");
    let result = match (status, quality) {
        ("CONNECTED", "RED") => wrong(
            "It can send, but its quality is low: Meta may restrict it.",
            "Send fewer unasked messages and answer faster; the quality recovers within a week.",
        ),
        ("CONNECTED", quality) => Ok(format!("Connected, quality {}.", quality.to_lowercase())),
        (status, _) => wrong(
            format!("Meta says {status}, and only connected numbers can send."),
            "Open WhatsApp Manager, Phone numbers, and follow what it asks for.",
        ),
    };
    line("number", "Number", result)
}

/// Another vendor's override is the classic cause of "no messages arrive".
fn callback_check(number: &PhoneNumber, url: &str) -> ChannelCheck {
    let configuration = number.webhook_configuration.as_ref();
    let in_force = configuration.and_then(|configuration| {
        let addresses = [
            &configuration.phone_number,
            &configuration.whatsapp_business_account,
            &configuration.application,
        ];
        addresses.into_iter().flatten().find(|address| !address.is_empty())
    });
    let result = match in_force {
        Some(address) if address == url => Ok("Meta calls this server."),
        Some(address) => wrong(
            format!("Meta calls {address} instead of {url}."),
            "Press Subscribe, or remove the override in the other tool.",
        ),
        None => wrong("Meta has no address to call.", "Press Subscribe."),
    };
    line("callback", "Webhook address", result)
}

async fn subscription_check(connected: &Connected) -> ChannelCheck {
    let apps = connected
        .graph
        .account(&connected.channel.waba_id, &connected.token)
        .subscribed_apps()
        .await;
    let app_id = connected.meta_app.app_id.as_str();
    let result = match apps {
        Ok(apps)
            if apps
                .iter()
                .any(|app| app.whatsapp_business_api_data.as_ref().and_then(|app| app.id.as_deref()) == Some(app_id)) =>
        {
            Ok("The account's webhooks come to the app.")
        }
        Ok(_) => wrong(
            "The account's webhooks do not come to the app, so no message arrives.",
            "Press Subscribe.",
        ),
        Err(error) => of_call(&error),
    };
    line("subscription", "Subscription", result)
}

fn secrets_check(connected: &Connected) -> ChannelCheck {
    let result = match (connected.meta_app.has_secret, connected.meta_app.has_verify_token) {
        (true, true) => Ok("App secret and verify token are set."),
        (false, _) => wrong(
            "There is no app secret, so every webhook is refused.",
            "Copy it from the app's dashboard, Settings, Basic, and set it here.",
        ),
        (true, false) => wrong(
            "There is no verify token, so Meta cannot register this server.",
            "Set one here; any long text will do.",
        ),
    };
    line("secrets", "App secrets", result)
}

fn address_check(kind: &str, public_url: &str) -> ChannelCheck {
    let result = if kind == "simulator" {
        Ok("The simulator reaches this server from within.")
    } else if public_url.starts_with("https://") {
        Ok("The public address uses HTTPS.")
    } else {
        wrong(
            format!("The public address is {public_url}, and Meta only calls HTTPS."),
            "Put a proxy with a certificate in front and set server.public_url to its address.",
        )
    };
    line("address", "Public address", result)
}

fn seen_check(last_event_at: Option<Timestamp>) -> ChannelCheck {
    let result = match last_event_at {
        Some(at) => Ok(format!("The last webhook came at {at}.")),
        None => wrong(
            "No webhook has come yet.",
            "Write a message to the number from a phone, then check again.",
        ),
    };
    line("webhook_seen", "Webhooks arrive", result)
}

/// `difference`: how much later than Meta's time our clock is, in milliseconds, for the promptest of the newest messages.
fn clock_check(difference: Option<i64>) -> ChannelCheck {
    let most = i64::try_from(MOST_CLOCK_DIFFERENCE.as_millis()).expect("a minute fits");
    let result = match difference {
        None => Ok("Nothing to compare with until a message arrives.".to_owned()),
        Some(difference) if difference < -most => wrong(
            format!("This server's clock is {} s behind Meta's.", -difference / 1000),
            "Switch on time synchronisation (NTP) on the server.",
        ),
        Some(difference) if difference > most => wrong(
            format!(
                "Messages reach this server {} s late, or its clock is ahead of Meta's.",
                difference / 1000
            ),
            "Switch on time synchronisation (NTP) on the server; if it is on, Meta is delivering late.",
        ),
        Some(_) => Ok("The clocks agree.".to_owned()),
    };
    line("clock", "Clock", result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_may_differ_by_a_minute() {
        for (difference, ok) in [
            (None, true),
            (Some(0), true),
            (Some(-60_000), true),
            (Some(-61_000), false),
            (Some(61_000), false),
            (Some(1_500), true),
        ] {
            assert_eq!(clock_check(difference).ok, ok, "{difference:?}");
        }
    }

    #[test]
    fn a_line_that_is_wrong_says_the_way_out() {
        let number = |status: &str, quality: &str| PhoneNumber {
            status: Some(status.into()),
            quality_rating: Some(quality.into()),
            ..PhoneNumber::default()
        };
        assert!(number_check(&number("CONNECTED", "GREEN")).ok);
        for check in [
            number_check(&number("BANNED", "GREEN")),
            number_check(&number("CONNECTED", "RED")),
            seen_check(None),
            address_check("meta", "http://localhost"),
        ] {
            assert!(!check.ok && check.remedy.is_some_and(|remedy| !remedy.is_empty()), "{}", check.title);
        }
        assert!(address_check("simulator", "http://localhost").ok);
    }
}
