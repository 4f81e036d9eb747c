//! The number's check list, the doctor: each line says what was found and how to put it right, from the token to the clock.

use std::time::Duration;

use cloud_api::client::{CallError, Client, NEEDED_SCOPES, TokenInfo};
use cloud_api::profile::PhoneNumber;
use model::{Timestamp, WorkspaceId};
use secrecy::SecretString;
use serde_json::json;
use store::{AppSecrets, Channel, ChannelFacts, ChannelNews, MetaApp, Store};

use super::lines::{Found, amber, fixed_by, good, line, of_call, red};
use super::{Channels, health, loop_test, number_lines, validate};
use crate::views::{ChannelCheck, CheckFix, webhook_url};
use crate::{Actor, Graph, Result};

/// Clocks that differ by more than this make windows and links wrong.
const MOST_CLOCK_DIFFERENCE: Duration = Duration::from_secs(60);
/// A token that ends sooner than this is worth a word.
const ENDS_SOON: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// A number that is quiet for longer may just be quiet; it is said all the same.
const LONG_QUIET: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What was found, and what Graph said about the number, to be written down.
pub struct Examination {
    /// The lines, from the token to the clock.
    pub checks: Vec<ChannelCheck>,
    /// What Graph says about the number; nothing when it does not answer.
    pub(super) facts: Option<ChannelFacts>,
    /// To how many people the business may write first, as Graph says.
    pub(super) limit: Option<String>,
}

/// What an examination looks at.
struct Patient<'a> {
    channel: &'a Channel,
    meta_app: &'a MetaApp,
    token: &'a SecretString,
    secrets: Option<AppSecrets>,
    graph: &'a Client,
    url: String,
    public_url: &'a str,
    now: Timestamp,
}

