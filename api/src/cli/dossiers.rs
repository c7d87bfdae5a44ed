//! `motcua import dossiers` and `motcua dossiers`.

use std::fs;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use super::accounts::plain;
use super::out;
use crate::app::{open_database, open_dossiers};
use crate::config::{self, Server, Storage};
use crate::dossiers::import::{Export, Header, Mapping, Report, read};
use crate::kernel::csv;

/// Refused rows that are shown; a file has them all.
const SHOWN: usize = 20;

/// An export of a one-stop system.
#[derive(Args)]
pub(super) struct Import {
    /// A CSV file or a workbook (.xlsx, .xls, .ods), a row for each dossier
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How its columns are read: see docs/examples/dossier-mapping.yaml
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// Keep nothing, and say what would be kept
    #[arg(long)]
    dry_run: bool,
    /// Write the rows that were refused to a CSV file, with why
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
}

/// What to do with the dossiers that are kept.
#[derive(Subcommand)]
pub(super) enum Dossiers {
    /// Reckon all dossiers anew from what was told of them: after codes of agencies, rules or knowledge changed
    Refold,
}

/// Imports an export.
pub(super) async fn import(
    (storage, server): (&Storage, &Server),
    accounts: &config::Accounts,
    wanted: &Import,
) -> anyhow::Result<()> {
    let file = wanted.file.display();
    let mapping = fs::read_to_string(&wanted.mapping);
    let mapping = mapping.map_err(|e| anyhow!("{}: {e}", wanted.mapping.display()))?;
    let mapping = Mapping::read(&mapping);
    let mapping = mapping.map_err(|e| anyhow!("{}: {e}", wanted.mapping.display()))?;
    let rows = read(&wanted.file, mapping.sheet.as_deref(), mapping.encoding);
    let rows = rows.map_err(|e| anyhow!("{file}: {e}"))?;
    let header = Header::find(&rows, &mapping).map_err(|e| anyhow!("{file}: {e}"))?;
    let db = open_database(storage).await?;
    let dossiers = open_dossiers(storage, accounts, server.reached_at()?, &db).await?;
    let bar = bar(u64::try_from(rows.len())?);
    let export = Export {
        rows: &rows,
        mapping: &mapping,
        header: &header,
        dry_run: wanted.dry_run,
    };
    let imported = dossiers
        .import(&export, |done| bar.set_position(done))
        .await;
    bar.finish_and_clear();
    drop(dossiers);
    db.close().await?;
    let report = imported.map_err(plain)?;
    if let Some(file) = &wanted.refused {
        fs::write(file, refused(&report)).map_err(|e| anyhow!("{}: {e}", file.display()))?;
    }
    Ok(out::write(&in_words(&report, wanted.dry_run))?)
}

/// Keeps what is there in step.
pub(super) async fn run(
    (storage, server): (&Storage, &Server),
    accounts: &config::Accounts,
    wanted: &Dossiers,
) -> anyhow::Result<()> {
    let Dossiers::Refold = wanted;
    let db = open_database(storage).await?;
    let dossiers = open_dossiers(storage, accounts, server.reached_at()?, &db).await?;
    let bar = ProgressBar::new_spinner();
    let folded = dossiers.refold(|done| bar.set_position(done)).await;
    bar.finish_and_clear();
    drop(dossiers);
    db.close().await?;
    let folded = folded.map_err(plain)?;
    Ok(out::write(&format!(
        "looked at  {}\nchanged    {}\n",
        folded.looked_at, folded.changed
    ))?)
}

fn bar(rows: u64) -> ProgressBar {
    let bar = ProgressBar::new(rows);
    if let Ok(style) =
        ProgressStyle::with_template("{bar:30} {percent}% {pos}/{len} rows, {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

fn in_words(report: &Report, dry_run: bool) -> String {
    let mut lines = Vec::new();
    if dry_run {
        lines.push("nothing was kept; this is what would be".to_owned());
    }
    lines.extend([
        format!("rows         {}", report.rows),
        format!("unchanged    {}", report.unchanged),
        format!("events       {}", report.stored),
        format!("corrections  {}", report.corrections),
        format!("flagged      {}", report.flagged),
        format!("refused      {}", report.refused.len()),
    ]);
    for row in report.refused.iter().take(SHOWN) {
        lines.push(format!("  row {}: {}", row.row, row.why));
    }
    if report.refused.len() > SHOWN {
        lines.push(format!("  … and {} more", report.refused.len() - SHOWN));
    }
    lines.join("\n") + "\n"
}

/// The rows that were refused, for a spreadsheet.
fn refused(report: &Report) -> String {
    let mut text = csv::MARK.to_string();
    let names = ["row", "dossier", "why"].map(ToOwned::to_owned);
    csv::line(&mut text, names.into_iter());
    for row in &report.refused {
        let code = row.code.as_ref().map(ToString::to_string);
        let cells = [
            row.row.to_string(),
            code.unwrap_or_default(),
            row.why.clone(),
        ];
        csv::line(&mut text, cells.into_iter());
    }
    text
}
