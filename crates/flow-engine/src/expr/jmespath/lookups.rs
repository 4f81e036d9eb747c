//! What an expression looks up at the root of the document: which scopes it needs, and which variables a checker should know.

use std::collections::BTreeSet;

use super::functions;
use super::parser::Tree;
use super::{Error, JmesPath};

/// What is looked up at the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lookup {
    /// A chain of names, such as `vars`, `city`.
    Path(Vec<String>),
    /// Everything: the whole document is asked for.
    Everything,
}

impl JmesPath {
    /// What the expression looks up at the root, at least; never less than it uses.
    #[must_use]
    pub fn lookups(&self) -> BTreeSet<Lookup> {
        let mut found = BTreeSet::new();
        collect(&self.tree, true, &mut found);
        found
    }

    pub(super) fn check_functions(&self) -> Result<(), Error> {
        let mut result = Ok(());
        walk(&self.tree, &mut |tree| {
            if let Tree::Function(name, arguments) = tree
                && result.is_ok()
            {
                result = functions::check(name, arguments.len());
            }
        });
        result
    }
}

/// The names of a pure chain `a.b.c`.
fn chain(tree: &Tree) -> Option<Vec<String>> {
    match tree {
        Tree::Field(name) => Some(vec![name.clone()]),
        Tree::Sub(left, right) => {
            let mut names = chain(left)?;
            match &**right {
                Tree::Field(name) => names.push(name.clone()),
                Tree::Index(index) => names.push(index.to_string()),
                _ => return None,
            }
            Some(names)
        }
        _ => None,
    }
}

fn collect(tree: &Tree, at_root: bool, found: &mut BTreeSet<Lookup>) {
    if at_root && let Some(names) = chain(tree) {
        found.insert(Lookup::Path(names));
        return;
    }
    match tree {
        Tree::Current | Tree::Index(_) | Tree::Slice(..) if at_root => {
            found.insert(Lookup::Everything);
        }
        Tree::Current | Tree::Field(_) | Tree::Index(_) | Tree::Slice(..) | Tree::Literal(_) => {}
        Tree::Sub(left, right) | Tree::Pipe(left, right) => {
            collect(left, at_root, found);
            collect(right, false, found);
        }
        Tree::Project { of, then } | Tree::ProjectValues { of, then } => {
            collect(of, at_root, found);
            collect(then, false, found);
        }
        Tree::Filter { of, condition, then } => {
            collect(of, at_root, found);
            collect(condition, false, found);
            collect(then, false, found);
        }
        Tree::Or(left, right) | Tree::And(left, right) | Tree::Compare(_, left, right) => {
            collect(left, at_root, found);
            collect(right, at_root, found);
        }
        Tree::Not(inner) | Tree::Flatten(inner) => collect(inner, at_root, found),
        // The inner expression runs on each item.
        Tree::Reference(inner) => collect(inner, false, found),
        Tree::List(items) | Tree::Function(_, items) => items.iter().for_each(|item| collect(item, at_root, found)),
        Tree::Object(members) => members.iter().for_each(|(_, member)| collect(member, at_root, found)),
    }
}

fn walk(tree: &Tree, see: &mut impl FnMut(&Tree)) {
    see(tree);
    match tree {
        Tree::Current | Tree::Field(_) | Tree::Index(_) | Tree::Slice(..) | Tree::Literal(_) => {}
        Tree::Sub(left, right)
        | Tree::Pipe(left, right)
        | Tree::Or(left, right)
        | Tree::And(left, right)
        | Tree::Compare(_, left, right)
        | Tree::Project { of: left, then: right }
        | Tree::ProjectValues { of: left, then: right } => {
            walk(left, see);
            walk(right, see);
        }
        Tree::Filter { of, condition, then } => {
            walk(of, see);
            walk(condition, see);
            walk(then, see);
        }
        Tree::Not(inner) | Tree::Flatten(inner) | Tree::Reference(inner) => walk(inner, see),
        Tree::List(items) | Tree::Function(_, items) => items.iter().for_each(|item| walk(item, see)),
        Tree::Object(members) => members.iter().for_each(|(_, member)| walk(member, see)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = JmesPath::parse(text)
            .unwrap()
            .lookups()
            .into_iter()
            .map(|lookup| match lookup {
                Lookup::Path(names) => names.join("."),
                Lookup::Everything => "*".to_owned(),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn roots_are_found_whatever_surrounds_them() {
        check("vars.city == 'Vic' && contact.name", &["contact.name", "vars.city"]);
        check("vars.items[?price > `3`].name | [0]", &["vars.items"]);
        check("length(vars.items) > vars.least", &["vars.items", "vars.least"]);
        check("sort_by(vars.items, &price)", &["vars.items"]);
        check("{a: vars.x, b: @}", &["vars.x", "*"]);
        check("*.name", &["*"]);
    }
}