impl Channels<'_> {
    /// Looks at everything that keeps messages from coming and going. A token that works again ends the number's pause.
    pub async fn check(&self, actor: &Actor) -> Result<Vec<ChannelCheck>> {
        let connected = self.connected(actor).await?;
        let (store, config) = (self.0.store(), self.0.config());
        let found = examine(store, &config.graph, &config.public_url, actor.workspace_id).await?;
        let Some(found) = found else { return Ok(Vec::new()) };
        if let Some(facts) = &found.facts {
            self.note_facts(actor, &connected.channel, facts, found.limit.as_deref()).await?;
        }
        Ok(found.checks)
    }

    /// Writes down what Graph said, and that the token works.
    async fn note_facts(&self, actor: &Actor, channel: &Channel, facts: &ChannelFacts, limit: Option<&str>) -> Result<()> {
        let same = facts.display_phone_number == channel.display_phone_number
            && facts.verified_name == channel.verified_name
            && facts.quality_rating == channel.quality_rating
            && facts.status == channel.status
            && facts.throughput_per_second == channel.throughput_per_second
            && facts.is_on_biz_app == channel.is_on_biz_app
            && limit.is_none_or(|limit| channel.messaging_limit.as_deref() == Some(limit));
        if same && channel.degraded_code.is_none() {
            return Ok(());
        }
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.update_channel_facts(channel.id, facts).await?;
        let news = ChannelNews {
            messaging_limit: limit.map(str::to_owned),
            ..ChannelNews::default()
        };
        workspace.apply_channel_news(channel.id, &news).await?;
        for kind in contradicted(facts) {
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

/// Examines a workspace's number, changing nothing; nothing when none is connected. For the console and for `prismwa doctor` alike.
pub async fn examine(store: &Store, graphs: &Graph, public_url: &str, workspace_id: WorkspaceId) -> Result<Option<Examination>> {
    let workspace = store.workspace(workspace_id);
    let Some(channel) = workspace.find_channel().await? else {
        return Ok(None);
    };
    let Some(token) = workspace.find_access_token(channel.id).await? else {
        return Ok(None);
    };
    let Some(meta_app) = store.system().find_meta_app(channel.meta_app_id).await? else {
        return Ok(None);
    };
    let patient = Patient {
        secrets: store.system().find_app_secrets(meta_app.id).await?,
        graph: graphs.of(&channel.kind)?,
        url: webhook_url(public_url, meta_app.id),
        channel: &channel,
        meta_app: &meta_app,
        token: &token,
        public_url,
        now: store.now(),
    };
    let mut examined = patient.examine().await;
    let difference = workspace.clock_difference().await?;
    examined.checks.push(line("clock", "Clock", clock(difference)));
    Ok(Some(examined))
}

impl Patient<'_> {
    async fn examine(&self) -> Examination {
        let number = self.graph.number(&self.channel.phone_number_id, self.token).get().await;
        let info = self.token_info().await;
        let mut checks = vec![line("token", "Access token", self.token_line(&number, info.as_ref()))];
        checks.push(line("scopes", "Permissions", self.scopes_line(info.as_ref())));
        checks.push(line("app_mode", "Account and app", self.mode_line(&number).await));
        checks.push(line("subscription", "Subscription", self.subscription_line().await));
        let (mut facts, mut limit) = (None, None);
        if let Ok(number) = &number {
            // Webhooks call the last step without its prefix.
            limit = number
                .whatsapp_business_manager_messaging_limit
                .as_deref()
                .map(|tier| tier.replace("TIER_UNLIMITED", "UNLIMITED"));
            facts = Some(validate::facts(number, Some(&self.channel.display_phone_number)));
            checks.push(line("callback", "Webhook address", number_lines::callback(number, &self.url)));
            checks.push(line("number", "Number", number_lines::state(number)));
            checks.push(line("quality", "Quality", number_lines::quality(number)));
            checks.push(line("name", "Display name", number_lines::name(number)));
            checks.push(line("limits", "Limits", number_lines::limits(number)));
        }
        checks.push(line("secrets", "App secrets", self.secrets_line()));
        checks.push(line("address", "Public address", self.address_line().await));
        checks.push(line("webhook_seen", "Webhooks arrive", seen(self.channel.last_event_at, self.now)));
        Examination { checks, facts, limit }
    }

    /// What the token is: asked with the app's secret, which knows most, else by the token itself.
    async fn token_info(&self) -> Option<TokenInfo> {
        let secret = self.secrets.as_ref().and_then(|secrets| secrets.current.as_ref());
        if let Some(secret) = secret
            && let Ok(info) = self.graph.meta_app(&self.meta_app.app_id, secret).debug_token(self.token).await
        {
            return Some(info);
        }
        self.graph.inspect_token(self.token).await.ok()
    }

    fn token_line(&self, number: &Result<PhoneNumber, CallError>, info: Option<&TokenInfo>) -> Found {
        if let Err(error) = number {
            return of_call(error);
        }
        let ends = info.and_then(|info| info.expires_at).filter(|at| *at > 0).map(Timestamp::from_seconds);
        match ends {
            Some(at) if at.since(self.now) < ENDS_SOON => amber(
                format!("Meta accepts it, but only until {at}."),
                "Make a system user's token that never ends, and set it under Secrets: sending goes on without a pause.",
            ),
            Some(at) => good(format!("Meta accepts it until {at}.")),
            None => good("Meta accepts it and lets it read the number."),
        }
    }

    fn scopes_line(&self, info: Option<&TokenInfo>) -> Found {
        let Some(info) = info else {
            return amber(
                "Meta does not say what the token may do.",
                "Set the app secret of the app the token was made for, then check again.",
            );
        };
        let missing = info.missing_scopes();
        let accounts = info.accounts();
        if !missing.is_empty() {
            return red(
                format!("The token lacks {}.", missing.join(" and ")),
                "Make a new token for the system user with both permissions, and set it under Secrets.",
            );
        }
        if !accounts.is_empty() && !accounts.contains(&self.channel.waba_id) {
            return red(
                "The token has the permissions, but not for this WhatsApp Business account.",
                "Business settings, System users: assign the account with full control, then make a new token.",
            );
        }
        if info.app_id.as_ref().is_some_and(|app| *app != self.meta_app.app_id) {
            return amber(
                "The token was made for another Meta app than the one whose webhooks are accepted here.",
                "Make the token with this app, or connect again with the other app.",
            );
        }
        good(format!("It may do what it must: {}.", NEEDED_SCOPES.join(" and ")))
    }

    /// Test numbers and apps in development reach a handful of people only.
    async fn mode_line(&self, number: &Result<PhoneNumber, CallError>) -> Found {
        let ailing = number.as_ref().ok().and_then(health::read).unwrap_or_default();
        if let Some(worst) = ailing.iter().find(|one| one.blocked).or_else(|| ailing.first()) {
            let detail = format!("{}: {}", health::name(&worst.entity), worst.detail);
            return if worst.blocked {
                red(detail, worst.remedy.clone())
            } else {
                amber(detail, worst.remedy.clone())
            };
        }
        let account = self.graph.account(&self.channel.waba_id, self.token);
        let numbers = account.phone_numbers().await.unwrap_or_default();
        let mode = numbers
            .iter()
            .find(|one| one.id == self.channel.phone_number_id)
            .and_then(|one| one.account_mode.as_deref());
        match mode {
            Some("SANDBOX") => amber(
                "This is one of Meta's test numbers: it can write to five listed people only.",
                "Add a number of your own in WhatsApp Manager when you are ready, and connect that one.",
            ),
            _ => good("Live: Meta lets number, account, portfolio and app send."),
        }
    }

    async fn subscription_line(&self) -> Found {
        let apps = self.graph.account(&self.channel.waba_id, self.token).subscribed_apps().await;
        let is_ours = |app: &cloud_api::client::SubscribedApp| {
            app.whatsapp_business_api_data.as_ref().and_then(|app| app.id.as_deref()) == Some(self.meta_app.app_id.as_str())
        };
        match apps {
            Ok(apps) if apps.iter().any(is_ours) => {
                let others = apps.iter().filter(|app| !is_ours(app)).count();
                match others {
                    0 => good("The account's webhooks come to the app."),
                    _ => good(format!("The account's webhooks come to the app, and to {others} other(s).")),
                }
            }
            Ok(_) => fixed_by(
                red(
                    "The account's webhooks do not come to the app, so no message arrives.",
                    "Press Subscribe.",
                ),
                CheckFix::Subscribe,
            ),
            Err(error) => of_call(&error),
        }
    }

    fn secrets_line(&self) -> Found {
        match (self.meta_app.has_secret, self.meta_app.has_verify_token) {
            (true, true) => match self.meta_app.previous_until.filter(|until| *until > self.now) {
                Some(until) => good(format!("Set. The app secret before this one is accepted until {until}, too.")),
                None => good("App secret and verify token are set."),
            },
            (false, _) => red(
                "There is no app secret, so every webhook is refused.",
                "Copy it from the app's dashboard, Settings, Basic, and set it here.",
            ),
            (true, false) => red(
                "There is no verify token, so Meta cannot register this server.",
                "Set one here; any long text will do.",
            ),
        }
    }

    async fn address_line(&self) -> Found {
        if self.channel.kind == "simulator" {
            return good("The simulator reaches this server from within.");
        }
        if !self.public_url.starts_with("https://") {
            return red(
                format!("The public address is {}, and Meta only calls HTTPS.", self.public_url),
                "Put a proxy with a certificate in front and set server.public_url to its address.",
            );
        }
        let verify_token = self.secrets.as_ref().and_then(|secrets| secrets.verify_token.as_ref());
        loop_test::handshake(self.graph, &self.url, verify_token).await
    }
}

/// What cannot stand any longer when Graph says this.
fn contradicted(facts: &ChannelFacts) -> Vec<&'static str> {
    let mut over = Vec::new();
    if facts.status == "CONNECTED" {
        over.extend(["account.banned", "account.disconnected"]);
    }
    if matches!(facts.quality_rating.as_str(), "GREEN" | "YELLOW") {
        over.push("number.quality_low");
    }
    over
}

