//! Carousels: up to ten cards, all built alike (*Media card carousel templates*).

use serde_json::Value;

use super::{Notes, buttons, text, word};
use crate::outbound::LIMITS;

/// Longest words of a card.
const CARD_BODY: usize = LIMITS.interactive.carousel.card_body;

pub(super) fn check(notes: &mut Notes, at: &str, component: &Value) {
    let cards = component["cards"].as_array().map(Vec::as_slice).unwrap_or_default();
    let (pointer, most) = (format!("{at}/cards"), LIMITS.template.cards);
    match cards.len() {
        0 => notes.error(&pointer, "carousel.empty", "Add cards, or take the carousel out."),
        1 => notes.warning(&pointer, "carousel.one_card", "A carousel with one card does not swipe: add another."),
        count if count > most => notes.error(&pointer, "carousel.too_many", format!("A carousel has at most {most} cards.")),
        _ => {}
    }
    let first = cards.first().map(shape).unwrap_or_default();
    for (index, card) in cards.iter().enumerate() {
        let place = format!("{pointer}/{index}");
        if shape(card) != first {
            let detail = "All cards are built alike: the same kind of header, a body or none, the same kinds of buttons in the same order.";
            notes.error(&place, "carousel.unlike", detail);
        }
        parts(notes, &place, card);
    }
}

fn parts(notes: &mut Notes, place: &str, card: &Value) {
    let mut has_header = false;
    let components = card["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    for (index, part) in components.iter().enumerate() {
        let at = format!("{place}/components/{index}");
        match word(&part["type"]).as_str() {
            "HEADER" => {
                has_header = true;
                match word(&part["format"]).as_str() {
                    "IMAGE" | "VIDEO" => text::media_sample(notes, &at, part),
                    "PRODUCT" => {}
                    _ => notes.error(&format!("{at}/format"), "carousel.header", "A card begins with an image or a video."),
                }
            }
            "BODY" => text::body(notes, &at, part, CARD_BODY),
            "BUTTONS" => {
                buttons::check(notes, &at, part);
                if part["buttons"].as_array().is_some_and(|buttons| buttons.len() > 2) {
                    notes.error(&format!("{at}/buttons"), "carousel.buttons", "A card has at most two buttons.");
                }
            }
            other => notes.error(&at, "component.unknown", format!("A card has header, body and buttons, no `{other}`.")),
        }
    }
    if !has_header {
        notes.error(place, "carousel.header", "A card begins with an image or a video.");
    }
}

/// What must be the same on every card.
fn shape(card: &Value) -> Vec<String> {
    let components = card["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut shape: Vec<String> = Vec::new();
    for part in components {
        shape.push(format!("{} {}", word(&part["type"]), word(&part["format"])));
        let buttons = part["buttons"].as_array().map(Vec::as_slice).unwrap_or_default();
        shape.extend(buttons.iter().map(|button| word(&button["type"])));
    }
    shape
}
