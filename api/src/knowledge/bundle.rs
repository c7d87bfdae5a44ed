//! Storing the bundled knowledge.

use chrono::{DateTime, Utc};
use motcua_seed::{Bundle, Filed};

use crate::agencies::Agencies;
use crate::error::Result;
use crate::places::Places;
use crate::procedures::{self, Layer};
use crate::storage::{Database, meta};
use crate::{agencies, faqs, life_events, places, qr};

/// Stores the bundled knowledge, unless it is what was stored last. Says whether it did.
///
/// # Errors
/// When the database fails; then nothing was changed.
pub async fn store_bundle(db: &Database, bundle: &Bundle, now: DateTime<Utc>) -> Result<bool> {
    if meta::stored_bundle(&**db).await?.as_deref() == Some(&bundle.fingerprint) {
        return Ok(false);
    }
    let transaction = db.begin().await?;
    let mut rows = Vec::with_capacity(bundle.procedures.len());
    let mut codes = Vec::with_capacity(bundle.procedures.len());
    for Filed { record, .. } in &bundle.procedures {
        rows.push(procedures::store::Row::new(Layer::Curated, record, None)?);
        codes.push(record.code.clone());
    }
    procedures::store::write(&*transaction, &rows).await?;
    procedures::store::delete_curated_except(&*transaction, &codes).await?;
    faqs::store::replace_bundled(&*transaction, &records(&bundle.faqs)).await?;
    life_events::store::replace(&*transaction, &records(&bundle.life_events)).await?;
    places::store::write(&*transaction, &records(&bundle.places)).await?;
    agencies::store::write(&*transaction, &records(&bundle.agencies)).await?;
    let counters = records(&bundle.counters);
    agencies::store::write_counters(&*transaction, &counters).await?;
    if qr::add_bundled(&*transaction, &counters, now).await? {
        meta::bump_codes(&*transaction).await?;
    }
    meta::set_stored_bundle(&*transaction, &bundle.fingerprint).await?;
    meta::bump_revision(&*transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Mints the codes that counters lack, also those that the present bundle does not name any more, and keeps what
/// the posters of codes show. Says whether any code was minted.
///
/// # Errors
/// When the database fails; then nothing was changed.
pub async fn mint_codes(db: &Database, now: DateTime<Utc>) -> Result<bool> {
    let counters = agencies::store::all_counters(&**db).await?;
    let ids: Vec<_> = counters.iter().map(|counter| counter.id.clone()).collect();
    let minted = qr::mint_missing(db, &ids, now).await?;
    let unnamed = qr::unnamed(&**db).await?;
    if !unnamed.is_empty() {
        let agencies = Agencies::new(agencies::store::all(&**db).await?, counters);
        let places = Places::new(places::store::all(&**db).await?);
        qr::keep_names(db, &unnamed, &agencies, &places).await?;
    }
    Ok(minted)
}

fn records<T>(filed: &[Filed<T>]) -> Vec<&T> {
    filed.iter().map(|filed| &filed.record).collect()
}