fn seen(last_event_at: Option<Timestamp>, now: Timestamp) -> Found {
    match last_event_at {
        Some(at) if now.since(at) > LONG_QUIET => amber(
            format!("The last webhook came at {at}, more than a week ago."),
            "Write a message to the number from a phone, then check again.",
        ),
        Some(at) => good(format!("The last webhook came at {at}.")),
        None => red(
            "No webhook has come yet.",
            "Write a message to the number from a phone, then check again.",
        ),
    }
}

/// `difference`: how much later than Meta's time our clock is, in milliseconds, for the promptest of the newest messages.
fn clock(difference: Option<i64>) -> Found {
    let most = i64::try_from(MOST_CLOCK_DIFFERENCE.as_millis()).expect("a minute fits");
    match difference {
        None => good("Nothing to compare with until a message arrives."),
        Some(difference) if difference < -most => red(
            format!("This server's clock is {} s behind Meta's.", -difference / 1000),
            "Switch on time synchronisation (NTP) on the server.",
        ),
        Some(difference) if difference > most => red(
            format!(
                "Messages reach this server {} s late, or its clock is ahead of Meta's.",
                difference / 1000
            ),
            "Switch on time synchronisation (NTP) on the server; if it is on, Meta is delivering late.",
        ),
        Some(_) => good("The clocks agree."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ok(found: Found) -> bool {
        line("x", "X", found).ok
    }

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
            assert_eq!(is_ok(clock(difference)), ok, "{difference:?}");
        }
    }

    #[test]
    fn a_number_nobody_wrote_to_says_the_way_out() {
        let check = line("x", "X", seen(None, Timestamp::from_seconds(0)));
        assert!(!check.ok && check.remedy.is_some_and(|remedy| !remedy.is_empty()));
    }
}
