//! Products from a catalog.

use crate::graph::{check::Parameter, error::GraphError};

pub(super) fn one(action: &Parameter<'_>) -> Result<(), GraphError> {
    action.get("catalog_id").text(64)?;
    action.get("product_retailer_id").text(200).map(|_| ())
}

/// At most 10 sections and 30 products; a text header is needed.
pub(super) fn many(interactive: &Parameter<'_>, action: &Parameter<'_>) -> Result<(), GraphError> {
    interactive.get("header").required()?;
    action.get("catalog_id").text(64)?;
    let mut products = 0;
    for section in action.get("sections").array(1, 10)? {
        section.get("title").text(24)?;
        for product in section.get("product_items").array(1, 30)? {
            product.get("product_retailer_id").text(200)?;
            products += 1;
        }
    }
    match products {
        ..=30 => Ok(()),
        _ => Err(action.get("sections").not_allowed(&format!("have {products} products in all. Max: 30"))),
    }
}
