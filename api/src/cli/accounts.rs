//! `motcua user …` and `motcua keys …`.

use std::io::{BufRead, IsTerminal};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use mobile_contract::accounts::{NewUser, Role, UserChange};
use mobile_contract::limits::PASSWORD_MAX_CHARS;
use mobile_contract::{MailAddress, Slug};

use super::out;
use crate::accounts::{Accounts, Keeper, NewAccount, Parts, rotate_keys};
use crate::agencies;
use crate::app::{open_database, open_vault};
use crate::config::{self, Server, Storage};
use crate::kernel::clock::Clock;
use crate::notifications;
use crate::storage::Database;

/// Users read at once.
const ROWS: u64 = 200;

#[derive(Subcommand)]
pub(super) enum User {
    /// Make an account. The password is asked for, or a link that sets it is printed
    Add(Add),
    /// List the accounts
    List,
    /// Take away the right to sign in, at once
    Disable(Login),
    /// Give the right to sign in back
    Enable(Login),
    /// Take the password away, and print a link that sets a new one
    Reset(Reset),
}

#[derive(Args)]
pub(super) struct Login {
    /// The mail address that the account signs in with
    #[arg(long, value_name = "MAIL")]
    login: MailAddress,
}

#[derive(Args)]
pub(super) struct Add {
    #[command(flatten)]
    login: Login,
    /// Full name
    #[arg(long)]
    name: String,
    /// What they may do
    #[arg(long)]
    role: StaffRole,
    /// Their agency: for officers and leaders
    #[arg(long, value_name = "ID")]
    agency: Option<Slug>,
    /// Read the password from standard input, one line
    #[arg(long, conflicts_with = "link")]
    password_stdin: bool,
    /// Set no password: print a link that sets it, good once and for 72 hours
    #[arg(long)]
    link: bool,
}

#[derive(Args)]
pub(super) struct Reset {
    #[command(flatten)]
    login: Login,
    /// Take the authenticator away, too
    #[arg(long)]
    totp: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum StaffRole {
    /// Takes calls, and dispatches the whole province's tickets.
    Operator,
    /// Answers for one agency.
    Officer,
    /// Approves answers of one agency, and keeps its officers.
    Leader,
    /// Keeps users and settings.
    Administrator,
}

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Operator => Self::Operator,
            StaffRole::Officer => Self::Officer,
            StaffRole::Leader => Self::Leader,
            StaffRole::Administrator => Self::Administrator,
        }
    }
}

#[derive(Subcommand)]
pub(super) enum Keys {
    /// Make a new key. Tokens of the old ones stay good until they run out
    Rotate {
        /// End the old keys now, because one has become known: everyone gets new tokens
        #[arg(long)]
        now: bool,
    },
}

/// Keeps accounts.
pub(super) async fn user(
    storage: &Storage,
    settings: &config::Accounts,
    server: &Server,
    wanted: User,
) -> anyhow::Result<()> {
    let db = open_database(storage).await?;
    let accounts = open(storage, settings, server, &db).await?;
    let said = match wanted {
        User::Add(add) => added(&db, &accounts, add).await?,
        User::List => listed(&accounts).await?,
        User::Disable(login) => switched(&accounts, &login, false).await?,
        User::Enable(login) => switched(&accounts, &login, true).await?,
        User::Reset(Reset { login, totp }) => {
            let login = login.login.as_str();
            let link = accounts.reset_with_link(login, totp).await.map_err(plain)?;
            format!("{link}\n")
        }
    };
    db.close().await?;
    out::write(&said)?;
    Ok(())
}

/// Keeps keys.
pub(super) async fn keys(
    storage: &Storage,
    settings: &config::Accounts,
    wanted: &Keys,
) -> anyhow::Result<()> {
    let Keys::Rotate { now } = wanted;
    let db = open_database(storage).await?;
    let vault = open_vault(storage, settings)?;
    let id = rotate_keys(&db, &vault, Clock::system().now(), *now).await?;
    db.close().await?;
    out::write(&format!("{}\n", id.simple()))?;
    Ok(())
}

