//! The business profile customers see (<https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles>).

use serde_json::{Value, json};

use crate::graph::{Answer, Call, check::Parameter, found, number, success};

/// Text fields and their longest values.
const TEXTS: [(&str, usize); 4] = [("about", 139), ("address", 256), ("description", 512), ("email", 128)];

const VERTICALS: [&str; 20] = [
    "OTHER",
    "ALCOHOL",
    "APPAREL",
    "AUTO",
    "BEAUTY",
    "EDU",
    "ENTERTAIN",
    "EVENT_PLAN",
    "FINANCE",
    "GOVT",
    "GROCERY",
    "HEALTH",
    "HOTEL",
    "NONPROFIT",
    "ONLINE_GAMBLING",
    "PHYSICAL_GAMBLING",
    "PROF_SERVICES",
    "RESTAURANT",
    "RETAIL",
    "TRAVEL",
];

pub(crate) fn get(call: &Call, id: &str) -> Answer {
    let profile = call
        .simulator
        .inner
        .with(|world| world.number(id).map(|(_, number)| number.profile.clone()))
        .unwrap_or_default();
    let usual = [
        "about",
        "address",
        "description",
        "email",
        "messaging_product",
        "profile_picture_url",
        "vertical",
        "websites",
    ];
    let mut asked = call.asked(Value::Object(profile), &usual);
    asked["messaging_product"] = "whatsapp".into();
    found(json!({ "data": [asked] }))
}

pub(crate) async fn post(call: &Call, id: &str) -> Answer {
    let parameters = call.parameters().await?;
    let mut changes = serde_json::Map::new();
    for (name, longest) in TEXTS {
        let text = Parameter::root(&parameters, name);
        if text.is_there() && !(name != "about" && text.string()?.is_empty()) {
            text.text(longest)?;
        }
        changes.extend(text.value().map(|value| (name.to_owned(), value.clone())));
    }
    let vertical = Parameter::root(&parameters, "vertical");
    if vertical.is_there() {
        vertical.one_of(&VERTICALS)?;
        changes.extend(vertical.value().map(|value| ("vertical".to_owned(), value.clone())));
    }
    let websites = Parameter::root(&parameters, "websites");
    if websites.is_there() {
        for website in websites.array(0, 2)? {
            website.link()?;
            website.text(256)?;
        }
        changes.extend(websites.value().map(|value| ("websites".to_owned(), value.clone())));
    }
    let handle = Parameter::root(&parameters, "profile_picture_handle");
    if handle.is_there() {
        let picture = format!("https://pps.whatsapp.net/{}", handle.text(1000)?.len());
        changes.insert("profile_picture_url".to_owned(), picture.into());
    }
    let changed = call
        .simulator
        .inner
        .with(|world| world.number_mut(id).map(|number| number.profile.extend(changes)));
    changed.ok_or_else(|| number::gone(id))?;
    success()
}
