//! Buttons: each kind's own rules, and which kinds go together (*Template components*, Buttons).

use serde_json::Value;

use super::{Notes, word};
use crate::outbound::LIMITS;

/// Kinds of buttons Meta knows, and how many of each a template can have.
const KINDS: [(&str, usize); 17] = [
    ("CALL_PERMISSION_REQUEST", 1),
    ("CATALOG", 1),
    ("COPY_CODE", 1),
    ("EXTENSION", 1),
    ("FLOW", 1),
    ("MPM", 1),
    ("ORDER_DETAILS", 1),
    ("OTP", 1),
    ("PHONE_NUMBER", 1),
    ("POSTBACK", 10),
    ("QUICK_REPLY", 10),
    ("REMINDER", 1),
    ("REQUEST_CONTACT_INFO", 1),
    ("SEND_LOCATION", 1),
    ("SPM", 1),
    ("URL", 2),
    ("VOICE_CALL", 1),
];

pub(super) fn check(notes: &mut Notes, at: &str, component: &Value) {
    let empty = Vec::new();
    let buttons = component["buttons"].as_array().unwrap_or(&empty);
    let list = format!("{at}/buttons");
    let most = LIMITS.template.buttons;
    if buttons.is_empty() {
        notes.error(&list, "buttons.empty", "Add a button, or take the buttons out.");
    } else if buttons.len() > most {
        notes.error(&list, "buttons.too_many", format!("A template has at most {most} buttons."));
    }
    let kinds: Vec<String> = buttons.iter().map(|button| word(&button["type"])).collect();
    for (index, button) in buttons.iter().enumerate() {
        one(notes, &format!("{list}/{index}"), &kinds[index], button);
        let before = kinds[..index].iter().filter(|kind| **kind == kinds[index]).count();
        if let Some((kind, most)) = KINDS.iter().find(|(kind, _)| *kind == kinds[index])
            && before == *most
        {
            let detail = format!("A template has at most {most} of {kind}.");
            notes.error(&format!("{list}/{index}"), "buttons.too_many_of_kind", detail);
        }
        let label = button["text"].as_str().unwrap_or_default().trim();
        if !label.is_empty() && buttons[..index].iter().any(|other| other["text"].as_str().map(str::trim) == Some(label)) {
            notes.error(&format!("{list}/{index}/text"), "button.duplicate", "Two buttons say the same.");
        }
    }
    let quick: Vec<bool> = kinds.iter().map(|kind| kind == "QUICK_REPLY").collect();
    if quick.windows(2).filter(|pair| pair[0] != pair[1]).count() > 1 {
        notes.error(
            &list,
            "buttons.mixed",
            "Quick replies stand together: move them before or after all other buttons.",
        );
    }
}

fn one(notes: &mut Notes, at: &str, kind: &str, button: &Value) {
    if !KINDS.iter().any(|(known, _)| *known == kind) {
        return notes.error(&format!("{at}/type"), "button.unknown", format!("Meta knows no button `{kind}`."));
    }
    if !matches!(
        kind,
        "COPY_CODE" | "OTP" | "CATALOG" | "MPM" | "SPM" | "REQUEST_CONTACT_INFO" | "CALL_PERMISSION_REQUEST"
    ) {
        label(notes, at, button);
    }
    match kind {
        "URL" => url(notes, at, button),
        "PHONE_NUMBER" => phone(notes, at, button),
        "COPY_CODE" => code(notes, at, button),
        "OTP" => otp(notes, at, button),
        "FLOW"
            if ["flow_id", "flow_name", "flow_json"]
                .iter()
                .all(|way| button[*way].as_str().is_none_or(str::is_empty)) =>
        {
            notes.error(&format!("{at}/flow_id"), "button.flow", "Choose the WhatsApp Flow that opens.");
        }
        "VOICE_CALL" if button["ttl_minutes"].as_i64().is_some_and(|minutes| !(1440..=43_200).contains(&minutes)) => {
            notes.error(
                &format!("{at}/ttl_minutes"),
                "button.call_time",
                "Calls can be allowed for 1,440 to 43,200 minutes.",
            );
        }
        _ => {}
    }
}

fn label(notes: &mut Notes, at: &str, button: &Value) {
    let text = button["text"].as_str().unwrap_or_default();
    let (pointer, most) = (format!("{at}/text"), LIMITS.template.button_text);
    if text.trim().is_empty() {
        notes.error(&pointer, "text.empty", "Write the button's label.");
    } else if text.chars().count() > most {
        notes.error(&pointer, "text.too_long", format!("A label has at most {most} characters."));
    } else if text.contains("{{") || text.contains('\n') {
        notes.error(&pointer, "button.label", "A label has no variables and no line breaks.");
    }
}

