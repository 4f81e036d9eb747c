//! Several products of the catalog.

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::parts::{Body, Footer, Header, Headers};
use crate::outbound::LIMITS;
use crate::outbound::check::{Check, ViolationCode};

/// Up to thirty products of our catalog, in up to ten sections (*Multi-product messages*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductList {
    /// Text, needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// At most 1024 characters.
    pub body: Body,
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// Which ones.
    pub action: ProductListAction,
}

/// Which products.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductListAction {
    /// Which catalog.
    pub catalog_id: String,
    /// One to ten.
    pub sections: Vec<ProductSection>,
}

/// A group of products.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductSection {
    /// Needed when there are several sections, at most 24 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The products.
    pub product_items: Vec<ProductItem>,
}

/// One product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductItem {
    /// Our own id of the product.
    pub product_retailer_id: String,
}

impl InteractiveKind for ProductList {
    const KIND: &'static str = "product_list";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "🛍️ Products"
    }

    fn check(&self, check: &mut Check) {
        match &self.header {
            None => check.note("header", ViolationCode::Missing, None, "a list of products needs a text header"),
            header => Header::check(header.as_ref(), Headers::TextOnly, check),
        }
        self.body.check(LIMITS.interactive.body, check);
        Footer::check(self.footer.as_ref(), check);
        check.inside("action", |check| self.action.check(check));
    }
}

impl ProductListAction {
    fn check(&self, check: &mut Check) {
        let limits = LIMITS.interactive.product_list;
        check.text("catalog_id", &self.catalog_id, usize::MAX);
        check.count("sections", self.sections.len(), 1, limits.sections);
        let products: usize = self.sections.iter().map(|section| section.product_items.len()).sum();
        check.count("sections", products, 0, limits.products);
        check.each("sections", &self.sections, |check, section| {
            match section.title.as_deref() {
                Some(title) => check.text("title", title, LIMITS.interactive.list.section_title),
                None if self.sections.len() > 1 => {
                    check.note("title", ViolationCode::Missing, None, "with several sections each needs a title");
                }
                None => {}
            }
            check.count("product_items", section.product_items.len(), 1, limits.products);
            check.each("product_items", &section.product_items, |check, item| {
                check.text("product_retailer_id", &item.product_retailer_id, usize::MAX);
            });
        });
    }
}
