//! Exports of one-stop systems: a row is a dossier, a column of dates is what happened to it.
//!
//! Rows become the same events that systems hand over by themselves, with ids made of the column: the same file again
//! tells nothing new, and a changed cell is a correction that keeps what stood there before.

mod column;
mod dates;
mod header;
mod letters;
mod mapping;
mod row;
mod table;
mod versions;

use std::collections::{BTreeMap, HashMap};

use mobile_contract::dossier::event::DossierEvent;
use mobile_contract::{DossierCode, Locale};

pub use self::header::Header;
pub use self::mapping::Mapping;
use self::row::{RowReader, Told};
pub use self::table::{Cell, Rows, read};
use self::versions::Versions;
use super::check::check;
use super::record::Keys;
use super::{Dossiers, store};
use crate::error::Result;

/// Rows of one transaction.
const AT_ONCE: usize = 500;

/// A row that was not taken, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its row in the file, from 1.
    pub row: u64,
    /// Its dossier, where that could be read.
    pub code: Option<DossierCode>,
    /// Why, in English.
    pub why: String,
}

/// What became of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows that say something.
    pub rows: u64,
    /// Those that say nothing new.
    pub unchanged: u64,
    /// Events that were kept.
    pub stored: u64,
    /// Of these, corrections of what was kept before.
    pub corrections: u64,
    /// Dossiers that carry a flag after it.
    pub flagged: u64,
    /// Rows that were not taken.
    pub refused: Vec<RefusedRow>,
}

/// An export, and how it is read.
pub struct Export<'a> {
    /// Its rows.
    pub rows: &'a Rows,
    /// How they are read.
    pub mapping: &'a Mapping,
    /// Where columns are.
    pub header: &'a Header,
    /// Nothing is kept; the report says what would be.
    pub dry_run: bool,
}

impl Dossiers {
    /// Takes an export in. `progress` is told how many rows are done.
    ///
    /// # Errors
    /// When the database fails. What was taken before stays; the same file again goes on from there.
    pub async fn import(&self, export: &Export<'_>, progress: impl Fn(u64)) -> Result<Report> {
        let mut report = Report::default();
        let mut seen: HashMap<DossierCode, u64> = HashMap::new();
        let reader = RowReader::new(export.mapping, export.header);
        let reader = reader.map_err(crate::error::Error::internal)?;
        let rows = (1_u64..).zip(export.rows).skip(export.header.first);
        let rows: Vec<_> = rows.collect();
        for some in rows.chunks(AT_ONCE) {
            let mut told = BTreeMap::new();
            for (number, row) in some {
                match reader.read(row) {
                    Ok(None) => continue,
                    Err(wrong) => {
                        report.refuse(*number, None, format!("{}: {}", wrong.column, wrong.why));
                    }
                    Ok(Some(read)) => match seen.insert(read.code.clone(), *number) {
                        Some(before) => report.refuse(
                            *number,
                            Some(read.code),
                            format!("row {before} is of the same dossier"),
                        ),
                        None => drop(told.insert(*number, read)),
                    },
                }
                report.rows += 1;
            }
            self.import_some(export, told, &mut report).await?;
            progress(some.last().map_or(0, |(number, _)| *number));
        }
        Ok(report)
    }

    async fn import_some(
        &self,
        export: &Export<'_>,
        told: BTreeMap<u64, Told>,
        report: &mut Report,
    ) -> Result<()> {
        let source = export.mapping.source.as_str();
        let keys = Keys::of(&self.vault)?;
        let codes: BTreeMap<u64, DossierCode> = told
            .iter()
            .map(|(row, told)| (*row, told.code.clone()))
            .collect();
        let wanted: Vec<&DossierCode> = codes.values().collect();
        let kept = store::load(&*self.db, &wanted).await?;
        let versions = Versions {
            source,
            keys: &keys,
            vault: &self.vault,
            now: self.clock.now(),
        };
        let mut events: Vec<(u64, DossierEvent)> = Vec::new();
        for (row, told) in told {
            let record = kept.get(told.code.as_str()).map(|kept| &kept.record);
            let new = versions.of(record, told.steps, &told.code)?;
            report.unchanged += u64::from(new.is_empty());
            events.extend(new.into_iter().map(|event| (row, event)));
        }
        let corrects = events.iter().filter(|(_, event)| event.corrects.is_some());
        let corrections = u64::try_from(corrects.count()).unwrap_or(u64::MAX);
        let refused = if export.dry_run {
            let now = self.clock.now();
            let refused = events.iter().filter_map(|(row, event)| {
                let reason = check(event, now).err()?;
                Some((*row, event.id.clone(), reason))
            });
            let refused: Vec<_> = refused.collect();
            let count = events.len().saturating_sub(refused.len());
            report.stored += u64::try_from(count).unwrap_or(u64::MAX);
            refused
        } else {
            let taken = self.take(source, events).await?;
            report.stored += taken.stored;
            report.flagged += taken.flagged;
            let refused = taken.refused.into_iter();
            refused
                .map(|r| (r.line, r.id.unwrap_or_default(), r.reason))
                .collect()
        };
        report.corrections += corrections;
        for (row, id, reason) in refused {
            let why = format!("{id}: {}", reason.text(Locale::En));
            report.refuse(row, codes.get(&row).cloned(), why);
        }
        Ok(())
    }
}

impl Report {
    fn refuse(&mut self, row: u64, code: Option<DossierCode>, why: String) {
        self.refused.push(RefusedRow { row, code, why });
    }
}
