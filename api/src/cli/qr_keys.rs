//! `motcua qr-keys`.

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use clap::Subcommand;
use mobile_contract::qr::QrKeyId;

use super::out;
use crate::app::{open_database, open_vault};
use crate::config::{Accounts, Storage};
use crate::kernel::clock::Clock;
use crate::qr::{LEAD, OVERLAP, list_keys, revoke_key, rotate_keys};

/// What to do with the keys that sign QR codes.
#[derive(Subcommand)]
pub(super) enum QrKeys {
    /// List the keys: id, from when it signs, until when what it signed is good
    List,
    /// Make the next key. It is published at once and signs after seven days, so that phones know it
    /// in time; what the key before it signed stays good for three years more
    Rotate,
    /// End a key that others may know. Codes printed with it are genuine no more: print them anew
    Revoke {
        /// Id of the key, as `list` shows it
        #[arg(value_name = "ID")]
        id: QrKeyId,
    },
}

/// Carries it out.
pub(super) async fn run(
    storage: &Storage,
    accounts: &Accounts,
    wanted: &QrKeys,
) -> anyhow::Result<()> {
    let db = open_database(storage).await?;
    let now = Clock::system().now();
    let said = match wanted {
        QrKeys::List => list_keys(&*db).await.map(|keys| {
            let lines = keys.iter().map(|key| {
                let until = key.revoked_at.or(key.until);
                let word = if key.revoked_at.is_some() {
                    "revoked"
                } else {
                    "until"
                };
                let until = until.map_or_else(|| "-".to_owned(), day);
                format!("{}\tfrom {}\t{word} {until}\n", key.id, day(key.from))
            });
            lines.collect::<String>()
        }),
        QrKeys::Rotate => {
            let vault = open_vault(storage, accounts)?;
            let next = rotate_keys(&db, &vault, now).await;
            next.map(|id| {
                let (from, until) = (day(now + LEAD), day(now + LEAD + OVERLAP));
                format!("{id} signs from {from}; codes printed before are good until {until}\n")
            })
        }
        QrKeys::Revoke { id } => {
            let vault = open_vault(storage, accounts)?;
            let signing = revoke_key(&db, &vault, id, now).await;
            signing.map(|signing| {
                format!("{id} is revoked; {signing} signs now: print every poster anew that {id} signed\n")
            })
        }
    };
    db.close().await?;
    let said = said.map_err(|error| anyhow!("{}", words(&error)))?;
    Ok(out::write(&said)?)
}

fn day(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d").to_string()
}

fn words(error: &crate::error::Error) -> String {
    let problem = error.problem(mobile_contract::Locale::En, "");
    problem.detail.unwrap_or(problem.title)
}
