//! Contact cards.

use serde::{Deserialize, Serialize};

use super::check::{Check, ViolationCode};
use super::{LIMITS, OutboundKind};
use crate::preview;

/// Contact cards, at most 257 (*Contacts messages*).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Contacts(pub Vec<ContactCard>);

/// Declares an object of text members, all optional, nothing else allowed.
macro_rules! card_part {
    ($( $(#[$meta:meta])* $name:ident { $( $(#[$member_meta:meta])* $member:ident, )+ } )+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[$member_meta])* #[serde(skip_serializing_if = "Option::is_none")] pub $member: Option<String>, )+
        }
    )+ };
}

/// One person's card.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactCard {
    /// Names; needed.
    pub name: Name,
    /// Phone numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    /// Mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<Email>,
    /// Postal addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// Web pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<Url>,
    /// Where they work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<Organization>,
    /// `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthday: Option<String>,
}

/// A person's names: the formatted one and at least one other are needed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// As it is shown.
    pub formatted_name: String,
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Middle name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// Before the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// After the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
}

card_part! {
    /// A phone number; with `wa_id` the card gets a button to chat.
    Phone {
        /// With `+` and country code.
        phone,
        /// WhatsApp's form of it.
        wa_id,
        /// `CELL`, `HOME`, `WORK` …
        #[serde(rename = "type")]
        kind,
    }

    /// A mail address.
    Email {
        /// The address.
        email,
        /// `HOME`, `WORK` …
        #[serde(rename = "type")]
        kind,
    }

    /// A postal address.
    Address {
        /// Street and number.
        street,
        /// City.
        city,
        /// State or province.
        state,
        /// Postal code.
        zip,
        /// Country name.
        country,
        /// Two letters.
        country_code,
        /// `HOME`, `WORK` …
        #[serde(rename = "type")]
        kind,
    }

    /// A web page.
    Url {
        /// The address.
        url,
        /// `HOME`, `WORK` …
        #[serde(rename = "type")]
        kind,
    }

    /// Where a person works.
    Organization {
        /// Company.
        company,
        /// Department.
        department,
        /// What they do there.
        title,
    }
}

impl OutboundKind for Contacts {
    const KIND: &'static str = "contacts";

    fn preview(&self) -> String {
        match self.0.as_slice() {
            [card] => preview::with_icon("👤", &[Some(&card.name.formatted_name), Some("Contact")]),
            cards => format!("👤 {} contacts", cards.len()),
        }
    }

    fn check(&self, check: &mut Check) {
        check.count("", self.0.len(), 1, LIMITS.contacts.cards);
        for (index, card) in self.0.iter().enumerate() {
            check.inside(index, |check| card.check(check));
        }
    }
}

impl ContactCard {
    fn check(&self, check: &mut Check) {
        let name = &self.name;
        let others = [&name.first_name, &name.last_name, &name.middle_name, &name.prefix, &name.suffix];
        if name.formatted_name.trim().is_empty() {
            check.note("name/formatted_name", ViolationCode::Empty, None, "write the name as it should be shown");
        }
        if others.into_iter().flatten().all(|part| part.trim().is_empty()) {
            check.note(
                "name/first_name",
                ViolationCode::Missing,
                None,
                "give one more part of the name besides `formatted_name`",
            );
        }
        if self.birthday.as_deref().is_some_and(|birthday| !is_date(birthday)) {
            check.note("birthday", ViolationCode::Format, None, "write the date as YYYY-MM-DD");
        }
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}
