//! `motcua reindex` and `motcua seed check`.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use motcua_seed::check::{Catalogue, Finding};
use motcua_seed::{Bundle, check};

use super::out;
use crate::app::{engines, index_dir, open_database};
use crate::config::{Search, Storage};
use crate::kernel::clock::Clock;
use crate::knowledge::{Knowledge, store_bundle};

/// Builds the search index anew, over the stored knowledge.
pub(super) async fn reindex(storage: &Storage, search: &Search) -> anyhow::Result<()> {
    let bundle = Bundle::embedded()?;
    let engines = engines(storage, search, &bundle, &Clock::system())?;
    let db = open_database(storage).await?;
    store_bundle(&db, &bundle, Clock::system().now()).await?;
    let dir = index_dir(storage);
    match std::fs::remove_dir_all(&dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            bail!("cannot remove the old index {}: {error}", dir.display());
        }
        _ => {}
    }
    let knowledge = Knowledge::load(&db, engines).await?;
    if let Some(keeper) = knowledge.keeper(&db) {
        let built = keeper.rebuild().await;
        built.map_err(|why| anyhow!("the index of Meilisearch was not built: {why}"))?;
    }
    out::write(&format!(
        "indexed {} procedures\n",
        knowledge.procedures.get().len()
    ))?;
    db.close().await?;
    Ok(())
}

/// Proves the bundled files complete, sourced and consistent, and says what was read long ago.
pub(super) fn check(
    dir: Option<&Path>,
    catalogue: &[PathBuf],
    deny_stale: bool,
) -> anyhow::Result<()> {
    let bundle = match dir {
        Some(dir) => Bundle::from_dir(dir)?,
        None => Bundle::embedded()?,
    };
    let mut findings = check::check(&bundle);
    if !catalogue.is_empty() {
        let mut known = Catalogue::default();
        for file in catalogue {
            known
                .read(file)
                .with_context(|| format!("cannot read {}", file.display()))?;
        }
        findings.extend(check::check_catalogue(&bundle, &known));
    }
    let stale = check::stale(&bundle, Clock::system().today());
    let notes = if deny_stale {
        findings.extend(stale);
        Vec::new()
    } else {
        stale
    };
    out::write(&lines(&findings, ""))?;
    out::write(&lines(&notes, "note: "))?;
    if !findings.is_empty() {
        bail!("{} findings in the knowledge files", findings.len());
    }
    out::write(&format!(
        "{} procedures, {} questions, {} life events, {} places, {} agencies, {} counters: complete, sourced, consistent, readable\n",
        bundle.procedures.len(),
        bundle.faqs.len(),
        bundle.life_events.len(),
        bundle.places.len(),
        bundle.agencies.len(),
        bundle.counters.len(),
    ))?;
    Ok(())
}

fn lines(findings: &[Finding], prefix: &str) -> String {
    findings
        .iter()
        .map(|finding| format!("{prefix}{finding}\n"))
        .collect()
}
