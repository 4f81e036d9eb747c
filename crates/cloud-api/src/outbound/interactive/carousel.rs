//! Cards side by side.

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::cta_url::CtaUrlAction;
use super::parts::{Body, Header, Headers};
use super::product::ProductAction;
use crate::outbound::LIMITS;
use crate::outbound::check::{Check, ViolationCode};

/// Two to ten cards side by side, all with media and a link or all with products (*Interactive media carousel messages*,
/// *Product carousel messages*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carousel {
    /// At most 1024 characters, needed.
    pub body: Body,
    /// The cards.
    pub action: CarouselAction,
}

/// The cards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarouselAction {
    /// Two to ten.
    pub cards: Vec<Card>,
}

/// One card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Place, from 0.
    pub card_index: u32,
    /// `cta_url` or `product`, the same on all cards.
    #[serde(rename = "type")]
    pub kind: CardKind,
    /// Picture or film of a media card, the same sort on all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// Words of a media card, at most 160 characters and two line breaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// What a tap does.
    pub action: CardAction,
}

/// The sort of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// Picture or film with a link.
    CtaUrl,
    /// A product of our catalog.
    Product,
}

/// What a tap on a card does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CardAction {
    /// Opens a web page.
    CtaUrl(CtaUrlAction),
    /// Opens a product.
    Product(ProductAction),
}

impl InteractiveKind for Carousel {
    const KIND: &'static str = "carousel";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "Carousel"
    }

    fn check(&self, check: &mut Check) {
        let limits = LIMITS.interactive.carousel;
        self.body.check(limits.body, check);
        let cards = &self.action.cards;
        check.inside("action", |check| {
            check.count("cards", cards.len(), limits.min_cards, limits.cards);
            check.inside("cards", |check| {
                for (place, card) in cards.iter().enumerate() {
                    check.inside(place, |check| card.check(place, &cards[0], check));
                }
            });
        });
    }
}

impl Card {
    fn check(&self, place: usize, first: &Self, check: &mut Check) {
        if usize::try_from(self.card_index) != Ok(place) {
            check.note(
                "card_index",
                ViolationCode::Format,
                None,
                format!("cards are numbered in order; this one is {place}"),
            );
        }
        if self.kind != first.kind {
            check.note("type", ViolationCode::Conflict, None, "all cards must be of the same type");
        }
        match (&self.action, self.kind) {
            (CardAction::CtaUrl(action), CardKind::CtaUrl) => {
                self.check_media(first, check);
                action.check(LIMITS.interactive.carousel.display_text, check);
            }
            (CardAction::Product(action), CardKind::Product) => action.check(check),
            (CardAction::CtaUrl(_), CardKind::Product) | (CardAction::Product(_), CardKind::CtaUrl) => {
                check.note("action", ViolationCode::Conflict, None, "the action does not fit the card's `type`");
            }
        }
    }

    fn check_media(&self, first: &Self, check: &mut Check) {
        let limits = LIMITS.interactive.carousel;
        match &self.header {
            Some(Header::Image { .. } | Header::Video { .. }) => {}
            Some(Header::Text { .. } | Header::Document { .. }) => {
                check.note("header/type", ViolationCode::NotAllowed, None, "a card's header is a picture or a film");
            }
            None => check.note("header", ViolationCode::Missing, None, "a card needs a picture or a film"),
        }
        let sort = |card: &Self| card.header.as_ref().map(std::mem::discriminant);
        if self.header.is_some() && sort(self) != sort(first) {
            check.note("header/type", ViolationCode::Conflict, None, "pictures and films cannot be mixed");
        }
        Header::check(self.header.as_ref(), Headers::Any, check);
        let Some(body) = &self.body else { return };
        body.check(limits.card_body, check);
        let breaks = body.text.matches('\n').count();
        if breaks > limits.card_body_line_breaks {
            let detail = format!("{breaks} line breaks; at most {} are allowed on a card", limits.card_body_line_breaks);
            check.note("body/text", ViolationCode::TooMany, Some(limits.card_body_line_breaks as u64), detail);
        }
    }
}
