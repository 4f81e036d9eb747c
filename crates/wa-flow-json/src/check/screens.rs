//! Screens: ids, terminal ones, layout, and all that is on them.

use super::{Checker, shown};
use crate::Rule;
use crate::json::{Node, join};
use crate::survey::Screen;
use crate::version::v;

const KNOWN: &[&str] = &["id", "layout", "title", "terminal", "success", "refresh_on_back", "data", "sensitive"];

impl<'a> Checker<'a> {
    pub(super) fn screens(&mut self) {
        let survey = self.survey;
        for (place, node) in self.root.get("screens").map_or(&[][..], Node::items).iter().enumerate() {
            if !node.is_object() {
                self.expect(node, &format!("/screens/{place}"), "object");
            }
        }
        for (place, screen) in survey.screens.iter().enumerate() {
            if self.full() {
                return;
            }
            self.screen(screen);
            if survey.screens[..place].iter().any(|other| other.id == screen.id) && !screen.id.is_empty() {
                let at = join(&screen.pointer, "id");
                self.report(
                    Rule::DuplicateScreen,
                    screen.node.get("id").unwrap_or(screen.node),
                    &at,
                    format!("Duplicate screen id found: {}.", shown(screen.id)),
                );
            }
        }
        self.terminals();
        self.carousels();
    }

    fn screen(&mut self, screen: &'a Screen<'a>) {
        let (node, at) = (screen.node, &screen.pointer);
        self.only(node, at, KNOWN, &["id", "layout"]);
        self.screen_id(screen);
        for flag in ["terminal", "success", "refresh_on_back"] {
            if let Some(value) = node.get(flag) {
                self.expect(value, &join(at, flag), "boolean");
            }
        }
        if let Some(title) = node.get("title") {
            self.title(screen, title);
        }
        if let (Some(success), false) = (node.get("success"), screen.terminal) {
            let message = "Property 'success' can only be specified on a terminal screen.";
            self.report(Rule::SuccessNotTerminal, success, &join(at, "success"), message);
        }
        if let Some(refresh) = node.get("refresh_on_back")
            && refresh.flag() == Some(true)
            && !self.survey.endpoint
        {
            let message = "Property 'refresh_on_back' can be true only when property 'data_api_version' is set.";
            self.report(Rule::RefreshNeedsEndpoint, refresh, &join(at, "refresh_on_back"), message);
        }
        self.sensitive(screen);
        self.data(screen);
        if self.layout(screen) {
            self.components(screen);
            self.forms(screen);
            self.branches(screen);
            self.counts(screen);
            self.actions(screen);
        }
    }

    fn screen_id(&mut self, screen: &Screen<'a>) {
        let Some(id) = screen.node.get("id") else { return };
        let at = join(&screen.pointer, "id");
        if !self.expect(id, &at, "string") {
            return;
        }
        if screen.id.is_empty() {
            self.report(Rule::ScreenIdEmpty, id, &at, "Property 'id' should have at least '1' characters.");
        } else if !screen.id.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_') {
            self.report(Rule::ScreenId, id, &at, "Property 'id' should only consist of alphabets and underscores.");
        } else if screen.id.eq_ignore_ascii_case("success") {
            self.report(
                Rule::ScreenIdReserved,
                id,
                &at,
                "Screen id cannot be 'success' since it is a reserved keyword.",
            );
        }
    }

    fn sensitive(&mut self, screen: &Screen<'a>) {
        let Some(sensitive) = screen.node.get("sensitive") else { return };
        let at = join(&screen.pointer, "sensitive");
        if self.version() < v(5, 1) {
            self.report(Rule::PropertyTooNew, sensitive, &at, "Property 'sensitive' needs Flow JSON 5.1.");
        }
        if !self.expect(sensitive, &at, "array") {
            return;
        }
        for (place, item) in sensitive.items().iter().enumerate() {
            let at = format!("{at}/{place}");
            match item.text() {
                None => {
                    self.expect(item, &at, "string");
                }
                Some(name) if screen.input(name).is_none() => {
                    self.report(
                        Rule::SensitiveUnknown,
                        item,
                        &at,
                        format!("'{}' is no input of this screen.", shown(name)),
                    );
                }
                Some(_) => {}
            }
        }
    }

    /// Is there a list of components?
    fn layout(&mut self, screen: &Screen<'a>) -> bool {
        let Some(layout) = screen.node.get("layout") else { return false };
        let at = join(&screen.pointer, "layout");
        if !self.only(layout, &at, &["type", "children"], &["type", "children"]) {
            return false;
        }
        if let Some(kind) = layout.get("type")
            && kind.text() != Some("SingleColumnLayout")
        {
            self.report(Rule::WrongEnum, kind, &join(&at, "type"), "Value should be one of: [SingleColumnLayout].");
        }
        let Some(children) = layout.get("children") else { return false };
        if !self.expect(children, &join(&at, "children"), "array") {
            return false;
        }
        if children.items().is_empty() {
            self.report(
                Rule::TooFewItems,
                children,
                &join(&at, "children"),
                "Property 'children' should have at least '1' items.",
            );
        }
        true
    }

    fn terminals(&mut self) {
        let survey = self.survey;
        let terminal: Vec<_> = survey.screens.iter().filter(|screen| screen.terminal).collect();
        if terminal.is_empty() {
            let screens = self.root.get("screens").unwrap_or(self.root);
            self.report(Rule::NoTerminal, screens, "/screens", "Terminal screen is required but not provided.");
            return;
        }
        if terminal
            .iter()
            .all(|screen| screen.node.get("success").and_then(Node::flag) == Some(false))
        {
            let first = terminal[0].node.get("success").unwrap_or(terminal[0].node);
            let at = join(&terminal[0].pointer, "success");
            self.report(
                Rule::NoSuccess,
                first,
                &at,
                "At least one terminal screen must have property 'success' set as true.",
            );
        }
        for screen in terminal {
            let footer = screen.placed.iter().find(|placed| placed.is("Footer"));
            match footer {
                None => {
                    let message = format!("Footer component is missing on terminal screens: {}.", shown(screen.id));
                    self.report(Rule::TerminalFooter, screen.node, &screen.pointer, message);
                }
                Some(footer) => {
                    if let Some(action) = footer.node.get("on-click-action")
                        && action.get("name").and_then(Node::text) == Some("navigate")
                    {
                        let message = "The Footer of a terminal screen should end the form with 'complete', or ask the endpoint.";
                        self.report(Rule::TerminalNavigates, action, &join(&footer.pointer, "on-click-action"), message);
                    }
                }
            }
        }
    }
}
