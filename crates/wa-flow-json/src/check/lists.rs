//! Lists that lead somewhere, and carousels of pictures.

use super::Checker;
use super::value::PICTURE_BYTES;
use crate::Rule;
use crate::json::{Node, join};
use crate::survey::{Placed, Screen};

impl<'a> Checker<'a> {
    pub(super) fn list_items(&mut self, _: &Screen<'a>, node: &'a Node, at: &str) {
        if !self.expect(node, at, "array") {
            return;
        }
        let items = node.items();
        if items.is_empty() {
            self.report(Rule::TooFewItems, node, at, "Property 'list-items' should have at least '1' items.");
        } else if items.len() > 20 {
            self.report(Rule::TooManyItems, node, at, format!("There are {} items; 20 are shown.", items.len()));
        }
        for (place, item) in items.iter().enumerate() {
            let at = format!("{at}/{place}");
            if self.only(
                item,
                &at,
                &["id", "main-content", "start", "end", "badge", "tags", "on-click-action"],
                &["id", "main-content"],
            ) {
                self.list_item(item, &at);
            }
        }
    }

    fn list_item(&mut self, item: &'a Node, at: &str) {
        if let Some(id) = item.get("id") {
            self.text(id, &join(at, "id"), 4096, false);
        }
        let contents: [(&str, &[&str], [usize; 3]); 2] = [("main-content", &["title"], [30, 20, 80]), ("end", &[], [10, 10, 10])];
        for (part, required, limits) in contents {
            let Some(content) = item.get(part) else { continue };
            let at = join(at, part);
            if self.only(content, &at, &["title", "description", "metadata"], required) {
                for (name, most) in ["title", "description", "metadata"].into_iter().zip(limits) {
                    if let Some(text) = content.get(name) {
                        self.text(text, &join(&at, name), most, true);
                    }
                }
            }
        }
        if let Some(start) = item.get("start") {
            let at = join(at, "start");
            if self.only(start, &at, &["image", "alt-text"], &["image"])
                && let Some(image) = start.get("image")
            {
                self.image(image, &join(&at, "image"), 100 * 1024);
            }
        }
        if let Some(badge) = item.get("badge") {
            self.text(badge, &join(at, "badge"), 15, true);
        }
        if let Some(tags) = item.get("tags") {
            let at = join(at, "tags");
            if self.expect(tags, &at, "array") {
                if tags.items().len() > 3 {
                    self.report(
                        Rule::TooManyItems,
                        tags,
                        &at,
                        format!("There are {} tags; 3 are shown.", tags.items().len()),
                    );
                }
                for (place, tag) in tags.items().iter().enumerate() {
                    self.text(tag, &format!("{at}/{place}"), 15, true);
                }
            }
        }
    }

    pub(super) fn navigation_list(&mut self, placed: &Placed<'a>) {
        let (node, at) = (placed.node, &placed.pointer);
        let items = node.get("list-items").map_or(&[][..], Node::items);
        let acting = items.iter().filter(|item| item.get("on-click-action").is_some()).count();
        let own = node.get("on-click-action").is_some();
        if own && acting > 0 {
            self.report(
                Rule::NavigationListAction,
                node,
                at,
                "The action stands on the list or on its items, not on both.",
            );
        } else if !own && acting < items.len() {
            self.report(
                Rule::NavigationListAction,
                node,
                at,
                "Property 'on-click-action' is required on the list or on each item.",
            );
        }
        if items.iter().filter(|item| item.get("badge").is_some()).count() > 1 {
            self.report(Rule::NavigationListItem, node, at, "Only one item of a list may have a badge.");
        }
        if node.get("media-size").and_then(Node::text) == Some("large") && items.iter().any(|item| item.get("end").is_some()) {
            self.report(Rule::NavigationListItem, node, at, "Items cannot have 'end' when media-size is large.");
        }
    }

    pub(super) fn images(&mut self, node: &'a Node, at: &str) {
        if !self.expect(node, at, "array") {
            return;
        }
        let count = node.items().len();
        if count == 0 {
            self.report(Rule::TooFewItems, node, at, "Property 'images' should have at least '1' items.");
        } else if count > 3 {
            self.report(Rule::TooManyItems, node, at, format!("There are {count} pictures; 3 is the most."));
        }
        for (place, item) in node.items().iter().enumerate() {
            let at = format!("{at}/{place}");
            if self.only(item, &at, &["src", "alt-text"], &["src", "alt-text"])
                && let Some(source) = item.get("src")
            {
                self.image(source, &join(&at, "src"), PICTURE_BYTES);
            }
        }
    }
}
