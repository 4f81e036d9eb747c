//! A cart from the catalog.

use super::InboundKind;

wire! {
    /// A cart the contact sent from our catalog.
    pub struct Order {
        /// Which catalog.
        pub catalog_id: Option<String>,
        /// Words sent along.
        pub text: Option<String>,
        /// What is in the cart.
        pub product_items: Vec<OrderItem>,
    }

    /// One line of the cart.
    pub struct OrderItem {
        /// Our own id of the product.
        pub product_retailer_id: Option<String>,
        /// How many.
        pub quantity: Option<i64>,
        /// Price of one, in units of the currency (not cents).
        pub item_price: Option<f64>,
        /// ISO 4217.
        pub currency: Option<String>,
    }
}

impl InboundKind for Order {
    const KIND: &'static str = "order";

    fn preview(&self) -> String {
        let items = match self.product_items.len() {
            0 => "🛒 Order".to_owned(),
            1 => "🛒 Order (1 item)".to_owned(),
            many => format!("🛒 Order ({many} items)"),
        };
        match &self.text {
            Some(text) if !text.trim().is_empty() => format!("{items}: {text}"),
            _ => items,
        }
    }
}
