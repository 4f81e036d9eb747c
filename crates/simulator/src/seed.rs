//! Who is there at the start: a believable business, its customers and its templates.

use crate::config::{BusinessConfig, NumberConfig, PhoneConfig};

mod templates;

pub(crate) use templates::templates;

/// Starting points for a world.
#[derive(Debug)]
pub struct Seed;

/// Name, number or none, username or empty, country, language, reads by itself.
type Customer = (&'static str, Option<&'static str>, &'static str, &'static str, &'static str, bool);

/// Numbers are from ranges that are reserved for fiction or not assigned, as far as the country has any.
const CUSTOMERS: [Customer; 12] = [
    ("Ana Torres", Some("5215512340101"), "ana.torres", "MX", "es", false),
    ("João Pereira", Some("5511955550102"), "", "BR", "pt", true),
    ("प्रिया शर्मा", Some("919995550103"), "", "IN", "hi", false),
    ("يوسف الحربي", Some("966505550104"), "yousef.h", "SA", "ar", true),
    ("Siti Rahma 🌸", Some("6281255500105"), "", "ID", "id", false),
    ("Emma O’Connor", Some("447700900106"), "", "GB", "en", true),
    ("Zoë Müller-Lüdenscheidt", Some("4915255500107"), "", "DE", "de", false),
    ("佐藤 健", Some("819055500108"), "sato_ken", "JP", "ja", true),
    ("Amara Okafor", Some("2348005550109"), "", "NG", "en", false),
    ("Лена", Some("77015550110"), "", "KZ", "ru", true),
    ("Luna", None, "luna.reads", "AR", "es", false),
    ("דנה לוי", Some("972555550111"), "", "IL", "he", false),
];

impl Seed {
    /// About a dozen customers from as many countries and several scripts; one shows only a username.
    pub fn demo() -> Vec<PhoneConfig> {
        let customer = |(name, wa_id, username, country, language, auto_read): Customer| PhoneConfig {
            name: name.to_owned(),
            wa_id: wa_id.map(str::to_owned),
            username: Some(username).filter(|username| !username.is_empty()).map(str::to_owned),
            username_only: wa_id.is_none(),
            country: country.to_owned(),
            language: language.to_owned(),
            auto_read,
            offline: false,
        };
        CUSTOMERS.map(customer).into()
    }

    /// The demo business. Its secrets are the same everywhere: hosts that can be reached by others use
    /// [`BusinessConfig::with_secrets`].
    pub fn business() -> BusinessConfig {
        BusinessConfig {
            waba_id: "102290129340398".to_owned(),
            name: "Lumen Home".to_owned(),
            portfolio_id: "506914307656634".to_owned(),
            app_id: "1234567890".to_owned(),
            app_secret: "simulator-app-secret".to_owned(),
            verify_token: "simulator-verify-token".to_owned(),
            access_token: "simulator-access-token".to_owned(),
            callback_url: None,
            numbers: vec![NumberConfig {
                id: "106540352242922".to_owned(),
                display_phone_number: "+1 555-010-4477".to_owned(),
                verified_name: "Lumen Home".to_owned(),
                coexistence: true,
            }],
        }
    }
}
