//! The words after `cargo xtask`: few enough to need no library.

use std::collections::VecDeque;

use anyhow::{Result, bail};

/// What is left of the command line.
#[derive(Debug, Default)]
pub struct Args(VecDeque<String>);

impl Args {
    /// The process's arguments without its name.
    #[must_use]
    pub fn from_env() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// Arguments from a list, for tests.
    #[must_use]
    pub fn of(words: &[&str]) -> Self {
        Self(words.iter().map(ToString::to_string).collect())
    }

    /// Takes the next word when it is not a flag.
    pub fn word(&mut self) -> Option<String> {
        if self.0.front()?.starts_with('-') { None } else { self.0.pop_front() }
    }

    /// Takes `--name`, wherever it stands.
    pub fn flag(&mut self, name: &str) -> bool {
        let found = self.0.iter().position(|word| word == name);
        found.is_some_and(|at| self.0.remove(at).is_some())
    }

    /// Takes `--name value` or `--name=value`, wherever it stands.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        if let Some(at) = self.0.iter().position(|word| word == name) {
            self.0.remove(at);
            return match self.0.remove(at) {
                Some(value) => Ok(Some(value)),
                None => bail!("{name} needs a value"),
            };
        }
        let prefix = format!("{name}=");
        let found = self.0.iter().position(|word| word.starts_with(&prefix));
        Ok(found.and_then(|at| self.0.remove(at)).map(|word| word[prefix.len()..].to_owned()))
    }

    /// Everything that is left, in order.
    #[must_use]
    pub fn rest(self) -> Vec<String> {
        self.0.into()
    }

    /// Nothing may be left.
    pub fn end(self) -> Result<()> {
        match self.0.front() {
            None => Ok(()),
            Some(word) => bail!("`{word}` is not understood here; `cargo xtask help` lists what is"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_and_values_are_found_anywhere() {
        let mut args = Args::of(&["ingest", "--seconds", "5", "--release", "--port=9"]);
        assert_eq!(args.word().as_deref(), Some("ingest"));
        assert_eq!(args.word(), None);
        assert!(args.flag("--release"));
        assert!(!args.flag("--release"));
        assert_eq!(args.value("--port").unwrap().as_deref(), Some("9"));
        assert_eq!(args.value("--seconds").unwrap().as_deref(), Some("5"));
        args.end().unwrap();
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert!(Args::of(&["--fats"]).end().unwrap_err().to_string().contains("--fats"));
        assert!(Args::of(&["--port"]).value("--port").is_err());
    }
}
