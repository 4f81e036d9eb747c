//! `[database]`: which database, and how many connections to it.

use serde::{Deserialize, Serialize};

use super::{Problem, Secret};

/// Settings of the database.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite:<path>` or `postgres://…`.
    pub url: Secret,
    /// A file whose content is the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url_file: Option<String>,
    /// Connections to PostgreSQL, or readers of SQLite.
    pub max_connections: u32,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: Secret::from("sqlite:data/prismwa.db"),
            url_file: None,
            max_connections: 16,
        }
    }
}

impl Database {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        let url = self.url.expose();
        let known = ["sqlite:", "postgres://", "postgresql://"]
            .iter()
            .any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        if !known {
            problems.push(Problem::new(
                "database.url",
                "must be sqlite:<path> or postgres://user:password@host/name",
            ));
        }
        if !(1..=1000).contains(&self.max_connections) {
            problems.push(Problem::new("database.max_connections", "must be 1 to 1000"));
        }
    }

    /// The file of a SQLite database, `None` for PostgreSQL.
    #[must_use]
    pub fn sqlite_path(&self) -> Option<std::path::PathBuf> {
        let path = self.url.expose().strip_prefix("sqlite:")?;
        Some(path.strip_prefix("//").unwrap_or(path).into())
    }

    /// The address without its password, to show to people.
    #[must_use]
    pub fn shown(&self) -> String {
        let url = self.url.expose();
        match (url.find("://"), url.rfind('@')) {
            (Some(scheme), Some(at)) if at > scheme => {
                let user = url[scheme + 3..at].split(':').next().unwrap_or_default();
                format!("{}://{user}:***{}", &url[..scheme], &url[at..])
            }
            _ => url.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_address_has_no_password() {
        let of = |url: &str| Database {
            url: Secret::from(url),
            ..Database::default()
        };
        assert_eq!(of("postgres://prism:p@ss@db/x").shown(), "postgres://prism:***@db/x");
        assert_eq!(of("sqlite:data/prismwa.db").shown(), "sqlite:data/prismwa.db");
        assert_eq!(of("sqlite:///var/lib/p.db").sqlite_path(), Some("/var/lib/p.db".into()));
        assert_eq!(of("postgres://x/y").sqlite_path(), None);
    }
}
