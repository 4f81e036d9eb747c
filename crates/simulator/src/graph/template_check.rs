//! What a template definition must look like before Meta even reviews it
//! (<https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components>).

use serde_json::{Map, Value};

use crate::{
    graph::{check::Parameter, error::GraphError},
    world::template::variables,
};

const CATEGORIES: [&str; 3] = ["MARKETING", "UTILITY", "AUTHENTICATION"];

const LANGUAGES: &str = "af ar ar_AE ar_EG ar_LB ar_MA ar_QA az be_BY bg bn bn_IN ca cs da de de_AT de_CH el en en_AE en_AU en_CA \
    en_GB en_GH en_IE en_IN en_JM en_MY en_NZ en_QA en_SG en_UG en_US en_ZA es es_AR es_CL es_CO es_CR es_DO es_EC es_ES es_HN es_MX \
    es_PA es_PE es_UY et fa fi fil fr fr_BE fr_CA fr_CH fr_CI fr_MA ga gu ha he hi hr hu id it ja ka kk kn ko ky_KG lo lt lv mk ml mr \
    ms nb nl nl_BE pa pl prs_AF ps_AF pt_BR pt_PT ro ru rw_RW si_LK sk sl sq sr sv sw ta te th tr uk ur uz vi zh_CN zh_HK zh_TW zu";

type Checked = Result<(), GraphError>;

pub(crate) fn check(definition: &Map<String, Value>) -> Checked {
    let name = Parameter::root(definition, "name");
    if !name
        .text(512)?
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    {
        return Err(name.wrong("may have only lower-case letters, digits and underscores"));
    }
    let language = Parameter::root(definition, "language");
    let code = language.string()?;
    if !LANGUAGES.split_ascii_whitespace().any(|known| known == code) {
        return Err(language.wrong(&format!("\"{code}\" is not a language of templates")));
    }
    let category = Parameter::root(definition, "category").string()?.to_uppercase();
    if !CATEGORIES.contains(&category.as_str()) {
        return Err(Parameter::root(definition, "category")
            .one_of(&CATEGORIES)
            .map(|_| ())
            .err()
            .unwrap_or_else(|| GraphError::new(100)));
    }
    let components = Parameter::root(definition, "components").array(1, 10)?;
    for component in &components {
        one(component, &category)?;
    }
    let has_body = components.iter().any(|component| kind(component).is_ok_and(|kind| kind == "BODY"));
    if has_body {
        Ok(())
    } else {
        Err(GraphError::missing("components: a BODY is required"))
    }
}

fn kind(component: &Parameter<'_>) -> Result<String, GraphError> {
    Ok(component.get("type").string()?.to_uppercase())
}

fn one(component: &Parameter<'_>, category: &str) -> Checked {
    match kind(component)?.as_str() {
        "HEADER" => header(component),
        "BODY" => body(component, category),
        "FOOTER" => match component.get("code_expiration_minutes").is_there() {
            true => component.get("code_expiration_minutes").number(1.0, 90.0).map(|_| ()),
            false => no_variables(&component.get("text"), 60),
        },
        "BUTTONS" => buttons(component),
        "CAROUSEL" => component.get("cards").array(1, 10).map(|_| ()),
        "LIMITED_TIME_OFFER" | "CALL_PERMISSION_REQUEST" => Ok(()),
        other => Err(component
            .get("type")
            .wrong(&format!("must be one of {{HEADER, BODY, FOOTER, BUTTONS, CAROUSEL}} - got \"{other}\""))),
    }
}

fn header(component: &Parameter<'_>) -> Checked {
    let format = component.get("format").string()?.to_uppercase();
    match format.as_str() {
        "TEXT" => {
            let text = component.get("text");
            if variables(text.text(60)?).len() > 1 {
                return Err(text.not_allowed("can have at most one variable"));
            }
            examples(component, &text, &["header_text", "header_text_named_params"])
        }
        "IMAGE" | "VIDEO" | "DOCUMENT" | "GIF" => component.get("example").get("header_handle").array(1, 1).map(|_| ()),
        "LOCATION" => Ok(()),
        _ => Err(component
            .get("format")
            .wrong("must be one of {TEXT, IMAGE, VIDEO, DOCUMENT, GIF, LOCATION}")),
    }
}

