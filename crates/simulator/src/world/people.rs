//! Who has a phone: making, changing and finding customers.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    config::{PhoneConfig, stable_digest},
    world::{Refused, World, phone::Phone},
};

/// What may be changed about a phone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PhoneChange {
    pub(crate) name: Option<String>,
    pub(crate) username: Option<String>,
    pub(crate) online: Option<bool>,
    pub(crate) auto_read: Option<bool>,
    pub(crate) blocked: Option<bool>,
    pub(crate) language: Option<String>,
}

impl World {
    /// Makes a phone; gives it a free number when none is named and it is not to be known by username only.
    pub(crate) fn add_phone(&mut self, config: &PhoneConfig) -> Result<String, Refused> {
        if config.name.trim().is_empty() {
            return Err(Refused::Invalid("A phone needs a name.".to_owned()));
        }
        if config.username_only && config.username.as_deref().unwrap_or_default().is_empty() {
            return Err(Refused::Invalid("A phone without a visible number needs a username.".to_owned()));
        }
        let wa_id = match (&config.wa_id, config.username_only) {
            (Some(_), true) => return Err(Refused::Invalid("Leave out wa_id or username_only: both together contradict.".to_owned())),
            (Some(wa_id), false) => Some(checked_number(wa_id)?),
            (None, true) => None,
            (None, false) => Some(self.free_number(&config.name)),
        };
        self.still_free(wa_id.as_deref(), config.username.as_deref())?;
        self.places += 1;
        let phone = Phone::new(config, wa_id, self.places);
        if self.phones.contains_key(&phone.id) {
            return Err(Refused::Conflict(format!(
                "There is a phone {} with this number or username already.",
                phone.id
            )));
        }
        let id = phone.id.clone();
        self.phones.insert(id.clone(), phone);
        self.list_identity(&id);
        self.tell_phone(&id, "created");
        Ok(id)
    }

    pub(crate) fn remove_phone(&mut self, id: &str) -> Result<(), Refused> {
        let phone = self.phone(id)?;
        for message in phone
            .chats
            .values()
            .flat_map(|chat| &chat.messages)
            .map(|message| message.id.clone())
            .collect::<Vec<_>>()
        {
            self.chats.remove(&message);
        }
        self.phones.remove(id);
        self.by_wa_id.retain(|_, owner| owner != id);
        self.by_user_id.retain(|_, owner| owner != id);
        self.tell_phone(id, "removed");
        Ok(())
    }

    /// Changes a phone. Going online brings what waited.
    pub(crate) fn change_phone(&mut self, id: &str, change: PhoneChange) -> Result<(), Refused> {
        let username = change.username.as_ref().map(|name| name.trim_start_matches('@').to_owned());
        if username.is_some() && self.phone(id)?.username != username {
            self.still_free(None, username.as_deref())?;
        }
        let phone = self.phone_mut(id)?;
        let came_online = !phone.online && change.online == Some(true);
        phone.name = change.name.unwrap_or_else(|| phone.name.clone());
        phone.username = username.or_else(|| phone.username.clone()).filter(|name| !name.is_empty());
        phone.online = change.online.unwrap_or(phone.online);
        phone.auto_read = change.auto_read.unwrap_or(phone.auto_read);
        phone.blocked = change.blocked.unwrap_or(phone.blocked);
        phone.language = change.language.unwrap_or_else(|| phone.language.clone());
        if came_online {
            let waiting: Vec<String> = phone.chats.values_mut().flat_map(|chat| std::mem::take(&mut chat.waiting)).collect();
            for message in waiting {
                self.arrive(&message);
            }
        }
        self.tell_phone(id, "updated");
        Ok(())
    }

    /// Whose phone a `to` of a send means: as it is written, as countries write it differently, and without `+` also as a
    /// number in the country of the business.
    pub(crate) fn by_number(&self, input: &str, business_number: &str) -> Option<String> {
        let digits: String = input.chars().filter(char::is_ascii_digit).collect();
        let mut candidates = spellings(&digits);
        if !input.trim_start().starts_with('+') {
            let country_codes = (1..=3).filter_map(|length| business_number.get(..length));
            candidates.extend(country_codes.map(|code| format!("{code}{digits}")));
        }
        candidates.iter().find_map(|candidate| self.by_wa_id.get(candidate)).cloned()
    }

    /// Whose phone a `recipient` of a send means; only inside the portfolio the id was made for.
    pub(crate) fn by_user_id(&self, user_id: &str, portfolio: &str) -> Option<String> {
        let id = self.by_user_id.get(user_id)?;
        let phone = self.phones.get(id)?;
        (phone.user_id(portfolio) == user_id).then(|| id.clone())
    }

