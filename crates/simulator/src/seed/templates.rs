//! The templates every simulated business starts with: all approved, one of each shape that differs on the wire.

use serde_json::{Value, json};

/// Definitions as `POST /{WABA}/message_templates` takes them.
pub(crate) fn templates() -> Vec<Value> {
    vec![
        json!({ "name": "hello_world", "language": "en_US", "category": "UTILITY", "components": [
            { "type": "HEADER", "format": "TEXT", "text": "Hello World" },
            { "type": "BODY", "text": "Welcome and congratulations! This message shows that your number can send templates." },
            { "type": "FOOTER", "text": "WhatsApp Business Platform sample message" } ] }),
        order_shipped(
            "en_US",
            "Your order {{1}} is on its way, {{2}}. It should arrive on {{3}}. Thank you for waiting.",
            "Track parcel",
            "All good",
        ),
        order_shipped(
            "es",
            "Tu pedido {{1}} va en camino, {{2}}. Debería llegar el {{3}}. Gracias por esperar.",
            "Seguir envío",
            "Todo bien",
        ),
        json!({ "name": "appointment_reminder", "language": "en_US", "category": "UTILITY", "parameter_format": "NAMED", "components": [
            { "type": "HEADER", "format": "TEXT", "text": "See you soon, {{first_name}}",
              "example": { "header_text_named_params": [{ "param_name": "first_name", "example": "Ana" }] } },
            { "type": "BODY", "text": "Your visit is on {{day}} at {{time}}. Can you make it?", "example": { "body_text_named_params": [
                { "param_name": "day", "example": "Monday" }, { "param_name": "time", "example": "10:30" }] } },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Confirm" }, { "type": "QUICK_REPLY", "text": "Reschedule" },
                { "type": "PHONE_NUMBER", "text": "Call us", "phone_number": "+15550104477" }] }] }),
        json!({ "name": "welcome_back", "language": "en_US", "category": "MARKETING", "components": [
            { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["https://example.com/lamp.png"] } },
            { "type": "BODY", "text": "We have missed you, {{1}}! Take a quarter off your next lamp with the code below.",
              "example": { "body_text": [["Ana"]] } },
            { "type": "FOOTER", "text": "Reply STOP to opt out" },
            { "type": "BUTTONS", "buttons": [
                { "type": "COPY_CODE", "example": "LIGHT25" }, { "type": "QUICK_REPLY", "text": "Show me more" }] }] }),
        json!({ "name": "login_code", "language": "en_US", "category": "AUTHENTICATION", "components": [
            { "type": "BODY", "text": "*{{1}}* is your verification code. For your security, do not share this code.",
              "add_security_recommendation": true, "example": { "body_text": [["123456"]] } },
            { "type": "FOOTER", "text": "This code expires in 10 minutes.", "code_expiration_minutes": 10 },
            { "type": "BUTTONS", "buttons": [
                { "type": "URL", "text": "Copy code", "url": "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}",
                  "example": ["https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp123456"] }] }] }),
        json!({ "name": "invoice_ready", "language": "en_US", "category": "UTILITY", "components": [
            { "type": "HEADER", "format": "DOCUMENT", "example": { "header_handle": ["https://example.com/invoice.pdf"] } },
            { "type": "BODY", "text": "Your invoice {{1}} over {{2}} is attached. Please pay it within 14 days.",
              "example": { "body_text": [["F-2041", "€89.00"]] } }] }),
        json!({ "name": "visit_us", "language": "en_US", "category": "MARKETING", "components": [
            { "type": "HEADER", "format": "LOCATION" },
            { "type": "BODY", "text": "Hi {{1}}, our new showroom opens this Saturday. The first fifty guests go home with a reading light!",
              "example": { "body_text": [["Ana"]] } }] }),
        json!({ "name": "weekend_offer", "language": "en_US", "category": "MARKETING", "components": [
            { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Weekend lights", "has_expiration": true } },
            { "type": "BODY", "text": "Hi {{1}}, two lamps for the price of one until the offer ends. Enjoy your weekend!",
              "example": { "body_text": [["Ana"]] } },
            { "type": "BUTTONS", "buttons": [
                { "type": "COPY_CODE", "example": "WEEKEND2" },
                { "type": "URL", "text": "Shop now", "url": "https://example.com/offer/{{1}}", "example": ["https://example.com/offer/w2"] }] }] }),
        json!({ "name": "new_arrivals", "language": "en_US", "category": "MARKETING", "components": [
            { "type": "BODY", "text": "New in the showroom this week, picked for you, {{1}}: swipe and choose.", "example": { "body_text": [["Ana"]] } },
            { "type": "CAROUSEL", "cards": [lamp("Aurora", "Brushed brass, warm light to read by."), lamp("Nova", "Matt black, dims down to candlelight.")] }] }),
        json!({ "name": "win_back_draft", "language": "en_US", "category": "MARKETING", "status": "REJECTED",
            "rejected_reason": "PROMOTIONAL", "components": [
            { "type": "BODY", "text": "Last chance!!! Buy now and get everything for free today only." }] }),
    ]
}

/// A card with a picture, words with a variable, and two buttons.
fn lamp(name: &str, look: &str) -> Value {
    json!({ "components": [
        { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["https://example.com/lamp.png"] } },
        { "type": "BODY", "text": format!("*{name}* for {{{{1}}}}. {look}"), "example": { "body_text": [["€89"]] } },
        { "type": "BUTTONS", "buttons": [
            { "type": "QUICK_REPLY", "text": "Keep one for me" },
            { "type": "URL", "text": "See it", "url": "https://example.com/lamps/{{1}}", "example": ["https://example.com/lamps/aurora"] }] }] })
}

fn order_shipped(language: &str, body: &str, track: &str, fine: &str) -> Value {
    json!({ "name": "order_shipped", "language": language, "category": "UTILITY", "components": [
        { "type": "HEADER", "format": "TEXT", "text": "📦 {{1}}", "example": { "header_text": ["A-1042"] } },
        { "type": "BODY", "text": body, "example": { "body_text": [["A-1042", "Ana", "12/24"]] } },
        { "type": "FOOTER", "text": "Lumen Home" },
        { "type": "BUTTONS", "buttons": [
            { "type": "URL", "text": track, "url": "https://example.com/track/{{1}}", "example": ["https://example.com/track/A-1042"] },
            { "type": "QUICK_REPLY", "text": fine }] }] })
}
