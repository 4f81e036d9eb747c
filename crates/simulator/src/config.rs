//! Everything that can be set about a simulated world.

use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::{clock::Time, seed::Seed};

/// How a simulated world starts and behaves.
#[derive(Debug, Clone)]
pub struct Config {
    /// Fixes ids, shuffles and faults; `None` draws a new one, so that two runs never repeat message ids.
    pub seed: Option<u64>,
    /// Where clients reach the simulator's root, e.g. `http://127.0.0.1:8080/simulator`; media addresses start with it.
    pub public_base: String,
    /// The Graph version told to those who ask for credentials.
    pub version: String,
    /// The businesses, each with its app and numbers. The first number of the first one is the default.
    pub businesses: Vec<BusinessConfig>,
    /// The customers to start with.
    pub phones: Vec<PhoneConfig>,
    /// Stops the clock at this moment; it then moves only when it is turned.
    pub frozen_at: Option<Time>,
    /// How long things take that take a while in life.
    pub pace: Pace,
    /// How a failed webhook is tried again.
    pub retry: Retry,
    /// How much is remembered.
    pub keep: Keep,
    /// What happens to sends to a phone number nobody has.
    pub strangers: Strangers,
    /// How a message outside the 24-hour window is refused.
    pub window_refusal: WindowRefusal,
    /// Which addresses may be registered as webhook callbacks through the Graph API.
    pub callbacks: Callbacks,
    /// Webhook requests in flight at once, per business.
    pub concurrency: usize,
    /// How long a webhook receiver may take to answer.
    pub webhook_timeout: Duration,
}

/// One business: its Meta app, its WhatsApp Business Account and its numbers.
#[derive(Debug, Clone)]
pub struct BusinessConfig {
    /// WhatsApp Business Account id.
    pub waba_id: String,
    /// The name people see.
    pub name: String,
    /// Portfolio that owns it; business-scoped user ids are the same inside one portfolio.
    pub portfolio_id: String,
    /// Meta app id. Businesses with the same app share its secret and callback.
    pub app_id: String,
    /// Signs webhooks.
    pub app_secret: String,
    /// Sent in the verification handshake.
    pub verify_token: String,
    /// Accepted as bearer token.
    pub access_token: String,
    /// Where webhooks go from the start; `None` until somebody subscribes.
    pub callback_url: Option<String>,
    /// The business numbers.
    pub numbers: Vec<NumberConfig>,
}

/// One business phone number.
#[derive(Debug, Clone)]
pub struct NumberConfig {
    /// `phone_number_id` in the Graph API.
    pub id: String,
    /// With country code and `+`, as people write it.
    pub display_phone_number: String,
    /// The name customers see.
    pub verified_name: String,
    /// Also used in the WhatsApp Business app: echoes, edits and revokes are reported.
    pub coexistence: bool,
}

/// One customer.
#[derive(Debug, Clone, Default)]
pub struct PhoneConfig {
    /// Profile name.
    pub name: String,
    /// Digits of the number; `None` gives a free one unless `username_only`.
    pub wa_id: Option<String>,
    /// Without `@`.
    pub username: Option<String>,
    /// The number is never shown to businesses; needs a username.
    pub username_only: bool,
    /// ISO 3166 country, two letters.
    pub country: String,
    /// BCP 47 language.
    pub language: String,
    /// Reads every message the moment it arrives.
    pub auto_read: bool,
    /// Not reachable at first.
    pub offline: bool,
}

/// Delays of a world that feels real; all zero makes everything happen at once.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace {
    /// From accepted to delivered on an online phone.
    pub delivered: Duration,
    /// From delivered to read on a phone that reads by itself.
    pub read: Duration,
    /// From a submitted template to Meta's decision; `None` waits for the control API.
    pub review: Option<Duration>,
    /// How long `reorder` and similar faults collect webhooks before they let them go.
    pub linger: Duration,
}

/// Back-off between attempts of a webhook.
#[derive(Debug, Clone, Copy)]
pub struct Retry {
    /// Before the second attempt; doubles each time.
    pub first: Duration,
    /// Longest wait between two attempts.
    pub longest: Duration,
    /// After this the webhook is given up (Meta: 7 days).
    pub horizon: Duration,
    /// Real time per simulated time: 0.001 makes a second last a millisecond.
    pub scale: f64,
}

/// Bounds on memory; the oldest goes first.
#[derive(Debug, Clone, Copy)]
pub struct Keep {
    /// Webhook deliveries in the log.
    pub deliveries: usize,
    /// Accepted sends listed in the ledger (counts by opaque id are kept for all of them).
    pub sends: usize,
    /// Messages per chat.
    pub messages: usize,
    /// Bytes of media.
    pub media_bytes: usize,
}

/// What happens to a send to a number that no simulated phone has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strangers {
    /// Accepted, then a `failed` status with 131026, as for a number without WhatsApp.
    Undeliverable,
    /// A phone with that number is made up.
    Welcome,
}

/// How a free-form message outside the 24-hour window is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowRefusal {
    /// The call answers 131047.
    AtOnce,
    /// The call is accepted; a `failed` status with 131047 follows.
    Later,
}

/// Which callback addresses the Graph API accepts. Protects the network the simulator runs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Callbacks {
    /// Any `http` or `https` address.
    Any,
    /// Only these addresses and what is below them.
    Only(Vec<String>),
}

