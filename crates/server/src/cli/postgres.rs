//! PostgreSQL's own tools, called with the connection in the environment, so that the password is in no list of processes.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// Writes a dump of the database at `url` to `target`.
pub(super) fn dump(url: &str, target: &Path) -> anyhow::Result<()> {
    let mut command = tool("pg_dump", url)?;
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(target);
    run(command, "pg_dump")
}

/// Puts a dump into the database at `url`, all or nothing.
pub(super) fn restore(url: &str, source: &Path) -> anyhow::Result<()> {
    let mut command = tool("pg_restore", url)?;
    let database = parse(url)?.database;
    command
        .args([
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
            "--dbname",
        ])
        .arg(database)
        .arg(source);
    run(command, "pg_restore")
}

#[derive(Debug, PartialEq, Eq)]
struct Address {
    user: String,
    password: String,
    host: String,
    port: String,
    database: String,
}

fn tool(name: &str, url: &str) -> anyhow::Result<Command> {
    let address = parse(url)?;
    let mut command = Command::new(name);
    for (variable, value) in [
        ("PGHOST", address.host),
        ("PGPORT", address.port),
        ("PGUSER", address.user),
        ("PGPASSWORD", address.password),
        ("PGDATABASE", address.database),
    ] {
        if !value.is_empty() {
            command.env(variable, value);
        }
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    Ok(command)
}

fn run(mut command: Command, name: &str) -> anyhow::Result<()> {
    let output = command
        .output()
        .with_context(|| format!("cannot run {name}: install PostgreSQL's client programs of the server's version"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        bail!(
            "{name} failed: {}",
            words.lines().find(|line| !line.trim().is_empty()).unwrap_or("it did not say why")
        );
    }
    Ok(())
}

fn parse(url: &str) -> anyhow::Result<Address> {
    let rest = url.split_once("://").context("database.url is not a PostgreSQL address")?.1;
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
    let (login, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (user, password) = login.split_once(':').unwrap_or((login, ""));
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port),
        _ => (place, ""),
    };
    let parameter = |name: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    Ok(Address {
        user: decode(user),
        password: decode(password),
        host: parameter("host").unwrap_or_else(|| decode(host.trim_start_matches('[').trim_end_matches(']'))),
        port: parameter("port").unwrap_or_else(|| port.to_owned()),
        database: decode(database),
    })
}

fn decode(text: &str) -> String {
    // `+` stands for itself in this part of an address.
    form_urlencoded::parse(text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D").as_bytes())
        .map(|(key, _)| key.into_owned())
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let address = parse("postgres://prism:p%40ss+%25@db.example:5433/prismwa?sslmode=require").unwrap();
        let expected = Address {
            user: "prism".into(),
            password: "p@ss+%".into(),
            host: "db.example".into(),
            port: "5433".into(),
            database: "prismwa".into(),
        };
        assert_eq!(address, expected);
        let socket = parse("postgres://prism@/prismwa?host=/var/run/postgresql").unwrap();
        assert_eq!(
            (socket.host.as_str(), socket.user.as_str(), socket.password.as_str()),
            ("/var/run/postgresql", "prism", "")
        );
        assert_eq!(parse("postgres://[::1]:5432/x").unwrap().host, "::1");
    }
}
