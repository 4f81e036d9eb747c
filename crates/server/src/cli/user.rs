//! `prismwa user …`: accounts, from the server's own command line.

use std::io::BufRead as _;
use std::process::ExitCode;

use anyhow::Context as _;
use app::{App, Person};
use clap::{Args, Subcommand};
use model::{Role, WorkspaceId};
use secrecy::{ExposeSecret as _, SecretString};
use store::{NewUser, UserRow};

use super::output::say;
use crate::auth::hasher::Hasher;
use crate::auth::{password, secret};
use crate::boot;
use crate::config::Config;

/// Accounts.
#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add a person.
    Create(Create),
    /// List everyone who can sign in.
    List,
    /// Give a person a new password; every session of theirs ends.
    ResetPassword(ResetPassword),
    /// Shut an account: no sign-in, every session ends.
    Disable(Who),
    /// Open a shut account again.
    Enable(Who),
    /// End every session of a person.
    SignOut(Who),
    /// Take away the second factor of a person who lost it; every session of theirs ends.
    RemoveSecondFactor(Who),
}

/// Whose account.
#[derive(Debug, Args)]
pub(super) struct Who {
    /// The account's e-mail.
    email: String,
}

/// A person to add.
#[derive(Debug, Args)]
pub(super) struct Create {
    /// Their e-mail.
    email: String,
    /// Their name.
    #[arg(long)]
    name: String,
    /// They look after the whole installation.
    #[arg(long)]
    instance_admin: bool,
    /// Make a workspace of this name that they own.
    #[arg(long, value_name = "NAME", conflicts_with = "workspace")]
    new_workspace: Option<String>,
    /// Make them a member of this workspace (`ws_…`).
    #[arg(long, value_name = "ID")]
    workspace: Option<WorkspaceId>,
    /// Their role there: OWNER, ADMIN, AGENT or ANALYST.
    #[arg(long, default_value = "AGENT", value_parser = parse_role, requires = "workspace")]
    role: Role,
    #[command(flatten)]
    password: PasswordSource,
}

/// A new password for somebody.
#[derive(Debug, Args)]
pub(super) struct ResetPassword {
    /// The account's e-mail.
    email: String,
    #[command(flatten)]
    password: PasswordSource,
}

/// Where the password comes from.
#[derive(Debug, Args)]
struct PasswordSource {
    /// Read the password from standard input instead of making one up and printing it.
    #[arg(long)]
    password_stdin: bool,
}

impl User {
    pub(super) async fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let store = boot::open_existing(config).await?;
        let app = App::new(store.clone());
        let done = match self {
            Self::Create(create) => create.run(&app, config).await,
            Self::List => list(&app).await,
            Self::ResetPassword(reset) => reset.run(&app, config).await,
            Self::Disable(who) => disable(&app, &who).await,
            Self::Enable(who) => enable(&app, &who).await,
            Self::SignOut(who) => sign_out(&app, &who).await,
            Self::RemoveSecondFactor(who) => remove_second_factor(&app, &who).await,
        };
        store.close().await;
        done.map(|()| ExitCode::SUCCESS)
    }
}

impl Create {
    async fn run(self, app: &App, config: &Config) -> anyhow::Result<()> {
        let personal = [self.email.as_str(), self.name.as_str()];
        let (password, is_made_up) = self.password.read(&personal)?;
        let password_hash = Hasher::new(&config.auth).hash(password.clone()).await?;
        let user = NewUser {
            email: self.email,
            name: self.name,
            password_hash,
            is_instance_admin: self.instance_admin,
        };
        let user = app.users().create(user).await.map_err(plain)?;
        say(&format!("Added {} ({}).", user.email, user.id));
        if is_made_up {
            say(&format!("Password: {}", password.expose_secret()));
        }
        if let Some(name) = &self.new_workspace {
            let workspace = app.workspaces().create(&Person::operator(), user.id, name, None).await.map_err(plain)?;
            say(&format!("Made the workspace {} ({}); they own it.", workspace.name, workspace.id));
        }
        if let Some(workspace) = self.workspace {
            app.members()
                .add(&Person::operator(), workspace, user.id, self.role)
                .await
                .map_err(plain)?;
            say(&format!("They are {} in {workspace}.", self.role.as_str()));
        }
        Ok(())
    }
}