impl Default for Config {
    /// One demo business, no phones, unhurried like life.
    fn default() -> Self {
        Self {
            seed: None,
            public_base: "http://127.0.0.1".to_owned(),
            version: "v25.0".to_owned(),
            businesses: vec![Seed::business()],
            phones: Vec::new(),
            frozen_at: None,
            pace: Pace::human(),
            retry: Retry::default(),
            keep: Keep::default(),
            strangers: Strangers::Undeliverable,
            window_refusal: WindowRefusal::AtOnce,
            callbacks: Callbacks::Any,
            concurrency: 8,
            webhook_timeout: Duration::from_secs(20),
        }
    }
}

impl Config {
    /// The demo: one business and a dozen customers from several countries.
    pub fn demo() -> Self {
        Self {
            phones: Seed::demo(),
            ..Self::default()
        }
    }

    /// For tests: fixed seed, no delays, retries a thousand times faster.
    pub fn test() -> Self {
        let retry = Retry {
            scale: 0.001,
            ..Retry::default()
        };
        Self {
            seed: Some(1),
            pace: Pace::default(),
            retry,
            ..Self::default()
        }
    }

    /// The same with webhooks of the first business going to `url`.
    pub fn callback(mut self, url: impl Into<String>) -> Self {
        if let Some(business) = self.businesses.first_mut() {
            business.callback_url = Some(url.into());
        }
        self
    }
}

impl BusinessConfig {
    /// Replaces app secret, verify token and access token by values derived from `key`.
    ///
    /// The same key gives the same secrets after a restart, so a stored connection keeps working, and nobody without the key can sign
    /// webhooks for it.
    pub fn with_secrets(mut self, key: &[u8]) -> Self {
        let derive = |purpose: &str| {
            let parts = [b"prismwa simulator".as_slice(), purpose.as_bytes(), self.waba_id.as_bytes()];
            let keyed = cloud_api::signature::sign(key, &parts.join(&0));
            keyed.trim_start_matches("sha256=").to_owned()
        };
        self.app_secret = derive("app secret")[..32].to_owned();
        self.verify_token = derive("verify token")[..32].to_owned();
        self.access_token = format!("EAA{}", derive("access token"));
        self
    }
}

impl Pace {
    /// Unhurried, as on real phones.
    pub fn human() -> Self {
        Self {
            delivered: Duration::from_millis(350),
            read: Duration::from_millis(1200),
            review: Some(Duration::from_secs(4)),
            linger: Duration::from_millis(80),
        }
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(1),
            longest: Duration::from_secs(600),
            horizon: Duration::from_secs(7 * 86_400),
            scale: 1.0,
        }
    }
}

impl Retry {
    /// The wait before attempt number `attempt` (the first retry is 1).
    pub(crate) fn wait(&self, attempt: u32) -> Duration {
        let doubled = 1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
        self.first.saturating_mul(doubled).min(self.longest)
    }
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            deliveries: 1_000,
            sends: 100_000,
            messages: 2_000,
            media_bytes: 256 << 20,
        }
    }
}

impl Callbacks {
    pub(crate) fn allow(&self, url: &str) -> bool {
        match self {
            Self::Any => url.starts_with("http://") || url.starts_with("https://"),
            // Whole path segments: `http://bot.example` must not allow `http://bot.example.evil` or `http://bot.example@evil`.
            Self::Only(prefixes) => prefixes.iter().any(|prefix| {
                let rest = url.strip_prefix(prefix.trim_end_matches('/'));
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }),
        }
    }
}

/// A stable short id from parts that do not change.
pub(crate) fn stable_digest(parts: &[&str]) -> [u8; 32] {
    Sha256::digest(parts.join("\u{0}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_double_up_to_the_longest_wait() {
        let retry = Retry::default();
        let waits: Vec<_> = [1, 2, 3, 9, 10, 11, 60].map(|attempt| retry.wait(attempt).as_secs()).into();
        assert_eq!(waits, [1, 2, 4, 256, 512, 600, 600]);
    }

    #[test]
    fn allowed_callbacks_are_compared_by_whole_segments() {
        let only = Callbacks::Only(vec!["http://bot.example/hooks/".to_owned()]);
        let allowed = [
            "http://bot.example/hooks",
            "http://bot.example/hooks/1",
            "http://bot.example/hooksx",
            "http://bot.example@evil/hooks/",
        ];
        assert_eq!(allowed.map(|url| only.allow(url)), [true, true, false, false]);
        let host = Callbacks::Only(vec!["http://bot.example".to_owned()]);
        let hosts = [
            "http://bot.example/a",
            "http://bot.example.evil/a",
            "http://bot.example:9/a",
            "http://bot.example@evil/",
        ];
        assert_eq!(hosts.map(|url| host.allow(url)), [true, false, false, false]);
        assert!(!Callbacks::Any.allow("file:///etc/passwd"));
    }

    #[test]
    fn derived_secrets_depend_on_the_key_and_on_nothing_else() {
        let secrets = |key: &[u8]| {
            let business = Seed::business().with_secrets(key);
            [business.app_secret, business.verify_token, business.access_token]
        };
        assert_eq!(secrets(b"one"), secrets(b"one"));
        let (one, two) = (secrets(b"one"), secrets(b"two"));
        assert!(one.iter().zip(&two).all(|(left, right)| left != right));
    }
}
