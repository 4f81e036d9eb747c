//! A button that opens the whole catalog.

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::parts::{Body, Footer, fixed_word};
use crate::outbound::LIMITS;
use crate::outbound::check::Check;

/// Text with a button that opens our catalog (*Catalog messages*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogMessage {
    /// At most 1024 characters.
    pub body: Body,
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// The button.
    pub action: CatalogAction,
}

/// The button.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogAction {
    /// Always `catalog_message`.
    pub name: CatalogWord,
    /// Which picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<CatalogParameters>,
}

fixed_word! {
    /// `catalog_message`
    CatalogWord = "catalog_message",
}

/// Which picture stands beside the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogParameters {
    /// Our own id of the product whose picture is shown; the first of the catalog when missing.
    pub thumbnail_product_retailer_id: String,
}

impl InteractiveKind for CatalogMessage {
    const KIND: &'static str = "catalog_message";

    fn body(&self) -> Option<&str> {
        Some(&self.body.text)
    }

    fn label(&self) -> &'static str {
        "🛍️ Catalog"
    }

    fn check(&self, check: &mut Check) {
        self.body.check(LIMITS.interactive.body, check);
        Footer::check(self.footer.as_ref(), check);
    }
}
