//! `motcua import`.

use std::fs;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::out;
use crate::app::{index_dir, open_database};
use crate::config::Storage;
use crate::knowledge::{Engines, Knowledge};
use crate::procedures::import::{Batch, Report};

/// Imports files of the national catalogue.
pub(super) async fn tthc(storage: &Storage, files: &[PathBuf]) -> anyhow::Result<()> {
    let db = open_database(storage).await?;
    let mut batch = Batch::default();
    for file in files {
        let bar = bar_for(file);
        batch.read(file, |read| bar.set_position(read))?;
        bar.finish_and_clear();
    }
    let writing = ProgressBar::new_spinner().with_message("writing");
    let report = batch.store(&db).await?;
    writing.set_message("indexing");
    Knowledge::load(&db, Engines::embedded(index_dir(storage))).await?;
    writing.finish_and_clear();
    db.close().await?;
    out::write(&in_words(&report))?;
    Ok(())
}

fn bar_for(file: &Path) -> ProgressBar {
    let size = fs::metadata(file).map_or(0, |m| m.len());
    let bar = ProgressBar::new(size);
    if let Ok(style) =
        ProgressStyle::with_template("{msg} {bar:30} {percent}% {bytes}/{total_bytes}")
    {
        bar.set_style(style);
    }
    bar.with_message(file.display().to_string())
}

fn in_words(report: &Report) -> String {
    let mut lines = vec![
        format!("read       {}", report.read),
        format!("added      {}", report.added),
        format!("changed    {}", report.changed),
        format!("unchanged  {}", report.unchanged),
        format!("refused    {}", report.refused.len()),
    ];
    let refused = report.refused.iter();
    lines.extend(refused.map(|(file, refused)| format!("  {file}: {refused}")));
    if !report.parts.is_empty() {
        lines.push("taken apart, of the detail rows that state it:".to_owned());
    }
    for (part, share) in &report.parts {
        lines.push(format!(
            "  {part:12} {}/{} ({})",
            share.parsed,
            share.stated,
            share.percent()
        ));
    }
    lines.join("\n") + "\n"
}