fn body(component: &Parameter<'_>, category: &str) -> Checked {
    let text = component.get("text");
    if category == "AUTHENTICATION" && !text.is_there() {
        return Ok(()); // Meta writes it
    }
    let words = text.text(1024)?.trim();
    if words.starts_with("{{") || words.ends_with("}}") {
        let why = "Variables can't be at the start or end of the template.";
        return Err(GraphError::new(100)
            .subcode(2_388_299)
            .for_user("Leading or trailing params are not allowed", why));
    }
    if words.contains("}}{{") {
        return Err(text.not_allowed("has variables next to each other"));
    }
    let (count, length) = (variables(words).len(), words.split_whitespace().count());
    // Meta does not tell its ratio; two words per variable is what it lets pass.
    if length < count * 2 {
        let why = "This template has too many variable parameters relative to the message length.";
        return Err(GraphError::new(100)
            .subcode(2_388_293)
            .for_user("Parameters words ratio exceeds limit", why));
    }
    examples(component, &text, &["body_text", "body_text_named_params"])
}

/// Variables need examples.
fn examples(component: &Parameter<'_>, text: &Parameter<'_>, keys: &[&str]) -> Checked {
    let needed = !variables(text.string()?).is_empty();
    let given = keys.iter().any(|key| component.get("example").get(key).is_there());
    match needed && !given {
        true => {
            let why = "Your message template has variables without sample text. Add a sample for each variable.";
            Err(GraphError::new(100)
                .subcode(2_388_043)
                .for_user("Message template \"components\" param is missing expected field(s)", why))
        }
        false => Ok(()),
    }
}

fn no_variables(text: &Parameter<'_>, longest: usize) -> Checked {
    match variables(text.text(longest)?).is_empty() {
        true => Ok(()),
        false => Err(text.not_allowed("cannot have variables")),
    }
}

/// At most 10: 2 addresses, 1 call, 1 code; quick replies side by side.
fn buttons(component: &Parameter<'_>) -> Checked {
    let buttons = component.get("buttons").array(1, 10)?;
    let mut kinds = Vec::new();
    for button in &buttons {
        let kind = kind(button)?;
        if kind != "COPY_CODE" && kind != "OTP" {
            button.get("text").text(25)?;
        }
        if kind == "URL" {
            let url = button.get("url");
            let address = url.link()?;
            if variables(address).len() > 1 || (address.contains("{{") && !address.ends_with("}}")) {
                return Err(url.not_allowed("can have one variable, at its end"));
            }
        }
        kinds.push(kind);
    }
    let count = |kind: &str| kinds.iter().filter(|own| *own == kind).count();
    for (kind, most) in [("URL", 2), ("PHONE_NUMBER", 1), ("COPY_CODE", 1)] {
        if count(kind) > most {
            return Err(component.get("buttons").not_allowed(&format!("have too many of {kind}. Max: {most}")));
        }
    }
    let quick: Vec<bool> = kinds.iter().map(|kind| kind == "QUICK_REPLY").collect();
    let changes = quick.windows(2).filter(|pair| pair[0] != pair[1]).count();
    match changes {
        0 | 1 => Ok(()),
        _ => Err(component
            .get("buttons")
            .not_allowed("mix quick replies with others; put quick replies side by side")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn checked(definition: Value) -> Result<(), u32> {
        check(definition.as_object().unwrap()).map_err(|error| error.code)
    }

    #[test]
    fn every_seeded_template_passes() {
        for template in crate::seed::templates() {
            assert_eq!(checked(template.clone()), Ok(()), "{template}");
        }
    }

    #[test]
    fn definitions_are_refused_for_what_is_wrong_with_them() {
        let with = |components: Value| json!({ "name": "a", "language": "en_US", "category": "UTILITY", "components": components });
        let body = |text: &str| json!({ "type": "BODY", "text": text, "example": { "body_text": [["x"]] } });
        let buttons = |kinds: &[&str]| {
            let buttons: Vec<_> = kinds
                .iter()
                .map(|kind| json!({ "type": kind, "text": "t", "url": "https://e.example", "phone_number": "+1" }))
                .collect();
            json!([body("hello"), { "type": "BUTTONS", "buttons": buttons }])
        };
        let check = |definition, code| assert_eq!(checked(definition), Err(code));
        check(
            json!({ "name": "No Good", "language": "en_US", "category": "UTILITY", "components": [body("hi")] }),
            100,
        );
        check(
            json!({ "name": "a", "language": "xx", "category": "UTILITY", "components": [body("hi")] }),
            100,
        );
        check(with(json!([{ "type": "FOOTER", "text": "bye" }])), 131_008);
        check(with(json!([body("{{1}} is here now")])), 100);
        check(with(json!([body("a {{1}} {{2}} {{3}} b")])), 100);
        check(with(json!([{ "type": "BODY", "text": "Hello {{1}} and welcome" }])), 100);
        check(with(buttons(&["URL", "URL", "URL"])), 131_009);
        check(with(buttons(&["QUICK_REPLY", "URL", "QUICK_REPLY"])), 131_009);
        assert_eq!(checked(with(buttons(&["QUICK_REPLY", "QUICK_REPLY", "URL"]))), Ok(()));
    }
}