impl ResetPassword {
    async fn run(self, app: &App, config: &Config) -> anyhow::Result<()> {
        let user = find(app, &self.email).await?;
        let (password, is_made_up) = self.password.read(&[&user.email, &user.name])?;
        let hash = Hasher::new(&config.auth).hash(password.clone()).await?;
        app.users().change_password(&Person::operator(), user.id, &hash).await.map_err(plain)?;
        say(&format!("{} has a new password and is signed out everywhere.", user.email));
        if is_made_up {
            say(&format!("Password: {}", password.expose_secret()));
        }
        Ok(())
    }
}

impl PasswordSource {
    /// The password, and whether we made it up.
    fn read(&self, personal: &[&str]) -> anyhow::Result<(SecretString, bool)> {
        if !self.password_stdin {
            return Ok((make_up().into(), true));
        }
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .context("cannot read the password from standard input")?;
        let password = line.trim_end_matches(['\r', '\n']);
        match password::problem("password", password, personal) {
            Some(problem) => anyhow::bail!("this password is not good enough: {}", problem.detail),
            None => Ok((password.into(), false)),
        }
    }
}

/// A password of 120 random bits that can be read aloud.
pub(crate) fn make_up() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let random = secret::hash(&secret::generate());
    let letters: Vec<char> = random.iter().take(24).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters
        .chunks(6)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

async fn list(app: &App) -> anyhow::Result<()> {
    let system = app.store().system();
    for user in system.list_users().await? {
        let mut notes = Vec::new();
        if user.is_instance_admin {
            notes.push("instance administrator".to_owned());
        }
        if user.disabled_at.is_some() {
            notes.push("disabled".to_owned());
        }
        for membership in system.list_memberships(user.id).await? {
            notes.push(format!("{} in {}", membership.role()?.as_str(), membership.workspace_id));
        }
        say(&format!("{}\t{}\t{}\t{}", user.email, user.name, user.id, notes.join(", ")));
    }
    Ok(())
}

async fn disable(app: &App, who: &Who) -> anyhow::Result<()> {
    let user = find(app, &who.email).await?;
    app.users().disable(&Person::operator(), user.id).await.map_err(plain)?;
    say(&format!("{} can no longer sign in.", user.email));
    Ok(())
}

async fn enable(app: &App, who: &Who) -> anyhow::Result<()> {
    let user = find(app, &who.email).await?;
    app.users().enable(&Person::operator(), user.id).await.map_err(plain)?;
    say(&format!("{} can sign in again.", user.email));
    Ok(())
}

async fn sign_out(app: &App, who: &Who) -> anyhow::Result<()> {
    let user = find(app, &who.email).await?;
    let ended = app.sessions().end_all(&Person::operator(), user.id).await.map_err(plain)?;
    say(&format!("{} is signed out everywhere ({ended} sessions).", user.email));
    Ok(())
}

async fn remove_second_factor(app: &App, who: &Who) -> anyhow::Result<()> {
    let user = find(app, &who.email).await?;
    app.second_factors().remove(&Person::operator(), user.id).await.map_err(plain)?;
    say(&format!("{} signs in with the password alone, and is signed out everywhere.", user.email));
    Ok(())
}

async fn find(app: &App, email: &str) -> anyhow::Result<UserRow> {
    let email = email.trim().to_lowercase();
    let found = app.store().system().find_user_by_email(&email).await?;
    found.with_context(|| format!("there is no user {email}; `prismwa user list` shows everyone"))
}

/// The words without the code: people at a terminal need no codes.
fn plain(error: app::Error) -> anyhow::Error {
    match error.remedy {
        Some(remedy) => anyhow::anyhow!("{} {remedy}", error.detail),
        None => anyhow::anyhow!("{}", error.detail),
    }
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::parse(&text.to_uppercase()).ok_or_else(|| "write OWNER, ADMIN, AGENT or ANALYST".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_passwords_are_good_enough() {
        for _ in 0..100 {
            let made = make_up();
            assert_eq!(password::problem("password", &made, &["ana@example.com"]), None, "{made}");
        }
        assert_ne!(make_up(), make_up());
    }
}
