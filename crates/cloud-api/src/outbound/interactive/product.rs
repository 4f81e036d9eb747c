//! One product of the catalog.

use serde::{Deserialize, Serialize};

use super::InteractiveKind;
use super::parts::{Body, Footer};
use crate::outbound::LIMITS;
use crate::outbound::check::Check;

/// One product of our catalog (*Product messages*). No header.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// At most 1024 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
    /// Which one.
    pub action: ProductAction,
}

/// Which product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductAction {
    /// Which catalog.
    pub catalog_id: String,
    /// Our own id of the product.
    pub product_retailer_id: String,
}

impl ProductAction {
    pub(super) fn check(&self, check: &mut Check) {
        check.inside("action", |check| {
            check.text("catalog_id", &self.catalog_id, usize::MAX);
            check.text("product_retailer_id", &self.product_retailer_id, usize::MAX);
        });
    }
}

impl InteractiveKind for Product {
    const KIND: &'static str = "product";

    fn body(&self) -> Option<&str> {
        self.body.as_ref().map(|body| body.text.as_str())
    }

    fn label(&self) -> &'static str {
        "🛍️ Product"
    }

    fn check(&self, check: &mut Check) {
        if let Some(body) = &self.body {
            body.check(LIMITS.interactive.body, check);
        }
        Footer::check(self.footer.as_ref(), check);
        self.action.check(check);
    }
}