pub(super) async fn open(
    storage: &Storage,
    settings: &config::Accounts,
    server: &Server,
    db: &Database,
) -> anyhow::Result<Accounts> {
    let public_url = server.reached_at()?;
    let vault = open_vault(storage, settings)?;
    let outbox = notifications::Outbox::new(vault.clone());
    let accounts = Accounts::open(Parts {
        db: db.clone(),
        vault,
        clock: Clock::system(),
        courier: Arc::new(crate::accounts::Outbox(outbox)),
        public_url,
        production: server.production,
    });
    Ok(accounts.await?)
}

async fn added(db: &Database, accounts: &Accounts, add: Add) -> anyhow::Result<String> {
    if let Some(agency) = &add.agency {
        let known = agencies::store::all(&**db).await?;
        anyhow::ensure!(
            known.iter().any(|known| known.id == *agency),
            "there is no agency {agency}; start the server once, so that the agencies are stored"
        );
    }
    let new = NewAccount::new(NewUser {
        login: add.login.login,
        name: add.name,
        role: add.role.into(),
        agency: add.agency,
    });
    let new = new.map_err(plain)?;
    if add.link {
        let (user, link) = accounts.create_with_link(new).await.map_err(plain)?;
        return Ok(format!("{}\n{link}\n", user.id));
    }
    let password = password(add.password_stdin)?;
    let user = accounts.create_with_password(new, &password).await;
    Ok(format!("{}\n", user.map_err(plain)?.id))
}

async fn listed(accounts: &Accounts) -> anyhow::Result<String> {
    let (mut text, mut after) = (String::new(), None);
    loop {
        let users = accounts.users(Keeper::Operator, after, ROWS).await?;
        let Some(last) = users.last() else {
            return Ok(text);
        };
        after = Some(last.id);
        for user in users {
            let state = if user.active { "active" } else { "disabled" };
            let agency = user.agency.as_ref().map_or("-", Slug::as_str);
            text += &format!(
                "{}\t{}\t{agency}\t{state}\t{}\n",
                user.login,
                user.role.as_str(),
                user.name
            );
        }
    }
}

async fn switched(accounts: &Accounts, login: &Login, active: bool) -> anyhow::Result<String> {
    let id = accounts.id_of(login.login.as_str()).await.map_err(plain)?;
    let change = UserChange {
        active: Some(active),
        ..UserChange::default()
    };
    accounts
        .change(Keeper::Operator, id, change)
        .await
        .map_err(plain)?;
    Ok(format!("{id}\n"))
}

/// A password that is typed unseen, or comes as a line.
fn password(stdin: bool) -> anyhow::Result<String> {
    if stdin || !std::io::stdin().is_terminal() {
        // Longer than any password, in bytes: what comes after it is not read.
        let most = u64::try_from(PASSWORD_MAX_CHARS * 8)?;
        let mut line = String::new();
        std::io::BufReader::new(std::io::Read::take(std::io::stdin(), most))
            .read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let first = rpassword::prompt_password("Password: ")?;
    let again = rpassword::prompt_password("Again: ")?;
    anyhow::ensure!(first == again, "the two passwords differ");
    Ok(first)
}

/// An error in words for the terminal: what is wrong, not only its code.
#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
pub(super) fn plain(error: crate::error::Error) -> anyhow::Error {
    let problem = error.problem(mobile_contract::Locale::En, "");
    let details = problem
        .errors
        .iter()
        .map(|field| format!("{} {}", field.loc, field.msg));
    let details: Vec<String> = details.collect();
    match (details.is_empty(), error.cause()) {
        (false, _) => anyhow::anyhow!("{}", details.join("; ")),
        (true, Some(cause)) => anyhow::anyhow!("{}: {cause}", problem.title),
        (true, None) => anyhow::anyhow!("{}", problem.title),
    }
}
