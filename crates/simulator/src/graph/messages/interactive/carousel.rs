//! Cards that are swiped: 2 to 10, all of one kind.

use crate::graph::{check::Parameter, error::GraphError};

pub(super) fn check(action: &Parameter<'_>) -> Result<(), GraphError> {
    let cards = action.get("cards").array(2, 10)?;
    let (mut kinds, mut headers) = (Vec::new(), Vec::new());
    for (place, card) in cards.iter().enumerate() {
        let last = u32::try_from(place).unwrap_or(u32::MAX);
        card.get("card_index").number(f64::from(last), f64::from(last))?;
        let kind = card.get("type").one_of(&["cta_url", "product"])?;
        kinds.push(kind);
        match kind {
            "product" => super::products::one(&card.get("action"))?,
            _ => headers.push(media_card(card)?),
        }
    }
    kinds.dedup();
    headers.dedup();
    match (kinds.len(), headers.len()) {
        (1, 0 | 1) => Ok(()),
        (1, _) => Err(action.get("cards").not_allowed("must all have the same kind of header")),
        _ => Err(action.get("cards").not_allowed("must all have the same type")),
    }
}

/// Returns the kind of its header.
fn media_card<'a>(card: &Parameter<'a>) -> Result<&'a str, GraphError> {
    let header = card.get("header").get("type").one_of(&["image", "video"])?;
    card.get("header").get(header).object()?;
    let body = card.get("body");
    if body.is_there() {
        let text = body.get("text").text(160)?;
        if text.matches('\n').count() > 2 {
            return Err(body.get("text").not_allowed("has more than 2 line breaks"));
        }
    }
    super::link_button(&card.get("action"))?;
    Ok(header)
}
