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

/// How often a number is drawn anew that makes no code: one in ten has a check symbol that is no letter or digit.
const DRAWS: usize = 100;
/// Codes that are tried before we give up. With a million in use, one in a thousand is taken.
const TRIES: usize = 10;

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

/// Adds a code; another one is drawn where it is taken already: receipts share the table, and there are a million of
/// them. `None`: another code is in use for the same counter and purpose.
pub(super) async fn insert(db: &impl ConnectionTrait, mut code: Code) -> Result<Option<Code>> {
    for _ in 0..TRIES {
        if store::insert(db, code.clone()).await? {
            return Ok(Some(code));
        }
        if store::find(db, &code.code).await?.is_none() {
            return Ok(None);
        }
        code.code = draw()?;
    }
    Err(Error::unavailable("every code that was drawn is taken"))
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
        printed: None,
    }
}

/// The version of a new code at a counter: that of its poster. A poster shows one version, so the codes in use
/// beside it that are older are put in new versions too ([`renew`]).
pub(super) fn edition(at_counter: &[&Code], purpose: QrPurpose) -> u32 {
    let is_of = |code: &&&Code| code.target.purpose() == Some(purpose);
    let versions = |code: &&Code| code.version;
    let had = at_counter.iter().filter(is_of).map(versions).max();
    let beside = at_counter
        .iter()
        .filter(|code| code.status == QrStatus::Active && !is_of(code));
    let (had, hangs) = (
        had.unwrap_or_default(),
        beside.map(versions).max().unwrap_or_default(),
    );
    if hangs > had { hangs } else { had + 1 }
}

/// Puts a new version in the place of a code in use. `None`: it is not in use, or not any more.
pub(super) async fn renew(
    db: &impl ConnectionTrait,
    old: &Code,
    version: u32,
    at: DateTime<Utc>,
    by: Option<Uuid>,
) -> Result<Option<Code>> {
    // A counter has one code in use for a purpose: the old one leaves before the new one comes.
    let leaving = Change {
        status: QrStatus::Superseded,
        successor: None,
        reason: None,
        by,
        at,
    };
    if !store::change(db, &old.code, &[QrStatus::Active], &leaving).await? {
        return Ok(None);
    }
    let mut next = first(draw()?, old.target.clone(), at, by);
    next.counter = old.counter.clone();
    next.agency = old.agency.clone();
    next.version = version;
    let Some(next) = insert(db, next).await? else {
        return Ok(None);
    };
    let change = superseded(&next, at, by);
    let follows = store::change(db, &old.code, &[QrStatus::Superseded], &change).await?;
    Ok(follows.then_some(next))
}

const fn superseded(next: &Code, at: DateTime<Utc>, by: Option<Uuid>) -> Change<'_> {
    Change {
        status: QrStatus::Superseded,
        successor: Some(&next.code),
        reason: None,
        by,
        at,
    }
}

/// Adds the boards that the bundle names. A code that is there stays as it is: a bundle revives no withdrawn
/// one. A new code for a counter takes the place of the one before, and the counter's other codes get new
/// versions with it. Where the code that the bundle names was drawn for a receipt meanwhile, the counter keeps what
/// it has. Says whether anything was added.
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
        if let Some(there) = store::find(db, &counter.qr).await? {
            if let QrTarget::Dossier { .. } = there.target {
                let (id, code) = (&counter.id, &counter.qr);
                tracing::error!(counter = %id, %code, "the code that the bundle names stands on a receipt");
            } else {
                is_board_of(counter, Some(&there))?;
            }
            continue;
        }
        let hung = hung(&known, &counter.id);
        let mut new = first(counter.qr.clone(), QrTarget::Board {}, at, None);
        new.counter = Some(counter.id.clone());
        new.version = edition(&hung, QrPurpose::Board);
        let version = new.version;
        let in_use = hung.iter().filter(|code| code.status == QrStatus::Active);
        let (boards, beside): (Vec<&&Code>, Vec<_>) =
            in_use.partition(|code| code.target.purpose() == Some(QrPurpose::Board));
        for board in boards {
            let change = superseded(&new, at, None);
            store::change(db, &board.code, &[QrStatus::Active], &change).await?;
        }
        if !store::insert(db, new).await? {
            is_board_of(counter, store::find(db, &counter.qr).await?.as_ref())?;
            continue;
        }
        added = true;
        for old in beside.into_iter().filter(|code| code.version < version) {
            // Nothing is left half done: the old code may have left its place already.
            let next = renew(db, old, version, at, None).await?;
            next.ok_or_else(|| Error::unavailable("a code was changed meanwhile"))?;
        }
    }
    Ok(added)
}

/// Servers that start together store the same bundle: where a code came meanwhile, the other one has seen to the
/// whole counter.
fn is_board_of(counter: &Counter, there: Option<&Code>) -> Result<()> {
    if there.is_some_and(|code| code.counter.as_ref() == Some(&counter.id)) {
        return Ok(());
    }
    Err(Error::unavailable("the bundle's code was taken meanwhile"))
}

/// The codes of a counter, for its purposes.
fn hung<'c>(known: &'c [Code], counter: &Slug) -> Vec<&'c Code> {
    let at = |code: &&Code| code.at_counter().is_some_and(|(at, _)| at == counter);
    known.iter().filter(at).collect()
}

/// Mints what counters lack: a board, a chat and a rating code each. A purpose whose codes were all withdrawn
/// lacks none: somebody decided so. Servers that start together agree by the database.
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
        new.version = edition(&hung(&known, counter), purpose);
        // None: another server was faster.
        let _ = insert(&*transaction, new).await?;
    }
    meta::bump_codes(&*transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests;
