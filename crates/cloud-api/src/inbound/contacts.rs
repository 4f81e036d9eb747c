//! Contact cards, also the answer to our question for a phone number.

use serde_json::{Map, Value};

use super::InboundKind;
use crate::preview;
use crate::wire::{Read, Unreadable, Write};

/// Contact cards.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contacts {
    /// One for each person shared.
    pub cards: Vec<ContactCard>,
}

wire! {
    /// One person's card. Every part is optional.
    pub struct ContactCard {
        /// Names.
        pub name: Option<CardName>,
        /// `YYYY-MM-DD`.
        pub birthday: Option<String>,
        /// Where they work.
        pub org: Option<CardOrganization>,
        /// Phone numbers.
        pub phones: Vec<CardPhone>,
        /// Mail addresses.
        pub emails: Vec<CardEmail>,
        /// Postal addresses.
        pub addresses: Vec<CardAddress>,
        /// Web pages.
        pub urls: Vec<CardUrl>,
        /// The card as the phone wrote it.
        pub vcard: Option<String>,
        /// `contact_request` when this answers our question for the phone number, else `other`.
        pub origin: Option<String>,
    }

    /// A person's names.
    pub struct CardName {
        /// As it is shown.
        pub formatted_name: Option<String>,
        /// Given name.
        pub first_name: Option<String>,
        /// Family name.
        pub last_name: Option<String>,
        /// Middle name.
        pub middle_name: Option<String>,
        /// Before the name.
        pub prefix: Option<String>,
        /// After the name.
        pub suffix: Option<String>,
    }

    /// Where a person works.
    pub struct CardOrganization {
        /// Company.
        pub company: Option<String>,
        /// Department.
        pub department: Option<String>,
        /// What they do there.
        pub title: Option<String>,
    }

    /// A phone number.
    pub struct CardPhone {
        /// As typed into the address book.
        pub phone: Option<String>,
        /// WhatsApp's form, when the number is on WhatsApp.
        pub wa_id: Option<String>,
        /// `HOME`, `WORK`, `CELL` …
        pub kind: Option<String> = "type",
    }

    /// A mail address.
    pub struct CardEmail {
        /// The address.
        pub email: Option<String>,
        /// `HOME`, `WORK` …
        pub kind: Option<String> = "type",
    }

    /// A postal address.
    pub struct CardAddress {
        /// Street and number.
        pub street: Option<String>,
        /// City.
        pub city: Option<String>,
        /// State or province.
        pub state: Option<String>,
        /// Postal code.
        pub zip: Option<String>,
        /// Country name.
        pub country: Option<String>,
        /// Two letters.
        pub country_code: Option<String>,
        /// `HOME`, `WORK` …
        pub kind: Option<String> = "type",
    }

    /// A web page.
    pub struct CardUrl {
        /// The address.
        pub url: Option<String>,
        /// `HOME`, `WORK` …
        pub kind: Option<String> = "type",
    }
}

impl Contacts {
    /// The contact sent their own number because we asked for it.
    pub fn answers_contact_request(&self) -> bool {
        self.cards.iter().any(|card| card.origin.as_deref() == Some("contact_request"))
    }
}

impl ContactCard {
    /// The name to show: formatted, else first and last, else the company, else a phone number.
    pub fn display_name(&self) -> Option<String> {
        let name = self.name.as_ref();
        let formatted = name.and_then(|name| name.formatted_name.clone());
        let assembled = || {
            let parts = [name?.first_name.as_deref(), name?.last_name.as_deref()];
            Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
        };
        let company = || self.org.as_ref()?.company.clone();
        let phone = || self.phones.first()?.phone.clone();
        let filled = |name: &String| !name.trim().is_empty();
        formatted
            .filter(filled)
            .or_else(|| assembled().filter(filled))
            .or_else(|| company().filter(filled))
            .or_else(phone)
    }
}

impl Read for Contacts {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let cards = value.as_array().ok_or_else(|| Unreadable("expected an array of cards".into()))?;
        Ok(Self {
            cards: cards.iter().map(ContactCard::read).collect::<Result<_, _>>()?,
        })
    }
}

impl Write for Contacts {
    fn write(&self) -> Value {
        self.cards.iter().map(Write::write).collect()
    }
}

wire_serde!(Contacts);

impl InboundKind for Contacts {
    const KIND: &'static str = "contacts";

    /// Meta shows `origin` on the card in one place and on the message in another; it ends on the cards.
    fn of_message(message: &Map<String, Value>) -> Result<Self, Unreadable> {
        let mut contacts = Self::read(message.get(Self::KIND).unwrap_or(&Value::Null))?;
        let origin = message.get("origin").and_then(Value::as_str);
        for card in &mut contacts.cards {
            card.origin = card.origin.take().or_else(|| origin.map(str::to_owned));
        }
        Ok(contacts)
    }

    fn preview(&self) -> String {
        match self.cards.as_slice() {
            [card] => preview::with_icon("👤", &[card.display_name().as_deref(), Some("Contact")]),
            cards => format!("👤 {} contacts", cards.len()),
        }
    }
}