    /// A new number (or none that may be shown): the user id changes with it.
    pub(crate) fn change_identity(&mut self, id: &str, wa_id: Option<&str>) -> Result<(), Refused> {
        let wa_id = wa_id.map(checked_number).transpose()?;
        self.still_free(wa_id.as_deref(), None)?;
        let salt = self.random.digits(8);
        let phone = self.phone_mut(id)?;
        phone.identity = match &wa_id {
            Some(wa_id) => wa_id.clone(),
            None => format!("{}#{salt}", phone.identity),
        };
        phone.username_only = wa_id.is_none();
        phone.wa_id = wa_id;
        self.by_wa_id.retain(|_, owner| owner != id);
        self.by_user_id.retain(|_, owner| owner != id);
        self.list_identity(id);
        Ok(())
    }

    pub(crate) fn tell_phone(&self, id: &str, change: &str) {
        self.events.publish("phone", Some(id), json!({ "phone": id, "change": change }));
    }

    pub(crate) fn phone_view(&self, id: &str) -> Result<Value, Refused> {
        Ok(self.phone(id)?.view(&self.businesses, self.now()))
    }

    fn list_identity(&mut self, id: &str) {
        let Some(phone) = self.phones.get(id) else { return };
        if let Some(wa_id) = &phone.wa_id {
            self.by_wa_id.insert(wa_id.clone(), id.to_owned());
        }
        for business in &self.businesses {
            self.by_user_id.insert(phone.user_id(&business.portfolio_id), id.to_owned());
        }
    }

    fn still_free(&self, wa_id: Option<&str>, username: Option<&str>) -> Result<(), Refused> {
        if let Some(wa_id) = wa_id.filter(|wa_id| self.by_wa_id.contains_key(*wa_id)) {
            return Err(Refused::Conflict(format!("The number {wa_id} belongs to another phone.")));
        }
        let username = username
            .map(|name| name.trim_start_matches('@').to_lowercase())
            .filter(|name| !name.is_empty());
        let same = |phone: &Phone| phone.username.as_ref().map(|name| name.to_lowercase()) == username;
        match username.is_some() && self.phones.values().any(same) {
            true => Err(Refused::Conflict(format!(
                "The username {} belongs to another phone.",
                username.unwrap_or_default()
            ))),
            false => Ok(()),
        }
    }

    /// A number for a name: the same name gets the same number again as long as it is free.
    fn free_number(&self, name: &str) -> String {
        let from = |attempt: u32| {
            let digest = stable_digest(&["number", name, &attempt.to_string()]);
            let digits: String = digest.iter().take(7).map(|byte| char::from(b'0' + byte % 10)).collect();
            format!("1555{digits}")
        };
        (0..)
            .map(from)
            .find(|number| !self.by_wa_id.contains_key(number))
            .expect("ten million numbers are enough")
    }
}

fn checked_number(text: &str) -> Result<String, Refused> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let tidy = text.chars().all(|character| character.is_ascii_digit() || " +-()".contains(character));
    if tidy && (7..=15).contains(&digits.len()) {
        Ok(digits)
    } else {
        Err(Refused::Invalid(format!(
            "{text:?} is not a phone number: 7 to 15 digits with the country code, like 5215512345678."
        )))
    }
}

/// Countries whose WhatsApp ids differ from how the number is dialled: Mexico (1 after 52), Argentina (9 after 54), Brazil (9 after the area).
fn spellings(digits: &str) -> Vec<String> {
    let mut spellings = vec![digits.to_owned()];
    let with = |prefix: &str, rest: &str| format!("{prefix}{rest}");
    match (digits.get(..2), digits.get(..3), digits.len()) {
        (_, Some("521"), 13) => spellings.push(with("52", &digits[3..])),
        (Some("52"), _, 12) => spellings.push(with("521", &digits[2..])),
        (_, Some("549"), 13) => spellings.push(with("54", &digits[3..])),
        (Some("54"), _, 12) => spellings.push(with("549", &digits[2..])),
        (Some("55"), _, 13) if digits[4..].starts_with('9') => spellings.push(with(&digits[..4], &digits[5..])),
        (Some("55"), _, 12) => spellings.push(format!("{}9{}", &digits[..4], &digits[4..])),
        _ => {}
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_the_country_writes_them() {
        let check = |input: &str, also: &str| assert!(spellings(input).contains(&also.to_owned()), "{input}");
        check("525512345678", "5215512345678");
        check("5215512345678", "525512345678");
        check("541123456789", "5491123456789");
        check("5511955550102", "551155550102");
        check("551155550102", "5511955550102");
        check("447700900106", "447700900106");
    }

    #[test]
    fn only_numbers_are_numbers() {
        assert_eq!(checked_number("+52 1 (55) 1234-5678"), Ok("5215512345678".to_owned()));
        for bad in ["", "12345", "1234567890123456", "55512a4567"] {
            assert!(checked_number(bad).is_err(), "{bad}");
        }
    }
}
