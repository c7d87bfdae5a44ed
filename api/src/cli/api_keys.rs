//! `motcua api-key …`: keys of other systems, for setting up.

use clap::{Args, Subcommand};
use mobile_contract::Slug;
use mobile_contract::api_keys::{ApiKey, IssuedApiKey, NewApiKey};
use uuid::Uuid;

use super::accounts::{open, plain};
use super::out;
use crate::accounts::{Accounts, Issuer};
use crate::agencies::{self, Agencies};
use crate::app::open_database;
use crate::config::{self, Server, Storage};
use crate::storage::Database;

#[derive(Subcommand)]
pub(super) enum ApiKeys {
    /// Make a key for another system, and print its secret, which nobody can read again
    Create(Create),
    /// List the keys
    List,
    /// Give a key a new secret, and print it
    Rotate {
        /// Id of the key, as `list` shows it
        #[arg(value_name = "ID")]
        id: Uuid,
        /// Days for which the secret of before is still good, or an older one that is good now; 0: all of before end
        #[arg(long, default_value_t = 7, value_name = "DAYS")]
        old_days: u32,
    },
    /// End a key at once
    Revoke {
        /// Id of the key, as `list` shows it
        #[arg(value_name = "ID")]
        id: Uuid,
    },
}

#[derive(Args)]
pub(super) struct Create {
    /// What it is for, in words
    #[arg(long)]
    name: String,
    /// Name of the sending system, kept with every event: letters, digits and hyphens
    #[arg(long)]
    source: Slug,
    /// An agency that it may tell of, with all below it; may be repeated. The whole province when absent
    #[arg(long = "agency", value_name = "ID")]
    agencies: Vec<Slug>,
    /// Days for which it is good; until it is revoked when absent
    #[arg(long, value_name = "DAYS")]
    days: Option<u32>,
}

/// Keeps keys.
pub(super) async fn run(
    storage: &Storage,
    settings: &config::Accounts,
    server: &Server,
    wanted: ApiKeys,
) -> anyhow::Result<()> {
    let db = open_database(storage).await?;
    let accounts = open(storage, settings, server, &db).await?;
    let said = match wanted {
        ApiKeys::Create(create) => created(&db, &accounts, create).await?,
        ApiKeys::List => listed(&accounts).await?,
        ApiKeys::Rotate { id, old_days } => {
            let rotated = accounts.rotate_api_key(Issuer::Operator, id, old_days);
            issued(&rotated.await.map_err(plain)?)
        }
        ApiKeys::Revoke { id } => {
            let revoked = accounts.revoke_api_key(Issuer::Operator, id);
            line(&revoked.await.map_err(plain)?)
        }
    };
    db.close().await?;
    Ok(out::write(&said)?)
}

async fn created(db: &Database, accounts: &Accounts, create: Create) -> anyhow::Result<String> {
    let known = Agencies::new(agencies::store::all(&**db).await?, Vec::new());
    let new = NewApiKey {
        name: create.name,
        source: create.source,
        agencies: (!create.agencies.is_empty()).then_some(create.agencies),
        days: create.days,
    };
    let made = accounts.issue_api_key(Issuer::Operator, new, &known);
    Ok(issued(&made.await.map_err(plain)?))
}

async fn listed(accounts: &Accounts) -> anyhow::Result<String> {
    let (mut text, mut cursor) = (String::new(), None);
    loop {
        let page = accounts.api_keys_page(cursor.as_deref(), Some(100)).await;
        let page = page.map_err(plain)?;
        text.extend(page.items.iter().map(line));
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return Ok(text),
        }
    }
}

/// The id for people, the secret alone on the last line for scripts.
fn issued(issued: &IssuedApiKey) -> String {
    format!("{}{}\n", line(&issued.key), issued.secret)
}

fn line(key: &ApiKey) -> String {
    let day = |at: chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%d").to_string();
    let none = || "-".to_owned();
    let state = match (key.revoked_at, key.expires_at) {
        (Some(at), _) => format!("revoked {}", day(at)),
        (None, Some(end)) => format!("until {}", day(end)),
        (None, None) => "active".to_owned(),
    };
    let agencies = key.agencies.as_ref().map_or_else(none, |ids| {
        let ids: Vec<&str> = ids.iter().map(Slug::as_str).collect();
        ids.join(",")
    });
    let used = key.last_used_at.map_or_else(none, day);
    format!(
        "{}\t{}\t{agencies}\t{state}\tused {used}\t{}\n",
        key.id, key.source, key.name
    )
}