/// One variable, at the end, with a sample; and no short link that hides where it leads.
fn url(notes: &mut Notes, at: &str, button: &Value) {
    let url = button["url"].as_str().unwrap_or_default().trim();
    let (pointer, most) = (format!("{at}/url"), LIMITS.template.url);
    if url.is_empty() {
        return notes.error(&pointer, "url.empty", "Write the address that opens.");
    }
    if !(url.starts_with("https://") || url.starts_with("http://")) || url.contains(char::is_whitespace) {
        notes.error(&pointer, "url.form", "Write a whole web address: https://example.com/…");
    }
    if url.chars().count() > most {
        notes.error(&pointer, "text.too_long", format!("An address has at most {most} characters."));
    }
    if ["//wa.me", "//api.whatsapp.com", "//bit.ly", "//tinyurl.com", "//t.co/"]
        .iter()
        .any(|host| url.contains(host))
    {
        notes.warning(
            &pointer,
            "url.short",
            "Meta rejects short links and links to WhatsApp itself: write the full address of your own site.",
        );
    }
    let count = url.matches("{{").count();
    if count > 1 || (count == 1 && !url.ends_with("}}")) {
        notes.error(&pointer, "url.variable", "An address can have one variable, at its very end.");
    }
    let sample = button["example"].as_str().or_else(|| button["example"][0].as_str()).unwrap_or_default();
    if count == 1 && sample.trim().is_empty() {
        notes.error(&format!("{at}/example/0"), "sample.missing", "Give a sample of the whole address.");
    } else if count == 1 && sample.contains("{{") {
        notes.error(
            &format!("{at}/example/0"),
            "sample.form",
            "The sample is an address as a contact would get it, without a variable.",
        );
    }
}

fn phone(notes: &mut Notes, at: &str, button: &Value) {
    let number = button["phone_number"].as_str().unwrap_or_default();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let only = number.chars().all(|character| character.is_ascii_digit() || "+ -()".contains(character));
    if !only || !(6..=20).contains(&digits) || number.chars().count() > 20 {
        let detail = "Write the number with its country code, at most 20 characters: +15550100.";
        notes.error(&format!("{at}/phone_number"), "phone.form", detail);
    }
}

fn code(notes: &mut Notes, at: &str, button: &Value) {
    let sample = button["example"].as_str().or_else(|| button["example"][0].as_str()).unwrap_or_default();
    let (pointer, most) = (format!("{at}/example"), LIMITS.template.coupon_code);
    if sample.trim().is_empty() {
        notes.error(&pointer, "sample.missing", "Give a sample of the code.");
    } else if sample.chars().count() > most {
        notes.error(&pointer, "text.too_long", format!("A code has at most {most} characters."));
    }
    if notes.category != "MARKETING" {
        notes.warning(
            at,
            "button.coupon_category",
            "Coupon codes belong to marketing: Meta may move the template there.",
        );
    }
}

fn otp(notes: &mut Notes, at: &str, button: &Value) {
    if !notes.is_authentication() {
        notes.error(
            at,
            "button.otp_category",
            "Only authentication templates have a button for one-time codes.",
        );
    }
    let kind = word(&button["otp_type"]);
    match kind.as_str() {
        "COPY_CODE" => {}
        "ONE_TAP" | "ZERO_TAP" => {
            let app = &button["supported_apps"][0];
            if app["package_name"].as_str().is_none_or(str::is_empty) || app["signature_hash"].as_str().is_none_or(|hash| hash.len() != 11) {
                let detail = "Name your Android app: its package, and the 11 characters of its signing key hash.";
                notes.error(&format!("{at}/supported_apps"), "otp.app", detail);
            }
            if kind == "ZERO_TAP" && button["zero_tap_terms_accepted"].as_bool() != Some(true) {
                let detail = "Filling in without a tap needs your word that people expect it.";
                notes.error(&format!("{at}/zero_tap_terms_accepted"), "otp.terms", detail);
            }
        }
        _ => notes.error(&format!("{at}/otp_type"), "otp.type", "Choose COPY_CODE, ONE_TAP or ZERO_TAP."),
    }
    if button["text"]
        .as_str()
        .is_some_and(|text| text.chars().count() > LIMITS.template.button_text)
    {
        notes.error(
            &format!("{at}/text"),
            "text.too_long",
            format!("A label has at most {} characters.", LIMITS.template.button_text),
        );
    }
}
