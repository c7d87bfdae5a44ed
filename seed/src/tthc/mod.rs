//! The national catalogue of administrative procedures (danh mục TTHC quốc gia), read from files.
//!
//! Two kinds of lines are known and told apart by their keys: the list (a title and where to read
//! on) and the detail export (the portal's whole page). The detail page arrives as tables whose
//! cells are glued together without separators. They are taken apart here, and only as far as the
//! text bears witness: what stays ambiguous is kept as it was stated, never guessed. A wrong fee
//! costs a citizen a day's wage.
//!
//! [`open`] gives a streaming [`Reader`]: memory is bounded by [`MAX_LINE`].

mod agencies;
mod channels;
mod detail;
mod documents;
mod doubts;
mod evidence;
mod fees;
mod forms;
mod judge;
mod legal;
mod list;
mod money;
mod numbers;
mod prose;
mod reader;
mod record;
mod rows;
mod rules;
mod tidy;
mod times;

#[cfg(test)]
mod properties;

use chrono::NaiveDate;
use mobile_contract::knowledge::Procedure;

pub use reader::{Reader, open};

/// The longest line, in bytes. A longer one is refused.
pub const MAX_LINE: usize = 4 * 1024 * 1024;

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The day on which the file was true. Absent: the default of the line's kind.
    pub as_of: Option<NaiveDate>,
}

/// The two kinds of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of the list: title, field, agency.
    List,
    /// A line of the detail export: the whole page.
    Detail,
}

impl Kind {
    /// The day on which the known file of this kind was taken.
    #[must_use]
    pub fn default_as_of(self) -> NaiveDate {
        let day = match self {
            Self::List => NaiveDate::from_ymd_opt(2025, 4, 15),
            Self::Detail => NaiveDate::from_ymd_opt(2026, 7, 15),
        };
        day.unwrap_or_default()
    }
}

/// How well a part of a page was understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartState {
    /// The source says nothing about it.
    #[default]
    NotStated,
    /// Taken apart, and to be trusted.
    Parsed,
    /// Stated, but not taken apart, or not wholly: its text is in `as_stated`.
    Unparsed,
}

/// How well each part of a page was understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// How long it takes.
    pub time_limit: PartState,
    /// What it costs.
    pub fee: PartState,
    /// Which papers.
    pub documents: PartState,
    /// On which law.
    pub legal_basis: PartState,
}

/// One line, understood.
#[derive(Clone, Debug)]
pub struct Row {
    /// Number of the line, from 1.
    pub line: u64,
    /// Which kind of line.
    pub kind: Kind,
    /// What it says.
    pub procedure: Procedure,
    /// The source's row as it came.
    pub raw: serde_json::Value,
    /// How well it was understood.
    pub parts: Parts,
}

/// A line that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Refused {
    /// Number of the line, from 1.
    pub line: u64,
    /// One sentence.
    pub reason: String,
}

/// What can go wrong while reading. A refused line concerns itself only; a broken file means that
/// whoever imports it must stop and undo.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// This line was not taken; the next ones may be.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The file cannot be read on: an I/O error, or a truncated gzip stream.
    #[error("the file breaks off after line {after_line}")]
    Broken {
        /// The last line that was read whole.
        after_line: u64,
        /// Why.
        source: std::io::Error,
    },
}
