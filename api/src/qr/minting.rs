//! New codes: at random, so that nobody guesses the next one, and one in use for each counter and purpose.

use std::collections::HashSet;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use chrono::{DateTime, Utc};
use mobile_contract::knowledge::Counter;
use mobile_contract::qr::{QrPurpose, QrStatus, QrTarget};
use mobile_contract::{QrCode, Slug};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::record::Code;
use super::store::{self, Change};
use crate::error::{Error, Result};
use crate::storage::{Database, meta};

/// How often a code that is taken already is drawn anew. One in ten draws has a check symbol that is no
/// letter or digit, and one in a billion is taken: so many in a row do not happen.
const DRAWS: usize = 100;

/// A code at random (30 bits).
pub(super) fn draw() -> Result<QrCode> {
    let random = SystemRandom::new();
    for _ in 0..DRAWS {
        let mut bytes = [0; 4];
        random.fill(&mut bytes).map_err(Error::internal)?;
        if let Some(code) = QrCode::from_number(u32::from_be_bytes(bytes)) {
            return Ok(code);
        }
    }
    Err(Error::internal("no code could be drawn"))
}

/// A first version of a code, in use.
pub(super) fn first(code: QrCode, target: QrTarget, at: DateTime<Utc>, by: Option<Uuid>) -> Code {
    Code {
        code,
        target,
        counter: None,
        agency: None,
        version: 1,
        status: QrStatus::Active,
        successor: None,
        reason: None,
        created_at: at,
        created_by: by,
        changed_at: None,
        changed_by: None,
    }
}

/// Adds the boards that the bundle names. A code that is there stays as it is: a bundle revives no withdrawn
/// one. A new code for a counter takes the place of the one before. Says whether anything was added.
///
/// # Errors
/// When the database fails, or a counter is unknown.
pub async fn add_bundled(
    db: &impl ConnectionTrait,
    counters: &[&Counter],
    at: DateTime<Utc>,
) -> Result<bool> {
    let known = store::all(db).await?;
    let codes: HashSet<&QrCode> = known.iter().map(|code| &code.code).collect();
    let mut added = false;
    for counter in counters
        .iter()
        .filter(|counter| !codes.contains(&counter.qr))
    {
        let mut new = first(counter.qr.clone(), QrTarget::Board {}, at, None);
        new.counter = Some(counter.id.clone());
        let place = Some((&counter.id, QrPurpose::Board));
        let mut old = known.iter().filter(|code| code.status == QrStatus::Active);
        if let Some(old) = old.find(|code| code.at_counter() == place) {
            new.version = old.version + 1;
            let change = Change {
                status: QrStatus::Superseded,
                successor: Some(&new.code),
                reason: None,
                by: None,
                at,
            };
            store::change(db, &old.code, &[QrStatus::Active], &change).await?;
        }
        added |= store::insert(db, new).await?;
    }
    Ok(added)
}

/// Mints what counters lack: a chat and a rating code each. A purpose whose codes were all withdrawn lacks
/// none: somebody decided so. Servers that start together agree by the database.
///
/// # Errors
/// When the database fails.
pub async fn mint_missing(db: &Database, counters: &[Slug], at: DateTime<Utc>) -> Result<bool> {
    let known = store::all(&**db).await?;
    let had: HashSet<_> = known.iter().filter_map(Code::at_counter).collect();
    let each = counters.iter().flat_map(|counter| {
        let purposes = QrPurpose::ALL.into_iter();
        purposes.map(move |purpose| (counter, purpose))
    });
    let missing: Vec<_> = each.filter(|place| !had.contains(place)).collect();
    if missing.is_empty() {
        return Ok(false);
    }
    let transaction = db.begin().await?;
    for (counter, purpose) in missing {
        let mut new = first(draw()?, purpose.target(), at, None);
        new.counter = Some(counter.clone());
        // Not inserted: another server was faster, or, hardly ever, the code is taken; the next start mends it.
        store::insert(&*transaction, new).await?;
    }
    meta::bump_codes(&*transaction).await?;
    transaction.commit().await?;
    Ok(true)
}
