//! Variables in canned replies: `{{contact.first_name}}`, or `{{contact.first_name|there}}` with a text for when it is not known.

/// What a canned reply may name. `contact.attributes.` is followed by the name of a field of the workspace's own.
pub const VARIABLES: &[&str] = &[
    "contact.name",
    "contact.first_name",
    "contact.phone",
    "contact.username",
    "contact.email",
    "agent.name",
    "agent.first_name",
    "workspace.name",
];

/// What fields of the workspace's own are named below.
pub const ATTRIBUTES: &str = "contact.attributes.";

/// Why a text cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// `{{` without `}}`.
    #[error("“{{{{” is not closed. Write “}}}}” behind the name")]
    Unclosed,
    /// A name that is not known.
    #[error("there is no variable “{0}”")]
    Unknown(String),
}

/// The variables of a text in the order they stand; the first flaw when there is one.
pub fn variables(text: &str) -> Result<Vec<&str>, Flaw> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("{{") {
        let inside = &rest[at + 2..];
        let end = inside.find("}}").ok_or(Flaw::Unclosed)?;
        let name = inside[..end].split('|').next().unwrap_or_default().trim();
        if !is_known(name) {
            return Err(Flaw::Unknown(name.chars().take(60).collect()));
        }
        names.push(name);
        rest = &inside[end + 2..];
    }
    Ok(names)
}

fn is_known(name: &str) -> bool {
    VARIABLES.contains(&name)
        || name
            .strip_prefix(ATTRIBUTES)
            .is_some_and(|field| !field.is_empty() && !field.contains('{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_with_and_without_a_fallback() {
        let text = "Hola {{contact.first_name|amiga}}, soy {{ agent.name }} de {{workspace.name}}. {{contact.attributes.ciudad}}";
        assert_eq!(
            variables(text).unwrap(),
            ["contact.first_name", "agent.name", "workspace.name", "contact.attributes.ciudad"]
        );
        assert_eq!(variables("no variable {here}").unwrap(), Vec::<&str>::new());
    }

    #[test]
    fn flaws_are_named() {
        assert_eq!(variables("Hola {{contact.name"), Err(Flaw::Unclosed));
        for wrong in ["", "contact", "contact.attributes.", "contact.password", "CONTACT.NAME"] {
            assert_eq!(variables(&format!("a {{{{{wrong}}}}} b")), Err(Flaw::Unknown(wrong.to_owned())));
        }
        assert_eq!(Flaw::Unclosed.to_string(), "“{{” is not closed. Write “}}” behind the name");
    }
}
