//! Import of the national catalogue: only its own layers, all at once or not at all.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use motcua_seed::tthc::{self, Kind, PartState, Parts, Refused};

use super::layer::Layer;
use super::store::{self, Row};
use crate::error::Error;
use crate::storage::{Database, meta};

/// How many rows of a part the source states, and how many could be taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Rows that state it.
    pub stated: u64,
    /// Rows of which it could be taken apart.
    pub parsed: u64,
}

impl Share {
    /// The share in words, rounded down: what is missing must not be rounded away.
    #[must_use]
    pub fn percent(&self) -> String {
        if self.stated == 0 {
            return "–".to_owned();
        }
        let permille = self.parsed * 1000 / self.stated;
        format!("{}.{} %", permille / 10, permille % 10)
    }

    const fn count(&mut self, state: PartState) {
        match state {
            PartState::NotStated => {}
            PartState::Unparsed => self.stated += 1,
            PartState::Parsed => {
                self.stated += 1;
                self.parsed += 1;
            }
        }
    }
}

/// What an import did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Lines read.
    pub read: u64,
    /// Procedures that were not there.
    pub added: u64,
    /// Procedures whose layer changed.
    pub changed: u64,
    /// Procedures that were there just so.
    pub unchanged: u64,
    /// Lines refused, with the file's name, their number and the reason.
    pub refused: Vec<(String, Refused)>,
    /// Per part, the share that could be taken apart.
    pub parts: BTreeMap<&'static str, Share>,
}

impl Report {
    fn count_parts(&mut self, parts: &Parts) {
        for (name, state) in [
            ("fee", parts.fee),
            ("time limit", parts.time_limit),
            ("documents", parts.documents),
            ("legal basis", parts.legal_basis),
        ] {
            self.parts.entry(name).or_default().count(state);
        }
    }
}

/// Why an import stopped before writing anything.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file could not be opened, or not be read to its end.
    #[error("cannot read {file}: {why}; nothing was changed")]
    Read {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
    /// The database failed; the transaction was rolled back.
    #[error("the database failed, nothing was changed: {0}")]
    Store(Error),
}

impl<E: Into<Error>> From<E> for ImportError {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// Rows read and ready to be stored, the last of a code and layer winning.
#[derive(Default)]
pub struct Batch {
    rows: Vec<Row>,
    seen: HashMap<(String, Layer), usize>,
    report: Report,
}

impl Batch {
    /// Reads a file. `progress` is told how many of its bytes were read.
    ///
    /// # Errors
    /// When the file cannot be read to its end; refused lines are in the report instead.
    pub fn read(&mut self, path: &Path, mut progress: impl FnMut(u64)) -> Result<(), ImportError> {
        let file = path.display().to_string();
        let unreadable = |why: String| ImportError::Read {
            file: file.clone(),
            why,
        };
        let mut reader =
            tthc::open(path, tthc::Options::default()).map_err(|e| unreadable(e.to_string()))?;
        while let Some(line) = reader.next() {
            self.report.read += 1;
            match line {
                Ok(row) => self.add(&row)?,
                Err(tthc::Error::Refused(refused)) => {
                    self.report.refused.push((file.clone(), refused));
                }
                Err(tthc::Error::Broken { after_line, source }) => {
                    return Err(unreadable(format!(
                        "it breaks off after line {after_line} ({source})"
                    )));
                }
            }
            progress(reader.bytes_read());
        }
        Ok(())
    }

    fn add(&mut self, row: &motcua_seed::tthc::Row) -> Result<(), Error> {
        let layer = match row.kind {
            Kind::List => Layer::NationalList,
            Kind::Detail => Layer::PortalDetail,
        };
        if row.kind == Kind::Detail {
            self.report.count_parts(&row.parts);
        }
        let stored = Row::new(layer, &row.procedure, Some(&row.raw))?;
        let key = (row.procedure.code.to_string(), layer);
        match self
            .seen
            .get(&key)
            .and_then(|index| self.rows.get_mut(*index))
        {
            Some(earlier) => *earlier = stored,
            None => {
                self.seen.insert(key, self.rows.len());
                self.rows.push(stored);
            }
        }
        Ok(())
    }

    /// Writes what is new or changed in one transaction, and reports.
    ///
    /// # Errors
    /// When the database fails; then nothing was changed.
    pub async fn store(mut self, db: &Database) -> Result<Report, ImportError> {
        let transaction = db.begin().await?;
        let mut known: HashMap<Layer, HashMap<String, String>> = HashMap::new();
        for layer in [Layer::NationalList, Layer::PortalDetail] {
            known.insert(layer, store::hashes(&*transaction, layer).await?);
        }
        let report = &mut self.report;
        self.rows.retain(|row| {
            let (code, layer) = row.key();
            match known
                .get(&layer)
                .and_then(|hashes| hashes.get(code.as_str()))
            {
                None => report.added += 1,
                Some(hash) if hash == row.hash() => {
                    report.unchanged += 1;
                    return false;
                }
                Some(_) => report.changed += 1,
            }
            true
        });
        if !self.rows.is_empty() {
            store::write(&*transaction, &self.rows).await?;
            meta::bump_revision(&*transaction).await?;
        }
        transaction.commit().await?;
        Ok(self.report)
    }
}
