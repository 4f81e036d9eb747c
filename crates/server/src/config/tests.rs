//! The default file and the structs say the same; files and variables are laid over them in order; mistakes are named.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::*;

fn environment(pairs: &[(&str, &str)]) -> Environment {
    Environment::from_pairs(pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())))
}

fn file_with(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    file
}

#[test]
fn default_file_equals_the_structs() {
    let written: Config = toml::from_str(DEFAULTS).unwrap();
    assert_eq!(Table::try_from(&written).unwrap(), Table::try_from(Config::default()).unwrap());
    // Secrets print alike, so compare the one that has a default by itself.
    assert_eq!(written.database.url.expose(), Config::default().database.url.expose());
}

#[test]
fn default_file_names_every_setting() {
    let mut expected = BTreeSet::new();
    let mut full = Config::default();
    full.database.url_file = Some(String::new());
    full.bus.redis_url = Some(Secret::from(""));
    full.bus.redis_url_file = Some(String::new());
    full.media.s3_secret_access_key = Some(Secret::from(""));
    full.media.s3_secret_access_key_file = Some(String::new());
    full.secrets.master_key = Some(Secret::from(""));
    full.secrets.master_key_file = Some(String::new());
    for (section, entries) in Table::try_from(full).unwrap() {
        let Value::Table(entries) = entries else {
            panic!("{section} is not a section")
        };
        expected.extend(entries.keys().map(|key| format!("{section}.{key}")));
    }
    let mut section = "";
    let mut named = BTreeSet::new();
    for line in DEFAULTS.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if let Some((key, _)) = line
            .strip_prefix('#')
            .filter(|rest| !rest.starts_with(' '))
            .unwrap_or(line)
            .split_once(" = ")
            && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        {
            named.insert(format!("{section}.{key}"));
        }
    }
    assert_eq!(named, expected);
}

#[test]
fn defaults_pass_their_own_checks() {
    Config::load(None, &Environment::default()).unwrap();
}

#[test]
fn variables_win_over_the_file_and_the_file_over_defaults() {
    let file = file_with("[server]\nlisten = \"127.0.0.1:1\"\nrequest_timeout_seconds = 7\n");
    let config = Config::load(
        Some(file.path()),
        &environment(&[
            ("PRISMWA_SERVER__LISTEN", "127.0.0.1:2"),
            ("PRISMWA_SERVER__TRUSTED_PROXIES", "[\"10.0.0.0/8\", \"::1\"]"),
            ("PRISMWA_SIMULATOR__ENABLED", "true"),
            ("PRISMWA_SECRETS__MASTER_KEY", &"1".repeat(64)),
            ("PATH", "/bin"),
        ]),
    )
    .unwrap();
    assert_eq!(config.server.listen, "127.0.0.1:2");
    assert_eq!(config.server.request_timeout_seconds, 7);
    assert_eq!(config.server.trusted_proxies.len(), 2);
    assert!(config.simulator.enabled);
    assert_eq!(
        config.secrets.master_key.unwrap().expose(),
        "1".repeat(64),
        "a key of digits only stays text"
    );
    assert_eq!(config.graph.version, "v26.0");
}

#[test]
fn unknown_keys_are_refused_with_the_line() {
    let file = file_with("[server]\nlisten = \"127.0.0.1:1\"\n\nlisten_on = 3\n");
    let error = Config::load(Some(file.path()), &Environment::default()).unwrap_err().to_string();
    assert!(error.contains("line 4") && error.contains("listen_on"), "{error}");
    assert!(!error.contains('\n'), "one line: {error}");
    let error = Config::load(None, &environment(&[("PRISMWA_SERVER__LISTEN_ON", "x")]))
        .unwrap_err()
        .to_string();
    assert!(error.contains("PRISMWA_SERVER__LISTEN_ON") && error.contains("listen_on"), "{error}");
    let error = Config::load(None, &environment(&[("PRISMWA_SERVER__REQUEST_TIMEOUT_SECONDS", "soon")]))
        .unwrap_err()
        .to_string();
    assert!(error.contains("PRISMWA_SERVER__REQUEST_TIMEOUT_SECONDS"), "{error}");
}

#[test]
fn wrong_values_are_named_all_at_once() {
    let error = Config::load(
        None,
        &environment(&[("PRISMWA_SERVER__LISTEN", "nowhere"), ("PRISMWA_GRAPH__VERSION", "25")]),
    )
    .unwrap_err();
    let Error::Invalid(problems) = error else { panic!("{error}") };
    assert_eq!(
        problems.iter().map(|problem| problem.key).collect::<Vec<_>>(),
        ["server.listen", "graph.version"]
    );
}

#[test]
fn secrets_are_read_from_files_and_never_printed() {
    let file = file_with(&format!("{}\n", "ab".repeat(32)));
    let config = Config::load(None, &environment(&[("PRISMWA_SECRETS__MASTER_KEY_FILE", file.path().to_str().unwrap())])).unwrap();
    assert_eq!(config.secrets.master_key.as_ref().unwrap().expose(), "ab".repeat(32));
    assert!(!format!("{config:?}").contains("abab"));
    let missing = Config::load(None, &environment(&[("PRISMWA_SECRETS__MASTER_KEY_FILE", "/nowhere/key")]))
        .unwrap_err()
        .to_string();
    assert!(
        missing.contains("secrets.master_key_file") && missing.contains("/nowhere/key"),
        "{missing}"
    );
}

#[test]
fn a_missing_file_is_one_clear_line() {
    let error = Config::load(Some(Path::new("/nowhere/prismwa.toml")), &Environment::default())
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("cannot read the configuration file /nowhere/prismwa.toml"), "{error}");
}
