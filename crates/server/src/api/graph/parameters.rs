//! The parameters behind the `?` as SDKs send them: what means nothing here is no error, and `fields` says which members are wanted.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// The parameters of one request.
#[derive(Debug, Default)]
pub(super) struct Parameters(HashMap<String, String>);

impl Parameters {
    /// Reads them.
    pub(super) fn of(query: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        Self(pairs.into_owned().collect())
    }

    /// One that says something.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The members that were asked for, with the id; those that Meta gives unasked when none were.
    pub(super) fn wanted(&self, mut whole: Map<String, Value>, unasked: &[&str]) -> Map<String, Value> {
        let asked = self.text("fields");
        let names: Vec<&str> = match &asked {
            Some(fields) => fields.split(',').map(str::trim).collect(),
            None => unasked.to_vec(),
        };
        whole.retain(|name, value| !value.is_null() && (name == "id" || name == "messaging_product" || names.contains(&name.as_str())));
        whole
    }

    /// The same address with another place to go on from.
    pub(super) fn after(&self, cursor: &str) -> String {
        let mut pairs: Vec<(&str, &str)> = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        pairs.retain(|(name, _)| !matches!(*name, "after" | "before" | "access_token"));
        pairs.sort_unstable();
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .append_pair("after", cursor)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_choose_and_tokens_stay_out_of_addresses() {
        let whole = json!({ "id": "1", "status": "CONNECTED", "verified_name": "Cafe", "throughput": null });
        let whole = whole.as_object().unwrap();
        let asked = Parameters::of(Some("fields=status,%20throughput&access_token=x&limit=5&after=a"));
        assert_eq!(
            Value::Object(asked.wanted(whole.clone(), &[])),
            json!({ "id": "1", "status": "CONNECTED" })
        );
        assert_eq!(asked.after("b"), "fields=status%2C+throughput&limit=5&after=b");
        let unasked = Parameters::of(None);
        assert_eq!(
            Value::Object(unasked.wanted(whole.clone(), &["verified_name"])),
            json!({ "id": "1", "verified_name": "Cafe" })
        );
    }
}
