//! The top of a form: version, endpoint, which properties there may be.

use super::{Checker, shown};
use crate::json::Node;
use crate::version::v;
use crate::{DATA_API_VERSIONS, Rule, Support, Version};

const KNOWN: &[&str] = &["version", "screens", "routing_model", "data_api_version", "data_channel_uri", "name"];

impl Checker<'_> {
    /// Is it worth looking at the screens?
    pub(super) fn document(&mut self) -> bool {
        if !self.only(self.root, "", KNOWN, &["screens"]) {
            return false;
        }
        self.stated_version();
        if let Some(name) = self.root.members().iter().find(|member| member.key == "name") {
            self.report_key(
                Rule::UnknownProperty,
                name,
                "/name",
                "Property 'name' cannot be specified at the top; the name is set through the API.",
            );
        }
        if let Some(data_api) = self.root.get("data_api_version")
            && !data_api.text().is_some_and(|text| DATA_API_VERSIONS.contains(&text))
        {
            let message = format!("No supported Data API version found: there are {}.", DATA_API_VERSIONS.join(" and "));
            self.report(Rule::DataApiVersion, data_api, "/data_api_version", message);
        }
        self.channel_uri();
        if self.survey.endpoint && self.root.get("routing_model").is_none() {
            self.report(
                Rule::RoutingMissing,
                self.root,
                "",
                "The property 'routing_model' is required for property 'data_api_version'.",
            );
        }
        let Some(screens) = self.root.get("screens") else { return false };
        if !self.expect(screens, "/screens", "array") {
            return false;
        }
        if screens.items().is_empty() {
            self.report(
                Rule::TooFewItems,
                screens,
                "/screens",
                "Property 'screens' should have at least '1' items.",
            );
            return false;
        }
        if screens.items().len() > 100 {
            let message = format!("Maximum number of screens allowed per Flow is 100 but found {}.", screens.items().len());
            self.report(Rule::TooManyScreens, screens, "/screens", message);
        }
        true
    }

    fn stated_version(&mut self) {
        let Some(node) = self.root.get("version") else {
            self.report(Rule::VersionMissing, self.root, "", "Flow JSON version is not specified.");
            return;
        };
        let Some(version) = node.text().and_then(|text| text.parse::<Version>().ok()) else {
            let written = node.text().map_or_else(|| node.type_name().to_owned(), shown);
            self.report(
                Rule::VersionInvalid,
                node,
                "/version",
                format!("Invalid Flow JSON version: '{written}'. A text such as \"7.3\" is expected."),
            );
            return;
        };
        match version.support() {
            Some(Support::Publish) => {}
            Some(Support::SendOnly) => {
                let message = format!("Version {version} is frozen: forms that are published keep working, new ones need a newer version.");
                self.report(Rule::VersionFrozen, node, "/version", message);
            }
            None => self.report(
                Rule::VersionUnsupported,
                node,
                "/version",
                format!("Unsupported Flow JSON version {version}."),
            ),
        }
    }

    fn channel_uri(&mut self) {
        let Some(member) = self.root.members().iter().find(|member| member.key == "data_channel_uri") else {
            return;
        };
        if self.version() >= v(3, 0) {
            let message =
                "Property 'data_channel_uri' is no longer supported in Flow JSON as of version '3.0'. Set the endpoint's address through the API.";
            self.report_key(Rule::DataChannelUri, member, "/data_channel_uri", message);
        } else {
            self.address(&member.value, "/data_channel_uri");
        }
    }

    /// An address of a web page or endpoint.
    pub(super) fn address(&mut self, node: &Node, pointer: &str) {
        let fine = node.text().is_some_and(|text| {
            let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
            rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !text.contains(char::is_whitespace))
        });
        if !fine {
            self.report(Rule::WrongFormat, node, pointer, format!("Property {pointer} should be in 'uri' format."));
        }
    }
}
