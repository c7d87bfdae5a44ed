//! `motcua reindex` and `motcua seed check`.

use std::path::Path;

use anyhow::bail;
use motcua_seed::{Bundle, check};

use super::out;
use crate::app::{index_dir, open_database};
use crate::config::Storage;
use crate::knowledge::{Knowledge, store_bundle};

/// Builds the search index anew, over the stored knowledge.
pub(super) async fn reindex(storage: &Storage) -> anyhow::Result<()> {
    let db = open_database(storage).await?;
    store_bundle(&db, &Bundle::embedded()?).await?;
    let dir = index_dir(storage);
    match std::fs::remove_dir_all(&dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            bail!("cannot remove the old index {}: {error}", dir.display());
        }
        _ => {}
    }
    let knowledge = Knowledge::load(&db, Some(dir)).await?;
    out::write(&format!(
        "indexed {} procedures\n",
        knowledge.procedures.get().len()
    ))?;
    db.close().await?;
    Ok(())
}

/// Proves the bundled files complete, sourced and consistent.
pub(super) fn check(dir: Option<&Path>) -> anyhow::Result<()> {
    let bundle = match dir {
        Some(dir) => Bundle::from_dir(dir)?,
        None => Bundle::embedded()?,
    };
    let findings = check::check(&bundle);
    let lines: String = findings
        .iter()
        .map(|finding| format!("{finding}\n"))
        .collect();
    out::write(&lines)?;
    if !findings.is_empty() {
        bail!("{} findings in the knowledge files", findings.len());
    }
    out::write(&format!(
        "{} procedures, {} questions, {} places, {} agencies, {} counters: complete, sourced, consistent\n",
        bundle.procedures.len(),
        bundle.faqs.len(),
        bundle.places.len(),
        bundle.agencies.len(),
        bundle.counters.len(),
    ))?;
    Ok(())
}
