//! What a template is for, and what each purpose allows (*Template categorization*, *Authentication templates*, *Limited-time offer templates*).

use serde_json::Value;

use super::{Notes, is, word};

/// Longest words of a limited-time offer.
const OFFER: usize = 16;

pub(super) fn check(notes: &mut Notes, definition: &Value) {
    match notes.category.as_str() {
        "AUTHENTICATION" => authentication(notes, definition),
        "MARKETING" | "UTILITY" => {}
        "" => notes.error("/category", "category.empty", "Choose the category."),
        other => {
            let detail = format!("`{other}` is no category: choose MARKETING, UTILITY or AUTHENTICATION.");
            notes.error("/category", "category.unknown", detail);
        }
    }
    time_to_live(notes, definition);
    if notes.category == "UTILITY" {
        promotional_words(notes, definition);
    }
}

/// Meta writes the words of an authentication template: it has no header, no text of ours, and exactly one button for the code.
fn authentication(notes: &mut Notes, definition: &Value) {
    let empty = Vec::new();
    let components = definition["components"].as_array().unwrap_or(&empty);
    let mut codes = 0;
    for (index, component) in components.iter().enumerate() {
        let at = format!("/components/{index}");
        match word(&component["type"]).as_str() {
            "BODY" | "FOOTER" if component["text"].as_str().is_some_and(|text| !text.is_empty()) => {
                let detail = "Meta writes the words of authentication templates itself: leave the text out.";
                notes.error(&format!("{at}/text"), "authentication.text", detail);
            }
            "BODY" | "FOOTER" => {}
            "BUTTONS" => {
                let buttons = component["buttons"].as_array().map(Vec::as_slice).unwrap_or_default();
                codes += buttons.iter().filter(|button| is(button, "type", "OTP")).count();
                if buttons.len() > 1 || codes != 1 {
                    let detail = "An authentication template has exactly one button, the one for the code.";
                    notes.error(&format!("{at}/buttons"), "authentication.button", detail);
                }
            }
            _ => notes.error(
                &at,
                "authentication.component",
                "An authentication template has only body, footer and one button.",
            ),
        }
    }
    if codes == 0 && !components.iter().any(|component| is(component, "type", "BUTTONS")) {
        notes.error("/components", "authentication.button", "Add the button that copies or fills in the code.");
    }
}

/// How long Meta tries to deliver, by category.
fn time_to_live(notes: &mut Notes, definition: &Value) {
    let Some(seconds) = definition["message_send_ttl_seconds"].as_i64() else {
        return;
    };
    let (least, most) = match notes.category.as_str() {
        "AUTHENTICATION" => (30, 900),
        "UTILITY" => (30, 43_200),
        _ => (43_200, 2_592_000),
    };
    if !(least..=most).contains(&seconds) {
        let detail = format!("Choose {least} to {most} seconds for this category.");
        notes.error("/message_send_ttl_seconds", "ttl.out_of_range", detail);
    }
}

/// Words by which Meta recognises advertising: it moves such a utility template to marketing, at marketing's price.
fn promotional_words(notes: &mut Notes, definition: &Value) {
    const WORDS: [&str; 9] = [
        "discount",
        "promo",
        "sale",
        "% off",
        "coupon",
        "special offer",
        "buy now",
        "free gift",
        "limited time",
    ];
    let empty = Vec::new();
    for (index, component) in definition["components"].as_array().unwrap_or(&empty).iter().enumerate() {
        let text = component["text"].as_str().unwrap_or_default().to_lowercase();
        if let Some(found) = WORDS.iter().find(|found| contains_word(&text, found)) {
            let detail = format!("“{found}” reads like advertising: Meta may move this template to MARKETING or reject it.");
            notes.warning(&format!("/components/{index}/text"), "category.promotional", detail);
        }
    }
}

/// Whole words only: "wholesale" is no sale.
fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic)
    })
}

/// The offer's words.
pub(super) fn offer(notes: &mut Notes, at: &str, component: &Value) {
    let text = component["limited_time_offer"]["text"].as_str().unwrap_or_default();
    let pointer = format!("{at}/limited_time_offer/text");
    if text.trim().is_empty() {
        notes.error(&pointer, "text.empty", "Name the offer.");
    } else if text.chars().count() > OFFER {
        notes.error(&pointer, "text.too_long", format!("Use at most {OFFER} characters."));
    }
    if notes.category != "MARKETING" {
        notes.error(at, "offer.category", "Only marketing templates can carry a limited-time offer.");
    }
}
