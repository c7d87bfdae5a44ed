//! Opening what the server stands on: the database, its own secret, the accounts.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use motcua_seed::Bundle;
use url::Url;

use super::{StartError, index_dir};
use crate::accounts::{Accounts, Outbox, Parts};
use crate::config::{self, Config};
use crate::dossiers::{self, Dossiers, Reckoner};
use crate::kernel::clock::Clock;
use crate::kernel::vault::{Vault, VaultError};
use crate::kernel::worktime::Calendar;
use crate::knowledge::{self, Engines, Knowledge};
use crate::notifications;
use crate::qr::{Register, SigningKeys};
use crate::storage::{self, Database};

/// The database with its schema up to date, in a data folder that exists.
///
/// # Errors
/// When the folder or the database cannot be used.
pub async fn open_database(config: &config::Storage) -> Result<Database, StartError> {
    if config.is_bundled() {
        std::fs::create_dir_all(&config.data_dir).map_err(|source| StartError::Folder {
            folder: config.data_dir.display().to_string(),
            source,
        })?;
    }
    let db = storage::open(&config.url()).await?;
    storage::migrate(&db).await?;
    Ok(db)
}

/// The server's own secret. In the data folder it is made when it is not there yet.
///
/// # Errors
/// When the file cannot be read, or others may read it.
pub fn open_vault(
    storage: &config::Storage,
    accounts: &config::Accounts,
) -> Result<Vault, VaultError> {
    match accounts.key_file(&storage.data_dir) {
        (file, true) => Vault::read_or_make(&file),
        (file, false) => Vault::read(&file),
    }
}

/// Opens the accounts, with those for trying out when they are asked for.
pub(super) async fn open_accounts(
    config: &Config,
    vault: Vault,
    public_url: &Url,
    db: &Database,
    clock: &Clock,
) -> Result<Accounts, StartError> {
    let parts = Parts {
        db: db.clone(),
        courier: Arc::new(Outbox(notifications::Outbox::new(vault.clone()))),
        vault,
        clock: clock.clone(),
        public_url: public_url.clone(),
        production: config.server.production,
    };
    let accounts = Accounts::open(parts).await.map_err(StartError::Accounts)?;
    if config.accounts.demo {
        accounts.store_demo().await.map_err(StartError::Accounts)?;
    }
    Ok(accounts)
}

/// The dossiers, for work at the command line, with the knowledge of the program and of the database.
///
/// # Errors
/// When the database, the knowledge or the server's secret cannot be had.
pub async fn open_dossiers(
    storage: &config::Storage,
    accounts: &config::Accounts,
    public_url: Url,
    db: &Database,
) -> Result<Dossiers, StartError> {
    let clock = Clock::system();
    let vault = open_vault(storage, accounts)?;
    let bundle = Bundle::embedded()?;
    knowledge::store_bundle(db, &bundle, clock.now())
        .await
        .map_err(StartError::Knowledge)?;
    let engines = Engines::embedded(index_dir(storage));
    let knowledge = Knowledge::load(db, engines)
        .await
        .map_err(StartError::Knowledge)?;
    let (calendar, reckoner) = open_clocks(&bundle)?;
    Ok(Dossiers {
        gates: dossiers::intake::Gates::default(),
        db: db.clone(),
        clock,
        reckoner,
        calendar,
        agencies: knowledge.agencies,
        places: knowledge.places,
        procedures: knowledge.procedures,
        outbox: notifications::Outbox::new(vault.clone()),
        vault,
        public_url,
    })
}

/// Days off and hours, and what reckons the dates of dossiers by them.
///
/// # Errors
/// When the bundle lacks a part.
pub(super) fn open_clocks(bundle: &Bundle) -> Result<(Arc<Calendar>, Reckoner), StartError> {
    let calendar = bundle.calendar.as_ref().ok_or_else(|| {
        StartError::Config("the bundle has no calendar of working days".to_owned())
    })?;
    let calendar = Arc::new(Calendar::new(calendar));
    let rules = bundle.dossier_rules.clone().ok_or_else(|| {
        StartError::Config("the bundle has no rules for the time of dossiers".to_owned())
    })?;
    let reckoner = Reckoner::new(Arc::clone(&calendar), Arc::new(rules));
    Ok((calendar, reckoner))
}

/// Opens the QR codes and the keys that sign them. What is signed is the address that is printed: scheme, host and port.
pub(super) async fn open_codes(
    db: &Database,
    vault: &Vault,
    public_url: &Url,
    now: DateTime<Utc>,
) -> Result<Register, StartError> {
    if !matches!(public_url.path(), "" | "/") || public_url.host().is_none() {
        return Err(StartError::Config(format!(
            "QR codes lead to a host, and {public_url} has a path; set --public-url without one"
        )));
    }
    let open = async {
        let keys = SigningKeys::open(db, vault, public_url.as_str(), now).await?;
        Register::open(db, keys).await
    };
    open.await.map_err(StartError::Codes)
}
