//! The PostgreSQL server tests run on: the one `PRISMWA_TEST_POSTGRES` names, or a private one that goes with this process, however it ends.

use throwaway_postgres::Durability;
use tokio::sync::OnceCell;

const HOW_TO: &str = "run `cargo xtask test`, which installs what it needs where it can, or set PRISMWA_TEST_POSTGRES to the address of a server where tests may \
     create databases";

/// A PostgreSQL server to make databases on.
#[derive(Debug)]
pub(super) enum Server {
    /// An address up to the database's name, and what follows the name.
    Given { before: String, after: String, admin: String },
    /// Our own.
    Own(throwaway_postgres::Server),
}

/// The server of this process.
pub(super) async fn postgres() -> &'static Server {
    static SERVER: OnceCell<Server> = OnceCell::const_new();
    SERVER.get_or_init(async || given().unwrap_or_else(start)).await
}

impl Server {
    pub(super) fn url(&self, database: &str) -> String {
        match self {
            Self::Given { before, after, .. } => format!("{before}/{database}{after}"),
            Self::Own(server) => server.url(database),
        }
    }

    /// Runs a statement on the server's own database.
    pub(super) async fn admin(&self, statement: &str) {
        let url = match self {
            Self::Given { admin, .. } => admin.clone(),
            Self::Own(server) => server.url("postgres"),
        };
        super::run_admin(&url, statement)
            .await
            .unwrap_or_else(|error| panic!("PostgreSQL for tests refuses `{statement}`: {error}"));
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no configuration file; this is their one setting")]
fn given() -> Option<Server> {
    let admin = std::env::var("PRISMWA_TEST_POSTGRES").ok().filter(|url| !url.is_empty())?;
    let (address, after) = admin
        .split_once('?')
        .map_or((admin.as_str(), String::new()), |(address, query)| (address, format!("?{query}")));
    let start = address.find("://").map_or(0, |at| at + 3);
    let before = address[start..].rfind('/').map_or(address, |at| &address[..start + at]).to_owned();
    Some(Server::Given { before, after, admin })
}

fn start() -> Server {
    throwaway_postgres::Server::start(Durability::Off)
        .map(Server::Own)
        .unwrap_or_else(|error| panic!("{error}; or {HOW_TO}"))
}
